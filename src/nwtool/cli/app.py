"""The Typer app: one command a stage, made out of the table of stages when it is called, and few others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import typer
from typer.core import TyperGroup

from nwtool import __version__
from nwtool.stages import STAGES_BY_NAME

OTHERS = ("run", "schema", "help")
COMMANDS = (*STAGES_BY_NAME, *OTHERS)
CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}

HELP = """News text in, structured JSON Lines out.

\b
  nwtool run article.txt                    all five stages at once
  nwtool clean page.txt | nwtool quotes --rows
  cat articles.jsonl | nwtool entities --rows --format csv

Every command reads documents, adds one layer, and writes the documents on."""


class Commands(TyperGroup):
    """The commands, each built only when it is asked for: that is half of the start-up time."""

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
    if name in STAGES_BY_NAME or name == "run":
        from nwtool.cli.filters import make_filter

        return make_filter(name)
    if name == "schema":
        from nwtool.cli import schema

        return schema.schema, schema.HELP
    from nwtool.cli import topics

    return topics.help_topic, topics.HELP
