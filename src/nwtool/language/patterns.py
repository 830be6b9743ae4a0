"""The source of a pattern in, the pattern out, made only when it is first used: most texts need few of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, cast


class _Late:
    """Stands for a pattern, and becomes one with the first of its methods that is asked for."""

    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        method = getattr(re.compile(self._source, self._flags), name)
        setattr(self, name, method)
        return method


def late(source: str, flags: int = 0) -> re.Pattern[str]:
    """Give what is used as a pattern, and made when it is.

    >>> late("[a-z]+").findall("one two")
    ['one', 'two']
    >>> broken = late("(")  # nothing is made yet
    """
    return cast("re.Pattern[str]", _Late(source, flags))


def searches(source: str | re.Pattern[str]) -> Callable[[str], object]:
    """Give a function that searches a text for a pattern, made when it is first called."""
    pattern = late(source) if isinstance(source, str) else source
    return lambda text: pattern.search(text)
