"""The Typer app: what it takes to explain a command line, and the few commands that read no documents.

A command line that is in order doesn't come here: `cli/__init__.py` runs it as `arguments.py` reads it.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Annotated, Any, TypeAlias

import typer
from typer.core import TyperGroup

from nwtool import __version__
from nwtool.cli.names import COMMANDS, FILTERS
from nwtool.cli.options import Option

Call: TypeAlias = "Callable[[list[str], Mapping[str, str | bool]], int]"

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
    if name in FILTERS:
        from nwtool.cli.commands import find_command

        command = find_command(name)
        return as_function(command.options, command.call), command.help
    if name == "check":
        from nwtool.cli import check as checking

        return as_function(checking.OPTIONS, checking.call, "[FILE|DIR]..."), checking.HELP
    if name == "config":
        from nwtool.cli import config

        return config.show_config, config.HELP
    if name == "schema":
        from nwtool.cli import schema

        return schema.schema, schema.HELP
    from nwtool.cli import topics

    return topics.help_topic, topics.HELP


def as_function(options: Mapping[str, Option], call: Call, metavar: str = "[FILE]...") -> Callable[..., int]:
    """Make a function that Typer can read out of the options of a command and the function that it calls."""
    read = "What to read; - or nothing is standard input."
    files = Annotated[list[str] | None, typer.Argument(metavar=metavar, show_default=False, help=read)]
    parameters = [_parameter("files", files, None)]
    for name, option in options.items():
        kind: Any = bool if option.is_switch else list[str] | None if option.many else str | None
        default = option.default if option.is_switch else None
        parameters.append(_parameter(name, Annotated[kind, _told(option)], default))

    def function(files: list[str] | None, **given: str | bool | list[str] | None) -> int:
        # a switch that is as ever and a word that isn't there are not given
        words: dict[str, str | bool] = {}
        for name, word in given.items():
            if isinstance(word, list):
                words |= {name: ",".join(word)} if word else {}
            elif word is not None and not (options[name].is_switch and word is options[name].default):
                words[name] = word
        return call(files or [], words)

    function.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    function.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return function


def _told(option: Option) -> Any:
    shown = "" if option.is_switch or option.default is None else f"  [default: {option.default}]"
    choices = list(option.choices)
    return typer.Option(
        *(["/".join(option.flags)] if option.default is True else option.flags),
        metavar=option.metavar,
        help=option.help + shown,
        show_default=False,
        autocompletion=(lambda: choices) if choices else None,
    )


def _parameter(name: str, annotation: Any, default: Any) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=default)
