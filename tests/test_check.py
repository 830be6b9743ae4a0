"""`nwtool check` as scripts and CI jobs meet it: statuses, selection, settings, suppressions, baselines, formats."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import nwtool
from nwtool.checking import CheckJob
from nwtool.checks import CHECKS, run
from nwtool.checks.config import DEFAULTS
from nwtool.checks.select import Choice, choose, make_plan
from nwtool.errors import UsageError
from nwtool.record.schema import schema
from nwtool.streams.items import Item

ROOT = Path(__file__).parent.parent
SARIF = json.loads((ROOT / "tests" / "data" / "sarif-2.1.0-rtm.5.json").read_text())

CLEAN = "The council met on Monday, and the mayor spoke.\n"
WARNING = "The council met on Monday, and and the mayor spoke of the the road.\n"
ERROR = "The camp at GuantÃ¡namo is still open, the council said.\n"
INFO = "The World Health Organization (WHO) met. In May the World Health Organization (WHO) met again.\n"


def check(
    *arguments: str | Path, given: bytes | str = b"", cwd: Path | None = None, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "nwtool", "check", *map(str, arguments)],
        input=given.encode() if isinstance(given, str) else given,
        capture_output=True,
        cwd=cwd,
        env={**{name: value for name, value in os.environ.items() if not name.startswith("NWTOOL_")}, **(env or {})},
        timeout=120,
        check=False,
    )


def parsed(data: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in data.splitlines()]


def ids(out: subprocess.CompletedProcess[bytes]) -> list[str]:
    return [row["check"] for row in parsed(out.stdout)]


def lines(*records: object) -> bytes:
    return b"".join(json.dumps(record, ensure_ascii=False).encode() + b"\n" for record in records)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with nothing above it that could be taken for settings."""
    (tmp_path / "nwtool.toml").write_text("")
    return tmp_path


# ---------------------------------------------------------------------------------------------- exit statuses

STATUSES = [
    (CLEAN, [], 0),
    (CLEAN, ["--fail-on", "info"], 0),
    (INFO, [], 0),
    (INFO, ["--fail-on", "warning"], 0),
    (INFO, ["--fail-on", "info"], 1),
    (WARNING, [], 0),
    (WARNING, ["--fail-on", "warning"], 1),
    (WARNING, ["--fail-on", "info"], 1),
    (WARNING, ["--fail-on", "warning", "--exit-zero"], 0),
    (WARNING, ["--fail-on", "warning", "--ignore", "NW203"], 0),
    (ERROR, [], 1),
    (ERROR, ["--exit-zero"], 0),
    (ERROR, ["--fail-on", "warning"], 1),
    (ERROR, ["--select", "NW203"], 0),
    (ERROR, ["--diff"], 1),
    (ERROR, ["--diff", "--exit-zero"], 0),
    (ERROR, ["--fix"], 0),
    (ERROR, ["--write-baseline", "known.json"], 0),
    (ERROR, ["--format", "sarif"], 1),
    (ERROR, ["--format", "github"], 1),
    (ERROR, ["-q"], 1),
    (ERROR, ["-j", "2"], 1),
    (ERROR, ["-o", "found.jsonl"], 1),
    ("", ["--fail-on", "info"], 0),
    ("{bad\n", [], 3),
    ("{bad\n", ["--exit-zero"], 3),
    (lines({"text": ERROR}).decode() + "{bad\n", [], 3),
    (lines({"text": ERROR}).decode() + "{bad\n", ["--exit-zero"], 3),
    (lines({"no": "text"}).decode(), ["--fix"], 3),
]


