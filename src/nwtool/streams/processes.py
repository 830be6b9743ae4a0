"""Children of this process that speak with it in frames over pipes: made by fork, so that they share what is loaded.

Measured against `multiprocessing` with fresh interpreters: those start 20 times as slowly, and each of them reads all
lists and models for itself.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from struct import Struct
from typing import NamedTuple

from nwtool.streams.signals import shield

LENGTH = Struct("<Q")
BLOCK = 256 * 1024


class Child(NamedTuple):
    """A child: its process id, and this side's ends of the pipes to it and from it."""

    pid: int
    to: int
    source: int


def start(run: Callable[[int, int], None], keep_out: Iterable[int] = ()) -> Child:
    """Start a child that calls `run` with the ends of its pipes, to read and to write, and then ends.

    The child closes the descriptors `keep_out`: while it holds another child's pipes, nobody sees those break. It
    leaves Ctrl-C to its parent, and standard output alone.
    """
    their_source, to = os.pipe()
    source, their_to = os.pipe()
    with shield():
        pid = os.fork()
        if pid == 0:
            _live(run, their_source, their_to, (*keep_out, to, source))
    os.close(their_source)
    os.close(their_to)
    return Child(pid, to, source)


def _live(run: Callable[[int, int], None], source: int, to: int, keep_out: Iterable[int]) -> None:
    """Be the child. Whatever goes wrong, nothing of the parent's code runs on in here."""
    status = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        for descriptor in keep_out:
            os.close(descriptor)
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        # a collection would write to every page that is shared
        gc.freeze()
        run(source, to)
        status = 0
    finally:
        os._exit(status)


def end(child: Child) -> None:
    """End a child at once."""
    for descriptor in (child.to, child.source):
        with contextlib.suppress(OSError):
            os.close(descriptor)
    with contextlib.suppress(OSError):
        os.kill(child.pid, signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        os.waitpid(child.pid, 0)


def how_it_ended(child: Child) -> str:
    """Wait for a child that is gone; tell how it ended."""
    # the signal that ended it may have been sent to this process as well: that one has the word, if it comes
    time.sleep(0.05)
    try:
        status = os.waitstatus_to_exitcode(os.waitpid(child.pid, 0)[1])
    except ChildProcessError:
        return "ended"
    return f"was killed by {signal.Signals(-status).name}" if status < 0 else f"ended with status {status}"


def send(descriptor: int, data: bytes) -> None:
    """Write one frame, and wait until it is taken."""
    view = memoryview(frame(data))
    while view:
        view = view[os.write(descriptor, view) :]


def frame(data: bytes) -> bytes:
    """Give bytes with their length before them."""
    return LENGTH.pack(len(data)) + data


class Frames:
    """Frames out of a descriptor."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        self._held = bytearray()
        # read into again and again: new memory for each read would cost three times as much as the read
        self._block = memoryview(bytearray(BLOCK))

    def receive(self) -> Iterator[bytes]:
        """Read once, and give the frames that are whole by then. Raises `EOFError` where the other side is gone."""
        count = os.readv(self.descriptor, (self._block,))
        if not count:
            raise EOFError
        held = self._held
        held += self._block[:count]
        at = 0
        while len(held) - at >= LENGTH.size:
            stop = at + LENGTH.size + LENGTH.unpack_from(held, at)[0]
            if stop > len(held):
                break
            yield bytes(memoryview(held)[at + LENGTH.size : stop])
            at = stop
        del held[:at]

    def each(self) -> Iterator[bytes]:
        """Give every frame until the other side is gone."""
        with contextlib.suppress(EOFError):
            while True:
                yield from self.receive()
