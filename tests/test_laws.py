"""The laws that every stage keeps, for any text and any record: spans fit, nothing is lost, twice is once."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from nwtool.config import DEFAULTS, Settings
from nwtool.record.codec import dumps, loads
from nwtool.record.document import (
    LAYERS,
    BlockKind,
    Document,
    EntityType,
    QuoteKind,
    block_lines,
    find_spans,
    fits,
    is_layer,
    validate,
)  # fmt: skip
from nwtool.record.schema import schema
from nwtool.stages import STAGES, load_run

NAMES = [stage.name for stage in STAGES]
LAYER_OF = {stage.name: stage.layer for stage in STAGES}
CHANGE_TEXT = {"clean", "dedupe-captions"}
VALIDATOR = Draft202012Validator(schema("document"))

# What news is made of, in pieces small enough to meet in ways that nobody thought of.
PIECES = """
said | says | told reporters | she said | he said | , she said, | according to | asked | that | added that | insists
Mayor Ines Quarshie | Quarshie | Dr. Li Wei | Li | Mr. O'Dwyer | President | the minister | she | they | Rosa Ekholm
Tom Ekholm | World Bread Council (WBC) | WBC | the WBC | U.S. | Lagos | Norway | the Nile | Norwegian | Reuters | AP
on Monday | last week | Jan. 30 | March 3, 2021 | 2021 | 12% | 12 percent | $3.4 million | €20 | 40 km | the third | two
Photo: Ana Reyes/AP | (Photo by Bo Ek/Getty Images) | /Handout via Reuters | Courtesy of the WBC | © 2020 | Image:
WHAT COMES NEXT | 'SPIES' HELD | What comes next? | By Ana Reyes | OSLO, Norway (AP) — | Source(s): Reuters
Read more | Sign up for our newsletter | Share on Facebook | Advertisement | Follow us | FILE -
The boat | left the port | bread | a long, cold winter | well-known | exam- | ple | of | the | and | but | not
" | “ | ” | ' | ‘ | ’ | '' | `` | « | » | . | , | ? | ! | : | … | ... | — | – | - | (
) | [ | ] | / | ; | * | • | > | #
&amp; | &nbsp; | &#8217; | &lt;b&gt; | <b> | </p> | â€œ | Ã© | ﬁ | é | ｅ | ß | 北京 | עברית | العربية | 🙂 | 👩‍🚀
""".replace("\n", " | ").split(" | ")
GAPS = [
    "",
    " ",
    "  ",
    "\n",
    "\n\n",
    " \n ",
    "\t",
    "\r\n",
    "\r",
    "\u00a0",
    "\u200b",
    "\u2028",
    "\x85",
    "\x0b",
    "\x00",
    "\ufeff",
]

any_text = st.text(st.characters(), max_size=60)  # every plane, controls, lone surrogates


@st.composite
def newsy_line(draw: st.DrawFn) -> str:
    pieces = draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=9))
    gaps = draw(st.lists(st.sampled_from(GAPS[:2]) | st.sampled_from(GAPS), min_size=9, max_size=9))
    return "".join(piece + gap for piece, gap in zip(pieces, [" " if gap == "" else gap for gap in gaps], strict=False))


@st.composite
def sentence(draw: st.DrawFn) -> str:
    """A sentence of the kind that quotes and captions come in, whole or cut short."""
    words = " ".join(draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=6)))
    said = draw(
        st.sampled_from(["{w}.", '"{w}," she said.', "“{w},” Rosa Ekholm said, “{w}.”", "“{w}", "{w} (Bo Ek/AP)"])
    )
    whole = said.replace("{w}", words)
    return draw(st.sampled_from([whole, whole[: len(whole) * 2 // 3], words.upper()]))


@st.composite
def newsy_text(draw: st.DrawFn) -> str:
    """Lines of news, some of them twice."""
    lines = draw(st.lists(newsy_line() | sentence() | any_text, max_size=7))
    copies = draw(st.lists(st.integers(1, 3), min_size=len(lines), max_size=len(lines)))
    repeated = [line for line, count in zip(lines, copies, strict=True) for _ in range(max(1, count - 1))]
    return draw(st.sampled_from(["\n", "\n\n", "\r\n"])).join(repeated)


texts = newsy_text() | any_text
json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(), max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
unknown_names = st.text(max_size=8).filter(lambda name: name not in ("text", "id", "url", "created", *LAYERS))
days = st.dates().map(str) | st.text(max_size=12)


@st.composite
def layers(draw: st.DrawFn, text: str) -> list[dict[str, Any]]:
    """A layer that nwtool doesn't know, with spans that fit."""
    out: list[dict[str, Any]] = []
    for _ in range(draw(st.integers(1, 4))):
        start, end = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
        item: dict[str, Any] = {"start": start, "end": end, "label": draw(json_values)}
        if draw(st.booleans()):
            item["text"] = text[start:end]
        if draw(st.booleans()):
            item["spans"] = [[start, end]]
        out.append({"of": item} if draw(st.booleans()) else item)
    return out


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Any record with a text: unknown keys, unknown layers, keys in any order."""
    text = draw(texts)
    doc: dict[str, Any] = draw(st.dictionaries(unknown_names, json_values, max_size=2))
    if draw(st.booleans()):
        doc[draw(unknown_names)] = draw(layers(text))
    if draw(st.booleans()):
        doc["created"] = draw(days)
    doc["text"] = text
    if draw(st.booleans()):
        doc["id"] = draw(st.text(max_size=5))
    return doc  # type: ignore[return-value]


@st.composite
def known_layers(draw: st.DrawFn, text: str) -> dict[str, Any]:
    """Layers of nwtool's own kinds that some other program wrote: well-formed, and about anything."""
    offset = st.integers(0, len(text))

    def place() -> dict[str, Any]:
        start, end = sorted((draw(offset), draw(offset)))
        return {"start": start, "end": end}

    def span() -> dict[str, Any]:
        where = place()
        return {**where, "text": text[where["start"] : where["end"]]}

    def some(make: Callable[[], dict[str, Any]]) -> list[dict[str, Any]]:
        return [make() for _ in range(draw(st.integers(0, 3)))]

    name = st.none() | st.text(max_size=5)

    def quote() -> dict[str, Any]:
        whole = span()
        kind = draw(st.sampled_from(get_args(QuoteKind)))
        speaker = {**span(), "name": draw(name), "entity": draw(st.none() | st.integers(0, 2))}
        pieces = [[whole["start"], whole["end"]]]
        rest = {"cue": span(), "speaker": draw(st.sampled_from([None, speaker])), "speech": draw(st.booleans())}
        return {**whole, "kind": kind, "spans": pieces, **rest}

    made: dict[str, Callable[[], dict[str, Any]]] = {
        "blocks": lambda: {**place(), "kind": draw(st.sampled_from(get_args(BlockKind)))},
        "captions": lambda: {
            **span(), "credit": draw(name), "photographer": draw(name), "agency": draw(name),
            "count": draw(st.integers(1, 3)),
        },
        "sections": lambda: {**place(), "heading": draw(name), "level": draw(st.integers(0, 3))},
        "quotes": quote,
        "entities": lambda: {
            "id": draw(st.integers(0, 2)), "type": draw(st.sampled_from(get_args(EntityType))),
            "name": draw(st.text(max_size=5)), "aliases": [], "roles": [], "mentions": [span()],
        },
    }  # fmt: skip
    return {layer: some(made[layer]) for layer in draw(st.lists(st.sampled_from(list(LAYERS)), unique=True))}


