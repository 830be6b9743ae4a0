"""Features of a sequence in, its labels out: one linear-chain decoder for every learned model, in pure Python.

A model file holds, for each feature, one 16-bit weight a label. In memory the weights of a feature are one Python int
with a 32-bit lane a label, so that scoring a token is a sum of ints however many labels there are; 16-bit weights
can't carry over into the next lane before 65,536 features meet at one token. Lanes are signed on the way and made
unsigned by one bias before they are read.

File format, stable across Python versions: the line `nwtool-model 2`, a line of JSON (labels, scale, transitions,
number of features, CRC-32 of the rest), then little-endian: the CRC-32 of each feature's UTF-8 form in rising order
(uint32), their weights row by row (int16). A feature is known by its hash alone; one that the model doesn't know is
taken for a known one once in 2**32 / features look-ups. Rows are packed when they are first asked for.
"""

from __future__ import annotations

import json
import sys
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from operator import itemgetter
from struct import Struct
from typing import Any
from zlib import crc32

from nwtool.language import files

MAGIC = b"nwtool-model 2\n"
LANE = 32
ONE_ARTICLE = 20_000  # features asked for; by then a table of 50,000 has paid for its making
HALF = 1 << LANE - 1
LOST = -(1 << 62)  # worse than any path
BEAM = 15.0  # in nats; a beam of 5 costs 2.5 points of F1 on entities, one of 15 none


class ModelError(ValueError):
    """A model file is not one, or is damaged."""


class Model:
    """Weights and transitions of one linear chain."""

    def __init__(self, data: bytes) -> None:
        header, body = read_file(data, MAGIC, ("labels", "meta", "features", "scale", "transitions"))
        self.labels: list[str] = header["labels"]
        self.meta: dict[str, Any] = header["meta"]
        count, rows = len(self.labels), header["features"]
        if len(body) != rows * (4 + 2 * count):
            raise ModelError("damaged: its length is another")
        self._hashes = numbers("I", body[: 4 * rows])
        self._asked = 0
        self._find: Callable[[int], int | None] = self._find_first
        self._weights = body[4 * rows :]
        self._unpack = Struct(f"<{count}h").unpack_from
        self._signed = Struct(f"<{count}i").pack
        self._lanes = Struct(f"<{count}I").unpack
        self._bytes = count * LANE // 8
        self._bias = sum(1 << (LANE * i + LANE - 1) for i in range(count))
        self._packed: list[int | None] = [None] * rows
        self.scale: int = header["scale"]
        self._beam = int(BEAM * self.scale)
        transitions: list[list[int]] = header["transitions"]
        # by label: the weights from every label before it
        self._into = [[transitions[before][label] for before in range(count)] for label in range(count)]

    def _find_first(self, key: int) -> int | None:
        """Find a row by bisection; a table is faster, but pays only for who has more than one article."""
        self._asked += 1
        if self._asked > ONE_ARTICLE:
            self._find = dict(zip(self._hashes, range(len(self._hashes)), strict=True)).get
        row = bisect_left(self._hashes, key)
        return row if row < len(self._hashes) and self._hashes[row] == key else None

    def weight(self, feature: str) -> int:
        """Give the packed weights of a feature, 0 for one that the model doesn't know."""
        row = self._find(crc32(feature.encode("utf-8", "surrogatepass")))
        if row is None:
            return 0
        packed = self._packed[row]
        return self._pack(row) if packed is None else packed

    def _pack(self, row: int) -> int:
        # Lanes of two's complement are made unsigned by turning their highest bit, and the bias is taken off again.
        lanes = self._signed(*self._unpack(self._weights, row * 2 * len(self.labels)))
        packed = self._packed[row] = (int.from_bytes(lanes, "little") ^ self._bias) - self._bias
        return packed

    def knows(self, feature: str) -> bool:
        """Tell whether the model has weights for a feature."""
        return self._find(_hash(feature)) is not None

    def score(self, features: Iterable[str]) -> int:
        """Give the packed sum of the weights of some features: what one token adds to each label."""
        total, find = 0, self._find
        for feature in features:
            row = find(crc32(feature.encode("utf-8", "surrogatepass")))
            if row is not None:
                packed = self._packed[row]
                total += self._pack(row) if packed is None else packed
        return total

    def unpack(self, packed: int) -> tuple[int, ...]:
        """Give packed scores as one number a label, in steps of 1 / `scale` nats above `-HALF`."""
        return self._lanes((packed + self._bias).to_bytes(self._bytes, "little"))

    def nats(self, packed: int) -> list[float]:
        """Give packed scores as one number a label, in nats.

        >>> model = Model(pack(["O", "N"], {"cap": {"N": 2.0, "O": -1.5}}, {}))
        >>> model.nats(model.score(["cap", "cap"]))
        [-3.0, 4.0]
        """
        return [(value - HALF) / self.scale for value in self.unpack(packed)]

    def decode(self, scores: Sequence[int]) -> list[int]:
        """Give the best sequence of label numbers for packed scores, one a token."""
        return self.best_path([self.unpack(packed) for packed in scores])

    def best_path(self, scores: Sequence[Sequence[int]]) -> list[int]:
        """Give the best sequence of label numbers for scores of each token and label (Viterbi, with a wide beam)."""
        if not scores:
            return []
        into, beam = self._into, self._beam
        paths = list(enumerate(scores[0]))  # the labels that may be on the best path, each with its score so far
        best = max(scores[0])
        back: list[dict[int, int]] = []
        for emitted in scores[1:]:
            limit, floor = best - beam, max(emitted) - beam
            alive = [pair for pair in paths if pair[1] >= limit]
            came: dict[int, int] = {}
            paths, best = [], LOST
            for label, score in enumerate(emitted):
                if score < floor:
                    continue
                row, top = into[label], LOST
                for before, path in alive:
                    here = path + row[before]
                    if here > top:
                        top, came[label] = here, before
                top += score
                if top > best:
                    best = top
                paths.append((label, top))
            back.append(came)
        label = max(paths, key=itemgetter(1))[0]
        path_back = [label]
        for came in reversed(back):
            label = came[label]
            path_back.append(label)
        return path_back[::-1]

    def tag(self, sequence: Iterable[Iterable[str]]) -> list[str]:
        """Give the labels of a sequence of feature lists."""
        return [self.labels[i] for i in self.decode([self.score(features) for features in sequence])]


