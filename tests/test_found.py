"""What fuzzing has found once stays mended: `found/TARGET.jsonl` holds the bytes of each case, and what was wrong."""

from __future__ import annotations

import json
from base64 import b64decode
from pathlib import Path

import pytest
from targets import TARGETS

FOUND = Path(__file__).parent / "found"
CASES = [
    pytest.param(path.stem, b64decode(case["data"]), id=f"{path.stem}: {case['why']}")
    for path in sorted(FOUND.glob("*.jsonl"))
    for case in map(json.loads, path.read_text().splitlines())
]


@pytest.mark.parametrize(("target", "data"), CASES)
def test_what_was_found_is_mended(target: str, data: bytes) -> None:
    TARGETS[target](data)


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("data", [b"", b"\0", b"\1", b"\1" + bytes(range(0, 256, 5)), b"\0" + bytes(range(256))])
def test_targets_hold(target: str, data: bytes) -> None:
    TARGETS[target](data)
