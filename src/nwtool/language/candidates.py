"""Text in, the words of its lines out, with the runs of words that may hold names.

Candidates are capitalised words and the short words between them ("Bank of the West"). They are a fifth of a news text
and hold nearly all of its names. In a line of capitals every word is one.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import compress, count
from operator import ne
from typing import NamedTuple

from nwtool.language import lexicon
from nwtool.language.text import cut

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
    cuts: list[int]  # where each gap and each word between the edges ends, in turn, from the line's start on
    runs: list[tuple[int, int]]  # as indices into `words`
    style: str  # one of STYLES

    def span(self, first: int, behind: int) -> tuple[int, int]:
        """Give where the words from one index to before another stand in the text."""
        return self.cuts[2 * first - 3], self.cuts[2 * behind - 4]


def pieces(text: str) -> Iterator[tuple[int, int]]:
    """Give the parts of a long text that are read one after the other, cut at line breaks, else at blanks.

    >>> text = ("word " * 9 + "\\n") * 5000
    >>> [(text[end - 1], end - start) for start, end in pieces(text)]
    [('\\n', 99958), ('\\n', 99958), ('\\n', 30084)]
    """
    start = 0
    while len(text) - start > PIECE:
        limit = start + PIECE
        last = text.rfind("\n", start, limit)
        if last < 0:
            last = text.rfind(" ", start, limit)
        end = last + 1 if last >= 0 else limit
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
        if line and not line.islower():
            words, cuts = cut(line, start)
            words = [*EDGE, *words, *EDGE]
            runs = [run for run in find_runs(words, cuts) if run[1] - run[0] <= LONGEST_RUN]
            if runs:
                yield Line(words, cuts, runs, style_of(line, words))
        start += len(line) + 1


def style_of(line: str, words: list[str]) -> str:
    """Tell running text from titles."""
    if line.isupper():
        return "U" if len(words) > 5 else ""
    if len(words) < 8 or len(words) > 40:
        return ""
    longer = [word for word in words if len(word) > 3]
    if len(longer) < 4 or len([1 for word in longer if word[0].isupper()]) < TITLE_SHARE * len(longer):
        return ""
    return "T"


def find_runs(words: list[str], cuts: list[int]) -> Iterator[tuple[int, int]]:
    """Give the runs of candidates, as indices into the words; two words at each end are edges.

    >>> text = "the Bank of the West said on Monday that Kim Jong-un"
    >>> line = next(lines(text))
    >>> [" ".join(line.words[a:b]) for a, b in find_runs(line.words, line.cuts)]
    ['Bank of the West', 'Monday', 'Kim Jong - un']
    """
    links = lexicon.words("name-links")
    first = last = -1
    for index in compress(count(), map(ne, words, map(str.lower, words))):
        if index <= last or len(words[index]) > LONGEST:
            continue
        gap = index - last - 1
        if first >= 0 and gap and (gap > GAP or not links.issuperset(words[last + 1 : index])):
            yield first, last + 1
            first = -1
        if first < 0:
            first = index - 1 if words[index - 1].isdecimal() else index
        last = index
        behind = words[index + 1]
        if behind in HYPHENS or behind.isdecimal():
            last = extend(words, cuts, index)
    if first >= 0:
        yield first, last + 1


def extend(words: list[str], cuts: list[int], index: int) -> int:
    """Give the last word that belongs to a capitalised one: a number behind it, or what a hyphen ties to it."""
    while words[index + 1].isdecimal():
        index += 1
    while words[index + 1] in HYPHENS and words[index + 2].isalnum() and touches(cuts, index + 1):
        index += 2
    return index


def touches(cuts: list[int], index: int) -> bool:
    """Tell whether a word stands between its neighbours without blanks."""
    gap = 2 * index - 4  # the one before the word
    return cuts[gap] == cuts[gap + 1] and cuts[gap + 2] == cuts[gap + 3]
