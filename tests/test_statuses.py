"""The contract of the command line: exit statuses, messages, and records that fail."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from commands import RECORD, STORY, lines, parsed, run_nwtool

from nwtool.record.schema import schema


def test_a_bad_line_is_told_with_its_number_and_the_good_one_comes_through():
    out = run_nwtool("clean", given='not json\n{"text":"ok"}\n')
    assert out.returncode == 3
    assert [doc["text"] for doc in parsed(out.stdout)] == ["ok"]
    assert b"standard input:1: not JSON" in out.stderr
    assert out.stderr.count(b"\n") == 1


@pytest.mark.parametrize("given", ["", " \n\n", "\ufeff"])
def test_an_empty_stream_is_no_output_and_status_0(given: str):
    out = run_nwtool("clean", given=given)
    assert (out.returncode, out.stdout, out.stderr) == (0, b"", b"")


def test_a_missing_file_is_told_before_anything_is_written(tmp_path: Path):
    there = tmp_path / "there.txt"
    there.write_text(STORY)
    out = run_nwtool("clean", str(there), str(tmp_path / "missing.txt"))
    assert (out.returncode, out.stdout) == (2, b"")
    assert b"missing.txt: No such file" in out.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["clean", "--no-such-option"], b"No such option"),
        (["no-such-command"], b"No such command"),
        (["run", "clean,no-such-stage", "-"], b"unknown stage 'no-such-stage'"),
        (["clean", "."], b"is a directory"),
        (["clean", "--split", "pages", "-"], b"not one of formfeed"),
        (["clean", "--split", "regex=(", "-"], b"not a regular expression"),
        (["clean", "--encoding", "klingon", "-"], b"not a text encoding"),
        (["clean", "-", "-"], b"only once"),
        (["clean", "--check", "--rows", "-"], b"--check writes nothing"),
        (["clean", "--exit-zero", "-"], b"goes with --check"),
        (["dedupe-captions", "--keep", "none", "-"], b"not one of longest, first"),
        (["schema", "novel"], b"no schema 'novel'"),
        (["help", "novel"], b"'novel' is neither a command nor a topic"),
        (["run", "clean", "quotes", "-"], b"stages are joined by commas: nwtool run clean,quotes"),
        (["quotes", "--rows", "--format", "text", "-"], b"rows have"),
        (["clean", "--on-error", "panic", "-"], b"panic"),
        (["clean", "-o", "/no/such/folder/x.jsonl", "-"], b"No such file"),
    ],
)
def test_what_cannot_run_is_status_2_with_one_line(arguments: list[str], told: bytes):
    out = run_nwtool(*arguments, given=STORY)
    assert (out.returncode, out.stdout) == (2, b"")
    assert told in out.stderr
    assert out.stderr.startswith(b"nwtool")
    assert out.stderr.count(b"\n") == 1


def test_check_says_1_when_a_text_would_change_and_0_when_not():
    dirty, clean = lines({"text": "Two  blanks here."}), lines({"text": "One blank here."})
    assert run_nwtool("clean", "--check", given=clean).returncode == 0
    out = run_nwtool("clean", "--check", given=dirty)
    assert (out.returncode, out.stdout) == (1, b"")
    assert b"standard input:1: would change" in out.stderr
    assert run_nwtool("clean", "--check", "--exit-zero", given=dirty).returncode == 0
    assert run_nwtool("clean", "--check", given=b"{\n" + dirty).returncode == 3


def test_check_passes_a_plain_file_that_ends_in_a_line_break(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_text(STORY)
    assert run_nwtool("clean", "--check", str(path)).returncode == 0


def test_dedupe_captions_check():
    caption = "A crane lifts a container in Port Aldo, May 3, 2024. REUTERS/Ina Berg"
    body = "Dockers in Port Aldo went back to work on Friday after a strike of nine days, their union said."
    assert run_nwtool("dedupe-captions", "--check", given=f"{caption}\n{caption}\n{body}\n").returncode == 1
    assert run_nwtool("dedupe-captions", "--check", given=f"{caption}\n{body}\n").returncode == 0


def test_a_stage_that_fails_is_status_4_and_the_record_is_kept(tmp_path: Path):
    broken = (
        "import sys, nwtool.stages.sections as s\n"
        "def fail(doc, settings): raise IndexError('boom')\n"
        "s.sections = fail\n"
        "from nwtool.cli import main\n"
        "sys.exit(main())\n"
    )
    kept = tmp_path / "errors.jsonl"
    command = [sys.executable, "-c", broken, "sections", "--errors", str(kept)]
    out = subprocess.run(command, input=lines(RECORD), capture_output=True, check=False)
    assert (out.returncode, out.stdout) == (4, b"")
    assert b"sections failed (IndexError: boom); a defect in nwtool: please report" in out.stderr
    error = parsed(kept.read_bytes())[0]
    assert error["error"]["code"] == "stage-failed"  # type: ignore[index]
    assert json.loads(str(error["raw"])) == RECORD


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["quotes", "--min-words", "3"], b"--min-words goes with --rows"),
        (["quotes", "--by-speaker"], b"--by-speaker goes with --rows"),
        (["quotes", "--rows", "--csv-safe"], b"--csv-safe goes with --format csv or tsv"),
        (["run", "clean,sections", "--scare", "-"], b"--scare is an option of quotes, which is not run here"),
        (["clean", "--max-errors", "3", "--on-error", "stop"], b"--max-errors has no effect with"),
        (["clean", "-q", "-v"], b"exclude each other"),
        (["clean", "--rows", "--explain"], b"choose one"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_an_option_that_would_do_nothing_is_refused(arguments: list[str], told: bytes):
    out = run_nwtool(*arguments, given=STORY)
    assert (out.returncode, out.stdout) == (2, b"")
    assert told in out.stderr
    assert out.stderr.count(b"\n") == 1


@pytest.mark.parametrize("given", [b'[{"text":"a"},{"text":"b"}]\n', b' [\n  {\n    "text": "a"\n  }\n]\n'])
def test_a_json_array_is_no_text(given: bytes):
    out = run_nwtool("sections", given=given)
    assert (out.returncode, out.stdout) == (3, b"")
    assert b"a JSON array; each line holds one document: jq -c '.[]' makes such lines" in out.stderr
    assert run_nwtool("sections", given=b"[Photo: a crane]\n").returncode == 0


def test_an_error_file_is_kept_until_there_is_something_to_say(tmp_path: Path):
    kept = tmp_path / "errors.jsonl"
    kept.write_text("old")
    assert run_nwtool("clean", "--errors", str(kept), "-o", str(tmp_path / "no" / "x"), given=b"{}").returncode == 2
    assert run_nwtool("clean", "--errors", str(kept), "no-such-file").returncode == 2
    assert kept.read_text() == "old"
    assert run_nwtool("clean", "--errors", str(kept), given=lines(RECORD)).returncode == 0
    assert kept.read_text() == ""


def test_error_records_are_valid_and_can_be_tried_again(tmp_path: Path):
    kept = tmp_path / "errors.jsonl"
    bad = [
        b"not json",
        b'{"a": 1}',
        b'{"text": 5}',
        b"[1]",
        b'{"text": "x", "blocks": [{"start": 0, "end": 5}]}',
        b'{"text": "x", "blocks": 3}',
        b'{"text": "x", "blocks": [{}]}',
        b'{"text": "x", "quotes": [{"start": 0, "end": 1, "text": "y"}]}',
        b'{"text": "\xff"}',
        b'{"text": "x"',
        b'{"n": ' + b"[" * 5000 + b"]" * 5000 + b"}",
    ]
    out = run_nwtool("sections", "--errors", str(kept), given=b'{"text":"ok"}\n' + b"\n".join(bad) + b"\n")
    assert out.returncode == 3
    assert len(parsed(out.stdout)) == 1
    errors = parsed(kept.read_bytes())
    validator = jsonschema.Draft202012Validator(schema("error"))
    for error in errors:
        validator.validate(error)
    assert [error["error"]["code"] for error in errors] == [  # type: ignore[index]
        "not-json", "no-text", "no-text", "not-json", "bad-span", "bad-span", "bad-span", "bad-span", "not-utf8",
        "not-json", "not-json",
    ]  # fmt: skip
    assert [error["error"]["line"] for error in errors] == list(range(2, 13))  # type: ignore[index]
    again = "\n".join(str(error["raw"]) for error in errors).encode()
    assert again.splitlines()[:8] == bad[:8]


@pytest.mark.parametrize("layer", ["sections", "quotes", "entities"])
def test_a_layer_that_is_made_anew_may_hold_anything(layer: str):
    given = lines({"text": STORY, layer: [{"content": [[0, 4]]}]})
    assert run_nwtool(layer, given=given).returncode == 0
    other = "quotes" if layer == "sections" else "sections"
    assert run_nwtool(other, given=given).returncode == 3


def test_errors_to_standard_error_replace_the_messages():
    out = run_nwtool("clean", "--errors", "-", given=b'{"text":"ok"}\nnope\n')
    assert out.returncode == 3
    assert parsed(out.stderr)[0]["raw"] == "nope"


def test_bytes_that_are_not_utf8_are_told_with_their_offset_and_kept(tmp_path: Path):
    kept = tmp_path / "errors.jsonl"
    out = run_nwtool("clean", "--errors", str(kept), given=b"caf\xe9 noir\n")
    assert (out.returncode, out.stdout) == (3, b"")
    assert b"byte 0xe9 at offset 3 is not UTF-8; --encoding NAME reads others" in out.stderr
    assert parsed(kept.read_bytes())[0]["raw_base64"] == "Y2Fm6SBub2ly"


def test_utf_16_is_named_with_what_reads_it():
    out = run_nwtool("clean", given=STORY.encode("utf-16"))
    assert (out.returncode, out.stdout) == (3, b"")
    assert b"is not UTF-8, but may be UTF-16; --encoding utf-16 reads that" in out.stderr
    assert run_nwtool("clean", "--encoding", "utf-16", given=STORY.encode("utf-16")).returncode == 0


def test_on_error_stop_and_max_errors():
    given = b'{"text":"a"}\nx\n{"text":"b"}\ny\n{"text":"c"}\n'
    assert len(parsed(run_nwtool("clean", given=given).stdout)) == 3
    for arguments, written in ((["--on-error", "stop"], 1), (["--max-errors", "2"], 2)):
        out = run_nwtool("clean", *arguments, given=given)
        assert (out.returncode, len(parsed(out.stdout))) == (3, written)


def test_messages_of_one_kind_are_counted_after_twenty():
    out = run_nwtool("clean", given=b'{"text":"ok"}\n' + b"x\n" * 50)
    told = out.stderr.decode().splitlines()
    assert len(told) == 21
    assert told[-1] == "nwtool clean: 30 more: records with the error not-json"
