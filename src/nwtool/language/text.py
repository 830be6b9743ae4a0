"""Text in, spans of its words out: the primitive that stages share."""

from __future__ import annotations

import re
from functools import cache

# A word: letters and digits with inner apostrophes and dots ("O'Neill", "U.S.", "3.5"), or one other sign.
# `re` knows no combining marks, so those of Latin, Greek and Cyrillic are named.
_TOKEN = r"""(?:[^\W\d_]\.){2,}                                # U.S., D.C.
      | (?:Mr|Mrs|Ms|Dr|Prof|Gov|Sen|Rep|Gen|Lt|Col|Capt|Sgt|St|Jr|Sr|Inc|Corp|Ltd|Co|No|vs
           |Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\.   # abbreviations keep their full stop
      | ['’]s(?!\w)                                           # the possessive stands alone
      | \d+(?:[.,]\d+)*
      | [\w\u0300-\u036f]+(?:['’](?!s(?!\w))[^\W\d_]+)?
      | \S"""


@cache
def _token_re() -> re.Pattern[str]:
    return re.compile(_TOKEN, re.X)


def tokens(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Give the spans of the tokens of `text[start:end]`.

    >>> text = "The U.S. isn't Putin's friend."
    >>> [text[s:e] for s, e in tokens(text)]
    ['The', 'U.S.', "isn't", 'Putin', "'s", 'friend', '.']
    """
    return [match.span() for match in _token_re().finditer(text, start, len(text) if end is None else end)]
