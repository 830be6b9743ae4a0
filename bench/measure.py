"""Processes in, their time and memory out, and ratios of two that are measured in turn."""

from __future__ import annotations

import contextlib
import os
import resource
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

T = TypeVar("T")


class Figure(NamedTuple):
    """One line of a table: what was measured, what came out, and the limit that it must keep."""

    what: str
    value: str
    spread: str = ""
    limit: str = ""
    holds: bool | None = None


def wall(command: Sequence[str], given: Path | None = None, at_once: int = 1) -> float:
    """Give the seconds that a process takes, from its start to its end, or so many that do the same side by side."""
    with contextlib.ExitStack() as stack:
        sources = [stack.enter_context((given or Path(os.devnull)).open("rb")) for _ in range(at_once)]
        began = time.perf_counter()
        processes = [subprocess.Popen(command, stdin=source, stdout=subprocess.DEVNULL) for source in sources]
        statuses = [process.wait() for process in processes]
        seconds = time.perf_counter() - began
    if any(statuses):
        raise subprocess.CalledProcessError(max(statuses), command)
    return seconds


def processor(command: Sequence[str], given: Path | None = None) -> float:
    """Give the seconds of processor time that a process takes: what else runs on the machine hardly changes it."""
    return spent(command, given)[1]


def spent(command: Sequence[str], given: Path | None = None, at_once: int = 1) -> tuple[float, float]:
    """Give the seconds that a process takes, and those of processor time that it and its children take."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = wall(command, given, at_once)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def told(command: Sequence[str], environment: dict[str, str]) -> float:
    """Give the seconds that a process says it took."""
    return float(subprocess.run(command, stdout=subprocess.PIPE, check=True, env=environment).stdout)


def in_turn(rounds: int, *each: Callable[[], T]) -> list[list[T]]:
    """Measure some things one after the other, round by round; give the figures of each."""
    found: list[list[T]] = [[] for _ in each]
    for _ in range(rounds):
        for figures, measure in zip(found, each, strict=True):
            figures.append(measure())
    return found


def figure(
    what: str, values: Sequence[float], digits: int = 2, least: float | None = None, most: float | None = None
) -> Figure:
    """Make a line of the median of some figures, with their middle half, and a limit on either side."""
    median = statistics.median(values)
    low, _, high = statistics.quantiles(values, n=4) if len(values) > 1 else (values[0],) * 3
    spread = f"{low:.{digits}f}–{high:.{digits}f}"
    if least is not None:
        return Figure(what, f"{median:.{digits}f}", spread, f"≥ {least:g}", median >= least)
    if most is not None:
        return Figure(what, f"{median:.{digits}f}", spread, f"≤ {most:g}", median <= most)
    return Figure(what, f"{median:.{digits}f}", spread)


def memory_of(pid: int) -> float:
    """Give the memory of a process and its children in MB; what they share is counted once."""
    folder = Path(f"/proc/{pid}")
    try:
        rollup = (folder / "smaps_rollup").read_text()
        children = (folder / "task" / str(pid) / "children").read_text().split()
    except OSError:
        return 0.0
    own = int(rollup.split("\nPss:")[1].split()[0]) / 1024
    return own + sum(memory_of(int(child)) for child in children)
