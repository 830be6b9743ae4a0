"""The bytes of a model file in, its header and its body out, and the other way round.

A file is a line that names its form, a line of JSON with the CRC-32 of the rest, and a body of little-endian numbers:
stable across Python versions and machines, and checked whole before anything of it is used.
"""

from __future__ import annotations

import json
import sys
from array import array
from collections.abc import Iterable, Mapping
from typing import Any
from zlib import crc32


class ModelError(ValueError):
    """A model file is not one, or is damaged."""


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
