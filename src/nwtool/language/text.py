"""Text in, spans of its words and sentences out: the primitives that stages share."""

from __future__ import annotations

from collections.abc import Iterator

import regex

# A word: letters and digits with inner apostrophes, hyphens and dots ("O'Neill", "U.S.", "3.5"), or one other sign.
TOKEN_RE = regex.compile(
    r"""(?:\p{Lu}\.){2,}                                   # U.S., D.C.
      | (?:Mr|Mrs|Ms|Dr|Prof|Gov|Sen|Rep|Gen|Lt|Col|Capt|Sgt|St|Jr|Sr|Inc|Corp|Ltd|Co|No|vs
           |Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\.   # abbreviations keep their full stop
      | ['’]s(?!\w)                                        # the possessive stands alone
      | \d+(?:[.,]\d+)*
      | [\p{L}\p{M}\p{N}_]+(?:['’](?!s(?!\w))[\p{L}\p{M}]+)?
      | \S""",
    regex.X,
)


def tokens(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Give the spans of the tokens of `text[start:end]`.

    >>> text = "The U.S. isn't Putin's friend."
    >>> [text[s:e] for s, e in tokens(text)]
    ['The', 'U.S.', "isn't", 'Putin', "'s", 'friend', '.']
    """
    for match in TOKEN_RE.finditer(text, start, len(text) if end is None else end):
        yield match.span()
