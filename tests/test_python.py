"""The Python functions that read, run and write documents: what they promise beside what the commands do."""

from __future__ import annotations

import gzip
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from commands import lines, listing, parsed

import nwtool

DOCS: list[Any] = [{"id": 1, "text": "It rained."}, {"id": 2, "text": "It snowed.", "mine": 2**80}]


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "docs.jsonl.gz"
    assert nwtool.write(iter(DOCS), path) == 2
    assert parsed(gzip.decompress(path.read_bytes())) == DOCS
    assert list(nwtool.read(path)) == DOCS


def test_a_file_may_be_read_and_replaced(tmp_path: Path) -> None:
    path = tmp_path / "docs.jsonl"
    nwtool.write(DOCS, path)
    assert nwtool.write(nwtool.run(nwtool.read(path), ["sections"]), path) == 2
    assert all("sections" in doc for doc in nwtool.read(path))


def test_a_failure_leaves_the_old_file(tmp_path: Path) -> None:
    def failing() -> Iterator[Any]:
        yield DOCS[0]
        raise OSError("gone")

    path = tmp_path / "docs.jsonl"
    path.write_text("old")
    with pytest.raises(OSError, match="gone"):
        nwtool.write(failing(), path)
    assert path.read_text() == "old"
    assert listing(tmp_path) == ["docs.jsonl"]


def test_a_dash_is_standard_output() -> None:
    script = "import nwtool; print(nwtool.write([{'text': 'a'}], '-'), flush=True)"
    out = subprocess.run([sys.executable, "-c", script], capture_output=True, timeout=60, check=True)
    assert out.stdout == b'{"text":"a"}\n1\n'


def test_wrong_arguments_are_told_at_the_call(tmp_path: Path) -> None:
    with pytest.raises(nwtool.UsageError, match="No such file"):
        nwtool.read(tmp_path / "missing.jsonl")
    with pytest.raises(nwtool.UsageError, match="not a text encoding"):
        nwtool.read("-", encoding="klingon")
    with pytest.raises(nwtool.UsageError, match="unknown stage 'quote'"):
        nwtool.run(DOCS, ["quote"])
    with pytest.raises(nwtool.UsageError, match="is a directory"):
        nwtool.write(DOCS, tmp_path)


@pytest.mark.parametrize("function", [nwtool.run, lambda doc: nwtool.write(doc, "-")])
def test_one_document_is_not_taken_for_many(function: Any) -> None:
    with pytest.raises(TypeError, match="put it in a list"):
        function(DOCS[0])


def test_reading_goes_on_up_to_the_record_that_fails(tmp_path: Path) -> None:
    path = tmp_path / "docs.jsonl"
    path.write_bytes(lines(DOCS[0]) + b"{bad\n" + lines(DOCS[1]))
    docs = nwtool.read(path)
    assert next(docs) == DOCS[0]
    with pytest.raises(nwtool.RecordError) as caught:
        next(docs)
    assert caught.value.code == "not-json"


def test_the_errors_are_of_one_family() -> None:
    assert issubclass(nwtool.UsageError, nwtool.NwtoolError)
    assert issubclass(nwtool.RecordError, nwtool.NwtoolError)
    assert nwtool.Document.__required_keys__ == {"text"} or "text" in nwtool.Document.__annotations__
