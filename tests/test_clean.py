"""`clean`: the table of fixers, changes that explain themselves, blocks that stay, time in step with the text."""

from __future__ import annotations

import pytest
from growth import growth
from hypothesis import given
from hypothesis import strategies as st

from nwtool.config import Settings
from nwtool.record.document import Document, block_lines
from nwtool.record.edits import Edit, replace
from nwtool.stages.changes import Change, compose, edits_of
from nwtool.stages.clean import SUSPICIOUS_RE, clean, explain, find_changes
from nwtool.stages.fixers.table import ANY_SIGN_RE, FIXERS, SPACES, STRAIGHTEN, Fixer

DEFAULTS = Settings()
WHOLE = Settings(keep_boilerplate=True)

# Halves of everything that a fixer looks for, so that they meet by chance.
PIECES = """
& amp; &amp; &lt; #8217; 8217; ; <p> </p> <b> <script> </script> <!-- --> \\u2019 \\u 2019 \\n \\" =E2=80=99 =E2 = =20
â€™ â€ â € ™ Ã Ã© Â © Õ Ò Ó É Ð Ñ √ ‚Äô вЂ™ ΓÇÖ ﬁ Ａ ｂ 。 漢 م ی 👩 e a s Word word said vac- cinated - -- > * 1.
. , “ ” ’ … – http://a.example/?b=1&amp;c=2 | ftp://
"""
UNSEEN = [
    "\x1b", "[31m", "\x92", "\x85", "\x80", "\0", "a\0", "\u200b", "\u200c", "\u200d", "\u200f", "\u202a", "\ufeff",
    "\xad", "\xa0", "\u3000", "\u0301", "\ud83d", "\ude00", " ", "  ", "\t", "\n", "\n\n",
    "\r", "\r\n", "\u2028", "\x0c",
]  # fmt: skip
broken_text = st.lists(st.sampled_from(PIECES.split() + UNSEEN), max_size=24).map("".join)


@pytest.mark.parametrize("fixer", [*FIXERS, STRAIGHTEN, SPACES], ids=lambda fixer: fixer.name)
@given(text=broken_text)
def test_a_fixer_gives_edits_in_order_and_only_where_its_sign_is(fixer: Fixer, text: str) -> None:
    edits = list(fixer.find(text))
    replace(text, edits)  # raises where they overlap
    if any(text[start:end] != replacement for start, end, replacement in edits):
        assert fixer.sign(text)


@given(text=broken_text)
def test_a_text_that_a_fixer_changes_is_suspicious(text: str) -> None:
    changed = any(text[start:end] != new for fixer in FIXERS for start, end, new in fixer.find(text))
    assert SUSPICIOUS_RE.search(text) or not changed


@given(text=broken_text, straighten=st.booleans())
def test_what_is_explained_gives_the_output(text: str, straighten: bool) -> None:
    settings = Settings(straighten=straighten)
    rows = list(explain({"text": text}, settings))
    assert all(text[row["start"] : row["end"]] == row["old"] != row["new"] for row in rows)
    replayed = replace(text, [Edit(row["start"], row["end"], row["new"]) for row in rows])
    assert replayed == clean({"text": text}, settings)["text"]


@given(text=broken_text)
def test_a_cleaned_record_stays_as_it_is(text: str) -> None:
    once = clean({"text": text}, DEFAULTS)
    assert clean(once, DEFAULTS) == once
    assert [(block["start"], block["end"]) for block in once["blocks"]] == list(block_lines(once["text"]))


edits_strategy = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 4), st.text("xyz", max_size=3)), max_size=5)


def changes_in(text: str, drawn: list[tuple[int, int, str]], name: str) -> list[Change]:
    """Make sorted changes that don't overlap of what hypothesis drew."""
    changes: list[Change] = []
    last = 0
    for gap, length, replacement in drawn:
        start = min(last + gap, len(text))
        last = min(start + length, len(text))
        changes.append(Change(start, last, replacement, name))
    return changes


