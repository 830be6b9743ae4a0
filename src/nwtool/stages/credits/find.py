"""The line of a caption in, the credit in it out: its words, what they say, and where the caption itself stands.

A credit stands at an end of its line: in brackets, behind a label ("Photo:"), behind the last sentence, or behind a
copyright sign. What looks like one must be made of names: a caption that ends in a name is no credit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from nwtool.language import lexicon
from nwtool.stages.credits.parts import MAX_PART, MAX_WORDS, has_agency, is_agency, is_name_like, parse_credit


class Credit(NamedTuple):
    """A credit in a line: its words, what they say, and where the caption itself starts and ends."""

    text: str
    photographer: str | None
    agency: str | None
    via: str | None
    caption_start: int
    caption_end: int


TAIL = 160  # a credit is looked for in so many last characters of a line, however long the line is
REMEMBERED = 1000  # characters of a line whose credit is kept in mind
PREFIX = 24  # characters that may stand before the stem of a label: "Representational "
BRACKET_RE = re.compile(r"[(\[](?P<inner>[^()\[\]]{2,120})[)\]]\W{0,2}$")
SIGN_RE = re.compile(r"(?:©|\([cC]\)|Sources?:)\s*")
SENTENCE_RE = re.compile(r"""[.!?…]["'”’)\]]*\s*(?=[\w/©@(])""")
SHORT = 4  # letters of an abbreviation
DASH_RE = re.compile(r"\s[—–|-]{1,2}\s+(?=[\w/©@(])")
SLASH_RE = re.compile(
    r"(?:^|(?<=\s))(?P<credit>(?:AP|AFP|PA|CP|REUTERS)\s(?:Photo|Images?)\b.{0,60}"
    r"|(?:[^\W\d_a-z]\S*\s){0,2}[^\W\d_a-z][^\s/]*\s?/\s?\S.{0,60})$"
)
COPYRIGHT_RE = re.compile(r"©\s*(?P<credit>[^\W\d_a-z]\S*(?:\s[^\W\d_a-z]\S*)?(?:\s?[/|]\s?[^\W\d_a-z]\S*)*)")
LEADING_RE = re.compile(r"(?P<credit>(?:[^\W\d_a-z]\S*\s){1,3}[|/]\s)(?=[^\W\d_a-z])")
BROADCAST_RE = re.compile(
    r"(?i:image\s+copyright|image\s+source),?\s*(?P<credit>.{2,80}?)\s*(?:(?i:image\s+caption),?\s*|$)"
)
CUT_RE = re.compile(  # what is left of a button, and what agencies say to those who print the picture
    r"\s*(?:\.\.\.|…)?\s*\b(?:more|less)$|\s*\[\+\]$"
    r"|,?\s*\b(?:(?:Acquire|Purchase)\ Licensing\ Rights|TPX\ IMAGES?\ OF"
    r"|THIS\ (?:IMAGE|PICTURE|PHOTO|VIDEO)\ (?:HAS|WAS)\b).*$",
    re.X,
)
OPEN_RE = re.compile(r"(?:File|Handout|Supplied|Pool)\s*:\s*", re.I)
LATER_RE = re.compile(r"[.!?] (?:Photo|Image|Picture|Credit)s? ?(?:by\b|:)", re.I)
LINK_RE = re.compile(r"\w\.\w+/|://")
LABEL_END_RE = re.compile(r"[:©|…]|\.\.\.|by|from|via|courtesy|fot\.|\(c\)")  # one of these is in every label
NEXT_RE = re.compile(r"[^\s/]+\s+(?!/)")
INITIALS_RE = re.compile(r"[A-Z]{1,2}\b[-.]")  # "(D-Ohio)", "(D. Marlow)"


