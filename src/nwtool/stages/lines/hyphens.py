"""The two halves of a word at a line's end in, out whether its hyphen goes: a broken word, or a compound.

`vac-` + `cinated` is one word that was broken; `open-` + `top` had its hyphen before. The document's own words know
best, then the lexicon does.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from nwtool.language import lexicon
from nwtool.language.patterns import late
from nwtool.record.edits import Edit, replace

LINE_END_RE = late(r"-\n[ \t]*")
WORD_RE = late(r"[^\W\d_]+(?:-[^\W\d_]+)*")
LEFT_RE = late(r"[^\W\d_]+-\Z")
RIGHT_RE = late(r"[^\W\d_]+")
LONGEST = 60


class Hyphens:
    """What a text says about its own hyphens; read only when the first of them is asked about."""

    def __init__(self, text: str) -> None:
        self.text = text

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
        if left + right in self._own_words or f"{left}-{right}" in self._own_words:
            return left + right in self._own_words
        if left + right in lexicon.words("english-words"):
            return self._breaks_words
        is_prefix = left in lexicon.words("hyphen-prefixes")
        if not self._is_word(right):
            return self._breaks_words or not is_prefix
        return self._breaks_words and not is_prefix and not self._is_word(left)

    def _is_word(self, half: str) -> bool:
        return half in lexicon.words("english-words") or half in self._own_words

    @cached_property
    def _own_words(self) -> frozenset[str]:
        """The words of the text that no line end broke."""
        whole = replace(self.text, (Edit(start, end, " ") for start, _, end in self._line_ends()))
        return frozenset(WORD_RE.findall(whole.lower()))

    @cached_property
    def _breaks_words(self) -> bool:
        """Tell whether some line of the text surely ends within a word, so that others may."""
        return any(
            is_fragment(*halves)
            for start, middle, end in self._line_ends()
            if (halves := _halves(self.text[start : middle + 1], self.text[middle:end].lstrip("- \t\n")))
        )

    def _line_ends(self) -> Iterator[tuple[int, int, int]]:
        """Give for each hyphen at a line's end where its first half begins, where it stands, where the second ends."""
        last = 0
        for match in LINE_END_RE.finditer(self.text):
            middle = match.start()
            before = self.text[max(last, middle - LONGEST) : middle].split()
            after = self.text[match.end() : match.end() + LONGEST].split(None, 1)
            if before and after and middle > last:
                start, last = middle - len(before[-1]), match.end() + len(after[0])
                yield start, middle, last


def _halves(first: str, second: str) -> tuple[str, str] | None:
    """Give the letters on both sides of the hyphen in lower case, or None where it can't be one that broke a word."""
    left, right = LEFT_RE.search(first[-LONGEST:]), RIGHT_RE.match(second[:LONGEST])
    if not left or not right or (right[0][0].isupper() and not left[0].isupper()):
        return None
    return left[0][:-1].lower(), right[0].lower()


def is_fragment(left: str, right: str) -> bool:
    """Tell whether two halves are a word together, and at least one of them is none alone."""
    words = lexicon.words("english-words")
    if left + right not in words or left in lexicon.words("hyphen-prefixes"):
        return False
    return left not in words or right not in words
