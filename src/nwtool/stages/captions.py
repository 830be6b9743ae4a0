"""Blocks in, captions out: one a picture, with its credit, and its further copies gone from the text.

A copy says the same of the same picture: the same words, or a part of them, once credit, labels ("Image:") and the
ends of buttons ("... more") are off. Likeness is not enough: "before the match" and "after the match" are two pictures.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from nwtool.config import Settings
from nwtool.record.document import Block, Caption, Document, text_of
from nwtool.record.edits import Edit, apply
from nwtool.stages.blocks import blocks_of
from nwtool.stages.credits import Credit, find_credit


class Copy(NamedTuple):
    """One caption's block: its words without the credit, and the credit."""

    block: Block
    words: tuple[str, ...]
    cut: bool
    credit: Credit | None


LABEL_RE = re.compile(
    r"(?:\d+\s*(?:of|/)\s*\d+\s*)?(?:(?:Image|Media|Photo|Picture|File|Video)?\s*captions?\s*:?\s*|(?:FILE\s+PHOTO|Images?|Photos?|Pictures?|Videos?|File|Gallery)\s*[:–—-]\s*)?",
    re.I,
)
WORD_RE = re.compile(r"\w+")
CUT_RE = re.compile(r"(?:\.\.\.|…)\s*(?:more|less|\[\+\])?\W*$|\b(?:more|less)$")
GRAM = 4  # words that a part of a caption must have to be a copy of the whole
MAX_AT_GRAM = 8  # captions looked at for one gram: bounds the work on a text that repeats itself


def _copy(text: str, block: Block) -> Copy:
    line = text[block["start"] : block["end"]]
    credit = find_credit(line)
    body = line[credit.caption_start : credit.caption_end] if credit else line
    label = LABEL_RE.match(body)
    cut = CUT_RE.search(body)
    core = body[label.end() if label else 0 : cut.start() if cut else len(body)]
    return Copy(block, tuple(WORD_RE.findall(core.casefold())), cut is not None, credit)


def _contains(long: Sequence[str], short: Sequence[str]) -> bool:
    return f" {' '.join(short)} " in f" {' '.join(long)} "