@pytest.mark.parametrize(("text", "arguments", "status"), STATUSES)
def test_statuses(folder: Path, text: str, arguments: list[str], status: int) -> None:
    (folder / "a.txt").write_text(text)
    out = check(*arguments, "a.txt", cwd=folder)
    assert out.returncode == status, out
    assert b"Traceback" not in out.stderr


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["--select", "NW999", "a.txt"], "NW999"),
        (["--ignore", "doubled", "a.txt"], "doubled-word"),
        (["--extend-select", "", "--select", "nope", "a.txt"], "nope"),
        (["--select", "NW409", "a.txt"], "--preview"),
        (["--explain", "nope"], "nope"),
        (["--explain", "NW203", "a.txt"], "read no files"),
        (["--explain", "NW203", "--format", "jsonl"], "--explain writes text"),
        (["--explain", "NW203", "--list"], "choose one"),
        (["--list", "a.txt"], "read no files"),
        (["--list", "--format", "sarif"], "--list writes text, jsonl or csv"),
        (["--fail-on", "never", "a.txt"], "--fail-on"),
        (["--format", "xml", "a.txt"], "--format"),
        (["missing.txt"], "missing.txt"),
        (["missing/"], "missing/"),
        (["--config", "missing.toml", "a.txt"], "missing.toml"),
        (["--baseline", "missing.json", "a.txt"], "missing.json"),
        (["--baseline", "a.txt", "a.txt"], "a.txt"),
        (["--unsafe-fixes", "a.txt"], "--fix"),
        (["--diff", "--format", "github", "a.txt"], "--diff"),
        (["--fix", "--split", "line", "a.txt"], "--split"),
        (["--fix", "--encoding", "latin-1", "a.txt"], "UTF-8"),
        (["--fix", "--write-baseline", "x.json", "a.txt"], "--write-baseline"),
        (["--write-baseline", "a.txt", "a.txt"], "--write-baseline"),
        (["-0", "a.txt"], "--files-from"),
        (["--fixx", "a.txt"], "--fixx"),
    ],
)
def test_what_can_not_run_is_status_2_and_one_line_that_names_it(
    folder: Path, arguments: list[str], named: str
) -> None:
    (folder / "a.txt").write_text(ERROR)
    out = check(*arguments, cwd=folder)
    assert (out.returncode, out.stdout) == (2, b"")
    assert out.stderr.count(b"\n") == 1
    assert out.stderr.startswith(b"nwtool check: ")
    assert named in out.stderr.decode()
    assert (folder / "a.txt").read_text() == ERROR


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ("[check", "nwtool.toml"),
        ("[check]\nselect = ['NW999']", "check.select: 'NW999'"),
        ("[check]\nignore = ['nope']", "check.ignore: 'nope'"),
        ("[check]\nignore = 'NW404'", "check.ignore"),
        ("[check]\nignor = []", "ignore?"),
        ("[check]\nfail-on = 'never'", "check.fail-on"),
        ("[check]\npreview = 1", "check.preview"),
        ("[check]\nbaseline = 'none.json'", "none.json"),
        ("[check.severity]\nNW999 = 'error'", "NW999"),
        ("[check.severity]\nNW404 = 'fatal'", "check.severity.NW404"),
        ("[check.per-file-ignores]\n'*' = ['x']", "'x'"),
        ("[[check.phrases]]\nuse = 'x'", "check.phrases[0]"),
        ("[chekc]", "chekc"),
        ("check = 3", "check"),
    ],
)
def test_broken_settings_are_status_2_and_one_line_that_names_the_key(folder: Path, settings: str, named: str) -> None:
    (folder / "nwtool.toml").write_text(settings)
    out = check(given=CLEAN, cwd=folder)
    assert (out.returncode, out.stdout) == (2, b"")
    assert out.stderr.count(b"\n") == 1
    assert "nwtool.toml" in out.stderr.decode() or "none.json" in out.stderr.decode()
    assert named in out.stderr.decode()
    assert check("--no-config", given=CLEAN, cwd=folder).returncode == 0


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file_is_status_2(folder: Path) -> None:
    (folder / "a.txt").write_text(CLEAN)
    (folder / "a.txt").chmod(0)
    out = check("a.txt", cwd=folder)
    assert out.returncode == 2
    assert b"a.txt" in out.stderr


def test_a_reader_that_goes_away_ends_the_run_quietly(folder: Path) -> None:
    (folder / "a.jsonl").write_bytes(lines(*({"text": ERROR} for _ in range(3000))))
    command = f"{sys.executable} -m nwtool check a.jsonl | head -n 1; echo ${{PIPESTATUS[0]}}"
    out = subprocess.run(["bash", "-c", command], cwd=folder, capture_output=True, timeout=120, check=False)
    assert out.stdout.splitlines()[-1] == b"141"
    assert out.stderr == b""


