"""Quotations in, those that stand twice with different words, and those that nobody says, out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from nwtool.checks.check import Finding
from nwtool.checks.config import CheckSettings
from nwtool.language.marks import DOUBLE_RE, Stretch, find_stretches
from nwtool.record.document import Document, block_lines

WORD_RE = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
CUT_RE = re.compile(r"\.\.\.|…|[\[\](]| - |—|–")
MIN_WORDS = 6
GRAM = 3  # words that two versions of a quotation share
MAX_AT_GRAM = 8  # quotations looked at for one gram: bounds the work on a text that repeats itself
BOUNDS = 2  # words on both sides of what was changed that are the same
CHANGED = 2  # words that are changed at most, in each of the two
SENTENCE_RE = re.compile(r"[A-Z][^\n]*[.!?]$")
MIN_SENTENCE = 6


class Said(NamedTuple):
    """A quotation and its words in small letters."""

    start: int
    end: int
    words: tuple[str, ...]


def find_changed_quote(doc: Document, settings: CheckSettings) -> Iterator[Finding]:
    r"""The same quotation stands twice with different words.

    What a headline, a caption and the text quote of one sentence must be the same words. Flagged are two quotations
    that begin and end alike, with one or two other words between. A part of a longer quotation, and one with an
    ellipsis or brackets, are left alone.

    Flags:
        “We will never sell the old harbour,” says mayor\nShe said: “We will not sell the old harbour.”
        “The plan is dead and buried for good,” he said.\n“The plan was dead and buried for good,” read the caption.
    Leaves alone:
        “We will never sell the old harbour,” says mayor\nShe said: “No. We will never sell the old harbour. Never.”
        “We will never sell the old harbour.”\nShe said: “We will never ... sell the old harbour.”
    """
    text = doc["text"]
    if not DOUBLE_RE.search(text):
        return
    seen: dict[tuple[str, ...], list[Said]] = defaultdict(list)
    for said in _quotations(text):
        grams = list(dict.fromkeys(said.words[i : i + GRAM] for i in range(len(said.words) - GRAM + 1)))
        others = dict.fromkeys(chain.from_iterable(seen[gram] for gram in grams))
        for other in others:
            changed = _changed(other.words, said.words)
            if changed:
                was, now = (" ".join(words) or "nothing" for words in changed)
                yield Finding(said.start, said.end, f"quoted above with “{was}” where this has “{now}”")
                break
        for gram in grams:
            if len(seen[gram]) < MAX_AT_GRAM:
                seen[gram].append(said)


def _quotations(text: str) -> Iterator[Said]:
    for stretch in chain.from_iterable(find_stretches(text, block_lines(text))):
        words = tuple(WORD_RE.findall(_inner(text, stretch).casefold().replace("’", "'")))
        if len(words) >= MIN_WORDS and not CUT_RE.search(text, stretch.start, stretch.end):
            yield Said(stretch.start, stretch.end, words)


def _inner(text: str, stretch: Stretch) -> str:
    return text[stretch.start : stretch.end]


def _changed(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Give the words that differ where two quotations begin and end alike, else None.

    >>> _changed(("we", "will", "not", "go", "home"), ("we", "will", "never", "go", "home"))
    (('not',), ('never',))
    """
    if one == other:
        return None
    head = 0
    while head < min(len(one), len(other)) and one[head] == other[head]:
        head += 1
    tail = 0
    while tail < min(len(one), len(other)) - head and one[-1 - tail] == other[-1 - tail]:
        tail += 1
    left, right = one[head : len(one) - tail], other[head : len(other) - tail]
    if head < BOUNDS or tail < BOUNDS or max(len(left), len(right)) > CHANGED:
        return None
    return left, right


def find_unknown_speaker(doc: Document, settings: CheckSettings) -> Iterator[Finding]:
    r"""The text doesn't say who said a quotation.

    A whole sentence in quotation marks to which the layer `quotes` finds no speaker: readers ask who says that. Words
    and titles in quotation marks are left alone, and so is a quotation whose speaker goes on.

    Flags:
        The council met on Monday.\n“The whole plan was never any good at all.”\nThe vote is on Friday.
        It rained.\n“Nobody has told us anything about this bridge.”\nThe town is shut.
    Leaves alone:
        “The whole plan was never any good at all,” the mayor said.
        They read “A Tale of Two Cities” at school on Monday.
    """
    text = doc["text"]
    for quote in doc["quotes"]:
        if quote["kind"] != "direct" or quote["speaker"] is not None:
            continue
        words = WORD_RE.findall(text, quote["start"], quote["end"])
        if len(words) >= MIN_SENTENCE and SENTENCE_RE.fullmatch(text, quote["start"], quote["end"]):
            yield Finding(quote["start"], quote["end"], "nobody is said to say this")
