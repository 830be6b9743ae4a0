"""The lines of a document in, the features of each out: its own, its neighbours', and its place in the document.

Where the prose is densest, the article is. Lines that repeat each other and words that the prose shares tell captions
and headings from the navigation around them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from nwtool.stages.blocks.furniture import PAGE, doubts, is_furniture
from nwtool.stages.blocks.line_features import LONG, Glance, Look, bucket, glance, look, uncounted

NEAR = (0, 1, 2, 3, 5, 8, 13, 21, 40)
FAR = 99
TIDY = 0.4  # share of lines of prose from which on a document is an article, not a page
SAME = 0.85  # of the shorter of two copies; what is left may be a credit or "... more"
MAX_COPIES = 8
CURLY_RE = re.compile("[’‘]")
PLAIN_LONG, PLAIN_SHORT = (Look(coarse, [], [], frozenset()) for coarse in "Pp")
QUESTION = 18  # words: a longer question is no heading


class Page(NamedTuple):
    """What the lines of a document look like together."""

    features: Iterator[list[str] | None]
    """Of each line, made as they are asked for; None where a line can only be a paragraph."""
    seen: Sequence[Glance]
    tidy: bool
    furnished: bool
    """Whether it is a page with menus and buttons."""
    doubts: list[float]
    """Of each line: the nats by which boilerplate must be likelier than the model says."""
    repeats: dict[int, list[int]]
    """By line: the other lines that say the same."""


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


def _is_copy(one: str, other: str) -> bool:
    """Tell whether a line begins as another one does, up to its last few words: the credit, or where it was cut.

    >>> _is_copy("A dog barks at the mayor. (AP)", "A dog barks at the mayor.")
    True
    >>> _is_copy("A dog barks at the mayor in the rain", "A dog barks at the council")
    False
    """
    short, long = sorted((one, other), key=len)
    same = int(SAME * len(short))
    return short[:same] == long[:same]


def _repeats(seen: Sequence[Glance]) -> dict[int, list[int]]:
    """Give for each line that says the same as others the numbers of those."""
    by_key: dict[str, list[int]] = defaultdict(list)
    for i, line in enumerate(seen):
        if line.key:
            by_key[line.key].append(i)
    out: dict[int, list[int]] = defaultdict(list)
    for group in by_key.values():
        if len(group) < 2:
            continue
        bodies = [CURLY_RE.sub("'", uncounted(seen[i].body).lower()) for i in group]
        for a, i in enumerate(group):
            for b in range(a + 1, min(len(group), a + 1 + MAX_COPIES)):
                if _is_copy(bodies[a], bodies[b]):
                    out[i].append(group[b])
                    out[group[b]].append(i)
    return out


class View(NamedTuple):
    """All that the features of one line may look at."""

    lines: list[str]
    seen: Sequence[Glance]
    looks: Sequence[Look]
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

    def density(self, i: int, reach: int) -> int:
        """Count the lines of prose within reach of a line, itself apart."""
        count = len(self.seen)
        return self.prose[min(count, i + reach + 1)] - self.prose[max(0, i - reach)] - self.seen[i].prose

    def coarse(self, i: int) -> str:
        """Give the coarse look of a line, or that of an edge."""
        return self.looks[i].coarse if 0 <= i < len(self.looks) else "-"

    def start(self, i: int) -> str:
        """Give the class of the start of a line, or that of an edge."""
        return self.seen[i].start if 0 <= i < len(self.seen) else "-"


def _view(
    lines: list[str],
    seen: Sequence[Glance],
    looks: Sequence[Look],
    bounds: tuple[int, int],
    repeats: dict[int, list[int]],
    furniture: int,
) -> View:
    """Count over all lines what the features of each will look at."""
    first, last = bounds
    prose = [0]
    shared: set[str] = set()
    for i, line in enumerate(seen):
        prose.append(prose[-1] + line.prose)
        if line.prose and first <= i < last:
            shared.update(line.body.lower().split())
    asked = sum(1 for line in seen[first:last] if line.end == "?" and line.words < QUESTION)
    return View(
        lines,
        seen,
        looks,
        first,
        last,
        prose,
        shared,
        gaps_before=_gaps(seen),
        gaps_after=_gaps(seen[::-1])[::-1],
        exact=Counter(lines),
        repeats=repeats,
        share=bucket(10 * prose[-1] // max(1, len(seen)), (0, 1, 2, 4, 6, 8)),
        size=bucket(len(seen), (1, 3, 8, 20, 60, 150)),
        credited=bucket(sum(1 for it in looks if "~" in it.coarse or "label" in it.coarse), (0, 1, 3)),
        questions=bucket(asked, (0, 1, 3)),
        furniture=bucket(furniture, (0, PAGE - 1, 6)),
    )


def _surroundings(view: View, i: int, small: int) -> tuple[str, ...]:
    """Give the features of a line's place and of the lines around it."""
    place, side, share, size = view.place(i), view.side(i), view.share, view.size
    near, wide = view.density(i, 3), bucket(view.density(i, 10), (0, 2, 5, 9, 14))
    before, after, own = view.coarse(i - 1), view.coarse(i + 1), view.looks[i].coarse
    from_end = len(view.seen) - 1 - i
    gap = bucket(view.gaps_after[i], NEAR[:6])
    return (
        f"z{place}", f"z{place}s{small}", f"z{side}r{share}", f"r{share}s{small}", f"N{size}", f"N{size}z{side}",
        f"U{view.furniture}s{small}", f"U{view.furniture}z{side}", f"U{view.furniture}e{view.seen[i].end}",
        f"d{near}", f"d{near}s{small}", f"D{wide}z{side}", f"D{wide}s{small}",
        f"p{bucket(i, (0, 1, 2, 3, 5, 9))}r{share}", f"q{bucket(from_end, (0, 1, 2, 4, 8))}r{share}",
        f"g{bucket(view.gaps_before[i], NEAR[:6])}{gap}", f"G{min(gap, 5)}s{small}",
        f"-1{before}", f"+1{after}", f"-2{view.coarse(i - 2)}", f"+2{view.coarse(i + 2)}",
        f"o{own}", f"-1{before}o{own}", f"+1{after}o{own}", f"-1{before}+1{after}", f"o{own}z{side}",
        f"+s{view.start(i + 1)}s{small}e{view.seen[i].end}", f"-s{view.start(i - 1)}s{small}",
    )  # fmt: skip


