"""A line in, the bytes to write for it out: all that one record costs, in this process or in another."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from typing import Any, Literal, NamedTuple, Protocol

from nwtool.config import DEFAULTS, Settings
from nwtool.errors import RecordError
from nwtool.pipeline import Failure, StageFailed, process_line, run_document
from nwtool.record import codec
from nwtool.record.document import Document
from nwtool.stages import load_conll, load_explain, load_notes, load_rows
from nwtool.streams.items import Item

Shape = Literal["documents", "rows", "explain", "text", "conll", "check"]
CHANGED = b"changed"
# of every kind that a stage looks for one: what it takes to have all lists and models read
WARM_UP = (
    "Ministers met in Lisbon\nA crane in Port Aldo, May 3, 2024. Photo: Zoë Berg/REUTERS\n"
    "“We are ready,” Mayor Ana Ruiz of the Port Union told reporters on Monday. The plan costs $3 million, she said.\n"
)


class Outcome(NamedTuple):
    """What became of a record: what to write, or why there is nothing, and what `-v` tells of it."""

    data: bytes
    failure: Failure | None = None
    notes: tuple[str, ...] = ()


class Job(Protocol):
    """What can be done with each record in a process of its own."""

    @property
    def name(self) -> str:
        """What is told to have failed where its process is gone."""

    def __call__(self, item: Item) -> Outcome:
        """Process one record."""

    def refuse(self, error: RecordError) -> Outcome:
        """Give the outcome of a record that could not be read."""

    def warm_up(self) -> None:
        """Read the lists and models now, so that processes that are made out of this one share them."""


class Work(NamedTuple):
    """What is to be done with each record: its stages, and the shape in which it goes out.

    The data of `documents` is a line, that of `rows` and `explain` are lines, one a row; of `text` it is the text, and
    of `check` it is CHANGED or nothing.
    """

    stages: tuple[str, ...]
    settings: Settings = DEFAULTS
    shape: Shape = "documents"
    verbose: bool = False

    @property
    def name(self) -> str:
        """The stage that is told to have failed where none is known."""
        return self.stages[-1]

    def __call__(self, item: Item) -> Outcome:
        """Process one record."""
        line = item.raw
        # what explains a change looks at the document before it
        out = process_line(line, () if self.shape == "explain" else self.stages, self.settings)
        if isinstance(out, Failure):
            return Outcome(b"", out._replace(stage=out.stage or self.stages[0]))
        try:
            return Outcome(self._format(line, out), None, tuple(self._notes(line)) if self.verbose else ())
        except Exception as error:  # as in a stage: a defect must not end the run
            failed = StageFailed(self.stages[-1], error)
            return Outcome(b"", Failure(failed.code, failed.message, failed.stage, out.get("id")))

    def refuse(self, error: RecordError) -> Outcome:
        """Give the outcome of a record that could not be read."""
        return Outcome(b"", Failure(error.code, error.message, self.stages[0], None))

    def _format(self, line: bytes, doc: Document) -> bytes:
        if self.shape == "documents":
            return codec.dumps(doc) + b"\n"
        if self.shape == "text":
            text = doc["text"].encode("utf-8", "replace")
            return text if text.endswith(b"\n") else text + b"\n"
        if self.shape == "conll":
            return load_conll(self.stages[-1])(doc, self.settings).encode("utf-8", "replace")
        if self.shape == "check":
            return CHANGED if doc["text"] != codec.loads(line)["text"] else b""
        return b"".join(codec.dumps(row) + b"\n" for row in self._rows(doc))

    def _rows(self, doc: Document) -> Iterable[dict[str, Any]]:
        load = load_explain if self.shape == "explain" else load_rows
        return load(self.stages[-1])(doc, self.settings)

    def _notes(self, line: bytes) -> Iterator[str]:
        for make_notes in filter(None, map(load_notes, self.stages)):
            yield from make_notes(codec.loads(line), self.settings)

    def warm_up(self) -> None:
        """Read the lists and models now, so that processes that are made out of this one share them."""
        with contextlib.suppress(RecordError):
            run_document({"text": WARM_UP}, self.stages, self.settings)
