"""The one table of stages, in pipeline order; commands, help, schema and Python functions follow from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from nwtool.errors import UsageError

if TYPE_CHECKING:
    from nwtool.config import Settings
    from nwtool.record.document import Document


class Stage(NamedTuple):
    """A step of the pipeline. `run` and `rows` are `module:function`, imported on first use."""

    name: str
    layer: str
    run: str
    rows: str
    help: str
    examples: tuple[str, str]
    options: tuple[str, ...] = ()
    """The fields of `Settings` that the stage reads, each an option of its command."""
    row_options: tuple[str, ...] = ()
    """The fields of `Settings` that its rows read."""
    changes_text: bool = False
    renews: bool = False
    """Makes its layer anew, whatever a document says there; else it goes on from what it finds."""
    explain: str | None = None
    """Gives, for a document as it came, one row for each change: what `--explain` writes."""
    check: str | None = None
    """Raises `UsageError` for settings that the stage can't work with."""
    conll: str | None = None
    """Gives a document's words with their tags: what `--format conll` writes."""
    notes: str | None = None
    """Gives, for a document as it came, what `-v` tells of it."""


STAGES = (
    Stage(
        "clean",
        "blocks",
        "nwtool.stages.clean:clean",
        "nwtool.stages.clean:rows",
        "Repair characters and lines, and find what each block is.",
        ("nwtool clean page.txt >page.jsonl", "nwtool clean --format text page.txt >page.clean.txt"),
        options=("keep_boilerplate", "straighten"),
        changes_text=True,
        explain="nwtool.stages.clean:explain",
        notes="nwtool.stages.clean:notes",
    ),
    Stage(
        "dedupe-captions",
        "captions",
        "nwtool.stages.captions:captions",
        "nwtool.stages.captions:rows",
        "Find captions, parse their credits, and drop repeats.",
        ("nwtool dedupe-captions page.txt", "nwtool dedupe-captions --rows --format csv *.jsonl >captions.csv"),
        options=("keep", "threshold", "mark"),
        changes_text=True,
    ),
    Stage(
        "sections",
        "sections",
        "nwtool.stages.sections:sections",
        "nwtool.stages.sections:rows",
        "Find headings and what stands under each.",
        ("nwtool clean page.txt | nwtool sections", "nwtool sections --rows page.txt | jq -r .heading"),
        renews=True,
    ),
    Stage(
        "quotes",
        "quotes",
        "nwtool.stages.quotes:quotes",
        "nwtool.stages.quotes:rows",
        "Find who said what, and the words that report it.",
        (
            "nwtool quotes --rows article.txt",
            "nwtool clean page.txt | nwtool quotes --rows | jq -r .speaker | sort | uniq -c",
        ),
        options=("scare",),
        row_options=("speech_only", "min_words", "by_speaker"),
        renews=True,
    ),
    Stage(
        "entities",
        "entities",
        "nwtool.stages.entities:entities",
        "nwtool.stages.entities:rows",
        "Find who and what is named, as what, and in which roles.",
        ("nwtool entities --rows article.txt", "nwtool entities --rows --format csv *.txt >names.csv"),
        options=("model",),
        row_options=("types", "mentions"),
        renews=True,
        check="nwtool.stages.entities:check",
        conll="nwtool.stages.naming.conll:conll",
    ),
)
STAGES_BY_NAME = {stage.name: stage for stage in STAGES}

Run: TypeAlias = "Callable[[Document, Settings], Document]"
Notes: TypeAlias = "Callable[[Document, Settings], Iterable[str]]"
Conll: TypeAlias = "Callable[[Document, Settings], str]"
Rows: TypeAlias = "Callable[[Document, Settings], Iterable[dict[str, Any]]]"


def stage(name: str) -> Stage:
    """Look a stage up by its name; raise `UsageError` when there is none."""
    if name not in STAGES_BY_NAME:
        raise UsageError(f"unknown stage {name!r}; the stages are {', '.join(STAGES_BY_NAME)}")
    return STAGES_BY_NAME[name]


def load_run(name: str) -> Run:
    """Import and give the function of a stage."""
    run: Run = _load(stage(name).run)
    return run


def load_rows(name: str) -> Rows:
    """Import and give the function that turns a stage's layer into rows."""
    rows: Rows = _load(stage(name).rows)
    return rows


def load_explain(name: str) -> Rows:
    """Import and give the function that tells each change that a stage makes; `UsageError` where there is none."""
    explain: Rows = _load_if_any(stage(name).explain, f"{name} changes nothing that it could explain")
    return explain


def load_conll(name: str) -> Conll:
    """Import and give the function that writes a document as CoNLL; `UsageError` where there is none."""
    able = ", ".join(each.name for each in STAGES if each.conll)
    conll: Conll = _load_if_any(stage(name).conll, f"--format conll is for {able}; {name} tags no words")
    return conll


def check_settings(names: Iterable[str], settings: Settings) -> None:
    """Raise `UsageError` where some stages can't work with the settings: an unknown type, a model that isn't there."""
    for name in names:
        path = stage(name).check
        if path is not None and (settings.types is not None or settings.model is not None):
            _load(path)(settings)


def load_notes(name: str) -> Notes | None:
    """Import and give the function that tells what a stage did to a document, or None."""
    path = stage(name).notes
    return _load(path) if path is not None else None


def _load_if_any(path: str | None, reason: str) -> Any:
    if path is None:
        raise UsageError(reason)
    return _load(path)


def _load(path: str) -> Any:
    module, _, function = path.partition(":")
    return getattr(import_module(module), function)
