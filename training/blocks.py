"""Folder of line sets in, the line model out: trains `models/blocks.bin`, or scores by cross-validation over sites.

    python training/blocks.py DATA                        # train on all, write src/nwtool/language/models/blocks.bin
    python training/blocks.py DATA --cross-validate OUT   # OUT/SET.jsonl: predictions for unseen sites

DATA holds article.jsonl, page.jsonl, wrapped.jsonl and captions.jsonl: documents with `site`, `text` and `blocks`
(`start`, `end`, `kind`, `level` of headings). Lines that are `unsure` are left out. Same data, same bytes.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random
from typing import Any, NamedTuple
from zlib import crc32

import pycrfsuite

from nwtool.language.tagger import Model, pack
from nwtool.record.document import block_lines
from nwtool.stages.blocks.features import sequence, spelt
from nwtool.stages.blocks.find import HEADLINE, label_lines

SETS = ("article", "page", "wrapped", "captions")
LABELS = ("paragraph", "boilerplate", "caption", "heading", HEADLINE, "byline", "dateline", "list", "source")
BRIEF = "brief"  # the set of short documents, made of the others
HEAD = (HEADLINE, "byline", "dateline")
CUT_SHORT = 0.7  # of the paragraphs of a short document are cut after their first sentence
FIRST_RE = re.compile(r"\S+(?: \S+){2,}?[.!?][\"”’]?(?= [\"“‘A-Z])")
FOLDS = 5
MIN_SITES = 3  # sites that must have a word before the model may know it
WORD_FEATURES = "wfl=bFLBv"  # first letters of the features that hold words
PARAMS = {"c1": 0.2, "c2": 0.2, "max_iterations": 120, "feature.possible_transitions": True}
MODEL = Path(__file__).parents[1] / "src/nwtool/language/models/blocks.bin"


class Example(NamedTuple):
    """One document: its lines, their labels, and the features of each line."""

    set: str
    id: str
    site: str
    lines: list[str]
    labels: list[str]
    features: list[list[str] | None]


def label_of(block: dict[str, Any]) -> str:
    """Give the model's label of a gold block."""
    return HEADLINE if block["kind"] == "heading" and block.get("level", 2) == 1 else str(block["kind"])


