"""The laws that every stage keeps, for any text and any record: spans fit, nothing is lost, twice is once."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from laws import VALIDATOR, hold, run
from strategies import documents, known_layers, texts

from nwtool.config import DEFAULTS, Settings
from nwtool.record.codec import dumps
from nwtool.record.document import Document, block_lines, validate
from nwtool.stages import STAGES

NAMES = [stage.name for stage in STAGES]
LAYER_OF = {stage.name: stage.layer for stage in STAGES}
CHANGE_TEXT = {"clean", "dedupe-captions"}


@pytest.mark.parametrize("name", NAMES)
@given(doc=documents())
def test_stage(name: str, doc: Document) -> None:
    """One stage alone: its layer is there, the rest is as it was, and twice is once."""
    before = deepcopy(doc)
    once = run(doc, [name])
    assert doc == before
    assert isinstance(once[LAYER_OF[name]], list)  # type: ignore[literal-required]
    assert name in CHANGE_TEXT or once["text"] == doc["text"]
    hold(doc, once)
    kept = deepcopy(once)
    assert dumps(run(once, [name])) == dumps(once)
    assert once == kept


@given(doc=documents(), names=st.lists(st.sampled_from(NAMES), max_size=7))
def test_any_stages_in_any_order(doc: Document, names: list[str]) -> None:
    before = deepcopy(doc)
    for name in names:
        after = run(doc, [name])
        hold(doc, after)
        doc = after
    assert before.keys() <= doc.keys()


@given(
    doc=documents(),
    settings=st.sampled_from(
        [DEFAULTS, Settings(straighten=True, keep="first", scare=True), Settings(mark=True, keep_boilerplate=True)]
    ),
)
def test_whole_pipeline_twice_is_once(doc: Document, settings: Settings) -> None:
    once = run(doc, NAMES, settings)
    hold(doc, once)
    assert dumps(run(once, NAMES, settings)) == dumps(once)
    known = {entity["id"] for entity in once["entities"]}
    speakers = [quote["speaker"] for quote in once["quotes"] if quote["speaker"]]
    assert {speaker["entity"] for speaker in speakers} <= known | {None}


@given(doc=documents())
def test_clean_leaves_one_block_a_line(doc: Document) -> None:
    out = run(doc, ["clean"])
    text = out["text"]
    assert [(block["start"], block["end"]) for block in out["blocks"]] == list(block_lines(text))
    assert "\n\n" not in text
    assert text == text.strip("\n")


def unlinked(name: str, doc: Any) -> Any:
    """Give a layer without the numbers of entities: those are the business of `entities`."""
    if name != "quotes":
        return doc[name]
    speakers = [quote["speaker"] and {**quote["speaker"], "entity": None} for quote in doc[name]]
    return [{**quote, "speaker": speaker} for quote, speaker in zip(doc[name], speakers, strict=True)]


@given(data=st.data(), doc=documents(), name=st.sampled_from(NAMES))
def test_layers_that_others_wrote(data: st.DataObject, doc: Document, name: str) -> None:
    """Whatever fits the schema is taken, and what comes out fits the text."""
    given_layers = data.draw(known_layers(doc["text"]))
    before: dict[str, Any] = {**doc, **given_layers}
    out = run(before, [name])  # type: ignore[arg-type]
    validate(out)
    VALIDATOR.validate(out)
    assert before == {**doc, **given_layers}
    if name not in CHANGE_TEXT:
        kept = {key for key in before if key != LAYER_OF[name]}
        assert {key: unlinked(key, out) for key in kept} == {key: unlinked(key, before) for key in kept}


@given(text=texts)
def test_captions_tell_how_many_copies_stood_there(text: str) -> None:
    out = run({"text": text}, ["clean", "dedupe-captions"])
    assert all(caption["count"] >= 1 for caption in out["captions"])
    places = [(caption["start"], caption["end"]) for caption in out["captions"]]
    assert places == sorted(set(places))


def test_the_empty_document() -> None:
    out = run({"text": ""}, NAMES)
    assert out == {"text": "", "blocks": [], "captions": [], "sections": out["sections"], "quotes": [], "entities": []}
