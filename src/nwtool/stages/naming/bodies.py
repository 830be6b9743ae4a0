"""Forms of names of places and organisations in, short forms and acronyms linked to the full ones."""

from __future__ import annotations

from collections.abc import Iterable

from nwtool.language import lexicon
from nwtool.stages.naming.forms import Form, Index, ends_with, is_place, longest_first, offer, starts_with

LINKS = frozenset({"of", "for", "in", "at", "on", ","})
JOINTS = LINKS | {"the", "and", "&", "to"}
GEOGRAPHIC = frozenset({"city", "islands", "river", "lake", "sea", "ocean", "mountains", "desert", "mount", "state"})
PLURALS = (("islands",), ("mountains",))


def link_bodies(forms: Iterable[Form]) -> None:
    """Link countries to their other names, places and organisations to their short forms and acronyms."""
    known = lexicon.table("countries")
    countries: dict[str, Form] = {}
    tokens, acronyms = Index(), Index()
    for form in longest_first(forms):
        country = known.get(form.key)
        if country and country in countries:
            form.target = countries[country]
            continue
        if country:
            countries[country] = form
        elif offer(form, tokens.fits(form.tokens[0], can_shorten, form)) or (
            is_acronym(form.surface) and offer(form, acronyms.get(form.key))
        ):
            continue
        for token in dict.fromkeys(form.tokens):
            tokens.add(token, form)
        if form.tokens[1:] in PLURALS:
            tokens.add(form.tokens[0] + "s", form)
        for acronym in initials(form.tokens, form.surface):
            acronyms.add(acronym, form)


def can_shorten(long: Form, short: Form) -> bool:
    """Tell whether one name of an organisation or place is a part of another that can stand for it.

    >>> def form(label, name):
    ...     made = Form(name.lower(), name)
    ...     made.label = label
    ...     return made
    >>> can_shorten(form("ORG", "Boston Red Sox"), form("ORG", "Red Sox"))
    True
    >>> can_shorten(form("ORG", "United Nations Security Council"), form("ORG", "United Nations"))
    False
    """
    size = len(short.tokens)
    if size == 1 and long.tokens[1:] in PLURALS:  # "the Chathams" are the Chatham Islands
        return short.key in (long.tokens[0], long.tokens[0] + "s")
    if short.tokens == long.tokens:  # "Department of Justice", "Justice Department"; but a team is not its town
        return short.label == long.label
    if size >= len(long.tokens) or (size == 1 and short.label != long.label):
        return False
    if starts_with(long.tokens, short.tokens):
        rest = long.tokens[size:]
        if short.label == "LOC":
            return GEOGRAPHIC.issuperset(rest) and not (is_place(short.key) and "river" in rest)
        return rest[0] in LINKS or all(is_generic(word) for word in rest)
    if not ends_with(long.tokens, short.tokens):
        return False
    if short.label == "LOC":  # "City of Leeds", "Lake Erie"
        return long.tokens[1:-size] == ("of",) or GEOGRAPHIC.issuperset(long.tokens[:-size])
    if short.label != long.label and long.tokens[-size - 1] in JOINTS:  # not "Museum of World War II"
        return False
    return size > 1 or short.label == "ORG"


def is_generic(word: str) -> bool:
    """Tell whether a word may be left out at the end of an organisation's name: "Harvard University", "Acme Inc."."""
    return any(word in lexicon.words(name) for name in ("company-words", "firm-ends", "generic-words"))


def is_acronym(surface: str) -> bool:
    """Tell whether a name is one word in capitals, as acronyms are.

    >>> is_acronym("F.B.I."), is_acronym("OSCE"), is_acronym("Acme")
    (True, True, False)
    """
    letters = surface.replace(".", "").replace("&", "")
    return 2 <= len(letters) <= 8 and letters.isalpha() and letters.isupper()


def initials(tokens: tuple[str, ...], surface: str) -> list[str]:
    """Give the acronyms that a name can have, in small letters.

    >>> initials(("bank", "of", "america"), "Bank of America"), initials(("librivox",), "LibriVox")
    (['boa', 'ba'], ['lv'])
    """
    if len(tokens) == 1:
        capitals = "".join(letter for letter in surface if letter.isupper())
        return [capitals.casefold()] if 2 <= len(capitals) < len(surface) else []
    if len(tokens) > 10:
        return []
    every = "".join(token[0] for token in tokens)
    large = "".join(token[0] for token in tokens if token not in lexicon.words("name-links"))
    return list(dict.fromkeys((every, large)))
