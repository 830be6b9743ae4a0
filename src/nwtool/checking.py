"""Records through the checks: a plan and one record in, what to tell of it, and the record mended, out."""

from __future__ import annotations

import os
from collections import Counter
from typing import Literal, NamedTuple

from nwtool.checks.baseline import Key, Known, document_key, key_of, split_known
from nwtool.checks.fix import fix
from nwtool.checks.report import Lines, Place, rows
from nwtool.checks.run import CheckFailed, Found, find_all
from nwtool.checks.select import Plan, plan_for
from nwtool.errors import RecordError
from nwtool.pipeline import Failure, StageFailed
from nwtool.record import codec
from nwtool.record.document import Document
from nwtool.record.edits import Edit
from nwtool.record.finding import FindingRow
from nwtool.streams.items import Item


class Told(NamedTuple):
    """One finding as it is reported. Lines of plain text are those of the file."""

    row: FindingRow
    key: Key
    end: Place
    edits: tuple[tuple[Place, Place, str], ...]


class Checked(NamedTuple):
    """What came of one record."""

    told: list[Told]
    document: str
    """What the document goes by in a baseline."""
    seen: Known
    """Those of the baseline that were found."""
    mended: int = 0
    text: str = ""
    edits: tuple[Edit, ...] = ()
    """What was mended, over `text`, which is as it came."""
    line: bytes = b""
    """The record, mended, as a line of JSON; empty where nothing was."""


class Task(NamedTuple):
    """What is to be done with each record."""

    plan: Plan
    root: str | None = None
    """The folder of the settings; patterns of `per-file-ignores` count from there."""
    known: Known | None = None
    fix: Literal["no", "safe", "unsafe"] = "no"

    def __call__(self, item: Item) -> Checked | Failure:
        """Check one record, and mend it where that is asked for."""
        if item.error is not None:
            return Failure(item.error.code, item.error.message, None, None)
        doc: Document | None = None
        try:
            doc = codec.loads(item.raw)
            return self._check(doc, item)
        except CheckFailed as failed:
            error: RecordError = StageFailed(failed.check, failed.error)
        except RecordError as refused:
            error = refused
        stage = error.stage if isinstance(error, StageFailed) else None
        return Failure(error.code, error.message, stage, doc.get("id") if doc is not None else None)

    def _check(self, doc: Document, item: Item) -> Checked:
        plan, before = self._plan(item.file), doc
        document = document_key(doc, file_key(item.file), not item.plain)
        seen: Known = Counter()

        def find(doc: Document) -> list[Found]:
            nonlocal seen
            found = find_all(doc, plan)
            if self.known is None:
                return found
            new, seen = split_known(((each, key_of(doc["text"], each, document)) for each in found), self.known)
            return new

        if self.fix == "no":
            found, mended = find(doc), 0
            edits: list[Edit] = []
        else:
            doc, edits, found, mended = fix(doc, find, self.fix == "unsafe")
        told = _tell(doc, found, document, item)
        line = codec.dumps(doc) if edits and not item.plain else b""
        return Checked(told, document, seen, mended, before["text"], tuple(edits), line)

    def _plan(self, file: str) -> Plan:
        if not self.plan.settings.per_file_ignores:
            return self.plan
        return plan_for(self.plan, os.path.relpath(file, self.root).replace(os.sep, "/"))


def file_key(file: str) -> str:
    """Give a path as a baseline holds it: the same however it was typed."""
    return os.path.normpath(file).replace(os.sep, "/")


def _tell(doc: Document, found: list[Found], document: str, item: Item) -> list[Told]:
    if not found:
        return []
    lines, below = Lines(doc["text"]), item.line - 1 if item.plain else 0

    def place(offset: int) -> Place:
        line, column = lines.place(offset)
        return Place(line + below, column)

    told: list[Told] = []
    for each, row in zip(found, rows(doc, found), strict=True):
        row["file"], row["record"] = item.file, None if item.plain else item.line
        row["line"] += below
        edits = tuple((place(start), place(end), new) for start, end, new in each.finding.edits)
        told.append(Told(row, key_of(doc["text"], each, document), place(each.finding.end), edits))
    return told
