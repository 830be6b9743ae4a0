"""Line breaks and blanks of every sort in, edits out that leave one line feed or one plain space."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from nwtool.language.patterns import late
from nwtool.record.edits import Edit

if TYPE_CHECKING:
    import re

LINE_BREAK_RE = late("(?:\r\n?|[\u2028\u2029\x0b\x0c])+")
BLANK_SIGN_RE = late("[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
BLANK_RE = late("[\xa0\u1680\u2000-\u200a\u202f\u205f]+")
WIDE_BLANK_RE = late("[\xa0\u1680\u2000-\u200a\u202f\u205f]+|\u3000+")
DOUBLE_RE = late("  ")
BREAK_RE = late(r"[\n\t]")
RUN_RE = late(r"[ \t\n]*")
BLANK_LINES_RE = late(r"\n\n+")


def fix_line_breaks(text: str) -> Iterator[Edit]:
    r"""Turn every way to end a line into a line feed.

    >>> [edit.replacement for edit in fix_line_breaks("one\r\ntwo\u2028three\n")]
    ['\n', '\n']
    """
    for match in LINE_BREAK_RE.finditer(text):
        yield Edit(*match.span(), "\n" * (len(match[0]) - match[0].count("\r\n")))


def fix_blanks(text: str) -> Iterator[Edit]:
    r"""Turn blanks of other widths, and those that don't break, into plain spaces.

    >>> list(fix_blanks("25\u202f%"))
    [Edit(start=2, end=3, replacement=' ')]
    >>> list(fix_blanks("春\u3000夏")), list(fix_blanks("夏\u3000"))
    ([], [Edit(start=1, end=2, replacement=' ')])
    """
    from nwtool.stages.fixers.letters import is_east_asian  # few texts need it

    for match in (WIDE_BLANK_RE if "\u3000" in text else BLANK_RE).finditer(text):
        start, end = match.span()
        beside = text[start - 1 : start] + text[end : end + 1]
        if match[0][0] == "\u3000" and len(beside) == 2 and all(map(is_east_asian, beside)):
            continue
        yield Edit(*match.span(), " " * len(match[0]))


def has_loose_spaces(text: str) -> bool:
    """Tell whether a text has spaces to clear away."""
    lines = text.split("\n")
    return "" in lines or _has_loose_blanks(text, lines)


def _has_loose_blanks(text: str, lines: list[str]) -> bool:
    # `strip` gives a line itself where there is nothing to strip, and lists compare what is the same at once
    return "  " in text or "\t" in text or [line.strip(" ") for line in lines] != lines


def fix_spaces(text: str) -> Iterator[Edit]:
    r"""Leave one space between words and one line feed between lines, and nothing at either end.

    >>> list(fix_spaces("One  line. \n\n Two"))
    [Edit(start=3, end=5, replacement=' '), Edit(start=10, end=14, replacement='\n')]
    """
    begin = len(text) - len(text.lstrip(" \t\n"))
    stop = max(begin, len(text.rstrip(" \t\n")))
    if begin:
        yield Edit(0, begin, "")
    if _has_loose_blanks(text, text.split("\n")):
        yield from _fix_runs(text, begin, stop)
    else:
        yield from (Edit(*match.span(), "\n") for match in BLANK_LINES_RE.finditer(text, begin, stop))
    if stop < len(text):
        yield Edit(stop, len(text), "")


def _fix_runs(text: str, begin: int, stop: int) -> Iterator[Edit]:
    """Give what is to become of each run of blanks and line feeds between two words.

    A pattern of such runs would stop at every space of a text. So two searches find what most spaces don't have beside
    them: another space, a tab or a line feed, with at most one space before it.
    """
    doubled = [match.start() for match in DOUBLE_RE.finditer(text, begin, stop)]
    broken = [match.start() for match in BREAK_RE.finditer(text, begin, stop)]
    last = begin
    for place in sorted(doubled + broken):
        if place < last:
            continue
        start = place - 1 if text[place - 1] == " " else place
        last = cast("re.Match[str]", RUN_RE.match(text, place, stop)).end()
        run = text[start:last]
        if run not in (" ", "\n"):
            yield Edit(start, last, "\n" if "\n" in run else " ")
