"""A text and its names in, the names out with those apart that are languages where they stand: "spoke in Welsh".

One word names a people and its language, so each place of it is judged by the words beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nwtool.language import lexicon
from nwtool.language.patterns import late
from nwtool.stages.naming.forms import Name, key_of

BEFORE_RE = late(
    r"\b(?:(?:in|into|from)|(?:sp[eo]ak|learn|teach|understand|translat|read|writ)\w*(?:\sin(?:to)?)?"
    r"|spoken?|taught|fluent\sin|native|conversational|broken|mother\stongue(?:,|\sis)?)\s$",
    re.IGNORECASE,
)
BEHIND_RE = late(
    r"\s(?:language|dialect|speakers?|translations?|subtitles|lessons|alphabet|grammar)\b|-(?:language|speaking)\b"
)
ALONE_RE = late(r"[.,;:)\"”\n]|$|\s(?:at|with|as|but|on|and|or|to|for|by|when|while|which|that|than|because)\s")
LINK_RE = late(r",\s|,?\s(?:and|or)\s")
MIXED = frozenset({"NORP", "MISC", "ORG"})  # what the tagger takes languages for
NEAR = 24  # characters before a name that are looked at


def name_languages(text: str, names: Sequence[Name]) -> list[Name]:
    """Give names in order, with the label LANGUAGE for those that are languages where they stand.

    >>> text = "The Welsh minister spoke in Welsh and English."
    >>> [name.label for name in name_languages(text, [Name(4, 9, "NORP"), Name(28, 33, "NORP"), Name(38, 45, "NORP")])]
    ['NORP', 'LANGUAGE', 'LANGUAGE']
    """
    out: list[Name] = []
    for name in names:
        if name.label not in MIXED:
            out.append(name)
            continue
        surface = text[name.start : name.end]
        if name.label == "ORG":
            out += _both(name, surface) if " and " in surface else [name]
            continue
        is_next = bool(out) and out[-1].label == "LANGUAGE" and LINK_RE.fullmatch(text, out[-1].end, name.start)
        if not is_language(surface):
            out += _both(name, surface) if " and " in surface else [name]
        elif is_next or is_spoken(text, name.start, name.end):
            out.append(name._replace(label="LANGUAGE"))
        else:
            out.append(name)
    return out


def is_language(surface: str) -> bool:
    """Tell whether a name can be that of a language."""
    return key_of(surface) in lexicon.words("languages")


def is_spoken(text: str, start: int, end: int) -> bool:
    """Tell whether the words beside a name make it a language: "in Welsh.", "Welsh lessons"; not "in Welsh towns"."""
    if BEHIND_RE.match(text, end):
        return True
    before = BEFORE_RE.search(text, max(0, start - NEAR), start)
    if not before:
        return False
    return ALONE_RE.match(text, end) is not None


def _both(name: Name, surface: str) -> Iterator[Name]:
    """Give two languages that were found as one name: "Swahili and Luo"."""
    first, _, second = surface.partition(" and ")
    if is_language(first) and is_language(second):
        yield Name(name.start, name.start + len(first), "LANGUAGE")
        yield Name(name.end - len(second), name.end, "LANGUAGE")
    else:
        yield name
