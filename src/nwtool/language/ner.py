"""Text in, the spans of its names out: people, places, organisations and other names, by a learned chain.

Only runs of candidates are scored: capitalised words and the short words between them ("Bank of the West"). They are a
fifth of a news text and hold nearly all of its names; everything else is no name. Each run is one chain. What a word
says at a distance of -2 to 2 from the word to label is one packed int, made once a word, so that a token costs a few
dictionary look-ups.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from nwtool.language import lexicon
from nwtool.language import text as words_of
from nwtool.language.tagger import Model, load

LONGEST = 40  # letters; a longer word is a link or noise, never part of a name
GAP = 3  # small words that a name may hold between two capitalised ones: "Secretary of the Treasury"
MEMO = 20_000  # words remembered at each distance
EDGE = ["\n", "\n"]


class Line(NamedTuple):
    """The words of one line between two edges on each side, and where they stand in the text."""

    words: list[str]
    spans: list[tuple[int, int]]
    runs: list[tuple[int, int]]


def lines(text: str) -> Iterator[Line]:
    """Give the lines of a text that hold candidates."""
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        spans = list(words_of.tokens(text, start, end))
        words = EDGE + [text[s:e] for s, e in spans] + EDGE
        runs = list(find_runs(words))
        if runs:
            yield Line(words, spans, runs)
        start = end + 1


def find_runs(words: list[str]) -> Iterator[tuple[int, int]]:
    """Give the runs of candidates, as indices into the words.

    >>> words = "the Bank of the West said on Monday in Rome".split()
    >>> [" ".join(words[a:b]) for a, b in find_runs(words)]
    ['Bank of the West', 'Monday in Rome']
    """
    links = lexicon.words("name-links")
    first = last = -1
    for index, word in enumerate(words):
        if word == word.lower() or len(word) > LONGEST:
            if first >= 0 and word.isdigit() and index == last + 1:
                last = index
            continue
        if first >= 0 and not (index - last - 1 <= GAP and links.issuperset(words[last + 1 : index])):
            yield first, last + 1
            first = -1
        if first < 0:
            first = index - 1 if index and words[index - 1].isdigit() else index
        last = index
    if first >= 0:
        yield first, last + 1


def word_features(word: str, distance: int) -> list[str]:
    """Give what a word says about the word that stands `distance` words before it."""
    low = word.lower()
    found = [f"{distance}|{low}", f"{distance}~{shape(word)}"]
    if distance == 0:
        found += [f"<{low[:3]}", f">{low[-3:]}", f">{low[-2:]}", "0"]
    return found


def shape(word: str) -> str:
    """Give the form of a word in a few letters.

    >>> [shape(w) for w in ("Rome", "UN", "U.S.", "iPhone", "of", "2014", ",")]
    ['Xx', 'XX', 'X.', 'xX', 'x', '9999', ',']
    """
    if word.isdigit():
        return "9" if len(word) != 4 else "9999"
    if word.islower():
        return "x" if word.isalpha() else "x'"
    if word.isupper():
        return "X." if "." in word else "X" * min(len(word), 4)
    if word.istitle():
        return "Xx" if word.isalpha() else "Xx'"
    return ("XxX" if word[0].isupper() else "xX") if word[0].isalpha() else word[:1]


class Scorer:
    """The packed scores of words, remembered."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._memos: list[dict[str, int]] = [{} for _ in range(5)]

    def score(self, words: list[str], index: int) -> int:
        """Give the packed scores of one word in its line."""
        total = 0
        for distance, memo in enumerate(self._memos, -2):
            word = words[index + distance]
            packed = memo.get(word)
            if packed is None:
                if len(memo) >= MEMO:
                    memo.clear()
                packed = memo[word] = self._model.score(word_features(word, distance))
            total += packed
        return total


@cache
def _scorer() -> Scorer:
    return Scorer(load("entities"))


def find_names(text: str) -> list[tuple[int, int, str]]:
    """Give the names in a text in order: start, end, and PER, LOC, ORG or MISC.

    >>> text = "President Joe Biden flew to Paris."
    >>> [(text[s:e], label) for s, e, label in find_names(text)]
    [('Joe Biden', 'PER'), ('Paris', 'LOC')]
    """
    scorer, model = _scorer(), load("entities")
    found = []
    for line in lines(text):
        for start, end in line.runs:
            scores = [scorer.score(line.words, index) for index in range(start, end)]
            labels = [model.labels[label] for label in model.decode(scores)]
            for first, last, kind in find_spans(labels):
                found.append((line.spans[start + first - 2][0], line.spans[start + last - 3][1], kind))
    return found


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
