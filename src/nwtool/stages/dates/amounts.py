"""A text in, its dates, times, money, percentages, quantities and numbers out, each with its value.

The text is read once: at each word or sign that one of them can begin with, the readings are tried in turn, dates
first, and the reading goes on behind what was found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import accumulate, compress, count
from typing import NamedTuple

from nwtool.language import lexicon
from nwtool.language.candidates import pieces
from nwtool.language.numbers import Number, parse_number
from nwtool.stages.dates.find import LEFT_RE, parse_date, read_length
from nwtool.stages.dates.readings import Expression
from nwtool.stages.dates.values import Calendar

Value = str | int | float | None


class Amount(NamedTuple):
    """A date, time or number with what it means; only money, percentages and quantities have a unit."""

    start: int
    end: int
    type: str
    value: Value
    unit: str | None = None


# Words and signs that something can begin with; digits one by one, since a number is read from its first.
SCAN_RE = re.compile(r"([A-Za-z]+\$?|[0-9]|[$€£¥₹₽₩₺₴₦₪₱฿])")
TRIGGERS = {
    "day": "today yesterday tomorrow tonight day",
    "relative": "last past next this that coming previous following same current first",
    "some": "a an several many",
    "unit": "day night month year",
    "season": "spring summer autumn fall winter",
    "noon": "noon midnight",
}
SHORT = {"quarter": "Q", "era": "AD A"}
PERCENT_RE = re.compile(r"\s?%|(?:\s|-)(?:percent(?P<points>age\spoints?)?|per\scent|pct)(?!\w)")
YEARS_RE = re.compile(r"P|\d{4}/")  # values of lengths and of seasons, which take no "the"
RANGE_RE = re.compile(r"\s?[-–—]\s?(?=[$€£]?[0-9])|\s(?P<and>to|and)\s")
BETWEEN_RE = re.compile(r"\b[Bb]etween\s$")
TAIL_RE = re.compile(r"(?:\s|-)?(?P<words>(?:[^\W\d_]|°)(?:[^\W\d_]|[.°²³/$])*[0-9]?(?:(?:\s|-)[^\W\d_]+){0,4})")
# What stands behind the first digits of every date but a bare year; most numbers are spared the readings of dates.
DATED_RE = re.compile(r"[0-9]+(?:[-–—/.:'’A-Za-z]|\s(?:[A-Z–—-]|[aApPod]))")
ORDINAL_RE = re.compile(r"[0-9]+(?:,[0-9]{3})*(?:st|nd|rd|th)(?!\w)")
SIGN_RE = re.compile(r"(?:[A-Za-z]{1,3}\$|[A-Z]{3}|Rs|[$€£¥₹₽₩₺₴₦₪₱฿])\.?[ \u00a0]?")
WORD_RE = re.compile(r"[A-Za-z]+(?:-[a-z]+)?")
PREFIXES = ("mid-", "pre-", "post-", "late-", "early-")
POUNDS_OF_MONEY = 1000  # "pounds" behind a number from here on are money, below it weight


@cache
def _triggers() -> dict[str, tuple[str, ...]]:
    """Give, for each word that something can begin with, the classes of its readings."""
    table: dict[str, tuple[str, ...]] = {}

    def add(word: str, kind: str) -> None:
        for form in (word, word.capitalize()):
            if kind not in table.get(form, ()):
                table[form] = (*table.get(form, ()), kind)

    for kind, words in TRIGGERS.items():
        for word in words.split():
            add(word, kind)
    for kind in ("month", "weekday"):
        for word in lexicon.table(f"{kind}s"):
            for form in (word.capitalize(), word.upper()):
                table[form] = (kind,)
    for kind, words in SHORT.items():
        for word in words.split():
            table[word] = (*table.get(word, ()), kind)
    for word in lexicon.table("ordinal-words"):
        add(word.split("-")[0], "ordinal")
    for word in lexicon.table("number-words"):
        add(word, "number")
    for sign in lexicon.table("currencies"):
        if sign.endswith("$") or not sign[0].isalpha() or (len(sign) == 3 and sign.upper() not in ("WON", "YEN")):
            table[sign.upper()] = ("money",)
    for digit in "0123456789":
        table[digit] = ("digit",)
    return table


def find_amounts(text: str, created: date | None) -> Iterator[Amount]:
    """Find dates and numbers, in the order of the text, none overlapping another.

    >>> [tuple(found) for found in find_amounts("It lost 27 percent, or $3.5 million, in 2014.", None)]
    [(8, 18, 'PERCENT', 27, '%'), (23, 35, 'MONEY', 3500000, 'USD'), (40, 44, 'DATE', '2014', None)]
    """
    calendar = Calendar(text, created)
    behind = 0
    for start, classes in _scan(text):
        if start < behind or not _begins(text, start):
            continue
        found = _read(text, start, classes)
        if found is None:
            continue
        if isinstance(found, Expression):
            found = _dated(text, found, calendar, behind)
        behind = found.end
        yield found


def _scan(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Give the places of the words and signs that something can begin with, and the classes of its readings."""
    triggers = _triggers()
    for first, last in pieces(text):
        parts = SCAN_RE.split(text[first:last])  # what stands between, and words, in turn: most are none, found in C
        ends = list(accumulate(map(len, parts), initial=first))
        for i in compress(count(1, 2), map(triggers.__contains__, parts[1::2])):
            yield ends[i], triggers[parts[i]]


