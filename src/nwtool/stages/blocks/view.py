"""The lines of a document in, out what they look like together: all that the features of one line may look at.

Where the prose is densest, the article is. What stands above a line since then, which names and words the prose shares,
and how much prose is near tell the article from the parts of a page around it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from nwtool.language import lexicon
from nwtool.language.patterns import late
from nwtool.stages.blocks.furniture import PAGE
from nwtool.stages.blocks.line_features import Glance, Look, bucket

NEAR = (0, 1, 2, 3, 5, 8, 13, 21, 40)
FAR = 99
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


def _gaps(seen: Sequence[Glance]) -> list[int]:
    """Give for each line how many lines without prose stand before it, up to the last one with prose."""
    out: list[int] = []
    gap = FAR
    for line in seen:
        out.append(gap)
        gap = 0 if line.prose else min(FAR, gap + 1)
    return out


class Rail(NamedTuple):
    """What stands above a line since the article began: the last heading of a part around it, and since when."""

    kind: str
    lines: int
    prose: int
    """Lines of prose between the heading and the line."""
    rest: int
    """The share of all prose that stands behind the heading, in tenths."""


def rail_kind(line: Glance) -> str:
    """Give what part of a page a line is the heading of, or nothing.

    >>> from nwtool.stages.blocks.line_features import glance
    >>> rail_kind(glance("34 Comments")), rail_kind(glance("More in Marlow")), rail_kind(glance("More in all than"))
    ('comments', 'links', 'links')
    """
    if not 0 < line.words <= RAIL:
        return ""
    words = line.body.lower().strip(RAIL_EDGES).split(None, 2)
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
    last = Rail("", 0, 0, 9)
    start = -1
    out: list[Rail] = []
    for i, line in enumerate(seen):
        if start >= 0:
            last = last._replace(lines=i - start, prose=prose[i] - prose[start])
        out.append(last)
        if i > first and (kind := rail_kind(line)):
            start = i
            last = Rail(kind, 0, 0, 10 * (total - prose[i]) // total)
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
    shared: set[str]
    """The words of the prose in the zone."""
    gaps_before: list[int]
    gaps_after: list[int]
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

    def ahead(self, i: int, reach: int) -> int:
        """Count the lines of prose among the next or the last few lines."""
        if reach < 0:
            return bucket(self.prose[i] - self.prose[max(0, i + reach)], (0, 1, 3))
        end = min(len(self.seen), i + reach + 1)
        return bucket(self.prose[end] - self.prose[min(end, i + 1)], (0, 1, 3))

    def density(self, i: int, reach: int) -> int:
        """Count the lines of prose within reach of a line, itself apart."""
        count = len(self.seen)
        return self.prose[min(count, i + reach + 1)] - self.prose[max(0, i - reach)] - self.seen[i].prose


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
    bodies = " ".join([line.body for line in seen[first:last] if line.prose])
    asked = sum([line.end == "?" and line.words < QUESTION for line in seen[first:last]])
    coarse = [it.coarse for it in looks]
    return View(
        lines,
        seen,
        looks,
        ["-", "-", *coarse, "-", "-"],
        ["-", "-", *[line.start for line in seen], "-", "-"],
        first,
        last,
        prose,
        shared=set(bodies.lower().split()),
        gaps_before=_gaps(seen),
        gaps_after=_gaps(seen[::-1])[::-1],
        exact=Counter(lines),
        repeats=repeats,
        share=bucket(10 * prose[-1] // max(1, len(seen)), (0, 1, 2, 4, 6, 8)),
        size=bucket(len(seen), (1, 3, 8, 20, 60, 150)),
        credited=bucket(sum(["~" in it or "label" in it for it in coarse]), (0, 1, 3)),
        questions=bucket(asked, (0, 1, 3)),
        furniture=bucket(furniture, (0, PAGE - 1, 6)),
        rails=_rails(seen, first, prose),
        names=Counter() if tidy else Counter(name for line in seen if line.prose for name in names_in(line.body)),
    )
