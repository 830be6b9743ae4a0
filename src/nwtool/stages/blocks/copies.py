"""The lines of a document in, out which of them say the same: whole, cut short, or without a credit."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from nwtool.stages.blocks.line_features import Glance, uncounted

SAME = 0.85  # of the shorter of two copies; what is left may be a credit or "... more"
MAX_COPIES = 8
BEGUN = 60  # characters: of long lines so many differ or don't before all of them are compared


def _small(line: str) -> str:
    return line.lower().replace("’", "'").replace("‘", "'")


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


def find_repeats(seen: Sequence[Glance]) -> dict[int, list[int]]:
    """Give for each line that says the same as others the numbers of those."""
    counted = Counter([line.key for line in seen])
    by_key: dict[str, list[int]] = {key: [] for key, count in counted.items() if key and count > 1}
    if not by_key:
        return {}
    for i, line in enumerate(seen):
        if line.key in by_key:
            by_key[line.key].append(i)
    out: dict[int, list[int]] = defaultdict(list)
    for group in by_key.values():
        bodies = [uncounted(seen[i].body) for i in group]
        begun = {_small(body[: BEGUN + 1])[:BEGUN] for body in bodies}
        if len(begun) == len(bodies) and min(map(len, bodies)) >= BEGUN / SAME:
            continue  # sentences that only begin alike
        bodies = list(map(_small, bodies))
        for a, i in enumerate(group):
            for b in range(a + 1, min(len(group), a + 1 + MAX_COPIES)):
                if _is_copy(bodies[a], bodies[b]):
                    out[i].append(group[b])
                    out[group[b]].append(i)
    return out
