"""The text of a document in, its blocks out: one a line, each with its kind.

A line model decides over the whole document at once (features: block_features.py; weights: models/blocks.bin, built
by training/blocks.py). Sentences of a tidy article are paragraphs without asking it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import cast

from nwtool.language import tagger
from nwtool.record.document import Block, BlockKind, Document, block_lines, text_of
from nwtool.stages.blocks.features import sequence
from nwtool.stages.blocks.line_features import LONG
from nwtool.stages.blocks.rules import HEADLINE, agreed

MODEL = "blocks"
SURE = 30.0  # nats for a paragraph that needs no model: beyond the beam of the decoder
NUMBERED_RE = re.compile(r"\d")  # a mark of a list; neither a byline nor a dateline has one, or is LONG
SCALE = 1024  # of the weights, as training/blocks.py packs them


def _lane(model: tagger.Model, label: str, nats: float) -> int:
    """Give a packed score that changes one label."""
    return round(nats * SCALE) << (tagger.LANE * model.labels.index(label))


def label_lines(lines: Sequence[str], model: tagger.Model) -> list[str]:
    """Give the model's label of every line; lines are stripped and not empty."""
    page = sequence(lines)
    sure = _lane(model, "paragraph", SURE)
    neither = _lane(model, "byline", -SURE) + _lane(model, "dateline", -SURE)
    scores = []
    for features, doubt, seen in zip(page.features, page.doubts, page.seen, strict=True):
        if features is None:
            scores.append(sure)
            continue
        score = model.score(features) + _lane(model, "boilerplate", -doubt)
        scores.append(score + neither if seen.words >= LONG or NUMBERED_RE.match(seen.mark) else score)
    labels = [model.labels[i] for i in model.decode(scores)]
    return agreed(lines, labels, page)


@lru_cache(maxsize=2)
def _find(text: str) -> tuple[tuple[int, int, str], ...]:
    places = []
    lines = []
    for start, end in block_lines(text):
        line = text[start:end]
        body = line.strip()
        left = start + len(line) - len(line.lstrip())
        places.append((left, left + len(body)))
        lines.append(body)
    if len(lines) == 1:
        return ((*places[0], "paragraph"),)
    labels = label_lines(lines, tagger.load(MODEL))
    return tuple((start, end, label) for (start, end), label in zip(places, labels, strict=True))


def find_blocks(text: str) -> list[Block]:
    """Give one block for every line of `text` that is not blank, in order.

    >>> find_blocks("ok")
    [{'start': 0, 'end': 2, 'kind': 'paragraph'}]
    """
    blocks: list[Block] = []
    for start, end, label in _find(text):
        if label == HEADLINE:
            blocks.append({"start": start, "end": end, "kind": "heading", "level": 1})
        elif label == "heading":
            blocks.append({"start": start, "end": end, "kind": "heading", "level": 2})
        else:
            blocks.append({"start": start, "end": end, "kind": cast(BlockKind, label)})
    return blocks


def blocks_of(doc: Document) -> list[Block]:
    """Give the blocks that a document has, in the order of its text, or those found in it."""
    blocks = doc.get("blocks") or find_blocks(text_of(doc))
    return sorted(blocks, key=lambda block: (block["start"], block["end"]))
