"""A text in, its names and amounts out, in order and none overlapping: what the tagger and the rules found, tidied."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

from nwtool.language import lexicon
from nwtool.language.kinds import is_people
from nwtool.language.ner import find_names
from nwtool.stages.dates.amounts import Amount, find_amounts
from nwtool.stages.naming.acronyms import find_acronyms
from nwtool.stages.naming.cues import apply_cues
from nwtool.stages.naming.edges import mend_edges
from nwtool.stages.naming.forms import Name, is_place, key_of
from nwtool.stages.naming.known import add_known
from nwtool.stages.naming.languages import name_languages
from nwtool.stages.naming.lists import agree
from nwtool.stages.naming.plain import drop_plain
from nwtool.stages.naming.roles import is_title
from nwtool.stages.naming.shapes import add_shaped
from nwtool.stages.naming.sport import players_of
from nwtool.stages.naming.teams import name_teams

EDGE_RE = re.compile(r"[\s\"“”‘,;:()\[\]]+|[Tt]he\s+|THE\s+")
END_RE = re.compile(r"(?:[\s\"“”‘,;:()\[\]]+|['’][sS]|(?<=s)['’])+$")
SENTENCE_RE = re.compile(r"(?<=[a-z]{4})[.!?]+\s+(?=[A-Z])|\n+|(?<=[A-Z]{2}) - (?=[A-Z]{2})")
OPENERS = frozenset({"Is", "Was", "Did", "But", "And", "If", "When", "As", "For", "While"})
HONORIFICS = frozenset({"mr", "mrs", "ms", "miss", "mister", "madam"})
STATE_RE = re.compile(r",\s(?P<state>[A-Z][a-z]{1,5}|[A-Z]\.\s?[A-Z])\.")
PLACE_RE = re.compile(r"\b(?:[Ii]n|[Aa]t|[Nn]ear|of|[Ff]rom|[Oo]utside|[Aa]round|to)\s$")
POSSESSIVE_RE = re.compile(r"['’]s\s+")


class Mentions(NamedTuple):
    """Names, pairs of indices of a name and the acronym that a bracket gives it, and amounts."""

    names: list[Name]
    pairs: list[tuple[int, int]]
    amounts: list[Amount]


def find_mentions(text: str, created: date | None, model: str | None = None) -> Mentions:
    """Give the names and the amounts of a text; of two that overlap the longer stays, of two alike the amount.

    `model` names another model than ours to find the names with.
    """
    whole = add_shaped(text, mend_edges(text, tidy(text, _find(text, model))))
    located = agree(text, apply_cues(text, list(add_known(text, list(locate(text, whole))))))
    players = players_of(text)
    teams = name_teams(text, located, players)
    if players:
        from nwtool.stages.naming.results import name_results  # its patterns take milliseconds to build

        teams = name_results(text, teams)
    names = name_languages(text, drop_plain(text, teams))
    amounts = list(find_amounts(text, created))
    over = overlapping(names, amounts)
    kept = [name for name, inside in zip(names, over, strict=True) if not any(_wins(found, name) for found in inside)]
    names, pairs = find_acronyms(text, kept)
    beaten = {found.start for inside in overlapping(names, amounts) for found in inside}
    return Mentions(names, pairs, [found for found in amounts if found.start not in beaten])


def _find(text: str, model: str | None) -> Iterator[Name]:
    if model is None:
        return (Name(*found) for found in find_names(text))
    from nwtool.stages.naming.backends import load_backend

    return load_backend(model)(text)


def overlapping(names: list[Name], amounts: list[Amount]) -> list[list[Amount]]:
    """Give for each name the amounts that share text with it; both lists are in order."""
    out: list[list[Amount]] = []
    first = 0
    for name in names:
        while first < len(amounts) and amounts[first].end <= name.start:
            first += 1
        last = first
        while last < len(amounts) and amounts[last].start < name.end:
            last += 1
        out.append(amounts[first:last])
    return out


def _wins(amount: Amount, name: Name) -> bool:
    """Tell whether an amount takes a name's place; a number that is the whole name ("the 139th") doesn't."""
    more = (amount.end - amount.start) - (name.end - name.start)
    return more > 0 or (more == 0 and amount.type not in ("CARDINAL", "ORDINAL"))


def tidy(text: str, names: Iterable[Name]) -> Iterator[Name]:
    """Give names without articles, titles and possessives at their ends; "Ukraine's Crimea" is two names.

    >>> text = "the President Ann Lee's Ukraine's Crimea"
    >>> [text[n.start : n.end] for n in tidy(text, [Name(4, 23, "PER"), Name(24, 40, "LOC")])]
    ['Ann Lee', 'Ukraine', 'Crimea']
    """
    for start, end, label in names:
        for first, behind, kind in _tidied(text[start:end], label):
            yield Name(start + first, start + behind, kind)


@lru_cache(maxsize=2048)
def _tidied(surface: str, label: str) -> tuple[Name, ...]:
    """Give what is left of one name, as places in it."""
    return tuple(tidied for part in split(surface, label) for tidied in _without_edges(surface, part))


def _without_edges(surface: str, part: Name) -> Iterator[Name]:
    start, end, label = part
    possessive = POSSESSIVE_RE.search(surface, start, end)
    if possessive and is_place(key_of(surface[start : possessive.start()])):
        yield Name(start, possessive.start(), "LOC")
        start = possessive.end()
    edge = None if is_place(key_of(surface[start:end])) else EDGE_RE.match(surface, start, end)
    while edge and edge.end() < end:
        start = edge.end()
        edge = EDGE_RE.match(surface, start, end)
    tail = END_RE.search(surface, start, end)
    if tail and tail.start() > start:
        end = tail.start()
    if label == "PER":
        start = _without_titles(surface, start, end)
    if start < end and not surface[start:end].isspace():
        if label in ("MISC", "LOC") and is_people(key_of(surface[start:end])):
            label = "NORP"
        yield Name(start, end, label)


def split(surface: str, label: str) -> Iterator[Name]:
    """Give the parts of a name that runs over the end of a sentence: "Smith. Jones" is no name, "St. Louis" is."""
    start = 0
    for stop in SENTENCE_RE.finditer(surface):
        yield Name(start, stop.start(), label)
        start = stop.end()
    yield Name(start, len(surface), label)


def locate(text: str, names: list[Name]) -> Iterator[Name]:
    """Give names with the label LOC where they can be nothing else: "near Bala, Wales", "Bala, Wash."

    >>> text = "near Bala, Wales"
    >>> [name.label for name in locate(text, [Name(5, 9, "PER"), Name(11, 16, "LOC")])]
    ['LOC', 'LOC']
    """
    state = -1  # where the short form of a state begins
    for name, behind in zip_longest(names, names[1:]):
        comma = text.startswith(",", name.end)
        found = STATE_RE.match(text, name.end) if comma else None
        in_state = found is not None and found["state"].lower() in lexicon.words("state-abbreviations")
        is_person = name.label == "PER" and " " in text[name.start : name.end]
        if name.start == state or (in_state and not is_person) or (comma and behind and _lies_in(text, name, behind)):
            name = name._replace(label="LOC")
        state = found.start("state") if found and in_state else -1
        yield name


def _lies_in(text: str, name: Name, behind: Name) -> bool:
    """Tell whether a name of one word lies "in" the place behind it and its comma."""
    return (
        text[name.end : behind.start] == ", "
        and " " not in text[name.start : name.end]
        and is_place(key_of(text[behind.start : behind.end]))
        and PLACE_RE.search(text, max(0, name.start - 8), name.start) is not None
    )


def _without_titles(text: str, start: int, end: int) -> int:
    """Give the start of a person's name behind the titles, or the first word of the sentence, before it."""
    first, space, _ = text[start:end].partition(" ")
    if space and first in OPENERS:
        start += len(first) + 1
    while True:
        space_at = text.find(" ", start, end)
        if space_at < 0:
            return start
        word = text[start:space_at].rstrip(".").lower()
        if word in lexicon.words("title-names") or not (is_title(word) or word in HONORIFICS or _is_plural(word)):
            return start
        start = space_at + 1


def _is_plural(word: str) -> bool:
    """Tell whether a word is a title of several people: "Governors", "Secretaries"."""
    one = word[:-3] + "y" if word.endswith("ies") else word[:-1]
    return word.endswith("s") and one in lexicon.words("titles")
