"""Labels of a paragraph in, the same with a source and a content for each cue that was left without.

The chain labels token by token, and can lose the source or the content of a cue when much stands between. Hardly any
cue stands alone: so the likeliest beginning of a source in its sentence is one, and the clause beside it its content.
On PolNeAR's development set this gains .9 points of span + speaker, 1.6 of content + speaker and .8 of cues.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate, groupby

from nwtool.stages.quote_features import sentence_starts
from nwtool.stages.quote_links import Run, contents_of, find_runs

Margin = Callable[[int, str], float]
"""By how many nats a label is likelier than O at a token."""
Opens = Callable[[str], bool]
"""Whether a token can begin a source."""
GOES_ON = -0.5  # margin down to which a source goes on; -2 scores the same, and runs on for longer
SIGNS = frozenset(",;:-–—")
ENDS = frozenset(".?!;:")


def complete(tokens: Sequence[str], labels: Sequence[str], margin: Margin, opens: Opens) -> list[str]:
    """Give the labels with sources and contents added where cues have none."""
    out = list(labels)
    if "B-K" not in out:
        return out
    numbers = list(accumulate(sentence_starts(tokens)))
    sentences = [[i for i, _ in group] for _, group in groupby(enumerate(numbers), key=lambda pair: pair[1])]
    for sentence in sentences:
        start, end = sentence[0], sentence[-1] + 1
        if "B-K" in out[start:end]:
            _add_source(tokens, out, start, end, margin, opens)
    runs = find_runs(out)
    cues = [run for run in runs if run.part == "K"]
    for cue, contents in zip(cues, contents_of(cues, runs, numbers), strict=True):
        if not contents:
            sentence = sentences[numbers[cue.start] - 1]
            _add_content(tokens, out, cue, runs, sentence[0], sentence[-1] + 1)
    return out


def _add_source(tokens: Sequence[str], labels: list[str], start: int, end: int, margin: Margin, opens: Opens) -> None:
    """Label the likeliest source of a sentence that has none."""
    if any(label[-1] == "S" for label in labels[start:end]):
        return
    likely = [(margin(i, "B-S"), -i) for i in range(start, end) if labels[i] == "O" and opens(tokens[i])]
    best, place = max(likely, default=(0.0, 0))
    if best <= 0:
        return
    labels[-place] = "B-S"
    i = 1 - place
    while i < end and labels[i] == "O" and margin(i, "I-S") >= GOES_ON:
        labels[i] = "I-S"
        i += 1


def _add_content(tokens: Sequence[str], labels: list[str], cue: Run, runs: Sequence[Run], start: int, end: int) -> None:
    """Label the clause beside a cue and its source in `tokens[start:end]`.

    The clause before a comma when the sentence ends with the cue ("..., he said."), the one behind a comma when it
    begins with it ("According to him, ..."), else what stands behind the cue.
    """
    left, right = cue.start, cue.end
    for run in runs:
        if run.part == "S" and run.end == left:
            left = run.start
        elif run.part == "S" and run.start == right:
            right = run.end
    while end > start and tokens[end - 1] in ENDS:
        end -= 1
    if right >= end and left > start and tokens[left - 1] == ",":
        last = first = left - 1
        while first > start and labels[first - 1] == "O":
            first -= 1
        _label(labels, first, last, "D")
    elif right < end:
        first = last = right + (tokens[right] in SIGNS) if left == start else cue.end
        while last < end and labels[last] == "O":
            last += 1
        _label(labels, first, last, "C")


def _label(labels: list[str], start: int, end: int, part: str) -> None:
    for i in range(start, end):
        labels[i] = ("B-" if i == start else "I-") + part
