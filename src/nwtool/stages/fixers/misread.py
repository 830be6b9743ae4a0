"""Bytes that were read in the wrong encoding in, edits out that read them in the right one.

`ftfy` decides what a run of characters was meant to be; it is asked about one line at a time, so that one line's
trouble is no other's, and only about lines that hold a sign of trouble.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from nwtool.record.edits import Edit

SIGN_RE = re.compile("[ÂÃâð][\x80-\xbfŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™ ]|вЂ|Ð[\x80-\xbf]|[ÃÂ]|â")
UTF16_RE = re.compile(
    r"""(?:[\x01-\xff]\x00){4} (?: [\x01-\xff]\x00 | [\x10-\x1f\x22\x26]\x20 )*
      | (?:\x00[\x01-\xff]){4} (?: \x00[\x01-\xff] | \x20[\x10-\x1f\x22\x26] )*""",
    re.X,
)
MAC_RE = re.compile(
    r"""(?<=[a-z])(?P<apostrophe>Õ)(?=(?:s|t|re|ve|ll|d|m)\b)
      | (?<![^\W\d_])(?P<open>Ò)(?=[A-Za-z0-9])
      | (?<=[a-z.,!?])(?P<close>Ó)(?![^\W\d_])
      | (?<=\ )(?P<dash>[ÐÑ])(?=\ )""",
    re.X,
)
MAC = {"apostrophe": "’", "open": "“", "close": "”"}
C1_RE = re.compile(r"[\x80-\x9f]")


def fix_utf16(text: str) -> Iterator[Edit]:
    r"""Read UTF-16 that was read byte by byte.

    >>> [edit.replacement for edit in fix_utf16("d\0o\0n\0" + "\x19 " + "t\0")]
    []
    >>> [edit.replacement for edit in fix_utf16("d\0o\0i\0n\0'\0")]
    ["doin'"]
    """
    for match in UTF16_RE.finditer(text):
        order = "utf-16-be" if match[0][0] == "\0" else "utf-16-le"
        yield Edit(*match.span(), match[0].encode("latin-1").decode(order))


def fix_misread(text: str) -> Iterator[Edit]:
    """Read bytes of UTF-8 again that were read as cp1252, latin-1, Mac Roman or cp1251.

    >>> [edit.replacement for edit in fix_misread("GÃ©rard")]
    ['é']
    """
    from ftfy import TextFixerConfig, fix_encoding

    config = TextFixerConfig(unescape_html=False, fix_c1_controls=False)
    start = 0
    for line in text.splitlines(keepends=True):
        if not line.isascii() and SIGN_RE.search(line):
            fixed = fix_encoding(line, config)
            if fixed != line:
                yield from differences(line, fixed, start)
        start += len(line)


def differences(old: str, new: str, offset: int) -> Iterator[Edit]:
    """Give the edits that make `new` of `old`."""
    if len(old) > 20_000:
        yield Edit(offset, offset + len(old), new)
        return
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield Edit(offset + i1, offset + i2, new[j1:j2])


def fix_mac_roman(text: str) -> Iterator[Edit]:
    """Put right the marks of Mac Roman that were read as cp1252.

    >>> [edit.replacement for edit in fix_mac_roman("ÒI donÕt,Ó")]
    ['“', '’', '”']
    """
    for match in MAC_RE.finditer(text):
        name = match.lastgroup or ""
        yield Edit(*match.span(), ("–" if match[0] == "Ð" else "—") if name == "dash" else MAC[name])


def fix_cp1252(text: str) -> Iterator[Edit]:
    r"""Read quotation marks and dashes of cp1252 that were read as latin-1.

    >>> [edit.replacement for edit in fix_cp1252("it\x92s")]
    ['’']
    """
    for match in C1_RE.finditer(text):
        meant = match[0].encode("latin-1").decode("cp1252", "ignore")
        if meant and meant in "‘’“”–—…™•€":
            yield Edit(*match.span(), meant)