# -------------------------------------------------------------------------------------------------- selection


def chosen(*choices: Choice, preview: bool = False) -> set[str]:
    return {each.id for each in choose(choices, preview)}


def test_checks_are_chosen_by_id_prefix_name_and_all() -> None:
    everything = {each.id for each in CHECKS}
    tried = {each.id for each in CHECKS if each.default == "preview"}
    by_default = {each.id for each in CHECKS if each.default == "on"}
    assert chosen() == by_default
    assert chosen(preview=True) == by_default | tried
    assert chosen(Choice("--", ["all"])) == everything - tried
    assert chosen(Choice("--", ["all"]), preview=True) == everything
    assert chosen(Choice("--", ["NW203"])) == chosen(Choice("--", ["doubled-word"])) == {"NW203"}
    assert chosen(Choice("--", ["NW1"])) == {name for name in everything - tried if name.startswith("NW1")}
    assert chosen(Choice("--", None, ["NW505"])) == by_default | {"NW505"}
    assert chosen(Choice("--", ["NW2"], (), ["NW203"])) == {"NW201", "NW202"}
    # what is said later counts for more
    assert "NW203" in chosen(Choice("", None, (), ["NW203"]), Choice("--", None, ["NW203"]))


def test_a_check_in_preview_needs_preview() -> None:
    with pytest.raises(UsageError, match="preview"):
        choose([Choice("--", ["NW409"])], preview=False)
    assert chosen(Choice("--", ["NW409"]), preview=True) == {"NW409"}
    assert "NW409" not in chosen(Choice("--", ["NW4"]))


def test_options_may_be_given_more_than_once() -> None:
    text = f"{WARNING}{ERROR}It was a accident.\n"
    out = check("--no-config", "--select", "NW203", "--select", "NW101,NW502", "--ignore", "mojibake", given=text)
    assert ids(out) == ["NW203", "NW203", "NW502"]


def test_list_tells_what_runs() -> None:
    out = check("--no-config", "--list", "--format", "jsonl", "--ignore", "NW203")
    rows = {row["id"]: row for row in parsed(out.stdout)}
    assert list(rows) == [each.id for each in CHECKS]
    assert not rows["NW203"]["runs"]
    assert rows["NW101"] | {"summary": ""} == {
        "id": "NW101", "name": "mojibake", "severity": "error", "runs": True, "default": "on", "fix": "safe",
        "summary": "",
    }  # fmt: skip
    assert check("--no-config", "--list").stdout.count(b"\n") == len(CHECKS)


def test_explain_writes_where_it_is_told_to(tmp_path: Path) -> None:
    told = check("--no-config", "--explain", "doubled-word").stdout
    assert told.startswith(b"NW203 doubled-word: A word stands twice.\n")
    assert check("--no-config", "--explain", "doubled-word", "-o", "page.txt", cwd=tmp_path).stdout == b""
    assert (tmp_path / "page.txt").read_bytes() == told


# --------------------------------------------------------------------------------------------------- settings


def test_settings_are_those_of_the_nearest_file(tmp_path: Path) -> None:
    inner = tmp_path / "desk" / "copy"
    inner.mkdir(parents=True)
    (tmp_path / "nwtool.toml").write_text("[check]\nselect = ['NW101']")
    assert ids(check(given=WARNING, cwd=inner)) == []
    (inner.parent / "pyproject.toml").write_text("[project]\nname = 'x'")
    assert ids(check(given=WARNING, cwd=inner)) == []
    (inner.parent / "pyproject.toml").write_text("[tool.nwtool.check]\nselect = ['NW203']")
    assert ids(check(given=WARNING, cwd=inner)) == ["NW203", "NW203"]
    (inner / "nwtool.toml").write_text("[check]\nselect = ['NW203']\nignore = ['NW203']")
    assert ids(check(given=WARNING, cwd=inner)) == []
    # options count for more than the environment, and that for more than a file nearby
    other = {"NWTOOL_CONFIG": str(inner.parent / "pyproject.toml")}
    assert ids(check(given=WARNING, cwd=inner, env=other)) == ["NW203", "NW203"]
    assert ids(check("--config", tmp_path / "nwtool.toml", given=WARNING, cwd=inner, env=other)) == []
    assert ids(check("--no-config", given=WARNING, cwd=inner, env=other)) == ["NW203", "NW203"]
    assert ids(check("--select", "NW203", given=WARNING, cwd=inner)) == ["NW203", "NW203"]


