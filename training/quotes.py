"""Articles with marked attributions in, `models/quotes.bin` out: the tagger of sources, cues and contents.

    python training/quotes.py DIR [OUT]

DIR holds `train.jsonl`: {"id", "text", "quotes": [{"content": [[s, e], ...], "cue": [...], "source": [...]}]} a line.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

from crf import Chain, Learner

from nwtool.language.chain import only_begun
from nwtool.language.tables import make_tables
from nwtool.record.document import block_lines
from nwtool.stages.attribution.features import Batch, features, named_beside_cues
from nwtool.stages.attribution.tags import places
from nwtool.stages.attribution.tokens import Paragraph, find_paragraphs
from nwtool.stages.attribution.words import RARE as RARE_CUE
from nwtool.stages.attribution.words import Words, kind_names

OUT = Path(__file__).parent.parent / "src/nwtool/language/models/quotes.bin"
PRIOR = 0.1  # cues that are taken for granted of each stem
CLASSES = (0.005, 0.03, 0.1, 0.25, 0.5, 0.75)  # upper bounds of the share of cues among the uses of a stem
RARE = 3  # uses below which a share says nothing
PARAMS = {
    "c1": 1.0,
    "c2": 0.5,
    "max_iterations": 100,
    "feature.minfreq": 3,
    "feature.possible_transitions": True,
    "epsilon": 1e-4,
    "delta": 1e-4,
}
# Nats that the beginnings of parts gain over what was learnt: the chain is too shy with wide attributions. On the
# development set, .8 for cues and .3 for contents give 66.2 for indirect contents and 75.0 for all, these 66.6 and
# 75.3, more gives less of quoted ones.
EAGER = {"B-K": 0.9, "B-C": 0.6, "B-D": 0.6}
# Nats; features that weigh less everywhere are more than half of them. A limit of .02 gains nothing on the development
# set, one of .1 costs .6 points of quoted contents.
LIGHTEST = 0.05
# Chains, each learnt from another draw of the articles, whose mean is packed. On the development set, one chain over
# all articles gives 74.6 for all contents and 89.0 for span + speaker, two 75.0 and 89.7, four 75.3 and 89.8, six 75.4
# and 89.4.
BAGS = 4
Counts = Counter[str]


def gold_labels(text: str, quotes: list[dict[str, Any]], paragraphs: list[Paragraph]) -> list[list[str]]:
    """Give the labels of the tokens by the marked attributions: a token is in a part by half of its characters."""
    parts: list[tuple[str, int] | None] = [None] * len(text)
    for quote in quotes:
        cue = quote["cue"][0][0] if quote["cue"] else -1
        for before, behind, name in (("S", "S", "source"), ("K", "K", "cue"), ("D", "C", "content")):
            for start, end in quote[name]:
                part = (before if start < cue else behind, start)
                for i in range(start, end):
                    parts[i] = parts[i] or part
    out = []
    for paragraph in paragraphs:
        before: tuple[str, int] | None = None
        labels = []
        for start, end in paragraph.spans:
            part, size = Counter(parts[start:end]).most_common(1)[0]
            if part is None or 2 * size < end - start:
                labels.append("O")
                before = None
            else:
                labels.append(("I-" if part == before else "B-") + part[0])
                before = part
        out.append(labels)
    return out


class Stems:
    """How often each stem is used, and how often in a cue."""

    def __init__(self) -> None:
        self.uses, self.cues = Counts(), Counts()

    def add(self, words: Words, paragraphs: list[Paragraph], labels: list[list[str]]) -> Stems:
        """Count the labelled tokens of an article."""
        for paragraph, line in zip(paragraphs, labels, strict=True):
            for token, label in zip(paragraph.tokens, line, strict=True):
                if token[0].isalpha():
                    stem = words.stem(token)
                    self.uses[stem] += 1
                    self.cues[stem] += label[-1] == "K"
        return self

    def strengths(self, without: Stems | None = None) -> dict[str, int]:
        """Give the classes of the stems that have been cues, without the counts of one article."""
        uses, cues = (self.uses - without.uses, self.cues - without.cues) if without else (self.uses, self.cues)
        return {stem: strength(uses[stem], cues[stem]) for stem in sorted(cues) if cues[stem]}


def strength(uses: int, cues: int) -> int:
    """Give the class of a stem by its counts; the stem has been a cue."""
    if uses < RARE:
        return RARE_CUE
    share = (cues + PRIOR) / (uses + 1)
    return sum(share >= bound for bound in CLASSES)


def learn(folder: Path) -> tuple[Learner, dict[str, int]]:
    """Take in the features and labels of every paragraph, article by article; also give the classes of stems.

    Within an article a stem has the class that the other articles give it: on its own counts the tagger would learn
    to trust rare cues that it will never meet again.
    """
    plain = Words({}, kind_names())
    articles = []
    stems = Stems()
    for line in (folder / "train.jsonl").open(encoding="utf-8"):
        article = json.loads(line)
        paragraphs = find_paragraphs(article["text"], list(block_lines(article["text"])))
        labels = gold_labels(article["text"], article["quotes"], paragraphs)
        own = Stems().add(plain, paragraphs, labels)
        stems.uses.update(own.uses)
        stems.cues.update(own.cues)
        articles.append((paragraphs, labels, own))
    learner = Learner()
    for paragraphs, labels, own in articles:
        words = Words(stems.strengths(own), kind_names())
        named = named_beside_cues([paragraph.tokens for paragraph in paragraphs], words)
        chains = []
        batch = Batch(paragraphs, list(places(paragraphs)), words)
        for tokens, line_labels in zip(features(batch, named), labels, strict=True):
            if tokens:
                seen = [[f"{table}:{key}" for table, key in token] for token in tokens]
                chains.append(Chain(seen, line_labels, 0, len(line_labels)))
        learner.add(chains, 1)
    return learner, stems.strengths()


def main() -> None:
    """Train and write the model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path, nargs="?", default=OUT)
    options = parser.parse_args()
    learner, kept = learn(options.folder)
    weights, transitions = learner.fit_bags(range(len(learner)), BAGS, **PARAMS)
    weights = {name: row for name, row in weights.items() if max(map(abs, row.values()), default=0.0) >= LIGHTEST}
    for before, label in transitions:
        transitions[before, label] += EAGER.get(label, 0.0)
    labels = ["O", *(f"{b}-{part}" for b in "BI" for part in "SKCD")]
    named = ((name.split(":"), row) for name, row in weights.items())
    rows = {(int(table), int(key)): row for (table, key), row in named}
    options.out.write_bytes(
        make_tables(labels, rows, only_begun(labels, transitions), {"strengths": kept, "kinds": kind_names()})
    )


if __name__ == "__main__":
    main()
