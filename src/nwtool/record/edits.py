"""Edits in, a changed document out: the only code that changes text, and that moves the spans of every layer.

An edit is `(start, end, replacement)` over the text as it is. `apply` builds the new text and moves each span of
each layer, known or not, with the characters that it holds. A span whose characters are all gone is dropped with
them: from its list, or as null where it was the value of a key.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, cast

from nwtool.record.document import SCALARS, Document, is_layer, text_of
from nwtool.record.shapes import LAYERS


class Edit(NamedTuple):
    """Replace `text[start:end]` by `replacement`."""

    start: int
    end: int
    replacement: str


def replace(text: str, edits: Iterable[Edit]) -> str:
    """Apply edits to a text. They must be sorted and must not overlap.

    >>> replace("a  b", [Edit(1, 3, " ")])
    'a b'
    """
    pieces: list[str] = []
    last = 0
    for start, end, replacement in edits:
        if not last <= start <= end <= len(text):
            raise ValueError(f"edit {start}..{end} overlaps the one before, or lies outside the text")
        pieces += (text[last:start], replacement)
        last = end
    pieces.append(text[last:])
    return "".join(pieces)


class Moves:
    """Where each offset of a text goes under some edits."""

    def __init__(self, edits: list[Edit]) -> None:
        self.starts = [edit.start for edit in edits]
        self.edits = edits
        self.shifts: list[int] = []  # by how much text behind edit i has moved
        shift = 0
        for edit in edits:
            shift += len(edit.replacement) - (edit.end - edit.start)
            self.shifts.append(shift)
        self.first, self.last, self.shift = edits[0].start, edits[-1].end, shift

    def move(self, start: int, end: int) -> tuple[int, int] | None:
        """Give the new place of a span, or None when nothing of what it held is left."""
        # most spans of most texts lie before or behind all edits
        if end < self.first:
            return start, end
        if start > self.last:
            return start + self.shift, end + self.shift
        new_start = self._left(start)
        if start == end:
            return new_start, new_start
        new_end = self._right(end)
        return (new_start, new_end) if new_start < new_end else None

    def _left(self, offset: int) -> int:
        """A left bound inside replaced text takes in the replacement if it began there, else stands behind it."""
        i = bisect_right(self.starts, offset) - 1
        # an insertion at the bound stays outside of the span
        if i < 0:
            return offset
        edit, before = self.edits[i], self.shifts[i - 1] if i else 0
        if edit.start < edit.end and offset == edit.start:
            return offset + before
        if offset < edit.end:
            return edit.start + before + len(edit.replacement)
        return offset + self.shifts[i]

    def _right(self, offset: int) -> int:
        """A right bound inside replaced text stands before the replacement, unless it ended there."""
        i = bisect_right(self.starts, offset - 1) - 1
        if i < 0:
            return offset
        edit, before = self.edits[i], self.shifts[i - 1] if i else 0
        if offset < edit.end:
            return edit.start + before
        return offset + self.shifts[i]


GONE: Any = object()


def _moved(node: object, moves: Moves, new_text: str) -> object:
    """Give a layer's node with its spans moved, or GONE. Input is not changed."""
    if isinstance(node, list):
        kept = []
        for inner in node:
            moved = _moved(inner, moves, new_text)
            if moved is not GONE:
                kept.append(moved)
        return GONE if node and not kept else kept
    if not isinstance(node, dict):
        return node
    out = dict(node)
    has_place = isinstance(node.get("start"), int) and isinstance(node.get("end"), int)
    if has_place:
        place = moves.move(node["start"], node["end"])
        if place is None:
            return GONE
        _place(out, *place, new_text)
    if SCALARS.issuperset(map(type, node.values())):  # as in every block: nothing lies deeper
        return out
    for key, inner in node.items():
        if not isinstance(inner, (dict, list)):
            continue
        if key == "spans" and isinstance(inner, list) and all(_is_pair(pair) for pair in inner):
            places = [place for place in (moves.move(*pair) for pair in inner) if place is not None]
            if inner and not places:
                return GONE
            out[key] = [list(place) for place in places]
            if has_place and inner and (node["start"], node["end"]) == _bounds(inner):
                # outer bounds stay those of the pieces, though one at the edge may be gone
                _place(out, *_bounds(places), new_text)
        elif isinstance(inner, dict):
            moved = _moved(inner, moves, new_text)
            out[key] = None if moved is GONE else moved
        else:
            moved = _moved(inner, moves, new_text)
            if moved is GONE and not has_place:
                return GONE
            out[key] = [] if moved is GONE else moved
    return out


def _place(node: dict[str, Any], start: int, end: int, text: str) -> None:
    node["start"], node["end"] = start, end
    if isinstance(node.get("text"), str):
        node["text"] = text[start:end]


def _bounds(pieces: Sequence[Sequence[int]]) -> tuple[int, int]:
    """Give the outer bounds of pieces, which may stand in any order."""
    return min(start for start, _ in pieces), max(end for _, end in pieces)


def _is_pair(pair: object) -> bool:
    return isinstance(pair, list) and len(pair) == 2 and all(isinstance(offset, int) for offset in pair)


def apply(doc: Document, edits: Iterable[Edit]) -> Document:
    """Give a new document with the edits made and every span of every layer moved or dropped.

    Edits must be sorted and must not overlap (`ValueError`). The document that came in is left as it was.

    >>> apply({"text": "a  b", "blocks": [{"start": 0, "end": 4, "kind": "paragraph"}]}, [Edit(1, 3, " ")])
    {'text': 'a b', 'blocks': [{'start': 0, 'end': 3, 'kind': 'paragraph'}]}
    """
    edits = list(edits)
    if not edits:
        return doc
    text = text_of(doc)
    new_text = replace(text, edits)
    moves = Moves(edits)
    out: dict[str, Any] = {**doc, "text": new_text}
    for key, value in doc.items():
        if key in LAYERS or is_layer(text, value):
            moved = _moved(value, moves, new_text)
            out[key] = [] if moved is GONE else moved
    return cast(Document, out)
