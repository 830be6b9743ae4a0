"""One line in, its features out: lengths, ends, cues, letters and words, as far as the line tells them by itself.

`glance` takes the little that every line pays for; `look` the rest, for the lines that a glance doesn't settle. Words
count only as far as many sites know them: the training leaves the others out.

Features come in bundles, `(function, *facts)`: what the function makes of a few small facts. Lines share their facts,
so the weights of a bundle are added up once and remembered, and its features are spelt out only then.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any, NamedTuple, TypeAlias

from nwtool.language import lexicon
from nwtool.language.patterns import late
from nwtool.stages.blocks.line_cues import TAIL, furniture_cues, has_notice_word, head_cue, inner_cues, tail_cue

WORD_RE = late(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+")
MARKS_RE = late(r"(?:[#>|*_+•‣▪●◦·›»–—=\s-]|\d{1,2}[.)]\s)*")
SENTENCE_RE = late(r"[.!?][”\"'’]?\s+[\"“‘']?[A-Z]")
COUNTER_RE = late(r"(?:\d\s?of\s?\d+|(?:Image|Photo|Picture|Media)s?(?: caption)?\s?:?)?\s*")
COUNTED = ("Image", "Photo", "Picture", "Media")
COUNTED_FIRST = frozenset(word[0] for word in COUNTED)

ENDS = {".": ".", "!": "!", "?": "?", "…": "…", ":": ":", ";": ",", ",": ",", ")": ")", "]": ")"}
ENDS.update({"。": ".", "．": ".", "।": ".", "！": "!", "？": "?", "؟": "?"})
STOPS = frozenset(".!?…")
STOPPED = STOPS | {f"q{stop}" for stop in STOPS}
QUOTES = "\"'”’“‘»«"
SIGNS = "-*•·|@#[(©+<>&/_—–~"
SUFFIXES = {"ng": "ing", "ed": "ed", "ly": "ly"}
BOUNDS = (1, 2, 3, 4, 6, 8, 11, 15, 20, 28, 40, 60, 100)
LONG = 40  # words: of a longer line the words count at its ends alone
SHORT = 14  # words: every word of a line as short as that counts, with its place
PLAIN = 20  # words: sentences of a tidy article as long as that are paragraphs (99.3 % of them in the article set)
PROSE = 12  # words of a sentence that counts as prose
CONTENT = 4  # letters of a word that counts when two lines are compared
NOTICE_HEADS = ("link", "copyright")
KEY = 5  # words at the start that two copies of a line share
REMEMBERED = 1024  # lines: sites repeat theirs
REPEATED = 60  # characters: longer lines seldom come again, and a look at one costs less than to remember all of them
SIGNS_REMEMBERED = 4096  # characters, of all that there are

Bundle: TypeAlias = tuple[Any, ...]


def bucket(value: int, bounds: Sequence[int] = BOUNDS) -> int:
    """Give the number of the first bound that is not below the value.

    >>> bucket(5, (1, 4, 9)), bucket(50, (1, 4, 9))
    (2, 3)
    """
    return bisect_left(bounds, value)


class Glance(NamedTuple):
    """What every line is asked for."""

    body: str
    """The line without the marks of a list or a heading before it."""
    mark: str
    words: int
    prose: bool
    plain: bool
    """Whether it has no cue at all and could only be a sentence of an article."""
    start: str
    end: str
    head: str
    key: str


class Look(NamedTuple):
    """What the other lines are asked for."""

    coarse: str
    own: list[Bundle]
    vocabulary: list[str]
    content: frozenset[str]
    notice: bool
    """Whether it is worded as sites speak of themselves or to their readers."""


def end_of(line: str) -> str:
    """Give the class of the end of a line; behind a closing quotation mark counts what stands before it.

    >>> end_of("He said: ''It rained.''"), end_of("A dog")
    ('q.', 'a')
    """
    end = _last(line[-1])
    return "q" + ENDS.get(line[-9:].rstrip(QUOTES)[-1:], "") if end == "q" else end


@lru_cache(SIGNS_REMEMBERED)
def _last(sign: str) -> str:
    if sign in QUOTES:
        return "q"
    if sign.isalpha():
        return "a"
    return ENDS.get(sign, "0" if sign.isdigit() else "x")


@lru_cache(SIGNS_REMEMBERED)
def _first(first: str) -> str:
    """Give the class of the first character of a line."""
    if first.isupper():
        return "A"
    if first.islower():
        return "a"
    if first.isdigit():
        return "0"
    return "q" if first in QUOTES else first if first in SIGNS else "x"


def uncounted(line: str) -> str:
    """Give a line without what a gallery puts before its captions.

    >>> uncounted("2of4 A dog"), uncounted("Image: A dog")
    ('A dog', 'A dog')
    """
    if not line.startswith(COUNTED) and not line[:1].isdigit():
        return line
    match = COUNTER_RE.match(line)
    return line[match.end() :] if match else line


def glance(line: str) -> Glance:
    """Look at one line, stripped and not empty."""
    return (_glance if len(line) > REPEATED else _glance_again)(line)


def _glance(line: str) -> Glance:
    mark = ""
    if not line[0].isalpha():
        match = MARKS_RE.match(line)
        mark = match.group().strip() if match else ""
        line = line[len(mark) :].strip().rstrip("_*# ") if mark else line
        if not line:
            return Glance("", mark, 0, False, False, mark[0], "0", "", "")
    words = line.count(" ") + 1
    end = end_of(line)
    head = head_cue(line)
    stopped = end in STOPPED
    plain = (
        words >= PLAIN
        and stopped
        and not head
        and not mark
        and line[-2] not in ")]"
        and "/" not in line[-TAIL:]
        and ", 20" not in line
    )
    start = _first(line[0])
    key = (uncounted(line[:80]) if start == "0" or line[0] in COUNTED_FIRST else line)[:60].lower().split(None, KEY)
    prose = words >= LONG or (words >= PROSE and stopped)
    # what `Glance(...)` does, in half the time
    return tuple.__new__(
        Glance, (line, mark, words, prose, plain, start, end, head, " ".join(key[:KEY]) if len(key) >= KEY else "")
    )


_glance_again = lru_cache(REMEMBERED)(_glance)


def _shape(line: str) -> str:
    """Give the class of the capitals of a line: all, title case, mixed or those of a sentence."""
    if line.isupper():
        return "C"
    pieces = line.split()
    capitals = len([piece for piece in pieces if not piece[0].islower()])
    if capitals == len(pieces):
        return "T"
    if capitals <= 1:
        return "s"
    return "t" if capitals * 2 > len(pieces) else "m"


def _vocabulary(found: list[str], words: int) -> list[str]:
    """Give the words of a line as features: all of a short line, with their pairs; fewer of longer ones."""
    if not found:
        return []
    if words <= SHORT:
        out = [f"w{word}" for word in found]
        out += (f"f{found[0]}", f"l{found[-1]}")
        if len(found) <= 4:
            out.append("=" + " ".join(found))
        out += [f"b{first} {second}" for first, second in pairwise(found)]
        return out
    out = [f"F{word}" for word in found[:3]] + [f"L{word}" for word in found[-2:]]
    out.append(f"B{' '.join(found[:2])}")
    if words < LONG:
        out += [f"v{word}" for word in dict.fromkeys(found)]
    return out


@cache
def _caption_verbs() -> frozenset[str]:
    return lexicon.words("caption-verbs")


@lru_cache(REMEMBERED)
def look(seen: Glance) -> Look:
    """Look at a line in full."""
    line, words, end, head = seen.body, seen.words, seen.end, seen.head
    if not line:
        return Look("0", [(_bare, seen.mark[0])], [], frozenset(), False)
    size = bucket(words)
    written = WORD_RE.findall(line if words < LONG else f"{line[:30]} {line[-30:]}")
    found = list(map(str.lower, written))
    known = frozenset(found)
    tail = tail_cue(line, end)
    sentences = min(3, len(SENTENCE_RE.findall(line))) if words < 70 else 3
    own: list[Bundle] = [(_sizes, size, end, seen.start, sentences)]
    sign = ""
    if seen.mark:
        sign = "1" if seen.mark[0].isdigit() else "#" if "#" in seen.mark else seen.mark[0]
        own.append((_cue, "M", "#" * seen.mark.count("#") or sign, size))
    if head:
        own.append((_cue, "H", head, size))
    if tail:
        own.append((_cue, "T", tail, size))
    if words < 70 and (tail or head in ("label", "agency", "copyright") or " | " in line):
        from nwtool.stages.credits import find_credit

        credit = find_credit(line)
        if credit:
            whole = "w" if credit.caption_end == credit.caption_start else ""
            own.append((_credits, f"{'p' if credit.photographer else ''}{'a' if credit.agency else ''}{whole}", size))
            tail = "C" + whole
    if words >= PROSE:
        own += [(_cue, "i", cue, size) for cue in furniture_cues(line)]
    shape = ""
    if words < LONG:
        own += [(_cue, "i", cue, size) for cue in inner_cues(line, known)]
        shape = _shape(line)
        own.append((_shapes, shape, size, end))
        if words > 5:
            own.append((_verbs, *_tense(written), line.count(",")))
    coarse = (
        ("P" if words >= 28 else "p")
        if seen.prose
        else f"{bucket(words, (2, 4, 8, 14))}{'.' if end[-1] in STOPS else ''}{head}"
    )
    coarse = f"{sign}{coarse}{'~' if tail else ''}{tail}{shape if shape in 'CT' and words > 1 else ''}"
    content = frozenset([word for word in found if len(word) >= CONTENT]) if words < LONG else frozenset()
    notice = head in NOTICE_HEADS or has_notice_word(line, known if words < LONG else None)
    return Look(coarse, own, _vocabulary(found, words), content, notice)


def _bare(mark: str) -> Iterator[str]:
    yield from ("n0", f"M{mark}")


def _sizes(size: int, end: str, start: str, sentences: int) -> Iterator[str]:
    yield from (f"n{size}", f"e{end}", f"n{size}e{end}", f"s{start}", f"S{sentences}n{size}")


def _cue(letter: str, cue: str, size: int) -> Iterator[str]:
    yield from (f"{letter}{cue}", f"{letter}{cue}n{size}")


def _credits(parts: str, size: int) -> Iterator[str]:
    yield from (f"C{parts}", f"Cn{size}", "C")


def _shapes(shape: str, size: int, end: str) -> Iterator[str]:
    yield from (f"c{shape}", f"c{shape}n{size}", f"c{shape}e{end}")


@lru_cache(1 << 14)
def _suffix(word: str) -> str:
    """Give the ending of a word that may be a verb's; words with a capital are no verbs."""
    if len(word) <= 3 or not word[0].islower():
        return ""
    return SUFFIXES.get(word[-2:]) or ("s" if word[-1] == "s" else "")


def _tense(written: list[str]) -> tuple[tuple[str, ...], int, int, bool]:
    """Tell the tense of a line: captions show, stories tell.

    Gives the endings of what may be verbs, the number of verbs of captions with the place of the first, and whether
    someone speaks.
    """
    verbs = _caption_verbs()
    places = [] if verbs.isdisjoint(written) else [i for i, word in enumerate(written) if word in verbs]
    suffixes = tuple(dict.fromkeys([suffix for suffix in map(_suffix, written) if suffix]))
    first = bucket(places[0], (2, 6, 12)) if places else -1
    return suffixes, first, min(2, len(places)), "said" in written or "says" in written


def _verbs(suffixes: tuple[str, ...], first: int, count: int, said: bool, commas: int) -> Iterator[str]:
    yield from (f"x{suffix}" for suffix in suffixes)
    yield f"W{first if count else ''}"
    yield f"W{count}{said}"
    yield f"X{suffixes[0] if suffixes else ''}"
    yield f"y{said}{min(3, commas)}"
