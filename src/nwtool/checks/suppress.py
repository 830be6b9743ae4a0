"""Suppressions in: comments of a text, a key of a record; out, the findings that they leave, and those of no use.

In a text, a line of its own says what not to report: `<!-- nwtool: ignore NW404 "Hilary is her cousin" -->` of the next
block, `<!-- nwtool: ignore-file NW202 -->` of the whole text. In a record, `"nwtool": {"ignore": ["NW404"]}` does.
Without a check, all are meant. What stands in quotation marks is for people.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from nwtool.checks.check import Check, Finding
from nwtool.checks.select import ALL, named
from nwtool.errors import UsageError
from nwtool.record.document import Document, block_lines

UNUSED = "NW001"
SIGN = "nwtool:"
COMMENT_RE = re.compile(
    r"^[ \t]*<!--[ \t]*nwtool:[ \t]*(?P<verb>[a-z]++(?:-[a-z]++)*+)(?P<rest>[^\n]*)-->[ \t]*$", re.M
)
VERBS = ("ignore", "ignore-file")
NAME_RE = re.compile(r"[^\s,]+")


class Suppression(NamedTuple):
    """One check, or group of checks, that is not to be reported in one stretch of a text."""

    start: int
    end: int
    """Where it stands itself."""
    name: str
    ids: frozenset[str]
    scope: tuple[int, int] | None
    """Where findings begin that it hides; None: anywhere."""


class Comment(NamedTuple):
    """A line of the text that is addressed to nwtool."""

    start: int
    end: int
    verb: str
    names: tuple[tuple[str, int, int], ...]


def find_comments(text: str) -> list[Comment]:
    """Find the lines that are addressed to nwtool.

    >>> find_comments('A\\n<!-- nwtool: ignore NW404 "a cousin" -->\\nB')
    [Comment(start=2, end=42, verb='ignore', names=(('NW404', 22, 27),))]
    """
    return [_comment(match) for match in COMMENT_RE.finditer(text)] if SIGN in text else []


def _comment(match: re.Match[str]) -> Comment:
    start = match.start("rest")
    reason = match["rest"].find('"')
    end = start + reason if reason >= 0 else match.end("rest")
    names = tuple((name[0], *name.span()) for name in NAME_RE.finditer(match.string, start, end))
    return Comment(*match.span(), match["verb"], names)


def read_suppressions(
    doc: Document, view_text: str, comments: Sequence[Comment]
) -> tuple[list[Suppression], list[Finding]]:
    """Give the suppressions of a document, and a finding for each that can't be understood."""
    suppressions: list[Suppression] = []
    wrong: list[Finding] = []
    for name, start, end, scope in (*_of_record(doc), *_of_text(view_text, comments)):
        try:
            ids = frozenset(check.id for check in named(name, "ignore"))
        except UsageError:
            wrong.append(Finding(start, end, f"{name!r} is not a check that could be ignored"))
            continue
        suppressions.append(Suppression(start, end, name, ids, scope))
    for comment in comments:
        if comment.verb not in VERBS:
            wrong.append(Finding(comment.start, comment.end, f"{comment.verb!r} is neither ignore nor ignore-file"))
    return suppressions, wrong


_Read = tuple[str, int, int, tuple[int, int] | None]


def _of_record(doc: Document) -> Iterator[_Read]:
    own: Any = doc.get("nwtool")
    ignored = own.get("ignore") if isinstance(own, dict) else None
    for name in ignored if isinstance(ignored, list) else [] if ignored is None else [ignored]:
        yield str(name), 0, 0, None


def _of_text(view_text: str, comments: Sequence[Comment]) -> Iterator[_Read]:
    lines = block_lines(view_text)
    block: tuple[int, int] | None = (0, 0)
    for comment in comments:
        if comment.verb not in VERBS:
            continue
        while block is not None and block[0] < comment.end:
            block = next(lines, None)
        # behind the last block there is nothing to ignore
        scope = None if comment.verb == "ignore-file" else block or (comment.end, comment.end)
        for name, start, end in comment.names or ((ALL, comment.start, comment.end),):
            yield name, start, end, scope


def suppress(
    found: Iterable[tuple[Check, Finding]], suppressions: Sequence[Suppression]
) -> tuple[list[tuple[Check, Finding]], list[Suppression]]:
    """Give the findings that no suppression hides, and the suppressions that hide nothing."""
    known = {(each.scope, check_id) for each in suppressions for check_id in each.ids}
    scopes = sorted({each.scope for each in suppressions if each.scope is not None})
    used: set[tuple[tuple[int, int] | None, str]] = set()
    kept: list[tuple[Check, Finding]] = []
    for check, finding in found:
        hiding = {(scope, check.id) for scope in (None, _scope_at(scopes, finding.start))} & known
        used |= hiding
        if not hiding:
            kept.append((check, finding))
    return kept, [each for each in suppressions if not any((each.scope, check_id) in used for check_id in each.ids)]


def _scope_at(scopes: Sequence[tuple[int, int]], offset: int) -> tuple[int, int] | None:
    """Give the one that an offset lies in; they don't overlap."""
    at = bisect_right(scopes, offset, key=itemgetter(0)) - 1
    return scopes[at] if at >= 0 and offset <= scopes[at][1] else None


def report_unused(unused: Iterable[Suppression], checks: Iterable[Check]) -> Iterator[Finding]:
    r"""A suppression hides nothing.

    What it was written for is mended, or was never found; left standing, it would hide the next mistake. A name that is
    that of no check is reported as well. Suppressions of checks that didn't run are left alone.

    Flags:
        <!-- nwtool: ignore doubled-word -->\nThe council met on Monday.
        {"text": "The council met on Monday.", "nwtool": {"ignore": ["NW203"]}}
    Leaves alone:
        <!-- nwtool: ignore doubled-word "the name of a band" -->\nThe council heard the the on Monday.
        <!-- A comment that is addressed to someone else. -->\nThe council met on Monday.
    Sure: what a suppression hides is counted, not guessed.
    """
    ran = {check.id for check in checks}
    for each in unused:
        if each.ids & ran:
            where = "in the next block" if each.scope is not None else "here"
            yield Finding(each.start, each.end, f"“ignore {each.name}” hides nothing {where}")
