"""The settings of the checks: what they look for, by house."""

from __future__ import annotations

from typing import NamedTuple


class CheckSettings(NamedTuple):
    """What a house can choose; the defaults are those of the command."""


DEFAULTS = CheckSettings()
