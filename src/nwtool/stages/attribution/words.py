"""A token in, what the tagger of attributions sees of it out, as small numbers: word, stem, shape, strength, kind.

Strength says how often a stem was a cue in the training texts, in classes from 1 (now and then) to 6 (mostly); a rare
word that has been one or a verb of saying is `RARE`, any other word 0. Kinds are coarse, so that patterns of several
words can be learnt.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple
from zlib import crc32

from nwtool.language import lexicon
from nwtool.language.memo import Memo
from nwtool.stages.attribution.tokens import FIRST_SIGNS, LAST_SIGNS, QUOTED

LIMIT = 20_000  # words remembered; bounds the memory of a process that reads for ever
HASH_BITS = 24  # of a word in a key; a strange word is taken for one of 10,000 known ones once in 1,600
SIGN_BITS = 5  # of the first and the last sign of a stretch
RARE = 7
STRONG = frozenset({3, 4, 5, 6})  # a word of this strength is looked at from afar
OFTEN = frozenset({4, 5, 6})
MOSTLY = 6
SIGNS = ".,;:?!()[]-–—$%'’@#"  # each a shape of its own
SHAPES = ("", "Aa", "AA", "A.", "I", "a", "0", "x", "q", *SIGNS)
PLAIN, CUE, COMMA, STRETCH, OPENS, CLOSES, THAT = range(7)  # what a token is to the words around it
ROLES = {",": COMMA, "(": OPENS, "[": OPENS, ")": CLOSES, "]": CLOSES, "that": THAT}


class Word(NamedTuple):
    """What is seen of one token; shape and kind by number, word, stem and ending by a hash."""

    lower: int
    shape: int
    stem: int
    ending: int
    strength: int
    kind: int
    role: int
    signs: int
    """The first and the last sign of a stretch."""


PADDING = "\x02"
"""What stands between paragraphs; no token has this sign."""
PAD = Word(0, 0, 0, 0, 0, 0, PLAIN, 0)
"""What is seen of it."""


class Words(Memo[str, Word]):
    """Tokens to what is seen of them, each worked out once."""

    def __init__(self, strengths: Mapping[str, int], kinds: Sequence[str]) -> None:
        super().__init__(self._see, LIMIT)
        self._strengths = strengths
        self._kinds = {kind: number for number, kind in enumerate(kinds)}
        self._function = lexicon.words("function-words")
        self._saying = saying()
        self._irregular = lexicon.table("irregular-verbs")

    def stem(self, token: str) -> str:
        """Give the stem of a token; a token without letters is its own."""
        lower = token.lower()
        return stem(self._irregular.get(lower, lower)) if lower[0].isalpha() else token

    def _see(self, token: str) -> Word:
        if token == PADDING:
            return PAD
        if token[0] == QUOTED:
            code = _hash(token)
            signs = (FIRST_SIGNS.index(token[2]) + 1) << 3 | LAST_SIGNS.index(token[3]) + 1
            return Word(code, SHAPES.index("q"), code, code, 0, self._kinds["q" + token[2:4]], STRETCH, signs)
        lower, form, base = token.lower(), shape(token), self.stem(token)
        strength = self._strengths.get(base, RARE if base in self._saying else 0) if lower[0].isalpha() else 0
        kind = self._kinds[lower if lower in self._function else _kind(lower, form, strength)]
        role = CUE if strength in STRONG else ROLES.get(token, PLAIN)
        return Word(_hash(lower), SHAPES.index(form), _hash(base), _hash(lower[-3:]), strength, kind, role, 0)


def _kind(lower: str, form: str, strength: int) -> str:
    """Give the kind of a word that is none of its own."""
    if form == "a":
        return f"k{strength}" if strength in STRONG else "ly" if lower.endswith("ly") else "w"
    return "K" if form == "Aa" and strength in OFTEN else form


def kind_names() -> tuple[str, ...]:
    """Give all kinds, in the order of their numbers; a model holds the ones that it was trained with."""
    coarse = [f"k{strength}" for strength in sorted(STRONG)]
    stretches = [f"q{first}{last}" for first in FIRST_SIGNS for last in LAST_SIGNS]
    return (*SHAPES, *coarse, "K", "ly", "w", *stretches, *sorted(lexicon.words("function-words")))


def _hash(text: str) -> int:
    return crc32(text.encode("utf-8", "surrogatepass")) & (1 << HASH_BITS) - 1


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
    return first if first in SIGNS else "x"
