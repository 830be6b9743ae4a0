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
from nwtool.stages.blocks.find import blocks_of
from nwtool.stages.credits import Credit, find_credit


class Copy(NamedTuple):
    """One caption's block: its words without the credit, and the credit."""

    block: Block
    length: int
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
RETOLD = 0.9  # of its words that a caption retold in other words shares
RETOLD_MIN = 12  # words; with 6 and 0.8, three pairs of pictures of the article set become one
LONGER = 1.25  # times that the other is as long
MAX_AT_GRAM = 8  # captions looked at for one gram: bounds the work on a text that repeats itself


def _copy(text: str, block: Block) -> Copy:
    line = text[block["start"] : block["end"]]
    credit = find_credit(line)
    body = line[credit.caption_start : credit.caption_end] if credit else line
    label = LABEL_RE.match(body)
    cut = CUT_RE.search(body)
    core = body[label.end() if label else 0 : cut.start() if cut else len(body)]
    is_cut = cut is not None or line.endswith(("...", "…"))
    return Copy(block, len(line), tuple(WORD_RE.findall(core.casefold())), is_cut, credit)


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


def _retells(one: Copy, other: Copy) -> bool:
    """Tell whether one caption says in fewer words what the one beside it says: an alternative text of the picture.

    Two captions of about the same length that differ in a word are of two pictures.
    """
    short, long = sorted((one.words, other.words), key=len)
    if len(short) < RETOLD_MIN or len(long) < LONGER * len(short):
        return False
    known = set(long)
    return sum(word in known for word in short) >= RETOLD * len(short)


def _group(copies: Sequence[Copy], follows: Sequence[bool]) -> list[list[int]]:
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
    for i, copy in enumerate(copies):
        if follows[i] and copy.words and _retells(copies[i - 1], copy):
            groups.join(i - 1, i)
    return groups.members()


def _is_credit_only(copy: Copy) -> bool:
    return copy.credit is not None and not copy.words


class Picture(NamedTuple):
    """The numbers of the captions that say the same of one picture, and of the credits in lines beside them."""

    copies: list[int]
    credit_lines: list[int]


def _pictures(copies: Sequence[Copy], follows: Sequence[bool]) -> list[Picture]:
    """Give the pictures in the order of the text; `follows[i]` says that copy i stands in the line after copy i - 1.

    A line that is nothing but a credit belongs to the caption before it when that has no credit yet, else to the one
    after it, else again to the one before it. Alone, it is a caption of its own.
    """
    pictures: list[Picture] = []
    of: dict[int, Picture] = {}
    for group in _group(copies, follows):
        if not _is_credit_only(copies[group[0]]):
            pictures.append(Picture(group, []))
            of.update((i, pictures[-1]) for i in group)
    for i, copy in enumerate(copies):
        if not _is_credit_only(copy):
            continue
        before = of.get(i - 1) if follows[i] else None
        after = of.get(i + 1) if i + 1 < len(copies) and follows[i + 1] else None
        if before and (copies[i - 1].credit is None or not after or copies[i + 1].credit):
            before.credit_lines.append(i)
            of[i] = before
        elif after and copies[i + 1].credit is None:
            after.credit_lines.append(i)
            of[i] = after
        else:
            pictures.append(Picture([i], []))
            of[i] = pictures[-1]
    return sorted(pictures, key=lambda picture: min(picture.copies + picture.credit_lines))


def _fullness(copy: Copy) -> tuple[int, bool, bool, int]:
    """Give what is compared when the fullest copy is to stay; of two that say as much, the shorter line."""
    return len(copy.words), copy.credit is not None, not copy.cut, -copy.length


def _kept(picture: Picture, copies: Sequence[Copy], settings: Settings) -> int:
    """Give the number of the copy that stays."""
    if settings.keep == "first":
        return picture.copies[0]
    return max(picture.copies, key=lambda i: (*_fullness(copies[i]), -i))


def _words(credit: Credit | None) -> tuple[str, ...]:
    return tuple(WORD_RE.findall(credit.text.casefold())) if credit else ()


