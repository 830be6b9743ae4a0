"""Edits of one pass after another in, changes of the text as it came out: what was changed, where, and by what.

Each fixer sees the text that the fixers before it left. A document's layers are to move once, and a reader wants to
know what became of the text that he has; so the edits of a later pass are carried back through those before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from nwtool.record.edits import Edit, replace


class Change(NamedTuple):
    """Replace `[start, end)` of the text as it came by `replacement`; `fixer` names what did so, `a+b` for two."""

    start: int
    end: int
    replacement: str
    fixer: str


def name_edits(text: str, edits: Iterable[Edit], fixer: str) -> Iterator[Change]:
    """Give edits as changes made by `fixer`, without those that change nothing."""
    for start, end, replacement in edits:
        if text[start:end] != replacement:
            yield Change(start, end, replacement, fixer)


def edits_of(changes: Iterable[Change]) -> list[Edit]:
    """Give changes as plain edits."""
    return [Edit(start, end, replacement) for start, end, replacement, _ in changes]


def compose(first: list[Change], middle: str, then: list[Change]) -> list[Change]:
    """Make one pass of two: `first` leads to the text `middle`, and `then` changes that.

    Changes that touch the same characters become one.

    >>> compose([Change(0, 5, "&", "entities")], "&lt; 3", [Change(0, 4, "<", "entities")])
    [Change(start=0, end=8, replacement='<', fixer='entities')]
    """
    if not first or not then:
        return first or then
    out: list[Change] = []
    i = j = 0
    grown = 0  # by how much the changes of `first` up to i have moved the text behind them
    beyond = len(middle) + 1
    while i < len(first) or j < len(then):
        mine, theirs, before = i, j, grown
        begin = end = min(_place(first, i, grown, beyond), _place(then, j, 0, beyond))
        while True:
            opened = i > mine or j > theirs
            if (start := _place(first, i, grown, beyond)) < end or (not opened and start == begin):
                end = max(end, start + len(first[i].replacement))
                grown += len(first[i].replacement) - (first[i].end - first[i].start)
                i += 1
            elif (start := _place(then, j, 0, beyond)) < end or (not opened and start == begin):
                end = max(end, then[j].end)
                j += 1
            else:
                break
        if j == theirs and i == mine + 1:
            out.append(first[mine])
            continue
        piece = replace(
            middle[begin:end], [Edit(c.start - begin, c.end - begin, c.replacement) for c in then[theirs:j]]
        )
        names = dict.fromkeys(name for c in (*first[mine:i], *then[theirs:j]) for name in c.fixer.split("+"))
        out.append(Change(begin - before, end - grown, piece, "+".join(names)))
    return out


def _place(changes: list[Change], i: int, grown: int, beyond: int) -> int:
    return changes[i].start + grown if i < len(changes) else beyond
