"""A report on sport and its names in, the names out with those of its results: "1. Ann Lee (Italy) Mapei 9.81".

Results, tables and line-ups hold no sentences, so that neighbouring words tell the tagger nothing. Their form does:
who stands between a rank and a country in brackets is a person, what stands between two numbers of a score is a team.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from nwtool.language import lexicon
from nwtool.stages.naming.forms import Name, is_place, key_of, merge

WORD = r"[^\W\d_a-z][\w’'&/-]*\.?"
TEAM = rf"(?:\d{{2,4}}\s)?{WORD}(?:\s(?:{WORD}|of|and|de|da|do|0\d|\d{{4}}(?!\s\d)))*"
PERSON = rf"{WORD}(?:\s(?:van|von|der|den|de|da|dos|di|bin|el|al|la)\b)*(?:\s{WORD}){{0,3}}"
# A person, a country, and behind a rank the team: "1. Ann Lee (Italy) Mapei 4 hours".
PLAYER_RE = re.compile(
    rf"(?:(?P<rank>(?:^|(?<=\s))=?\d{{1,3}}[.)]\s|^\d{{1,3}}\s)|\b\d{{1,2}}\s?-\s?)?(?P<name>{PERSON})"
    rf"\s?\(\s?(?P<country>[A-Z][A-Za-z. -]{{1,30}})\)"
    rf"(?P<sets>(?:\sbeat\b|\s\d{{1,2}}-\d{{1,2}}\b))?(?:\s(?P<team>{WORD}(?:\s{WORD}){{0,2}})(?=\s[a-z\d+]|[,;.]?\s*$))?",
    re.MULTILINE,
)
# A golfer between a total and rounds: "137 Ann Lee 68 69, Bo Ek (Norway) 70 67".
ROUNDS_RE = re.compile(
    rf"(?:^\d{{2,3}}|,)\s(?P<name>{PERSON})(?=(?:\s\([A-Z][^()\n]{{1,30}}\))?\s\d\d\s\d\d)", re.MULTILINE
)
SCORE_RE = re.compile(
    rf"(?P<home>{TEAM})\s?(?:\([^()\n]{{1,30}}\)\s)?(?:\d{{1,3}}(?:\s?-\s?\d{{1,3}}\s|,?\s)|vs?\.?\s|at\s)(?P<away>{TEAM})"
    r"(?:\s\([^()\n]{1,30}\))?(?:\s\d{1,3})?(?:\s\(.*|\s?[.,;].*|\s[a-z].*)?\s*$"
)
ROW_RE = re.compile(
    rf"\s*(?:\d{{1,2}}[.)]?\s+)?(?:[xyz]-)?(?P<team>{TEAM})(?:\s+[-+.:\d]+){{3,}}(?:\s+\S{{1,4}}){{0,2}}\s*$"
)
LINE_UP_RE = re.compile(rf"(?P<team>{TEAM})\s?[-–:]\s")
PIECE_RE = re.compile(
    rf"(?:[,;:(]|\s[-–])\s*(?:\d{{1,2}}\s?[-.]?\s?)?(?P<name>{PERSON})(?=\s*(?:[,;().]|\d|$))", re.MULTILINE
)
PARTS_RE = re.compile(r"[,;]\s")
LEAST_ROWS = 3  # lines of one table
LEAST_PLAYERS = 6  # of one line-up
MOST_WORDS = 5  # of a team's name


def name_results(text: str, names: Sequence[Name]) -> list[Name]:
    """Give the names of a report on sport with those that its lists of results hold.

    >>> text = "1. Ann Lee (Italy) Mapei 4 hours\\nHansa 2 Bochum 1\"
    >>> [(text[name.start : name.end], name.label) for name in name_results(text, [])]
    [('Ann Lee', 'PER'), ('Italy', 'LOC'), ('Mapei', 'TEAM'), ('Hansa', 'TEAM'), ('Bochum', 'TEAM')]
    """
    found: list[Name] = []
    rows: list[Name] = []
    labels = {(name.start, name.end): name.label for name in names}
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        row = ROW_RE.match(text, start, end)
        if row:
            rows.append(Name(*row.span("team"), "ORG"))
        else:
            found += _table(text, rows, labels)
            rows = []
            found += _players(text, start, end) or _score(text, start, end) or _line_up(text, start, end)
        start = end + 1
    found += _table(text, rows, labels)
    return overlay(names, found)


def overlay(names: Sequence[Name], found: Sequence[Name]) -> list[Name]:
    """Give names and others that were found in one order; of two that overlap the one that was found.

    >>> overlay([Name(0, 9, "ORG"), Name(12, 15, "LOC")], [Name(0, 4, "PER")])
    [Name(start=0, end=4, label='PER'), Name(start=12, end=15, label='LOC')]
    """
    kept = []
    at = 0
    for name in names:
        while at < len(found) and found[at].end <= name.start:
            at += 1
        if at == len(found) or found[at].start >= name.end:
            kept.append(name)
    return merge(kept, found)


def _players(text: str, start: int, end: int) -> list[Name]:
    """Give the people with a country in brackets behind them, the countries, and the teams behind these."""
    found = []
    for match in PLAYER_RE.finditer(text, start, end):
        if not (match["rank"] or match["sets"] or text.endswith(" beat ", start, match.start())):
            continue
        if not _is_nation(match["country"]) or is_place(key_of(match["name"])):
            continue
        found.append(Name(*match.span("name"), "PER"))
        found.append(Name(match.start("country"), match.start("country") + len(match["country"].rstrip()), "LOC"))
        if match["team"] and match["rank"] and not _is_nation(match["team"]):
            found.append(Name(*_trimmed(text, *match.span("team")), "TEAM"))
    found += [Name(*match.span("name"), "PER") for match in ROUNDS_RE.finditer(text, start, end)]
    return sorted(found)


def _is_nation(wording: str) -> bool:
    """Tell whether what stands in brackets is a country or the three letters of one."""
    wording = wording.strip()
    return key_of(wording) in lexicon.table("countries") or (len(wording) == 3 and wording.isupper())


def _score(text: str, start: int, end: int) -> list[Name]:
    """Give the two teams of a line with a score, or of a match to come; a country stays one."""
    match = SCORE_RE.match(text, start, end)
    if not match:
        return []
    return [_team(text, *_trimmed(text, *match.span(side))) for side in ("home", "away")]


def _team(text: str, start: int, end: int) -> Name:
    return Name(start, end, "LOC" if key_of(text[start:end]) in lexicon.table("countries") else "TEAM")


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    return start, end - text[start:end].endswith(".")


def _table(text: str, rows: list[Name], labels: dict[tuple[int, int], str]) -> list[Name]:
    """Give the teams of a table's rows, if it is one of teams and not of people."""
    if len(rows) < LEAST_ROWS:
        return []
    people = [row for row in rows if labels.get((row.start, row.end)) == "PER" and " " in text[row.start : row.end]]
    if 2 * len(people) > len(rows):
        return []
    return [_team(text, row.start, row.end) for row in rows]


def _line_up(text: str, start: int, end: int) -> list[Name]:
    """Give the team and the players of a line that is a team's line-up."""
    team = LINE_UP_RE.match(text, start, end)
    if not team or len(team["team"].split()) > MOST_WORDS:
        return []
    players = [
        Name(*_trimmed(text, *match.span("name")), "PER") for match in PIECE_RE.finditer(text, team.end() - 3, end)
    ]
    parts = len(PARTS_RE.findall(text, team.end(), end)) + 1
    if len(players) < LEAST_PLAYERS or len(players) < parts - 1:
        return []
    return [_team(text, *team.span("team")), *players]
