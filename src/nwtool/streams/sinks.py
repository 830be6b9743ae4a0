"""Records in, whole lines out: to standard output, or to a file that is there complete or not at all."""

from __future__ import annotations

import contextlib
import os
import select
import stat
import sys
from typing import IO, Protocol

from nwtool.errors import CLOSED_PIPE, UsageError
from nwtool.streams.compression import compressor
from nwtool.streams.signals import Interrupted, shield

BLOCK = 64 * 1024
STDOUT = 1


class Sink(Protocol):
    """Where records go. `write` takes whole lines with their line breaks."""

    def write(self, data: bytes) -> None: ...
    def flush(self) -> None: ...
    def commit(self) -> None: ...
    def abandon(self) -> None: ...


class StreamSink:
    """An open descriptor, written in blocks of whole records, or record by record."""

    def __init__(self, descriptor: int, line_buffered: bool = False) -> None:
        self.descriptor = descriptor
        self.limit = 0 if line_buffered or os.isatty(descriptor) else BLOCK
        self.waiting = bytearray()

    def write(self, data: bytes) -> None:
        self.waiting += data
        if len(self.waiting) > self.limit:
            self.flush()

    def flush(self) -> None:
        if not self.waiting:
            return
        data, self.waiting = bytes(self.waiting), bytearray()
        with shield():
            write_all(self.descriptor, data)

    def commit(self) -> None:
        self.flush()

    def abandon(self) -> None:
        """What is whole is written; nothing else was kept."""
        self.flush()


class ErrorSink(StreamSink):
    """A file of failed records, written line by line; what it held is kept until the first of them, or the end."""

    def __init__(self, path: str) -> None:
        try:
            super().__init__(os.open(path, os.O_WRONLY | os.O_CREAT, 0o666), line_buffered=True)
        except OSError as error:
            raise UsageError(f"--errors {path}: {error.strerror}") from None
        self._is_new = True

    def flush(self) -> None:
        self._begin()
        super().flush()

    def commit(self) -> None:
        self._begin()
        super().commit()

    def _begin(self) -> None:
        if self._is_new:
            self._is_new = False
            # a device or a pipe has nothing to be emptied of
            with contextlib.suppress(OSError):
                os.ftruncate(self.descriptor, 0)


def write_all(descriptor: int, data: bytes) -> None:
    """Write every byte, also where the descriptor takes a part at a time or makes its writer wait.

    Raises `Interrupted` when nobody reads any more.
    """
    view = memoryview(data)
    while view:
        try:
            view = view[os.write(descriptor, view) :]
        except BlockingIOError:
            select.select([], [descriptor], [])
        except BrokenPipeError:
            raise Interrupted(CLOSED_PIPE) from None


class FileSink:
    """A file, written beside its place, synced, and put there by `commit`; compressed as its suffix says."""

    def __init__(self, path: str) -> None:
        import tempfile

        # what a link points at is replaced, not the link
        self.path = os.path.realpath(path)
        self.folder, name = os.path.split(self.path)
        try:
            descriptor, self.part = tempfile.mkstemp(prefix=f".{name}.", suffix=".part", dir=self.folder)
        except OSError as error:
            raise UsageError(f"-o {path}: {error.strerror}") from None
        self.raw: IO[bytes] = os.fdopen(descriptor, "wb")
        self.file = compressor(self.raw, os.path.splitext(name)[1])
        os.fchmod(descriptor, self._mode())

    def _mode(self) -> int:
        """The mode of the file that is replaced, else what a new file would have."""
        if os.path.exists(self.path):
            return stat.S_IMODE(os.stat(self.path).st_mode)
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask

    def write(self, data: bytes) -> None:
        self.file.write(data)

    def flush(self) -> None:
        """Nobody reads the file before it is whole."""

    def commit(self) -> None:
        if self.file is not self.raw:
            self.file.close()
        self.raw.flush()
        os.fsync(self.raw.fileno())
        self.raw.close()
        with shield():
            os.replace(self.part, self.path)
            self._sync_folder()

    def _sync_folder(self) -> None:
        descriptor = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def abandon(self) -> None:
        """Leave the old file as it was."""
        for file in (self.file, self.raw):
            # what a full disk doesn't take is not wanted any more
            with contextlib.suppress(OSError):
                file.close()
        with contextlib.suppress(FileNotFoundError):
            os.unlink(self.part)


def open_sink(path: str | None, line_buffered: bool = False) -> Sink:
    """Give the sink for `-o PATH`; None is standard output, and a device or a pipe is written as it stands.

    Raises `UsageError` where nothing can be written.
    """
    if path is None:
        if sys.stdout is None:
            raise UsageError("standard output is closed; -o FILE writes to a file")
        return StreamSink(STDOUT, line_buffered)
    if os.path.isdir(path):
        raise UsageError(f"-o {path}: is a directory")
    if not os.path.exists(path) or os.path.isfile(path):
        return FileSink(path)
    try:
        return StreamSink(os.open(path, os.O_WRONLY), line_buffered)
    except OSError as error:
        raise UsageError(f"-o {path}: {error.strerror}") from None
