"""The tokens of a paragraph in, what the tagger sees at each of them out.

What is seen falls into groups, each of which hangs on a small key: a word and its offset, a pair of words, the kinds
of five words in a row, the last cue before. `keys` gives the keys of a token, `FORMS` turns each into features. So the
weights of a whole group are summed once for a key and then remembered, and training sees the very same features.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from nwtool.stages.quote_tokens import QUOTED
from nwtool.stages.quote_words import PAD, STRONG, Word, Words

Key = Any  # a string or a tuple of strings and small numbers: what one group hangs on
Form = Callable[[Words, Key], list[str]]
OFFSETS = range(-3, 5)
NEAR = 2  # offsets up to this one also show shape, strength and kind
CAP = 3  # commas are counted up to this many
DISTANCES = (0, 1, 2, 4, 8, 15)  # upper bounds, in tokens, of the classes of distance


class Place(NamedTuple):
    """Where a paragraph stands."""

    first: bool
    """It is the first line of its document."""
    before: str
    """How the one before ends: `:`, `-` in an open stretch, `+` in a closed one, or ``."""
    after: bool
    """The next one begins with a stretch."""


def distance(tokens: int) -> int:
    """Give the class of a distance in tokens."""
    for i, most in enumerate(DISTANCES):
        if tokens <= most:
            return i
    return len(DISTANCES)


def ends_sentence(token: str) -> bool:
    """Tell whether a sentence can end with this token."""
    return token in ".?!" or (token[0] == QUOTED and token[3] in ".?!")


def sentence_starts(tokens: Sequence[str]) -> list[bool]:
    """Tell for each token whether it begins a sentence."""
    return [
        i == 0 or (ends_sentence(tokens[i - 1]) and (token[0].isupper() or token[0] == QUOTED))
        for i, token in enumerate(tokens)
    ]


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
    beside = ["n" if token in named else "" for token in padded[2:-3]]
    quoted = any(token[0] == QUOTED for token in tokens)
    last = len(tokens) - 1
    for i in range(len(tokens)):
        kind = kinds[i + 2]
        yield (
            *padded[i : i + 8],
            (lower[i], lower[i + 1]),
            (lower[i + 1], lower[i + 2]),
            (stems[i], kind, stems[i + 2]),
            tuple(kinds[i : i + 6]),
            _cue_left(around, i, seen, kind),
            _cue_right(around, i, seen, kind, kinds),
            _stretches(around, i, tokens, kind),
            _commas(around, i, kinds, kind),
            (
                min(distance(i - around.first[i]), 3),
                around.bracket[i],
                quoted,
                kind,
                beside[i] + "|" + beside[i + 1] + "|" + beside[i + 2],
                kinds[around.first[i] + 2],
                kinds[around.first[i] + 3],
            ),
            (place, kind if kind[0] == "q" else "", i == 0, i == last),
        )


def _cue_left(around: _Surroundings, i: int, seen: Sequence[Word], kind: str) -> Key:
    cue = around.cue_left[i]
    if cue < 0:
        return (kind,)
    after = seen[cue + 1].kind
    return (kind, seen[cue].stem, seen[cue].strength, distance(i - cue), after, around.that[i], around.commas[i])


def _cue_right(around: _Surroundings, i: int, seen: Sequence[Word], kind: str, kinds: Sequence[str]) -> Key:
    cue = around.cue_right[i]
    left = around.cue_left[i]
    strength = seen[left].strength if left >= 0 else "0"
    if cue < 0:
        return (kind, strength)
    return (kind, strength, seen[cue].stem, seen[cue].strength, distance(cue - i), kinds[cue + 1])


def _stretches(around: _Surroundings, i: int, tokens: Sequence[str], kind: str) -> Key:
    left, right = around.stretch_left[i], around.stretch_right[i]
    return (
        kind,
        tokens[left][2:4] if left >= 0 else "",
        distance(i - left),
        tokens[right][2:4] if right >= 0 else "",
        distance(right - i),
    )


def _commas(around: _Surroundings, i: int, kinds: Sequence[str], kind: str) -> Key:
    left, right = around.comma_left[i], around.comma_right[i]
    return (
        kind,
        kinds[left + 1] + "," + kinds[left + 3] if left >= 0 else "",
        distance(i - left),
        kinds[right + 3] if right >= 0 else "",
        distance(right - i),
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


def _form_before(words: Words, key: Key) -> list[str]:
    return [f"p={key[0]}|{key[1]}"]


def _form_after(words: Words, key: Key) -> list[str]:
    return [f"n={key[0]}|{key[1]}"]


def _form_stems(words: Words, key: Key) -> list[str]:
    before, kind, after = key
    return [f"sp={before}|{kind}", f"sn={kind}|{after}"]


def _form_kinds(words: Words, key: Key) -> list[str]:
    a, b, c, d, e, f = key
    return [
        f"pc={b}|{c}", f"nc={c}|{d}", f"t={b}|{c}|{d}", f"u={a}|{b}|{c}", f"v={c}|{d}|{e}", f"y={a}|{b}|{c}|{d}|{e}",
        f"z={c}|{d}|{e}|{f}",
    ]  # fmt: skip


def _form_cue_left(words: Words, key: Key) -> list[str]:
    if len(key) == 1:
        return ["L-", f"L-{key[0]}"]
    kind, base, strength, far, after, that, commas = key
    return [
        f"L={base}", f"Lb={strength}|{far}|{that}", f"Lc={base}|{after}|{that}", f"Lm={strength}|{far}|{kind}",
        f"Lk={commas}|{kind}|{that}",
    ]  # fmt: skip


def _form_cue_right(words: Words, key: Key) -> list[str]:
    kind, left = key[:2]
    if len(key) == 2:
        return ["R-", f"R-{kind}", f"LR={left}|0|{kind}"]
    _, _, base, strength, far, before = key
    return [
        f"R={base}", f"Rb={strength}|{far}", f"Rm={strength}|{far}|{kind}", f"Rp={before}|{strength}|{kind}",
        f"LR={left}|{strength}|{kind}",
    ]  # fmt: skip


def _form_stretches(words: Words, key: Key) -> list[str]:
    kind, left, from_left, right, to_right = key
    out = ["ql-"] if not left else [f"ql={left}|{from_left}", f"qlm={left[1]}|{from_left}|{kind}"]
    return out + (["qr-"] if not right else [f"qr={right}|{to_right}", f"qrm={right[1]}|{to_right}|{kind}"])


def _form_commas(words: Words, key: Key) -> list[str]:
    kind, left, from_left, right, to_right = key
    out = ["cl-"] if not left else [f"cl={left}|{min(from_left, 4)}", f"clm={left}|{kind}"]
    return out + (["cr-"] if not right else [f"cr={right}|{to_right}", f"crm={right}|{kind}"])


def _form_position(words: Words, key: Key) -> list[str]:
    position, bracket, quoted, kind, beside, first, second = key
    out = [
        f"o={position}|{kind}",
        f"h={quoted}|{kind}",
        f"nb={beside}|{kind}",
        f"f={first}|{second}",
        f"fk={first}|{kind}",
    ]
    return [*out, "(", f"({kind}"] if bracket else out


def _form_place(words: Words, key: Key) -> list[str]:
    place, stretch, begins, ends = key
    out = ["first"] if place.first else []
    if begins:
        out += ["bos", f"bos{place.before}{stretch}"]
    if ends:
        out += ["eos", f"eos{place.after}{stretch}"]
    if stretch:
        out.append(f"pl={place.before}|{stretch}")
    return out


FORMS: tuple[Form, ...] = (
    *(_at(offset) for offset in OFFSETS), _form_before, _form_after, _form_stems, _form_kinds, _form_cue_left,
    _form_cue_right, _form_stretches, _form_commas, _form_position, _form_place,
)  # fmt: skip


def features(words: Words, key: tuple[Key, ...]) -> list[str]:
    """Give all features of a token by its keys."""
    return [feature for form, part in zip(FORMS, key, strict=True) for feature in form(words, part)]
