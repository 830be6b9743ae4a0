"""A text and the names found in it in, the names with those out that the tagger passed over and yet are known.

Countries, words for peoples and the best-known organisations are the same in every text, so a list is surer than any
context; the tagger learns from corpora of which half don't mark them. And one word that was a name elsewhere in the
text, or the first or last of a person's name, is one again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from nwtool.language import lexicon
from nwtool.language.patterns import late
from nwtool.stages.naming.forms import Name
from nwtool.stages.naming.languages import is_spoken
from nwtool.stages.naming.roles import is_title

# A pattern that begins with a letter is found faster than one that first looks at what stands before.
WORD_RE = re.compile(r"[A-Z](?<![\w.@/-].)(?:\.(?:[A-Z]\.)+|[^\W\d_]+)(?![\w@/-]|\.\w)")
CHAIN_RE = re.compile(r"(?:\s[A-Z][\w’'-]*)+")
FIRM_RE = re.compile(r"\s(?P<end>[A-Z][a-z]+)(?![\w-]|\s[A-Z])")
RUN_RE = late(r"(?<![\w’'.-])(?!The )(?P<first>[A-Z][\w’'&-]+) (?:[A-Z][\w’'&-]+ ){0,3}$")
BODY_RE = late(r"[\w’'-]|\s[A-Z]| (?:of|for)\b")
CAPITALS_RE = re.compile(r"(?:[A-Z]{2,}|\b[A-Z][a-z]+)\s$")
OPENING_RE = re.compile(r"(?:^|[.!?:\n\"“]\s?)$")
PLACE_RE = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Ff]rom|[Oo]utside|[Ii]nto|[Tt]o|(?:nor|sou)thern|(?:ea|we)stern|central|across)\s$"
)
LABELS = {
    "country": "LOC",
    "place": "LOC",
    "people": "NORP",
    "followers": "NORP",
    "organisation": "ORG",
    "language": "LANGUAGE",
    "product": "PRODUCT",
}


@cache
def _known() -> dict[str, list[tuple[str, str]]]:
    """Give, by first word, the names of the lists, longest first, each with where it comes from."""
    known: dict[str, list[tuple[str, str]]] = {}
    for kind, keys in (
        ("language", lexicon.words("languages")),
        ("country", lexicon.table("countries")),
        ("people", lexicon.table("nationalities")),
        ("followers", lexicon.words("norps")),
        ("place", lexicon.words("places")),
        ("place", lexicon.words("regions")),
        ("organisation", lexicon.words("organisations")),
        ("product", lexicon.words("products")),
    ):
        for key in keys:
            low = key.lower()
            known.setdefault(low.partition(" ")[0].replace(".", ""), []).append((low, kind))
    for found in known.values():
        if len(found) > 1:
            found.sort(key=lambda pair: (-len(pair[0]), pair))
    return known


@lru_cache(maxsize=4096)
def _entries(word: str) -> list[tuple[str, str]] | None:
    """Give the names of the lists that begin with a word."""
    return _known().get(word.lower().replace(".", ""))


def add_known(text: str, names: list[Name]) -> Iterator[Name]:
    """Give names in order, with those that the lists know and that stand in none of them.

    >>> text = "Iranian and U.S. envoys met near the American Bread Museum."
    >>> [text[name.start : name.end] for name in add_known(text, [])]
    ['Iranian', 'U.S.']
    """
    repeated = _repeated(text, names)
    ends = lexicon.words("body-ends")
    index, behind = 0, 0
    for match in WORD_RE.finditer(text):
        word = match[0]
        label, entries = repeated.get(word), _entries(word)
        if not (label or entries or word in ends):
            continue
        start, end = match.span()
        while index < len(names) and names[index].start < end:
            behind = max(behind, names[index].end)
            yield names[index]
            index += 1
        if start < behind:
            continue
        stop = names[index].start if index < len(names) else len(text)
        found = None
        firm = FIRM_RE.match(text, end) if label else None
        if firm and firm.end() <= stop and firm["end"].lower() in lexicon.words("firm-ends"):
            found = Name(start, firm.end(), "ORG")
        elif (
            label
            and not _may_be_word(text, start, word, label)
            and (_stands_alone(text, start, end, stop) or _is_shouted(text, start, end, word))
        ):
            found = Name(start, end, label)
        elif entries:
            found = _find(text, start, end, stop, entries)
        elif not label and end <= stop:
            found = _body(text, start, end, behind)
        if found:
            behind = found.end
            yield found
    yield from names[index:]


def _repeated(text: str, names: list[Name]) -> dict[str, str]:
    """Give the words that are names by themselves here, or begin or end a person's name, with their labels."""
    repeated: dict[str, str] = {}
    for name in names:
        words = text[name.start : name.end].split()
        if len(words) == 1:
            if name.label != "PER" or not is_title(words[0]):
                repeated.setdefault(words[0], name.label)
        elif name.label == "PER":
            for word in (words[-1], words[0]):
                if len(word) > 2 and not is_title(word):
                    repeated.setdefault(word, "PER")
    in_capitals = {word.upper(): label for word, label in repeated.items() if len(word) > 3}
    return {**in_capitals, **repeated}


