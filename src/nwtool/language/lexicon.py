"""Names of word lists in, frozensets out; each list is read from `data/` on its first use."""

from __future__ import annotations

from functools import cache

from nwtool.language import files


def entries(name: str) -> list[str]:
    """Give the lines of `data/NAME.txt` in order, without comments and blank lines."""
    text = files.read("data", f"{name}.txt").decode()
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def words(name: str) -> frozenset[str]:
    """Give the entries of `data/NAME.txt` as a set."""
    return frozenset(entries(name))


@cache
def table(name: str) -> dict[str, str]:
    """Give `data/NAME.txt` as a dict; each line is a key, a tab and a value."""
    return dict(line.split("\t", 1) for line in entries(name))
