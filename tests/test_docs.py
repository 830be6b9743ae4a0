"""The pages are true: every example runs and prints what is shown, every option is told of, every link leads somewhere.

How the pages are written:

- A `console` block holds commands behind `$ ` (further lines behind `> `), each with what it prints, on standard output
  and standard error, below it. A line `…` stands for any number of lines, `…` in a line for anything. The commands of a
  page run in one folder, in order, with `samples/` in it.
- A `python` block is a doctest; the blocks of a page share their names.
- `sh` blocks hold what isn't run: their syntax and the options of `nwtool` in them are checked.

`python tests/test_docs.py --write` puts what the commands print now in the place of shown outputs that differ; the
difference is then read like any other change.
"""

from __future__ import annotations

import difflib
import doctest
import inspect
import os
import re
import shutil
import subprocess
import sys
import tempfile
import textwrap
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import typer

import nwtool
from nwtool.checks.settings import parse_settings
from nwtool.cli.app import COMMANDS, app
from nwtool.cli.options import SHARED
from nwtool.cli.topics import TOPICS
from nwtool.stages import STAGES

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples"
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.glob("*.md"))]
PROSE = [*PAGES, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"]
LANGUAGES = {"console", "python", "sh", "json", "text", "toml", "yaml"}

FENCE_RE = re.compile(r"^```(?P<language>\w*)\n(?P<body>.*?)^```$", re.M | re.S)
LINK_RE = re.compile(r"\[[^\]\n]+\]\((?P<path>[^)#\s]*)(?:#(?P<anchor>[^)\s]*))?\)")
HEAD_RE = re.compile(r"^#+ (?P<words>.*)$", re.M)
CALL_RE = re.compile(r"\bnwtool (?P<name>[a-z][a-z-]+)\b(?P<rest>[^|;&>)\n]*)")
FLAG_RE = re.compile(r"(?<=\s)--[a-z][a-z-]*")
MAKE_RE = re.compile(r"`make (?P<target>[a-z]+)")
END = "\x1e"


class Shown(NamedTuple):
    """A command of a page and what it is said to print; `start` and `end` are the place of that in the page."""

    command: str
    output: str
    start: int
    end: int


def blocks(page: Path, language: str) -> Iterator[re.Match[str]]:
    """Give the fenced blocks of a page that are in a language."""
    return (found for found in FENCE_RE.finditer(page.read_text()) if found["language"] == language)


def find_shown(body: str, offset: int = 0) -> list[Shown]:
    r"""Read a console block.

    >>> [shown[:2] for shown in find_shown("$ echo 'a\n> b'\na\nb\n$ true\n")]
    [("echo 'a\nb'", 'a\nb\n'), ('true', '')]
    """
    found: list[Shown] = []
    for line in body.splitlines(keepends=True):
        at = offset
        offset += len(line)
        if line.startswith("$ "):
            found.append(Shown(line[2:].rstrip("\n"), "", offset, offset))
            continue
        assert found, f"a console block begins with a command, not with {line!r}"
        last = found[-1]
        if line.startswith("> ") and not last.output:
            found[-1] = Shown(f"{last.command}\n{line[2:-1]}", "", offset, offset)
        else:
            found[-1] = last._replace(output=last.output + line, end=at + len(line))
    return found


def matches(shown: str, printed: str) -> bool:
    r"""Tell whether a shown output is what was printed, `…` standing for anything.

    >>> matches("a\n…\nd…\n", "a\nb\nc\nd e\n"), matches("a\n", "a\nb\n")
    (True, False)
    """
    lines = ["(?:.*\n)*" if line == "…" else re.escape(line).replace("…", ".*") + "\n" for line in shown.splitlines()]
    return re.fullmatch("".join(lines), printed) is not None


def new_folder(path: Path) -> Path:
    """Put the samples where the examples look for them; give the folder to run them in."""
    shutil.copytree(SAMPLES, path / "samples")
    return path


def environment() -> dict[str, str]:
    """Give the environment of the examples: this nwtool, one width, one locale."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("NWTOOL_", "LC_"))}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {**kept, "PATH": path, "COLUMNS": "100", "LC_ALL": "C.UTF-8", "TERM": "dumb"}


def run_bash(commands: list[str], folder: Path) -> list[str]:
    """Run commands in one shell; give what each prints. Each sees the exit status of the one before it."""
    script = "".join(f"{command}\n_status=$?; printf '{END}'; (exit $_status)\n" for command in commands)
    out = subprocess.run(
        ["bash", "-o", "pipefail", "-c", f"exec 2>&1\n{script}"],
        cwd=folder,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        timeout=120,
    )
    return out.stdout.decode().split(END)[:-1]


def need_jq(text: str) -> None:
    """Skip a test whose commands need jq where it isn't installed."""
    if "jq" in text and shutil.which("jq") is None:
        pytest.skip("jq is not installed")


@cache
def parameters(command: str) -> dict[str, list[str]]:
    """Give the options of a command, each with its names."""
    group: Any = typer.main.get_command(app)
    params = group.get_command(None, command).params
    return {param.name: [*param.opts, *param.secondary_opts] for param in params if param.opts[0].startswith("-")}


def page_of(command: str) -> Path:
    return DOCS / f"{command}.md"


def prose(page: Path) -> str:
    """Give a page without its blocks."""
    return FENCE_RE.sub("", page.read_text())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_examples_print_what_is_shown(page: Path, tmp_path: Path) -> None:
    shown = [each for block in blocks(page, "console") for each in find_shown(block["body"])]
    need_jq(" ".join(each.command for each in shown))
    printed = run_bash([each.command for each in shown], new_folder(tmp_path))
    for each, now in zip(shown, printed, strict=True):
        if not matches(each.output, now):
            changes = difflib.ndiff(each.output.splitlines(), now.splitlines())
            pytest.fail(f"{page.name}: $ {each.command}\n" + "\n".join(changes), pytrace=False)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_python_examples_work(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(new_folder(tmp_path))
    source = "\n".join(block["body"] for block in blocks(page, "python"))
    assert all(block["body"].startswith(">>> ") for block in blocks(page, "python"))
    example = doctest.DocTestParser().get_doctest(source, {}, page.name, str(page), 0)
    told: list[str] = []
    failed = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(example, out=told.append).failed
    assert not failed, "".join(told)


@pytest.mark.parametrize("page", PROSE, ids=lambda page: page.name)
def test_blocks_are_of_a_known_language(page: Path) -> None:
    text = page.read_text()
    assert {found["language"] for found in FENCE_RE.finditer(text)} <= LANGUAGES
    assert text.count("```") == 2 * len(FENCE_RE.findall(text))


@pytest.mark.parametrize("page", PROSE, ids=lambda page: page.name)
def test_what_is_not_run_could_be(page: Path) -> None:
    for block in blocks(page, "sh"):
        done = subprocess.run(["bash", "-n"], input=block["body"], capture_output=True, text=True)
        assert (done.returncode, done.stderr) == (0, ""), block["body"]
        for call in CALL_RE.finditer(block["body"]):
            assert call["name"] in COMMANDS, call[0]
            known = {name for names in parameters(call["name"]).values() for name in names} | {"--help"}
            assert set(FLAG_RE.findall(call["rest"])) <= known, call[0]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_its_page(command: str) -> None:
    page = page_of(command)
    assert page.read_text().startswith(f"# nwtool {command}\n")
    for names in parameters(command).values():
        assert all(name in page.read_text() for name in names)


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.name)
def test_every_option_of_a_stage_is_explained(stage: Any) -> None:
    words = prose(page_of(stage.name))
    for name in (*stage.options, *stage.row_options):
        assert f"`--{name.replace('_', '-')}" in words
    assert f"nwtool.{stage.name.replace('-', '_')}(" in page_of(stage.name).read_text()
    assert f"`{stage.layer}`" in words


@pytest.mark.parametrize("name", nwtool.__all__)
def test_every_name_of_the_package_is_explained(name: str) -> None:
    words = prose(DOCS / "python.md")
    assert f"`nwtool.{name}" in words
    function = getattr(nwtool, name)
    if inspect.isfunction(function):
        told = re.search(rf"`nwtool\.{name}\((?P<parameters>.*?)\)`", words)
        assert told, name
        shown = re.findall(r"[a-z_]+(?==|,|$)", re.sub(r"=(?:\"[^\"]*\"|\(\)|[\w.]+)", "", told["parameters"]))
        assert shown == list(inspect.signature(function).parameters)


def test_every_shared_option_is_explained() -> None:
    words = prose(DOCS / "streams.md") + "".join(prose(page_of(each.name)) for each in STAGES if each.changes_text)
    for option in SHARED.values():
        assert all(f"`{name}" in words for name in option.flags)


@pytest.mark.parametrize("topic", TOPICS)
def test_every_topic_has_its_place(topic: str) -> None:
    assert TOPICS[topic] in page_of("help").read_text()


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_examples_of_the_help_work(command: str, tmp_path: Path) -> None:
    """As pasted, in a folder with the files that they name."""
    for name, sample in (("article.txt", "summit.txt"), ("page.txt", "council-vote.txt")):
        shutil.copy(SAMPLES / sample, tmp_path / name)
    shutil.copy(SAMPLES / "articles.jsonl", tmp_path)
    told = run_bash([f"nwtool {command} --help"], tmp_path)[0]
    # behind two blanks stands what the example does
    examples = re.findall(r"^ {4}((?:nwtool|cat) (?:\S| (?! ))+)", told, re.M)
    assert len(examples) >= 2
    for example in examples:
        need_jq(example)
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", example], cwd=tmp_path, env=environment(), capture_output=True, text=True
        )
        assert (done.returncode, done.stderr) == (0, ""), example


