"""The lines of a document in, the features of each out: its own, its neighbours', and its place in the document.

Where the prose is densest, the article is. Lines that repeat each other and words that the prose shares tell captions
and headings from the navigation around them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from nwtool.stages.blocks.furniture import PAGE, is_furniture
from nwtool.stages.blocks.line_features import LONG, Bundle, Glance, Look, bucket, glance, look, uncounted

NEAR = (0, 1, 2, 3, 5, 8, 13, 21, 40)
FAR = 99
TIDY = 0.4  # share of lines of prose from which on a document is an article, not a page
SAME = 0.85  # of the shorter of two copies; what is left may be a credit or "... more"
MAX_COPIES = 8
CURLY = str.maketrans("’‘", "''")
PLAIN_LONG, PLAIN_SHORT = (Look(coarse, [], [], frozenset()) for coarse in "Pp")
QUESTION = 18  # words: a longer question is no heading


class Page(NamedTuple):
    """What the lines of a document look like together."""

    features: Iterator[list[Bundle | str] | None]
    """Of each line, made as they are asked for; None where a line can only be a paragraph."""
    seen: Sequence[Glance]
    tidy: bool
    furnished: bool
    """Whether it is a page with menus and buttons."""
    zone: tuple[int, int]
    """Bounds of the lines among which the prose is densest."""
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
        bodies = [uncounted(seen[i].body).lower().translate(CURLY) for i in group]
        for a, i in enumerate(group):
            for b in range(a + 1, min(len(group), a + 1 + MAX_COPIES)):
                if _is_copy(bodies[a], bodies[b]):
                    out[i].append(group[b])
                    out[group[b]].append(i)
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


def _view(
    lines: Sequence[str],
    seen: Sequence[Glance],
    looks: Sequence[Look],
    bounds: tuple[int, int],
    repeats: dict[int, list[int]],
    furniture: int,
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
    )


def _surroundings(view: View, i: int, small: int, place: str, side: str) -> list[Bundle]:
    """Give the features of a line's place and of the lines around it."""
    share, end = view.share, view.seen[i].end
    before2, before, own, after, after2 = view.coarse[i : i + 5]
    from_start, from_end = bucket(i, (0, 1, 2, 3, 5, 9)), bucket(len(view.seen) - 1 - i, (0, 1, 2, 4, 8))
    return [
        (_places, place, side, small, share),
        (_size, view.size, side, view.furniture, small, end),
        (_densities, view.density(i, 3), bucket(view.density(i, 10), (0, 2, 5, 9, 14)), side, small),
        (_distances, from_start, from_end, share),
        (_gapped, bucket(view.gaps_before[i], NEAR[:6]), bucket(view.gaps_after[i], NEAR[:6]), small),
        (_beside, "-1", before, own),
        (_beside, "+1", after, own),
        (_between, before, after),
        (_beyond, before2, after2),
        (_itself, own, side),
        (_starts, view.starts[i + 3], view.starts[i + 1], small, end),
    ]


def _places(place: str, side: str, small: int, share: int) -> Iterator[str]:
    yield from (f"z{place}", f"z{place}s{small}", f"z{side}r{share}", f"r{share}s{small}")


def _size(size: int, side: str, furniture: int, small: int, end: str) -> Iterator[str]:
    yield from (f"N{size}", f"N{size}z{side}")
    yield from (f"U{furniture}s{small}", f"U{furniture}z{side}", f"U{furniture}e{end}")


def _densities(near: int, wide: int, side: str, small: int) -> Iterator[str]:
    yield from (f"d{near}", f"d{near}s{small}", f"D{wide}z{side}", f"D{wide}s{small}")


def _distances(from_start: int, from_end: int, share: int) -> Iterator[str]:
    yield from (f"p{from_start}r{share}", f"q{from_end}r{share}")


def _gapped(before: int, after: int, small: int) -> Iterator[str]:
    yield from (f"g{before}{after}", f"G{min(after, 5)}s{small}")


def _beside(step: str, other: str, own: str) -> Iterator[str]:
    yield from (f"{step}{other}", f"{step}{other}o{own}")


def _between(before: str, after: str) -> Iterator[str]:
    yield f"-1{before}+1{after}"


def _beyond(before: str, after: str) -> Iterator[str]:
    yield from (f"-2{before}", f"+2{after}")


