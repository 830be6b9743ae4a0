"""What the fuzzer aims at: bytes in, nothing out, an exception where a promise is broken.

Half of all bytes are taken for a text as it is, the other half for a list of pieces of news, put together.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from copy import deepcopy
from functools import partial
from pathlib import Path
from typing import Any

from laws import VALIDATOR, hold, run
from strategies import GAPS, PIECES

from nwtool.errors import RecordError
from nwtool.pipeline import Failure, process_line
from nwtool.record.codec import dumps, loads
from nwtool.record.document import Document
from nwtool.stages import STAGES
from nwtool.streams.plain import parse_split
from nwtool.streams.sources import Reading, read_items

NAMES = [stage.name for stage in STAGES]
CHANGE_TEXT = {stage.name for stage in STAGES if stage.changes_text}
SPLITS = (None, "line", "formfeed", "blank-lines=2", "regex=^A")
ENCODINGS = ("utf-8", "latin-1", "utf-16", "cp1252")


def text_of(data: bytes) -> str:
    """Make a text of bytes: as they are where the first is even, else a piece of news for each two of them."""
    if not data:
        return ""
    if data[0] % 2 == 0:
        try:
            return data[1:].decode("utf-8", "surrogatepass")
        except UnicodeDecodeError:
            return data[1:].decode("latin-1")
    pieces = [PIECES[byte % len(PIECES)] for byte in data[1::2]]
    gaps = [" " if byte < 160 else GAPS[byte % len(GAPS)] for byte in data[2::2]]
    return "".join(part for pair in zip(pieces, [*gaps, ""], strict=False) for part in pair)


def try_stage(name: str, data: bytes) -> None:
    """One stage alone: it keeps the laws, leaves its input as it was, and twice is once."""
    doc: Document = {"text": text_of(data)}
    before = deepcopy(doc)
    once = run(doc, [name])
    assert doc == before
    assert name in CHANGE_TEXT or once["text"] == doc["text"]
    hold(doc, once)
    assert dumps(run(once, [name])) == dumps(once)


def try_run(data: bytes) -> None:
    """All stages: the same."""
    doc: Document = {"text": text_of(data), "created": "2024-05-01"}
    once = run(doc, NAMES)
    hold(doc, once)
    assert dumps(run(once, NAMES)) == dumps(once)


def try_line(data: bytes) -> None:
    """A line of JSON Lines: it is refused with a reason, or comes through; no stage fails."""
    for names in ([], ["sections"], NAMES):
        out = process_line(data, names)
        if isinstance(out, Failure):
            assert out.code != "stage-failed", out.message
            dumps({"id": out.id})
        elif not names:
            assert dumps(loads(dumps(out))) == dumps(out)


def try_stream(data: bytes) -> None:
    """A file of anything, read in any way: every item is a record, or says what is wrong."""
    kind = data[0] if data else 0
    split = SPLITS[kind % len(SPLITS)]
    with tempfile.NamedTemporaryFile(dir=SCRATCH) as file:
        Path(file.name).write_bytes(data[1:])
        reading = Reading(ENCODINGS[kind // 8 % len(ENCODINGS)], parse_split(split) if split else None)
        for item in read_items([file.name], reading):
            assert item.line >= 1
            if item.error is None:
                assert isinstance(process_line(item.raw, []), dict | Failure)


def try_layers(data: bytes) -> None:
    """A record whose layers somebody else wrote, with places taken from the bytes."""
    text = text_of(data[8:])
    places = sorted(byte % (len(text) + 1) for byte in data[:8])
    spans: list[dict[str, Any]] = [
        {"start": start, "end": end, "text": text[start:end]}
        for start, end in zip(places[::2], places[1::2], strict=False)
    ]
    doc: Any = {
        "text": text,
        "blocks": [{**span, "kind": "caption" if span["start"] % 3 else "heading"} for span in spans],
        "mine": [{"in": span} for span in spans],
        "captions": [
            {**dict.fromkeys(VALIDATOR.schema["$defs"]["Caption"]["required"]), **span, "count": 1}
            for span in spans[:2]
        ],
    }
    names = NAMES if not data or data[0] % 2 else NAMES[1:]
    try:
        once = run(doc, names)
    except RecordError:
        return
    hold(doc, once)


SCRATCH = "/dev/shm" if Path("/dev/shm").is_dir() else None
TARGETS: dict[str, Callable[[bytes], None]] = {
    "stream": try_stream,
    "line": try_line,
    "layers": try_layers,
    **{name: partial(try_stage, name) for name in NAMES},
    "run": try_run,
}
