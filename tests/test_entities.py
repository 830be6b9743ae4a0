"""Entities: who is grouped with whom, which roles they have, what type; and the laws of the stage."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

import pytest
from growth import growth

from nwtool.config import DEFAULTS
from nwtool.language.kinds import kind_of
from nwtool.record.codec import dumps
from nwtool.record.document import Document, validate
from nwtool.stages.entities import entities, entities_of, rows
from nwtool.stages.naming.acronyms import find_acronyms
from nwtool.stages.naming.forms import Name
from nwtool.stages.naming.mentions import tidy
from nwtool.stages.naming.names import group_names
from nwtool.stages.naming.roles import find_roles

MARK_RE = re.compile(r"\[(PER|LOC|ORG|MISC|NORP):([^\]]+)\]")


def read_marks(marked: str) -> tuple[str, list[Name]]:
    """Read "[PER:Ann Lee] left" as a text and its names."""
    text, names, last = "", [], 0
    for match in MARK_RE.finditer(marked):
        text += marked[last : match.start()]
        names.append(Name(len(text), len(text) + len(match[2]), match[1]))
        text += match[2]
        last = match.end()
    return text + marked[last:], names


def groups(marked: str) -> list[list[str]]:
    text, names = read_marks(marked)
    names, pairs = find_acronyms(text, names)
    return [[text[names[i].start : names[i].end] for i in group.members] for group in group_names(text, names, pairs)]


TOGETHER = [
    "[PER:Ann Lee] came. [PER:Lee] left. [PER:Ann] is gone.",
    "[PER:Ann B. Lee] came. [PER:Ann Lee] left.",
    "[PER:Ann Lee] came. [PER:A. Lee] left.",
    "[PER:Joseph Okoye] came. [PER:Joe Okoye] left.",
    "[PER:Sergei Orlov] came. [PER:Sergey Orlov] left.",
    "[PER:Ana Maria Cruz Ortiz] came. [PER:Ana Maria Cruz] left.",
    "[PER:Hans van der Berg] came. [PER:van der Berg] left.",
    "[PER:Omar al-Hadi] came. [PER:Hadi] left.",
    "[PER:Jan Erdoğan] came. [PER:Erdogan] left.",
    "[PER:Ann Lee] came. [PER:LEE] left.",
    "[PER:Ann Lee] came. [LOC:Lee] left.",
    "[ORG:World Bread Council] met. The [ORG:WBC] left.",
    "The [ORG:Union of Bakers] ([ORG:UB]) met. The [ORG:UB] left.",
    "The [ORG:UB] ([ORG:Union of Bakers]) met. The [ORG:Union of Bakers] left.",
    "The [ORG:Union of Bakers] (UB) met. The UB left.",
    "The Union of Norway Bakers (UNB) met. The [ORG:UNB] left.",
    "The [ORG:Boulangers du Monde] ([ORG:WBC]) met. The [ORG:WBC] left.",
    "[ORG:Acme Inc.] rose. [ORG:Acme] fell.",
    "[ORG:Leeds Blue Jays] won. The [ORG:Blue Jays] lost.",
    "[ORG:Department of Bread] met. [ORG:Bread Department] left.",
    "[LOC:United States] rose. [LOC:U.S.] fell. [LOC:US] fell. [LOC:America] fell.",
    "[LOC:Chatham Islands] rose. The [LOC:Chathams] fell.",
    "[LOC:City of Leeds] rose. [LOC:Leeds] fell.",
    "[LOC:Lake Bala] rose. [LOC:Bala] fell.",
]
APART = [
    "[PER:Ann Lee] met [PER:Bob Lee].",
    "[PER:George H. Miller] met [PER:George W. Miller].",
    "[PER:Maria Lopez] met [PER:Mario Lopez].",
    "[LOC:Norway] met [NORP:Norwegian] bakers.",
    "[ORG:United Nations] met [ORG:United Nations Bread Council].",
    "[LOC:Durham] has a [LOC:Durham Cathedral].",
    "[LOC:Denver] met the [ORG:Denver Broncos].",
    "[LOC:North Korea] met [LOC:South Korea].",
    "[LOC:LONDON] ([ORG:Reuters]) -",
    "[PER:Paris Okoye] is in [LOC:Paris].",
]


@pytest.mark.parametrize("marked", TOGETHER)
def test_names_of_one(marked: str) -> None:
    assert len(groups(marked)) == 1


@pytest.mark.parametrize("marked", APART)
def test_names_of_two(marked: str) -> None:
    assert len(groups(marked)) == 2


def test_a_surname_of_two_goes_to_the_one_named_most() -> None:
    marked = "[PER:Ann Lee] met [PER:Bob Lee]. [PER:Ann Lee] won. [PER:Lee] left."
    assert groups(marked) == [["Ann Lee", "Ann Lee", "Lee"], ["Bob Lee"]]


def test_a_surname_behind_mrs_goes_to_the_woman() -> None:
    marked = "[PER:Bob Lee] met [PER:Alice Lee]. [PER:Bob Lee] won. Mrs. [PER:Lee] left. Mr. [PER:Lee] stayed."
    assert groups(marked) == [["Bob Lee", "Bob Lee", "Lee"], ["Alice Lee", "Lee"]]


@pytest.mark.parametrize(
    ("marked", "roles"),
    [
        ("U.S. Secretary of State [PER:Ann Lee] left.", ["U.S. Secretary of State"]),
        ("Norway's Foreign Minister [PER:Ann Lee] left.", ["Foreign Minister"]),
        ("On Monday former deputy prime minister [PER:Ann Lee] left.", ["former deputy prime minister"]),
        ("Bread Ministry spokesperson [PER:Ann Lee] left.", ["Bread Ministry spokesperson"]),
        ("It met University of Leeds professor [PER:Ann Lee].", ["University of Leeds professor"]),
        ("Ambassador to Norway [PER:Ann Lee] left.", ["Ambassador to Norway"]),
        ("The firm's chief executive, [PER:Ann Lee], left.", ["chief executive"]),
        ("[PER:Ann Lee], a spokesperson for the mill, left.", ["spokesperson for the mill"]),
        ("[PER:Ann Lee], 45, the chief executive of Acme, left.", ["chief executive of Acme"]),
        ("[PER:Ann Lee], Norway's trade minister, left.", ["trade minister"]),
        ("[PER:Ann Lee], who heads the mission, left.", ["heads the mission"]),
        ("[PER:Ann Lee] is the president of Acme.", ["president of Acme"]),
        ("Gov. [PER:Ann Lee] left.", ["Gov."]),
        ("Mr. [PER:Lee] left.", []),
        ("The minister met [PER:Ann Lee].", []),
        ("He left as president. [PER:Ann Lee] came.", []),
        ("[PER:Ann Lee], the mill said, left.", []),
        ("[PER:Ann Lee], bread in hand, left.", []),
    ],
)
def test_roles(marked: str, roles: list[str]) -> None:
    text, [name] = read_marks(marked)
    assert [text[start:end] for start, end in find_roles(text, name.start, name.end)] == roles


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        ("[PER:President Ann Lee] left", ["Ann Lee"]),
        ("[PER:Dean Martin] left", ["Dean Martin"]),
        ("[PER:Mrs. Lee] left", ["Lee"]),
        ("[PER:Ann Lee's] bread", ["Ann Lee"]),
        ("[LOC:The Hague] rose", ["The Hague"]),
        ("[LOC:the Nile] rose", ["Nile"]),
        ("[PER:Is Lee] there?", ["Lee"]),
        ("[LOC:Norway's Oslo] rose", ["Norway", "Oslo"]),
        ("[PER:Ann Smith. Bob Lee] left", ["Ann Smith", "Bob Lee"]),
        ("[LOC:St. Louis] rose", ["St. Louis"]),
    ],
)
def test_tidy(marked: str, names: list[str]) -> None:
    text, found = read_marks(marked)
    assert [text[name.start : name.end] for name in tidy(text, found)] == names


@pytest.mark.parametrize(
    ("label", "name", "contexts", "kind"),
    [
        ("LOC", "oslo", [], "GPE"),
        ("LOC", "lake bala", [], "LOC"),
        ("LOC", "gulf of aden", [], "LOC"),
        ("LOC", "middle east", [], "LOC"),
        ("LOC", "leeds airport", [], "FAC"),
        ("LOC", "mill street", [], "FAC"),
        ("ORG", "acme", [], "ORG"),
        ("ORG", "bala people's republic", [], "GPE"),
        ("MISC", "bread cup", [], "EVENT"),
        ("MISC", "world war ii", [], "EVENT"),
        ("MISC", "baker act", [], "LAW"),
        ("MISC", "treaty of leeds", [], "LAW"),
        ("MISC", "acme 3000", [], "PRODUCT"),
        ("MISC", "2012 bread days", [], "EVENT"),
        ("MISC", "the loaf", [("her novel “", "” won")], "WORK_OF_ART"),
        ("LANGUAGE", "welsh", [], "LANGUAGE"),
        ("NORP", "welsh", [], "NORP"),
        ("MISC", "swahili", [], "LANGUAGE"),
        ("MISC", "toyota corolla", [], "PRODUCT"),
        ("LOC", "mekong delta", [], "LOC"),
    ],
)
def test_kind(label: str, name: str, contexts: list[tuple[str, str]], kind: str) -> None:
    assert kind_of(label, name, contexts) == kind


DOC: Document = {
    "id": "a",
    "created": "2021-12-03",
    "text": "Norway's President Ingrid Solberg met bakers in Oslo on Thursday.\n"
    "Solberg paid $3 million in 2020 and 2020.",
}


def test_layer() -> None:
    out = entities(DOC, DEFAULTS)
    validate(out)
    assert [entity["id"] for entity in out["entities"]] == list(range(len(out["entities"])))
    starts = [entity["mentions"][0]["start"] for entity in out["entities"]]
    assert starts == sorted(starts)
    money = next(entity for entity in out["entities"] if entity["type"] == "MONEY")
    assert list(money) == ["id", "type", "name", "aliases", "roles", "role_spans", "mentions", "value"]
    assert money["mentions"][0] == {"start": 79, "end": 89, "text": "$3 million", "value": 3000000, "unit": "USD"}
    year = next(entity for entity in out["entities"] if entity["name"] == "2020")
    assert [mention["value"] for mention in year["mentions"]] == ["2020", "2020"]


def test_twice_is_once_and_the_input_stays_as_it_was() -> None:
    before = deepcopy(DOC)
    once = entities(DOC, DEFAULTS)
    assert before == DOC
    assert dumps(entities(once, DEFAULTS)) == dumps(once)
    assert entities_of(once) is once["entities"]
    assert entities_of(DOC) == once["entities"]


def test_speakers_get_their_entity() -> None:
    speaker: Any = {"start": 66, "end": 73, "text": "Solberg", "name": None, "entity": None}
    found = entities_of(DOC)
    named = next((entity for entity in found if any(m["start"] == 66 for m in entity["mentions"])), None)
    if named is None:
        pytest.fail("the name was not found")
    quote: Any = {"start": 0, "end": 8, "kind": "indirect", "text": DOC["text"][:8], "spans": [[0, 8]], "cue": None,
                  "speaker": {**speaker, "name": named["name"]}, "speech": True}  # fmt: skip
    out = entities({**DOC, "quotes": [quote]}, DEFAULTS)
    linked = out["quotes"][0]["speaker"]
    assert linked is not None
    assert linked["entity"] == named["id"]


def test_rows() -> None:
    first = next(iter(rows(entities(DOC, DEFAULTS), DEFAULTS)))
    assert list(first) == ["id", "entity", "type", "name", "aliases", "roles", "count", "start", "end"]
    assert (first["id"], first["entity"], first["count"], first["start"]) == ("a", 0, 1, 0)


@pytest.mark.parametrize("text", ["", "\n", "\ud800 Bob \x00", "日本語のニュース。", "'" * 100, "(" * 100 + "A" * 100])
def test_any_text(text: str) -> None:
    validate(entities({"text": text}, DEFAULTS))


@pytest.mark.parametrize(
    "pattern", ["[PER:Ann{0} Lee] ", "[PER:Ann Lee{0}] ", "[ORG:Acme {0} Bank] ", "[ORG:Bank of A{0}] "]
)
def test_thousands_of_names_are_grouped_in_linear_time(pattern: str) -> None:
    last = {"P": "[PER:Lee] [PER:Ann] ", "O": "[ORG:Bank] "}[pattern[1]]

    def group(count: int) -> None:
        marked = "".join(pattern.replace("{0}", str(number)) + last for number in range(count))
        group_names(*read_marks(marked))

    assert growth(group, 1000) < 10
