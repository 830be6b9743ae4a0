"""The options that commands share: one name, one help text each, in one place, as plain data.

Two readers make use of the table: `arguments.py`, which reads a command line that is in order, and Typer, which does
all the rest (help, completion, mistakes) and takes long to load.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal, NamedTuple, TypeAlias, cast, get_args, get_type_hints

from nwtool.config import DEFAULTS, MOST_JOBS, Settings
from nwtool.errors import UsageError

Format: TypeAlias = Literal["jsonl", "csv", "tsv", "table", "text", "conll"]
OnError: TypeAlias = Literal["skip", "stop"]
Color: TypeAlias = Literal["auto", "always", "never"]
Value: TypeAlias = bool | int | float | str | None

STDOUT = "-"  # as the name of an output
SHARE_RE = re.compile(r"0?\.\d+|[01](?:\.0*)?", re.ASCII)


class Options(NamedTuple):
    """What every command that reads documents can be told."""

    files: list[str]
    rows: bool
    format: Format | None
    output: str | None
    jobs: int
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


class Option(NamedTuple):
    """One option: its names, what is said of it, and what it takes.

    Without a metavar it is a switch. One that is on by default has a second name, which begins with `--no-`.
    """

    flags: tuple[str, ...]
    help: str
    default: Value = False
    metavar: str | None = None
    choices: tuple[str, ...] = ()
    least: int | None = None
    """The least that it takes, where it takes a whole number."""
    most: int | None = None
    """The most that it takes, where there is a bound."""
    env: str | None = None
    """The variable that sets it where the command line doesn't."""
    many: bool = False
    """Whether it may be given more than once; its words are joined by commas."""

    @property
    def is_switch(self) -> bool:
        return self.metavar is None

    def is_off(self, flag: str) -> bool:
        """Tell whether one of its names turns a switch off."""
        return self.default is True and flag.startswith("--no-")


# by the field of Options that each sets
SHARED: Mapping[str, Option] = {
    "rows": Option(("--rows",), "Write the items of this layer, one a line."),
    "format": Option(
        ("--format",), "jsonl, csv, tsv, table (of rows), or text.", None, "FORMAT", choices=get_args(Format)
    ),
    "output": Option(("-o", "--output"), "Write to FILE, whole or not at all.", None, "FILE"),
    "jobs": Option(("-j", "--jobs"), "Use N processes; 0: one a core.", 1, "N", (), 0, MOST_JOBS, "NWTOOL_JOBS"),
    "files_from": Option(("--files-from",), "Read the files that LIST names, one a line.", None, "LIST"),
    "null": Option(("-0", "--null"), "LIST is parted by NUL, as find -print0 does."),
    "split": Option(("--split",), "Of text: formfeed, line, blank-lines=N, regex=RE.", None, "HOW"),
    "encoding": Option(("--encoding",), "Encoding of the input.", "utf-8", "NAME"),
    "errors": Option(("--errors",), "Keep failed records in FILE (- is stderr).", None, "FILE"),
    "on_error": Option(("--on-error",), "At a failed record.", "skip", "skip|stop", choices=get_args(OnError)),
    "max_errors": Option(("--max-errors",), "Give up after N failed records.", None, "N", least=1),
    "check": Option(("--check",), "Write nothing; status 1 if a text would change."),
    "exit_zero": Option(("--exit-zero",), "With --check: status 0 all the same."),
    "explain": Option(("--explain",), "Write each change and its reason, as rows."),
    "line_buffered": Option(("--line-buffered",), "Write each record at once."),
    "csv_safe": Option(("--csv-safe",), "Keep spreadsheets from running cells."),
    "quiet": Option(("-q", "--quiet"), "Tell errors only."),
    "verbose": Option(("-v", "--verbose"), "Tell each file."),
    "color": Option(
        ("--color",), "auto, always or never.", "auto", "WHEN", choices=get_args(Color), env="NWTOOL_COLOR"
    ),
    "no_progress": Option(("--no-progress",), "Show no progress."),
}
CONLL_FORMAT = SHARED["format"]._replace(help="jsonl, csv, tsv, table (of rows), text or conll.")
FOR_SOME = ("check", "exit_zero", "explain")  # only the commands that name them have these

