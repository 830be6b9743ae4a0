"""Tags, comments and scripts in, edits out that take them away and leave the text between them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nwtool.language import lexicon
from nwtool.language.patterns import late
from nwtool.record.edits import Edit

TAG_RE = late(
    r"""<!-- | <!\[CDATA\[ | \]\]> | <!doctype\b[^<>]{0,200}> | <\?xml\b[^<>]{0,200}>
      | <(?P<close>/?)(?P<name>[a-z][a-z0-9:-]{0,30})(?:[\s/][^<>]{0,4000})?>""",
    re.X | re.I,
)
HIDDEN = frozenset({"script", "style", "noscript", "template"})
CELLS = frozenset({"td", "th", "option", "button", "label"})


def fix_markup(text: str) -> Iterator[Edit]:
    """Take out tags and comments, and what stands in a script or a style; where a block begins or ends is a line break.

    >>> [edit.replacement for edit in fix_markup("<p>One<br/>two <b>bold</b>")]
    ['\\n', '\\n', '', '']
    >>> list(fix_markup("I <3 you, 1 < 2 > 0, <ann@a.example>"))
    []
    """
    lowered = text.lower()
    if len(lowered) != len(text):  # a few letters are two in lower case, and no place in the text is what it was
        lowered = text
    unclosed: set[str] = set()
    position = 0
    while match := TAG_RE.search(text, position):
        start, position = match.span()
        name = (match["name"] or "").lower()
        if name and not _is_element(name):
            continue
        ending = _ending(match[0], name, match["close"])
        if ending and ending not in unclosed:
            at = lowered.find(ending, position)
            close = text.find(">", at) if at >= 0 else -1
            if close < 0:
                unclosed.add(ending)
            else:
                position = close + 1
        if match[0] == "<!--" and position == match.end():
            continue
        yield Edit(start, position, _space(name))


def _is_element(name: str) -> bool:
    return name in lexicon.words("html-tags") or ":" in name


def _ending(tag: str, name: str, close: str | None) -> str:
    """Give what ends the hidden part that a tag begins; nothing where it begins none."""
    if tag == "<!--":
        return "-->"
    return f"</{name}" if name in HIDDEN and not close else ""


def _space(name: str) -> str:
    if name in lexicon.words("html-blocks"):
        return "\n"
    return " " if name in CELLS else ""