def _hash(feature: str) -> int:
    return crc32(feature.encode("utf-8", "surrogatepass"))


def read_file(data: bytes, magic: bytes, keys: Iterable[str]) -> tuple[dict[str, Any], memoryview]:
    """Give the header and the body of a model file, when the body is the one that was written."""
    if not data.startswith(magic):
        raise ModelError("not a model of this version")
    end = max(data.find(b"\n", len(magic)), len(magic))
    body = memoryview(data)[end + 1 :]
    try:
        header: dict[str, Any] = json.loads(data[len(magic) : end])
    except ValueError as error:
        raise ModelError("damaged: its header can't be read") from error
    if not header.keys() >= {"crc32", *keys}:
        raise ModelError("damaged: its header lacks a key")
    if crc32(body) != header["crc32"]:
        raise ModelError("damaged: its checksum is another")
    return header, body


def numbers(kind: str, data: memoryview) -> array[int]:
    """Give the numbers in the little-endian bytes of a model file."""
    found = array(kind)
    found.frombytes(data)
    if sys.byteorder == "big":
        found.byteswap()
    return found


def make_file(header: Mapping[str, Any], body: bytes, magic: bytes) -> bytes:
    """Make the bytes of a model file of a header and a body."""
    head = json.dumps({**header, "crc32": crc32(body)}, ensure_ascii=False, separators=(",", ":"))
    return magic + head.encode() + b"\n" + body


@cache
def load(name: str) -> Model:
    """Load `models/NAME.bin`, once a process."""
    return Model(files.read("models", f"{name}.bin"))


def pack(
    labels: Sequence[str],
    weights: Mapping[str, Mapping[str, float]],
    transitions: Mapping[tuple[str, str], float],
    meta: Mapping[str, Any] | None = None,
    scale: int = 1024,
) -> bytes:
    """Make the bytes of a model file. `weights` is feature -> label -> weight in nats; same input, same bytes.

    Features whose weights all round to zero are left out, and of two with one hash the lighter; weights beyond what
    16 bits hold at `scale` are cut.

    >>> model = Model(pack(["O", "N"], {"cap": {"N": 2.0}}, {("O", "O"): 0.5}))
    >>> model.tag([["cap"], ["low"]])
    ['N', 'O']
    """

    def quantise(value: float) -> int:
        return max(-32768, min(32767, round(value * scale)))

    kept: dict[int, list[int]] = {}
    for name in sorted(weights):
        values = [quantise(weights[name].get(label, 0.0)) for label in labels]
        key = _hash(name)
        if any(values) and sum(map(abs, values)) > sum(map(abs, kept.get(key, ()))):
            kept[key] = values
    hashes = sorted(kept)
    row = Struct(f"<{len(labels)}h").pack
    body = Struct(f"<{len(hashes)}I").pack(*hashes) + b"".join(row(*kept[key]) for key in hashes)
    header = {
        "labels": list(labels),
        "scale": scale,
        "features": len(hashes),
        "transitions": [[quantise(transitions.get((a, b), 0.0)) for b in labels] for a in labels],
        "meta": dict(meta or {}),
    }
    return make_file(header, body, MAGIC)
