"""A place in a text in, the date or time that is written there out: "Dec. 1, 2021", "two years ago", "3 p.m.".

What is found is an `Expression`: its span and what its words say, not yet the day that they mean. `values.py` turns
that into a value, since it needs the day of writing and the dates named before.
"""

from __future__ import annotations

import re
from functools import cache

from nwtool.language.numbers import Number
from nwtool.stages.dates import readings as read
from nwtool.stages.dates.readings import Expression, Reader

MONTH = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December"
    r"|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)(?!\w)"
)
WEEKDAY = (
    r"(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY"
    r"|(?:Mon|Tues?|Wed|Thurs?|Thu|Fri|Sat|Sun)\b\.?)(?!\w)"
)
YEAR = r"(?P<year>1\d{3}|20\d{2})(?!\w|[.,]\d)"
DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?![\w:%]|[.,]\d)"
TO = r"(?:\s?[-–—]\s?(?P<to>[0-3]?\d)(?:st|nd|rd|th)?(?![\w:%]))?"
MONTH_DAY = rf"{MONTH}\s{DAY}{TO}(?:(?:\s?,\s|\s|\sof\s){YEAR})?"
DAY_MONTH = rf"{DAY}{TO}(?:\s(?:day\s)?of\s|\s|-){MONTH}(?:(?:\s?,\s|\s|-|\sof\s){YEAR})?"
ZONE = r"(?:\s\(?(?P<zone>GMT|UTC|[ECMP][SD]?T|CEST|CET|EET|BST|IST|JST|AEST|AEDT|MSK)\)?(?!\w))?"
UNIT = r"(?P<unit>year|month|week|day|decade|centur(?=y|ies)|hour|minute|second|night)y?(?P<plural>ies|s)?"
FROM_NOW = r"(?:\s(?P<way>ago|earlier|later|from\snow|(?:before|after|back)(?=[,.;)]|$))(?!\w))?"

LEFT_RE = re.compile(r"(?:\b[Tt]he\s)?\b(?:[Ee]arly|[Ll]ate|[Mm]id)(?:\s|-)$|\b[Tt]he\s$")
LENGTH_RE = re.compile(rf"(?:\s|-){UNIT}(?P<old>(?:\s|-)old(?:er)?)?(?!\w){FROM_NOW}")


def read_length(text: str, start: int, number: Number) -> Expression | None:
    """Read a number of years, days or minutes: "two years ago", "three weeks", "27-year-old"."""
    match = None if number.letter else LENGTH_RE.match(text, number.end)
    if not match or not (match["plural"] or match["old"] or match[0][0] == "-" or number.value == 1):
        return None
    return read.ago(start, match.end(), match["unit"], match["way"], number.value)


