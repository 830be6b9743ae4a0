"""Measure start-up, throughput, `--jobs` and memory of whole processes, and write the table to docs/performance.md.

    python bench/bench.py [--corpus FILE.jsonl] [--rounds N] [--quick] [--no-peers]

Every figure that counts is a ratio between two programs measured in the same run, in turn, so that a busy machine
slows both. Other programs are installed in an environment of their own, and run by peers.py.
"""

from __future__ import annotations

import argparse
import compileall
import hashlib
import json
import os
import platform
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))
import peers
from corpus import articles
from measure import Figure, figure, in_turn, memory_of, processor, spent, told, wall

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
ABOUT = (
    "Made by `make bench`: whole processes, start included; medians of several rounds, with the middle half of them "
    "beside. Ratios are taken round by round, between programs that each round runs one after the other, and are what "
    "counts; the other figures are those of one machine. Throughput is counted in processor time of one process on one "
    "core, the start-up and `--jobs` on the clock, where a core that is busy with something else shows. Of other "
    "programs the time to read their models is left out."
)
LARGE = 4  # times as many articles where the start of a process is to count for little
ONE_CORE = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "BLIS", "MKL", "NUMEXPR")}


class Corpora(NamedTuple):
    """The files that are measured on."""

    clean: Path
    dirty: Path
    few: Path  # for what is slow
    large: Path  # for what is fast, so that its start is a small part


class Own(NamedTuple):
    """A command that is measured against another program: on what, and how many times as fast it has to be."""

    stage: str
    source: Path
    least: float | None = None


def write(path: Path, docs: Iterable[object]) -> Path:
    path.write_text("".join(json.dumps(doc, ensure_ascii=False) + "\n" for doc in docs), encoding="utf-8")
    return path


def head(path: Path, count: int, to: Path) -> Path:
    to.write_text("".join(path.read_text(encoding="utf-8").splitlines(keepends=True)[:count]), encoding="utf-8")
    return to


def after(stages: str, source: Path, to: Path) -> Path:
    """Give a file as some stages leave it."""
    subprocess.run([*NWTOOL, "run", stages, str(source), "-o", str(to), "-j", "0"], check=True)
    return to


def words(path: Path) -> int:
    with path.open(encoding="utf-8") as file:
        return sum(len(json.loads(line)["text"].split()) for line in file)


def start_up(scratch: Path, rounds: int) -> list[Figure]:
    """Start-up on one article, against a bare Typer program; seconds on the clock."""
    bare, one = scratch / "bare.py", write(scratch / "one.jsonl", articles(1))
    bare.write_text(BARE)
    commands = (["--version"], ["clean"], ["run"])
    for arguments in commands:
        wall([*NWTOOL, *arguments], one)
    found = in_turn(
        rounds,
        lambda: wall([sys.executable, str(bare), "--version"]),
        *((lambda arguments=arguments: wall([*NWTOOL, *arguments], one)) for arguments in commands),
    )
    return [
        figure(
            f"start-up, `nwtool {' '.join(arguments)}`{' on one article' if number else ''} / bare Typer",
            [seconds / base for seconds, base in zip(values, found[0], strict=True)],
            most=(1.3, 1.35, 2.5)[number],
        )
        for number, (arguments, values) in enumerate(zip(commands, found[1:], strict=True))
    ]


def throughput(stage: str, source: Path, what: str, rounds: int, least: float | None = None) -> list[Figure]:
    """Throughput of a command, and its time against a loop of orjson alone."""
    size = source.stat().st_size / 1e6
    own, floor = in_turn(
        rounds, lambda: processor([*NWTOOL, stage], source), lambda: processor([sys.executable, "-c", FLOOR], source)
    )
    return [
        figure(f"`nwtool {stage}`{what}, MB a second", [size / seconds for seconds in own], 1, least=least),
        figure(f"`nwtool {stage}`{what}, time / orjson loop", [a / b for a, b in zip(own, floor, strict=True)], 1),
    ]