@given(text=st.text("abc", max_size=30), first=edits_strategy, then=edits_strategy)
def test_two_passes_compose_into_one(
    text: str, first: list[tuple[int, int, str]], then: list[tuple[int, int, str]]
) -> None:
    before = changes_in(text, first, "one")
    middle = replace(text, edits_of(before))
    after = changes_in(middle, then, "two")
    assert replace(text, edits_of(compose(before, middle, after))) == replace(middle, edits_of(after))


def test_known_blocks_keep_their_kinds() -> None:
    doc: Document = {
        "text": "Rain &amp; wind\nThe ferry left late.",
        "blocks": [
            {"start": 0, "end": 15, "kind": "heading", "level": 3},
            {"start": 16, "end": 36, "kind": "caption"},
        ],
    }
    assert clean(doc, DEFAULTS) == {
        "text": "Rain & wind\nThe ferry left late.",
        "blocks": [
            {"start": 0, "end": 11, "kind": "heading", "level": 3},
            {"start": 12, "end": 32, "kind": "caption"},
        ],
    }


def test_blocks_that_are_not_the_lines_are_found_anew() -> None:
    doc: Document = {"text": "The ferry left\nlate.", "blocks": [{"start": 0, "end": 20, "kind": "caption"}]}
    assert [block["start"] for block in clean(doc, WHOLE)["blocks"]] == [0, 15]


def test_boilerplate_goes_with_its_line_and_with_what_points_at_it() -> None:
    doc: Document = {
        "text": "Menu\nThe ferry left late.\nShare\nIt rained.\nMore",
        "blocks": [
            {"start": 0, "end": 4, "kind": "boilerplate"},
            {"start": 5, "end": 25, "kind": "paragraph"},
            {"start": 26, "end": 31, "kind": "boilerplate"},
            {"start": 32, "end": 42, "kind": "paragraph"},
            {"start": 43, "end": 47, "kind": "boilerplate"},
        ],
        "entities": [
            {"id": 0, "type": "ORG", "name": "Menu", "aliases": [], "roles": [],
             "mentions": [{"start": 0, "end": 4, "text": "Menu"}, {"start": 9, "end": 14, "text": "ferry"}]},
        ],
    }  # fmt: skip
    out = clean(doc, DEFAULTS)
    assert out["text"] == "The ferry left late.\nIt rained."
    assert out["entities"][0]["mentions"] == [{"start": 4, "end": 9, "text": "ferry"}]
    assert clean(doc, WHOLE) == doc


def test_a_text_of_boilerplate_alone_stays() -> None:
    doc: Document = {"text": "Menu", "blocks": [{"start": 0, "end": 4, "kind": "boilerplate"}]}
    assert clean(doc, DEFAULTS) == doc


def test_straightening_is_on_request() -> None:
    text = "“It’s on…” – she said — twice"
    assert clean({"text": text}, DEFAULTS)["text"] == text
    assert clean({"text": text}, Settings(straighten=True))["text"] == '"It\'s on..." - she said -- twice'


HOSTILE = [
    "a", " ", "\n", "&", "<", '"', "“", "\t", "\r", "\0", "-", "=", "\\u", "\x1b[", "<!--", "<script>", "&amp;",
    "â€™", "Ã ", "Õ", "Ò", "e\u0301", "\u200d", "> ", "\xad\n", "-\na", "http://", "a\n",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE, ids=ascii)
def test_time_grows_with_the_text(piece: str) -> None:
    assert growth(lambda size: find_changes(piece * (size // len(piece)), DEFAULTS), 20_000) < 10


def test_no_fixer_sees_a_sign_where_one_search_for_all_of_them_finds_none() -> None:
    for sign in map(chr, (*range(0x2500), *range(0x3000, 0x3100), *range(0xFB00, 0xFF60), 0x1F600, 0xE0001)):
        for text in (f"a{sign}b ", f"a {sign} ", f"{sign}u2019", f"{sign}0A"):
            if any(fixer.sign(text) for fixer in FIXERS):
                assert ANY_SIGN_RE.search(text), ascii(text)
