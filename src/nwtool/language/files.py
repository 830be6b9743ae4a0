"""Names of the package's own files in, their bytes out, from a folder or from an archive."""

from __future__ import annotations

from typing import Any, cast


def read(folder: str, name: str) -> bytes:
    """Give the bytes of `language/FOLDER/NAME`.

    The loader of this module reads it: `importlib.resources` does the same, but takes a tenth of a start to import.
    """
    loader = cast(Any, __spec__).loader
    return cast(bytes, loader.get_data(f"{__file__.rpartition('files.py')[0]}{folder}/{name}"))
