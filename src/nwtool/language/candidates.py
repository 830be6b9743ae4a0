"""Text in, the words of its lines out, with the runs of words that may hold names.

Candidates are capitalised words and the short words between them ("Bank of the West"). They are a fifth of a news text
and hold nearly all of its names. In a line of capitals every word is one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from nwtool.language import lexicon
from nwtool.language.text import tokens

PIECE = 100_000  # characters; bounds the memory that a text of any length takes
LONGEST = 40  # letters; a longer word is a link or noise, never part of a name
LONGEST_RUN = 2000  # words; a longer one is a line of noise, and noise shouldn't take minutes
GAP = 3  # small words that a name may hold between two capitalised ones: "Secretary of the Treasury"
EDGE = ["\n", "\n"]
STYLES = ("", "T", "U")  # running text, a title with capitalised words, capitals only
HYPHENS = frozenset("-‐‑")
TITLE_SHARE = 0.7  # of the longer words of a line; running text stays below 0.4


class Line(NamedTuple):
    """The words of one line between two edges on each side, where they stand in the text, and what may be names."""

    words: list[str]
    spans: list[tuple[int, int]]
    runs: list[tuple[int, int]]  # as indices into `words`
    style: str  # one of STYLES


def pieces(text: str) -> Iterator[tuple[int, int]]:
    """Give the parts of a long text that are read one after the other, cut at line breaks, else at blanks.

    >>> text = ("word " * 9 + "\\n") * 5000
    >>> [(text[end - 1], end - start) for start, end in pieces(text)]
    [('\\n', 99958), ('\\n', 99958), ('\\n', 30084)]
    """
    start = 0
    while len(text) - start > PIECE:
        limit = start + PIECE
        cut = text.rfind("\n", start, limit)
        if cut < 0:
            cut = text.rfind(" ", start, limit)
        end = cut + 1 if cut >= 0 else limit
        yield start, end
        start = end
    yield start, len(text)


def lines(text: str, start: int = 0, stop: int | None = None) -> Iterator[Line]:
    """Give the lines of `text[start:stop]` that hold candidates.

    >>> text = "FLOODS HIT ROME\\nRain in Rome has stopped\\nFloods Hit Rome Once Again\\nno name"
    >>> [line.style for line in lines(text)]
    ['U', '', 'T']
    """
    for line in text[start:stop].split("\n"):
        end = start + len(line)
        if line and not line.islower():
            spans = tokens(text, start, end)
            words = [*EDGE, *[text[s:e] for s, e in spans], *EDGE]
            style = style_of(line, words)
            runs = [run for run in find_runs(words, spans) if run[1] - run[0] <= LONGEST_RUN]
            if runs:
                yield Line(words, spans, runs, style)
        start = end + 1


def style_of(line: str, words: list[str]) -> str:
    """Tell running text from titles."""
    if line.isupper():
        return "U" if len(words) > 5 else ""
    if len(words) < 8 or len(words) > 40:
        return ""
    longer = [word for word in words if len(word) > 3]
    if len(longer) < 4 or sum(word[0].isupper() for word in longer) < TITLE_SHARE * len(longer):
        return ""
    return "T"


def find_runs(words: list[str], spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Give the runs of candidates, as indices into the words; two words at each end are edges.

    >>> text = "the Bank of the West said on Monday that Kim Jong-un"
    >>> line = next(lines(text))
    >>> [" ".join(line.words[a:b]) for a, b in find_runs(line.words, line.spans)]
    ['Bank of the West', 'Monday', 'Kim Jong - un']
    """
    links = lexicon.words("name-links")
    first = last = -1
    for index in [i for i, word in enumerate(words) if not word.islower() and word != word.lower()]:
        if index <= last or len(words[index]) > LONGEST:
            continue
        if first >= 0 and not (index - last - 1 <= GAP and links.issuperset(words[last + 1 : index])):
            yield first, last + 1
            first = -1
        if first < 0:
            first = index - 1 if words[index - 1].isdecimal() else index
        last = extend(words, spans, index)
    if first >= 0:
        yield first, last + 1


def extend(words: list[str], spans: list[tuple[int, int]], index: int) -> int:
    """Give the last word that belongs to a capitalised one: a number behind it, or what a hyphen ties to it."""
    while words[index + 1].isdecimal():
        index += 1
    while words[index + 1] in HYPHENS and touches(spans, index - 1) and words[index + 2].isalnum():
        index += 2
    return index


def touches(spans: list[tuple[int, int]], index: int) -> bool:
    """Tell whether a word stands between its neighbours without blanks."""
    if not 0 < index < len(spans) - 1:
        return False
    start, end = spans[index]
    return spans[index - 1][1] == start and spans[index + 1][0] == end
