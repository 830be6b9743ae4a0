"""One line in, its cues out: what at its head, at its tail or within it speaks for a kind of line.

A cue is no verdict: the line model weighs it with all else that it sees.
"""

from __future__ import annotations

import re

MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
DAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b\.?"
AGENCY = r"(?:Getty(?:\ Images)?|AFP|Reuters|REUTERS|EPA|AP|PA(?:\ Media)?|Shutterstock|ASSOCIATED\ PRESS|Bloomberg)"
PICTURE = r"(?:Photo|Picture|Image|Illustration|Graphic|Credit|Video|PHOTO)s?|Photograph"
HEAD_RE = re.compile(
    rf"""(?P<byline>(?:[Bb]y|BY)\s+[^\W\da-z_]
          |(?:(?:Additional\ )?[Rr]eporting|Written|Words|Writing|Story|Compiled|Editing)\ by\b)
      | (?P<label>(?:FILE|File|Stock|Handout)?\s?(?:{PICTURE}|Media\ caption|Caption|Courtesy)
          \s*(?::|\||©|\b(?i:by|caption|copyright|credits?|courtesy|source|of)\b)|\((?:Photo|Image|Picture|Credit))
      | (?P<agency>{AGENCY}\b(?:\ (?=[A-Z])|$))
      | (?P<copyright>©|Copyright|\(c\)|All\ rights)
      | (?P<published>(?i:(?:first\ |last\ |originally\ )?(?:published|updated|posted|modified))\b)
      | (?P<date>(?:{DAY},?\s*)?(?:{MONTH}\s*\d{{1,2}}\b|\d{{1,2}}(?:st|nd|rd|th)?\ {MONTH}|\d{{4}}-\d\d
            |\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}})
          |{DAY},?\s+\d|\d+\s+(?:min(?:ute)?|hour|day|week|month|year)s?\ ago|\d{{1,2}}[:.]\d\d)
      | (?P<source>(?i:sources?(?:\(s\))?\s*:|(?:this\ (?:article|story)|it)\ (?:was\ )?(?:originally|first)\b
          |originally\ (?:published|appeared)|first\ published\ (?:in|on|by)|with\ files\ from|provided\ by))
      | (?P<link>(?i:read\ (?:more|next|also|the|our)|also\ read|related|see\ also|more\ (?:on|from|:)|watch|listen
          |click|sign\ (?:up|in)|log\ in|subscribe|follow|share|join|download|get\ (?:the|our|more)|advertisement|skip
          |newsletter|recommended|you\ (?:may|might)|most\ (?:read|popular|viewed)|tags?|topics?|comments?)(?![a-z]))
      | (?P<of>\d{{1,2}}\s?(?:of|/)\s?\d{{1,2}})
      | (?P<place>[A-Z][A-Z.,\ ]{{2,30}}(?:,\ [A-Z][a-z.]+)?\s*(?:\([^)]{{2,30}}\)\s*)?[—–-]{{1,2}})
    """,
    re.X,
)
MARKS_RE = re.compile(r"(?:[#>|*_+•‣▪●◦·›»–—=\s-]|\d{1,2}[.)]\s)*")
BRACKET_RE = re.compile(
    r"(?P<bracket>.*\b(?i:photo|image|picture|credit|courtesy|via|ap|reuters|afp|getty|pa|epa|handout|file|supplied)\b|.+/)"
)
LABEL_RE = re.compile(
    r"\b(?:Photo(?:graph)?|Image|Picture|Credit|Illustration|Graphic)s?(?:\ (?:credit|courtesy|illustration))?"
    r"\s*(?::|©|\b(?:by|via|courtesy)\b)[^.:]{2,70}$"
)
AGENCY_RE = re.compile(rf"\b(?:{AGENCY}|Associated\ Press|iStock|Alamy|Handout|Supplied)(?:\ [Ff]ile)?\)?$")
LAST_NAME_RE = re.compile(r"[.!?][”\"']?\s*[A-Z][\w'’-]+(?:\ [A-Z][\w.'’-]*){0,3}$")
CUT_RE = re.compile(r"(?:\b(?:more|less)|\[\+\])$")
YEAR_RE = re.compile(r"\b(?:19|20)\d\d\b")
DATE_RE = re.compile(rf"\b{MONTH}\ \d|\d\ {MONTH}")
TIME_RE = re.compile(r"\d[:.]\d\d\s?(?:[ap]\.?m|[A-Z]{2,4}\b)?|\d\s?[ap]\.?m\b", re.I)
ADDRESS_RE = re.compile(r"@\w|\w\.(?:com|org|net|co)\b|https?:")
PLACED_RE = re.compile(
    r"\((?:left|right|cent(?:er|re)|pictured|above|L|R)\)|,\ (?:left|right|cent(?:er|re)|second|pictured)\b"
)
SENTENCE_RE = re.compile(r"[.!?][”\"'’]?\s+[\"“‘']?[A-Z]")

TAIL = 110  # characters behind which a credit may begin
SECOND_PERSON = frozenset(("you", "your", "our", "us"))
PICTURED = frozenset(("left", "right", "centre", "center", "pictured", "seen", "shown", "poses", "pose", "file"))


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


def inner_cues(line: str, words: frozenset[str]) -> list[str]:
    """Give the cues that stand anywhere in a line, whose words in small letters are known."""
    cues = []
    if any(map(str.isdigit, line)):
        cues += [
            name for name, pattern in (("year", YEAR_RE), ("date", DATE_RE), ("time", TIME_RE)) if pattern.search(line)
        ]
    if ("@" in line or "." in line[:-1] or "http" in line) and ADDRESS_RE.search(line):
        cues.append("address")
    if not words.isdisjoint(PICTURED):
        cues.append("placed" if PLACED_RE.search(line) else "pictured")
    if "said" in words or "says" in words or "told" in words:
        cues.append("said")
    if not words.isdisjoint(SECOND_PERSON):
        cues.append("you")
    return cues
