"""Blocks in, sections out: each cross-head and what stands under it.

The headline is the title of the whole and opens no section; what stands before the first cross-head is a section
without a heading. Sections lie side by side, in the order of the text; `level` says how deep a heading is.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from nwtool.config import Settings
from nwtool.record.document import Block, Document, Section, text_of
from nwtool.stages.blocks.find import blocks_of

HEADLINE_LEVEL = 1
MARKS = "#*_ \t"  # Markdown around a heading


def is_cross_head(block: Block) -> bool:
    """Tell whether a block is a heading below the headline."""
    return block["kind"] == "heading" and block.get("level", HEADLINE_LEVEL + 1) > HEADLINE_LEVEL


def _end(blocks: list[Block]) -> int:
    """Give the end of some blocks, which other programs may have laid over each other."""
    return max(block["end"] for block in blocks)


def find_sections(text: str, blocks: list[Block]) -> Iterator[Section]:
    """Give the sections of a text in order.

    A heading with nothing behind it opens no section; one with only another heading behind it does.

    >>> blocks: list[Block] = [
    ...     {"start": 0, "end": 4, "kind": "paragraph"},
    ...     {"start": 5, "end": 8, "kind": "heading", "level": 2},
    ...     {"start": 9, "end": 13, "kind": "paragraph"},
    ...     {"start": 14, "end": 17, "kind": "heading", "level": 2},
    ... ]
    >>> for section in find_sections("One.\\nTWO\\nTwo.\\nEND", blocks):
    ...     print(section)
    {'start': 0, 'end': 4, 'heading': None, 'level': 0}
    {'start': 5, 'end': 13, 'heading': 'TWO', 'level': 1}
    """
    parts = [block for block in blocks if block["kind"] != "boilerplate"]
    if parts and parts[0]["kind"] == "heading" and not is_cross_head(parts[0]):
        del parts[0]
    while parts and parts[-1]["kind"] == "heading":
        del parts[-1]
    heads = [i for i, block in enumerate(parts) if is_cross_head(block)]
    first = heads[0] if heads else len(parts)
    if first:
        yield {"start": parts[0]["start"], "end": _end(parts[:first]), "heading": None, "level": 0}
    for i, after in pairwise([*heads, len(parts)]):
        head = parts[i]
        yield {
            "start": head["start"],
            "end": _end(parts[i:after]),
            "heading": text[head["start"] : head["end"]].strip(MARKS),
            "level": head.get("level", HEADLINE_LEVEL + 1) - HEADLINE_LEVEL,
        }


def sections(doc: Document, settings: Settings) -> Document:
    """Give the document with its `sections` layer; the text stays as it is."""
    return {**doc, "sections": list(find_sections(text_of(doc), blocks_of(doc)))}


def rows(doc: Document, settings: Settings) -> Iterator[dict[str, Any]]:
    """Give one row a section: its heading, its level and the text under the heading."""
    text = text_of(doc)
    heads = {block["start"]: block["end"] for block in blocks_of(doc) if is_cross_head(block)}
    for section in doc.get("sections") or []:
        start, end = section["start"], section["end"]
        below = start if section["heading"] is None else heads.get(start, start)
        yield {"id": doc.get("id"), **section, "text": text[below:end].strip()}
