"""Findings in, keys out that stay the same while the text around them moves; and the file of those that are known.

A key is the check, the document and the words around the finding on its line: never a line number. The same key may
stand for several findings, so a baseline counts. A document without an id of its own goes by its file and, in JSON
Lines, the words that it begins with.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from nwtool.checks.run import Found
from nwtool.errors import UsageError
from nwtool.record.document import Document, text_of

WORD_RE = re.compile(r"\w+")
AROUND = 3  # words to each side
REACH = 80  # characters to each side that may hold them: bounds the work on a line without words
MOST = 12  # words of the finding itself
VERSION = 1


class Key(NamedTuple):
    """What a finding goes by from one run to the next."""

    check: str
    document: str
    words: str


Known = Counter[Key]


def document_key(doc: Document, file: str, is_record: bool) -> str:
    """Give what a document goes by.

    >>> document_key({"id": 7, "text": "x"}, "a.jsonl", True), document_key({"text": "A b."}, "a.jsonl", True)
    ('7', 'a.jsonl: a b')
    """
    if not is_record:
        return file
    own = doc.get("id")
    return str(own) if own is not None else f"{file}: {_words(text_of(doc)[:REACH])}"


def key_of(text: str, found: Found, document: str) -> Key:
    """Give the key of a finding.

    >>> from nwtool.checks import CHECKS
    >>> from nwtool.checks.check import Finding
    >>> key_of("One.\\nHe met on on Monday.", Found(CHECKS[0], Finding(12, 17, ""), "error"), "a").words
    'he met on on monday'
    """
    start, end = found.finding.start, found.finding.end
    line_start = max(text.rfind("\n", 0, start) + 1, start - REACH)
    line_end = text.find("\n", end, end + REACH)
    before = _words(text[line_start:start]).split()[-AROUND:]
    inside = _words(text[start : min(end, start + MOST * REACH)]).split()[:MOST]
    after = _words(text[end : line_end if line_end >= 0 else end + REACH]).split()[:AROUND]
    return Key(found.check.id, document, " ".join((*before, *inside, *after)))


def _words(text: str) -> str:
    return " ".join(WORD_RE.findall(text.casefold()))


def split_known(keyed: Iterable[tuple[Found, Key]], known: Mapping[Key, int]) -> tuple[list[Found], Known]:
    """Give the findings that are not known, and those known ones that were found."""
    left = Counter(known)
    new: list[Found] = []
    seen: Known = Counter()
    for found, key in keyed:
        if left[key] > 0:
            left[key] -= 1
            seen[key] += 1
        else:
            new.append(found)
    return new, seen


def format_baseline(keys: Mapping[Key, int]) -> bytes:
    """Write a baseline: sorted, one finding a line, so that a difference between two is short to read."""
    lines = [json.dumps({**key._asdict(), "count": keys[key]}, ensure_ascii=False) for key in sorted(keys)]
    body = ",\n".join(lines)
    text = f'{{"nwtool-baseline": {VERSION}, "findings": [\n{body}\n]}}\n'
    return text.encode("utf-8", "surrogatepass")


def parse_baseline(data: bytes, where: str) -> Known:
    """Read a baseline; raise `UsageError` for what is none."""
    try:
        read = json.loads(data.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{where}: not a baseline ({error}); --write-baseline makes one") from None
    findings = read.get("findings") if isinstance(read, dict) and read.get("nwtool-baseline") == VERSION else None
    if not isinstance(findings, list):
        raise UsageError(f"{where}: not a baseline of version {VERSION}; --write-baseline makes one")
    return Counter(dict(_entry(entry, where) for entry in findings))


def _entry(entry: Any, where: str) -> tuple[Key, int]:
    try:
        return Key(str(entry["check"]), str(entry["document"]), str(entry["words"])), int(entry["count"])
    except (KeyError, TypeError, ValueError):
        raise UsageError(f"{where}: {entry!r} is not an entry of a baseline; --write-baseline makes one anew") from None
