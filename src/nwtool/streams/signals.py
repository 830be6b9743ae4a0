"""What ends a run from outside: Ctrl-C and requests to terminate, held back while a record is being written."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from nwtool.errors import INTERRUPTED, TERMINATED

STATUS_BY_SIGNAL = {signal.SIGINT: INTERRUPTED, signal.SIGTERM: TERMINATED}


class Interrupted(BaseException):
    """The user, the system, or a reader that went away asks nwtool to end; `status` is what it ends with."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


_shielded = False
_pending: int | None = None


def install() -> None:
    """Turn SIGINT and SIGTERM into `Interrupted`, raised where it can't cut a record in two."""
    for number in STATUS_BY_SIGNAL:
        # a shell starts background jobs with SIGINT ignored; that is to stay so
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _handle)


def _handle(number: int, _frame: FrameType | None) -> None:
    global _pending
    status = STATUS_BY_SIGNAL[signal.Signals(number)]
    # a second signal means it: the reader may never take the rest of the record
    if _shielded and _pending is None:
        _pending = status
        return
    raise Interrupted(status)


@contextmanager
def shield() -> Iterator[None]:
    """Hold the first signal back until the block is done."""
    global _shielded, _pending
    _shielded = True
    try:
        yield
    finally:
        _shielded = False
        status, _pending = _pending, None
    if status is not None:
        raise Interrupted(status)
