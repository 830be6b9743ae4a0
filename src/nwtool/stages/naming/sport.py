"""A text in, who plays in it out, if it reports on sport: as its first line says, or its scores and its words."""

from __future__ import annotations

import re

from nwtool.language import lexicon
from nwtool.language.patterns import late

HEAD = 200  # characters in which a report names its sport
LONGEST_HEADING = 3  # words before the dash: "NBA BASKETBALL RESULTS -"
LEAST_SCORES = 2
LEAST_WORDS = 3  # different ones beside scores
PLAIN = frozenset({"beat", "drew", "goal", "match", "matches", "league", "half", "side", "headed", "title"})
WORD_RE = late(r"[a-z]+(?:-[a-z]+)?")
SCORE_RE = re.compile(r"-(?:(?<=[\s(]\d-)|(?<=[\s(]\d\d-))\d{1,3}(?![\w-])")  # found by its hyphen, which is rare
HEADING_RE = re.compile(r"\s?[-–—:/]")
SETS_RE = late(r"-(?<=[^\w-]\d-)\d(?:\s\(\d{1,2}-\d{1,2}\))?[\s,]{1,2}\d-\d(?!\w)")  # "6-4 7-6"


def players_of(text: str) -> str | None:
    """Give "teams" or "people" for a text that reports on sport, else None.

    >>> players_of("SOCCER - LATE GOAL SAVES ALBION"), players_of("Tennis: Ann Lee wins"), players_of("The 2-2 plan")
    ('teams', 'people', None)
    """
    for line in text[:HEAD].split("\n"):
        players = _players_in(HEADING_RE.split(line, 1)[0])
        if players:
            return players
    if len(SCORE_RE.findall(text)) < LEAST_SCORES:
        return None
    words = set(WORD_RE.findall(text))
    own = len(words & lexicon.words("sport-words"))
    if not own or own + len(words & PLAIN) < LEAST_WORDS:
        return None
    return "people" if SETS_RE.search(text) else "teams"


def _players_in(heading: str) -> str | None:
    """Give who plays the sport that the last words before a dash name, or the last but one."""
    words = heading.lower().split()
    if not 0 < len(words) <= LONGEST_HEADING:
        return None
    table = lexicon.table("sports")
    return table.get(" ".join(words[-2:])) or table.get(words[-1]) or table.get(" ".join(words[:-1]))


def has_words(text: str, least: int) -> bool:
    """Tell whether a text has so many different words of reports on matches."""
    return len(lexicon.words("sport-words").intersection(WORD_RE.findall(text))) >= least
