"""The text of a document in, its blocks out: one a line, each with its kind.

A line model decides over the whole document at once (features: block_features.py; weights: models/blocks.bin, built
by training/blocks.py). Sentences of a tidy article are paragraphs without asking it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import cast

from nwtool.language import tagger
from nwtool.record.document import Block, BlockKind, Document, text_of
from nwtool.stages.blocks.features import sequence, spelt
from nwtool.stages.blocks.furniture import doubt
from nwtool.stages.blocks.line_features import LONG, Bundle
from nwtool.stages.blocks.rules import HEADLINE, agreed

MODEL = "blocks"
SURE = 30.0  # nats for a paragraph that needs no model: beyond the beam of the decoder
SCALE = 1024  # of the weights, as training/blocks.py packs them
REMEMBERED = 50_000  # scores; bounds the memory of a process that reads for ever


class Scores(dict[Bundle | str, int]):
    """The packed scores of features and of bundles of them, by a model: those asked for before are remembered."""

    def __init__(self, model: tagger.Model) -> None:
        super().__init__()
        self._model = model

    def __missing__(self, feature: Bundle | str) -> int:
        if len(self) >= REMEMBERED:
            self.clear()
        model = self._model
        score = self[feature] = model.weight(feature) if isinstance(feature, str) else model.score(spelt([feature]))
        return score

    def of(self, features: Iterable[Bundle | str]) -> int:
        """Give the packed score of the features of one line."""
        return sum(map(self.__getitem__, features))


_scores = cache(Scores)


def _lane(model: tagger.Model, label: str, nats: float) -> int:
    """Give a packed score that changes one label."""
    return round(nats * SCALE) << (tagger.LANE * model.labels.index(label))


def label_lines(lines: Sequence[str], model: tagger.Model) -> list[str]:
    """Give the model's label of every line; lines are stripped and not empty."""
    page = sequence(lines)
    sure = _lane(model, "paragraph", SURE)
    neither = _lane(model, "byline", -SURE) + _lane(model, "dateline", -SURE)
    boilerplate = model.labels.index("boilerplate") * tagger.LANE
    known = _scores(model)
    labels = ["paragraph"] * len(lines)
    run: list[int] = []
    for i, features in enumerate(page.features):
        if features is not None:
            seen = page.seen[i]
            doubted = doubt(seen, page.furnished, page.zone[0] <= i < page.zone[1])
            score = known.of(features) - (round(doubted * SCALE) << boilerplate)
            run.append(score + neither if seen.words >= LONG or seen.mark[:1].isdigit() else score)
        if run and (features is None or i + 1 == len(lines)):
            # a line that needs no model parts what stands before it from what stands behind
            last = i + 1 if features is not None else i
            first = last - len(run)
            path = model.decode([sure] * (first > 0) + run + [sure] * (last < len(lines)))
            labels[first:last] = [model.labels[label] for label in path[first > 0 :][: len(run)]]
            run = []
    return agreed(lines, labels, page)


@lru_cache(maxsize=2)
def _find(text: str) -> tuple[tuple[int, int, str], ...]:
    places = []
    lines = []
    start = 0
    for line in text.split("\n"):
        body = line.strip()
        if body:
            left = start + line.index(body[0])
            places.append((left, left + len(body)))
            lines.append(body)
        start += len(line) + 1
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