def test_severities_are_those_of_the_house(folder: Path) -> None:
    (folder / "nwtool.toml").write_text("[check.severity]\nall = 'info'\ndoubled-word = 'error'\nNW2 = 'warning'")
    out = check(given=WARNING + ERROR, cwd=folder)
    assert {(row["check"], row["severity"]) for row in parsed(out.stdout)} == {("NW203", "error"), ("NW101", "info")}
    assert out.returncode == 1


def test_fail_on_may_stand_in_the_settings(folder: Path) -> None:
    (folder / "nwtool.toml").write_text("[check]\nfail-on = 'warning'")
    assert check(given=WARNING, cwd=folder).returncode == 1
    assert check("--fail-on", "error", given=WARNING, cwd=folder).returncode == 0


def test_per_file_ignores_count_from_the_folder_of_the_settings(folder: Path) -> None:
    (folder / "nwtool.toml").write_text("[check.per-file-ignores]\n'live/*' = ['NW203']\n'*.raw.txt' = ['all']")
    (folder / "live").mkdir()
    for name in ("live/a.txt", "a.txt", "b.raw.txt"):
        (folder / name).write_text(WARNING)
    out = check(".", cwd=folder)
    assert {row["file"] for row in parsed(out.stdout)} == {"a.txt"}
    assert ids(check("a.txt", cwd=folder / "live")) == []


def test_phrases_of_the_house(folder: Path) -> None:
    (folder / "nwtool.toml").write_text(
        "[[check.phrases]]\nphrase = 'utilise'\nuse = 'use'\nsafe = true\nseverity = 'error'"
    )
    (folder / "a.txt").write_text("They utilise the bridge on Mondays.\n")
    assert check("a.txt", cwd=folder).returncode == 1
    assert check("--fix", "a.txt", cwd=folder).returncode == 0
    assert (folder / "a.txt").read_text() == "They use the bridge on Mondays.\n"


def test_config_tells_what_holds_and_why(folder: Path) -> None:
    (folder / "nwtool.toml").write_text("[check]\nignore = ['NW5']\n[[check.phrases]]\nphrase = 'x'")
    command = [sys.executable, "-m", "nwtool", "config"]
    out = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60, check=True)
    assert 'ignore = ["NW5"]  # nwtool.toml\n' in out.stdout
    assert 'fail-on = "error"  # default\n' in out.stdout
    assert 'phrases = [{"phrase" = "x", "severity" = "warning", "safe" = false}]  # nwtool.toml\n' in out.stdout


# ------------------------------------------------------------------------------------------------ suppressions

SUPPRESSED = [
    # a comment hides what it names in the next block, and nowhere else
    ('<!-- nwtool: ignore NW203 "a band" -->\nThey heard the the.\nThey heard the the.', ["NW203:3"]),
    ("<!-- nwtool: ignore doubled-word -->\n\n\nThey heard the the.", []),
    ("<!--nwtool:ignore NW2-->\nThey heard the the.", []),
    ("<!-- nwtool: ignore -->\nThey heard the the.", []),
    ("  <!-- nwtool: ignore NW101, NW203 -->  \nThey heard the the at GuantÃ¡namo.", []),
    ("<!-- nwtool: ignore NW203 -->\n<!-- nwtool: ignore NW101 -->\nThey heard the the at GuantÃ¡namo.", []),
    # ignore-file hides it everywhere
    ("They heard the the.\nThey heard the the.\n<!-- nwtool: ignore-file NW203 -->", []),
    # one that hides nothing is reported, each name for itself
    ("<!-- nwtool: ignore NW203 -->\nThey heard the band.", ["NW001:1"]),
    ("<!-- nwtool: ignore NW203, NW101 -->\nThey heard the the.", ["NW001:1"]),
    ("<!-- nwtool: ignore-file all -->\nThey heard the band.", ["NW001:1"]),
    ("They heard the the.\n<!-- nwtool: ignore NW203 -->", ["NW203:1", "NW001:2"]),
    ("<!-- nwtool: ignore NW999 -->\nThey heard the band.", ["NW001:1"]),
    ("<!-- nwtool: ignroe NW203 -->\nThey heard the band.", ["NW001:1"]),
    # but not where its check didn't run
    ("<!-- nwtool: ignore NW505 -->\nThey heard the band.", []),
    # what is no line of its own is text
    ("They heard the the. <!-- nwtool: ignore NW203 -->", ["NW203:1", "NW103:1"]),
]


