"""The table of fixers: what each mends, when it is worth asking, and in which order they run.

A fixer is a pure function `text -> Iterator[Edit]`. Its `sign` is true of every text that it could change, and cheap:
it decides whether the fixer runs at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

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
    Fixer("utf-16", re.compile("\0").search, misread.fix_utf16),
    Fixer("terminal", re.compile("\x1b").search, invisible.fix_terminal),
    Fixer("surrogates", re.compile("[\ud800-\udfff]").search, invisible.fix_surrogates),
    Fixer("line-breaks", re.compile("[\r\u2028\u2029\x0b\x0c]").search, spaces.fix_line_breaks),
    Fixer("composed", letters.is_decomposed, letters.fix_composed),
    Fixer("quoted-printable", re.compile(r"=(?:\n|[89A-F][0-9A-F])").search, escapes.fix_quoted_printable),
    Fixer("json", re.compile(r"\\u[0-9A-Fa-f]{4}").search, escapes.fix_json),
    Fixer("entities", re.compile(r"&[A-Za-z#]").search, escapes.fix_entities),
    Fixer("markup", re.compile(r"<[A-Za-z/!?]").search, markup.fix_markup),
    Fixer("lost-byte", re.compile("â[€\x80]|Ã[ 13]|Â(?:\\s|\\Z)").search, misread.fix_lost_byte),
    Fixer("misread", misread.has_sequence, misread.fix_misread),
    Fixer("mac-roman", wrong_table.MAC_SIGN_RE.search, wrong_table.fix_mac_roman),
    Fixer("cp1252", wrong_table.C1_SIGN_RE.search, wrong_table.fix_cp1252),
    Fixer("control", invisible.CONTROL_RE.search, invisible.fix_control),
    Fixer("invisible", invisible.SIGN_RE.search, invisible.fix_invisible),
    Fixer("blanks", spaces.BLANK_SIGN_RE.search, spaces.fix_blanks),
    Fixer("ligatures", letters.LIGATURE_RE.search, letters.fix_ligatures),
    Fixer("full-width", letters.FULL_WIDTH_RE.search, letters.fix_full_width),
)
STRAIGHTEN = Fixer("straighten", letters.CURLY_RE.search, letters.fix_curly, everywhere=True)
# Between characters and spaces the lines are joined, by their blank lines and their indents; these clear both away.
SPACES = Fixer("spaces", spaces.has_loose_spaces, spaces.fix_spaces, everywhere=True)
