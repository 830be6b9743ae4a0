"""Records through the checks: a plan and one record in, what to tell of it, and the record mended, out."""

from __future__ import annotations

import os
import pickle
from collections import Counter
from typing import Literal, NamedTuple, cast

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
from nwtool.streams.items import STDIN, Item
from nwtool.work import WARM_UP, Outcome

Fixes = Literal["none", "safe", "all"]


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
    before: dict[str, int]
    """How many findings of each severity there were before anything was mended."""
    text: str
    """The text as it came, where something was mended."""
    edits: tuple[Edit, ...]
    """What was mended in it."""
    line: bytes
    """The record, mended, as a line of JSON; empty where nothing was, and of plain text."""


class CheckJob(NamedTuple):
    """What is to be done with each record."""

    plan: Plan
    root: str | None = None
    """The folder of the settings: from there the patterns of `per-file-ignores` count."""
    base: str | None = None
    """The folder of the baseline: from there its files count."""
    known: Known | None = None
    fixes: Fixes = "none"

    @property
    def name(self) -> str:
        """What is told to have failed where no check is known."""
        return "check"

    def __call__(self, item: Item) -> Outcome:
        """Check one record, and mend it where that is asked for; the data of the outcome is for `unpack`."""
        doc: Document | None = None
        try:
            doc = codec.loads(item.raw)
            return Outcome(pickle.dumps(self._check(doc, item)))
        except CheckFailed as failed:
            error: RecordError = StageFailed(failed.check, failed.error)
        except RecordError as refused:
            error = refused
        except Exception as failed:  # as in a stage: a defect must not end the run
            error = StageFailed(self.name, failed)
        return Outcome(b"", Failure(error.code, error.message, self.name, doc.get("id") if doc is not None else None))

    def refuse(self, error: RecordError) -> Outcome:
        """Give the outcome of a record that could not be read."""
        return Outcome(b"", Failure(error.code, error.message, self.name, None))

    def warm_up(self) -> None:
        """Read the lists and models now, so that processes that are made out of this one share them."""
        self(Item(STDIN, 1, codec.dumps({"text": WARM_UP})))

    def _check(self, doc: Document, item: Item) -> Checked:
        plan = self._plan(item.file)
        document = document_key(doc, file_key(item.file, self.base), not item.plain)
        seen: Known = Counter()

        def find(doc: Document) -> list[Found]:
            nonlocal seen
            found = find_all(doc, plan)
            if self.known is None:
                return found
            new, seen = split_known(((each, key_of(doc["text"], each, document)) for each in found), self.known)
            return new

        if self.fixes == "none":
            found = find(doc)
            return Checked(_tell(doc, found, document, item), document, seen, _count(found), "", (), b"")
        mended = fix(doc, find, self.fixes == "all")
        told, before = _tell(mended.doc, mended.found, document, item), _count(mended.before)
        if not mended.edits:
            return Checked(told, document, seen, before, "", (), b"")
        line = b"" if item.plain else codec.dumps(mended.doc)
        return Checked(told, document, seen, before, doc["text"], tuple(mended.edits), line)

    def _plan(self, file: str) -> Plan:
        if not self.plan.settings.per_file_ignores:
            return self.plan
        return plan_for(self.plan, file_key(file, self.root))


def unpack(outcome: Outcome) -> Checked:
    """Give what a job found out of its outcome."""
    return cast(Checked, pickle.loads(outcome.data))


def file_key(file: str, folder: str | None) -> str:
    """Give a path as seen from a folder, by default from here: the same however it was typed."""
    if file == STDIN:
        return file
    return (os.path.normpath(file) if folder is None else os.path.relpath(file, folder)).replace(os.sep, "/")


def _count(found: list[Found]) -> dict[str, int]:
    return dict(Counter(each.severity for each in found))


def _tell(doc: Document, found: list[Found], document: str, item: Item) -> list[Told]:
    if not found:
        return []
    lines, below = Lines(doc["text"]), item.line - 1 if item.plain else 0

    def place(offset: int) -> Place:
        line, column = lines.place(offset)
        return Place(line + below, column)

    told: list[Told] = []
    for each, row in zip(found, rows(doc, found), strict=True):
        row["line"] += below
        row["file"], row["record"] = item.file, None if item.plain else item.line
        edits = tuple((place(start), place(end), new) for start, end, new in each.finding.edits)
        told.append(Told(row, key_of(doc["text"], each, document), place(each.finding.end), edits))
    return told
