"""Folders in, the files in them that are to be checked out: texts and JSON Lines that git doesn't ignore."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from nwtool.errors import UsageError
from nwtool.streams.gitignore import Pattern, is_ignored, parse_patterns
from nwtool.streams.items import STDIN

SUFFIXES = (".txt", ".jsonl")
IGNORE_FILE = ".gitignore"

Ignores = tuple[tuple[Path, list[Pattern]], ...]


def expand_folders(paths: Iterable[str]) -> list[str]:
    """Give the paths with each folder replaced by its files, in the order of their names.

    What is named is read, whatever it is called; in a folder, names that begin with a dot and what a `.gitignore` in it
    or above it ignores are left out, and links to folders are not followed. Raises `UsageError` for a folder that can't
    be read.
    """
    found: list[str] = []
    for path in paths:
        if path != STDIN and Path(path).is_dir():
            found += _walk(Path(path), _above(Path(path)))
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def _above(folder: Path) -> Ignores:
    """Give the patterns of the folders above one, up to the top of its repository; none outside of one."""
    here = folder.resolve()
    if (here / ".git").exists():
        return ()
    ignores: list[tuple[Path, list[Pattern]]] = []
    for parent in here.parents:
        ignores.insert(0, (parent, _read(parent)))
        if (parent / ".git").exists():
            return tuple(ignores)
    return ()


def _read(folder: Path) -> list[Pattern]:
    try:
        return parse_patterns((folder / IGNORE_FILE).read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return []


def _walk(folder: Path, ignores: Ignores) -> Iterator[str]:
    here = folder.resolve()
    ignores = (*ignores, (here, _read(folder)))
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:  # to pass over it would be to say that its files are in order
        raise UsageError(f"{folder}: {error.strerror}") from None
    for entry in entries:
        is_folder = entry.is_dir(follow_symlinks=False)
        if entry.name.startswith(".") or _ignored(here / entry.name, is_folder, ignores):
            continue
        if is_folder:
            yield from _walk(Path(entry.path), ignores)
        elif entry.name.endswith(SUFFIXES) and entry.is_file():
            yield str(Path(entry.path))


def _ignored(path: Path, is_folder: bool, ignores: Ignores) -> bool:
    """Tell whether a path is ignored: the nearest `.gitignore` that says something of it decides."""
    for folder, patterns in reversed(ignores):
        verdict = is_ignored(patterns, path.relative_to(folder).as_posix(), is_folder)
        if verdict is not None:
            return verdict
    return False
