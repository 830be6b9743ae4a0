"""The words of paragraphs in, for each the nearest cue, comma and stretch on either side out.

What stands around a token changes only where a cue, a comma, a stretch, a bracket or a sentence comes by; from there on
it is the same for a run of tokens, but for how far one has come. So columns are made run by run.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from itertools import compress, count, pairwise
from operator import or_
from typing import NamedTuple

from nwtool.language.memo import Memo
from nwtool.stages.attribution.words import CLOSES, COMMA, CUE, OPENS, STRETCH, THAT, Word

KIND_BITS = 8
# Where the parts of a key begin. The kind of the token itself, which all groups show, takes the lowest bits.
FAR = KIND_BITS
STRENGTH = FAR + 3
BEYOND = STRENGTH + 3
MOST_COMMAS = 3  # counted
DISTANCES = (0, 1, 2, 4, 8, 15)  # upper bounds, in tokens, of the classes of distance
ROWS = 1_000  # bases of which is remembered what they show, at each distance
Rows = Memo[int, tuple[int, ...]]
"""What a base shows at the distances from a place, the last one for all that are further off."""


def _rows(most: int) -> Rows:
    """Give rows made when they are asked for; of the classes of distance those from `most` on fall together."""
    classes = [min(most, sum(i > bound for bound in DISTANCES)) << FAR for i in range(DISTANCES[-1] + 2)]
    return Memo(lambda base: tuple([base + step for step in classes]), ROWS)


ALL_CLASSES = _rows(len(DISTANCES))
NEARER = _rows(4)  # told apart less far off
NEAREST = _rows(3)


class Column:
    """What one group shows of the surroundings, token by token: a base and the class of the distance from a place."""

    __slots__ = ("_rows", "_turns")

    def __init__(self, rows: Rows = ALL_CLASSES) -> None:
        self._rows = rows
        self._turns = [(0, 0, -1)]

    def turn(self, at: int, base: int, start: int = -1) -> None:
        """Show `base` from a token on, and how far that is from `start`; a negative one shows no distance."""
        self._turns.append((at, base, start))

    def filled(self, size: int) -> list[int]:
        """Give the whole column."""
        values: list[int] = []
        self._turns.append((size, 0, -1))
        for (at, base, start), (end, _, _) in pairwise(self._turns):
            if start < 0:
                values += [base] * (end - at)
                continue
            row = self._rows[base]
            near = row[at - start : end - start]
            values += near
            if len(near) < end - at:
                values += [row[-1]] * (end - at - len(near))
        return values


class Left(NamedTuple):
    """What stands before each token: columns of parts of keys."""

    cue: list[int]
    cue_word: list[int]
    strength: list[int]
    stretch: list[int]
    comma: list[int]
    sentence: list[int]


class Right(NamedTuple):
    """What stands behind each token: columns of parts of keys."""

    cue: list[int]
    cue_word: list[int]
    strength: list[int]
    stretch: list[int]
    comma: list[int]


class Surroundings:
    """The tokens of some paragraphs, and those of them where what stands around changes."""

    def __init__(self, seen: Sequence[Word], roles: Sequence[int], starts: Sequence[bool], firsts: Set[int]) -> None:
        """Take what is seen of each token, its role, whether it begins a sentence, and those that begin a paragraph.

        There is room before the first paragraph, between them and behind the last one.
        """
        self._seen, self._starts, self._firsts = seen, starts, firsts
        self._turns = list(compress(count(), map(or_, roles, starts)))

    def left(self) -> Left:
        """Give what stands before each token."""
        seen = self._seen
        cue, cue_word, strength, stretch = Column(), Column(), Column(), Column()
        comma, sentence = Column(NEARER), Column(NEAREST)
        last_cue, start, commas, that = -1, 0, 0, 0
        for i in self._turns:
            role = seen[i].role
            if self._starts[i]:
                for column in (cue, cue_word, strength, comma):
                    column.turn(i, 0)
                sentence.turn(i, 0, i)
                last_cue, start, commas, that = -1, i, 0, 0
                if i in self._firsts:
                    stretch.turn(i, 0)
            elif role == CLOSES:
                sentence.turn(i, 0, start)
            if role == CUE:
                last_cue, commas, that = i, 0, 0
                strength.turn(i + 1, seen[i].strength << STRENGTH)
            elif role == COMMA:
                comma.turn(i + 1, seen[i - 1].kind << STRENGTH | seen[i + 1].kind << STRENGTH + KIND_BITS, i)
                commas = min(commas + 1, MOST_COMMAS)
            elif role == THAT:
                that = 1
            elif role == STRETCH:
                stretch.turn(i + 1, seen[i].signs << STRENGTH, i)
                continue
            elif role == OPENS:
                sentence.turn(i + 1, 1 << STRENGTH, start)
                continue
            if last_cue >= 0:
                word = seen[last_cue]
                cue.turn(i + 1, word.strength << STRENGTH | that << BEYOND | commas << BEYOND + 1, last_cue)
                cue_word.turn(i + 1, that | seen[last_cue + 1].kind << 1 | word.stem << KIND_BITS + 1)
        return Left(*(column.filled(len(seen)) for column in (cue, cue_word, strength, stretch, comma, sentence)))

    def right(self) -> Right:
        """Give what stands behind each token; the text is read from its end, so columns are turned round at last."""
        seen = self._seen
        cue, cue_word, strength, stretch, comma = columns = Column(), Column(), Column(), Column(), Column()
        for i in reversed(self._turns):
            word, at = seen[i], len(seen) - i
            if word.role == CUE:
                cue.turn(at, word.strength << STRENGTH | seen[i - 1].kind << BEYOND, at - 1)
                cue_word.turn(at, word.stem)
                strength.turn(at, word.strength << STRENGTH)
            elif word.role == COMMA:
                comma.turn(at, seen[i + 1].kind << STRENGTH, at - 1)
            elif word.role == STRETCH:
                stretch.turn(at, word.signs << STRENGTH, at - 1)
            if self._starts[i]:
                for column in (cue, cue_word, strength, comma):
                    column.turn(at, 0)
                if i in self._firsts:
                    stretch.turn(at, 0)
        return Right(*(column.filled(len(seen))[::-1] for column in columns))
