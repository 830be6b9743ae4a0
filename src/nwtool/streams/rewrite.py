"""Files mended in place: what was not mended keeps its bytes, and a file is there as it was, or whole."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from pathlib import Path

from nwtool.errors import UsageError
from nwtool.record.edits import Edit, replace
from nwtool.streams.compression import open_plain
from nwtool.streams.items import STDIN, Item
from nwtool.streams.sinks import FileSink, Sink

SUFFIXES = frozenset({".gz", ".bz2", ".xz", ".zst"})
BOM = "\ufeff"


def check_rewritable(paths: Iterable[str]) -> None:
    """Raise `UsageError` where a path is none that can be mended in place."""
    for name in paths:
        path = Path(name)
        if name == STDIN:
            continue
        if not path.is_file():
            raise UsageError(f"{name}: only files can be mended in place; pipe it in to have it on standard output")
        with path.open("rb") as stream:
            is_compressed = open_plain(stream) is not stream
        if is_compressed != (path.suffix in SUFFIXES):
            raise UsageError(f"{name}: its name doesn't tell that it is compressed, so it can't be written back")


class Rewriter:
    """Mends files, one after the other, as their records come; what came on standard input goes to `stdout`."""

    def __init__(self, stdout: Sink) -> None:
        self._stdout = stdout
        self._file: str | None = None
        self._sink: Sink | None = None
        self._is_mended = self._is_whole = False
        self._line = 0
        self.files = 0

    def keep(self, item: Item) -> None:
        """Take a record that stays as it is."""
        self._take(item, item.raw)

    def mend(self, item: Item, line: bytes) -> None:
        """Take a record that is to be replaced by a line of JSON."""
        ends = b"\n" if item.raw.endswith(b"\n") else b""
        self._take(item, line + ends)
        self._is_mended = True

    def mend_text(self, item: Item, text: str, edits: Sequence[Edit]) -> None:
        """Mend a file of plain text, which was read as `text`."""
        self.finish()
        if item.file == STDIN:
            self._stdout.write(replace(text, edits).encode("utf-8", "replace") + b"\n")
        elif edits:
            sink = _open(item.file)
            try:
                sink.write(replace(*file_edits(item.file, text, edits)).encode("utf-8"))
                sink.commit()
            except BaseException:
                sink.abandon()
                raise
            self.files += 1

    def finish(self) -> None:
        """Put the file that was begun in its place, if anything was mended in it and all of it could be read."""
        if self._sink is None:
            return
        sink, self._sink, self._file = self._sink, None, None
        if sink is self._stdout:
            return
        if self._is_mended and self._is_whole:
            sink.commit()
            self.files += 1
        else:
            sink.abandon()

    def close(self) -> None:
        """Finish the last file, and write out what goes to standard output."""
        self.finish()
        self._stdout.commit()

    def abandon(self) -> None:
        """Leave the file that was begun as it is."""
        self._is_mended = False
        self.finish()
        self._stdout.abandon()

    def _take(self, item: Item, data: bytes) -> None:
        if item.file != self._file:
            self.finish()
            self._file, self._line, self._is_mended, self._is_whole = item.file, 0, False, True
            self._sink = self._stdout if item.file == STDIN else _open(item.file)
        # of what can't be read nothing is there to be written back
        self._is_whole &= bool(item.raw)
        if self._sink is not None:
            self._sink.write(b"\n" * (item.line - self._line - 1) + data)
        self._line = item.line


def _open(path: str) -> FileSink:
    try:
        return FileSink(path)
    except UsageError as error:
        raise UsageError(f"{str(error).removeprefix('-o ')}; --fix writes beside a file, then replaces it") from None


def file_edits(path: str, text: str, edits: Sequence[Edit]) -> tuple[str, list[Edit]]:
    """Give what a file of plain text holds, character for character, and edits of `text` as edits of that.

    Raises `UsageError` where the file no longer is what was read as `text`.
    """
    with Path(path).open("rb") as stream:
        raw = open_plain(stream).read().decode("utf-8", "surrogateescape")
    bom = len(BOM) if raw.startswith(BOM) else 0
    if raw[bom:].replace("\r\n", "\n").removesuffix("\n") != text:
        raise UsageError(f"{path}: was changed by someone else while it was checked; it is left alone")
    breaks = _carriage_returns(raw[bom:])
    return raw, [
        Edit(bom + start + bisect_left(breaks, start), bom + end + bisect_left(breaks, end), new)
        for start, end, new in edits
    ]


def _carriage_returns(raw: str) -> list[int]:
    """Give, for each CRLF, where its line feed stands in the text without carriage returns.

    >>> _carriage_returns("a\\r\\nb\\nc\\r\\n")
    [1, 5]
    """
    found: list[int] = []
    at = raw.find("\r\n")
    while at >= 0:
        found.append(at - len(found))
        at = raw.find("\r\n", at + 2)
    return found
