"""What `nwtool check` reads and writes: formats, input and its order."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from commands import CLEAN, ERROR, INFO, WARNING, check, lines, parsed

import nwtool
from nwtool.checking import CheckJob
from nwtool.checks import run
from nwtool.checks.config import DEFAULTS
from nwtool.checks.select import make_plan
from nwtool.errors import UsageError
from nwtool.record.schema import schema
from nwtool.streams.items import Item

ROOT = Path(__file__).parent.parent
SARIF = json.loads((ROOT / "tests" / "data" / "sarif-2.1.0-rtm.5.json").read_text())


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
