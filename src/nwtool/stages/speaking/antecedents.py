"""A pronoun and what stands before it in, the entity that it means out.

Outside of quotation marks an article speaks of few people at a time. The one meant is looked for in the sentences
before, the nearest first: who is their subject, then who has just been quoted. Gender and number rule people out.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence
from itertools import compress, count, pairwise
from typing import NamedTuple

from nwtool.language import lexicon
from nwtool.language.verbs import is_finite
from nwtool.stages.attribution.tokens import Paragraph
from nwtool.stages.speaking.cast import COLLECTIVE_TYPES, POSSESSIVE_RE, Cast, Place

MALE = frozenset({"he", "him", "his", "himself"})
FEMALE = frozenset({"she", "her", "hers", "herself"})
NEUTER = frozenset({"it", "its", "itself"})
RELATIVE = frozenset({"who", "whose", "which", "that", "whom"})
SPEAKING = frozenset({"i", "me", "my", "we", "us", "our", "you", "your", "mine", "ours"})
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
PRONOUNS = MALE | FEMALE | NEUTER | RELATIVE | SPEAKING | PLURAL
REACH = 8  # sentences looked back for a person
NEUTER_REACH = 3  # and for a body
FAR = 60  # characters between a name and its "who"


class Sentence(NamedTuple):
    """A sentence, with the mentions and the personal pronouns outside of quotation marks in it."""

    start: int
    places: list[Place]
    subjects: list[Place]
    """Those of the mentions that can be subjects."""
    males: list[int]
    females: list[int]


class Antecedents:
    """The sentences of a document with who stands in them, and who was quoted so far."""

    def __init__(self, cast: Cast, paragraphs: Sequence[Paragraph]) -> None:
        self._cast = cast
        self._bounds = [
            (paragraph, first, last)
            for paragraph in paragraphs
            for first, last in pairwise([*compress(count(), paragraph.starts), len(paragraph.starts)])
        ]
        self._starts = [paragraph.spans[first][0] for paragraph, first, _ in self._bounds]
        self._sentences: dict[int, Sentence] = {}
        self._quoted: list[tuple[int, int]] = []  # where somebody was quoted, and who

    def _sentence(self, number: int) -> Sentence:
        """Give a sentence; most are never asked for, since few pronouns speak."""
        if number not in self._sentences:
            self._sentences[number] = self._read(*self._bounds[number])
        return self._sentences[number]

    def _read(self, paragraph: Paragraph, first: int, last: int) -> Sentence:
        """Give the sentence that is made of some tokens of a paragraph."""
        spans, stretches = paragraph.spans[first:last], paragraph.stretches
        start, end = spans[0][0], spans[-1][1]
        places = []
        for place in self._cast.within(start, end):
            i = bisect_right(stretches, place.start, key=lambda stretch: stretch.left) - 1
            if i < 0 or stretches[i].right <= place.start:
                places.append(place)
        lower = list(map(str.lower, paragraph.tokens[first:last]))
        return Sentence(
            start,
            places,
            [place for place in places if self._can_be_subject(place, start, end)],
            [at for (at, _), token in zip(spans, lower, strict=True) if token in MALE],
            [at for (at, _), token in zip(spans, lower, strict=True) if token in FEMALE],
        )

    def quote(self, at: int, entity: int) -> None:
        """Note that an entity is quoted at a place."""
        insort(self._quoted, (at, entity))

    def find(self, pronoun: str, at: int) -> int | None:
        """Give the entity that a pronoun at a place means."""
        if pronoun in RELATIVE:
            return self._relative(at)
        if pronoun in MALE:
            return self._back(at, "m", REACH)
        if pronoun in FEMALE:
            return self._back(at, "f", REACH)
        if pronoun in NEUTER:
            return self._back(at, None, NEUTER_REACH)
        return None

    def _relative(self, at: int) -> int | None:
        """Give the person that a "who" follows, with at most a bracket or a place between ("Lee, from Perth, who")."""
        sentence = self._sentence(bisect_right(self._starts, at) - 1)
        near = [place for place in sentence.places if at - FAR <= place.start and place.end <= at]
        people = [place for place in near if self._cast.is_person(place.entity)]
        if not people:
            return None
        between = self._cast.text[people[-1].end : at]
        return people[-1].entity if near[-1] == people[-1] or between.count(",") == 2 else None

    def _back(self, at: int, gender: str | None, reach: int) -> int | None:
        """Look through the sentences up to a place, the last one first."""
        last = bisect_right(self._starts, at) - 1
        until = at
        for i in range(last, max(-1, last - reach - 1), -1):
            sentence = self._sentence(i)
            found = self._in_sentence(sentence, until, gender, own=i == last)
            if found is not None:
                return found
            until = sentence.start
        return None

    def _in_sentence(self, sentence: Sentence, until: int, gender: str | None, own: bool) -> int | None:
        """Give whoever a sentence speaks of: who is quoted in it, else its subject, else the only one in it.

        `own`: it is the sentence of the pronoun.
        """
        quoted = bisect_left(self._quoted, (until, -1)) - 1
        if quoted >= 0 and self._quoted[quoted][0] >= sentence.start:
            entity = self._quoted[quoted][1]
            if self._fits(entity, gender):
                return entity
        pronouns = {"m": sentence.males, "f": sentence.females, None: []}[gender]
        subject = next((p for p in sentence.subjects if p.end <= until and self._fits(p.entity, gender)), None)
        if pronouns and pronouns[0] < until and (subject is None or pronouns[0] < subject.start):
            return None  # the sentence goes on with somebody of the ones before it
        if subject is not None:
            return subject.entity
        if own or gender is None:
            return None  # "In a talk with Lee, she said": beside a pronoun, a name that is no subject is somebody else
        others = {p.entity for p in sentence.places if p.end <= until and self._fits(p.entity, gender)}
        return others.pop() if len(others) == 1 else None

    def _fits(self, entity: int, gender: str | None) -> bool:
        if gender is None:
            return self._cast.entities[entity]["type"] in COLLECTIVE_TYPES
        return self._cast.is_person(entity) and self._cast.gender(entity) in (None, gender)

    def _can_be_subject(self, place: Place, start: int, end: int) -> bool:
        """Tell that a name is no possessive and stands where a clause can begin, or before its verb."""
        text = self._cast.text
        if POSSESSIVE_RE.match(text, place.end):
            return False
        before = text[max(start, place.start - 40) : place.start].rstrip()
        words = before.split()
        while words and (words[-1][0].isupper() or words[-1].lower() in self._cast.gender_words):
            words.pop()
        if not words or not words[-1][-1].isalnum():
            return True
        if words[-1].lower() in lexicon.words("prepositions"):
            return False
        after = text[place.end : min(end, place.end + 30)].split()
        return bool(after) and (words[-1].lower() in lexicon.words("clause-openers") or is_finite(after[0]))
