"""A text and edits in, the difference that they make out, as `diff -u` writes it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from nwtool.record.edits import Edit, replace

CONTEXT = 3
NO_END = "\\ No newline at end of file\n"


class _Change(NamedTuple):
    """Lines `[start, end)` that others come in the place of."""

    start: int
    end: int
    new: list[str]


def format_diff(text: str, edits: Sequence[Edit], name: str) -> Iterator[str]:
    """Give the lines of a unified diff; nothing where no edit changes anything.

    >>> print(*format_diff("one\\ntwo\\nthree\\n", [Edit(4, 5, "T")], "a.txt"), sep="", end="")
    --- a.txt
    +++ a.txt
    @@ -1,3 +1,3 @@
     one
    -two
    +Two
     three
    """
    lines = _lines(text)
    head = f"--- {name}\n+++ {name}\n"
    shift = 0
    for hunk in _hunks(_changes(text, lines, edits)):
        yield head
        head = ""
        first, last = max(hunk[0].start - CONTEXT, 0), min(hunk[-1].end + CONTEXT, len(lines))
        grown = sum(len(change.new) - (change.end - change.start) for change in hunk)
        yield f"@@ -{_range(first, last)} +{_range(first + shift, last + shift + grown)} @@\n"
        shift += grown
        at = first
        for change in hunk:
            yield from _marked(" ", lines[at : change.start])
            yield from _marked("-", lines[change.start : change.end])
            yield from _marked("+", change.new)
            at = change.end
        yield from _marked(" ", lines[at:last])


def _lines(text: str) -> list[str]:
    """Give the lines of a text with their line breaks; only a line feed is one.

    >>> _lines("a\\x0cb\\nc")
    ['a\\x0cb\\n', 'c']
    """
    lines = [f"{line}\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]


def _changes(text: str, lines: Sequence[str], edits: Sequence[Edit]) -> Iterator[_Change]:
    """Give what edits change, by lines; edits in one line are one change."""
    starts = list(accumulate(map(len, lines), initial=0))
    begun: list[Edit] = []
    start = end = 0
    for edit in edits:
        first = min(bisect_right(starts, edit.start) - 1, max(len(lines) - 1, 0))
        if begun and first >= max(end, start + 1):
            yield from _change(text, lines, starts, start, end, begun)
            begun = []
        if not begun:
            start = first
        begun.append(edit)
        end = min(bisect_right(starts, edit.end), len(lines))
    if begun:
        yield from _change(text, lines, starts, start, end, begun)


def _change(
    text: str, lines: Sequence[str], starts: Sequence[int], start: int, end: int, edits: Sequence[Edit]
) -> Iterator[_Change]:
    base = starts[start]
    moved = [Edit(edit.start - base, edit.end - base, edit.replacement) for edit in edits]
    new = _lines(replace(text[base : starts[end]], moved))
    while start < end and new and lines[start] == new[0]:
        start += 1
        del new[0]
    while start < end and new and lines[end - 1] == new[-1]:
        end -= 1
        del new[-1]
    if start < end or new:
        yield _Change(start, end, new)


def _hunks(changes: Iterator[_Change]) -> Iterator[list[_Change]]:
    """Put changes whose context meets together."""
    hunk: list[_Change] = []
    for change in changes:
        if hunk and change.start - hunk[-1].end > 2 * CONTEXT:
            yield hunk
            hunk = []
        if hunk and change.start == hunk[-1].end:
            last = hunk.pop()
            change = _Change(last.start, change.end, last.new + change.new)
        hunk.append(change)
    if hunk:
        yield hunk


def _range(start: int, end: int) -> str:
    """Give a range of lines as a hunk's head has it: an empty one stands behind the line before it."""
    count = end - start
    first = start + 1 if count else start
    return str(first) if count == 1 else f"{first},{count}"


def _marked(mark: str, lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        yield mark + line
        if not line.endswith("\n"):
            yield f"\n{NO_END}"
