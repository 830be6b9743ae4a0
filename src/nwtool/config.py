"""Settings of the stages: one frozen value, handed down to every stage."""

from __future__ import annotations

from typing import Literal, NamedTuple


class Settings(NamedTuple):
    """What a caller can choose; the defaults are those of the commands."""

    # clean
    straighten: bool = False
    """Turn curly quotation marks, dashes and ellipses into plain ones."""
    keep_boilerplate: bool = False
    """Leave boilerplate blocks in the text."""
    # dedupe-captions
    keep: Literal["longest", "first"] = "longest"
    """Which copy of a caption stays."""
    mark: bool = False
    """Leave every copy in the text and only count them."""
    # quotes
    scare: bool = False
    """Also give marks that belong to no attribution, as quotes of kind `scare`."""
    speech_only: bool = True
    """Give no rows of what is attributed but not said: thoughts, wishes, support."""
    min_words: int = 1
    """Give rows only of quotes with so many words."""
    by_speaker: bool = False
    """Give the rows of one speaker one after the other."""


DEFAULTS = Settings()
