"""Names in text: what must hold for any text, and a few plain sentences that any model must get right."""

from __future__ import annotations

from itertools import pairwise

import pytest
from growth import growth
from hypothesis import given, settings
from hypothesis import strategies as st

from nwtool.language import tagger, wordcodes
from nwtool.language.candidates import lines
from nwtool.language.ner import Scorer, find_names
from nwtool.language.ner_features import token_features
from nwtool.language.tagger import ModelError
from nwtool.language.wordcodes import Words

PLAIN = (
    "OSLO (AP) - Norway's prime minister, Anna Berg, met President Karl Novak in Prague on Tuesday.\n"
    'Novak said Siemens and the European Union would pay. "We agree," Berg told reporters in the Czech capital.\n'
    "BERG AND NOVAK MEET IN PRAGUE\n"
)


def names(text: str) -> set[tuple[str, str]]:
    return {(text[start:end], label) for start, end, label in find_names(text)}


def check(text: str) -> None:
    found = find_names(text)
    assert all(0 <= start < end <= len(text) for start, end, _ in found)
    assert all(before[1] <= after[0] for before, after in pairwise(found))
    assert {label for *_, label in found} <= {"PER", "LOC", "ORG", "MISC"}
    assert not any("\n" in text[start:end] for start, end, _ in found)
    assert find_names(text) == found


def test_plain_sentences() -> None:
    found = names(PLAIN)
    assert {("Anna Berg", "PER"), ("Karl Novak", "PER"), ("Novak", "PER"), ("Prague", "LOC"), ("OSLO", "LOC")} <= found
    assert {("Siemens", "ORG"), ("European Union", "ORG"), ("Norway", "LOC")} <= found


def test_capitals() -> None:
    text = "MINISTER FLIES TO LONDON FOR TALKS WITH MICROSOFT"
    assert ("LONDON", "LOC") in names(text)
    assert all(len(found) < 20 for found, _ in names(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "nothing here is a name",
        "@user RT #MondayMotivation http://t.co/Ab1 OMG!!! so goood",
        "Le président a rencontré le chancelier à Berlin, où Paris et Rome étaient d'accord.",
        "Председатель встретился с министром в Москве.",
        "東京で首相が会見した。",
        "Ana\tBo\tCleo\nRome\t12\t3.5\nOslo\t7\t1.0",
        "A\0B \ud800 C\udcff D\u0301 İstanbul ǅ ß ﬁ",
        "-" * 50 + "A" * 50,
        "A-" * 300,
        "A of " * 300,
    ],
)
def test_odd_texts(text: str) -> None:
    check(text)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("ABe of.-'’s\n\"0é’İ\ud800 "), max_size=80))
def test_any_text(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    "part", ["x", "X", "A-", "A.", "Aa ", "A of ", "A’s", "1", "((", "\n", "Aé", "Mr.", "A\u0301", "A 1 "]
)
def test_long_lines_take_linear_time(part: str) -> None:
    assert growth(lambda length: find_names(part * (length // len(part))), 20_000) < 10


def test_remembered_scores_are_those_of_the_features() -> None:
    model, codes = tagger.load("entities"), wordcodes.load("words")
    for line in lines(PLAIN):
        scorer = Scorer(model, codes, line.style)
        candidates = [index for start, end in line.runs for index in range(start, end)]
        assert scorer.score([line]) == [model.score(token_features(line, index, codes)) for index in candidates]


def test_damaged_word_codes_are_refused() -> None:
    good = wordcodes.pack({"rome": (0, 0, 1, 0)}, [0], [0])
    assert Words(good).get("rome") is not None
    assert Words(good).get("oslo") is None
    for bad in (b"", good[:-1], good[:-1] + b"\xff", good.replace(b"words 2", b"words 9"), good[:20]):
        with pytest.raises(ModelError):
            Words(bad)
