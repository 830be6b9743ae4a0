"""Each check: texts on both sides of its line beside those of its page, what it finds of planted errors, its speed."""

from __future__ import annotations

from pathlib import Path

import pytest
from growth import growth
from inject import KINDS, trials

from nwtool.checks import CHECKS, CHECKS_BY_ID, load_find
from nwtool.checks.check import Check
from nwtool.checks.config import CheckSettings, Phrase
from nwtool.checks.run import find_all
from nwtool.checks.select import Plan
from nwtool.record.document import Document, block_lines

FINDERS = [check for check in CHECKS if check.id != "NW001"]
PRECISION = Path(__file__).parent.parent / "docs" / "checks" / "precision.md"
COPY = sorted((Path(__file__).parent / "copy").glob("*.txt"))
SETTINGS = {"NW504": CheckSettings(phrases=(Phrase("utilise", "use"),))}


def found(check: str, doc: Document) -> list[str]:
    """Give what a check finds wrong in a document."""
    plan = Plan((CHECKS_BY_ID[check],), SETTINGS.get(check, CheckSettings()), {})
    text = doc["text"]
    return [text[each.finding.start : each.finding.end] for each in find_all(doc, plan)]


FLAGGED = [
    ("NW101", "The ministerâ€™s office", ["â€™"]),
    ("NW101", "He paid â‚¬5 for Î±", ["â‚¬", "Î±"]),
    ("NW102", "soft\xadware", ["\xad"]),
    ("NW103", "The end.</p><p>More.", ["</p>", "<p>"]),
    ("NW103", "[/caption] It rained.", ["[/caption]"]),
    ("NW105", "Lorem ipsum dolor sit amet", ["Lorem ipsum", "dolor sit amet"]),
    ("NW106", "an inde- pendent report", ["inde- pendent"]),
    ("NW203", "It is a a shame, and and so on.", ["a a", "and and"]),
    ("NW301", "He said: “We go.\n\nIt rained all day.", ["“"]),
    ("NW301", "We go,” he said.", ["”"]),
    ("NW302", "(”No,” he said, “never.”)", ["”"]),
    ("NW303", "a [sic and more", ["["]),
    ("NW304", "One ,two. It was,, he said", [",,"]),
    ("NW304", "He wept.Then he left", ["."]),
    ("NW401", "on Sunday, Feb. 29, 2024", ["Sunday, Feb. 29, 2024"]),
    ("NW402", "on 31 June 2020, at 13:75 p.m.", ["31 June 2020", "13:75 p.m"]),
    ("NW403", "He was mayor between 1999 and 1990.", ["1999 and 1990"]),
    ("NW404", "Anna Petrenko spoke. Petrenko said no, and Petrenok left.", ["Petrenok"]),
    ("NW404", "Rahm Emmerich and Rham Emmerich are one. Rahm Emmerich said so.", ["Rham"]),
    ("NW501", "Its color faded; the colour of the door did not.", ["colour"]),
    ("NW502", "a hour, an unicorn, an one-off", ["a hour", "an unicorn", "an one"]),
    ("NW503", "£3m pounds, €4 euros, 12 midnight", ["£3m pounds", "€4 euros", "12 midnight"]),
    ("NW504", "They Utilise it.", ["Utilise"]),
]  # fmt: skip


@pytest.mark.parametrize(("check", "text", "expected"), FLAGGED)
def test_more_that_is_flagged(check: str, text: str, expected: list[str]) -> None:
    assert found(check, {"text": text}) == expected


LEFT_ALONE = [
    ("NW101", "Ærø, Åre, Çeşme, naïve, “É”, 20 °C, £5, €6"),
    ("NW102", "👨\u200d👩\u200d👧 wrote \u200fشكرا\u200f to us"),
    ("NW103", "Mail <ann@a.example>; if a < b and b > c, then [sic] {so}."),
    ("NW103", "rekt: { list: [ list: [ ] ] }"),
    ("NW105", "He flew TK 1980 to see WrestleMania XXX."),
    ("NW106", "a two- or three-day trip, mid- to late May"),
    ("NW203", "Sirhan Sirhan sang “the the” to his his-and-hers friends: it was long, long ago."),
    ("NW301", "“One.\n“Two.\n“Three,” he said."),
    ("NW301", "“One.\nTwo.\nThree,” he said."),
    ("NW301", "He is 6’2” tall and she 5'4\"."),
    ("NW301", '<a href="x>It rained.'),
    ("NW302", "„So ist es“, sagte sie."),
    ("NW303", "1) first\n2) second, b) third :)"),
    ("NW304", "Wait . . . what?! See U.S.A., e.g. p.m., $1.5m, 3:30, v2.0.1 and a.m..."),
    ("NW401", "The fair runs Friday and Saturday, June 1, 2024. It opened Saturday, June 1, 2024."),
    ("NW402", "May 31 at 12:59 p.m.; June 30; 29 February 2024; in June 31 ships sank"),
    ("NW403", "He was mayor from 1990 to 1999, and counted back from 1999 to 1990."),
    ("NW404", "Ann Clinton and the Clintons met Sue Linton. Linton said the Clintons left."),
    ("NW404", "Mario Rossi and Maria Rossi are twins."),
    ("NW405", "The World Health Organization (WHO) met the World Trade Organization (WTO)."),
    ("NW501", "The Labor Party said that labour is cheap, and a licence to license is not."),
    ("NW502", "an heir, an hour, a ewe, a one-way street, a European, an MP, a U.S. unit, an 8, an historic day"),
    ("NW503", "the $5 bill, 5 percent, 12 p.m., at noon, the £1 coin, a $5 euro-sceptic mug"),
    ("NW504", "It is utilised."),
]  # fmt: skip


