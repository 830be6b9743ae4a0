"""A text and its names in, the names out with its sports teams called organisations: "Chelsea won", not "in Chelsea".

Teams bear the names of towns, of winds and of beasts. What tells a report on a match is that it names several teams of
a list beside the words of matches; only there is a town that plays a team, unless something is said to be in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nwtool.language import lexicon
from nwtool.stages.naming.forms import Name, key_of

LEAST_TEAMS = 2  # of one text: one is named in news of stadiums, strikes and bombs as well
LEAST_WORDS = 4  # different ones; half of them beside so many teams:
MANY_TEAMS = 4
WORD_RE = re.compile(r"[a-z]+(?:-[a-z]+)?")
INSIDE_RE = re.compile(r"\b(?:[Ii]n|[Nn]ear|[Ff]rom|[Oo]f|[Oo]utside|[Aa]round|[Bb]orn|[Tt]hrough)\s$|[^\W\d_],\s$")
BEHIND_RE = re.compile(
    r",\s[A-Z]|\s(?:native|resident|mayor|police|airport|hospital|suburb|high\sschool)\b|\s?[(—–]|\s-\s"
)
SCORES_RE = re.compile(r"[A-Z](?<!\w.)[A-Za-z]+\s\d{1,3},\s[A-Z][A-Za-z ]{2,30}\s\d{1,3}(?!\w)")
SCORE_RE = re.compile(r"\s\d{1,3},\s[A-Z]")  # in each of them, and found ten times as fast
TEAM_RE = re.compile(r"(?<![\w-])(?P<the>[Tt]he\s)?(?P<team>[A-Z][\w’']+(?:\s[A-Z][\w’']+){0,2})(?![\w-])")


def name_teams(text: str, names: Sequence[Name]) -> list[Name]:
    """Give the names of a text with its teams as organisations, and the teams that were missing among them.

    >>> text = "Chelsea scored three points and no fouls to beat Juventus in London, a victory for the Blues."
    >>> names = [Name(0, 7, "PER"), Name(49, 57, "PER"), Name(61, 67, "LOC")]
    >>> [(text[name.start : name.end], name.label) for name in name_teams(text, names)]
    [('Chelsea', 'ORG'), ('Juventus', 'ORG'), ('London', 'LOC'), ('Blues', 'ORG')]
    """
    table = lexicon.table("teams")
    kinds = [table.get(key_of(text[name.start : name.end]), "") for name in names]
    if not tells_of_match(text, {name: kind for name, kind in zip(names, kinds, strict=True) if kind}):
        return [
            name._replace(label="ORG") if kind == "team" and " " in text[name.start : name.end] else name
            for name, kind in zip(names, kinds, strict=True)
        ]
    called = [
        name._replace(label="ORG") if kind and (kind != "town" or _plays(text, name)) else name
        for name, kind in zip(names, kinds, strict=True)
    ]
    return list(_with_missing(text, called))


def tells_of_match(text: str, teams: dict[Name, str]) -> bool:
    """Tell whether a text in which these names may be teams reports on sport."""
    if teams and SCORE_RE.search(text) and len(SCORES_RE.findall(text)) >= LEAST_TEAMS:
        return True
    called = len({text[name.start : name.end] for name in teams})
    if "team" not in teams.values() or called < LEAST_TEAMS:
        return False
    least = LEAST_WORDS // 2 if called >= MANY_TEAMS else LEAST_WORDS
    return len(lexicon.words("sport-words").intersection(WORD_RE.findall(text))) >= least


def _plays(text: str, name: Name) -> bool:
    """Tell whether a town in a report on a match stands for its team."""
    start = max(0, name.start - 10)
    return not (INSIDE_RE.search(text, start, name.start) or BEHIND_RE.match(text, name.end))


def _with_missing(text: str, names: list[Name]) -> Iterator[Name]:
    """Give names in order, with the teams of the list where no name stands; "Flyers" and the like behind "the" only."""
    index = behind = 0
    for match in TEAM_RE.finditer(text):
        kind = lexicon.table("teams").get(key_of(match["team"]))
        if kind != "team" and not (kind == "word" and match["the"]):
            continue
        start, end = match.span("team")
        while index < len(names) and names[index].start < end:
            behind = max(behind, names[index].end)
            yield names[index]
            index += 1
        if start >= behind:
            yield Name(start, end, "ORG")
            behind = end
    yield from names[index:]
