"""One line in, its cues out: what at its head, at its tail or within it speaks for a kind of line.

A cue is no verdict: the line model weighs it with all else that it sees. Most lines have none, so a pattern is made and
asked only where a cheap sign says that it may be there: first letters, or what the pattern can't do without.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from functools import cache

from nwtool.language import lexicon
from nwtool.language.patterns import late

MONTH_STEM = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
MONTH = rf"{MONTH_STEM}[a-z]{{0,6}}\.?"
DAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b\.?"
AGENCY = r"(?:Getty(?:\ Images)?|AFP|Reuters|REUTERS|EPA|AP|PA(?:\ Media)?|Shutterstock|ASSOCIATED\ PRESS|Bloomberg)"
PICTURE = r"(?:Photo|Picture|Image|Illustration|Graphic|Credit|Video|PHOTO)s?|Photograph"
# What may stand at the head of a line, in the order in which it is asked for: its name, how a line begins that may have
# it (`_opening` says how that is read), and its pattern.
HEADS = (
    (
        "byline",
        "by add rep wri wor sto com edi",
        r"""(?:[Bb]y|BY)\s+[^\W\da-z_]
          |(?:(?:Additional\ )?[Rr]eporting|Written|Words|Writing|Story|Compiled|Editing)\ by\b""",
    ),
    (
        "label",
        "fil sto han pho pic ima ill gra cre vid med cap cou (p (i (c",
        rf"""(?:FILE|File|Stock|Handout)?\s?(?:{PICTURE}|Media\ caption|Caption|Courtesy)
          \s*(?::|\||©|\b(?i:by|caption|copyright|credits?|courtesy|source|of)\b)|\((?:Photo|Image|Picture|Credit)""",
    ),
    ("agency", "get afp reu epa ap pa shu ass blo", rf"{AGENCY}\b(?:\ (?=[A-Z])|$)"),
    ("copyright", "© cop (c all", r"©|Copyright|\(c\)|All\ rights"),
    (
        "published",
        "fir las ori pub upd pos mod",
        r"(?i:(?:first\ |last\ |originally\ )?(?:published|updated|posted|modified))\b",
    ),
    (
        "date",
        "0 jan feb mar apr may jun jul aug sep oct nov dec mon tue wed thu fri sat sun",
        rf"""(?:{DAY},?\s*)?(?:{MONTH}\s*\d{{1,2}}\b|\d{{1,2}}(?:st|nd|rd|th)?\ {MONTH}|\d{{4}}-\d\d
            |\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}})
          |{DAY},?\s+\d|\d+\s+(?:min(?:ute)?|hour|day|week|month|year)s?\ ago|\d{{1,2}}[:.]\d\d""",
    ),
    (
        "source",
        "sou thi it ori fir wit pro",
        r"""(?i:sources?(?:\(s\))?\s*:|(?:this\ (?:article|story)|it)\ (?:was\ )?(?:originally|first)\b
          |originally\ (?:published|appeared)|first\ published\ (?:in|on|by)|with\ files\ from|provided\ by)""",
    ),
    (
        "link",
        "rea als rel see mor wat lis cli sig log sub fol sha joi dow get adv ski new rec you mos tag top com",
        r"""(?i:read\ (?:more|next|also|the|our)|also\ read|related|see\ also|more\ (?:on|from|:)|watch|listen
          |click|sign\ (?:up|in)|log\ in|subscribe|follow|share|join|download|get\ (?:the|our|more)|advertisement|skip
          |newsletter|recommended|you\ (?:may|might)|most\ (?:read|popular|viewed)|tags?|topics?|comments?)(?![a-z])""",
    ),
    ("of", "0", r"\d{1,2}\s?(?:of|/)\s?\d{1,2}"),
    ("place", "AA", r"[A-Z][A-Z.,\ ]{2,30}(?:,\ [A-Z][a-z.]+)?\s*(?:\([^)]{2,30}\)\s*)?[—–-]{1,2}"),
)
HEAD_RES = {name: late(source, re.X) for name, _, source in HEADS}
CAPITALS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
BEHIND_CAPITAL = CAPITALS | frozenset("., ")

BRACKET_RE = late(
    r"(?P<bracket>.*\b(?i:photo|image|picture|credit|courtesy|via|ap|reuters|afp|getty|pa|epa|handout|file|supplied)\b"
    r"|.+/)"
)
LABEL_RE = late(
    r"\b(?:Photo(?:graph)?|Image|Picture|Credit|Illustration|Graphic)s?(?: (?:credit|courtesy|illustration))?"
    r"\s*(?::|©|\b(?:by|via|courtesy)\b)[^.:]{2,70}$"
)
LABEL_SIGN_RE = late("Photo|Image|Picture|Credit|Illustration|Graphic")
# An agency, or what stands for one, that ends a line.
LAST_AGENCIES = (
    "Getty", "Getty Images", "AFP", "Reuters", "REUTERS", "EPA", "AP", "PA", "PA Media", "Shutterstock",
    "ASSOCIATED PRESS", "Bloomberg", "Associated Press", "iStock", "Alamy", "Handout", "Supplied",
)  # fmt: skip
LAST_NAME_RE = late(r"[.!?][”\"']?\s*[A-Z][\w'’-]+(?: [A-Z][\w.'’-]*){0,3}$")
# Two patterns that begin with a few signs each are found many times as fast as one that begins with a bound.
DATE_RE = late(rf"{MONTH_STEM}(?<!\w\w{{3}})[a-z]{{0,6}}\.? \d")
DAY_FIRST_RE = late(rf"\d {MONTH}")
TIME_RE = late(r"(?i:\d[:.]\d\d\s?(?:[ap]\.?m|[A-Z]{2,4}\b)?|\d\s?[ap]\.?m\b)")
ADDRESS_RE = late(r"@\w|\.(?<=\w\.)(?:com|org|net|co)\b|https?:")
PLACED_RE = late(
    r"\((?:left|right|cent(?:er|re)|pictured|above|L|R)\)|, (?:left|right|cent(?:er|re)|second|pictured)\b"
)

# A teaser: its headline and its text glued together. A lone small letter before a capital is a name's: McDonald.
GLUED_RE = late(r"[A-Z](?:(?<=[a-z]{2}[A-Z])|(?<=[a-z]{2}[.?!][A-Z]))[a-z]{2}")
# Who wrote the article, told behind it.
AUTHOR_RE = late(
    r"(?:[A-Z][\w.'’-]* ){1,4}(?:is|was|has|covers?|writes?|reports?|joined|works?) .{0,80}?"
    r"\b(?i:writer|reporter|editor|journalist|correspondent|author|columnist|producer|freelance|contributor|covers|based)\b"
)
LETTERS_RE = late(r"[^\W\d_]+")
REMEMBERED = 4096  # beginnings of lines; bounds the memory of a process that reads for ever
TAIL = 110  # characters behind which a credit may begin
SECOND_PERSON = frozenset(("you", "your", "our", "us"))
SPEAKING = frozenset(("said", "says", "told"))
CENTURIES = ("19", "20")
PICTURED = frozenset(("left", "right", "centre", "center", "pictured", "seen", "shown", "poses", "pose", "file"))


class _Heads(dict[str, tuple[str, ...]]):
    """By the first three characters of a line: the cues that it may have at its head, in the order of asking."""

    def __missing__(self, start: str) -> tuple[str, ...]:
        if len(self) >= REMEMBERED:
            self.clear()
        names = _openings().get(_opening(start), ())
        capitals = start[0] in CAPITALS and start[1:2] in BEHIND_CAPITAL
        found = self[start] = (*names, "place") if capitals else tuple(names)
        return found


HEADS_BY_START = _Heads()


@cache
def _openings() -> dict[str, list[str]]:
    """Give the cues that a line may have at its head, by how it begins."""
    found: dict[str, list[str]] = {}
    for name, openings, _ in HEADS:
        for opening in openings.split():
            found.setdefault(opening, []).append(name)
    return found


def _opening(line: str) -> str:
    """Tell how a line begins: by its first three letters, small, two signs, "0" for a digit, "AA" for two capitals."""
    start = line[:3].lower()
    if start.isalpha():
        return start
    return "0" if start[0].isdigit() else "©" if start[0] == "©" else start[:2].rstrip()


def head_cue(line: str) -> str:
    """Give the cue at the head of a line that is not empty, or nothing.

    >>> head_cue("Photo: Ann Doe"), head_cue("LISBON (AP) - It rained."), head_cue("Photos show the mayor.")
    ('label', 'place', '')
    """
    for name in HEADS_BY_START[line[:3]]:
        if HEAD_RES[name].match(line):
            return name
    return ""


def tail_cue(line: str, end: str) -> str:
    """Give the cue at the end of a line, whose class of end is known, or nothing.

    >>> tail_cue("A dog in the rain (Photo: AP)", ")"), tail_cue("It rained, the mayor said.", ".")
    ('bracket', '')
    """
    if end == ")":
        inner = line[line.rfind("(") + 1 : -1][-80:]
        if BRACKET_RE.match(inner):
            return "bracket"
        return "bracketed" if line[max(0, line.rfind("(") - 2) :][:1] in '.!?”"' else ""
    if end[-1] in ".!?:,":
        return ""
    tail = line[-TAIL:]
    if _ends_in(tail, ("more", "less")) or tail.endswith("[+]"):
        return "more"
    if LABEL_SIGN_RE.search(tail) and LABEL_RE.search(tail):
        return "label"
    if _ends_in(tail.removesuffix(")").removesuffix(" file").removesuffix(" File"), LAST_AGENCIES):
        return "agency"
    if "/" in tail[-60:]:
        return "slash"
    if tail.endswith(" ago"):
        return "ago"
    stopped = "." in tail or "!" in tail or "?" in tail
    return "name" if stopped and LAST_NAME_RE.search(tail) else ""


def _ends_in(line: str, endings: tuple[str, ...]) -> bool:
    """Tell whether a line ends in one of some words, and not just with its letters."""
    if not line.endswith(endings):
        return False
    before = [line[: -len(ending)][-1:] for ending in endings if line.endswith(ending)]
    return any(not (sign.isalnum() or sign == "_") for sign in before)


def inner_cues(line: str, words: Set[str]) -> list[str]:
    """Give the cues that stand anywhere in a line, whose words in small letters are known.

    >>> inner_cues("On 3 May 2021, she said", {"on", "3", "may", "2021", "she", "said"})
    ['year', 'date', 'said']
    """
    cues = []
    numbers = [word for word in words if word.isdecimal()]
    if numbers:
        if any(len(number) == 4 and number[:2] in CENTURIES for number in numbers):
            cues.append("year")
        if not _months().isdisjoint(words) and (DATE_RE.search(line) or DAY_FIRST_RE.search(line)):
            cues.append("date")
        if TIME_RE.search(line):
            cues.append("time")
    if ("@" in line or "." in line[:-1] or "http" in line) and ADDRESS_RE.search(line):
        cues.append("address")
    if not words.isdisjoint(PICTURED):
        cues.append("placed" if PLACED_RE.search(line) else "pictured")
    if not words.isdisjoint(SPEAKING):
        cues.append("said")
    if not words.isdisjoint(SECOND_PERSON):
        cues.append("you")
    return cues


@cache
def _months() -> frozenset[str]:
    names = ("January February March April May June July August September October November December").lower().split()
    return frozenset((*names, *(name[:3] for name in names), "sept"))


def has_notice_word(line: str, words: Set[str] | None) -> bool:
    """Tell whether a line has a word of those that sites use to speak of themselves or to their readers.

    `words` are those of the line in small letters, an apostrophe within them or not; None where not all are known.

    >>> has_notice_word("The site’s terms", {"the", "site’s", "terms"}), has_notice_word("It rained", None)
    (True, False)
    """
    if words is None:
        found: Iterable[str] = LETTERS_RE.findall(line.lower())
    elif "'" in line or "’" in line or "İ" in line:  # the small form of the last one ends in a mark
        found = re.split("['’\u0307 ]", " ".join(words))
    else:
        found = words
    return not lexicon.words("notice-words").isdisjoint(found)


def furniture_cues(line: str) -> list[str]:
    """Give the cues that a line of some words is none of an article's, however long it is.

    >>> furniture_cues("Ann Doe is a reporter based in Marlow."), furniture_cues("Fire in MarlowBarn burnt down.")
    (['author'], ['glued'])
    """
    cues = []
    if line.count("|") > 1:
        cues.append("table")
    if GLUED_RE.search(line):
        cues.append("glued")
    if AUTHOR_RE.match(line):
        cues.append("author")
    return cues
