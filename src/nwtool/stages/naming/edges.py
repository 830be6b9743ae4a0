"""A text and the names found in it in, the names out whole and apart: "Pryce-Okafor", "Keller & Sons".

The tagger reads words; what ties words together to one name is written between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from nwtool.language import lexicon
from nwtool.language.patterns import late
from nwtool.stages.naming.forms import Name, is_place, key_of
from nwtool.stages.naming.roles import is_title

HYPHEN_RE = late(r"[-‐‑](?P<part>(?:Ma?c|O['’])?[A-Z][a-z]{2,}|[a-z]{2,5})(?![\w-])")
FIRM_RE = late(r"\s(?:&|and)\s(?:Sons|Daughters|Brothers|Partners|Associates|Co\b\.?)|\s(?P<end>[A-Z][a-z]+)(?![\w-])")
INITIALS_RE = late(r"(?<![\w.’'&-])(?!P\. ?S\.)(?:[A-Z]\. ?){1,3}$")
HYPHENS = frozenset("-‐‑")
SUFFIX_STARTS = frozenset({", ", " J", " S", " I"})
PARTICLES = (" van", " von", " van der", " van den", " de", " de la", " dos", " da", " bin", " al", " del", " di")
REST_RE = late(r" [A-Z][\w’'-]+")
FIRST_RE = late(r"(?:^|[.!?:\n\"“]\s?|\b(?:and|by|said|with|of)\s)(?P<word>[^\W\d_a-z][^\W\d_A-Z]+) $")
CAPITAL_RE = late(r"\b[A-Z]\w+ $")
MIDDLE_RE = late(
    r" [A-Z]\. "
    r"| (?:(?:d[aeiou]|d[ao]s|del|della|v[ao]n|den|der|te[nr]|bin|bint|ibn|ould|al|el|la|le|los|las|[ey]) ){1,3}"
)
INITIAL_RE = late(r"(?<=\s[A-Z])\.\s[A-Z][\w’'-]+")
SUFFIX_RE = late(r",?\s(?:[JS]r(?:\.(?=\s[a-z]|,)|\b)|I{2,3}\b|IV\b)")
NEXT_RE = re.compile(r"\s(?:[A-Z&][\w’'&-]*)(?:\s[A-Z][\w’'-]*)?")
NUMBER_RE = late(r" \d[\w-]{0,7}")
SCORE_RE = re.compile(r"(?:\s\d{1,3})+$")
PARTY_RE = re.compile(r"(?:\(|,\s)[RDI]-(?P<state>[A-Z][A-Za-z.]{1,10})(?![\w-])")
DAY_RE = late(r"(?:^|[.!?:\n\"“]\s?|\b(?:met|with|named|and|by|of)\s)(?P<day>Sunday|Tuesday|Wednesday|Friday)\s$")
HEAD_RE = late(r"(?P<title>[\w-]+)\sof\s(?=\w+\s\w+\s)")
OF_RE = late(r"(?P<title>[\w-]+)\sof\s(?:the\s)?$")
ENDS = frozenset({"", ",", ";", "\n"})  # "Lakers 110, Bulls 99", but "Local 22 said"
FIRM_STARTS = ("&", "a")  # of the word behind a name, beside a capital, that can be part of a firm's
LONGEST_FIRM = 6  # words of "Brown & Williamson Tobacco Corp"; more are two of them
LONGEST_LINK = 16  # characters between two parts of one name
LINKS = frozenset({"of", "for", "and", "&"})
# Second syllables of given names that English has as words.
KOREAN = frozenset({"in", "un", "il", "hee", "moon", "sun", "young", "won"})


def mend_edges(text: str, names: Iterable[Name]) -> list[Name]:
    """Give names with their parts together and what is no part of them apart.

    >>> text = "President of Ukraine Ivan Franko met Guido Blum-Ferrero of Keller & Sons."
    >>> found = [(13, 32, "ORG"), (37, 47, "PER"), (48, 55, "PER"), (59, 65, "PER"), (68, 72, "PER")]
    >>> [(text[name.start : name.end], name.label) for name in mend_edges(text, [Name(*span) for span in found])]
    [('Ukraine', 'LOC'), ('Ivan Franko', 'PER'), ('Guido Blum-Ferrero', 'PER'), ('Keller & Sons', 'ORG')]
    """
    states = {match.start("state"): match.end("state") for match in PARTY_RE.finditer(text)}
    out: list[Name] = []
    for name in with_states(text, names, states) if states else names:
        if out and name.start < out[-1].end:
            continue  # it was taken into the one before
        found = _whole(text, name)
        joined = _joined(text, out[-1], found) if out and found.start - out[-1].end < LONGEST_LINK else None
        if joined:
            out[-1] = joined
        else:
            out += _apart(text, found)
    return out


def _joined(text: str, before: Name, name: Name) -> Name | None:
    """Give two names as one where they are one: "Ana" and "Souza" in "Ana de Souza", "Jammu and Kashmir"."""
    between = text[before.end : name.start]
    if between == " and ":
        # neither in "Serbia, Bosnia and Herzegovina", nor in "Newfoundland and Labrador Court of Appeal"
        is_whole = text[before.start - 2 : before.start] != ", " and not text[name.end + 1 : name.end + 2].isupper()
        if before.label == name.label == "LOC" and is_whole and is_place(key_of(text[before.start : name.end])):
            return Name(before.start, name.end, "LOC")
    elif between == " & ":
        if name.label == "ORG" and text.count(" ", before.start, name.end) < LONGEST_FIRM:
            return Name(before.start, name.end, "ORG")
    elif before.label == name.label == "PER" and MIDDLE_RE.fullmatch(between):
        return Name(before.start, name.end, "PER")
    return None


def with_states(text: str, names: Iterable[Name], states: dict[int, int]) -> Iterator[Name]:
    """Give names in order, with the states of "(R-Ky.)" and "D-Ore." as places."""
    left = sorted(states)
    for name in names:
        while left and left[0] < name.end:
            start = left.pop(0)
            if text[start : states[start]].rstrip(".").lower() in lexicon.words("state-abbreviations"):
                yield Name(start, states[start] - text[start : states[start]].endswith("."), "LOC")
                name = name._replace(label="") if name.end <= states[start] else name
        if name.label:
            yield name


def _whole(text: str, name: Name) -> Name:
    """Give a name without its score, with the part behind its hyphen, with the word that makes it a firm's."""
    surface, behind = text[name.start : name.end], text[name.end : name.end + 2]
    score = SCORE_RE.search(text, name.start, name.end) if surface[-1].isdecimal() else None
    if score and (
        name.label in ("PER", "LOC") or (score.end() - score.start() > 2 and text[name.end : name.end + 1] in ENDS)
    ):
        return name._replace(end=score.start()) if score.start() > name.start else name
    if score and key_of(text[name.start : score.start()]) in lexicon.table("teams"):
        return name._replace(end=score.start())
    if name.label == "PER":
        name = _whole_person(text, name)
        behind = text[name.end : name.end + 2]
    if behind[1:].isdecimal():
        number = NUMBER_RE.match(text, name.end)
        if number and key_of(text[name.start : number.end()]) in lexicon.words("products"):
            return Name(name.start, number.end(), "PRODUCT")
    if name.label in ("PER", "LOC", "ORG") and (behind[1:] in FIRM_STARTS or behind[1:].isupper()):
        longer = _known_body(text, name)
        if longer:
            return longer
        match = FIRM_RE.match(text, name.end)
        while match and (not match["end"] or match["end"].lower() in lexicon.words("firm-ends")):
            name = name._replace(end=match.end(), label="ORG")
            match = FIRM_RE.match(text, name.end)
    return name


