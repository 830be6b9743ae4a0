"""The lines of a document in, the features of each out: its own, its neighbours', and its place in the document.

Where the prose is densest, the article is. Lines that repeat each other and words that the prose shares tell captions
and headings from the navigation around them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from nwtool.stages.blocks.copies import find_repeats
from nwtool.stages.blocks.furniture import BUTTON, PAGE, is_furniture
from nwtool.stages.blocks.line_features import LONG, Bundle, Glance, Look, bucket, glance, look
from nwtool.stages.blocks.view import NEAR, View, make_view, names_in, zone

TIDY = 0.4  # share of lines of prose from which on a document is an article, not a page
PLAIN_LONG, PLAIN_SHORT = (Look(coarse, [], [], frozenset(), False) for coarse in "Pp")
AFTER = ("links", "tags", "comments", "author")
LITTLE = 2  # tenths of the prose
NEAREST = NEAR[:6]
FEW = (0, 1, 3)
TENTHS = (0, 1, 2, 4, 7)


class Features(NamedTuple):
    """The features of a line: its own, its words, and those of its place and of the lines around it."""

    own: list[Bundle]
    words: list[str]
    around: list[Bundle]


class Page(NamedTuple):
    """What the lines of a document look like together."""

    features: Iterator[Features | None]
    """Of each line, made as they are asked for; None where a line can only be a paragraph."""
    seen: Sequence[Glance]
    looks: Sequence[Look]
    tidy: bool
    furnished: bool
    """Whether it is a page with menus and buttons."""
    zone: tuple[int, int]
    """Bounds of the lines among which the prose is densest."""
    repeats: dict[int, list[int]]
    """By line: the other lines that say the same."""
    over: list[bool]
    """Of each line: whether a heading of links, tags or comments stands above, and little prose behind that."""


def _surroundings(view: View, i: int, small: int, place: str, side: str) -> list[Bundle]:
    """Give the features of a line's place and of the lines around it."""
    share, end = view.share, view.seen[i].end
    before2, before, own, after, after2 = view.coarse[i : i + 5]
    from_start, from_end = bucket(i, (0, 1, 2, 3, 5, 9)), bucket(len(view.seen) - 1 - i, (0, 1, 2, 4, 8))
    return [
        (_places, place, side, small, share, view.size, view.furniture, end),
        (_densities, view.around(i, 3, 3), bucket(view.around(i, 10, 10), (0, 2, 5, 9, 14)), side, small),
        (_distances, from_start, from_end, share),
        (_gapped, bucket(view.gap_before(i), NEAREST), bucket(view.gap_after(i), NEAREST), small),
        (_beside, "-1", before, own),
        (_beside, "+1", after, own),
        (_between, before, after),
        (_beyond, before2, after2),
        (_itself, own, side),
        *_under(view, i, small),
        *([(_noticed, small, side)] if view.looks[i].notice else ()),
        (_sides, bucket(view.around(i, 6, 0), FEW), bucket(view.around(i, 0, 6), FEW), small, side),
        (_starts, view.starts[i + 3], view.starts[i + 1], small, end),
    ]


def _under(view: View, i: int, small: int) -> list[Bundle]:
    """Give the features of a line below the heading of a part around the article."""
    rail = view.rails[i]
    if not rail.kind:
        return []
    lines, prose = bucket(i - rail.start, (1, 3, 8, 20)), bucket(view.prose[i] - view.prose[rail.start], FEW)
    return [(_behind, rail.kind, lines, prose, bucket(rail.rest, TENTHS), small)]


def _places(place: str, side: str, small: int, share: int, size: int, furniture: int, end: str) -> Iterator[str]:
    yield from (f"z{place}", f"z{place}s{small}", f"z{side}r{share}", f"r{share}s{small}")
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


def _behind(kind: str, lines: int, prose: int, rest: int, small: int) -> Iterator[str]:
    yield from (f"Y{kind}s{small}", f"Y{kind}l{lines}", f"Y{kind}p{prose}", f"Y{kind}r{rest}")
    yield from (f"Yr{rest}p{prose}s{small}", f"Yr{rest}l{lines}", f"Yr{rest}s{small}")


def _noticed(small: int, side: str) -> Iterator[str]:
    yield from ("Q", f"Qs{small}", f"Qz{side}")


def _named(names: int, shared: int, rest: int) -> Iterator[str]:
    yield from (f"O{names}h{shared}", f"O{names}h{shared}r{rest}")


def _sides(before: int, after: int, small: int, side: str) -> Iterator[str]:
    yield from (f"j{before}{after}", f"j{before}{after}s{small}")


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
    if line.prose and view.names:
        names = names_in(line.body)
        common = sum(view.names[name] > 1 for name in names)
        rest = bucket(view.rails[i].rest, TENTHS)
        out.append((_named, min(3, len(names)), 3 * common // len(names) if names else 0, rest))
    if content and view.shared is not None and not (line.prose and side == "i"):
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
    furniture = sum([is_furniture(line) for line in lines if len(line) < BUTTON])
    first, last = zone([min(line.words, LONG) if line.prose else -8 for line in seen])
    repeats = find_repeats(seen)
    sure = [tidy and line.plain and first <= i < last and i not in repeats for i, line in enumerate(seen)]
    looks = [
        (PLAIN_LONG if line.words >= 28 else PLAIN_SHORT) if is_sure else look(line)
        for line, is_sure in zip(seen, sure, strict=True)
    ]
    furnished = furniture >= PAGE
    view = make_view(lines, seen, looks, (first, last), repeats, furniture, tidy)
    return Page(
        _features(view, sure),
        seen,
        looks,
        tidy,
        furnished,
        (first, last),
        repeats,
        [rail.kind in AFTER and rail.rest <= LITTLE for rail in view.rails],
    )


def _features(view: View, sure: Sequence[bool]) -> Iterator[Features | None]:
    """Give the features of one line after the other."""
    for i, (line, it) in enumerate(zip(view.seen, view.looks, strict=True)):
        if sure[i]:
            yield None
            continue
        small = bucket(line.words, (2, 4, 8, 14, 28))
        where = (small, view.place(i), view.side(i))
        yield Features(it.own, it.vocabulary, _surroundings(view, i, *where) + _likeness(view, i, *where))


def spelt(features: Features) -> list[str]:
    """Give the features of a line one by one."""
    return [*unbundled(features.own), *features.words, *unbundled(features.around)]


def unbundled(bundles: Iterable[Bundle]) -> Iterator[str]:
    """Give the features of bundles."""
    for make, *facts in bundles:
        yield from make(*facts)