def _likeness(view: View, i: int, small: int) -> Iterator[str]:
    """Give the features of what a line has in common with others: its neighbours, its copies, the prose."""
    line, content, side = view.seen[i], view.looks[i].content, view.side(i)
    if 3 <= line.words < LONG:
        for step in (-1, 1, 2, -2):
            other = view.looks[i + step].content if 0 <= i + step < len(view.looks) else None
            common = 3 * len(content & other) // min(len(content), len(other)) if content and other else 0
            if common:
                yield from (f"m{step}{common}", f"m{step}{common}s{small}", f"m{abs(step)}{common}z{side}")
        yield f"k{view.credited}s{small}z{side}"
        if line.end == "?":
            yield f"?{view.questions}z{side}"
    exact = view.exact[view.lines[i]]
    others = view.repeats.get(i)
    if others:
        beside = i - 1 in others or i + 1 in others
        yield from (f"K{beside}{exact > 1}", f"K{beside}z{side}r{view.share}", f"K{beside}s{small}")
        yield f"K{min(3, len(others))}z{side}"
    if exact > 1:
        beside = view.lines[i] in (view.lines[i - 1 : i] + view.lines[i + 1 : i + 2])
        yield from (f"R{min(exact, 4)}{beside}s{small}", f"R{beside}z{view.place(i)}s{small}")
    if content and view.shared and not (line.prose and side == "i"):
        ratio = 4 * len(content & view.shared) // len(content)
        yield from (f"V{ratio}s{small}", f"V{ratio}z{view.place(i)}", f"V{ratio}z{side}s{small}")


def sequence(lines: Sequence[str]) -> Page:
    """Look at the lines of a document, stripped and not empty."""
    seen = [glance(line) for line in lines]
    tidy = sum(line.prose for line in seen) >= TIDY * len(seen)
    furniture = sum(is_furniture(line) for line in lines)
    first, last = zone([min(line.words, LONG) if line.prose else -8 for line in seen])
    repeats = _repeats(seen)
    sure = [tidy and line.plain and first <= i < last and i not in repeats for i, line in enumerate(seen)]
    known: dict[str, Look] = {}
    looks: list[Look] = []
    for line, glanced, is_sure in zip(lines, seen, sure, strict=True):
        found = (PLAIN_LONG if glanced.words >= 28 else PLAIN_SHORT) if is_sure else known.get(line)
        if found is None:
            found = known[line] = look(glanced)
        looks.append(found)
    view = _view(list(lines), seen, looks, (first, last), repeats, furniture)
    furnished = furniture >= PAGE
    return Page(_features(view, sure), seen, tidy, furnished, doubts(seen, furnished, (first, last)), repeats)


def _features(view: View, sure: Sequence[bool]) -> Iterator[list[str] | None]:
    """Give the features of one line after the other."""
    for i, (line, it) in enumerate(zip(view.seen, view.looks, strict=True)):
        if sure[i]:
            yield None
            continue
        small = bucket(line.words, (2, 4, 8, 14, 28))
        yield [*it.own, *it.vocabulary, *_surroundings(view, i, small), *_likeness(view, i, small)]
