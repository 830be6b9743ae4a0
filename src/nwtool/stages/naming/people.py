"""Forms of people's names in, short forms linked to full ones: surnames, first names, initials, middle names."""

from __future__ import annotations

from collections.abc import Iterable

from nwtool.language import lexicon
from nwtool.stages.naming.forms import Form, Index, ends_with, longest_first, offer, starts_with

SUFFIXES = frozenset({"jr", "sr", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", ","})
ARTICLES = ("al-", "el-", "ul-")
VARIED = 6  # letters from which two first names that differ by one can be one: "Sergei", "Sergey"


def link_people(forms: Iterable[Form]) -> None:
    """Link forms of people's names to the longest forms that they can be short for; surnames go before first names."""
    last, first, inner = Index(), Index(), Index()
    ordered = longest_first(forms)
    pairs = {form.tokens for form in ordered if len(form.tokens) == 2}
    for form in ordered:
        tokens = tuple(token for token in form.tokens if token not in SUFFIXES) or form.tokens
        is_short = len(form.tokens) == 1  # "Norton I" is one word, but not short for anybody
        if len(tokens) > 1 and tokens[0] in lexicon.words("title-names"):
            tokens = tokens[1:]
            is_short = len(tokens) == 1
        form.tokens = tokens
        if is_short:
            offer(form, last.get(tokens[0])) or offer(form, first.get(tokens[0])) or offer(form, inner.get(tokens[0]))
            continue
        if (
            offer(form, last.fits(tokens[-1], is_same_person, form))
            or offer(form, first.fits(tokens[-1], is_turned, form))
            or offer(form, first.fits(tokens[0], is_beginning, form))
        ):
            continue
        if len(tokens) >= 4 and tokens[:2] in pairs and tokens[-2:] in pairs:
            continue  # two people run together: nothing is short for both
        last.add(tokens[-1], form)
        if tokens[-1].startswith(ARTICLES):
            last.add(tokens[-1][3:], form)
        first.add(tokens[0], form)
        for token in tokens[1:-1]:
            inner.add(token, form)


def is_same_person(long: Form, short: Form) -> bool:
    """Tell whether two names with one surname can be one person's: "John F. Kerry" and "John Kerry".

    >>> forms = [Form(name.lower(), name) for name in ("George H W Bush", "George W Bush", "G Bush", "Barbara Bush")]
    >>> [is_same_person(forms[0], form) for form in forms[1:]]
    [True, True, False]
    """
    if ends_with(long.tokens, short.tokens):
        return True
    if long.tokens[-1] != short.tokens[-1] or not is_same_first(long.tokens[0], short.tokens[0]):
        return False
    one, other = long.tokens[1:-1], short.tokens[1:-1]
    return not one or not other or all(any(is_same_first(a, b) for a in one) for b in other)


def is_turned(long: Form, short: Form) -> bool:
    """Tell whether two names have the same words with the surname at either end: "Higuchi Ichiyo"."""
    return sorted(long.tokens) == sorted(short.tokens)


def is_beginning(long: Form, short: Form) -> bool:
    """Tell whether a name is another without its last words: "Gabriel Garcia" of "Gabriel Garcia Marquez"."""
    return starts_with(long.tokens, short.tokens)


def is_same_first(one: str, other: str) -> bool:
    """Tell whether two first names can be one: equal, an initial, a usual short form, another spelling.

    >>> is_same_first("joseph", "joe"), is_same_first("sergei", "sergey"), is_same_first("maria", "mario")
    (True, True, False)
    """
    if one == other:
        return True
    if min(len(one), len(other)) <= 2:
        return one[0] == other[0]
    nicknames = lexicon.table("nicknames")
    if nicknames.get(one, one) == nicknames.get(other, other):
        return True
    return len(one) == len(other) >= VARIED and sum(a != b for a, b in zip(one, other, strict=True)) == 1
