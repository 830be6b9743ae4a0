"""Names found by models of others: with packages made up here, since none of them is needed to run the tests."""

from __future__ import annotations

import sys
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

import nwtool
from nwtool.errors import UsageError
from nwtool.stages.naming.backends import load_backend

TEXT = "Ann Lee of Acme met Bo Ek in Oslo on 3 May 2024. Later, Lee left."


@pytest.fixture(autouse=True)
def forget() -> Any:
    load_backend.cache_clear()
    yield
    load_backend.cache_clear()


def spans(text: str, *names: tuple[str, str]) -> list[tuple[int, int, str]]:
    return [(text.index(name), text.index(name) + len(name), label) for name, label in names if name in text]


def fake_spacy(monkeypatch: pytest.MonkeyPatch) -> None:
    class Pipeline:
        max_length = 10

        def __call__(self, text: str) -> Any:
            assert len(text) <= self.max_length
            found = spans(text, ("Ann Lee", "PERSON"), ("Acme", "ORG"), ("Oslo", "GPE"), ("3 May 2024", "DATE"))
            return SimpleNamespace(
                ents=[SimpleNamespace(start_char=s, end_char=e, label_=kind) for s, e, kind in found]
            )

    def load(name: str, exclude: list[str]) -> Pipeline:
        if name != "little":
            raise OSError("Can't find model")
        return Pipeline()

    module = ModuleType("spacy")
    module.load = load  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "spacy", module)


def test_a_pipeline_finds_the_names_and_we_group_them(monkeypatch: pytest.MonkeyPatch) -> None:
    fake_spacy(monkeypatch)
    doc = nwtool.entities({"text": TEXT}, model="spacy:little")
    found = {(each["type"], each["name"]): len(each["mentions"]) for each in doc["entities"]}
    assert found[("PERSON", "Ann Lee")] == 2
    assert {("ORG", "Acme"), ("GPE", "Oslo"), ("DATE", "3 May 2024")} <= found.keys()
    assert ("PERSON", "Bo Ek") not in found


def test_a_lone_surrogate_keeps_the_offsets(monkeypatch: pytest.MonkeyPatch) -> None:
    fake_spacy(monkeypatch)
    doc = nwtool.entities({"text": "\ud800 " + TEXT}, model="spacy:little")
    assert doc["entities"][0]["mentions"][0]["text"] == "Ann Lee"


def test_a_gliner_model_reads_line_by_line(monkeypatch: pytest.MonkeyPatch) -> None:
    class Model:
        def predict_entities(self, text: str, labels: list[str], threshold: float) -> list[dict[str, Any]]:
            assert "person" in labels
            assert "\n" not in text
            found = spans(text, ("Ann Lee", "person"), ("Lee", "person"), ("Oslo", "location"))
            return [{"start": s, "end": e, "label": kind} for s, e, kind in found]

    class GLiNER:
        @staticmethod
        def from_pretrained(path: str, local_files_only: bool) -> Model:
            if path != "models/little":
                raise FileNotFoundError(path)
            return Model()

    module = ModuleType("gliner")
    module.GLiNER = GLiNER  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "gliner", module)
    doc = nwtool.entities({"text": "A title\n" + TEXT}, model="gliner:models/little")
    names = [(each["type"], each["name"]) for each in doc["entities"] if each["type"] in ("PERSON", "GPE")]
    assert names == [("PERSON", "Ann Lee"), ("GPE", "Oslo")]
    with pytest.raises(UsageError, match="no model at 'else'"):
        nwtool.entities({"text": TEXT}, model="gliner:else")


@pytest.mark.parametrize(
    ("model", "told"),
    [
        ("spacy:little", "pip install 'nwtool"),
        ("gliner:little", "pip install 'nwtool"),
        ("spacy", "neither spacy:NAME nor gliner:PATH"),
        ("spacy:", "neither spacy:NAME nor gliner:PATH"),
        ("bert:x", "neither spacy:NAME nor gliner:PATH"),
    ],
)
def test_what_is_missing_is_said_in_one_line(model: str, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for package in ("spacy", "gliner"):
        monkeypatch.setitem(sys.modules, package, None)  # type: ignore[arg-type]
    with pytest.raises(UsageError) as caught:
        nwtool.entities({"text": TEXT}, model=model)
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_pipeline_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    fake_spacy(monkeypatch)
    with pytest.raises(UsageError, match="spacy download large"):
        nwtool.entities({"text": TEXT}, model="spacy:large")
