"""Scores of tokens in, the best sequence of labels out: the one linear-chain decoder of all learned models.

The scores of a token are one Python int with a 32-bit lane a label, so that adding up what many features say is a sum
of ints however many labels there are. To be read, lanes are made unsigned by one bias, so that none borrows from the
next; turning the highest bit of each makes them signed again, in two's complement.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import repeat
from operator import add, xor
from struct import Struct
from typing import Any, Literal

LANE = 32
LITTLE: Iterator[Literal["little"]] = repeat("little")
MOST = 1 << 15  # of a weight, in steps of the scale
NEVER = -32  # nats of a transition that no path takes

Row = Sequence[int]
Search = Callable[[Iterable[Row]], list[int]]


class Chain:
    """The labels of a linear chain and the weights of its transitions, in steps of 1 / `scale` nats."""

    def __init__(self, header: Mapping[str, Any]) -> None:
        self.labels: list[str] = header["labels"]
        self.meta: dict[str, Any] = header["meta"]
        self.scale: int = header["scale"]
        transitions: list[list[int]] = header["transitions"]
        count = len(self.labels)
        self.width = count * LANE // 8
        self._bias = sum(1 << (LANE * i + LANE - 1) for i in range(count))
        self._lanes = Struct(f"<{count}i")
        self._transitions = transitions

    @cached_property
    def _search(self) -> Search:
        """The search of the best path through these labels (Viterbi), written out on first use."""
        scope: dict[str, Search] = {}
        exec(_write_search(self._transitions, NEVER * self.scale), scope)
        return scope["search"]

    def unpack(self, packed: int) -> tuple[int, ...]:
        """Give packed scores as one number a label, in steps of 1 / `scale` nats."""
        return self._lanes.unpack(((packed + self._bias) ^ self._bias).to_bytes(self.width, "little"))

    def nats(self, packed: int) -> list[float]:
        """Give packed scores as one number a label, in nats."""
        return [value / self.scale for value in self.unpack(packed)]

    def moves(self, label: str) -> tuple[int, int]:
        """Give, packed, what the step from each label to this one adds, and the step from this one to each."""
        here = self.labels.index(label)
        into = sum(row[here] << (LANE * i) for i, row in enumerate(self._transitions))
        return into, sum(weight << (LANE * i) for i, weight in enumerate(self._transitions[here]))

    def rows(self, scores: Iterable[int]) -> list[Row]:
        """Give packed scores, one a token, as rows of one number a label, in steps of 1 / `scale` nats."""
        bias = self._bias
        lanes = map(xor, map(add, scores, repeat(bias)), repeat(bias))
        return list(self._lanes.iter_unpack(b"".join(map(int.to_bytes, lanes, repeat(self.width), LITTLE))))

    def decode(self, scores: Iterable[int]) -> list[int]:
        """Give the best sequence of label numbers for packed scores, one a token."""
        return self._search(self.rows(scores))

    def best_path(self, rows: Iterable[Row]) -> list[int]:
        """Give the best sequence of label numbers for scores of each token and label."""
        return self._search(rows)


def only_begun(labels: Sequence[str], transitions: Mapping[tuple[str, str], float]) -> dict[tuple[str, str], float]:
    """Give transitions in nats, with those forbidden that go on with what hasn't begun: "I-X" behind "O" or "B-Y".

    No chain that was learnt takes them, and the search is the faster for each one less.

    >>> only_begun(["O", "I-X"], {("O", "O"): 1.0})
    {('O', 'O'): 1.0, ('O', 'I-X'): -32}
    """
    forbidden = [(a, b) for a in labels for b in labels if b.startswith("I-") and a[1:] != b[1:]]
    return {**transitions, **dict.fromkeys(forbidden, NEVER)}


def quantise(nats: float, scale: int) -> int:
    """Give a weight in whole steps of 1 / `scale` nats, cut to what 16 bits hold."""
    return max(-MOST, min(MOST - 1, round(nats * scale)))


def make_header(
    labels: Sequence[str],
    transitions: Mapping[tuple[str, str], float],
    meta: Mapping[str, Any],
    scale: int,
    **sizes: int | list[int],
) -> dict[str, Any]:
    """Make the header that `Chain` reads; `sizes` say how large the parts of the body are."""
    return {
        "labels": list(labels),
        "scale": scale,
        **sizes,
        "transitions": [[quantise(transitions.get((a, b), 0.0), scale) for b in labels] for a in labels],
        "meta": dict(meta),
    }


def _write_search(transitions: Sequence[Sequence[int]], never: int) -> str:
    """Write a function that finds the best path: each label by name, and only the transitions that a path can take.

    At each token there is for each label the best path that ends with it, and the label `from` which it comes: of
    several that are as good the first one. Written out, this takes a fifth of the time of loops over lists.
    """
    labels = range(len(transitions))
    paths, scores, froms = (", ".join(f"{name}{label}" for label in labels) for name in ("path", "score", "from"))
    steps = [
        *_steps(transitions, never),
        f"came.append(({froms},))",
        *(f"path{label} = best{label} + score{label}" for label in labels),
    ]
    body = "\n        ".join(steps)
    return f"""\
def search(scores):
    rest = iter(scores)
    first = next(rest, None)
    if first is None:
        return []
    {paths}, = first
    came = []
    for {scores}, in rest:
        {body}
    paths = [{paths}]
    label = paths.index(max(paths))
    back = [label]
    for froms in reversed(came):
        label = froms[label]
        back.append(label)
    return back[::-1]
"""


def _steps(transitions: Sequence[Sequence[int]], never: int) -> Iterator[str]:
    """Write the lines that find, for each label, the best of the labels before it.

    Most tokens are in nothing: where a path is so far behind that of the first label ("O") that no step can make up
    for it, its steps are not looked at. That halves the time of the search, and finds the same.
    """
    labels = range(len(transitions))
    open_to = [label for label in labels if transitions[0][label] > never]  # those that the first label can come before
    for label in open_to:
        yield f"best{label} = path0 + {transitions[0][label]:d}; from{label} = 0"
    for before, row in enumerate(transitions[1:], 1):
        gains = {label: row[label] - transitions[0][label] for label in open_to if row[label] > never}
        if gains:
            yield f"if path{before} + {max(gains.values()):d} > path0:"
        for label in gains:
            yield "    " + _if_better(before, label, row[label])
    for label in labels:
        if label not in open_to:
            first, *others = (before for before, row in enumerate(transitions) if row[label] > never)
            yield f"best{label} = path{first} + {transitions[first][label]:d}; from{label} = {first}"
            for before in others:
                yield _if_better(before, label, transitions[before][label])


def _if_better(before: int, label: int, weight: int) -> str:
    return f"if (way := path{before} + {weight:d}) > best{label}: best{label} = way; from{label} = {before}"
