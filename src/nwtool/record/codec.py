"""Lines of JSON in, documents out, and back: nothing that a record says is changed on the way.

orjson reads and writes nearly every record. It would turn whole numbers beyond 64 bits into floats, round floats of
many digits, refuse lone surrogates and write nothing that is nested deeper than 254: records that hold such values
take an exact path through the standard library instead. So do the first records of a process, all of them for who
calls a command on one article: loading orjson takes as long as half of such a command. Bytes are the same either way.

Decided on purpose: of a key that stands twice in an object the last value counts, as in jq and in Python. `NaN` and
`Infinity` are no JSON and are refused. What is nested deeper than about a thousand levels is refused as well.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from types import ModuleType
from typing import Any, cast

from nwtool.errors import RecordError
from nwtool.record import exact
from nwtool.record.document import Document

# Digits and points as 0, signs as +, exponents as e: tells whether a line may hold a number that a float or 64 bits
# can't. A pattern of the same meaning takes longer than orjson does for the record.
SHAPES = bytes(
    ord("0" if chr(byte) in "0123456789." else "e" if chr(byte) in "eE" else "+" if chr(byte) in "+-" else " ")
    for byte in range(256)
)
LONG_NUMBER = b"0" * 16
EXPONENT, LARGE, LARGE_SIGNED = b"0e", b"0e000", b"0e+000"
OPENERS = ("{", "[")  # what a line holds where JSON is laid out over many lines
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")  # byte-order marks that no UTF-8 begins with
FIRST_BYTES = 256 * 1024  # of lines that are read without orjson; by then that would have paid for its loading
MOST_OPENERS = 900  # of lists and objects; a line with fewer is nested less deep than either reader goes

_first_bytes_left = FIRST_BYTES


@cache
def use_orjson() -> ModuleType:
    """Load orjson and read and write everything with it from now on."""
    global _first_bytes_left
    import orjson

    _first_bytes_left = 0
    return orjson


def loads(line: bytes) -> Document:
    """Read one record.

    Raises `RecordError`: `not-utf8` with the offset of the bad byte, `not-json` for anything but one JSON object.

    >>> loads(b'{"text": "x", "n": 123456789012345678901234567890}')["n"]
    123456789012345678901234567890
    """
    value = _loads_first(line) if _first_bytes_left > 0 else None
    if value is None:
        try:
            value = exact.loads(decode(line)) if _may_lose(line) else use_orjson().loads(line)
        except json.JSONDecodeError as error:
            value = _loads_refused(line, error)
    if not isinstance(value, dict):
        raise RecordError("not-json", "not a JSON object; each line holds one document: {…}")
    return cast(Document, value)


def dumps(doc: Mapping[str, Any]) -> bytes:
    """Write one record as UTF-8 JSON, without a line break.

    >>> dumps({"text": "é", "n": 10**30}).decode()
    '{"text":"é","n":1000000000000000000000000000000}'
    """
    if _first_bytes_left > 0 and (plain := exact.dumps_plain(doc)) is not None:
        return plain
    try:
        return cast(bytes, use_orjson().dumps(doc))
    except TypeError:  # big ints, Decimals, lone surrogates, deep nesting
        return exact.dumps(doc)


def dumps_value(value: object) -> str:
    """Write any JSON value as text."""
    return exact.dumps(value).decode()


def decode(data: bytes, encoding: str = "utf-8") -> str:
    """Decode bytes; raise `RecordError("not-utf8")` that names the offset of the bad byte."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        bad = data[error.start]
        name = "UTF-8" if encoding == "utf-8" else encoding
        hint = "; --encoding NAME reads others" if encoding == "utf-8" else ""
        if hint and data.startswith(UTF_16_MARKS):
            hint = ", but may be UTF-16; --encoding utf-16 reads that"
        raise RecordError("not-utf8", f"byte 0x{bad:02x} at offset {error.start} is not {name}{hint}") from None


def _may_lose(line: bytes) -> bool:
    """Tell whether orjson might change a number: 16 digits in a row, or an exponent of three.

    >>> _may_lose(b'{"n":12345678901234567}'), _may_lose(b'{"n":1e-100}'), _may_lose(b'{"start":1204,"n":0.25}')
    (True, True, False)
    """
    shapes = line.translate(SHAPES)
    return LONG_NUMBER in shapes or (EXPONENT in shapes and (LARGE in shapes or LARGE_SIGNED in shapes))


def _loads_first(line: bytes) -> object:
    """Read one of the first records; None where orjson is to have its say."""
    global _first_bytes_left
    _first_bytes_left -= len(line)
    if _first_bytes_left <= 0 or line.count(b"[") + line.count(b"{") > MOST_OPENERS:
        return None
    try:
        return exact.loads(line.decode())
    except (RecordError, UnicodeDecodeError):  # orjson's own reason says more
        return None


def _loads_refused(line: bytes, error: json.JSONDecodeError) -> object:
    """Read what orjson refused but may be JSON all the same; else raise with its reason."""
    text = decode(line)
    if "\\u" in text:
        try:
            return exact.loads(text)
        except RecordError:
            pass  # orjson's own reason says more
    if error.msg.startswith("depth limit"):
        raise RecordError("not-json", "nested more than 1,000 levels deep")
    hint = "; one document a line: jq -c . makes such lines" if text.strip() in OPENERS else ""
    raise RecordError("not-json", f"not JSON ({error.msg} at column {error.colno}){hint}")
