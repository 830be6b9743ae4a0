"""Names in, their forms out: each wording once, with its places and the label that most of them have."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple
from unicodedata import combining, normalize

from nwtool.language import lexicon

SURE = 3  # mentions from which a label is no slip
MANY = 8  # a form that could be short for more than this says nothing of which
# Labels that the words beside one mention give it, whatever its other mentions are: "Leeds beat York" near Leeds.
APART = {"TEAM": "ORG", "PLACE": "LOC", "LANGUAGE": "LANGUAGE", "PRODUCT": "PRODUCT"}
SWAPPED = frozenset({"department", "ministry"})  # "Department of Justice" is the "Justice Department"


class Name(NamedTuple):
    """A name where it stands; labels are PER, LOC, ORG, MISC and NORP, and those of `APART`."""

    start: int
    end: int
    label: str


def merge(names: Iterable[Name], found: Iterable[Name]) -> list[Name]:
    """Give names and others that were found in one order; of two that overlap the one that begins first, or is longer.

    >>> merge([Name(0, 3, "PER"), Name(9, 12, "LOC")], [Name(0, 7, "PER"), Name(5, 8, "ORG")])
    [Name(start=0, end=7, label='PER'), Name(start=9, end=12, label='LOC')]
    """
    out: list[Name] = []
    behind = 0
    for name in sorted([*names, *found], key=lambda name: (name.start, -name.end)):
        if name.start >= behind:
            out.append(name)
            behind = name.end
    return out


class Form:
    """One wording of a name, whatever its case and full stops, and the indices and the labels of names that have it.

    `target` is the form that it is short for, `choices` are several of which each of its places must choose one.
    """

    def __init__(self, key: str, surface: str) -> None:
        self.key = key
        self.surface = surface
        self.tokens = _tokens(key)
        self.label = ""
        self.members: list[int] = []
        self.votes: list[str] = []
        self.target: Form | None = None
        self.choices: list[Form] = []

    def root(self) -> Form:
        """Give the form that this one is short for in the end."""
        form = self
        while form.target:
            form = form.target
        return form


class Index:
    """Forms by one of their tokens; of a token that very many forms share only the first are kept."""

    def __init__(self) -> None:
        self._forms: dict[str, list[Form]] = {}

    def add(self, token: str, form: Form) -> None:
        """Keep a form under a token."""
        found = self._forms.setdefault(token, [])
        if len(found) < 4 * MANY:
            found.append(form)

    def get(self, token: str) -> list[Form]:
        """Give the forms under a token."""
        return self._forms.get(token, [])

    def fits(self, token: str, rule: Callable[[Form, Form], bool], short: Form) -> list[Form]:
        """Give the forms under a token of which a rule says that they can be meant by a shorter one."""
        return [form for form in self._forms.get(token, []) if rule(form, short)]


@lru_cache(maxsize=8192)
def key_of(surface: str) -> str:
    """Give a name as it is compared: no full stops and accents, one kind of apostrophe and space, small letters.

    >>> key_of("U.S.") == key_of("US"), key_of("BLINKEN") == key_of("Blinken"), key_of("Erdoğan")
    (True, True, 'erdogan')
    """
    if not surface.isascii():
        surface = "".join(c for c in normalize("NFKD", surface.replace("’", "'")) if not combining(c))
    words = surface.replace(".", "").casefold().split()
    if len(words) > 1 and max(map(len, words)) == 1:
        return "".join(words)
    return " ".join(words) or surface


def _tokens(key: str) -> tuple[str, ...]:
    tokens = key.replace(",", " ,").split(" ")
    if len(tokens) > 2 and tokens[0] in SWAPPED and tokens[1] == "of":
        tokens = [*tokens[2:], tokens[0]]
    return tuple(tokens)


def collect_forms(text: str, names: Iterable[Name]) -> list[Form]:
    """Collect the forms of names. A place that the lists know and a surname keep no other label.

    >>> forms = collect_forms("Lavrov, Sergei Lavrov", [Name(0, 6, "LOC"), Name(8, 21, "PER")])
    >>> [(form.key, form.label) for form in forms]
    [('lavrov', 'PER'), ('sergei lavrov', 'PER')]
    """
    forms: dict[str, Form] = {}
    by_surface: dict[str, Form] = {}
    apart: dict[tuple[str, str], Form] = {}
    for index, (start, end, label) in enumerate(names):
        surface = text[start:end]
        if label in APART:
            key = key_of(surface)
            form = apart[key, label] = apart.get((key, label)) or Form(key, surface)
            form.label = APART[label]
            form.members.append(index)
            continue
        known = by_surface.get(surface)
        if known is None:
            key = key_of(surface)
            known = by_surface[surface] = forms[key] = forms.get(key) or Form(key, surface)
        known.members.append(index)
        known.votes.append(label)
    longer = [form for form in forms.values() if len(form.tokens) > 1]
    founded = {form.tokens[0] for form in longer if "ORG" in form.votes}
    surnames = {form.tokens[-1] for form in longer if "PER" in form.votes}
    given = {form.tokens[0] for form in longer if "PER" in form.votes}
    for key, form in forms.items():
        labels = dict.fromkeys(form.votes)
        form.label = max(labels, key=form.votes.count) if len(labels) > 1 else form.votes[0]
        is_firm = key in founded and form.votes.count("ORG") >= SURE  # "Ford" beside "Ford Motor" and Henry Ford
        if form.label != "PER" and key in surnames and not is_place(key) and not is_firm:
            form.label = "PER"
        elif form.label != "LOC" and is_place(key) and key not in surnames:
            form.label = "LOC" if form.label != "ORG" or key in lexicon.table("countries") else "ORG"
        elif form.label in ("PER", "ORG", "MISC") and key not in surnames and is_region(key):
            form.label = "LOC"
        elif key not in surnames and key in lexicon.words("products"):
            form.label = "MISC"
        elif form.label == "PER" and key in founded and key not in surnames | given:
            form.label = "ORG"  # "Velmora" beside "Velmora Semiconductors"
        elif form.label != "ORG" and key not in surnames and form.surface in lexicon.words("organisations"):
            form.label = "ORG"
    return [*forms.values(), *apart.values()]


def is_place(key: str) -> bool:
    """Tell whether a key names a country, a state or a well-known city."""
    return key in lexicon.table("countries") or key in lexicon.words("places")


def is_region(key: str) -> bool:
    """Tell whether a key names a part of the world, and nothing else: not "amazon"."""
    return key in lexicon.words("regions") and (" " in key or key not in lexicon.words("ambiguous-places"))


def offer(form: Form, choices: Iterable[Form]) -> bool:
    """Link a form to the only one it can be short for, or leave the choice to its places; tell whether there is any."""
    roots = list({choice.root().key: choice.root() for choice in choices}.values())
    if not roots or len(roots) > MANY:
        return False
    if len(roots) == 1:
        form.target = roots[0]
    else:
        form.choices = roots
    return True


def longest_first(forms: Iterable[Form]) -> list[Form]:
    """Sort forms so that each comes behind all that it can be short for."""
    return sorted(forms, key=lambda form: (-len(form.tokens), form.members[0]))


def starts_with(long: tuple[str, ...], short: tuple[str, ...]) -> bool:
    """Tell whether tokens begin with others."""
    return long[: len(short)] == short


def ends_with(long: tuple[str, ...], short: tuple[str, ...]) -> bool:
    """Tell whether tokens end with others."""
    return long[-len(short) :] == short
