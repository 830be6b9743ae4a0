"""Findings out as SARIF 2.1.0 (OASIS, 27 March 2020), for code hosts and for editors.

Columns count code points, as everywhere in nwtool, and the file says so. Fingerprints come from the words around a
finding, so that a host knows it again when the text has moved. A record of JSON Lines is one line of its file: where
in its text the finding is, a logical location tells; its fixes, which are over the text and not the JSON, are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Any, NamedTuple
from urllib.parse import quote

from nwtool.record import codec
from nwtool.streams.findings import Place, Reported

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {"error": "error", "warning": "warning", "info": "note"}
FINGERPRINT = "words/v1"


class Rule(NamedTuple):
    """What SARIF tells of a check."""

    id: str
    name: str
    severity: str
    summary: str
    help: str


def format_sarif(found: Iterable[Reported], rules: Sequence[Rule], version: str) -> Iterator[bytes]:
    """Write findings as one SARIF log, result by result."""
    driver = {
        "name": "nwtool",
        "semanticVersion": version,
        "rules": [_rule(rule) for rule in rules],
    }
    head = codec.dumps({"$schema": SCHEMA, "version": "2.1.0"})
    run = codec.dumps({"tool": {"driver": driver}, "columnKind": "unicodeCodePoints"})
    yield head[:-1] + b',"runs":[' + run[:-1] + b',"results":['
    numbers = {rule.id: number for number, rule in enumerate(rules)}
    count: dict[str, int] = {}
    separator = b"\n"
    for each in found:
        count[each.fingerprint] = count.get(each.fingerprint, 0) + 1
        yield separator + codec.dumps(_result(each, numbers[each.row["check"]], count[each.fingerprint]))
        separator = b",\n"
    yield b"]}]}\n"


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "help": {"text": rule.help},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
    }


def _result(found: Reported, rule: int, nth: int) -> dict[str, Any]:
    """Give a result; the `nth` finding of one fingerprint is told from the ones before it by its number."""
    row = found.row
    digest = sha256(f"{found.fingerprint}\0{nth}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
    result: dict[str, Any] = {
        "ruleId": row["check"],
        "ruleIndex": rule,
        "level": LEVELS[row["severity"]],
        "message": {"text": row["message"]},
        "locations": [_location(found)],
        "partialFingerprints": {FINGERPRINT: digest},
    }
    if found.edits and row["record"] is None:
        result["fixes"] = [_fix(found)]
    return result


def _location(found: Reported) -> dict[str, Any]:
    row = found.row
    if row["record"] is None:
        return {
            "physicalLocation": {**_artifact(row["file"]), "region": _region((row["line"], row["column"]), found.end)}
        }
    name = f"{row['file']}:{row['record']}" if row["id"] is None else str(row["id"])
    return {
        "physicalLocation": {**_artifact(row["file"]), "region": {"startLine": row["record"]}},
        "logicalLocations": [{"name": name, "fullyQualifiedName": f"{name}:{row['line']}:{row['column']}"}],
    }


def _artifact(file: str) -> dict[str, Any]:
    path = quote(file.replace("\\", "/").encode("utf-8", "surrogateescape"))
    return {"artifactLocation": {"uri": f"file://{path}" if path.startswith("/") else path}}


def _region(start: Place, end: Place) -> dict[str, int]:
    return {"startLine": start[0], "startColumn": start[1], "endLine": end[0], "endColumn": end[1]}


def _fix(found: Reported) -> dict[str, Any]:
    replacements = [
        {"deletedRegion": _region(start, end), "insertedContent": {"text": text}} for start, end, text in found.edits
    ]
    return {
        "description": {"text": f"mend: {found.row['message']}"},
        "artifactChanges": [{**_artifact(found.row["file"]), "replacements": replacements}],
    }
