"""What the tagger of attributions sees: columns made run by run, for many paragraphs at once, say what a look says."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from nwtool.stages.attribution.features import GROUPS, Batch, Place, columns
from nwtool.stages.attribution.surroundings import BEYOND, DISTANCES, FAR, KIND_BITS, STRENGTH
from nwtool.stages.attribution.tags import load, places
from nwtool.stages.attribution.tokens import Paragraph, find_paragraphs
from nwtool.stages.attribution.words import CUE

WORDS = ("said", "Lee", "that", ",", ".", "(", ")", "the", "argued", "“No,”", "“Go on.”", "never", ":", "—")
texts = st.lists(st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join), max_size=6)
PLACE = Place(False, "", False)


def paragraphs_of(lines: list[str]) -> list[Paragraph]:
    text = "\n".join(lines)
    starts = [sum(len(line) + 1 for line in lines[:i]) for i in range(len(lines))]
    return find_paragraphs(text, [(start, start + len(line)) for start, line in zip(starts, lines, strict=True)])


@settings(max_examples=50, deadline=None)
@given(lines=texts)
def test_paragraphs_show_the_same_alone_and_side_by_side(lines: list[str]) -> None:
    words = load().words
    paragraphs = paragraphs_of(lines)
    batch = Batch(paragraphs, list(places(paragraphs)), words)
    together = [list(column) for column in columns(batch, frozenset({"Lee"}))]
    for paragraph, place, (start, end) in zip(paragraphs, batch.places, batch.bounds, strict=True):
        alone = Batch([paragraph], [place], words)
        ((first, last),) = alone.bounds
        for column, own in zip(together, columns(alone, frozenset({"Lee"})), strict=True):
            assert column[start:end] == list(own)[first:last]


@settings(max_examples=50, deadline=None)
@given(lines=texts)
def test_the_last_cue_of_the_sentence_is_shown_with_its_distance(lines: list[str]) -> None:
    words = load().words
    paragraphs = paragraphs_of(lines)
    batch = Batch(paragraphs, [PLACE] * len(paragraphs), words)
    group = next(i for i, group in enumerate(GROUPS) if group.name == "cue before")
    column = list(list(columns(batch, frozenset()))[group])
    for paragraph, (start, _) in zip(paragraphs, batch.bounds, strict=True):
        for i, token in enumerate(paragraph.tokens):
            sentence = max(at for at in range(i + 1) if paragraph.starts[at])
            cues = [at for at in range(sentence, i) if words[paragraph.tokens[at]].role == CUE]
            key = words[token].kind
            if cues:
                since = paragraph.tokens[cues[-1] + 1 : i]
                key |= sum(i - cues[-1] > most for most in DISTANCES) << FAR
                key |= words[paragraph.tokens[cues[-1]]].strength << STRENGTH
                key |= ("that" in since) << BEYOND | min(since.count(","), 3) << BEYOND + 1
            assert column[start + i] == key
            assert key & (1 << KIND_BITS) - 1 == words[token].kind
