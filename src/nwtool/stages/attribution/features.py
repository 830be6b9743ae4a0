"""The tokens of a paragraph in, what the tagger sees at each of them out.

What is seen falls into groups, each of which hangs on a small key: a word and its offset, a pair of words, the kinds
of five words in a row, the last cue before. `keys` gives the keys of a token, `FORMS` turns each into features. So the
weights of a whole group are summed once for a key and then remembered, and training sees the very same features.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from nwtool.stages.attribution.tokens import QUOTED
from nwtool.stages.attribution.words import PAD, STRONG, Word, Words

Key = Any  # a string or a tuple of strings and small numbers: what one group hangs on
Form = Callable[[Words, Key], list[str]]
OFFSETS = range(-3, 5)
ENDS = frozenset(".?!")  # of sentences
NEAR = 2  # offsets up to this one also show shape, strength and kind
CAP = 3  # commas are counted up to this many
DISTANCES = (0, 1, 2, 4, 8, 15)  # upper bounds, in tokens, of the classes of distance
CLASSES = tuple(sum(i > most for most in DISTANCES) for i in range(DISTANCES[-1] + 2))


class Place(NamedTuple):
    """Where a paragraph stands."""

    first: bool
    """It is the first line of its document."""
    before: str
    """How the one before ends: `:`, `-` in an open stretch, `+` in a closed one, or ``."""
    after: bool
    """The next one begins with a stretch."""


def far(tokens: int) -> int:
    """Give the class of a distance in tokens."""
    return CLASSES[tokens] if tokens < len(CLASSES) else CLASSES[-1]


def sentence_starts(tokens: Sequence[str]) -> list[bool]:
    """Tell for each token whether it begins a sentence."""
    starts = [
        (before in ENDS or (before[0] == QUOTED and before[3] in ENDS)) and (token[0].isupper() or token[0] == QUOTED)
        for before, token in pairwise(tokens)
    ]
    return [True, *starts] if tokens else []


def named_beside_cues(paragraphs: Sequence[Sequence[str]], words: Words) -> frozenset[str]:
    """Give the capitalised words of a document that stand right beside a word that mostly is a cue."""
    found = set()
    for tokens in paragraphs:
        for one, other in pairwise(tokens):
            if words(other).strength == "6" and one[0].isupper():
                found.add(one)
            elif words(one).strength == "6" and other[0].isupper():
                found.add(other)
    return frozenset(found)


class _Surroundings:
    """For each token of a paragraph, the nearest cue, stretch and comma on both sides."""

    def __init__(self, tokens: Sequence[str], seen: Sequence[Word]) -> None:
        size = len(tokens)
        starts = sentence_starts(tokens)
        self.cue_left, self.cue_right = [-1] * size, [-1] * size  # in the sentence
        self.stretch_left, self.stretch_right = [-1] * size, [-1] * size  # in the paragraph
        self.comma_left, self.comma_right = [-1] * size, [-1] * size  # in the sentence
        self.first = [0] * size  # of the sentence
        self.commas = [0] * size  # since the cue on the left
        self.that = [False] * size  # since the cue on the left
        self.bracket = [False] * size
        cue = stretch = comma = -1
        start = commas = 0
        that = bracket = False
        for i, (token, word) in enumerate(zip(tokens, seen, strict=True)):
            if starts[i]:
                cue = comma = -1
                start, commas, that, bracket = i, 0, False, False
            if token in ")]":
                bracket = False
            self.first[i] = start
            self.cue_left[i], self.stretch_left[i], self.comma_left[i] = cue, stretch, comma
            self.commas[i], self.that[i], self.bracket[i] = min(commas, CAP), that, bracket
            if word.strength in STRONG:
                cue, commas, that = i, 0, False
            elif token == ",":
                comma, commas = i, commas + 1
            elif token in "([":
                bracket = True
            elif token == "that":
                that = True
            elif token[0] == QUOTED:
                stretch = i
        cue = stretch = comma = -1
        for i in range(size - 1, -1, -1):
            token = tokens[i]
            self.cue_right[i], self.stretch_right[i], self.comma_right[i] = cue, stretch, comma
            if seen[i].strength in STRONG:
                cue = i
            elif token == ",":
                comma = i
            elif token[0] == QUOTED:
                stretch = i
            if starts[i]:
                cue = comma = -1


def keys(tokens: Sequence[str], place: Place, named: frozenset[str], words: Words) -> Iterator[tuple[Key, ...]]:
    """Give for each token its key in each group of `FORMS`."""
    seen = [words(token) for token in tokens]
    around = _Surroundings(tokens, seen)
    padded = [PAD] * 3 + list(tokens) + [PAD] * 4
    lower = ["", *(word.lower for word in seen), ""]
    stems = ["", *(word.stem for word in seen), ""]
    kinds = [PAD, PAD, *(word.kind for word in seen), PAD, PAD, PAD]
    strengths = [word.strength for word in seen]
    beside = ["n" if token in named else "" for token in padded[2:-3]]
    stretches = [token[2:4] if token[0] == QUOTED else "" for token in tokens]
    quoted = any(stretches)
    last = len(tokens) - 1
    for i in range(len(tokens)):
        a, b, kind, d, e, f = kinds[i : i + 6]
        left, right, first = around.cue_left[i], around.cue_right[i], around.first[i]
        comma_left, comma_right = around.comma_left[i], around.comma_right[i]
        stretch_left, stretch_right = around.stretch_left[i], around.stretch_right[i]
        strength_left = strengths[left] if left >= 0 else "0"
        strength_right = strengths[right] if right >= 0 else "0"
        yield (
            *padded[i : i + 8],
            (lower[i], lower[i + 1]),
            (lower[i + 1], lower[i + 2]),
            (stems[i], kind),
            (kind, stems[i + 2]),
            (a, b, kind),
            (b, kind, d),
            (kind, d, e),
            (kind, d, e, f),
            (a, b, kind, d, e),
            (stems[left + 1], kinds[left + 3], around.that[i]) if left >= 0 else None,
            (kind, strength_left, far(i - left), around.that[i], around.commas[i]) if left >= 0 else (kind,),
            (stems[right + 1], strength_right) if right >= 0 else None,
            (kind, strength_right, far(right - i), kinds[right + 1]) if right >= 0 else (kind,),
            (kind, strength_left, strength_right),
            (kind, stretches[stretch_left], far(i - stretch_left)) if stretch_left >= 0 else None,
            (kind, stretches[stretch_right], far(stretch_right - i)) if stretch_right >= 0 else None,
            (kind, kinds[comma_left + 1], kinds[comma_left + 3], far(i - comma_left)) if comma_left >= 0 else None,
            (kind, kinds[comma_right + 3], far(comma_right - i)) if comma_right >= 0 else None,
            (kind, far(i - first), around.bracket[i], quoted),
            (kind, beside[i], beside[i + 1], beside[i + 2]),
            (place, stretches[i] and kind, i == 0, i == last) if i in (0, last) or stretches[i] else None,
        )


# --- the features of each group ------------------------------------------------------------------------------------


def _at(offset: int) -> Form:
    """Give the form of the group that hangs on the token at an offset."""

    def form(words: Words, token: Key) -> list[str]:
        if token == PAD:
            return [f"w{offset}="]
        word = words(token)
        out = [f"w{offset}={word.lower}"]
        if abs(offset) <= NEAR:
            out += [f"s{offset}={word.shape}", f"b{offset}={word.strength}", f"c{offset}={word.kind}"]
        if abs(offset) <= 1:
            out += [f"x{offset}={word.lower[-3:]}", f"m{offset}={word.stem}"]
        return out

    return form


def _near_kinds(words: Words, key: Key) -> list[str]:
    before, kind, after = key
    return [f"t={before}|{kind}|{after}", f"pc={before}|{kind}", f"nc={kind}|{after}"]


def _cue_left(words: Words, key: Key) -> list[str]:
    return [] if key is None else [f"L={key[0]}", f"Lc={key[0]}|{key[1]}|{key[2]}"]


def _cue_left_far(words: Words, key: Key) -> list[str]:
    if len(key) == 1:
        return ["L-", f"L-{key[0]}"]
    kind, strength, distance, that, commas = key
    return [f"Lb={strength}|{distance}|{that}", f"Lm={strength}|{distance}|{kind}", f"Lk={commas}|{kind}|{that}"]


def _cue_right(words: Words, key: Key) -> list[str]:
    return [] if key is None else [f"R={key[0]}"]


def _cue_right_far(words: Words, key: Key) -> list[str]:
    if len(key) == 1:
        return ["R-", f"R-{key[0]}"]
    kind, strength, distance, before = key
    return [f"Rb={strength}|{distance}", f"Rm={strength}|{distance}|{kind}", f"Rp={before}|{strength}|{kind}"]


def _between_cues(words: Words, key: Key) -> list[str]:
    return [f"LR={key[1]}|{key[2]}|{key[0]}"]


def _stretch(name: str) -> Form:
    def form(words: Words, key: Key) -> list[str]:
        if key is None:
            return [f"{name}-"]
        kind, stretch, distance = key
        return [f"{name}={stretch}|{distance}", f"{name}m={stretch[1]}|{distance}|{kind}"]

    return form


def _comma_left(words: Words, key: Key) -> list[str]:
    if key is None:
        return ["cl-"]
    kind, before, after, distance = key
    return [f"cl={before},{after}|{min(distance, 4)}", f"clm={before},{after}|{kind}"]


def _comma_right(words: Words, key: Key) -> list[str]:
    if key is None:
        return ["cr-"]
    kind, after, distance = key
    return [f"cr={after}|{distance}", f"crm={after}|{kind}"]


def _position(words: Words, key: Key) -> list[str]:
    kind, distance, bracket, quoted = key
    out = [f"o={min(distance, 3)}|{kind}", f"h={quoted}|{kind}"]
    return [*out, "(", f"({kind}"] if bracket else out


def _beside(words: Words, key: Key) -> list[str]:
    kind, before, here, after = key
    return [f"nb={before}|{here}|{after}|{kind}"]


def _place(words: Words, key: Key) -> list[str]:
    if key is None:
        return []
    place, stretch, begins, ends = key
    out = ["first"] if place.first else []
    if begins:
        out += ["bos", f"bos{place.before}{stretch}"]
    if ends:
        out += ["eos", f"eos{place.after}{stretch}"]
    if stretch:
        out.append(f"pl={place.before}|{stretch}")
    return out


# The name of a group stands for the one feature that its key makes, joined.
FORMS: tuple[Form | str, ...] = (
    *(_at(offset) for offset in OFFSETS), "p=", "n=", "sp=", "sn=", "u=",
    _near_kinds, "v=", "z=", "y=", _cue_left, _cue_left_far, _cue_right, _cue_right_far,
    _between_cues, _stretch("ql"), _stretch("qr"), _comma_left, _comma_right, _position, _beside, _place,
)  # fmt: skip


def features(words: Words, key: tuple[Key, ...]) -> list[str]:
    """Give all features of a token by its keys."""
    out: list[str] = []
    for form, part in zip(FORMS, key, strict=True):
        out += [form + "|".join(part)] if isinstance(form, str) else form(words, part)
    return out
