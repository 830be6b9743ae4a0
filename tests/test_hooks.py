"""The hooks for pre-commit, tried with pre-commit itself: installed from a scratch repository, run in another."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHIPPED = (".pre-commit-hooks.yaml", "pyproject.toml", "README.md", "LICENSE", "src")
IDENTITY = ("-c", "user.name=Ana", "-c", "user.email=ana@example.org")


def git(*arguments: str, cwd: Path) -> str:
    # a hook that runs these tests has its own repository in the environment
    env = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return subprocess.run(
        ["git", *IDENTITY, *arguments], cwd=cwd, env=env, capture_output=True, text=True, check=True
    ).stdout.strip()


def new_repository(folder: Path) -> Path:
    folder.mkdir()
    git("init", "-q", cwd=folder)
    return folder


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_hooks_hold_a_commit_up_and_mend_it(tmp_path: Path) -> None:
    pytest.importorskip("pre_commit")
    hooks = new_repository(tmp_path / "hooks")
    for name in SHIPPED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, hooks / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, hooks)
    git("add", "-A", cwd=hooks)
    git("commit", "-q", "-m", "Hooks", cwd=hooks)
    desk = new_repository(tmp_path / "desk")
    (desk / ".pre-commit-config.yaml").write_text(
        f"repos:\n  - repo: {hooks}\n    rev: {git('rev-parse', 'HEAD', cwd=hooks)}\n"
        "    hooks:\n      - id: nwtool-check\n      - id: nwtool-fix\n"
    )
    (desk / "copy.txt").write_text("The camp at GuantÃ¡namo is open.\n")
    (desk / "code.py").write_text("# the the camp at GuantÃ¡namo\n")
    git("add", "-A", cwd=desk)

    def run_hooks() -> tuple[int, str]:
        command = [sys.executable, "-m", "pre_commit", "run", "--color", "never"]
        env = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "NWTOOL_"))}
        env["PRE_COMMIT_HOME"] = str(tmp_path / "home")
        out = subprocess.run(command, cwd=desk, env=env, capture_output=True, text=True, timeout=600, check=False)
        return out.returncode, out.stdout + out.stderr

    status, told = run_hooks()
    assert status == 1, told
    assert "copy.txt:1:18: NW101 mojibake" in told
    assert "files were modified by this hook" in told
    assert "code.py" not in told
    assert (desk / "copy.txt").read_text() == "The camp at Guantánamo is open.\n"
    git("add", "-A", cwd=desk)
    status, told = run_hooks()
    assert (status, told.count("Passed")) == (0, 2), told