def joined(doc: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Give `(line, label)` of the blocks of a hard-wrapped document, each joined to one line."""
    text, done = doc["text"], 0
    for block in doc["blocks"]:
        start = max(done, text.rfind("\n", 0, block["start"]) + 1)
        yield " ".join(text[start : block["end"]].split()), label_of(block)
        done = block["end"]


def labelled(doc: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Give `(line, label)` of a document with one block a line; a line without a block is furniture."""
    blocks = iter(doc["blocks"])
    block = next(blocks, None)
    for start, end in block_lines(doc["text"]):
        while block and block["end"] <= start:
            block = next(blocks, None)
        inside = block is not None and block["start"] < end
        yield doc["text"][start:end].strip(), label_of(block) if inside and block else "boilerplate"


def brief(pairs: list[tuple[str, str]], seed: int) -> Iterator[tuple[str, str]]:
    """Give a short document made of a longer one: its head, some of its paragraphs, cut short, and some furniture."""
    chance = Random(seed)
    paragraphs = sum(label == "paragraph" for _, label in pairs)
    furniture = sum(label == "boilerplate" for _, label in pairs)
    left = chance.randint(1, 9)
    skipped = chance.randint(0, max(0, paragraphs - left)) * chance.randint(0, 1)
    share = min(1.0, chance.randint(8, 40) / max(1, furniture))
    for line, label in pairs:
        if label == "boilerplate":
            if chance.random() < share:
                yield line, label
        elif label == "paragraph":
            skipped -= 1
            if skipped < 0 < left:
                left -= 1
                match = FIRST_RE.match(line) if chance.random() < CUT_SHORT else None
                yield (match.group() if match else line), label
        elif label in HEAD or (skipped <= 0 < left):
            yield line, label


def example(name: str, doc: dict[str, Any], pairs: list[tuple[str, str]]) -> Example:
    """Give a document of a set as an example."""
    lines = [line for line, _ in pairs]
    features = [None if found is None else spelt(found) for found in sequence(lines).features]
    return Example(name, doc["id"], doc["site"], lines, [label for _, label in pairs], features)


def read(data: Path) -> Iterator[Example]:
    """Give the examples of every set."""
    for name in SETS:
        with (data / f"{name}.jsonl").open(encoding="utf-8") as file:
            for row in file:
                doc = json.loads(row)
                pairs = list(joined(doc) if name == "wrapped" else labelled(doc))
                yield example(name, doc, pairs)
                if name != "page":
                    yield example(BRIEF, doc, list(brief(pairs, crc32(doc["id"].encode()))))


def known_words(examples: Iterable[Example]) -> frozenset[str]:
    """Give the word features that enough sites have."""
    sites: dict[str, set[str]] = defaultdict(set)
    for example in examples:
        for features in example.features:
            for feature in features or ():
                if feature[0] in WORD_FEATURES:
                    sites[feature].add(example.site)
    return frozenset(feature for feature, where in sites.items() if len(where) >= MIN_SITES)


def train(examples: list[Example]) -> bytes:
    """Train a model and give its file."""
    words = known_words(examples)
    trainer = pycrfsuite.Trainer(verbose=False, params=PARAMS)
    for example in examples:
        features: list[list[str]] = []
        labels: list[str] = []
        for found, label in zip([*example.features, None], [*example.labels, "unsure"], strict=True):
            if label == "unsure":
                if labels:
                    trainer.append(features, labels)
                features, labels = [], []
                continue
            features.append(
                ["sure"] if found is None else [f for f in found if f[0] not in WORD_FEATURES or f in words]
            )
            labels.append("paragraph" if found is None else label)
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/crf"
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        info = tagger.info()
    weights: dict[str, dict[str, float]] = defaultdict(dict)
    for (feature, label), weight in info.state_features.items():
        if feature != "sure":
            weights[feature][label] = weight
    return pack(LABELS, weights, info.transitions)


def predicted(example: Example, model: Model) -> dict[str, Any]:
    """Give a document with the blocks that a model finds."""
    blocks: list[dict[str, Any]] = []
    start = 0
    for line, label in zip(example.lines, label_lines(example.lines, model), strict=True):
        block: dict[str, Any] = {"start": start, "end": start + len(line), "kind": label}
        if label in (HEADLINE, "heading"):
            block["kind"], block["level"] = "heading", 1 if label == HEADLINE else 2
        blocks.append(block)
        start += len(line) + 1
    return {"id": example.id, "text": "\n".join(example.lines), "blocks": blocks}


def cross_validate(examples: list[Example], out: Path) -> None:
    """Write the predictions for every document, from a model that has not seen its site."""
    out.mkdir(parents=True, exist_ok=True)
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for fold in range(FOLDS):
        unseen = [crc32(example.site.encode()) % FOLDS == fold for example in examples]
        data = train([example for example, out_of_it in zip(examples, unseen, strict=True) if not out_of_it])
        (out / f"fold{fold}.bin").write_bytes(data)
        model = Model(data)
        for example, held_out in zip(examples, unseen, strict=True):
            if held_out and example.set in SETS:
                found[example.set, example.id] = predicted(example, model)
    for name in SETS:
        with (out / f"{name}.jsonl").open("w", encoding="utf-8") as file:
            for example in examples:
                if example.set == name:
                    file.write(json.dumps(found[name, example.id]) + "\n")


def main() -> None:
    """Read the arguments and do what they say."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--cross-validate", type=Path, metavar="OUT")
    args = parser.parse_args()
    examples = list(read(args.data))
    if args.cross_validate:
        cross_validate(examples, args.cross_validate)
    else:
        MODEL.write_bytes(train(examples))


if __name__ == "__main__":
    main()
