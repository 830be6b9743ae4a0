"""Documents through stages: the one loop that commands, Python callers and cluster engines share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from nwtool.config import DEFAULTS, Settings
from nwtool.errors import Code, RecordError
from nwtool.record import codec
from nwtool.record.document import Document, validate
from nwtool.stages import STAGES, load_run
from nwtool.stages import stage as find_stage


class StageFailed(RecordError):
    """A stage raised what it must not: a defect in nwtool or in a plugin."""

    def __init__(self, name: str, error: Exception) -> None:
        what = f"{type(error).__name__}: {error}".split("\n")[0][:200]
        super().__init__(
            "stage-failed", f"{name} failed ({what}); a defect in nwtool: please report it with this record"
        )
        self.stage = name


class Failure(NamedTuple):
    """A record that could not be processed: why, in which stage, and what is known of it."""

    code: Code
    message: str
    stage: str | None
    id: Any


def all_stages() -> list[str]:
    """Give the names of all stages in pipeline order."""
    return [stage.name for stage in STAGES]


def run_document(doc: Document, stages: Sequence[str], settings: Settings = DEFAULTS) -> Document:
    """Run one document through some stages; the document that came in is left as it was.

    Raises `RecordError` where it has no text or its layers don't fit, or where a stage fails.
    """
    first = find_stage(stages[0]) if stages else None
    validate(doc, but=first.layer if first is not None and first.renews else None)
    for name in stages:
        stage = load_run(name)
        try:
            doc = stage(doc, settings)
        except RecordError:
            raise
        except Exception as error:  # the one place that a defect must not end the run of ten million records
            raise StageFailed(name, error) from error
    return doc


def process_line(line: bytes, stages: Sequence[str], settings: Settings = DEFAULTS) -> Document | Failure:
    """Run one line of JSON Lines through some stages."""
    doc: Document | None = None
    try:
        doc = codec.loads(line)
        return run_document(doc, stages, settings)
    except RecordError as error:
        first = stages[0] if stages else None
        stage = error.stage if isinstance(error, StageFailed) else first
        return Failure(error.code, error.message, stage, doc.get("id") if doc is not None else None)


def process_lines(lines: Iterable[bytes], stages: Sequence[str], settings: Settings = DEFAULTS) -> Iterator[bytes]:
    """Run JSON Lines through some stages, one line out for each line in that is not blank, in order.

    A record that can't be processed becomes an error record (`nwtool schema error`). This is what an engine that
    spreads work over machines calls, and nothing more.

    >>> list(process_lines([b"{"], []))  # doctest: +ELLIPSIS
    [b'{"error":{"code":"not-json",...,"raw":"{"}']
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        out = process_line(line, stages, settings)
        if isinstance(out, Failure):
            yield codec.dumps(error_record(out, "-", number, line))
        else:
            yield codec.dumps(out)


def error_record(failure: Failure, file: str, line: int, raw: bytes) -> dict[str, Any]:
    """Give the error record of a failure, with the line as it came, to be tried again."""
    details = {
        "code": failure.code,
        "message": failure.message,
        "file": file,
        "line": line,
        "id": failure.id,
        "stage": failure.stage,
    }
    raw = raw.rstrip(b"\r\n")
    if failure.code == "too-long":
        return {"error": details, "raw": None}
    try:
        return {"error": details, "raw": raw.decode()}
    except UnicodeDecodeError:
        from base64 import b64encode

        return {"error": details, "raw": raw.decode("utf-8", "replace"), "raw_base64": b64encode(raw).decode()}
