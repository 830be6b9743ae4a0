"""A linear chain whose features are numbers: one table of packed weights for each kind of feature.

File format, stable across Python versions: the line `nwtool-tables 1`, a line of JSON (labels, scale, transitions, how
many features each table has, CRC-32 of the rest), then little-endian: the keys of the tables one after the other, each
in rising order (uint64), and for each key the packed weights as one signed number with a 32-bit lane a label. So tables
are made by a handful of calls, however many features they have.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, partial
from itertools import chain, islice
from struct import Struct, pack

from nwtool.language import files
from nwtool.language.chain import LANE, Chain, make_header, quantise
from nwtool.language.modelfile import ModelError, make_file, numbers, read_file

MAGIC = b"nwtool-tables 1\n"
KEY_BYTES = 8

Weights = Mapping[tuple[int, int], Mapping[str, float]]
"""Number of a table and key there -> label -> weight in nats."""


class Tables(Chain):
    """The tables of a model file, as `{key: packed weights}`."""

    def __init__(self, data: bytes) -> None:
        header, body = read_file(data, MAGIC, ("labels", "meta", "scale", "transitions", "tables"))
        super().__init__(header)
        count = sum(header["tables"])
        if len(body) != count * (KEY_BYTES + self.width):
            raise ModelError("damaged: its length is another")
        keys = iter(numbers("Q", body[: KEY_BYTES * count]))
        rows = Struct(f"{self.width}s").iter_unpack(body[KEY_BYTES * count :])
        weights = map(partial(int.from_bytes, byteorder="little", signed=True), chain.from_iterable(rows))
        self.tables: list[dict[int, int]] = [
            dict(islice(zip(keys, weights, strict=False), size)) for size in header["tables"]
        ]


@cache
def load(name: str) -> Tables:
    """Load `models/NAME.bin`, once a process."""
    return Tables(files.read("models", f"{name}.bin"))


def make_tables(
    labels: Sequence[str],
    weights: Weights,
    transitions: Mapping[tuple[str, str], float],
    meta: Mapping[str, object],
    scale: int = 1024,
) -> bytes:
    """Make the bytes of a model file; same input, same bytes.

    Features whose weights all round to zero are left out; weights beyond 32 nats at the usual scale are cut.

    >>> model = Tables(make_tables(["O", "N"], {(1, 7): {"N": 2.0, "O": -1.5}}, {}, {}))
    >>> [list(table) for table in model.tables], model.nats(model.tables[1][7])
    ([[], [7]], [-1.5, 2.0])
    """

    tables: list[list[tuple[int, int]]] = [[] for _ in range(1 + max((table for table, _ in weights), default=-1))]
    for (table, key), row in sorted(weights.items()):
        packed = sum(quantise(row.get(label, 0.0), scale) << LANE * i for i, label in enumerate(labels))
        if packed:
            tables[table].append((key, packed))
    features = list(chain.from_iterable(tables))
    body = pack(f"<{len(features)}Q", *(key for key, _ in features))
    body += b"".join(packed.to_bytes(LANE // 8 * len(labels), "little", signed=True) for _, packed in features)
    sizes = [len(table) for table in tables]
    return make_file(make_header(labels, transitions, meta, scale, tables=sizes), body, MAGIC)
