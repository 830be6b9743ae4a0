"""A text and its names in, the names out with the labels that the words beside them call for: "the data firm Markline".

What such a word says of a name holds for the name wherever the text has it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from nwtool.language import lexicon
from nwtool.language.kinds import is_people
from nwtool.language.patterns import late
from nwtool.stages.naming.forms import Name, is_place, key_of

NOUN_RE = re.compile(r"(?<![\w'’])(?P<noun>[A-Za-z][a-z]+(?:-[a-z]+)?) $")
SHARES_RE = late(r"\b[Ss]hares\s(?:of|in)\s$")
TICKER_RE = late(
    r"\s\((?:(?:NYSE|NASDAQ|Nasdaq|LSE|TSX|ASX|FTSE)\s?:\s?)?[A-Z0-9]{1,6}(?:[.:][A-Z]{1,2})\)|\s\(NYSE|\s\(N(?:asdaq|ASDAQ)"
)
OFFICE_RE = late(r" (?:(?P<noun>[a-z]+(?:[- ][a-z]+)?|MPs?|CEO) (?=[A-Z])|(?P<party>party|Party)\b)")
SETTLED_RE = late(r", an? (?:[a-z-]+ ){0,2}(?:village|town|city|hamlet|suburb|district|island|province)\b")
OF_RE = late(r"\b(?P<noun>[a-z]+) of $")
SIDE_RE = late(r"\b(?:northern|southern|eastern|western|(?:north|south)(?:east|west)ern) $")
BEHIND_RE = late(r" (?P<noun>[A-Za-z]+)\b")
PERSON_RE = late(r",\s(?:(?:aged?\s)?[1-9]\d,(?!\d)|who\b)")
LEADS = frozenset({" of ", "ern "})  # of "the town of" and "southern", the signs at their ends
BESIDE = 24  # characters that are looked at


def apply_cues(text: str, names: Sequence[Name]) -> list[Name]:
    """Give names with another label where a word beside them says so.

    >>> text = "The data firm Markline said no. Markline sells numbers."
    >>> [name.label for name in apply_cues(text, [Name(14, 22, "PER"), Name(32, 40, "PER")])]
    ['ORG', 'ORG']
    """
    called: dict[str, str] = {}
    starts = _starts()
    for name in names:
        if name.label in ("PER", "LOC") and is_firm(text, name):
            called[text[name.start : name.end]] = "ORG"
        elif (
            name.label in ("PER", "ORG", "MISC")
            and (text[name.end + 1 : name.end + 4] in starts or text[name.start - 4 : name.start] in LEADS)
            and (label := _kind(text, name))
        ):
            called.setdefault(text[name.start : name.end], label)
        elif name.label in ("ORG", "LOC", "MISC") and is_person(text, name):
            called.setdefault(text[name.start : name.end], "PER")
    if not called:
        return list(names)
    return [Name(start, end, called.get(text[start:end], label)) for start, end, label in names]


@cache
def _starts() -> frozenset[str]:
    """Give how words begin that can say of the name before them what it is: three signs tell most others from them."""
    nouns = lexicon.words("product-nouns") | lexicon.words("office-nouns")
    return frozenset({" a ", " an", "par", "Par", "MP ", "MPs", "CEO", "SUV", *(noun[:3] for noun in nouns)})


def _kind(text: str, name: Name) -> str | None:
    """Give the label that the words beside a name call for."""
    if is_located(text, name):
        return "LOC"
    if text[name.end : name.end + 1] != " ":
        return None
    if is_made(text, name):
        return "PRODUCT"
    return "ORG" if name.label != "ORG" and is_led(text, name) else None


def is_person(text: str, name: Name) -> bool:
    """Tell whether a name must be a person's: by the age behind it, or by "who" behind a name of several words."""
    if text[name.end : name.end + 1] != "," or not PERSON_RE.match(text, name.end):
        return False
    words = text[name.start : name.end].split(" ")
    if any(word.lower() in lexicon.table("name-heads") or word in ("of", "and", "&") for word in words):
        return False
    return 1 < len(words) < 5 and not is_place(key_of(" ".join(words)))


def is_firm(text: str, name: Name) -> bool:
    """Tell whether a name must be a firm's: by its last word, by a noun or "shares in" before it, by its ticker."""
    surface = text[name.start : name.end]
    first, _, last = surface.rpartition(" ")
    if first and last.rstrip(".").lower() in lexicon.words("firm-ends"):
        return True
    if text.startswith(" (", name.end) and TICKER_RE.match(text, name.end):
        return True
    if (" " in surface and name.label == "PER") or is_place(key_of(surface)):
        return False
    before = text[max(0, name.start - BESIDE) : name.start]
    if not (before[-1:].isspace() and before[-2:-1].islower()):
        return False
    noun = NOUN_RE.search(before)
    return (noun is not None and noun["noun"].lower() in lexicon.words("firm-nouns")) or SHARES_RE.search(
        before
    ) is not None


def is_located(text: str, name: Name) -> bool:
    """Tell whether a name must be a place's: "the town of Bala", "southern Bala", but not "the city of Bala Games"."""
    if text.startswith(", a", name.end) and SETTLED_RE.match(text, name.end):
        return True
    before = text[max(0, name.start - BESIDE) : name.start]
    if before[-4:] == " of ":
        noun = OF_RE.search(before)
        return noun is not None and noun["noun"] in lexicon.words("place-nouns")
    return before[-4:] == "ern " and SIDE_RE.search(before) is not None


def is_made(text: str, name: Name) -> bool:
    """Tell whether a name must be a product's: "Merkava tanks", but not those of a country or of a known maker."""
    noun = BEHIND_RE.match(text, name.end)
    if noun is None or noun["noun"].lower() not in lexicon.words("product-nouns"):
        return False
    surface = text[name.start : name.end]
    if " " in surface or text[name.start - 2 : name.start] in ("s ", "’ "):
        return any(letter.isdecimal() for letter in surface)
    return surface not in lexicon.words("organisations") and not is_place(key_of(surface))


def is_led(text: str, name: Name) -> bool:
    """Tell whether a name that was taken for a person's is that of what somebody leads: "Momentum leader Ann Lee"."""
    if text.count(" ", name.start, name.end) > 2:
        return False
    office = OFFICE_RE.match(text, name.end)
    if office is None or is_people(text[name.start : name.end].rsplit(" ", 1)[-1].lower()):
        return False
    return office["noun"] is None or (name.label == "PER" and office["noun"].lower() in lexicon.words("office-nouns"))
