"""A token in, what the tagger of attributions sees of it out: lower case, shape, stem, strength as a cue, kind.

Strength says how often a stem was a cue in the training texts, in classes from 1 (now and then) to 6 (mostly); `v` is
a rare word that has been one or a verb of saying, `0` any other word. Kinds are coarse, so that patterns of several
words can be learnt.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from nwtool.language import lexicon
from nwtool.stages.attribution.tokens import QUOTED

PAD = "\x02"
STRONG = frozenset("3456")  # a word of this strength is looked at from afar


class Word(NamedTuple):
    """What is seen of one token."""

    lower: str
    shape: str
    stem: str
    strength: str
    kind: str


class Words:
    """Tokens to what is seen of them, each worked out once."""

    LIMIT = 20_000  # words remembered; bounds the memory of a process that reads for ever

    def __init__(self, strengths: Mapping[str, str]) -> None:
        self._strengths = strengths
        self._saying = saying()
        self._irregular = lexicon.table("irregular-verbs")
        self._function = lexicon.words("function-words")
        self._seen: dict[str, Word] = {}

    def __call__(self, token: str) -> Word:
        found = self._seen.get(token)
        if found is None:
            if len(self._seen) >= self.LIMIT:
                self._seen.clear()
            found = self._seen[token] = self._see(token)
        return found

    def stem(self, token: str) -> str:
        """Give the stem of a token; a token without letters is its own."""
        lower = token.lower()
        return stem(self._irregular.get(lower, lower)) if lower[0].isalpha() else token

    def _see(self, token: str) -> Word:
        if token[0] == QUOTED:
            return Word(token, "q", token, "0", "q" + token[2:4])
        lower, form, base = token.lower(), shape(token), self.stem(token)
        strength = self._strengths.get(base, "v" if base in self._saying else "0") if lower[0].isalpha() else "0"
        if lower in self._function:
            kind = lower
        elif form == "a":
            kind = "k" + strength if strength in STRONG else "ly" if lower.endswith("ly") else "w"
        elif form == "Aa" and strength in "456":
            kind = "K"
        else:
            kind = form
        return Word(lower, form, base, strength, kind)


@cache
def saying() -> frozenset[str]:
    """Give the stems of the verbs of saying."""
    return frozenset(stem(word) for word in lexicon.words("speech-verbs"))


def is_saying(word: str) -> bool:
    """Tell whether a word is a form of a verb of saying."""
    lower = word.lower()
    return stem(lexicon.table("irregular-verbs").get(lower, lower)) in saying()


def stem(word: str) -> str:
    """Give what the regular forms of a verb share; nouns may fall together with verbs.

    >>> [stem(word) for word in ("argues", "argued", "arguing", "denied", "deny", "planned")]
    ['argu', 'argu', 'argu', 'deny', 'deny', 'plan']
    """
    if len(word) > 4 and word.endswith(("ies", "ied")):
        return word[:-3] + "y"
    for ending in ("ing", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) >= len(ending) + 2 and not word.endswith("ss"):
            word = word[: -len(ending)]
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsaeiou":
        word = word[:-1]
    return word


def shape(token: str) -> str:
    """Give the form of a token: `Aa`, `AA`, `A.`, `I` (one capital), `a`, `0`, a common sign itself, or `x`.

    >>> [shape(token) for token in ("He", "NATO", "U.S.", "A", "said", "2014", "$", "✓")]
    ['Aa', 'AA', 'A.', 'I', 'a', '0', '$', 'x']
    """
    first = token[0]
    if first.isupper():
        if len(token) == 1:
            return "I"
        if token[-1] == ".":
            return "A."
        return "AA" if token.isupper() else "Aa"
    if first.islower():
        return "a"
    if first.isdigit():
        return "0"
    return first if first in ".,;:?!()[]-–—$%'’@#" else "x"
