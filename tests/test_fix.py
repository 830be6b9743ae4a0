"""What `nwtool check --fix` does to files: what it mends, what it never touches, and that once is enough."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from commands import check, lines, parsed
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import documents, known_layers, newsy_text

from nwtool.checks import CHECKS_BY_ID
from nwtool.checks.check import Finding
from nwtool.checks.config import DEFAULTS
from nwtool.checks.fix import fix
from nwtool.checks.run import Found, find_all
from nwtool.checks.select import Plan, make_plan
from nwtool.record.document import Document, find_spans, fits, is_layer
from nwtool.record.edits import Edit, replace
from nwtool.streams.diffs import format_diff
from nwtool.streams.gitignore import is_ignored, parse_patterns

SPOILT = "The council met on Monday, and and the mayor spoke of the the road.\nThe camp at GuantÃ¡namo is open.\n"
MENDED = "The council met on Monday, and the mayor spoke of the road.\nThe camp at Guantánamo is open.\n"
BOM = b"\xef\xbb\xbf"


# ------------------------------------------------------------------------------------------------------- files


def test_safe_fixes_are_made_in_place(folder: Path) -> None:
    (folder / "a.txt").write_text(SPOILT)
    (folder / "b.txt").write_text(MENDED)
    (folder / "a.txt").chmod(0o640)
    before = (folder / "b.txt").stat()
    out = check("--fix", "a.txt", "b.txt", cwd=folder)
    assert (out.returncode, out.stdout) == (0, b"")
    assert out.stderr == b"nwtool check: 3 findings mended\n"
    assert (folder / "a.txt").read_text() == MENDED
    assert (folder / "a.txt").stat().st_mode & 0o777 == 0o640
    # what has nothing to be mended isn't written
    after = (folder / "b.txt").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert sorted(path.name for path in folder.iterdir()) == ["a.txt", "b.txt", "nwtool.toml"]


def test_unsafe_fixes_are_made_only_when_asked_for(folder: Path) -> None:
    text = "Senator Marco Rubio spoke first. Rubio was cheered. Later Senator Marco Rubyo left the hall.\n"
    (folder / "a.txt").write_text(text)
    assert [row["check"] for row in parsed(check("--fix", "a.txt", cwd=folder).stdout)] == ["NW404"]
    assert (folder / "a.txt").read_text() == text
    assert check("--fix", "--unsafe-fixes", "a.txt", cwd=folder).stdout == b""
    assert (folder / "a.txt").read_text() == text.replace("Rubyo", "Rubio")


@pytest.mark.parametrize("end", ["", "\n", "\n\n"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", [b"", BOM])
def test_bytes_that_nothing_is_wrong_with_stay(folder: Path, bom: bytes, newline: str, end: str) -> None:
    text = SPOILT.strip().replace("\n", newline * 2) + end.replace("\n", newline)
    (folder / "a.txt").write_bytes(bom + text.encode())
    check("--fix", "a.txt", cwd=folder)
    expected = MENDED.strip().replace("\n", newline * 2) + end.replace("\n", newline)
    assert (folder / "a.txt").read_bytes() == bom + expected.encode()


def test_mixed_line_breaks_stay_mixed(folder: Path) -> None:
    (folder / "a.txt").write_bytes(b"One.\r\nTwo of of it.\nThree.\r\n")
    check("--fix", "--select", "NW203", "a.txt", cwd=folder)
    assert (folder / "a.txt").read_bytes() == b"One.\r\nTwo of it.\nThree.\r\n"


def test_a_link_stays_a_link(folder: Path) -> None:
    (folder / "a.txt").write_text(SPOILT)
    (folder / "link.txt").symlink_to("a.txt")
    check("--fix", "link.txt", cwd=folder)
    assert (folder / "link.txt").is_symlink()
    assert (folder / "a.txt").read_text() == MENDED


def test_what_is_named_twice_is_mended_once(folder: Path) -> None:
    (folder / "a.txt").write_text(SPOILT)
    (folder / "b.txt").write_text(SPOILT)
    out = check("--fix", "-j", "2", "a.txt", ".", "./a.txt", cwd=folder)
    assert (out.returncode, out.stderr) == (0, b"nwtool check: 6 findings mended\n")
    assert (folder / "a.txt").read_text() == (folder / "b.txt").read_text() == MENDED


def test_records_keep_all_that_they_bring(folder: Path) -> None:
    spoilt, mended = "It was of of use.", "It was of use."
    record = {
        "mine": [1, {"b": None}], "text": spoilt, "id": 2**70,
        "marks": [{"start": 10, "end": 17, "text": "of use."}, {"start": 7, "end": 9, "text": "of"}],
        "blocks": [{"start": 0, "end": 17, "kind": "paragraph"}],
    }  # fmt: skip
    other = b'{ "text" : "Nothing is wrong here." , "n": 1.0 }'
    (folder / "a.jsonl").write_bytes(other + b"\n\n" + lines(record) + b"{bad\n" + other)
    out = check("--fix", "--select", "NW203", "a.jsonl", cwd=folder)
    assert out.returncode == 3
    written = (folder / "a.jsonl").read_bytes().split(b"\n")
    # lines that can't be read, blank ones and those without a finding keep their bytes
    assert (written[0], written[1], written[3], written[4]) == (other, b"", b"{bad", other)
    now = json.loads(written[2])
    assert list(now) == list(record)
    assert (now["text"], now["id"], now["mine"]) == (mended, record["id"], record["mine"])
    assert now["blocks"] == [{"start": 0, "end": 14, "kind": "paragraph"}]
    assert all(mended[mark["start"] : mark["end"]] == mark["text"] for mark in now["marks"])


def test_compressed_files_stay_compressed(folder: Path) -> None:
    (folder / "a.jsonl.gz").write_bytes(gzip.compress(lines({"text": SPOILT})))
    (folder / "b.txt.gz").write_bytes(gzip.compress(SPOILT.encode()))
    assert check("--fix", "a.jsonl.gz", "b.txt.gz", cwd=folder).returncode == 0
    assert json.loads(gzip.decompress((folder / "a.jsonl.gz").read_bytes()))["text"] == MENDED
    assert gzip.decompress((folder / "b.txt.gz").read_bytes()).decode() == MENDED
    (folder / "c.txt").write_bytes(gzip.compress(SPOILT.encode()))
    out = check("--fix", "c.txt", cwd=folder)
    assert out.returncode == 2
    assert b"c.txt" in out.stderr


def test_a_file_that_breaks_off_is_left_alone(folder: Path) -> None:
    whole = gzip.compress(lines({"text": SPOILT}, *({"text": os.urandom(40).hex()} for _ in range(9000))))
    (folder / "a.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    out = check("--fix", "a.jsonl.gz", cwd=folder)
    assert out.returncode == 3
    assert (folder / "a.jsonl.gz").read_bytes() == whole[: len(whole) // 2]
    assert sorted(path.name for path in folder.iterdir()) == ["a.jsonl.gz", "nwtool.toml"]


def test_standard_input_is_mended_on_standard_output() -> None:
    out = check("--no-config", "--fix", given=SPOILT + "Rain (again fell.\n")
    assert (out.returncode, out.stdout.decode()) == (0, MENDED + "Rain (again fell.\n")
    assert out.stderr.startswith(b"-:3:6: NW303 unbalanced-brackets")
    assert check("--no-config", "--fix", given=MENDED).stdout.decode() == MENDED
    given = lines({"text": SPOILT}) + b'{ "text": "ok" }\n'
    out = check("--no-config", "--fix", "-", given=given)
    assert out.stdout == lines({"text": MENDED}).replace(b'": "', b'":"') + b'{ "text": "ok" }\n'
    assert check("--no-config", "--fix", given="").stdout == b""


def test_what_can_not_be_mended_in_place_is_refused(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    out = check("--fix", "pipe", cwd=folder)
    assert out.returncode == 2
    assert b"pipe" in out.stderr


def test_mending_with_jobs_is_mending(folder: Path) -> None:
    for name in ("one", "two"):
        (folder / name).mkdir()
        for number in range(9):
            (folder / name / f"{number}.txt").write_text(SPOILT * (number % 3))
        (folder / name / "a.jsonl").write_bytes(lines(*({"id": n, "text": SPOILT} for n in range(30))))
    first, second = (check("--fix", "-j", jobs, name, cwd=folder) for jobs, name in (("1", "one"), ("3", "two")))
    assert (first.returncode, first.stderr) == (second.returncode, second.stderr) == (0, first.stderr)
    for path in (folder / "one").iterdir():
        assert path.read_bytes() == (folder / "two" / path.name).read_bytes()


# -------------------------------------------------------------------------------------------------- differences


def test_a_difference_is_shown_and_nothing_changed(folder: Path) -> None:
    (folder / "a.txt").write_text("One.\n" + SPOILT)
    out = check("--diff", "a.txt", cwd=folder)
    assert (folder / "a.txt").read_text() == "One.\n" + SPOILT
    assert out.stdout.decode().startswith("--- a.txt\n+++ a.txt\n@@ -1,3 +1,3 @@\n One.\n-The council")
    assert "3 findings would be mended" in out.stderr.decode()
    assert check("--diff", given=MENDED, cwd=folder).stdout == b""
    record = check("--diff", given=lines({"text": SPOILT}), cwd=folder)
    assert record.stdout.startswith(b"--- standard input:1\n")


def patched(folder: Path, text: bytes, difference: bytes) -> bytes:
    """Apply a difference with patch."""
    (folder / "f").write_bytes(text)
    subprocess.run(["patch", "--binary", "-s", "f"], cwd=folder, input=difference, check=True, capture_output=True)
    return (folder / "f").read_bytes() if (folder / "f").exists() else b""


@pytest.mark.skipif(shutil.which("patch") is None, reason="patch is not installed")
@pytest.mark.parametrize("text", [SPOILT, SPOILT.strip(), SPOILT.replace("\n", "\r\n"), "\n" * 9 + SPOILT + "x\n" * 9])
def test_patch_takes_the_difference(folder: Path, text: str) -> None:
    (folder / "a.txt").write_bytes(text.encode())
    difference = check("--diff", "a.txt", cwd=folder).stdout
    check("--fix", "a.txt", cwd=folder)
    assert patched(folder, text.encode(), difference) == (folder / "a.txt").read_bytes()


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    text = draw(st.text("ab \n", max_size=60))
    bounds = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    pieces = st.text("xy\n", max_size=3)
    pairs = zip(bounds[::2], bounds[1::2], strict=False)
    return text, [Edit(start, end, draw(pieces)) for start, end in pairs]


@pytest.mark.skipif(shutil.which("patch") is None, reason="patch is not installed")
@given(edited())
@settings(max_examples=60)
def test_any_difference_leads_from_one_text_to_the_other(
    tmp_path_factory: pytest.TempPathFactory, case: tuple[str, list[Edit]]
) -> None:
    text, edits = case
    difference = "".join(format_diff(text, edits, "f"))
    expected = replace(text, edits)
    if not difference:
        assert expected == text
        return
    folder = tmp_path_factory.mktemp("patch")
    assert patched(folder, text.encode(), difference.encode()) == expected.encode()


# ------------------------------------------------------------------------------------------------ many passes


def found_at(*findings: Finding) -> list[Found]:
    return [Found(CHECKS_BY_ID["NW203"], finding, "warning") for finding in findings]


def finder(find: Callable[[str], list[Finding]]) -> Callable[[Document], list[Found]]:
    return lambda doc: found_at(*find(doc["text"]))


def test_fixes_that_overlap_wait_for_the_next_pass() -> None:
    def find(text: str) -> list[Finding]:
        starts = [at for at in range(len(text) - 1) if text[at : at + 2] == "aa"]
        return [Finding(at, at + 2, "", (Edit(at, at + 2, "a"),), safe=True) for at in starts]

    done = fix({"text": "aaaa b aa"}, finder(find), unsafe=False)
    assert (done.doc["text"], done.found) == ("a b a", [])
    assert replace("aaaa b aa", done.edits) == "a b a"


def test_a_fix_that_makes_it_no_better_is_not_made() -> None:
    def find(text: str) -> list[Finding]:
        flagged = [at for at, letter in enumerate(text) if letter in "xy"]
        return [
            Finding(at, at + 1, "", (Edit(at, at + 1, "y" if text[at] == "x" else "x"),), safe=True) for at in flagged
        ]

    done = fix({"text": "a x b y"}, finder(find), unsafe=False)
    assert (done.doc["text"], done.edits) == ("a x b y", [])


def test_a_good_fix_is_made_beside_one_that_spoils_things() -> None:
    def find(text: str) -> list[Finding]:
        spoils = [
            Finding(at, at + 1, "", (Edit(at, at + 1, "ooo"),), safe=True) for at, c in enumerate(text) if c == "o"
        ]
        helps = [Finding(at, at + 1, "", (Edit(at, at + 1, ""),), safe=True) for at, c in enumerate(text) if c == "x"]
        return spoils + helps

    assert fix({"text": "o x"}, finder(find), unsafe=False).doc["text"] == "o "


PLAN = make_plan(DEFAULTS._replace(select=("all",), preview=True))


def mend(doc: Document, unsafe: bool, plan: Plan = PLAN) -> Any:
    return fix(doc, lambda doc: find_all(doc, plan), unsafe)


@st.composite
def records(draw: st.DrawFn) -> Document:
    """Records of every kind, some with layers of their own, some with what checks look for."""
    doc: Any = dict(draw(documents()))
    slips = st.sampled_from(
        ["the the ", "a accident ", "word , ", "GuantÃ¡namo ", "“No,“ ", "$5 million dollars ", "x"]
    )
    doc["text"] = draw(newsy_text()) + "".join(draw(st.lists(slips, max_size=4))) + draw(newsy_text())
    doc = {key: value for key, value in doc.items() if not is_layer(doc["text"], value)}
    return {**doc, **draw(known_layers(doc["text"]))} if draw(st.booleans()) else doc


@given(records())
@settings(max_examples=60)
def test_findings_fit_their_text(doc: Document) -> None:
    text = doc["text"]
    for _, finding, severity in find_all(doc, PLAN):
        assert 0 <= finding.start <= finding.end <= len(text)
        assert severity in ("error", "warning", "info")
        assert finding.message
        replace(text, finding.edits)


@given(records(), st.booleans())
@settings(max_examples=40)
def test_once_is_enough_and_nothing_gets_worse(doc: Document, unsafe: bool) -> None:
    before = json.dumps(doc, sort_keys=True)
    done = mend(doc, unsafe)
    assert json.dumps(doc, sort_keys=True) == before
    assert len(done.found) <= len(done.before)
    assert done.found == find_all(done.doc, PLAN)
    assert replace(doc["text"], done.edits) == done.doc["text"]
    assert mend(done.doc, unsafe).doc == done.doc
    for key in ("blocks", "quotes", "entities"):
        for _, start, end, words in find_spans(done.doc.get(key), key):
            assert fits(done.doc["text"], start, end, words)


QUOTED = [
    "“We we need the the a accident,” she said. “It cost $5 million dollars at 12 noon.”",
    "“The defense failed,” he said. Its defence had cost millions, and the defence was thin.",
    "Senator Marco Rubio spoke. Rubio left. “Senator Marco Rubyo is gone,” she said.",
]


@pytest.mark.parametrize("text", QUOTED)
def test_fixes_never_touch_the_words_of_a_quotation(text: str) -> None:
    def words(text: str) -> list[str]:
        return [part.split("”")[0] for part in text.split("“")[1:]]

    assert words(mend({"text": text}, unsafe=True).doc["text"]) == words(text)


def test_encoding_is_mended_in_quotations_too() -> None:
    assert (
        mend({"text": "“It is at GuantÃ¡namo,” she said."}, unsafe=False).doc["text"].startswith("“It is at Guantánamo")
    )


# --------------------------------------------------------------------------------------------------- .gitignore

IGNORE_LINES = [
    "*.log", "/a", "a/", "b/*.txt", "**/c", "a/**", "a/**/c", "!keep", "!b/", "?x", "[ab]c", "[!a]d", "# x", "\\#x",
    "\\!keep", "a\\ ", "c ", "*", "a*b", "**", "", "/", "[", "a[", "foo/**/", "!*.txt",
]  # fmt: skip
NAMES = ["a", "b", "c", "x.log", "keep", "ac", "bd", "1x", "#x", "a ", "ab", "aab", "y.txt"]


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@given(
    st.lists(st.sampled_from(IGNORE_LINES), min_size=1, max_size=5),
    st.lists(st.lists(st.sampled_from(NAMES), min_size=1, max_size=3).map("/".join), min_size=1, max_size=6),
)
@settings(max_examples=40)
def test_gitignore_means_what_git_takes_it_for(
    tmp_path_factory: pytest.TempPathFactory, ignored: list[str], paths: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("repo")
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    (folder / ".gitignore").write_text("\n".join(ignored) + "\n")
    out = subprocess.run(
        ["git", "check-ignore", "--no-index", "-z", "--stdin"],
        input="\0".join(paths), cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    patterns = parse_patterns("\n".join(ignored))

    def ours(path: str) -> bool:
        parts = path.split("/")
        above = ("/".join(parts[:end]) for end in range(1, len(parts)))
        return any(is_ignored(patterns, folder, True) for folder in above) or bool(is_ignored(patterns, path, False))

    assert {path for path in paths if ours(path)} == set(filter(None, out.stdout.split("\0")))
