"""Text in, the spans of its names out: people, places, organisations and other names, by a learned chain.

Each run of candidates is one chain. What a word says at a distance of -2 to 2 from the word to label is one packed
int, made once a word, so that a token costs a few dictionary look-ups. Before the labels are chosen, the places of one
word in a text share what they say of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import chain
from typing import TypeVar

from nwtool.language import evidence, tagger, wordcodes
from nwtool.language.candidates import STYLES, Line, lines, pieces
from nwtool.language.ner_features import REACH, first_features, is_first, pair_code, word_features
from nwtool.language.tagger import Model
from nwtool.language.wordcodes import Words

MEMO = 20_000  # words remembered at each distance
Name = tuple[int, int, str]
K = TypeVar("K")
V = TypeVar("V")


def find_names(text: str) -> list[Name]:
    """Give the names in a text in order: start, end, and PER, LOC, ORG or MISC.

    >>> text = "President Joe Biden flew to Paris."
    >>> [(text[s:e], label) for s, e, label in find_names(text)]
    [('Joe Biden', 'PER'), ('Paris', 'LOC')]
    """
    return _finder().find(text)


@cache
def _finder() -> Finder:
    return Finder(tagger.load("entities"), wordcodes.load("words"))


class Finder:
    """A model and the word codes that it was trained with."""

    def __init__(self, model: Model, codes: Words) -> None:
        self._model = model
        self._scorers = {style: Scorer(model, codes, style) for style in STYLES}

    def find(self, text: str) -> list[Name]:
        """Give the names in a text."""
        return list(chain.from_iterable(self._find(text, start, end) for start, end in pieces(text)))

    def _find(self, text: str, start: int, end: int) -> Iterator[Name]:
        found = list(lines(text, start, end))
        places = [(line, first) for line in found for first, _ in line.runs]
        for (line, first), labels in zip(places, self.label(found), strict=True):
            for begin, behind, kind in find_spans(labels):
                yield line.spans[first + begin - 2][0], line.spans[first + behind - 3][1], kind

    def label(self, found: list[Line]) -> list[list[str]]:
        """Give the labels of each run of a text's lines."""
        model = self._model
        runs, scores = [], []
        for line in found:
            score = self._scorers[line.style].score
            for start, end in line.runs:
                runs.append(line.words[start:end])
                scores.append([model.unpack(score(line.words, index)) for index in range(start, end)])
        spread = evidence.spread(runs, scores, model.labels, model.scale)
        return [[model.labels[label] for label in model.best_path(run)] for run in spread]


class Scorer:
    """The packed scores of words in one style of line, remembered."""

    def __init__(self, model: Model, codes: Words, style: str) -> None:
        self._model, self._codes, self._style = model, codes, style
        self._near: list[dict[str, int]] = [{} for _ in range(2 * REACH + 1)]
        self._first: dict[str, int] = {}
        self._pairs: dict[tuple[str, str, str], int] = {}
        self._pair_codes: dict[str, str] = {}

    def score(self, words: list[str], index: int) -> int:
        """Give the packed scores of one word in its line."""
        total = 0
        for distance, memo in enumerate(self._near, -REACH):
            word = words[index + distance]
            packed = memo.get(word)
            if packed is None:
                packed = self._model.score(word_features(word, distance, self._style, self._codes))
                _remember(memo, word, packed)
            total += packed
        word = words[index]
        if is_first(words, index):
            packed = self._first.get(word)
            if packed is None:
                packed = self._model.score(first_features(word, self._style, self._codes))
                _remember(self._first, word, packed)
            total += packed
        key = (self._pair_code(words[index - 1]), self._pair_code(word), self._pair_code(words[index + 1]))
        packed = self._pairs.get(key)
        if packed is None:
            left, here, right = key
            packed = self._model.score((f"<{left},{here}", f">{here},{right}"))
            _remember(self._pairs, key, packed)
        return total + packed

    def _pair_code(self, word: str) -> str:
        code = self._pair_codes.get(word)
        if code is None:
            code = pair_code(word, self._style, self._codes)
            _remember(self._pair_codes, word, code)
        return code


def _remember(memo: dict[K, V], key: K, value: V) -> None:
    if len(memo) >= MEMO:
        memo.clear()
    memo[key] = value


def find_spans(labels: list[str]) -> Iterator[tuple[int, int, str]]:
    """Give the spans of names in a chain of labels.

    >>> list(find_spans(["B-PER", "I-PER", "O", "B-LOC", "B-LOC"]))
    [(0, 2, 'PER'), (3, 4, 'LOC'), (4, 5, 'LOC')]
    """
    start, kind = 0, ""
    for index, label in enumerate([*labels, "O"]):
        if label.startswith("I-") and kind == label[2:]:
            continue
        if kind:
            yield start, index, kind
        start, kind = index, label[2:]
