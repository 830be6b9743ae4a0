"""Single bytes read in the wrong table in, edits out that read them in the right one.

No sequence tells these, as it does for UTF-8: a mark is taken for another only where it makes no sense as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nwtool.language.patterns import late
from nwtool.record.edits import Edit

# Mac Roman read as cp1252. Capitals with accents stand in words of capitals; behind a small letter they are a mark.
MAC_SIGN_RE = late("[ÒÓÔÕÐÑÉŽ‡]")
MAC_RE = late(
    r"""(?<=[a-zà-ÿ])(?P<apostrophe>Õ) | (?<=[A-Z])(?P<contracted>Õ)(?=(?:s|t|re|ve|ll|d|m)\b|[A-Z][a-z])
      | (?<=[.,!?É])(?P<single>Õ)(?!\w) | (?<!\w)(?P<decade>Õ)(?=\d)
      | (?<!\w)(?P<open>Ò)(?=[A-Z](?:[a-z]|\ )|[A-Za-z0-9ÔÉ(\[$][^\n]{0,300}(?:[a-z.,!?]Ó(?!\w)|[a-z]Õ))
      | (?<=[a-zà-ÿ.,!?ÕÉ])(?P<close>Ó)(?!\w)
      | (?<!\w)(?P<quote>Ô)(?=[A-Za-z][^\n]{0,200}Õ)
      | (?<=[a-zà-ÿ])(?P<ellipsis>É)
      | (?<=\ )(?P<dash>Ð)(?=\ ) | (?<=\d)(?P<range>Ð)(?=\d)
      | (?<=\ )(?P<long>Ñ)(?=\ ) | (?<=[a-z,\d])(?P<tight>Ñ)(?=[a-zA-ZÒÔ])
      | (?<=[a-z])(?P<e>Ž)(?![A-Z]) | (?<=[a-z])(?P<a>‡)(?=[a-z])""",
    re.X,
)
MAC = {
    "apostrophe": "’", "contracted": "’", "single": "’", "decade": "’", "open": "“", "close": "”", "quote": "‘",
    "ellipsis": "…", "dash": "–", "range": "–", "long": "—", "tight": "—", "e": "é", "a": "á",
}  # fmt: skip
# cp1252 read as latin-1. Marks are always meant; a letter or a sign only where one can stand, else it is noise.
C1_SIGN_RE = late("[\x80-\x9f]")
C1_RE = late(
    r"""(?P<mark>[\x82\x84\x8b\x91-\x94\x96\x97\x9b])
      | (?<=[.!?"'”’\x94\x92)])(?P<line>\x85)(?=["'“‘\x93\x91A-Z])
      | (?P<dots>\x85)
      | (?P<euro>\x80)(?=\s?\d) | (?<=\d)(?P<cents>\x80)
      | (?<=\w)(?P<trade>\x99)(?!\w) | (?<!\w)(?P<bullet>\x95)(?!\w)
      | (?<=[A-Za-z])(?P<small>[\x9a\x9c\x9e])(?=[a-z]|\b) | (?<!\w)(?P<large>[\x8a\x8c\x8e])(?=[a-z])""",
    re.X,
)


def fix_mac_roman(text: str) -> Iterator[Edit]:
    """Put right the marks of Mac Roman that were read as cp1252.

    >>> [edit.replacement for edit in fix_mac_roman("ÒI donÕt,Ó she said")]
    ['“', '’', '”']
    >>> list(fix_mac_roman("DECLARAÇÕES, ÓBIDOS, MUÑOZ, Òmnium, CAMIÓ"))
    []
    """
    for sign in MAC_SIGN_RE.finditer(text):
        if match := MAC_RE.match(text, sign.start()):
            yield Edit(*match.span(), MAC[match.lastgroup or ""])


def fix_cp1252(text: str) -> Iterator[Edit]:
    r"""Read the marks of cp1252 that were read as latin-1; one of them also ends lines.

    >>> [edit.replacement for edit in fix_cp1252("it\x92s \x8010.\x85Then")]
    ['’', '€', '\n']
    """
    for sign in C1_SIGN_RE.finditer(text):
        if match := C1_RE.match(text, sign.start()):
            meant = "\n" if match.lastgroup == "line" else match[0].encode("latin-1").decode("cp1252")
            yield Edit(*match.span(), meant)