def _itself(own: str, side: str) -> Iterator[str]:
    yield from (f"o{own}", f"o{own}z{side}")


def _starts(after: str, before: str, small: int, end: str) -> Iterator[str]:
    yield from (f"+s{after}s{small}e{end}", f"-s{before}s{small}")


def _likeness(view: View, i: int, small: int, place: str, side: str) -> list[Bundle]:
    """Give the features of what a line has in common with others: its neighbours, its copies, the prose."""
    line, content = view.seen[i], view.looks[i].content
    out: list[Bundle] = []
    if 3 <= line.words < LONG:
        for step in (-1, 1, 2, -2) if content else ():
            other = view.looks[i + step].content if 0 <= i + step < len(view.looks) else None
            common = 3 * len(content & other) // min(len(content), len(other)) if other else 0
            if common:
                out.append((_common, step, common, small, side))
        out.append((_credited, view.credited, small, side))
        if line.end == "?":
            out.append((_question, view.questions, side))
    exact = view.exact[view.lines[i]]
    others = view.repeats.get(i)
    if others:
        beside = i - 1 in others or i + 1 in others
        out.append((_repeated, beside, exact > 1, min(3, len(others)), side, view.share, small))
    if exact > 1:
        beside = view.lines[i] in (*view.lines[max(0, i - 1) : i], *view.lines[i + 1 : i + 2])
        out.append((_copied, min(exact, 4), beside, place, small))
    if content and view.shared and not (line.prose and side == "i"):
        out.append((_in_prose, 4 * len(content & view.shared) // len(content), place, side, small))
    return out


def _common(step: int, common: int, small: int, side: str) -> Iterator[str]:
    yield from (f"m{step}{common}", f"m{step}{common}s{small}", f"m{abs(step)}{common}z{side}")


def _credited(credited: int, small: int, side: str) -> Iterator[str]:
    yield f"k{credited}s{small}z{side}"


def _question(questions: int, side: str) -> Iterator[str]:
    yield f"?{questions}z{side}"


def _repeated(beside: bool, exact: bool, count: int, side: str, share: int, small: int) -> Iterator[str]:
    yield from (f"K{beside}{exact}", f"K{beside}z{side}r{share}", f"K{beside}s{small}", f"K{count}z{side}")


def _copied(exact: int, beside: bool, place: str, small: int) -> Iterator[str]:
    yield from (f"R{exact}{beside}s{small}", f"R{beside}z{place}s{small}")


def _in_prose(ratio: int, place: str, side: str, small: int) -> Iterator[str]:
    yield from (f"V{ratio}s{small}", f"V{ratio}z{place}", f"V{ratio}z{side}s{small}")


def sequence(lines: Sequence[str]) -> Page:
    """Look at the lines of a document, stripped and not empty."""
    seen = [glance(line) for line in lines]
    tidy = sum([line.prose for line in seen]) >= TIDY * len(seen)
    furniture = sum([is_furniture(line) for line in lines])
    first, last = zone([min(line.words, LONG) if line.prose else -8 for line in seen])
    repeats = _repeats(seen)
    sure = [tidy and line.plain and first <= i < last and i not in repeats for i, line in enumerate(seen)]
    looks = [
        (PLAIN_LONG if line.words >= 28 else PLAIN_SHORT) if is_sure else look(line)
        for line, is_sure in zip(seen, sure, strict=True)
    ]
    furnished = furniture >= PAGE
    view = _view(lines, seen, looks, (first, last), repeats, furniture)
    return Page(_features(view, sure), seen, tidy, furnished, (first, last), repeats)


def _features(view: View, sure: Sequence[bool]) -> Iterator[list[Bundle | str] | None]:
    """Give the features of one line after the other."""
    for i, (line, it) in enumerate(zip(view.seen, view.looks, strict=True)):
        if sure[i]:
            yield None
            continue
        small = bucket(line.words, (2, 4, 8, 14, 28))
        where = (small, view.place(i), view.side(i))
        yield [*it.own, *it.vocabulary, *_surroundings(view, i, *where), *_likeness(view, i, *where)]


def spelt(features: Iterable[Bundle | str]) -> list[str]:
    """Give features one by one, those of bundles too."""
    out: list[str] = []
    for feature in features:
        if isinstance(feature, str):
            out.append(feature)
        else:
            out += feature[0](*feature[1:])
    return out
