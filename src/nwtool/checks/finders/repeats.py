"""Text and blocks in, what stands twice out: captions, paragraphs, words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nwtool.checks.check import Finding
from nwtool.checks.config import CheckSettings
from nwtool.config import Settings
from nwtool.language import lexicon
from nwtool.record.document import Document
from nwtool.record.edits import Edit
from nwtool.stages.captions import cut_blocks, find_captions

MIN_PARAGRAPH = 40  # characters: shorter ones ("Yes.") are said twice for good reasons
SHOWN = 40
LIVE = 3  # paragraphs that begin with a time of day make a live file
TIME_RE = re.compile(r"(?:updated?:?\s|at\s)?\d{1,2}[:.]\d\d\b|\d{1,2}\s?[ap]\.?m\b", re.I)
WORD_RE = re.compile(r"\w+")

DOUBLED_RE = re.compile(r"(?<![\w'’.-])(?P<first>[^\W\d_]{1,20})(?P<gap>[ \t\xa0]{1,40})(?P=first)(?![\w'’-]|\.\w)", re.I)
SAFE = frozenset({"the", "a", "an", "of", "to", "and", "for", "with", "from", "by", "at"})


def find_repeated_caption(doc: Document, settings: CheckSettings) -> Iterator[Finding]:
    r"""The same caption stands more than once.

    Pages carry a caption at the picture, in its alternative text and in a gallery, and scrapers take all of them. Copies
    are those that `nwtool dedupe-captions` would take out: the same words, or a part of them, with or without a credit.
    Captions that differ in a word are of two pictures.

    Flags:
        A ferry at dawn. Photo: Ann Doe\nA ferry at dawn. Photo: Ann Doe\nThe ferry was late on Monday, the owner said.
        Fog in York. (Photo: Jo Roe)\nFog in York. (Photo: Jo Roe)\nFog hid the whole town on Monday, police said.
    Leaves alone:
        Ann Lee before the match. (AP)\nAnn Lee after the match. (AP)\nShe won the match on Monday, her coach said.
        A ferry at dawn. Photo: Ann Doe\nThe ferry was late on Monday, its owner said, and it will be late on Tuesday.
    """
    blocks = doc["blocks"]
    if sum(block["kind"] == "caption" for block in blocks) < 2:
        return
    _, repeats = find_captions(doc["text"], blocks, Settings())
    for number in repeats:
        block = blocks[number]
        edits = tuple(cut_blocks(blocks, [number]))
        yield Finding(block["start"], block["end"], "the same caption stands here again", edits, safe=True)


def find_repeated_paragraph(doc: Document, settings: CheckSettings) -> Iterator[Finding]:
    r"""The same paragraph stands more than once.

    Copying and merging leave a paragraph of 40 or more characters behind twice. Captions, boilerplate and bylines are
    left alone, and so is a live file, where entries are repeated on purpose: one with three or more paragraphs that
    begin with a time of day.

    Flags:
        The council shut the library on Monday evening.\nStaff wept.\nThe council shut the library on Monday evening.
        {"text": "No trains will run on Friday, the union said.\nWhy?\nNo trains will run on Friday, the union said."}
    Leaves alone:
        “No comment.”\nThe mayor left the room without another word.\n“No comment.”
        The council shut the old library on Monday evening.\nThe council shut the old library on Tuesday evening.
    """
    text = doc["text"]
    paragraphs = [block for block in doc["blocks"] if block["kind"] == "paragraph"]
    if sum(TIME_RE.match(text, block["start"]) is not None for block in paragraphs) >= LIVE:
        return
    seen: set[tuple[str, ...]] = set()
    for block in paragraphs:
        start, end = block["start"], block["end"]
        if end - start < MIN_PARAGRAPH:
            continue
        words = tuple(WORD_RE.findall(text[start:end].casefold()))
        if words in seen:
            yield Finding(start, end, f"the same paragraph stands above: “{text[start : start + SHOWN]}…”")
        seen.add(words)


def find_doubled_word(doc: Document, settings: CheckSettings) -> Iterator[Finding]:
    r"""A word stands twice.

    Typing and moved sentences leave such pairs behind, and readers trip over them. What may stand twice (“had had”,
    “that that”, “gave her her hat”, “far far away”) and names are left alone, and so is quoted speech. Taking out the
    second one is safe for words like “the”, “of” and “to”.

    Flags:
        She said the the plan had failed.
        The council met on on Monday.
        It was one of the the town’s oldest schools.
    Leaves alone:
        He had had enough, and the fact that that was so is well known.
        They gave her her hat back at a concert of Duran Duran.
        “We, we the the people,” she said.
    """
    text = doc["text"]
    for match in DOUBLED_RE.finditer(text):
        first, second = match["first"], match[0][-len(match["first"]) :]
        word = first.casefold()
        if word in lexicon.words("doubled-words") or not word.isascii():
            continue
        if second[0].isupper() and not (first.isupper() and len(first) > 1 and word in SAFE):
            continue
        if len(word) == 1 and word != "a":
            continue
        edit = Edit(match.end("first"), match.end(), "")
        yield Finding(*match.span(), f"“{word}” stands twice", (edit,), safe=word in SAFE)
