"""What a check is, what its finder is given, and what it gives.

A finder is a pure function, `find(doc, settings) -> Iterable[Finding]`, named in the table as `module:function` and
imported on first use. What it is given:

- `doc["text"]` is the text as it stands in the file or the record, character for character: nothing is cleaned. A
  few things are blanks instead, so that offsets stay those of the file: lines that hold a suppression, the line breaks
  of a paragraph that was wrapped at a width, the carriage returns of CRLF. So one line is one block here too.
- The layers that the check's `needs` name are there, those of the record where it has them, else made from this text
  (captions with every copy left in). Others may be missing. Every other key of the record (`id`, `created`, …) is as
  it came.
- `doc` is shared by all finders, and is not to be changed.

What it gives: findings in any order. `edits` are over `doc["text"]`, sorted, and don't overlap. Suppressions, quoted
speech (`Check.quoted`), severities set by the house and the order of findings are no concern of a finder.

The finder's docstring is the page of the check, and what `--explain` prints:

    '''One line that says what is wrong.

    A paragraph or two: what is flagged and why it matters, and what is left alone.

    Flags:
        The council met on on Monday.
        Two lines\\nand a zero-width\\u200bspace.
    Leaves alone:
        He had had enough.
        {"text": "A record that needs a key.", "created": "2024-05-01"}
    With:
        phrases = [{phrase = "utilise", use = "use"}]
    Sure: 20 of 22 findings read were right.
    '''

At least two lines under `Flags:` and two near misses under `Leaves alone:`. Each line is a text in which `\\n`, `\\t`,
`\\uXXXX` stand for the character (so the docstring is raw, `r'''`), or a record in JSON. `With:` is optional: settings
in TOML under which the examples hold. A test runs them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from nwtool.record.edits import Edit

if TYPE_CHECKING:
    from nwtool.checks.config import CheckSettings
    from nwtool.record.document import Document

Severity: TypeAlias = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
Layer: TypeAlias = Literal["blocks", "captions", "sections", "quotes", "entities"]


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
    needs: tuple[Layer, ...] = ()
    """The layers that its finder reads."""
    fix: Literal["safe", "unsafe"] | None = None
    """Whether it has a fix for some of its findings, and of which kind the safest is."""
    default: Literal["on", "preview", "off"] = "on"
    quoted: bool = True
    """Whether quoted speech is looked at; people are quoted as they speak."""


Find: TypeAlias = "Callable[[Document, CheckSettings], Iterable[Finding]]"