@cache
def _label_re() -> re.Pattern[str]:
    """Give the pattern of a label: "Photo:", "Picture by", "Photo courtesy of", "© ", "Foto:"."""
    words = "|".join(sorted(map(re.escape, lexicon.words("credit-labels")), key=len, reverse=True))
    prefixes = "Stock|File|Main|Lead|Top|Cover|Staff|Pool|Press|Mandatory|Handout|Represent(?:ative|ational)"
    return re.compile(
        rf"""(?:^|(?<=[\W_])|(?<=[a-z.!?”"]))        # "file.Photo: X" has no blank
             (?P<label>
               (?:(?:(?:{prefixes})\s+|(?<=[.!?]\s)(?:[A-Z]{{2,6}}|[A-Z][a-z]+)\s+|^[A-Z]{{2,6}}\s+)
                 |(?=[^\W\d_a-z]))
               (?i:(?:{words})(?:\s*[/,]?\s*\b(?:credits?|courtesy|illustration|photo|copyright|by)\b)*)
               (?:\s*(?:[:©|]|\.\.\.|…)\s*©?|\s+(?i:by|from|via)\b(?:\s*:)?|(?<=(?i:courtesy))\s+(?i:of)\b
                 |(?<=(?i:by))\s|(?<=Fot)\.)
               |[Cc]ourtesy\ of\b|Courtesy(?=\ [A-Z])|(?<=[—–-]\s)(?:pictures?|photos?)\s+by\b|©|\([cC]\))
             \s*""",
        re.X,
    )


@cache
def _stems() -> tuple[str, ...]:
    """Give what every label holds, in small letters: the shortest of its words."""
    words = sorted(lexicon.words("credit-labels"), key=len)
    return (*(word for i, word in enumerate(words) if not any(stem in word for stem in words[:i])), "©", "(c)")


def _find_labels(line: str, tail: int) -> Iterator[re.Match[str]]:
    """Find the labels in the tail of a line; the pattern is asked from a little before the first stem on."""
    end = line[tail:]
    small = end.lower()
    first = min([place for stem in _stems() if (place := small.find(stem)) >= 0], default=-1)
    if first < 0 or LABEL_END_RE.search(small, first) is None:  # "AP Photo/Ann Doe"
        return iter(())
    if len(small) != len(end):
        first = 0
    return _label_re().finditer(line, max(tail, tail + first - PREFIX))


def _made(words: str, caption_start: int, caption_end: int, opener: str | None = None) -> Credit:
    words = words.strip().rstrip(" .)]") if words.count("(") < words.count(")") else words.strip()
    return Credit(words, *parse_credit(words, opener), caption_start, caption_end)


def _opener(label: str) -> str | None:
    """Tell whether a label says that who follows sent the picture on, or lent it."""
    label = label.casefold()
    return "via" if label.endswith("via") else "owner" if "courtesy" in label else None


def _in_brackets(line: str, tail: int) -> Credit | None:
    match = BRACKET_RE.search(line, tail) if line[-3:].rstrip(" .,;:'\"”’").endswith((")", "]")) else None
    if match is None:
        return None
    inner = match["inner"].strip()
    label = next(_find_labels(inner, 0), None)
    if label and label.start() and not is_name_like(inner[: label.start()]):
        label = None
    bare = inner[label.end() :] if label else OPEN_RE.sub("", SIGN_RE.sub("", inner), count=1)
    if not bare or not (is_name_like(bare) or (label and len(bare.split()) <= MAX_WORDS)):
        return None
    before = line[: match.start()].rstrip()
    behind_sentence = not before or before[-1] in '.!?"”’…'
    bare_name = behind_sentence and ":" not in bare and not INITIALS_RE.match(bare)
    if label or "©" in inner or has_agency(bare) or bare_name:
        return _made(bare, 0, match.start(), _opener(label["label"]) if label else None)
    return None


def _before_bracket(words: str) -> str:
    """Give words up to a closing bracket that was opened before them.

    >>> _before_bracket("Ana Ruiz) and"), _before_bracket("Ana Ruiz (AP)")
    ('Ana Ruiz', 'Ana Ruiz (AP)')
    """
    end = words.find(")")
    return words if end < 0 or "(" in words[:end] else words[:end]


