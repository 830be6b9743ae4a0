"""The commands that read documents and write them on: one function for every stage, and for `run`."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

from nwtool.cli.options import Format, OnError, Options, command
from nwtool.config import Settings
from nwtool.errors import BAD_RECORDS, DEFECT, FOUND, OK, USAGE, UsageError
from nwtool.pipeline import Failure, all_stages, error_record, process_line
from nwtool.record import codec
from nwtool.record.document import Document
from nwtool.stages import STAGES, STAGES_BY_NAME, Rows, load_explain, load_notes, load_rows, stage
from nwtool.streams import output
from nwtool.streams.items import STDIN, Item
from nwtool.streams.messages import Messages, Progress, is_terminal, wants_colour
from nwtool.streams.paths import check_output, list_paths, total_bytes
from nwtool.streams.plain import parse_split
from nwtool.streams.signals import Interrupted
from nwtool.streams.sinks import STDOUT, Sink, StreamSink, open_sink
from nwtool.streams.sources import Meter, Reading, check_encoding, read_items

STDERR = 2
FORM_FEED = b"\f\n"

RUN_HELP = """Run several stages in one process, byte for byte what the pipe gives.

\b
  nwtool run article.txt                          all five
  nwtool run clean,quotes --rows articles.jsonl   two; the rows are the last one's"""


def make_filter(name: str) -> tuple[Callable[..., int], str]:
    """Give the function of the command called `name`, for Typer, and its help text."""
    if name == "run":
        options = dict.fromkeys(option for each in STAGES for option in each.options)
        return command(_run_stages, options), RUN_HELP
    entry = STAGES_BY_NAME[name]

    def run_stage(options: Options, settings: Settings) -> int:
        return Filter([name], options, settings).run()

    examples = "\n".join(f"  {example}" for example in entry.examples)
    help_text = f"{entry.help}\n\n\b\n{examples}"
    also = (*(("check", "exit_zero") if entry.changes_text else ()), *(("explain",) if entry.explain else ()))
    return command(run_stage, entry.options + entry.row_options, also), help_text


def _run_stages(options: Options, settings: Settings) -> int:
    stages = all_stages()
    first = options.files[0].split(",") if options.files else []
    if first and any(name in STAGES_BY_NAME for name in first):
        stages = [stage(name).name for name in first]
        options = options._replace(files=options.files[1:])
    elif len(first) == 1 and len(options.files) > 1 and first[0].isalpha() and not os.path.lexists(first[0]):
        raise UsageError(f"{first[0]}: neither a file nor a stage; the stages are {', '.join(STAGES_BY_NAME)}")
    return Filter(stages, options, settings, command="run").run()


