"""The paragraphs of a text in, for each of their tokens the packed scores of all labels out.

Columns of keys are looked up table by table: what a handful of calls does for all tokens of a batch, and what stays in
the processor's memory for as long, takes half the time of going from token to token. So each look-up makes a list; an
iterator would go from table to table at each token.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice, repeat
from operator import and_

from nwtool.language.memo import Memo
from nwtool.language.tables import Tables
from nwtool.stages.attribution.features import (
    ALL,
    GROUPS,
    OFFSETS,
    Batch,
    Group,
    Place,
    columns,
    word_keys,
)
from nwtool.stages.attribution.tokens import Paragraph
from nwtool.stages.attribution.words import LIMIT as WORDS
from nwtool.stages.attribution.words import PAD, Words

Table = Mapping[int, int]
Lookup = Callable[[Iterable[int]], list[int]]
"""The keys of a column to the packed weights of the features that hang on them."""
LIMIT = 8_000  # keys remembered a group; bounds the memory of a process that reads for ever
BATCH = 2_000  # tokens of a batch: of more, a document of 10 MB would take too much memory at once


def lookups(tables: Sequence[Table], group: Group) -> Iterator[Lookup]:
    """Give what looks up the keys of a group: in one memory of sums, or each feature in its table."""
    if len(group.masks) > 1 and group.recurs:
        known = Memo(partial(_sum, list(zip(tables, group.masks, strict=True))), LIMIT).__getitem__
        yield lambda keys: list(map(known, keys))
        return
    for table, mask in zip(tables, group.masks, strict=True):
        yield partial(_look_up, table.get, mask)


def _sum(parts: Sequence[tuple[Table, int]], key: int) -> int:
    """Give the packed weights of all features that hang on a key, each in its table under what its mask shows."""
    return sum(table.get(key & mask, 0) for table, mask in parts)


def _look_up(get: Callable[[int, int], int], mask: int, keys: Iterable[int]) -> list[int]:
    return list(map(get, keys if mask == ALL else map(and_, keys, repeat(mask)), repeat(0)))


class Scorer:
    """The tables of a model, each with the column of keys that is looked up in it."""

    def __init__(self, model: Tables, words: Words) -> None:
        self._words = words
        rest = iter(model.tables)
        shown = [(offset, list(islice(rest, len(word_keys(PAD, offset))))) for offset in OFFSETS]
        self._shown = Memo(partial(self._show, shown), WORDS).__getitem__
        self._groups = [list(lookups(list(islice(rest, len(group.masks))), group)) for group in GROUPS]

    def scores(self, paragraphs: Iterable[tuple[Paragraph, Place]], named: frozenset[str]) -> Iterator[list[int]]:
        """Give the packed scores of the tokens of each paragraph; `named` are the words named beside cues."""
        for batch in self._batches(paragraphs):
            scores = self._score(batch, named)
            for start, end in batch.bounds:
                yield scores[start:end]

    def _batches(self, paragraphs: Iterable[tuple[Paragraph, Place]]) -> Iterator[Batch]:
        """Give the paragraphs in batches of some size, in order."""
        taken: list[Paragraph] = []
        their: list[Place] = []
        size = 0
        for paragraph, place in paragraphs:
            taken.append(paragraph)
            their.append(place)
            size += len(paragraph.tokens)
            if size >= BATCH:
                yield Batch(taken, their, self._words)
                taken, their, size = [], [], 0
        if taken:
            yield Batch(taken, their, self._words)

    def _score(self, batch: Batch, named: frozenset[str]) -> list[int]:
        """Give for each token the sum of what all groups say of it."""
        said: list[Sequence[int]] = []
        for offset, shown in zip(OFFSETS, zip(*map(self._shown, batch.tokens), strict=True), strict=True):
            said.append(shown[offset:] if offset > 0 else (0,) * -offset + shown)
        for group, keys in zip(self._groups, columns(batch, named), strict=True):
            said += [look_up(keys) for look_up in group]
        # columns may run on behind the last token, or end in the room behind it
        return list(map(sum, zip(*said, strict=False)))

    def _show(self, tables: Sequence[tuple[int, Sequence[Table]]], token: str) -> tuple[int, ...]:
        """Give the packed weights of what a token shows at each of the offsets."""
        word = self._words[token]
        return tuple(
            sum(table.get(key, 0) for table, key in zip(here, word_keys(word, offset), strict=True))
            for offset, here in tables
        )
