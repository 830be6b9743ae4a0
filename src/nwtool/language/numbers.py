"""A place in a text in, the number that stands there out: "3.5 million", "twenty-two thousand", "1,426".

A number ends where it can no longer go on; what it counts (money, years, metres) is for the caller to see.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from nwtool.language import lexicon

LARGEST = 10**18  # beyond 64 bits JSON readers stop being exact
SCALES = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12, "quadrillion": 15}
SHORT_SCALES = {"k": 3, "m": 6, "mn": 6, "mln": 6, "b": 9, "bn": 9, "bln": 9, "tn": 12, "trn": 12}
DIGITS_RE = re.compile(
    rf"""(?P<digits> \d{{1,3}}(?:,\d{{3}})+(?:\.\d+)? | \d+(?:\.\d+)? )
        (?: [\ \u00a0-]? (?P<scale> {"|".join(SCALES)}|dozen ) (?!\w)
          | \ ? (?P<short> mn|mln|bn|bln|tn|trn ) (?!\w)
          | (?P<letter> [kKmMbB] ) (?!\w) )?""",
    re.X,
)


class Number(NamedTuple):
    """A number that ends at `end`; `letter` tells that its scale is one letter, which could be a unit ("5m")."""

    end: int
    value: int | float
    letter: bool = False


@cache
def _values() -> dict[str, int]:
    return {word: int(value) for word, value in lexicon.table("number-words").items()}


@cache
def words_pattern() -> str:
    """Give the pattern of one number word, in lower case or with a capital."""
    return "|".join(f"[{word[0].upper()}{word[0]}]{word[1:]}" for word in sorted(_values(), key=len, reverse=True))


@cache
def _words_re() -> re.Pattern[str]:
    word, scale = words_pattern(), "|".join(SCALES)
    behind_scale = "|".join(f"(?<={name})" for name in SCALES)
    unit = "one|two|three|four|five|six|seven|eight|nine"
    return re.compile(
        rf"(?:{word})(?:-(?:{word})|(?<=ty)\ (?:{unit})(?!\w)|\ (?:{scale}|dozen)"
        rf"|(?:{behind_scale})\ (?:and\ )?(?:{word})){{0,12}}(?!\w)"
    )


def parse_number(text: str, start: int) -> Number | None:
    """Read the number that begins at `start`.

    >>> parse_number("3.5 million people", 0)
    Number(end=11, value=3500000, letter=False)
    >>> parse_number("twenty-two thousand people", 0)
    Number(end=19, value=22000, letter=False)
    >>> parse_number("someone", 0) is None
    True
    """
    match = DIGITS_RE.match(text, start)
    if match:
        digits, scale, short, letter = match.groups()
        zeros = SCALES.get(scale, 0) if scale else SHORT_SCALES.get((short or letter or "").lower(), 0)
        factor = 12 if scale == "dozen" else 1
        return Number(match.end(), _scaled(digits.replace(",", ""), zeros) * factor, bool(letter))
    match = _words_re().match(text, start)
    if not match:
        return None
    value = _value_of(re.split(r"[\s-]+", match[0].lower()))
    return None if value is None else Number(match.end(), value)


def _scaled(digits: str, zeros: int) -> int | float:
    """Give `digits` with `zeros` more of them before the point, without the errors of binary fractions."""
    whole, _, fraction = digits.partition(".")
    if len(whole) + zeros > len(str(LARGEST)) - 1:
        return float(f"{whole[:250]}e{zeros}")
    if len(fraction) <= zeros:
        return int(whole + fraction + "0" * (zeros - len(fraction)))
    return float(f"{whole + fraction[:zeros]}.{fraction[zeros:]}")


def _value_of(words: list[str]) -> int | None:
    """Add up number words as English does: "two hundred and five thousand" is (2 * 100 + 5) * 1000."""
    values = _values()
    total = group = 0
    for word in words[:40]:
        value = values.get(word)
        if value is None:  # "and"
            continue
        if value >= 1000:
            total += (group or 1) * value
            group = 0
        elif value == 100 or word == "dozen":
            group = (group or 1) * value
        else:
            group += value
    return total + group if total + group <= LARGEST else None
