"""Every case of `cases/<stage>/*.jsonl`, through the Python function and through the command.

A case is `{"label", "why", "in", "out"}`, and `settings` where it needs others than the defaults. Only the keys that
`out` names are compared. `failing.jsonl` holds what is known to be wrong: a case there that passes is an error, so
that it moves to where it belongs.
"""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from jsonschema import Draft202012Validator

from nwtool.config import Settings
from nwtool.record.codec import dumps, loads
from nwtool.record.document import validate
from nwtool.record.schema import schema
from nwtool.stages import STAGES, load_run

CASES = Path(__file__).parent / "cases"
SORTS = ("wild", "made", "negative", "failing")
VALIDATOR = Draft202012Validator(schema("document"))


class Case(NamedTuple):
    """One line of a case file, and where it stands."""

    stage: str
    sort: str
    line: int
    label: str
    given: dict[str, Any]
    expected: dict[str, Any]
    settings: tuple[tuple[str, Any], ...]


def read_cases(stage: str, sort: str) -> list[Case]:
    """Give the cases of a file, in order; none where there is no file."""
    path = CASES / stage / f"{sort}.jsonl"
    if not path.exists():
        return []
    rows = [(number, loads(line)) for number, line in enumerate(path.read_bytes().splitlines(), 1) if line.strip()]
    return [
        Case(stage, sort, number, row["label"], row["in"], row["out"], tuple(row.get("settings", {}).items()))
        for number, row in rows
    ]


ALL = [case for stage in STAGES for sort in SORTS for case in read_cases(stage.name, sort)]
PARAMS = [
    pytest.param(
        case,
        id=f"{case.stage}/{case.sort}:{case.line} {case.label}",
        marks=[pytest.mark.xfail(strict=True, raises=AssertionError)] if case.sort == "failing" else [],
    )
    for case in ALL
]


def options(settings: tuple[tuple[str, Any], ...]) -> list[str]:
    """Give settings as the options of the command.

    >>> options((("mark", True), ("keep", "first")))
    ['--mark', '--keep=first']
    """
    flags = [(f"--{name.replace('_', '-')}", value) for name, value in settings]
    return [flag if value is True else f"{flag}={value}" for flag, value in flags]


@cache
def command_output(stage: str, sort: str, settings: tuple[tuple[str, Any], ...]) -> dict[int, dict[str, Any]]:
    """Run all cases of a file that share their settings through one command; give the records by line number."""
    cases = [case for case in ALL if (case.stage, case.sort, case.settings) == (stage, sort, settings)]
    stdin = b"".join(dumps({**case.given, "case-line": case.line}) + b"\n" for case in cases)
    command = [sys.executable, "-m", "nwtool", stage, *options(settings)]
    done = subprocess.run(command, input=stdin, capture_output=True, timeout=120)
    assert (done.returncode, done.stderr.decode()) == (0, "")
    return {out["case-line"]: out for out in map(loads, done.stdout.splitlines())}


def compare(case: Case, out: dict[str, Any]) -> None:
    """Hold what came out against the schema, the law of spans, and what the case names."""
    VALIDATOR.validate(out)
    validate(out)
    assert {key: out.get(key) for key in case.expected} == case.expected


@pytest.mark.parametrize("case", PARAMS)
def test_function(case: Case) -> None:
    compare(case, load_run(case.stage)(case.given, Settings(**dict(case.settings))))


@pytest.mark.parametrize("case", PARAMS)
def test_command(case: Case) -> None:
    compare(case, command_output(case.stage, case.sort, case.settings)[case.line])


@pytest.mark.parametrize("stage", [stage.name for stage in STAGES])
def test_every_stage_has_cases(stage: str) -> None:
    """A stage shows what it finds, and what looks like it and is left alone."""
    assert len(read_cases(stage, "wild") + read_cases(stage, "made")) >= 5
    assert len(read_cases(stage, "negative")) >= 3


def test_labels_are_unique() -> None:
    names = [(case.stage, case.label) for case in ALL]
    assert sorted(set(names)) == sorted(names)
