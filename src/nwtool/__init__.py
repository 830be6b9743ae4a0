"""News text in, structured documents out. The functions here mirror the commands: same names, defaults and results.

>>> import nwtool
>>> doc = nwtool.quotes({"text": '"We are ready," Mayor Ana Ruiz said.'})
>>> [(quote["text"], quote["speaker"]["name"]) for quote in doc["quotes"]]
[('We are ready,', 'Ana Ruiz')]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from nwtool.errors import NwtoolError, RecordError, UsageError

if TYPE_CHECKING:
    from os import PathLike

    from nwtool.record.document import Document
    from nwtool.record.finding import FindingRow

__version__ = "0.1.0"
__all__ = [
    "Document",
    "NwtoolError",
    "RecordError",
    "UsageError",
    "check",
    "clean",
    "dedupe_captions",
    "entities",
    "quotes",
    "read",
    "run",
    "sections",
    "write",
]


def __getattr__(name: str) -> Any:
    # a type that few ask for at run time, and none of the commands at their start
    if name == "Document":
        from nwtool.record.document import Document

        return Document
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def clean(doc: Document, *, keep_boilerplate: bool = False, straighten: bool = False) -> Document:
    """Give the document with its characters and lines repaired and its layer `blocks`."""
    return _stage("clean", doc, keep_boilerplate=keep_boilerplate, straighten=straighten)


def dedupe_captions(
    doc: Document, *, keep: Literal["longest", "first"] = "longest", threshold: float = 1.0, mark: bool = False
) -> Document:
    """Give the document without repeats of captions and with its layer `captions`."""
    return _stage("dedupe-captions", doc, keep=keep, threshold=threshold, mark=mark)


def sections(doc: Document) -> Document:
    """Give the document with its layer `sections`."""
    return _stage("sections", doc)


def quotes(doc: Document, *, scare: bool = False) -> Document:
    """Give the document with its layer `quotes`."""
    return _stage("quotes", doc, scare=scare)


def entities(doc: Document, *, model: str | None = None) -> Document:
    """Give the document with its layer `entities`; `model` finds the names in place of ours (`spacy:NAME`)."""
    return _stage("entities", doc, model=model)


def check(
    doc: Document,
    *,
    select: Sequence[str] | None = None,
    extend_select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    preview: bool = False,
    **settings: Any,
) -> list[FindingRow]:
    """Give what the checks find in a document, in the order of its text.

    Checks are named by id, prefix, name or `all`. `settings` are those of the file (`nwtool help config`), with `_` for
    `-`; no file is read. Raises `UsageError` for an unknown check or setting.

    >>> [(found["check"], found["text"]) for found in check({"text": "It was a accident."})]
    [('NW502', 'a accident')]
    """
    from nwtool.checks.report import rows
    from nwtool.checks.run import find_all
    from nwtool.checks.select import make_plan
    from nwtool.checks.settings import parse_check

    chosen = {"select": select, "extend_select": extend_select, "ignore": ignore, "preview": preview, **settings}
    table = {key.replace("_", "-"): value for key, value in chosen.items() if value is not None}
    plan = make_plan(parse_check(table, ""), "")
    return list(rows(doc, find_all(doc, plan)))


def run(
    docs: Iterable[Document], stages: Sequence[str] | None = None, *, jobs: int = 1, **settings: Any
) -> Iterator[Document]:
    """Run documents through some stages, named as the commands are; all five if none are given.

    Takes and gives one document at a time. Raises `UsageError` for an unknown stage, `RecordError` for a document
    without a text or with a layer that doesn't fit it.

    With `jobs` the work is shared among so many processes, 0 for one a core, and some documents are taken ahead. They
    are forked from this one: begin before there are threads. Documents then may hold only what JSON can.
    """
    from nwtool.config import Settings
    from nwtool.pipeline import all_stages, run_document
    from nwtool.stages import check_settings, stage

    _refuse_one(docs)
    names = all_stages() if stages is None else [stage(name).name for name in stages]
    chosen = Settings(**settings)
    check_settings(names, chosen)
    if jobs != 1:
        from nwtool.jobs import count_of, process_documents

        return process_documents(docs, names, chosen, count_of(jobs))
    return (run_document(doc, names, chosen) for doc in docs)


def read(path: str | PathLike[str], *, split: str | None = None, encoding: str = "utf-8") -> Iterator[Document]:
    """Give the documents of a file, JSON Lines or plain text, compressed or not; `-` is standard input.

    Raises `UsageError` for a file that can't be read, `RecordError` at a record that can't.
    """
    import os

    from nwtool.record import codec
    from nwtool.streams.paths import list_paths
    from nwtool.streams.plain import parse_split
    from nwtool.streams.sources import Reading, check_encoding, read_items

    paths = list_paths([os.fspath(path)])
    reading = Reading(check_encoding(encoding), parse_split(split) if split else None)

    # what is wrong with the arguments is told at the call, not at the first document
    def documents() -> Iterator[Document]:
        for item in read_items(paths, reading):
            if item.error is not None:
                raise item.error
            yield codec.loads(item.raw)

    return documents()


def write(docs: Iterable[Document], path: str | PathLike[str]) -> int:
    """Write documents to a file as JSON Lines, whole or not at all; give their number. `-` is standard output.

    The file is compressed as its suffix says: `.gz`, `.bz2`, `.xz`, `.zst`. Raises `UsageError` where none can be
    written.
    """
    import os

    from nwtool.record import codec
    from nwtool.streams.sinks import open_sink

    _refuse_one(docs)
    name = os.fspath(path)
    sink = open_sink(None if name == "-" else name)
    count = 0
    try:
        for doc in docs:
            sink.write(codec.dumps(doc) + b"\n")
            count += 1
        sink.commit()
    except BaseException:
        sink.abandon()
        raise
    return count


def _refuse_one(docs: object) -> None:
    """Raise `TypeError` for one document where many are asked for: its keys would be taken for documents."""
    if isinstance(docs, Mapping):
        raise TypeError("one document is given where an iterable of them is wanted: put it in a list")


def _stage(name: str, doc: Document, **settings: Any) -> Document:
    return next(run([doc], [name], **settings))
