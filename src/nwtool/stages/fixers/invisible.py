"""What nobody sees in, edits out that take it away: terminal codes, controls, zero-width signs, lone surrogates.

What a script needs stays: the joiners of Persian, of the scripts of India and of emoji, the marks of direction where
a line runs from right to left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nwtool.language.patterns import late
from nwtool.record.edits import Edit

TERMINAL_RE = late(
    r"""\x1b(?: \[ [0-?]{0,64} [ -/]{0,8} [@-~]          # colours, cursor
          | \] [^\x07\x1b\n]{0,512} (?: \x07 | \x1b\\ )   # titles, links
          | [()][AB0-2] | [=>] )                          # character sets, keypad
    """,
    re.X,
)
SURROGATE_RE = late("[\ud800-\udfff]+")
CONTROL_RE = late("[\0-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff\ufff9-\ufffc]+")
SIGN_RE = late("[\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
RUN_RE = late("\xad[ \t]*\n[ \t]*(?=[^\\W\\d_])|[\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+")
DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
RIGHT_TO_LEFT_RE = late("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")


def fix_terminal(text: str) -> Iterator[Edit]:
    r"""Take out what colours a terminal.

    >>> list(fix_terminal("\x1b[31mred\x1b[0m"))
    [Edit(start=0, end=5, replacement=''), Edit(start=8, end=12, replacement='')]
    """
    for match in TERMINAL_RE.finditer(text):
        yield Edit(*match.span(), "")


def fix_surrogates(text: str) -> Iterator[Edit]:
    r"""Join the halves of a character; a half without the other is lost, and says so.

    >>> [edit.replacement for edit in fix_surrogates("\ud83d\ude00 \ud83d")] == ["😀", "�"]
    True
    """
    for match in SURROGATE_RE.finditer(text):
        units = match[0].encode("utf-16-le", "surrogatepass")
        yield Edit(*match.span(), units.decode("utf-16-le", "replace"))


def fix_control(text: str) -> Iterator[Edit]:
    r"""Take out control characters, except tabs and line breaks.

    >>> list(fix_control("Tue\x08sday\t"))
    [Edit(start=3, end=4, replacement='')]
    """
    for match in CONTROL_RE.finditer(text):
        yield Edit(*match.span(), "")


def fix_invisible(text: str) -> Iterator[Edit]:
    r"""Take out invisible characters that the script around them has no use for.

    >>> list(fix_invisible("ad\u200bvice"))
    [Edit(start=2, end=3, replacement='')]
    >>> list(fix_invisible("می\u200cخواهم"))
    []
    """
    for match in RUN_RE.finditer(text):
        start, end = match.span()
        if match[0][-1] in " \t\n":  # a soft hyphen that became a hard one, with its line end
            yield Edit(start, end, "")
            continue
        kept = "".join(dict.fromkeys(sign for sign in match[0] if _is_needed(sign, text, start, end)))
        if kept != match[0]:
            yield Edit(start, end, kept)


def _is_needed(sign: str, text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    if sign == "\u200d" and _is_emoji(before) and _is_emoji(after):
        return True
    if sign in "\u200c\u200d":
        return _is_joined(before) and (sign == "\u200d" or not after.isspace())
    if sign == "\u200b":
        return _is_unspaced(before) and _is_unspaced(after)
    if sign in DIRECTION:
        return _runs_from_the_right(text, start, end)
    return False


def _is_joined(letter: str) -> bool:
    """Tell whether a letter is of a script whose letters join: Arabic to Sinhala, Tibetan, Burmese, Khmer, Mongol."""
    return "\u0600" <= letter <= "\u0dff" or "\u0f00" <= letter <= "\u109f" or "\u1780" <= letter <= "\u18af"


def _is_unspaced(letter: str) -> bool:
    """Tell whether a letter is of a script without blanks between words: Thai, Lao, Tibetan, Burmese, Khmer."""
    return "\u0e00" <= letter <= "\u109f" or "\u1780" <= letter <= "\u17ff"


def _is_emoji(sign: str) -> bool:
    return "\u2190" <= sign <= "\u2bff" or "\U0001f000" <= sign <= "\U0001faff" or sign == "\ufe0f"


def _runs_from_the_right(text: str, start: int, end: int) -> bool:
    """Tell whether a line has right-to-left letters within reach of a mark of direction."""
    # Two hundred characters each way: a sentence; a whole line would be searched again for each of its marks.
    near = text[max(0, start - 200) : start].rpartition("\n")[2] + text[end : end + 200].partition("\n")[0]
    return RIGHT_TO_LEFT_RE.search(near) is not None
