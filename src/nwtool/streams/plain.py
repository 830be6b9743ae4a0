"""Lines of plain text in, documents out: one a stream, or as many as `--split` finds."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import NamedTuple

from nwtool.errors import RecordError, UsageError
from nwtool.record import codec
from nwtool.streams.items import MAX_BYTES, STDIN, Item, too_long


class Split(NamedTuple):
    """How one plain stream holds many documents; see `parse_split`."""

    kind: str
    blanks: int = 0
    pattern: re.Pattern[str] | None = None


def parse_split(value: str) -> Split:
    """Read the value of `--split`; raise `UsageError` for another.

    `formfeed`: documents are parted by form feeds. `line`: each line is one. `blank-lines=N`: N or more blank lines
    part them. `regex=PATTERN`: a line in which the pattern matches begins the next one, and stays in it.

    >>> parse_split("blank-lines=2")
    Split(kind='blank-lines', blanks=2, pattern=None)
    """
    kind, equals, argument = value.partition("=")
    if kind in ("formfeed", "line") and not equals:
        return Split(kind)
    if kind == "blank-lines" and argument.isascii() and argument.isdecimal() and int(argument) > 0:
        return Split(kind, blanks=int(argument))
    if kind == "regex" and argument:
        try:
            return Split(kind, pattern=re.compile(argument))
        except re.error as error:
            raise UsageError(f"--split: {argument!r} is not a regular expression ({error})") from None
    raise UsageError(f"--split: {value!r} is not one of formfeed, line, blank-lines=N, regex=PATTERN")


def text_items(name: str, lines: Iterator[bytes], encoding: str, split: Split | None) -> Iterator[Item]:
    """Give the documents of a plain stream, out of its lines, each as a line of JSON."""
    parts = _whole(lines) if split is None else _parts(lines, split, encoding)
    for count, (number, data) in enumerate(parts, 1):
        if len(data) > MAX_BYTES:
            yield Item(name, number, b"", too_long(), plain=True)
            continue
        try:
            text = codec.decode(data, encoding)
        except RecordError as error:
            yield Item(name, number, data, error, plain=True)
            continue
        yield Item(name, number, codec.dumps(document_of(name, count if split else None, text)), plain=True)


def array_items(name: str, lines: Iterator[bytes]) -> Iterator[Item]:
    """Refuse a JSON array, which is no JSON Lines, and surely no text."""
    for number, data in _whole(lines):
        told = "a JSON array; each line holds one document: jq -c '.[]' makes such lines"
        yield Item(name, number, data if len(data) <= MAX_BYTES else b"", RecordError("not-json", told))


def document_of(name: str, number: int | None, text: str) -> dict[str, str]:
    """Give plain text as a document, named after its file and its number in it; standard input has no name.

    The line break that ends the last line is not part of the text.

    >>> document_of("a.txt", 2, "One.\\r\\nTwo.\\n")
    {'id': 'a.txt#2', 'text': 'One.\\nTwo.'}
    """
    text = text.replace("\r\n", "\n").removesuffix("\n")
    if name == STDIN:
        return {"text": text} if number is None else {"id": str(number), "text": text}
    # a path's bytes may be no text; the record's id is
    name = os.fsencode(name).decode("utf-8", "replace")
    return {"id": name if number is None else f"{name}#{number}", "text": text}


def _whole(lines: Iterator[bytes]) -> Iterator[tuple[int, bytes]]:
    kept: list[bytes] = []
    size = 0
    for line in lines:
        if size <= MAX_BYTES:
            kept.append(line)
        size += len(line)
    yield 1, b"".join(kept)


def _parts(lines: Iterator[bytes], split: Split, encoding: str) -> Iterator[tuple[int, bytes]]:
    """Give the documents of a stream with the number of their first line; those of nothing but blanks are none."""
    part: list[bytes] = []
    first = 1
    blanks = 0
    for number, line in enumerate(lines, 1):
        begins, line, rest = _cut(line, split, blanks, encoding)
        blanks = 0 if line.strip() else blanks + 1
        if begins:
            yield from _kept(first, part)
            part, first = [], number
        part.append(line)
        for piece in rest:
            yield from _kept(first, part)
            part, first = [piece], number
    yield from _kept(first, part)


def _cut(line: bytes, split: Split, blanks: int, encoding: str) -> tuple[bool, bytes, list[bytes]]:
    """Tell whether a line begins a document, and cut what stands behind its form feeds off."""
    if split.kind == "formfeed":
        head, *rest = line.split(b"\f")
        return False, head, rest
    if split.kind == "line":
        return True, line, []
    if split.pattern is not None:
        return split.pattern.search(line.decode(encoding, "replace").rstrip("\r\n")) is not None, line, []
    return blanks >= split.blanks and bool(line.strip()), line, []


def _kept(first: int, part: list[bytes]) -> Iterator[tuple[int, bytes]]:
    data = b"".join(part)
    if data.strip():
        skipped = len(data) - len(data.lstrip())
        yield first + data.count(b"\n", 0, skipped), data.strip(b"\r\n")
