"""Lines as a mail program or a text browser wrapped them in, edits out that make one line of each block.

The crux is to know whether a text was wrapped at all. Wrapping is greedy: the first word of the next line would not have
fitted. So each line that runs on into the next (no full stop here, a small letter there) bounds the width that it was
wrapped at, and in a wrapped text nearly all of them agree on one width. Where they don't, nothing is joined. With the
width known, a break that left room for the next word is a break that someone meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from nwtool.record.edits import Edit
from nwtool.stages.hyphens import Hyphens

NARROWEST, WIDEST = 24, 120
AGREE = 0.6  # share of the lines which run on that must agree on a width
SURE, FULL = 5, 0.7
"""So many lines that agree may do so by chance, unless this share of all lines is as full as it can be."""
LONGEST_WORD = 24
QUOTING_RE = re.compile(r"(?:>[ \t]?)+")
MARKER_RE = re.compile(r"(?:[*+•·▪●◦‣○■□–—-]|\d{1,2}[.)]|\(\d{1,2}\)|[a-z]\)|#{1,6}|o(?=[ \t]+[A-Z]))[ \t]+")
DASH_RE = re.compile(r"[–—-]|\(?\d{1,2}[.)]")
TABLE_RE = re.compile(r"\S[ \t]{3,}\S|\|.*\||\t")
ENDED_RE = re.compile(r"[.!?:…]['\"’”)\]]*\Z")
RUNS_ON_RE = re.compile(r"[\w,;'’\"”)\]%$-]\Z")
ADDRESS_RE = re.compile(r"(?:https?://|www\.)\S*[^\s-]\Z")
EAST_RE = re.compile("[\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]")


class Line(NamedTuple):
    """A line that is not blank: the place of its words behind indent and quoting, and what stood around them."""

    start: int
    end: int
    width: int  # from the left margin to the last word
    indent: int
    depth: int  # of mail quoting
    gap: int  # line breaks since the line before
    text: str


def fix_wraps(text: str) -> Iterator[Edit]:
    """Join the lines that a hard wrap parted, where the text was wrapped; elsewhere give nothing.

    >>> text = "The harbour was shut on Monday after a ferry\\nran aground there, and it will not be opened\\nbefore noon."
    >>> [edit.replacement for edit in fix_wraps(text)]
    [' ', ' ']
    >>> list(fix_wraps("One block.\\nAnother block that stands on a line of its own."))
    []
    """
    lines = list(_lines(text))
    unit = _unit(lines)
    width = _find_width(lines, unit, least=2)
    parted = width is not None and _is_parted(lines, unit, width)
    hyphens = Hyphens(text)
    for group in _groups(lines, unit):
        local = _find_width(group, unit, least=3, rival=width)
        if local is None:
            continue
        for here, there in pairwise(group):
            if _is_wrapped(here, there, local, parted):
                yield _joint(here, there, hyphens)


def _lines(text: str) -> Iterator[Line]:
    """Give the lines of a text that are not blank; a line of nothing but quoting is blank."""
    quoted = text.startswith(">") + text.count("\n>") > 1
    position, gap = 0, 1
    for line in text.split("\n"):
        bare = line.strip(" \t")
        depth = 0
        if quoted and bare.startswith(">"):
            quoting = QUOTING_RE.match(bare)
            if quoting:
                depth = quoting[0].count(">")
                bare = bare[quoting.end() :].lstrip(" \t")
        if bare:
            width = len(line.rstrip(" \t"))
            yield Line(position + width - len(bare), position + width, width, width - len(bare), depth, gap, bare)
            gap = 1
        else:
            gap += 1
        position += len(line) + 1


def _unit(lines: Sequence[Line]) -> int:
    """Give how many line breaks part two lines of a block: one, or two where every other line is blank."""
    gaps = [there.gap for here, there in pairwise(lines) if here.width <= WIDEST and _runs_on(here, there)]
    return 2 if gaps.count(2) >= 3 and gaps.count(2) > 3 * gaps.count(1) else 1


def _groups(lines: Sequence[Line], unit: int) -> Iterator[Sequence[Line]]:
    """Give the runs of lines that no blank line parts."""
    first = 0
    for i, line in enumerate(lines):
        if i and line.gap > unit:
            yield lines[first:i]
            first = i
    yield lines[first:]


def _find_width(lines: Sequence[Line], unit: int, least: int, rival: int | None = None) -> int | None:
    """Give the width that lines were wrapped at; `rival`, or None, where too few of them speak for another."""
    bounds = [
        (here.width, here.width + min(len(_first_word(there)), LONGEST_WORD))
        for here, there in pairwise(lines)
        if there.gap <= unit and NARROWEST <= here.width <= WIDEST and _runs_on(here, there)
    ]
    counts = [0] * (WIDEST + LONGEST_WORD + 2)
    for low, high in bounds:
        for width in range(low, high + 1):
            counts[width] += 1
    support = max(counts)
    width = counts.index(support)
    if support < least or support < AGREE * len(bounds) or (rival is not None and counts[rival] >= support):
        return rival
    wider = sum(line.width > width + LONGEST_WORD and " " in line.text for line in lines)
    if wider >= support:
        return rival
    if support < SURE:
        full = [_room(here, there, width) < 0 for here, there in pairwise(lines) if there.gap <= unit]
        if sum(full) < FULL * len(full):
            return rival
    return width


def _runs_on(here: Line, there: Line) -> bool:
    """Tell whether a line ends within a sentence and the next one goes on in small letters."""
    return (
        there.text[0].islower()
        and here.depth == there.depth
        and RUNS_ON_RE.search(here.text) is not None
        and not MARKER_RE.match(there.text)
    )


def _is_parted(lines: Sequence[Line], unit: int, width: int) -> bool:
    """Tell whether blank lines part the blocks of a text, so that no other break of a long line is meant."""
    breaks = [
        _room(here, there, width) > LONGEST_WORD / 2
        for here, there in pairwise(lines)
        if there.gap <= unit and here.width > width / 2 and not MARKER_RE.match(there.text)
    ]
    return sum(breaks) < 0.02 * len(breaks)


def _is_wrapped(here: Line, there: Line, width: int, parted: bool) -> bool:
    """Tell whether the break between two lines is that of a wrap at `width`."""
    if here.depth != there.depth or (TABLE_RE.search(here.text) and TABLE_RE.search(there.text)):
        return False
    if ADDRESS_RE.match(here.text) or ADDRESS_RE.match(there.text):
        return False
    room = _room(here, there, width)
    ended = ENDED_RE.search(here.text) is not None
    if MARKER_RE.match(there.text) and (ended or room >= 0 or not DASH_RE.match(there.text)):
        return False
    if _is_centred(there, width) and (_is_centred(here, width) or not here.start):
        return room < LONGEST_WORD / 2
    marker = MARKER_RE.match(here.text)
    if there.indent > here.indent + (marker.end() if marker else 0) or here.width < 0.6 * width:
        return False
    if room >= 0:
        return _runs_on(here, there) or (parted and room < LONGEST_WORD / 2)
    # A line that ends a sentence, with room for most words behind it, may as well end a block.
    return here.width < width + LONGEST_WORD and (parted or not ended or width - here.width < LONGEST_WORD / 2)


def _room(here: Line, there: Line, width: int) -> int:
    """Give by how many characters the next line's first word would have fitted; below zero, it would not."""
    return width - here.width - 1 - len(_first_word(there))


def _is_centred(line: Line, width: int) -> bool:
    """Tell whether a line stands in the middle of the page and not at its left margin."""
    return line.indent > 3 and abs(line.indent - (width - line.width)) <= 3


def _first_word(line: Line) -> str:
    return line.text.split(None, 1)[0]


def _joint(here: Line, there: Line, hyphens: Hyphens) -> Edit:
    """Give the edit that joins two lines: by a blank, by nothing, or with the hyphen of a broken word gone."""
    last, first = here.text.rsplit(None, 1)[-1], _first_word(there)
    if last.endswith("-") and len(last) > 1 and first not in ("and", "or", "to"):
        return Edit(here.end - hyphens.is_broken(last, first), there.start, "")
    if EAST_RE.match(last[-1]) and EAST_RE.match(first):
        return Edit(here.end, there.start, "")
    return Edit(here.end, there.start, " ")
