"""The words of a credit in, what they say out: who made the picture, for which agency, and who sent it on."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from nwtool.language import lexicon


class Parts(NamedTuple):
    """What a credit says; None where it doesn't."""

    photographer: str | None
    agency: str | None
    via: str | None


MAX_WORDS = 14  # the longest credit of the captions set has 12
MAX_PART = 6  # words between two slashes
BREAK_RE = re.compile(
    r"\s*(?:(?P<via>\bvia\b)|(?P<owner>\.?\s*\b(?i:courtesy(?:\s+of)?)\b)"
    r"|[/|;,•—()]|\bon\b(?=\ (?:Unsplash|Flickr))|\s[–-]\s|\bfor\b)\s*"
)
FILE_RE = re.compile(r"\s+(?:Photo|file|pic|pool)s?$", re.I)
BY_RE = re.compile(r"^(?:(?:photo|picture|image|illustration|graphic|video)s?\s+)?by\s+", re.I)
WORD_RE = re.compile(r"[^\s/|;,&+•()]+")
AND_RE = re.compile(r"\s+(?:and|&|und|et|y)\s+")
PERSON_RE = re.compile(
    r"[^\W\d_a-z][\w.'’-]*(?:\s(?:[^\W\d_a-z][\w.'’-]*|al|bin|da|de|del|den|der|di|dos|du|el|la|le|ten|van|von))*"
    r"\s[^\W\d_a-z][\w.'’-]+$"
)


def is_agency(words: str) -> bool:
    """Tell whether some words name an agency.

    >>> is_agency("AP Photo"), is_agency("Getty Images"), is_agency("Anna Smith")
    (True, True, False)
    """
    return words.casefold().strip(" .()©") in lexicon.words("agencies")


def is_person(words: str) -> bool:
    """Tell whether the words of a credit are those of a person's name, or of two; not of an office or a firm.

    >>> is_person("Ana Ruiz"), is_person("Ana Ruiz and Ben Hale"), is_person("Marlow Courier"), is_person("The Hale")
    (True, True, False, False)
    """
    if (" and " in words or "&" in words) and len(names := AND_RE.split(words, maxsplit=1)) > 1:
        return all(map(is_person, names)) and words.count("&") < 2
    if len(words.split()) > 5 or PERSON_RE.match(words) is None:
        return False
    found = WORD_RE.findall(words.casefold())
    return found[0] != "the" and lexicon.words("credit-organisations").isdisjoint(found)


@lru_cache(maxsize=16)  # who asks whether some words are a credit takes them apart next
def split_parts(words: str) -> tuple[tuple[str, str | None], ...]:
    """Give the parts of a credit, each with what opens it: "via", "owner" (behind "courtesy of") or None.

    >>> split_parts("Ana Ruiz/AP via Getty Images")
    (('Ana Ruiz', None), ('AP', None), ('Getty Images', 'via'))
    """
    parts: list[tuple[str, str | None]] = []
    start, opener = 0, None
    for match in BREAK_RE.finditer(words):
        parts.append((words[start : match.start()], opener))
        start, opener = match.end(), match.lastgroup
    return (*parts, (words[start:], opener))


def is_name_like(words: str) -> bool:
    """Tell whether every word could stand in a credit, and one begins with a capital."""
    small = lexicon.words("credit-words")
    count = capitals = 0
    for match in WORD_RE.finditer(words):
        count += 1
        bare = match.group().strip("\"'“”‘’.:©@-")
        if bare[:1].isupper():
            capitals += 1
        elif count > MAX_WORDS or (bare and bare not in small and "@" not in match.group() and "." not in bare):
            return False
    return capitals > 0 and count <= MAX_WORDS and all(len(part.split()) <= MAX_PART for part, _ in split_parts(words))


def has_agency(words: str) -> bool:
    """Tell whether one part of a credit names an agency and nothing else."""
    return any(is_agency(FILE_RE.sub("", part)) for part, _ in split_parts(words))


def _hyphened(name: str) -> tuple[str, str]:
    """Give the photographer and the agency of a part that joins both by a hyphen; empty where there is no such agency.

    >>> _hyphened("Ana Ruiz-Imagn Images"), _hyphened("Ana Ruiz-Hale")
    (('Ana Ruiz', 'Imagn Images'), ('Ana Ruiz-Hale', ''))
    """
    first, _, last = name.rpartition("-")
    return (first, last) if first and is_agency(last) else (name, "")


def parse_credit(words: str, opener: str | None = None) -> Parts:
    """Take a credit apart; `opener` says what stood before it, as `split_parts` does.

    `agency` is for whom the picture was made, `via` who sent it on. Whoever lends a picture ("courtesy of") has not
    made it.

    >>> parse_credit("/Reuters/Ivan Sample")
    Parts(photographer='Ivan Sample', agency='Reuters', via=None)
    >>> parse_credit("Foreign Ministry/Handout via Reuters")
    Parts(photographer=None, agency=None, via='Reuters')
    >>> parse_credit("AP Photo/Ann B. Doe, File")
    Parts(photographer='Ann B. Doe', agency='AP', via=None)
    """
    photographer = agency = via = None
    for part, own in split_parts(words.strip(" ()[].—–-")):
        opened, opener = own or opener, None
        name = BY_RE.sub("", FILE_RE.sub("", part.strip(" ©.")))
        if opened == "via":
            via = via or name or None
            continue
        if is_agency(name):
            agency = agency or name
            continue
        if "-" in name:
            name, behind = _hyphened(name)
            agency = agency or behind or None
        if photographer is None and opened != "owner" and is_person(name):
            photographer = name
    return Parts(photographer, agency, via)
