"""The names of all commands, for whoever needs no more than these."""

from __future__ import annotations

from nwtool.stages import STAGES_BY_NAME

FILTERS = (*STAGES_BY_NAME, "run")
# by name, the module in `cli/` of each other command: it has `command`, the function that Typer reads, and HELP
OTHERS = {"check": "check", "config": "config", "schema": "schema", "help": "topics"}
COMMANDS = (*FILTERS, *OTHERS)
