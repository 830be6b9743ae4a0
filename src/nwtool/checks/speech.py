"""A document's view in, where its people are quoted out: by paired marks, and by the layer `quotes`.

People are quoted as they speak, so some checks don't look there, and no fix changes a quoted word. Marks are cheap to
pair; the layer, which knows quotations that no mark closes, is made only when something is left to ask it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from nwtool.checks.view import with_layers
from nwtool.language.marks import find_stretches
from nwtool.record.document import Document, block_lines
from nwtool.record.edits import Edit

Bounds = tuple[int, int]


class Speech:
    """Where a text quotes; `covers` is asked about places in it, `is_kept` about edits of it."""

    def __init__(self, view: Document) -> None:
        self.view = view
        self._marked: list[Bounds] | None = None
        self._quoted: list[Bounds] | None = None

    def covers(self, start: int, end: int) -> bool:
        """Tell whether a stretch lies in quoted speech."""
        return _covers(self.marked(), start, end) or _covers(self.quoted(), start, end)

    def marked(self) -> list[Bounds]:
        """Give what stands between quotation marks, in order, the marks with it."""
        if self._marked is None:
            text = self.view["text"]
            found = find_stretches(text, block_lines(text))
            self._marked = sorted(
                (stretch.left, stretch.right) for stretches in found for stretch in stretches if stretch.closed
            )
        return self._marked

    def quoted(self) -> list[Bounds]:
        """Give what the layer holds for direct speech, in order."""
        if self._quoted is None:
            layer = with_layers(self.view, ["quotes"])["quotes"]
            spans = [(start, end) for quote in layer if quote.get("kind") == "direct" for start, end in quote["spans"]]
            self._quoted = merged(spans)
        return self._quoted

    def is_kept(self, edits: Iterable[Edit]) -> bool:
        """Tell whether edits leave the words of every quotation as they are, or take it out as a whole."""
        return all(self._keeps(edit) for edit in edits)

    def _keeps(self, edit: Edit) -> bool:
        removed = _letters(self.view["text"][edit.start : edit.end])
        if removed == _letters(edit.replacement):
            return True
        touched = [*_touched(self.marked(), edit), *_touched(self.quoted(), edit)]
        return all(edit.start <= start and end <= edit.end for start, end in touched)


def merged(spans: Iterable[Bounds]) -> list[Bounds]:
    """Give spans in order, those that overlap or touch as one.

    >>> merged([(5, 9), (0, 3), (2, 4)])
    [(0, 4), (5, 9)]
    """
    out: list[Bounds] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _covers(spans: Sequence[Bounds], start: int, end: int) -> bool:
    at = bisect_right(spans, (start, float("inf"))) - 1
    return at >= 0 and end <= spans[at][1]


def _touched(spans: Sequence[Bounds], edit: Edit) -> Sequence[Bounds]:
    """Give the spans, which don't overlap each other, that an edit changes something in."""
    first = bisect_right(spans, (edit.start, float("inf"))) - 1
    if first < 0 or spans[first][1] <= edit.start:
        first += 1
    last = bisect_right(spans, (max(edit.end - 1, edit.start), float("inf")))
    return spans[first:last]
