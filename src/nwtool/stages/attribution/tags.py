"""The tagger of attributions: the lines of a text in, their tokens with a label each out.

Labels are parts of an attribution: `S` source, `K` cue, `C` content behind its cue, `D` content before it, each with
`B-` at its first token and `I-` at the others, and `O` for the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import islice, repeat
from operator import and_, itemgetter

from nwtool.language import lexicon, tables
from nwtool.language.memo import Memo
from nwtool.stages.attribution.completion import Margin, complete
from nwtool.stages.attribution.features import (
    ALL,
    GROUPS,
    NEAR,
    OFFSETS,
    Batch,
    Group,
    Place,
    columns,
    named_beside_cues,
    word_keys,
)
from nwtool.stages.attribution.line import Line
from nwtool.stages.attribution.repairs import repair
from nwtool.stages.attribution.tokens import QUOTED, Paragraph
from nwtool.stages.attribution.words import LIMIT as WORDS
from nwtool.stages.attribution.words import PAD, Words

Table = Mapping[int, int]
Lookup = Callable[[Iterable[int]], Iterable[int]]
"""The keys of a column to the packed weights of the features that hang on them."""
LIMIT = 8_000  # keys remembered a group; bounds the memory of a process that reads for ever
BATCH = 2_000  # tokens looked at in one go: the more, the less often each table is fetched from memory


class KeyWeights(dict[int, int]):
    """The packed weights of all features of a group by its key, summed on first use."""

    def __init__(self, tables: Sequence[Table], masks: Sequence[int]) -> None:
        super().__init__()
        self._parts = list(zip(tables, masks, strict=True))

    def __missing__(self, key: int) -> int:
        if len(self) >= LIMIT:
            self.clear()
        packed = self[key] = sum(table.get(key & mask, 0) for table, mask in self._parts)
        return packed


def lookups(tables: Sequence[Table], group: Group) -> Iterator[Lookup]:
    """Give what looks up the keys of a group: in one memory of sums, or each feature in its table."""
    if len(group.masks) > 1 and group.recurs:
        known = KeyWeights(tables, group.masks).__getitem__
        yield lambda keys: map(known, keys)
        return
    for table, mask in zip(tables, group.masks, strict=True):
        yield partial(_look_up, table.get, mask)


def _look_up(get: Callable[[int, int], int], mask: int, keys: Iterable[int]) -> Iterable[int]:
    return map(get, keys if mask == ALL else map(and_, keys, repeat(mask)), repeat(0))


class Tagger:
    """The learned model with what it remembers."""

    def __init__(self, model: tables.Tables) -> None:
        self._model = model
        self._numbers = {label: number for number, label in enumerate(model.labels)}
        self.words = Words(model.meta["strengths"], model.meta["kinds"])
        rest = iter(model.tables)
        words = {offset: list(islice(rest, len(word_keys(PAD, offset)))) for offset in OFFSETS}
        near = {offset: tables for offset, tables in words.items() if abs(offset) <= NEAR}
        self._near = Memo(partial(self._show, near), WORDS).__getitem__
        self._far = {offset: tables[0].get for offset, tables in words.items() if offset not in near}
        self._groups = [list(lookups(list(islice(rest, len(group.masks))), group)) for group in GROUPS]

    def labels(self, paragraphs: Sequence[Paragraph]) -> Iterator[list[str]]:
        """Give the labels of the tokens of each paragraph; none for one that can't hold an attribution."""
        named = named_beside_cues([paragraph.tokens for paragraph in paragraphs], self.words)
        names = self._model.labels
        open_quote = False
        for paragraph, scores in zip(paragraphs, self._scores(paragraphs, named), strict=True):
            tokens = paragraph.tokens
            if self._is_plain(tokens):
                open_quote = False
                yield []
                continue
            line = Line(tokens, paragraph.starts, [names[i] for i in self._model.decode(scores)])
            complete(line, self._margin(scores), self._opens_source)
            repair(line, open_quote)
            open_quote = line.labels[-1][-1] in "CD" and tokens[-1][0] == QUOTED and tokens[-1][-1] == "-"
            yield line.labels

    def _scores(self, paragraphs: Sequence[Paragraph], named: frozenset[str]) -> Iterator[list[int]]:
        """Give the packed scores of the tokens of each paragraph."""
        size = 0
        pairs: list[tuple[Paragraph, Place]] = []
        for pair in zip(paragraphs, places(paragraphs), strict=True):
            pairs.append(pair)
            size += len(pair[0].tokens)
            if size >= BATCH:
                yield from self._score(Batch(*zip(*pairs, strict=True)), named)
                size = 0
                pairs.clear()
        if pairs:
            yield from self._score(Batch(*zip(*pairs, strict=True)), named)

    def _score(self, batch: Batch, named: frozenset[str]) -> Iterator[list[int]]:
        """Give for each token of each paragraph the sum of what all groups say of it."""
        near = [(0,) * (2 * NEAR + 1)] * NEAR
        near += map(self._near, batch.tokens)
        said: list[Iterable[int]] = [map(itemgetter(i), near[i:]) for i in range(2 * NEAR + 1)]
        lower = [self.words[token].lower for token in batch.tokens]
        for offset, get in self._far.items():
            said.append(map(get, lower[offset:] if offset > 0 else [0] * -offset + lower, repeat(0)))
        for group, keys in zip(self._groups, columns(batch, named, self.words), strict=True):
            said += [look_up(keys) for look_up in group]
        scores = list(map(sum, zip(*said, strict=False)))  # columns may run on behind the last token, or end there
        for start, end in batch.bounds:
            yield scores[start:end]

    def _show(self, tables: Mapping[int, Sequence[Table]], token: str) -> tuple[int, ...]:
        """Give the packed weights of what a token shows at each of the offsets near by."""
        word = self.words[token]
        return tuple(
            sum(table.get(key, 0) for table, key in zip(here, word_keys(word, offset), strict=True))
            for offset, here in tables.items()
        )

    def _opens_source(self, token: str) -> bool:
        """Tell whether a source can begin with a token: not with a verb, a preposition or a sign."""
        if token[0].isupper() or token[0] == QUOTED:
            return True
        return token[0].isalpha() and not self.words[token].strength and token not in lexicon.words("prepositions")

    def _margin(self, scores: Sequence[int]) -> Margin:
        """Give the function that tells how much likelier than O a label is at a token."""

        def margin(i: int, label: str) -> float:
            nats = self._model.nats(scores[i])
            return nats[self._numbers[label]] - nats[self._numbers["O"]]

        return margin

    def _is_plain(self, line: Sequence[str]) -> bool:
        """Tell that a paragraph has neither a stretch nor a word that has ever been a cue."""
        return not any(token[0] == QUOTED or self.words[token].strength for token in line)


@cache
def load() -> Tagger:
    """Load the tagger, once a process."""
    return Tagger(tables.load("quotes"))


def places(paragraphs: Sequence[Paragraph]) -> Iterator[Place]:
    """Give for each paragraph what the tagger knows of those around it."""
    before = ""
    for i, paragraph in enumerate(paragraphs):
        after = paragraphs[i + 1].tokens if i + 1 < len(paragraphs) else []
        yield Place(i == 0, before, bool(after) and after[0][0] == QUOTED)
        last = paragraph.tokens[-1] if paragraph.tokens else ""
        before = last[4] if last[:1] == QUOTED else ":" if last == ":" else ""