def _may_be_word(text: str, start: int, word: str, label: str) -> bool:
    """Tell whether a word may be a plain one, as "Will" at the beginning of a sentence and "West" anywhere."""
    if not lexicon.holds("english-words", word.lower()):
        return False
    return label == "LOC" or bool(OPENING_RE.search(text, max(0, start - 2), start))


def _body(text: str, start: int, end: int, behind: int) -> Name | None:
    """Find the organisation that ends with a word like "Group" or "Commission" and that begins behind a place."""
    if BODY_RE.match(text, end):
        return None
    run = RUN_RE.search(text, max(behind, start - 60), start)
    first = run["first"] if run else ""
    if not run or (
        lexicon.holds("english-words", first.lower()) and OPENING_RE.search(text, max(0, run.start() - 2), run.start())
    ):
        return None
    return Name(run.start(), end, "ORG")


def _is_shouted(text: str, start: int, end: int, word: str) -> bool:
    """Tell whether a word stands among others in capitals, where they are no sign of a longer name."""
    if len(word) < 4 or not word.isupper() or lexicon.holds("english-words", word.lower()):
        return False
    return text[start - 3 : start - 1].isupper() or text[end + 1 : end + 3].isupper()


def _find(text: str, start: int, end: int, stop: int, entries: list[tuple[str, str]]) -> Name | None:
    """Find the known name that begins with a word, if nothing around it makes it a part of another name."""
    for key, kind in entries:
        rest = key.partition(" ")[2]
        if rest:
            more = len(rest) + 1
            if text[end : end + more].lower() != " " + rest or text[end + more : end + more + 1].isalnum():
                continue
            end += more
        if end > stop or not _stands_alone(text, start, end, stop):
            return None
        if kind == "organisation" and not _is_organisation(text, start, end):
            continue
        if kind == "product" and lexicon.holds("english-words", key):
            continue
        if kind == "language" and not is_spoken(text, start, end):
            continue
        if kind == "followers" and OPENING_RE.search(text, max(0, start - 2), start):
            return None  # "Liberal", "Western" and others may be plain words there
        if key in lexicon.words("ambiguous-places") and not PLACE_RE.search(text, max(0, start - 10), start):
            return None
        return Name(start, end, LABELS[kind])
    return None


def _is_organisation(text: str, start: int, end: int) -> bool:
    """Tell whether a name of the list of organisations stands there as it is written: "the Fed", not "Fed up"."""
    found = text[start:end]
    if found not in lexicon.words("organisations"):
        return False
    return not lexicon.holds("english-words", found.lower()) or not OPENING_RE.search(text, max(0, start - 2), start)


def _stands_alone(text: str, start: int, end: int, stop: int) -> bool:
    """Tell whether no capitalised words beside a name make it a part of a longer one, unless they are a title."""
    if CAPITALS_RE.search(text, max(0, start - 20), start):
        return False
    chain = CHAIN_RE.match(text, end)
    return not chain or stop <= chain.end() or is_title(chain[0].split()[-1])
