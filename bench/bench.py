"""Measure start-up, throughput and memory of whole processes, and write the table to docs/performance.md.

    python bench/bench.py [--corpus FILE.jsonl] [--rounds N] [--quick]

Every figure that counts is a ratio between two programs measured in the same run, in turn, so that a busy machine
slows both: start-up against a bare Typer program, throughput against a loop that only reads and writes the JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))
from corpus import articles

ROOT = Path(__file__).parent.parent
REPORT = ROOT / "docs" / "performance.md"
NWTOOL = [sys.executable, "-m", "nwtool"]
BARE = """
import typer
app = typer.Typer()
@app.command()
def main(version: bool = typer.Option(False, "--version")) -> None:
    if version:
        print("bare 1.0")
app()
"""
FLOOR = """
import sys, orjson
for line in sys.stdin.buffer:
    sys.stdout.buffer.write(orjson.dumps(orjson.loads(line)) + b"\\n")
"""


THROUGHPUT = 200  # articles; the slowest stage takes seconds for them


class Figure(NamedTuple):
    """One line of the table."""

    what: str
    value: str
    spread: str
    limit: str
    holds: bool | None


def timed(command: Sequence[str], given: Path | None = None) -> float:
    """Give the seconds that a process takes, from its start to its end."""
    with (given or Path(os.devnull)).open("rb") as source:
        began = time.perf_counter()
        subprocess.run(command, stdin=source, stdout=subprocess.DEVNULL, check=True)
        return time.perf_counter() - began


def ratios(one: Callable[[], float], other: Callable[[], float], rounds: int) -> tuple[list[float], list[float]]:
    """Run two things in turn; give the seconds of the first, and its ratio to the second, round by round."""
    seconds, shares = [], []
    for _ in range(rounds):
        base = other()
        seconds.append(one())
        shares.append(seconds[-1] / base)
    return seconds, shares


def spread(values: list[float], unit: str = "") -> str:
    low, _, high = statistics.quantiles(values, n=4) if len(values) > 1 else (values[0],) * 3
    return f"{low:.2f}–{high:.2f}{unit}"


def start_up(scratch: Path, rounds: int) -> list[Figure]:
    """Start-up of `--version`, of `clean` and of `run` on one article, against a bare Typer program."""
    bare, one = scratch / "bare.py", scratch / "one.jsonl"
    bare.write_text(BARE)
    one.write_text(json.dumps(next(iter(articles(1)))) + "\n")
    found = []
    for arguments, given, limit in ((["--version"], None, 1.3), (["clean"], one, 1.35), (["run"], one, 2.5)):
        command = [*NWTOOL, *arguments]
        timed(command, given)
        _, shares = ratios(
            lambda: timed(command, given),  # noqa: B023  called in this turn
            lambda: timed([sys.executable, str(bare), "--version"]),
            rounds,
        )
        share = statistics.median(shares)
        what = f"start-up, `nwtool {' '.join(arguments)}`{' on one article' if given else ''} / bare Typer"
        found.append(Figure(what, f"{share:.2f}", spread(shares), f"≤ {limit}", share <= limit))
    return found


def throughput(corpus: Path, scratch: Path, rounds: int) -> list[Figure]:
    """Throughput of each command over a corpus, and its time against a loop of orjson alone."""
    found = []
    given = corpus
    for stage in ("clean", "dedupe-captions", "sections", "quotes", "entities", "run"):
        source = corpus if stage == "run" else given
        size = source.stat().st_size / 1e6
        seconds, shares = ratios(
            lambda: timed([*NWTOOL, stage], source),  # noqa: B023  called in this turn
            lambda: timed([sys.executable, "-c", FLOOR], source),  # noqa: B023
            rounds,
        )
        speed = size / statistics.median(seconds)
        what = f"`nwtool {stage}`, MB of records a second"
        found.append(Figure(what, f"{speed:.1f}", spread([size / s for s in seconds]), "", None))
        share = f"{statistics.median(shares):.1f}"
        found.append(Figure(f"`nwtool {stage}`, time / orjson loop", share, spread(shares), "", None))
        after = scratch / f"{stage}.jsonl"
        if stage != "run":
            subprocess.run([*NWTOOL, stage, str(given), "-o", str(after)], check=True)
            given = after
    return found


def memory(corpus: Path) -> list[Figure]:
    """The largest memory of `nwtool run` at its 100th record and at its last."""
    with subprocess.Popen([*NWTOOL, "run", "--line-buffered", str(corpus)], stdout=subprocess.PIPE) as process:
        assert process.stdout
        peaks = {}
        for number, _ in enumerate(process.stdout, 1):
            # the end is read one record early: at the last one the process may be gone
            if number in (100, 999):
                status = Path(f"/proc/{process.pid}/status").read_text()
                peaks[number] = int(status.split("VmHWM:")[1].split()[0]) / 1024
    growth = peaks[999] / peaks[100]
    return [
        Figure("peak memory of `nwtool run`, 1,000 articles, MB", f"{peaks[999]:.0f}", "", "≤ 150", peaks[999] <= 150),
        Figure("the same, 1,000th / 100th article", f"{growth:.2f}", "", "≤ 1.1", growth <= 1.1),
    ]


def report(figures: list[Figure], corpus: str, rounds: int) -> str:
    """Write the page."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("nwtool", "typer", "orjson", "regex"))
    lines = [
        "# Performance",
        "",
        "Made by `make bench`; medians, with the middle half of the rounds beside them. Ratios are between programs",
        "measured in turn in the same run, and are what counts; the other figures are those of one machine.",
        "",
        f"Machine: {platform.machine()}, {os.cpu_count()} cores, {platform.system()}; "
        f"Python {platform.python_version()}; {packages}.",
        f"Corpus: {corpus}; {rounds} rounds.",
        "",
        "| what | median | middle half | limit |",
        "| --- | ---: | ---: | ---: |",
    ]
    for figure in figures:
        miss = "" if figure.holds is not False else " **missed**"
        lines.append(f"| {figure.what} | {figure.value}{miss} | {figure.spread} | {figure.limit} |")
    return "\n".join(lines) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure start-up, throughput and memory.")
    parser.add_argument("--corpus", type=Path, help="JSON Lines to measure throughput on, in place of generated ones")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--quick", action="store_true", help="three rounds, and docs/performance.md is left alone")
    args = parser.parse_args()
    rounds = 3 if args.quick else args.rounds
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        made = scratch / "made.jsonl"
        made.write_text("".join(json.dumps(doc, ensure_ascii=False) + "\n" for doc in articles(1000)), encoding="utf-8")
        figures = start_up(scratch, rounds)
        figures += memory(made)
        few = scratch / "few.jsonl"
        few.write_text(
            "".join(made.read_text(encoding="utf-8").splitlines(keepends=True)[:THROUGHPUT]), encoding="utf-8"
        )
        figures += throughput(args.corpus or few, scratch, min(rounds, 5))
    text = report(
        figures,
        str(args.corpus.name) if args.corpus else f"generated articles, 1,000 for memory, {THROUGHPUT} for throughput",
        rounds,
    )
    print(text)
    if not args.quick:
        REPORT.write_text(text, encoding="utf-8")
    return 1 if any(figure.holds is False for figure in figures) else 0


if __name__ == "__main__":
    sys.exit(main())
