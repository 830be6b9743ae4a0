"""Lines as a mail program or a text browser wrapped them in, edits out that make one line of each block.

Whether a text was wrapped, and how, `wraps` tells. With the width known, a break that left room for the next word is
one that someone meant; so is one before a bullet, before an indent, between the rows of a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from nwtool.language.patterns import late
from nwtool.record.edits import Edit
from nwtool.stages.fixers.letters import is_east_asian
from nwtool.stages.lines.hyphens import Hyphens
from nwtool.stages.lines.wraps import (
    ENDED_RE,
    MARKER_RE,
    ROOM,
    Line,
    Wrap,
    find_groups,
    find_lines,
    first_word,
    room,
    runs_on,
    steps_in,
)

QUOTED_RE = late(r"^[ \t]*>[^\n]*\n[ \t]*>", re.M)
QUOTING_RE = late(r"^[ \t]*(>[> \t]*)", re.M)
DASH_RE = late(r"[–—-]|\(?\d{1,2}[.)]")  # a marker that may as well stand within a sentence
TABLE_RE = late(r"\S[ \t]{3,}\S|\|.*\||\t")
OPENING_RE = late(r"[\"“‘']|B(?:y|Y) [A-Z]")
ADDRESS_RE = late(r"(?:https?://|www\.)\S*[^\s-]\Z")


def fix_quoting(text: str) -> Iterator[Edit]:
    """Take out the marks of mail quoting, and part what is quoted from what is not.

    >>> [edit.replacement for edit in fix_quoting("> It was\\n> said.\\nI agree.")]
    ['', '', '\\n']
    >>> list(fix_quoting("Home\\n> News"))
    []
    """
    if ">" not in text or not QUOTED_RE.search(text):
        return
    end, depth = 0, 0
    for match in QUOTING_RE.finditer(text):
        last, depth = depth, match[1].count(">")
        unquoted = text.find("\n", end, match.start()) + 1 if last else 0
        if unquoted and unquoted < match.start():
            yield Edit(unquoted, unquoted, "\n")
            last = 0
        yield Edit(*match.span(), "\n" if match.start() and last != depth else "")
        end = match.end()
    unquoted = text.find("\n", end) + 1
    if unquoted:
        yield Edit(unquoted, unquoted, "\n")


def fix_wraps(text: str) -> Iterator[Edit]:
    """Join the lines that a hard wrap parted, where the text was wrapped; elsewhere give nothing.

    >>> text = "The harbour was shut on Monday after a ferry\\nran aground there, and it will not open\\nbefore noon."
    >>> [edit.replacement for edit in fix_wraps(text)]
    [' ', ' ']
    >>> text = "  The ferry was late on Monday, as it has been since the summer\\nbegan.\\n  Nobody was hurt."
    >>> [text[edit.start - 6 : edit.end + 5] for edit in fix_wraps(text)]
    ['summer\\nbegan']
    >>> list(fix_wraps("One block.\\nAnother block that stands on a line of its own."))
    []
    """
    hyphens = Hyphens(text)
    for group, wrap in find_groups(find_lines(text)):
        run = 1
        for here, there in pairwise(group):
            if _is_wrapped(here, there, wrap, run):
                run += 1
                yield _joint(here, there, hyphens)
            else:
                run = 1


def _is_wrapped(here: Line, there: Line, wrap: Wrap, run: int) -> bool:
    """Tell whether the break between two lines is that of a wrap; `run` lines of the block came before it."""
    if not wrap.parted and (ADDRESS_RE.match(here.text) or ADDRESS_RE.match(there.text)):
        return False
    if TABLE_RE.search(here.text) and TABLE_RE.search(there.text):
        return False
    left = room(here, there, wrap.width)
    if MARKER_RE.match(there.text) and (left >= 0 or ENDED_RE.search(here.text) or not DASH_RE.match(there.text)):
        return False
    if _is_centred(there, wrap.width) and (_is_centred(here, wrap.width) or not here.start):
        return left < ROOM
    if steps_in(here, there, wrap.margin) or here.width - here.slack >= wrap.width + ROOM:
        return False
    short = here.width < 0.6 * wrap.width
    if left >= 0:
        return not short and ((runs_on(here, there) and not here.caps) or (wrap.parted and left < ROOM))
    if wrap.whole or (wrap.margin is not None and there.indent == wrap.margin) or runs_on(here, there):
        return True
    return not short and not (ENDED_RE.search(here.text) and _may_end_block(here, there, wrap.width, run))


def _may_end_block(here: Line, there: Line, width: int, run: int) -> bool:
    """Tell whether a full line that ends a sentence is more likely than not to end its block, too.

    Chosen on 170 articles wrapped at four widths: of such lines with room for a short word behind them 58 % end a
    block, of those before a quotation 60 %, behind one 79 %, of the third and later ones of a block 62 %; of the
    others 36 %.
    """
    return width - here.width >= ROOM / 2 or run > 2 or here.text[-1] in '"”' or bool(OPENING_RE.match(there.text))


def _is_centred(line: Line, width: int) -> bool:
    """Tell whether a line stands in the middle of the page and not at its left margin."""
    return line.indent > 5 and abs(line.indent - (width - line.width)) <= 3


def _joint(here: Line, there: Line, hyphens: Hyphens) -> Edit:
    """Give the edit that joins two lines: by a blank, by nothing, or with the hyphen of a broken word gone."""
    last, first = here.text.rsplit(None, 1)[-1], first_word(there)
    if last.endswith("-") and last.strip("-") and first not in ("and", "or", "to"):
        return Edit(here.end - 1 if hyphens.is_broken(last, first) else here.end, there.start, "")
    if is_east_asian(last[-1]) and is_east_asian(first[0]):
        return Edit(here.end, there.start, "")
    return Edit(here.end, there.start, " ")
