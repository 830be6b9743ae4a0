"""Score the types of names on a sample labelled by hand: `labels/types.jsonl`, places in the developer sets.

A label names a set, a document, a span and its OntoNotes type. It counts where the command finds just that span, so
that the figure tells how right types are, not whether names are found.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import nwtool

LABELS = Path(__file__).with_name("labels") / "types.jsonl"
LEAST = 5  # labels of a type below which its share says nothing


def score_types(folder: Path) -> dict[str, float | None]:
    """Give the share of right types, and that of each type with enough labels."""
    labels = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    wanted: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for label in labels:
        wanted.setdefault((label["set"], label["id"]), []).append(label)
    found, right = Counter[str](), Counter[str]()
    for name in sorted({label["set"] for label in labels}):
        for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            document = json.loads(line)
            here = wanted.get((name, document["id"]), [])
            types = _types(document["text"]) if here else {}
            for label in here:
                given = types.get((label["start"], label["end"]))
                if given is not None:
                    found[label["type"]] += 1
                    right[label["type"]] += given == label["type"]
    figures = {kind: right[kind] / count for kind, count in sorted(found.items()) if count >= LEAST}
    return {"types right": right.total() / max(found.total(), 1), **figures}


def _types(text: str) -> dict[tuple[int, int], str]:
    entities = nwtool.entities({"text": text})["entities"]
    return {(m["start"], m["end"]): entity["type"] for entity in entities for m in entity["mentions"]}
