"""What a source gives: one record as it came, or the error that kept it from being read."""

from __future__ import annotations

from typing import NamedTuple

from nwtool.errors import RecordError

STDIN = "-"
MAX_BYTES = 256 * 1024 * 1024  # of one record; the longest newspaper archives have a page per record, below 1 MB


class Item(NamedTuple):
    """One record as it came: where it stood and its line, or the error that kept it from being read."""

    file: str
    line: int
    raw: bytes
    error: RecordError | None = None

    @property
    def place(self) -> str:
        """Where it stood, for people."""
        return f"{'standard input' if self.file == STDIN else self.file}:{self.line}"

    plain: bool = False
    """Whether it came as plain text: `line` is then that of its first line."""


def too_long() -> RecordError:
    return RecordError("too-long", f"longer than {MAX_BYTES // 1024 // 1024} MiB; split it into documents first")
