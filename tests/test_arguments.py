"""Two readers of one command line: what the fast one takes, it reads as Typer does."""

from __future__ import annotations

from typing import Any

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st

from nwtool.cli.arguments import parse
from nwtool.cli.commands import find_command
from nwtool.cli.options import Options
from nwtool.cli.signature import as_function

COMMANDS = ("clean", "quotes", "run")
FLAGS = sorted({flag for name in COMMANDS for option in find_command(name).options.values() for flag in option.flags})
words = st.lists(
    st.sampled_from(FLAGS)
    | st.sampled_from(
        ["a.txt", "-", "--", "x", "3", "csv", "jsonl", "-qj2", "-j0", "-ox", "-0v", "--rows=1", "-z", "--no"]
    )
    | st.builds("{}={}".format, st.sampled_from(FLAGS), st.sampled_from(["", "2", "text", "=", "-x"])),
    max_size=6,
)


class Read(Exception):
    """What a command line was read as."""


def by_typer(name: str, line: list[str]) -> Any:
    """Give what Typer reads, None where it refuses."""

    def stop(options: Options, settings: Any) -> int:
        raise Read(options, settings)

    single = typer.Typer(add_completion=False)
    command = find_command(name)._replace(run=stop)
    single.command(name)(as_function(command.options, command.call, command.metavar))
    try:
        typer.main.get_command(single)(line, standalone_mode=False)
    except Read as read:
        return read.args
    except Exception as error:  # a mistake in the line
        return str(error)
    return None


def by_hand(name: str, line: list[str]) -> Any:
    command = find_command(name)
    found = parse(line, command.options)
    if found is None:
        return None

    def stop(options: Options, settings: Any) -> int:
        raise Read(options, settings)

    try:
        command._replace(run=stop).call(*found)
    except Read as read:
        return read.args
    except Exception as error:
        return str(error)
    return None


@pytest.mark.parametrize("name", COMMANDS)
@given(line=words)
def test_what_is_read_fast_is_read_right(name: str, line: list[str]) -> None:
    fast = by_hand(name, line)
    assert fast is None or fast == by_typer(name, line)


@pytest.mark.parametrize("line", [[], ["a"], ["--rows", "-o", "x"], ["-j", "2", "a", "-"], ["--", "--rows"], ["-vj0"]])
def test_what_is_in_order_needs_no_typer(line: list[str]) -> None:
    assert by_hand("clean", line) is not None


@pytest.mark.parametrize(
    "line", [["--help"], ["-h"], ["--no-such"], ["-o"], ["--jobs", "-x"], ["--install-completion"]]
)
def test_what_is_to_be_explained_is_left_to_typer(line: list[str]) -> None:
    assert by_hand("clean", line) is None
