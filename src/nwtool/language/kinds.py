"""A name with its coarse label in, its OntoNotes type out: GPE or LOC or FAC, NORP, EVENT, LAW and so on.

Words decide, in this order: lists of countries, places, regions and peoples, then the head of the name ("Suez Canal",
"Gulf of Mexico"), then what stands beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from nwtool.language import lexicon

PART_RE = re.compile(r"\s(?:of|for|on|in|at|against)\s|,\s")
NUMERAL_RE = re.compile(r"(?:\s(?:[ivx]+|\d+))+$")
MARKS = ('"', "“", "'", "‘")
PEOPLE_RE = re.compile(r"(?:[a-z]{3}(?:ese|ians?|ish|ists?|ites?)|[a-z]{2}[^aeiou]ans?|[aeiou]ns)$")
PLURAL_RE = re.compile(r"^[a-z]{3,}[^aeious]s$|^[a-z]{3,}[eo]s$")
FIRMS = frozenset({"inc", "ltd", "corp", "llc", "plc", "corporation", "company", "times", "post", "tribune"})
STATES = frozenset({"republic", "kingdom", "emirate", "caliphate", "sultanate"})
CONTESTS = (" cup", " open", " grand prix", " olympics", " championship", " championships", " marathon", " war")
YEAR_RE = re.compile(r"(?:19|20)\d\d\s\S+\s")
NUMBERED_RE = re.compile(r"[A-Za-z]-?\d|\d[A-Z]|\s\d|\d$")


def kind_of(label: str, key: str, contexts: Sequence[tuple[str, str]]) -> str:
    """Give the type of a name; `key` is the name in small letters, `contexts` what stands before and behind it.

    >>> [kind_of("LOC", name, []) for name in ("kyiv", "lake erie", "suez canal", "europe")]
    ['GPE', 'LOC', 'FAC', 'LOC']
    >>> kind_of("ORG", "luhansk people's republic", [])
    'GPE'
    """
    if label == "PER":
        return "PERSON"
    if label in ("NORP", "LANGUAGE", "PRODUCT"):
        return label
    head = head_type(key)
    if label == "LOC":
        if key in lexicon.table("countries") or key in lexicon.words("places"):
            return "GPE"
        if key in lexicon.words("regions"):
            return "LOC"
        if head == "ORG" and " " in key:  # a school or a hospital as a place, not "Rotterdam Harbor Authority"
            last = key.rsplit(" ", 1)[-1]
            return "ORG" if last in FIRMS or last in lexicon.words("governing-bodies") else "FAC"
        return head if head in ("LOC", "FAC") or (head == "EVENT" and key.endswith(CONTESTS)) else "GPE"
    if label == "ORG":
        return _kind_of_body(key, head)
    if key in lexicon.words("products"):
        return "PRODUCT"
    if YEAR_RE.match(key):
        return "EVENT"
    if head in ("EVENT", "LAW", "WORK_OF_ART", "ORG") and (" " in key or head == "EVENT" or key == "constitution"):
        return head
    if is_people(key):
        return "NORP"
    if key in lexicon.words("languages"):
        return "LANGUAGE"
    if any(is_work(before) for before, _ in contexts):
        return "WORK_OF_ART"
    if NUMBERED_RE.search(key):
        return "PRODUCT"
    if " " not in key:
        return "NORP" if PEOPLE_RE.search(key) or PLURAL_RE.search(key) else "PRODUCT"
    return "WORK_OF_ART"


def _kind_of_body(key: str, head: str | None) -> str:
    """Give the type of what was taken for an organisation, which a name of several words may tell to be none."""
    if " " not in key:
        return "ORG"
    if key.rsplit(" ", 1)[-1] in STATES:
        return "GPE"
    return "LAW" if head == "LAW" else "EVENT" if key.endswith(CONTESTS) and " of " not in key else "ORG"


def is_people(key: str) -> bool:
    """Tell whether a name is a word for a people, a party's followers or a religion's."""
    return key in lexicon.table("nationalities") or key in lexicon.words("norps")


def is_work(before: str) -> bool:
    """Tell whether what stands before a name makes it a title: a quotation mark, or the word for a kind of work.

    >>> is_work("her new novel "), is_work("he sang “"), is_work("she likes ")
    (True, True, False)
    """
    return before.endswith(MARKS) or before.rstrip().rpartition(" ")[2] in lexicon.words("works")


@lru_cache(maxsize=2048)
def head_type(key: str) -> str | None:
    """Give the type that a name's head word makes it: the last word, or the one before "of", or the first."""
    heads = lexicon.table("name-heads")
    words = PART_RE.split(NUMERAL_RE.sub("", key), maxsplit=1)[0].split(" ")
    found = heads.get(words[-1])
    if not found and words[0] in ("lake", "mount", "cape", "gulf", "camp", "hurricane", "typhoon", "cyclone"):
        return heads.get(words[0])
    return found
