"""A text in, who plays in it out, if it reports on sport: as its first line says, or its scores and its words."""

from __future__ import annotations

import re
from functools import cache

from nwtool.language import lexicon

HEAD = 200  # characters in which a report names its sport
LEAST_SCORES = 2
LEAST_WORDS = 3  # different ones beside scores
PLAIN = frozenset({"beat", "drew", "goal", "match", "matches", "league", "half", "side", "headed", "title"})
WORD_RE = re.compile(r"[a-z]+(?:-[a-z]+)?")
SCORE_RE = re.compile(r"-(?:(?<=[\s(]\d-)|(?<=[\s(]\d\d-))\d{1,3}(?![\w-])")  # found by its hyphen, which is rare
SETS_RE = re.compile(r"-(?<=[^\w-]\d-)\d(?:\s\(\d{1,2}-\d{1,2}\))?[\s,]{1,2}\d-\d(?!\w)")  # "6-4 7-6"


@cache
def _heading_re() -> re.Pattern[str]:
    sports = "|".join(sorted(lexicon.table("sports"), reverse=True))
    return re.compile(rf"(?:^|\n|\b[A-Z]+\s)(?P<sport>{sports})(?:\s[a-z]+)?\s?[-–—:/]", re.IGNORECASE)


def players_of(text: str) -> str | None:
    """Give "teams" or "people" for a text that reports on sport, else None.

    >>> players_of("SOCCER - LATE GOAL SAVES ALBION"), players_of("Tennis: Ann Lee wins"), players_of("The 2-2 plan")
    ('teams', 'people', None)
    """
    heading = _heading_re().search(text, 0, HEAD)
    if heading:
        return lexicon.table("sports")[heading["sport"].lower()]
    if len(SCORE_RE.findall(text)) < LEAST_SCORES:
        return None
    words = set(WORD_RE.findall(text))
    own = len(words & lexicon.words("sport-words"))
    if not own or own + len(words & PLAIN) < LEAST_WORDS:
        return None
    return "people" if SETS_RE.search(text) else "teams"


def has_words(text: str, least: int) -> bool:
    """Tell whether a text has so many different words of reports on matches."""
    return len(lexicon.words("sport-words").intersection(WORD_RE.findall(text))) >= least
