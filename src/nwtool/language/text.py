"""Text in, spans of its words out: the primitive that stages share."""

from __future__ import annotations

import re
from functools import cache
from itertools import accumulate

# A word: letters and digits with inner apostrophes and dots ("O'Neill", "U.S.", "3.5"), or one other sign.
# `re` knows no combining marks, so those of Latin, Greek and Cyrillic are named.
# The first three lines say nothing new: they are the shortest way to nine tokens of ten.
_TOKEN = r"""[a-z]{2,}+(?![\w\u0300-\u036f'’.])
      | [,;:“”"()?!]
      | [A-Z][a-z]++(?![\w\u0300-\u036f'’.])
      | (?:[^\W\d_]\.){2,}                                     # U.S., D.C.
      | (?:Mr|Mrs|Ms|Dr|Prof|Gov|Sen|Rep|Gen|Lt|Col|Capt|Sgt|St|Jr|Sr|Inc|Corp|Ltd|Co|No|vs
           |Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\.   # abbreviations keep their full stop
      | ['’]s(?!\w)                                           # the possessive stands alone
      | \d+(?:[.,]\d+)*
      | [\w\u0300-\u036f]+(?:['’](?!s(?!\w))[^\W\d_]+)?
      | \S"""


@cache
def _token_re() -> re.Pattern[str]:
    return re.compile(f"({_TOKEN})", re.X)


def words_of(line: str) -> list[str]:
    """Give the tokens of a text as they are written.

    >>> words_of("Dr. Lee's 3.5 km")
    ['Dr.', 'Lee', "'s", '3.5', 'km']
    """
    return _token_re().findall(line)


def cut(line: str, start: int = 0) -> tuple[list[str], list[int]]:
    """Give the tokens of a line that begins at `start`, and where, in turn, each gap and each token ends.

    >>> cut("To Rome.", 10)
    (['To', 'Rome', '.'], [10, 10, 12, 13, 17, 17, 18, 18])
    """
    parts = _token_re().split(line)  # gaps and tokens in turn; all that is asked of each is asked in C
    return parts[1::2], list(accumulate(map(len, parts), initial=start))


def tokens(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Give the spans of the tokens of `text[start:end]`.

    >>> text = "The U.S. isn't Putin's friend."
    >>> [text[s:e] for s, e in tokens(text)]
    ['The', 'U.S.', "isn't", 'Putin', "'s", 'friend', '.']
    """
    return [match.span() for match in _token_re().finditer(text, start, len(text) if end is None else end)]
