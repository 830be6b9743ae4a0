"""Processes of nwtool that are to be disturbed: started, limited, and held to what they promise however they end."""

from __future__ import annotations

import contextlib
import json
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

NWTOOL = [sys.executable, "-m", "nwtool"]
PATIENCE = 120  # seconds until a process counts as hanging
TEXT = "The council met on Monday.\n“We are ready,” Mayor Ana Ruiz said.\nIt will cost $3 million."
STATUSES = {0, 1, 2, 3, 4, 130, 141, 143}


class Done(NamedTuple):
    """How a process ended."""

    status: int
    out: bytes
    told: bytes


def lines(count: int, text: str = TEXT) -> bytes:
    """Give some records as JSON Lines."""
    return b"".join(json.dumps({"id": n, "text": f"{text} {n}"}).encode() + b"\n" for n in range(count))


def ids(out: bytes) -> list[int]:
    """Give the ids of the records of an output."""
    return [json.loads(line)["id"] for line in out.splitlines()]


def run(*arguments: str, given: bytes = b"", limits: dict[int, int] | None = None, quiet: bool = True) -> Done:
    """Run nwtool under some limits; see to it that it ends as it promises."""

    def limit() -> None:
        for kind, value in (limits or {}).items():
            resource.setrlimit(kind, (value, value))

    ended = subprocess.run(
        [*NWTOOL, *arguments], input=given, capture_output=True, timeout=PATIENCE, check=False, preexec_fn=limit
    )
    done = Done(ended.returncode, ended.stdout, ended.stderr)
    if quiet:
        check(done)
    return done


def check(done: Done) -> None:
    """See to it that a process ended with a status that it may have, and without a traceback."""
    assert b"Traceback" not in done.told, done.told[-400:].decode("utf-8", "replace")
    assert done.status in STATUSES, f"status {done.status}: {done.told[-200:]!r}"


@contextlib.contextmanager
def started(*arguments: str, **more: Any) -> Iterator[subprocess.Popen[bytes]]:
    """Start nwtool with pipes on all sides; whatever happens, it is gone afterwards."""
    process = subprocess.Popen(
        [*NWTOOL, *arguments],
        stdin=more.get("stdin", subprocess.PIPE),
        stdout=more.get("stdout", subprocess.PIPE),
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    try:
        yield process
    finally:
        with contextlib.suppress(OSError):
            process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout, process.stderr):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()


def children(pid: int) -> list[int]:
    """Give the processes that a process has started and that still run."""
    with contextlib.suppress(OSError):
        return sorted(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()))
    return []
