"""Rules that put sources right: whole names, with their roles and clauses, and nothing that was said."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import compress, count, pairwise

from nwtool.language import lexicon
from nwtool.language.verbs import is_finite
from nwtool.stages.attribution.line import FURTHEST, RELATIVE, Line, Rule, is_sentence, is_stretch
from nwtool.stages.attribution.words import is_saying

STRETCH_ENDS = frozenset(",?!—")
DASHES = frozenset("—–")
LONGEST_BRACKET = 8  # tokens
ENDS = frozenset(",.;:?!—–()")


def _no_sentence_in_a_source(line: Line) -> None:
    """Make what it is of a stretch that the end of a source swallowed: "said Ana Lee of S.W.A. “We …”"."""
    for i in compress(count(), map("I-S".__eq__, line.labels)):
        if is_sentence(line.tokens[i]) and line.tokens[i - 1][-1] == ".":
            line.mark(i, i + 1, "C")


def _name_before_its_clause(line: Line) -> None:
    """Begin a source at the name, not at the "who" behind it: "Ana Lee, who resigned in May, said …"."""
    cues = [run.start for run in line.runs() if run.part == "K"]
    for run in line.runs():
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
    runs = line.runs()
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
    runs = line.runs()
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


def _stretch_is_no_source(line: Line) -> None:
    """Tell what was said from who said it: "“It is a fine bridge”, said Ana Lee."."""
    for stretch, cue, name in zip(line.runs(), line.runs()[1:], line.runs()[2:], strict=False):
        if (stretch.part, cue.part, name.part) != ("S", "K", "C") or name.start != cue.end:
            continue
        tokens = line.tokens[stretch.start : cue.start]
        if not is_stretch(tokens[0]) or tokens[1:] not in ([], [","]) or not is_saying(line.tokens[cue.start]):
            continue
        if all(token[0].isupper() for token in line.tokens[name.start : name.end]):
            line.mark(stretch.start, stretch.end, "D")
            line.mark(name.start, name.end, "S")


def _whole_name(line: Line) -> None:
    """Take in the capitalised words between a cue and the source behind it: "asked Ana | Lee"."""
    for run in line.runs():
        i = run.start
        while run.part == "S" and line.part(i - 1) == "O" and i > 0 and line.tokens[i - 1][0].isupper():
            i -= 1
        if i < run.start and line.part(i - 1) == "K":
            line.mark(i, run.end, "S")


def _name_behind_its_role(line: Line) -> None:
    """Leave to a source the name in apposition to it: "“…,” said its owner, | Ana Lee, “…”"."""
    for source, name in pairwise(line.runs()):
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


def _whole_bracket(line: Line) -> None:
    """Begin a source at the name before a bracket, not in it: "Velmora Foods (VLM.N) said …"."""
    for run in line.runs():
        tokens = line.tokens[run.start : run.end + 1]
        if run.part != "S" or ")" not in tokens or "(" in tokens[: tokens.index(")")]:
            continue
        reach = range(run.start - 1, max(0, run.start - LONGEST_BRACKET), -1)
        start = name = next((i for i in reach if line.tokens[i] == "("), 0)
        while name > 0 and line.labels[name - 1] == "O" and line.tokens[name - 1][0].isupper():
            name -= 1
        if name < start and set(line.labels[name : run.start]) == {"O"}:
            line.mark(name, max(run.end, run.start + tokens.index(")") + 1), "S")


def _name_before_a_dash(line: Line) -> None:
    """End a source that follows its cue at a dash: "said Ana Lee | — CNN did not reply"."""
    for cue, source in pairwise(line.runs()):
        if (cue.part, source.part) != ("K", "S") or cue.end != source.start:
            continue
        dashes = [i for i in range(source.start + 1, source.end) if line.tokens[i] in DASHES]
        if len(dashes) == 1 and line.tokens[dashes[0] - 1][0].isupper():
            line.mark(dashes[0], source.end, "O")


def _clause_of_a_source(line: Line) -> None:
    """Leave to a source the clause that follows its name: "According to Ana Lee, who keeps the books, …"."""
    runs = line.runs()
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


def _no_verb_behind_a_name(line: Line) -> None:
    """Leave the verb behind a name out of the source: "Norway | failed to say"; "Obama aides" are one."""
    for run in line.runs():
        last = run.end - 1
        if run.part != "S" or last == run.start or not line.tokens[last - 1][0].isupper():
            continue
        verb = line.tokens[last]
        if verb.islower() and is_finite(verb) and not verb.endswith("es"):
            line.mark(last, run.end, "O")


def _bracket_ends_a_source(line: Line) -> None:
    """Leave what stands behind the bracket of a name out of the source: "Alder Ferries (ALD.L) | cut its outlook"."""
    for run in line.runs():
        last = run.end - 1
        if run.part == "S" and last - 1 > run.start and line.tokens[last - 1] == ")" and line.tokens[last].islower():
            line.mark(last, run.end, "O")


def _apposition_is_no_content(line: Line) -> None:
    """Give a source what stands between it and its cue: "The owner, the company Alder Ferries, said …"."""
    runs = line.runs()
    for source, between, cue in zip(runs, runs[1:], runs[2:], strict=False):
        if (source.part, between.part, cue.part) != ("S", "D", "K"):
            continue
        if line.tokens[between.start - 1] != "," or cue.start - between.end != 1 or line.tokens[between.end] != ",":
            continue
        words = line.tokens[source.end : cue.start]
        # "well-known" is no verb
        if not any(is_stretch(word) or (is_finite(word) and before != "-") for before, word in pairwise(words)):
            line.mark(source.start, between.end, "S")


def _ends_source(line: Line, i: int) -> bool:
    token = line.tokens[i]
    return line.starts[i] or is_stretch(token) or token in ENDS


SOURCE_RULES: tuple[Rule, ...] = (
    _no_sentence_in_a_source,
    _stretch_is_no_source,
    _name_before_its_clause,
    _subject_is_no_content,
    _speaker_behind_its_cue,
    _whole_name,
    _name_behind_its_role,
    _whole_bracket,
    _name_before_a_dash,
    _clause_of_a_source,
    _whole_source_of_according,
    _no_verb_behind_a_name,
    _bracket_ends_a_source,
    _apposition_is_no_content,
)
