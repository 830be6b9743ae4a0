"""The lines of a text in, out whether they were wrapped, at what width, and what parts the blocks.

This is the crux of joining lines: to join always ruins a text with one block a line, to join never ruins wire copy.
Wrapping is greedy: the first word of the next line would not have fitted. So each line that runs on into the next (no
full stop here, a small letter there) bounds the width that it was wrapped at, and in a wrapped text nearly all of them
agree on one width. Where they don't, the text was not wrapped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from nwtool.language.patterns import late

NARROWEST, WIDEST, LONGEST_WORD = 24, 120, 24
TAB = 8
# The figures below were chosen on the 149 wrapped and 417 other pages of the blocks set: of the breaks within a block
# they join .998, of those between blocks .001, in pages with one block a line none.
AGREE = 0.6  # the share of the lines which run on that must agree on a width
SURE = 5  # fewer than so many may agree by chance: all else has to fit, too
# Those below were chosen on 46,000 texts of one to ten blocks. Of 2,600 wrapped at six widths, with indents or blank
# lines, 98 % come out right; of 43,000 with one block a line, verse, lists or tables 37 are joined somewhere, nearly
# all of them prose cut up at random to look like verse (with the figures above alone, 1,970).
COLUMN = 56  # lines of verse are seldom longer, wrapped ones seldom shorter
STEADY = 0.9  # the share that must agree on a width less than that
CAPITAL = 0.8  # the share of lines in capitals in a wire of old: a line or two on top may have small letters
LONE = 3  # headline, byline, date: so many lines of no sentence may stand in a wrapped text of few lines
ROOM = 12  # more room than this behind a line, and its break was meant

MARKER_RE = late(r"(?:[*+•·▪●◦‣○■□–—-]|\d{1,2}[.)]|\(\d{1,2}\)|[a-z]\)|#{1,6}|o(?=[ \t]+[A-Z]))[ \t]+")
BROKEN_RE = late(r"[^\W\d_]-\Z")
ENDED_RE = late(r"[.!?:…]['\"’”)\]]*\Z")
SENTENCE_RE = late(r"[.!?]['\"’”)\]]*\Z")
BYLINE_RE = late(r"(?i:by|photo|via)\b:? ")
RUNS_ON_RE = late(r"[\w,;'’\"”)\]%$-]\Z")


class Line(NamedTuple):
    """A line that is not blank: the place of its words, and what stood around them."""

    start: int
    end: int
    width: int  # from the left margin to the last word, with each tab of the indent as wide as it can be
    indent: int
    gap: int  # line breaks since the line before
    text: str
    slack: int  # by how much narrower the line is with tabs of one column
    caps: bool  # the text is all in capitals, as that of old wires, and so is the line


class Wrap(NamedTuple):
    """How a text was wrapped."""

    width: int
    parted: bool  # blank lines part the blocks of the whole text, so that no other break of a long line was meant
    whole: bool  # they part this group, as most, so that no break behind a full line was meant
    margin: int | None  # where indents part them: that of the lines which don't begin one


def find_lines(text: str) -> list[Line]:
    """Give the lines of a text that are not blank."""
    rows = text.split("\n")
    capital = [row.isupper() for row in rows if len(row) >= NARROWEST]
    caps = sum(capital) > CAPITAL * len(capital)
    lines: list[Line] = []
    position, gap = 0, 1
    for line in rows:
        bare = line.strip(" \t")
        if bare:
            end = position + len(line.rstrip(" \t"))
            start = end - len(bare)
            slack = (TAB - 1) * text.count("\t", position, start)
            indent = start - position + slack
            lines.append(Line(start, end, indent + len(bare), indent, gap, bare, slack, caps and bare.isupper()))
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
    margin = _margin(lines, votes, unit)
    inner = [there.gap <= unit and not _begins(here, there, margin) for here, there in pairwise(lines)]
    votes = [vote if within else None for within, vote in zip(inner, votes, strict=True)]
    width = _find_width(lines, votes, inner, least=1)
    bounds = [0, *(i for i in range(1, len(lines)) if lines[i].gap > unit), len(lines)]
    groups = [(lines[i:j], votes[i : j - 1], inner[i : j - 1]) for i, j in pairwise(bounds)]
    parted = width is not None and _meant_breaks([group for group, _, _ in groups], width) < 0.02
    # a group of its own width: columns, forwarded mail
    widths = [_find_width(group, cast, within, least=2, rival=width) for group, cast, within in groups]
    found = [(group, any(cast), local) for (group, cast, _), local in zip(groups, widths, strict=True) if local]
    voted = [not _meant_breaks([group], local) for group, cast, local in found if cast]
    mostly_whole = 2 * sum(voted) > len(voted)
    for group, _, local in found:
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
    if here.caps and there.caps:
        return not ENDED_RE.search(here.text) and there.text[0].isalpha() and not BYLINE_RE.match(there.text)
    if not there.text[0].islower():
        return BROKEN_RE.search(here.text) is not None and there.text[0].isalpha()
    return RUNS_ON_RE.search(here.text) is not None and not MARKER_RE.match(there.text)


def steps_in(here: Line, there: Line, margin: int | None) -> bool:
    """Tell whether a line stands farther in than one that goes on would: at the margin, or under an item's words."""
    marker = MARKER_RE.match(here.text)
    inner = here.indent + marker.end() if marker else here.indent
    return there.indent > (inner if margin is None or marker else margin)


