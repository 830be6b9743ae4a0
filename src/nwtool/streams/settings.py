"""Where settings stand in, their tables out: a file that is named, or the nearest one above a folder."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, NamedTuple

from nwtool.errors import UsageError

OWN, SHARED = "nwtool.toml", "pyproject.toml"


class SettingsFile(NamedTuple):
    """A file of settings and what it says."""

    path: str
    table: dict[str, Any]
    folder: Path

    @property
    def where(self) -> str:
        """What messages about it begin with."""
        return f"{self.path}: "


def load_settings(path: str) -> SettingsFile:
    """Read the settings in a file; raise `UsageError` where it can't be read, is no TOML, or has none."""
    table = _table(Path(path))
    if table is None:
        raise UsageError(f"{path}: has no table [tool.nwtool]")
    return SettingsFile(path, table, Path(path).resolve().parent)


def find_settings(folder: Path) -> SettingsFile | None:
    """Give the settings nearest to a folder, in it or above it: `nwtool.toml`, or `[tool.nwtool]` in `pyproject.toml`.

    Where both stand side by side, `nwtool.toml` counts.
    """
    here = folder.resolve()
    for parent in (here, *here.parents):
        for name in (OWN, SHARED):
            path = parent / name
            if path.is_file() and (table := _table(path)) is not None:
                return SettingsFile(name if parent == here else str(path), table, parent)
    return None


def _table(path: Path) -> dict[str, Any] | None:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from None
    try:
        read = tomllib.loads(data.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UsageError(f"{path}: not TOML ({error})") from None
    if path.name != SHARED:
        return read
    tool = read.get("tool")
    own = tool.get("nwtool") if isinstance(tool, dict) else None
    return own if isinstance(own, dict) else None
