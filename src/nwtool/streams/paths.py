"""The paths to read, checked before anything is written."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable

from nwtool.errors import UsageError
from nwtool.streams.items import STDIN


def list_paths(paths: Iterable[str], files_from: str | None = None, null: bool = False) -> list[str]:
    """Give the paths to read, in order: those given, then those that the list names. No path at all means `-`.

    Raises `UsageError` for the first that can't be read, before anything is.
    """
    found = list(paths)
    if files_from is not None:
        found += _read_list(files_from, null)
    elif not found:
        found = [STDIN]
    if found.count(STDIN) + (files_from == STDIN) > 1:
        raise UsageError("standard input (-) can be read only once")
    for path in found:
        _check_readable(path)
    return found


def _read_list(path: str, null: bool) -> list[str]:
    if path != STDIN:
        _check_readable(path)
    with open(sys.stdin.fileno() if path == STDIN else path, "rb") as source:
        data = source.read()
    separator = b"\0" if null else b"\n"
    return [os.fsdecode(entry) for entry in (part.rstrip(b"\r") for part in data.split(separator)) if entry]


def _check_readable(path: str) -> None:
    if path == STDIN:
        if sys.stdin is None:
            raise UsageError("standard input is closed")
        return
    try:
        is_dir = stat.S_ISDIR(os.stat(path).st_mode)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise UsageError(f"{path}: {reason}") from None
    if is_dir:
        raise UsageError(f"{path}: is a directory; name its files, or give a list of them with --files-from")
    if not os.access(path, os.R_OK):
        raise UsageError(f"{path}: can't be read (permission denied)")


def total_bytes(paths: Iterable[str]) -> int | None:
    """Give the size of all files together, or None when one of them has no size."""
    paths = list(paths)
    if any(path == STDIN or not os.path.isfile(path) for path in paths):
        return None
    return sum(os.path.getsize(path) for path in paths)


def check_output(path: str, inputs: list[str], option: str = "-o") -> None:
    """Raise `UsageError` where a file to be written is one of those to be read."""
    if not os.path.exists(path):
        return
    for name in inputs:
        if name != STDIN and os.path.exists(name) and os.path.samefile(path, name):
            raise UsageError(f"{option} {path}: is one of the inputs; write to another file")