def _leeway(here: Line, there: Line) -> int:
    """Give by how much a line may have been narrower when it was wrapped: tabs may be, and an indent may come later."""
    return max(here.slack, here.indent - there.indent)


def _bounds(here: Line, there: Line) -> tuple[int, int] | None:
    """Give the widths that a line which runs on can have been wrapped at."""
    if len(here.text) < NARROWEST or here.width - here.slack > WIDEST or there.gap > 2:
        return None
    if " " not in here.text or BYLINE_RE.match(there.text) or not runs_on(here, there):
        return None
    return here.width - _leeway(here, there), min(here.width, WIDEST) + min(len(first_word(there)), LONGEST_WORD)


def _begins(here: Line, there: Line, margin: int | None) -> bool:
    """Tell whether a line shows by its marker or its indent that it begins a block."""
    return steps_in(here, there, margin) or MARKER_RE.match(there.text) is not None


def _find_width(
    lines: Sequence[Line],
    votes: Sequence[tuple[int, int] | None],
    inner: Sequence[bool],
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
    if support < SURE:  # the widest line of all tells more than so few
        widest = len(counts) - 1 - counts[::-1].index(support)
        width = max([width, *(line.width for line in lines if line.width <= widest and not line.slack)])
    agree = AGREE if width >= COLUMN else STEADY
    if support < max(least, agree * cast) or (rival is not None and counts[rival] >= support):
        return rival
    if sum(line.width - line.slack > width + LONGEST_WORD and " " in line.text for line in lines) >= support:
        return rival
    if support < SURE and not _fits(lines, votes, inner, width):
        return rival
    return width


def _fits(lines: Sequence[Line], votes: Sequence[tuple[int, int] | None], inner: Sequence[bool], width: int) -> bool:
    """Tell whether a few lines were wrapped at a width: each break between them is a wrap, or the end of a sentence.

    Most blocks of more than a line begin as a sentence and end as one; verse seldom does both. Where small letters go
    on under an indented line, a headline or a caption will do, too. Narrow lines and capitals must agree more often.
    """
    sentences = begun = blocks = lone = first = agreeing = 0
    for i, here in enumerate(lines):
        within = i + 1 < len(lines) and inner[i]
        ended = ENDED_RE.search(here.text) is not None
        if within and room(here, lines[i + 1], width) < 0 and here.width - _leeway(here, lines[i + 1]) <= width:
            agreeing += not ended
            continue
        if within and not ended:
            lone += 1
            if votes[i] or first < i:
                return False
        if any(votes[first:i]) and not MARKER_RE.match(lines[first].text):
            blocks += 1
            # behind the greeting of a letter a sentence may begin small
            if not lines[first].text[0].islower() or (first > 0 and lines[first - 1].text[-1] == ","):
                begun += 1
                sentences += (SENTENCE_RE if here.caps else ENDED_RE).search(here.text) is not None
        first = i + 1
    caps, narrow = lines[0].caps, width < COLUMN
    indented = any(
        vote and here.indent > there.indent for vote, (here, there) in zip(votes, pairwise(lines), strict=True)
    )
    if lone > LONE or not blocks or agreeing < (1 + narrow) * (1 + caps):
        return False
    return blocks <= 2 * (begun if indented and not narrow and not caps else sentences)


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
    going_on = Counter(line.indent for line, vote in zip(lines[1:], votes, strict=True) if vote)
    [(margin, count)] = going_on.most_common(1)
    if count < 0.95 * going_on.total():
        return None
    beginning = sum(line.indent > margin for line in lines if line.gap <= unit)
    if 2 < beginning < len(lines) / 2:
        return margin
    stepping_out = sum(
        here.indent > there.indent and not MARKER_RE.match(here.text)
        for (here, there), vote in zip(pairwise(lines), votes, strict=True)
        if vote
    )
    return margin if stepping_out else None