class Filter:
    """One run of one command: its streams, its messages, and what it will end with."""

    def __init__(self, stages: list[str], options: Options, settings: Settings, command: str | None = None) -> None:
        self.stages = stages
        self.options = options
        self.settings = settings
        self.status = OK
        self.failed = 0
        self.done = 0
        self.messages = Messages(command or stages[-1], options.quiet, options.verbose, options.color.value)
        self.meter = Meter()
        self._check_options()
        self.paths = list_paths(options.files, options.files_from, options.null)
        self._refuse_terminal()
        for path, option in ((options.output, "-o"), (options.errors, "--errors")):
            if path is not None and path != "-":
                check_output(path, self.paths, option)
        split = parse_split(options.split) if options.split else None
        encoding = check_encoding(options.encoding)
        self.progress = Progress(self.messages, not options.no_progress, total_bytes(self.paths))
        # before the output: what can't be opened must leave no half of a run behind
        self.error_sink = self._open_errors()
        self.sink: Sink = open_sink(None if options.check else options.output, options.line_buffered)
        self.reading = Reading(encoding, split, self.meter, self.sink.flush)

    def _check_options(self) -> None:
        options = self.options
        if (options.rows or options.explain) and options.format is Format.text:
            raise UsageError("--format text writes the texts of documents; rows have jsonl, csv, tsv and table")
        if options.check and (options.output or options.rows or options.format or options.explain):
            raise UsageError("--check writes nothing, so -o, --rows, --format and --explain say nothing with it")
        if options.exit_zero and not options.check:
            raise UsageError("--exit-zero goes with --check")
        if options.null and options.files_from is None:
            raise UsageError("-0 goes with --files-from")

    def _refuse_terminal(self) -> None:
        named = self.options.files or self.options.files_from
        if not named and is_terminal(0):
            raise UsageError("no input: name a FILE, or pipe documents in (- reads the terminal)")

    def _open_errors(self) -> Sink | None:
        path = self.options.errors
        if path is None:
            return None
        if path == "-":
            return StreamSink(STDERR, line_buffered=True)
        if path == self.options.output:
            raise UsageError("--errors and -o name the same file")
        try:
            return StreamSink(_create(path), line_buffered=True)
        except OSError as error:
            raise UsageError(f"--errors {path}: {error.strerror}") from None

    def run(self) -> int:
        """Read, process, write; give the exit status."""
        try:
            for data in self._output():
                self.sink.write(data)
            self.sink.commit()
        except BaseException as error:
            self.messages.clear()
            with contextlib.suppress(OSError, Interrupted):
                self.sink.abandon()
            if not isinstance(error, OSError):
                raise
            where = self.options.output or "standard output"
            self.messages.error(f"{where}: can't be written ({error.strerror})")
            return max(self.status, USAGE)
        self.messages.finish()
        if self.options.exit_zero and self.status == FOUND:
            return OK
        return self.status

    def _output(self) -> Iterator[bytes]:
        """Give what is to be written, record by record."""
        options = self.options
        if options.check:
            return self._check()
        if options.format is Format.text:
            return self._texts()
        shown = options.rows or options.explain or options.format not in (None, Format.jsonl)
        if not shown:
            return (codec.dumps(doc) + b"\n" for _, doc in self._documents())
        on_terminal = options.output is None and is_terminal(STDOUT)
        name = options.format.value if options.format else "table" if on_terminal else "jsonl"
        width = shutil.get_terminal_size((100, 24)).columns
        colour = options.output is None and wants_colour(options.color.value, STDOUT)
        return output.formatter(name, width, colour, options.csv_safe)(self._rows())

    def _check(self) -> Iterator[bytes]:
        for item, doc in self._documents():
            if doc["text"] != codec.loads(item.raw)["text"]:
                self._raise_status(FOUND)
                self.messages.error(f"{_place(item)}: would change", "would change")
        return iter(())

    def _texts(self) -> Iterator[bytes]:
        for count, (_, doc) in enumerate(self._documents()):
            text = doc["text"].encode("utf-8", "replace")
            end = b"" if text.endswith(b"\n") else b"\n"
            yield (FORM_FEED if count else b"") + text + end

    def _rows(self) -> Iterator[dict[str, Any]]:
        name = self.stages[-1]
        make_rows: Rows = load_explain(name) if self.options.explain else load_rows(name)
        for _, doc in self._documents():
            yield from make_rows(doc, self.settings)

    def _documents(self) -> Iterator[tuple[Item, Document]]:
        """Give every record that could be processed; report and keep the others."""
        path = None
        for item in read_items(self.paths, self.reading):
            if item.file != path:
                path = item.file
                self.messages.detail("standard input" if path == STDIN else path)
            out = self._process(item)
            if isinstance(out, Failure):
                self._fail(item, out)
                if self._gives_up():
                    return
            else:
                self.done += 1
                self._tell_notes(item)
                yield item, out
            self.progress.show(self.done + self.failed, self.meter.read)

    def _process(self, item: Item) -> Document | Failure:
        if item.error is not None:
            return Failure(item.error.code, item.error.message, self.stages[0], None)
        # what explains a change looks at the document before it
        return process_line(item.raw, [] if self.options.explain else self.stages, self.settings)

    def _tell_notes(self, item: Item) -> None:
        if not self.messages.verbose:
            return
        for make_notes in filter(None, map(load_notes, self.stages)):
            for note in make_notes(codec.loads(item.raw), self.settings):
                self.messages.detail(f"{_place(item)}: {note}")

    def _fail(self, item: Item, failure: Failure) -> None:
        self.failed += 1
        self._raise_status(DEFECT if failure.code == "stage-failed" else BAD_RECORDS)
        if self.error_sink is not None:
            record = error_record(failure, item.file, item.line, item.raw)
            self.error_sink.write(codec.dumps(record) + b"\n")
        if self.options.errors != "-":
            self.messages.error(f"{_place(item)}: {failure.message}", _kind(failure))

    def _gives_up(self) -> bool:
        if self.options.on_error is OnError.stop:
            self.messages.error("stopped at the first failed record (--on-error stop)")
            return True
        if self.options.max_errors is not None and self.failed >= self.options.max_errors:
            self.messages.error(f"gave up after {self.failed} failed records (--max-errors)")
            return True
        return False

    def _raise_status(self, status: int) -> None:
        self.status = max(self.status, status)


def _place(item: Item) -> str:
    return f"{'standard input' if item.file == STDIN else item.file}:{item.line}"


def _kind(failure: Failure) -> str:
    return f"records with the error {failure.code}"


def _create(path: str) -> int:
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
