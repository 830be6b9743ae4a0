"""The table of fixers: what each mends, when it is worth asking, and in which order they run.

A fixer is a pure function `text -> Iterator[Edit]`. Its `sign` is a pattern that every text which it could change
matches: one cheap search decides whether the fixer runs at all.
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
    sign: re.Pattern[str]
    find: Callable[[str], Iterator[Edit]]


# Bytes first, then what was written with them: a misread text hides the entities and tags in it.
FIXERS = (
    Fixer("utf-16", re.compile("\0"), misread.fix_utf16),
    Fixer("terminal", re.compile("\x1b"), invisible.fix_terminal),
    Fixer("surrogates", re.compile("[\ud800-\udfff]"), invisible.fix_surrogates),
    Fixer("line-breaks", re.compile("[\r\u2028\u2029\x0b\x0c]"), spaces.fix_line_breaks),
    Fixer("quoted-printable", re.compile(r"=(?:\n|[89A-F][0-9A-F])"), escapes.fix_quoted_printable),
    Fixer("json", re.compile(r"\\u[0-9A-Fa-f]{4}"), escapes.fix_json),
    Fixer("entities", re.compile(r"&(?:amp;|#|[A-Za-z][A-Za-z0-9]*;)"), escapes.fix_entities),
    Fixer("markup", re.compile(r"<[A-Za-z/!]"), markup.fix_markup),
    Fixer("misread", misread.SIGN_RE, misread.fix_misread),
    Fixer("mac-roman", re.compile("[ÒÓÔÕÐÑÉŽ‡]"), wrong_table.fix_mac_roman),
    Fixer("cp1252", re.compile("[\x80-\x9f]"), wrong_table.fix_cp1252),
    Fixer("control", invisible.CONTROL_RE, invisible.fix_control),
    Fixer("invisible", invisible.SIGN_RE, invisible.fix_invisible),
    Fixer("blanks", spaces.BLANK_RE, spaces.fix_blanks),
    Fixer("ligatures", letters.LIGATURE_RE, letters.fix_ligatures),
    Fixer("full-width", letters.FULL_WIDTH_RE, letters.fix_full_width),
    Fixer("composed", letters.MARK_RE, letters.fix_composed),
)
STRAIGHTEN = Fixer("straighten", letters.CURLY_RE, letters.fix_curly)
# Between characters and spaces the lines are joined, by their blank lines and their indents; these clear both away.
SPACES = Fixer("spaces", spaces.SIGN_RE, spaces.fix_spaces)
