"""A document in, the document with its `entities` out: who and what it names, as what, under which names and roles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple, cast

from nwtool.config import Settings
from nwtool.language import lexicon
from nwtool.language.kinds import kind_of
from nwtool.record.document import Document, Entity, Mention, span, text_of
from nwtool.stages.dates.amounts import Amount, Value
from nwtool.stages.dates.day import day_of_writing
from nwtool.stages.naming.forms import Name, key_of
from nwtool.stages.naming.mentions import find_mentions
from nwtool.stages.naming.names import group_names
from nwtool.stages.naming.roles import find_roles
from nwtool.stages.naming.types import wanted_types

CONTEXT = 40  # characters on each side of a name that tell its type
CONTEXTS = 5  # mentions of a name that are looked at for its type
WITH_UNIT = frozenset({"MONEY", "PERCENT", "QUANTITY"})


class Found(NamedTuple):
    """An entity in a form that can be kept: nothing in it can change."""

    type: str
    name: str
    aliases: tuple[str, ...]
    roles: tuple[tuple[int, int], ...]
    spans: tuple[tuple[int, int], ...]
    values: tuple[tuple[Value, str | None], ...] | None


def entities(doc: Document, settings: Settings) -> Document:
    """Give the document with its entities, found anew, and with the speakers of its quotes linked to them."""
    found = _build(doc, settings.model)
    out: dict[str, Any] = {**doc, "entities": found}
    if doc.get("quotes"):
        from nwtool.stages.speaking.speakers import link_entities

        out["quotes"] = link_entities(doc["quotes"], found)
    return cast(Document, out)


def entities_of(doc: Document) -> list[Entity]:
    """Give the entities of a document: its own layer where it has one, else what the stage would find."""
    layer = doc.get("entities")
    return layer if layer is not None else _build(doc)


def rows(doc: Document, settings: Settings) -> Iterator[dict[str, Any]]:
    """Give one row an entity: names, roles, how often it is mentioned and where first; or one row a mention."""
    types = wanted_types(settings.types)
    for entity in doc.get("entities") or []:
        if types is not None and entity["type"] not in types:
            continue
        mentions = entity["mentions"]
        if settings.mentions:
            yield from (_row(doc, entity, mention) for mention in mentions)
            continue
        yield {
            "id": doc.get("id"),
            "entity": entity["id"],
            "type": entity["type"],
            "name": entity["name"],
            "aliases": entity["aliases"],
            "roles": entity["roles"],
            "count": len(mentions),
            "start": mentions[0]["start"] if mentions else None,
            "end": mentions[0]["end"] if mentions else None,
        }


def check(settings: Settings) -> None:
    """Raise `UsageError` for an unknown type, and for a model that is not there."""
    wanted_types(settings.types)
    if settings.model is not None:
        from nwtool.stages.naming.backends import load_backend

        load_backend(settings.model)


def _row(doc: Document, entity: Entity, mention: Mention) -> dict[str, Any]:
    """Give the row of one mention."""
    return {
        "id": doc.get("id"),
        "entity": entity["id"],
        "type": entity["type"],
        "name": entity["name"],
        "text": mention["text"],
        "value": mention.get("value"),
        "unit": mention.get("unit"),
        "start": mention["start"],
        "end": mention["end"],
    }


def _build(doc: Document, model: str | None = None) -> list[Entity]:
    text = text_of(doc)
    layer: list[Entity] = []
    for number, found in enumerate(find_entities(text, day_of_writing(doc), model)):
        mentions: list[Mention] = [{"start": s, "end": e, "text": text[s:e]} for s, e in found.spans]
        if found.values is not None:
            for mention, (value, unit) in zip(mentions, found.values, strict=True):
                mention["value"] = value
                if found.type in WITH_UNIT:
                    mention["unit"] = unit
        entity: dict[str, Any] = {
            "id": number,
            "type": found.type,
            "name": found.name,
            "aliases": list(found.aliases),
            "roles": list(dict.fromkeys(" ".join(text[s:e].split()) for s, e in found.roles)),
            "role_spans": [span(text, s, e) for s, e in found.roles],
            "mentions": mentions,
        }
        if found.values is not None:
            entity["value"] = found.values[0][0]
        layer.append(cast(Entity, entity))
    return layer


@lru_cache(maxsize=2)
def find_entities(text: str, created: date | None, model: str | None = None) -> tuple[Found, ...]:
    """Find the entities of a text in the order of their first mentions; kept, since two stages ask for them."""
    names, pairs, amounts = find_mentions(text, created, model)
    found = [*_named(text, names, pairs), *_counted(text, amounts)]
    return tuple(sorted(found, key=lambda entity: entity.spans[0]))


def _named(text: str, names: list[Name], pairs: list[tuple[int, int]]) -> Iterator[Found]:
    people = frozenset(name.end for name in names if name.label == "PER")
    for group in group_names(text, names, pairs):
        spans = tuple([names[index][:2] for index in group.members])
        wordings = [" ".join(text[start:end].split()) for start, end in spans]
        surfaces = list(dict.fromkeys(wordings))
        name = country_name(wordings) or fullest(surfaces)
        contexts = []
        if group.label == "MISC":  # of the others, their words tell the type
            contexts = [(text[max(0, s - CONTEXT) : s], text[e : e + CONTEXT]) for s, e in spans[:CONTEXTS]]
        roles: list[tuple[int, int]] = []
        if group.label == "PER":
            for start, end in spans:
                roles += find_roles(text, start, end, people)
        yield Found(
            kind_of(group.label, key_of(name), contexts),
            name,
            tuple(other_names(name, surfaces)) if len(surfaces) > 1 else (),
            tuple(dict.fromkeys(roles)),
            spans,
            None,
        )


def country_name(wordings: Sequence[str]) -> str | None:
    """Give the usual name of a country where the text has it, else the name that it uses most; None for no country.

    >>> country_name(["U.S.", "America", "U.S."]), country_name(["UK", "United Kingdom", "UK"])
    ('U.S.', 'United Kingdom')
    """
    country = lexicon.table("countries").get(key_of(wordings[0]))
    if not country or country in wordings:
        return country
    return Counter(wordings).most_common(1)[0][0]


def fullest(surfaces: list[str]) -> str:
    """Give the fullest of an entity's names: the one of most words, not in capitals, then the longest, then the first.

    >>> fullest(["OSCE", "SERGEI LAVROV", "Lavrov", "Sergei Lavrov"])
    'Sergei Lavrov'
    """
    return max(surfaces, key=lambda name: (name.count(" "), not name.isupper(), len(name)))


def other_names(name: str, surfaces: list[str]) -> list[str]:
    """Give an entity's other names; one that differs by its case alone counts once, not in capitals.

    >>> other_names("Ann Lee", ["LEE", "Ann Lee", "Lee", "ANN LEE"])
    ['Lee']
    """
    mixed = {surface.casefold() for surface in surfaces if not surface.isupper()}
    kept = {name.casefold()}
    out = []
    for surface in surfaces:
        folded = surface.casefold()
        if folded not in kept and not (surface.isupper() and folded in mixed):
            kept.add(folded)
            out.append(surface)
    return out


def _counted(text: str, amounts: list[Amount]) -> Iterator[Found]:
    """Group dates and numbers by what they mean, or by their words where that isn't known."""
    groups: dict[tuple[str, object, object], list[Amount]] = {}
    for amount in amounts:
        meaning = text[amount.start : amount.end].casefold() if amount.value is None else amount.value
        groups.setdefault((amount.type, meaning, amount.unit), []).append(amount)
    for group in groups.values():
        surfaces = list(dict.fromkeys(" ".join(text[amount.start : amount.end].split()) for amount in group))
        name, *aliases = dict.fromkeys(surfaces)
        yield Found(
            group[0].type,
            name,
            tuple(aliases),
            (),
            tuple((amount.start, amount.end) for amount in group),
            tuple((amount.value, amount.unit) for amount in group),
        )
