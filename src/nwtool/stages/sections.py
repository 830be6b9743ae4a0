"""Blocks in, sections out: each cross-head and what stands under it.

The headline is the title of the whole and opens no section; what stands before the first cross-head is a section
without a heading. Sections lie side by side, in the order of the text; `level` says how deep a heading lies: as the
blocks have it, or as its form shows where they are all of one level.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from nwtool.config import Settings
from nwtool.record.document import Block, Document, Section, text_of
from nwtool.stages.blocks.find import blocks_of
from nwtool.stages.headings import MARKS, Head, find_depths, find_pulled, is_heading

HEADLINE_LEVEL = 1


def is_cross_head(block: Block) -> bool:
    """Tell whether a block is a heading below the headline."""
    return block["kind"] == "heading" and block.get("level", HEADLINE_LEVEL + 1) > HEADLINE_LEVEL


def _end(blocks: list[Block]) -> int:
    """Give the end of some blocks, which other programs may have laid over each other."""
    return max(block["end"] for block in blocks)


def find_heads(text: str, blocks: list[Block]) -> list[int]:
    """Give the numbers of the blocks that open a section: cross-heads, but for pull quotes and what can't be one."""
    heads = [
        i for i, block in enumerate(blocks) if is_cross_head(block) and is_heading(text[block["start"] : block["end"]])
    ]
    pulled = find_pulled(text, [blocks[i] for i in heads], blocks)
    return [i for i in heads if blocks[i]["start"] not in pulled]


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
    places = find_heads(text, parts)
    first = places[0] if places else len(parts)
    if first:
        yield {"start": parts[0]["start"], "end": _end(parts[:first]), "heading": None, "level": 0}
    heads = [
        Head(text[parts[i]["start"] : parts[i]["end"]].strip(MARKS), after == i + 1)
        for i, after in pairwise([*places, len(parts)])
    ]
    levels = [parts[i].get("level", HEADLINE_LEVEL + 1) - HEADLINE_LEVEL for i in places]
    depths = find_depths(heads) if len(set(levels)) == 1 else [0] * len(levels)
    for head, level, depth, (i, after) in zip(heads, levels, depths, pairwise([*places, len(parts)]), strict=True):
        yield {
            "start": parts[i]["start"],
            "end": _end(parts[i:after]),
            "heading": head.text,
            "level": level + depth,
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
