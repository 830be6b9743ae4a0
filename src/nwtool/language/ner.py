"""Text in, the spans of its names out: people, places, organisations and other names, by a learned chain.

Each run of candidates is one chain. What a word says at a distance of -2 to 2 from the word to label is one packed
int, made once a word, so that a token costs a few dictionary look-ups; these are made for all candidates of a text at
once. Before the labels are chosen, the places of one word in a text share what they say of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain, islice

from nwtool.language import evidence, tagger, wordcodes
from nwtool.language.candidates import STYLES, Line, lines, pieces
from nwtool.language.chain import Row
from nwtool.language.memo import Memo
from nwtool.language.ner_features import OPENS, REACH, is_first, pair_code, says
from nwtool.language.tagger import Model
from nwtool.language.wordcodes import Words

MEMO = 20_000  # words remembered at each distance
SAYINGS = 2_000  # words of which is remembered what there is to say; as many new ones as a long article has
Name = tuple[int, int, str]


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
            if len(labels) > 1:
                for begin, behind, kind in find_spans(labels):
                    yield *line.span(first + begin, first + behind), kind
            elif labels != ["O"]:
                yield *line.span(first, first + 1), labels[0][2:]

    def label(self, found: list[Line]) -> Iterator[list[str]]:
        """Give the labels of each run of a text's lines."""
        model = self._model
        words = [word for line in found for start, end in line.runs for word in line.words[start:end]]
        spread = evidence.spread(words, self._scores(found), model.labels, model.scale)
        at = 0
        for start, end in chain.from_iterable(line.runs for line in found):
            first, at = at, at + end - start
            if at - first > 1:
                yield [model.labels[label] for label in model.best_path(spread[first:at])]
            else:  # no chain
                scores = spread[first]
                yield [model.labels[scores.index(max(scores))]]

    def _scores(self, found: list[Line]) -> list[Row]:
        """Give the scores of each candidate of a text's lines, in their order."""
        of_style = {
            style: iter(self._model.rows(scorer.score([line for line in found if line.style == style])))
            for style, scorer in self._scorers.items()
        }
        sizes = ((line.style, sum(end - start for start, end in line.runs)) for line in found)
        return list(chain.from_iterable(islice(of_style[style], size) for style, size in sizes))


class Scorer:
    """The packed scores of words in one style of line, remembered."""

    def __init__(self, model: Model, codes: Words, style: str) -> None:
        def split(word: str) -> tuple[str, list[str]]:
            own, *shared = says(word, style, codes)
            return own, shared

        def score_pair(codes: tuple[str, ...]) -> int:
            left, here, right = codes
            return model.score((f"<{left},{here}", f">{here},{right}"))

        said = Memo(split, SAYINGS)
        self._near = [_near(model, said, str(distance)) for distance in range(-REACH, REACH + 1)]
        self._first = _near(model, said, "i0")
        self._pair_codes: Memo[str, str] = Memo(lambda word: pair_code(word, style, codes), MEMO)
        self._pairs = Memo(score_pair, MEMO)

    def score(self, found: Iterable[Line]) -> list[int]:
        """Give the packed scores of all candidates of some lines."""
        words: list[str] = []
        places: list[int] = []  # of the words two before the candidates
        for line in found:
            for start, end in line.runs:
                places += range(len(words) + start - REACH, len(words) + end - REACH)
            words += line.words
        # Columns, each the words at one distance from all candidates, are gone through in C.
        columns = [list(map(words[distance:].__getitem__, places)) for distance in range(2 * REACH + 1)]
        codes = [map(self._pair_codes.__getitem__, column) for column in columns[REACH - 1 : REACH + 2]]
        packed = list(
            map(
                sum,
                zip(
                    *(map(near.__getitem__, column) for near, column in zip(self._near, columns, strict=True)),
                    map(self._pairs.__getitem__, zip(*codes, strict=True)),
                    strict=True,
                ),
            )
        )
        far, before, here, *_ = columns
        for index in [index for index, sign in enumerate(before) if sign in OPENS and is_first(far[index], sign)]:
            packed[index] += self._first[here[index]]
        return packed


def _near(model: Model, said: Memo[str, tuple[str, list[str]]], distance: str) -> Memo[str, int]:
    """Give what words at a distance add to the scores of a candidate."""
    weights: Memo[str, int] = Memo(lambda saying: model.weight(distance + saying), MEMO)
    always = model.weight(distance) if distance.endswith("0") else 0

    def score(word: str) -> int:
        own, shared = said[word]
        return always + model.weight(distance + own) + sum(map(weights.__getitem__, shared))

    return Memo(score, MEMO)


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
