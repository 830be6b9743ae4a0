"""A text and its names in, the names out with its sports teams called organisations: "Chelsea won", not "in Chelsea".

Teams bear the names of towns, of winds and of beasts. What tells a report on a match is that it names several teams of
a list beside the words of matches; only there is a town that plays a team, unless something is said to be in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from nwtool.language import lexicon
from nwtool.language.patterns import late
from nwtool.stages.naming.forms import Name, key_of
from nwtool.stages.naming.sport import has_words

LEAST_TEAMS = 2  # of one text: one is named in news of stadiums, strikes and bombs as well
LEAST_WORDS = 4  # different ones; half of them beside so many teams:
MANY_TEAMS = 4
INSIDE_RE = late(
    r"\b(?:[Ii]n|IN|[Nn]ear|[Ff]rom|[Oo]f|[Oo]utside|[Aa]round|[Bb]orn|[Tt]hrough|(?:return(?:ed|s)?|moved?|c[ao]me|went|go|flew|back|way)\sto)\s$|\b[A-Z]\w*,\s$"
)
BEHIND_RE = late(
    r",\s[A-Z]|:\s| [A-Z][a-z]|\s\d{4}-\d\d"
    r"|\s(?:native|resident|mayor|police|airport|hospital|suburb|high\sschool)\b|\s?[(—–]|\s-\s"
)
SCORES_RE = late(r"[A-Z](?<!\w.)[A-Za-z]+\s\d{1,3},\s[A-Z][A-Za-z ]{2,30}\s\d{1,3}(?!\w)")
SCORE_RE = re.compile(r"\s\d{1,3},\s[A-Z]")  # in each of them, and found ten times as fast
TEAM_RE = late(
    r"(?<![\w-])(?P<the>[Tt]he\s)?(?P<team>[A-Z]{2,}(?=(?P<more>(?:\s[A-Z]{2,}){0,2}))(?P=more)(?<!\s)|[A-Z][\w’']+(?:\s[A-Z][\w’']+){0,2})(?![\w-])"
)


def name_teams(text: str, names: Sequence[Name], players: str | None = None) -> list[Name]:
    """Give the names of a text with its teams as organisations, and the teams that were missing among them.

    `players` tells who plays in a report on sport. A town gets the label TEAM only where it plays.

    >>> text = "Chelsea scored three points and no fouls to beat Juventus in London, a victory for the Blues."
    >>> names = [Name(0, 7, "PER"), Name(49, 57, "PER"), Name(61, 67, "LOC")]
    >>> [(text[name.start : name.end], name.label) for name in name_teams(text, names)]
    [('Chelsea', 'TEAM'), ('Juventus', 'ORG'), ('London', 'LOC'), ('Blues', 'ORG')]
    """
    table = lexicon.table("teams")
    kinds = [table.get(key_of(text[name.start : name.end]), "") for name in names]
    teams = {name: kind for name, kind in zip(names, kinds, strict=True) if kind}
    if not (players == "teams" or tells_of_match(text, teams)):
        return [
            name._replace(label="ORG") if kind == "team" and " " in text[name.start : name.end] else name
            for name, kind in zip(names, kinds, strict=True)
        ]
    is_sure = tells_of_match(text, teams, bool(players))
    called = [_called(text, name, kind, is_sure) for name, kind in zip(names, kinds, strict=True)]
    return list(_with_missing(text, called))


def tells_of_match(text: str, teams: dict[Name, str], has_scores: bool = False) -> bool:
    """Tell whether a text in which these names may be teams reports on a match of some of them."""
    if teams and SCORE_RE.search(text) and len(SCORES_RE.findall(text)) >= LEAST_TEAMS:
        return True
    called = len({text[name.start : name.end] for name in teams})
    if called < LEAST_TEAMS or not ("team" in teams.values() or (has_scores and called >= MANY_TEAMS)):
        return False
    least = LEAST_WORDS // 2 if called >= MANY_TEAMS else LEAST_WORDS
    return (has_scores and "team" in teams.values()) or has_words(text, least)


@cache
def _behind_re() -> re.Pattern[str]:
    verbs = "|".join(sorted(lexicon.words("match-verbs")))
    return re.compile(
        rf"\s(?:(?:also|had|has|have|then|again|narrowly)\s)?(?:{verbs})\b|\s\d{{1,3}}(?:-\d{{1,3}})?(?![\w,.-])"
    )


@cache
def _before_re() -> re.Pattern[str]:
    verbs = "|".join(sorted(lexicon.words("match-verbs")))
    return re.compile(rf"\b(?:{verbs}|over|against|vs?\.?|past)\s$|\d-\d{{1,3}}\s(?:\w+\s)?(?:at|to|with|by|from)\s$")


def _called(text: str, name: Name, kind: str, is_sure: bool) -> Name:
    """Give a name as a team, if it is one; in a report on a match (`is_sure`) a town of the list mostly is."""
    if kind and kind != "town":
        return name._replace(label="ORG")
    if kind and is_sure:
        is_team = name.label == "PER" or _plays(text, name)
    else:
        is_team = name.label == "LOC" and not _is_land(text, name) and _does_play(text, name.start, name.end)
    return name._replace(label="TEAM") if is_team else name


def _does_play(text: str, start: int, end: int) -> bool:
    """Tell whether the words beside a name say that it plays: "beat Leeds", "Leeds 2"."""
    return bool(_behind_re().match(text, end) or _before_re().search(text, max(0, start - 30), start))


def _is_land(text: str, name: Name) -> bool:
    key = key_of(text[name.start : name.end])
    return key in lexicon.table("countries") or key in lexicon.words("regions")


def _plays(text: str, name: Name) -> bool:
    """Tell whether a town in a report on a match stands for its team."""
    if text[name.start - 1 : name.start] == "\n" and text.startswith(" - ", name.end):
        return True  # its scorers or players follow
    start = max(0, name.start - 20)
    return not (INSIDE_RE.search(text, start, name.start) or BEHIND_RE.match(text, name.end))


def _with_missing(text: str, names: list[Name]) -> Iterator[Name]:
    """Give names in order, with the teams of the list where no name stands; "Flyers" and the like behind "the" only."""
    index = behind = 0
    for match in TEAM_RE.finditer(text):
        start, end = match.span("team")
        while index < len(names) and names[index].start < end:
            behind = max(behind, names[index].end)
            yield names[index]
            index += 1
        if start < behind:
            continue
        found = _missing(text, start, end, match["the"] is not None)
        if found and (index == len(names) or found.end <= names[index].start):
            yield found
            behind = found.end
    yield from names[index:]


def _missing(text: str, start: int, end: int, the: bool) -> Name | None:
    """Give the team that stands in capitalised words; in a line of capitals they are more than its name."""
    words = text[start:end]
    sizes = range(words.count(" ") + 1, 0, -1) if words.isupper() else (words.count(" ") + 1,)
    for size in sizes:
        surface = " ".join(words.split(" ")[:size])
        kind = lexicon.table("teams").get(key_of(surface))
        name = Name(start, start + len(surface), "ORG")
        if kind == "team" or (kind == "word" and the):
            return name
        if kind == "town" and _before_re().search(text, max(0, start - 30), start):
            return name._replace(label="TEAM")
    return None
