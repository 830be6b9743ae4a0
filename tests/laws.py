"""The laws that a document keeps through any stages, for whoever tries them: property tests, and the fuzzer."""

from __future__ import annotations

from typing import Any

from jsonschema import Draft202012Validator

from nwtool.config import DEFAULTS, Settings
from nwtool.record.codec import dumps, loads
from nwtool.record.document import Document, find_spans, fits, is_layer, validate
from nwtool.record.schema import schema
from nwtool.record.shapes import LAYERS
from nwtool.stages import load_run

VALIDATOR = Draft202012Validator(schema("document"))


def run(doc: Document, names: list[str], settings: Settings = DEFAULTS) -> Document:
    """Run a document through some stages."""
    for name in names:
        doc = load_run(name)(doc, settings)
    return doc


def hold(before: Any, after: Any) -> None:
    """Check what must be true of a document after any stages."""
    validate(after)
    VALIDATOR.validate(after)
    text = after["text"]
    for name, value in before.items():
        if name == "text" or name in LAYERS:
            continue
        if not is_layer(before["text"], value):
            assert after[name] == value
        for path, start, end, quoted in find_spans(after[name] if is_layer(before["text"], value) else []):
            assert fits(text, start, end, quoted), path
    for quote in after.get("quotes", []):
        places = quote["spans"]
        assert places == sorted(places)
        assert (quote["start"], quote["end"]) == (places[0][0], places[-1][1])
    for entity in after.get("entities", []):
        assert entity["mentions"]
        assert entity["name"]
    assert dumps(loads(dumps(after))) == dumps(after)
