"""A document in, what finders look at out: the same text with the same offsets, one block a line, and its layers.

Finders look at the text as it stands, so that what they say of line 9 is true of line 9 of the file. All that is done
to it keeps its length: comments that suppress findings are blanked out, and so are the line breaks inside of
paragraphs that were wrapped at a width, and the carriage returns of CRLF.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import cast

from nwtool.checks.check import Layer
from nwtool.config import Settings
from nwtool.record.document import Document, text_of
from nwtool.record.edits import Edit, replace
from nwtool.stages import load_run
from nwtool.stages.blocks.find import find_blocks
from nwtool.stages.lines.join import fix_wraps

MARK = Settings(mark=True)
ODD_BLANK_RE = re.compile(r"[^\S \t\n]")


def blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Give the text with some spans turned to blanks.

    >>> blanked("one two", [(0, 3)])
    '    two'
    """
    return replace(text, (Edit(start, end, " " * (end - start)) for start, end in spans))


def make_view(doc: Document, comments: Iterable[tuple[int, int]]) -> Document:
    """Give the document as finders see it; `comments` are the spans of its suppressions.

    >>> view = make_view({"text": "Not wrapped.\\n<!-- nwtool: ignore -->\\nAt all."}, [(13, 36)])
    >>> view["text"].split("\\n") == ["Not wrapped.", " " * 23, "At all."]
    True
    """
    text = blanked(text_of(doc), comments).replace("\r\n", " \n")
    if not doc.get("blocks"):
        # what finds wraps expects blanks to be blanks
        text = blanked(text, (edit[:2] for edit in fix_wraps(ODD_BLANK_RE.sub(" ", text))))
    return {**doc, "text": text}


def _blocks(doc: Document) -> Document:
    return {**doc, "blocks": find_blocks(doc["text"])}


def _stage(name: str) -> Callable[[Document], Document]:
    return lambda doc: load_run(name)(doc, MARK)


MAKERS: dict[Layer, Callable[[Document], Document]] = {
    "blocks": _blocks,
    "captions": _stage("dedupe-captions"),
    "sections": _stage("sections"),
    "quotes": _stage("quotes"),
    "entities": _stage("entities"),
}


def with_layers(view: Document, needs: Iterable[Layer]) -> Document:
    """Give the view with the layers in `needs`: those that it has, the others made from its text."""
    wanted = set(needs)
    for name, make in MAKERS.items():
        if name in wanted and view.get(name) is None:
            layer = cast(dict[str, object], make(view))[name]
            view = cast(Document, {**view, name: layer})
    return view
