"""`nwtool config`: which settings hold, and where each of them comes from."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Annotated, Any

import typer

from nwtool.checks.config import DEFAULTS
from nwtool.checks.select import make_plan
from nwtool.checks.settings import parse_settings
from nwtool.streams.settings import find_settings, load_settings

HELP = """Show the settings of check, and where each comes from.

\b
  nwtool config
  nwtool config --no-config"""


def command(
    config: Annotated[
        str | None,
        typer.Option("--config", metavar="FILE", envvar="NWTOOL_CONFIG", show_envvar=False, help="Read FILE."),
    ] = None,
    no_config: Annotated[bool, typer.Option("--no-config", help="Read no settings.")] = False,
) -> int:
    """Print one line for each setting."""
    file = None if no_config else load_settings(config) if config else find_settings(Path.cwd())
    settings = parse_settings(file.table, file.where) if file else DEFAULTS
    make_plan(settings, f"{file.where if file else ''}check.")  # raises for a check that there is not
    table = file.table.get("check", {}) if file else {}
    for name, value in zip(settings._fields, settings, strict=True):
        key = name.replace("_", "-")
        where = file.path if file and key in table else "default"
        typer.echo(f"{key} = {_shown(value)}  # {where}")
    for variable in ("NWTOOL_CONFIG", "NWTOOL_JOBS", "NWTOOL_COLOR"):
        if os.environ.get(variable):
            typer.echo(f"{variable} = {_shown(os.environ[variable])}  # environment")
    return 0


def _shown(value: Any) -> str:
    """Give a value as it could stand in the file.

    >>> _shown(("NW1",)), _shown(False), _shown(None)
    ('["NW1"]', 'false', '(unset)')
    """
    if value is None:
        return "(unset)"
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return _shown({key: inner for key, inner in value._asdict().items() if inner is not None})
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_shown, value))}]"
    if isinstance(value, dict):
        pairs = [f"{json.dumps(key, ensure_ascii=False)} = {_shown(inner)}" for key, inner in value.items()]
        return f"{{{', '.join(pairs)}}}"
    return json.dumps(value, ensure_ascii=False)
