"""One run of a command that reads documents: streams opened, records processed and written, failures kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from nwtool.cli.options import Options
from nwtool.cli.runs import Run, refuse_terminal
from nwtool.config import Settings
from nwtool.errors import FOUND, OK, UsageError
from nwtool.record import codec
from nwtool.stages import check_settings, load_conll
from nwtool.streams.items import Item
from nwtool.streams.messages import Messages, is_terminal, wants_colour
from nwtool.streams.paths import list_paths
from nwtool.streams.sinks import STDOUT, Sink, open_sink
from nwtool.work import CHANGED, Outcome, Shape, Work

FORM_FEED = b"\f\n"


class Filter(Run):
    """One run of a command that writes documents on."""

    def __init__(self, stages: list[str], options: Options, settings: Settings, command: str | None = None) -> None:
        messages = Messages(command or stages[-1], options.quiet, options.verbose, options.color)
        check_options(options)
        paths = list_paths(options.files, options.files_from, options.null)
        refuse_terminal(options)
        super().__init__(options, messages, paths)
        if options.format == "conll":
            load_conll(stages[-1])
        check_settings(stages, settings)
        self.work = Work(tuple(stages), settings, _shape(options), options.verbose)
        self.sink: Sink = open_sink(None if options.check else options.output, options.line_buffered)
        self.reading = self.reading._replace(idle=lambda _: self.sink.flush())

    def run(self) -> int:
        """Read, process, write; give the exit status."""
        status = self.write(self.sink, self.work, self._output)
        return OK if self.options.exit_zero and status == FOUND else status

    def _output(self, done: Iterator[tuple[Item, Outcome]]) -> Iterator[bytes]:
        """Give what is to be written, record by record."""
        if self.work.shape == "check":
            return self._check(done)
        if self.work.shape == "text":
            return ((FORM_FEED if count else b"") + outcome.data for count, (_, outcome) in enumerate(done))
        if self.work.shape in ("documents", "conll"):
            return (outcome.data for _, outcome in done)
        options = self.options
        name = options.format or ("table" if options.output is None and is_terminal(STDOUT) else "jsonl")
        if name == "jsonl":
            return (outcome.data for _, outcome in done)
        import shutil

        from nwtool.streams.output import formatter

        width = shutil.get_terminal_size((100, 24)).columns
        colour = options.output is None and wants_colour(options.color, STDOUT)
        return formatter(name, width, colour, options.csv_safe)(
            cast("dict[str, Any]", codec.loads(line)) for _, outcome in done for line in outcome.data.splitlines()
        )

    def _check(self, done: Iterator[tuple[Item, Outcome]]) -> Iterator[bytes]:
        for item, outcome in done:
            if outcome.data == CHANGED:
                self.raise_status(FOUND)
                self.messages.error(f"{item.place}: would change", "would change")
        return iter(())


def check_options(options: Options) -> None:
    """Raise `UsageError` where one option says what another takes back, or would do nothing."""
    shows_rows = options.rows or options.explain or options.format in ("csv", "tsv", "table")
    for wrong, reason in (
        (shows_rows and options.format == "text", "--format text writes texts; rows have jsonl, csv, tsv and table"),
        (shows_rows and options.format == "conll", "--format conll writes words; rows have jsonl, csv, tsv and table"),
        (
            options.check and (options.output or options.format or shows_rows),
            "--check writes nothing, so -o, --rows, --format and --explain have no effect with it",
        ),
        (options.exit_zero and not options.check, "--exit-zero goes with --check"),
        (options.null and options.files_from is None, "-0 goes with --files-from"),
        (options.csv_safe and options.format not in ("csv", "tsv"), "--csv-safe goes with --format csv or tsv"),
        (options.rows and options.explain, "--rows and --explain are two kinds of rows; choose one"),
        (options.max_errors and options.on_error == "stop", "--max-errors has no effect with --on-error stop"),
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
    if options.format == "conll":
        return "conll"
    return "rows" if options.rows or options.format not in (None, "jsonl") else "documents"
