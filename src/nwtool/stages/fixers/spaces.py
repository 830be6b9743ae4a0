"""Line breaks and blanks of every sort in, edits out that leave one line feed or one plain space."""

from __future__ import annotations

from collections.abc import Iterator

from nwtool.language.patterns import late
from nwtool.record.edits import Edit

LINE_BREAK_RE = late("(?:\r\n?|[\u2028\u2029\x0b\x0c])+")
BLANK_SIGN_RE = late("[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
BLANK_RE = late("[\xa0\u1680\u2000-\u200a\u202f\u205f]+")
WIDE_BLANK_RE = late("[\xa0\u1680\u2000-\u200a\u202f\u205f]+|\u3000+")
LOOSE_RE = late(r"[ \t\n](?:[ \t\n]+|(?<=\t))")
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
    return "\n\n" in text or _has_loose_blanks(text) or text[:1] in (" ", "\n") or text[-1:] in (" ", "\n")


def _has_loose_blanks(text: str) -> bool:
    return "  " in text or "\n " in text or " \n" in text or "\t" in text


def fix_spaces(text: str) -> Iterator[Edit]:
    r"""Leave one space between words and one line feed between lines, and nothing at either end.

    >>> list(fix_spaces("One  line. \n\n Two"))
    [Edit(start=3, end=5, replacement=' '), Edit(start=10, end=14, replacement='\n')]
    """
    begin = len(text) - len(text.lstrip(" \t\n"))
    stop = max(begin, len(text.rstrip(" \t\n")))
    if begin:
        yield Edit(0, begin, "")
    loose = LOOSE_RE if _has_loose_blanks(text) else BLANK_LINES_RE
    for match in loose.finditer(text, begin, stop):
        yield Edit(*match.span(), "\n" if "\n" in match[0] else " ")
    if stop < len(text):
        yield Edit(stop, len(text), "")
