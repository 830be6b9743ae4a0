"""The laws of edits, for any text and any edits, against an oracle that follows every single character."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from nwtool.record.document import Document, find_spans, fits, validate
from nwtool.record.edits import Edit, apply, replace

TEXTS = st.text(st.characters(), max_size=30)
REPLACEMENTS = st.text("XYZ\n", max_size=3)


def bounds(text: str) -> st.SearchStrategy[tuple[int, int]]:
    """Any span of a text, the empty ones too."""
    offset = st.integers(0, len(text))
    return st.tuples(offset, offset).map(lambda pair: (min(pair), max(pair)))


@st.composite
def sorted_edits(draw: st.DrawFn, text: str) -> list[Edit]:
    """Edits in order that do not overlap; no two insertions at one place, nor one where a replacement begins."""
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    starts = [start for start, _ in pairs]
    return [Edit(start, end, draw(REPLACEMENTS)) for start, end in pairs if starts.count(start) == 1]


@st.composite
def texts_with_edits(draw: st.DrawFn) -> tuple[str, list[Edit], list[tuple[int, int]]]:
    text = draw(TEXTS)
    return text, draw(sorted_edits(text)), draw(st.lists(bounds(text), min_size=1, max_size=5))


def follow(text: str, edits: list[Edit]) -> list[int | None]:
    """Give, for each character of the new text, the offset of the old one that it is, or None for a new one."""
    out: list[int | None] = []
    last = 0
    for start, end, replacement in edits:
        out += [*range(last, start), *([None] * len(replacement))]
        last = end
    return [*out, *range(last, len(text))]


@given(texts_with_edits())
def test_replace_keeps_every_character_outside_the_edits(case: tuple[str, list[Edit], list[tuple[int, int]]]) -> None:
    text, edits, _ = case
    new = replace(text, edits)
    origins = follow(text, edits)
    assert len(new) == len(origins)
    assert all(new[i] == text[origin] for i, origin in enumerate(origins) if origin is not None)


@given(texts_with_edits())
def test_spans_keep_the_characters_that_they_held(case: tuple[str, list[Edit], list[tuple[int, int]]]) -> None:
    """What is left of a span's own characters is in the moved span, and no character that stood outside of it."""
    text, edits, spans = case
    items = [{"start": start, "end": end, "text": text[start:end], "n": n} for n, (start, end) in enumerate(spans)]
    doc: Document = {"text": text, "other": items}  # type: ignore[typeddict-unknown-key]
    before = deepcopy(doc)
    out: dict[str, Any] = dict(apply(doc, edits))
    assert doc == before
    assert out["text"] == replace(text, edits)

    origins = follow(text, edits)
    moved = {item["n"]: item for item in out["other"]}
    for n, (start, end) in enumerate(spans):
        left = {origin for origin in origins if origin is not None and start <= origin < end}
        if n not in moved:
            assert not left and start < end
            continue
        item = moved[n]
        assert item["text"] == out["text"][item["start"] : item["end"]]
        held = origins[item["start"] : item["end"]]
        assert {origin for origin in held if origin is not None} == left


@given(texts_with_edits())
def test_pieces_of_a_span_move_with_it(case: tuple[str, list[Edit], list[tuple[int, int]]]) -> None:
    text, edits, spans = case
    spans = [(first, last) for first, last in spans if first < last]  # no piece of a quote is empty
    assume(spans)
    start, end = min(s for s, _ in spans), max(e for _, e in spans)
    place = {"start": start, "end": end}
    quote = {**place, "spans": [list(pair) for pair in spans], "cue": place, "speaker": None}
    doc: Any = {"text": text, "quotes": [quote], "kept": [1, "a", None], "map": {"start": "here", "end": "there"}}
    out: Any = apply(doc, edits)
    validate(out)
    assert (out["kept"], out["map"]) == (doc["kept"], doc["map"])
    for path, first, last, quoted in find_spans(out["quotes"]):
        assert fits(out["text"], first, last, quoted), path
    for moved in out["quotes"]:
        assert all(moved["start"] <= first <= last <= moved["end"] for first, last in moved["spans"])


@given(TEXTS)
def test_no_edits_change_nothing(text: str) -> None:
    doc: Document = {"text": text, "blocks": [{"start": 0, "end": len(text), "kind": "paragraph"}]}
    assert apply(doc, []) == doc


@pytest.mark.parametrize("edits", [[Edit(2, 1, "")], [Edit(0, 3, ""), Edit(2, 4, "")], [Edit(0, 9, "")]])
def test_edits_that_make_no_sense_are_refused(edits: list[Edit]) -> None:
    with pytest.raises(ValueError, match="overlaps the one before, or lies outside"):
        apply({"text": "12345"}, edits)


def test_bounds_stay_those_of_the_pieces_when_one_at_the_edge_is_gone() -> None:
    doc: Document = {"text": "“One,\nsaid\nTwo", "quotes": [{"start": 1, "end": 14, "spans": [[1, 5], [11, 14]]}]}
    assert apply(doc, [Edit(10, 14, "")])["quotes"] == [{"start": 1, "end": 5, "spans": [[1, 5]]}]