# By what a date can begin with: patterns to try in this order. The longest reading stands first.
RULES: dict[str, list[tuple[str, Reader]]] = {
    "digit": [
        (r"(?P<year>[12]\d{3})-(?P<month>\d\d)(?:-(?P<day>\d\d))?(?![\w-])", read.read_iso),
        (r"(?P<first>\d\d?)(?P<sign>[/.])(?P<second>\d\d?)(?P=sign)(?P<year>(?:19|20)\d\d)(?!\w)", read.read_slashes),
        (r"9/11(?![\w/]|\.\d)", read.read_attack),
        (DAY_MONTH, read.read_calendar),
        (rf"(?P<hour>\d\d?)(?:[:.](?P<minute>\d\d))?\s?(?P<half>[apAP])\.?[mM](?!\w)\.?{ZONE}",
         read.read_clock),
        (rf"(?P<hour>\d\d?):(?P<minute>\d\d)(?!\w|:){ZONE}", read.read_clock),
        (r"(?P<hour>\d\d):?(?P<minute>\d\d)\s(?P<zone>GMT|UTC)(?!\w)", read.read_clock),
        (r"(?P<hour>\d\d?)(?P<clock>\so['’]clock)", read.read_clock),
        (r"(?P<decade>[12]\d\d0|[2-9]0)['’]?s(?!\w)", read.read_decade),
        (r"(?P<nth>\d\d?(?:st|nd|rd|th))(?:\s|-)[Cc]entury(?P<era>\sB\.?C)?", read.read_century),
        (r"(?P<year>\d{1,4})\s?(?P<era>B\.C\.(?:E\.)?|BCE?|A\.D\.|AD|CE)(?!\w)", read.read_era),
        (r"(?P<year>1[89]\d\d|20\d\d)[-–/](?P<last>\d\d)(?!\w|[-–/.]\d)", read.read_years),
        (rf"(?P<quarter>[1-4])(?:st|nd|rd|th)\s[Qq]uarter(?:(?:\sof)?\s{YEAR})?", read.read_quarter),
    ],
    "year": [(YEAR, read.read_year)],
    "month": [
        (MONTH_DAY, read.read_calendar),
        (rf"{MONTH}(?:\s?,\s|\s|\sof\s){YEAR}", read.read_calendar),
        (MONTH, read.read_month),
    ],
    "weekday": [
        (rf"{WEEKDAY}(?:\s?,)?\s(?:the\s)?(?:{MONTH_DAY})", read.read_calendar),
        (rf"{WEEKDAY}(?:\s?,)?\s(?:the\s)?(?:{DAY_MONTH})", read.read_calendar),
        (WEEKDAY, read.read_weekday),
    ],
    "day": [(r"(?P<beyond>[Dd]ay\s(?:after|before)\s)?(?P<word>[Tt]oday|[Yy]esterday|[Tt]omorrow|[Tt]onight)(?!\w)",
             read.read_day)],
    "relative": [
        (rf"(?:[Ll]ast|[Pp]ast|[Nn]ext|[Cc]oming|[Pp]revious|[Ff]ollowing|[Ff]irst)\s"
         rf"(?P<number>few|couple\sof|several|many|[\d,.]+|[a-zA-Z-]+)\s{UNIT}(?!\w)", read.read_span),
        (rf"(?P<way>[Ll]ast|[Pp]ast|[Nn]ext|[Tt]his|[Tt]hat|[Cc]oming|[Pp]revious|[Ff]ollowing|[Ss]ame|[Cc]urrent)\s"
         rf"(?:past\s)?(?:(?P<unit>[Ww]eek|[Mm]onth|[Yy]ear|decade|century|quarter|[Nn]ight|[Dd]ay|morning|afternoon|evening)(?!\w)"
         rf"|{MONTH}(?!\s\d)|{WEEKDAY})", read.read_relative),
    ],
    "some": [(rf"(?P<some>[Aa]n?|[Aa]\sfew|[Aa]\scouple\sof|[Ss]everal|[Mm]any)\s{UNIT}(?!\w)\s"
              r"(?P<way>ago|earlier|before|later|from\snow|back)(?!\w)", read.read_vague)],
    "unit": [(r"(?P<unit>day|night|month|year)\s(?P<way>before|after|earlier)(?=[,.;)]|$)", read.read_beside)],
    "season": [(rf"(?P<season>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)(?:\sof)?\s{YEAR}", read.read_season)],
    "ordinal": [
        (r"(?P<nth>[A-Za-z]+(?:-first)?)(?:\s|-)[Cc]entury(?P<era>\sB\.?C)?", read.read_century),
        (rf"(?P<quarter>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth)\s[Qq]uarter(?:(?:\sof)?\s{YEAR})?", read.read_quarter),
    ],
    "quarter": [(rf"Q(?P<quarter>[1-4])(?:(?:\sof)?\s{YEAR})?(?!\w)", read.read_quarter)],
    "era": [(r"(?P<era>A)\.?D\.?\s?(?P<year>\d{1,4})(?!\w)", read.read_era)],
    "noon": [(r"(?:[Nn]oon|[Mm]idnight)(?!\w)", read.read_fixed_time)],
}  # fmt: skip


@cache
def _rules(trigger: str) -> list[tuple[re.Pattern[str], Reader]]:
    return [(re.compile(pattern), reading) for pattern, reading in RULES[trigger]]


def parse_date(text: str, start: int, trigger: str) -> Expression | None:
    """Read the date or time that begins at `start` with a word of the class `trigger`, a key of `RULES`.

    >>> found = parse_date("Dec. 1, 2021, in Kirovsk", 0, "month")
    >>> found.end, found.year, found.month, found.day
    (12, 2021, 12, 1)
    >>> parse_date("May I go?", 0, "month") is None
    True
    """
    for pattern, reading in _rules(trigger):
        match = pattern.match(text, start)
        found = reading(match) if match else None
        if found:
            return found
    return None
