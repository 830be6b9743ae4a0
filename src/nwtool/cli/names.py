"""The names of all commands, for whoever needs no more than these."""

from __future__ import annotations

from nwtool.stages import STAGES_BY_NAME

FILTERS = (*STAGES_BY_NAME, "run")
COMMANDS = (*FILTERS, "check", "config", "schema", "help")
