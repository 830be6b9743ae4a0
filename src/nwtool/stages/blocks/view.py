"""The lines of a document in, out what they look like together: all that the features of one line may look at.

Where the prose is densest, the article is. What stands above a line since then, which names and words the prose shares,
and how much prose is near tell the article from the parts of a page around it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from nwtool.language import lexicon
from nwtool.language.patterns import late
from nwtool.stages.blocks.furniture import PAGE
from nwtool.stages.blocks.line_features import REMEMBERED, Glance, Look, bucket

NEAR = (0, 1, 2, 3, 5, 8, 13, 21, 40)
FAR = 99
MARGIN = 10
NAME_RE = late(r"(?<=[\w,] )[A-Z][a-z]{3,}")
RAIL = 6  # words: a longer line is no heading of a part around the article
RAIL_EDGES = " \t*•+#›»|:·-–—>[]()0123456789,.…"
QUESTION = 18  # words: a longer question is no heading


def zone(weights: Sequence[int]) -> tuple[int, int]:
    """Give the bounds of the stretch of lines with the greatest sum of weights.

    >>> zone([-8, 20, -8, 30, -8, -8])
    (1, 4)
    """
    best = total = first = last = start = 0
    for i, weight in enumerate(weights):
        if total <= 0:
            total, start = 0, i
        total += weight
        if total > best:
            best, first, last = total, start, i + 1
    return first, last


class Rail(NamedTuple):
    """What stands above some lines since the article began: the last heading of a part around it."""

    kind: str
    start: int
    """The number of the heading's line."""
    rest: int
    """The share of all prose that stands behind the heading, in tenths."""


NO_RAIL = Rail("", 0, 9)


def rail_kind(line: Glance) -> str:
    """Give what part of a page a line is the heading of, or nothing.

    >>> from nwtool.stages.blocks.line_features import glance
    >>> rail_kind(glance("34 Comments")), rail_kind(glance("More in Marlow")), rail_kind(glance("More in all than"))
    ('comments', 'links', 'links')
    """
    if not 0 < line.words <= RAIL:
        return ""
    return _rail_kind(line.body)


@lru_cache(REMEMBERED)  # sites repeat their headings
def _rail_kind(line: str) -> str:
    words = line.lower().strip(RAIL_EDGES).split(None, 2)
    known = lexicon.table("rail-headings")
    found = known.get(" ".join(words[:2]))
    if found or not words:
        return found or ""
    return known.get(words[0], "")


def names_in(line: str) -> set[str]:
    """Give the words of a line that look like names: with a capital, not at the start of a sentence."""
    return set(NAME_RE.findall(line))


def _rails(seen: Sequence[Glance], first: int, prose: Sequence[int]) -> list[Rail]:
    """Give for each line what stands above it since the first line of prose."""
    total = max(1, prose[-1])
    last = NO_RAIL
    out: list[Rail] = []
    for i, line in enumerate(seen):
        out.append(last)
        if line.words <= RAIL and i > first and (kind := rail_kind(line)):
            last = Rail(kind, i, 10 * (total - prose[i]) // total)
    return out


class View(NamedTuple):
    """All that the features of one line may look at."""

    lines: Sequence[str]
    seen: Sequence[Glance]
    looks: Sequence[Look]
    coarse: list[str]
    """By line, with two edges before the first and behind the last: its coarse look."""
    starts: list[str]
    """The same: the class of its start."""
    first: int
    last: int
    """Bounds of the zone of prose."""
    prose: list[int]
    """By line: how many lines of prose stand before it."""
    sums: list[int]
    """The same, with MARGIN lines more before the first line and behind the last."""
    places: list[int]
    """The numbers of the lines of prose."""
    shared: frozenset[str] | None
    """The words of the prose in the zone that stand in other lines, too; None without such prose."""
    exact: Counter[str]
    repeats: dict[int, list[int]]
    share: int
    size: int
    credited: int
    questions: int
    furniture: int
    rails: list[Rail]
    names: Counter[str]
    """Of a page: in how many lines of prose each name stands."""

    def side(self, i: int) -> str:
        """Tell whether a line stands before the zone, behind it or inside."""
        return "b" if i < self.first else "a" if i >= self.last else "i"

    def place(self, i: int) -> str:
        """Tell how far before or behind the zone a line stands, or whether it is the first or last inside."""
        if i < self.first:
            return f"b{bucket(self.first - i, NEAR)}"
        if i >= self.last:
            return f"a{bucket(i - self.last, NEAR)}"
        return f"i{(i == self.first) + 2 * (i == self.last - 1)}"

    def gap_before(self, i: int) -> int:
        """Count the lines without prose that stand before a line, up to the last one with prose."""
        before = self.prose[i]
        return min(FAR, i - 1 - self.places[before - 1]) if before else FAR

    def gap_after(self, i: int) -> int:
        """Count the lines without prose that stand behind a line, up to the next one with prose."""
        upto = self.prose[i + 1]
        return min(FAR, self.places[upto] - i - 1) if upto < len(self.places) else FAR

    def around(self, i: int, before: int, after: int) -> int:
        """Count the lines of prose around a line, itself apart: so many before and behind it, MARGIN at most."""
        return self.sums[i + MARGIN + after + 1] - self.sums[i + MARGIN - before] - self.seen[i].prose


def make_view(
    lines: Sequence[str],
    seen: Sequence[Glance],
    looks: Sequence[Look],
    bounds: tuple[int, int],
    repeats: dict[int, list[int]],
    furniture: int,
    tidy: bool,
) -> View:
    """Count over all lines what the features of each will look at."""
    first, last = bounds
    prose = [0, *accumulate([line.prose for line in seen])]
    bodies = [line.body for line in seen[first:last] if line.prose]
    asked = [line for line in seen[first:last] if line.end == "?" and line.words < QUESTION]
    coarse = [it.coarse for it in looks]
    asking = frozenset().union(*[it.content for it in looks if it.content])
    return View(
        lines,
        seen,
        looks,
        ["-", "-", *coarse, "-", "-"],
        ["-", "-", *[line.start for line in seen], "-", "-"],
        first,
        last,
        prose,
        [*[0] * MARGIN, *prose, *prose[-1:] * MARGIN],
        places=[i for i, line in enumerate(seen) if line.prose],
        # line by line, since ASCII alone takes a tenth of the time
        shared=asking.intersection(" ".join([body.lower() for body in bodies]).split()) if bodies else None,
        exact=Counter(lines),
        repeats=repeats,
        share=bucket(10 * prose[-1] // max(1, len(seen)), (0, 1, 2, 4, 6, 8)),
        size=bucket(len(seen), (1, 3, 8, 20, 60, 150)),
        credited=bucket(sum(["~" in it or "label" in it for it in coarse]), (0, 1, 3)),
        questions=bucket(len(asked), (0, 1, 3)),
        furniture=bucket(furniture, (0, PAGE - 1, 6)),
        rails=_rails(seen, first, prose),
        names=Counter() if tidy else Counter(name for line in seen if line.prose for name in names_in(line.body)),
    )
