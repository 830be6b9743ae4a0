"""What `nwtool check` is not to report: suppressions, quoted speech, baselines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from commands import CLEAN, ERROR, INFO, WARNING, check, ids, lines, parsed

import nwtool

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


def test_quoted_speech_is_exempt_where_the_table_says_so() -> None:
    spoken = "“We we will go to the the sea,” she said. It was the the end.\n"
    assert [row["column"] for row in nwtool.check({"text": spoken}, select=["NW203"])] == [50]
    # a quotation that goes on in the next paragraph, which only the layer knows
    long = "“We waited long,” she said. “The road was shut.\n“And and then it rained on the the road,” she said.\n"
    assert nwtool.check({"text": long}, select=["NW203"]) == []
    # encoding is nobody's words
    assert [row["check"] for row in nwtool.check({"text": "“It is at GuantÃ¡namo,” she said."})] == ["NW101"]


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
