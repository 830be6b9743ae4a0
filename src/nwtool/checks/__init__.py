"""The one table of checks; selection, help, pages and formats follow from it."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from nwtool.checks.check import Check, Find

CHECKS = (
    Check("NW001", "unused-suppression", "warning", "nwtool.checks.suppress:report_unused"),
    Check(
        "NW203",
        "doubled-word",
        "warning",
        "nwtool.checks.doubled:doubled_word",
        needs=("blocks",),
        fix="safe",
        quoted=False,
    ),
)
CHECKS_BY_ID = {check.id: check for check in CHECKS}


@cache
def load_find(check_id: str) -> Find:
    """Import and give the finder of a check."""
    module, _, function = CHECKS_BY_ID[check_id].find.partition(":")
    find: Find = getattr(import_module(module), function)
    return find
