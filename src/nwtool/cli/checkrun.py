"""One run of `nwtool check`: records checked, findings written, texts mended."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from nwtool import __version__
from nwtool.checking import Checked, CheckJob, Fixes, Told, unpack
from nwtool.checks.check import SEVERITIES
from nwtool.checks.pages import format_text, page
from nwtool.checks.select import Plan
from nwtool.cli.check import CheckOptions
from nwtool.cli.ledger import Ledger, Tally, counted, open_baseline, read_baseline
from nwtool.cli.runs import STDERR, Run, refuse_terminal
from nwtool.errors import FOUND, OK
from nwtool.pipeline import Failure
from nwtool.record import codec
from nwtool.streams.diffs import format_diff
from nwtool.streams.findings import Formatter, Reported, formatter
from nwtool.streams.items import STDIN, Item
from nwtool.streams.messages import MOST_OF_A_KIND, Messages, is_terminal, wants_colour
from nwtool.streams.paths import check_output, list_paths
from nwtool.streams.rewrite import Rewriter, check_rewritable, file_edits
from nwtool.streams.sarif import Rule, format_sarif
from nwtool.streams.sinks import STDOUT, Sink, StreamSink, open_sink
from nwtool.streams.walk import expand_folders
from nwtool.work import Outcome


class CheckRun(Run):
    """One run of the command. `root` is the folder of the settings."""

    def __init__(self, options: CheckOptions, plan: Plan, root: str | None) -> None:
        shared = options.shared
        refuse_terminal(shared)
        paths = _paths(options)
        if options.fix:
            check_rewritable(paths)
        messages = Messages("check", shared.quiet, shared.verbose, shared.color)
        if not paths:
            messages.note(f"{', '.join(shared.files)}: no *.txt or *.jsonl in there, so nothing was checked")
        super().__init__(shared, messages, paths)
        self.own = options
        self.plan = plan
        self.tally = Tally()
        baseline = None if options.write_baseline else plan.settings.baseline
        self.ledger = Ledger(read_baseline(baseline) if baseline else Counter())
        base = options.write_baseline or baseline
        folder = str(Path(base).resolve().parent) if base else None
        self.job = CheckJob(plan, root, folder, self.ledger.known if baseline else None, _fixes(options))
        self.sink, self.rewriter = self._open(options)
        self.reading = self.reading._replace(idle=lambda _: self.sink.flush())

    def _open(self, options: CheckOptions) -> tuple[Sink, Rewriter | None]:
        """Give where findings go, and what mends files; a mended standard input takes standard output."""
        if options.write_baseline:
            check_output(options.write_baseline, self.paths, "--write-baseline")
            # now, and not behind all that is to be checked, is the time to say that it can't be written
            open_baseline(options.write_baseline).abandon()
        if not options.fix or options.diff:
            return open_sink(options.shared.output), None
        if STDIN not in self.paths:
            return open_sink(options.shared.output), Rewriter(StreamSink(STDOUT))
        stdout = open_sink(None)
        return open_sink(options.shared.output) if options.shared.output else StreamSink(STDERR), Rewriter(stdout)

    def run(self) -> int:
        """Check, mend, tell; give the exit status."""
        try:
            status = self.write(self.sink, self.job, self._output)
        except BaseException:
            if self.rewriter is not None:
                self.rewriter.abandon()
            raise
        self._tell_end()
        return OK if status == FOUND and self.own.exit_zero else status

    def _output(self, done: Iterator[tuple[Item, Outcome]]) -> Iterator[bytes]:
        """Give what is to be written."""
        if self.own.diff:
            for item, checked in self._checked(done):
                if checked.edits:
                    yield "".join(_diff(item, checked)).encode("utf-8", "replace")
        elif self.own.write_baseline:
            for _ in self._checked(done):
                pass
            self.ledger.write(self.own.write_baseline)
        else:
            yield from self._formatter()(_reported(told) for _, checked in self._checked(done) for told in checked.told)
        if self.rewriter is not None:
            self.rewriter.close()

    def _checked(self, done: Iterator[tuple[Item, Outcome]]) -> Iterator[tuple[Item, Checked]]:
        """Give what came of each record, counted and mended."""
        limit = SEVERITIES.index(self.plan.settings.fail_on)
        for item, outcome in done:
            checked = unpack(outcome)
            self.tally.add(checked)
            self.ledger.add(checked)
            if self.rewriter is not None:
                _mend(self.rewriter, item, checked)
            # a difference that is only shown leaves everything as it was
            found = checked.before if self.own.diff else [told.row["severity"] for told in checked.told]
            if not self.own.write_baseline and any(severity in found for severity in SEVERITIES[: limit + 1]):
                self.raise_status(FOUND)
            yield item, checked

    def _fail(self, item: Item, failure: Failure) -> None:
        super()._fail(item, failure)
        if self.rewriter is not None and not item.plain:
            self.rewriter.keep(item)

    def _formatter(self) -> Formatter:
        shared = self.own.shared
        name = self._format()
        if name == "sarif":
            rules = [_rule(self.plan, number) for number in range(len(self.plan.checks))]
            return lambda found: format_sarif(found, rules, __version__)
        target = STDERR if self.sink is not None and self._is_on_stderr() else STDOUT
        colour = shared.output is None and wants_colour(shared.color, target)
        return formatter(name, colour)

    def _is_on_stderr(self) -> bool:
        return self.own.fix and not self.own.diff and STDIN in self.paths and self.own.shared.output is None

    def _format(self) -> str:
        if self.own.format is not None:
            return self.own.format
        for_people = self._is_on_stderr() or (self.own.shared.output is None and is_terminal(STDOUT))
        return "text" if for_people else "jsonl"

    def _tell_end(self) -> None:
        """Tell what was mended, what is left, and what of the baseline is gone."""
        tally, messages = self.tally, self.messages
        if self.own.write_baseline:
            messages.note(f"{self.own.write_baseline}: {counted(self.ledger.keys.total(), 'finding')} taken down")
            return
        gone = list(self.ledger.gone({check.id for check in self.plan.checks}))
        for key in gone[:MOST_OF_A_KIND]:
            messages.note(f"gone since the baseline: {key.check} in {key.document} (“{key.words}”)")
        if gone:
            messages.note(f"{len(gone)} of the baseline gone; --write-baseline takes down what is left")
        if tally.mended:
            messages.note(f"{counted(tally.mended, 'finding')} {'would be ' if self.own.diff else ''}mended")
        if tally.left and (self.own.diff or self._format() == "text"):
            messages.note(tally.sentence())


def _paths(options: CheckOptions) -> list[str]:
    """Give the paths to read; folders without a file to be checked are none."""
    shared = options.shared
    named = expand_folders(shared.files)
    if shared.files and not named and shared.files_from is None:
        return []
    # what is named twice is one text: it is told of once, and mended once
    first: dict[str, str] = {}
    for path in list_paths(named, shared.files_from, shared.null):
        first.setdefault(path if path == STDIN else os.path.realpath(path), path)
    return list(first.values())


def _fixes(options: CheckOptions) -> Fixes:
    if not (options.fix or options.diff):
        return "none"
    return "all" if options.unsafe_fixes else "safe"


def _reported(told: Told) -> Reported:
    return Reported(told.row, told.end, told.edits, "\0".join(told.key))


def _diff(item: Item, checked: Checked) -> Iterator[str]:
    """Give what would change: in a file of plain text as `patch` takes it, else in the text of a document."""
    if item.plain and item.file != STDIN:
        return format_diff(*file_edits(item.file, checked.text, checked.edits), item.file)
    return format_diff(f"{checked.text}\n", checked.edits, item.file if item.plain else item.place)


def _mend(rewriter: Rewriter, item: Item, checked: Checked) -> None:
    if not item.plain:
        rewriter.mend(item, checked.line) if checked.line else rewriter.keep(item)
    elif checked.edits or item.file == STDIN:
        rewriter.mend_text(item, checked.text if checked.edits else codec.loads(item.raw)["text"], checked.edits)


def _rule(plan: Plan, number: int) -> Rule:
    check = plan.checks[number]
    about = page(check)
    severity = plan.severities.get(check.id, check.severity)
    return Rule(check.id, check.name, severity, about.summary, format_text(about))
