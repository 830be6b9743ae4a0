"""The labels of a text's paragraphs in, its attributions out: which content goes with which cue and which source.

One cue makes one attribution. A content goes to a cue that is near, on the side that its label tells, and a cue takes
the nearest source of its sentence. Contents without a cue in their paragraph go on from the attribution before them,
or wait for the one behind when their label says so.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate, groupby
from typing import NamedTuple

from nwtool.stages.attribution.tokens import QUOTED, Paragraph

# What keeps a content from a cue, in tokens: with the right labels, 99 of 100 go to theirs (PolNeAR, development set).
WRONG_SIDE = 20
OTHER_SENTENCE = 6
OTHER_CUE = 9
REACH = 3  # cues or sources looked at on each side

Bounds = tuple[int, int]


class Run(NamedTuple):
    """The tokens `[start, end)` of one part of an attribution."""

    part: str
    start: int
    end: int


class Attribution:
    """A cue with its source and its contents, as spans of the text; contents may lie in later paragraphs."""

    # no dataclass: these take as long to load as all of this stage
    def __init__(self, cue: Bounds | None, source: Bounds | None, contents: list[Bounds] | None = None) -> None:
        self.cue = cue
        self.source = source
        self.contents = [] if contents is None else contents


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
        elif any(run.part == "S" for run in runs):  # "TRUMP: I will."
            source = next(_span(paragraph, run) for run in runs if run.part == "S")
            running = Attribution(None, source, [bounds for _, bounds in loose])
            out.append(running)
        elif running is not None and _carries_on(paragraph, line):
            running.contents += [bounds for _, bounds in loose]
        elif loose[0][0] == "D":
            waiting = [bounds for _, bounds in loose]
        else:
            running = Attribution(None, None, [bounds for _, bounds in loose])
            out.append(running)
    if waiting:
        out.append(Attribution(None, None, waiting))
    return [one for one in out if one.contents]


def _carries_on(paragraph: Paragraph, labels: Sequence[str]) -> bool:
    """Tell whether a paragraph without a cue carries on a quote: all of it is content, or it begins in marks."""
    return "O" not in labels or (labels[0][-1] in "CD" and paragraph.tokens[0][0] == QUOTED)


def find_runs(labels: Sequence[str]) -> list[Run]:
    """Give the runs of labels of one part.

    >>> find_runs(["B-D", "O", "B-S", "B-K", "I-K"])
    [Run(part='D', start=0, end=1), Run(part='S', start=2, end=3), Run(part='K', start=3, end=5)]
    """
    runs: list[Run] = []
    at = 0
    for label, alike in groupby(labels):
        start, at = at, at + len(list(alike))
        if label == "O":
            continue
        part = label[2]
        if label[0] == "I":
            if runs and runs[-1].end == start and runs[-1].part == part:
                start = runs.pop().start
            runs.append(Run(part, start, at))
        else:
            runs += [Run(part, i, i + 1) for i in range(start, at)]
    return runs


def link(paragraph: Paragraph, runs: Sequence[Run]) -> list[Attribution]:
    """Give an attribution for each cue of a paragraph, with the contents and the source that go with it."""
    cues = [run for run in runs if run.part == "K"]
    if not cues:
        return []
    sentence = list(accumulate(paragraph.starts))
    sources = [run for run in runs if run.part == "S"]
    at = [run.start for run in cues]
    chosen = [_source(cue, at, sources, sentence) for cue in cues]
    nearest: dict[Run, Run] = {}
    for cue, source in zip(cues, chosen, strict=True):
        if source and (source not in nearest or _between(source, cue) < _between(source, nearest[source])):
            nearest[source] = cue
    out = []
    for cue, source, own in zip(cues, chosen, contents_of(cues, runs, sentence), strict=True):
        # A source can serve several cues behind it, but only one before it (PolNeAR, train: 215 of 237).
        if source and source.start > cue.start and nearest[source] != cue:
            source = None
        spans = [_span(paragraph, run) for run in own]
        out.append(Attribution(_span(paragraph, cue), _span(paragraph, source) if source else None, spans))
    return out


def contents_of(cues: Sequence[Run], runs: Iterable[Run], sentence: Sequence[int]) -> list[list[Run]]:
    """Give the contents of each of some cues, one at least; `sentence` numbers those of the tokens."""
    at = [cue.start for cue in cues]
    out: list[list[Run]] = [[] for _ in cues]
    for run in runs:
        if run.part in "CD":
            best = min(_near(cues, run.start), key=lambda cue: _content_cost(run, cue, at, sentence))
            out[bisect_left(at, best.start)].append(run)
    return out


def _source(cue: Run, at: Sequence[int], sources: Sequence[Run], sentence: Sequence[int]) -> Run | None:
    """Give the nearest source in the sentence of a cue."""
    own = sentence[cue.start]
    # a source may reach over what looks like the end of a sentence: "Velmora Foods (VLM.N) said"
    near = [run for run in _near(sources, cue.start) if sentence[run.start] <= own <= sentence[run.end - 1]]
    return min(near, key=lambda run: _source_cost(run, cue, at), default=None)


def _span(paragraph: Paragraph, run: Run) -> Bounds:
    return paragraph.spans[run.start][0], paragraph.spans[run.end - 1][1]


def _near(runs: Sequence[Run], at: int) -> Sequence[Run]:
    """Give the few runs on both sides of a place: no other one can be the nearest."""
    i = bisect_left(runs, at, key=lambda run: run.start)
    return runs[max(0, i - REACH) : i + REACH]


def _between(run: Run, cue: Run) -> int:
    """Give how many tokens lie between two runs."""
    return max(run.start, cue.start) - min(run.end, cue.end)


def _cues_between(run: Run, cue: Run, at: Sequence[int]) -> int:
    """Give how many other cues lie between a run and a cue."""
    place, number = bisect_left(at, run.start), bisect_left(at, cue.start)
    return place - number - 1 if number < place else number - place


def _content_cost(run: Run, cue: Run, at: Sequence[int], sentence: Sequence[int]) -> int:
    wrong = (run.part == "C") != (cue.start < run.start)
    sentences = abs(sentence[run.start] - sentence[cue.start])
    others = OTHER_CUE * _cues_between(run, cue, at)
    return _between(run, cue) + WRONG_SIDE * wrong + OTHER_SENTENCE * sentences + others


def _source_cost(run: Run, cue: Run, at: Sequence[int]) -> int:
    return _between(run, cue) + OTHER_CUE * _cues_between(run, cue, at) + (run.start > cue.start)
