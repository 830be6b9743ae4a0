"""Captions in, groups of them out, one a picture: those that say the same, or a part of it.

Likeness is not enough: "before the match" and "after the match" are two pictures.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from nwtool.stages.pictures.copies import Copy, goes_on, is_cut_in_word

GRAM = 4  # words that two captions must share in one piece
RETOLD = 0.9  # of its words that a caption retold in other words shares
RETOLD_MIN = 12  # words; with 6 and 0.8, three pairs of pictures of the article set become one
LONGER = 1.25  # times that the other is as long
MAX_AT_GRAM = 8  # captions looked at for one gram: bounds the work on a text that repeats itself

Words = tuple[str, ...]


class Groups:
    """Copies joined into groups, one a picture (union-find). No picture has two numbers of a gallery."""

    def __init__(self, numbers: list[str]) -> None:
        self.parent = list(range(len(numbers)))
        self.numbers = numbers

    def root(self, i: int) -> int:
        """Give the first copy of the group that copy i is in."""
        while self.parent[i] != i:
            self.parent[i] = self.parent[self.parent[i]]
            i = self.parent[i]
        return i

    def join(self, i: int, j: int) -> None:
        """Make the groups of two copies one, unless they have different numbers."""
        first, second = sorted((self.root(i), self.root(j)))
        one, other = self.numbers[first], self.numbers[second]
        if not one or not other or one == other:
            self.parent[second] = first
            self.numbers[first] = one or other

    def members(self) -> list[list[int]]:
        """Give the copies of each group, in the order of their first ones."""
        found: dict[int, list[int]] = defaultdict(list)
        for i in range(len(self.parent)):
            found[self.root(i)].append(i)
        return list(found.values())


def _retells(one: Copy, other: Copy) -> bool:
    """Tell whether one caption says in fewer words what the one beside it says: an alternative text of the picture.

    Two captions of about the same length that differ in a word are of two pictures.
    """
    short, long = sorted((one.words, other.words), key=len)
    if len(short) < RETOLD_MIN or len(long) < LONGER * len(short):
        return False
    known = set(long)
    return sum(word in known for word in short) >= RETOLD * len(short)


def _shared(words: Words, at_gram: dict[Words, list[int]]) -> dict[int, int]:
    """Give how many of some words stand in other captions, in pieces of at least GRAM words; by caption."""
    shared: dict[int, int] = {}
    last: dict[int, int] = {}
    for k in range(len(words) - GRAM + 1):
        for j in at_gram.get(words[k : k + GRAM], ()):
            shared[j] = shared.get(j, 0) + min(GRAM, k - last.get(j, -GRAM))
            last[j] = k
    return shared


def _same_words(copies: Sequence[Copy], groups: Groups) -> list[int]:
    """Join copies that say the same in the same words, and give the first of each group."""
    first: dict[tuple[Words, str], int] = {}
    for i, copy in enumerate(copies):
        if copy.words:
            groups.join(i, first.setdefault((copy.words, ""), i))
            groups.join(i, first.setdefault((copy.words, copy.number), i))
    return list(dict.fromkeys(first.values()))


def group(copies: Sequence[Copy], follows: Sequence[bool], threshold: float) -> list[list[int]]:
    """Give the numbers of the copies, one list a picture.

    `follows[i]` says that copy i stands in the line after copy i - 1; `threshold` is the share of the shorter one's
    words that must stand in the longer one.
    """
    groups = Groups([copy.number for copy in copies])
    at_gram: dict[Words, list[int]] = defaultdict(list)
    firsts = _same_words(copies, groups)
    if len(firsts) > 1:
        for i in sorted(firsts, key=lambda i: (-len(copies[i].words), -len(copies[i].core))):
            short = copies[i]
            count = len(short.words)
            for j, shared in _shared(short.words, at_gram).items():
                long = copies[j]
                enough = shared >= threshold * count or (shared >= count - 1 and is_cut_in_word(long, short))
                if enough and not goes_on(long, short):
                    groups.join(i, j)
            for k in range(count - GRAM + 1):
                others = at_gram[short.words[k : k + GRAM]]
                if len(others) < MAX_AT_GRAM and (not others or others[-1] != i):
                    others.append(i)
    for i, copy in enumerate(copies):
        if follows[i] and copy.words and _retells(copies[i - 1], copy):
            groups.join(i - 1, i)
    return groups.members()
