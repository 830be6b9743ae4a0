"""Rows out as JSON Lines, CSV, TSV, or a table for people."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import Any

from nwtool.errors import UsageError
from nwtool.record import codec

Row = dict[str, Any]
Formatter = Callable[[Iterable[Row]], Iterator[bytes]]

TABLE_SAMPLE = 200  # rows that set the widths of a table's columns; later ones are cut to fit
COLUMN_CAPS = (24, 16, 12, 8, 5, 3, 1)  # of all columns but the widest, tried until that one has a third of the width
RISKY = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet may run (OWASP, CSV injection)


def formatter(name: str, width: int, colour: bool, csv_safe: bool) -> Formatter:
    """Give the function that writes rows in a format: `jsonl`, `csv`, `tsv` or `table`."""
    if name == "jsonl":
        return format_jsonl
    if name in ("csv", "tsv"):
        return lambda rows: format_csv(rows, "," if name == "csv" else "\t", csv_safe)
    if name == "table":
        return lambda rows: format_table(rows, width, colour)
    raise UsageError(f"--format: {name!r} is not one of jsonl, csv, tsv, table, text")


def format_jsonl(rows: Iterable[Row]) -> Iterator[bytes]:
    """Write each row as a line of JSON."""
    return (codec.dumps(row) + b"\n" for row in rows)


def flatten(row: Row) -> dict[str, str]:
    """Give a row's cells as strings, with one level of objects as `key.inner`.

    >>> flatten({"id": "a", "speaker": {"name": "Ann", "at": [1]}, "roles": ["mayor", "owner"], "cue": None})
    {'id': 'a', 'speaker.name': 'Ann', 'speaker.at': '[1]', 'roles': 'mayor; owner', 'cue': ''}
    """
    cells: dict[str, str] = {}
    for key, value in row.items():
        if isinstance(value, dict):
            cells.update((f"{key}.{inner}", _cell(held)) for inner, held in value.items())
        else:
            cells[key] = _cell(value)
    return cells


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "; ".join(value)
    return codec.dumps_value(value)


def format_csv(rows: Iterable[Row], separator: str, safe: bool) -> Iterator[bytes]:
    """Write rows as CSV (RFC 4180, but with plain line feeds) or TSV; the first row names the columns.

    In TSV a tab or a line break inside a cell becomes a blank: that is what its readers expect. `safe` puts an
    apostrophe before a cell that a spreadsheet would run as a formula.
    """
    columns: list[str] = []
    for row in rows:
        cells = flatten(row)
        if not columns:
            columns = list(cells)
            yield _line(columns, separator)
        values = [cells.get(column, "") for column in columns]
        if safe:
            values = [f"'{value}" if value.startswith(RISKY) else value for value in values]
        yield _line(values, separator)


def _line(values: list[str], separator: str) -> bytes:
    if separator == "\t":
        text = "\t".join(" ".join(value.split("\t")).replace("\r", " ").replace("\n", " ") for value in values) + "\n"
    else:
        out = io.StringIO()
        csv.writer(out, delimiter=separator, lineterminator="\n").writerow(values)
        text = out.getvalue()
    return text.encode("utf-8", "replace")


def format_table(rows: Iterable[Row], width: int, colour: bool) -> Iterator[bytes]:
    """Write rows as a table cut to `width` columns of a terminal; the first rows set the widths of its columns."""
    cells = (flatten(row) for row in rows)
    sample = list(islice(cells, TABLE_SAMPLE))
    if not sample:
        return
    columns = [key for key in sample[0] if any(row.get(key) for row in sample)]
    widths = _widths(columns, sample, width)
    bold, plain = ("\x1b[1m", "\x1b[0m") if colour else ("", "")
    yield (bold + _table_line(columns, widths) + plain + "\n").encode("utf-8", "replace")
    for row in chain(sample, cells):
        yield (_table_line([row.get(key, "") for key in columns], widths) + "\n").encode("utf-8", "replace")


def _widths(columns: list[str], sample: list[dict[str, str]], width: int) -> list[int]:
    """Share the width out: the widest column, which is what people read, gets what the others leave.

    >>> _widths(["id", "kind", "text"], [{"id": "a" * 40, "kind": "direct", "text": "x" * 200}], 80)
    [24, 6, 46]
    """
    needs = [max(len(key), *(len(row.get(key, "")) for row in sample)) for key in columns]
    widest = max(range(len(columns)), key=needs.__getitem__)
    room = width - 2 * (len(columns) - 1)
    widths = needs
    for cap in COLUMN_CAPS:
        widths = [min(need, cap) for need in needs]
        widths[widest] = min(needs[widest], max(room - sum(widths) + widths[widest], 1))
        if widths[widest] >= min(needs[widest], room // 3):
            break
    return widths


def _table_line(values: list[str], widths: list[int]) -> str:
    from ftfy.formatting import character_width, display_ljust  # knows which characters take two columns

    parts: list[str] = []
    for value, width in zip(values, widths, strict=True):
        # nothing that a text holds may move the terminal's cursor
        shown = "".join(c if c.isprintable() else " " for c in value[: width + 1])
        while sum(max(character_width(c), 0) for c in shown) > width:
            shown = shown[:-2] + "…" if len(shown) > 1 else ""
        parts.append(display_ljust(shown, width))
    return "  ".join(parts).rstrip()
