"""Settings of the stages: one frozen value, handed down to every stage."""

from __future__ import annotations

from typing import Literal, NamedTuple

MOST_JOBS = 512  # a process may open 1,024 files on most systems, and a worker takes two of these


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
    threshold: float = 1.0
    """Which share of the shorter caption's words must stand in the longer one for it to be a copy."""
    # sets captions and article, cross-validated: copies F1 .953 and .954 from 1 down to .8; .7 makes one of five
    # pairs of pictures (.943 and .910). 1 is left where a word tells two pictures apart: "before", "after"
    mark: bool = False
    """Leave every copy in the text and mark it."""
    # quotes
    scare: bool = False
    """Also give marks that belong to no attribution, as quotes of kind `scare`."""
    speech_only: bool = True
    """Give no rows of what is attributed but not said: thoughts, wishes, support."""
    min_words: int = 1
    """Give rows only of quotes with so many words."""
    by_speaker: bool = False
    """Give the rows of one speaker one after the other."""
    # entities
    model: str | None = None
    """Another model for the mentions: `spacy:NAME` or `gliner:PATH`."""
    types: str | None = None
    """Give rows only of entities of these types, named with commas between."""
    mentions: bool = False
    """Give one row a mention instead of one an entity."""


DEFAULTS = Settings()
