"""Try faults and hostile texts, and write what happened to docs/reliability.md.

    python torture/torture.py [--only NAME...] [--seed N] [--no-hostile]

The status is 1 where anything didn't hold. With `--only` the page is left alone.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from faults import FAULTS
from hostile import MOST, TEXTS

from nwtool.stages import STAGES

ROOT = Path(__file__).parent.parent
REPORT = ROOT / "docs" / "reliability.md"
PATIENCE = 300  # seconds for one command on one text
ABOUT = """# Reliability

Made by `make torture`, on real processes: faults first, then texts that are made to be slow. A fault holds where
nothing is lost without a word, nothing is half-written, and there is no traceback and no hang.
"""
GROWTH = f"""
How the time of each command grows with the size of hostile texts: the slope of time over size on logarithmic axes, from
four sizes up to 8 times the smallest. Linear time is 1; the limit is {MOST}.
"""


def try_faults(only: list[str], seed: int) -> list[tuple[str, str, bool]]:
    """Try faults; give what was done, what happened, and whether it held."""
    found = []
    for fault in FAULTS:
        if only and fault.__name__ not in only:
            continue
        with tempfile.TemporaryDirectory() as scratch:
            try:
                told, holds = fault(Path(scratch), random.Random(seed)), True
            except Exception as error:  # whatever went wrong, it is told, and the others are tried
                told, holds = f"**failed**: {error}".replace("\n", " ")[:400], False
        found.append(((fault.__doc__ or "").strip(), told, holds))
        print(*found[-1][:2], sep=": ", flush=True)
    return found


def try_texts(only: list[str]) -> dict[str, list[float]]:
    """Measure the slopes of all commands on all texts."""
    script = str(Path(__file__).parent / "hostile.py")
    found: dict[str, list[float]] = {}
    for name in TEXTS:
        if only and name not in only:
            continue
        found[name] = []
        for stage in STAGES:
            command = [sys.executable, script, stage.name, name]
            try:
                out = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=True).stdout
                found[name].append(float(out.split()[0]))
            except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
                found[name].append(float("inf"))
        print(name, *(f"{slope:.2f}" for slope in found[name]), flush=True)
    return found


def report(faults: list[tuple[str, str, bool]], slopes: dict[str, list[float]]) -> str:
    """Write the page."""
    rows = [f"| {what} | {told} | {'yes' if holds else '**no**'} |" for what, told, holds in faults]
    machine = f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()}; Python {platform.python_version()}"
    lines = [ABOUT, f"Machine: {machine}; nwtool {version('nwtool')}.", ""]
    lines += ["| fault | what happened | holds |", "| --- | --- | --- |", *rows, GROWTH]
    lines.append("| text | " + " | ".join(f"`{stage.name}`" for stage in STAGES) + " |")
    lines.append("| --- |" + " ---: |" * len(STAGES))
    for name, each in slopes.items():
        cells = (f"{slope:.2f}" if slope <= MOST else f"**{slope:.2f}**" for slope in each)
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description="Try faults and hostile texts.")
    parser.add_argument("--only", nargs="*", default=[], help="names of faults, or of texts")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-hostile", action="store_true")
    args = parser.parse_args()
    faults = try_faults(args.only, args.seed)
    slopes = {} if args.no_hostile else try_texts(args.only)
    if not args.only and not args.no_hostile:
        REPORT.write_text(report(faults, slopes), encoding="utf-8")
    return 0 if all(holds for *_, holds in faults) and all(max(each) <= MOST for each in slopes.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