@pytest.mark.parametrize(("text", "expected"), SUPPRESSED)
def test_suppressions_in_texts(text: str, expected: list[str]) -> None:
    found = nwtool.check({"text": text}, select=["NW0", "NW1", "NW2"])
    assert [f"{row['check']}:{row['line']}" for row in found] == expected


def test_a_comment_is_none_of_the_text() -> None:
    plain = "The mayor spoke of the plan for the harbour and said that it would cost\nmore than the town has.\n"
    comment = "<!-- nwtool: ignore-file NW107 -->\n"
    found = nwtool.check({"text": comment + plain}, ignore=["NW001"])
    assert [row["line"] for row in found] == [
        row["line"] + 1 for row in nwtool.check({"text": plain}, ignore=["NW107"])
    ]


def test_suppressions_in_records() -> None:
    doc: Any = {"text": "They heard the the.", "nwtool": {"ignore": ["NW203"]}}
    assert nwtool.check(doc) == []
    assert [row["check"] for row in nwtool.check({**doc, "nwtool": {"ignore": ["NW101"]}})] == ["NW001", "NW203"]
    assert [row["check"] for row in nwtool.check({**doc, "nwtool": {"ignore": ["x"]}})] == ["NW001", "NW203"]
    assert nwtool.check({**doc, "nwtool": {"ignore": "doubled-word"}}) == []
    assert [row["check"] for row in nwtool.check({**doc, "nwtool": ["odd"]})] == ["NW203"]


# ---------------------------------------------------------------------------------------------- quoted speech


def test_quoted_speech_is_exempt_where_the_table_says_so() -> None:
    spoken = "“We we will go to the the sea,” she said. It was the the end.\n"
    assert [row["column"] for row in nwtool.check({"text": spoken}, select=["NW203"])] == [50]
    # a quotation that goes on in the next paragraph, which only the layer knows
    long = "“We waited long,” she said. “The road was shut.\n“And and then it rained on the the road,” she said.\n"
    assert nwtool.check({"text": long}, select=["NW203"]) == []
    # encoding is nobody's words
    assert [row["check"] for row in nwtool.check({"text": "“It is at GuantÃ¡namo,” she said."})] == ["NW101"]


# --------------------------------------------------------------------------------------------------- baselines


def test_a_baseline_hides_what_is_known_while_the_text_moves(folder: Path) -> None:
    (folder / "a.txt").write_text(WARNING)
    out = check("--write-baseline", "known.json", "a.txt", cwd=folder)
    assert (out.returncode, out.stdout) == (0, b"")
    known = json.loads((folder / "known.json").read_text())
    assert [entry["document"] for entry in known["findings"]] == ["a.txt", "a.txt"]
    assert check("--baseline", "known.json", "./a.txt", cwd=folder).stdout == b""
    (folder / "a.txt").write_text(f"A line above.\n\nAnd one more.\n{WARNING}One below, of of no use.\n")
    out = check("--baseline", "known.json", "--fail-on", "warning", "a.txt", cwd=folder)
    assert [row["line"] for row in parsed(out.stdout)] == [5]
    assert (out.returncode, out.stderr) == (1, b"")
    # the same from another folder, and with the file named in the settings
    (folder / "sub").mkdir()
    (folder / "nwtool.toml").write_text("[check]\nbaseline = 'known.json'")
    assert [row["line"] for row in parsed(check("../a.txt", cwd=folder / "sub").stdout)] == [5]


