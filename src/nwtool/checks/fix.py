"""A document and a plan in, the document with its findings mended out.

Each pass makes the edits of all fixes that don't overlap, and looks again. A pass counts only if fewer findings are
left than before: so a fixed document never has more findings, passes come to an end, and a second run, which would
begin with the pass that failed, changes nothing. Where all fixes together make it no better, they are tried one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from nwtool.checks.check import Finding
from nwtool.checks.run import Found
from nwtool.record.document import Document
from nwtool.record.edits import Edit, apply
from nwtool.stages.changes import Change, compose, edits_of, name_edits

TRIALS = 20  # fixes tried one by one when all together make it no better: bounds the work on hostile texts

Find = Callable[[Document], list[Found]]


class Fixed(NamedTuple):
    """What became of a document: the edits are over the text as it was, `found` is what is left."""

    doc: Document
    edits: list[Edit]
    found: list[Found]
    before: list[Found]
    """What was found in it as it was."""


def fix(doc: Document, find: Find, unsafe: bool) -> Fixed:
    """Mend what can be mended; `find` gives the findings of a document that are to be reported."""
    changes: list[Change] = []
    before = found = find(doc)
    while True:
        step = next(_steps(doc, found, find, unsafe), None)
        if step is None:
            return Fixed(doc, edits_of(changes), found, before)
        edits, doc_then, found = step
        changes = compose(changes, doc["text"], list(name_edits(doc["text"], edits, "")))
        doc = doc_then


_Step = tuple[list[Edit], Document, list[Found]]


def _steps(doc: Document, found: list[Found], find: Find, unsafe: bool) -> Iterator[_Step]:
    """Give the passes that leave fewer findings: all fixes at once, then one by one."""
    fixes = [each.finding for each in found if each.finding.edits and (each.finding.safe or unsafe)]
    apart = list(_apart(fixes))
    if not apart:
        return
    trials = [apart, *([one] for one in apart[:TRIALS])] if len(apart) > 1 else [apart]
    for trial in trials:
        edits = [edit for finding in trial for edit in finding.edits]
        doc_then = apply(doc, edits)
        found_then = find(doc_then)
        if len(found_then) < len(found):
            yield edits, doc_then, found_then


def _apart(fixes: Iterable[Finding]) -> Iterator[Finding]:
    """Give the fixes whose edits lie behind those of the ones before; the others wait for the next pass."""
    end = -1
    for finding in sorted(fixes, key=lambda finding: (finding.edits[0].start, finding.edits[-1].end)):
        if finding.edits[0].start > end:
            yield finding
            end = finding.edits[-1].end
