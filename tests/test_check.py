"""`nwtool check` as scripts and CI jobs meet it: statuses, selection, settings."""

from __future__ import annotations

import os
import subprocess
import sys
from errno import EACCES
from pathlib import Path

import pytest
from commands import CLEAN, ERROR, INFO, WARNING, check, ids, lines, parsed, run_nwtool

from nwtool.checks import CHECKS
from nwtool.checks.select import Choice, choose
from nwtool.errors import UsageError
from nwtool.streams.walk import expand_folders

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
        (["--baseline", "half.json", "a.txt"], "half.json: not a baseline of version 1"),
        (["--unsafe-fixes", "a.txt"], "--fix"),
        (["--diff", "--format", "github", "a.txt"], "--diff"),
        (["--fix", "--split", "line", "a.txt"], "--split"),
        (["--fix", "--encoding", "latin-1", "a.txt"], "UTF-8"),
        (["--fix", "--write-baseline", "x.json", "a.txt"], "--write-baseline"),
        (["--write-baseline", "a.txt", "a.txt"], "--write-baseline"),
        (["--write-baseline", "no/such/folder", "a.txt"], "--write-baseline no/such/folder: No such file"),
        (["-0", "a.txt"], "--files-from"),
        (["--fixx", "a.txt"], "--fixx"),
    ],
)
def test_what_can_not_run_is_status_2_and_one_line_that_names_it(
    folder: Path, arguments: list[str], named: str
) -> None:
    (folder / "a.txt").write_text(ERROR)
    (folder / "half.json").write_text('{"nwtool-baseline": 1}')
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
    shown = run_nwtool("config", cwd=folder)
    # whether a baseline can be read is the business of a run
    assert (shown.returncode, named in shown.stderr.decode()) == ((0, False) if "baseline" in settings else (2, True))


def test_an_unreadable_folder_is_status_2(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(path: Path) -> None:
        raise PermissionError(EACCES, "Permission denied", str(path))

    monkeypatch.setattr(os, "scandir", refused)  # since root reads everything
    with pytest.raises(UsageError, match=f"{folder}: Permission denied"):
        expand_folders([str(folder)])


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
    shown = run_nwtool("config", cwd=folder).stdout.decode()
    assert 'ignore = ["NW5"]  # nwtool.toml\n' in shown
    assert 'fail-on = "error"  # default\n' in shown
    assert 'phrases = [{"phrase" = "x", "severity" = "warning", "safe" = false}]  # nwtool.toml\n' in shown
