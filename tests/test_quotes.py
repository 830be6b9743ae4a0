"""The `quotes` stage: shape and laws of its records, rows, speakers, and time on hostile texts."""

from __future__ import annotations

import copy
from itertools import pairwise
from typing import Any

import pytest
from growth import growth

from nwtool.config import DEFAULTS, Settings
from nwtool.record.document import Block, Document, validate
from nwtool.stages.entities import entities
from nwtool.stages.quotes import quotes, rows
from nwtool.stages.speaking.speakers import link_entities

ARTICLE = """Ferry talks collapse in Alder
Petra Lindqvist, the chief engineer, said on Monday that the bridge at Alder Creek would stay shut until May.
"We found rust in every second bolt," she told reporters. "It would be reckless to open it."
TOWN DIVIDED
Owen Castell, the mayor, called the report "alarming" but hopes to reopen the bridge sooner.
"Nobody enjoys a detour," Castell said. "But I have seen the photographs.
"A bridge like that does not fail slowly."
Castell hopes to win a second term in June.
The "Duck", a small ferry, holds 30 cars.
"""


def found(text: str, settings: Settings = DEFAULTS) -> list[dict[str, Any]]:
    """Give the quotes of a text."""
    return [dict(quote) for quote in quotes({"text": text}, settings)["quotes"]]


def test_records_hold_the_laws() -> None:
    doc: Document = {"id": "a", "text": ARTICLE, "mine": 1}  # type: ignore[typeddict-unknown-key]
    before = copy.deepcopy(doc)
    out = quotes(doc, DEFAULTS)
    validate(out)
    assert doc == before
    assert list(out) == ["id", "text", "mine", "quotes"]
    keys = ["start", "end", "text", "kind", "spans", "cue", "speaker", "speech"]
    for quote in out["quotes"]:
        assert list(quote) == keys
        spans = quote["spans"]
        assert (quote["start"], quote["end"]) == (spans[0][0], spans[-1][1])
        assert all(one[1] <= other[0] for one, other in pairwise(spans))
        assert quote["speaker"] is None or list(quote["speaker"]) == ["start", "end", "text", "name", "entity"]
    assert quotes(out, DEFAULTS) == out


def test_a_second_run_after_entities_changes_nothing() -> None:
    once = entities(quotes({"text": ARTICLE}, DEFAULTS), DEFAULTS)
    assert quotes(once, DEFAULTS) == once
    assert any(quote["speaker"] and quote["speaker"]["entity"] is not None for quote in once["quotes"])


def test_marks_stand_outside_of_spans() -> None:
    direct = [quote for quote in found(ARTICLE) if quote["kind"] == "direct"]
    assert direct
    for start, end in (span for quote in direct for span in quote["spans"]):
        assert ARTICLE[start - 1] == '"' and '"' not in ARTICLE[start:end]


def test_pieces_and_following_paragraphs_are_one_quote() -> None:
    pieces = [[ARTICLE[s:e] for s, e in quote["spans"]] for quote in found(ARTICLE)]
    assert ["We found rust in every second bolt,", "It would be reckless to open it."] in pieces
    assert [
        "Nobody enjoys a detour,",
        "But I have seen the photographs.",
        "A bridge like that does not fail slowly.",
    ] in pieces


def test_scare_quotes_only_on_request() -> None:
    assert [q["text"] for q in found(ARTICLE, Settings(scare=True)) if q["kind"] == "scare"] == ["Duck"]
    assert not [q for q in found(ARTICLE) if q["kind"] == "scare"]
    taken = [span for q in found(ARTICLE, Settings(scare=True)) for span in q["spans"]]
    assert len(taken) == len({tuple(span) for span in taken})


def test_rows() -> None:
    doc: Document = {"id": "a", "text": ARTICLE}
    plain = list(rows(doc, DEFAULTS))
    columns = ["id", "speaker", "name", "role", "kind", "cue", "text", "heading", "start", "end"]
    assert all(list(row) == columns for row in plain)
    direct = [row for row in plain if row["kind"] == "direct"]
    assert [row["name"] for row in direct] == ["Petra Lindqvist", "Owen Castell"]
    assert [row["heading"] for row in direct] == [None, "TOWN DIVIDED"]
    assert direct[0]["text"] == "We found rust in every second bolt, It would be reckless to open it."
    assert len(list(rows(doc, Settings(speech_only=False)))) > len(plain)
    assert all(len(row["text"].split()) >= 10 for row in rows(doc, Settings(min_words=10)))
    names = [row["name"] for row in rows(doc, Settings(by_speaker=True))]
    assert names == sorted(names, key=names.index)


def test_links_take_the_entity_that_is_mentioned() -> None:
    lee = {"type": "PERSON", "name": "Lee", "aliases": [], "roles": []}
    one = {**lee, "id": 1, "mentions": [{"start": 0, "end": 3, "text": "Lee"}]}
    two = {**lee, "id": 2, "mentions": [{"start": 9, "end": 12, "text": "Lee"}]}
    speaker = {"start": 9, "end": 12, "text": "Lee", "name": "Lee", "entity": None}
    linked: Any = link_entities([{"speaker": speaker}], [one, two])  # type: ignore[list-item,typeddict-item]
    assert linked[0]["speaker"]["entity"] == 2
    assert speaker["entity"] is None


@pytest.mark.parametrize(
    "text", ["", "\n\n", "“", "''", "\x00 \ud800 “a”", "said said", "\x01 \x02 he said", "Q: A: Q:", "“…” he said."]
)
def test_odd_texts(text: str) -> None:
    validate(quotes({"text": text}, Settings(scare=True)))


@pytest.mark.parametrize(
    "piece",
    [
        "he said ",
        "“word ",
        "Lee said, ",
        "who ",
        "Lee, who is ",
        "Anna Smith said. ",
        '"No," Lee said. ',
        "'a ",
        "A",
        "LEE: no\n",
        "according to Lee\n",
    ],
)
def test_hostile_texts_take_linear_time(piece: str) -> None:
    def find(size: int) -> None:
        text = "“" + piece * (size // len(piece))
        block: Block = {"start": 0, "end": len(text), "kind": "paragraph"}
        quotes({"text": text, "entities": [], "blocks": [block]}, DEFAULTS)

    assert growth(find, 10_000) < 10
