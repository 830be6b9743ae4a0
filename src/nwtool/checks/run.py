"""A document and a plan in, what the checks find in it out.

Finders look at the view of the document. What they find is dropped where it lies in quoted speech and the check leaves
that alone, and where a suppression hides it; suppressions that hide nothing are findings themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from nwtool.checks import load_find
from nwtool.checks.check import Check, Finding, Severity
from nwtool.checks.select import Plan
from nwtool.checks.speech import Speech
from nwtool.checks.suppress import UNUSED, find_comments, read_suppressions, report_unused, suppress
from nwtool.checks.view import make_view, with_layers
from nwtool.record.document import Document, text_of, validate

# Encoding and residue are no words of anybody, so they are mended in quotations, too.
RESIDUE = "NW1"


class Found(NamedTuple):
    """A finding of a check, as severe as the house takes it."""

    check: Check
    finding: Finding
    severity: Severity


class CheckFailed(Exception):
    """A check, or what makes the layers for it, raised what it must not; `check` is its name."""

    def __init__(self, check: str, error: Exception) -> None:
        super().__init__(f"{type(error).__name__}: {error}")
        self.check = check
        self.error = error


def find_all(doc: Document, plan: Plan) -> list[Found]:
    """Give all that a plan's checks find in a document, in the order of the text.

    Raises `RecordError` where the document has no text or its layers don't fit, `CheckFailed` for a defect.
    """
    validate(doc)
    comments = find_comments(text_of(doc))
    view = make_view(doc, (comment[:2] for comment in comments))
    speech = Speech(view)
    found = [(check, finding) for check, finding in _run(view, plan) if _is_wanted(check, finding, speech)]
    suppressions, wrong = read_suppressions(doc, view["text"], comments)
    found, unused = suppress(found, suppressions)
    meta = next((check for check in plan.checks if check.id == UNUSED), None)
    if meta is not None:
        found += [(meta, finding) for finding in (*wrong, *report_unused(unused, plan.checks))]
    graded = [
        Found(check, _without_bad_fix(check, finding, speech), _severity(check, finding, plan))
        for check, finding in found
    ]
    return sorted(graded, key=_order)


def _run(view: Document, plan: Plan) -> Iterator[tuple[Check, Finding]]:
    view = with_layers(view, {layer for check in plan.checks for layer in check.needs})
    for check in plan.checks:
        if check.id == UNUSED:
            continue
        find = load_find(check.id)
        try:
            yield from ((check, finding) for finding in find(view, plan.settings))
        except Exception as error:  # a defect in one check must not end the run over ten million records
            raise CheckFailed(check.name, error) from error


def _is_wanted(check: Check, finding: Finding, speech: Speech) -> bool:
    return check.quoted or not speech.covers(finding.start, finding.end)


def _without_bad_fix(check: Check, finding: Finding, speech: Speech) -> Finding:
    """Give the finding, without its edits where they would put words into someone's mouth."""
    if not finding.edits or check.id.startswith(RESIDUE) or speech.is_kept(finding.edits):
        return finding
    return finding._replace(edits=())


def _severity(check: Check, finding: Finding, plan: Plan) -> Severity:
    return plan.severities.get(check.id) or finding.severity or check.severity


def _order(found: Found) -> tuple[int, int, str, str]:
    finding = found.finding
    return finding.start, finding.end, found.check.id, finding.message
