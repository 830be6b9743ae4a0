"""A document in, the same with its `quotes` layer out: who said what, in which words, and how the text says so.

Marks are paired, paragraphs tagged (`attribution.tags`), tags linked (`attribution.links`), speakers named
(`speaking`); here attributions become records. Quotation marks stand outside of the spans: a stretch in marks is a
span of its own. Only the first and the last mark of a mixed quote belong to it, so that its words read on with marks
in pairs.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from nwtool.config import Settings
from nwtool.language.marks import WORD_RE, Stretch
from nwtool.record.document import Block, Document, Quote, QuoteKind, span, text_of
from nwtool.stages.attribution.introductions import is_introduction, mark_introductions
from nwtool.stages.attribution.links import Attribution, Bounds, find_attributions
from nwtool.stages.attribution.tags import load
from nwtool.stages.attribution.tokens import QUOTED, Paragraph, find_paragraphs
from nwtool.stages.attribution.turns import mark_turns
from nwtool.stages.attribution.words import is_saying
from nwtool.stages.blocks.find import blocks_of
from nwtool.stages.entities import entities_of
from nwtool.stages.sections import find_sections
from nwtool.stages.speaking.speakers import link_entities, name_speakers

LEFT_OUT = frozenset({"byline", "dateline", "source"})
# A line of boilerplate with so many words and an end is read all the same: in PolNeAR's development set, one in
# three of those holds an attribution, for they are paragraphs taken for teasers.
SENTENCE_WORDS = 6
SENTENCE_END_RE = re.compile(r"[.?!:…][\"'”’»)]*\s*$")
DESK = "from the desk of"
OBJECTS = frozenset({"it", "him", "her", "them", "me", "us", "this"})  # "Lee confirmed it" gives none of Lee's words
EDGE = frozenset(" \t\u00a0,;:—–-")


def quotes(doc: Document, settings: Settings) -> Document:
    """Add the `quotes` layer, in the order of the text."""
    text = text_of(doc)
    blocks = [block for block in blocks_of(doc) if _is_read(text, block)]
    paragraphs = find_paragraphs(text, [(block["start"], block["end"]) for block in blocks])
    labels = mark_introductions(paragraphs, list(mark_turns(paragraphs, load().labels(paragraphs))))
    headings = [
        block["kind"] == "heading" and not is_introduction(paragraph.tokens)
        for block, paragraph in zip(blocks, paragraphs, strict=True)
    ]
    attributions = list(_attributions(paragraphs, labels, headings))
    stretches = [stretch for paragraph in paragraphs for stretch in paragraph.stretches]
    names: Sequence[str | None] = [None] * len(attributions)
    if any(attribution.source for attribution in attributions):
        names = name_speakers(text, paragraphs, attributions, entities_of(doc))
    found = [
        quote
        for attribution, name in zip(attributions, names, strict=True)
        if (quote := _quote(text, stretches, attribution, name)) is not None
    ]
    if settings.scare:
        found += _scare(text, stretches, found)
    found.sort(key=lambda quote: (quote["start"], quote["end"]))
    if doc.get("entities"):
        found = link_entities(found, doc["entities"])
    return {**doc, "quotes": found}


def _attributions(
    paragraphs: Sequence[Paragraph], labels: Sequence[Sequence[str]], headings: Sequence[bool]
) -> Iterator[Attribution]:
    """Give the attributions of a text: none goes on over a heading, and in a heading it must name its speaker.

    "“No quick end”" over a section is a teaser, "Lee: “No quick end”" an attribution. "CREWS TOLD TO WAIT" is none:
    in capitals nobody tells a name from a verb.
    """
    for heading, group in groupby(zip(headings, paragraphs, labels, strict=True), key=itemgetter(0)):
        members = [member for member in group if not (heading and _is_in_capitals(member[1].tokens))]
        for found in find_attributions([one[1] for one in members], [one[2] for one in members]):
            if found.source or not heading:
                yield found


def _is_in_capitals(tokens: Sequence[str]) -> bool:
    """Tell whether a line is set in capitals, and has nothing in quotation marks."""
    return not any(token[0] == QUOTED or token != token.upper() for token in tokens)


def rows(doc: Document, settings: Settings) -> Iterator[dict[str, Any]]:
    """Give one row a quote: who, in which role, in which words, under which heading.

    Only what was said or written, unless the settings say otherwise; in the order of the text, or speaker by speaker.
    """
    layer = doc["quotes"] if isinstance(doc.get("quotes"), list) else quotes(doc, settings)["quotes"]
    found = [row for quote in layer if (row := _row(doc, quote, settings)) is not None]
    if settings.by_speaker:
        order: dict[str, int] = {}
        for row in found:
            order.setdefault(_grouped_as(row), len(order))
        found.sort(key=lambda row: order[_grouped_as(row)])
    if not found:
        return
    heads = _headings(doc)
    starts = [start for start, _ in heads]
    roles = {entity["name"]: entity["roles"][0] for entity in reversed(entities_of(doc)) if entity.get("roles")}
    for row in found:
        section = bisect_right(starts, row["start"]) - 1
        row["role"] = roles.get(row["name"])
        row["heading"] = heads[section][1] if section >= 0 else None
        yield row


def _row(doc: Document, quote: Quote, settings: Settings) -> dict[str, Any] | None:
    """Give the row of a quote, without role and heading yet; None when the settings leave it out."""
    if not quote["speech"] and quote["kind"] != "scare" and settings.speech_only:
        return None
    words = said(text_of(doc), quote["spans"])
    if len(words.split()) < settings.min_words:
        return None
    speaker, cue = quote["speaker"], quote["cue"]
    return {
        "id": doc.get("id"),
        "speaker": speaker["text"] if speaker else None,
        "name": speaker["name"] if speaker else None,
        "role": None,
        "kind": quote["kind"],
        "cue": cue["text"] if cue else None,
        "text": words,
        "heading": None,
        "start": quote["start"],
        "end": quote["end"],
    }


def _grouped_as(row: dict[str, Any]) -> str:
    return row["name"] or row["speaker"] or ""


def _headings(doc: Document) -> list[tuple[int, str | None]]:
    sections = doc.get("sections") or find_sections(text_of(doc), blocks_of(doc))
    return [(section["start"], section.get("heading")) for section in sections]


def said(text: str, spans: Sequence[Sequence[int]]) -> str:
    """Give the pieces of a quote joined by a blank; marks between pieces that touch stay.

    >>> text = "“No,” he said. “Never.” He saw a “big” risk."
    >>> said(text, [[1, 4], [16, 22]]), said(text, [[31, 32], [34, 37], [39, 43]])
    ('No, Never.', 'a “big” risk')
    """
    pieces: list[str] = []
    last = -1
    for start, end in spans:
        between = text[last:start] if last >= 0 else ""
        touching = last >= 0 and len(between) < 4 and not WORD_RE.search(between) and "\n" not in between
        pieces.append((between if touching else " " if pieces else "") + text[start:end])
        last = end
    return "".join(pieces)


def _quote(text: str, stretches: Sequence[Stretch], attribution: Attribution, name: str | None) -> Quote | None:
    """Give the record of an attribution, None when no word is left of its content."""
    inside: list[Bounds] = []
    outside: list[Bounds] = []
    for start, end in attribution.contents:
        for piece, quoted in _pieces(text, stretches, start, end):
            (inside if quoted else outside).append(piece)
    spans = sorted(inside + outside)
    if not spans:
        return None
    kind: QuoteKind = "indirect" if not inside else "mixed" if outside else "direct"
    if not inside and text[slice(*spans[0])].lower() in OBJECTS and len(spans) == 1:
        return None
    cue = attribution.cue and (_trim(text, *attribution.cue) or attribution.cue)
    source = _trim(text, *attribution.source) if attribution.source else None
    if kind == "mixed":
        start, end = _with_marks(stretches, spans[0][0], spans[-1][1])
        spans[0] = start, spans[0][1]
        spans[-1] = spans[-1][0], end
    return {
        **span(text, spans[0][0], spans[-1][1]),
        "kind": kind,
        "spans": [list(bounds) for bounds in spans],
        "cue": span(text, *cue) if cue else None,
        "speaker": {**span(text, *source), "name": name, "entity": None} if source else None,
        "speech": bool(inside) or cue is None or is_speech(text[cue[0] : cue[1]]),
    }


def _with_marks(stretches: Sequence[Stretch], start: int, end: int) -> Bounds:
    """Give bounds with the marks of a stretch whose other mark lies between them, so that they come in pairs."""
    first, last = (bisect_right(stretches, at, key=lambda stretch: stretch.left) - 1 for at in (start, end - 1))
    left, right = stretches[max(0, first)], stretches[max(0, last)]
    return (
        left.left if left.left < start < left.right <= end else start,
        right.right if start <= right.left < end < right.right else end,
    )


def _is_read(text: str, block: Block) -> bool:
    """Tell whether a block can hold quotes."""
    if block["kind"] != "boilerplate":
        return block["kind"] not in LEFT_OUT
    line = text[block["start"] : block["end"]]
    return line.count(" ") + 1 >= SENTENCE_WORDS and SENTENCE_END_RE.search(line[-8:]) is not None


def is_speech(cue: str) -> bool:
    """Tell whether a cue reports what was said or written; a colon behind a name does.

    >>> is_speech("later told reporters"), is_speech("according to"), is_speech("is expected to")
    (True, True, False)
    """
    if cue == ":":
        return True
    return cue.lower() == DESK or any(map(is_saying, cue.split()))


def _pieces(text: str, stretches: Sequence[Stretch], start: int, end: int) -> Iterator[tuple[Bounds, bool]]:
    """Give the parts of `text[start:end]` in and out of quotation marks, trimmed; parts without a word are left out."""
    i = max(0, bisect_right(stretches, start, key=lambda stretch: stretch.left) - 1)
    at = start
    while i < len(stretches) and stretches[i].left < end:
        stretch = stretches[i]
        i += 1
        if stretch.right <= start:
            continue
        yield from _words(text, at, stretch.left, False)
        yield from _words(text, max(start, stretch.start), min(end, stretch.end), True)
        at = stretch.right
    yield from _words(text, at, end, False)


def _words(text: str, start: int, end: int, quoted: bool) -> Iterator[tuple[Bounds, bool]]:
    if start >= end or not WORD_RE.search(text, start, end):
        return
    if quoted:
        while text[start].isspace():
            start += 1
        while text[end - 1].isspace():
            end -= 1
        yield (start, end), True
    else:
        trimmed = _trim(text, start, end)
        if trimmed is not None:
            yield trimmed, False


def _trim(text: str, start: int, end: int) -> Bounds | None:
    """Give the bounds without the blanks, commas and dashes at the edges."""
    while start < end and text[start] in EDGE:
        start += 1
    while end > start and text[end - 1] in EDGE:
        end -= 1
    return (start, end) if start < end else None


def _scare(text: str, stretches: Sequence[Stretch], found: Sequence[Quote]) -> Iterator[Quote]:
    """Give the stretches that are in no quote."""
    taken = {bounds[0] for quote in found for bounds in quote["spans"]}
    for stretch in stretches:
        for (start, end), _ in _words(text, stretch.start, stretch.end, True):
            if start in taken or stretch.left in taken:
                continue
            yield {
                **span(text, start, end),
                "kind": "scare",
                "spans": [[start, end]],
                "cue": None,
                "speaker": None,
                "speech": False,
            }
