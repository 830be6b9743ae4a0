"""A match of a date's words in, what they say out: one reading a form, "Dec. 1", "two years ago", "the 1990s"."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from nwtool.language import lexicon
from nwtool.language.numbers import parse_number


class Expression(NamedTuple):
    """What the words of a date or time say.

    `kind` tells how to read the rest: "fixed" (`value` is all there is to know), "date" (a calendar date of which
    parts may be missing), "weekday" (`day` of the week), "shift" (`steps` units from the day of writing) and "anchor"
    (`steps` units from the date named before).
    """

    start: int
    end: int
    type: str
    kind: str
    value: str | None = None
    year: int | None = None
    month: int | None = None
    day: int | None = None
    unit: str = ""
    steps: int = 0


Match = re.Match[str]
Reader = Callable[[Match], Expression | None]

ISO_UNITS = {"year": "P{}Y", "month": "P{}M", "week": "P{}W", "day": "P{}D", "night": "P{}D",
             "hour": "PT{}H", "minute": "PT{}M", "second": "PT{}S"}  # fmt: skip
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}  # codes of ISO 8601-2
QUARTERS = {"first": 33, "second": 34, "third": 35, "fourth": 36, "1": 33, "2": 34, "3": 35, "4": 36}
SHIFTS = {"last": -1, "past": -1, "this": 0, "current": 0, "next": 1, "coming": 1}
ANCHORS = {"same": 0, "that": 0, "following": 1, "previous": -1}
DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0}

# "May" and "March" are verbs, "April" and "June" are women: alone they are months behind these words only.
BEFORE_RE = re.compile(r"(?:\b(?P<word>[A-Za-z]+)\s|[-–]\s?)$")
SURE_MONTHS = frozenset({"january", "february", "july", "september", "october", "november", "december"})
PLURAL_RE = re.compile(r"\s\+?[a-z]{3,}s\b")  # "1709 pupils"
EVERY_RE = re.compile(r"\b(?:[Ee]very|[Ee]ach|[Oo]n\san?|per\sweek\son)\s$")  # "on a Monday" is any Monday
NOWADAYS_RE = re.compile(r"\b(?:still|known|what\sis)\b[^.;!?\n]*$")
# Words before a number that make it a year, and words behind it that show that it counts something.
YEAR_CUE_RE = re.compile(r"\b(?P<word>[A-Za-z]+)\.?\s$|[(\[–—-]\s?$|,\s$|['‘’“\"]$")
COUNTED_RE = re.compile(r"[\s-](?P<word>[A-Za-z]+)|%|°")


def read_iso(match: Match) -> Expression | None:
    """Read "2021-12-02"; a date that is none ("2021-13-02") is left to others."""
    year, month = int(match["year"]), int(match["month"])
    day = int(match["day"]) if match["day"] else None
    return _calendar(match, year, month, day)


def read_slashes(match: Match) -> Expression | None:
    """Read "2/13/2021" and "13.2.2021"; "2/3/2021" has no value, since half of the world reads it the other way."""
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    if first > 12 or (match["sign"] == "." and second <= 12):
        return _calendar(match, year, second, first)
    if second > 12 or first == second:
        return _calendar(match, year, first, second)
    return _fixed(match, None) if first and second else None


def read_attack(match: Match) -> Expression | None:
    """Read "9/11", which in news is one day and no fraction."""
    return Expression(*match.span(), "DATE", "date", year=2001, month=9, day=11)


def read_calendar(match: Match) -> Expression | None:
    """Read a month with a day, a year, or both."""
    parts = match.groupdict()
    year = int(parts["year"]) if parts.get("year") else None
    day = int(parts["day"]) if parts.get("day") else None
    month = int(lexicon.table("months")[parts["month"].lower().rstrip(".")])
    found = _calendar(match, year, month, day)
    if found and parts.get("to"):
        last = _calendar(match, year, month, int(parts["to"]))
        if not last:
            return None
        return _fixed(match, f"{year}-{month:02}-{day:02}/{year}-{month:02}-{last.day:02}" if year else None)
    return found


def read_month(match: Match) -> Expression | None:
    """Read a month that stands alone: not "May I", not "April Smith", not "Jan Smith"."""
    name, text = match["month"].lower(), match.string
    if name not in SURE_MONTHS:
        before = BEFORE_RE.search(text, max(0, match.start() - 9), match.start())
        is_cued = before and (not before["word"] or before["word"].lower() in lexicon.words("month-cues"))
        if not is_cued or (len(name.rstrip(".")) < 5 and name not in ("may", "june")):
            return None
    return _calendar(match, None, int(lexicon.table("months")[name.rstrip(".")]), None)


def read_weekday(match: Match) -> Expression | None:
    """Read a day of the week; short forms ("Sun", "Sat") only with a full stop."""
    name = match["weekday"].lower()
    if len(name) < 6 and not name.endswith("."):
        return None
    if EVERY_RE.search(match.string, max(0, match.start() - 12), match.start()):
        return _fixed(match, None)
    day = int(lexicon.table("weekdays")[name.rstrip(".")])
    return Expression(*match.span(), "DATE", "weekday", day=day)


def read_clock(match: Match) -> Expression | None:
    """Read a time of day: "3 p.m.", "15:30", "1400 GMT", "9 o'clock"."""
    parts = match.groupdict()
    hour, minute = int(parts["hour"]), int(parts.get("minute") or 0)
    half = (parts.get("half") or "").lower()
    if hour > 23 or minute > 59 or (half and not 0 < hour < 13):
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    zone = "Z" if parts.get("zone") in ("GMT", "UTC") else ""
    value = None if parts.get("clock") else f"T{hour:02}:{minute:02}{zone}"
    return Expression(*match.span(), "TIME", "fixed", value)


def read_year(match: Match) -> Expression | None:
    """Read a year: digits behind a word that asks for one, or of our times with nothing counted behind them."""
    text, year = match.string, int(match["year"])
    counted = COUNTED_RE.match(text, match.end())
    if counted and (not counted["word"] or counted["word"] in lexicon.words("counted-words")):
        return None
    if not 1900 <= year <= 2050:
        cue = YEAR_CUE_RE.search(text, max(0, match.start() - 9), match.start())
        word = cue["word"].lower() if cue and cue["word"] else ""
        if not cue or (word and word not in lexicon.words("year-cues")):
            return None
        if PLURAL_RE.match(text, match.end()) and word not in ("in", "since", "until"):
            return None
    return Expression(*match.span(), "DATE", "date", year=year)


def read_years(match: Match) -> Expression | None:
    """Read "2019-20" and "2019/20"."""
    year, last = int(match["year"]), int(match["last"])
    return _fixed(match, f"{year}/{year // 100 * 100 + last}") if year % 100 < last else None


def read_decade(match: Match) -> Expression | None:
    """Read "the 1990s", "the '60s"; the value is the decade as ISO 8601 writes it, "199"."""
    year = int(match["decade"])
    return _fixed(match, str((year if year > 99 else 1900 + year) // 10))


def read_century(match: Match) -> Expression | None:
    """Read "the 20th century"; its value is "19", unless it lies before Christ."""
    word = match["nth"].lower()
    number = int(word[:-2]) if word[0].isdigit() else int(lexicon.table("ordinal-words")[word])
    return _fixed(match, f"{number - 1:02}" if not match["era"] and 0 < number < 100 else None)


def read_era(match: Match) -> Expression | None:
    """Read "508 BC", "AD 842"; ISO 8601 counts a year 0, so 508 BC is "-0507"."""
    year = int(match["year"])
    if match["era"].startswith("B"):
        return _fixed(match, f"-{year - 1:04}" if year else None)
    return _fixed(match, f"{year:04}") if year else None


def read_quarter(match: Match) -> Expression | None:
    """Read "the third quarter of 2021", "Q3 2021": the code of ISO 8601-2 for a quarter, "2021-35"."""
    year, quarter = match["year"], match["quarter"].lower()
    return _fixed(match, f"{year}-{QUARTERS[quarter]}" if year else None)


def read_season(match: Match) -> Expression | None:
    """Read "summer 2019": the code of ISO 8601-2 for a season, "2019-22"."""
    return _fixed(match, f"{match['year']}-{SEASONS[match['season'].lower()]}")


def read_day(match: Match) -> Expression | None:
    """Read "today", "yesterday", "the day after tomorrow"."""
    word = match["word"].lower()
    if word == "today" and NOWADAYS_RE.search(match.string, max(0, match.start() - 60), match.start()):
        return _fixed(match, None)
    count = DAYS[word] + (DAYS[word] if match["beyond"] else 0)
    return Expression(*match.span(), "TIME" if word == "tonight" else "DATE", "shift", unit="day", steps=count)


def read_relative(match: Match) -> Expression | None:
    """Read "last week", "next March", "this Thursday", "the same day", "this morning"."""
    way, text = match["way"].lower(), match.string
    if match["month"]:
        month = int(lexicon.table("months")[match["month"].lower().rstrip(".")])
        return Expression(*match.span(), "DATE", "date", month=month, steps=SHIFTS.get(way, 0))
    if match["weekday"]:
        if way == "past" or len(match["weekday"]) < 6:
            return None
        day = int(lexicon.table("weekdays")[match["weekday"].lower()])
        return Expression(*match.span(), "DATE", "weekday", day=day, unit=way, steps=SHIFTS.get(way, 0))
    unit = match["unit"].lower()
    if unit in ("morning", "afternoon", "evening", "night"):
        if way not in ("this", "last") or (way == "last") != (unit == "night"):
            return None
        return Expression(*match.span(), "TIME", "shift", unit="day", steps=SHIFTS[way])
    the = text[max(0, match.start() - 4) : match.start()].lower() == "the "
    if way in ("same", "following", "previous") or way == "that" or (way == "next" and the):
        if way == "that" and unit == "night":
            return None
        return Expression(*match.span(), "DATE", "anchor", unit=unit, steps=ANCHORS.get(way, 1))
    if unit == "day" or way == "current":
        return None if way in ("this", "last", "coming") else _fixed(match, None)
    if (the and way in ("last", "past")) or way == "coming":  # "the last year" is twelve months, not 2020
        return _fixed(match, None)
    return Expression(*match.span(), "DATE", "shift", unit=unit, steps=SHIFTS[way])


def read_span(match: Match) -> Expression | None:
    """Read "the past five years", "the next few days": how long, not when."""
    number = parse_number(match.string, match.start("number"))
    value = number.value if number and number.end == match.end("number") else None
    start = match.start() - 4 if match.string[max(0, match.start() - 4) : match.start()].lower() == "the " else None
    return _duration(match.start() if start is None else start, match.end(), match["unit"], value)


def read_vague(match: Match) -> Expression | None:
    """Read "a year ago", "several months later"; only "a" and "an" say how many."""
    count = 1 if match["some"].lower() in ("a", "an") else None
    return ago(match.start(), match.end(), match["unit"], match["way"], count)


def read_beside(match: Match) -> Expression | None:
    """Read "the year before", "the day after"; not "the day after he left"."""
    if match.string[max(0, match.start() - 4) : match.start()].lower() != "the ":
        return None
    return ago(match.start(), match.end(), match["unit"], "after" if match["way"] == "after" else "before", 1)


def read_fixed_time(match: Match) -> Expression | None:
    """Read "noon" and "midnight"."""
    return Expression(*match.span(), "TIME", "fixed", "T12:00" if match[0].lower() == "noon" else "T00:00")


def ago(start: int, end: int, unit: str, way: str | None, count: float | None) -> Expression:
    """Give the day so many units away from now, or from a day named before, as `way` tells; without it, how long."""
    if not way:
        return _duration(start, end, unit, count)
    kind = "TIME" if unit in ("hour", "minute", "second") else "DATE"
    if count is None or not isinstance(count, int) or kind == "TIME" or count > 100_000:
        return Expression(start, end, kind, "fixed")
    sign = -1 if way in ("ago", "back", "earlier", "before") else 1
    return Expression(
        start, end, kind, "shift" if way in ("ago", "back", "from now") else "anchor", unit=unit, steps=sign * count
    )


def _duration(start: int, end: int, unit: str, count: float | None) -> Expression:
    kind = "TIME" if unit in ("hour", "minute", "second") else "DATE"
    if unit in ("decade", "centur") and count is not None:
        unit, count = "year", count * (10 if unit == "decade" else 100)
    value = ISO_UNITS[unit].format(count) if count is not None and unit in ISO_UNITS else None
    return Expression(start, end, kind, "fixed", value)


def _fixed(match: Match, value: str | None) -> Expression:
    return Expression(*match.span(), "DATE", "fixed", value)


def _calendar(match: Match, year: int | None, month: int, day: int | None) -> Expression | None:
    """Make a calendar date, or None where there is no such day."""
    try:
        date(year or 2000, month, day or 1)  # 2000 is a leap year
    except ValueError:
        return None
    return Expression(*match.span(), "DATE", "date", year=year, month=month, day=day)
