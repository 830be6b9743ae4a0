"""The types that `--types` names in, as a set out."""

from __future__ import annotations

from typing import get_args

from nwtool.errors import UsageError
from nwtool.record.document import EntityType


def wanted_types(given: str | None) -> frozenset[str] | None:
    """Give the types of a list with commas; None for all. Raises `UsageError` for one that is none.

    >>> sorted(wanted_types("person, ORG"))
    ['ORG', 'PERSON']
    """
    if given is None:
        return None
    wanted = [name.strip().upper() for name in given.split(",")]
    known = get_args(EntityType)
    for name in wanted:
        if name not in known:
            raise UsageError(f"--types: {name!r} is not one of {', '.join(known)}")
    return frozenset(wanted)
