"""The table of fixers: what each mends, when it is worth asking, and in which order they run.

A fixer is a pure function `text -> Iterator[Edit]`. Its `sign` is true of every text that it could change, and cheap:
it decides whether the fixer runs at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from nwtool.language.patterns import late, searches
from nwtool.record.edits import Edit
from nwtool.stages.fixers import escapes, invisible, letters, markup, misread, spaces, wrong_table


class Fixer(NamedTuple):
    """One defect of characters: its name, the sign of it, and what finds it."""

    name: str
    sign: Callable[[str], object]
    find: Callable[[str], Iterator[Edit]]
    everywhere: bool = False
    """Whether the sign may stand among characters that aren't suspicious."""


# Bytes first, then what was written with them: a misread text hides the entities and tags in it.
FIXERS = (
    Fixer("utf-16", searches("\0"), misread.fix_utf16),
    Fixer("terminal", searches("\x1b"), invisible.fix_terminal),
    Fixer("surrogates", searches("[\ud800-\udfff]"), invisible.fix_surrogates),
    Fixer("line-breaks", searches("[\r\u2028\u2029\x0b\x0c]"), spaces.fix_line_breaks),
    Fixer("composed", letters.is_decomposed, letters.fix_composed),
    Fixer("quoted-printable", searches(r"=(?:\n|[89A-F][0-9A-F])"), escapes.fix_quoted_printable),
    Fixer("json", searches(r"\\u[0-9A-Fa-f]{4}"), escapes.fix_json),
    Fixer("entities", searches(r"&[A-Za-z#]"), escapes.fix_entities),
    Fixer("markup", searches(r"<[A-Za-z/!?]"), markup.fix_markup),
    Fixer("lost-byte", searches("â[€\x80]|Ã[ 13]|Â(?:\\s|\\Z)"), misread.fix_lost_byte),
    Fixer("misread", misread.has_sequence, misread.fix_misread),
    Fixer("mac-roman", searches(wrong_table.MAC_SIGN_RE), wrong_table.fix_mac_roman),
    Fixer("cp1252", searches(wrong_table.C1_SIGN_RE), wrong_table.fix_cp1252),
    Fixer("control", searches(invisible.CONTROL_RE), invisible.fix_control),
    Fixer("invisible", searches(invisible.SIGN_RE), invisible.fix_invisible),
    Fixer("blanks", searches(spaces.BLANK_SIGN_RE), spaces.fix_blanks),
    Fixer("ligatures", searches(letters.LIGATURE_RE), letters.fix_ligatures),
    Fixer("full-width", searches(letters.FULL_WIDTH_RE), letters.fix_full_width),
)
# What each of their signs needs one of: a control, a letter that stands for a mark, two signs beyond ASCII, a sign of
# another script.
ANY_SIGN_RE = late("[\0-\x08\x0b-\x1f\x7f-\xa0\xad&<=\\\\ÂÃâÉÑÐÒÓÔÕŽ]|[^\0-\u02ff‘’“”–—…€]|[^\0-\x7f]{2}")
STRAIGHTEN = Fixer("straighten", searches(letters.CURLY_RE), letters.fix_curly, everywhere=True)
SPACES = Fixer("spaces", spaces.has_loose_spaces, spaces.fix_spaces, everywhere=True)
