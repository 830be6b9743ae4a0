"""A text and its names in, the names with those out that are some by their form alone: "Moon Jae-in".

The tagger reads a name word by word: of a hyphen and a small letter, and of a ministry before a spokesman, it has seen
too few to learn from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nwtool.language import lexicon
from nwtool.language.patterns import late
from nwtool.stages.naming.edges import KOREAN
from nwtool.stages.naming.forms import Name, merge

# A family name, and a given name of two syllables of which the second is written small, as in Seoul and in Taipei.
PERSON_RE = re.compile(
    r"(?P<family>[A-Z](?<![\w.@/’'-].)[a-z]+)\s(?P<one>[A-Z][a-z]+)[-‐‑](?P<two>[a-z]{2,6})(?![\w-]|\s[A-Z])"
)
BODY_RE = re.compile(r"\b(?P<field>[A-Z][a-z]+)\sMinistry(?![\w-]|\s[A-Z]|\s(?:of|for)\s)")

# Behind an agency's report, before a telephone number: "London Newsroom +44 171 ..."
OFFICE_RE = late(r"\s[Nn]ews(?:room|desk)(?=[\s,;:(]{1,2}[+\d])")
PLACE_RE = late(r"(?<![\w-])[A-Z][a-z]+(?:\s[A-Z][a-z]+){0,2}$")


def add_shaped(text: str, names: Sequence[Name]) -> list[Name]:
    """Give names in order with those that have the form of one; what lies in such a one is no name of its own.

    >>> text = "President Moon Jae-in and a Health Ministry spokesman, but no Ministry"
    >>> [text[name.start : name.end] for name in add_shaped(text, [Name(35, 43, "ORG")])]
    ['Moon Jae-in', 'Health Ministry']
    """
    found = [*_people(text), *_ministries(text), *_offices(text)]
    if not found:
        return list(names)
    return merge(found, names)


def _people(text: str) -> Iterator[Name]:
    for match in PERSON_RE.finditer(text):
        if match["family"] in lexicon.words("hyphen-families") and _is_given(match["one"], match["two"]):
            yield Name(*match.span(), "PER")


def _is_given(one: str, two: str) -> bool:
    """Tell whether two syllables can be a given name: "Jae-in", "Ki-moon", not "Istanbul-based", "Built-in"."""
    if not lexicon.holds("english-words", two):
        return True
    return two in KOREAN and not lexicon.holds("english-words", one.lower())


def _ministries(text: str) -> Iterator[Name]:
    if "Ministry" not in text:
        return
    for match in BODY_RE.finditer(text):
        if match["field"].lower() in lexicon.words("ministry-fields"):
            yield Name(*match.span(), "ORG")


def _offices(text: str) -> Iterator[Name]:
    if "ewsroom" not in text and "ewsdesk" not in text:
        return  # found ten times as fast
    for match in OFFICE_RE.finditer(text):
        place = PLACE_RE.search(text, max(0, match.start() - 40), match.start())
        if place:
            yield Name(place.start(), match.end(), "ORG")
