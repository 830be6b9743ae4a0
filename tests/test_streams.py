"""The contract of the command line: what comes in, in which form, and what goes out."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import os
import pty
import subprocess
from pathlib import Path

import jsonschema
import pytest
import zstandard
from commands import NWTOOL, RECORD, STORY, lines, listing, parsed, run_nwtool

from nwtool.record.schema import schema
from nwtool.stages import STAGES


def test_several_plain_files_are_several_documents_with_their_names(tmp_path: Path):
    for name in ("b.txt", "a.txt"):
        (tmp_path / name).write_text(STORY)
    out = run_nwtool("clean", "b.txt", "-", "a.txt", given=lines(RECORD), cwd=tmp_path)
    assert [doc["id"] for doc in parsed(out.stdout)] == ["b.txt", "a-1", "a.txt"]


@pytest.mark.parametrize(
    ("split", "given", "texts"),
    [
        ("formfeed", "One.\n\f\nTwo.\fThree.\n\f", ["One.", "Two.", "Three."]),
        ("line", "One.\n\nTwo.\n", ["One.", "Two."]),
        ("blank-lines=2", "One.\n\nMore.\n\n\nTwo.\n", ["One.\n\nMore.", "Two."]),
        ("regex=^URL:", "URL: a\nOne.\nURL: b\nTwo.\n", ["URL: a\nOne.", "URL: b\nTwo."]),
    ],
)
def test_split(split: str, given: str, texts: list[str]):
    out = run_nwtool("sections", "--split", split, given=given)
    assert [doc["text"] for doc in parsed(out.stdout)] == texts
    assert [doc["id"] for doc in parsed(out.stdout)] == [str(n + 1) for n in range(len(texts))]


def test_files_from_a_list(tmp_path: Path):
    names = ["one.txt", "with blank.txt"]
    for name in names:
        (tmp_path / name).write_text(STORY)
    (tmp_path / "list").write_text("\n".join(names) + "\n")
    (tmp_path / "list0").write_text("\0".join(names))
    plain = run_nwtool("clean", "--files-from", "list", cwd=tmp_path)
    null = run_nwtool("clean", "--files-from", "list0", "-0", cwd=tmp_path)
    piped = run_nwtool("clean", "--files-from", "-", given="\n".join(names), cwd=tmp_path)
    assert [doc["id"] for doc in parsed(plain.stdout)] == names
    assert plain.stdout == null.stdout == piped.stdout


COMPRESS = {
    ".gz": gzip.compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
    ".zst": zstandard.ZstdCompressor().compress,
}
DECOMPRESS = {
    ".gz": gzip.decompress,
    ".bz2": bz2.decompress,
    ".xz": lzma.decompress,
    ".zst": lambda data: zstandard.ZstdDecompressor().decompressobj().decompress(data),
}


@pytest.mark.parametrize("suffix", COMPRESS)
def test_compressed_in_and_out(suffix: str, tmp_path: Path):
    plain = run_nwtool("clean", given=lines(RECORD))
    target = tmp_path / f"out.jsonl{suffix}"
    out = run_nwtool("clean", "-o", str(target), given=COMPRESS[suffix](lines(RECORD)))
    assert (out.returncode, out.stdout, out.stderr) == (0, b"", b"")
    assert DECOMPRESS[suffix](target.read_bytes()) == plain.stdout


def test_a_truncated_gzip_is_reported_and_what_it_held_comes_through():
    whole = gzip.compress(b"".join(lines({"id": n, "text": os.urandom(300).hex()}) for n in range(500)))
    out = run_nwtool("sections", given=whole[: len(whole) // 2])
    assert out.returncode == 3
    assert b"the stream breaks off here" in out.stderr
    assert [doc["id"] for doc in parsed(out.stdout)] == list(range(len(out.stdout.splitlines())))
    assert len(out.stdout.splitlines()) > 100


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-16-le", "shift_jis"])
def test_other_encodings(encoding: str):
    text = "Der Pfarrer sprach „leise“." if encoding != "shift_jis" else "猫が鳴く。"
    text = "caf\u00e9" if encoding == "cp1252" else text
    out = run_nwtool("sections", "--encoding", encoding, given=(text + "\n").encode(encoding))
    assert parsed(out.stdout)[0]["text"] == text


def test_output_is_utf8_whatever_the_locale():
    out = run_nwtool("sections", given='{"text":"Łódź — “so”"}\n', env={"LC_ALL": "C", "PYTHONUTF8": "0"})
    assert out.stdout.startswith('{"text":"Łódź — “so”"'.encode())


def test_unknown_keys_survive_every_command():
    odd = b'{"text":"ok","big":123456789012345678901234567890,"exact":0.1000000000000000000001,'
    odd += b'"far":1E+400,"alone":"\\ud83d","deep":' + b"[" * 400 + b"1" + b"]" * 400 + b"}"
    for stage in STAGES:
        out = run_nwtool(stage.name, given=odd + b"\n")
        assert out.returncode == 0, out.stderr
        assert out.stdout.startswith(odd[:-1] + b","), stage.name


def test_of_a_key_that_stands_twice_the_last_counts():
    assert parsed(run_nwtool("sections", given='{"text":"a","text":"b"}\n').stdout)[0]["text"] == "b"


def test_ten_megabytes_on_one_line():
    text = "The council met on Monday. " * 400_000
    out = run_nwtool("clean", given=lines({"text": text}))
    assert out.returncode == 0
    assert parsed(out.stdout)[0]["text"] == text.strip()


def test_the_first_record_is_out_before_the_second_is_read():
    with subprocess.Popen([*NWTOOL, "clean"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin and process.stdout
        process.stdin.write(lines(RECORD))
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["id"] == "a-1"
        process.stdin.close()
        assert process.wait() == 0


def test_the_pipe_and_run_print_the_same_bytes_and_so_does_a_second_time(samples: list[Path]):
    names = [str(path) for path in samples]
    data = run_nwtool(STAGES[0].name, *names).stdout
    for stage in STAGES[1:]:
        data = run_nwtool(stage.name, given=data).stdout
    once = run_nwtool("run", *names)
    assert (once.returncode, once.stderr) == (0, b"")
    assert once.stdout == data
    assert run_nwtool("run", given=data).stdout == data
    for stage in STAGES:
        assert run_nwtool(stage.name, given=data).stdout == data, stage.name


def test_output_is_valid(samples: list[Path]):
    documents = run_nwtool("run", *map(str, samples)).stdout
    validator = jsonschema.Draft202012Validator(schema("document"))
    for doc in parsed(documents):
        validator.validate(doc)
    rows = jsonschema.Draft202012Validator(schema("rows"))
    for stage in STAGES:
        out = run_nwtool(stage.name, "--rows", given=documents)
        assert out.returncode == 0
        assert parsed(out.stdout), stage.name
        for row in parsed(out.stdout):
            rows.validate(row)


def test_an_output_file_is_replaced_whole_or_not_at_all(tmp_path: Path):
    target = tmp_path / "out.jsonl"
    target.write_text("old")
    target.chmod(0o640)
    failed = run_nwtool("clean", "-o", str(target), "--errors", str(tmp_path / "no" / "errors"), given=lines(RECORD))
    assert failed.returncode == 2
    assert target.read_text() == "old"
    assert listing(tmp_path) == ["out.jsonl"]
    assert run_nwtool("clean", "-o", str(target), given=lines(RECORD)).returncode == 0
    assert parsed(target.read_bytes())[0]["id"] == "a-1"
    assert target.stat().st_mode & 0o777 == 0o640
    assert listing(tmp_path) == ["out.jsonl"]


def test_an_input_is_never_the_output(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_text(STORY)
    for option in ("-o", "--errors"):
        out = run_nwtool("clean", option, str(path), str(path))
        assert out.returncode == 2
        assert b"is one of the inputs" in out.stderr
    assert path.read_text() == STORY


def test_a_dash_is_standard_output(tmp_path: Path):
    out = run_nwtool("clean", "-o", "-", given=STORY, cwd=tmp_path)
    assert (out.returncode, out.stdout) == (0, run_nwtool("clean", given=STORY).stdout)
    assert listing(tmp_path) == []


def test_csv_tsv_and_the_guard_for_spreadsheets():
    given = lines({"id": "=1+1", "text": STORY.strip()})
    csv = run_nwtool("quotes", "--format", "csv", given=given).stdout.decode().splitlines()
    assert csv[0].startswith("id,")
    assert csv[1].startswith("=1+1,")
    safe = run_nwtool("quotes", "--format", "csv", "--csv-safe", given=given).stdout.decode().splitlines()
    assert safe[1].startswith("'=1+1,")
    tsv = run_nwtool("quotes", "--format", "tsv", given=given).stdout.decode().splitlines()
    assert len(tsv[0].split("\t")) == len(tsv[1].split("\t"))


def test_format_text_is_the_text_and_can_be_read_back():
    out = run_nwtool("clean", "--format", "text", given=lines({"text": "One  a."}, {"text": "Two."}))
    assert out.stdout == b"One a.\n\f\nTwo.\n"
    again = run_nwtool("clean", "--split", "formfeed", given=out.stdout)
    assert [doc["text"] for doc in parsed(again.stdout)] == ["One a.", "Two."]


def run_on_terminal(*arguments: str, given: bytes, env: dict[str, str] | None = None) -> str:
    """Run with standard output on a terminal of 80 columns; give what it shows."""
    master, slave = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "80", **(env or {})}
    environment.pop("NO_COLOR", None) if env is None else None
    process = subprocess.Popen([*NWTOOL, *arguments], stdin=subprocess.PIPE, stdout=slave, env=environment)
    process.communicate(given)
    os.close(slave)
    shown = b""
    try:
        while block := os.read(master, 65536):
            shown += block
    except OSError:  # the other end is closed
        pass
    os.close(master)
    return shown.decode()


def test_rows_on_a_terminal_are_a_table_that_fits():
    shown = run_on_terminal("quotes", "--rows", given=lines(RECORD))
    assert shown.startswith("\x1b[1mid")
    assert all(len(line.replace("\x1b[1m", "").replace("\x1b[0m", "")) <= 80 for line in shown.splitlines())
    assert "Ana Ruiz" in shown
    plain = run_on_terminal("quotes", "--rows", given=lines(RECORD), env={"NO_COLOR": "1"})
    assert plain.startswith("id")
    assert run_on_terminal("quotes", given=lines(RECORD)).startswith('{"id":"a-1"')
