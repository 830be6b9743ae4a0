"""What a check is, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from nwtool.record.edits import Edit

if TYPE_CHECKING:
    from nwtool.checks.config import CheckSettings
    from nwtool.record.document import Document

Severity: TypeAlias = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


class Finding(NamedTuple):
    """A place in a text that a check finds fault with, and the edits that would mend it."""

    start: int
    end: int
    message: str
    edits: tuple[Edit, ...] = ()
    safe: bool = False
    """Whether the edits can't change what the text says."""
    severity: Severity | None = None
    """Where it differs from that of the check."""


class Check(NamedTuple):
    """A fault that copy may have. `find` is `module:function`, imported on first use; its docstring is the page."""

    id: str
    name: str
    severity: Severity
    find: str
    fix: Literal["safe", "unsafe"] | None = None
    default: Literal["on", "preview", "off"] = "on"
    quoted: bool = True
    """Whether quoted speech is looked at; people are quoted as they speak."""


Find: TypeAlias = "Callable[[Document, CheckSettings], Iterable[Finding]]"
