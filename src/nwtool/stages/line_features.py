"""One line in, its features out: lengths, ends, cues, letters and words, as far as the line tells them by itself.

`glance` takes the little that every line pays for; `look` the rest, for the lines that a glance doesn't settle. Words
count only as far as many sites know them: the training leaves the others out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from nwtool.language import lexicon
from nwtool.stages.credits import find_credit

MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
DAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b\.?"
AGENCY = r"(?:Getty(?:\ Images)?|AFP|Reuters|REUTERS|EPA|AP|PA(?:\ Media)?|Shutterstock|ASSOCIATED\ PRESS|Bloomberg)"
PICTURE = r"(?:Photo|Picture|Image|Illustration|Graphic|Credit|Video|PHOTO)s?|Photograph"
HEAD_RE = re.compile(
    rf"""(?P<byline>(?:[Bb]y|BY)\s+[^\W\da-z_]|(?:(?:Additional\ )?[Rr]eporting|Written|Words|Writing|Story|Compiled|Editing)\ by\b)
      | (?P<label>(?:FILE|File|Stock|Handout)?\s?(?:{PICTURE}|Media\ caption|Caption|Courtesy)
          \s*(?::|\||©|\b(?i:by|caption|copyright|credits?|courtesy|source|of)\b)|\((?:Photo|Image|Picture|Credit))
      | (?P<agency>{AGENCY}\b(?:\ (?=[A-Z])|$))
      | (?P<copyright>©|Copyright|\(c\)|All\ rights)
      | (?P<published>(?i:(?:first\ |last\ |originally\ )?(?:published|updated|posted|modified))\b)
      | (?P<date>(?:{DAY},?\s*)?(?:{MONTH}\s*\d{{1,2}}\b|\d{{1,2}}(?:st|nd|rd|th)?\ {MONTH}|\d{{4}}-\d\d|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}})
          |{DAY},?\s+\d|\d+\s+(?:min(?:ute)?|hour|day|week|month|year)s?\ ago|\d{{1,2}}[:.]\d\d)
      | (?P<source>(?i:sources?(?:\(s\))?\s*:|(?:this\ (?:article|story)|it)\ (?:was\ )?(?:originally|first)\ 
          |originally\ (?:published|appeared)|first\ published\ (?:in|on|by)|with\ files\ from|provided\ by))
      | (?P<link>(?i:read\ (?:more|next|also|the|our)|also\ read|related|see\ also|more\ (?:on|from|:)|watch|listen|click
          |sign\ (?:up|in)|log\ in|subscribe|follow|share|join|download|get\ (?:the|our|more)|advertisement|skip|newsletter
          |recommended|you\ (?:may|might)|most\ (?:read|popular|viewed)|tags?\b|topics?\b|comments?\b))
      | (?P<of>\d{{1,2}}\s?(?:of|/)\s?\d{{1,2}})
      | (?P<place>[A-Z][A-Z.,\ ]{{2,30}}(?:,\ [A-Z][a-z.]+)?\s*(?:\([^)]{{2,30}}\)\s*)?[—–-]{{1,2}})
    """,
    re.X,
)
MARKS_RE = re.compile(r"(?:[#>|*_+•‣▪●◦·›»–—=\s-]|\d{1,2}[.)]\s)*")
BRACKET_RE = re.compile(
    r"(?P<bracket>.*\b(?i:photo|image|picture|credit|courtesy|via|ap|reuters|afp|getty|pa|epa|handout|file|supplied)\b|.+/)"
)
LABEL_RE = re.compile(r"\b(?:Photo(?:graph)?|Image|Picture|Credit|Illustration|Graphic)s?(?:\ (?:credit|courtesy|illustration))?\s*(?::|©|\b(?:by|via|courtesy)\b)[^.:]{2,70}$")
AGENCY_RE = re.compile(rf"\b(?:{AGENCY}|Associated\ Press|iStock|Alamy|Handout|Supplied)(?:\ [Ff]ile)?\)?$")
LAST_NAME_RE = re.compile(r"[.!?][”\"']?\s*[A-Z][\w'’-]+(?:\ [A-Z][\w.'’-]*){0,3}$")
CUT_RE = re.compile(r"(?:\b(?:more|less)|\[\+\])$")
YEAR_RE = re.compile(r"\b(?:19|20)\d\d\b")
DATE_RE = re.compile(rf"\b{MONTH}\ \d|\d\ {MONTH}")
TIME_RE = re.compile(r"\d[:.]\d\d\s?(?:[ap]\.?m|[A-Z]{2,4}\b)?|\d\s?[ap]\.?m\b", re.I)
ADDRESS_RE = re.compile(r"@\w|\w\.(?:com|org|net|co)\b|https?:")
PLACED_RE = re.compile(r"\((?:left|right|cent(?:er|re)|pictured|above|L|R)\)|,\ (?:left|right|cent(?:er|re)|second|pictured)\b")
SENTENCE_RE = re.compile(r"[.!?][”\"'’]?\s+[\"“‘']?[A-Z]")
WORD_RE = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+")
COUNTER_RE = re.compile(r"(?:\d\s?of\s?\d+|(?:Image|Photo|Picture|Media)s?(?: caption)?\s?:?)?\s*")

ENDS = {".": ".", "!": "!", "?": "?", "…": "…", ":": ":", ";": ",", ",": ",", ")": ")", "]": ")"}
QUOTES = "\"'”’“‘»«"
SIGNS = "-*•·|@#[(©+<>&/_—–~"
SECOND_PERSON = frozenset(("you", "your", "our", "us"))
PICTURED = frozenset(("left", "right", "centre", "center", "pictured", "seen", "shown", "poses", "pose", "file"))
BOUNDS = (1, 2, 3, 4, 6, 8, 11, 15, 20, 28, 40, 60, 100)
LONG = 40  # words: of a longer line the words count at its ends alone
SHORT = 14  # words: every word of a line as short as that counts, with its place
PLAIN = 20  # words: sentences of a tidy article as long as that are paragraphs (99.3 % of them in the article set)
TAIL = 110  # characters behind which credits are looked for
CONTENT = 4  # letters of a word that counts when two lines are compared
KEY = 5  # words at the start that two copies of a line share


def bucket(value: int, bounds: Sequence[int] = BOUNDS) -> int:
    """Give the number of the first bound that is not below the value.

    >>> bucket(5, (1, 4, 9)), bucket(50, (1, 4, 9))
    (2, 3)
    """
    for i, bound in enumerate(bounds):
        if value <= bound:
            return i
    return len(bounds)


class Glance(NamedTuple):
    """What every line is asked for."""

    body: str
    """The line without the marks of a list or a heading before it."""
    mark: str
    words: int
    prose: bool
    plain: bool
    """Whether it has no cue at all and could only be a sentence of an article."""
    start: str
    end: str
    head: str
    key: str


class Look(NamedTuple):
    """What the other lines are asked for."""

    coarse: str
    own: list[str]
    vocabulary: list[str]
    content: frozenset[str]


def end_of(line: str) -> str:
    """Give the class of the end of a line; behind a closing quotation mark counts what stands before it."""
    last = line[-1]
    if last in QUOTES:
        return "q" + ENDS.get(line[-2:-1], "")
    if last.isalpha():
        return "a"
    return ENDS.get(last, "0" if last.isdigit() else "x")


def start_of(line: str) -> str:
    """Give the class of the first character of a line."""
    first = line[0]
    if first.isupper():
        return "A"
    if first.islower():
        return "a"
    if first.isdigit():
        return "0"
    return "q" if first in QUOTES else first if first in SIGNS else "x"


def glance(line: str) -> Glance:
    """Look at one line, stripped and not empty."""
    mark = ""
    if not line[0].isalpha():
        match = MARKS_RE.match(line)
        mark = match.group().strip() if match else ""
        line = line[len(mark) :].strip().rstrip("_*# ") if mark else line
        if not line:
            return Glance("", mark, 0, False, False, mark[0], "0", "", "")
    words = line.count(" ") + 1
    end = end_of(line)
    match = HEAD_RE.match(line)
    head = match.lastgroup or "" if match else ""
    stopped = end[-1] in ".!?…"
    plain = words >= PLAIN and stopped and not head and not mark and line[-2] not in ")]" and "/" not in line[-TAIL:]
    key = line[COUNTER_RE.match(line).end() :][:60].lower().split(None, KEY)
    return Glance(
        line, mark, words, words >= LONG or (words >= 12 and stopped), plain, start_of(line), end, head,
        " ".join(key[:KEY]) if len(key) >= KEY else "",
    )  # fmt: skip


def _tail(line: str, end: str) -> str:
    """Give the cue at the end of a line, or nothing."""
    if end == ")":
        inner = line[line.rfind("(") + 1 : -1][-80:]
        if BRACKET_RE.match(inner):
            return "bracket"
        return "bracketed" if line[max(0, line.rfind("(") - 2) :][:1] in ".!?”\"" else ""
    if end[-1] in ".!?:,":
        return ""
    tail = line[-TAIL:]
    if CUT_RE.search(tail):
        return "more"
    if LABEL_RE.search(tail):
        return "label"
    if AGENCY_RE.search(tail):
        return "agency"
    if "/" in tail[-60:]:
        return "slash"
    if tail.endswith(" ago"):
        return "ago"
    return "name" if LAST_NAME_RE.search(tail) else ""


def _inner(line: str, words: frozenset[str]) -> list[str]:
    """Give the cues that stand anywhere in a line."""
    cues = []
    if any(map(str.isdigit, line)):
        cues += [name for name, pattern in (("year", YEAR_RE), ("date", DATE_RE), ("time", TIME_RE)) if pattern.search(line)]
    if "@" in line or "." in line[:-1] or "http" in line:
        if ADDRESS_RE.search(line):
            cues.append("address")
    if not words.isdisjoint(PICTURED):
        cues.append("placed" if PLACED_RE.search(line) else "pictured")
    if "said" in words or "says" in words or "told" in words:
        cues.append("said")
    if not words.isdisjoint(SECOND_PERSON):
        cues.append("you")
    return cues


def _shape(line: str) -> str:
    """Give the class of the capitals of a line: all, title case, mixed or those of a sentence."""
    if line.isupper():
        return "C"
    pieces = line.split()
    capitals = sum(not piece[0].islower() for piece in pieces)
    if capitals == len(pieces):
        return "T"
    if capitals <= 1:
        return "s"
    return "t" if capitals * 2 > len(pieces) else "m"


def _vocabulary(found: list[str], words: int) -> list[str]:
    """Give the words of a line as features: all of a short line, with their pairs; fewer of longer ones."""
    if not found:
        return []
    if words <= SHORT:
        out = [f"w{word}" for word in found]
        out += (f"f{found[0]}", f"l{found[-1]}")
        if len(found) <= 4:
            out.append("=" + " ".join(found))
        out += [f"b{first} {second}" for first, second in zip(found, found[1:], strict=False)]
        return out
    out = [f"F{word}" for word in found[:3]] + [f"L{word}" for word in found[-2:]]
    out.append(f"B{' '.join(found[:2])}")
    if words < LONG:
        out += [f"v{word}" for word in dict.fromkeys(found)]
    return out


@cache
def _caption_verbs() -> frozenset[str]:
    return lexicon.words("caption-verbs")


def look(seen: Glance) -> Look:
    """Look at a line in full."""
    line, words, end, head = seen.body, seen.words, seen.end, seen.head
    if not line:
        return Look("0", ["n0", f"M{seen.mark[0]}"], [], frozenset())
    size = bucket(words)
    found = WORD_RE.findall(line.lower() if words < LONG else f"{line[:30]} {line[-30:]}".lower())
    known = frozenset(found)
    tail = _tail(line, end)
    own = [f"n{size}", f"e{end}", f"n{size}e{end}", f"s{seen.start}"]
    sign = ""
    if seen.mark:
        sign = "1" if seen.mark[0].isdigit() else "#" if "#" in seen.mark else seen.mark[0]
        kind = "#" * seen.mark.count("#") or sign
        own += (f"M{kind}", f"M{kind}n{size}")
    if head:
        own += (f"H{head}", f"H{head}n{size}")
    if tail:
        own += (f"T{tail}", f"T{tail}n{size}")
    own.append(f"S{min(3, len(SENTENCE_RE.findall(line))) if words < 70 else 3}n{size}")
    if words < 70 and (tail or head in ("label", "agency", "copyright") or " | " in line):
        credit = find_credit(line)
        if credit:
            whole = "w" if credit.caption_end == credit.caption_start else ""
            own += (f"C{'p' if credit.photographer else ''}{'a' if credit.agency else ''}{whole}", f"Cn{size}", "C")
            tail = "C" + whole
    shape = ""
    if words < LONG:
        cues = _inner(line, known)
        own += [f"i{cue}" for cue in cues]
        own += [f"i{cue}n{size}" for cue in cues]
        shape = _shape(line)
        own += (f"c{shape}", f"c{shape}n{size}", f"c{shape}e{end}")
        if words > 5:
            own += _verbs(found, line.count(","))
    coarse = ("P" if words >= 28 else "p") if seen.prose else f"{bucket(words, (2, 4, 8, 14))}{'.' if end[-1] in '.!?…' else ''}{head}"
    coarse = f"{sign}{coarse}{'~' if tail else ''}{tail}{shape if shape in 'CT' and words > 1 else ''}"
    content = frozenset(word for word in found if len(word) >= CONTENT) if words < LONG else frozenset()
    return Look(coarse, own, _vocabulary(found, words), content)


def _verbs(found: list[str], commas: int) -> list[str]:
    """Tell the tense of a line: captions show, stories tell."""
    verbs = _caption_verbs()
    places = [i for i, word in enumerate(found) if word in verbs]
    said = "said" in found or "says" in found
    first = next((word[-2:] for word in found if word.endswith(("ing", "ed", "ly"))), "")
    return [
        f"W{bucket(places[0], (2, 6, 12)) if places else ''}",
        f"W{min(2, len(places))}{said}",
        f"x{first}",
        f"y{said}{min(3, commas)}",
    ]
