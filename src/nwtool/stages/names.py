"""The names of a text in, the groups of those that name one person, place or organisation out.

Work is done on forms, the different wordings of names, not on mentions: a text of 10,000 names has few forms that
touch. A form becomes part of the longest form that it can be short for. Where it could be short for several, each of
its mentions goes to the one named most so far.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import NamedTuple

from nwtool.language import lexicon

MANY = 8  # a form that could be short for more than this says nothing of which
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
LINKS = frozenset({"of", "for", "in", "at", "on", ","})
GEOGRAPHIC = frozenset({"city", "islands", "river", "lake", "sea", "ocean", "mountains", "desert", "mount", "state"})
SWAPPED = frozenset({"department", "ministry"})  # "Department of Justice" is the "Justice Department"


class Name(NamedTuple):
    """A name where it stands; labels are PER, LOC, ORG, MISC and NORP."""

    start: int
    end: int
    label: str


class Group(NamedTuple):
    """Names of one entity, as indices into the names of the text, and its label."""

    label: str
    members: list[int]


class Form:
    """One wording of a name, whatever its case and full stops, and where it stands."""

    def __init__(self, key: str, surface: str) -> None:
        self.key = key
        self.surface = surface
        self.tokens = tuple(_tokens(key))
        self.label = ""
        self.members: list[int] = []
        self.target: Form | None = None
        self.choices: list[Form] = []

    def root(self) -> Form:
        """Give the form that this one is short for in the end."""
        form = self
        while form.target:
            form = form.target
        return form


def key_of(surface: str) -> str:
    """Give a name as it is compared: no full stops, one kind of apostrophe and space, small letters.

    >>> key_of("U.S.") == key_of("US"), key_of("BLINKEN") == key_of("Blinken")
    (True, True)
    """
    words = surface.replace(".", "").replace("’", "'").casefold().split()
    if len(words) > 1 and max(map(len, words)) == 1:
        return "".join(words)
    return " ".join(words) or surface


def _tokens(key: str) -> list[str]:
    tokens = key.replace(",", " ,").split(" ")
    if len(tokens) > 2 and tokens[0] in SWAPPED and tokens[1] == "of":
        return [*tokens[2:], tokens[0]]
    return tokens


def group_names(text: str, names: list[Name], pairs: Iterable[tuple[int, int]] = ()) -> list[Group]:
    """Group names by who they name; `pairs` are indices of a name and of the acronym that a bracket gives it.

    >>> text = "Antony Blinken met Sergei Lavrov. Blinken told Sergei that NATO was strong."
    >>> spans = [(0, 14), (19, 32), (34, 41), (47, 53)]
    >>> groups = group_names(text, [Name(start, end, "PER") for start, end in spans])
    >>> [group.members for group in groups]
    [[0, 2], [1, 3]]
    """
    forms = collect_forms(text, names)
    people = [form for form in forms.values() if form.label == "PER"]
    others = [form for form in forms.values() if form.label not in ("PER", "NORP")]
    link_people(people)
    link_others(others)
    of_name = {index: form for form in forms.values() for index in form.members}
    for long, short in pairs:
        if long in of_name and short in of_name:
            _define(of_name[long].root(), of_name[short])
    groups: dict[tuple[str, str], Group] = {}
    named: Counter[str] = Counter()  # by root: how often it was named in full so far
    for index in range(len(names)):
        form = of_name[index]
        root = form.root()
        if root.choices:
            # 2,505 links of names with different words: the one named most .797, last .748, first .794
            root = max((choice.root() for choice in root.choices), key=lambda choice: named[choice.key])
            root = root if named[root.key] else form.root()
        elif form.label != "PER" or len(form.tokens) > 1:
            named[root.key] += 1
        groups.setdefault((root.label, root.key), Group(root.label, [])).members.append(index)
    return list(groups.values())


def collect_forms(text: str, names: list[Name]) -> dict[str, Form]:
    """Collect the forms of names, each with the label that most of its mentions have."""
    forms: dict[str, Form] = {}
    votes: dict[str, Counter[str]] = {}
    keys: dict[str, str] = {}
    for index, name in enumerate(names):
        surface = text[name.start : name.end]
        key = keys.get(surface)
        if key is None:
            key = keys[surface] = key_of(surface)
        if key not in forms:
            forms[key] = Form(key, surface)
            votes[key] = Counter()
        forms[key].members.append(index)
        votes[key][name.label] += 1
    surnames = {form.tokens[-1] for key, form in forms.items() if len(form.tokens) > 1 and votes[key]["PER"]}
    for key, form in forms.items():
        form.label = votes[key].most_common(1)[0][0]
        if len(form.tokens) == 1 and form.label != "PER" and key in surnames and not is_place(key):
            form.label = "PER"
        elif form.label != "LOC" and is_place(key) and key not in surnames:
            form.label = "LOC"
    return forms


def is_place(key: str) -> bool:
    """Tell whether a key names a country, state or well-known city."""
    return key in lexicon.table("countries") or key in lexicon.words("places")


def _define(long: Form, short: Form) -> None:
    """Make an acronym in brackets short for the name before it."""
    if long is not short.root():
        short.target, short.choices = long, []
        short.label = long.label


def _offer(form: Form, choices: list[Form]) -> bool:
    """Link a form to the only thing it can be short for, or leave the choice to its mentions."""
    roots = list({choice.root().key: choice.root() for choice in choices}.values())
    if not roots or len(roots) > MANY:
        return False
    if len(roots) == 1:
        form.target = roots[0]
    else:
        form.choices = roots
    return True


class Index:
    """Forms by one of their tokens."""

    def __init__(self) -> None:
        self._forms: dict[str, list[Form]] = {}

    def add(self, token: str, form: Form) -> None:
        found = self._forms.setdefault(token, [])
        if len(found) <= MANY * 4:
            found.append(form)

    def get(self, token: str, fits: Callable[[Form], bool] | None = None) -> list[Form]:
        found = self._forms.get(token, [])
        return [form for form in found if fits(form)] if fits else found


def _longest_first(forms: list[Form]) -> list[Form]:
    return sorted(forms, key=lambda form: (-len(form.tokens), form.members[0]))


def link_people(forms: list[Form]) -> None:
    """Link short forms of people's names to the full ones: surnames, first names, initials, middle names."""
    last, first, inner = Index(), Index(), Index()
    for form in _longest_first(forms):
        tokens = [token for token in form.tokens if token not in SUFFIXES and token != ","] or list(form.tokens)
        form.tokens = tuple(tokens)
        if len(tokens) == 1:
            _offer(form, last.get(tokens[0])) or _offer(form, first.get(tokens[0])) or _offer(
                form, inner.get(tokens[0])
            )
            continue
        if _offer(form, last.get(tokens[-1], lambda other, form=form: is_same_person(other, form))):
            continue
        if _offer(form, first.get(tokens[-1], lambda other, form=form: sorted(other.tokens) == sorted(form.tokens))):
            continue
        if _offer(form, first.get(tokens[0], lambda other, form=form: _starts(other.tokens, form.tokens))):
            continue
        last.add(tokens[-1], form)
        for prefix in ("al-", "el-"):
            if tokens[-1].startswith(prefix):
                last.add(tokens[-1][3:], form)
        first.add(tokens[0], form)
        for token in tokens[1:-1]:
            inner.add(token, form)


