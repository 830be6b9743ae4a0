"""The docstring of a finder in, the page of its check out: for `--explain`, for `docs/checks/`, and for SARIF."""

from __future__ import annotations

import codecs
import inspect
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from nwtool.checks import load_find
from nwtool.checks.check import Check

SECTION_RE = re.compile(r"^(?:(Flags|Leaves alone|With):$|Sure: )", re.M)
ESCAPE_RE = re.compile(r"\\(?:n|t|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})")
FIXES = {"safe": "safe fixes (--fix)", "unsafe": "unsafe fixes (--fix --unsafe-fixes)", None: "no fixes"}
DEFAULTS = {"on": "on", "preview": "in preview (--preview)", "off": "off (--select or --extend-select)"}


class Page(NamedTuple):
    """What is said of a check. Examples are as they stand in the docstring."""

    check: Check
    summary: str
    body: str
    flags: tuple[str, ...]
    leaves: tuple[str, ...]
    settings: str
    """TOML under which the examples hold."""
    sure: str


def page(check: Check) -> Page:
    """Give the page of a check.

    >>> from nwtool.checks import CHECKS_BY_ID
    >>> page(CHECKS_BY_ID["NW203"]).summary
    'A word stands twice.'
    """
    text = inspect.getdoc(load_find(check.id)) or ""
    parts = _sections(text)
    summary, _, body = parts[""].partition("\n")
    return Page(
        check,
        summary.strip(),
        body.strip(),
        _lines(parts.get("Flags", "")),
        _lines(parts.get("Leaves alone", "")),
        "\n".join(_lines(parts.get("With", ""))),
        " ".join(parts.get("Sure", "").split()),
    )


def _sections(text: str) -> dict[str, str]:
    """Part a docstring at the lines that begin its sections; what stands before them has no name."""
    found: dict[str, str] = {}
    name, start = "", 0
    for match in SECTION_RE.finditer(text):
        found[name] = text[start : match.start()].strip("\n")
        name, start = match[1] or "Sure", match.end()
    found[name] = text[start:].strip("\n")
    return found


def _lines(section: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in section.splitlines() if line.strip())


def example(line: str) -> dict[str, Any]:
    r"""Give an example as a record.

    >>> example(r"One.\nTwo\u2014three."), example('{"text": "x", "id": 1}')
    ({'text': 'One.\nTwo—three.'}, {'text': 'x', 'id': 1})
    """
    if line.startswith("{"):
        record: dict[str, Any] = json.loads(line)
        return record
    return {"text": ESCAPE_RE.sub(lambda match: codecs.decode(match[0], "unicode_escape"), line)}


def state(check: Check) -> str:
    """Tell how severe a check is, whether it runs by default, and what it mends.

    >>> from nwtool.checks import CHECKS_BY_ID
    >>> state(CHECKS_BY_ID["NW203"])
    'warning, on by default, safe fixes (--fix), quoted speech is left alone'
    """
    default = "on by default" if check.default == "on" else DEFAULTS[check.default]
    quoted = "" if check.quoted else ", quoted speech is left alone"
    return f"{check.severity}, {default}, {FIXES[check.fix]}{quoted}"


def format_text(page: Page) -> str:
    """Give a page for a terminal."""
    check = page.check
    suppress = _listed("To suppress it:", [f"{how}:  {what}" for how, what in _ways(check)])
    head = f"{check.id} {check.name}: {page.summary}"
    return _joined(
        head, f"({state(check)})", page.body, *_examples(page, "[check]", _listed), f"How sure: {page.sure}", suppress
    )


def format_markdown(page: Page) -> str:
    """Give a page for `docs/checks/`."""
    check = page.check
    suppress = "To suppress it:\n\n" + "\n".join(f"- {how}: `{what}`" for how, what in _ways(check))
    head = f"# {check.id} {check.name}\n\n**{page.summary}** ({state(check)})"
    return _joined(head, page.body, *_examples(page, "`[check]`", _fenced), f"How sure: {page.sure}", suppress)


def _joined(*parts: str) -> str:
    return "\n\n".join(filter(None, parts)) + "\n"


def _examples(page: Page, table: str, format_lines: Callable[[str, Sequence[str]], str]) -> Iterator[str]:
    """Give the examples of a page and the settings under which they hold, each with its head; `table` names theirs."""
    for head, lines in (
        ("Flags:", page.flags),
        ("Leaves alone:", page.leaves),
        (f"With these settings under {table}:", page.settings.splitlines()),
    ):
        if lines:
            yield format_lines(head, lines)


def _listed(head: str, lines: Sequence[str]) -> str:
    return "\n".join((head, *(f"    {line}" for line in lines)))


def _fenced(head: str, lines: Sequence[str]) -> str:
    return "\n".join((head, "", "```text", *lines, "```"))


def _ways(check: Check) -> list[tuple[str, str]]:
    return [
        ("in a text, on a line of its own, for the next block", f'<!-- nwtool: ignore {check.id} "why" -->'),
        ("in a text, for all of it", f'<!-- nwtool: ignore-file {check.id} "why" -->'),
        ("in a record", f'"nwtool": {{"ignore": ["{check.id}"]}}'),
        ("in the settings, for some files", f'per-file-ignores = {{"live/*" = ["{check.id}"]}}'),
        ("in the settings, everywhere", f'ignore = ["{check.id}"]'),
    ]


def format_index(pages: Iterable[Page]) -> str:
    """Give the index of `docs/checks/`."""
    rows = [
        f"| [{about.check.id}]({about.check.id}.md) | {about.check.name} | {about.summary} | {about.check.severity} "
        f"| {about.check.default} | {about.check.fix or '-'} |"
        for about in pages
    ]
    head = (
        "# Checks\n\nWhat [`nwtool check`](../check.md) looks for. `nwtool check --explain ID` prints the same pages."
    )
    table = "| id | name | what is wrong | severity | default | fix |\n| --- | --- | --- | --- | --- | --- |"
    return f"{head}\n\n{table}\n" + "\n".join(rows) + "\n"
