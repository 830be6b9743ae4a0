"""Names in, the acronyms that brackets define for them out: "Security Service of Ukraine (SBU)", and its repeats."""

from __future__ import annotations

import re

from nwtool.language import lexicon
from nwtool.stages.bodies import is_acronym
from nwtool.stages.forms import Name

BRACKET_RE = re.compile(r"\s?[(\[](?:the\s)?[\"“'‘]?(?P<acronym>[A-Z][A-Za-z&.-]{1,9})[\"”'’]?[)\]]")
BEFORE_RE = re.compile(r"\s?\((?:the\s)?$")
CAPITALS_RE = re.compile(r"\b[A-Z][A-Za-z&]{1,9}\b")


def find_acronyms(text: str, names: list[Name]) -> tuple[list[Name], list[tuple[int, int]]]:
    """Give the names with the acronyms that were missing among them, and pairs of indices: name and acronym.

    >>> text = "The Security Service of Ukraine (SBU) and the SBU."
    >>> names, pairs = find_acronyms(text, [Name(4, 31, "ORG")])
    >>> [text[name.start : name.end] for name in names], pairs
    (['Security Service of Ukraine', 'SBU', 'SBU'], [(0, 1)])
    """
    starts = {name.start: index for index, name in enumerate(names)}
    added: dict[str, str] = {}
    spans: list[tuple[int, int, int]] = []  # where the long name starts, and the span of the acronym
    for index, name in enumerate(names):
        if name.label in ("PER", "NORP"):
            continue
        match = BRACKET_RE.match(text, name.end)
        if not match:
            continue
        start, end = match.span("acronym")
        inside = starts.get(start)
        if inside is None and index + 1 < len(names) and names[index + 1].start < end:
            continue
        long, short = text[name.start : name.end], text[start:end]
        if is_acronym(long) and len(short) > 0:
            continue
        if not defines(long, short, name.label):
            continue
        spans.append((name.start, start, end))
        if inside is None:
            added[short] = name.label
    if added:
        names = _with_repeats(text, names, added)
        starts = {name.start: index for index, name in enumerate(names)}
    pairs = [(starts[long], starts[start]) for long, start, _ in spans if start in starts]
    for index in range(1, len(names)):
        before, name = names[index - 1], names[index]
        between = text[before.end : name.start]
        if BEFORE_RE.fullmatch(between) and text[name.end : name.end + 1] == ")" and name.label not in ("PER", "NORP"):
            short, long = text[before.start : before.end], text[name.start : name.end]
            if is_acronym(short) and " " in long and in_order(short, long):
                pairs.append((index, index - 1))
    return names, pairs


def defines(long: str, short: str, label: str) -> bool:
    """Tell whether a bracket behind a name defines an acronym for it.

    Behind an organisation anything in capitals does, since many acronyms come from another language; behind a place
    its letters must be the name's.

    >>> defines("Doctors Without Borders", "MSF", "ORG"), defines("LONDON", "Reuters", "LOC")
    (True, False)
    """
    if not is_acronym(short) and sum(letter.isupper() for letter in short) < 2:
        return False
    if in_order(short, long):
        return True
    return label == "ORG" and " " in long and is_acronym(short) and short.lower() not in lexicon.words("agencies")


def in_order(short: str, long: str) -> bool:
    """Tell whether the letters of an acronym stand in a name in their order, from its first letter on."""
    letters = [letter for letter in short.casefold() if letter.isalpha()]
    rest = iter(long.casefold())
    return long.casefold()[:1] == letters[0] and all(letter in rest for letter in letters)


def _with_repeats(text: str, names: list[Name], added: dict[str, str]) -> list[Name]:
    """Put every place of the added acronyms among the names, unless it lies in another name."""
    out: list[Name] = []
    places = (match for match in CAPITALS_RE.finditer(text) if match[0] in added)
    found = [Name(*match.span(), added[match[0]]) for match in places]
    behind = 0
    for name in sorted([*names, *found], key=lambda name: (name.start, -name.end)):
        if name.start >= behind:
            out.append(name)
            behind = name.end
    return out