def _whole_person(text: str, name: Name) -> Name:
    """Give a person's name with the day that it begins with, with what an initial or a hyphen ties to it, "Jr." too."""
    start, end = name.start, name.end
    behind = text[end : end + 1]
    if text.startswith("day", start - 4) and " " not in text[start:end]:
        day = DAY_RE.search(text, max(0, start - 20), start)
        start = day.start("day") if day else start
    if "." in text[max(0, start - 2) : start]:
        initials = INITIALS_RE.search(text, max(0, start - 12), start)
        if (
            initials
            and key_of(initials[0]) not in lexicon.table("countries")
            and not CAPITAL_RE.search(text, max(0, initials.start() - 20), initials.start())
        ):
            start = initials.start()
    initial = INITIAL_RE.match(text, end) if behind == "." else None
    if initial:
        end = initial.end()
    if behind == " " and text[start:end].endswith(PARTICLES):
        rest = REST_RE.match(text, end)
        end = rest.end() if rest else end
    match = HYPHEN_RE.match(text, end) if behind in HYPHENS or end > name.end else None
    while match and _ties(match["part"], text[start:end]):
        end = match.end()
        match = HYPHEN_RE.match(text, end)
    if not text[max(0, start - LONGEST_LINK) : start].isascii():
        first = FIRST_RE.search(text, max(0, start - LONGEST_LINK), start)
        if first and not first["word"].isascii():
            start = first.start("word")  # the tagger knows few names with accents: "María" before "Luz Robles"
    may_end = text[end : end + 2] in SUFFIX_STARTS and " " in text[start:end]
    suffix = SUFFIX_RE.match(text, end) if may_end else None
    return Name(start, suffix.end() if suffix else end, name.label)


def _known_body(text: str, name: Name) -> Name | None:
    """Give the team, organisation or product of the lists that begins with a name: "Pittsburgh Penguins"."""
    behind = NEXT_RE.match(text, name.end)
    end = behind.end() if behind else name.end
    while end > name.end:
        surface = text[name.start : end]
        if surface in lexicon.words("organisations") or key_of(surface) in lexicon.table("teams"):
            return Name(name.start, end, "ORG")
        if key_of(surface) in lexicon.words("products"):
            return Name(name.start, end, "PRODUCT")
        end = text.rfind(" ", name.end, end)
    return None


def _ties(part: str, before: str) -> bool:
    """Tell whether what stands behind a hyphen is part of a name: "Moon Jae-in", not "Ann Lee-led"."""
    if part[0].isupper():
        return True
    return " " in before and (part in KOREAN or not lexicon.holds("english-words", part))


def _apart(text: str, name: Name) -> Iterator[Name]:
    """Give a name in two where it is a country, that somebody is head of, and that person."""
    surface = text[name.start : name.end]
    head = HEAD_RE.match(surface) if "of" in surface else None
    if head and is_title(head["title"]):
        name = name._replace(start=name.start + head.end())
        surface = surface[head.end() :]
    words = surface.split(" ")
    title = OF_RE.search(text, max(0, name.start - 30), name.start) if len(words) > 2 else None
    if title and is_title(title["title"]):
        for count in (3, 2, 1):
            place = " ".join(words[:count])
            if len(words) - count > 1 and is_place(key_of(place)) and not _is_body(words[count:]):
                yield Name(name.start, name.start + len(place), "LOC")
                yield Name(name.start + len(place) + 1, name.end, "PER")
                return
    yield name


def _is_body(words: list[str]) -> bool:
    """Tell whether words may be the rest of an organisation's name: "Liberal Party" in "Ontario Liberal Party"."""
    return any(word in LINKS or word.lower() in lexicon.table("name-heads") for word in words)
