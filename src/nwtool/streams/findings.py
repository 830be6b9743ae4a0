"""Findings out: for people, as JSON Lines, as CSV, as annotations of GitHub; SARIF is in `sarif.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from nwtool.errors import UsageError
from nwtool.record import codec
from nwtool.record.finding import FindingRow
from nwtool.streams.output import Row, format_csv

Place = tuple[int, int]
"""A line and a column, from 1."""


class Reported(NamedTuple):
    """One finding: its row, where it and its edits end, and what stays the same when the text moves."""

    row: FindingRow
    end: Place
    edits: tuple[tuple[Place, Place, str], ...]
    fingerprint: str


Formatter = Callable[[Iterable[Reported]], Iterator[bytes]]

COLOURS = {"error": "\x1b[31m", "warning": "\x1b[33m", "info": "\x1b[36m"}
BOLD, PLAIN = "\x1b[1m", "\x1b[0m"
LEVELS = {"error": "error", "warning": "warning", "info": "notice"}
COLUMNS = ("file", "record", "id", "line", "column", "check", "name", "severity", "text", "message")


def formatter(name: str, colour: bool = False) -> Formatter:
    """Give the function that writes findings in a format: `text`, `jsonl`, `csv` or `github`."""
    if name == "text":
        return lambda found: (format_text(each, colour) for each in found)
    if name == "jsonl":
        return lambda found: (codec.dumps(each.row) + b"\n" for each in found)
    if name == "csv":
        return lambda found: format_csv(map(_cells, found), ",", safe=False)
    if name == "github":
        return lambda found: map(format_github, found)
    raise UsageError(f"--format: {name!r} is not one of text, jsonl, csv, github, sarif")


def format_text(found: Reported, colour: bool) -> bytes:
    """Write a finding for people: the file, for JSON Lines the line of the record in it, line and column in the text.

    >>> row = {"file": "a.txt", "record": None, "line": 2, "column": 5, "check": "NW203", "name": "doubled-word",
    ...     "severity": "warning", "message": "“the” stands twice"}
    >>> print(format_text(Reported(row, (2, 12), (), ""), False).decode(), end="")
    a.txt:2:5: NW203 doubled-word: “the” stands twice
    """
    row = found.row
    record = [] if row["record"] is None else [str(row["record"])]
    where = ":".join((row["file"], *record, str(row["line"]), str(row["column"])))
    where, message = _visible(where), _visible(row["message"])
    if colour:
        shown = f"{BOLD}{where}:{PLAIN} {COLOURS[row['severity']]}{row['check']}{PLAIN} {row['name']}: {message}\n"
    else:
        shown = f"{where}: {row['check']} {row['name']}: {message}\n"
    return shown.encode("utf-8", "replace")


def _visible(text: str) -> str:
    """Nothing that a file name or a text holds may move the terminal's cursor or look like another line."""
    return "".join(c if c.isprintable() else "\ufffd" for c in text)


def _cells(found: Reported) -> Row:
    """Give a finding in one level, with the same columns whatever it holds."""
    row: Row = {key: found.row.get(key) for key in COLUMNS}
    fix = found.row["fix"]
    return {**row, "fix": None if fix is None else "safe" if fix["safe"] else "unsafe"}


def format_github(found: Reported) -> bytes:
    """Write a finding as a workflow command, which GitHub shows beside the line.

    In JSON Lines that is the line of the record; where in its text the finding is, the message tells.
    """
    row = found.row
    place: dict[str, object] = {"file": row["file"]}
    message = row["message"]
    if row["record"] is None:
        place |= {"line": row["line"], "endLine": found.end[0], "col": row["column"], "endColumn": found.end[1]}
    else:
        place |= {"line": row["record"]}
        message = f"{message} (line {row['line']}, column {row['column']} of its text)"
    place["title"] = f"{row['check']} {row['name']}"
    properties = ",".join(f"{key}={_escape_property(str(value))}" for key, value in place.items())
    return f"::{LEVELS[row['severity']]} {properties}::{_escape(message)}\n".encode("utf-8", "replace")


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")
