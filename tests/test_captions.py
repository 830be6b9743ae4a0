"""Captions and credits beyond what the cases hold: time, laws of the stage, and the parts of credits."""

from __future__ import annotations

import pytest
from growth import growth

from nwtool.config import DEFAULTS
from nwtool.record.document import Block, Document
from nwtool.stages.captions import captions, rows
from nwtool.stages.credits import find_credit

CREDITS = [
    ("The mayor at the bridge. Handout via Reuters", "Handout via Reuters", None, None, "Reuters"),
    ("The mayor at the bridge. @ana.ruiz via Instagram", "@ana.ruiz via Instagram", None, None, "Instagram"),
    ("The mayor at the bridge. (c) Ana Ruiz", "Ana Ruiz", "Ana Ruiz", None, None),
    ("The mayor at the bridge — AFP pic", "AFP pic", None, "AFP", None),
    ("ST PHOTO: ANA RUIZ", "ANA RUIZ", "ANA RUIZ", None, None),
    ("Image source, Ana Ruiz/BBC Image caption, The mayor at the bridge", "Ana Ruiz/BBC", "Ana Ruiz", "BBC", None),
    ("Stadion Narodowy. Fot. Ana Ruiz", "Ana Ruiz", "Ana Ruiz", None, None),
    ("The mayor at the bridge. (Ana Ruiz/CBC)", "Ana Ruiz/CBC", "Ana Ruiz", "CBC", None),
    ("The mayor at the bridge (Photo: Getty Images)", "Getty Images", None, "Getty Images", None),
    ("The mayor at the bridge. Photograph: Ana Ruiz/AFP", "Ana Ruiz/AFP", "Ana Ruiz", "AFP", None),
    ("The mayor at the bridge — Picture by Ana Ruiz", "Ana Ruiz", "Ana Ruiz", None, None),
    ("The mayor at the bridge.Ana Ruiz / AFP - Getty Images", "Ana Ruiz / AFP - Getty Images", "Ana Ruiz", "AFP", None),
    ("The mayor at the bridge AP Photo/Ana Ruiz", "AP Photo/Ana Ruiz", "Ana Ruiz", "AP", None),
    ("Ana Ruiz | Getty Images The mayor at the bridge.", "Ana Ruiz | Getty Images", "Ana Ruiz", "Getty Images", None),
    ("Image copyright Reuters Image caption The mayor at the bridge", "Reuters", None, "Reuters", None),
    ("The mayor at the bridge. Supplied", "Supplied", None, None, None),
    ("Illustration by Ana Ruiz", "Ana Ruiz", "Ana Ruiz", None, None),
    ("Picture: iStock", "iStock", None, "iStock", None),
]
NO_CREDITS = [
    "The mayor (left) at the bridge with her deputy (right)",
    "The mayor meets Sen. Ann Doe",
    "The new bridge at Marlow",
    "The vote was on Monday.",
    "Image: workers check what is left of the pillar after the flood of last week",
    "",
]


def caption_blocks(lines: list[str]) -> list[Block]:
    """Give a block of the kind caption for each line."""
    blocks: list[Block] = []
    at = 0
    for line in lines:
        blocks.append({"start": at, "end": at + len(line), "kind": "caption"})
        at += len(line) + 1
    return blocks


@pytest.mark.parametrize(("line", "credit", "photographer", "agency", "via"), CREDITS)
def test_credits(line: str, credit: str, photographer: str | None, agency: str | None, via: str | None) -> None:
    found = find_credit(line)
    assert found is not None
    assert (found.text, found.photographer, found.agency, found.via) == (credit, photographer, agency, via)


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


def test_marked_copies_go_in_the_next_run() -> None:
    lines = ["Boats wait. (Ana Ruiz/AP)", "The council has banned boats, it said.", "Boats wait.", "Boats wait. AP"]
    doc: Document = {"text": "\n".join(lines)}
    doc = {**doc, "blocks": [*caption_blocks(lines)]}
    doc["blocks"][1]["kind"] = "paragraph"
    marking = DEFAULTS._replace(mark=True)
    marked = captions(doc, marking)
    assert marked["text"] == doc["text"]
    assert [copy["text"] for copy in marked["captions"][0]["copies"]] == lines[2:]
    assert captions(marked, marking) == marked
    assert captions(marked, DEFAULTS) == captions(doc, DEFAULTS)


def test_no_two_copies_are_cut_out_of_each_other() -> None:
    copies = [{"start": 0, "end": 3, "text": "a b"}, {"start": 1, "end": 3, "text": " b"}]
    caption = {"start": 4, "end": 7, "text": "a b", "count": 3, "copies": copies}
    out = captions({"text": "a b\na b\n", "captions": [caption]}, DEFAULTS)  # type: ignore[typeddict-item]
    assert out["text"] == "a b\n"


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
        captions({"text": text, "blocks": caption_blocks(text.splitlines())}, DEFAULTS)

    assert growth(drop, 2000) < 10


@pytest.mark.parametrize("end", [".", "", " and"])
def test_time_grows_with_the_length_of_a_caption_that_holds_others(end: str) -> None:
    def drop(count: int) -> None:
        parts = [f"w{i} x{i} y{i} z{i}" for i in range(count)]
        lines = [" ".join(parts), *(line for part in parts for line in (f"{part}{end}", "Ann"))]
        captions({"text": "\n".join(lines), "blocks": caption_blocks(lines)}, DEFAULTS)

    assert growth(drop, 1000) < 10