class Groups:
    """Copies joined into groups, one a picture (union-find)."""

    def __init__(self, count: int) -> None:
        self.parent = list(range(count))

    def root(self, i: int) -> int:
        while self.parent[i] != i:
            self.parent[i] = self.parent[self.parent[i]]
            i = self.parent[i]
        return i

    def join(self, i: int, j: int) -> None:
        first, second = sorted((self.root(i), self.root(j)))
        self.parent[second] = first

    def members(self) -> list[list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        for i in range(len(self.parent)):
            found[self.root(i)].append(i)
        return list(found.values())


def _group(copies: Sequence[Copy]) -> list[list[int]]:
    """Give the numbers of the copies, one list a picture."""
    groups = Groups(len(copies))
    first: dict[tuple[str, ...], int] = {}
    at_gram: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, copy in sorted(enumerate(copies), key=lambda pair: -len(pair[1].words)):
        words = copy.words
        if not words:
            continue
        if words in first:
            groups.join(i, first[words])
            continue
        first[words] = i
        if len(words) >= GRAM:
            for j in at_gram[words[:GRAM]]:
                if _contains(copies[j].words, words):
                    groups.join(i, j)
        for k in range(len(words) - GRAM + 1):
            others = at_gram[words[k : k + GRAM]]
            if len(others) < MAX_AT_GRAM and (not others or others[-1] != i):
                others.append(i)
    return groups.members()


def _is_credit_only(copy: Copy) -> bool:
    return copy.credit is not None and not copy.words


def _pictures(copies: Sequence[Copy], neighbours: Sequence[bool]) -> list[tuple[list[int], list[int]]]:
    """Give `(copies, credit lines)` of each picture, in the order of the text.

    `neighbours[i]` says that copy i stands in the line after copy i - 1. A line that is nothing but a credit belongs
    to the caption before it when that has no credit yet, else to the one after it.
    """
    out: list[tuple[list[int], list[int]]] = []
    of: dict[int, int] = {}
    for group in _group(copies):
        if not _is_credit_only(copies[group[0]]):
            for i in group:
                of[i] = len(out)
            out.append((group, []))
    for i, copy in enumerate(copies):
        if not _is_credit_only(copy):
            continue
        before = of.get(i - 1) if neighbours[i] else None
        after = of.get(i + 1) if i + 1 < len(copies) and neighbours[i + 1] else None
        for there, at in ((before, i - 1), (after, i + 1)):
            if there is not None and copies[at].credit is None:
                out[there][1].append(i)
                break
        else:
            if before is not None and i - 1 in of:
                out[before][1].append(i)
            else:
                out.append(([i], []))
    return sorted(out, key=lambda picture: min(picture[0] + picture[1]))


def _find(text: str, blocks: Sequence[Block], settings: Settings) -> tuple[list[Caption], list[int]]:
    """Give the captions of a text and the numbers of the blocks that only repeat them."""
    places = [i for i, block in enumerate(blocks) if block["kind"] == "caption"]
    copies = [_copy(text, blocks[i]) for i in places]
    neighbours = [k > 0 and places[k - 1] == i - 1 for k, i in enumerate(places)]
    captions: list[Caption] = []
    repeats: list[int] = []
    for group, credit_lines in _pictures(copies, neighbours):
        kept = group[0]
        if settings.keep == "longest":
            kept = max(group, key=lambda i: (len(copies[i].words), copies[i].credit is not None, -i))
        credits = [copies[kept].credit, *(copies[i].credit for i in [*group, *credit_lines])]
        credit = max((c for c in credits if c), key=_worth, default=None) if credits[0] is None else credits[0]
        block = copies[kept].block
        captions.append(
            {
                "start": block["start"],
                "end": block["end"],
                "text": text[block["start"] : block["end"]],
                "credit": credit.text if credit else None,
                "photographer": credit.photographer if credit else None,
                "agency": credit.agency if credit else None,
                "count": len(group),
            }
        )
        repeats += [places[i] for i in group if i != kept]
    return captions, sorted(repeats)


def _worth(credit: Credit) -> tuple[bool, bool, int]:
    return credit.photographer is not None, credit.agency is not None, len(credit.text)


def _edits(text: str, blocks: Sequence[Block], repeats: Sequence[int]) -> list[Edit]:
    """Give the edits that take blocks out of a text, each with the line break behind it (or before the last)."""
    edits: list[Edit] = []
    for i in repeats:
        start, end = blocks[i]["start"], blocks[i]["end"]
        if i + 1 < len(blocks):
            end = blocks[i + 1]["start"]
        elif i:
            start = blocks[i - 1]["end"]
        if edits and start < edits[-1].end:
            start = edits[-1].end
        edits.append(Edit(start, end, ""))
    return edits


def captions(doc: Document, settings: Settings) -> Document:
    """Give the document with its `captions` layer, and without further copies of a caption in its text.

    >>> from nwtool.config import DEFAULTS
    >>> doc = captions({"text": "A dog. Photo: Ann Doe\\nA dog. Photo: Ann Doe\\nDogs may bark now, the council said."}, DEFAULTS)
    >>> doc["text"].count("A dog."), doc["captions"][0]["credit"], doc["captions"][0]["count"]
    (1, 'Ann Doe', 2)
    """
    text, blocks = text_of(doc), blocks_of(doc)
    found, repeats = _find(text, blocks, settings)
    out: Document = {**doc, "captions": _merged(found, doc.get("captions") or [])}
    return out if settings.mark else apply(out, _edits(text, blocks, repeats))


def _merged(found: list[Caption], before: Sequence[Caption]) -> list[Caption]:
    """Keep what an earlier run told of the same captions: the copies that it counted, the credits of those gone."""
    known = {caption["start"]: caption for caption in before}
    out: list[Caption] = []
    for caption in found:
        old = known.get(caption["start"])
        if old is None:
            out.append(caption)
            continue
        merged = {**caption, **{key: old[key] for key in old if key not in ("start", "end", "text", "count")}}
        merged["count"] = max(old["count"], caption["count"])
        out.append(merged)
    return out


def rows(doc: Document, settings: Settings) -> Iterator[dict[str, Any]]:
    """Give one row a caption."""
    for caption in doc.get("captions") or []:
        yield {"id": doc.get("id"), **caption}
