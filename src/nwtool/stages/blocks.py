"""The text of a document in, its blocks out: one a line, each with its kind.

A line model decides over the whole document at once (features: block_features.py; weights: models/blocks.bin, built
by training/blocks.py). Sentences of a tidy article are paragraphs without asking it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import cast

from nwtool.language import tagger
from nwtool.record.document import Block, BlockKind, Document, block_lines, text_of
from nwtool.stages.block_features import Page, sequence
from nwtool.stages.credits import find_credit

MODEL = "blocks"
SURE = 30.0  # nats for a paragraph that needs no model: beyond the beam of the decoder
# nats that boilerplate must be likelier in a tidy article, where a caption lost is worse than a line left in; by site
# on the article set: without it 20 of 300 captions are lost, with 5 six, and copies gain .10
DOUBT = 5.0
LINK = "Hlink"  # the feature of "Read more", "Sign up" and the like: no doubt about those
SCALE = 1024  # of the weights, as training/blocks.py packs them
HEADLINE = "headline"  # the model's label of a heading of level 1


def _lane(model: tagger.Model, label: str, nats: float) -> int:
    """Give a packed score that changes one label."""
    return round(nats * SCALE) << (tagger.LANE * model.labels.index(label))


def label_lines(lines: Sequence[str], model: tagger.Model) -> list[str]:
    """Give the model's label of every line; lines are stripped and not empty."""
    page = sequence(lines)
    sure = _lane(model, "paragraph", SURE)
    doubt = _lane(model, "boilerplate", -DOUBT) if page.tidy else 0
    scores = [
        sure if features is None else model.score(features) + (0 if LINK in features else doubt)
        for features in page.features
    ]
    labels = [model.labels[i] for i in model.decode(scores)]
    return _agreed(lines, labels, page)


def _agreed(lines: Sequence[str], labels: list[str], page: Page) -> list[str]:
    """Name lines that say the same alike: copies side by side are captions, and so is the exact copy of a caption.

    On a page full of furniture, which says much twice, it takes a credit as well.
    """
    out = list(labels)
    for i, others in page.repeats.items():
        if labels[i] in (HEADLINE, "caption") or not (page.tidy or find_credit(lines[i])):
            continue
        beside = any(abs(i - j) == 1 and labels[j] != HEADLINE for j in others)
        if beside or any(labels[j] == "caption" and lines[i] == lines[j] for j in others):
            out[i] = "caption"
    return out


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
