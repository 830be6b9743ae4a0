"""The text of a document in, its blocks out: one a line, each with its kind.

A line model decides over the whole document at once (features: features.py; weights: models/blocks.bin, built by
training/blocks.py), and the rules in rules.py have the last word. Sentences of a tidy article are paragraphs without
asking it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import cast

from nwtool.language import tagger
from nwtool.language.chain import LANE
from nwtool.language.memo import Memo
from nwtool.record.document import Block, BlockKind, Document, text_of
from nwtool.stages.blocks.features import Features, Page, sequence, unbundled
from nwtool.stages.blocks.furniture import doubt
from nwtool.stages.blocks.line_features import LONG, Bundle
from nwtool.stages.blocks.rules import HEADLINE, agreed

MODEL = "blocks"
SURE = 30.0  # nats against a byline or a dateline of LONG words: beyond what the lines around it can say
SCALE = 1024  # of the weights, as training/blocks.py packs them
BONUSES = (3.0, 6.0)  # nats for a headline, of a page in which none was found
TITLES = (3, 25)  # words that a headline may have
REMEMBERED = 50_000  # scores; bounds the memory of a process that reads for ever


class Scores(Memo[Bundle, int]):
    """The packed scores of bundles of features, by a model: those asked for before are remembered.

    Words are not: most pairs of them never come again.
    """

    def __init__(self, model: tagger.Model) -> None:
        super().__init__(lambda bundle: model.score(unbundled([bundle])), REMEMBERED)
        self._words = model.score

    def of(self, features: Features) -> int:
        """Give the packed score of the features of one line."""
        own, words, around = features
        known = self.__getitem__
        return sum(map(known, own)) + self._words(words) + sum(map(known, around))


_scores = cache(Scores)


def _lane(model: tagger.Model, label: str, nats: float) -> int:
    """Give a packed score that changes one label."""
    return round(nats * SCALE) << (LANE * model.labels.index(label))


def label_lines(lines: Sequence[str], model: tagger.Model) -> list[str]:
    """Give the model's label of every line; lines are stripped and not empty."""
    page = sequence(lines)
    scores = _score_lines(page, model)
    labels = decode(scores, model)
    if page.furnished and HEADLINE not in labels:
        for bonus in BONUSES:  # a page has a headline: the likeliest line above its text
            labels = decode(_favoured(scores, page, _lane(model, HEADLINE, bonus)), model)
            if HEADLINE in labels:
                break
    return agreed(lines, labels, page)


def _score_lines(page: Page, model: tagger.Model) -> list[int | None]:
    """Give the packed score of each line; None where a line needs no model."""
    known = _scores(model)
    neither = _lane(model, "byline", -SURE) + _lane(model, "dateline", -SURE)
    boilerplate = model.labels.index("boilerplate") * LANE
    scores: list[int | None] = []
    for i, features in enumerate(page.features):
        if features is None:
            scores.append(None)
            continue
        seen = page.seen[i]
        amid = page.zone[0] <= i < page.zone[1] and not page.over[i]
        doubted = doubt(seen, page.looks[i].notice, page.furnished, amid)
        score = known.of(features) - (round(doubted * SCALE) << boilerplate)
        scores.append(score + neither if seen.words >= LONG or seen.mark[:1].isdigit() else score)
    return scores


def _favoured(scores: Sequence[int | None], page: Page, bonus: int) -> list[int | None]:
    """Give scores with a bonus for the lines that could be a headline: those above the prose, or on top of it."""
    return [
        score + bonus
        if score is not None and i <= page.zone[0] and TITLES[0] <= page.seen[i].words <= TITLES[1]
        else score
        for i, score in enumerate(scores)
    ]


def decode(scores: Sequence[int | None], model: tagger.Model) -> list[str]:
    """Give the best labels. Lines that need no model are paragraphs, and between them stands a chain of its own."""
    into, out_of = model.moves("paragraph")
    labels: list[str] = []
    chain: list[int] = []
    for score in scores:
        if score is not None:
            # what is learnt of the step from a paragraph to the first line of a chain is a part of that line's score
            chain.append(score + out_of if not chain and labels else score)
            continue
        if chain:
            chain[-1] += into
            labels += [model.labels[label] for label in model.decode(chain)]
            chain = []
        labels.append("paragraph")
    return labels + [model.labels[label] for label in model.decode(chain)]


@lru_cache(maxsize=2)
def _find(text: str) -> tuple[tuple[int, int, str], ...]:
    places = []
    lines = []
    start = 0
    for line in text.split("\n"):
        body = line.strip()
        if body:
            left = start if body is line else start + line.index(body[0])
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
