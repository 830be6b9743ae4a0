"""A paragraph under repair: its tokens, which of them begin sentences, and the labels to be changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from nwtool.stages.attribution.links import Run, find_runs
from nwtool.stages.attribution.tokens import QUOTED

RELATIVE = frozenset({"who", "whose", "which", "whom"})
FURTHEST = 40  # tokens looked at on either side of a part


class Line:
    """The tokens of a paragraph, which of them begin sentences, and the labels, which rules change in place."""

    __slots__ = ("_runs", "labels", "starts", "tokens")

    def __init__(self, tokens: Sequence[str], starts: Sequence[bool], labels: list[str]) -> None:
        self.tokens = tokens
        self.starts = starts
        self.labels = labels
        self._runs: list[Run] | None = None

    def runs(self) -> list[Run]:
        """Give the runs of labels of one part, as they are now."""
        if self._runs is None:
            self._runs = find_runs(self.labels)
        return self._runs

    def part(self, i: int) -> str:
        """Give the part that a token is in, or a blank beyond the paragraph."""
        return self.labels[i][-1] if 0 <= i < len(self.labels) else " "

    def mark(self, start: int, end: int, part: str) -> None:
        """Label the tokens `[start, end)` as one run of a part."""
        self._runs = None
        for i in range(start, end):
            self.labels[i] = "O" if part == "O" else ("B-" if i == start else "I-") + part

    def first(self, at: int) -> int:
        """Give the first token of the sentence that a token is in, as far as one looks."""
        furthest = max(0, at - FURTHEST)
        while at > furthest and not self.starts[at]:
            at -= 1
        return at

    def last(self, at: int) -> int:
        """Give where the sentence ends that a token is in, as far as one looks."""
        furthest = min(len(self.tokens), at + FURTHEST)
        at += 1
        while at < furthest and not self.starts[at]:
            at += 1
        return at


Rule = Callable[[Line], None]


def is_stretch(token: str) -> bool:
    """Tell whether a token stands for a stretch in quotation marks."""
    return token[0] == QUOTED


def is_sentence(token: str) -> bool:
    """Tell whether a stretch reads as a sentence: it begins with a capital and ends with a full stop or the like."""
    return is_stretch(token) and token[2] != "l" and token[3] in ".?!"
