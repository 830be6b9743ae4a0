"""Findings in, what is told of each out: its row, where it ends and where its edits are, and what it goes by."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from nwtool.checks.check import Finding
from nwtool.checks.run import Found
from nwtool.record.document import Document, text_of
from nwtool.record.finding import FindingRow, Fix


class Place(NamedTuple):
    """A line of a text and a column in it, from 1, in code points."""

    line: int
    column: int


class Lines:
    """Where the lines of a text begin."""

    def __init__(self, text: str) -> None:
        self.breaks = [-1]
        while (at := text.find("\n", self.breaks[-1] + 1)) >= 0:
            self.breaks.append(at)

    def place(self, offset: int) -> Place:
        """Give the place of an offset.

        >>> [Lines("one\\ntwo").place(offset) for offset in (0, 3, 4)]
        [Place(line=1, column=1), Place(line=1, column=4), Place(line=2, column=1)]
        """
        line = bisect_right(self.breaks, offset - 1)
        return Place(line, offset - self.breaks[line - 1])


def rows(doc: Document, found: Iterable[Found]) -> Iterator[FindingRow]:
    """Give findings as they are written, with their lines and columns."""
    text, lines = text_of(doc), Lines(text_of(doc))
    for check, finding, severity in found:
        line, column = lines.place(finding.start)
        yield {
            "id": doc.get("id"),
            "check": check.id,
            "name": check.name,
            "severity": severity,
            "start": finding.start,
            "end": finding.end,
            "line": line,
            "column": column,
            "text": text[finding.start : finding.end],
            "message": finding.message,
            "fix": _fix(finding),
        }


def _fix(finding: Finding) -> Fix | None:
    return {"safe": finding.safe, "edits": [(*edit,) for edit in finding.edits]} if finding.edits else None
