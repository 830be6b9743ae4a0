"""The page of every check is true: its examples are flagged or left alone, and `docs/checks/` says what it says.

`python tests/test_check_pages.py --write` writes the pages of `docs/checks/` anew.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

import nwtool
from nwtool.checks import CHECKS
from nwtool.checks.check import Check
from nwtool.checks.pages import example, format_index, format_markdown, page

FOLDER = Path(__file__).parent.parent / "docs" / "checks"


def flagged(check: Check, line: str) -> list[Any]:
    """Give what a check finds in an example."""
    doc: Any = example(line)
    settings = tomllib.loads(page(check).settings)
    selected = ["all"] if check.id == "NW001" else [check.id]
    found = nwtool.check(doc, select=selected, preview=True, **settings)
    return [row for row in found if row["check"] == check.id]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_a_check_flags_what_its_page_says(check: Check) -> None:
    about = page(check)
    assert len(about.flags) >= 2
    assert [line for line in about.flags if not flagged(check, line)] == []
    if check.fix is None:
        assert not any(row["fix"] for line in about.flags for row in flagged(check, line))


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_a_check_leaves_alone_what_its_page_says(check: Check) -> None:
    about = page(check)
    assert len(about.leaves) >= 2
    assert [line for line in about.leaves if flagged(check, line)] == []


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_a_page_says_what_why_and_how_sure(check: Check) -> None:
    about = page(check)
    assert about.summary.endswith(".")
    assert about.body
    assert about.sure


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_pages_in_docs_are_those_of_the_checks(check: Check) -> None:
    assert (FOLDER / f"{check.id}.md").read_text() == format_markdown(page(check))


def test_the_index_lists_all() -> None:
    assert (FOLDER / "README.md").read_text() == format_index(map(page, CHECKS))
    pages = {path.stem for path in FOLDER.glob("NW*.md")}
    assert pages == {check.id for check in CHECKS}


def test_ids_and_names_are_in_order_and_unique() -> None:
    assert [check.id for check in CHECKS] == sorted({check.id for check in CHECKS})
    assert len({check.name for check in CHECKS}) == len(CHECKS)


def write() -> None:
    """Write every page."""
    FOLDER.mkdir(exist_ok=True)
    for check in CHECKS:
        (FOLDER / f"{check.id}.md").write_text(format_markdown(page(check)))
    (FOLDER / "README.md").write_text(format_index(map(page, CHECKS)))


if __name__ == "__main__":
    if sys.argv[1:] != ["--write"]:
        sys.exit("usage: python tests/test_check_pages.py --write")
    write()
