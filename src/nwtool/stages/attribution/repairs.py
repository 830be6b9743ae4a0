"""The tokens of a paragraph with their labels in, better labels out: what no sentence of the news does is put right.

The chain sees a few words at a time, so a clause between a name and its verb can pass for the speaker, and the words
behind a verb for what was said. Each rule looks at whole clauses, changes the labels in place, and is asked in order.
"""

from __future__ import annotations

from nwtool.stages.attribution.contents import CONTENT_RULES
from nwtool.stages.attribution.line import Line, is_stretch
from nwtool.stages.attribution.sources import SOURCE_RULES

OPENINGS = frozenset({"In", "according", "According", "said", "says", "told"})  # words that rules look for themselves


def repair(line: Line, goes_on: bool) -> None:
    """Put the labels of a paragraph right.

    `goes_on`: a quote of the paragraph before was left open, so that a stretch at the beginning carries it on.

    >>> tokens = ["Ana", "Lee", ",", "who", "resigned", ",", "said", "no", "."]
    >>> line = Line(tokens, [True] + [False] * 8, ["O", "O", "O", "B-S", "O", "O", "B-K", "B-C", "O"])
    >>> repair(line, False)
    >>> line.labels
    ['B-S', 'I-S', 'I-S', 'I-S', 'I-S', 'O', 'B-K', 'B-C', 'O']
    """
    if "B-K" in line.labels or not OPENINGS.isdisjoint(line.tokens):
        for rule in (*SOURCE_RULES, *CONTENT_RULES):
            rule(line)
    if goes_on and line.tokens[:1] and is_stretch(line.tokens[0]) and line.part(0) == "O":
        line.mark(0, 1, "C")
