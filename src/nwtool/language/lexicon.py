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


@cache
def _sorted_lines(name: str) -> bytes:
    return files.read("data", f"{name}.txt")


def holds(name: str, word: str) -> bool:
    """Tell whether `data/NAME.txt`, a long list in the order of its bytes, has an entry, without making a set of it.

    >>> holds("english-words", "bread"), holds("english-words", "brgead")
    (True, False)
    """
    data, key = _sorted_lines(name), word.encode("utf-8", "surrogatepass")
    low, high = 0, len(data)
    while low < high:
        middle = (low + high) // 2
        start = data.rfind(b"\n", low, middle) + 1 or low
        end = data.find(b"\n", middle)
        entry = data[start:end]
        if entry == key:
            return True
        if entry < key:
            low = end + 1
        else:
            high = start
    return False
