"""A document in, the day it was written out: its `created`, else the date of its dateline or byline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice

from nwtool.record.document import Document, block_lines, text_of
from nwtool.stages.dates.amounts import find_amounts
from nwtool.stages.dates.values import parse_created

LINES = 6  # from the top, among which a dateline may stand
REACH = 90  # characters of a line in which its date must stand
SHORT = 60  # characters of a line that can be nothing but a date and a place
BYLINE_RE = re.compile(r"(?:By|Posted|Published|Updated|First|Last)\b")
DATELINE_RE = re.compile(r"[\s,]*(?:\([^()\n]{2,30}\)\s?)?(?:[-–—]{1,2}\s|\Z)")


def day_of_writing(doc: Document) -> date | None:
    """Give the day from which the document's relative dates count, None where nothing tells it.

    >>> day_of_writing({"text": "OSLO, Dec 3, 2021 (Reuters) - It rained on Thursday."})
    datetime.date(2021, 12, 3)
    >>> day_of_writing({"text": "It rained on December 3, 2021, and on Thursday."})
    """
    created = parse_created(doc.get("created"))
    if created:
        return created
    text = text_of(doc)
    for start, end in _lines(doc, text):
        line = text[start : min(end, start + REACH)]
        for found in find_amounts(line, None):
            if found.type != "DATE" or len(str(found.value)) != len("2021-12-03"):
                continue
            alone = end - start <= SHORT and not line.rstrip().endswith((".", "?", "!"))
            alone = alone or BYLINE_RE.match(line) is not None
            if alone or DATELINE_RE.match(line, found.end):
                return parse_created(found.value)
    return None


def _lines(doc: Document, text: str) -> Iterator[tuple[int, int]]:
    """Give the lines that may hold a dateline: all but captions among the first ones, and those that are named so."""
    blocks = doc.get("blocks")
    if not blocks:
        yield from islice(block_lines(text), LINES)
        return
    for number, block in enumerate(blocks):
        kind = block["kind"]
        if kind in ("dateline", "byline") or (number < LINES and kind != "caption"):
            yield block["start"], block["end"]