def _begins(text: str, start: int) -> bool:
    """Tell whether a word or number can begin here: not inside of a word, an address or a name like "F-16"."""
    if not start:
        return True
    before = text[start - 1]
    if before.isalnum() or before in "_@#&=\\":
        return False
    if not text[start].isdigit():
        return before not in "'’" or not text[start].isalpha()
    if before in "./,$€£":
        return False
    if before in "-–" and start > 1 and text[start - 2].isalpha():
        return text[max(0, start - 6) : start].lower().endswith(PREFIXES)
    return True


def _read(text: str, start: int, classes: tuple[str, ...]) -> Expression | Amount | None:
    for kind in classes:
        if kind in ("digit", "number"):
            found = _numeric(text, start, kind == "digit")
        elif kind == "money":
            found = _money(text, start)
        else:
            found = parse_date(text, start, kind) or (_ordinal(text, start) if kind == "ordinal" else None)
        if found:
            return found
    return None


def _numeric(text: str, start: int, in_digits: bool) -> Expression | Amount | None:
    """Read what begins with a number: a date, a length of time, something counted, a year, or the number alone."""
    dated = parse_date(text, start, "digit") if in_digits and DATED_RE.match(text, start) else None
    number = None if dated else parse_number(text, start)
    if not number:
        return dated
    return (
        read_length(text, start, number)
        or _counted(text, start, number)
        or (parse_date(text, start, "year") if in_digits else None)
        or _cardinal(text, start, number)
    )


def _dated(text: str, found: Expression, calendar: Calendar, behind: int) -> Amount:
    """Give a date its value, and take in "early", "the late" and such before it."""
    start = found.start
    if found.type == "DATE" and not found.day and not YEARS_RE.match(found.value or ""):
        left = LEFT_RE.search(text, max(behind, start - 10), start)
        if left and (found.kind in ("shift", "anchor", "fixed") or not left[0].lower().startswith("the ")):
            start = left.start()
    return Amount(start, found.end, found.type, calendar.value(found))


def _money(text: str, start: int) -> Amount | None:
    """Read "$3.5 million", "€2bn", "USD 40": a sign or code before a number."""
    sign = SIGN_RE.match(text, start)
    number = parse_number(text, sign.end()) if sign else None
    if not (sign and number) or not text[sign.end()].isdigit():
        return None
    end, value = _ranged(text, start, number)
    return Amount(start, end, "MONEY", value, _currency(sign[0].rstrip(". \u00a0")))


def _currency(word: str) -> str | None:
    code = lexicon.table("currencies").get(word.lower())
    return None if code == "?" else code


def _ranged(text: str, start: int, number: Number) -> tuple[int, Value]:
    """Take in the second number of a range ("$5-10 million", "between 10 and 15"); a range has no value."""
    match = RANGE_RE.match(text, number.end)
    if not match or (match["and"] == "and" and not BETWEEN_RE.search(text, max(0, start - 8), start)):
        return number.end, number.value
    second = parse_number(text, match.end() + text.startswith(("$", "€", "£"), match.end()))
    return (second.end, None) if second and second.value > number.value else (number.end, number.value)


def _counted(text: str, start: int, number: Number) -> Amount | None:
    """Read a number by what stands behind it: a percentage, money or a quantity."""
    for end, value in dict.fromkeys((_ranged(text, start, number), (number.end, number.value))):
        percent = PERCENT_RE.match(text, end)
        if percent:
            return Amount(start, percent.end(), "PERCENT", value, "pp" if percent["points"] else "%")
        tail = TAIL_RE.match(text, end)
        found = _measured(start, value, tail) if tail else None
        if found:
            return found
    return None


def _measured(start: int, value: Value, tail: re.Match[str]) -> Amount | None:
    """Find the longest name of a money or a unit at the beginning of the words behind a number."""
    words = tail["words"].lower()
    for end in [*(match.start() for match in re.finditer(r"[\s-]|\.?$", words))][::-1]:
        name, stop = words[:end], tail.start("words") + end
        if name in ("pounds", "pound"):
            is_money = isinstance(value, int | float) and value >= POUNDS_OF_MONEY
            return Amount(start, stop, *(("MONEY", value, "GBP") if is_money else ("QUANTITY", value, "lb")))
        if name in ("cents", "pence"):
            part = value / 100 if isinstance(value, int | float) else None
            return Amount(start, stop, "MONEY", part, "GBP" if name == "pence" else "USD")
        if name in lexicon.table("currencies") and (name != "won" or value is None or value >= 100):  # type: ignore[operator]
            return Amount(start, stop, "MONEY", value, _currency(name))
        unit = lexicon.table("units").get(name)
        if unit:
            return Amount(start, stop, "QUANTITY", value, None if unit == "?" else unit)
    return None


def _cardinal(text: str, start: int, number: Number) -> Amount | None:
    """Read a plain number, or an ordinal in digits; not one that is part of a name ("4x4", "5G", "7UP")."""
    ordinal = ORDINAL_RE.match(text, start)
    if ordinal:
        return Amount(start, ordinal.end(), "ORDINAL", number.value)
    if text[number.end : number.end + 1].isalnum() or number.letter:
        return None
    return Amount(start, number.end, "CARDINAL", number.value)


def _ordinal(text: str, start: int) -> Amount | None:
    match = WORD_RE.match(text, start)
    value = lexicon.table("ordinal-words").get(match[0].lower()) if match else None
    return Amount(start, match.end(), "ORDINAL", int(value)) if match and value else None
