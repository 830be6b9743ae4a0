"""A layer in, what of it has not the shape that stages and checks rely on out.

`LAYERS` is the one table of nwtool's own layers: which keys whoever reads an item may take for given, which may be
missing, and what stands there. It asks for less than the types in `document.py` say of what nwtool writes, so that
other programs can write layers, too. Whether spans fit the text is looked at in `document.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final


class Absent:
    """The type of what stands at a key that isn't there."""


ABSENT: Final = Absent()


class Shape:
    """What a value may be: its name for people, its types, and the shapes of what it holds.

    `keys` are those of an object, which may have others; `each` is the shape of the items of a list, `size` how many
    there are. A plain class, since every command imports this: with a NamedTuple that takes three times as long.
    """

    __slots__ = ("deep", "each", "keys", "name", "size", "types")

    def __init__(
        self,
        name: str,
        types: tuple[type, ...],
        keys: Mapping[str, Shape] | None = None,
        each: Shape | None = None,
        size: int | None = None,
    ) -> None:
        self.name, self.types, self.keys, self.each, self.size = name, types, keys, each, size
        self.deep = keys is not None or each is not None


def _optional(shape: Shape) -> Shape:
    return Shape(shape.name, (*shape.types, Absent), shape.keys, shape.each, shape.size)


STRING: Final = Shape("a string", (str,))
INTEGER: Final = Shape("an integer", (int,))
STRING_OR_NULL: Final = Shape("a string or null", (str, type(None)))
INTEGER_OR_NULL: Final = Shape("an integer or null", (int, type(None)))
PLACE: Final = {"start": INTEGER, "end": INTEGER}
CUE: Final = Shape("an object or null", (dict, type(None)))
SPEAKER: Final = Shape(
    CUE.name, CUE.types, {**PLACE, "name": _optional(STRING_OR_NULL), "entity": _optional(INTEGER_OR_NULL)}
)
STRINGS: Final = Shape("a list of strings", (list,), each=STRING)
PAIRS: Final = Shape("a list of pairs", (list,), each=Shape("a pair of integers", (list,), each=INTEGER, size=2))


def _objects(keys: Mapping[str, Shape]) -> Shape:
    return Shape("a list of objects", (list,), each=Shape("an object", (dict,), keys))


LAYERS: Final = {
    "blocks": _objects({**PLACE, "kind": STRING, "level": _optional(INTEGER)}),
    "captions": _objects({**PLACE, "credit": _optional(STRING_OR_NULL), "copies": _optional(_objects(PLACE))}),
    "sections": _objects({**PLACE, "heading": _optional(STRING_OR_NULL)}),
    "quotes": _objects({**PLACE, "kind": _optional(STRING), "spans": PAIRS, "cue": CUE, "speaker": SPEAKER}),
    "entities": _objects(
        {
            "id": _optional(INTEGER),
            "type": STRING,
            "name": STRING,
            "aliases": _optional(STRINGS),
            "roles": _optional(STRINGS),
            "mentions": _objects(PLACE),
        }
    ),
}
JSON_TYPES: Final = {
    bool: "true or false", int: "an integer", float: "a number", str: "a string", list: "a list", dict: "an object",
}  # fmt: skip


def has_shape(value: Any, shape: Shape) -> bool:
    """Tell whether a value is of a shape; faster than `find_wrong`, which says what is wrong.

    >>> has_shape([{"start": 0, "end": 9, "heading": None, "mine": {}}], LAYERS["sections"])
    True
    """
    keys, each = shape.keys, shape.each
    if type(value) not in shape.types and not _is_one_of(value, shape):
        return False
    if each is not None and value is not ABSENT:
        if shape.size is not None and len(value) != shape.size:
            return False
        return all(has_shape(item, each) for item in value)
    if keys is not None and value is not None:
        for key, inner in keys.items():
            held = value.get(key, ABSENT)
            # most hold nothing themselves: no call for these
            if (inner.deep or type(held) not in inner.types) and not has_shape(held, inner):
                return False
    return True


def find_wrong(value: Any, shape: Shape, path: str) -> Iterator[str]:
    """Say what in a value is not of its shape, and where.

    >>> list(find_wrong([{"start": 0, "end": 9, "heading": 3}], LAYERS["sections"], "sections"))
    ['sections[0].heading: is an integer, not a string or null']
    >>> list(find_wrong([{"start": 0, "end": 9}], LAYERS["blocks"], "blocks"))
    ['blocks[0]: has no "kind", a string']
    """
    if not _is_one_of(value, shape) or (shape.size is not None and len(value) != shape.size):
        kind = next((name for kind, name in JSON_TYPES.items() if isinstance(value, kind)), "null")
        yield f"{path}: is {kind}, not {shape.name}"
    elif shape.keys is not None and value is not None:
        for key, inner in shape.keys.items():
            held = value.get(key, ABSENT)
            if held is not ABSENT:
                yield from find_wrong(held, inner, f"{path}.{key}")
            elif Absent not in inner.types:
                yield f'{path}: has no "{key}", {inner.name}'
    elif shape.each is not None:
        for i, item in enumerate(value):
            yield from find_wrong(item, shape.each, f"{path}[{i}]")


def _is_one_of(value: Any, shape: Shape) -> bool:
    """Tell whether a value has one of a shape's types; true and false are no integers in JSON."""
    return isinstance(value, shape.types) and not isinstance(value, bool)