def test_a_baseline_counts(folder: Path) -> None:
    (folder / "a.txt").write_text("It was the the end.\n")
    check("--write-baseline", "known.json", "a.txt", cwd=folder)
    (folder / "a.txt").write_text("It was the the end.\n" * 2)
    assert ids(check("--baseline", "known.json", "--select", "NW203", "a.txt", cwd=folder)) == ["NW203"]


def test_what_is_gone_from_a_baseline_is_pointed_out(folder: Path) -> None:
    (folder / "a.txt").write_text(WARNING)
    (folder / "b.txt").write_text(WARNING)
    check("--write-baseline", "known.json", ".", cwd=folder)
    (folder / "a.txt").write_text(CLEAN)
    out = check("--baseline", "known.json", "a.txt", cwd=folder)
    assert out.returncode == 0
    told = out.stderr.decode()
    # b.txt was not looked at, so nothing is said of it
    assert "2 of the baseline gone" in told
    assert "NW203 in a.txt" in told
    assert "b.txt" not in told
    assert check("--baseline", "known.json", "--select", "NW101", "a.txt", cwd=folder).stderr == b""


def test_records_go_by_their_ids_in_a_baseline(folder: Path) -> None:
    first, second = {"id": 7, "text": "It was the the end."}, {"text": "They heard the the band."}
    (folder / "a.jsonl").write_bytes(lines(first, second))
    check("--write-baseline", "known.json", "a.jsonl", cwd=folder)
    documents = [entry["document"] for entry in json.loads((folder / "known.json").read_text())["findings"]]
    assert documents == ["7", "a.jsonl: they heard the the band"]
    (folder / "a.jsonl").write_bytes(lines({"text": CLEAN}, second, first, {**first, "id": 8}))
    out = check("--baseline", "known.json", "a.jsonl", cwd=folder)
    assert [row["record"] for row in parsed(out.stdout)] == [4]


def test_the_same_findings_make_the_same_baseline(folder: Path) -> None:
    (folder / "a.txt").write_text(WARNING + ERROR)
    (folder / "b.txt").write_text(INFO)
    check("--write-baseline", "one.json", "a.txt", "b.txt", cwd=folder)
    check("--write-baseline", "two.json", "b.txt", "a.txt", "-j", "2", cwd=folder)
    assert (folder / "one.json").read_bytes() == (folder / "two.json").read_bytes()


# ----------------------------------------------------------------------------------------------------- formats


def test_findings_fit_their_schema(folder: Path) -> None:
    (folder / "a.txt").write_text(WARNING + ERROR)
    (folder / "b.jsonl").write_bytes(lines({"id": 3, "text": ERROR}, {"text": INFO}))
    validator = jsonschema.Draft202012Validator(schema("finding"))
    rows = parsed(check("a.txt", "b.jsonl", cwd=folder).stdout)
    assert len(rows) == 5
    for row in rows:
        validator.validate(row)
    assert list(rows[0]) == [
        "id", "check", "name", "severity", "start", "end", "line", "column", "text", "message", "fix", "file", "record",
    ]  # fmt: skip
    assert [(row["file"], row["record"], row["id"]) for row in rows[2:]] == [
        ("a.txt", None, "a.txt"), ("b.jsonl", 1, 3), ("b.jsonl", 2, None),
    ]  # fmt: skip


def test_columns_count_code_points(folder: Path) -> None:
    (folder / "a.txt").write_text("𝕿𝖍𝖊 🚀 of the the rest.\r\nIt was the the end.\r\n", newline="")
    rows = parsed(check("--select", "NW203", "a.txt", cwd=folder).stdout)
    assert [(row["line"], row["column"]) for row in rows] == [(1, 10), (2, 8)]


def test_text_is_for_people(folder: Path) -> None:
    (folder / "a.txt").write_text(WARNING)
    (folder / "b.jsonl").write_bytes(lines({"id": 3, "text": "One.\nIt was a accident."}))
    out = check("--format", "text", "--color", "never", "a.txt", "b.jsonl", cwd=folder)
    shown = out.stdout.decode().splitlines()
    assert shown[0].startswith("a.txt:1:28: NW203 doubled-word: ")
    assert shown[2].startswith("b.jsonl:1:2:8: NW502 wrong-article: ")
    assert out.stderr.decode().startswith("nwtool check: 3 findings (3 warnings) in 2 of 2 documents")
    assert check("--format", "text", "-q", "a.txt", cwd=folder).stderr == b""
    assert b"\x1b[33mNW203" in check("--format", "text", "--color", "always", "a.txt", cwd=folder).stdout


