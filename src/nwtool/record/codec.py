"""Lines of JSON in, documents out, and back: nothing that a record says is changed on the way.

orjson reads and writes nearly every record. It would turn whole numbers beyond 64 bits into floats, round floats of
many digits, refuse lone surrogates and write nothing that is nested deeper than 254: records that hold such values
take an exact path through the standard library instead. There, whole numbers are ints of any size, and a number
that no float equals is a `Decimal`.

Decided on purpose: of a key that stands twice in an object the last value counts, as in jq and in Python. `NaN` and
`Infinity` are no JSON and are refused. What is nested deeper than about a thousand levels is refused as well.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from json.encoder import encode_basestring
from typing import Any, NoReturn, cast

import orjson

from nwtool.errors import RecordError
from nwtool.record.document import Document

# Where a record may hold a number that a float or 64 bits can't: 16 digits in a row, or a three-digit exponent.
EXACT_RE = re.compile(rb"[0-9][0-9.]{15}|[0-9][eE][+-]?[0-9]{3}")
SURROGATE_RE = re.compile("[\ud800-\udfff]")
OPENERS = ("{", "[")  # what a line holds where JSON is laid out over many lines
INT_DIGITS = 4300  # Python's own limit for turning digits into an int


def loads(line: bytes) -> Document:
    """Read one record.

    Raises `RecordError`: `not-utf8` with the offset of the bad byte, `not-json` for anything but one JSON object.

    >>> loads(b'{"text": "x", "n": 123456789012345678901234567890}')["n"]
    123456789012345678901234567890
    """
    try:
        value = _loads_exact(line) if EXACT_RE.search(line) else orjson.loads(line)
    except orjson.JSONDecodeError as error:
        value = _loads_refused(line, error)
    if not isinstance(value, dict):
        raise RecordError("not-json", "not a JSON object; each line holds one document: {…}")
    return cast(Document, value)


def dumps(doc: Mapping[str, Any]) -> bytes:
    """Write one record as UTF-8 JSON, without a line break.

    >>> dumps({"text": "é", "n": 10**30}).decode()
    '{"text":"é","n":1000000000000000000000000000000}'
    """
    try:
        return orjson.dumps(doc)
    except TypeError:  # big ints, Decimals, lone surrogates, deep nesting
        return _dumps_exact(doc)


def dumps_value(value: object) -> str:
    """Write any JSON value as text."""
    return _dumps_exact(value).decode()


def decode(data: bytes, encoding: str = "utf-8") -> str:
    """Decode bytes; raise `RecordError("not-utf8")` that names the offset of the bad byte."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        bad = data[error.start]
        name = "UTF-8" if encoding == "utf-8" else encoding
        hint = "; --encoding NAME reads others" if encoding == "utf-8" else ""
        raise RecordError("not-utf8", f"byte 0x{bad:02x} at offset {error.start} is not {name}{hint}") from None


def _loads_refused(line: bytes, error: orjson.JSONDecodeError) -> object:
    """Read what orjson refused but may be JSON all the same; else raise with its reason."""
    text = decode(line)
    if "\\u" in text:
        try:
            return _loads_exact(line)
        except RecordError:
            pass  # orjson's own reason says more
    if error.msg.startswith("depth limit"):
        raise RecordError("not-json", "nested more than 1,000 levels deep")
    hint = "; one document a line: jq -c . makes such lines" if text.strip() in OPENERS else ""
    raise RecordError("not-json", f"not JSON ({error.msg} at column {error.colno}){hint}")


def _loads_exact(line: bytes) -> object:
    text = decode(line)
    try:
        return json.loads(text, parse_int=_parse_int, parse_float=_parse_float, parse_constant=_parse_constant)
    except json.JSONDecodeError as error:
        raise RecordError("not-json", f"not JSON ({error.msg} at column {error.colno})") from None
    except RecursionError:
        raise RecordError("not-json", "nested more than 1,000 levels deep") from None


def _parse_int(digits: str) -> int | Decimal:
    return int(digits) if len(digits) < INT_DIGITS else Decimal(digits)


def _parse_float(digits: str) -> float | Decimal:
    """Give a float where one equals what is written, else a Decimal.

    >>> _parse_float("0.1"), _parse_float("0.10000000000000000001")
    (0.1, Decimal('0.10000000000000000001'))
    """
    try:
        exact = Decimal(digits)
    except InvalidOperation:  # an exponent of more than 18 digits
        raise RecordError("not-json", f"not JSON that can be kept (the number {digits[:24]} is out of range)") from None
    number = float(digits)
    return number if Decimal(repr(number)) == exact else exact


def _parse_constant(name: str) -> NoReturn:
    raise RecordError("not-json", f"not JSON ({name} is no JSON number)")


class _Token(str):
    """A piece of JSON that is ready to be written."""

    __slots__ = ()


def _dumps_exact(root: object) -> bytes:
    """Write any value, however deep, with its own stack."""
    out: list[str] = []
    stack: list[Any] = [root]
    while stack:
        value = stack.pop()
        if isinstance(value, _Token):
            out.append(value)
        elif isinstance(value, str):
            out.append(_string(value))
        elif isinstance(value, bool) or value is None or isinstance(value, float):
            out.append(orjson.dumps(value).decode())
        elif isinstance(value, int | Decimal):
            out.append(str(value))
        elif isinstance(value, dict):
            pieces: list[Any] = [_Token("{")]
            for i, (key, inner) in enumerate(value.items()):
                pieces += (_Token(("," if i else "") + _string(key) + ":"), inner)
            stack += reversed((*pieces, _Token("}")))
        elif isinstance(value, list | tuple):
            pieces = [_Token("[")]
            for i, inner in enumerate(value):
                pieces += (_Token(","), inner) if i else (inner,)
            stack += reversed((*pieces, _Token("]")))
        else:
            raise TypeError(f"a record can't hold a {type(value).__name__}")
    return "".join(out).encode()


def _string(value: str) -> str:
    """Write a string; lone surrogates as the escapes that they came in as."""
    return SURROGATE_RE.sub(lambda match: f"\\u{ord(match[0]):04x}", encode_basestring(value))
