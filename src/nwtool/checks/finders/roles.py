"""People of a text with their titles in, titles that contradict each other out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nwtool.checks.check import Finding
from nwtool.checks.config import CheckSettings
from nwtool.record.document import Document, Entity
from nwtool.stages.naming.roles import find_roles

# An office that one person holds at a time, in groups of which nobody holds two; what stands before it may change it.
OFFICE_RE = re.compile(
    r"""(?P<before>(?:[\w.’'-]+\s){0,6})
        (?P<office>(?i:vice[ -]president|prime\ minister|president|chancellor|foreign\ minister|defen[cs]e\ minister
          |finance\ minister|lt\.\ gov\.|lieutenant\ governor|gov\.|governor|sen\.|senator|rep\.|congress(?:wo)?man))
        (?!\w|\s(?:of\ the|for|at|and\ c)\b)""",
    re.X,
)
SAME = {
    "gov.": "governor", "lt. gov.": "lieutenant governor", "sen.": "senator", "rep.": "representative",
    "congressman": "representative", "congresswoman": "representative", "defence minister": "defense minister",
    "vice-president": "vice president",
}  # fmt: skip
GROUPS = (
    frozenset({"president", "vice president", "prime minister", "chancellor", "foreign minister", "defense minister",
               "finance minister"}),
    frozenset({"governor", "lieutenant governor"}),
    frozenset({"senator", "representative"}),
)  # fmt: skip
CHANGED_RE = re.compile(
    r"\b(?:former|then|ex|late|acting|interim|deputy|incoming|outgoing|next|future|one-time|onetime|past|old|state|new"
    r"|elect|nominee|candidate|council|university|company|club|party|bank|board|assistant|junior|shadow|opposition)\b",
    re.I,
)
BEHIND_RE = re.compile(r"[- ](?:elect|nominee|candidate|designate|emeritus|hopeful)\b", re.I)
PAST_RE = re.compile(r"\b(?:was|were|became|become|served|before|formerly|when|had|once|until|then)\b[^.;]{0,60}$")
PAST_REACH = 80


def find_role_conflict(doc: Document, settings: CheckSettings) -> Iterator[Finding]:
    r"""One person is given two offices that nobody holds at once.

    President in one paragraph, prime minister in the next; senator here, representative there. Offices that were held
    before or are to be held (“former”, “then”, “-elect”, “was”) are left alone.

    Flags:
        President Marko Ilves spoke on Monday.\nPrime Minister Marko Ilves will meet the press on Friday.
        Sen. Harriet Loomis voted for it, as did others.\nRep. Harriet Loomis said that she was glad.
    Leaves alone:
        President Marko Ilves spoke on Monday.\nFormer Prime Minister Marko Ilves has held both offices.
        President Marko Ilves spoke on Monday.\nPrime Minister Anna Ilves will meet the press on Friday.
    Sure: in preview: it never fired in 1,458 texts.
    """
    text = doc["text"]
    people = [entity for entity in doc["entities"] if entity["type"] == "PERSON" and len(entity.get("roles", ())) > 1]
    ends = frozenset(mention["end"] for entity in people for mention in entity["mentions"])
    for entity in people:
        yield from _conflicts(text, entity, ends)


def _conflicts(text: str, entity: Entity, ends: frozenset[int]) -> Iterator[Finding]:
    held: dict[frozenset[str], str] = {}
    told: set[str] = set()
    for mention in entity["mentions"]:
        for start, end in find_roles(text, mention["start"], mention["end"], ends):
            office = _office(text, start, end)
            group = next((group for group in GROUPS if office in group), None)
            if office is None or group is None:
                continue
            first = held.setdefault(group, office)
            if first != office and office not in told:
                told.add(office)
                yield Finding(start, end, f"{entity['name']} is {first} above, {office} here")


def _office(text: str, start: int, end: int) -> str | None:
    """Give the office that a role says is held now, None where it doesn't."""
    match = OFFICE_RE.match(text, start, end)
    if match is None or CHANGED_RE.search(match["before"]) or BEHIND_RE.match(text, match.end()):
        return None
    if CHANGED_RE.search(text, max(0, start - 12), start) or PAST_RE.search(text, max(0, start - PAST_REACH), start):
        return None
    office = match["office"].lower()
    return SAME.get(office, office)
