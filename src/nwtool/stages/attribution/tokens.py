"""The lines of a text in, its paragraphs out: their quoted stretches and the tokens that are tagged.

A stretch inside quotation marks is one token, marks and all: whether it is said, and by whom, hangs on the words
around it and hardly ever on those within.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from nwtool.language.marks import Stretch, find_stretches

# A word, initials and abbreviations with their full stops, a number, or one other sign; `'s` stands alone.
# The first two lines say nothing new: they are the shortest way to most tokens.
TOKEN_RE = re.compile(
    r"""([a-z]++(?![\w'’.])
      | [,.;:?!()]
      | (?:[A-Z]\.){2,}
      | (?:Mrs?|Ms|Dr|Prof|Gov|Sens?|Reps?|Gen|Lt|Col|Capt|Sgt|St|Jr|Sr|Inc|Corp|Ltd|Co|No|vs|Ariz|Calif|Colo|Conn|Fla
           |Ga|Ill|Ky|Md|Mass|Mich|Minn|Mo|Mont|Nev|Okla|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.
      | ['’]s(?!\w)
      | \d+(?:[.,]\d+)*
      | \w+(?:['’](?!s(?!\w))[^\W\d_]+)?
      | [^\s\w\x01\x02])                                # the two that keys of stretches and edges begin with""",
    re.X,
)
ENDS = frozenset(".?!")  # of sentences
QUOTED = "\x01"  # begins the key of a stretch
FIRST_SIGNS = "lut"  # of a stretch: a small letter, a capital, capitals at each word
LAST_SIGNS = "w,.?!—x"  # a letter or digit, one of these signs, another one
SIZES = (1, 2, 3, 6, 12, 30)  # upper bounds, in words, of the classes of length of a stretch


class Paragraph(NamedTuple):
    """One line of the text, its quoted stretches and its tokens."""

    start: int
    end: int
    stretches: list[Stretch]
    spans: list[tuple[int, int]]
    tokens: list[str]
    starts: list[bool]
    """For each token whether it begins a sentence."""


def find_paragraphs(text: str, lines: Sequence[tuple[int, int]]) -> list[Paragraph]:
    """Give the lines of a text with their stretches and tokens."""
    paragraphs = []
    for (start, end), stretches in zip(lines, find_stretches(text, lines), strict=True):
        spans, keys = tokens(text, start, end, stretches)
        paragraphs.append(Paragraph(start, end, stretches, spans, keys, sentence_starts(keys)))
    return paragraphs


def sentence_starts(tokens: Sequence[str]) -> list[bool]:
    """Tell for each token whether it begins a sentence."""
    starts = [
        (before in ENDS or (before[0] == QUOTED and before[3] in ENDS)) and (token[0].isupper() or token[0] == QUOTED)
        for before, token in pairwise(tokens)
    ]
    return [True, *starts] if tokens else []


def tokens(text: str, start: int, end: int, stretches: Sequence[Stretch]) -> tuple[list[tuple[int, int]], list[str]]:
    """Give the spans and the keys of the tokens of `text[start:end]`: a word is its own key.

    >>> text = '"We will," he said.'
    >>> tokens(text, 0, len(text), [Stretch(0, 1, 9, 10, True)])
    ([(0, 10), (11, 13), (14, 18), (18, 19)], ['\\x011u,+', 'he', 'said', '.'])
    """
    spans: list[tuple[int, int]] = []
    keys: list[str] = []
    at = start
    for stretch in stretches:
        _cut(text, at, stretch.left, spans, keys)
        spans.append((stretch.left, stretch.right))
        keys.append(stretch_key(text, stretch))
        at = stretch.right
    _cut(text, at, end, spans, keys)
    return spans, keys


def _cut(text: str, start: int, end: int, spans: list[tuple[int, int]], keys: list[str]) -> None:
    """Add the spans and the keys of the tokens of a text without stretches."""
    parts = TOKEN_RE.split(text[start:end])  # gaps and tokens in turn; all that is asked of each is asked in C
    ends = list(accumulate(map(len, parts), initial=start))
    spans += zip(ends[1::2], ends[2::2], strict=False)
    keys += parts[1::2]


def stretch_key(text: str, stretch: Stretch) -> str:
    """Give what the tagger sees of a stretch: length in words, case of its first letter, last sign, closed or not."""
    inner = text[stretch.start : stretch.end].strip()
    count = inner.count(" ") + 1 if stretch.end - stretch.start < 400 else 99
    size = next((i for i, most in enumerate(SIZES) if count <= most), len(SIZES))
    first = "u" if inner[:1].isupper() else "l"
    if first == "u" and count > 1 and inner.istitle():
        first = "t"
    last = inner[-1:]
    if last.isalnum():
        last = "w"
    elif not last or last not in LAST_SIGNS[1:-1]:
        last = "x"
    return f"{QUOTED}{size}{first}{last}{'+' if stretch.closed else '-'}"
