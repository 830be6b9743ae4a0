"""Names in, the acronyms that brackets define for them out: "Security Service of Ukraine (SBU)", and its repeats."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nwtool.language import lexicon
from nwtool.stages.naming.bodies import is_acronym
from nwtool.stages.naming.forms import Name, merge

BRACKET_RE = re.compile(r"\s?[(\[](?:the\s)?[\"“'‘]?(?P<acronym>[A-Z][A-Za-z&.-]{1,9})[\"”'’]?[)\]]")
BEFORE_RE = re.compile(r"\s?\((?:the\s)?$")
DEFINED_RE = re.compile(r"\s\((?:the\s)?(?P<acronym>[A-Z]{2,7}|[A-Z][a-z]{3,7})\)")
LISTED_RE = re.compile(
    r"(?<![\w.])(?!The\s)[A-Z][\w’'&-]*(?:,?\s(?:(?:of|the|for|and|in|on|&)\s){0,2}[A-Z][\w’'&-]*){2,8}$"
)
INITIALS_RE = re.compile(r"(?<![\w’'-])[A-Z]")
RUN_RE = re.compile(r"(?<![\w.])(?!The\s)[A-Z][\w’'&-]*(?:\s(?:(?:of|the|for|and|in|on|&)\s){0,2}[A-Z][\w’'&-]*){1,8}$")
REACH = 90  # characters of a long name before its acronym
CAPITALS_RE = re.compile(r"\b[A-Z][A-Za-z&]{1,9}\b")


def find_acronyms(text: str, names: list[Name]) -> tuple[list[Name], list[tuple[int, int]]]:
    """Give the names with the acronyms that were missing among them, and pairs of indices: name and acronym.

    >>> text = "The Security Service of Ukraine (SBU) and the SBU."
    >>> names, pairs = find_acronyms(text, [Name(4, 31, "ORG")])
    >>> [text[name.start : name.end] for name in names], pairs
    (['Security Service of Ukraine', 'SBU', 'SBU'], [(0, 1)])
    """
    names = list(spell_out(text, names))
    spans = list(_definitions(text, names))
    starts = {name.start: index for index, name in enumerate(names)}
    added = {text[start:end]: names[index].label for index, start, end in spans if start not in starts}
    defined = [(names[index].start, start) for index, start, _ in spans]
    if added:
        names = _with_repeats(text, names, added)
        starts = {name.start: index for index, name in enumerate(names)}
    pairs = [(starts[long], starts[start]) for long, start in defined if start in starts]
    return names, pairs + list(_turned(text, names))


def _definitions(text: str, names: list[Name]) -> Iterator[tuple[int, int, int]]:
    """Give the acronyms in brackets behind names: the name's index and the acronym's span."""
    for index, name in enumerate(names):
        match = BRACKET_RE.match(text, name.end) if name.label not in ("PER", "NORP") else None
        if not match:
            continue
        start, end = match.span("acronym")
        behind = names[index + 1] if index + 1 < len(names) else None
        if behind and behind.start < end and behind.start != start:
            continue
        long = text[name.start : name.end]
        if not is_acronym(long) and defines(long, text[start:end], name.label):
            yield index, start, end


def _turned(text: str, names: list[Name]) -> Iterator[tuple[int, int]]:
    """Give pairs of a name in brackets and the acronym before it: "OSCE (Organisation for Security ...)"."""
    for index in range(1, len(names)):
        before, name = names[index - 1], names[index]
        if name.label in ("PER", "NORP") or text[name.end : name.end + 1] != ")":
            continue
        short, long = text[before.start : before.end], text[name.start : name.end]
        is_open = BEFORE_RE.fullmatch(text, before.end, name.start)
        if is_open and is_acronym(short) and " " in long and in_order(short, long):
            yield index, index - 1


def spell_out(text: str, names: list[Name]) -> Iterator[Name]:
    """Give names with the long ones that stand before acronyms in brackets, whatever was found of them.

    >>> text = "by the Security Service of Ukraine (SBU)"
    >>> [text[name.start : name.end] for name in spell_out(text, [Name(27, 34, "LOC")])]
    ['Security Service of Ukraine']
    """
    index = 0
    for match in DEFINED_RE.finditer(text):
        run = _run_before(text, match)
        if run is None:
            continue
        while index < len(names) and names[index].end <= run.start():
            yield names[index]
            index += 1
        behind = index
        while behind < len(names) and names[behind].start < match.start():
            behind += 1
        if _is_spelt(run, match["acronym"], names[index:behind]):
            yield Name(run.start(), run.end(), "ORG")
            index = behind
    yield from names[index:]


def _run_before(text: str, match: re.Match[str]) -> re.Match[str] | None:
    """Give the capitalised words before a bracket; they may hold commas if their initials are the acronym."""
    start, end = max(0, match.start() - REACH), match.start()
    listed = LISTED_RE.search(text, start, end)
    if listed and "".join(INITIALS_RE.findall(listed[0])) == match["acronym"].upper():
        return listed
    return RUN_RE.search(text, start, end) if match["acronym"].isupper() else None


def _is_spelt(run: re.Match[str], acronym: str, inside: list[Name]) -> bool:
    """Tell whether the capitalised words before a bracket are the long name of the acronym in it."""
    if any(name.label == "PER" for name in inside) or (inside and inside[0].start < run.start()):
        return False
    if len(inside) == 1 and (inside[0].start, inside[0].end) == run.span():
        return False  # found whole, with a label of its own
    long = run[0]
    if in_order(acronym, long):
        return True
    is_end = len(inside) == 1 and inside[0].label == "LOC" and inside[0].end == run.end()
    return is_end and inside[0].start > run.start() and " of " in long and defines(long, acronym, "ORG")


def defines(long: str, short: str, label: str) -> bool:
    """Tell whether a bracket behind a name defines an acronym for it.

    Behind an organisation anything in capitals does, since many acronyms come from another language; behind a place
    its letters must be the name's.

    >>> defines("Doctors Without Borders", "MSF", "ORG"), defines("LONDON", "Reuters", "LOC")
    (True, False)
    """
    if "".join(INITIALS_RE.findall(long)) == short.upper():
        return True
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
    places = (match for match in CAPITALS_RE.finditer(text) if match[0] in added)
    return merge(names, [Name(*match.span(), added[match[0]]) for match in places])
