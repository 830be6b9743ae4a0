"""A text and its names in, the names out that are none of them plain words: "SUV", "Neighbours fled", "PORT REOPENS".

Capitals mean little where any word has one: at the beginning of a sentence and in headlines. There a word counts as a
name only if it can hardly be anything else, or if the text has it as a name in its body too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Sequence
from functools import cache

from nwtool.language import lexicon
from nwtool.language.candidates import EDGE, style_of
from nwtool.language.patterns import late
from nwtool.language.text import words_of
from nwtool.stages.naming.forms import Name, is_place, key_of

OPENING_RE = re.compile(r"(?:^|[.!?:\n\"“]\s?|[\n\s][-–—•*]\s)$")
SMALL_RE = late(r"(?<![\w'’.-])[a-z]+(?![\w'’])")
STOPS = (".", "?", "!", "”", '"')
TABLE_HEADS = (" DIVISION", " CONFERENCE")
PRICE_RE = late(r"[A-Z]{1,3}[a-z]?\d+[.,]\d")  # "N1.4bn"
FOREIGN = frozenset({"le", "la", "les", "el", "los", "las", "il", "der", "die", "das", "un", "una"})  # articles
LONGEST = 160  # characters of a headline
LONGEST_NAME = 4  # words of a name in a headline in capitals


def drop_plain(text: str, names: Sequence[Name]) -> list[Name]:
    """Give the names of a text without plain words that were taken for some.

    >>> text = "FLOOD HITS THE PORT OF LISBON AGAIN\\nNeighbours left their SUV. The neighbours are in Lisbon."
    >>> found = [(15, 19, "ORG"), (23, 29, "LOC"), (36, 46, "LOC"), (58, 61, "ORG"), (85, 91, "LOC")]
    >>> [text[name.start : name.end] for name in drop_plain(text, [Name(*span) for span in found])]
    ['LISBON', 'Lisbon']
    """
    headlines = list(find_headlines(text))
    inside = [False] * len(names)
    at = 0
    for index, name in enumerate(names):
        while at < len(headlines) and headlines[at][1] <= name.start:
            at += 1
        inside[index] = at < len(headlines) and headlines[at][0] <= name.start
    keys = {key_of(text[name.start : name.end]) for name, is_inside in zip(names, inside, strict=True) if not is_inside}
    body = keys.union(*(key.split(" ") for key in keys if " " in key))
    small = cache(lambda: frozenset(SMALL_RE.findall(text)))
    return [
        name
        for name, is_inside in zip(names, inside, strict=True)
        if not is_plain(text, name, small) and not (is_inside and _is_headline_word(text, name, body))
    ]


def find_headlines(text: str) -> Iterator[tuple[int, int]]:
    """Give the spans of the lines in which most words have a capital or all letters are one."""
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        may_be = 0 < len(line) <= LONGEST and not line.islower() and (line.isupper() or not line.endswith(STOPS))
        if may_be and style_of(line, [*EDGE, *words_of(line), *EDGE]):
            yield start, end
        start = end + 1


def is_plain(text: str, name: Name, small: Callable[[], Container[str]]) -> bool:
    """Tell whether a name of one word is an abbreviation of something else, or the first word of a sentence.

    `small` gives the text's words in small letters.
    """
    word = text[name.start : name.end]
    if " " in word:
        return word.endswith(TABLE_HEADS)
    if word in lexicon.words("plain-acronyms"):
        return True
    low = word.lower()
    if low in FOREIGN:
        return True
    is_upper = word.isupper()
    is_heading = is_upper or text[name.end : name.end + 1] == ":"
    if is_heading and low in lexicon.table("sports") and word not in lexicon.words("organisations"):
        return True
    if name.label in ("NORP", "PER"):
        return False
    if word[-1].isdecimal() and PRICE_RE.match(text, name.start):
        return True
    if is_upper or is_place(low) or not _opens(text, name):
        return False
    return lexicon.holds("english-words", low) and low in small()


def _opens(text: str, name: Name) -> bool:
    """Tell whether a name is the beginning of a sentence."""
    return OPENING_RE.search(text, max(0, name.start - 3), name.start) is not None


def _is_headline_word(text: str, name: Name, body: set[str]) -> bool:
    """Tell whether a name in a headline is made of plain words, and none of the body's names has it.

    In capitals that is one word ("PORT"); in a line of capitalised words the title of a work ("Older Than the Sun"),
    since firms and places of such words are more often what they seem.
    """
    surface = text[name.start : name.end]
    key = key_of(surface)
    words = key.split(" ")
    if surface.isupper() and len(words) > LONGEST_NAME:
        return key not in body  # half a headline
    if name.label != "MISC" and not (surface.isupper() and len(words) == 1):
        return False
    return not (key in body or is_place(key)) and all(lexicon.holds("english-words", word) for word in words)
