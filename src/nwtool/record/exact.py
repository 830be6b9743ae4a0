"""JSON through the standard library: whole numbers of any size, numbers that no float equals, lone surrogates, depth.

What it writes is, byte for byte, what orjson writes, where that can write a value at all.
"""

from __future__ import annotations

import json
import re
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, Any, NoReturn

from nwtool.errors import RecordError

if TYPE_CHECKING:
    from decimal import Decimal

SURROGATE_RE = re.compile("[\ud800-\udfff]")
EXPONENT_RE = re.compile(r"[0-9]e[+-]?[0-9]")  # floats that orjson writes in another way
INT_DIGITS = 4300  # Python's own limit for turning digits into an int
encode = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode


def loads(text: str) -> object:
    """Read any JSON value; raises `RecordError("not-json")`.

    Whole numbers are ints of any size, and a number that no float equals is a `Decimal`.
    """
    try:
        return json.loads(text, parse_int=_parse_int, parse_float=_parse_float, parse_constant=_parse_constant)
    except json.JSONDecodeError as error:
        raise RecordError("not-json", f"not JSON ({error.msg} at column {error.colno})") from None
    except RecursionError:
        raise RecordError("not-json", "nested more than 1,000 levels deep") from None


def _parse_int(digits: str) -> int | Decimal:
    if len(digits) < INT_DIGITS:
        return int(digits)
    from decimal import Decimal

    return Decimal(digits)


def _parse_float(digits: str) -> float | Decimal:
    """Give a float where one equals what is written, else a Decimal.

    >>> _parse_float("0.1"), _parse_float("0.10000000000000000001")
    (0.1, Decimal('0.10000000000000000001'))
    """
    number = float(digits)
    if repr(number) == digits:
        return number
    from decimal import Decimal, InvalidOperation

    try:
        exact = Decimal(digits)
    except InvalidOperation:  # an exponent of more than 18 digits
        raise RecordError("not-json", f"not JSON that can be kept (the number {digits[:24]} is out of range)") from None
    return number if Decimal(repr(number)) == exact else exact


def _parse_constant(name: str) -> NoReturn:
    raise RecordError("not-json", f"not JSON ({name} is no JSON number)")


def dumps_plain(value: object) -> bytes | None:
    """Write what needs no care, fast; None where something in it does."""
    try:
        text = encode(value)
        return None if EXPONENT_RE.search(text) else text.encode()
    except (TypeError, ValueError, RecursionError):  # a Decimal, a lone surrogate, deep nesting
        return None


class _Token(str):
    """A piece of JSON that is ready to be written."""

    __slots__ = ()


def dumps(root: object) -> bytes:
    """Write any value, however deep, with its own stack."""
    out: list[str] = []
    stack: list[Any] = [root]
    while stack:
        value = stack.pop()
        if isinstance(value, _Token):
            out.append(value)
        elif isinstance(value, str):
            out.append(_string(value))
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
            out.append(_scalar(value))
    return "".join(out).encode()


def _scalar(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        import orjson

        return orjson.dumps(value).decode()
    from decimal import Decimal

    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"a record can't hold a {type(value).__name__}")


def _string(value: str) -> str:
    """Write a string; lone surrogates as the escapes that they came in as."""
    return SURROGATE_RE.sub(lambda match: f"\\u{ord(match[0]):04x}", encode_basestring(value))
