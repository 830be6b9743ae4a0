"""A text and its names in, the names out with those of one enumeration alike: "Vodafone, Turkcell and Superonline".

Who is named between firms is a firm. Only a name of which nothing else is known takes the label of its neighbours.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from nwtool.language import lexicon
from nwtool.stages.naming.forms import Name, is_place, key_of

LAST = frozenset({" and ", ", and ", " or ", ", or "})
LONGEST_LINK = 6  # signs of ", and "
LEAST = 3  # names of an enumeration


def agree(text: str, names: Sequence[Name]) -> list[Name]:
    """Give names with the label of their neighbours where an enumeration has one odd name, which the text has once.

    >>> text = "Vodafone, Turkcell and Superonline"
    >>> [name.label for name in agree(text, [Name(0, 8, "ORG"), Name(10, 18, "ORG"), Name(23, 34, "PER")])]
    ['ORG', 'ORG', 'ORG']
    """
    called: dict[Name, str] = {}
    for group in _enumerations(text, names):
        (label, count), *_ = Counter(name.label for name in group).most_common(1)
        odd = [name for name in group if name.label != label]
        if len(odd) == 1 and count >= LEAST - 1 and label in ("LOC", "ORG") and _is_unknown(text, odd[0]):
            called[odd[0]] = label
    if not called:
        return list(names)
    words = Counter(word for name in names for word in text[name.start : name.end].split(" "))
    return [
        name._replace(label=called[name]) if name in called and words[text[name.start : name.end]] == 1 else name
        for name in names
    ]


def _enumerations(text: str, names: Sequence[Name]) -> Iterator[list[Name]]:
    """Give the names of each "A, B and C"."""
    group: list[Name] = []
    for name in names:
        near = bool(group) and name.start - group[-1].end <= LONGEST_LINK
        link = text[group[-1].end : name.start] if near else ""
        if link in LAST and len(group) >= LEAST - 1:
            yield [*group, name]
        group = [*group, name] if link == ", " else [name]


def _is_unknown(text: str, name: Name) -> bool:
    """Tell whether a name is one word that was taken for a person and that no list has."""
    surface = text[name.start : name.end]
    key = key_of(surface)
    if name.label != "PER" or " " in surface or surface in lexicon.words("organisations"):
        return False
    return not (is_place(key) or key in lexicon.words("regions") or key in lexicon.words("products"))