def against(own: Sequence[Own], peer: str, source: Path, python: Path, rounds: int) -> list[Figure]:
    """Words a second of some commands and of another program."""
    environment = {**os.environ, **ONE_CORE}
    script = str(Path(__file__).parent / "peers.py")
    seconds = in_turn(
        rounds,
        lambda: told([str(python), script, peer, str(source)], environment),
        *((lambda each=each: processor([*NWTOOL, each.stage], each.source)) for each in own),
    )
    name = {"spacy": "spaCy's names", "textacy": "textacy's direct quotations", "ftfy": "ftfy"}[peer]
    peer_speeds = [words(source) / each for each in seconds[0]]
    figures = [figure(f"{name}, words a second", peer_speeds, 0)]
    for each, taken in zip(own, seconds[1:], strict=True):
        speeds = [words(each.source) / second for second in taken]
        shares = [a / b for a, b in zip(speeds, peer_speeds, strict=True)]
        figures.append(figure(f"`nwtool {each.stage}`, words a second", speeds, 0))
        figures.append(figure(f"`nwtool {each.stage}` / {name}, words a second", shares, 1, least=each.least))
    return figures


def jobs(stage: str, source: Path, rounds: int, least: float = 1.8, most: float | None = 1.1) -> list[Figure]:
    """`--jobs 2` against one process: seconds on the clock, and the processor time of all, of the same runs.

    Two processes at once that know nothing of each other show what the cores of the machine have to give.
    """
    command = [*NWTOOL, stage, str(source), "-j"]
    digests = {hashlib.sha256(subprocess.check_output([*command, count])).hexdigest() for count in "12"}
    size = source.read_bytes().count(b"\n")
    name = f"`nwtool {stage}`, {size:,} articles"
    ones, twos, pairs = in_turn(
        rounds,
        lambda: spent([*command, "1"]),
        lambda: spent([*command, "2"]),
        lambda: spent([*command, "1"], at_once=2),
    )
    times = [(one[0] / two[0], 2 * one[0] / pair[0]) for one, two, pair in zip(ones, twos, pairs, strict=True)]
    costs = [two[1] / one[1] for one, two in zip(ones, twos, strict=True)]
    return [
        figure(f"{name}, `-j 1` / `-j 2`, time", [ratio for ratio, _ in times], least=least),
        figure(f"{name}, twice one after the other / twice at once, time", [ratio for _, ratio in times]),
        figure(f"{name}, `-j 2` / `-j 1`, processor time", costs, most=most),
        Figure(f"{name}, `-j 2`: the same bytes", "yes" if len(digests) == 1 else "no", "", "yes", len(digests) == 1),
    ]


def memory(source: Path, count: int) -> list[Figure]:
    """The memory of `nwtool run` at its 100th record and at its last, alone and with two workers."""
    found = []
    for arguments, most in (([], 120.0), (["-j", "2"], 300.0)):
        seen: list[float] = []
        command = [*NWTOOL, "run", "--line-buffered", *arguments, str(source)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            assert process.stdout
            for number, _ in enumerate(process.stdout, 1):
                if number % 100 == 0 and number < count:
                    seen.append(memory_of(process.pid))
        name = f"`nwtool run {' '.join(arguments)}".strip() + "`"
        found.append(figure(f"memory of {name} over {count} articles, MB, all processes", [max(seen)], 0, most=most))
        found.append(
            figure(f"memory of {name}, towards the end / at the 100th article", [seen[-1] / seen[0]], most=1.2)
        )
    return found


def install_peers(folder: Path) -> Path:
    """Put the other programs into an environment of their own, where they aren't yet; give its Python."""
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "-q", *peers.PACKAGES], check=True)
    return python


def versions(python: Path | None) -> str:
    own = ", ".join(f"{name} {version(name)}" for name in ("nwtool", "typer", "orjson", "regex"))
    if python is None:
        return own
    script = (
        f"from importlib.metadata import version\nprint(*(f'{{n}} {{version(n)}}' for n in {peers.PACKAGES}), sep=', ')"
    )
    return f"{own}; {subprocess.check_output([str(python), '-c', script], text=True).strip()}"


