"""Letters in odd forms in, edits out that give the plain one: ligatures, full-width, decomposed; curly on request."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from nwtool.language.patterns import late
from nwtool.record.edits import Edit

if TYPE_CHECKING:
    from regex import Pattern

LIGATURE_RE = late("[\ufb00-\ufb06]+")
FULL_WIDTH_RE = late("[\uff01-\uff5e]+")
CURLY_RE = late("[‘’‚‛“”„‟–—―‒…]")
PLAIN = {
    **dict.fromkeys("‘’‚‛", "'"),
    **dict.fromkeys("“”„‟", '"'),
    **dict.fromkeys("–‒", "-"),
    "—": "--",
    "―": "--",
    "…": "...",
}


def fix_ligatures(text: str) -> Iterator[Edit]:
    """Take joined letters apart.

    >>> list(fix_ligatures("ﬁnal"))
    [Edit(start=0, end=1, replacement='fi')]
    """
    for match in LIGATURE_RE.finditer(text):
        yield Edit(*match.span(), unicodedata.normalize("NFKC", match[0]))


def fix_full_width(text: str) -> Iterator[Edit]:
    """Turn full-width letters and signs into plain ones, except in a line of Chinese, Japanese or Korean.

    >>> list(fix_full_width("ＵＳ troops"))
    [Edit(start=0, end=2, replacement='US')]
    >>> list(fix_full_width("ＮＨＫニュース"))
    []
    """
    for match in FULL_WIDTH_RE.finditer(text):
        start, end = match.span()
        beside = FULL_WIDTH_RE.sub("", text[max(0, start - 2) : start] + text[end : end + 2])
        if not any(map(is_east_asian, beside)):
            yield Edit(start, end, unicodedata.normalize("NFKC", match[0]))


def is_east_asian(character: str) -> bool:
    """Tell whether a character is one of Chinese, Japanese or Korean writing, or a sign of theirs."""
    return "\u3000" <= character <= "\u9fff" or "\uac00" <= character <= "\ud7a3" or "\uff01" <= character <= "\uffef"


def is_decomposed(text: str) -> bool:
    """Tell whether some letter of a text may not be in composed form."""
    return not unicodedata.is_normalized("NFC", text)


@cache
def _piles() -> Pattern[str]:
    """Give the pattern of letters with their marks, and of others that have a composed form."""
    import regex  # takes longer to load than all the rest of this package

    # Thirty marks, because the order of a longer pile takes square time to settle.
    return regex.compile(r"\P{M}\p{M}{1,30}|[\u1100-\u11ff]{2,3}|[\u2126\u212a\u212b\u0340-\u0387\uf900-\ufaff]")


def fix_composed(text: str) -> Iterator[Edit]:
    """Put letters and their marks into composed form (NFC).

    >>> list(fix_composed("cafe\u0301"))
    [Edit(start=3, end=5, replacement='é')]
    """
    for match in _piles().finditer(text):
        composed = unicodedata.normalize("NFC", match[0])
        if composed != match[0]:
            yield Edit(*match.span(), composed)


def fix_curly(text: str) -> Iterator[Edit]:
    """Turn curly quotation marks, dashes and ellipses into plain ones.

    >>> "".join(edit.replacement for edit in fix_curly("“It’s…”"))
    '"\\'..."'
    """
    for match in CURLY_RE.finditer(text):
        yield Edit(*match.span(), PLAIN[match[0]])
