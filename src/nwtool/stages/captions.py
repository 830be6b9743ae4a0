"""Blocks in, captions out: one a picture, with its credit, and its further copies gone from the text.

A copy says the same of the same picture: the same words, or a part of them, once credit, labels ("Image:") and the
ends of buttons ("... more") are off. Body text is never a copy, and no caption is dropped for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, cast

from nwtool.config import Settings
from nwtool.record.document import Block, Caption, Document, span, text_of
from nwtool.record.edits import Edit, apply
from nwtool.stages.blocks.find import blocks_of
from nwtool.stages.credits import Credit
from nwtool.stages.credits.parts import parse_credit
from nwtool.stages.pictures.copies import Copy, find_echoes, read_copies, says, words_of
from nwtool.stages.pictures.groups import group

MAX_COPIES = 8  # of a caption that a line beside one is compared with
SOURCE_RE = re.compile(r"image\s+(?:copyright|source)\b", re.I)
NEXT_RE = re.compile(r"\S")


class Picture(NamedTuple):
    """The numbers of the captions that say the same of one picture, and of the lines with its credit.

    Each credit line belongs to the copy that it stands beside, and goes with it.
    """

    copies: list[int]
    credits: dict[int, int]


def _are_same(copies: Iterable[Copy]) -> bool:
    """Tell whether all of some copies are of the same line."""
    return len({copy.line for copy in copies}) == 1


def _pictures(copies: Sequence[Copy], follows: Sequence[bool], threshold: float) -> list[Picture]:
    """Give the pictures in the order of the text; `follows[i]` says that copy i stands in the line after copy i - 1."""
    if copies[0].words and _are_same(copies):  # most articles have one picture
        return [Picture(list(range(len(copies))), {})]
    pictures: list[Picture] = []
    of: dict[int, Picture] = {}
    for members in group(copies, follows, threshold):
        if not copies[members[0]].is_credit:
            pictures.append(Picture(members, {}))
            of.update((i, pictures[-1]) for i in members)
    for i, j in _rests(copies, follows, of):
        pictures.remove(of[i])
        of[j].credits[i] = j
    for i, copy in _credit_lines(copies, follows, of):
        if copy is None:
            pictures.append(Picture([i], {}))
        else:
            of[copy].credits[i] = copy
    return sorted(pictures, key=lambda picture: min(*picture.copies, *picture.credits, len(copies)))


def _rests(copies: Sequence[Copy], follows: Sequence[bool], of: Mapping[int, Picture]) -> Iterator[tuple[int, int]]:
    """Give the lines that hold what one copy of a caption says and the copy beside them doesn't: its credit.

    They come with that copy's number. "A dog. The Courier", "A dog.", "The Courier": the last one is no picture.
    """
    for i, picture in of.items():
        if len(picture.copies) > 1:
            continue
        for j in (i - 1, i + 1):
            beside = of.get(j) if 0 <= j < len(copies) and follows[max(i, j)] else None
            if beside is None or len(beside.copies) < 2 or not (copies[i].is_short and copies[j].is_short):
                continue
            wholes = [copies[k].line for k in beside.copies[:MAX_COPIES] if copies[k].is_short]
            rest, said = words_of(copies[i].line), words_of(copies[j].line)
            if any(words_of(whole) in (said + rest, rest + said) for whole in wholes):
                yield i, j
                break


def _credit_lines(
    copies: Sequence[Copy], follows: Sequence[bool], of: Mapping[int, Picture]
) -> Iterator[tuple[int, int | None]]:
    """Give the lines that are nothing but a credit, and the copy that each belongs to.

    That is the caption before it when that has no credit in its own line, else the one after it, else again the one
    before it. Broadcasters name the source above the caption. A credit that stands alone is a caption of its own, and
    so is one beside it: they are of two pictures.
    """
    lines = [i for i, copy in enumerate(copies) if copy.is_credit]
    owner: dict[int, int] = {}
    for i in lines:
        before = owner.get(i - 1, i - 1) if follows[i] else -1
        if before in of and copies[before].credit is None and not SOURCE_RE.match(copies[i].line):
            owner[i] = before
    credited = {*owner.values(), *(i for i, copy in enumerate(copies) if copy.credit)}
    for i in lines:
        if i not in owner:
            before = owner.get(i - 1, i - 1) if follows[i] else -1
            after = i + 1 if i + 1 < len(copies) and follows[i + 1] else -1
            if after in of and after not in credited:
                owner[i] = after
                credited.add(after)
            elif before in of:
                owner[i] = before
        yield i, owner.get(i)


def _worth(credit: Credit | None) -> int:
    """Tell how much a credit says."""
    return 0 if credit is None else 1 + bool(credit.agency or credit.via) + 2 * bool(credit.photographer)


def _kept(picture: Picture, copies: Sequence[Copy], settings: Settings) -> int:
    """Give the number of the copy that stays: the first, or the one that says most; of equals, the shorter line.

    A word counts once, and those of credits don't: a line that glues copies together says no more. A credit in the line
    beside a copy counts as its own.
    """
    if settings.keep == "first" or (not picture.credits and _are_same(copies[i] for i in picture.copies)):
        return picture.copies[0]
    beside = {copy: _worth(copies[i].credit) for i, copy in picture.credits.items()}
    named = {word for i in picture.copies if (credit := copies[i].credit) for word in words_of(credit.text)}

    def fullness(i: int) -> tuple[int, int, bool, int, int]:
        copy = copies[i]
        return (
            len(set(copy.words) - named),
            max(_worth(copy.credit), beside.get(i, 0)),
            not copy.cut,
            -len(copy.line),
            -i,
        )

    return max(picture.copies, key=fullness)


def _said_before(picture: Picture, kept: int, copies: Sequence[Copy]) -> Iterator[int]:
    """Give the numbers of the credit lines of a picture that only repeat what the line of its caption says."""
    if not picture.credits:
        return
    own, line = copies[kept].credit, words_of(copies[kept].line)
    told = words_of(own.text) if own else ()
    for i in picture.credits:
        credit, whole = copies[i].credit, words_of(copies[i].line)
        at_end = whole in (line[: len(whole)], line[-len(whole) :])
        if at_end or (credit and says(told, words_of(credit.text))):
            yield i


def _credit(picture: Picture, kept: int, copies: Sequence[Copy]) -> Credit | None:
    """Give the credit of a picture: the one that says most; of equals, that of the copy that stays."""
    numbers = (kept, *picture.copies, *picture.credits)
    best = max((copies[i].credit for i in numbers), key=_worth)
    if best or not picture.credits:
        return best
    line = copies[min(picture.credits)].line
    return Credit(line, *parse_credit(line), 0, 0)


def find_captions(text: str, blocks: Sequence[Block], settings: Settings) -> list[Caption]:
    """Give the captions of a text in order; `copies` are the blocks that only repeat them."""
    places = [i for i, block in enumerate(blocks) if block["kind"] == "caption"]
    if not places:
        return []
    copies = read_copies(text, [blocks[i] for i in places])
    echoes = sorted(find_echoes(text, blocks, copies))
    if echoes:
        places = sorted((*places, *echoes))
        copies = read_copies(text, [blocks[i] for i in places])
    follows = [k > 0 and places[k - 1] == i - 1 for k, i in enumerate(places)]
    captions: list[Caption] = []
    for picture in _pictures(copies, follows, settings.threshold):
        kept = _kept(picture, copies, settings)
        credit = _credit(picture, kept, copies)
        repeats = [i for i in picture.copies if i != kept]
        repeats += _said_before(picture, kept, copies)
        block = copies[kept].block
        captions.append(
            {
                "start": block["start"],
                "end": block["end"],
                "text": text[block["start"] : block["end"]],
                "credit": credit.text if credit else None,
                "photographer": credit.photographer if credit else None,
                "agency": credit.agency if credit else None,
                "via": credit.via if credit else None,
                "count": len(picture.copies),
                "copies": [span(text, copies[i].block["start"], copies[i].block["end"]) for i in sorted(repeats)],
            }
        )
    captions.sort(key=lambda caption: caption["start"])
    return captions


def _cuts(text: str, spans: Iterable[tuple[int, int]]) -> list[Edit]:
    r"""Give the edits that take lines out of a text, each with the line break behind it, or before it at the end.

    >>> [edit[:2] for edit in _cuts("A.\nB.\nC.\nD.", [(3, 5)])], [edit[:2] for edit in _cuts("A.\nB.", [(3, 5)])]
    ([(3, 6)], [(2, 5)])
    """
    runs: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        match = NEXT_RE.search(text, end)
        behind = match.start() if match else end
        if runs and start <= runs[-1][1]:
            runs[-1] = runs[-1][0], max(behind, runs[-1][1])
        else:
            runs.append((start, behind))
    if runs and not NEXT_RE.search(text, runs[-1][1]):
        start, end = runs[-1]
        runs[-1] = len(text[:start].rstrip()), end
    return [Edit(start, end, "") for start, end in runs]


def captions(doc: Document, settings: Settings) -> Document:
    """Give the document with its `captions` layer, and without further copies of a caption in its text.

    A document that has captions already keeps them: their counts tell of copies long gone. Only copies that were
    marked are taken out.

    >>> from nwtool.config import DEFAULTS
    >>> lines = ["A dog. Photo: Ann Doe", "A dog. Photo: Ann Doe", "Dogs may bark now, the council said."]
    >>> doc = captions({"text": "\\n".join(lines)}, DEFAULTS)
    >>> doc["text"].count("A dog."), doc["captions"][0]["credit"], doc["captions"][0]["count"]
    (1, 'Ann Doe', 2)
    """
    text = text_of(doc)
    found = doc.get("captions") or find_captions(text, blocks_of(doc), settings)
    marked: Document = {**doc, "captions": found}
    if settings.mark:
        return marked
    cuts = _cuts(text, ((copy["start"], copy["end"]) for caption in found for copy in caption.get("copies", ())))
    bare = [cast(Caption, {key: value for key, value in caption.items() if key != "copies"}) for caption in found]
    return apply({**doc, "captions": bare}, cuts)


def rows(doc: Document, settings: Settings) -> Iterator[dict[str, Any]]:
    """Give one row a caption."""
    for caption in doc.get("captions") or []:
        yield {"id": doc.get("id"), **caption}
