"""The contract of the command line: statuses, messages, streams, signals; each in a process of its own."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import jsonschema
import pytest
import zstandard

from nwtool.cli.names import COMMANDS
from nwtool.cli.topics import TOPICS
from nwtool.record.schema import schema
from nwtool.stages import STAGES

NWTOOL = [sys.executable, "-m", "nwtool"]
STORY = '"We are ready," Mayor Ana Ruiz said.\nPolice closed the road on Monday.\n'
RECORD = {"id": "a-1", "text": STORY.strip(), "mine": {"n": 2**80}}


def nwtool(
    *arguments: str, given: bytes | str = b"", env: dict[str, str] | None = None, cwd: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    data = given.encode() if isinstance(given, str) else given
    return subprocess.run(
        [*NWTOOL, *arguments],
        input=data,
        capture_output=True,
        env={**os.environ, **(env or {})},
        timeout=120,
        cwd=cwd,
        check=False,
    )


def lines(*records: object) -> bytes:
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


def heed_signals() -> None:
    """Undo what a shell does to its background jobs: there SIGINT is ignored, and so it is in what they start."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def listing(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def parsed(data: bytes) -> list[dict[str, object]]:
    return [json.loads(line) for line in data.splitlines()]


# ---------------------------------------------------------------------------------------------- exit statuses


def test_a_bad_line_is_told_with_its_number_and_the_good_one_comes_through():
    out = nwtool("clean", given='not json\n{"text":"ok"}\n')
    assert out.returncode == 3
    assert [doc["text"] for doc in parsed(out.stdout)] == ["ok"]
    assert b"standard input:1: not JSON" in out.stderr
    assert out.stderr.count(b"\n") == 1


@pytest.mark.parametrize("given", ["", " \n\n", "\ufeff"])
def test_an_empty_stream_is_no_output_and_status_0(given: str):
    out = nwtool("clean", given=given)
    assert (out.returncode, out.stdout, out.stderr) == (0, b"", b"")


def test_a_missing_file_is_told_before_anything_is_written(tmp_path: Path):
    there = tmp_path / "there.txt"
    there.write_text(STORY)
    out = nwtool("clean", str(there), str(tmp_path / "missing.txt"))
    assert (out.returncode, out.stdout) == (2, b"")
    assert b"missing.txt: No such file" in out.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["clean", "--no-such-option"], b"No such option"),
        (["no-such-command"], b"No such command"),
        (["run", "clean,no-such-stage", "-"], b"unknown stage 'no-such-stage'"),
        (["clean", "."], b"is a directory"),
        (["clean", "--split", "pages", "-"], b"none of formfeed"),
        (["clean", "--split", "regex=(", "-"], b"no regular expression"),
        (["clean", "--encoding", "klingon", "-"], b"no text encoding"),
        (["clean", "-", "-"], b"only once"),
        (["clean", "--check", "--rows", "-"], b"--check writes nothing"),
        (["clean", "--exit-zero", "-"], b"goes with --check"),
        (["dedupe-captions", "--keep", "none", "-"], b"none of longest, first"),
        (["schema", "novel"], b"no schema 'novel'"),
        (["help", "novel"], b"'novel' is neither a command nor a topic"),
        (["run", "clean", "quotes", "-"], b"stages are joined by commas: nwtool run clean,quotes"),
        (["quotes", "--rows", "--format", "text", "-"], b"rows have"),
        (["clean", "--on-error", "panic", "-"], b"panic"),
        (["clean", "-o", "/no/such/folder/x.jsonl", "-"], b"No such file"),
    ],
)
def test_what_cannot_run_is_status_2_with_one_line(arguments: list[str], told: bytes):
    out = nwtool(*arguments, given=STORY)
    assert (out.returncode, out.stdout) == (2, b"")
    assert told in out.stderr
    assert out.stderr.startswith(b"nwtool")
    assert out.stderr.count(b"\n") == 1


def test_check_says_1_when_a_text_would_change_and_0_when_not():
    dirty, clean = lines({"text": "Two  blanks here."}), lines({"text": "One blank here."})
    assert nwtool("clean", "--check", given=clean).returncode == 0
    out = nwtool("clean", "--check", given=dirty)
    assert (out.returncode, out.stdout) == (1, b"")
    assert b"standard input:1: would change" in out.stderr
    assert nwtool("clean", "--check", "--exit-zero", given=dirty).returncode == 0
    assert nwtool("clean", "--check", given=b"{\n" + dirty).returncode == 3


