"""The document record: the types of its layers, and the two functions that make and check spans.

A document is a plain dict, one JSON object a line on the wire. The types below name the keys that nwtool knows;
any other key lives in the same dict and is kept as it is. Offsets are half-open and count code points of `text`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal, NotRequired, Required, TypedDict

from nwtool.errors import RecordError
from nwtool.record.shapes import ABSENT, LAYERS, PLACE, Shape, find_wrong, has_shape

BlockKind = Literal["heading", "paragraph", "caption", "byline", "dateline", "source", "list", "boilerplate"]
QuoteKind = Literal["direct", "mixed", "indirect", "scare"]
EntityType = Literal[
    "PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE",
    "DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL",
]  # fmt: skip


class Span(TypedDict):
    """A stretch of the text. `text` is always `document["text"][start:end]`."""

    start: int
    end: int
    text: str


class Block(TypedDict):
    """One line of the text and what it is."""

    start: int
    end: int
    kind: BlockKind
    level: NotRequired[int]
    """Of headings: 1 is the headline, 2 and more are cross-heads."""


class Caption(Span):
    """One picture's caption; `count` copies of it stood in the text as it came."""

    credit: str | None
    photographer: str | None
    agency: str | None
    via: str | None
    """Who sent the picture on."""
    count: int
    copies: NotRequired[list[Span]]
    """The lines that only repeat it, where they were marked and left in the text."""


class Section(TypedDict):
    """A heading and what stands under it; `heading` is null for the text before the first one."""

    start: int
    end: int
    heading: str | None
    level: int


class Speaker(Span):
    """The words beside the cue, and who that is when the text says so."""

    name: str | None
    entity: int | None


class Quote(Span):
    """What was said, by whom, and the words that report it.

    `spans` are the pieces that an attribution interrupts or that go on in the next paragraphs; `start` and `end` are
    their outer bounds, and `text` is the text between those.
    """

    kind: QuoteKind
    spans: list[list[int]]
    cue: Span | None
    speaker: Speaker | None
    speech: bool


class Mention(Span):
    """One place where an entity is named; dates and amounts carry what they mean."""

    value: NotRequired[str | float | None]
    unit: NotRequired[str | None]


class Role(Span):
    """A title or function given to an entity, with its place."""


class Entity(TypedDict):
    """Who or what is named, under which names and in which roles."""

    id: int
    type: EntityType
    name: str
    aliases: list[str]
    roles: list[str]
    role_spans: NotRequired[list[Role]]
    """Where the text says the roles, in its order."""
    mentions: list[Mention]
    value: NotRequired[str | float | None]
    """Of dates, times, amounts and numbers: that of the first mention."""


class Document(TypedDict, total=False):
    """One text with its layers; every key but `text` may be missing."""

    id: str | int | None
    url: str | None
    created: str | None
    text: Required[str]
    blocks: list[Block]
    captions: list[Caption]
    sections: list[Section]
    quotes: list[Quote]
    entities: list[Entity]


SCALARS = frozenset((bool, float, int, str, type(None)))


def span(text: str, start: int, end: int) -> Span:
    """Make the span `[start, end)` of `text`.

    >>> span("He said no.", 3, 7)
    {'start': 3, 'end': 7, 'text': 'said'}
    """
    return {"start": start, "end": end, "text": text[start:end]}


def blank(text: str, start: int, end: int) -> bool:
    """Tell whether the span holds nothing but white space."""
    return not text[start:end].strip()


def text_of(doc: Mapping[str, Any]) -> str:
    """Give the text of a document; raise `RecordError("no-text")` where there is none."""
    text = doc.get("text")
    if not isinstance(text, str):
        wrong = '"text" is not a string' if "text" in doc else 'no "text" key; a document needs one, a string'
        raise RecordError("no-text", wrong)
    return text


def find_spans(value: object, path: str = "") -> Iterator[tuple[str, object, object, object]]:
    """Walk a layer and give `(path, start, end, text)` of everything in it that has the shape of a span.

    Objects with both `start` and `end`, and the pairs of a list called `spans`. `text` is None where there is none.
    """
    stack: list[tuple[str, object]] = [(path, value)]
    while stack:
        here, node = stack.pop()
        if isinstance(node, dict):
            if "start" in node and "end" in node:
                yield here, node["start"], node["end"], node.get("text")
            for key, inner in node.items():
                if key == "spans" and isinstance(inner, list):
                    for i, pair in enumerate(inner):
                        if isinstance(pair, list) and len(pair) == 2:
                            yield f"{here}.spans[{i}]", pair[0], pair[1], None
                        else:
                            stack.append((f"{here}.spans[{i}]", pair))
                elif isinstance(inner, dict | list):
                    stack.append((f"{here}.{key}", inner))
        elif isinstance(node, list):
            stack.extend((f"{here}[{i}]", inner) for i, inner in enumerate(node))


