"""Lines as they were wrapped in, edits out that make one line of each block."""

from __future__ import annotations

from collections.abc import Iterator

from nwtool.record.edits import Edit


def fix_wraps(text: str) -> Iterator[Edit]:
    """Join the lines that a hard wrap parted."""
    lines = text.split("\n")
    start = 0
    widest = max(map(len, lines), default=0)
    if widest > 100:
        return
    for line, following in zip(lines, lines[1:], strict=False):
        start += len(line) + 1
        if len(line) > 40 and following[:1].islower():
            yield Edit(start - 1, start, " ")
