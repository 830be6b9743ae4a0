"""The text of a document in, its blocks out: one a line, each with its kind.

A line is judged by its own form and by its neighbours: where the prose is densest, the article is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from nwtool.record.document import Block, BlockKind, Document, block_lines, text_of

CREDIT_RE = re.compile(
    r"""^\W*(?:Photos?|Photographs?|Images?|Pictures?|Credits?|Illustration|Graphic)\s*(?::|\bcredit|\bcaption|\bby\b)
      | \((?:Photo|Photograph|Image|Picture|Credit|AP\b|Reuters|Getty)[^()]{0,80}\)\W*$
      | (?:Photos?|Photographs?|Images?|Pictures?|Credits?)\s*:\s*[^.]{2,80}$
      | \b(?:AP|Reuters|AFP|Getty|Handout|EPA|CBC|Bloomberg)\s*(?:/|\bImages|\bPhotos?\b)[^.]{0,80}$
      | /\s*(?:AP|Reuters|AFP|Getty|Handout|EPA|Bloomberg)\b[^.]{0,60}$
      | \b[Vv]ia\ (?:AP|Reuters|AFP|Getty|REUTERS|Associated\ Press)\b[^.]{0,40}$
      | \b(?:[Cc]ourtesy\ of|File\ [Pp]hoto)\b[^.]{0,60}\W*$""",
    re.X,
)
BYLINE_RE = re.compile(
    r"(?:[Bb]y|BY)\s+[^\W\da-z_][^.!?]{2,100}$|(?:Reporting|Additional reporting|Writing|Editing|Compiled) by\b"
)
MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
DATELINE_RE = re.compile(
    rf"""(?:(?:First\ )?(?:Published|Updated|Posted|Last\ updated|Last\ modified)\b.{{0,80}}
      | (?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?,?\s+)?
        (?:{MONTH}\s+\d{{1,2}}(?:,?\s+\d{{4}})?|\d{{1,2}}\s+{MONTH},?\s+\d{{4}}|\d{{4}}-\d\d-\d\d|\d{{1,2}}/\d{{1,2}}/\d{{2,4}})
        .{{0,60}}
      | \d+\s+(?:minutes?|hours?|days?)\ ago)$""",
    re.X | re.I,
)
SOURCE_RE = re.compile(
    r"(?:Sources?(?:\(s\))?\s*:|Originally published|First published in|© ?(?:Reuters|AP|AFP))", re.I
)
LIST_RE = re.compile(r"(?:[-*•‣▪●◦]|\d{1,2}[.)])\s+\S")
NOISE_RE = re.compile(
    r"""(?:advertisement|read\ more|read\ next|related|sign\ up|subscribe|share\b|follow\ us|more\ from|more\ on|click\ here
        |download\ (?:the|our)|get\ (?:the|our)|join\ (?:the|our)|log\ in|sign\ in|skip\ to|copyright|©|all\ rights\ reserved
        |recommended|newsletter|loading|comments?$|___|article\ content)""",
    re.X | re.I,
)
END_RE = re.compile(r"[.!?…:;]\W*$")


def _is_prose(line: str, words: int) -> bool:
    return words >= 30 or (words >= 10 and END_RE.search(line) is not None)


def _zone(weights: Sequence[int]) -> tuple[int, int]:
    """Give the bounds of the stretch of lines with the greatest sum."""
    best = total = 0
    first = last = start = 0
    for i, weight in enumerate(weights):
        if total <= 0:
            total, start = 0, i
        total += weight
        if total > best:
            best, first, last = total, start, i + 1
    return first, last


def _kind(line: str, words: int, repeated: bool) -> BlockKind:
    """Give the kind of a line inside the article by its own form."""
    if SOURCE_RE.match(line) and words < 16:
        return "source"
    if words <= 40 and CREDIT_RE.search(line):
        return "caption"
    if words < 16 and DATELINE_RE.match(line):
        return "dateline"
    if BYLINE_RE.match(line) and words < 30:
        return "byline"
    if words < 12 and NOISE_RE.match(line):
        return "boilerplate"
    if repeated and 4 < words < 60:
        return "caption"
    if words < 15 and not line.endswith((".", ",", ";", '"', "”", ":", "!")):
        return "list" if LIST_RE.match(line) and not line[0].isdigit() else "heading"
    return "list" if LIST_RE.match(line) else "paragraph"


@lru_cache(maxsize=2)
def _find(text: str) -> tuple[tuple[int, int, BlockKind, int], ...]:
    places = list(block_lines(text))
    lines = [text[start:end].strip() for start, end in places]
    lengths = [len(line.split()) for line in lines]
    seen = Counter(lines)
    prose = [_is_prose(line, words) for line, words in zip(lines, lengths, strict=True)]
    first, last = 0, len(lines)
    if sum(prose) and sum(prose) < 0.3 * len(lines):
        weights = [min(words, 40) if is_prose else -6 for words, is_prose in zip(lengths, prose, strict=True)]
        first, last = _zone(weights)
        first = max(0, first - 6)
    kinds: list[BlockKind] = []
    for i, line in enumerate(lines):
        kinds.append(_kind(line, lengths[i], seen[line] == 2) if first <= i < last else "boilerplate")
    for i, kind in enumerate(kinds):
        if kind == "heading" and i and i + 1 == len(kinds):
            kinds[i] = "paragraph"
    headline = not any(prose[: kinds.index("heading")]) if "heading" in kinds else False
    out: list[tuple[int, int, BlockKind, int]] = []
    for (start, end), kind in zip(places, kinds, strict=True):
        level = 0
        if kind == "heading":
            level = 1 if headline else 2
            headline = False
        out.append((start, end, kind, level))
    if len(out) == 1:
        return ((*places[0], "paragraph", 0),)
    return tuple(out)


def find_blocks(text: str) -> list[Block]:
    """Give one block for every line of `text` that is not blank, in order.

    >>> [block["kind"] for block in find_blocks("ok")]
    ['paragraph']
    """
    blocks: list[Block] = []
    for start, end, kind, level in _find(text):
        block: Block = {"start": start, "end": end, "kind": kind}
        if level:
            block["level"] = level
        blocks.append(block)
    return blocks


def blocks_of(doc: Document) -> list[Block]:
    """Give the blocks that a document has, or those found in its text."""
    return doc.get("blocks") or find_blocks(text_of(doc))
