"""The contract of the command line: help, completion, and what `-v` and `--explain` tell."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import STORY, parsed, run_nwtool

from nwtool.cli.names import COMMANDS
from nwtool.cli.topics import TOPICS


def test_version():
    from nwtool import __version__

    out = run_nwtool("--version")
    assert (out.returncode, out.stdout) == (0, f"nwtool {__version__}\n".encode())


@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_short_and_begins_with_examples(command: str):
    for flag, columns in (("-h", "100"), ("--help", "80")):
        out = run_nwtool(command, flag, env={"COLUMNS": columns})
        shown = out.stdout.decode().splitlines()
        assert out.returncode == 0
        assert len(shown) < 40
        assert sum(line.lstrip().startswith("nwtool") or "| nwtool" in line for line in shown[:9]) >= 2


def test_the_list_of_commands_cuts_no_sentence():
    told = run_nwtool("--help", env={"COLUMNS": "80"}).stdout.decode()
    commands = told.split("Commands:\n")[1].splitlines()
    assert len(commands) == len(COMMANDS)
    assert all(line.endswith(".") and not line.endswith("...") for line in commands)


@pytest.mark.parametrize("command", [name for name in COMMANDS if name not in TOPICS])
def test_help_of_a_command_is_its_help(command: str):
    assert run_nwtool("help", command).stdout == run_nwtool(command, "--help").stdout


def test_a_wrong_word_of_the_environment_is_called_by_its_name():
    for name in ("NWTOOL_JOBS", "NWTOOL_COLOR"):
        out = run_nwtool("clean", given=STORY, env={name: "often"})
        assert (out.returncode, out.stdout) == (2, b"")
        assert out.stderr.startswith(f"nwtool clean: {name}: 'often' is not".encode())


def test_verbose_names_files_and_quiet_keeps_errors(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_text(STORY)
    assert b"a.txt" in run_nwtool("clean", "-v", str(path)).stderr
    assert run_nwtool("clean", str(path)).stderr == b""
    assert b"not JSON" in run_nwtool("clean", "-q", given=b'{"text":""}\nx\n').stderr


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
    out = run_nwtool(env={"_NWTOOL_COMPLETE": f"complete_{shell}", **typed})
    assert b"dedupe-captions" in out.stdout
    assert b"entities" not in out.stdout


def test_completion_knows_what_an_argument_may_be():
    typed = {"COMP_WORDS": "nwtool schema ", "COMP_CWORD": "2"}
    out = run_nwtool(env={"_NWTOOL_COMPLETE": "complete_bash", **typed})
    assert out.stdout.split() == [b"document", b"rows", b"finding", b"error"]


def test_explain_writes_each_change_and_replaying_them_gives_the_output(samples: list[Path]):
    for path in samples:
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").removesuffix("\n")
        rows = parsed(run_nwtool("clean", "--explain", str(path)).stdout)
        for row in reversed(rows):
            start, end = int(str(row["start"])), int(str(row["end"]))
            assert text[start:end] == row["old"]
            text = text[:start] + str(row["new"]) + text[end:]
        assert text == parsed(run_nwtool("clean", str(path)).stdout)[0]["text"]


def test_verbose_tells_how_much_boilerplate_was_taken_out(samples: list[Path]):
    page = next(path for path in samples if path.stem == "council-vote")
    assert b"blocks are boilerplate and were taken out" in run_nwtool("clean", "-v", str(page)).stderr
    assert b"boilerplate" not in run_nwtool("clean", "-v", "--keep-boilerplate", str(page)).stderr
