"""Quotations in, those that stand twice with different words, and those that nobody says, out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from nwtool.checks.check import Finding
from nwtool.checks.config import CheckSettings
from nwtool.language.marks import find_stretches
from nwtool.record.document import Document, block_lines

MARK_RE = re.compile("[\"“”„«»‘']")
WORD_RE = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
CUT_RE = re.compile(r"\.\.\.|…|[\[\](]| - |—|–")
MIN_WORDS = 5
GRAM = 2  # words at both ends of the shorter version that the longer one has as well
MAX_AT_GRAM = 8  # places looked at for one gram: bounds the work on a text that repeats itself
SAME = 0.6  # of the words of the shorter version that the other has at the same place
CHANGED = 2  # words that are changed at most, in each of the two
SENTENCE_RE = re.compile(r"[A-Z][^\n]*[.!?]$")
MIN_SENTENCE = 6
REACH = 600  # characters of the paragraphs around a quotation
SIGNED_RE = re.compile(r"[-–—~(]|[\"“‘']|(?:[A-Z][\w.'’-]*,?\s?){1,6}(?:,|\n|$)")


class Said(NamedTuple):
    """A quotation, the number of its paragraph, and its words in small letters."""

    start: int
    end: int
    paragraph: int
    words: tuple[str, ...]


def find_changed_quote(doc: Document, settings: CheckSettings) -> Iterator[Finding]:
    r"""The same quotation stands twice with different words.

    What a headline, a caption and the text quote of one sentence must be the same words. Flagged are two quotations
    in different paragraphs of which one begins and ends as a part of the other does, with one or two other words
    between. Quotations with an ellipsis or brackets are left alone, and so is a part of a longer one.

    Flags:
        “We will never sell the old harbour,” says mayor\nShe said: “We will not sell the old harbour.”
        “The plan is dead and buried for good,” he said.\n“The plan was dead and buried for good,” read the caption.
    Leaves alone:
        “We will never sell the old harbour,” says mayor\nShe said: “No. We will never sell the old harbour. Never.”
        “We will never sell the old harbour.”\nShe said: “We will never ... sell the old harbour.”
    Sure: in preview: 3 of 5 findings were right, and 1 of 1 in fresh texts.
    """
    text = doc["text"]
    if not MARK_RE.search(text):
        return
    places: dict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
    quotations = list(_quotations(text))
    for number, said in enumerate(quotations):
        for i in range(len(said.words) - GRAM + 1):
            at_gram = places[said.words[i : i + GRAM]]
            if len(at_gram) < MAX_AT_GRAM:
                at_gram.append((number, i))
    told: set[int] = set()
    for number, said in enumerate(quotations):
        for other, at in places[said.words[:GRAM]]:
            longer = quotations[other]
            if longer.paragraph == said.paragraph or len(longer.words) < len(said.words):
                continue
            changed = _changed(said.words, longer.words, at)
            later = max(number, other)
            if changed is None or later in told:
                continue
            told.add(later)
            was, now = (" ".join(words) or "nothing" for words in (changed if later == other else changed[::-1]))
            yield Finding(
                quotations[later].start, quotations[later].end, f"“{was}” is quoted above where this has “{now}”"
            )


def _quotations(text: str) -> Iterator[Said]:
    for paragraph, stretches in enumerate(find_stretches(text, block_lines(text))):
        for stretch in stretches:
            words = tuple(WORD_RE.findall(text[stretch.start : stretch.end].casefold().replace("’", "'")))
            if len(words) >= MIN_WORDS and not CUT_RE.search(text, stretch.start, stretch.end):
                yield Said(stretch.start, stretch.end, paragraph, words)


Words = tuple[str, ...]


def _changed(short: Words, long: Words, at: int) -> tuple[Words, Words] | None:
    """Give the words that differ between a quotation and another one that is like it from a place on.

    None where nothing differs, or too much.

    >>> _changed(("we", "will", "not", "go", "home"), ("no", "we", "will", "never", "go", "home", "he", "said"), 1)
    (('not',), ('never',))
    """
    head = 0
    while head < min(len(short), len(long) - at) and short[head] == long[at + head]:
        head += 1
    if head == len(short):
        return None
    for extra in (0, 1, -1, 2, -2):
        end = at + len(short) + extra
        if not at + head <= end <= len(long):
            continue
        tail = 0
        while tail < min(len(short) - head, end - at - head) and short[-1 - tail] == long[end - 1 - tail]:
            tail += 1
        left, right = short[head : len(short) - tail], long[at + head : end - tail]
        if tail >= GRAM and max(len(left), len(right)) <= CHANGED and head + tail >= SAME * len(short):
            return left, right
    return None


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
    Sure: in preview: 4 of 9 findings were right; the others were answers in interviews.
    """
    text = doc["text"]
    for quote in doc["quotes"]:
        if quote.get("kind") != "direct" or quote["speaker"] is not None:
            continue
        words = WORD_RE.findall(text, quote["start"], quote["end"])
        if len(words) < MIN_SENTENCE or not SENTENCE_RE.fullmatch(text, quote["start"], quote["end"]):
            continue
        if _stands_alone(text, quote["start"], quote["end"]):
            yield Finding(quote["start"], quote["end"], "nobody is said to say this")


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Tell whether a quotation is a paragraph by itself, and those around it neither quote, lead to it nor sign it."""
    above, _, own_left = text[max(0, start - REACH) : start].rpartition("\n")
    own_right, _, below = text[end : end + REACH].partition("\n")
    if WORD_RE.search(own_left) or WORD_RE.search(own_right):
        return False
    before = above.rstrip().rpartition("\n")[2]
    behind = below.lstrip().partition("\n")[0]
    return not (MARK_RE.search(before) or before.endswith(":") or SIGNED_RE.match(behind))
