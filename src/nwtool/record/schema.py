"""The JSON Schema (2020-12) of what nwtool writes, made out of the types."""

from __future__ import annotations

import types
from typing import Any, Final, Literal, NotRequired, Required, TypedDict, Union, get_args, get_origin, get_type_hints

from nwtool.errors import Code, UsageError
from nwtool.record import document, finding


class Row(TypedDict, total=False):
    """An item of a stage's layer, as `--rows` writes it: the document's id, then the item's own keys.

    Those of `--explain` are changes of the text: which fixer made `new` of `old`, and where that stood.
    """

    id: Required[str | int | None]
    start: int
    end: int
    fixer: str
    old: str
    new: str


class ErrorDetails(TypedDict):
    """What was wrong with a record, and where it stood."""

    code: Code
    message: str
    file: str
    line: int
    id: str | int | None
    stage: str | None


class ErrorRecord(TypedDict):
    """A record that could not be processed; `raw` is the line as it came, to be tried again.

    Where the line is no UTF-8, `raw` shows it with U+FFFD and `raw_base64` holds its bytes; where it is longer than
    nwtool reads, `raw` is null.
    """

    error: ErrorDetails
    raw: str | None
    raw_base64: NotRequired[str]


NAMES: Final[dict[str, type]] = {
    "document": document.Document,
    "rows": Row,
    "finding": finding.FindingRow,
    "error": ErrorRecord,
}
PRIMITIVES: Final[dict[object, str]] = {str: "string", int: "integer", float: "number", bool: "boolean"}
OFFSETS: Final = frozenset({"start", "end"})


def schema(name: str) -> dict[str, Any]:
    """Give the schema of `document`, `rows`, `finding` or `error`; raise `UsageError` for another name."""
    if name not in NAMES:
        raise UsageError(f"no schema {name!r}; there are {', '.join(NAMES)}")
    defs: dict[str, Any] = {}
    root = _object(NAMES[name], defs)
    defs.pop(NAMES[name].__name__, None)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": name, **root, "$defs": defs}


def _object(cls: type, defs: dict[str, Any]) -> dict[str, Any]:
    hints = get_type_hints(cls, include_extras=True)
    # not from cls.__required_keys__: while annotations are strings, that misses NotRequired
    total: bool = cls.__total__  # type: ignore[attr-defined]
    origins = {key: get_origin(hint) for key, hint in hints.items()}
    required = [key for key in hints if origins[key] is Required or (total and origins[key] is not NotRequired)]
    return {
        "type": "object",
        "description": (cls.__doc__ or "").strip().split("\n\n")[0],
        "properties": {
            key: {**_type(hint, defs), **({"minimum": 0} if key in OFFSETS else {})} for key, hint in hints.items()
        },
        "required": required,
    }


def _type(hint: Any, defs: dict[str, Any]) -> dict[str, Any]:
    origin, args = get_origin(hint), get_args(hint)
    if origin in (NotRequired, Required):
        return _type(args[0], defs)
    if origin is Literal:
        return {"enum": list(args)}
    if origin is list:
        return {"type": "array", "items": _type(args[0], defs)}
    if origin is tuple:
        items = [_type(arg, defs) for arg in args]
        return {"type": "array", "prefixItems": items, "minItems": len(items), "maxItems": len(items)}
    if origin in (Union, types.UnionType):
        return {"anyOf": [_type(arg, defs) for arg in args]}
    if hint is types.NoneType:
        return {"type": "null"}
    if hint in PRIMITIVES:
        return {"type": PRIMITIVES[hint]}
    if hint.__name__ not in defs:
        defs[hint.__name__] = {}  # holds the place while its own fields are read
        defs[hint.__name__] = _object(hint, defs)
    return {"$ref": f"#/$defs/{hint.__name__}"}
