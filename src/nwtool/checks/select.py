"""What is asked for in, the checks that run out: by id, prefix, name, or `all`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from fnmatch import fnmatchcase
from typing import NamedTuple

from nwtool.checks import CHECKS
from nwtool.checks.check import Check, Severity
from nwtool.checks.config import CheckSettings
from nwtool.errors import UsageError

ALL = "all"
PREFIX_RE = re.compile(r"NW\d{0,3}")


class Choice(NamedTuple):
    """What one place, the settings or the command line, asks for. `where` names it in messages."""

    where: str
    select: Sequence[str] | None = None
    extend_select: Sequence[str] = ()
    ignore: Sequence[str] = ()


class Plan(NamedTuple):
    """All that checking a document needs to know beside the document."""

    checks: tuple[Check, ...]
    settings: CheckSettings
    severities: dict[str, Severity]
    """Those that the house changed, by id."""


def named(token: str, where: str) -> list[Check]:
    """Give the checks that an id, a prefix of ids, a name or `all` means; raise `UsageError` where there is none.

    >>> [check.name for check in named("NW203", "--select")]
    ['doubled-word']
    >>> named("doubled", "--select")
    Traceback (most recent call last):
    nwtool.errors.UsageError: --select: 'doubled' is not a check (doubled-word?); nwtool check --list shows all
    """
    if token == ALL:
        return list(CHECKS)
    found = [check for check in CHECKS if token in (check.id, check.name)]
    if not found and PREFIX_RE.fullmatch(token):
        found = [check for check in CHECKS if check.id.startswith(token)]
    if not found:
        near = get_close_matches(token, [word for check in CHECKS for word in (check.name, check.id)], 1)
        hint = f" ({near[0]}?)" if near else ""
        raise UsageError(f"{where}: {token!r} is not a check{hint}; nwtool check --list shows all")
    return found


def choose(choices: Iterable[Choice], preview: bool) -> list[Check]:
    """Give the checks that run, in the order of the table.

    Each choice goes on from what the one before it left: `select` begins anew, `extend_select` adds, `ignore` takes
    away. Checks in preview run only with `preview`; asking for one of them alone without it is an error.
    """
    chosen = {check.id for check in CHECKS if check.default == "on" or (check.default == "preview" and preview)}
    for choice in choices:
        if choice.select is not None:
            chosen = _wanted(choice.select, f"{choice.where}select", preview)
        chosen |= _wanted(choice.extend_select, f"{choice.where}extend-select", preview)
        chosen -= {check.id for token in choice.ignore for check in named(token, f"{choice.where}ignore")}
    return [check for check in CHECKS if check.id in chosen]


def _wanted(tokens: Sequence[str], where: str, preview: bool) -> set[str]:
    wanted: set[str] = set()
    for token in tokens:
        found = named(token, where)
        if not preview and all(check.default == "preview" for check in found):
            raise UsageError(f"{where}: {token!r} is still in preview; --preview lets it run")
        wanted.update(check.id for check in found if preview or check.default != "preview")
    return wanted


def make_plan(settings: CheckSettings, where: str = "settings: ", more: Choice | None = None) -> Plan:
    """Give the plan that some settings, found `where`, and what the command line says more lead to."""
    choices = [Choice(where, settings.select, settings.extend_select, settings.ignore)]
    if more is not None:
        choices.append(more)
    severities = {
        check.id: severity
        # from the widest to the narrowest, so that `NW404` counts for more than `NW4`
        for token, severity in sorted(settings.severity.items(), key=_breadth)
        for check in named(token, f"{where}severity")
    }
    for tokens in settings.per_file_ignores.values():
        for token in tokens:
            named(token, f"{where}per-file-ignores")
    return Plan(tuple(choose(choices, settings.preview)), settings, severities)


def _breadth(pair: tuple[str, Severity]) -> int:
    token = pair[0]
    return 0 if token == ALL else len(token) if PREFIX_RE.fullmatch(token) else len("NW000")


def plan_for(plan: Plan, path: str) -> Plan:
    """Give the plan for one file: without the checks that the settings ignore there.

    `path` is relative to the folder of the settings. A pattern matches it, its end behind a slash, or its name.
    """
    ignored = {
        check.id
        for pattern, tokens in plan.settings.per_file_ignores.items()
        if fnmatchcase(path, pattern) or fnmatchcase(path, f"*/{pattern}")
        for token in tokens
        for check in named(token, "per-file-ignores")
    }
    if not ignored:
        return plan
    return plan._replace(checks=tuple(check for check in plan.checks if check.id not in ignored))
