"""The words beside the cues and the entities of a document in, who speaks out.

A phrase with a name in its head means who has that name, a role ("the senator") who has that role, a pronoun its
antecedent. Whoever stays unnamed ("a spokesman for the bank", "sources") stays so: the name is null, never a guess.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

from nwtool.language import lexicon
from nwtool.record.document import Entity, Quote, Span
from nwtool.stages.attribution.links import Attribution
from nwtool.stages.attribution.tokens import Paragraph
from nwtool.stages.speaking.antecedents import PRONOUNS, Antecedents
from nwtool.stages.speaking.cast import Cast, bare

AND_RE = re.compile(r"\s+and\s+|\s*,\s*(?:and\s+)?|\s*&\s*")
ROLE_RE = re.compile(r"(?:the|this|that)\s+(?:[\w'’.-]+\s+){0,3}?(?P<noun>[^\W\d_]+)$", re.I)
FULL_NAME_RE = re.compile(r"(?<![\w'’-])[^\W\d_a-z][\w'’-]+(?: [^\W\d_a-z](?:\.|[\w'’-]+)){1,3}")
# What may stand between a name and the comma at its end: "Lee, 35, who resigned", "Lee (Lab), who resigned".
TAIL_RE = re.compile(r"\s*(?:,|\()\s*(?:\d|who\b|whose\b|which\b)")
NEITHER_RE = re.compile(r"(?:n?either|both)\s", re.I)
LONGEST_NAME = 4  # words


def name_speakers(
    text: str, paragraphs: Sequence[Paragraph], attributions: Sequence[Attribution], entities: Sequence[Entity]
) -> list[str | None]:
    """Give for each attribution the name of who speaks, or None where the text doesn't say or nobody is named."""
    cast = Cast(text, entities)
    antecedents = Antecedents(cast, paragraphs)
    forms = Forms(text)
    names: list[str | None] = []
    for attribution in attributions:
        if attribution.source is None:
            names.append(None)
            continue
        start, end = attribution.source
        found = _who(cast, antecedents, start, end)
        if found is not None:
            antecedents.quote(start, found)
            names.append(cast.name(found))
        else:
            names.append(_several(cast, start, end) or _unlisted(cast, forms, start, end))
    return names


def _who(cast: Cast, antecedents: Antecedents, start: int, end: int) -> int | None:
    """Give the one entity that a phrase means."""
    phrase = cast.text[start:end]
    if phrase.lower() in PRONOUNS:
        return antecedents.find(phrase.lower(), start)
    if len(phrase) == 1 or NEITHER_RE.match(phrase) or _parts(cast, start, end):  # "Q:" is nobody
        return None
    found = cast.head(start, end)
    if found is not None:
        return found
    role = ROLE_RE.match(phrase)
    return cast.by_role(role["noun"].lower(), start) if role else None


def _parts(cast: Cast, start: int, end: int) -> list[int]:
    """Give the entities of "Smith and Jones", or nothing when a phrase isn't such a list of names."""
    places = cast.within(start, end)
    if len(places) < 2:
        return []
    gaps = [cast.text[a.end : b.start] for a, b in pairwise(places)]
    before, behind = cast.text[start : places[0].start].strip(" ,"), cast.text[places[-1].end : end].strip(" ,")
    if before or behind not in ("", "both", "all", "each"):
        return []
    if not all(AND_RE.fullmatch(gap) for gap in gaps) or ("and" not in gaps[-1] and "&" not in gaps[-1]):
        return []
    return [place.entity for place in places]


def _several(cast: Cast, start: int, end: int) -> str | None:
    names = [cast.name(entity) for entity in _parts(cast, start, end)]
    return ", ".join(names[:-1]) + " and " + names[-1] if names else None


class Forms:
    """Names told by their form alone, for speakers whom no entity covers."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _full(self) -> dict[str, set[str]]:
        """Full names of the text by their last word."""
        out: dict[str, set[str]] = {}
        for match in FULL_NAME_RE.finditer(self._text):
            out.setdefault(match[0].split()[-1], set()).add(match[0])
        return out

    def name(self, phrase: str) -> str | None:
        """Give the name that a phrase is, in full where the text has it in full once.

        >>> forms = Forms("Ana Lee runs the mill. Critics said no, and Lee said yes.")
        >>> forms.name("Lee"), forms.name("Critics"), forms.name("Ana Lee")
        ('Ana Lee', None, 'Ana Lee')
        """
        words = bare(phrase).split()
        if not words or len(words) > LONGEST_NAME or not all(word[0].isupper() for word in words):
            return None
        if len(words) > 1:
            return " ".join(words)
        word = words[0].title() if words[0].isupper() else words[0]
        full = self._full.get(word, set())
        if full:
            return next(iter(full)) if len(full) == 1 else None
        return None if is_common(word) else words[0]


def is_common(word: str) -> bool:
    """Tell whether a capitalised word is none of a name: any English word, a people, a party, a single letter."""
    lower = word.lower()
    return len(word) == 1 or any(lower in lexicon.words(name) for name in ("english-words", "norps", "nationalities"))


def _unlisted(cast: Cast, forms: Forms, start: int, end: int) -> str | None:
    """Give the name or the names that a phrase is by its form, when no mention lies in it."""
    phrase = cast.text[start:end].strip(" ,")
    tail = TAIL_RE.search(phrase)
    if tail:
        phrase = phrase[: tail.start()]
    parts = AND_RE.split(phrase)
    if phrase.lower() in PRONOUNS or (len(parts) > 1 and " and " not in phrase):
        return None
    names = [forms.name(part) for part in parts]
    if None in names or (len(parts) == 1 and cast.within(start, end)):
        return None
    return " and ".join(name for name in names if name)


def link_entities(quotes: Sequence[Quote], entities: Sequence[Entity]) -> list[Quote]:
    """Give quotes whose speakers have the id of the entity that they name; nothing else is changed.

    >>> speaker = {"start": 0, "end": 2, "text": "He", "name": "Ann Lee", "entity": None}
    >>> lee = {"id": 7, "type": "PERSON", "name": "Ann Lee", "aliases": [], "roles": [], "mentions": []}
    >>> link_entities([{"speaker": speaker}], [lee])[0]["speaker"]["entity"]
    7
    """
    by_name: dict[str, list[Entity]] = {}
    for entity in entities:
        by_name.setdefault(entity["name"], []).append(entity)
    out: list[Quote] = []
    for quote in quotes:
        speaker = quote["speaker"]
        found = _choose(speaker, by_name.get(speaker.get("name") or "", [])) if speaker else None
        if speaker is not None and speaker.get("entity") != found:
            quote = {**quote, "speaker": {**speaker, "entity": found}}
        out.append(quote)
    return out


def _choose(speaker: Span, entities: Sequence[Entity]) -> int | None:
    """Give the id of the entity that is mentioned in the speaker's words, else of the first one of its name."""
    start, end = speaker["start"], speaker["end"]
    for entity in entities:
        if any(m["start"] < end and m["end"] > start for m in entity["mentions"]):
            return entity.get("id")
    return entities[0].get("id") if entities else None
