"""Dates as written and the day of writing in, their ISO 8601 values out: "on Thursday" is "2021-12-02"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from nwtool.stages.dates.readings import Expression

# Words before a date, in its clause, that put it in the future.
FUTURE_RE = re.compile(
    r"\b(?:will|shall|going\sto|to\sbe|due|scheduled|set\sto|plan(?:s|ned)?|expect(?:s|ed)|ahead\sof|deadline"
    r"|upcoming|starting|begins|runs)\b[^.;!?\n]*$"
)
# Words that do so for a weekday: a week is short enough for "would vote on Sunday" to look ahead.
UNTIL_RE = re.compile(r"\b(?:(?:until|till)\s$|(?:would|must|should)\b(?!\shave\b)[^.;:!?\n\"“”]{0,60}$)")
CLAUSE = 120  # characters before a date that are searched for them
STORY = 1000

When = tuple[int, int | None, int | None]


def parse_created(created: object) -> date | None:
    """Read the day of a record's `created`; None where it is missing or not a full date.

    >>> parse_created("2021-12-02T10:30:00Z")
    datetime.date(2021, 12, 2)
    """
    if not isinstance(created, str):
        return None
    try:
        return date.fromisoformat(created[:10])
    except ValueError:
        return None


def format_when(when: When) -> str | None:
    """Write a year, a month or a day as ISO 8601; None outside the years that four digits hold.

    >>> format_when((2021, 12, None))
    '2021-12'
    """
    year, month, day = when
    if not 1 <= year <= 9999:
        return None
    return "-".join((f"{year:04}", *(f"{part:02}" for part in (month, day) if part)))


def add_months(year: int, month: int, count: int) -> tuple[int, int]:
    """Count on from a month.

    >>> add_months(2021, 12, 2)
    (2022, 2)
    """
    months = year * 12 + month - 1 + count
    return months // 12, months % 12 + 1


class Calendar:
    """The values of a document's dates, asked for in the order of the text."""

    def __init__(self, text: str, created: date | None) -> None:
        self._text = text
        self._created = created
        self._last: When | None = None
        self._last_end = 0

    def value(self, found: Expression) -> str | None:
        """Give the ISO value of a date, None where the text doesn't say."""
        if found.kind == "fixed":
            return found.value
        if found.kind == "shift" and found.unit in ("week", "decade", "century"):
            return self._period(found)
        if found.kind == "date":
            when = self._date(found)
        elif found.kind == "weekday":
            when = self._weekday(found)
        elif found.kind == "shift":
            created = self._created
            when = self._moved((created.year, created.month, created.day), found) if created else None
        else:
            when = self._moved(self._last, found) if self._last else None
        value = format_when(when) if when else None
        if value:
            self._last, self._last_end = when, found.end
        return value

    def _date(self, found: Expression) -> When | None:
        """Give a calendar date its year: its own, the one of the story it is told in, or the nearest."""
        month, day, created = found.month, found.day, self._created
        if found.year or not month:
            return (found.year, month, day) if found.year else None
        if self._last and self._tells_of(self._last[0], found.start):
            return self._last[0], month, day
        if not created:
            return None
        here, there = (created.month, created.day if day else 0), (month, day or 0)
        if found.steps or there == here:
            late, early = there > here, there < here
            return created.year + (found.steps > 0 and not late) - (found.steps < 0 and not early), month, day
        past = created.year - (there > here)
        future = past + 1
        ahead = (month - created.month) % 12
        if self._in_future(found.start):
            return future, month, day
        return future if 0 < ahead <= AHEAD or (ahead == 0 and there > here) else past, month, day

    def _tells_of(self, year: int, start: int) -> bool:
        """Tell whether a date without a year at `start` belongs to the year named before it rather than to today's."""
        if self._last_end < start - STORY:
            return False
        if not self._created:
            return "\n" not in self._text[self._last_end : start]
        if year > self._created.year:
            return "\n" not in self._text[self._last_end : start]
        # gum_dates .908; without the paragraph's bound .909, but news leaps back to today with a new paragraph
        return year < self._created.year - 1 and "\n" not in self._text[self._last_end : start]

    def _weekday(self, found: Expression) -> When | None:
        """Give the day that a weekday names: the last one up to today, the next one where the clause looks ahead."""
        start = self._created
        if found.unit in ("following", "previous", "same", "that"):
            if not self._last or not (self._last[1] and self._last[2]):
                return None
            start = date(self._last[0], self._last[1], self._last[2])
        if start is None or found.day is None:
            return None
        back, ahead = (start.weekday() - found.day) % 7, (found.day - start.weekday()) % 7
        if found.unit in ("last", "previous"):
            days = -(back or 7)
        elif found.unit in ("next", "following", "coming"):
            days = ahead or 7
        else:
            is_ahead = found.unit == "this" or self._in_future(found.start) or self._until(found.start)
            days = ahead if is_ahead else -back
        return _day(start, days)

    def _moved(self, start: When, found: Expression) -> When | None:
        """Count on from a date, as exactly as the unit says: two years later is a year, not a day."""
        year, month, day = start
        if found.unit == "year":
            return year + found.steps, None, None
        if found.unit == "decade":
            return None
        if found.unit == "month" and month:
            return *add_months(year, month, found.steps), None
        if found.unit in ("day", "night", "week") and month and day:
            if found.unit == "week":
                return None if not found.steps else _day(date(year, month, day), 7 * found.steps)
            return _day(date(year, month, day), found.steps)
        return None

    def _period(self, found: Expression) -> str | None:
        """Give "last week" as a week ("2021-W48"), "last decade" as a decade ("201")."""
        if not self._created:
            return None
        if found.unit == "week":
            when = _day(self._created, 7 * found.steps)
            if not when:
                return None
            week = date(*when).isocalendar()  # type: ignore[arg-type]
            return f"{week.year}-W{week.week:02}"
        digits = 3 if found.unit == "decade" else 2
        number = self._created.year // 10 ** (4 - digits) + found.steps
        return f"{number:0{digits}}" if 0 < number < 10**digits else None

    def _until(self, start: int) -> bool:
        """Tell whether the words before a weekday make it the next one."""
        return UNTIL_RE.search(self._text, max(0, start - CLAUSE), start) is not None

    def _in_future(self, start: int) -> bool:
        return FUTURE_RE.search(self._text, max(0, start - CLAUSE), start) is not None


AHEAD = 2  # months; "by January 31" written in December looks ahead, "in January" written in May looks back


def _day(start: date, days: int) -> When | None:
    try:
        moved = start + timedelta(days)
    except OverflowError:
        return None
    return moved.year, moved.month, moved.day
