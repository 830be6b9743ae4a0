"""Paths in, chunks of items out: a process that reads ahead, so that its reader can wait for other things as well."""

from __future__ import annotations

import marshal
import os
import select
from collections.abc import Iterator, Sequence
from functools import partial
from types import TracebackType

from nwtool.errors import DiedError, UsageError
from nwtool.streams.items import Item, Packed, pack, unpack
from nwtool.streams.processes import Frames, end, how_it_ended, send, start
from nwtool.streams.sources import Meter, Reading, read_items

# bytes of lines; on 2 cores `sections` ran as fast with 16 to 128 KiB, and `run` ended sooner with 32
CHUNK = 32 * 1024
FIRST_CHUNK = 4 * 1024


class Feed:
    """The items of some paths in chunks: small ones first, so that no worker is long without work."""

    def __init__(self, paths: Sequence[str], reading: Reading) -> None:
        self.meter = reading.meter
        self.ended = False
        self._child = start(partial(_read, paths, reading))
        self._frames = Frames(self._child.source)
        self.descriptor = self._child.source

    def __enter__(self) -> Feed:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        end(self._child)

    def receive(self) -> Iterator[list[Item]]:
        """Read once, and give the chunks that are there by then.

        Raises `UsageError` for a file that can't be opened any more, `DiedError` where the process is gone.
        """
        try:
            for frame in self._frames.receive():
                read, items, wrong = marshal.loads(frame)
                if wrong is not None:
                    raise UsageError(wrong)
                if self.meter is not None:
                    self.meter.read = read
                if not items:
                    self.ended = True
                    return
                yield [unpack(packed) for packed in items]
        except EOFError:
            raise DiedError(f"the process that reads {how_it_ended(self._child)}; not all input was read") from None


def _read(paths: Sequence[str], reading: Reading, _source: int, to: int) -> None:
    """Be the process that reads. An empty chunk says that this was all."""
    meter = Meter()
    items: list[Packed] = []

    def hand_on(wrong: str | None = None) -> None:
        send(to, marshal.dumps((meter.read, items, wrong)))
        items.clear()

    def before_waiting(descriptor: int) -> None:
        if items:
            hand_on()
        _wait(descriptor, to)

    size, limit = 0, FIRST_CHUNK
    try:
        for item in read_items(paths, reading._replace(meter=meter, idle=before_waiting)):
            items.append(pack(item))
            size = size + len(item.raw) if len(items) > 1 else len(item.raw)
            if size >= limit:
                hand_on()
                limit = min(2 * limit, CHUNK)
    except UsageError as error:
        if items:
            hand_on()
        hand_on(str(error))
    if items:
        hand_on()
    hand_on()


def _wait(source: int, to: int) -> None:
    """Wait until there is more to read; end here when nobody wants it any more."""
    watched = select.poll()
    watched.register(source, select.POLLIN)
    watched.register(to, 0)
    if any(descriptor == to for descriptor, _ in watched.poll()):
        os._exit(0)
