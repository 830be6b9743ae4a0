"""Text and blocks in, what stands twice out: captions, paragraphs, words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from nwtool.checks.check import Finding
from nwtool.checks.config import CheckSettings
from nwtool.checks.finders.layout import cut_bounds
from nwtool.language import lexicon
from nwtool.record.document import Document
from nwtool.record.edits import Edit

PROSE = ("paragraph", "caption", "list")  # the copy of a paragraph looks like a caption
MIN_PARAGRAPH = 40  # characters: shorter ones ("Yes.") are said twice for good reasons
MIN_WORDS = 12  # of a caption that stands where it isn't known for a copy
MIN_COPY = 6  # words: less is a credit, which two pictures may share, or a line between two parts
SHOWN = 40
LIVE = 3  # lines that begin with a time of day make a live file, where entries are repeated on purpose
TIME_RE = re.compile(r"^(?:updated?:?\s|at\s)?(?:\d{1,2}[:.]\d\d\b|\d{1,2}\s?[ap]\.?m\b)", re.I | re.M)
WORD_RE = re.compile(r"[^\W_]+")

DOUBLED_RE = re.compile(
    r"(?<![\w'’.-])(?P<first>[^\W\d_]{1,20})(?P<gap>[ \t\xa0]{1,40})(?P=first)(?![\w'’-]|\.\w)", re.I
)
# A line of an interview: "MAYOR: …", "((Ann Doe)) …". It is quoted speech without marks.
LABELLED_RE = re.compile(r"\s{0,4}(?:\(\([^()\n]{1,40}\)\)|[A-Z][A-Z .'’-]{2,30}:)")
REACH = 4000  # characters of a line before a word
PARTICLES = frozenset({"in", "on"})  # "came in in 1979", "went on on Monday"
WHEN_RE = re.compile(
    r"\s(?:\d|(?:Jan|Feb|Mar|Apr|May|June|July|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun)|the\s)"
)
SAFE = frozenset({"the", "a", "an", "of", "to", "and", "for", "with", "from", "by", "at"})


def find_repeated_caption(doc: Document, settings: CheckSettings) -> Iterator[Finding]:
    r"""The same caption stands more than once.

    Pages carry a caption at the picture, in its alternative text and in a gallery, and scrapers take all of them.
    Flagged is what `nwtool dedupe-captions` would take out: the same words, or a part of them, with or without a
    credit. Captions that differ in a word are of two pictures.

    Flags:
        A ferry at dawn. Photo: Ann Doe\nA ferry at dawn. Photo: Ann Doe\nThe ferry was late on Monday, the owner said.
        Fog in York. (Photo: Jo Roe)\nFog in York. (Photo: Jo Roe)\nFog hid the whole town on Monday, police said.
    Leaves alone:
        Ann Lee before the match. (AP)\nAnn Lee after the match. (AP)\nShe won the match on Monday, her coach said.
        A ferry at dawn. Photo: Ann Doe\nThe ferry was late on Monday, its owner said, and it will be late on Tuesday.
    Sure: 38 of 40 findings read were right, 1 of 4 in fresh texts that name no captions.
    """
    text = doc["text"]
    copies = [copy for caption in doc["captions"] for copy in caption.get("copies", ())]
    if not copies or _is_live(text):
        return
    for copy in copies:
        start, end = copy["start"], copy["end"]
        if sum(1 for _ in islice(WORD_RE.finditer(text, start, end), MIN_COPY)) == MIN_COPY:
            edits = (Edit(*cut_bounds(text, start, end), ""),)
            yield Finding(start, end, "the same caption stands here again", edits, safe=True)


def find_repeated_paragraph(doc: Document, settings: CheckSettings) -> Iterator[Finding]:
    r"""The same paragraph stands more than once.

    Copying and merging leave a paragraph of 40 or more characters behind twice. Boilerplate and bylines are
    left alone, and so is a live file, where entries are repeated on purpose: one with three or more lines that begin
    with a time of day.

    Flags:
        The council shut the library on Monday evening.\nStaff wept.\nThe council shut the library on Monday evening.
        {"text": "No trains will run on Friday, the union said.\nWhy?\nNo trains will run on Friday, the union said."}
        The fair opens at 9 a.m. and shuts at 5 p.m.\nCome early.\nThe fair opens at 9 a.m. and shuts at 5 p.m.
    Leaves alone:
        “No comment.”\nThe mayor left the room without another word.\n“No comment.”
        The council shut the old library on Monday evening.\nThe council shut the old library on Tuesday evening.
    Sure: 9 of 9 findings were right.
    """
    text = doc["text"]
    if _is_live(text):
        return
    copies = {copy["start"] for caption in doc["captions"] for copy in caption.get("copies", ())}
    seen: set[tuple[str, ...]] = set()
    for block in doc["blocks"]:
        start, end = block["start"], block["end"]
        if block["kind"] not in PROSE or end - start < MIN_PARAGRAPH or start in copies:
            continue
        words = tuple(WORD_RE.findall(text[start:end].casefold()))
        if block["kind"] == "caption" and len(words) < MIN_WORDS:
            continue  # the credit of two pictures
        if words in seen:
            yield Finding(start, end, f"the same paragraph stands above: “{text[start : start + SHOWN]}…”")
        seen.add(words)


def _is_live(text: str) -> bool:
    return sum(1 for _ in islice(TIME_RE.finditer(text), LIVE)) == LIVE


def find_doubled_word(doc: Document, settings: CheckSettings) -> Iterator[Finding]:
    r"""A word stands twice.

    Typing and moved sentences leave such pairs behind, and readers trip over them. What may stand twice (“had had”,
    “that that”, “gave her her hat”, “far far away”) and names are left alone, and so is quoted speech. Taking out the
    second one is safe for words like “the”, “of” and “to”.

    Flags:
        She said the the plan had failed.
        The council will meet on on budget cuts.
        It was one of the the town’s oldest schools.
    Leaves alone:
        He had had enough, and the fact that that was so is well known.
        They gave her her hat back at a concert of Duran Duran.
        “We, we the the people,” she said.
    Sure: 11 of 12 findings were right, and 8 of 10 in fresh news; transcripts repeat as people do.
    """
    text = doc["text"]
    for match in DOUBLED_RE.finditer(text):
        if LABELLED_RE.match(text, text.rfind("\n", max(0, match.start() - REACH), match.start()) + 1):
            continue
        first, second = match["first"], match[0][-len(match["first"]) :]
        word = first.casefold()
        if word in lexicon.words("doubled-words") or not word.isascii():
            continue
        if second[0].isupper() and not (first.isupper() and len(first) > 1 and word in SAFE):
            continue
        if (len(word) == 1 and word != "a") or (word in PARTICLES and WHEN_RE.match(text, match.end())):
            continue
        edit = Edit(match.end("first"), match.end(), "")
        yield Finding(*match.span(), f"“{word}” stands twice", (edit,), safe=word in SAFE)
