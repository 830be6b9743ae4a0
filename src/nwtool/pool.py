"""Chunks of records in, their outcomes out in the same order, worked on by several processes.

This process hands chunks of lines to its workers and takes what they give, whichever is ready; it waits in one place
only, and never for one of them. At most AHEAD chunks a worker are on their way at any time, done ones that wait for
their turn among them: so a slow reader slows the workers down, and they slow down what is read.

A worker that dies is replaced. What it was working on is done again record by record, which shows the one that kills
its worker: that one fails, as any other record that a stage can't process. Nothing is lost without a word.
"""

from __future__ import annotations

import marshal
import os
import select
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from types import TracebackType
from typing import Any, cast

from nwtool.errors import UsageError
from nwtool.pipeline import Failure
from nwtool.record import codec
from nwtool.streams.feed import Feed
from nwtool.streams.items import Item, pack, unpack
from nwtool.streams.processes import Child, Frames, end, frame, how_it_ended, send, start
from nwtool.work import Job, Outcome

AHEAD = 4
AT_ONCE = 2  # chunks that a worker holds: one to work on, one to go on with
SOME = 1024 * 1024  # bytes offered to a pipe in one write


class Chunk:
    """Some records that are worked on together."""

    def __init__(self, items: list[Item], again: bool = False) -> None:
        self.items = items
        self.again = again
        self.outcomes: list[Outcome] | None = None

    def split(self) -> list[Chunk]:
        return [Chunk([item], again=True) for item in self.items]

    def place(self) -> str:
        first, last = self.items[0], self.items[-1]
        return first.place if len(self.items) == 1 else f"{first.place} to {last.place}"


class Worker:
    """A child process, the chunks that it has, and what it has not taken yet of them."""

    def __init__(self, child: Child) -> None:
        os.set_blocking(child.to, False)
        self.child = child
        self.frames = Frames(child.source)
        self.chunks: deque[Chunk] = deque()
        self._unsent: deque[memoryview] = deque()

    def give(self, chunk: Chunk) -> None:
        self.chunks.append(chunk)
        items = [pack(item) for item in chunk.items if item.error is None]
        self._unsent.append(memoryview(frame(marshal.dumps(items))))
        self.send()

    def send(self) -> None:
        """Write as much as is taken at once. A worker that is gone is noticed where it is read."""
        while self._unsent:
            try:
                count = os.write(self.child.to, self._unsent[0][:SOME])
            except BlockingIOError:
                return
            except BrokenPipeError:
                self._unsent.clear()
                return
            self._unsent[0] = self._unsent[0][count:]
            if not self._unsent[0]:
                self._unsent.popleft()

    @property
    def has_more(self) -> bool:
        return bool(self._unsent)

    def receive(self, work: Job) -> None:
        """Read once; raises `EOFError` where the worker is gone."""
        for data in self.frames.receive():
            chunk = self.chunks.popleft()
            done = iter([_unpack(*packed) for packed in marshal.loads(data)])
            chunk.outcomes = [work.refuse(item.error) if item.error else next(done) for item in chunk.items]


class Pool:
    """Workers, and the chunks on their way through them, in order."""

    def __init__(self, work: Job, jobs: int, died: Callable[[str], None], keep_out: Sequence[int] = ()) -> None:
        self._work = work
        self._died = died
        self._keep_out = keep_out
        self._order: deque[Chunk] = deque()
        self._waiting: deque[Chunk] = deque()
        self._workers: list[Worker] = []
        self._jobs = jobs

    def __enter__(self) -> Pool:
        codec.use_orjson()
        self._work.warm_up()
        try:
            for _ in range(self._jobs):
                self._start()
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._end()

    def _end(self) -> None:
        for worker in self._workers:
            end(worker.child)

    def _start(self) -> None:
        held = [each for worker in self._workers for each in (worker.child.to, worker.child.source)]
        try:
            child = start(self._serve, (*self._keep_out, *held))
        except OSError as error:
            raise UsageError(f"--jobs {self._jobs}: no process can be started ({error.strerror})") from None
        self._workers.append(Worker(child))

    def _serve(self, source: int, to: int) -> None:
        """Be a worker."""
        work = self._work
        for data in Frames(source).each():
            send(to, marshal.dumps([_pack(work(unpack(item))) for item in marshal.loads(data)]))

    @property
    def busy(self) -> bool:
        """Whether any chunk is on its way."""
        return bool(self._order)

    @property
    def full(self) -> bool:
        """Whether no more chunks are to be put in for now."""
        return len(self._order) >= AHEAD * self._jobs

    def put(self, items: list[Item]) -> None:
        """Take a chunk in."""
        chunk = Chunk(items)
        self._order.append(chunk)
        self._waiting.append(chunk)
        self._hand_out()

    def ready(self) -> Iterator[tuple[Item, Outcome]]:
        """Give what is done, as far as nothing before it is still being worked on."""
        while self._order and self._order[0].outcomes is not None:
            chunk = self._order.popleft()
            yield from zip(chunk.items, chunk.outcomes or (), strict=True)

    def wait(self, feed: Feed | None = None, idle: Callable[[int], None] | None = None) -> Iterable[list[Item]]:
        """Wait until something can be done, and do it; give what the feed has, where there is room for it."""
        watched = select.poll()
        for worker in self._workers:
            watched.register(worker.child.source, select.POLLIN)
            if worker.has_more:
                watched.register(worker.child.to, select.POLLOUT)
        if feed is not None and not feed.ended and not self.full:
            watched.register(feed.descriptor, select.POLLIN)
        events = watched.poll(0)
        if not events:
            if idle is not None:
                idle(-1)
            events = watched.poll()
        found = {descriptor for descriptor, _ in events}
        for worker in list(self._workers):
            if worker.child.to in found:
                worker.send()
            if worker.child.source in found:
                try:
                    worker.receive(self._work)
                except EOFError:
                    self._replace(worker)
        self._hand_out()
        return feed.receive() if feed is not None and feed.descriptor in found else ()

    def _hand_out(self) -> None:
        while self._waiting:
            worker = min(self._workers, key=lambda worker: len(worker.chunks))
            if len(worker.chunks) >= AT_ONCE:
                return
            worker.give(self._waiting.popleft())

    def _replace(self, worker: Worker) -> None:
        """Start another worker in the place of one that is gone, and do again what that one had."""
        self._workers.remove(worker)
        how = how_it_ended(worker.child)
        end(worker.child)
        self._start()
        if not worker.chunks:
            self._died(f"a worker {how} between records; nothing is lost")
            return
        first, *others = worker.chunks
        self._waiting.extendleft(reversed(others))
        if first.again:
            message = f"the worker that processed it {how}, twice"
            first.outcomes = [Outcome(b"", Failure("stage-failed", message, self._work.name, None))]
            return
        self._died(f"a worker {how} at {first.place()}; these records are tried again one by one")
        again = first.split()
        at = self._order.index(first)
        self._order.remove(first)
        for chunk in reversed(again):
            self._order.insert(at, chunk)
        self._waiting.extendleft(reversed(again))


def _pack(outcome: Outcome) -> tuple[bytes, bytes, tuple[str, ...]]:
    failure = outcome.failure
    # as JSON, since an id may be any value that JSON has
    return outcome.data, codec.dumps(failure._asdict()) if failure is not None else b"", outcome.notes


def _unpack(data: bytes, failure: bytes, notes: tuple[str, ...]) -> Outcome:
    return Outcome(data, Failure(**cast(Any, codec.loads(failure))) if failure else None, notes)
