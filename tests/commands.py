"""Runs nwtool in processes of their own, for the tests of what the command line promises."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

NWTOOL = [sys.executable, "-m", "nwtool"]
STORY = '"We are ready," Mayor Ana Ruiz said.\nPolice closed the road on Monday.\n'
RECORD = {"id": "a-1", "text": STORY.strip(), "mine": {"n": 2**80}}
# in which `check` finds nothing, and something of each severity
CLEAN = "The council met on Monday, and the mayor spoke.\n"
WARNING = "The council met on Monday, and and the mayor spoke of the the road.\n"
ERROR = "The camp at GuantÃ¡namo is still open, the council said.\n"
INFO = "The World Health Organization (WHO) met. In May the World Health Organization (WHO) met again.\n"


def environment(more: dict[str, str] | None = None) -> dict[str, str]:
    """Give the environment of the tests without what would set options, and with `more`."""
    return {**{name: value for name, value in os.environ.items() if not name.startswith("NWTOOL_")}, **(more or {})}


def run_nwtool(
    *arguments: str | Path, given: bytes | str = b"", env: dict[str, str] | None = None, cwd: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run nwtool to its end, with `given` on standard input."""
    return subprocess.run(
        [*NWTOOL, *map(str, arguments)],
        input=given.encode() if isinstance(given, str) else given,
        capture_output=True,
        env=environment(env),
        timeout=120,
        cwd=cwd,
        check=False,
    )


def check(*arguments: str | Path, **more: Any) -> subprocess.CompletedProcess[bytes]:
    """Run `nwtool check`; `more` is for `run_nwtool`."""
    return run_nwtool("check", *arguments, **more)


def started(*arguments: str, **more: Any) -> Any:
    """Start nwtool with a pipe at each standard stream; `more` is for `Popen`."""
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    return subprocess.Popen([*NWTOOL, *arguments], **{**pipes, **more})


def heed_signals() -> None:
    """Undo what a shell does to its background jobs: there SIGINT is ignored, and so it is in what they start."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def lines(*records: object) -> bytes:
    """Give records as JSON Lines."""
    return b"".join(json.dumps(record, ensure_ascii=False).encode() + b"\n" for record in records)


def parsed(data: bytes) -> list[dict[str, Any]]:
    """Read JSON Lines."""
    return [json.loads(line) for line in data.splitlines()]


def ids(out: subprocess.CompletedProcess[bytes]) -> list[str]:
    """Give the checks of what was found."""
    return [row["check"] for row in parsed(out.stdout)]


def listing(folder: Path) -> list[str]:
    """Give the names of a folder's files."""
    return sorted(path.name for path in folder.iterdir())
