"""Lines of a `.gitignore` in, whether a path is ignored out: the patterns of gitignore(5)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple


class Pattern(NamedTuple):
    """One line of a `.gitignore`."""

    regex: re.Pattern[str]
    negated: bool
    for_folders: bool


def parse_patterns(text: str) -> list[Pattern]:
    """Read the lines of a `.gitignore`.

    >>> patterns = parse_patterns("*.log\\n!keep.log\\n/build/")
    >>> [is_ignored(patterns, path, False) for path in ("a/x.log", "keep.log", "x")]
    [True, False, None]
    """
    return [found for line in text.splitlines() if (found := _pattern(line)) is not None]


def is_ignored(patterns: Sequence[Pattern], path: str, is_folder: bool) -> bool | None:
    """Tell whether a path, relative to the folder of the `.gitignore`, is ignored; None where no pattern says."""
    for pattern in reversed(patterns):
        if (is_folder or not pattern.for_folders) and pattern.regex.fullmatch(path):
            return not pattern.negated
    return None


def _pattern(line: str) -> Pattern | None:
    line = re.sub(r"(?<!\\) +$", "", line)
    if not line or line.startswith("#"):
        return None
    negated = line.startswith("!")
    line = line[negated:]
    for_folders = line.endswith("/")
    line = line[: len(line) - for_folders]
    if not line.strip("/"):
        return None
    anchored = "/" in line
    line = line.removeprefix("/")
    regex = _translate(line)
    if regex is None:
        return None
    return Pattern(re.compile(regex if anchored else f"(?:.*/)?{regex}", re.S), negated, for_folders)


def _translate(pattern: str) -> str | None:
    """Give a pattern as a regular expression; None where it can match nothing."""
    out: list[str] = []
    at = 0
    while at < len(pattern):
        if pattern.startswith("**/", at) and (at == 0 or pattern[at - 1] == "/"):
            out.append("(?:.*/)?")
            at += 3
        elif pattern[at:] == "**" and at and pattern[at - 1] == "/":
            out.append(".+")
            at += 2
        elif pattern[at] == "*":
            out.append("[^/]*")
            at += len(pattern) - at - len(pattern[at:].lstrip("*"))
        elif pattern[at] == "?":
            out.append("[^/]")
            at += 1
        elif pattern[at] == "[":
            piece, at = _translate_set(pattern, at)
            if piece is None:
                return None
            out.append(piece)
        elif pattern[at] == "\\":
            if at + 1 == len(pattern):
                return None
            out.append(re.escape(pattern[at + 1]))
            at += 2
        else:
            out.append(re.escape(pattern[at]))
            at += 1
    return "".join(out)


def _translate_set(pattern: str, start: int) -> tuple[str | None, int]:
    """Read a set of characters, `[a-z]`; give it as a regular expression, and where it ends."""
    at = start + 1
    negated = pattern[at : at + 1] in ("!", "^")
    at += negated
    first = at
    while at < len(pattern) and (pattern[at] != "]" or at == first):
        at += 1 + (pattern[at] == "\\")
    if at >= len(pattern):
        return None, at
    inner = re.sub(r"([\[&~|^])", r"\\\1", pattern[first:at])
    if inner.startswith("]"):
        inner = "\\" + inner
    try:
        re.compile(f"[{inner}]")
    except re.error:
        return None, at
    return f"(?!/)[{'^' if negated else ''}{inner}]", at + 1
