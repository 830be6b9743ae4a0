"""A document with entities in, its words with their labels out, as CoNLL files have them: one word and its tag a line.

A tag is `B-TYPE` on the first word of a mention, `I-TYPE` on the others, else `O`. A blank line ends a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator

from nwtool.config import Settings
from nwtool.language.text import tokens
from nwtool.record.document import Document, text_of
from nwtool.stages.naming.types import wanted_types

MARK = "-DOCSTART-\tO\n\n"
ENDS = frozenset(".?!")
CLOSERS = frozenset("\"”'’)]")


def conll(doc: Document, settings: Settings) -> str:
    """Give a document as CoNLL.

    >>> lee = {"type": "PERSON", "mentions": [{"start": 0, "end": 7}]}
    >>> conll({"text": "Ann Lee left. So it was.", "entities": [lee]}, Settings()).split("\\n")[2:7]
    ['Ann\\tB-PERSON', 'Lee\\tI-PERSON', 'left\\tO', '.\\tO', '']
    """
    text, types = text_of(doc), wanted_types(settings.types)
    spans = sorted(
        (mention["start"], mention["end"], entity["type"])
        for entity in doc.get("entities") or []
        if types is None or entity["type"] in types
        for mention in entity["mentions"]
    )
    out, at, tagged = [MARK], 0, -1
    for sentence in sentences(text):
        for start, end in sentence:
            while at < len(spans) and spans[at][1] <= start:
                at += 1
            tag = "O"
            if at < len(spans) and spans[at][0] < end:
                tag = f"{'I' if tagged == at else 'B'}-{spans[at][2]}"
                tagged = at
            out.append(f"{text[start:end]}\t{tag}\n")
        out.append("\n")
    return "".join(out)


def sentences(text: str) -> Iterator[list[tuple[int, int]]]:
    """Give the words of each sentence. Abbreviations keep their full stop, so a word "." ends one.

    >>> [len(words) for words in sentences("Mr. Lee left. \\"No,\\" he said.\\nIt rained")]
    [4, 7, 2]
    """
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        words: list[tuple[int, int]] = []
        ended = False
        for span in tokens(text, start, end):
            word = text[span[0] : span[1]]
            if ended and word not in ENDS and not (word in CLOSERS and span[0] == words[-1][1]) and not word.islower():
                yield words
                words, ended = [], False
            ended = word in ENDS or (ended and word in CLOSERS)
            words.append(span)
        if words:
            yield words
        start = end + 1
