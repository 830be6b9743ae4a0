"""Bytes of UTF-8 or UTF-16 read in another encoding in, edits out that read them right.

`ftfy` decides what a run of characters was meant to be. It is asked about one word at a time, so that one word's
trouble is no other's, and only where a sequence stands that UTF-8 could have left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from nwtool.language.patterns import late
from nwtool.record.edits import Edit


def _table(encoding: str) -> str:
    """Give the 256 characters that an encoding reads bytes as; what it has no sign for is read as latin-1."""
    return "".join(bytes([byte]).decode(encoding, "ignore") or chr(byte) for byte in range(256))


def _any_of(encoding: str, first: int, last: int) -> str:
    return "[" + re.escape(_table(encoding)[first : last + 1]) + "]"


def _sequences(encoding: str, lead: str = "{}") -> str:
    """Give the pattern of what UTF-8 characters of two to four bytes look like when read in an encoding."""
    more = _any_of(encoding, 0x80, 0xBF)
    leads = ((0xC2, 0xDF), (0xE0, 0xEF), (0xF0, 0xF4))
    return "|".join(f"{lead.format(_any_of(encoding, *bounds))}{more}{{{n}}}" for n, bounds in enumerate(leads, 1))


ENCODINGS = ("latin-1", "cp1252", "mac-roman", "cp1251", "cp1250", "cp437")
# What an article in English may hold: letters of Europe and Vietnam, punctuation, signs, emoji.
EXPECTED_RE = late(
    "[\xa0-\u017f\u0189\u018a\u018f\u01a0\u01a1\u01af\u01b0\u0218-\u021b\u0259\u0370-\u045f\u0490\u0491\u1ea0-\u1ef9"
    "\u2010-\u2bff\ufe0f\U0001f000-\U0001faff]"
)
BESIDE_RE = late("[\0-\x7f‘’“”–—…«»]*")  # what may stand beside a misread sequence in its word
SMALL_RE = late("[a-z]")
# What is left of a mark or a letter whose last byte got lost on the way.
LOST_LEAD_RE = late("[âÂÃ]")
LOST = {"hyphen": "-", "quote": "”", "blank": "", "grave": "à"}
FOLDED = {
    "1⁄4": "ü", "1⁄2": "ý", "3⁄4": "þ", " \u0301": "ô", " \u0304": "ï", " \u0308": "è", " \u0327": "ø",
}  # fmt: skip
# "IRMÃ”, MAÇÃ…": a word of capitals ends in Ã, and a mark stands behind it.
PORTUGUESE_RE = late("(?<=[A-ZÀ-Þ])Ã[\xa0‘’“”–—…](?![A-Za-z])")
PAIR_RE = late("[^\0-\x7f]{2}")  # what every such sequence begins with
REACH = 40
# A byte order mark or an opening quotation mark may come first; other marks and letters of Europe stand in between.
UTF16_RE = late(
    r"""(?:ÿþ)? (?:[\x10-\x1f]\x20)? (?:[\x01-\xff]\x00){2}
            (?: [\x01-\xff]\x00 | [\x00-\xff][\x01-\x04] | [\x10-\x1f\x22\x26]\x20 )*
      | (?:þÿ)? (?:\x20[\x10-\x1f])? (?:\x00[\x01-\xff]){2}
            (?: \x00[\x01-\xff] | [\x01-\x04][\x00-\xff] | \x20[\x10-\x1f\x22\x26] )*""",
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
        order = "utf-16-be" if match[0][-1] != "\0" and match[0][-2] in "\0 \1\2\3\4" else "utf-16-le"
        yield Edit(*match.span(), match[0].encode("latin-1").decode(order))


@cache
def _lost_re() -> re.Pattern[str]:
    """Give the pattern of what is left of a mark or a letter, made when a text first needs it."""
    return re.compile(
        # A dash, of whose last byte a program made a straight quotation mark.
        'â[€\x80](?P<dash>")(?=\\w| [a-z])'
        # A closing quotation mark or, within a word, a hyphen: no table has a sign for their last bytes.
        "|â[€\x80](?P<hyphen>(?<=[a-z]..)(?=[a-z]))"
        f"|(?P<quote>â[€\x80]\ufffd?)(?!{_any_of('cp1252', 0x80, 0xBF)}|{_any_of('cp1250', 0x80, 0xBF)}|[\x80-\xbf])"
        # The first byte of a blank that doesn't break, the second having become a plain one.
        r"|(?P<blank>Â)(?=[ \n]|\Z)"
        # An accent whose second byte became a plain blank, that was kept or not.
        r"|(?P<grave>(?<=[a-zà-ÿ])Ã (?=[\s.,;:!?)\-]|$)|(?<!\w)Ã (?= )|(?<=[a-zà-ÿ])Ã(?= [^\u0300-\u036f]))"
        # A letter whose second byte has a compatible form (NFKC): "GÃ1⁄4nther".
        "|Ã(?P<folded>[13]⁄[24]| [\u0301\u0304\u0308\u0327])"
    )


@cache
def _signs() -> re.Pattern[str]:
    """Give the pattern of every sequence that UTF-8 could have left; made when a text first needs it."""
    # One class in front, so that the search runs over what can't begin a sequence at full speed.
    leads = "".join(_any_of(encoding, 0xC2, 0xF4)[1:-1] for encoding in ENCODINGS)
    return re.compile(f"[{leads}](?:{'|'.join(_sequences(encoding, '(?<={})') for encoding in ENCODINGS)})")


def has_sequence(text: str) -> bool:
    """Tell whether a text holds a sequence that UTF-8 could have left."""
    return PAIR_RE.search(text) is not None and _signs().search(text) is not None


def fix_misread(text: str) -> Iterator[Edit]:
    """Read bytes of UTF-8 again that were read as cp1252, latin-1, Mac Roman or cp1251.

    >>> [edit.replacement for edit in fix_misread("GÃ©rard said â€œno")]
    ['é', '“']
    >>> list(fix_misread("CAFÉ’S, JOÃO"))
    []
    """
    last = 0
    for match in _signs().finditer(text):
        if match.start() < last or PORTUGUESE_RE.match(text, match.start()):
            continue
        begin, last = _word(text, *match.span(), last)
        old = text[begin:last]
        new = _read(old)
        if new != old:
            yield trimmed(old, new, begin)


def fix_lost_byte(text: str) -> Iterator[Edit]:
    """Read what is left where the last byte of a closing quotation mark got lost, or that of `à` became a blank.

    >>> text = '“No,â€ he said, voilÃ . A longâ€term planâ€"for GÃ1⁄4nther.'
    >>> [edit.replacement for edit in fix_lost_byte(text)]
    ['”', 'à', '-', '—', 'ü']
    """
    for lead in LOST_LEAD_RE.finditer(text):
        match = _lost_re().match(text, lead.start())
        if not match:
            continue
        kind = match.lastgroup or ""
        if kind == "dash":
            meant = "–" if text[match.start() - 1 : match.start()].isspace() else "—"
        elif kind == "folded":
            meant = FOLDED.get(match[kind], match[0])
        else:
            meant = LOST[kind]
        yield Edit(*match.span(), meant)


@lru_cache(maxsize=4096)
def _read(word: str) -> str:
    """Give a word as it was meant: by `ftfy`, or by our own rules where it leaves the word alone."""
    from ftfy import TextFixerConfig, fix_encoding

    config = TextFixerConfig(
        unescape_html=False, fix_c1_controls=False, restore_byte_a0=False, replace_lossy_sequences=False
    )
    fixed = fix_encoding(word, config)
    return _reread(word) if fixed == word else fixed


@cache
def _readers() -> list[tuple[re.Pattern[str], dict[str, int]]]:
    """Give for each encoding what its sequences look like, and the byte of each of its characters."""
    return [
        (re.compile(_sequences(encoding)), {sign: byte for byte, sign in enumerate(_table(encoding))})
        for encoding in ENCODINGS[1:]
    ]


def _reread(word: str) -> str:
    """Read a word that `ftfy` left alone as it must have been: in an English text its rules are stricter than need be.

    The word must be all sequences of one encoding, these must give letters or signs that articles hold, and stand
    beside small letters (`ErdoÄŸan`) or be three or more, or longer than two bytes.

    >>> _reread("ErdoÄŸan"), _reread("ÎLE"), _reread("Ä…")
    ('Erdoğan', 'ÎLE', 'Ä…')
    """
    for pattern, byte_of in _readers():
        pieces: list[str] = []
        last = 0
        sure = 0
        for match in pattern.finditer(word):
            start, end = match.span()
            try:
                meant = bytes(byte_of[sign] for sign in match[0]).decode("utf-8")
            except UnicodeDecodeError:
                break
            if not EXPECTED_RE.fullmatch(meant) or not BESIDE_RE.fullmatch(word, last, start):
                break
            beside_small = SMALL_RE.match(word[start - 1 : start]) or SMALL_RE.match(word[end : end + 1])
            sure += (
                3 if end - start > 2 or beside_small else word[start] < "\u2500"
            )  # frames are drawn with those above
            pieces += (word[last:start], meant)
            last = end
        else:
            if sure >= 3 and BESIDE_RE.fullmatch(word, last):
                return "".join((*pieces, word[last:]))
    return word


def _word(text: str, start: int, end: int, last: int) -> tuple[int, int]:
    """Give the bounds of the word around a sequence, not farther than `REACH` from it."""
    begin = start
    while begin > max(last, start - REACH) and text[begin - 1] not in " \n\t":
        begin -= 1
    stop = end
    while stop < len(text) and text[stop] not in " \n\t" and (stop < end + REACH or text[stop] > "\x7f"):
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