def test_parts_of_a_file_have_its_lines(folder: Path) -> None:
    (folder / "a.txt").write_text("One.\nIt was the the end.\n\f\nTwo.\nIt was a accident.\n")
    rows = parsed(check("--split", "formfeed", "a.txt", cwd=folder).stdout)
    assert [(row["id"], row["line"]) for row in rows] == [("a.txt#1", 2), ("a.txt#2", 5)]


def test_csv_has_one_line_a_finding(folder: Path) -> None:
    (folder / "a.txt").write_text(WARNING + ERROR)
    rows = list(csv.DictReader(check("--format", "csv", "a.txt", cwd=folder).stdout.decode().splitlines()))
    assert [(row["file"], row["line"], row["check"], row["fix"]) for row in rows] == [
        ("a.txt", "1", "NW203", "safe"),
        ("a.txt", "1", "NW203", "safe"),
        ("a.txt", "2", "NW101", "safe"),
    ]


def test_annotations_of_github(folder: Path) -> None:
    (folder / "a,b.txt").write_text(ERROR)
    (folder / "c.jsonl").write_bytes(lines({"text": CLEAN}, {"text": INFO}))
    shown = check("--format", "github", "a,b.txt", "c.jsonl", cwd=folder).stdout.decode().splitlines()
    assert shown[0].startswith("::error file=a%2Cb.txt,line=1,endLine=1,col=")
    assert ",title=NW101 mojibake::" in shown[0]
    assert shown[1].startswith("::notice file=c.jsonl,line=2,title=NW405 expanded-twice::")
    assert shown[1].endswith("(line 1, column 53 of its text)")


def sarif(*arguments: str, cwd: Path) -> dict[str, Any]:
    log = json.loads(check("--format", "sarif", *arguments, cwd=cwd).stdout)
    jsonschema.Draft4Validator(SARIF).validate(log)
    found: dict[str, Any] = log["runs"][0]
    return found


