"""The labels of a text's paragraphs in, the same with quotes set as blocks of their own given to who introduces them.

"She wrote on Twitter:" ends a paragraph, and the next one is what she wrote, in marks or not; "From the desk of Ana
Lee:" stands over a statement. The chain sees one paragraph at a time, so it can't tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from nwtool.stages.attribution.line import Line, is_stretch
from nwtool.stages.attribution.tokens import Paragraph
from nwtool.stages.attribution.words import is_saying

DESK = ["from", "the", "desk", "of"]
REACH = 10  # tokens between a cue and the colon
LONGEST_DESK = 25  # tokens
SHORTEST = 4  # tokens of a block without marks
# What was written is set as a block without marks; what was said only where it speaks of itself.
WRITING = frozenset(
    {"wrote", "writes", "written", "tweeted", "tweets", "posted", "posts", "statement", "reads", "letter"}
)
PRONOUNS = frozenset({"he", "she", "it", "they", "who"})
ITSELF = frozenset({"I", "We", "we", "My", "my", "Our", "our"})


def mark_introductions(paragraphs: Sequence[Paragraph], labels: Sequence[list[str]]) -> list[list[str]]:
    """Give the labels with a cue, a source and a content for each block that a line introduces."""
    out = [list(line) or ["O"] * len(one.tokens) for one, line in zip(paragraphs, labels, strict=True)]
    for i, (paragraph, below) in enumerate(pairwise(paragraphs)):
        tokens = paragraph.tokens
        if not tokens or not below.tokens:
            continue
        line = Line(tokens, paragraph.starts, out[i])
        if is_introduction(tokens) and (
            _introduces(line) if tokens[-1] == ":" and not _is_desk(tokens) else _desk(line)
        ):
            _take_block(Line(below.tokens, below.starts, out[i + 1]), any(token.lower() in WRITING for token in tokens))
    return out


def is_introduction(tokens: Sequence[str]) -> bool:
    """Tell whether a line can introduce the next one: no heading does."""
    return tokens[-1:] == [":"] or _is_desk(tokens)


def _is_desk(tokens: Sequence[str]) -> bool:
    return len(tokens) < LONGEST_DESK and [token.lower() for token in tokens[: len(DESK)]] == DESK


def _desk(line: Line) -> bool:
    """Mark "From the desk of" as a cue and the name behind it as its source; False when the statement follows."""
    size = len(line.tokens)
    end = next((i for i in range(len(DESK), size) if line.tokens[i] in ",:.;"), size)
    if end == len(DESK) or any(map(is_stretch, line.tokens)) or ":" in line.tokens[: size - 1]:
        return False
    line.mark(0, size, "O")
    line.mark(0, len(DESK), "K")
    line.mark(len(DESK), end, "S")
    return True


def _introduces(line: Line) -> bool:
    """Mark the cue that leads up to a colon at the end, with its source; tell whether there is one."""
    size = len(line.tokens)
    first = line.first(size - 1)
    cues = [run for run in line.runs() if run.part == "K" and run.start >= first]
    if cues:
        start, end = cues[-1].start, cues[-1].end
    else:
        reach = range(size - 2, max(first, size - 2 - REACH), -1)
        start = next((i for i in reach if is_saying(line.tokens[i])), -1)
        end = start + 1
    if start < 0 or size - end > REACH or any(map(is_stretch, line.tokens[end:])):
        return False
    line.mark(start, end, "K")
    for i in range(first, size):
        if line.part(i) in "CD":
            line.mark(i, i + 1, "O")
    if "S" not in {line.part(i) for i in range(first, size)}:
        subject = start
        while subject > first and _is_name(line.tokens[subject - 1]):
            subject -= 1
        line.mark(subject, start, "S")
    return True


def _is_name(token: str) -> bool:
    return token[0].isupper() or token in PRONOUNS


def _take_block(line: Line, written: bool) -> None:
    """Make a paragraph the content of the one that introduces it, or the stretch that it begins with."""
    if is_stretch(line.tokens[0]):
        if line.part(0) == "O":
            line.mark(0, 1, "C")
        return
    own = written or ("B-K" not in line.labels and not ITSELF.isdisjoint(line.tokens))
    if own and len(line.tokens) >= SHORTEST:
        line.mark(0, len(line.tokens), "C")
