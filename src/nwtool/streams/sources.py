"""Paths and standard input in, one item a record out: JSON Lines and plain text, compressed or not.

A stream whose first character that is no blank is `{` holds JSON Lines, and so does one whose first lines hold a whole
record. Any other stream is plain text: one document or, with a `Split`, many. Plain text becomes a JSON line here, so
that behind this module there is one kind of input.
"""

from __future__ import annotations

import codecs
import io
import re
import select
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from nwtool.errors import RecordError, UsageError
from nwtool.record import codec
from nwtool.streams.compression import open_plain, read_errors
from nwtool.streams.items import MAX_BYTES, STDIN, Item, too_long
from nwtool.streams.plain import Split, array_items, text_items

BLOCK = 64 * 1024
LOOK_AHEAD = 10  # lines that are not blank
ARRAY_RE = re.compile(rb"\s*\[\s*\{")  # what no text begins with


class Meter:
    """How many bytes have been read, for the progress line."""

    def __init__(self) -> None:
        self.read = 0


class Reading(NamedTuple):
    """What a reader needs to know beside the paths."""

    encoding: str = "utf-8"
    split: Split | None = None
    meter: Meter | None = None
    idle: Callable[[int], None] | None = None
    """Called with a descriptor before a read of it that would wait: the moment to hand on what is finished."""


def check_encoding(name: str) -> str:
    """Give the canonical name of an encoding; raise `UsageError` for an unknown one."""
    try:
        info = codecs.lookup(name)
        b"".decode(name)
    except LookupError:
        raise UsageError(f"--encoding: {name!r} is not a text encoding that Python knows") from None
    return info.name


def read_items(paths: Iterable[str], reading: Reading) -> Iterator[Item]:
    """Read every path in turn, one record in memory at a time.

    Raises `UsageError` for a file that can't be opened any more.
    """
    for path in paths:
        try:
            raw = io.FileIO(sys.stdin.fileno(), closefd=False) if path == STDIN else io.FileIO(path)
        except OSError as error:
            raise UsageError(f"{path}: {error.strerror}") from None
        with _buffered(_Watched(raw, reading)) as buffered:
            yield from _read_stream(path, buffered, reading)


def _buffered(raw: io.RawIOBase) -> io.BufferedReader:
    return io.BufferedReader(raw, BLOCK)


class _Watched(io.RawIOBase):
    """A raw stream that counts its bytes and calls `idle` before it waits for more."""

    def __init__(self, raw: io.FileIO, reading: Reading) -> None:
        self.raw = raw
        self.meter = reading.meter
        self.idle = reading.idle

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int | None:  # type: ignore[override]
        if self.idle is not None and not _is_ready(self.raw):
            self.idle(self.raw.fileno())
        count = self.raw.readinto(buffer)
        if self.meter is not None:
            self.meter.read += count or 0
        return count

    def close(self) -> None:
        self.raw.close()
        super().close()


def _is_ready(raw: io.FileIO) -> bool:
    try:
        return bool(select.select([raw], [], [], 0)[0])
    except (OSError, ValueError):  # what can't be waited for, or descriptors beyond select's reach
        return False


def _read_stream(name: str, buffered: io.BufferedReader, reading: Reading) -> Iterator[Item]:
    """Give the items of one stream; a stream that breaks off is an error at the place where it does."""
    line = 0
    try:
        for item in _items(name, open_plain(buffered), reading):
            line = item.line
            yield item
    except RecordError as error:
        yield Item(name, line + 1, b"", error)
    except read_errors() as error:
        # what is decompressed reads on from here in no other way
        yield Item(name, line + 1, b"", RecordError("not-json", f"the stream breaks off here ({error})"))


def _items(name: str, stream: io.BufferedReader, reading: Reading) -> Iterator[Item]:
    encoding = reading.encoding
    if not _is_ascii_compatible(encoding):
        stream = _buffered(_Recoded(stream, encoding))
        encoding = "utf-8"
    lines = _lines(stream)
    # a split says that the text is plain, and its first document is not to wait for lines behind it
    head, is_json = _look_ahead(lines, encoding, 1 if reading.split else LOOK_AHEAD)
    if is_json:
        yield from _json_items(name, chain(head, lines), encoding)
    elif reading.split is None and ARRAY_RE.match(b"".join(head)):
        yield from array_items(name, chain(head, lines))
    elif any(line.strip() for line in head):
        yield from text_items(name, chain(head, lines), encoding, reading.split)


def _look_ahead(lines: Iterator[bytes], encoding: str, most: int) -> tuple[list[bytes], bool]:
    """Read on until it is clear what the stream holds; give the lines read, and whether it is JSON Lines.

    The first character that is no blank tells. One bad line on top must not turn a stream of records into one text,
    so a record with a text among the first lines tells as well.
    """
    head: list[bytes] = []
    for line in lines:
        if not head and encoding in ("utf-8", "utf-8-sig"):
            line = line.removeprefix(codecs.BOM_UTF8)
        head.append(line)
        if not line.strip():
            continue
        most -= 1
        if line.lstrip().startswith(b"{") and (not any(before.strip() for before in head[:-1]) or _is_document(line)):
            return head, True
        if most <= 0:
            break
    return head, False


def _is_document(line: bytes) -> bool:
    try:
        return "text" in codec.loads(line)
    except RecordError:
        return False


def _lines(stream: io.BufferedReader) -> Iterator[bytes]:
    """Give the lines with their line breaks; of one that is longer than MAX_BYTES the first MAX_BYTES + 1 bytes."""
    while line := stream.readline(MAX_BYTES + 1):
        if len(line) > MAX_BYTES and not line.endswith(b"\n"):
            while (rest := stream.readline(BLOCK)) and not rest.endswith(b"\n"):
                pass
        yield line


def _json_items(name: str, lines: Iterable[bytes], encoding: str) -> Iterator[Item]:
    for number, line in enumerate(lines, 1):
        if len(line) > MAX_BYTES:
            yield Item(name, number, b"", too_long())
        elif line.strip():
            yield _decoded(Item(name, number, line), encoding)


def _decoded(item: Item, encoding: str) -> Item:
    if encoding == "utf-8":
        return item
    try:
        return item._replace(raw=codec.decode(item.raw, encoding).encode())
    except RecordError as error:
        return item._replace(error=error)


def _is_ascii_compatible(encoding: str) -> bool:
    try:
        return "{\n".encode(encoding) == b"{\n"
    except UnicodeError:
        return False


class _Recoded(io.RawIOBase):
    """A stream of another encoding as UTF-8, for those whose line breaks can't be found in the bytes."""

    def __init__(self, stream: io.BufferedReader, encoding: str) -> None:
        self.stream = stream
        self.encoding = encoding
        self.decoder = codecs.getincrementaldecoder(encoding)()
        self.ready = b""
        self.offset = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        while not self.ready:
            data = self.stream.read1(BLOCK)
            try:
                self.ready = self.decoder.decode(data, final=not data).encode()
            except UnicodeError as error:  # of UTF-16 and UTF-32 without a byte-order mark it has no place
                offset = self.offset + getattr(error, "start", 0)
                raise RecordError("not-utf8", f"the bytes at offset {offset} are not {self.encoding}") from None
            self.offset += len(data)
            if not data:
                break
        count = min(len(buffer), len(self.ready))
        buffer[:count] = self.ready[:count]
        self.ready = self.ready[count:]
        return count
