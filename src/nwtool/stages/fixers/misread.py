"""Bytes of UTF-8 or UTF-16 read in another encoding in, edits out that read them right.

`ftfy` decides what a run of characters was meant to be. It is asked about one word at a time, so that one word's trouble
is no other's, and only where a sequence stands that UTF-8 could have left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nwtool.record.edits import Edit


def _sequences(encoding: str) -> str:
    """Give the pattern of what UTF-8 characters of two to four bytes look like when read in an encoding."""

    def read(first: int, last: int) -> str:
        characters = "".join(
            byte.decode(encoding, "ignore") or byte.decode("latin-1") for byte in map(_byte, range(first, last + 1))
        )
        return "[" + re.escape(characters) + "]"

    more = read(0x80, 0xBF)
    return f"{read(0xC2, 0xDF)}{more}|{read(0xE0, 0xEF)}{more}{{2}}|{read(0xF0, 0xF4)}{more}{{3}}"


def _byte(value: int) -> bytes:
    return bytes([value])


SEQUENCE_RE = re.compile("|".join(map(_sequences, ("latin-1", "cp1252", "mac-roman", "cp1251", "cp1250"))))
# A closing quotation mark whose last byte no encoding has a sign for; an accent whose last byte became a blank.
LOST_QUOTE_RE = re.compile("â(?:€|\x80)(?![\x80-\xbfŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™])")
LOST_BLANK_RE = re.compile(r"(?<=[a-zà-ÿ])Ã (?=[\s.,;:!?)\-]|$)|(?<!\w)Ã (?= )|(?<=[a-zà-ÿ])Ã(?= )")
SIGN_RE = re.compile(f"{SEQUENCE_RE.pattern}|{LOST_QUOTE_RE.pattern}|{LOST_BLANK_RE.pattern}")
REACH = 40
UTF16_RE = re.compile(
    r"""(?:[\x01-\xff]\x00){4} (?: [\x01-\xff]\x00 | [\x10-\x1f\x22\x26]\x20 )*
      | (?:\x00[\x01-\xff]){4} (?: \x00[\x01-\xff] | \x20[\x10-\x1f\x22\x26] )*""",
    re.X,
)


def fix_utf16(text: str) -> Iterator[Edit]:
    r"""Read UTF-16 that was read byte by byte.

    >>> [edit.replacement for edit in fix_utf16("w\0e\0l\0l\0\x19 s\0")]
    ['well’s']
    >>> list(fix_utf16("a\0b"))
    []
    """
    for match in UTF16_RE.finditer(text):
        order = "utf-16-be" if match[0][0] == "\0" else "utf-16-le"
        yield Edit(*match.span(), match[0].encode("latin-1").decode(order))


def fix_misread(text: str) -> Iterator[Edit]:
    """Read bytes of UTF-8 again that were read as cp1252, latin-1, Mac Roman or cp1251.

    >>> [edit.replacement for edit in fix_misread("GÃ©rard said â€œno,â€ again")]
    ['é', '“', '”']
    >>> list(fix_misread("CAFÉ’S, JOÃO"))
    []
    """
    from ftfy import TextFixerConfig, fix_encoding

    config = TextFixerConfig(
        unescape_html=False, fix_c1_controls=False, restore_byte_a0=False, replace_lossy_sequences=False
    )
    last = 0
    for match in SIGN_RE.finditer(text):
        start, end = match.span()
        if start < last:
            continue
        if LOST_BLANK_RE.match(text, start):
            yield Edit(start, end, "à")
            last = end
            continue
        if LOST_QUOTE_RE.match(text, start):
            yield Edit(start, end, "”")
            last = end
            continue
        begin, stop = _word(text, start, end, last)
        old = text[begin:stop]
        new = fix_encoding(old, config)
        last = stop
        if new != old:
            yield trimmed(old, new, begin)


def _word(text: str, start: int, end: int, last: int) -> tuple[int, int]:
    """Give the bounds of the word around a sequence, not farther than `REACH` from it."""
    begin = start
    while begin > max(last, start - REACH) and text[begin - 1] not in " \n\t":
        begin -= 1
    stop = end
    limit = min(len(text), end + REACH)
    while stop < limit and text[stop] not in " \n\t":
        stop += 1
    return begin, stop


def trimmed(old: str, new: str, offset: int) -> Edit:
    """Give the smallest single edit that makes `new` of `old`.

    >>> trimmed("GÃ©rard", "Gérard", 10)
    Edit(start=11, end=13, replacement='é')
    """
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return Edit(offset + head, offset + len(old) - tail, new[head : len(new) - tail])
