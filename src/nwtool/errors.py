"""What can go wrong, as exceptions, and the exit status that each kind ends with."""

from __future__ import annotations

from typing import Final, Literal

OK: Final = 0
FOUND: Final = 1
USAGE: Final = 2
BAD_RECORDS: Final = 3
DEFECT: Final = 4
INTERRUPTED: Final = 130
CLOSED_PIPE: Final = 141
TERMINATED: Final = 143

Code = Literal["not-json", "not-utf8", "no-text", "bad-span", "too-long", "stage-failed"]


class NwtoolError(Exception):
    """Anything that nwtool itself raises; its text is one line for the person who can act.

    `status` is what a command ends with that it ends.
    """

    status = BAD_RECORDS


class UsageError(NwtoolError):
    """The command can't run: a bad option, a missing or unreadable file, an unknown stage."""

    status = USAGE


class DiedError(NwtoolError):
    """A process of the run is gone, and with it something that can't be got again."""

    status = DEFECT


class RecordError(NwtoolError):
    """One record can't be processed; the others can.

    `code` is one of the closed list in `Code`, which `nwtool schema error` publishes.
    """

    def __init__(self, code: Code, message: str) -> None:
        super().__init__(message)
        self.code: Code = code
        self.message = message
