"""The options that commands share: one name, one help text each, in one place."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_origin, get_type_hints

import typer

from nwtool.config import DEFAULTS, Settings
from nwtool.errors import UsageError


class OnError(StrEnum):
    """What a record that can't be processed does to the run."""

    skip = "skip"
    stop = "stop"


class Color(StrEnum):
    """When to colour."""

    auto = "auto"
    always = "always"
    never = "never"


class Format(StrEnum):
    """How to write."""

    jsonl = "jsonl"
    csv = "csv"
    tsv = "tsv"
    table = "table"
    text = "text"


class Options(NamedTuple):
    """What every command that reads documents can be told."""

    files: list[str]
    rows: bool
    format: Format | None
    output: str | None
    files_from: str | None
    null: bool
    split: str | None
    encoding: str
    errors: str | None
    on_error: OnError
    max_errors: int | None
    line_buffered: bool
    csv_safe: bool
    quiet: bool
    verbose: bool
    color: Color
    no_progress: bool
    check: bool = False
    exit_zero: bool = False
    explain: bool = False


# what each field of Options is on the command line: (type, what Typer is told, default)
SHARED: Mapping[str, tuple[Any, Any, Any]] = {
    "rows": (bool, typer.Option("--rows", help="Write the items of this layer, one a line."), False),
    "format": (
        Format | None,
        typer.Option("--format", metavar="FORMAT", help="jsonl, csv, tsv, table (of rows), or text."),
        None,
    ),
    "output": (
        str | None,
        typer.Option("-o", "--output", metavar="FILE", help="Write to FILE, whole or not at all."),
        None,
    ),
    "files_from": (
        str | None,
        typer.Option("--files-from", metavar="LIST", help="Read the files that LIST names, one a line."),
        None,
    ),
    "null": (bool, typer.Option("-0", "--null", help="LIST is parted by NUL, as find -print0 does."), False),
    "split": (
        str | None,
        typer.Option("--split", metavar="HOW", help="Of text: formfeed, line, blank-lines=N, regex=RE."),
        None,
    ),
    "encoding": (str, typer.Option("--encoding", metavar="NAME", help="Encoding of the input."), "utf-8"),
    "errors": (
        str | None,
        typer.Option("--errors", metavar="FILE", help="Keep failed records in FILE (- is stderr)."),
        None,
    ),
    "on_error": (OnError, typer.Option("--on-error", metavar="skip|stop", help="At a failed record."), OnError.skip),
    "max_errors": (
        int | None,
        typer.Option("--max-errors", metavar="N", min=1, help="Give up after N failed records."),
        None,
    ),
    "check": (bool, typer.Option("--check", help="Write nothing; status 1 if a text would change."), False),
    "exit_zero": (bool, typer.Option("--exit-zero", help="With --check: status 0 all the same."), False),
    "explain": (bool, typer.Option("--explain", help="Write each change and its reason, as rows."), False),
    "line_buffered": (bool, typer.Option("--line-buffered", help="Write each record at once."), False),
    "csv_safe": (bool, typer.Option("--csv-safe", help="Keep spreadsheets from running cells."), False),
    "quiet": (bool, typer.Option("-q", "--quiet", help="Tell errors only."), False),
    "verbose": (bool, typer.Option("-v", "--verbose", help="Tell each file."), False),
    "color": (
        Color,
        typer.Option(
            "--color", metavar="WHEN", envvar="NWTOOL_COLOR", show_envvar=False, help="auto, always or never."
        ),
        Color.auto,
    ),
    "no_progress": (bool, typer.Option("--no-progress", help="Show no progress."), False),
}
FOR_SOME = ("check", "exit_zero", "explain")  # only the commands that name them have these

# the help of each option that a stage has for itself; their names and defaults are those of Settings
STAGE_HELP: Mapping[str, str] = {
    "keep_boilerplate": "Leave navigation, sign-up lines and the like in.",
    "straighten": "Make curly quotes, dashes and ellipses plain.",
    "keep": "Which copy of a caption stays.",
    "mark": "Leave all copies in, and count them.",
    "scare": "Also give marks that quote nobody.",
    "thoughts": "Rows: also what is thought, not said.",
    "min_words": "Rows: only quotes of so many words.",
    "by_speaker": "Rows: speaker by speaker.",
}


def command(
    run: Callable[[Options, Settings], int], stage_options: Iterable[str], also: Iterable[str] = ()
) -> Callable[..., int]:
    """Make a function that Typer can read: the shared options, those of some stages, and `also` some of FOR_SOME.

    `run` is called with what the command line says.
    """
    stage_options, also = tuple(stage_options), tuple(also)
    hints = get_type_hints(Settings)
    files = Annotated[list[str] | None, typer.Argument(metavar="[FILE]...", show_default=False)]
    parameters = [_parameter("files", files, None)]
    for name in stage_options:
        flag = "--" + name.replace("_", "-")
        choices = "|".join(get_args(hints[name])) if _is_choice(hints[name]) else None
        kind = str if choices else hints[name]
        is_count = hints[name] is int
        metavar = choices or ("N" if is_count else None)
        told = typer.Option(flag, metavar=metavar, min=1 if is_count else None, help=STAGE_HELP[name])
        parameters.append(_parameter(name, Annotated[kind, told], getattr(DEFAULTS, name)))
    for name, (kind, told, default) in SHARED.items():
        if name not in FOR_SOME or name in also:
            parameters.append(_parameter(name, Annotated[kind, told], default))

    def function(**given: Any) -> int:
        chosen = {name: given.pop(name) for name in stage_options}
        for name, value in chosen.items():
            _check_choice(name, value, hints[name])
        given["files"] = given["files"] or []
        return run(Options(**given), Settings(**chosen))

    function.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    function.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return function


def _parameter(name: str, annotation: Any, default: Any) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=default)


def _is_choice(hint: Any) -> bool:
    return get_origin(hint) is Literal


def _check_choice(name: str, value: object, hint: Any) -> None:
    if _is_choice(hint) and value not in get_args(hint):
        choices = ", ".join(map(str, get_args(hint)))
        raise UsageError(f"--{name.replace('_', '-')}: {value!r} is none of {choices}")
