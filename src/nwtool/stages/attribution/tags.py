"""The tagger of attributions: the lines of a text in, their tokens with a label each out.

Labels are parts of an attribution: `S` source, `K` cue, `C` content behind its cue, `D` content before it, each with
`B-` at its first token and `I-` at the others, and `O` for the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import compress

from nwtool.language import lexicon, tables
from nwtool.language.chain import Row
from nwtool.stages.attribution.completion import Margin, complete
from nwtool.stages.attribution.features import Place, named_beside_cues
from nwtool.stages.attribution.line import Line
from nwtool.stages.attribution.repairs import repair
from nwtool.stages.attribution.scores import Scorer
from nwtool.stages.attribution.tokens import QUOTED, Paragraph
from nwtool.stages.attribution.words import Words


class Tagger:
    """The learned model with what it remembers."""

    def __init__(self, model: tables.Tables) -> None:
        self._model = model
        self._numbers = {label: number for number, label in enumerate(model.labels)}
        self.words = Words(model.meta["strengths"], model.meta["kinds"])
        self._scorer = Scorer(model, self.words)

    def labels(self, paragraphs: Sequence[Paragraph]) -> Iterator[list[str]]:
        """Give the labels of the tokens of each paragraph; none for one that can't hold an attribution."""
        named = named_beside_cues([paragraph.tokens for paragraph in paragraphs], self.words)
        names = self._model.labels
        open_quote = False
        tagged = [not self._is_plain(paragraph.tokens) for paragraph in paragraphs]
        where = zip(compress(paragraphs, tagged), compress(places(paragraphs), tagged), strict=True)
        scored = self._scorer.scores(where, named)
        for paragraph, is_tagged in zip(paragraphs, tagged, strict=True):
            if not is_tagged:
                open_quote = False
                yield []
                continue
            tokens, rows = paragraph.tokens, self._model.rows(next(scored))
            line = Line(tokens, paragraph.starts, [names[i] for i in self._model.best_path(rows)])
            complete(line, self._margin(rows), self._opens_source)
            repair(line, open_quote)
            open_quote = line.labels[-1][-1] in "CD" and tokens[-1][0] == QUOTED and tokens[-1][-1] == "-"
            yield line.labels

    def _opens_source(self, token: str) -> bool:
        """Tell whether a source can begin with a token: not with a verb, a preposition or a sign."""
        if token[0].isupper() or token[0] == QUOTED:
            return True
        return token[0].isalpha() and not self.words[token].strength and token not in lexicon.words("prepositions")

    def _margin(self, rows: Sequence[Row]) -> Margin:
        """Give the function that tells how much likelier than O a label is at a token."""
        numbers, scale = self._numbers, self._model.scale

        def margin(i: int, label: str) -> float:
            row = rows[i]
            more: int = row[numbers[label]] - row[numbers["O"]]
            return more / scale

        return margin

    def _is_plain(self, line: Sequence[str]) -> bool:
        """Tell that a paragraph has neither a stretch nor a word that has ever been a cue."""
        return not any(token[0] == QUOTED or self.words[token].strength for token in line)


@cache
def load() -> Tagger:
    """Load the tagger, once a process."""
    return Tagger(tables.load("quotes"))


def places(paragraphs: Sequence[Paragraph]) -> Iterator[Place]:
    """Give for each paragraph what the tagger knows of those around it."""
    before = ""
    for i, paragraph in enumerate(paragraphs):
        after = paragraphs[i + 1].tokens if i + 1 < len(paragraphs) else []
        yield Place(i == 0, before, bool(after) and after[0][0] == QUOTED)
        last = paragraph.tokens[-1] if paragraph.tokens else ""
        before = last[4] if last[:1] == QUOTED else ":" if last == ":" else ""
