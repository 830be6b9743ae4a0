"""Score quotes on 20 articles labelled by hand: `labels/quotes.jsonl`, articles of the developer block set.

Their publishers are other ones than those that the tagger was trained on, in six countries. A label holds offsets
alone, and the CRC-32 of the text that they belong to. What was said or written is labelled, thoughts aren't, so only
quotes with `speech` are scored. `quotes/score.py` of the evaluation folder counts.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any
from zlib import crc32

import nwtool

LABELS = Path(__file__).with_name("labels") / "quotes.jsonl"
FIGURES = {
    "span exact": "span exact",
    "span + speaker": "span + speaker",
    "content quoted": "content quoted",
    "content indirect": "content indirect",
    "content all": "content all",
    "cue all": "cue all",
    "content + speaker": "content+speaker all",
}


def score_quotes(folder: Path) -> dict[str, float | None]:
    """Give the figures of the labelled articles, whose texts are in an evaluation folder."""
    lines = (folder / "blocks/article.jsonl").read_text(encoding="utf-8").splitlines()
    texts = {document["id"]: document["text"] for document in map(json.loads, lines)}
    labels = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    changed = [label["id"] for label in labels if crc32(texts.get(label["id"], "").encode()) != label["crc32"]]
    if changed:
        raise SystemExit(f"labels/quotes.jsonl: not the text that was labelled: {', '.join(changed)}")
    with tempfile.TemporaryDirectory() as scratch:
        gold, found = Path(scratch, "gold.jsonl"), Path(scratch, "found.jsonl")
        _write(gold, [_gold(label, texts[label["id"]]) for label in labels])
        _write(found, [_found(label["id"], texts[label["id"]]) for label in labels])
        command = [sys.executable, str(folder / "quotes/score.py"), str(gold), str(found), "--json"]
        scored = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return {name: scored[key]["f1"] for name, key in FIGURES.items()}


def _write(path: Path, records: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")


def _gold(label: dict[str, Any], text: str) -> dict[str, Any]:
    quotes = [
        {
            "content": quote["spans"],
            "kind": quote["kind"],
            "cue": [quote["cue"]] if quote["cue"] else [],
            "source": [quote["speaker"]] if quote["speaker"] else [],
        }
        for quote in label["quotes"]
    ]
    return {"id": label["id"], "text": text, "quotes": quotes}


def _found(name: str, text: str) -> dict[str, Any]:
    quotes = nwtool.quotes({"text": text})["quotes"]
    return {"id": name, "text": text, "quotes": [quote for quote in quotes if quote["speech"]]}
