"""The commands that read documents: one for every stage, made out of the table of stages, and `run`."""

from __future__ import annotations

import os
from functools import partial

from nwtool.cli.filters import Filter
from nwtool.cli.options import CONLL_FORMAT, Command, Options, select
from nwtool.config import DEFAULTS, Settings
from nwtool.errors import UsageError
from nwtool.pipeline import all_stages
from nwtool.stages import STAGES, STAGES_BY_NAME, stage

RUN_HELP = """Run several stages in one process, as a pipe would.

\b
  nwtool run article.txt                          all five
  nwtool run clean,quotes --rows articles.jsonl   two; the rows are the last one's"""


def find_command(name: str) -> Command:
    """Give the command called `name`."""
    if name == "run":
        options = dict.fromkeys(option for each in STAGES for option in each.options)
        return Command(name, RUN_HELP, select(options), _run_stages, "[STAGE,...] [FILE]...")
    entry = STAGES_BY_NAME[name]
    also = (*(("check", "exit_zero") if entry.changes_text else ()), *(("explain",) if entry.explain else ()))
    examples = "\n".join(f"  {example}" for example in entry.examples)
    options_of_stage = select(entry.options + entry.row_options, also)
    if entry.conll:
        options_of_stage["format"] = CONLL_FORMAT
    return Command(name, f"{entry.help}\n\n\b\n{examples}", options_of_stage, partial(_run_stage, name))


def _run_stage(name: str, options: Options, settings: Settings) -> int:
    if settings.mentions:
        options = options._replace(rows=True)
    shows_rows = options.rows or options.explain or options.format not in (None, "jsonl", "text")
    if not shows_rows:
        for field in STAGES_BY_NAME[name].row_options:
            _refuse(field, settings, "goes with --rows")
    return Filter([name], options, settings).run()


def _run_stages(options: Options, settings: Settings) -> int:
    stages = all_stages()
    first = options.files[0].split(",") if options.files else []
    if first and any(name in STAGES_BY_NAME for name in first):
        stages = [stage(name).name for name in first]
        options = options._replace(files=options.files[1:])
        _refuse_stages_apart(stages, options.files)
    elif len(first) == 1 and len(options.files) > 1 and first[0].isalpha() and not os.path.lexists(first[0]):
        raise UsageError(f"{first[0]}: neither a file nor a stage; the stages are {', '.join(STAGES_BY_NAME)}")
    for each in STAGES:
        if each.name not in stages:
            for field in each.options:
                _refuse(field, settings, f"is an option of {each.name}, which is not run here")
    return Filter(stages, options, settings, command="run").run()


def _refuse_stages_apart(stages: list[str], files: list[str]) -> None:
    """Raise `UsageError` for `run clean quotes FILE`: the second stage would be taken for a file."""
    more = [name for name in files if name in STAGES_BY_NAME and not os.path.lexists(name)]
    if more:
        raise UsageError(
            f"{more[0]}: no such file; stages are joined by commas: nwtool run {','.join([*stages, *more])}"
        )


def _refuse(field: str, settings: Settings, reason: str) -> None:
    """Raise `UsageError` where an option is set that would do nothing."""
    default = getattr(DEFAULTS, field)
    if getattr(settings, field) != default:
        raise UsageError(f"--{'no-' if default is True else ''}{field.replace('_', '-')} {reason}")