def test_settings_that_are_shown_are_settings() -> None:
    shown = [found["body"] for page in PAGES for found in blocks(page, "toml")]
    topic = TOPICS["config"]
    everything = textwrap.dedent(topic[topic.index("  [check]") :])
    for body in (everything, *shown):
        settings = parse_settings(tomllib.loads(body), "")
    assert {name.replace("_", "-") for name in settings._fields} == set(tomllib.loads(everything)["check"])


def anchors(page: Path) -> set[str]:
    """Give the anchors of a page's headings, as code hosts make them."""
    words = (found["words"].lower() for found in HEAD_RE.finditer(prose(page)))
    return {re.sub(r"[^\w -]", "", head).replace(" ", "-") for head in words}


@pytest.mark.parametrize("page", PROSE, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for link in LINK_RE.finditer(prose(page)):
        if link["path"].startswith(("https:", "http:")):
            continue
        target = page.parent / link["path"] if link["path"] else page
        assert target.exists(), f"{page.name}: {link[0]}"
        assert not link["anchor"] or link["anchor"] in anchors(target), f"{page.name}: {link[0]}"


def test_every_page_is_linked() -> None:
    linked = {(page.parent / link["path"]).resolve() for page in PROSE for link in LINK_RE.finditer(prose(page))}
    assert {page.resolve() for page in PAGES[1:]} <= linked


def test_every_target_of_make_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.M))
    assert {found["target"] for page in PROSE for found in MAKE_RE.finditer(prose(page))} <= targets


def rewrite(page: Path) -> int:
    """Put what the commands of a page print now in the place of what differs; give the number of changes."""
    text = page.read_text()
    shown = [each for block in blocks(page, "console") for each in find_shown(block["body"], block.start("body"))]
    with tempfile.TemporaryDirectory() as folder:
        printed = run_bash([each.command for each in shown], new_folder(Path(folder)))
    stale = [pair for pair in zip(shown, printed, strict=True) if not matches(pair[0].output, pair[1])]
    for each, now in reversed(stale):
        text = text[: each.start] + now + text[each.end :]
    page.write_text(text)
    return len(stale)


def main() -> None:
    if sys.argv[1:2] != ["--write"]:
        sys.exit("usage: python tests/test_docs.py --write [PAGE...]")
    for page in [Path(name) for name in sys.argv[2:]] or PAGES[1:]:
        print(f"{page}: {rewrite(page)} changed")


if __name__ == "__main__":
    main()
