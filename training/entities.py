"""Train the names model: `python training/entities.py DATA -o OUT`.

DATA is a folder with gum.jsonl, wikigold.jsonl, uner_ewt.jsonl and wikipolitics.jsonl.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import corpora
import crf

from nwtool.language import ner, tagger

SETS = ("gum", "wikigold", "uner_ewt", "wikipolitics")
LABELS = ["O", *(f"{part}-{kind}" for kind in ("PER", "LOC", "ORG", "MISC") for part in "BI")]


def features(words: list[str], index: int) -> list[str]:
    return [name for d in range(-2, 3) for name in ner.word_features(words[index + d], d)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    weights, transitions = crf.fit(
        (
            ([features(line.words, i) for i in range(start, end)], labels[start:end])
            for name in SETS
            for document in corpora.read(options.data / f"{name}.jsonl")
            for line, labels in corpora.chains(document)
            for start, end in line.runs
        ),
        **{"c1": 0.1, "c2": 0.1, "max_iterations": 80, "feature.minfreq": 2},
    )
    options.output.write_bytes(tagger.pack(LABELS, weights, transitions))


if __name__ == "__main__":
    main()
