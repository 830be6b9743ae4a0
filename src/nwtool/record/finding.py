"""What `nwtool check` tells of one place in one document."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict


class Fix(TypedDict):
    """How a finding may be mended. Each edit is start, end and replacement over the text as it is."""

    safe: bool
    edits: list[tuple[int, int, str]]


class FindingRow(TypedDict):
    """One finding. `line` and `column` are those of `start` in the document's text, from 1, in code points.

    The command adds the `file`, and for JSON Lines the line of the `record` in it, which is null for plain text.
    """

    id: str | int | None
    check: str
    name: str
    severity: Literal["error", "warning", "info"]
    start: int
    end: int
    line: int
    column: int
    text: str
    message: str
    fix: Fix | None
    file: NotRequired[str]
    record: NotRequired[int | None]
