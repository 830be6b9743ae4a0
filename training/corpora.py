"""JSON Lines of labelled documents in, chains of words with their labels out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nwtool.language import ner

EDGE_LEFT = re.compile(r"(?:\s|the\b(?=\s))+", re.I)
EDGE_RIGHT = re.compile(r"(?:\s|['’]s|(?<=s)['’]|\.)+$", re.I)


def read(path: Path) -> list[dict[str, Any]]:
    """Read the documents of a file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Take a leading "the", a trailing possessive and a trailing full stop off a span."""
    left = EDGE_LEFT.match(text, start, end)
    start = left.end() if left and left.end() < end else start
    right = EDGE_RIGHT.search(text[start:end])
    return (start, start + right.start()) if right and right.start() else (start, end)


def chains(document: dict[str, Any]) -> Iterator[tuple[ner.Line, list[str]]]:
    """Give each line that holds candidates, with a label for each of its words."""
    spans = sorted((*trim(document["text"], e["start"], e["end"]), e["type"]) for e in document["entities"])
    at = 0
    for line in ner.lines(document["text"]):
        labels = ["O"] * len(line.words)
        for index, (start, end) in enumerate(line.spans, 2):
            while at < len(spans) and spans[at][1] <= start:
                at += 1
            if at < len(spans) and spans[at][0] < end:
                first = start <= spans[at][0] or labels[index - 1] == "O"
                labels[index] = ("B-" if first else "I-") + spans[at][2]
        yield line, labels
