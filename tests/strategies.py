"""Texts and records for property tests: any that there can be, and such as news is made of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_args

from hypothesis import strategies as st

from nwtool.record.document import BlockKind, Document, EntityType, QuoteKind
from nwtool.record.shapes import LAYERS

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


CAPTIONS = ["A crane stands idle in Rotterdam on Monday.", "Ana Reyes, left, meets Bo Ek in Oslo, Norway, May 3, 2021"]
CREDITS = ["", "...", " Ana Reyes/Reuters", " (AP Photo/Bo Ek)", " Photo: Bo Ek / Norrfoto", "Getty Images"]
BETWEEN = [
    "Photo: Bo Ek",
    "Reuters",
    "The port stood still on Monday, its director said.",
    "WHAT COMES NEXT",
    "“We wait,” she said.",
]


@st.composite
def captioned_text(draw: st.DrawFn) -> str:
    """Captions in several forms and places, with and without credits, between paragraphs and headings."""
    caption = st.tuples(
        st.sampled_from(["", "", "Image: ", "FILE - "]), st.sampled_from(CAPTIONS), st.sampled_from(CREDITS)
    )
    return "\n".join(draw(st.lists(caption.map("".join) | st.sampled_from(BETWEEN), max_size=9)))


texts = newsy_text() | captioned_text() | any_text
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
            **span(), "credit": draw(name), "photographer": draw(name), "agency": draw(name), "via": draw(name),
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
