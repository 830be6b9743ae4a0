"""The line model on texts of our own: what it must never get wrong, and that its time grows with the text alone."""

from __future__ import annotations

import re
from itertools import count
from random import Random

import pytest
from growth import growth
from hypothesis import given
from hypothesis import strategies as st

from nwtool.language import tagger
from nwtool.language.chain import LANE
from nwtool.stages.blocks.features import sequence
from nwtool.stages.blocks.find import MODEL, SCALE, blocks_of, decode, find_blocks
from nwtool.stages.blocks.furniture import BARE, SENTENCE, doubt
from nwtool.stages.blocks.line_cues import HEADS, head_cue
from nwtool.stages.blocks.line_features import glance, look
from nwtool.stages.blocks.rules import agreed
from nwtool.stages.lines.signs import may_be_wrapped
from nwtool.stages.lines.wraps import find_groups, find_lines

WIRE = """MARLOW, April 4 (Reuters) - The council voted on Monday to close the old bridge over the Arden for two years.
Engineers had found cracks in three of its seven pillars in the spring, the mayor told reporters at the city hall.
"We had no choice," said Ann Doe, who has led the city since 2019. "No one wants to be the one who waited too long."
The state has promised to pay half of the 40 million dollars that the repair is expected to cost, she said.
A ferry will carry up to forty cars at a time from May, and buses will take the new bridge at Castle Hill.
Shops on the east bank fear for their trade. Some have asked for help with the rent until the bridge is open again.
The council will look at that in June."""

ARTICLE = """Bridge to close for two years
By Ana Ruiz
The old bridge at Marlow, seen from the east bank on April 4, 2023. Ben Hale/Reuters
The old bridge at Marlow, seen from the east bank on April 4, 2023. Ben Hale/Reuters
The city council voted on Monday to close the old bridge over the Arden for two years.
Engineers had found cracks in three of its seven pillars in the spring, the mayor told reporters at the city hall.
CRACKS IN THE PILLARS
The state has promised to pay half of the 40 million dollars that the repair is expected to cost, she said.
A ferry will carry up to forty cars at a time from May, and buses will take the new bridge at Castle Hill.
Source: Reuters"""

BEFORE = ["Skip to content", "Home", "News", "Sport", "Weather", "Sign in", "Subscribe", "Menu", "Search"]
SHARE = ["Share this article", "Facebook", "Twitter"]
BEHIND = ["Most read", "Advertisement", "Contact us", "Privacy policy", "Terms of use", "© 2023 The Marlow Post"]
PAGE = "\n".join([*BEFORE, *ARTICLE.split("\n")[:2], *SHARE, WIRE, *BEHIND])


def kinds(text: str) -> list[str]:
    """Give the kinds of a text's blocks."""
    return [block["kind"] for block in find_blocks(text)]


@pytest.mark.parametrize("text", ["ok", "He said no.", "The vote is on Monday.\n", "   x   "])
def test_a_single_line_is_a_paragraph(text: str) -> None:
    assert kinds(text) == ["paragraph"]


def test_wire_copy_is_paragraphs() -> None:
    assert set(kinds(WIRE)) == {"paragraph"}


def test_an_article_has_its_parts() -> None:
    expected = [
        "heading",
        "byline",
        "caption",
        "caption",
        "paragraph",
        "paragraph",
        "heading",
        *["paragraph"] * 2,
        "source",
    ]
    assert kinds(ARTICLE) == expected
    assert [block.get("level") for block in find_blocks(ARTICLE) if block["kind"] == "heading"] == [1, 2]


def test_a_page_keeps_its_article_and_knows_its_furniture() -> None:
    found = {PAGE[block["start"] : block["end"]]: block["kind"] for block in find_blocks(PAGE)}
    assert all(found[line] == "paragraph" for line in WIRE.split("\n"))
    assert all(found[line] == "boilerplate" for line in ("Home", "Sport", "Privacy policy", "Terms of use", "Twitter"))