def _said_before(picture: Picture, kept: int, copies: Sequence[Copy]) -> Iterator[int]:
    """Give the numbers of the credit lines of a picture that only repeat what its caption or another such line says."""
    own = copies[kept].credit
    told = [_words(own)] if own else []
    for i in picture.credit_lines:
        words = _words(copies[i].credit)
        if any(_contains(other, words) for other in told):
            yield i
        if len(picture.copies) > 1:
            told.append(words)


def find_captions(text: str, blocks: Sequence[Block], settings: Settings) -> tuple[list[Caption], list[int]]:
    """Give the captions of a text and the numbers of the blocks that only repeat them."""
    places = [i for i, block in enumerate(blocks) if block["kind"] == "caption"]
    copies = [_copy(text, blocks[i]) for i in places]
    follows = [k > 0 and places[k - 1] == i - 1 for k, i in enumerate(places)]
    captions: list[Caption] = []
    repeats: list[int] = []
    for picture in _pictures(copies, follows):
        kept = _kept(picture, copies, settings)
        others = [copies[i].credit for i in picture.copies + picture.credit_lines]
        credit = copies[kept].credit or max((c for c in others if c), key=_worth, default=None)
        block = copies[kept].block
        captions.append(
            {
                "start": block["start"],
                "end": block["end"],
                "text": text[block["start"] : block["end"]],
                "credit": credit.text if credit else None,
                "photographer": credit.photographer if credit else None,
                "agency": credit.agency if credit else None, "via": credit.via if credit else None,
                "count": len(picture.copies),
            }
        )
        repeats += [places[i] for i in picture.copies if i != kept]
        repeats += [places[i] for i in _said_before(picture, kept, copies)]
    captions.sort(key=lambda caption: caption["start"])
    return captions, sorted(repeats)


def _worth(credit: Credit) -> tuple[bool, bool, int]:
    return credit.photographer is not None, credit.agency is not None, len(credit.text)


def cut_blocks(blocks: Sequence[Block], repeats: Sequence[int]) -> list[Edit]:
    """Give the edits that take blocks out of a text, each run with the line break behind it, or before it at the end.

    >>> blocks: list[Block] = [{"start": at, "end": at + 2, "kind": "caption"} for at in (0, 3, 6, 9)]
    >>> [edit[:2] for edit in (*cut_blocks(blocks, [1]), *cut_blocks(blocks, [2, 3]))]
    [(3, 6), (5, 11)]
    """
    runs: list[list[int]] = []
    for i in repeats:
        if runs and runs[-1][1] == i - 1:
            runs[-1][1] = i
        else:
            runs.append([i, i])
    edits: list[Edit] = []
    for first, last in runs:
        start, end = blocks[first]["start"], blocks[last]["end"]
        if last + 1 < len(blocks):
            end = max(end, blocks[last + 1]["start"])
        elif first:
            start = min(start, blocks[first - 1]["end"])
        if edits:
            start = max(start, edits[-1].end)
        edits.append(Edit(start, max(start, end), ""))
    return edits


def captions(doc: Document, settings: Settings) -> Document:
    """Give the document with its `captions` layer, and without further copies of a caption in its text.

    A document that has captions already is done, and comes out as it is: its counts tell of copies long gone.

    >>> from nwtool.config import DEFAULTS
    >>> lines = ["A dog. Photo: Ann Doe", "A dog. Photo: Ann Doe", "Dogs may bark now, the council said."]
    >>> doc = captions({"text": "\\n".join(lines)}, DEFAULTS)
    >>> doc["text"].count("A dog."), doc["captions"][0]["credit"], doc["captions"][0]["count"]
    (1, 'Ann Doe', 2)
    """
    if doc.get("captions"):
        return doc
    text, blocks = text_of(doc), blocks_of(doc)
    found, repeats = find_captions(text, blocks, settings)
    out: Document = {**doc, "captions": found}
    return out if settings.mark else apply(out, cut_blocks(blocks, repeats))


def rows(doc: Document, settings: Settings) -> Iterator[dict[str, Any]]:
    """Give one row a caption."""
    for caption in doc.get("captions") or []:
        yield {"id": doc.get("id"), **caption}
