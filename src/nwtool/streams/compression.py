"""Compressed streams in, plain ones out, told by their first bytes; and files to write, told by their suffix."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import IO, Any, BinaryIO, cast

from nwtool.errors import UsageError

MAGIC_BYTES = 6


def open_plain(stream: io.BufferedReader) -> io.BufferedReader:
    """Give the stream itself, or a reader of what it holds where its first bytes say that it is compressed.

    gzip, bzip2 and xz need nothing more; for zstd the package `zstandard` is needed (`UsageError` says so).
    """
    opener = _opener(stream.peek(MAGIC_BYTES)[:MAGIC_BYTES])
    return stream if opener is None else io.BufferedReader(opener(stream))


def _opener(magic: bytes) -> Callable[[BinaryIO], Any] | None:
    if magic.startswith(b"\x1f\x8b"):
        import gzip

        return lambda stream: gzip.GzipFile(fileobj=stream)
    if magic.startswith(b"BZh"):
        import bz2

        return bz2.BZ2File
    if magic.startswith(b"\xfd7zXZ\x00"):
        import lzma

        return lzma.LZMAFile
    if magic.startswith(b"\x28\xb5\x2f\xfd"):
        zstandard = _zstandard()
        return lambda stream: zstandard.ZstdDecompressor().stream_reader(stream, read_across_frames=True)
    return None


def compressor(file: IO[bytes], suffix: str) -> IO[bytes]:
    """Give a writer that compresses into `file` as `suffix` says (`.gz`, `.bz2`, `.xz`, `.zst`), or `file` itself.

    Closing the writer leaves `file` open.
    """
    if suffix == ".gz":
        import gzip

        # no name and no time in the header: the same records give the same bytes
        return cast(IO[bytes], gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0))
    if suffix == ".bz2":
        import bz2

        return bz2.BZ2File(file, "wb")
    if suffix == ".xz":
        import lzma

        return lzma.LZMAFile(file, "wb")
    if suffix == ".zst":
        return cast(IO[bytes], _zstandard().ZstdCompressor().stream_writer(file, closefd=False))
    return file


def read_errors() -> tuple[type[Exception], ...]:
    """Give what reading a broken compressed stream may raise, without importing what wasn't used."""
    import sys
    import zlib

    errors: list[type[Exception]] = [EOFError, OSError, zlib.error]
    if "lzma" in sys.modules:
        errors.append(sys.modules["lzma"].LZMAError)
    if "zstandard" in sys.modules:
        errors.append(sys.modules["zstandard"].ZstdError)
    return tuple(errors)


def _zstandard() -> Any:
    try:
        import zstandard
    except ImportError:
        raise UsageError("zstd needs the package zstandard; install nwtool[zstd]") from None
    return zstandard
