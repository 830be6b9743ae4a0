"""JSON Lines of labelled documents in, lines of words with their labels out; and the same in other dress."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from nwtool.language.candidates import Line, lines

EDGE_LEFT = re.compile(r"(?:\s|the\b(?=\s))+", re.I)
EDGE_RIGHT = re.compile(r"(?:\s|['’]s|(?<=s)['’]|\.)+$", re.I)
SMALL = frozenset(
    ["a", "an", "the", "and", "or", "of", "in", "on", "at", "to", "for", "from", "by", "with", "as", "is"]
)
AGENCIES = ("AP", "Reuters", "AFP", "UPI", "dpa", "Xinhua", "PA")
MONTHS = ("Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")
Entity = dict[str, Any]


class Sample(NamedTuple):
    """A text's lines with candidates, and the labels of the words of each."""

    lines: list[Line]
    labels: list[list[str]]

    def chains(self) -> list[list[str]]:
        """Give the labels run by run."""
        return [
            labels[start:end] for line, labels in zip(self.lines, self.labels, strict=True) for start, end in line.runs
        ]


def read(path: Path) -> list[dict[str, Any]]:
    """Read the documents of a file."""
    with path.open(encoding="utf-8") as rows:
        return [json.loads(row) for row in rows]


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Take a leading "the", a trailing possessive and a trailing full stop off a span."""
    left = EDGE_LEFT.match(text, start, end)
    start = left.end() if left and left.end() < end else start
    right = EDGE_RIGHT.search(text[start:end])
    return (start, start + right.start()) if right and right.start() else (start, end)


def sample(text: str, entities: Sequence[Entity]) -> Sample:
    """Lay labels on the lines of a text."""
    spans = sorted((*trim(text, e["start"], e["end"]), e["type"]) for e in entities)
    found, at = Sample([], []), 0
    for line in lines(text):
        labels = ["O"] * len(line.words)
        for index in range(2, len(line.words) - 2):
            start, end = line.span(index, index + 1)
            while at < len(spans) and spans[at][1] <= start:
                at += 1
            if at < len(spans) and spans[at][0] < end:
                first = start <= spans[at][0] or labels[index - 1] == "O"
                labels[index] = ("B-" if first else "I-") + spans[at][2]
        found.lines.append(line)
        found.labels.append(labels)
    return found


def disguise(text: str, entities: Sequence[Entity], number: int, places: Sequence[str]) -> Iterator[Sample]:
    """Give some lines of a text as headlines, in capitals, and behind a dateline. `number` picks which."""
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        mine = [
            {"start": e["start"] - start, "end": e["end"] - start, "type": e["type"]}
            for e in entities
            if start <= e["start"] and e["end"] <= end
        ]
        start = end + 1
        if not mine or line.isupper() or line.count(" ") < 3:
            continue
        number += 1
        capitals, title = line.upper(), as_title(line)
        if number % 6 == 0 and len(capitals) == len(line):
            yield sample(capitals, mine)
        if number % 6 == 3 and line.count(" ") < 25:
            yield sample(title, mine)
        if number % 6 == 5:
            yield with_dateline(line, mine, number, places)


def as_title(line: str) -> str:
    """Write a line as a headline."""
    return re.sub(
        r"(?<![\w'’-])[a-z][\w'’]*", lambda m: m[0] if m[0] in SMALL else m[0][0].upper() + m[0][1:], line
    ).removesuffix(".")


def with_dateline(line: str, entities: Sequence[Entity], number: int, places: Sequence[str]) -> Sample:
    """Put a place in capitals and an agency before a line."""
    place, agency = places[number * 7919 % len(places)].upper(), AGENCIES[number // 6 % len(AGENCIES)]
    day = f", {MONTHS[number % 12]} {number % 28 + 1}" if number // 6 % 3 == 0 else ""
    dash = " - " if number // 6 % 2 else " — "
    head = f"{place}{day} ({agency}){dash}" if number // 6 % 5 else f"{place}{dash}"
    moved = [{"start": e["start"] + len(head), "end": e["end"] + len(head), "type": e["type"]} for e in entities]
    moved.append({"start": 0, "end": len(place), "type": "LOC"})
    if "(" in head:
        at = head.index("(") + 1
        moved.append({"start": at, "end": at + len(agency), "type": "ORG"})
    return sample(head + line, moved)
