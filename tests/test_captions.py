"""Captions and credits beyond what the cases hold: time, laws of the stage, and the parts of credits."""

from __future__ import annotations

import pytest
from growth import growth

from nwtool.config import DEFAULTS
from nwtool.record.document import Document
from nwtool.stages.captions import captions, rows
from nwtool.stages.credits import find_credit

CREDITS = [
    ("The mayor at the bridge. (Ana Ruiz/CBC)", "Ana Ruiz/CBC", "Ana Ruiz", "CBC"),
    ("The mayor at the bridge (Photo: Getty Images)", "Getty Images", None, "Getty Images"),
    ("The mayor at the bridge. Photograph: Ana Ruiz/AFP", "Ana Ruiz/AFP", "Ana Ruiz", "AFP"),
    ("The mayor at the bridge — Picture by Ana Ruiz", "Ana Ruiz", "Ana Ruiz", None),
    ("The mayor at the bridge.Ana Ruiz / AFP - Getty Images", "Ana Ruiz / AFP - Getty Images", "Ana Ruiz", "AFP"),
    ("The mayor at the bridge AP Photo/Ana Ruiz", "AP Photo/Ana Ruiz", "Ana Ruiz", "AP"),
    ("Ana Ruiz | Getty Images The mayor at the bridge.", "Ana Ruiz | Getty Images", "Ana Ruiz", "Getty Images"),
    ("Image copyright Reuters Image caption The mayor at the bridge", "Reuters", None, "Reuters"),
    ("The mayor at the bridge. Supplied", "Supplied", None, None),
    ("Illustration by Ana Ruiz", "Ana Ruiz", "Ana Ruiz", None),
    ("Picture: iStock", "iStock", None, "iStock"),
]
NO_CREDITS = [
    "The mayor (left) at the bridge with her deputy (right)",
    "The mayor meets Sen. Ann Doe",
    "The new bridge at Marlow",
    "The vote was on Monday.",
    "Image: workers check what is left of the pillar after the flood of last week",
    "",
]


@pytest.mark.parametrize(("line", "credit", "photographer", "agency"), CREDITS)
def test_credits(line: str, credit: str, photographer: str | None, agency: str | None) -> None:
    found = find_credit(line)
    assert found is not None
    assert (found.text, found.photographer, found.agency) == (credit, photographer, agency)


@pytest.mark.parametrize("line", NO_CREDITS)
def test_no_credit(line: str) -> None:
    assert find_credit(line) is None


def test_twice_is_once() -> None:
    doc: Document = {
        "text": "A dog. Photo: Ann Doe\nA dog. Photo: Ann Doe\nThe council has banned dogs, it said.\nA dog."
    }
    once = captions(doc, DEFAULTS)
    assert captions(once, DEFAULTS) == once
    assert doc["text"].count("\n") == 3


def test_rows_name_their_document() -> None:
    doc = captions(
        {"id": "a", "text": "A dog. Photo: Ann Doe\nA dog. Photo: Ann Doe\nIt barked, the council said."}, DEFAULTS
    )
    assert [(row["id"], row["start"], row["count"]) for row in rows(doc, DEFAULTS)] == [("a", 0, 2)]


@pytest.mark.parametrize(
    "line", ["A dog barks. Photo: Ann Doe\n", "{} dogs bark in the rain\n", "Ann/{}\n", "a b c d {} a b c d\n"]
)
def test_time_grows_with_the_number_of_captions(line: str) -> None:
    def drop(count: int) -> None:
        text = "".join(line.format(i) for i in range(count))
        at = 0
        blocks = []
        for row in text.splitlines():
            blocks.append({"start": at, "end": at + len(row), "kind": "caption"})
            at += len(row) + 1
        captions({"text": text, "blocks": blocks}, DEFAULTS)  # type: ignore[typeddict-item]

    assert growth(drop, 2000) < 10
