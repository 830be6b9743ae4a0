"""The entities of a document in, look-ups out: by place, by what a phrase is about, by role, by gender.

A phrase is read from its head: the name in it that nothing makes a modifier. "Clinton campaign" and "a spokesman for
Clinton" name nobody.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from nwtool.language import lexicon
from nwtool.record.document import Entity

NAMED_TYPES = frozenset({"PERSON", "ORG", "GPE", "FAC", "LOC", "WORK_OF_ART"})
COLLECTIVE_TYPES = frozenset({"ORG", "GPE", "FAC"})
PERSON = "PERSON"
PLACES = frozenset({"GPE", "LOC", "FAC"})
# What ends the part of a phrase in which its head stands.
TAIL_RE = re.compile(r"[,;:(\[—–]|\s-\s|\s(?:who|whose|which|that|of|for|from|in|at|on|with|by|to|as|during)\b")
APPOSITION_RE = re.compile(r"[,;:(\[—–]|\s-\s")
POSSESSIVE_RE = re.compile(r"['’]s?(?!\w)")
WORD_RE = re.compile(r"[^\W\d_]+")
BARE_RE = re.compile(r"^(?:the|Mr\.?|Mrs\.?|Ms\.?|Dr\.?|Sen\.|Rep\.|Gov\.|Sir)\s+", re.I)
LONGEST_TITLE = 16  # characters, with the blank behind it


class Place(NamedTuple):
    """One mention and the number of its entity in the list."""

    start: int
    end: int
    entity: int


class Cast:
    """The entities of a document, by place, by role and by gender."""

    def __init__(self, text: str, entities: Sequence[Entity]) -> None:
        self.text = text
        self.entities = entities
        self.places = sorted(
            Place(mention["start"], mention["end"], i)
            for i, entity in enumerate(entities)
            if entity["type"] in NAMED_TYPES
            for mention in entity["mentions"]
        )
        self._starts = [place.start for place in self.places]
        self._mentions = [sorted(mention["start"] for mention in entity["mentions"]) for entity in entities]
        self._roles = _roles(entities)
        self._surfaces = _surfaces(entities)
        self.gender_words = gender_words()
        self._genders: dict[int, str | None] = {}

    def within(self, start: int, end: int) -> Sequence[Place]:
        """Give the mentions that lie in `text[start:end]`."""
        first = bisect_left(self._starts, start)
        return [p for p in self.places[first : bisect_left(self._starts, end, first)] if p.end <= end]

    def is_person(self, entity: int) -> bool:
        """Tell whether an entity is a person: by its type, or a place with a given name in front."""
        kind = self.entities[entity]["type"]
        if kind == PERSON:
            return True
        words = self.entities[entity]["name"].split()
        return kind in PLACES and len(words) > 1 and words[0] in lexicon.table("given-names")

    def name(self, entity: int) -> str:
        """Give the name of an entity."""
        return self.entities[entity]["name"]

    def gender(self, entity: int) -> str | None:
        """Give `m` or `f` where a title, a role or the given name of a person tells."""
        if entity not in self._genders:
            self._genders[entity] = self._find_gender(entity)
        return self._genders[entity]

    def _find_gender(self, number: int) -> str | None:
        entity = self.entities[number]
        given = lexicon.table("given-names")
        names = _names(entity)
        for name in names:
            words = WORD_RE.findall(name)
            if len(words) > 1 and words[0] in given:
                return given[words[0]]
        for mention in entity["mentions"]:
            before = self.text[max(0, mention["start"] - LONGEST_TITLE) : mention["start"]]
            title = WORD_RE.findall(before)[-1:]
            if title and title[0][0].isupper() and title[0].lower() in self.gender_words:
                return self.gender_words[title[0].lower()]
        for phrase in [*names, *entity.get("roles", ())]:
            for word in WORD_RE.findall(phrase):
                if word.lower() in self.gender_words:
                    return self.gender_words[word.lower()]
        return None

    # --- phrases ---------------------------------------------------------------------------------------------------

    def head(self, start: int, end: int) -> int | None:
        """Give the entity that a phrase is about, by the names in it.

        The first part of the phrase decides, up to a comma or a preposition; when it names nobody, an apposition may.
        """
        parts = []
        at = start
        for match in APPOSITION_RE.finditer(self.text, start, end):
            parts.append((at, match.start()))
            at = match.end()
        parts.append((at, end))
        for i, (a, b) in enumerate(parts[:4]):
            found = self._head_of_part(a, b, names_only=i > 0)
            if found is not None:
                return found
        return None

    def _head_of_part(self, start: int, end: int, names_only: bool) -> int | None:
        places = self.within(start, end)
        if not places:
            return None if names_only else self._by_form(bare(self.text[start:end]))
        if names_only:  # an apposition: it must begin with a person
            first = places[0]
            lead = self.text[start : first.start].strip()
            return first.entity if self.is_person(first.entity) and not lead else None
        tail = end
        for match in TAIL_RE.finditer(self.text, start, end):
            if not any(p.start <= match.start() < p.end for p in places):
                tail = match.start()
                break
        best: int | None = None
        for place in places:
            if place.end > tail:
                break
            rest = self.text[place.end : tail]
            possessive = POSSESSIVE_RE.match(rest)
            if possessive:
                rest = rest[possessive.end() :]
                if rest.strip():
                    continue
            if rest.strip() and not self._is_apposition(place, rest):
                continue
            if best is None or self.is_person(place.entity) or not self.is_person(best):
                best = place.entity
        return best

    def _by_form(self, name: str) -> int | None:
        """Give the entity that has a name, also where the name is set in capitals."""
        return self._surfaces.get(name, self._surfaces.get(name.title()) if name.isupper() else None)

    def _is_apposition(self, place: Place, rest: str) -> bool:
        """Tell whether the words behind a name only say what it is: "FSB security service", "Cruz himself"."""
        words = rest.split()
        if self.is_person(place.entity):
            return words[0].lower() in lexicon.words("behind-subjects")
        return words[-1].lower() in lexicon.words("body-nouns") or words[0] == "itself"

    def by_role(self, noun: str, before: int) -> int | None:
        """Give the person with a role, or the body with a noun in its name, that was mentioned last before a place."""
        best: tuple[int, int] | None = None
        for entity in self._roles.get(noun, ()):
            starts = self._mentions[entity]
            i = bisect_left(starts, before)
            if i and (best is None or starts[i - 1] > best[0]):
                best = starts[i - 1], entity
        return best[1] if best else None


def bare(phrase: str) -> str:
    """Give a phrase without its article, the title before it and what a name can do without at its edges.

    >>> bare("the FBI"), bare("Mr. Lopes, ")
    ('FBI', 'Lopes')
    """
    return BARE_RE.sub("", phrase).rstrip(" ,'’")


def _names(entity: Entity) -> list[str]:
    """Give the name of an entity and its other names, of which layers that others wrote need not tell."""
    return [entity["name"], *entity.get("aliases", ())]


def _surfaces(entities: Sequence[Entity]) -> dict[str, int | None]:
    """Give the entities by their names, other names and surnames; None for a name that several have."""
    out: dict[str, int | None] = {}
    for i, entity in enumerate(entities):
        if entity["type"] not in NAMED_TYPES:
            continue
        names = set(map(bare, _names(entity)))
        if entity["type"] == PERSON:
            names.update(entity["name"].split()[-1:])
        for name in sorted(names):
            out[name] = i if name not in out else None
    return out


def _roles(entities: Sequence[Entity]) -> dict[str, list[int]]:
    """Give the entities by the nouns that can mean them: the words of a person's roles, the nouns in a body's name."""
    nouns = lexicon.words("body-nouns")
    out: dict[str, list[int]] = {}
    for i, entity in enumerate(entities):
        if entity["type"] == PERSON:
            found = {word for role in entity.get("roles", ()) for word in WORD_RE.findall(role.lower())}
        elif entity["type"] in COLLECTIVE_TYPES:
            found = {w for name in _names(entity) for w in WORD_RE.findall(name.lower())} & nouns
        else:
            continue
        for word in sorted(found):
            out.setdefault(word, []).append(i)
    return out


@cache
def gender_words() -> Mapping[str, str]:
    """Give the words that tell a gender: titles, roles, kinship."""
    return lexicon.table("gender-words")
