"""The Typer app: what it takes to explain a command line, and the few commands that read no documents.

A command line that is in order doesn't come here: `cli/__init__.py` runs it as `arguments.py` reads it.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

from nwtool import __version__
from nwtool.cli.names import COMMANDS, FILTERS, OTHERS
from nwtool.cli.signature import as_function

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}

HELP = """News text in, structured JSON Lines out.

\b
  nwtool run article.txt                    all five stages at once
  nwtool clean page.txt | nwtool quotes --rows
  cat articles.jsonl | nwtool entities --rows --format csv

Every command reads documents, adds one layer, and writes the documents on."""


class Commands(TyperGroup):
    """The commands, each built only when it is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        return _build(cmd_name) if cmd_name in COMMANDS else None


app = typer.Typer(
    cls=Commands,
    name="nwtool",
    help=HELP,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings=CONTEXT,
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"nwtool {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: bool = typer.Option(
        False, "--version", callback=_print_version, is_eager=True, help="Print the version and exit."
    ),
) -> None:
    pass


def _build(name: str) -> Any:
    """Build one command as Typer would in an app of its own."""
    single = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    function, text = _function(name)
    single.command(name, help=text, context_settings=CONTEXT)(function)
    return typer.main.get_command(single)


def _function(name: str) -> tuple[Callable[..., int], str]:
    """Give the function of a command, as Typer reads it, and its help."""
    if name in FILTERS:
        from nwtool.cli.commands import find_command

        command = find_command(name)
        return as_function(command.options, command.call, command.metavar), command.help
    module: Any = import_module(f"nwtool.cli.{OTHERS[name]}")
    return module.command, module.HELP
