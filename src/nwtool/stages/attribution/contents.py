"""Rules that put contents right: whole clauses, whatever else is reported within them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress, count, pairwise

from nwtool.language import lexicon
from nwtool.language.verbs import is_finite
from nwtool.stages.attribution.line import RELATIVE, Line, Rule, is_sentence, is_stretch
from nwtool.stages.attribution.words import is_saying

LATE = frozenset({"on", "in", "at", "last", "this", "late", "early", "but", ","})
STOPS = frozenset(".?!")
SHORTEST_CLAUSE = 3  # tokens
LONGEST_SUBJECT = 14  # tokens
LONGEST_TAIL = 9  # tokens
SHORTEST_CITY = 3  # letters
LONGEST_DATELINE = 12  # tokens
DASHES = frozenset("—–-")
POLLS = frozenset({"poll", "polls", "survey", "surveys"})
NO_TAIL = frozenset({",", ":", "that"})
FRONT = frozenset({"according", "in"})
CLOSING = frozenset({"said", "says", "told", "wrote"})
WHEN = frozenset({"today", "yesterday", "tonight", "while", "last", "this", "late", "early"})
PLAIN = frozenset({"said", "says", "say", "saying", "told", "added", "noted", "argued"})


def _clause_before_its_source(line: Line) -> None:
    """Take the clause before for content, not the time behind: "Prices will fall, the bank said on Monday."."""
    runs = line.runs()
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
                line.mark(end, end + 1, "O")
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


def _source_in_front(line: Line) -> None:
    """Mark what opens a sentence: "According to Lee, …" or "In a Courier poll, …", with the rest for its content.

    In PolNeAR's training articles 292 of 310 "according to" are cues, and so is "In" before 13 of 18 polls.
    """
    for i in compress(count(), map(FRONT.__contains__, map(str.lower, line.tokens))):
        token = line.tokens[i]
        if token.lower() == "according" and line.tokens[i + 1 : i + 2] == ["to"]:
            cue = i + 2
            if line.part(i) != "K":
                line.mark(i, cue, "K")
        elif token == "In" and line.starts[i]:
            cue = i + 1
        else:
            continue
        if not line.starts[i]:
            continue
        end = line.last(i)
        comma = next((at for at in range(cue + 1, end) if line.tokens[at] == ","), end)
        if comma - cue > LONGEST_SUBJECT or comma + SHORTEST_CLAUSE >= end or line.part(comma + 1) == "C":
            continue
        if token == "In" and POLLS.isdisjoint(map(str.lower, line.tokens[cue:comma])):
            continue
        if line.tokens[comma + 1].lower() in RELATIVE or any(map(is_stretch, line.tokens[i:end])):
            continue
        line.mark(i, cue, "K")
        line.mark(cue, comma, "S")
        line.mark(comma, comma + 1, "O")
        line.mark(comma + 1, end - (line.tokens[end - 1] in STOPS), "C")


def _closing_attribution(line: Line) -> None:
    """Mark the attribution that closes a sentence without marks: "The dam held, the bureau said in a statement."."""
    for i in compress(count(), map(CLOSING.__contains__, line.tokens)):
        if not _ends_with(line, i):
            continue
        end = line.last(i)
        if any(map(is_stretch, line.tokens[i + 1 : end])):
            end = line.tokens.index(",", i + 1)
        if "D" not in {line.part(at) for at in range(i + 1, end)}:
            line.mark(i + 1, end, "O")
        first = _first_of_text(line, i)
        comma = next((at for at in range(i - 1, max(0, i - LONGEST_SUBJECT), -1) if line.tokens[at] == ","), 0)
        clause = line.tokens[first:comma] if first >= 0 else []
        if len(clause) < SHORTEST_CLAUSE or not _is_subject(line.tokens[comma + 1 : i]) or not _can_be_said(clause):
            continue
        line.mark(line.first(i), first, "O")
        line.mark(first, comma, "D")
        line.mark(comma, comma + 1, "O")
        line.mark(comma + 1, i, "S")
        if line.part(i) != "K":
            line.mark(i, i + 1, "K")


def _can_be_said(clause: Sequence[str]) -> bool:
    """Tell whether the words before a closing attribution are what it reports: a clause without marks."""
    if any(map(is_stretch, clause)) or not any(map(is_finite, clause[1:])):
        return False
    return "," in clause or not _hangs(clause[0])


def _first_of_text(line: Line, at: int) -> int:
    """Give where the sentence of a token begins, behind a dateline ("LISBON, May 3 — …"); -1 where that is too far."""
    first = line.first(at)
    if not line.starts[first]:
        return -1
    if first or not (line.tokens[0].isupper() and len(line.tokens[0]) > SHORTEST_CITY):
        return first
    dash = next((i for i in range(1, min(at, LONGEST_DATELINE)) if line.tokens[i] in DASHES), -1)
    return dash + 1


def _is_subject(tokens: Sequence[str]) -> bool:
    """Tell whether tokens can be the subject of a verb: no clause, no stretch, and no "and" in front."""
    if not tokens or not tokens[0][0].isalpha() or _hangs(tokens[0]):
        return False
    return not any(is_stretch(token) or is_finite(token) for token in tokens)


def _ends_with(line: Line, cue: int) -> bool:
    """Tell whether nothing stands behind a cue in its sentence but when, where and to whom it was said."""
    tail = [token for token in line.tokens[cue + 1 : line.last(cue)] if token not in STOPS]
    if tail[:1] != [","]:
        comma = next((i for i, token in enumerate(tail[:-1]) if token == "," and tail[i + 1] in RELATIVE), len(tail))
        tail = tail[:comma]
    if len(tail) > LONGEST_TAIL or not NO_TAIL.isdisjoint(tail) or any(map(is_stretch, tail)):
        return False
    if line.tokens[cue] == "told":
        return bool(tail) and not any(map(is_finite, tail))
    lower = tail[0].lower() if tail else ""
    return not tail or lower in lexicon.words("prepositions") or lower in WHEN or lower in lexicon.table("weekdays")


def _hangs(word: str) -> bool:
    """Tell whether a word opens a clause or a phrase that hangs on another one."""
    lower = word.lower()
    return lower in RELATIVE or lower in lexicon.words("clause-openers") or lower in lexicon.words("prepositions")


def _all_before_a_closing_attribution(line: Line) -> None:
    """Take all that stands in a sentence before ", she said." or ", according to her." for its content.

    That holds whatever else the sentence reports; in PolNeAR's training articles, 912 of 921 "said" that end a
    sentence are cues, and 227 of 310 "according to" close one.
    """
    for run in line.runs():
        if run.part != "K" or line.starts[run.start]:
            continue
        according = line.tokens[run.start].lower() == "according"
        start = run.start if according else _closing_subject(line, run.start, run.end)
        if start < 1 or line.starts[start] or not (according or line.tokens[start - 1] == ","):
            continue
        first = _first_of_text(line, start - 1)
        end = start - (line.tokens[start - 1] == ",")
        if first >= 0 and end - first >= SHORTEST_CLAUSE:
            line.mark(line.first(start - 1), first, "O")
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


def _no_content_behind_its_manner(line: Line) -> None:
    """Leave out how something was said: "“…,” Lee said, using an old word"."""
    for before, content in pairwise(line.runs()):
        if content.part != "C" or before.part not in "SK" or content.start - before.end != 1:
            continue
        first = line.tokens[content.start]
        if line.tokens[before.end] != "," or not first.endswith("ing") or is_saying(first):
            continue
        said = any(line.part(at) == "D" for at in range(line.first(before.start), before.start))
        if said and not any(map(is_stretch, line.tokens[content.start : content.end])):
            line.mark(content.start, content.end, "O")


def _clause_to_its_end(line: Line) -> None:
    """Let a reported clause without marks run to the end of its sentence, when nothing else is reported there."""
    for run in line.runs():
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
    _source_in_front,
    _closing_attribution,
    _all_before_a_closing_attribution,
    _no_content_behind_its_manner,
    _clause_to_its_end,
)
