"""What a run of `nwtool check` counts: findings by severity for its last line, and keys for its baseline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from nwtool.checking import Checked
from nwtool.checks.baseline import Key, Known, format_baseline, parse_baseline
from nwtool.checks.check import SEVERITIES
from nwtool.cli.options import STDOUT
from nwtool.errors import UsageError
from nwtool.streams.sinks import Sink, open_sink


class Tally:
    """How much was found, and how much of it was mended."""

    def __init__(self) -> None:
        self.left: Counter[str] = Counter()
        self.before: Counter[str] = Counter()
        self.documents = self.with_findings = self.with_fix = 0

    def add(self, checked: Checked) -> None:
        """Count what came of one record."""
        self.documents += 1
        self.before.update(checked.before)
        self.left.update(told.row["severity"] for told in checked.told)
        self.with_findings += bool(checked.told)
        self.with_fix += sum(told.row["fix"] is not None and told.row["fix"]["safe"] for told in checked.told)

    @property
    def mended(self) -> int:
        """By how many findings there are fewer than before."""
        return self.before.total() - self.left.total()

    def sentence(self) -> str:
        """Tell what is left.

        >>> tally = Tally()
        >>> tally.left.update(["error", "warning", "warning"])
        >>> tally.documents, tally.with_findings = 9, 2
        >>> tally.sentence()
        '3 findings (1 error, 2 warnings) in 2 of 9 documents'
        """
        kinds = (counted(self.left[severity], severity) for severity in SEVERITIES if self.left[severity])
        total = counted(self.left.total(), "finding")
        documents = counted(self.documents, "document")
        told = f"{total} ({', '.join(kinds)}) in {self.with_findings} of {documents}"
        return f"{told}; {self.with_fix} can be mended safely (--fix)" if self.with_fix else told


def counted(count: int, what: str) -> str:
    """Give a number of things in words."""
    return f"{count} {what}" if count == 1 or what == "info" else f"{count} {what}s"


class Ledger:
    """The keys of findings: those that a run found, and what of a baseline is gone."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.keys: Known = Counter()
        self._seen: Known = Counter()
        self._documents: set[str] = set()

    def add(self, checked: Checked) -> None:
        """Take the findings of one record down."""
        self.keys.update(told.key for told in checked.told)
        self._seen.update(checked.seen)
        self._documents.add(checked.document)

    def gone(self, checks: set[str]) -> Iterator[Key]:
        """Give the known findings, of documents that were looked at by checks that ran, which are there no more."""
        for key in sorted(self.known):
            if key.check in checks and key.document in self._documents and self._seen[key] < self.known[key]:
                yield key

    def write(self, path: str) -> None:
        """Write all findings as a baseline."""
        sink = open_baseline(path)
        sink.write(format_baseline(self.keys))
        sink.commit()


def open_baseline(path: str) -> Sink:
    """Give the sink for a baseline, `-` is standard output; raise `UsageError` where none can be written."""
    try:
        return open_sink(None if path == STDOUT else path)
    except UsageError as error:
        raise UsageError(f"--write-baseline{str(error).removeprefix('-o')}") from None


def read_baseline(path: str) -> Known:
    """Read a baseline; raise `UsageError` where there is none."""
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}; --write-baseline makes a baseline") from None
    return parse_baseline(data, path)
