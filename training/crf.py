"""Chains of features and labels in, the weights of linear-chain CRFs out, one or the mean of several."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import pycrfsuite

LEAST = 0.01  # nats; smaller weights are left out of a mean


class Chain(NamedTuple):
    """The features of each token; the labels are `labels[start:end]`, looked up when a model is fitted."""

    tokens: list[list[str]]
    labels: list[str]
    start: int
    end: int


class Weights(NamedTuple):
    """What `nwtool.language.tagger.pack` takes."""

    features: dict[str, dict[str, float]]
    transitions: dict[tuple[str, str], float]


class Learner:
    """Texts to learn from. Their features are taken in once, however many models are fitted."""

    def __init__(self) -> None:
        self._numbers: dict[str, str] = {}  # features go by number, so they may hold any sign
        self._texts: list[tuple[list[tuple[Any, Chain]], int]] = []  # features as numbers; a chain without its own

    def __len__(self) -> int:
        return len(self._texts)

    def add(self, chains: Iterable[Chain], times: int) -> None:
        """Take in one text, which counts so many times."""
        numbers = self._numbers
        items = [
            (
                pycrfsuite.ItemSequence(
                    [[numbers.setdefault(name, str(len(numbers))) for name in token] for token in chain.tokens]
                ),
                chain._replace(tokens=[]),
            )
            for chain in chains
        ]
        self._texts.append((items, times))

    def fit(self, texts: Iterable[int], **params: Any) -> Weights:
        """Fit one model to the texts of these numbers."""
        trainer = pycrfsuite.Trainer(verbose=False)
        for number in texts:
            items, times = self._texts[number]
            for item, chain in items:
                for _ in range(times):
                    trainer.append(item, chain.labels[chain.start : chain.end])
        trainer.set_params(params)
        with tempfile.NamedTemporaryFile() as file:
            trainer.train(file.name)
            model = pycrfsuite.Tagger()
            model.open(file.name)
            info = model.info()
        names = list(self._numbers)
        features: dict[str, dict[str, float]] = {}
        for (number, label), value in info.state_features.items():
            features.setdefault(names[int(number)], {})[label] = value
        return Weights(features, dict(info.transitions))

    def fit_bags(self, texts: Sequence[int], bags: int, **params: Any) -> Weights:
        """Fit a model to each of several random draws from the texts, and give the mean of all."""
        draw = random.Random(0)
        return mean([self.fit([draw.choice(texts) for _ in texts], **params) for _ in range(bags)])


def fit(chains: Iterable[tuple[list[list[str]], list[str], int]], **params: Any) -> Weights:
    """Fit one model to chains of features and labels, each with how often it counts."""
    learner = Learner()
    for tokens, labels, times in chains:
        learner.add([Chain(tokens, labels, 0, len(labels))], times)
    return learner.fit(range(len(learner)), **params)


def mean(models: Sequence[Weights]) -> Weights:
    """Give the mean of models. Their scores are sums, so the mean of the weights gives the mean of the scores."""
    features: dict[str, dict[str, float]] = {}
    transitions: dict[tuple[str, str], float] = {}
    for model in models:
        for name, row in model.features.items():
            total = features.setdefault(name, {})
            for label, value in row.items():
                total[label] = total.get(label, 0.0) + value / len(models)
        for pair, value in model.transitions.items():
            transitions[pair] = transitions.get(pair, 0.0) + value / len(models)
    kept = {name: {label: v for label, v in row.items() if abs(v) > LEAST} for name, row in features.items()}
    return Weights(kept, transitions)
