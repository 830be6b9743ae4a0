"""The settings of the checks: which run, how severe they are, and what they look for, by house.

Each field is a key under `[check]` in `nwtool.toml`, or `[tool.nwtool.check]` in `pyproject.toml`, in kebab-case.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from nwtool.checks.check import Severity


class Phrase(NamedTuple):
    """A phrase that the house doesn't want to read."""

    phrase: str
    use: str | None = None
    """What is to stand in its place."""
    message: str | None = None
    severity: Severity = "warning"
    safe: bool = False
    """Whether `use` may be put in without asking."""


class CheckSettings(NamedTuple):
    """What a house can choose; the defaults are those of the command."""

    select: tuple[str, ...] | None = None
    """The checks that run: ids, prefixes, names, or `all`. None: those that are on by default."""
    extend_select: tuple[str, ...] = ()
    """Checks that run beside those."""
    ignore: tuple[str, ...] = ()
    """Checks that don't run."""
    preview: bool = False
    """Whether checks that are still tried out may run."""
    severity: Mapping[str, Severity] = {}
    """Other severities, by check."""
    per_file_ignores: Mapping[str, tuple[str, ...]] = {}
    """Checks that don't run on some files, by pattern."""
    fail_on: Severity = "error"
    """The least severity that ends the command with status 1."""
    baseline: str | None = None
    """The file with the findings that are known."""
    phrases: tuple[Phrase, ...] = ()
    """What NW504 looks for."""
    acronyms: tuple[str, ...] = ()
    """Acronyms that NW409 lets pass beside those that everybody knows."""


DEFAULTS = CheckSettings()
