"""One article and its gold file in, out what the five commands miss of it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nwtool.stages import STAGES


def score_seed(text: Path, gold: Path) -> list[str]:
    """Run the pipe of five commands over an article; give a line for each thing of the gold that it misses."""
    data = text.read_bytes()
    for stage in STAGES:
        data = subprocess.run(
            [sys.executable, "-m", "nwtool", stage.name], input=data, check=True, capture_output=True
        ).stdout
    return list(misses(json.loads(gold.read_text()), json.loads(data)))


def misses(gold: dict[str, Any], got: dict[str, Any]) -> Iterator[str]:
    """Compare two records: text, kinds of blocks, captions, headings, quotes with speakers, entities."""
    if got["text"].strip() != gold["text"].strip():
        yield "text: differs"
    want_blocks = [(_slice(gold, block), block["kind"]) for block in gold["blocks"]]
    got_blocks = {(_slice(got, block), block["kind"]) for block in got["blocks"]}
    for words, kind in want_blocks:
        if (words, kind) not in got_blocks:
            yield f"block: no {kind} {words[:60]!r}"
    got_captions = {(caption["text"], caption["count"], caption["credit"]) for caption in got["captions"]}
    for caption in gold["captions"]:
        if (caption["text"], caption["count"], caption["credit"]) not in got_captions:
            yield f"caption: {caption['text'][:60]!r} x{caption['count']}, credit {caption['credit']!r}"
    if [section["heading"] for section in got["sections"]] != [section["heading"] for section in gold["sections"]]:
        yield f"sections: {[section['heading'] for section in got['sections']]}"
    yield from _quote_misses(gold["quotes"], got["quotes"])
    yield from _entity_misses(gold["entities"], got["entities"])


def _slice(doc: dict[str, Any], span: dict[str, Any]) -> str:
    return str(doc["text"][span["start"] : span["end"]])


def _words(text: str) -> str:
    return text.strip(" ,.\"'“”‘’")


def _quote_misses(gold: list[dict[str, Any]], got: list[dict[str, Any]]) -> Iterator[str]:
    for want in gold:
        found = [quote for quote in got if _words(want["text"]) in _words(quote["text"])]
        direct = [quote for quote in found if _words(quote["text"]) == _words(want["text"])] or found
        if not direct:
            yield f"quote: not found: {want['text'][:60]!r}"
        elif not any(_same_speaker(want, quote) for quote in direct):
            names = [(quote["speaker"] or {}).get("name") for quote in direct]
            yield f"quote: {want['text'][:60]!r}: speaker {names}, wanted {want['speaker']['name']!r}"


def _same_speaker(want: dict[str, Any], quote: dict[str, Any]) -> bool:
    """A longer or shorter form of the name is that name."""
    speaker = quote["speaker"] or {}
    name, wanted = speaker.get("name"), want["speaker"]["name"]
    return name is not None and (name in wanted or wanted in name)


def _entity_misses(gold: list[dict[str, Any]], got: list[dict[str, Any]]) -> Iterator[str]:
    by_name = {(entity["type"], entity["name"]): entity for entity in got}
    for want in gold:
        entity = by_name.get((want["type"], want["name"]))
        if entity is None:
            yield f"entity: no {want['type']} {want['name']!r}"
            continue
        for key in ("aliases", "roles"):
            missing = [each for each in want[key] if each not in entity[key]]
            if missing:
                yield f"entity: {want['name']!r}: {key} {missing} not in {entity[key]}"
