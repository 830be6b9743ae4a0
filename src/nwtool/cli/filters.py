"""One run of a command that reads documents: streams opened, records processed and written, failures kept."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Generator, Iterator
from typing import Any, cast

from nwtool.cli.options import Options
from nwtool.config import Settings
from nwtool.errors import BAD_RECORDS, DEFECT, FOUND, OK, USAGE, UsageError
from nwtool.pipeline import Failure, error_record
from nwtool.record import codec
from nwtool.streams.items import STDIN, Item
from nwtool.streams.messages import Messages, Progress, is_terminal, wants_colour
from nwtool.streams.paths import check_output, list_paths, total_bytes
from nwtool.streams.plain import parse_split
from nwtool.streams.signals import Interrupted
from nwtool.streams.sinks import STDOUT, ErrorSink, Sink, StreamSink, open_sink
from nwtool.streams.sources import Meter, Reading, check_encoding, read_items
from nwtool.work import CHANGED, Outcome, Shape, Work

STDERR = 2
FORM_FEED = b"\f\n"


class Filter:
    """One run of one command: its streams, its messages, and what it will end with."""

    def __init__(self, stages: list[str], options: Options, settings: Settings, command: str | None = None) -> None:
        self.options = options
        self.status = OK
        self.failed = 0
        self.done = 0
        self.messages = Messages(command or stages[-1], options.quiet, options.verbose, options.color)
        self.meter = Meter()
        check_options(options)
        self.paths = list_paths(options.files, options.files_from, options.null)
        self._refuse_terminal()
        for path, option in ((options.output, "-o"), (options.errors, "--errors")):
            if path is not None and path != "-":
                check_output(path, self.paths, option)
        split = parse_split(options.split) if options.split else None
        encoding = check_encoding(options.encoding)
        self.progress = Progress(self.messages, not options.no_progress, total_bytes(self.paths))
        self.work = Work(tuple(stages), settings, _shape(options), options.verbose)
        # before the output: what can't be opened must leave no half of a run behind
        self.error_sink = self._open_errors()
        self.sink: Sink = open_sink(None if options.check else options.output, options.line_buffered)
        self.reading = Reading(encoding, split, self.meter, lambda _: self.sink.flush())

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
        return ErrorSink(path)

    def run(self) -> int:
        """Read, process, write; give the exit status."""
        outcomes = self._outcomes()
        try:
            for data in self._output(outcomes):
                self.sink.write(data)
            self.sink.commit()
            if self.error_sink is not None:
                self.error_sink.commit()
        except BaseException as error:
            self.messages.clear()
            # those that work are to be gone before this process is
            outcomes.close()
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

    def _output(self, outcomes: Iterator[tuple[Item, Outcome]]) -> Iterator[bytes]:
        """Give what is to be written, record by record."""
        done = self._heed(outcomes)
        if self.work.shape == "check":
            return self._check(done)
        if self.work.shape == "text":
            return ((FORM_FEED if count else b"") + data for count, (_, data) in enumerate(done))
        if self.work.shape == "documents":
            return (data for _, data in done)
        options = self.options
        name = options.format or ("table" if options.output is None and is_terminal(STDOUT) else "jsonl")
        if name == "jsonl":
            return (data for _, data in done)
        from nwtool.streams.output import formatter

        width = shutil.get_terminal_size((100, 24)).columns
        colour = options.output is None and wants_colour(options.color, STDOUT)
        return formatter(name, width, colour, options.csv_safe)(
            cast("dict[str, Any]", codec.loads(line)) for _, data in done for line in data.splitlines()
        )

    def _check(self, done: Iterator[tuple[Item, bytes]]) -> Iterator[bytes]:
        for item, data in done:
            if data == CHANGED:
                self._raise_status(FOUND)
                self.messages.error(f"{item.place}: would change", "would change")
        return iter(())

    def _outcomes(self) -> Generator[tuple[Item, Outcome], None, None]:
        """Give every record with what became of it, worked on here or in as many processes as were asked for."""
        if self.options.jobs != 1:
            from nwtool.jobs import count_of, process_items

            yield from process_items(self.paths, self.reading, self.work, count_of(self.options.jobs), self._tell_died)
            return
        work = self.work
        for item in read_items(self.paths, self.reading):
            yield item, work.refuse(item.error) if item.error is not None else work(item.raw)

    def _heed(self, outcomes: Iterator[tuple[Item, Outcome]]) -> Iterator[tuple[Item, bytes]]:
        """Give what is to be written of every record; report and keep those that failed."""
        path = None
        for item, outcome in outcomes:
            if item.file != path:
                path = item.file
                self.messages.detail("standard input" if path == STDIN else path)
            if outcome.failure is not None:
                self._fail(item, outcome.failure)
                if self._gives_up():
                    return
            else:
                self.done += 1
                for note in outcome.notes:
                    self.messages.detail(f"{item.place}: {note}")
                yield item, outcome.data
            self.progress.show(self.done + self.failed, self.meter.read)

    def _fail(self, item: Item, failure: Failure) -> None:
        self.failed += 1
        self._raise_status(DEFECT if failure.code == "stage-failed" else BAD_RECORDS)
        if self.error_sink is not None:
            record = error_record(failure, item.file, item.line, item.raw)
            self.error_sink.write(codec.dumps(record) + b"\n")
        if self.options.errors != "-":
            self.messages.error(f"{item.place}: {failure.message}", f"records with the error {failure.code}")

    def _tell_died(self, message: str) -> None:
        self._raise_status(DEFECT)
        self.messages.error(message, "workers that died")

    def _gives_up(self) -> bool:
        if self.options.on_error == "stop":
            self.messages.error("stopped at the first failed record (--on-error stop)")
            return True
        if self.options.max_errors is not None and self.failed >= self.options.max_errors:
            self.messages.error(f"gave up after {self.failed} failed records (--max-errors)")
            return True
        return False

    def _raise_status(self, status: int) -> None:
        self.status = max(self.status, status)


def check_options(options: Options) -> None:
    """Raise `UsageError` where one option says what another takes back, or would do nothing."""
    shows_rows = options.rows or options.explain or options.format in ("csv", "tsv", "table")
    for wrong, reason in (
        (shows_rows and options.format == "text", "--format text writes texts; rows have jsonl, csv, tsv and table"),
        (
            options.check and (options.output or options.format or shows_rows),
            "--check writes nothing, so -o, --rows, --format and --explain say nothing with it",
        ),
        (options.exit_zero and not options.check, "--exit-zero goes with --check"),
        (options.null and options.files_from is None, "-0 goes with --files-from"),
        (options.csv_safe and options.format not in ("csv", "tsv"), "--csv-safe goes with --format csv or tsv"),
        (options.rows and options.explain, "--rows and --explain are two kinds of rows; choose one"),
        (options.max_errors and options.on_error == "stop", "--max-errors says nothing with --on-error stop"),
        (options.line_buffered and (options.output or options.check), "--line-buffered goes with standard output"),
        (options.quiet and options.verbose, "-q and -v exclude each other"),
    ):
        if wrong:
            raise UsageError(reason)


def _shape(options: Options) -> Shape:
    if options.check:
        return "check"
    if options.explain:
        return "explain"
    if options.format == "text":
        return "text"
    return "rows" if options.rows or options.format not in (None, "jsonl") else "documents"
