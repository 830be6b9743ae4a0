"""Records survive reading and writing, whatever JSON they hold."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nwtool.errors import RecordError
from nwtool.record import codec, exact


@pytest.fixture(params=["first", "later"], autouse=True, scope="module")
def when(request: pytest.FixtureRequest) -> Iterator[None]:
    """The first records of a process take another way than later ones."""
    before = codec._first_bytes_left
    codec._first_bytes_left = 10**12 if request.param == "first" else 0
    yield
    codec._first_bytes_left = before


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(min_value=-(10**60), max_value=10**60)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.decimals(allow_nan=False, allow_infinity=False, min_value=Decimal("-1e50"), max_value=Decimal("1e50"))
    | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(st.characters()), inner, max_size=4),
    max_leaves=20,
)


class Written(str):
    """A number as it is written, told apart from every other way to write it."""


def exactly(data: bytes) -> object:
    """What a line means, with every number as the digits that it was written in, brought to one form."""

    def number(digits: str) -> Written:
        value = Decimal(digits)
        return Written(str(value.normalize() if value else 0))

    return json.loads(data, parse_int=number, parse_float=number)


def written(value: object) -> str:
    """JSON as other programs write it, Decimals digit by digit."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, list):
        return "[" + ",".join(map(written, value)) + "]"
    if isinstance(value, dict):
        return "{" + ",".join(f"{json.dumps(key)}:{written(inner)}" for key, inner in value.items()) + "}"
    return json.dumps(value)


@given(st.dictionaries(st.text(st.characters()), VALUES, max_size=5))
def test_a_round_trip_changes_no_meaning(record: dict[str, object]):
    line = written(record).encode()
    out = codec.dumps(codec.loads(line))
    assert exactly(out) == exactly(line)
    assert codec.dumps(codec.loads(out)) == out


@given(st.dictionaries(st.text(st.characters()), VALUES, max_size=5))
def test_both_ways_write_the_same_bytes_and_read_the_same_values(record: dict[str, object]):
    try:
        line = orjson.dumps(record)
    except TypeError:
        return
    assert exact.dumps(record) == line
    assert exact.dumps_plain(record) in (line, None)
    read = exact.loads(line.decode())
    assert repr(read) == repr(orjson.loads(line)) or codec._may_lose(line)


@pytest.mark.parametrize(
    "number", ["1e16", "1e-5", "0.00001", "123456789.5", "1e22", "-0.0", "5e-324", "1.0", "100000.0"]
)
def test_floats_are_written_in_one_way(number: str):
    line = orjson.dumps({"n": float(number)})
    assert codec.dumps(codec.loads(line)) == line
    assert codec.dumps({"n": float(number), "text": "1e5 in words"}) == orjson.dumps(
        {"n": float(number), "text": "1e5 in words"}
    )


@pytest.mark.parametrize("depth", [10, 254, 255, 600, 900])
def test_depth_survives(depth: int):
    line = b'{"text":"x","deep":' + b'[{"a":' * (depth // 2) + b"1" + b"}]" * (depth // 2) + b"}"
    assert codec.dumps(codec.loads(line)) == line


@pytest.mark.parametrize(
    ("line", "code", "told"),
    [
        (b"", "not-json", "not JSON"),
        (b"{", "not-json", "column 2"),
        (b"[]", "not-json", "not a JSON object"),
        (b'"text"', "not-json", "not a JSON object"),
        (b'{"a":NaN}', "not-json", "not JSON"),
        (b'{"a":-Infinity,"b":12345678901234567890}', "not-json", "-Infinity is no JSON number"),
        (b'{"a":"\xff"}', "not-utf8", "offset 6"),
        (b'{"a":' + b"[" * 3000 + b"]" * 3000 + b"}", "not-json", "1,000 levels"),
        (b'{"a":1e9999999999999999999999}', "not-json", "out of range"),
        (b"\xef\xbb\xbf{}", "not-json", "not JSON"),
    ],
)
def test_what_is_no_record_is_said(line: bytes, code: str, told: str):
    with pytest.raises(RecordError, match=told) as caught:
        codec.loads(line)
    assert caught.value.code == code
