"""The tokens of a paragraph and their labels in, better labels out: what no sentence of the news does is put right.

The chain sees a few words at a time, so a clause between a name and its verb can pass for the speaker, and the words
behind a verb for what was said. Each rule looks at whole clauses, changes the labels in place, and is asked in order.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from nwtool.language import lexicon
from nwtool.stages.attribution.features import sentence_starts
from nwtool.stages.attribution.links import find_runs
from nwtool.stages.attribution.tokens import QUOTED
from nwtool.stages.speaking.antecedents import is_finite

RELATIVE = frozenset({"who", "whose", "which", "whom"})
LATE = frozenset({"on", "in", "at", "last", "this", "late", "early", "but", ","})
STRETCH_ENDS = frozenset(",?!—")
FURTHEST = 40  # tokens looked at on either side of a part
ENDS = frozenset(",.;:?!—–()")
SHORTEST_CLAUSE = 3  # tokens


class Line(NamedTuple):
    """A paragraph under repair: its tokens, which of them begin sentences, and the labels to be changed."""

    tokens: Sequence[str]
    starts: Sequence[bool]
    labels: list[str]

    def part(self, i: int) -> str:
        """Give the part that a token is in, or a blank beyond the paragraph."""
        return self.labels[i][-1] if 0 <= i < len(self.labels) else " "

    def mark(self, start: int, end: int, part: str) -> None:
        """Label the tokens `[start, end)` as one run of a part."""
        for i in range(start, end):
            self.labels[i] = "O" if part == "O" else ("B-" if i == start else "I-") + part

    def first(self, at: int) -> int:
        """Give the first token of the sentence that a token is in, as far as one looks."""
        furthest = max(0, at - FURTHEST)
        while at > furthest and not self.starts[at]:
            at -= 1
        return at


Rule = Callable[[Line], None]


def repair(tokens: Sequence[str], labels: Sequence[str], goes_on: bool) -> list[str]:
    """Give the labels of a paragraph put right.

    `goes_on`: a quote of the paragraph before was left open, so that a stretch at the beginning carries it on.

    >>> tokens = ["Ana", "Lee", ",", "who", "resigned", ",", "said", "no", "."]
    >>> repair(tokens, ["O", "O", "O", "B-S", "O", "O", "B-K", "B-C", "O"], False)
    ['B-S', 'I-S', 'I-S', 'I-S', 'I-S', 'O', 'B-K', 'B-C', 'O']
    """
    line = Line(tokens, sentence_starts(tokens), list(labels))
    for rule in RULES:
        rule(line)
    if goes_on and line.tokens[:1] and is_stretch(line.tokens[0]) and line.part(0) == "O":
        line.mark(0, 1, "C")
    return line.labels


def is_stretch(token: str) -> bool:
    """Tell whether a token stands for a stretch in quotation marks."""
    return token[0] == QUOTED


def is_sentence(token: str) -> bool:
    """Tell whether a stretch reads as a sentence: it begins with a capital and ends with a full stop or the like."""
    return is_stretch(token) and token[2] != "l" and token[3] in ".?!"


# --- rules ----------------------------------------------------------------------------------------------------------


def _no_sentence_in_a_source(line: Line) -> None:
    """Make what it is of a stretch that the end of a source swallowed: "said Ana Lee of S.W.A. “We …”"."""
    for i, token in enumerate(line.tokens):
        if line.labels[i] == "I-S" and is_sentence(token) and line.tokens[i - 1][-1] == ".":
            line.mark(i, i + 1, "C")


def _name_before_its_clause(line: Line) -> None:
    """Begin a source at the name, not at the "who" behind it: "Ana Lee, who resigned in May, said …"."""
    cues = [run.start for run in find_runs(line.labels) if run.part == "K"]
    for run in find_runs(line.labels):
        if run.part != "S" or line.tokens[run.start].lower() not in RELATIVE or line.part(run.start - 1) != "O":
            continue
        cue = next(iter(cues[bisect_left(cues, run.end) :][:1]), 0)
        if not (run.end <= cue < run.end + FURTHEST and _ends_clause(line, run.end, cue)):
            continue
        start = _phrase_before(line, run.start - 1)
        if start < run.start - 1:
            line.mark(start, cue - 1, "S")


def _ends_clause(line: Line, start: int, cue: int) -> bool:
    """Tell that a clause ends with a comma right before the verb group at `cue`, in the same sentence."""
    return line.tokens[cue - 1] == "," and not any(line.starts[start:cue]) and set(line.labels[start:cue]) <= {"O"}


def _phrase_before(line: Line, comma: int) -> int:
    """Give where the noun phrase begins that ends at a comma; the comma itself when there is none.

    An age or a bracket may stand behind it: "Ana Lee, 35, who …", "Ana Lee (Lab), who …".
    """
    if line.tokens[comma] != ",":
        return comma
    first = line.first(comma)
    i = comma
    while i > first and line.part(i - 1) == "O" and _in_phrase(line.tokens, i - 1):
        i -= 1
    while i < comma and (line.tokens[i] in ",)" or line.tokens[i].lower() in lexicon.words("clause-openers")):
        i += 1
    return i


def _in_phrase(tokens: Sequence[str], i: int) -> bool:
    """Tell whether a token can belong to a name with its titles, age and bracket."""
    token = tokens[i]
    lower = token.lower()
    if lower in lexicon.words("finite-verbs"):
        return False
    return token[0].isalnum() or token in "().'’-–&" or (token == "," and tokens[i + 1][0].isdigit())


def _subject_is_no_content(line: Line) -> None:
    """Make a source of a verbless phrase before a cue that has its content behind: "The owner, X, said …"."""
    runs = find_runs(line.labels)
    for before, cue, behind in zip(runs, runs[1:], runs[2:], strict=False):
        if (before.part, cue.part, behind.part) != ("D", "K", "C") or not line.starts[before.start]:
            continue
        tokens = line.tokens[before.start : before.end]
        if behind.start != cue.end or cue.start - before.end != 1 or "," not in tokens or any(map(is_stretch, tokens)):
            continue
        compounds = ["", *tokens]  # "well-known" is no verb
        if not any(is_finite(token) and last != "-" for last, token in zip(compounds, tokens, strict=False)):
            line.mark(before.start, before.end, "S")


def _speaker_behind_its_cue(line: Line) -> None:
    """Make a source of the phrase that follows a stretch and its cue: "“…,” says his daughter, Ana Lee."."""
    runs = find_runs(line.labels)
    for before, cue, behind in zip(runs, runs[1:], runs[2:], strict=False):
        if (before.part, cue.part) != ("D", "K") or before.end != cue.start or behind.start != cue.end:
            continue
        last = line.tokens[before.end - 1]
        if behind.part != "C" or not is_stretch(last) or last[3] not in STRETCH_ENDS:
            continue
        end = _phrase_behind(line, behind.start, behind.end)
        if end == behind.start:
            continue
        line.mark(behind.start, end, "S")
        if end < behind.end:
            rest = end + (line.tokens[end] == ",")
            line.mark(end, rest, "O")
            line.mark(rest, behind.end, "C")


def _phrase_behind(line: Line, start: int, end: int) -> int:
    """Give where a noun phrase ends that begins at `start`, with the name in apposition to it."""
    for i in range(start, end):
        token = line.tokens[i]
        if is_stretch(token) or token == "that" or is_finite(token):
            return i if i > start and line.tokens[i - 1] == "," else start
        if token == "," and not (i + 1 < end and line.tokens[i + 1][0].isupper()):
            return i
    return end


def _whole_name(line: Line) -> None:
    """Take in the capitalised words between a cue and the source behind it: "asked Ana | Lee"."""
    for run in find_runs(line.labels):
        i = run.start
        while run.part == "S" and line.part(i - 1) == "O" and i > 0 and line.tokens[i - 1][0].isupper():
            i -= 1
        if i < run.start and line.part(i - 1) == "K":
            line.mark(i, run.end, "S")


def _name_behind_its_role(line: Line) -> None:
    """Leave to a source the name in apposition to it: "“…,” said its owner, | Ana Lee, “…”"."""
    for source, name in pairwise(find_runs(line.labels)):
        if (source.part, name.part) != ("S", "C") or name.start - source.end > 1 or line.part(source.start - 1) != "K":
            continue
        end = name.start
        while end < name.end and line.tokens[end][0].isupper():
            end += 1
        if line.tokens[name.start - 1] == "," and name.start < end < len(line.tokens) and line.tokens[end] == ",":
            line.mark(source.start, end, "S")
            if end < name.end:
                line.mark(end, end + 1, "O")
                line.mark(end + 1, name.end, "C")


def _clause_before_its_source(line: Line) -> None:
    """Take the clause before for content, not the time behind: "Prices will fall, the bank said on Monday."."""
    runs = find_runs(line.labels)
    for source, cue in pairwise(runs):
        if (source.part, cue.part) != ("S", "K") or line.tokens[source.start - 1] != "," or source.end != cue.start:
            continue
        first, comma = line.first(source.start - 1), source.start - 1
        if (
            comma - first < SHORTEST_CLAUSE
            or set(line.labels[first:comma]) != {"O"}
            or not _is_clause(line, first, comma)
        ):
            continue
        end = cue.end
        if line.part(end) == "C" and line.tokens[end] in LATE and "that" not in line.tokens[end : end + 6]:
            while line.part(end) == "C":
                line.labels[end] = "O"
                end += 1
        elif line.part(end) == "C":
            continue
        line.mark(first, comma, "D")


def _is_clause(line: Line, start: int, end: int) -> bool:
    """Tell whether tokens make a main clause: a verb, and no word in front that makes it hang on another one."""
    opening = line.tokens[start].lower()
    if opening in lexicon.words("clause-openers") or opening in lexicon.words("prepositions"):
        return False
    return any(is_finite(token) for token in line.tokens[start + 1 : end])


def _clause_of_a_source(line: Line) -> None:
    """Leave to a source the clause that follows its name: "According to Ana Lee, who keeps the books, …"."""
    runs = find_runs(line.labels)
    for source, content in pairwise(runs):
        if (source.part, content.part) != ("S", "C") or content.start - source.end != 1:
            continue
        if line.tokens[content.start].lower() not in RELATIVE or line.tokens[source.end] != ",":
            continue
        for end in range(content.start, content.end - 1):
            if line.tokens[end] == ",":
                line.mark(source.start, end, "S")
                line.mark(end, end + 1, "O")
                line.mark(end + 1, content.end, "C")
                break


def _sentence_after_attribution(line: Line) -> None:
    """Take the stretch that follows "“…,” she said." for more of the same, when it is a sentence of its own."""
    said = False
    for i, token in enumerate(line.tokens):
        if line.starts[i]:
            if (
                said
                and line.labels[i] == "O"
                and is_sentence(token)
                and (i + 1 == len(line.tokens) or line.starts[i + 1])
            ):
                line.mark(i, i + 1, "C")
                continue
            said = line.part(i) == "D" and is_stretch(token)


def _whole_source_of_according(line: Line) -> None:
    """Make all that stands behind "according to" its source: "a joint statement" is no cue, nor was it said."""
    for i in range(1, len(line.tokens)):
        if line.tokens[i] != "to" or line.part(i) != "K" or line.tokens[i - 1].lower() != "according":
            continue
        end = i + 1
        while end < min(len(line.tokens), i + FURTHEST) and not _ends_source(line, end):
            end += 1
        if end > i + 1 and not set(map(line.part, range(i + 1, end))) <= {"S"}:
            line.mark(i + 1, end, "S")


def _ends_source(line: Line, i: int) -> bool:
    token = line.tokens[i]
    return line.starts[i] or is_stretch(token) or token in ENDS


RULES: tuple[Rule, ...] = (
    _no_sentence_in_a_source,
    _name_before_its_clause,
    _subject_is_no_content,
    _speaker_behind_its_cue,
    _whole_name,
    _name_behind_its_role,
    _clause_before_its_source,
    _clause_of_a_source,
    _sentence_after_attribution,
    _whole_source_of_according,
)
