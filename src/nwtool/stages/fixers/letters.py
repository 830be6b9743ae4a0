"""Letters in odd forms in, edits out that give the plain one: ligatures, full-width, decomposed; curly on request."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import regex

from nwtool.record.edits import Edit

LIGATURE_RE = re.compile("[\ufb00-\ufb06]")
FULL_WIDTH_RE = re.compile("[\uff01-\uff5e]+")
MARK_RE = re.compile("[\u0300-\U0010ffff]")
# A letter with its marks; thirty, because the order of a longer pile takes square time to settle.
PILE_RE = regex.compile(r"\P{M}\p{M}{1,30}|[\u1100-\u11ff]{2,3}|[\u2126\u212a\u212b\u0340-\u0387\uf900-\ufaff]")
EAST_RE = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Bopomofo}\u3000-\u303f]")
CURLY_RE = re.compile("[‘’‚‛“”„‟–—―‒…]")
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
        beside = text[max(0, start - 2) : start] + text[end : end + 2]
        if not EAST_RE.search(beside):
            yield Edit(start, end, unicodedata.normalize("NFKC", match[0]))


def fix_composed(text: str) -> Iterator[Edit]:
    """Put letters and their marks into composed form (NFC).

    >>> list(fix_composed("cafe\u0301"))
    [Edit(start=3, end=5, replacement='é')]
    """
    if unicodedata.is_normalized("NFC", text):
        return
    for match in PILE_RE.finditer(text):
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
