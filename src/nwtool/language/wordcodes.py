"""A word in, its codes out: what its neighbours in a great deal of news say of it, in a few small numbers.

The codes were learnt from word vectors (see `training/lexicon.py`). They stand in for the vectors, which would be
a hundred times as large. File format: the line `nwtool-words 2`, a line of JSON (number of words, which coarser code
each code belongs to, CRC-32 of the rest), then little-endian: the CRC-32 of each word's UTF-8 form in rising order
(uint32), for each a class in either of two divisions (uint8 each) and a group (uint16). Words are found by bisection,
so nothing is built on loading.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cache
from struct import pack as pack_struct
from typing import NamedTuple
from zlib import crc32

from nwtool.language import files
from nwtool.language.memo import Memo
from nwtool.language.modelfile import ModelError, make_file, numbers, read_file

MAGIC = b"nwtool-words 2\n"
MEMO = 5_000  # words whose codes are remembered: each is asked for twice at least


class Codes(NamedTuple):
    """What is known of a word: kinds of name it makes, and groups of words that are used like it."""

    kind: int  # how its name parts are spread over people, places, organisations and the rest
    other: int  # the same, cut at other places: two coarse cuts tell more than a fine one
    broad: int  # the same, in fewer steps
    common: int  # 0 to 7: how seldom to how often it is written small
    group: int
    wide: int  # the group's own group


class Words:
    """The codes of all words of a file."""

    def __init__(self, data: bytes) -> None:
        header, body = read_file(data, MAGIC, ("words", "broad", "wide"))
        count = header["words"]
        if len(body) != 8 * count:
            raise ModelError("damaged: its length is another")
        self._hashes = numbers("I", body[: 4 * count])
        self._kinds = body[4 * count : 5 * count]
        self._others = body[5 * count : 6 * count]
        self._groups = numbers("H", body[6 * count :])
        self._broad: list[int] = header["broad"]
        self._wide: list[int] = header["wide"]
        self._found = Memo(self._find, MEMO)

    def get(self, low: str) -> Codes | None:
        """Give the codes of a word in small letters, None for one that isn't known."""
        return self._found[low]

    def _find(self, low: str) -> Codes | None:
        key = crc32(low.encode("utf-8", "surrogatepass"))
        at = bisect_left(self._hashes, key)
        if at == len(self._hashes) or self._hashes[at] != key:
            return None
        kind, group = self._kinds[at], self._groups[at]
        return Codes(kind, self._others[at], self._broad[kind], group >> 13, group & 0x1FFF, self._wide[group & 0x1FFF])


@cache
def load(name: str) -> Words:
    """Load `models/NAME.bin`, once a process."""
    return Words(files.read("models", f"{name}.bin"))


def pack(codes: Mapping[str, tuple[int, int, int, int]], broad: Sequence[int], wide: Sequence[int]) -> bytes:
    """Make the bytes of a file from kind, other kind, commonness and group of each word.

    Of two words with one hash the first stays.

    >>> Words(pack({"rome": (1, 3, 0, 2)}, [5, 6], [0, 0, 9])).get("rome")
    Codes(kind=1, other=3, broad=6, common=0, group=2, wide=9)
    """
    rows: dict[int, tuple[int, int, int, int]] = {}
    for word, row in codes.items():
        rows.setdefault(crc32(word.encode()), row)
    keys = sorted(rows)
    body = pack_struct(f"<{len(keys)}I", *keys)
    body += bytes(rows[key][0] for key in keys) + bytes(rows[key][1] for key in keys)
    body += pack_struct(f"<{len(keys)}H", *(rows[key][2] << 13 | rows[key][3] for key in keys))
    header = {"words": len(keys), "broad": list(broad), "wide": list(wide)}
    return make_file(header, body, MAGIC)
