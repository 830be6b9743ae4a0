"""Imports point one way, and what starts fast loads little."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import nwtool
from nwtool.config import DEFAULTS
from nwtool.stages import STAGES

SOURCE = Path(nwtool.__file__).parent
# what each part may import of the others; cli may import everything
ALLOWED = {
    "record": {"errors", "record"},
    "language": {"language", "record", "errors"},
    "stages": {"config", "errors", "language", "record", "stages"},
    "streams": {"errors", "record", "streams"},
    "checks": {"checks", "config", "errors", "language", "record", "stages"},
}
KEPT_OUT = {"typer", "sys", "logging"}
ALSO = {"modelfile.py": {"sys"}}  # sys.byteorder: a model file is little-endian
CORE = {"nwtool", "typer", "regex", "orjson", "ftfy"}


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found


def modules() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_point_one_way(path: Path):
    part = path.relative_to(SOURCE).parts[0]
    if part not in ALLOWED:
        return
    names = imports(path)
    own = {name.split(".")[1] for name in names if name.startswith("nwtool.")}
    assert own <= ALLOWED[part]
    if part != "streams":
        assert not {name.split(".")[0] for name in names} & KEPT_OUT - ALSO.get(path.name, set())


def test_the_core_imports_nothing_but_its_dependencies():
    outside = {name.split(".")[0] for path in modules() for name in imports(path)} - set(sys.stdlib_module_names)
    assert outside - CORE == {"zstandard"}  # the extra for zstd, imported when a stream needs it


def loaded(*arguments: str, given: str = "") -> set[str]:
    """The modules that a command has loaded when it ends."""
    script = (
        "import sys\nfrom nwtool.cli import main\nstatus = main()\n"
        "print(*sys.modules, sep='\\n', file=sys.stderr)\nsys.exit(status)"
    )
    out = subprocess.run(
        [sys.executable, "-c", script, *arguments], input=given, capture_output=True, text=True, check=True
    )
    return set(out.stderr.split())


# What takes more than a millisecond to load, and is not needed by everybody. Each command may load what the table
# allows it; on one article that is in order, nothing else is loaded.
SLOW = {
    "ast", "asyncio", "click", "csv", "dataclasses", "datetime", "decimal", "ftfy", "hashlib", "hypothesis",
    "importlib.resources", "inspect", "ipaddress", "logging", "multiprocessing", "numpy", "orjson", "pathlib", "pickle",
    "random", "regex", "rich", "shutil", "socket", "subprocess", "tempfile", "threading", "tokenize", "tomllib",
    "traceback", "typer", "unicodedata", "urllib", "uuid", "zoneinfo", "zstandard",
}  # fmt: skip
MAY_LOAD = {
    "--version": set(),
    "clean": set(),
    "dedupe-captions": set(),
    "sections": set(),
    "quotes": {"datetime", "unicodedata"},
    "entities": {"datetime", "unicodedata"},
    "run": {"datetime", "unicodedata"},
}
ARTICLE = (
    """{"text":"OSLO (Reuters) - The council met on Monday.\\n“We are ready,” Mayor Ana Ruiz said in May 2021."}\n"""
)


def test_the_version_loads_no_data_and_no_stage():
    names = loaded("--version")
    assert not {name for name in names if name.startswith(("nwtool.language", "nwtool.record", "nwtool.stages."))}


@pytest.mark.parametrize("command", MAY_LOAD)
def test_what_is_slow_to_load_is_loaded_by_who_needs_it(command: str):
    assert loaded(command, given=ARTICLE) & SLOW <= MAY_LOAD[command]


@pytest.mark.parametrize("stage", ["clean", "sections"])
def test_a_stage_loads_the_parts_of_no_other(stage: str):
    names = {name.split(".")[2] for name in loaded(stage, given=ARTICLE) if name.startswith("nwtool.stages.")}
    assert not names & {"attribution", "speaking", "naming", "dates", "quotes", "entities"}


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_nothing_imports_the_command_line(path: Path):
    if path.relative_to(SOURCE).parts[0] not in ("cli", "__main__.py"):
        assert not any(name.startswith("nwtool.cli") for name in imports(path))


def test_functions_mirror_the_commands():
    import inspect

    for stage in STAGES:
        function = getattr(nwtool, stage.name.replace("-", "_"))
        options = dict(list(inspect.signature(function).parameters.items())[1:])
        assert tuple(sorted(options)) == tuple(sorted(stage.options))
        for name, parameter in options.items():
            assert parameter.default == getattr(DEFAULTS, name)