def is_same_person(long: Form, short: Form) -> bool:
    """Tell whether two names with one surname can be one person's."""
    if _ends(long.tokens, short.tokens):
        return True
    if long.tokens[-1] != short.tokens[-1] or not _same_first(long.tokens[0], short.tokens[0]):
        return False
    one, other = long.tokens[1:-1], short.tokens[1:-1]
    return not one or not other or all(any(_same_first(a, b) for a in one) for b in other)


def _same_first(one: str, other: str) -> bool:
    """Tell whether two first names can be one: equal, an initial, or a usual short form."""
    if one == other:
        return True
    if min(len(one), len(other)) <= 2:
        return one[0] == other[0]
    nicknames = lexicon.table("nicknames")
    return nicknames.get(one, one) == nicknames.get(other, other)


def _starts(long: tuple[str, ...], short: tuple[str, ...]) -> bool:
    return long[: len(short)] == short


def _ends(long: tuple[str, ...], short: tuple[str, ...]) -> bool:
    return long[-len(short) :] == short


def link_others(forms: list[Form]) -> None:
    """Link countries to their other names, organisations and places to their short forms and acronyms."""
    countries: dict[str, Form] = {}
    tokens, acronyms = Index(), Index()
    for form in _longest_first(forms):
        country = lexicon.table("countries").get(form.key)
        if country:
            if country in countries:
                form.target = countries[country]
                continue
            countries[country] = form
        elif _offer(form, tokens.get(form.tokens[0], lambda other, form=form: is_short_for(form, other))) or (
            is_acronym(form.surface) and _offer(form, acronyms.get(form.key))
        ):
            continue
        for token in dict.fromkeys(form.tokens):
            tokens.add(token, form)
        for acronym in initials(form.tokens):
            acronyms.add(acronym, form)


def is_short_for(short: Form, long: Form) -> bool:
    """Tell whether one name of an organisation or place is a part of another that can stand for it."""
    size = len(short.tokens)
    if size >= len(long.tokens) or (size == 1 and short.label != long.label):
        return False
    if _starts(long.tokens, short.tokens):
        rest = long.tokens[size:]
        if short.label == "LOC":
            return GEOGRAPHIC.issuperset(rest)
        return rest[0] in LINKS or lexicon.words("company-words").issuperset(rest)
    if not _ends(long.tokens, short.tokens):
        return False
    if short.label == "LOC":
        return (long.tokens[1] == "of" and len(long.tokens) == size + 2) or GEOGRAPHIC.issuperset(long.tokens[:-size])
    return size > 1 or short.label == "ORG"


def is_acronym(surface: str) -> bool:
    """Tell whether a name is one word in capitals, as acronyms are."""
    letters = surface.replace(".", "").replace("&", "")
    return 2 <= len(letters) <= 8 and letters.isalpha() and letters.isupper()


def initials(tokens: tuple[str, ...]) -> list[str]:
    """Give the acronyms that a name can have.

    >>> initials(("bank", "of", "america"))
    ['boa', 'ba']
    """
    if not 2 <= len(tokens) <= 10:
        return []
    every = "".join(token[0] for token in tokens)
    large = "".join(token[0] for token in tokens if token not in lexicon.words("name-links"))
    return list(dict.fromkeys((every, large)))
