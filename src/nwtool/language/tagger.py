"""Features of a sequence in, its labels out: one linear-chain decoder for every learned model, in pure Python.

A model file holds, for each feature, one 16-bit weight a label. In memory the weights of a feature are one Python int
with a 32-bit lane a label, so that scoring a token is a sum of ints however many labels there are; 16-bit weights
can't carry over into the next lane before 65,536 features meet at one token. Lanes are signed on the way and made
unsigned by one bias before they are read.

File format, stable across Python versions: the line `nwtool-model 1`, a line of JSON (labels, scale, transitions,
number and bytes of the feature names, SHA-256 of the rest), the names parted by line breaks, the weights row by row
as little-endian int16.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from struct import Struct
from typing import Any

import orjson

MAGIC = b"nwtool-model 1\n"
LANE = 32
BEAM = 15.0  # in nats; a beam of 5 costs 2.5 points of F1 on entities, one of 15 none


class ModelError(ValueError):
    """A model file is not one, or is damaged."""


class Model:
    """Weights and transitions of one linear chain."""

    def __init__(self, data: bytes) -> None:
        if not data.startswith(MAGIC):
            raise ModelError("not a model of this version")
        header_end = data.index(b"\n", len(MAGIC))
        header: dict[str, Any] = orjson.loads(data[len(MAGIC) : header_end])
        body = data[header_end + 1 :]
        if hashlib.sha256(body).hexdigest() != header["sha256"]:
            raise ModelError("damaged: its checksum is another")
        self.labels: list[str] = header["labels"]
        self.meta: dict[str, Any] = header.get("meta", {})
        names = body[: header["names_bytes"]].decode().split("\n")
        self._row = dict(zip(names, range(len(names)), strict=True)) if header["names"] else {}
        self._weights = body[header["names_bytes"] :]
        count = len(self.labels)
        self._unpack = Struct(f"<{count}h").unpack_from
        self._lanes = Struct(f"<{count}I").unpack
        self._bytes = count * LANE // 8
        self._bias = sum(1 << (LANE * i + LANE - 1) for i in range(count))
        self._packed: dict[str, int] = {}
        self._beam = int(BEAM * header["scale"])
        transitions: list[list[int]] = header["transitions"]
        # by label: the weights from every label before it
        self._into = [[transitions[before][label] for before in range(count)] for label in range(count)]

    def weight(self, feature: str) -> int:
        """Give the packed weights of a feature, 0 for one that the model doesn't know."""
        packed = self._packed.get(feature)
        if packed is None:
            row = self._row.get(feature)
            packed = 0
            if row is not None:
                for value in reversed(self._unpack(self._weights, row * 2 * len(self.labels))):
                    packed = (packed << LANE) + value
            self._packed[feature] = packed
        return packed

    def knows(self, feature: str) -> bool:
        """Tell whether the model has weights for a feature."""
        return feature in self._row

    def score(self, features: Iterable[str]) -> int:
        """Give the packed sum of the weights of some features: what one token adds to each label."""
        return sum(map(self.weight, features))

    def decode(self, scores: Sequence[int]) -> list[int]:
        """Give the best sequence of label numbers for packed scores, one a token (Viterbi, with a wide beam)."""
        if not scores:
            return []
        bias, size, lanes, into, beam = self._bias, self._bytes, self._lanes, self._into, self._beam
        back: list[dict[int, int]] = []
        best: dict[int, int] = {}
        for packed in scores:
            emitted = lanes((packed + bias).to_bytes(size, "little"))
            floor = max(emitted) - beam
            reached: dict[int, int] = {}
            came: dict[int, int] = {}
            for label, score in enumerate(emitted):
                if score < floor:
                    continue
                if not best:
                    reached[label] = score
                    continue
                row = into[label]
                before = max(best, key=lambda b: best[b] + row[b])
                reached[label] = best[before] + row[before] + score
                came[label] = before
            best = reached
            back.append(came)
        label = max(best, key=best.__getitem__)
        path = [label]
        for came in reversed(back[1:]):
            label = came[label]
            path.append(label)
        path.reverse()
        return path

    def tag(self, sequence: Iterable[Iterable[str]]) -> list[str]:
        """Give the labels of a sequence of feature lists."""
        return [self.labels[i] for i in self.decode([self.score(features) for features in sequence])]


@cache
def load(name: str) -> Model:
    """Load `models/NAME.bin`, once a process."""
    return Model((files("nwtool.language") / "models" / f"{name}.bin").read_bytes())


def pack(
    labels: Sequence[str],
    weights: Mapping[str, Mapping[str, float]],
    transitions: Mapping[tuple[str, str], float],
    meta: Mapping[str, Any] | None = None,
    scale: int = 1024,
) -> bytes:
    """Make the bytes of a model file. `weights` is feature -> label -> weight in nats; same input, same bytes.

    Features whose weights all round to zero are left out; weights beyond what 16 bits hold at `scale` are cut.

    >>> model = Model(pack(["O", "N"], {"cap": {"N": 2.0}}, {("O", "O"): 0.5}))
    >>> model.tag([["cap"], ["low"]])
    ['N', 'O']
    """

    def quantise(value: float) -> int:
        return max(-32768, min(32767, round(value * scale)))

    row = Struct(f"<{len(labels)}h").pack
    kept = {
        name: values
        for name, values in (
            (name, [quantise(weights[name].get(label, 0.0)) for label in labels]) for name in sorted(weights)
        )
        if any(values)
    }
    names = "\n".join(kept).encode()
    body = names + b"".join(row(*values) for values in kept.values())
    header = {
        "labels": list(labels),
        "scale": scale,
        "names": len(kept),
        "names_bytes": len(names),
        "sha256": hashlib.sha256(body).hexdigest(),
        "transitions": [[quantise(transitions.get((a, b), 0.0)) for b in labels] for a in labels],
        "meta": dict(meta or {}),
    }
    return MAGIC + orjson.dumps(header) + b"\n" + body
