"""Layers of any shape that other programs wrote: read, or refused with what is wrong, and never a defect."""

from __future__ import annotations

from typing import Any

import pytest
from commands import STORY, lines, run_nwtool
from hypothesis import given
from hypothesis import strategies as st
from strategies import json_values, known_layers, newsy_text

from nwtool.checks.run import find_all
from nwtool.checks.select import make_plan
from nwtool.checks.settings import parse_check
from nwtool.config import DEFAULTS
from nwtool.errors import RecordError
from nwtool.pipeline import Failure, process_line
from nwtool.record.codec import dumps
from nwtool.record.schema import schema
from nwtool.record.shapes import LAYERS, Absent, Shape, find_wrong, has_shape
from nwtool.stages import STAGES, load_rows

PLAN = make_plan(parse_check({"select": ["all"], "preview": True}, ""), "")
LEE = {"type": "PERSON", "name": "Ana Ruiz", "mentions": [{"start": 27, "end": 35}]}
QUOTE = {"start": 1, "end": 13, "spans": [[1, 13]], "cue": None, "speaker": None}
BLOCKS = [{"start": 0, "end": 36, "kind": "paragraph"}, {"start": 37, "end": 70, "kind": "heading", "level": "x"}]


def places(node: Any) -> list[tuple[Any, Any]]:
    """Give every key and index in a value, each with what holds it."""
    held = list(node.items()) if isinstance(node, dict) else list(enumerate(node)) if isinstance(node, list) else []
    return [pair for key, inner in held for pair in [(node, key), *places(inner)]]


@st.composite
def spoilt(draw: st.DrawFn) -> dict[str, Any]:
    """A document with layers of nwtool's own kinds, in which any JSON stands at one or two places, or nothing."""
    text = draw(newsy_text())
    layers = draw(known_layers(text))
    for _ in range(draw(st.integers(1, 2))):
        found = places(layers)
        if found:
            node, key = draw(st.sampled_from(found))
            if draw(st.booleans()):
                node[key] = draw(json_values)
            else:
                del node[key]
    return {"text": text, **layers}


@given(doc=spoilt())
def test_a_layer_of_any_shape_is_read_or_refused(doc: dict[str, Any]) -> None:
    for stage in STAGES:
        out = process_line(dumps(doc), [stage.name])
        if isinstance(out, Failure):
            assert out.code == "bad-span", out.message
        else:
            list(load_rows(stage.name)(out, DEFAULTS))
    try:
        find_all(doc, PLAN)  # type: ignore[arg-type]
    except RecordError as error:
        assert error.code == "bad-span"


@given(data=st.data(), name=st.sampled_from(list(LAYERS)))
def test_what_is_wrong_is_said_of_what_has_not_its_shape(data: st.DataObject, name: str) -> None:
    layer = data.draw(spoilt()).get(name, data.draw(json_values))
    assert has_shape(layer, LAYERS[name]) == (not list(find_wrong(layer, LAYERS[name], name)))


@pytest.mark.parametrize(
    ("command", "layers", "message"),
    [
        ("sections", {"blocks": BLOCKS}, 'blocks[1].level: is a string, not an integer; mend it, or leave "blocks"'),
        ("quotes", {"entities": [{**LEE, "roles": 3}]}, "entities[0].roles: is an integer, not a list of strings"),
        ("quotes", {"entities": [{**LEE, "aliases": [None]}]}, "entities[0].aliases[0]: is null, not a string"),
        ("entities", {"quotes": [{**QUOTE, "speaker": 3}]}, "quotes[0].speaker: is an integer, not an object or null"),
        ("entities", {"quotes": [{**QUOTE, "spans": [[0]]}]}, "quotes[0].spans[0]: is a list, not a pair of integers"),
        ("check", {"captions": [{"start": 0, "end": 3, "copies": [3]}]}, "captions[0].copies[0]: is an integer"),
        ("check", {"entities": {}}, "entities: is an object, not a list of objects"),
        ("clean", {"sections": [{"start": 0}]}, 'sections[0]: has no "end", an integer; mend it, or leave'),
    ],
)
def test_a_layer_of_the_wrong_shape_is_told_with_its_place(command: str, layers: dict[str, Any], message: str) -> None:
    out = run_nwtool(command, given=lines({"text": STORY, **layers}))
    assert (out.returncode, out.stdout) == (3, b"")
    assert message in out.stderr.decode()


@pytest.mark.parametrize("command", ["clean", "quotes", "entities", "check", "run"])
def test_layers_with_only_what_says_something_are_read(command: str) -> None:
    layers = {"entities": [LEE], "quotes": [QUOTE], "captions": [{"start": 37, "end": 70}]}
    layers["sections"] = [{"start": 0, "end": 70}]
    out = run_nwtool(command, given=lines({"text": STORY, **layers}))
    assert out.returncode == 0, out.stderr


def test_every_key_of_the_table_is_in_the_schema_with_these_types() -> None:
    document = schema("document")
    kinds = {"string": {str}, "integer": {int}, "null": {type(None)}, "array": {list}, "object": {dict}}

    def types(told: dict[str, Any]) -> set[type]:
        if "enum" in told:
            return {str}
        if "$ref" in told:
            return types(document["$defs"][told["$ref"].rpartition("/")[2]])
        return set().union(*map(types, told["anyOf"])) if "anyOf" in told else kinds[told["type"]]

    def agree(shape: Shape, told: dict[str, Any]) -> None:
        assert set(shape.types) - {Absent} == types(told)
        found = [told, *told.get("anyOf", [])]
        found = [document["$defs"][each["$ref"].rpartition("/")[2]] if "$ref" in each else each for each in found]
        for key, inner in (shape.keys or {}).items():
            agree(inner, next(each["properties"][key] for each in found if "properties" in each))
        if shape.each is not None:
            agree(shape.each, told["items"])

    for name, shape in LAYERS.items():
        agree(shape, document["properties"][name])
