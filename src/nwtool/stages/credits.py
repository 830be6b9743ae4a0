"""The line of a caption in, the credit in it out: who made the picture, and for whom.

A credit stands at an end of its line: in brackets, behind a label ("Photo:"), behind the last sentence, or behind a
copyright sign. What looks like one must be made of names: a caption that ends in a name is no credit.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from nwtool.language import lexicon


class Credit(NamedTuple):
    """A credit in a line: its words, what they say, and where the caption itself starts and ends."""

    text: str
    photographer: str | None
    agency: str | None
    caption_start: int
    caption_end: int


MAX_WORDS = 14  # the longest credit of the captions set has 12
MAX_PART = 6  # words between two slashes
TAIL = 160  # a credit is looked for in so many last characters of a line, however long the line is

LABEL = (
    r"(?:(?:Stock|File|Main|Lead|Top|Cover)\s+)?"
    r"(?:Photo(?:graph)?(?:s|y)?|Foto|Image|Picture|Pic|Illustration|Graphic|Video|Credit|Copyright|Courtesy|Artwork)s?"
)
LABEL_RE = re.compile(
    rf"""(?:^|(?<=[\W_])|(?<=[a-z.!?”"]))        # "file.Photo: X" has no blank
         (?P<label>{LABEL}
           (?:\s*[/,]?\s*(?i:credits?|courtesy|illustration|copyright|by))*
           (?:\s*(?:[:©|]|\.\.\.|…)\s*©?|\s+(?:by|of|from|via)\b(?:\s*:)?|(?<=by)\s|(?<=of)\s)
           |[Cc]ourtesy\ of\b|Courtesy(?=\ [A-Z])|(?<=[—–-]\s)(?:pictures?|photos?)\s+by\b)
         \s*""",
    re.X,
)
SIGN_RE = re.compile(r"(?:©|Sources?:)\s*")
BRACKET_RE = re.compile(r"[(\[](?P<inner>[^()\[\]]{2,120})[)\]]\W{0,2}$")
SENTENCE_RE = re.compile(r"""(?P<word>[^\W_]*)[.!?…]["'”’)\]]*\s*(?=[\w/©@(])""")
DASH_RE = re.compile(r"\s[—–|-]{1,2}\s+(?=[\w/©@(])")
SLASH_RE = re.compile(
    r"(?:^|(?<=\s))(?P<credit>(?:AP|AFP|PA|CP|REUTERS)\s(?:Photo|Images?)\b.{0,60}"
    r"|(?:[^\W\d_a-z]\S*\s){0,2}[^\W\d_a-z][^\s/]*\s?/\s?\S.{0,60})$"
)
COPYRIGHT_RE = re.compile(r"©\s*(?P<credit>[^\W\d_a-z]\S*(?:\s[^\W\d_a-z]\S*)?(?:\s?[/|]\s?[^\W\d_a-z]\S*)*)")
LEADING_RE = re.compile(r"(?P<credit>(?:[^\W\d_a-z]\S*\s){1,3}[|/]\s)(?=[^\W\d_a-z])")
BROADCAST_RE = re.compile(r"(?i:image\s+copyright|image\s+source),?\s*(?P<credit>.{2,80}?)\s*(?i:image\s+caption),?\s*")
SPLIT_RE = re.compile(
    r"\s*(?:[/|;,•—]|\bvia\b|\bon\b(?=\ (?:Unsplash|Flickr))|\s[—–-]\s|\.?\s*\b(?i:courtesy\s+of)\b|\bfor\b)\s*"
)
FILE_RE = re.compile(r"\s+(?:Photo|file)s?$", re.I)
CUT_RE = re.compile(  # what is left of a button, and what agencies say to those who print the picture
    r"\s*(?:\.\.\.|…)?\s*\b(?:more|less)$|\s*\[\+\]$"
    r"|,?\s*\b(?:(?:Acquire|Purchase)\ Licensing\ Rights|THIS\ (?:IMAGE|PICTURE|PHOTO|VIDEO)\ (?:HAS|WAS)\b).*$",
    re.X,
)
FILE_LABEL_RE = re.compile(r"(?:File|Handout)\s*:\s*", re.I)
WORD_RE = re.compile(r"[^\s/|;,&+•]+")
SMALL_WORDS = frozenset(
    [
        "a",
        "al",
        "and",
        "at",
        "bin",
        "by",
        "da",
        "de",
        "del",
        "der",
        "di",
        "do",
        "du",
        "el",
        "for",
        "from",
        "in",
        "la",
        "le",
        "of",
        "on",
        "the",
        "van",
        "via",
        "von",
        "y",
        "&",
        "+",
        "x",
    ]
)
PERSON_RE = re.compile(
    r"[^\W\d_a-z][\w.'’-]*(?:\s(?:[^\W\d_a-z][\w.'’-]*|al|bin|da|de|del|der|di|du|el|la|le|van|von))*\s[^\W\d_a-z][\w.'’-]+$"
)


def is_agency(words: str) -> bool:
    """Tell whether some words name an agency.

    >>> is_agency("AP Photo"), is_agency("Getty Images"), is_agency("Anna Smith")
    (True, True, False)
    """
    return words.casefold().strip(" .()©") in lexicon.words("agencies")


def is_person(words: str) -> bool:
    """Tell whether the words of a credit are those of a person's name, not of an office or a firm."""
    if len(words.split()) > 5 or PERSON_RE.match(words) is None:
        return False
    return lexicon.words("credit-organisations").isdisjoint(WORD_RE.findall(words.casefold()))


def _is_name_like(words: str) -> bool:
    """Tell whether every word could stand in a name, and one begins with a capital."""
    found = WORD_RE.findall(words)
    if not found or len(found) > MAX_WORDS:
        return False
    capitals = 0
    for word in found:
        bare = word.strip("\"'“”‘’().:©@-")
        if not bare:
            continue
        if bare[0].isupper():
            capitals += 1
        elif (
            bare not in SMALL_WORDS
            and bare not in lexicon.words("credit-words")
            and "@" not in word
            and "." not in bare
        ):
            return False
    return capitals > 0 and all(len(part.split()) <= MAX_PART for part in SPLIT_RE.split(words))


def _has_agency(words: str) -> bool:
    """Tell whether one part of a credit names an agency and nothing else."""
    return any(is_agency(FILE_RE.sub("", part)) for part in SPLIT_RE.split(words))


def parse_credit(words: str) -> tuple[str | None, str | None]:
    """Take a credit apart into `(photographer, agency)`.

    >>> parse_credit("/Reuters/Ivan Sample")
    ('Ivan Sample', 'Reuters')
    >>> parse_credit("Foreign Ministry/Handout via Reuters")
    (None, 'Reuters')
    >>> parse_credit("AP Photo/Ann B. Doe, File")
    ('Ann B. Doe', 'AP')
    """
    photographer = agency = None
    for part in SPLIT_RE.split(words.strip(" ()[].—–-")):
        name = FILE_RE.sub("", part.strip("© "))
        if is_agency(name):
            agency = agency or name
        elif photographer is None and is_person(name):
            photographer = name
    return photographer, agency


def _made(words: str, caption_start: int, caption_end: int) -> Credit:
    words = words.strip().rstrip(" .)]") if words.count("(") < words.count(")") else words.strip()
    return Credit(words, *parse_credit(words), caption_start, caption_end)


def _in_brackets(line: str, tail: int) -> Credit | None:
    match = BRACKET_RE.search(line, tail)
    if match is None:
        return None
    inner = match["inner"].strip()
    label = LABEL_RE.match(inner)
    bare = inner[label.end() :] if label else FILE_LABEL_RE.sub("", SIGN_RE.sub("", inner), count=1)
    if not bare or not (_is_name_like(bare) or (label and len(bare.split()) <= MAX_WORDS)):
        return None
    before = line[: match.start()].rstrip()
    behind_sentence = not before or before[-1] in '.!?"”’…'
    if label or "©" in inner or _has_agency(bare) or (behind_sentence and not re.match(r"[A-Z]{1,2}\b[-.]", bare)):
        return _made(bare, 0, match.start())
    return None


def _behind_label(line: str, tail: int) -> Credit | None:
    for match in LABEL_RE.finditer(line, tail):
        rest = line[match.end() :].partition(")")[0]
        alone = not match.start() and rest and " " not in rest  # "Picture: iStock"
        # "Photo courtesy of the city of Oslo.", but not "won, courtesy of a late goal."
        owner = "courtesy" in match["label"] and match["label"][0].isupper() and len(rest.split()) <= MAX_PART
        if alone or owner or _is_name_like(rest) or _has_agency(rest) or ("/" in rest and len(rest.split()) < MAX_PART):
            if "/" in line[tail : match.start()]:  # "Ann Doe/Courtesy of Marlow Zoo"
                whole = _made(line, 0, 0) if _is_name_like(line) else _behind_sentence(line, tail)
                if whole and "/" in line[whole.caption_end : match.start()]:
                    return whole
            return _made(rest.rstrip(". ") if owner else rest, 0, len(line[: match.start()].rstrip("([ ")))
    return None


def _behind_sentence(line: str, tail: int) -> Credit | None:
    for match in SENTENCE_RE.finditer(line, tail):
        rest = line[match.end() :]
        if not _is_name_like(rest) or rest[-1:] in "!?:;,":
            continue
        abbreviation = match["word"][:1].isupper() and len(match["word"]) <= 4
        if _has_agency(rest) or not (abbreviation or rest.endswith(".")):
            return _made(rest, 0, match.start() + len(match.group().rstrip()))
    for match in DASH_RE.finditer(line, tail):
        rest = line[match.end() :]
        if _is_name_like(rest) and _has_agency(rest):
            return _made(rest, 0, match.start())
    slash = SLASH_RE.search(line, tail)
    if slash and _is_name_like(slash["credit"]) and _has_agency(slash["credit"]):
        return _made(slash["credit"], 0, len(line[: slash.start()].rstrip("/ ")))
    return None


def _at_start(line: str) -> Credit | None:
    match = BROADCAST_RE.match(line)
    if match:
        return _made(match["credit"], match.end(), len(line))
    match = COPYRIGHT_RE.match(line)
    if match:
        whole = line[1:].strip()
        if len(whole.split()) <= 6 and _is_name_like(whole):
            return _made(whole, len(line), len(line))
        return _made(match["credit"], match.end(), len(line))
    match = LEADING_RE.match(line)
    first = match.end() if match else 0
    for count in (3, 2, 1) if match else (3, 2):  # "NASA picks" is no credit, "Getty Images A dog" is one
        words = line[first : first + TAIL].split(" ", count)
        name = " ".join(words[:count])
        if len(words) > count and words[count][:1].isupper() and is_agency(name):
            return _made(line[: first + len(name)], first + len(name) + 1, len(line))
    return None


def find_credit(line: str) -> Credit | None:
    """Give the credit of a caption's line, or None.

    >>> find_credit("A dog in the rain. (Ann Doe/AP)")
    Credit(text='Ann Doe/AP', photographer='Ann Doe', agency='AP', caption_start=0, caption_end=19)
    >>> find_credit("A dog meets Gov. Ann Doe") is None
    True
    """
    line = line.rstrip()
    line = CUT_RE.sub("", line[-TAIL:]) if len(line) <= TAIL else line[:-TAIL] + CUT_RE.sub("", line[-TAIL:])
    tail = max(0, len(line) - TAIL)
    found = _in_brackets(line, tail) or _behind_label(line, tail)
    if found:
        return found
    if len(line) <= TAIL and _is_name_like(line) and _has_agency(line):
        return _made(line, 0, 0)
    return _at_start(line) or _behind_sentence(line, tail)
