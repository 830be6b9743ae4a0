"""Dates, times and amounts: what is found, what it means, and what is none."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from growth import growth

from nwtool.record.codec import dumps
from nwtool.stages.dates.amounts import find_amounts
from nwtool.stages.dates.day import day_of_writing

WRITTEN = date(2021, 12, 3)  # a Friday

DATES = [
    ("It opens on 2021-11-30.", "2021-11-30", "2021-11-30"),
    ("It opened on Dec. 1, 2020.", "Dec. 1, 2020", "2020-12-01"),
    ("It opened on 1 December 2020.", "1 December 2020", "2020-12-01"),
    ("It opened on the 4th of May, 1999.", "4th of May, 1999", "1999-05-04"),
    ("It opened in May 1999.", "May 1999", "1999-05"),
    ("It opened on Tuesday, June 19, 2018.", "Tuesday, June 19, 2018", "2018-06-19"),
    ("It ran on 5-6 September 2019.", "5-6 September 2019", "2019-09-05/2019-09-06"),
    ("It opened on 2/13/2021.", "2/13/2021", "2021-02-13"),
    ("It opened on 13.2.2021.", "13.2.2021", "2021-02-13"),
    ("It opened on 2/3/2021.", "2/3/2021", None),
    ("It opened on 11.14.2019.", "11.14.2019", "2019-11-14"),
    ("It opened on Thursday.", "Thursday", "2021-12-02"),
    ("It will open on Thursday.", "Thursday", "2021-12-09"),
    ("It opened last Friday.", "last Friday", "2021-11-26"),
    ("It opens next Friday.", "next Friday", "2021-12-10"),
    ("It must close by January 31.", "January 31", "2022-01-31"),
    ("It closed on August 31.", "August 31", "2021-08-31"),
    ("It closed in July.", "July", "2021-07"),
    ("It will close in July.", "July", "2022-07"),
    ("It closed last March.", "last March", "2021-03"),
    ("It closed yesterday.", "yesterday", "2021-12-02"),
    ("It closes tomorrow.", "tomorrow", "2021-12-04"),
    ("It closes the day after tomorrow.", "the day after tomorrow", "2021-12-05"),
    ("It closed last week.", "last week", "2021-W47"),
    ("It closed last month.", "last month", "2021-11"),
    ("It closes next year.", "next year", "2022"),
    ("It closed two years ago.", "two years ago", "2019"),
    ("It closed three days ago.", "three days ago", "2021-11-30"),
    ("It closed a month ago.", "a month ago", "2021-11"),
    ("It closed several years ago.", "several years ago", None),
    ("It closed in 1984.", "1984", "1984"),
    ("It was popular in the late 1990s.", "the late 1990s", "199"),
    ("It was popular in the '60s.", "60s", "196"),
    ("It is a 20th century idea.", "20th century", "19"),
    ("It fell in 508 BC.", "508 BC", "-0507"),
    ("It fell in AD 842.", "AD 842", "0842"),
    ("Sales fell in the third quarter of 2021.", "the third quarter of 2021", "2021-35"),
    ("Sales fell in Q3 2021.", "Q3 2021", "2021-35"),
    ("Sales fell in summer 2020.", "summer 2020", "2020-22"),
    ("He ruled in the 2019-20 season.", "2019-20", "2019/2020"),
    ("He worked there for three years.", "three years", "P3Y"),
    ("The 27-year-old won.", "27-year-old", "P27Y"),
    ("He worked there for the past five months.", "the past five months", "P5M"),
]


def amounts(text: str, created: date | None = WRITTEN) -> list[tuple[str, str, Any, Any]]:
    return [(text[a.start : a.end], a.type, a.value, a.unit) for a in find_amounts(text, created)]


@pytest.mark.parametrize(("text", "words", "value"), DATES)
def test_date(text: str, words: str, value: str | None) -> None:
    assert (words, "DATE", value, None) in amounts(text)


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("He left in 2014 and came back two years later.", "two years later", "2016"),
        ("She won in May 2014. The following month she left.", "The following month", "2014-06"),
        ("It began on May 7, 1921. The next day it ended.", "The next day", "1921-05-08"),
        ("It began in 1921. In March the same year it ended.", "the same year", "1921"),
        ("It began in 1921 and on 5 June it ended.", "5 June", "1921-06-05"),
        ("It began in 1921.\nIt must end by January 31.", "January 31", "2022-01-31"),
        ("It began in 2001, unlike the year before.", "the year before", "2000"),
    ],
)
def test_dates_are_counted_from_those_before(text: str, words: str, value: str) -> None:
    assert (words, "DATE", value, None) in amounts(text)


@pytest.mark.parametrize("text", ["It opened on Thursday.", "It opened yesterday.", "It closed on January 31."])
def test_without_a_day_of_writing_relative_dates_mean_nothing(text: str) -> None:
    assert [found[2] for found in amounts(text, None)] == [None]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It began at 3 p.m. GMT.", "T15:00Z"),
        ("It began at 12:15 a.m.", "T00:15"),
        ("It began at 15:30.", "T15:30"),
        ("It began at 1400 GMT.", "T14:00Z"),
        ("It began at noon.", "T12:00"),
        ("It began at 9 o'clock.", None),
        ("It began this morning.", "2021-12-03"),
        ("It began last night.", "2021-12-02"),
        ("It lasted 90 minutes.", "PT90M"),
    ],
)
def test_time(text: str, value: str | None) -> None:
    assert [found[1:3] for found in amounts(text)] == [("TIME", value)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It cost $3.5 million.", ("$3.5 million", "MONEY", 3500000, "USD")),
        ("It cost €2bn.", ("€2bn", "MONEY", 2000000000, "EUR")),
        ("It cost £5m.", ("£5m", "MONEY", 5000000, "GBP")),
        ("It cost C$40.", ("C$40", "MONEY", 40, "CAD")),
        ("It cost 300 Canadian dollars.", ("300 Canadian dollars", "MONEY", 300, "CAD")),
        ("It cost two million yen.", ("two million yen", "MONEY", 2000000, "JPY")),
        ("It cost 50 pesos.", ("50 pesos", "MONEY", 50, None)),
        ("It cost 40 cents.", ("40 cents", "MONEY", 0.4, "USD")),
        ("It cost $5-10 million.", ("$5-10 million", "MONEY", None, "USD")),
        ("It cost between $5 and $7 billion.", ("$5 and $7 billion", "MONEY", None, "USD")),
        ("It won 27 percent.", ("27 percent", "PERCENT", 27, "%")),
        ("It won 4.5% more.", ("4.5%", "PERCENT", 4.5, "%")),
        ("It won ten percentage points.", ("ten percentage points", "PERCENT", 10, "pp")),
        ("It is five miles away.", ("five miles", "QUANTITY", 5, "mi")),
        ("It moves at 75 miles per hour.", ("75 miles per hour", "QUANTITY", 75, "mph")),
        ("It is a 15-metre wall.", ("15-metre", "QUANTITY", 15, "m")),
        ("It weighs 10 tons.", ("10 tons", "QUANTITY", 10, None)),
        ("It has 1,426 seats.", ("1,426", "CARDINAL", 1426, None)),
        ("It has two hundred and five seats.", ("two hundred and five", "CARDINAL", 205, None)),
        ("It came third.", ("third", "ORDINAL", 3, None)),
        ("It came 22nd.", ("22nd", "ORDINAL", 22, None)),
    ],
)
def test_amount(text: str, found: tuple[str, str, Any, Any]) -> None:
    assert amounts(text) == [found]


@pytest.mark.parametrize(
    "text",
    ["May I go?", "They march on.", "April Smith left.", "He flew an F-16.", "COVID-19 came.", "someone", "v2beta", ""],
)
def test_none(text: str) -> None:
    assert amounts(text) == []


@pytest.mark.parametrize(
    "text", ["9" * 5000, "9" * 5000 + "th", "one" + " hundred" * 50, "$" + "9" * 5000, "9" * 400 + " years ago"]
)
def test_numbers_that_no_machine_holds(text: str) -> None:
    dumps({"amounts": amounts(text)})


def test_today_is_no_day_where_it_means_nowadays() -> None:
    assert amounts("The bridge is still used today.")[0][2] is None


def test_any_monday_is_no_day() -> None:
    assert amounts("They meet every Monday.")[0][2] is None


def test_a_counted_number_is_no_year() -> None:
    assert next(found[1] for found in amounts("Of 2000 troops, 1900 left.")) == "CARDINAL"


@pytest.mark.parametrize(
    "piece", ["1 ", "1,", "May ", "one-", "hundred and one ", "last ", "$", "1-", "1.", "5 a ", "Monday, "]
)
def test_any_text_is_read_in_linear_time(piece: str) -> None:
    assert growth(lambda size: list(find_amounts(piece * (size // len(piece)), WRITTEN)), 10_000) < 10


@pytest.mark.parametrize(
    ("doc", "day"),
    [
        ({"text": "It rained.", "created": "2021-12-03T10:00:00Z"}, WRITTEN),
        ({"text": "OSLO, Dec. 3, 2021 (Reuters) - It rained."}, WRITTEN),
        ({"text": "Rain again\nBy Ann Lee\nFriday, December 3, 2021\nIt rained."}, WRITTEN),
        ({"text": "Rain again\nPosted by Ann Lee of the Daily Loaf on December 3, 2021, 6:21 AM\nIt rained."}, WRITTEN),
        ({"text": "It rained on December 3, 2021, and later."}, None),
        ({"text": "It rained.", "created": "yesterday"}, None),
        (
            {"text": "Rain, December 3, 2021", "blocks": [{"start": 0, "end": 22, "kind": "caption"}]},
            None,
        ),
    ],
)
def test_day_of_writing(doc: Any, day: date | None) -> None:
    assert day_of_writing(doc) == day