COMMENTS = """Ben says:
April 5, 2023 at 6:34 am
It is about time that they looked at that bridge, which has been shaking for ten years whenever a lorry comes over.
Cleo says:
April 5, 2023 at 7:02 am
My shop will not live through two years of that, and the mayor knows it as well as I do, whatever she says now."""
TEASERS = """Ferry to Arden runs aground in fogThe boat was bound for Marlow with forty people when it hit a bank.
School wins prize for its gardenChildren have grown beans and pumpkins there since the spring, and sell them.
Two held after fire in old millOfficers said they had found cans of petrol in a car that stood nearby all night.
Town hall to get a new clockThe old one has stood still since a storm, and birds nest in its works, said Ms Doe."""


@pytest.mark.parametrize("around", [COMMENTS, TEASERS], ids=["comments", "teasers"])
def test_what_stands_behind_an_article_is_none_of_it(around: str) -> None:
    text = f"{PAGE}\n{around}"
    found = {text[block["start"] : block["end"]]: block["kind"] for block in find_blocks(text)}
    assert all(found[line] == "paragraph" for line in WIRE.split("\n"))
    assert all(found[line] == "boilerplate" for line in around.split("\n"))


def test_who_else_worked_on_a_story_is_a_byline() -> None:
    assert kinds(f"{WIRE}\n(Reporting by Ana Ruiz; Editing by Bo Ek)")[-1] == "byline"


def test_short_lines_with_numbers_are_a_list() -> None:
    assert kinds(f"{WIRE}\n1. Norway 12\n2. Sweden 9\n3. Finland 4")[-3:] == ["list"] * 3


def test_a_sentence_of_the_text_is_no_copy_of_the_caption_above_it() -> None:
    plain, last = WIRE.split("\n")[1], WIRE.split("\n")[3]
    lines = ["Bridge to close for two years", plain, "By Ana Ruiz", WIRE.split("\n")[0], plain, last]
    labels = ["headline", "caption", "byline", "paragraph", "paragraph", "paragraph"]
    assert agreed(lines, labels, sequence(lines)) == labels
    behind = [*lines[:4], last, plain]
    assert agreed(behind, labels, sequence(behind))[-1] == "caption"


def relabelled(lines: list[str], labels: list[str]) -> list[str]:
    """Give labels after all rules."""
    return agreed(lines, labels, sequence(lines))


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("Media captionDivers hold the bell", "caption"),
        ("FILE - Divers hold the bell of the ferry in the harbour", "caption"),
        ("Pictured from left, Ana Ruiz, Ben Hale and Cleo Finch", "caption"),
        ("ASSOCIATED PRESS", "caption"),
        ("Photo: Ana Ruiz", "caption"),
        ("Photo captions are hard", "heading"),
        ("FILES ON THE TABLE", "heading"),
        ("MARLOW, Arden —", "dateline"),
        ("More:Ten best walks along the Arden", "boilerplate"),
        ("READ MORE: Ten best walks along the Arden", "boilerplate"),
        ("More room for buses", "heading"),
        ("WHAT COMES NEXT", "heading"),
    ],
)
def test_a_heading_says_no_more_than_that(line: str, label: str) -> None:
    lines, labels = WIRE.split("\n")[1:4], ["paragraph"] * 3
    assert relabelled([lines[0], line, *lines[1:]], [labels[0], "heading", *labels[1:]])[1] == label


def test_what_stands_above_the_end_of_a_page_with_a_credit_is_a_caption() -> None:
    named, bare = "Divers hold the bell. (Picture: Ana Ruiz)", "Divers hold the bell."
    prose = WIRE.split("\n")
    lines = [*BEFORE, named, bare, *prose, named]
    labels = [*["boilerplate"] * len(BEFORE), "boilerplate", "boilerplate", *["paragraph"] * len(prose), "boilerplate"]
    found = relabelled(lines, labels)
    assert [found[len(BEFORE)], found[len(BEFORE) + 1], found[-1]] == ["caption", "boilerplate", "boilerplate"]


