"""The command line: arguments in, an exit status out."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from collections.abc import Sequence
from typing import cast

from nwtool.cli.names import COMMANDS, FILTERS
from nwtool.errors import CLOSED_PIPE, DEFECT, OK, NwtoolError, UsageError
from nwtool.streams import signals
from nwtool.streams.messages import Messages

GARBAGE = 50_000  # objects made before cycles are looked for


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `nwtool` with some arguments, by default those of the process, and give its exit status."""
    _fill_closed_descriptors()
    signals.install()
    # Documents hold no cycles: looking for some after every few hundred lists takes a twentieth of the time.
    gc.set_threshold(GARBAGE)
    try:
        status = _run(sys.argv[1:] if arguments is None else list(arguments))
        if sys.stdout is not None:
            sys.stdout.flush()
    except signals.Interrupted as stop:
        return stop.status
    except BrokenPipeError:
        _discard_output()
        return CLOSED_PIPE
    return status


def _run(arguments: list[str]) -> int:
    command = next((word for word in arguments if not word.startswith("-")), "")
    try:
        return _call(arguments or ["--help"])
    except NwtoolError as error:
        _messages(command).error(str(error))
        return error.status
    except MemoryError:
        _messages(command).error("not enough memory for this record; no more than one is held at a time")
        return DEFECT
    except Exception as error:
        _report_defect(command, error)
        return DEFECT


def _call(arguments: list[str]) -> int:
    """Run a command line that is in order; what needs to be explained is Typer's."""
    if arguments == ["--version"]:
        from nwtool import __version__

        os.write(1, f"nwtool {__version__}\n".encode())
        return OK
    if arguments[0] in FILTERS and "_NWTOOL_COMPLETE" not in os.environ:
        from nwtool.cli.arguments import parse
        from nwtool.cli.commands import find_command

        command = find_command(arguments[0])
        given = parse(arguments[1:], command.options)
        if given is not None:
            return command.call(*given)
    return _explain(arguments)


def _explain(arguments: list[str]) -> int:
    """Run a command line through Typer: help, mistakes, completion, commands that read no documents."""
    import typer

    from nwtool.cli.app import app

    # typer carries a click of its own; the base of its errors is found without importing that
    click_error = cast(type[Exception], typer.BadParameter.__mro__[2])
    command = next((word for word in arguments if word in COMMANDS), "")
    try:
        return int(app(arguments, prog_name="nwtool", standalone_mode=False) or OK)
    except typer.Exit as end:
        return end.exit_code
    except click_error as error:
        text = error.format_message() if hasattr(error, "format_message") else str(error)
        raise UsageError(f"{text.rstrip('.')}; see nwtool {command} --help".replace("  ", " ")) from None


def _messages(command: str) -> Messages:
    """Messages of a run whose options could not be read, or that ended before it could heed them."""
    colour = os.environ.get("NWTOOL_COLOR", "auto")
    return Messages(command if command in COMMANDS else "", colour="never" if "never" in sys.argv else colour)


def _report_defect(command: str, error: Exception) -> None:
    from traceback import extract_tb

    from nwtool import __version__

    frame = extract_tb(error.__traceback__)[-1]
    where = f"{frame.filename.rsplit('nwtool/', 1)[-1]}:{frame.lineno}"
    _messages(command).error(
        f"a defect in nwtool {__version__} ({type(error).__name__}: {error}, at {where}); "
        "please report this line with the command and, if you can, its input"
    )


def _fill_closed_descriptors() -> None:
    """Put /dev/null where a standard stream is closed, so that no file that is opened takes its number."""
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


def _discard_output() -> None:
    """Keep Python from writing to the closed pipe, and from complaining, when it ends."""
    with contextlib.suppress(OSError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