def run(doc: Document, names: list[str], settings: Settings = DEFAULTS) -> Document:
    for name in names:
        doc = load_run(name)(doc, settings)
    return doc


def hold(before: Any, after: Any) -> None:
    """Check what must be true of a document after any stages."""
    validate(after)
    VALIDATOR.validate(after)
    text = after["text"]
    for name, value in before.items():
        if name == "text" or name in LAYERS:
            continue
        if not is_layer(before["text"], value):
            assert after[name] == value
        for path, start, end, quoted in find_spans(after[name] if is_layer(before["text"], value) else []):
            assert fits(text, start, end, quoted), path
    for quote in after.get("quotes", []):
        places = quote["spans"]
        assert places == sorted(places)
        assert (quote["start"], quote["end"]) == (places[0][0], places[-1][1])
    for entity in after.get("entities", []):
        assert entity["mentions"]
        assert entity["name"]
    assert dumps(loads(dumps(after))) == dumps(after)


@pytest.mark.parametrize("name", NAMES)
@given(doc=documents())
def test_stage(name: str, doc: Document) -> None:
    """One stage alone: its layer is there, the rest is as it was, and twice is once."""
    before = deepcopy(doc)
    once = run(doc, [name])
    assert doc == before
    assert isinstance(once[LAYER_OF[name]], list)  # type: ignore[literal-required]
    assert name in CHANGE_TEXT or once["text"] == doc["text"]
    hold(doc, once)
    kept = deepcopy(once)
    assert dumps(run(once, [name])) == dumps(once)
    assert once == kept