# the help of each option that a stage has for itself; their names and defaults are those of Settings
STAGE_HELP: Mapping[str, str] = {
    "keep_boilerplate": "Leave navigation, sign-up lines and the like in.",
    "straighten": "Make curly quotes, dashes and ellipses plain.",
    "keep": "Which copy of a caption stays.",
    "threshold": "Share of words that make a copy.",
    "mark": "Leave all copies in, and mark them.",
    "scare": "Also give marks that quote nobody.",
    "speech_only": "Rows: not what is thought, wished or shown.",
    "min_words": "Rows: only quotes of so many words.",
    "by_speaker": "Rows: speaker by speaker.",
    "model": "Find names with spacy:NAME or gliner:PATH.",
    "types": "Rows: only of these, as in PERSON,ORG.",
    "mentions": "Rows: one a mention.",
}


class Command(NamedTuple):
    """A command that reads documents: what it says of itself, its options, and what it runs."""

    name: str
    help: str
    options: Mapping[str, Option]
    run: Callable[[Options, Settings], int]
    metavar: str = "[FILE]..."
    """What its arguments are called in its help."""

    def call(self, files: list[str], given: Mapping[str, str | bool]) -> int:
        """Run the command with what stood on its command line: by option a switch that was set, or a word."""
        values = read_values(self.options, given)
        chosen = {name: values.pop(name) for name in self.options if name in Settings._fields}
        return self.run(Options(files=files, **cast(Any, values)), Settings(**cast(Any, chosen)))


def select(stage_options: Iterable[str], also: Iterable[str] = ()) -> dict[str, Option]:
    """Give the options of one command: those of some stages, the shared ones, and `also` some of FOR_SOME."""
    hints = get_type_hints(Settings)
    return {
        **{name: _stage_option(name, hints[name]) for name in stage_options},
        **{name: option for name, option in SHARED.items() if name not in FOR_SOME or name in also},
    }


def _stage_option(name: str, hint: Any) -> Option:
    flags, told, default = ("--" + name.replace("_", "-"),), STAGE_HELP[name], getattr(DEFAULTS, name)
    if hint is bool:
        return Option((*flags, "--no-" + flags[0][2:]) if default else flags, told, default)
    if hint is int:
        return Option(flags, told, default, "N", least=1)
    if hint == str | None:
        return Option(flags, told, default, name.upper())
    if hint is float:
        return Option(flags, told, default, "SHARE")
    choices = get_args(hint)
    return Option(flags, told, default, "|".join(choices), choices)


def read_values(options: Mapping[str, Option], given: Mapping[str, str | bool]) -> dict[str, Value]:
    """Give the value of every option: what was given, else what the environment says, else its default."""
    values: dict[str, Value] = {}
    for name, option in options.items():
        word, where = given.get(name), option.flags[-1]
        if word is None and option.env is not None:
            word, where = os.environ.get(option.env) or None, option.env
        values[name] = option.default if word is None else _read(option, word, where)
    if values.get("output") == STDOUT:
        values["output"] = None
    return values


def _read(option: Option, word: str | bool, where: str) -> Value:
    """Give the value that a word of the command line, or of the environment, stands for; `where` names it."""
    if isinstance(word, bool):
        return word
    if option.least is not None:
        if not (word.isascii() and word.isdecimal() and int(word) >= option.least):
            raise UsageError(f"{where}: {word!r} is not a whole number of at least {option.least}")
        if option.most is not None and int(word) > option.most:
            raise UsageError(f"{where}: {word} is more than {option.most}, the most there can be")
        return int(word)
    if isinstance(option.default, float):
        if not SHARE_RE.fullmatch(word):
            raise UsageError(f"{where}: {word!r} is not a share from 0 to 1")
        return float(word)
    if option.choices and word not in option.choices:
        raise UsageError(f"{where}: {word!r} is not one of {', '.join(option.choices)}")
    return word
