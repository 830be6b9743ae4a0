"""What every run of a command that reads documents has: streams opened, records processed, failures told and kept."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Generator, Iterator

from nwtool.cli.options import Options
from nwtool.errors import BAD_RECORDS, DEFECT, OK, USAGE, UsageError
from nwtool.pipeline import Failure, error_record
from nwtool.record import codec
from nwtool.streams.items import STDIN, Item
from nwtool.streams.messages import Messages, Progress, is_terminal
from nwtool.streams.paths import check_output, total_bytes
from nwtool.streams.plain import parse_split
from nwtool.streams.signals import Interrupted
from nwtool.streams.sinks import ErrorSink, Sink, StreamSink
from nwtool.streams.sources import Meter, Reading, check_encoding, read_items
from nwtool.work import Job, Outcome

STDERR = 2


class Run:
    """One run of one command: its input, its messages, and what it will end with."""

    def __init__(self, options: Options, messages: Messages, paths: list[str]) -> None:
        self.options = options
        self.messages = messages
        self.paths = paths
        self.status = OK
        self.failed = 0
        self.done = 0
        self.meter = Meter()
        for path, option in ((options.output, "-o"), (options.errors, "--errors")):
            if path is not None and path != "-":
                check_output(path, paths, option)
        split = parse_split(options.split) if options.split else None
        self.reading = Reading(check_encoding(options.encoding), split, self.meter)
        self.progress = Progress(messages, not options.no_progress, total_bytes(paths))
        # before the output: what can't be opened must leave no half of a run behind
        self.error_sink = self._open_errors()

    def _open_errors(self) -> Sink | None:
        path = self.options.errors
        if path is None:
            return None
        if path == "-":
            return StreamSink(STDERR, line_buffered=True)
        if path == self.options.output:
            raise UsageError("--errors and -o name the same file")
        return ErrorSink(path)

    def write(self, sink: Sink, job: Job, output: Callable[[Iterator[tuple[Item, Outcome]]], Iterator[bytes]]) -> int:
        """Process every record, write what `output` makes of those that didn't fail; give the status, messages told."""
        outcomes = self._outcomes(job)
        try:
            for data in output(self._heed(outcomes)):
                sink.write(data)
            sink.commit()
            if self.error_sink is not None:
                self.error_sink.commit()
        except BaseException as error:
            self.messages.clear()
            # those that work are to be gone before this process is
            outcomes.close()
            with contextlib.suppress(OSError, Interrupted):
                sink.abandon()
            if not isinstance(error, OSError):
                raise
            where = self.options.output or "standard output"
            self.messages.error(f"{where}: can't be written ({error.strerror})")
            return max(self.status, USAGE)
        self.messages.finish()
        return self.status

    def _outcomes(self, job: Job) -> Generator[tuple[Item, Outcome], None, None]:
        """Give every record with what became of it, worked on here or in as many processes as were asked for."""
        if self.options.jobs != 1:
            from nwtool.jobs import count_of, process_items

            yield from process_items(self.paths, self.reading, job, count_of(self.options.jobs), self._tell_died)
            return
        for item in read_items(self.paths, self.reading):
            yield item, job.refuse(item.error) if item.error is not None else job(item)

    def _heed(self, outcomes: Iterator[tuple[Item, Outcome]]) -> Iterator[tuple[Item, Outcome]]:
        """Give every record that could be processed; tell of the others, and keep them."""
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
                yield item, outcome
            self.progress.show(self.done + self.failed, self.meter.read)

    def _fail(self, item: Item, failure: Failure) -> None:
        self.failed += 1
        self.raise_status(DEFECT if failure.code == "stage-failed" else BAD_RECORDS)
        if self.error_sink is not None:
            record = error_record(failure, item.file, item.line, item.raw)
            self.error_sink.write(codec.dumps(record) + b"\n")
        if self.options.errors != "-":
            self.messages.error(f"{item.place}: {failure.message}", f"records with the error {failure.code}")

    def _tell_died(self, message: str) -> None:
        self.raise_status(DEFECT)
        self.messages.error(message, "workers that died")

    def _gives_up(self) -> bool:
        if self.options.on_error == "stop":
            self.messages.error("stopped at the first failed record (--on-error stop)")
            return True
        if self.options.max_errors is not None and self.failed >= self.options.max_errors:
            self.messages.error(f"gave up after {self.failed} failed records (--max-errors)")
            return True
        return False

    def raise_status(self, status: int) -> None:
        self.status = max(self.status, status)


def refuse_terminal(options: Options) -> None:
    """Raise `UsageError` where nothing is named to be read, and nothing is piped in."""
    if not (options.files or options.files_from) and is_terminal(0):
        raise UsageError("no input: name a FILE, or pipe documents in (- reads the terminal)")