def test_sarif_fits_the_published_schema(folder: Path) -> None:
    (folder / "a b.txt").write_text(f"𝕿 one.\n{WARNING}{ERROR}")
    (folder / "c.jsonl").write_bytes(lines({"id": "x", "text": WARNING}))
    assert sarif("--select", "NW505", "c.jsonl", cwd=folder)["results"] == []
    (folder / "d.txt").write_text(ERROR)
    log = sarif("a b.txt", "c.jsonl", str(folder / "d.txt"), cwd=folder)
    assert log["columnKind"] == "unicodeCodePoints"
    rules = log["tool"]["driver"]["rules"]
    for result in log["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    first, second, last = log["results"][0], log["results"][3], log["results"][-1]
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "a%20b.txt"
    assert place["region"] == {"startLine": 2, "startColumn": 28, "endLine": 2, "endColumn": 35}
    assert second["locations"][0]["physicalLocation"]["region"] == {"startLine": 1}
    assert second["locations"][0]["logicalLocations"] == [{"name": "x", "fullyQualifiedName": "x:1:28"}]
    assert "fixes" not in second
    assert last["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].startswith("file:///")


def test_fixes_in_sarif_mend_the_file(folder: Path) -> None:
    text = "𝕿 one.\nIt was the the end 🚀 of the the road.\n"
    (folder / "a.txt").write_text(text)
    mended = text.splitlines(keepends=True)
    for result in reversed(sarif("--select", "NW203", "a.txt", cwd=folder)["results"]):
        for change in result["fixes"][0]["artifactChanges"][0]["replacements"]:
            region, new = change["deletedRegion"], change["insertedContent"]["text"]
            assert region["startLine"] == region["endLine"]
            line = mended[region["startLine"] - 1]
            start, end = region["startColumn"] - 1, region["endColumn"] - 1
            mended[region["startLine"] - 1] = line[:start] + new + line[end:]
    check("--fix", "--select", "NW203", "a.txt", cwd=folder)
    assert "".join(mended) == (folder / "a.txt").read_text() == "𝕿 one.\nIt was the end 🚀 of the road.\n"


def test_fingerprints_stay_when_the_text_moves(folder: Path) -> None:
    def prints() -> list[str]:
        results = sarif("--select", "NW101,NW203", "a.txt", cwd=folder)["results"]
        return [result["partialFingerprints"]["words/v1"] for result in results]

    (folder / "a.txt").write_text(WARNING * 2 + ERROR)
    before = prints()
    assert len(set(before)) == len(before) == 5
    (folder / "a.txt").write_text("A new line.\n\nAnother new line.\n" + WARNING * 2 + ERROR)
    assert prints() == before


# ----------------------------------------------------------------------------------------- input and its order


def test_folders_are_walked(folder: Path) -> None:
    for name in ("b.txt", "a.jsonl", "notes.md", "sub/c.txt", "sub/out/d.txt", ".hidden/e.txt", "draft.txt"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(lines({"text": WARNING}) if path.suffix == ".jsonl" else WARNING.encode())
    (folder / ".gitignore").write_text("out/\n/draft.txt\n")
    rows = parsed(check("--select", "NW203", ".", cwd=folder).stdout)
    assert list(dict.fromkeys(row["file"] for row in rows)) == ["a.jsonl", "b.txt", "sub/c.txt"]
    # what is named is checked
    assert parsed(check("--select", "NW203", "draft.txt", "notes.md", cwd=folder).stdout) != []
    (folder / "none").mkdir()
    out = check("none", cwd=folder)
    assert (out.returncode, out.stdout) == (0, b"")


def test_a_folder_with_nothing_to_check_is_told(folder: Path) -> None:
    (folder / "copy").mkdir()
    (folder / "copy" / "notes.md").write_text(ERROR)
    out = check("copy", cwd=folder)
    assert (out.returncode, out.stdout) == (0, b"")
    assert out.stderr == b"nwtool check: copy: no *.txt or *.jsonl in there, so nothing was checked\n"
    assert check("-q", "copy", cwd=folder).stderr == b""


def test_findings_come_in_the_order_of_the_text_whoever_is_done_first(folder: Path) -> None:
    records = [{"id": number, "text": WARNING * (1 + number % 3) + ERROR} for number in range(40)]
    (folder / "a.jsonl").write_bytes(lines(*records))
    alone = check("a.jsonl", cwd=folder)
    shared = check("-j", "3", "a.jsonl", cwd=folder)
    assert alone.stdout == shared.stdout
    places = [(row["id"], row["start"]) for row in parsed(alone.stdout)]
    assert places == sorted(places)


def test_python_finds_what_the_command_finds(folder: Path) -> None:
    text = WARNING + ERROR + INFO
    (folder / "a.txt").write_text(text)
    rows = parsed(check("--no-config", "a.txt", cwd=folder).stdout)
    for row in rows:
        del row["file"], row["record"]
    found = nwtool.check({"id": "a.txt", "text": text.removesuffix("\n")})
    assert json.loads(json.dumps(found)) == rows
    with pytest.raises(UsageError, match="NW999"):
        nwtool.check({"text": ""}, select=["NW999"])
    with pytest.raises(UsageError, match="severty"):
        nwtool.check({"text": ""}, severty={})
    assert nwtool.check({"text": ERROR}, severity={"NW101": "info"})[0]["severity"] == "info"


def test_a_defect_in_a_check_costs_one_record(monkeypatch: pytest.MonkeyPatch) -> None:
    def find(doc: Any, settings: Any) -> Any:
        raise ValueError("no such thing")

    monkeypatch.setattr(run, "load_find", lambda check_id: find)
    outcome = CheckJob(make_plan(DEFAULTS))(Item("a.jsonl", 3, lines({"id": 5, "text": CLEAN})))
    assert outcome.failure is not None
    assert (outcome.failure.code, outcome.failure.id) == ("stage-failed", 5)
    assert outcome.failure.message.startswith("mojibake failed (ValueError: no such thing); a defect in nwtool")
