"""What a source gives: one record as it came, or the error that kept it from being read."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from nwtool.errors import Code, RecordError

STDIN = "-"
MAX_BYTES = 256 * 1024 * 1024  # of one record; the longest newspaper archives have a page per record, below 1 MB


class Item(NamedTuple):
    """One record as it came: where it stood and its line, or the error that kept it from being read."""

    file: str
    line: int
    raw: bytes
    error: RecordError | None = None
    plain: bool = False
    """Whether it came as plain text: `line` is then that of its first line."""

    @property
    def place(self) -> str:
        """Where it stood, for people."""
        return f"{'standard input' if self.file == STDIN else self.file}:{self.line}"


Packed: TypeAlias = "tuple[str, int, bytes, tuple[Code, str] | None, bool]"


def pack(item: Item) -> Packed:
    """Give an item as plain values, which go from one process to another."""
    error = (item.error.code, item.error.message) if item.error is not None else None
    return item.file, item.line, item.raw, error, item.plain


def unpack(packed: Packed) -> Item:
    """Give the item that was packed."""
    file, line, raw, error, plain = packed
    return Item(file, line, raw, RecordError(*error) if error else None, plain)


def too_long() -> RecordError:
    return RecordError("too-long", f"longer than {MAX_BYTES // 1024 // 1024} MiB; split it into documents first")
