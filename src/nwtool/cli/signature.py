"""The options of a command, as plain data, in; a function out, with the signature that makes Typer read the same."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Annotated, Any, TypeAlias

import typer

from nwtool.cli.options import Option

Call: TypeAlias = "Callable[[list[str], Mapping[str, str | bool]], int]"


def as_function(options: Mapping[str, Option], call: Call, metavar: str) -> Callable[..., int]:
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