def _behind_label(line: str, tail: int) -> Credit | None:
    for match in _find_labels(line, tail):
        rest = _before_bracket(line[match.end() :])
        opener = _opener(match["label"])
        alone = not match.start() and rest and " " not in rest  # "Picture: iStock"
        # "Photo courtesy of the city of Oslo.", but not "won, courtesy of a late goal."
        owner = opener == "owner" and match["label"][0].isupper() and len(rest.split()) <= MAX_PART
        if match["label"].casefold().endswith("from") and not has_agency(rest):  # "Photos from Lyon"
            continue
        if alone or owner or is_name_like(rest) or has_agency(rest) or ("/" in rest and len(rest.split()) < MAX_PART):
            if LATER_RE.search(rest):  # "lent by courtesy of the school. Photo by Ann Doe"
                continue
            if (
                opener and "/" in line[tail : match.start()]
            ):  # "Ann Doe/Courtesy of Marlow Zoo", "TASS/Pool Photo via AP"
                whole = _made(line, 0, 0) if is_name_like(line) else _behind_sentence(line, tail)
                if whole and "/" in line[whole.caption_end : match.start()]:
                    return whole
            end = len(line[: match.start()].rstrip("([ "))
            return _made(rest.rstrip(". ") if owner else rest, 0, end, opener)
    return None


def _ends_short(line: str, end: int) -> bool:
    """Tell whether a short word with a capital ends there, which its stop may only shorten: "Gov.", but not "June."."""
    start = end
    while start > max(0, end - SHORT - 1) and line[start - 1].isalnum():
        start -= 1
    word = line[start:end]
    return len(word) <= SHORT and word[:1].isupper() and word.casefold() not in lexicon.table("months")


def _behind_sentence(line: str, tail: int) -> Credit | None:
    for match in SENTENCE_RE.finditer(line, tail):
        rest = line[match.end() :]
        if rest[-1:] in "!?:;," or not is_name_like(rest) or LINK_RE.search(rest):
            continue
        if has_agency(rest) or "/" in rest or not (_ends_short(line, match.start()) or rest.endswith(".")):
            return _made(rest, 0, match.start() + len(match.group().rstrip()))
    for match in DASH_RE.finditer(line, tail):
        rest = line[match.end() :]
        if is_name_like(rest) and has_agency(rest):
            return _made(rest, 0, match.start())
    slash = SLASH_RE.search(line, tail) if "/" in line or " Photo" in line else None
    return _behind_slash(line, slash.start()) if slash else None


def _behind_slash(line: str, start: int) -> Credit | None:
    """Give the credit that ends a line without a stop before it: "Divers in the Arden REUTERS/Ann Doe".

    Names of the caption may stand right before it, and are left out.
    """
    while is_name_like(line[start:]):
        if has_agency(line[start:]):
            return _made(line[start:], 0, len(line[:start].rstrip("/ ")))
        word = NEXT_RE.match(line, start)
        if word is None:
            return None
        start = word.end()
    return None


def _at_start(line: str) -> Credit | None:
    match = COPYRIGHT_RE.match(line)
    if match:
        whole = line[1:].strip()
        if len(whole.split()) <= 6 and is_name_like(whole):
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
    Credit(text='Ann Doe/AP', photographer='Ann Doe', agency='AP', via=None, caption_start=0, caption_end=19)
    >>> find_credit("A dog meets Gov. Ann Doe") is None
    True
    """
    return _find(line) if len(line) > REMEMBERED else _find_short(line)


def _find(line: str) -> Credit | None:
    line = line.rstrip()
    end = line[-TAIL:]
    if end.endswith(("more", "less", "[+]")) or "Licensing" in end or "THIS " in end or "TPX " in end:
        line = line[: len(line) - len(end)] + CUT_RE.sub("", end)
    tail = max(0, len(line) - TAIL)
    match = BROADCAST_RE.match(line)
    if match:
        return _made(match["credit"], match.end(), len(line))
    found = _in_brackets(line, tail)
    if found and found.caption_end:  # "Photo: Ana Ruiz (AP)"
        labelled = _behind_label(line, tail)
        return labelled if labelled and labelled.text.endswith(")") else found
    found = found or _behind_label(line, tail)
    if found:
        return found
    if len(line) <= TAIL and is_name_like(line) and has_agency(line):
        return _made(line, 0, 0)
    return _at_start(line) or _behind_sentence(line, tail)


# Captions come twice, and more than one stage looks at each; longer lines would fill the memory.
_find_short = lru_cache(maxsize=256)(_find)
