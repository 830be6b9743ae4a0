"""The two halves of a word at a line's end in, out whether its hyphen goes: a broken word, or a compound.

`vac-` + `cinated` is one word that was broken; `open-` + `top` had its hyphen before. The document's own words know
best, then the lexicon does.
"""

from __future__ import annotations

import re
from functools import cached_property

from nwtool.language import lexicon

HALVES_RE = re.compile(r"\S{0,80}-\n[ \t>]{0,80}\S{0,80}")
WORD_RE = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
FIRST_RE = re.compile(r"(?:.*-)?([^\W\d_]{1,60})-\Z", re.S)
SECOND_RE = re.compile(r"([^\W\d_]{1,60})")


class Hyphens:
    """What a text says about its own hyphens; read only when the first of them is asked about."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def own_words(self) -> frozenset[str]:
        """The words of the text that no line end broke."""
        return frozenset(WORD_RE.findall(HALVES_RE.sub(" ", self.text).lower()))

    @cached_property
    def breaks_words(self) -> bool:
        """Tell whether some line of the text surely ends within a word, so that others may."""
        return any(
            _is_fragment(*halves)
            for match in HALVES_RE.finditer(self.text)
            if (halves := _halves(*re.split(r"\n[ \t>]*", match[0], maxsplit=1)))
        )

    def is_broken(self, first: str, second: str) -> bool:
        """Tell whether a word that ends a line with a hyphen and the word that begins the next are one.

        >>> hyphens = Hyphens("He was vac-\\ncinated against flu in an open-\\ntop car.")
        >>> hyphens.is_broken("vac-", "cinated"), hyphens.is_broken("open-", "top"), hyphens.is_broken("pro-", "Kyiv")
        (True, False, False)
        """
        halves = _halves(first, second)
        if not halves:
            return False
        left, right = halves
        if left + right in self.own_words or f"{left}-{right}" in self.own_words:
            return left + right in self.own_words
        if left + right in lexicon.words("english-words"):
            return self.breaks_words
        if not self._is_word(right):
            return self.breaks_words or left not in lexicon.words("hyphen-prefixes")
        return self.breaks_words and not self._is_word(left) and left not in lexicon.words("hyphen-prefixes")

    def _is_word(self, half: str) -> bool:
        return half in lexicon.words("english-words") or half in self.own_words


def _halves(first: str, second: str) -> tuple[str, str] | None:
    """Give the letters on both sides of the hyphen in lower case, or None where it can't be one that broke a word."""
    left, right = FIRST_RE.match(first), SECOND_RE.match(second)
    if not left or not right or (right[1][0].isupper() and not left[1].isupper()):
        return None
    return left[1].lower(), right[1].lower()


def _is_fragment(left: str, right: str) -> bool:
    """Tell whether two halves are a word together, and at least one of them is none alone."""
    words = lexicon.words("english-words")
    if left + right not in words or left in lexicon.words("hyphen-prefixes"):
        return False
    return left not in words or right not in words
