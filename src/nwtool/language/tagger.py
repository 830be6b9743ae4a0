"""Features of a sequence in, its labels out: a linear chain whose features are words.

A model file holds, for each feature, one 16-bit weight a label; in memory they are one packed int. 16-bit weights can't
carry over into the next lane before 65,536 features meet at one token.

File format, stable across Python versions: the line `nwtool-model 2`, a line of JSON (labels, scale, transitions,
number of features, CRC-32 of the rest), then little-endian: the CRC-32 of each feature's UTF-8 form in rising order
(uint32), their weights row by row (int16). A feature is known by its hash alone; one that the model doesn't know is
taken for a known one once in 2**32 / features look-ups. Rows are packed when they are first asked for.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from struct import Struct
from typing import Any
from zlib import crc32

from nwtool.language import files
from nwtool.language.chain import Chain, make_header, quantise
from nwtool.language.modelfile import ModelError, make_file, numbers, read_file

MAGIC = b"nwtool-model 2\n"
TABLE_COST = 8  # rows that a table takes in while one is found by bisection


class Model(Chain):
    """A linear chain whose features are words."""

    def __init__(self, data: bytes) -> None:
        header, body = read_file(data, MAGIC, ("labels", "meta", "features", "scale", "transitions"))
        super().__init__(header)
        count, rows = len(self.labels), header["features"]
        if len(body) != rows * (4 + 2 * count):
            raise ModelError("damaged: its length is another")
        self._hashes = numbers("I", body[: 4 * rows])
        self._asked = 0
        self._find: Callable[[int], int | None] = self._find_first
        self._weights = body[4 * rows :]
        self._unpack = Struct(f"<{count}h").unpack_from
        self._packed: list[int | None] = [None] * rows

    def _find_first(self, key: int) -> int | None:
        """Find a row by bisection; a table is faster, and is made when as much time has gone into this."""
        self._asked += 1
        if self._asked * TABLE_COST > len(self._hashes):
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
        lanes = self._lanes.pack(*self._unpack(self._weights, row * 2 * len(self.labels)))
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

    def tag(self, sequence: Iterable[Iterable[str]]) -> list[str]:
        """Give the labels of a sequence of feature lists."""
        return [self.labels[i] for i in self.decode([self.score(features) for features in sequence])]


def _hash(feature: str) -> int:
    return crc32(feature.encode("utf-8", "surrogatepass"))


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

    kept: dict[int, list[int]] = {}
    for name in sorted(weights):
        values = [quantise(weights[name].get(label, 0.0), scale) for label in labels]
        key = _hash(name)
        if any(values) and sum(map(abs, values)) > sum(map(abs, kept.get(key, ()))):
            kept[key] = values
    hashes = sorted(kept)
    row = Struct(f"<{len(labels)}h").pack
    body = Struct(f"<{len(hashes)}I").pack(*hashes) + b"".join(row(*kept[key]) for key in hashes)
    return make_file(make_header(labels, transitions, meta or {}, scale, features=len(hashes)), body, MAGIC)
