"""Headings in, out: which of them open sections, and how deep each one lies.

Cross-heads of one form are all of one depth. Where a text has two forms, one may lie under the other: numbered heads
under a head that announces them, heads in small letters under heads in capitals.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from nwtool.record.document import Block
from nwtool.stages.credits import find_credit

MARKS = "#*_ \t"  # Markdown around a heading
ADDRESS_RE = re.compile(r"https?://|\bwww\.|\S@\w+\.\w")
CAPTION_RE = re.compile(r"(?:image|media|photo|picture|video)\s*(?:caption|[:|])", re.I)
NUMBER_RE = re.compile(r"#?(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})(?:(?:[.):]|(?<=\.\d)|(?<=\.\d\d))\s|(?<=#\d)\s)\s*\S")
WORD_RE = re.compile(r"\w+")
PULLED = 10  # words: the cross-heads of the sets that stand in their text too have eight or fewer, pull quotes 15
MAX_PULLED = 40  # headings looked for in the text: bounds the work on a text of nothing but headings
CAPITALS = 7  # letters: shorter ones may be an abbreviation


class Head(NamedTuple):
    """A heading: its words without marks, and whether the next heading stands right below it."""

    text: str
    is_bare: bool


def is_heading(text: str) -> bool:
    """Tell whether the words of a heading could be one: no credit, address, label of a caption, or part of a sentence.

    >>> [is_heading(text) for text in ("WHO PAYS?", "Photo: Ann Doe", "ann@example.org", "Clear rules; and")]
    [True, False, False, False]
    """
    text = text.strip(MARKS)
    if not text or text[0] in ",;)" or text.endswith((",", ";", "—", "–", "; and", "; or")):
        return False
    if ADDRESS_RE.search(text) or CAPTION_RE.match(text):
        return False
    credit = find_credit(text)
    return credit is None or credit.caption_start < credit.caption_end


def find_pulled(text: str, heads: Iterable[Block], blocks: Iterable[Block]) -> set[int]:
    """Give where pull quotes start: headings of PULLED words or more that stand in a paragraph too."""
    pulled = {head["start"]: WORD_RE.findall(text[head["start"] : head["end"]].casefold()) for head in heads}
    long = [(start, words) for start, words in pulled.items() if len(words) >= PULLED][:MAX_PULLED]
    if not long:
        return set()
    prose = [text[block["start"] : block["end"]] for block in blocks if block["kind"] in ("paragraph", "list")]
    said = f" {' '.join(WORD_RE.findall(' . '.join(prose).casefold()))} "
    return {start for start, words in long if f" {' '.join(words)} " in said}


def _numbers(heads: Sequence[Head]) -> list[tuple[int, ...]]:
    """Give the numbers before some headings, as (1, 2) for "1.2 Rules"; () where there is none."""
    found = [NUMBER_RE.match(head.text) for head in heads]
    return [tuple(map(int, match["number"].split("."))) if match else () for match in found]


def _by_number(heads: Sequence[Head]) -> list[int] | None:
    """Give the depths of headings of which some are numbered, or None where the numbers don't tell."""
    numbers = _numbers(heads)
    counted = [number for number in numbers if number]
    if len(counted) < 2 or (1,) not in counted:
        return None
    if any(len(number) > 1 for number in counted):
        return [max(0, len(number) - 1) for number in numbers]
    if not all(after[0] - before[0] in (1, -1) or 1 in (before[0], after[0]) for before, after in pairwise(counted)):
        return None
    first, last = numbers.index(counted[0]), len(numbers) - 1 - numbers[::-1].index(counted[-1])
    if first == 0:  # heads without a number between two numbers lie under the first of the two
        return [int(not number and i < last) for i, number in enumerate(numbers)]
    above = [
        head for head, (number, after) in zip(heads, pairwise(numbers), strict=False) if after == (1,) and not number
    ]
    if len(above) > 1 or (above and above[0].is_bare):
        return [int(bool(number)) for number in numbers]
    return None


def _is_capitals(text: str) -> bool:
    return text.isupper() and (sum(map(str.isalpha, text)) >= CAPITALS or len(text.split()) > 1)


def _by_case(heads: Sequence[Head]) -> list[int] | None:
    """Give the depths of headings of which some are in capitals, or None where the case doesn't tell.

    The first one is of the outer form. Capitals lie outside; they lie inside where a head stands right above one.
    """
    capitals = [_is_capitals(head.text) for head in heads]
    if not 2 <= sum(capitals) <= len(heads) - 2:
        return None
    under = any(
        head.is_bare and not here and below for head, (here, below) in zip(heads, pairwise(capitals), strict=False)
    )
    if not capitals[0] and not under:
        return None
    return [int(is_capitals != capitals[0]) for is_capitals in capitals]


def find_depths(heads: Sequence[Head]) -> list[int]:
    """Give how deep each of some headings lies below the others; 0 is the outermost.

    >>> find_depths([Head(text, text == "What to know") for text in ("What to know", "1. Rent", "2. Jobs", "Outlook")])
    [0, 1, 1, 0]
    >>> find_depths([Head(text, False) for text in ("THE VOTE", "Who won", "Who lost", "THE COUNT", "A tie")])
    [0, 1, 1, 0, 1]
    """
    return _by_number(heads) or _by_case(heads) or [0] * len(heads)
