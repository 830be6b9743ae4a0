"""The tagger of attributions: the lines of a text in, their tokens with a label each out.

Labels are parts of an attribution: `S` source, `K` cue, `C` content behind its cue, `D` content before it, each with
`B-` at its first token and `I-` at the others, and `O` for the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from operator import getitem

from nwtool.language import lexicon, tagger
from nwtool.stages.attribution.completion import Margin, complete
from nwtool.stages.attribution.features import FORMS, Form, Key, Place, keys, named_beside_cues
from nwtool.stages.attribution.repairs import repair
from nwtool.stages.attribution.tokens import QUOTED, Paragraph
from nwtool.stages.attribution.words import Words


class Memo(dict[Key, int]):
    """The packed weights of a group of features by its key, worked out on first use."""

    LIMIT = 8_000  # keys remembered a group; bounds the memory of a process that reads for ever

    def __init__(self, model: tagger.Model, words: Words, form: Form | str) -> None:
        super().__init__()
        self._model, self._words, self._form = model, words, form

    def __missing__(self, key: Key) -> int:
        if len(self) >= self.LIMIT:
            self.clear()
        form = self._form
        if isinstance(form, str):
            packed = self[key] = self._model.weight(form + "|".join(key))
        else:
            packed = self[key] = self._model.score(form(self._words, key))
        return packed


class Tagger:
    """The learned model with what it remembers."""

    def __init__(self, model: tagger.Model) -> None:
        self._model = model
        self.words = Words(model.meta["strengths"])
        self._memos = [Memo(model, self.words, form) for form in FORMS]

    def labels(self, paragraphs: Sequence[Paragraph]) -> Iterator[list[str]]:
        """Give the labels of the tokens of each paragraph; none for one that can't hold an attribution."""
        lines = [paragraph.tokens for paragraph in paragraphs]
        named = named_beside_cues(lines, self.words)
        names = self._model.labels
        open_quote = False
        for line, place in zip(lines, places(paragraphs), strict=True):
            if self._is_plain(line):
                open_quote = False
                yield []
                continue
            seen = keys(line, place, named, self.words)
            scores = [sum(map(getitem, self._memos, parts)) for parts in seen]
            labels = [names[i] for i in self._model.decode(scores)]
            labels = complete(line, labels, self._margin(scores), self._opens_source)
            labels = repair(line, labels, open_quote)
            open_quote = labels[-1][-1] in "CD" and line[-1][0] == QUOTED and line[-1][-1] == "-"
            yield labels

    def _opens_source(self, token: str) -> bool:
        """Tell whether a source can begin with a token: not with a verb, a preposition or a sign."""
        if token[0].isupper() or token[0] == QUOTED:
            return True
        return token[0].isalpha() and self.words(token).strength == "0" and token not in lexicon.words("prepositions")

    def _margin(self, scores: Sequence[int]) -> Margin:
        """Give the function that tells how much likelier than O a label is at a token."""
        numbers = {label: i for i, label in enumerate(self._model.labels)}

        def margin(i: int, label: str) -> float:
            nats = self._model.nats(scores[i])
            return nats[numbers[label]] - nats[numbers["O"]]

        return margin

    def _is_plain(self, line: Sequence[str]) -> bool:
        """Tell that a paragraph has neither a stretch nor a word that has ever been a cue."""
        return not any(token[0] == QUOTED or self.words(token).strength != "0" for token in line)


@cache
def load() -> Tagger:
    """Load the tagger, once a process."""
    return Tagger(tagger.load("quotes"))


def places(paragraphs: Sequence[Paragraph]) -> Iterator[Place]:
    """Give for each paragraph what the tagger knows of those around it."""
    before = ""
    for i, paragraph in enumerate(paragraphs):
        after = paragraphs[i + 1].tokens if i + 1 < len(paragraphs) else []
        yield Place(i == 0, before, bool(after) and after[0][0] == QUOTED)
        last = paragraph.tokens[-1] if paragraph.tokens else ""
        before = last[4] if last[:1] == QUOTED else ":" if last == ":" else ""
