"""Whole samples through the whole pipeline, compared with `golden/*.jsonl`, one record a line.

`python tests/test_golden.py --write` rewrites the golden files; the difference is then read like any other change.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import nwtool
from nwtool.record.codec import dumps, loads
from nwtool.record.document import Document

TESTS = Path(__file__).parent
GOLDEN = TESTS / "golden"
SAMPLES = sorted(path for path in (TESTS.parent / "samples").iterdir() if path.suffix in (".txt", ".jsonl"))


def read_sample(path: Path) -> Iterator[Document]:
    """Give the documents of a sample; a text's id is its name, wherever the tests run."""
    for doc in nwtool.read(path):
        yield doc if path.suffix == ".jsonl" else {**doc, "id": path.name}


def through(path: Path) -> list[bytes]:
    """Give the documents of a sample, after all stages, as lines."""
    return [dumps(doc) for doc in nwtool.run(read_sample(path))]


def golden_of(path: Path) -> Path:
    return GOLDEN / f"{path.stem}.jsonl"


@pytest.mark.parametrize("path", SAMPLES, ids=[path.name for path in SAMPLES])
def test_sample_is_as_its_golden_file_says(path: Path) -> None:
    expected = golden_of(path).read_bytes().splitlines()
    lines = through(path)
    assert [loads(line) for line in lines] == [loads(line) for line in expected]
    assert lines == expected  # down to the order of keys


@pytest.mark.parametrize("path", SAMPLES, ids=[path.name for path in SAMPLES])
def test_a_second_run_changes_nothing(path: Path) -> None:
    lines = golden_of(path).read_bytes().splitlines()
    assert [dumps(doc) for doc in nwtool.run(map(loads, lines))] == lines


def test_no_golden_file_is_left_over() -> None:
    assert sorted(GOLDEN.iterdir()) == sorted(map(golden_of, SAMPLES))


def main() -> None:
    if sys.argv[1:] != ["--write"]:
        sys.exit("usage: python tests/test_golden.py --write")
    GOLDEN.mkdir(exist_ok=True)
    for path in SAMPLES:
        golden_of(path).write_bytes(b"".join(line + b"\n" for line in through(path)))


if __name__ == "__main__":
    main()
