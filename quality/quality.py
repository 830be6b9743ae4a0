"""Run the commands over the gold files of an evaluation folder, score them, and hold the figures to their floors.

    python quality/quality.py EVAL [--seeds SEEDS] [--only NAME] [--raise]

EVAL holds a folder a topic, each with gold files and the scorers that read them; SEEDS holds articles with a gold
file beside each. Figures and floors are printed side by side; the exit status is 1 when one lies below its floor.
`--raise` writes floors up to what was measured, never down.

The models of blocks and names were trained on documents of these sets too, so their figures here only show that
nothing has broken; what they reach on documents that they haven't seen stands in their cards, cross-validated. The
figures of quotes are those of articles that its model hasn't seen.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parent))
from kinds import score_types
from said import score_quotes
from seeds import score_seed

FLOORS = Path(__file__).with_name("floors.json")
MARGIN = 0.002  # what a raised floor leaves below the figure: a change elsewhere may cost a character or two
TYPES = "labels/types.jsonl"
QUOTES = "labels/quotes.jsonl"
KEPT = ("id", "created", "text")  # what a document may bring along of its gold record


class Task(NamedTuple):
    """A gold file, the stages that are run over it, its scorer, and the figures wanted: name -> path in its JSON."""

    gold: str
    stages: str
    scorer: str
    figures: dict[str, str]


KINDS = {
    f"{kind} F1": f"total.kinds.{kind}.chars.2" for kind in ("heading", "paragraph", "caption", "byline", "dateline")
}
BLOCKS = {**KINDS, "macro F1": "total.macro_chars_f1", "body F1": "total.body.2"}
COPIES = {
    "copies F1": "total.captions.copies.2",
    "credits exact": "total.captions.credit_exact",
    "captions lost (most)": "total.captions.lost",
    "article lost (most)": "total.damage.article_lost",
}
PIPE = "clean,dedupe-captions,sections"
NAMES = {name: f"scores.{name}.f1" for name in ("PER", "LOC", "ORG", "PER+LOC+ORG")}
TASKS = (
    Task("clean/repair.jsonl", "clean", "clean/score.py", {"right": "total.right", "harm (most)": "total.harm"}),
    Task("clean/keep.jsonl", "clean", "clean/score.py", {"right": "total.right", "harm (most)": "total.harm"}),
    Task("blocks/article.jsonl", PIPE, "blocks/score.py", {**BLOCKS, **COPIES, "sections F1": "total.sections.2"}),
    Task("blocks/page.jsonl", PIPE, "blocks/score.py", {**BLOCKS, "boilerplate F1": "total.kinds.boilerplate.chars.2"}),
    Task("blocks/wrapped.jsonl", PIPE, "blocks/score.py", BLOCKS),
    Task("blocks/captions.jsonl", PIPE, "blocks/score.py", COPIES),
    Task(
        "quotes/dev.jsonl",
        "quotes",
        "quotes/score.py",
        {
            "span exact": "span exact.f1",
            "span + speaker": "span + speaker.f1",
            **{f"content {kind}": f"content {kind}.f1" for kind in ("quoted", "speech", "indirect", "all")},
            "cue all": "cue all.f1",
            "content + speaker": "content+speaker all.f1",
            "who a pronoun is": "pronoun names.accuracy",
        },
    ),
    Task("entities/wikigold.jsonl", "entities", "entities/score.py", NAMES),
    Task("entities/gum.jsonl", "entities", "entities/score.py", NAMES),
    Task("entities/uner_ewt.jsonl", "entities", "entities/score.py", NAMES),
    Task("entities/wikipolitics.jsonl", "entities", "entities/score.py", NAMES),
    Task(
        "entities/gum_clusters.jsonl",
        "entities",
        "entities/score_clusters.py",
        {"aliases": "scores.aliases.f1", "grouping": "scores.grouping.f1"},
    ),
    Task("entities/gum_dates.jsonl", "entities", "entities/score_dates.py", {"found and right": "scores.both.f1"}),
)


def run_task(task: Task, folder: Path) -> dict[str, float | None]:
    """Give the figures of one task."""
    gold, scorer = folder / task.gold, folder / task.scorer
    with tempfile.TemporaryDirectory() as scratch:
        bare, out = Path(scratch, "in.jsonl"), Path(scratch, "out.jsonl")
        with gold.open(encoding="utf-8") as lines, bare.open("w", encoding="utf-8") as file:
            for line in lines:
                file.write(json.dumps(_bare(json.loads(line))) + "\n")
        command = [sys.executable, "-m", "nwtool", "run", task.stages, str(bare), "-o", str(out), "--no-progress"]
        subprocess.run(command, check=True)
        scored = subprocess.run(
            [sys.executable, str(scorer), str(gold), str(out), "--json"], check=True, capture_output=True, text=True
        )
    figures = json.loads(scored.stdout)
    return {name: _at(figures, path) for name, path in task.figures.items()}


def _bare(record: dict[str, Any]) -> dict[str, Any]:
    """Give what the tool may see of a gold record: no answers."""
    text = record["dirty"] if "dirty" in record else record["text"]
    return {**{key: record[key] for key in KEPT if key in record}, "text": text}


def _at(value: Any, path: str) -> float | None:
    for key in path.split("."):
        value = value[int(key)] if isinstance(value, list) else value[key]
    return None if value is None else float(value)


def is_below(name: str, figure: float | None, floor: float) -> bool:
    """Tell whether a figure misses its floor; for one that is called "(most)" less is better.

    >>> is_below("copies F1", 0.9, 0.92), is_below("captions lost (most)", 2, 3)
    (True, False)
    """
    if figure is None:
        return True
    return figure > floor + 1e-9 if name.endswith("(most)") else figure < floor - 1e-9


def raised(name: str, figure: float, floor: float | None) -> float:
    """Give the floor that a figure allows: never a lower one than before."""
    new = figure if name.endswith("(most)") else round(figure - MARGIN, 4)
    if floor is None:
        return new
    return min(floor, new) if name.endswith("(most)") else max(floor, new)


def _shown(figure: float | None) -> str:
    return "-" if figure is None else f"{figure:.4f}"


def measurements(folder: Path, only: str) -> Iterator[tuple[str, Callable[[], dict[str, float | None]]]]:
    """Give what can be measured with the files of a folder: a name, and the function that gives the figures."""
    for task in TASKS:
        if only in task.gold and (folder / task.gold).is_file():
            yield f"{task.gold} ({task.stages})", partial(run_task, task, folder)
    if only in TYPES and (folder / "entities").is_dir():
        yield TYPES, partial(score_types, folder / "entities")
    if only in QUOTES and (folder / "blocks/article.jsonl").is_file():
        yield QUOTES, partial(score_quotes, folder)


def main() -> int:
    parser = argparse.ArgumentParser(description="Score the commands on an evaluation folder.")
    parser.add_argument("folder", type=Path, metavar="EVAL")
    parser.add_argument("--seeds", type=Path)
    parser.add_argument("--only", default="", metavar="NAME", help="tasks whose gold file's path holds NAME")
    parser.add_argument("--raise", dest="lift", action="store_true", help="write floors up to what was measured")
    args = parser.parse_args()
    if not args.folder.is_dir():
        parser.error(f"{args.folder} is no folder")

    floors: dict[str, dict[str, float]] = json.loads(FLOORS.read_text()) if FLOORS.exists() else {}
    low = 0
    for name, measure in measurements(args.folder, args.only):
        began = time.monotonic()
        figures = measure()
        print(f"{name} ({time.monotonic() - began:.0f} s)")
        held = floors.setdefault(name.split(" ")[0], {})
        for figure_name, figure in figures.items():
            floor = held.get(figure_name)
            below = floor is not None and is_below(figure_name, figure, floor)
            low += below
            print(f"  {figure_name:24} {_shown(figure):>9}   floor {_shown(floor)}{'   BELOW' if below else ''}")
            if args.lift and figure is not None:
                held[figure_name] = raised(figure_name, figure, floor)
    for text in sorted(args.seeds.glob("*.txt")) if args.seeds else ():
        misses = score_seed(text, text.with_suffix(".gold.json"))
        low += bool(misses)
        print(f"{text.name}: {'all found' if not misses else 'MISSED'}")
        for miss in misses:
            print(f"  {miss}")
    if args.lift:
        FLOORS.write_text(json.dumps(floors, indent=1) + "\n")
    if low:
        print(f"{low} figures below their floors")
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
