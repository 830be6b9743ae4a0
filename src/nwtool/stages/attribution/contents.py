"""Rules that put contents right: whole clauses, whatever else is reported within them."""

from __future__ import annotations

from itertools import pairwise

from nwtool.language import lexicon
from nwtool.stages.attribution.line import Line, Rule, is_sentence, is_stretch
from nwtool.stages.attribution.links import find_runs
from nwtool.stages.speaking.antecedents import is_finite

LATE = frozenset({"on", "in", "at", "last", "this", "late", "early", "but", ","})
STOPS = frozenset(".?!")
SHORTEST_CLAUSE = 3  # tokens
PLAIN = frozenset({"said", "says", "say", "saying", "told", "added", "noted", "argued"})


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


def _all_before_a_closing_attribution(line: Line) -> None:
    """Take all that stands in a sentence before ", she said." or ", according to her." for its content.

    That holds whatever else the sentence reports; in PolNeAR's training articles, 912 of 921 "said" that end a
    sentence are cues, and 227 of 310 "according to" close one.
    """
    for run in find_runs(line.labels):
        if run.part != "K" or line.starts[run.start]:
            continue
        according = line.tokens[run.start].lower() == "according"
        start = run.start if according else _closing_subject(line, run.start, run.end)
        if start < 1 or line.starts[start] or not (according or line.tokens[start - 1] == ","):
            continue
        first = line.first(start - 1)
        end = start - (line.tokens[start - 1] == ",")
        if line.starts[first] and end - first >= SHORTEST_CLAUSE:
            line.mark(first, end, "D")
            line.mark(end, start, "O")


def _closing_subject(line: Line, start: int, end: int) -> int:
    """Give where the subject of a cue begins, or the cue that its subject follows, when they close a sentence.

    -1 for another cue. Of a source without a comma before its cue ("a common view, experts said"), what stands
    before its last comma belongs to the clause.
    """
    behind = end
    while line.part(behind) == "S":
        behind += 1
    if behind < len(line.tokens) and line.tokens[behind] not in ".)" and not line.starts[behind]:
        return -1
    if behind > end:
        return start
    at = start
    while line.part(at - 1) == "S":
        at -= 1
    if at == start:
        return -1
    comma = next((i for i in range(start - 1, at, -1) if line.tokens[i] == ","), at)
    if at < comma < start - 1:
        line.mark(comma + 1, start, "S")
        return comma + 1
    return at


def _clause_to_its_end(line: Line) -> None:
    """Let a reported clause without marks run to the end of its sentence, when nothing else is reported there."""
    for run in find_runs(line.labels):
        if run.part != "C" or line.part(run.start - 1) != "K":
            continue
        if line.tokens[run.start - 1].lower() not in PLAIN:
            continue
        if any(map(is_stretch, line.tokens[run.start : run.end])):
            continue
        end = run.end
        while end < len(line.tokens) and not line.starts[end] and line.labels[end] == "O":
            end += 1
        if end < len(line.tokens) and not line.starts[end]:
            continue
        while end > run.end and line.tokens[end - 1] in STOPS:
            end -= 1
        line.mark(run.start, end, "C")


CONTENT_RULES: tuple[Rule, ...] = (
    _clause_before_its_source,
    _sentence_after_attribution,
    _all_before_a_closing_attribution,
    _clause_to_its_end,
)
