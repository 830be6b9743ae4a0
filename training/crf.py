"""Chains of features and labels in, the weights of a linear-chain CRF out."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from typing import Any

import pycrfsuite

Chain = tuple[list[list[str]], list[str], int]  # features of each token, labels, times that it counts
Weights = dict[str, dict[str, float]]
Transitions = dict[tuple[str, str], float]


def fit(chains: Iterable[Chain], **params: Any) -> tuple[Weights, Transitions]:
    """Learn weights (feature -> label -> nats) and transitions. Features are numbered, so they may hold any sign."""
    numbers: dict[str, str] = {}
    trainer = pycrfsuite.Trainer(verbose=False)
    for tokens, labels, times in chains:
        items = pycrfsuite.ItemSequence(
            [[numbers.setdefault(name, str(len(numbers))) for name in token] for token in tokens]
        )
        for _ in range(times):
            trainer.append(items, labels)
    trainer.set_params(params)
    with tempfile.NamedTemporaryFile() as file:
        trainer.train(file.name)
        model = pycrfsuite.Tagger()
        model.open(file.name)
        info = model.info()
    names = list(numbers)
    weights: Weights = {}
    for (number, label), value in info.state_features.items():
        weights.setdefault(names[int(number)], {})[label] = value
    return weights, info.transitions
