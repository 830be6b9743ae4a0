"""The labels of a text's paragraphs in, the same with the turns of interviews and transcripts marked out.

A turn is a line that begins with who speaks and a colon: "Q: ", "MAYOR LEE: ", "Ana Lee: ", or with "Q. ". One such
line may be anything ("UPDATE: ", "Iowa: "); so marks in capitals must come twice, and others must come back and lead
sentences.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from nwtool.stages.attribution.tokens import QUOTED, Paragraph

LONGEST = 6  # tokens of a mark
SHORTEST = 3  # tokens of a turn
LETTERS = frozenset("QA")  # that stand for question and answer, also with a full stop
ENDS = frozenset(".?!…")


def mark_turns(paragraphs: Sequence[Paragraph], labels: Iterable[list[str]]) -> Iterator[list[str]]:
    """Give the labels with those of turns in the place of what the tagger made of them.

    A paragraph without attribution between two turns belongs to the first.
    """
    heads = [_head(paragraph.tokens) for paragraph in paragraphs]
    names = [" ".join(p.tokens[:head]) for p, head in zip(paragraphs, heads, strict=True)]
    count = Counter(name for name in names if name)
    capitals = sum(times for name, times in count.items() if name.isupper())
    turns = [bool(name) and (capitals > 1 if name.isupper() else count[name] > 1) for name in names]
    last = max((i for i, turn in enumerate(turns) if turn), default=-1)
    inside = False
    for i, (paragraph, line) in enumerate(zip(paragraphs, labels, strict=True)):
        size = len(paragraph.tokens)
        if turns[i]:
            head = heads[i]
            inside = True
            cue = "B-K" if paragraph.tokens[head] == ":" else "O"
            yield ["B-S", *["I-S"] * (head - 1), cue, "B-C", *["I-C"] * (size - head - 2)]
        elif inside and i < last and size and "B-K" not in line:
            yield ["B-C", *["I-C"] * (size - 1)]
        else:
            inside = False
            yield line


def _head(tokens: Sequence[str]) -> int:
    """Give how many tokens name the speaker of a turn, 0 for what is no turn."""
    if tokens[1:2] == ["."] and tokens[0] in LETTERS:
        end = 1
    else:
        end = next((i for i, token in enumerate(tokens[: LONGEST + 1]) if token == ":"), 0)
    name = tokens[:end]
    if not name or len(tokens) - end - 1 < SHORTEST:
        return 0
    if not all(token[0].isupper() or token in ".-'’" for token in name):
        return 0
    last = tokens[-1]
    if last not in ENDS and last[0] != QUOTED and not "".join(name).isupper():
        return 0
    return end
