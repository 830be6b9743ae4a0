"""The tokens of paragraphs in, what the tagger sees at each of them out.

What is seen falls into groups. At a token each group has one key, a number with some bits for each thing that it
shows: the kinds of three words in a row, the strength of the last cue and how far that is. The features of a group are
parts of its key, told by masks. So keys are made column by column, the weights of all features of a group are summed
once for a key and then remembered, and training sees the very same features.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import compress, count, repeat
from operator import add, lshift
from typing import NamedTuple

from nwtool.stages.attribution.surroundings import BEYOND, FAR, KIND_BITS, STRENGTH, Surroundings
from nwtool.stages.attribution.tokens import Paragraph
from nwtool.stages.attribution.words import HASH_BITS, MOSTLY, PADDING, SIGN_BITS, STRETCH, Word, Words

OFFSETS = range(-3, 5)  # of the words looked at one by one
NEAR = 2  # offsets up to this one also show shape, strength and kind
ENDINGS = ("", ":", "-", "+")  # how a paragraph can end, see `Place`


class Place(NamedTuple):
    """Where a paragraph stands."""

    first: bool
    """It is the first line of its document."""
    before: str
    """How the one before ends: `:`, `-` in an open stretch, `+` in a closed one, or ``."""
    after: bool
    """The next one begins with a stretch."""


class Group(NamedTuple):
    """The features that hang on one key."""

    name: str
    masks: tuple[int, ...]
    """The bits of the key that each feature shows."""
    recurs: bool = True
    """Whether a key often comes again, so that remembering it pays."""


def _bits(start: int, count: int) -> int:
    return ((1 << count) - 1) << start


ALL = -1
_KIND = _bits(0, KIND_BITS)
_SECOND, _THIRD = _bits(KIND_BITS, KIND_BITS), _bits(2 * KIND_BITS, KIND_BITS)  # kinds in a row
_FAR, _STRENGTH = _bits(FAR, 3), _bits(STRENGTH, 3)
_THAT, _COMMAS = _bits(BEYOND, 1), _bits(BEYOND + 1, 2)  # since the last cue
_WORD = _bits(KIND_BITS + 1, HASH_BITS)  # of the last cue
_BEFORE = _bits(BEYOND, KIND_BITS)  # the next cue
_LAST, _SIGNS = _bits(STRENGTH, 3), _bits(STRENGTH, SIGN_BITS)  # of a stretch
_BESIDE, _BESIDES = _bits(STRENGTH, KIND_BITS), _bits(STRENGTH, 2 * KIND_BITS)  # a comma
_BRACKET, _QUOTED, _NAMED = _bits(STRENGTH, 1), _bits(STRENGTH + 1, 1), _bits(STRENGTH + 2, 3)  # in the sentence
_ENDING, _BEGINS, _STOPS, _FIRST, _AFTER = _bits(8, 2), _bits(10, 1), _bits(11, 1), _bits(12, 1), _bits(13, 1)

GROUPS = (
    Group("word and next", (ALL,)),
    Group("word before and word", (ALL,)),
    Group("stem before and kind", (ALL,)),
    Group("kind and next stem", (ALL,)),
    Group("kinds around", (ALL, _THIRD | _SECOND, _SECOND | _KIND), recurs=False),
    Group("kinds before", (ALL,)),
    Group("kinds behind", (ALL,)),
    Group("cue before", (_STRENGTH | _FAR | _THAT, _STRENGTH | _FAR | _KIND, _COMMAS | _THAT | _KIND)),
    Group("word of cue before", (ALL, _WORD)),
    Group("cue behind", (_STRENGTH | _FAR, _STRENGTH | _FAR | _KIND, _STRENGTH | _BEFORE | _KIND)),
    Group("word of cue behind", (ALL,)),
    Group("between cues", (ALL,)),
    Group("stretch before", (_SIGNS | _FAR, _LAST | _FAR | _KIND)),
    Group("stretch behind", (_SIGNS | _FAR, _LAST | _FAR | _KIND)),
    Group("comma before", (_BESIDES | _FAR, _BESIDES | _KIND)),
    Group("comma behind", (_BESIDE | _FAR, _BESIDE | _KIND)),
    Group("sentence", (_FAR | _KIND, _QUOTED | _KIND, _BRACKET, _BRACKET | _KIND, _NAMED | _KIND)),
    Group("edge", (_FIRST | _BEGINS | _STOPS, _KIND | _ENDING | _BEGINS, _KIND | _AFTER | _STOPS, _KIND | _ENDING)),
)


def word_keys(word: Word, offset: int) -> tuple[int, ...]:
    """Give the keys of what the word at an offset shows: the further off it is, the less."""
    if abs(offset) > NEAR:
        return (word.lower,)
    near = (word.lower, word.shape, word.strength, word.kind)
    return near if abs(offset) > 1 else (*near, word.ending, word.stem)


def named_beside_cues(paragraphs: Sequence[Sequence[str]], words: Words) -> frozenset[str]:
    """Give the capitalised words of a document that stand right beside a word that mostly is a cue."""
    found: set[str] = set()
    for tokens in paragraphs:
        for i, token in enumerate(tokens):
            if words[token].strength == MOSTLY:
                found.update(tokens[max(0, i - 1) : i], tokens[i + 1 : i + 2])
    return frozenset(token for token in found if token[0].isupper())


class Batch:
    """Paragraphs laid end to end, with room between them, so that a column of keys is made for all at once."""

    def __init__(self, paragraphs: Sequence[Paragraph], places: Sequence[Place], words: Words) -> None:
        gap = [PADDING] * OFFSETS[-1]
        self.places = places
        self.tokens = [*gap]
        self.starts = [False] * len(gap)
        self.bounds: list[tuple[int, int]] = []
        """Where the tokens of each paragraph stand among all."""
        for paragraph in paragraphs:
            self.bounds.append((len(self.tokens), len(self.tokens) + len(paragraph.tokens)))
            self.tokens += paragraph.tokens + gap
            self.starts += paragraph.starts + [False] * len(gap)
        self.seen = list(map(words.__getitem__, self.tokens))
        """What is seen of each token."""
        self.lower, _, self.stems, _, _, self.kinds, self.roles, _ = zip(*self.seen, strict=True)


def columns(batch: Batch, named: frozenset[str]) -> Iterator[Iterable[int]]:
    """Give the keys of all tokens of some paragraphs in each of `GROUPS`."""
    around = Surroundings(batch.seen, batch.roles, batch.starts, {start for start, _ in batch.bounds})
    left, right = around.left(), around.right()
    kinds, lower = batch.kinds, batch.lower
    stems = [0, *map(lshift, batch.stems, repeat(KIND_BITS))]

    pairs = [0, *map(add, map(lshift, lower, repeat(HASH_BITS)), lower[1:])]
    yield pairs[1:]
    yield pairs
    yield map(add, stems, kinds)
    yield map(add, stems[2:], kinds)

    two = map(add, map(lshift, kinds, repeat(KIND_BITS)), kinds[1:])
    three = [0, 0, *map(add, map(lshift, two, repeat(KIND_BITS)), kinds[2:])]
    yield three[1:]
    yield three
    yield three[2:]

    yield map(add, kinds, left.cue)
    yield left.cue_word
    yield map(add, kinds, right.cue)
    yield right.cue_word
    yield map(add, map(add, kinds, left.strength), map(lshift, right.strength, repeat(3)))
    yield map(add, kinds, left.stretch)
    yield map(add, kinds, right.stretch)
    yield map(add, kinds, left.comma)
    yield map(add, kinds, right.comma)
    yield map(add, kinds, _of_sentences(batch, left.sentence, named))
    yield _of_edges(batch)


def _of_sentences(batch: Batch, column: list[int], named: frozenset[str]) -> list[int]:
    """Add whether a paragraph quotes, and which of the tokens around are named beside cues, to what is seen."""
    for start, end in batch.bounds:
        if STRETCH in batch.roles[start:end]:
            column[start:end] = [key | _QUOTED for key in column[start:end]]
    lowest = _NAMED & -_NAMED
    for i in compress(count(), map(named.__contains__, batch.tokens)):
        for at, bit in ((i - 1, lowest), (i, 2 * lowest), (i + 1, 4 * lowest)):
            column[at] |= bit
    return column


def _of_edges(batch: Batch) -> list[int]:
    """Give what is seen of the first and the last token of a paragraph and of stretches; 0 at all others."""
    kinds, roles = batch.kinds, batch.roles
    column = [0] * len(kinds)
    for (start, end), place in zip(batch.bounds, batch.places, strict=True):
        before = ENDINGS.index(place.before) << KIND_BITS | place.first * _FIRST
        for i in compress(range(start, end), map(STRETCH.__eq__, roles[start:end])):
            column[i] = kinds[i] | before
        if start < end:
            column[start] |= before | _BEGINS
            column[end - 1] |= before | _STOPS | place.after * _AFTER
    return column


def features(batch: Batch, named: frozenset[str]) -> Iterator[list[list[tuple[int, int]]]]:
    """Give all features of each token of each paragraph, each as the number of its table and its key there.

    Tables are numbered by offset, then by group, in their order.
    """
    keys = [list(column) for column in columns(batch, named)]
    for start, end in batch.bounds:
        found = []
        for i in range(start, end):
            own = [key for offset in OFFSETS for key in word_keys(batch.seen[i + offset], offset)]
            for group, column in zip(GROUPS, keys, strict=True):
                own += [column[i] & mask for mask in group.masks]
            found.append(list(enumerate(own)))
        yield found