def report(figures: list[Figure], corpus: str, rounds: int, packages: str) -> str:
    """Write the page."""
    lines = [
        "# Performance",
        "",
        *textwrap.wrap(ABOUT, 118),
        "",
        f"Machine: {platform.machine()}, {os.cpu_count()} cores, {platform.system()}; "
        f"Python {platform.python_version()}.",
        *textwrap.wrap(f"Packages: {packages}.", 118),
        f"Corpus: {corpus}; {rounds} rounds.",
        "",
        "| what | median | middle half | limit |",
        "| --- | ---: | ---: | ---: |",
    ]
    for each in figures:
        miss = "" if each.holds is not False else " **missed**"
        lines.append(f"| {each.what} | {each.value}{miss} | {each.spread} | {each.limit} |")
    return "\n".join(lines) + "\n"


def measure(corpora: Corpora, scratch: Path, python: Path | None, rounds: int, few: int) -> list[Figure]:
    """Measure everything."""
    blocks = after("clean", corpora.clean, scratch / "blocks.jsonl")
    named = after("clean,dedupe-captions,sections", corpora.few, scratch / "named.jsonl")
    quoted = after("quotes", named, scratch / "quoted.jsonl")
    figures = start_up(scratch, 2 * rounds + 1)
    figures += throughput("clean", corpora.clean, ", clean news", rounds, 5)
    figures += throughput("clean", corpora.dirty, ", 10 % dirty", rounds, 3)
    figures += throughput("dedupe-captions", blocks, ", records with blocks", rounds, 20)
    figures += throughput("sections", blocks, ", records with blocks", rounds, 20)
    figures += throughput("quotes", named, "", rounds)
    figures += throughput("entities", quoted, "", rounds)
    figures += throughput("run", corpora.few, "", rounds)
    if python is not None:
        peer, half = min(rounds, 3), few // 2
        less = head(quoted, half, scratch / "less.jsonl")
        spoilt = head(corpora.dirty, few, scratch / "spoilt.jsonl")
        figures += against([Own("quotes", named, 10)], "textacy", less, python, peer)
        figures += against([Own("entities", quoted, 15), Own("run", corpora.few, 6)], "spacy", less, python, peer)
        figures += against([Own("clean", corpora.dirty)], "ftfy", spoilt, python, peer)
    figures += jobs("run", corpora.few, min(rounds, 3))
    figures += jobs("clean", corpora.few, 2 * rounds + 1, least=1, most=None)
    figures += jobs("clean", corpora.large, rounds)
    return figures + memory(corpora.few, few)


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure start-up, throughput, --jobs and memory.")
    parser.add_argument("--corpus", type=Path, help="JSON Lines to measure on, in place of generated ones")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument(
        "--quick", action="store_true", help="one round on few articles; docs/performance.md is left alone"
    )
    parser.add_argument(
        "--peers", type=Path, default=ROOT / ".build" / "peers", help="the environment of other programs"
    )
    parser.add_argument("--no-peers", action="store_true", help="measure nwtool alone")
    args = parser.parse_args()
    rounds, many, few = (1, 300, 110) if args.quick else (args.rounds, 2000, 400)
    # what installing a package does; without it each start would compile the sources again
    compileall.compile_dir(str(ROOT / "src"), quiet=2)
    python = None if args.no_peers else install_peers(args.peers)
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        clean = args.corpus or write(scratch / "clean.jsonl", articles(many))
        dirty = args.corpus or write(scratch / "dirty.jsonl", articles(many, dirty=0.1))
        large = args.corpus or write(scratch / "large.jsonl", articles(LARGE * many))
        corpora = Corpora(clean, dirty, head(clean, few, scratch / "few.jsonl"), large)
        figures = measure(corpora, scratch, python, rounds, few)
    corpus = args.corpus.name if args.corpus else f"{many:,} generated articles, {few} of them for what is slow"
    text = report(figures, corpus, rounds, versions(python))
    print(text)
    if not args.quick:
        REPORT.write_text(text, encoding="utf-8")
    return 1 if any(each.holds is False for each in figures) else 0


if __name__ == "__main__":
    sys.exit(main())
