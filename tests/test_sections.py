"""Sections beyond what the cases hold."""

from __future__ import annotations

from nwtool.config import DEFAULTS
from nwtool.record.document import Document
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
