"""Look for bytes that break a promise, for a given time, and write down what was found.

    python torture/fuzz.py [--seconds N] [--found FOLDER] [--corpus FOLDER] [TARGET...]

With atheris inputs are guided by what they reach; without it they are hypothesis'. What a target is and promises stands
in tests/targets.py. Each finding is a line of FOUND/TARGET.jsonl, to be moved to tests/found/ when it is mended: tests
try it for ever after. The time is shared among the targets, each in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
import traceback
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))
LONGEST = 600  # bytes of an input: longer ones are slow, and are found by those who measure growth
SLOWEST = 30  # seconds for an input

Check = Callable[[bytes], None]


class Finder:
    """Calls a target, and keeps the first input of each kind that it fails on."""

    def __init__(self, target: str, check: Check, found: Path) -> None:
        self.target = target
        self.check = check
        self.path = found / f"{target}.jsonl"
        self.kinds: set[str] = set()
        self.tries = 0

    def __call__(self, data: bytes) -> None:
        self.tries += 1
        try:
            self.check(data)
        except Exception as error:
            frames = traceback.extract_tb(error.__traceback__)
            place = next((frame for frame in reversed(frames) if "nwtool" in frame.filename), frames[-1])
            kind = f"{type(error).__name__} at {Path(place.filename).name}:{place.name}:{place.lineno}"
            if kind not in self.kinds:
                self.kinds.add(kind)
                why = f"{kind}: {error}".split("\n")[0][:200]
                with self.path.open("a") as file:
                    print(json.dumps({"why": why, "data": b64encode(data).decode()}), file=file)


def guided(find: Finder, seconds: int, corpus: Path) -> None:
    """Let atheris choose the inputs; it ends the process."""
    import atheris

    corpus.mkdir(parents=True, exist_ok=True)
    options = [f"-max_total_time={seconds}", f"-max_len={LONGEST}", f"-timeout={SLOWEST}", "-rss_limit_mb=0"]
    atheris.Setup([sys.argv[0], *options, "-verbosity=0", "-print_final_stats=1", str(corpus)], find)
    atheris.Fuzz()


def unguided(find: Finder, seconds: int) -> None:
    """Let hypothesis choose the inputs."""
    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis import strategies as st

    until = time.monotonic() + seconds

    @settings(
        max_examples=500, database=None, deadline=None, phases=[Phase.generate], suppress_health_check=HealthCheck
    )
    @given(st.binary(max_size=LONGEST))
    def some(data: bytes) -> None:
        find(data)

    while time.monotonic() < until:
        some()
    print(f"{find.target}: {find.tries} inputs")


def fuzz(target: str, seconds: int, found: Path, corpus: Path) -> None:
    """Try one target."""
    try:
        import atheris
    except ImportError:
        from targets import TARGETS

        unguided(Finder(target, TARGETS[target], found), seconds)
        return
    with atheris.instrument_imports(include=["nwtool"]):
        from targets import TARGETS

        for name in ("clean", "captions", "sections", "quotes", "entities"):
            __import__(f"nwtool.stages.{name}")
    guided(Finder(target, TARGETS[target], found), seconds, corpus / target)


def main() -> int:
    parser = argparse.ArgumentParser(description="Look for bytes that break a promise.")
    parser.add_argument("targets", nargs="*", metavar="TARGET")
    parser.add_argument("--seconds", type=int, default=300, help="for all targets together")
    parser.add_argument("--found", type=Path, default=ROOT / ".build" / "found")
    parser.add_argument(
        "--corpus", type=Path, default=ROOT / ".build" / "corpus", help="inputs that reached something new"
    )
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    args.found.mkdir(parents=True, exist_ok=True)
    if args.one:
        fuzz(args.targets[0], args.seconds, args.found, args.corpus)
        return 0
    from targets import TARGETS

    names = args.targets or list(TARGETS)
    each = max(args.seconds // len(names), 1)
    status = 0
    for name in names:
        print(f"{name}: {each} s", flush=True)
        command = [sys.executable, __file__, "--one", name, "--seconds", str(each)]
        command += ["--found", str(args.found), "--corpus", str(args.corpus)]
        done = subprocess.run(command, check=False)
        if done.returncode:
            print(f"{name}: ended with {done.returncode}: an input that takes over {SLOWEST} s, or a crash; see above")
            status = 1
    for path in sorted(args.found.glob("*.jsonl")):
        for line in path.read_text().splitlines():
            print(f"{path.stem}: {json.loads(line)['why']}")
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())