def test_check_passes_a_plain_file_that_ends_in_a_line_break(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_text(STORY)
    assert nwtool("clean", "--check", str(path)).returncode == 0


def test_dedupe_captions_check():
    caption = "A crane lifts a container in Port Aldo, May 3, 2024. REUTERS/Ina Berg"
    body = "Dockers in Port Aldo went back to work on Friday after a strike of nine days, their union said."
    assert nwtool("dedupe-captions", "--check", given=f"{caption}\n{caption}\n{body}\n").returncode == 1
    assert nwtool("dedupe-captions", "--check", given=f"{caption}\n{body}\n").returncode == 0


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
        (["clean", "--max-errors", "3", "--on-error", "stop"], b"--max-errors says nothing with"),
        (["clean", "-q", "-v"], b"exclude each other"),
        (["clean", "--rows", "--explain"], b"choose one"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_an_option_that_would_do_nothing_is_refused(arguments: list[str], told: bytes):
    out = nwtool(*arguments, given=STORY)
    assert (out.returncode, out.stdout) == (2, b"")
    assert told in out.stderr
    assert out.stderr.count(b"\n") == 1


@pytest.mark.parametrize("given", [b'[{"text":"a"},{"text":"b"}]\n', b' [\n  {\n    "text": "a"\n  }\n]\n'])
def test_a_json_array_is_no_text(given: bytes):
    out = nwtool("sections", given=given)
    assert (out.returncode, out.stdout) == (3, b"")
    assert b"a JSON array; each line holds one document: jq -c '.[]' makes such lines" in out.stderr
    assert nwtool("sections", given=b"[Photo: a crane]\n").returncode == 0


def test_an_error_file_is_kept_until_there_is_something_to_say(tmp_path: Path):
    kept = tmp_path / "errors.jsonl"
    kept.write_text("old")
    assert nwtool("clean", "--errors", str(kept), "-o", str(tmp_path / "no" / "x"), given=b"{}").returncode == 2
    assert nwtool("clean", "--errors", str(kept), "no-such-file").returncode == 2
    assert kept.read_text() == "old"
    assert nwtool("clean", "--errors", str(kept), given=lines(RECORD)).returncode == 0
    assert kept.read_text() == ""


# ---------------------------------------------------------------------------------------------- error records


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
    out = nwtool("sections", "--errors", str(kept), given=b'{"text":"ok"}\n' + b"\n".join(bad) + b"\n")
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
    assert nwtool(layer, given=given).returncode == 0
    other = "quotes" if layer == "sections" else "sections"
    assert nwtool(other, given=given).returncode == 3


def test_errors_to_standard_error_replace_the_messages():
    out = nwtool("clean", "--errors", "-", given=b'{"text":"ok"}\nnope\n')
    assert out.returncode == 3
    assert parsed(out.stderr)[0]["raw"] == "nope"


def test_bytes_that_are_not_utf8_are_told_with_their_offset_and_kept(tmp_path: Path):
    kept = tmp_path / "errors.jsonl"
    out = nwtool("clean", "--errors", str(kept), given=b"caf\xe9 noir\n")
    assert (out.returncode, out.stdout) == (3, b"")
    assert b"byte 0xe9 at offset 3 is not UTF-8; --encoding NAME reads others" in out.stderr
    assert parsed(kept.read_bytes())[0]["raw_base64"] == "Y2Fm6SBub2ly"


def test_on_error_stop_and_max_errors():
    given = b'{"text":"a"}\nx\n{"text":"b"}\ny\n{"text":"c"}\n'
    assert len(parsed(nwtool("clean", given=given).stdout)) == 3
    for arguments, written in ((["--on-error", "stop"], 1), (["--max-errors", "2"], 2)):
        out = nwtool("clean", *arguments, given=given)
        assert (out.returncode, len(parsed(out.stdout))) == (3, written)


def test_messages_of_one_kind_are_counted_after_twenty():
    out = nwtool("clean", given=b'{"text":"ok"}\n' + b"x\n" * 50)
    told = out.stderr.decode().splitlines()
    assert len(told) == 21
    assert told[-1] == "nwtool clean: 30 more: records with the error not-json"


# ---------------------------------------------------------------------------------------------- streams


def test_several_plain_files_are_several_documents_with_their_names(tmp_path: Path):
    for name in ("b.txt", "a.txt"):
        (tmp_path / name).write_text(STORY)
    out = nwtool("clean", "b.txt", "-", "a.txt", given=lines(RECORD), cwd=tmp_path)
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
    out = nwtool("sections", "--split", split, given=given)
    assert [doc["text"] for doc in parsed(out.stdout)] == texts
    assert [doc["id"] for doc in parsed(out.stdout)] == [str(n + 1) for n in range(len(texts))]


def test_files_from_a_list(tmp_path: Path):
    names = ["one.txt", "with blank.txt"]
    for name in names:
        (tmp_path / name).write_text(STORY)
    (tmp_path / "list").write_text("\n".join(names) + "\n")
    (tmp_path / "list0").write_text("\0".join(names))
    plain = nwtool("clean", "--files-from", "list", cwd=tmp_path)
    null = nwtool("clean", "--files-from", "list0", "-0", cwd=tmp_path)
    piped = nwtool("clean", "--files-from", "-", given="\n".join(names), cwd=tmp_path)
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
    plain = nwtool("clean", given=lines(RECORD))
    target = tmp_path / f"out.jsonl{suffix}"
    out = nwtool("clean", "-o", str(target), given=COMPRESS[suffix](lines(RECORD)))
    assert (out.returncode, out.stdout, out.stderr) == (0, b"", b"")
    assert DECOMPRESS[suffix](target.read_bytes()) == plain.stdout


def test_a_truncated_gzip_is_reported_and_what_it_held_comes_through():
    whole = gzip.compress(b"".join(lines({"id": n, "text": os.urandom(300).hex()}) for n in range(500)))
    out = nwtool("sections", given=whole[: len(whole) // 2])
    assert out.returncode == 3
    assert b"the stream breaks off here" in out.stderr
    assert [doc["id"] for doc in parsed(out.stdout)] == list(range(len(out.stdout.splitlines())))
    assert len(out.stdout.splitlines()) > 100


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-16-le", "shift_jis"])
def test_other_encodings(encoding: str):
    text = "Der Pfarrer sprach „leise“." if encoding != "shift_jis" else "猫が鳴く。"
    text = "caf\u00e9" if encoding == "cp1252" else text
    out = nwtool("sections", "--encoding", encoding, given=(text + "\n").encode(encoding))
    assert parsed(out.stdout)[0]["text"] == text


def test_output_is_utf8_whatever_the_locale():
    out = nwtool("sections", given='{"text":"Łódź — “so”"}\n', env={"LC_ALL": "C", "PYTHONUTF8": "0"})
    assert out.stdout.startswith('{"text":"Łódź — “so”"'.encode())


def test_unknown_keys_survive_every_command():
    odd = b'{"text":"ok","big":123456789012345678901234567890,"exact":0.1000000000000000000001,'
    odd += b'"far":1E+400,"alone":"\\ud83d","deep":' + b"[" * 400 + b"1" + b"]" * 400 + b"}"
    for stage in STAGES:
        out = nwtool(stage.name, given=odd + b"\n")
        assert out.returncode == 0, out.stderr
        assert out.stdout.startswith(odd[:-1] + b","), stage.name


def test_of_a_key_that_stands_twice_the_last_counts():
    assert parsed(nwtool("sections", given='{"text":"a","text":"b"}\n').stdout)[0]["text"] == "b"


def test_ten_megabytes_on_one_line():
    text = "The council met on Monday. " * 400_000
    out = nwtool("clean", given=lines({"text": text}))
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


# ---------------------------------------------------------------------------------------------- output


def test_the_pipe_and_run_print_the_same_bytes_and_so_does_a_second_time(samples: list[Path]):
    names = [str(path) for path in samples]
    data = nwtool(STAGES[0].name, *names).stdout
    for stage in STAGES[1:]:
        data = nwtool(stage.name, given=data).stdout
    once = nwtool("run", *names)
    assert (once.returncode, once.stderr) == (0, b"")
    assert once.stdout == data
    assert nwtool("run", given=data).stdout == data
    for stage in STAGES:
        assert nwtool(stage.name, given=data).stdout == data, stage.name


def test_output_is_valid(samples: list[Path]):
    documents = nwtool("run", *map(str, samples)).stdout
    validator = jsonschema.Draft202012Validator(schema("document"))
    for doc in parsed(documents):
        validator.validate(doc)
    rows = jsonschema.Draft202012Validator(schema("rows"))
    for stage in STAGES:
        out = nwtool(stage.name, "--rows", given=documents)
        assert out.returncode == 0
        assert parsed(out.stdout), stage.name
        for row in parsed(out.stdout):
            rows.validate(row)


def test_an_output_file_is_replaced_whole_or_not_at_all(tmp_path: Path):
    target = tmp_path / "out.jsonl"
    target.write_text("old")
    target.chmod(0o640)
    failed = nwtool("clean", "-o", str(target), "--errors", str(tmp_path / "no" / "errors"), given=lines(RECORD))
    assert failed.returncode == 2
    assert target.read_text() == "old"
    assert listing(tmp_path) == ["out.jsonl"]
    assert nwtool("clean", "-o", str(target), given=lines(RECORD)).returncode == 0
    assert parsed(target.read_bytes())[0]["id"] == "a-1"
    assert target.stat().st_mode & 0o777 == 0o640
    assert listing(tmp_path) == ["out.jsonl"]


def test_an_input_is_never_the_output(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_text(STORY)
    for option in ("-o", "--errors"):
        out = nwtool("clean", option, str(path), str(path))
        assert out.returncode == 2
        assert b"is one of the inputs" in out.stderr
    assert path.read_text() == STORY


def test_a_dash_is_standard_output(tmp_path: Path):
    out = nwtool("clean", "-o", "-", given=STORY, cwd=tmp_path)
    assert (out.returncode, out.stdout) == (0, nwtool("clean", given=STORY).stdout)
    assert listing(tmp_path) == []


def test_csv_tsv_and_the_guard_for_spreadsheets():
    given = lines({"id": "=1+1", "text": STORY.strip()})
    csv = nwtool("quotes", "--format", "csv", given=given).stdout.decode().splitlines()
    assert csv[0].startswith("id,")
    assert csv[1].startswith("=1+1,")
    safe = nwtool("quotes", "--format", "csv", "--csv-safe", given=given).stdout.decode().splitlines()
    assert safe[1].startswith("'=1+1,")
    tsv = nwtool("quotes", "--format", "tsv", given=given).stdout.decode().splitlines()
    assert len(tsv[0].split("\t")) == len(tsv[1].split("\t"))


def test_format_text_is_the_text_and_can_be_read_back():
    out = nwtool("clean", "--format", "text", given=lines({"text": "One  a."}, {"text": "Two."}))
    assert out.stdout == b"One a.\n\f\nTwo.\n"
    again = nwtool("clean", "--split", "formfeed", given=out.stdout)
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


# ---------------------------------------------------------------------------------------------- how a run ends


def test_a_closed_pipe_ends_at_once_and_in_silence():
    source = [sys.executable, "-c", 'while True: print(\'{"text":"x"}\')']
    with (
        subprocess.Popen(source, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as feed,
        subprocess.Popen(
            [*NWTOOL, "clean"], stdin=feed.stdout, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as process,
    ):
        assert feed.stdout and process.stdout and process.stderr
        feed.stdout.close()
        process.stdout.readline()
        process.stdout.close()
        assert process.wait(timeout=30) == 141
        assert process.stderr.read() == b""


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_signals_leave_whole_records(number: signal.Signals, status: int):
    source = [sys.executable, "-c", 'while True: print(\'{"text":"The council met on Monday."}\')']
    with (
        subprocess.Popen(source, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as feed,
        subprocess.Popen(
            [*NWTOOL, "clean"],
            stdin=feed.stdout,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            preexec_fn=heed_signals,
        ) as process,
    ):
        assert feed.stdout and process.stdout
        feed.stdout.close()
        process.stdout.read(1000)
        process.send_signal(number)
        out, told = process.communicate(timeout=60)
        feed.kill()
    assert (process.returncode, told) == (status, b"")
    assert out.endswith(b"}\n")


def test_interrupted_output_file_leaves_the_old_one(tmp_path: Path):
    target = tmp_path / "out.jsonl"
    target.write_text("old")
    with subprocess.Popen(
        [*NWTOOL, "clean", "-o", str(target)], stdin=subprocess.PIPE, preexec_fn=heed_signals
    ) as process:
        assert process.stdin
        process.stdin.write(lines(RECORD) * 1000)
        process.stdin.flush()
        while len(listing(tmp_path)) < 2:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        process.stdin.close()
        assert process.wait(timeout=60) == 130
    assert (target.read_text(), listing(tmp_path)) == ("old", ["out.jsonl"])


def test_a_full_disk_is_told(tmp_path: Path):
    with Path("/dev/full").open("wb") as full:
        command = [*NWTOOL, "clean"]
        out = subprocess.run(command, input=lines(RECORD), stdout=full, stderr=subprocess.PIPE, check=False)
    assert out.returncode == 2
    assert b"standard output: can't be written (No space left on device)" in out.stderr


def test_closed_standard_streams():
    command = " ".join(NWTOOL)
    no_output = subprocess.run(
        f"{command} clean >&-", shell=True, input=lines(RECORD), capture_output=True, check=False
    )
    assert no_output.returncode == 2
    assert b"standard output is closed" in no_output.stderr
    no_messages = subprocess.run(f"{command} clean 2>&-", shell=True, input=b"x\n{\n", capture_output=True, check=False)
    assert no_messages.returncode == 0
    no_input = subprocess.run(f"{command} clean <&-", shell=True, capture_output=True, check=False)
    assert no_input.returncode == 2
    assert b"standard input is closed" in no_input.stderr


# ---------------------------------------------------------------------------------------------- help


def test_version():
    from nwtool import __version__

    out = nwtool("--version")
    assert (out.returncode, out.stdout) == (0, f"nwtool {__version__}\n".encode())


@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_short_and_begins_with_examples(command: str):
    for flag in ("-h", "--help"):
        out = nwtool(command, flag, env={"COLUMNS": "100"})
        shown = out.stdout.decode().splitlines()
        assert out.returncode == 0
        assert len(shown) < 40
        assert sum(line.lstrip().startswith("nwtool") or "| nwtool" in line for line in shown[:9]) >= 2


def test_the_list_of_commands_cuts_no_sentence():
    told = nwtool("--help", env={"COLUMNS": "80"}).stdout.decode()
    commands = told.split("Commands:\n")[1].splitlines()
    assert len(commands) == len(COMMANDS)
    assert all(line.endswith(".") and not line.endswith("...") for line in commands)


@pytest.mark.parametrize("command", [name for name in COMMANDS if name not in TOPICS])
def test_help_of_a_command_is_its_help(command: str):
    assert nwtool("help", command).stdout == nwtool(command, "--help").stdout


def test_a_wrong_word_of_the_environment_is_called_by_its_name():
    for name in ("NWTOOL_JOBS", "NWTOOL_COLOR"):
        out = nwtool("clean", given=STORY, env={name: "often"})
        assert (out.returncode, out.stdout) == (2, b"")
        assert out.stderr.startswith(f"nwtool clean: {name}: 'often' is no".encode())


def test_verbose_names_files_and_quiet_keeps_errors(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_text(STORY)
    assert b"a.txt" in nwtool("clean", "-v", str(path)).stderr
    assert nwtool("clean", str(path)).stderr == b""
    assert b"not JSON" in nwtool("clean", "-q", given=b'{"text":""}\nx\n').stderr


@pytest.mark.parametrize(
    ("shell", "typed"),
    [
        ("bash", {"COMP_WORDS": "nwtool ded", "COMP_CWORD": "1"}),
        ("zsh", {"_TYPER_COMPLETE_ARGS": "nwtool ded"}),
        ("fish", {"_TYPER_COMPLETE_ARGS": "nwtool ded", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}),
        ("bash", {"COMP_WORDS": "nwtool help ded", "COMP_CWORD": "2"}),
    ],
)
def test_completion(shell: str, typed: dict[str, str]):
    out = nwtool(env={"_NWTOOL_COMPLETE": f"complete_{shell}", **typed})
    assert b"dedupe-captions" in out.stdout
    assert b"entities" not in out.stdout


def test_completion_knows_what_an_argument_may_be():
    typed = {"COMP_WORDS": "nwtool schema ", "COMP_CWORD": "2"}
    out = nwtool(env={"_NWTOOL_COMPLETE": "complete_bash", **typed})
    assert out.stdout.split() == [b"document", b"rows", b"finding", b"error"]


def test_explain_writes_each_change_and_replaying_them_gives_the_output(samples: list[Path]):
    for path in samples:
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").removesuffix("\n")
        rows = parsed(nwtool("clean", "--explain", str(path)).stdout)
        for row in reversed(rows):
            start, end = int(str(row["start"])), int(str(row["end"]))
            assert text[start:end] == row["old"]
            text = text[:start] + str(row["new"]) + text[end:]
        assert text == parsed(nwtool("clean", str(path)).stdout)[0]["text"]


def test_verbose_tells_how_much_boilerplate_was_taken_out(samples: list[Path]):
    page = next(path for path in samples if path.stem == "council-vote")
    assert b"blocks are boilerplate and were taken out" in nwtool("clean", "-v", str(page)).stderr
    assert b"boilerplate" not in nwtool("clean", "-v", "--keep-boilerplate", str(page)).stderr