@given(doc=documents(), names=st.lists(st.sampled_from(NAMES), max_size=7))
def test_any_stages_in_any_order(doc: Document, names: list[str]) -> None:
    before = deepcopy(doc)
    for name in names:
        after = run(doc, [name])
        hold(doc, after)
        doc = after
    assert before.keys() <= doc.keys()


@given(
    doc=documents(),
    settings=st.sampled_from(
        [DEFAULTS, Settings(straighten=True, keep="first", scare=True), Settings(mark=True, keep_boilerplate=True)]
    ),
)
def test_whole_pipeline_twice_is_once(doc: Document, settings: Settings) -> None:
    once = run(doc, NAMES, settings)
    hold(doc, once)
    assert dumps(run(once, NAMES, settings)) == dumps(once)
    known = {entity["id"] for entity in once["entities"]}
    speakers = [quote["speaker"] for quote in once["quotes"] if quote["speaker"]]
    assert {speaker["entity"] for speaker in speakers} <= known | {None}


@given(doc=documents())
def test_clean_leaves_one_block_a_line(doc: Document) -> None:
    out = run(doc, ["clean"])
    text = out["text"]
    assert [(block["start"], block["end"]) for block in out["blocks"]] == list(block_lines(text))
    assert "\n\n" not in text
    assert text == text.strip("\n")


def unlinked(name: str, doc: Any) -> Any:
    """Give a layer without the numbers of entities: those are the business of `entities`."""
    if name != "quotes":
        return doc[name]
    speakers = [quote["speaker"] and {**quote["speaker"], "entity": None} for quote in doc[name]]
    return [{**quote, "speaker": speaker} for quote, speaker in zip(doc[name], speakers, strict=True)]


@given(data=st.data(), doc=documents(), name=st.sampled_from(NAMES))
def test_layers_that_others_wrote(data: st.DataObject, doc: Document, name: str) -> None:
    """Whatever fits the schema is taken, and what comes out fits the text."""
    given_layers = data.draw(known_layers(doc["text"]))
    before: dict[str, Any] = {**doc, **given_layers}
    out = run(before, [name])  # type: ignore[arg-type]
    validate(out)
    VALIDATOR.validate(out)
    assert before == {**doc, **given_layers}
    if name not in CHANGE_TEXT:
        kept = {key for key in before if key != LAYER_OF[name]}
        assert {key: unlinked(key, out) for key in kept} == {key: unlinked(key, before) for key in kept}


@given(text=texts)
def test_captions_tell_how_many_copies_stood_there(text: str) -> None:
    out = run({"text": text}, ["clean", "dedupe-captions"])
    assert all(caption["count"] >= 1 for caption in out["captions"])
    places = [(caption["start"], caption["end"]) for caption in out["captions"]]
    assert places == sorted(set(places))


def test_the_empty_document() -> None:
    out = run({"text": ""}, NAMES)
    assert out == {"text": "", "blocks": [], "captions": [], "sections": out["sections"], "quotes": [], "entities": []}
