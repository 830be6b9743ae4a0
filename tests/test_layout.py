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
}
KEPT_OUT = {"typer", "sys", "logging"}
ALSO = {"tagger.py": {"sys"}}  # sys.byteorder: a model file is little-endian
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


HEAVY = {"ftfy", "regex", "rich", "zstandard", "hypothesis", "numpy", "multiprocessing", "asyncio"}


def test_the_version_loads_no_data_and_no_stage():
    names = loaded("--version")
    assert not names & (HEAVY | {"orjson"})
    assert not {name for name in names if name.startswith(("nwtool.language", "nwtool.record", "nwtool.stages."))}


@pytest.mark.parametrize("stage", [stage.name for stage in STAGES])
def test_a_clean_record_loads_no_optional_package(stage: str):
    names = loaded(stage, given='{"text":"The council met on Monday."}\n')
    assert not names & (HEAVY - {"regex"})


def test_functions_mirror_the_commands():
    import inspect

    for stage in STAGES:
        function = getattr(nwtool, stage.name.replace("-", "_"))
        options = dict(list(inspect.signature(function).parameters.items())[1:])
        assert tuple(sorted(options)) == tuple(sorted(stage.options))
        for name, parameter in options.items():
            assert parameter.default == getattr(DEFAULTS, name)
