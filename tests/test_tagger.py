"""The shared decoder: exact on small chains, and never fooled by a damaged file."""

from __future__ import annotations

from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nwtool.language.chain import NEVER
from nwtool.language.modelfile import ModelError
from nwtool.language.tables import Tables, make_tables
from nwtool.language.tagger import Model, pack

LABELS = ["O", "B", "I"]
SMALL = pack(LABELS, {"capital": {"B": 2.0}, "inner": {"I": 1.5, "O": -1.0}}, {("B", "I"): 1.0, ("O", "I"): -4.0})

weights = st.floats(-4, 4, allow_nan=False)
rows = st.lists(weights, min_size=3, max_size=3)


@settings(max_examples=100, deadline=None)
@given(tokens=st.lists(rows, min_size=1, max_size=5), moves=st.lists(rows, min_size=3, max_size=3))
def test_decode_finds_the_best_of_all_sequences(tokens: list[list[float]], moves: list[list[float]]) -> None:
    features = {f"t{i}": dict(zip(LABELS, row, strict=True)) for i, row in enumerate(tokens)}
    transitions = {(a, b): moves[i][j] for i, a in enumerate(LABELS) for j, b in enumerate(LABELS)}
    model = Model(pack(LABELS, features, transitions))
    scores = [model.score([f"t{i}"]) for i in range(len(tokens))]

    def total(path: tuple[int, ...]) -> float:
        steps = sum(round(moves[a][b] * 1024) / 1024 for a, b in pairwise(path))
        return steps + sum(model.nats(packed)[label] for packed, label in zip(scores, path, strict=True))

    best = max(map(total, product(range(3), repeat=len(tokens))))
    assert total(tuple(model.decode(scores))) == pytest.approx(best)


def test_no_tokens_no_labels() -> None:
    assert Model(SMALL).tag([]) == []


def test_unknown_features_weigh_nothing() -> None:
    model = Model(SMALL)
    assert model.weight("never seen") == 0
    assert not model.knows("never seen")
    assert model.knows("capital")
    assert model.weight("\udcff") == 0


def test_negative_weights_do_not_leak_into_other_labels() -> None:
    model = Model(pack(LABELS, {"a": {"O": -3.0, "B": 1.0}, "b": {"O": 2.0, "I": -1.0}}, {}))
    assert model.nats(model.score(["a", "b", "a"])) == [-4.0, 2.0, -1.0]


def test_same_input_same_bytes() -> None:
    assert pack(LABELS, {"b": {"O": 1.0}, "a": {"B": 2.0}}, {}) == pack(LABELS, {"a": {"B": 2.0}, "b": {"O": 1.0}}, {})


def test_a_model_without_features_still_tags() -> None:
    assert Model(pack(LABELS, {}, {})).tag([["x"], ["y"]]) == ["O", "O"]


TABLES = make_tables(LABELS, {(0, 3): {"B": 2.0, "O": -1.0}, (2, 9): {"I": 1.5}}, {("O", "I"): NEVER}, {"kinds": ["w"]})


def test_tables_give_back_what_was_put_in() -> None:
    model = Tables(TABLES)
    assert [list(table) for table in model.tables] == [[3], [], [9]]
    assert model.nats(model.tables[0][3] + model.tables[2][9]) == [-1.0, 2.0, 1.5]
    assert model.meta == {"kinds": ["w"]}


def test_no_path_takes_a_forbidden_transition() -> None:
    model = Tables(TABLES)
    inner = model.tables[2][9]
    assert [model.labels[i] for i in model.decode([0, 20 * inner])] == ["B", "I"]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"something else entirely", id="another file"),
        pytest.param(SMALL.replace(b"nwtool-model 2", b"nwtool-model 1", 1), id="another version"),
        pytest.param(SMALL[:-1], id="truncated"),
        pytest.param(SMALL[: SMALL.index(b"\n") + 20], id="truncated in its header"),
        pytest.param(SMALL[: SMALL.index(b"\n") + 1], id="without a header"),
        pytest.param(SMALL + b"\0", id="longer"),
        pytest.param(SMALL[:-1] + bytes([SMALL[-1] ^ 1]), id="one bit flipped"),
        pytest.param(SMALL.replace(b'"features":2', b'"features":1'), id="header changed"),
        pytest.param(SMALL.replace(b'"features"', b'"futures_"'), id="key missing"),
    ],
)
def test_damaged_files_are_refused(data: bytes) -> None:
    with pytest.raises(ModelError):
        Model(data)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(SMALL, id="another kind"),
        pytest.param(TABLES[:-1], id="truncated"),
        pytest.param(TABLES + b"\0", id="longer"),
        pytest.param(TABLES[:-1] + bytes([TABLES[-1] ^ 1]), id="one bit flipped"),
        pytest.param(TABLES.replace(b'"tables":[1,0,1]', b'"tables":[1,0,2]'), id="header changed"),
    ],
)
def test_damaged_tables_are_refused(data: bytes) -> None:
    with pytest.raises(ModelError):
        Tables(data)
