"""People of a text in, their names that are spelled in two ways out.

Two parts of names are one misspelt when they differ by one letter, or by two that changed places, and something else
says that one person is meant: the other part of the name, or that a surname stands alone.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple
from unicodedata import normalize

from nwtool.checks.check import Finding
from nwtool.checks.config import CheckSettings
from nwtool.language import lexicon
from nwtool.record.document import Document
from nwtool.record.edits import Edit
from nwtool.stages.naming.people import SUFFIXES, is_same_first

MIN_PART = 5  # letters: shorter names that differ by one are mostly two names (Kim, Kin; Ross, Rose)
STROKES = str.maketrans("łŁøØđĐıĦħ", "lLoOdDiHh")  # letters that have no decomposed form
LONGEST = 30  # letters
OFTEN = 3  # mentions from which a name that only stands alone is spelled as it should be
MAX_AT_FORM = 8  # names looked at for one form: bounds the work on a text that is a list of them
PART_RE = re.compile(r"(?:[^\W\d_]|['’-](?=[^\W\d_]{2}))+")
CAPITAL_RE = re.compile(r"(?<![\w'’-])[A-Z][^\W\d_]*(?:['’-][A-Z]?[^\W\d_]{2,})*(?![\w-])")
SIC_RE = re.compile(r"[\w.'’]{0,40}[”\"’]?\s?[\[(]sic[\])]", re.I)


class Part(NamedTuple):
    """A word of a name: where it stands, and its letters in small, without accents."""

    start: int
    end: int
    letters: str


def folded(word: str) -> str:
    """Give a name's letters alone: without case, accents, hyphens and apostrophes.

    >>> folded("O’Neíll"), folded("Al-Assad")
    ('oneill', 'alassad')
    """
    if not word.isascii():
        word = normalize("NFKD", word).translate(STROKES)
    return "".join(filter(str.isalpha, word.casefold()))


def is_swap(one: str, other: str) -> bool:
    """Tell whether two words differ by two letters that changed places."""
    return len(one) == len(other) and sorted(one) == sorted(other) and is_slip(one, other)


def is_slip(one: str, other: str) -> bool:
    """Tell whether two words differ by one letter, or by two that changed places.

    >>> is_slip("rubio", "rubyo"), is_slip("viguerie", "vigurie"), is_slip("brian", "brain"), is_slip("brian", "bryon")
    (True, True, True, False)
    """
    if one == other:
        return False
    head = 0
    while head < min(len(one), len(other)) and one[head] == other[head]:
        head += 1
    left, right = one[head:], other[head:]
    if left[1:] == right[1:] or left[1:] == right or left == right[1:]:
        return True
    return left[:2] == right[1::-1] and left[2:] == right[2:]


def find_name_spelling(doc: Document, settings: CheckSettings) -> Iterator[Finding]:
    r"""One person's name is spelled in two ways.

    Rubio and Rubyo: two names of people share their first or their last part, and the other part is one letter, or a
    swap of two, away; or a surname alone is that far from the one of somebody who is named in full. The rarer form is
    flagged. Names that are two (Eric and Erica, Hansen and Hanson with first names of their own), plurals, and what
    `[sic]` stands behind are left alone.

    Flags:
        Senator Marco Rubio spoke first. Rubio was cheered. Later Senator Marco Rubyo left.
        Richard Viguerie wrote to the party, and Viguerie said so twice. “It is good,” Vigurie added.
    Leaves alone:
        Eric Miller and Erica Miller were married on Monday.
        Senator Marco Rubio spoke first. Then the Rubios left, and “Rubyo” [sic] was on the sign.
        Ann Hansen met Bob Hanson, and Hansen and Hanson agreed.
    Sure: 17 of 19 findings were right, and 13 of 13 in fresh texts.
    """
    text = doc["text"]
    names = list(_names(doc))
    if not names:
        return
    full = [name for name in names if len(name) > 1]
    alone = list(_words_alone(text, full))
    used = Counter(part.letters for part in (*(part for name in full for part in name), *alone))
    often = [name[0].letters for name in names if len(name) == 1 and used[name[0].letters] >= OFTEN]
    surfaces: dict[str, Counter[str]] = defaultdict(Counter)
    for name in names:
        for part in name:
            surfaces[part.letters][text[part.start : part.end]] += 1
    wrong: dict[Part, str] = {}
    for part, right in (*_beside(full, used), *_apart(alone, full, often, used)):
        wrong.setdefault(part, right)
    for part, right in sorted(wrong.items()):
        if SIC_RE.match(text, part.end):
            continue
        meant = surfaces[right].most_common(1)[0][0]
        written = text[part.start : part.end]
        edits = (Edit(part.start, part.end, meant),) if written.isupper() == meant.isupper() else ()
        times = f"{used[right]} times" if used[right] > 1 else "once"
        yield Finding(part.start, part.end, f"also spelled {meant} ({times})", edits)


def _names(doc: Document) -> Iterator[list[Part]]:
    """Give the names of people without their titles, part by part, in the order of the text."""
    text, titles = doc["text"], _titles()
    spans = [
        (mention["start"], mention["end"])
        for entity in doc["entities"]
        if entity["type"] == "PERSON"
        for mention in entity["mentions"]
    ]
    for start, end in sorted(spans):
        parts = [Part(*match.span(), folded(match[0])) for match in PART_RE.finditer(text, start, end)]
        parts = [
            part
            for part in parts
            if 0 < len(part.letters) <= LONGEST and part.letters not in SUFFIXES and part.letters not in titles
        ]
        if parts:
            yield parts


@cache
def _titles() -> frozenset[str]:
    return lexicon.words("title-names") | lexicon.words("titles") | {"mr", "mrs", "ms", "miss", "dr"}


def _words_alone(text: str, full: Iterable[list[Part]]) -> Iterator[Part]:
    """Give the capitalised words outside of full names that are as long as a surname that can be misspelt."""
    taken = {part.start for name in full for part in name}
    for match in CAPITAL_RE.finditer(text):
        if match.start() in taken:
            continue
        letters = folded(match[0])
        if MIN_PART - 1 <= len(letters) <= LONGEST:  # of a surname that lost a letter
            yield Part(*match.span(), letters)


def _beside(full: Iterable[list[Part]], used: Counter[str]) -> Iterator[tuple[Part, str]]:
    """Give the parts of full names whose other part says that another spelling is meant, with that spelling."""
    for own, other, is_one in ((-1, 0, _is_one_surname), (0, -1, _is_one_first)):
        by_other: dict[str, dict[str, list[Part]]] = defaultdict(lambda: defaultdict(list))
        for name in full:
            by_other[name[other].letters][name[own].letters].append(name[own])
        for spellings in by_other.values():
            if len(spellings) < 2:
                continue
            for one, right in _slips(spellings):
                if is_one(one, right) and _is_rarer(one, right, used, spellings):
                    yield from ((part, right) for part in spellings[one])


def _slips(words: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Give all ordered pairs of some words that are a slip apart."""
    seen = {
        (one, other)
        for group in _near(dict.fromkeys(words)).values()
        for one in group[:MAX_AT_FORM]
        for other in group[:MAX_AT_FORM]
        if is_slip(one, other)
    }
    yield from sorted(seen)