@pytest.mark.parametrize(("check", "text"), LEFT_ALONE)
def test_more_that_is_left_alone(check: str, text: str) -> None:
    assert found(check, {"text": text}) == []


# --- what is planted ---------------------------------------------------------------------------------------------

FLOORS = {
    "mojibake": 0.95,
    "invisible": 0.95,
    "markup": 0.95,
    "appeal": 0.9,
    "placeholder": 0.9,
    "split word": 0.8,
    "broken paragraph": 0.7,
    "truncated end": 0.4,
    "paragraph again": 0.85,
    "doubled word": 0.85,
    "lost quotation mark": 0.9,
    "turned quotation mark": 0.9,
    "lost bracket": 0.9,
    "spacing": 0.9,
    "wrong weekday": 0.85,
    "wrong date": 0.9,
    "backwards": 0.9,
    "misspelt name": 0.8,
    "mixed spelling": 0.8,
    "wrong article": 0.85,
    "redundant unit": 0.9,
}  # floors of the issue, and a little below what stands for the others


@pytest.fixture(scope="module")
def articles(samples: list[Path]) -> list[Document]:
    return [{"text": path.read_text(encoding="utf-8")} for path in (*COPY, *samples)]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_planted_is_found(articles: list[Document], kind: str) -> None:
    hits = [hit for _, hit in trials(articles, kind, 6 if "mark" in kind or "name" in kind else 2)]
    assert len(hits) >= 4
    assert sum(hits) / len(hits) >= FLOORS[kind]


@pytest.mark.parametrize("path", COPY, ids=lambda path: path.name)
def test_clean_copy_has_no_findings(path: Path) -> None:
    plan = Plan(tuple(check for check in CHECKS if check.default != "off"), CheckSettings(), {})
    assert find_all({"text": path.read_text(encoding="utf-8")}, plan) == []


# --- speed -------------------------------------------------------------------------------------------------------

HOSTILE = ("(", "[", "“", "''", "the the ", "Aa-", "a{a:b;", "[caption ", "Monday, July 26, 2022 ", "Ann Lee met. ",
           "QRZA (", "“We all go home now.” ", "“a b c d e f”\n", "a\n", ",,", "a ,", "Follow us on ")  # fmt: skip


def layered(text: str) -> Document:
    """Give a document with a layer of every kind in which each line is all that a line can be."""
    lines = list(block_lines(text))
    return {  # type: ignore[typeddict-item]
        "text": text,
        "created": "2024-01-01",
        "blocks": [{"start": s, "end": e, "kind": "paragraph"} for s, e in lines],
        "captions": [{"start": s, "end": e, "credit": None, "copies": [{"start": s, "end": e}]} for s, e in lines],
        "quotes": [{"kind": "direct", "start": s, "end": e, "spans": [[s, e]], "speaker": None} for s, e in lines],
        "entities": [
            {
                "type": "PERSON",
                "name": "Ann Lee",
                "roles": ["a", "b"],
                "mentions": [{"start": at, "end": at + 7} for at in range(0, len(text) - 7, 13)],
            }
        ],
    }


@pytest.mark.parametrize("check", FINDERS, ids=lambda check: check.id)
def test_time_grows_with_the_text(check: Check) -> None:
    find = load_find(check.id)
    for unit in HOSTILE:
        docs = {size: layered((unit * size)[:size]) for size in (400, 4_000, 16_000)}
        assert growth(lambda size: list(find(docs[size], CheckSettings())), 4_000) < 12, unit  # noqa: B023


# --- what is written of them -------------------------------------------------------------------------------------


def test_the_page_of_precision_tells_of_every_check() -> None:
    text = PRECISION.read_text(encoding="utf-8")
    assert [check.id for check in FINDERS if f"| {check.id} |" not in text] == []


def test_a_law_of_fixes(articles: list[Document]) -> None:
    """Edits are sorted, don't overlap, and lie in the text."""
    plan = Plan(tuple(CHECKS), CheckSettings(), {})
    for doc in articles[::3]:
        for _, finding, _ in find_all(doc, plan):
            ends = [0, *(edit.end for edit in finding.edits)]
            assert all(
                end <= edit.start <= edit.end <= len(doc["text"])
                for end, edit in zip(ends, finding.edits, strict=False)
            )
