"""The lines of a text in, out whether they were wrapped, at what width, and what parts the blocks.

This is the crux of joining lines: to join always ruins a text with one block a line, to join never ruins wire copy.
Wrapping is greedy: the first word of the next line would not have fitted. So each line that runs on into the next (no
full stop here, a small letter there) bounds the width that it was wrapped at, and in a wrapped text nearly all of them
agree on one width. Where they don't, the text was not wrapped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

NARROWEST, WIDEST, LONGEST_WORD = 24, 120, 24
# The figures below were chosen on the 149 wrapped and 417 other pages of the blocks set: of the breaks within a block
# they join .998, of those between blocks .001, in pages with one block a line none.
AGREE = 0.6  # the share of the lines which run on that must agree on a width
SURE, FULL = 5, 0.6  # fewer than so many may agree by chance, unless that share of all lines is as full as it can be
ROOM = 12  # more room than this behind a line, and its break was meant

MARKER_RE = re.compile(r"(?:[*+•·▪●◦‣○■□–—-]|\d{1,2}[.)]|\(\d{1,2}\)|[a-z]\)|#{1,6}|o(?=[ \t]+[A-Z]))[ \t]+")
BROKEN_RE = re.compile(r"[^\W\d_]-\Z")
RUNS_ON_RE = re.compile(r"[\w,;'’\"”)\]%$-]\Z")


class Line(NamedTuple):
    """A line that is not blank: the place of its words, and what stood around them."""

    start: int
    end: int
    width: int  # from the left margin to the last word
    indent: int
    gap: int  # line breaks since the line before
    text: str


class Wrap(NamedTuple):
    """How a text was wrapped."""

    width: int
    parted: bool  # blank lines part the blocks of the whole text, so that no other break of a long line was meant
    whole: bool  # they part this group, as most, so that no break behind a full line was meant
    margin: int | None  # where indents part them: that of the lines which don't begin one


def find_lines(text: str) -> list[Line]:
    """Give the lines of a text that are not blank."""
    lines: list[Line] = []
    position, gap = 0, 1
    for line in text.split("\n"):
        bare = line.strip(" \t")
        if bare:
            width = len(line.rstrip(" \t"))
            lines.append(Line(position + width - len(bare), position + width, width, width - len(bare), gap, bare))
            gap = 0
        gap += 1
        position += len(line) + 1
    return lines


def find_groups(lines: Sequence[Line]) -> Iterator[tuple[Sequence[Line], Wrap]]:
    """Give the runs of lines that no blank line parts and that were wrapped, and how.

    >>> text = "The harbour was shut on Monday after a ferry\\nran aground there, and it will not open\\nbefore noon."
    >>> [(len(group), wrap.width) for group, wrap in find_groups(find_lines(text))]
    [(3, 44)]
    """
    votes = [_bounds(here, there) for here, there in pairwise(lines)]
    if not any(votes):
        return
    gaps = [line.gap for line, vote in zip(lines[1:], votes, strict=True) if vote]
    unit = 2 if gaps.count(2) >= 3 and gaps.count(2) > 3 * gaps.count(1) else 1  # every other line may be blank
    votes = [vote if line.gap <= unit else None for line, vote in zip(lines[1:], votes, strict=True)]
    width = _find_width(lines, votes, unit, least=1)
    margin = _margin(lines, votes, unit)
    bounds = [0, *(i for i in range(1, len(lines)) if lines[i].gap > unit), len(lines)]
    groups = [(lines[i:j], votes[i : j - 1]) for i, j in pairwise(bounds)]
    parted = width is not None and _meant_breaks([group for group, _ in groups], width) < 0.02
    voted = [group for group, cast in groups if any(cast)]
    mostly_whole = width is not None and 2 * sum(not _meant_breaks([group], width) for group in voted) > len(voted)
    for group, cast in groups:
        # a group of its own width: columns, forwarded mail
        local = _find_width(group, cast, unit, least=3, rival=width)
        if local is not None:
            whole = parted or (mostly_whole and not _meant_breaks([group], local))
            yield group, Wrap(local, parted, whole, margin)


def room(here: Line, there: Line, width: int) -> int:
    """Give by how many characters the next line's first word would have fitted; below zero, it would not."""
    return width - here.width - 1 - len(first_word(there))


def first_word(line: Line) -> str:
    """Give the first word of a line."""
    return line.text.split(None, 1)[0]


def runs_on(here: Line, there: Line) -> bool:
    """Tell whether a line ends within a sentence and the next one goes on in small letters, or ends within a word."""
    if not there.text[0].islower():
        return BROKEN_RE.search(here.text) is not None and there.text[0].isalpha()
    return RUNS_ON_RE.search(here.text) is not None and not MARKER_RE.match(there.text)


def _bounds(here: Line, there: Line) -> tuple[int, int] | None:
    """Give the widths that a line which runs on can have been wrapped at."""
    if not NARROWEST <= here.width <= WIDEST or there.gap > 2 or not runs_on(here, there):
        return None
    return here.width, here.width + min(len(first_word(there)), LONGEST_WORD)


def _find_width(
    lines: Sequence[Line],
    votes: Sequence[tuple[int, int] | None],
    unit: int,
    least: int,
    rival: int | None = None,
) -> int | None:
    """Give the width that lines were wrapped at; `rival`, or None, where too few of them speak for another."""
    counts = [0] * (WIDEST + LONGEST_WORD + 2)
    cast = 0
    for vote in votes:
        if vote:
            cast += 1
            for width in range(vote[0], vote[1] + 1):
                counts[width] += 1
    support = max(counts)
    width = counts.index(support)
    if support < max(least, AGREE * cast) or (rival is not None and counts[rival] >= support):
        return rival
    if sum(line.width > width + LONGEST_WORD and " " in line.text for line in lines) >= support:
        return rival
    if support < SURE:
        full = [
            room(here, there, width) < 0
            for here, there in pairwise(lines)
            if there.gap <= unit and not MARKER_RE.match(there.text)
        ]
        if sum(full) < (FULL if support > 1 else 1) * len(full):
            return rival
    return width


def _meant_breaks(groups: Sequence[Sequence[Line]], width: int) -> float:
    """Give the share of the breaks behind long lines, blank lines apart, that left room and so were meant."""
    breaks = [
        room(here, there, width) > ROOM
        for group in groups
        for here, there in pairwise(group)
        if here.width > width / 2 and not MARKER_RE.match(there.text)
    ]
    return sum(breaks) / len(breaks) if breaks else 0.0


def _margin(lines: Sequence[Line], votes: Sequence[tuple[int, int] | None], unit: int) -> int | None:
    """Give the margin of the lines that go on, where those that begin a block stand farther in; else None."""
    going_on = [line.indent for line, vote in zip(lines[1:], votes, strict=True) if vote]
    margin = max(going_on, key=going_on.count, default=0)
    if going_on.count(margin) < 0.95 * len(going_on):
        return None
    beginning = sum(line.indent > margin for line in lines if line.gap <= unit)
    return margin if 2 < beginning < len(lines) / 2 else None