def fits(text: str, start: object, end: object, quoted: object) -> bool:
    """Tell whether a span lies in the text and, where it says its words, says them right."""
    if not (isinstance(start, int) and isinstance(end, int)) or isinstance(start, bool) or isinstance(end, bool):
        return False
    return 0 <= start <= end <= len(text) and (not isinstance(quoted, str) or text[start:end] == quoted)


def _is_flat(text: str, layer: Any, shape: Shape) -> bool:
    """Tell whether a layer is as most are: of its shape, nothing in its items but scalars, and every span fits.

    One look says all of it, which takes half the time that `has_shape` and `_all_fit` take.
    """
    if type(layer) is not list or shape.each is None or shape.each.keys is None:
        return False
    size = len(text)
    others = [(key, inner.types) for key, inner in shape.each.keys.items() if key not in PLACE]
    for item in layer:
        if type(item) is not dict or not SCALARS.issuperset(map(type, item.values())):
            return False
        start, end = item.get("start"), item.get("end")
        if type(start) is not int or type(end) is not int or not 0 <= start <= end <= size:
            return False
        if "text" in item and type(item["text"]) is str and text[start:end] != item["text"]:
            return False
        for key, types in others:
            if type(item.get(key, ABSENT)) not in types:
                return False
    return True


def _all_fit(text: str, layer: list[dict[str, Any]]) -> bool:
    """Tell whether every span of a layer fits; faster than `find_spans`, which also says where each one stands."""
    size = len(text)
    stack: list[Any] = list(layer)
    while stack:
        node = stack.pop()
        if type(node) is dict:
            if "start" in node and "end" in node:
                start, end = node["start"], node["end"]
                if not (type(start) is int and type(end) is int and 0 <= start <= end <= size):
                    return False
                quoted = node.get("text")
                if type(quoted) is str and text[start:end] != quoted:
                    return False
            for key, inner in node.items():
                kind = type(inner)
                if kind is list and key == "spans":
                    for pair in inner:
                        if type(pair) is not list or len(pair) != 2:
                            stack.append(pair)
                        elif not fits(text, pair[0], pair[1], None):
                            return False
                elif kind is dict or kind is list:
                    stack.append(inner)
        elif type(node) is list:
            stack += node
    return True


def is_layer(text: str, value: object) -> bool:
    """Tell whether an unknown key holds a layer: a list of objects in which every span fits the text."""
    if not isinstance(value, list) or not value or not all(isinstance(item, dict) for item in value):
        return False
    spans = list(find_spans(value))
    return bool(spans) and all(fits(text, start, end, quoted) for _, start, end, quoted in spans)


def validate(doc: Mapping[str, Any], but: str | None = None) -> None:
    """Raise `RecordError` where a document has no text or one of nwtool's own layers doesn't fit it.

    The layer called `but` is left out: it is about to be made anew.

    >>> validate({"text": "Hi", "blocks": [{"start": 0, "end": 9, "kind": "paragraph"}]})  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    nwtool.errors.RecordError: blocks[0]: span 0..9 does not fit the text of 2 characters; ...
    """
    text = text_of(doc)
    for name, shape in LAYERS.items():
        layer = doc.get(name)
        if layer is None or name == but:
            continue
        if _is_flat(text, layer, shape):
            continue
        if not has_shape(layer, shape):
            raise _refusal(name, next(find_wrong(layer, shape, name)))
        if _all_fit(text, layer):
            continue
        for path, start, end, quoted in find_spans(layer, name):
            if not fits(text, start, end, None):
                raise _refusal(name, f"{path}: span {start}..{end} does not fit the text of {len(text)} characters")
            if not fits(text, start, end, quoted):
                raise _refusal(name, f"{path}: its text is not what stands at {start}..{end}")


def _refusal(layer: str, wrong: str) -> RecordError:
    """Say what to do, too: what a stage or a check needs of a layer, it makes itself where there is none."""
    return RecordError("bad-span", f'{wrong}; mend it, or leave "{layer}" out')


def block_lines(text: str) -> Iterator[tuple[int, int]]:
    """Give the span of every line of `text` that is not blank, without its line break.

    >>> list(block_lines("One.\\n\\nTwo."))
    [(0, 4), (6, 10)]
    """
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        if end < 0:
            end = len(text)
        if not blank(text, start, end):
            yield start, end
        start = end + 1