def _thinned(word: str) -> set[str]:
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}


def _is_rarer(one: str, right: str, used: Counter[str], spellings: dict[str, list[Part]]) -> bool:
    """Tell whether a spelling is the rarer one, or of two as rare the later one."""
    key = (used[one], -spellings[one][0].start)
    return key < (used[right], -spellings[right][0].start)


def _is_one_surname(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= MIN_PART and not _is_inflected(one, other)


def _is_one_first(one: str, other: str) -> bool:
    """Tell whether two first names that are a slip apart are one: not where both are names that people have."""
    if min(len(one), len(other)) < MIN_PART - 1:
        return False
    if is_swap(one, other):
        return True
    if _is_inflected(one, other):
        return False  # Eric and Erica, Pete and Peter
    return not {one, other} <= _given() or (one[-1] == other[-1] and is_same_first(one, other))


def _apart(
    alone: Iterable[Part], full: Iterable[list[Part]], often: Iterable[str], used: Counter[str]
) -> Iterator[tuple[Part, str]]:
    """Give the words that are a slip away from a surname, with that surname.

    Words that stand alone count against the surnames of those who are named in full, and against the names `often` used
    alone; a surname that stands once, in full, against the latter.
    """
    known = {part.letters for name in full for part in name}
    surnames = {name[-1].letters for name in full}
    once = [name[-1] for name in full if used[name[-1].letters] == 1]
    for parts, rights in (
        ([part for part in alone if part.letters not in known], surnames | set(often)),
        (once, set(often) - known),
    ):
        near = _near(sorted(right for right in rights if len(right) >= MIN_PART))
        for part in parts:
            letters = part.letters
            if letters in _others():
                continue
            found = {right for form in _thinned(letters) for right in near.get(form, ()) if is_slip(letters, right)}
            likely = [right for right in found if not _is_inflected(letters, right) and used[letters] <= used[right]]
            if len(likely) == 1:
                yield part, likely[0]


def _near(words: Iterable[str]) -> dict[str, list[str]]:
    """Give words by what they are with a letter left out: those that are a slip apart share such a form."""
    near: dict[str, list[str]] = defaultdict(list)
    for word in words:
        for form in _thinned(word):
            near[form].append(word)
    return near


def _is_inflected(one: str, other: str) -> bool:
    """Tell whether one word is a plural of the other, or a word made of it: Clintons, Korean, Italy."""
    short, long = sorted((one, other), key=len)
    return long.startswith(short) and long[-1] in "sniear"


@cache
def _given() -> frozenset[str]:
    return frozenset(map(folded, lexicon.table("given-names")))


@cache
def _others() -> frozenset[str]:
    """Give the words that are no misspelt surnames: other names and all words."""
    lists = ("english-words", "places", "regions", "norps", "languages")
    tables = ("countries", "nationalities", "months", "weekdays")
    return _given().union(*map(lexicon.words, lists), *(lexicon.table(name) for name in tables))
