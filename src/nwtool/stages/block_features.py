"""The lines of a document in, the features of each out: its own, its neighbours', and its place in the document.

Where the prose is densest, the article is. Lines that repeat each other and words that the prose shares tell captions
and headings from the navigation around them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from nwtool.stages.line_features import COUNTER_RE, LONG, Glance, Look, bucket, glance, look

NEAR = (0, 1, 2, 3, 5, 8, 13, 21, 40)
FAR = 99
TIDY = 0.4  # share of lines of prose from which on a document is an article, not a page
SAME = 0.85  # of the shorter of two copies; what is left may be a credit or "... more"
MAX_COPIES = 8
CURLY_RE = re.compile("[’‘]")
FEATURELESS = Look("-", [], [], frozenset())


class Page(NamedTuple):
    """What the lines of a document look like together."""

    features: list[list[str] | None]
    """Of each line; None where a line can only be a paragraph."""
    tidy: bool
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
        bodies = [CURLY_RE.sub("'", seen[i].body[COUNTER_RE.match(seen[i].body).end():].lower()) for i in group]
        for a, i in enumerate(group):
            for b in range(a + 1, min(len(group), a + 1 + MAX_COPIES)):
                if _is_copy(bodies[a], bodies[b]):
                    out[i].append(group[b])
                    out[group[b]].append(i)
    return out


def is_tidy(seen: Sequence[Glance]) -> bool:
    """Tell whether a document is an article and little else."""
    return sum(line.prose for line in seen) >= TIDY * len(seen)


def sequence(lines: Sequence[str]) -> Page:
    """Look at the lines of a document, stripped and not empty."""
    seen = [glance(line) for line in lines]
    count = len(seen)
    first, last = zone([min(line.words, LONG) if line.prose else -8 for line in seen])
    exact = Counter(lines)
    repeats = _repeats(seen)
    tidy = is_tidy(seen)
    sure = [tidy and line.plain and first <= i < last and i not in repeats for i, line in enumerate(seen)]
    looks = [FEATURELESS._replace(coarse="P" if line.words >= 28 else "p") if known else look(line) for line, known in zip(seen, sure, strict=True)]  # fmt: skip
    prose = [0]
    shared: set[str] = set()
    for i, line in enumerate(seen):
        prose.append(prose[-1] + line.prose)
        if line.prose and first <= i < last:
            shared.update(line.body.lower().split())
    share = bucket(10 * prose[-1] // max(1, count), (0, 1, 2, 4, 6, 8))
    size = bucket(count, (1, 3, 8, 20, 60, 150))
    gaps_before, gaps_after = _gaps(seen), _gaps(seen[::-1])[::-1]
    credited = bucket(sum(1 for it in looks if "~" in it.coarse or "label" in it.coarse), (0, 1, 3))
    questions = bucket(sum(1 for line in seen[first:last] if line.end == "?" and line.words < 18), (0, 1, 3))
    told: set[str] = set()
    out: list[list[str] | None] = []
    for i, (line, it) in enumerate(zip(seen, looks, strict=True)):
        if sure[i]:
            out.append(None)
            continue
        side = "b" if i < first else "a" if i >= last else "i"
        place = side + str(bucket(first - i, NEAR) if side == "b" else bucket(i - last, NEAR) if side == "a" else (i == first) + 2 * (i == last - 1))
        near = prose[min(count, i + 4)] - prose[max(0, i - 3)] - line.prose
        wide = bucket(prose[min(count, i + 11)] - prose[max(0, i - 10)] - line.prose, (0, 2, 5, 9, 14))
        before = looks[i - 1].coarse if i else "-"
        before2 = looks[i - 2].coarse if i > 1 else "-"
        after = looks[i + 1].coarse if i + 1 < count else "-"
        after2 = looks[i + 2].coarse if i + 2 < count else "-"
        own = it.coarse
        small = bucket(line.words, (2, 4, 8, 14, 28))
        features = [
            *it.own, *it.vocabulary,
            f"z{place}", f"z{place}s{small}", f"z{side}r{share}", f"r{share}s{small}", f"N{size}", f"N{size}z{side}",
            f"d{near}", f"d{near}s{small}", f"D{wide}z{side}", f"D{wide}s{small}",
            f"p{bucket(i, (0, 1, 2, 3, 5, 9))}r{share}", f"q{bucket(count - 1 - i, (0, 1, 2, 4, 8))}r{share}",
            f"g{bucket(gaps_before[i], NEAR[:6])}{bucket(gaps_after[i], NEAR[:6])}", f"G{bucket(gaps_after[i], NEAR[:5])}s{small}",
            f"-1{before}", f"+1{after}", f"-2{before2}", f"+2{after2}",
            f"o{own}", f"-1{before}o{own}", f"+1{after}o{own}", f"-1{before}+1{after}", f"o{own}z{side}",
            f"+s{seen[i + 1].start if i + 1 < count else '-'}s{small}e{line.end}", f"-s{seen[i - 1].start if i else '-'}s{small}",
        ]  # fmt: skip
        if 3 <= line.words < LONG:
            for step in (-1, 1, 2, -2):
                if 0 <= i + step < count and looks[i + step].content and it.content:
                    other = looks[i + step].content
                    common = 3 * len(it.content & other) // min(len(it.content), len(other))
                    if common:
                        features += (f"m{step}{common}", f"m{step}{common}s{small}", f"m{abs(step)}{common}z{side}")
            features.append(f"k{credited}s{small}z{side}")
            if line.end == "?":
                features.append(f"?{questions}z{side}")
        if i in repeats:
            beside = i - 1 in repeats[i] or i + 1 in repeats[i]
            features += (f"K{beside}{exact[lines[i]] > 1}", f"K{beside}z{side}r{share}", f"K{beside}s{small}", f"K{min(3, len(repeats[i]))}z{side}")
        if exact[lines[i]] > 1:
            beside = (i > 0 and lines[i - 1] == lines[i]) or (i + 1 < count and lines[i + 1] == lines[i])
            features += (f"R{min(exact[lines[i]], 4)}{lines[i] in told}{beside}s{small}", f"R{beside}z{place}s{small}")
            told.add(lines[i])
        if it.content and shared and not (line.prose and side == "i"):
            ratio = 4 * sum(word in shared for word in it.content) // len(it.content)
            features += (f"V{ratio}s{small}", f"V{ratio}z{place}", f"V{ratio}z{side}s{small}")
        out.append(features)
    return Page(out, tidy, repeats)
