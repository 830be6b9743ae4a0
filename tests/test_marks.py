"""Quotation marks of every style are paired paragraph by paragraph, in linear time."""

from __future__ import annotations

import pytest
from growth import growth
from hypothesis import given
from hypothesis import strategies as st

from nwtool.language.marks import find_stretches
from nwtool.record.document import block_lines


def stretches(text: str) -> list[str]:
    """Give what stands inside the marks of a text."""
    lines = list(block_lines(text))
    return [text[s.start : s.end] for found in find_stretches(text, lines) for s in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The dogs' bowls and the '80s, it's said, 'til O'Hara came.", []),
        ("Rock 'n' roll isn't dead.", []),
        ("A 6'2\" keeper and a 5'11\" one.", []),
        ("No marks at all.", []),
        ('"No," she said. "Not now."', ["No,", "Not now."]),
        ("“No,” she said. “Not now.”", ["No,", "Not now."]),
        ("''No,'' she said. ''Not now.''", ["No,", "Not now."]),
        ("``No,'' she said.", ["No,"]),
        ("'No,' she said. 'Not now.'", ["No,", "Not now."]),
        ("‘No,’ she said. ‘The drivers’ pay won’t rise.’", ["No,", "The drivers’ pay won’t rise."]),
        ("«No», she said, « not now ».", ["No", " not now "]),
        ("„No“, she said, »not now«.", ["No", "not now"]),
        ("”No”, she said.", ["No"]),
        ('“No," she said. "Not now.”', ["No,", "Not now."]),
        ("“She told me, ‘Go home,’ and left,” he said.", ["She told me, ‘Go home,’ and left,"]),
        ("“The “big” one,” he said.", ["The “big” one,"]),
        ("‘He said “go” and left,’ she said.", ["He said “go” and left,"]),
        ("“One.\n“Two.”\nThree.", ["One.", "Two."]),
        ("“One.\nTwo,” he said.", ["One.", "Two,"]),
        ("'One is enough.\n'Two are not,' he said.", ["One is enough.", "Two are not,"]),
        ("“We go, he said.\nNobody “came”.", ["We go, he said.", "came"]),
        ("It's unusual,“ he said.", []),
        ("“It's unusual,“ he said.", ["It's unusual,"]),
        ("” he said. “Yes.”", ["Yes."]),
        ("He saw “…” there.", []),
    ],
)
def test_styles(text: str, expected: list[str]) -> None:
    assert stretches(text) == expected


@given(st.text(alphabet="a B.,?\n\"'“”‘’«»„`5", max_size=80))
def test_bounds_hold(text: str) -> None:
    lines = list(block_lines(text))
    for (start, end), found in zip(lines, find_stretches(text, lines), strict=True):
        last = start
        for s in found:
            assert last <= s.left <= s.start < s.end <= s.right <= end
            last = s.right


@pytest.mark.parametrize("piece", ["“word ", "'word ", "word' ", '"', "''a ", "‘a “b ", "“a ‘b’ "])
def test_hostile_lines_take_linear_time(piece: str) -> None:
    def find(size: int) -> None:
        text = piece * (size // len(piece))
        list(find_stretches(text, [(0, len(text))]))

    assert growth(find, 50_000) < 10