def test_lines_that_end_in_a_semicolon_are_a_list() -> None:
    prose = WIRE.split("\n")[1:4]
    items = ["A ferry for forty cars;", "Help with the rent of shops; and", "A new bridge"]
    labels = ["paragraph", "heading", "paragraph", "heading", *["paragraph"] * 2]
    expected = ["paragraph", "list", "list", "list", "paragraph", "paragraph"]
    assert relabelled([prose[0], *items, *prose[1:]], labels) == expected
    assert relabelled([prose[0], items[0], *prose[1:]], ["paragraph"] * 4) == ["paragraph"] * 4


@pytest.mark.parametrize(
    ("line", "nats"),
    [
        ("© Ana Ruiz Divers hold the bell of the ferry", BARE),
        ("© 2024 The Marlow Post", 0.0),
        ("Listen to the bell.", SENTENCE),
        ("Listen now", 0.0),
        ("You may also like...", 0.0),
    ],
)
def test_what_an_article_without_furniture_must_not_lose(line: str, nats: float) -> None:
    seen = glance(line)
    assert doubt(seen, look(seen).notice, furnished=False, amid=False) == nats


def test_lines_that_need_no_model_are_paragraphs_for_the_lines_beside_them() -> None:
    model = tagger.load(MODEL)
    chance = Random(7)
    sure = 30 * SCALE << (LANE * model.labels.index("paragraph"))  # more than all steps together can weigh against
    for _ in range(200):
        weights = [[chance.randint(-8, 8) * SCALE for _ in model.labels] for _ in range(chance.randint(1, 9))]
        scores = [sum(weight << (LANE * i) for i, weight in enumerate(line)) for line in weights]
        known = [None if chance.random() < 0.4 else score for score in scores]
        best = model.decode([sure if score is None else score for score in known])
        assert decode(known, model) == [model.labels[i] for i in best]


def test_blocks_lie_on_the_text_of_their_lines() -> None:
    text = "  The first.\r\n\n\t* A second one \n\u2003\nEnd"
    found = find_blocks(text)
    assert [text[block["start"] : block["end"]] for block in found] == ["The first.", "* A second one", "End"]


def test_blocks_of_a_document_stand() -> None:
    given = {"text": "One.\nTwo.", "blocks": [{"start": 0, "end": 9, "kind": "list"}]}
    assert blocks_of(given) == given["blocks"]  # type: ignore[arg-type]


@pytest.mark.parametrize("name", [name for name, _, _ in HEADS])
@given(data=st.data())
def test_a_cue_at_the_head_of_a_line_is_asked_for(name: str, data: st.DataObject) -> None:
    source = next(source for other, _, source in HEADS if other == name)
    head = data.draw(st.from_regex(re.compile(rf"\A(?:{source})", re.X), alphabet=st.characters(codec="latin-1")))
    assert head[0].isspace() or head_cue(head)


@given(st.lists(st.sampled_from(["a", "word", "Word", "WORD AFTER WORD", "- ", "end-", "“Yes", " ", "\n", "\n  "])))
def test_only_what_may_be_wrapped_has_wrapped_lines(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert may_be_wrapped(text) or not any(True for _ in find_groups(find_lines(text)))


@pytest.mark.parametrize(
    "text", ["", "\n\n", "\ud800\n\x00\n***\n.\n\u202e", "#\n" * 5, "(\n)\n[\n/", "日本語の記事。\nنص عربي"]
)
def test_any_text_has_blocks(text: str) -> None:
    assert len(find_blocks(text)) == sum(1 for line in text.split("\n") if line.strip())


@pytest.mark.parametrize(
    "line", ["News\n", "a a a a a\n", "Photo: A/B\n", "(" * 50 + "\n", "A. " * 40 + "\n", "x / y \n"]
)
def test_time_grows_with_the_text_alone(line: str) -> None:
    counter = count(1)  # no text comes twice: the last ones are remembered
    assert growth(lambda lines: find_blocks(line * lines + str(next(counter))), 2000) < 10
