"""Text and its paragraphs in, the stretches inside quotation marks out: outermost pairs, paragraph by paragraph.

Every style may stand in one text: "straight", “curly”, ''two apostrophes'', «guillemets», »turned ones«, „low ones“,
”Swedish ones”, 'single' and ‘single’. A mark opens or closes by its shape where the shape tells, by its neighbours
where it doesn't, and by whether a stretch is open where both fit. A stretch that nothing closes runs to the end of
its paragraph, never further: that is how quotes of several paragraphs are set, and it keeps the damage of a lost mark
small. Single marks count outside of double ones; apostrophes make them a guess that asks for an opener and a closer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Stretch(NamedTuple):
    """What stands between two marks, `text[start:end]`; `left` and `right` are the bounds with the marks."""

    left: int
    start: int
    end: int
    right: int
    closed: bool
    """False: no mark closes it, it runs to the end of its paragraph."""


class Mark(NamedTuple):
    """A double quotation mark, and what it does where it stands: by its shape where that tells, by its neighbours."""

    start: int
    end: int
    shape: str
    opens: bool
    closes: bool


DOUBLE_RE = re.compile("[\"“”„‟«»＂]|''|``")
SINGLE_RE = re.compile("[‘’‚']")
LEFT_OF_OPENING = frozenset("([{<—–-―/‘'“\"*…¿¡|")
CURRENCY = frozenset("$£€")
TURNED = {"„": "“", "»": "«"}  # pairs whose closing shape opens elsewhere: „…“ and »…«
# Words that begin with an apostrophe: 'til, the '90s, rock 'n' roll.
ELISION_RE = re.compile(r"(?:\d\d?s|\d\d|em|till?|cause|n|tis|twas|round|bout)\b", re.I)
INCHES_RE = re.compile(r"\d['’′] ?\d\d?$")
WORD_RE = re.compile(r"\w")
STRONG = frozenset(".,!?…;")  # a single mark behind one of these closes; behind a letter it may be an apostrophe


def find_stretches(text: str, paragraphs: Iterable[tuple[int, int]]) -> Iterator[list[Stretch]]:
    """Give, for each paragraph, its stretches inside quotation marks, in order.

    >>> text = "“One.\\n“Two,” he said of the '90s and workers' rights. 'It is \\"over\\".' “A “nested” one.”"
    >>> [[text[s.start : s.end] for s in found] for found in find_stretches(text, [(0, 5), (6, len(text))])]
    [['One.'], ['Two,', 'It is "over".', 'A “nested” one.']]
    """
    held: tuple[int, int] | None = None
    inside = False
    for paragraph in paragraphs:
        if held is not None:
            found = _stretches(text, *held, inside, _begins_single(text, *paragraph))
            inside = bool(found) and not found[-1].closed
            yield found
        held = paragraph
    if held is not None:
        yield _stretches(text, *held, inside, False)


def _stretches(text: str, start: int, end: int, inside: bool, goes_on: bool) -> list[Stretch]:
    """Pair the marks of one paragraph.

    `inside`: the paragraph before ends in an open stretch. `goes_on`: the next one begins with a single mark.
    """
    marks = list(find_double_marks(text, start, end))
    found = _pair(text, start, end, marks, inside, nested=True)
    if found is None:
        found = _pair(text, start, end, marks, inside, nested=False) or []
    if SINGLE_RE.search(text, start, end):
        found = _with_singles(text, start, end, found, goes_on)
    return [stretch for stretch in found if WORD_RE.search(text, stretch.start, stretch.end)]


def can_open(left: str, right: str) -> bool:
    """Tell whether a mark between two characters can open by its place."""
    return (not left or left.isspace() or left in LEFT_OF_OPENING) and bool(right) and not right.isspace()


def can_close(left: str, right: str) -> bool:
    """Tell whether a mark between two characters can close by its place."""
    return bool(left) and not left.isspace() and not (right.isalnum() or right in CURRENCY)


def find_double_marks(text: str, start: int, end: int) -> Iterator[Mark]:
    """Give the double marks of a paragraph with what each can do where it stands."""
    for match in DOUBLE_RE.finditer(text, start, end):
        a, b = match.span()
        shape = match[0]
        if shape == '"' and INCHES_RE.search(text, max(start, a - 6), a):
            continue
        left, right = text[a - 1 : a] if a > start else "", text[b : b + 1] if b < end else ""
        opens, closes = can_open(left, right), can_close(left, right)
        if shape in "“„‟«``" and (opens or not closes):
            opens, closes = True, False
        elif shape in "”»" and (closes or not opens or not right.isalnum()):
            opens, closes = False, True
        yield Mark(a, b, shape, opens, closes)


def _pair(text: str, start: int, end: int, marks: list[Mark], inside: bool, nested: bool) -> list[Stretch] | None:
    """Pair double marks. With `nested`, an opening mark in a stretch asks for a closing one of its own; None when
    the paragraph then ends before all are closed, for then one of them was lost and nothing is known of nesting."""
    found: list[Stretch] = []
    opener: Mark | None = None
    depth = deepest = 0
    for mark in marks:
        turned = opener is not None and TURNED.get(opener.shape) == mark.shape
        opens, closes = mark.opens and not turned, mark.closes or turned
        if opener is None:
            if opens or not closes:
                opener, depth, deepest = mark, 0, 0
            elif inside and mark is marks[0]:
                found.append(Stretch(start, start, mark.start, mark.end, True))
        elif opens and not closes:
            depth += nested
            deepest += nested
        elif depth:
            depth -= 1
        else:
            found.append(Stretch(opener.start, opener.end, mark.start, mark.end, True))
            opener = None
    if opener is not None:
        if deepest:
            return None
        found.append(Stretch(opener.start, opener.end, end, end, False))
    return found


# --- single marks ------------------------------------------------------------------------------------------------


def _begins_single(text: str, start: int, end: int) -> bool:
    return text[start : start + 1] in ("‘", "'") and text[start + 1 : start + 2].isupper()


def _with_singles(text: str, start: int, end: int, doubles: list[Stretch], goes_on: bool) -> list[Stretch]:
    """Add the stretches in single marks that lie outside of double ones, or around some of them."""
    opener = -1
    crossed = 0  # how many double stretches were found when the opener came
    found: list[Stretch] = []
    kept = 0  # doubles before this one are in `found`
    marks = [m.start() for m in SINGLE_RE.finditer(text, start, end)]
    strong_ahead = _strong_ahead(text, start, end, marks)
    for at, strong in zip(marks, strong_ahead, strict=True):
        while kept < len(doubles) and doubles[kept].right <= at:
            found.append(doubles[kept])
            kept += 1
        if kept < len(doubles) and doubles[kept].left <= at:
            continue  # inside a double stretch, or a part of ''
        left, right = text[at - 1 : at] if at > start else "", text[at + 1 : at + 2] if at + 1 < end else ""
        if "'" in (left, right):
            continue
        if can_open(left, right) and text[at] != "’" and not ELISION_RE.match(text, at + 1):
            if opener < 0 or text[opener] == text[at]:
                opener, crossed = at, len(found)
        elif opener >= 0 and can_close(left, right) and text[at] != "‘":
            if left == "s" and right == " " and strong:
                continue  # voters' rights, in a stretch that closes later
            if len(found) > crossed and left not in STRONG:
                continue
            del found[crossed:]
            found.append(Stretch(opener, opener + 1, at, at + 1, True))
            opener = -1
    found += doubles[kept:]
    if opener == start and goes_on and len(found) == crossed:
        found.append(Stretch(opener, opener + 1, end, end, False))
    return found


def _strong_ahead(text: str, start: int, end: int, marks: list[int]) -> list[bool]:
    """Tell for each single mark whether one further on closes for sure, before another one opens."""
    out = [False] * len(marks)
    ahead = False
    for i in range(len(marks) - 1, -1, -1):
        out[i] = ahead
        at = marks[i]
        left = text[at - 1 : at] if at > start else ""
        if left in STRONG and text[at] != "‘":
            ahead = True
        elif can_open(left, text[at + 1 : at + 2]) and text[at] != "’":
            ahead = False
    return out
