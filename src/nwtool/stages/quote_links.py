"""The labels of a text's paragraphs in, its attributions out: which content goes with which cue and which source.

One cue makes one attribution. A content goes to a cue that is near, on the side that its label tells, and a cue takes
the nearest source of its sentence. Contents without a cue in their paragraph go on from the attribution before them,
or wait for the one behind when their label says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

from nwtool.stages.quote_features import sentence_starts
from nwtool.stages.quote_tags import Paragraph

# What keeps a content from a cue, in tokens: with the right labels, 99 of 100 go to theirs (PolNeAR, development set).
WRONG_SIDE = 20
OTHER_SENTENCE = 6
OTHER_CUE = 9

Bounds = tuple[int, int]


class Run(NamedTuple):
    """The tokens `[start, end)` of one part of an attribution."""

    part: str
    start: int
    end: int


@dataclass
class Attribution:
    """A cue with its source and its contents, as spans of the text; contents may lie in later paragraphs."""

    cue: Bounds | None
    source: Bounds | None
    contents: list[Bounds] = field(default_factory=list)


def find_attributions(paragraphs: Sequence[Paragraph], labels: Iterable[Sequence[str]]) -> list[Attribution]:
    """Link the labelled tokens of a text. An attribution without content is none."""
    out: list[Attribution] = []
    running: Attribution | None = None  # the last one of the paragraph before
    waiting: list[Bounds] = []  # contents of the paragraph before, whose cue should come in this one
    for paragraph, line in zip(paragraphs, labels, strict=True):
        runs = find_runs(line)
        found = link(paragraph, runs)
        loose = [] if found else [(run.part, _span(paragraph, run)) for run in runs if run.part in "CD"]
        if waiting and not found:
            out.append(Attribution(None, None, waiting))
        elif waiting:
            found[0].contents[:0] = waiting
        waiting = []
        if found:
            out += found
            running = found[-1]
        elif not loose:
            running = None
        elif any(run.part in "ST" for run in runs):  # "TRUMP: I will."
            source = next(_span(paragraph, run) for run in runs if run.part in "ST")
            running = Attribution(None, source, [bounds for _, bounds in loose])
            out.append(running)
        elif running is not None:
            running.contents += [bounds for _, bounds in loose]
        elif loose[0][0] == "D":
            waiting = [bounds for _, bounds in loose]
        else:
            running = Attribution(None, None, [bounds for _, bounds in loose])
            out.append(running)
    if waiting:
        out.append(Attribution(None, None, waiting))
    return [one for one in out if one.contents]


def find_runs(labels: Sequence[str]) -> list[Run]:
    """Give the runs of labels of one part.

    >>> find_runs(["B-D", "O", "B-S", "B-K", "I-K"])
    [Run(part='D', start=0, end=1), Run(part='S', start=2, end=3), Run(part='K', start=3, end=5)]
    """
    runs: list[Run] = []
    for i, label in enumerate(labels):
        if label == "O":
            continue
        part = label[2]
        if runs and label[0] == "I" and runs[-1].end == i and runs[-1].part == part:
            runs[-1] = Run(part, runs[-1].start, i + 1)
        else:
            runs.append(Run(part, i, i + 1))
    return runs


def link(paragraph: Paragraph, runs: Sequence[Run]) -> list[Attribution]:
    """Give an attribution for each cue of a paragraph, with the contents and the source that go with it."""
    cues = [run for run in runs if run.part in "KJ"]
    if not cues:
        return []
    sentence = list(accumulate(sentence_starts(paragraph.tokens)))
    sources = [run for run in runs if run.part in "ST"]
    contents: list[list[Bounds]] = [[] for _ in cues]
    for run in runs:
        if run.part in "CD":
            costs = [_content_cost(run, cue, cues, sentence) for cue in cues]
            contents[costs.index(min(costs))].append(_span(paragraph, run))
    out = []
    for cue, own in zip(cues, contents, strict=True):
        source = min(
            (run for run in sources if sentence[run.start] == sentence[cue.start]),
            key=lambda run: _source_cost(run, cue, cues),
            default=None,
        )
        out.append(Attribution(_span(paragraph, cue), _span(paragraph, source) if source else None, own))
    return out


def _span(paragraph: Paragraph, run: Run) -> Bounds:
    return paragraph.spans[run.start][0], paragraph.spans[run.end - 1][1]


def _gap(one: Run, other: Run) -> Bounds:
    return (one.end, other.start) if one.end <= other.start else (other.end, one.start)


def _cues_between(start: int, end: int, cues: Iterable[Run]) -> int:
    return sum(start <= cue.start and cue.end <= end for cue in cues)


def _content_cost(run: Run, cue: Run, cues: Sequence[Run], sentence: Sequence[int]) -> int:
    start, end = _gap(run, cue)
    wrong = (run.part == "C") != (cue.start < run.start)
    sentences = abs(sentence[run.start] - sentence[cue.start])
    return end - start + WRONG_SIDE * wrong + OTHER_SENTENCE * sentences + OTHER_CUE * _cues_between(start, end, cues)


def _source_cost(run: Run, cue: Run, cues: Sequence[Run]) -> int:
    start, end = _gap(run, cue)
    return end - start + OTHER_CUE * _cues_between(start, end, cues) + (run.start > cue.start)
