"""Tags, comments and scripts in, edits out that take them away and leave the text between them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nwtool.language import lexicon
from nwtool.record.edits import Edit

TAG_RE = re.compile(
    r"<!--|<!(?:DOCTYPE|doctype)[^<>]{0,200}>|<(/?)([A-Za-z][A-Za-z0-9:-]{0,30})(?:[\s/][^<>]{0,4000})?>"
)
HIDDEN = frozenset({"script", "style", "noscript", "template"})
BREAKING = frozenset(
    {"p", "br", "div", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6"}
)  # fmt: skip


def fix_markup(text: str) -> Iterator[Edit]:
    """Take out tags and comments, and what stands in a script or a style; a tag that ends a line leaves a line break.

    >>> [edit.replacement for edit in fix_markup("<p>One<br/>two <b>bold</b>")]
    ['\\n', '\\n', '', '']
    >>> list(fix_markup("I <3 you, 1 < 2 > 0, <ann@a.example>"))
    []
    """
    lowered = ""
    position = 0
    closed: dict[str, bool] = {}
    while match := TAG_RE.search(text, position):
        start, position = match.span()
        name = (match[2] or "").lower()
        if name and name not in lexicon.words("html-tags"):
            continue
        ending = "-->" if match[0] == "<!--" else f"</{name}" if name in HIDDEN and not match[1] else ""
        if ending and closed.get(ending, True):
            lowered = lowered or text.lower()
            at = lowered.find(ending, position) if len(lowered) == len(text) else text.find(ending, position)
            closed[ending] = at >= 0
            if at >= 0 and ending == "-->":
                position = at + len(ending)
            elif at >= 0:
                close = text.find(">", at)
                position = close + 1 if close >= 0 else len(text)
        if match[0] == "<!--" and position == match.end():
            continue
        yield Edit(start, position, "\n" if name in BREAKING else "")
