"""Sections beyond what the cases hold."""

from __future__ import annotations

import pytest
from growth import growth

from nwtool.config import DEFAULTS
from nwtool.record.document import Block, Document
from nwtool.stages.headings import is_heading
from nwtool.stages.sections import rows, sections

DOC: Document = {
    "id": "a",
    "text": "Head\nOne.\nCROSS\nTwo.\nThree.",
    "blocks": [
        {"start": 0, "end": 4, "kind": "heading", "level": 1},
        {"start": 5, "end": 9, "kind": "paragraph"},
        {"start": 10, "end": 15, "kind": "heading"},
        {"start": 16, "end": 20, "kind": "paragraph"},
        {"start": 21, "end": 27, "kind": "paragraph"},
    ],
}


def test_rows_give_the_text_under_each_heading() -> None:
    found = list(rows(sections(DOC, DEFAULTS), DEFAULTS))
    assert [(row["id"], row["heading"], row["text"]) for row in found] == [
        ("a", None, "One."),
        ("a", "CROSS", "Two.\nThree."),
    ]


def test_sections_lie_side_by_side() -> None:
    found = sections(DOC, DEFAULTS)["sections"]
    assert [(section["start"], section["end"]) for section in found] == [(5, 9), (10, 27)]


def test_no_text_has_no_sections() -> None:
    assert sections({"text": ""}, DEFAULTS)["sections"] == []


def test_levels_of_blocks_are_kept() -> None:
    doc: Document = {**DOC, "blocks": [{**block} for block in DOC["blocks"]]}
    doc["blocks"][2]["level"] = 4
    assert [section["level"] for section in sections(doc, DEFAULTS)["sections"]] == [0, 3]


def test_a_heading_at_the_end_opens_nothing() -> None:
    doc: Document = {**DOC, "text": "Head\nOne.\nCROSS", "blocks": DOC["blocks"][:3]}
    assert [section["heading"] for section in sections(doc, DEFAULTS)["sections"]] == [None]


@pytest.mark.parametrize("text", ["# Who pays?", "10 p.m.", "‘A mess’", "Analysis", "2. The law", "Inside AP"])
def test_headings(text: str) -> None:
    assert is_heading(text)


@pytest.mark.parametrize("text", ["", "#", "ASSOCIATED PRESS", "see https://example.org", "LYON —", ", left, has won"])
def test_no_headings(text: str) -> None:
    assert not is_heading(text)


@pytest.mark.parametrize("line", ["1. A\n", "one two three four five six seven eight nine ten\n", "A. Photo: B\n"])
def test_time_grows_with_the_number_of_headings(line: str) -> None:
    def divide(count: int) -> None:
        size = len(line)
        kinds = ("heading", "paragraph")
        blocks: list[Block] = [
            {"start": i * size, "end": (i + 1) * size - 1, "kind": kinds[i % 2]}  # type: ignore[typeddict-item]
            for i in range(count)
        ]
        sections({"text": line * count, "blocks": blocks}, DEFAULTS)

    assert growth(divide, 2000) < 10
