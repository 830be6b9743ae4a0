"""A function in, a table of what it gave out, so that many keys at once can be looked up without a step in Python."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

LONGEST = 60  # signs of a word that is kept; a text of a few very long ones must not fill the memory
K = TypeVar("K")
V = TypeVar("V")


class Memo(dict[K, V]):
    """What a function gave, by what it was given; all of it is forgotten when it is too much.

    >>> memo = Memo(str.upper, 2)
    >>> list(map(memo.__getitem__, ["a", "b", "a", "c"])), len(memo)
    (['A', 'B', 'A', 'C'], 1)
    """

    def __init__(self, make: Callable[[K], V], size: int) -> None:
        super().__init__()
        self._make, self._size = make, size

    def __missing__(self, key: K) -> V:
        value = self._make(key)
        if not isinstance(key, str) or len(key) <= LONGEST:
            if len(self) >= self._size:
                self.clear()
            self[key] = value
        return value
