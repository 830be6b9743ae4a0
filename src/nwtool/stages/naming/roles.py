"""A person's name in a text in, what the text says that they are out: titles in front, appositions behind.

"Russia's Foreign Minister Sergei Lavrov" gives "Foreign Minister"; ", a spokesperson for the bank," gives
"spokesperson for the bank"; ", who heads the mission," gives "heads the mission".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from nwtool.language import lexicon

REACH = 100  # characters before and behind a name that are looked at
LONGEST = 8  # words of a title without what follows its "of"
WORD_RE = re.compile(r"[^\s,;:()\[\]\"“”‘]+|[,;:()\[\]\"“”‘]")
ABBREVIATED = 6  # a full stop behind a longer word ends a sentence: "Capt.", not "president."
CLERICAL = frozenset({"father", "brother", "sister"})  # in small letters they say whose, not what
SCHOLARS = ("ologist", "ographer", "chemist", "physicist", "economist", "teacher")
MARKS = frozenset(',;:()[]"“”‘')
LINKS = frozenset({"of", "for", "the", "and", "&"})
DETERMINERS = frozenset({"the", "a", "an", "its", "his", "her", "their", "our", "one", "another"})
BEHIND_RE = re.compile(
    r"(?:\s?\([^()\n]{1,30}\))?(?:,\s(?:(?:now|then|who\s(?:is|was|serves\sas|served\sas))\s)?(?:aged?\s)?(?:\d{1,3},\s)?"
    r"|\s(?:is|was|serves\sas|became)\s(?=an?\s|the\s))(?P<role>[^,.;:()\"“”\n]{3,120})"
)
PREPOSITION_RE = re.compile(r"\s(?:of|for|at|in|on|with|from|to|under|and|or|by)\s")


def find_roles(text: str, start: int, end: int, taken: frozenset[int] = frozenset()) -> Iterator[tuple[int, int]]:
    """Give the spans of the roles beside the name at `[start, end)`; `taken` holds where names of people end.

    >>> text = "Russia's Foreign Minister Sergei Lavrov and Ann Lee, a spokesperson for Acme, met."
    >>> [text[s:e] for s, e in [*find_roles(text, 26, 39), *find_roles(text, 44, 51)]]
    ['Foreign Minister', 'spokesperson for Acme']
    """
    yield from _before(text, start, end, taken)
    if not _may_tell(text[end : end + 2]):
        return
    match = _who_re().match(text, end)
    if match:
        yield match.start("role"), _cut(text, match.start("role"), match.end("role"))
        return
    match = BEHIND_RE.match(text, end)
    found = _apposition(text, match.start("role"), match.end("role")) if match else None
    if found:
        yield found


def _may_tell(behind: str) -> bool:
    """Tell from the two signs behind a name whether more behind them can say who it is."""
    return behind[:1] in (",", "(") or behind[1:] in ("(", "w", "i", "s", "b")  # "who", "is", "serves", "became"


@cache
def _who_re() -> re.Pattern[str]:
    verbs = "|".join(sorted(lexicon.words("leading-verbs")))
    return re.compile(rf",?\swho\s(?:now\s|currently\s|also\s)?(?P<role>(?:{verbs})\s[^,.;:()\"“”\n]{{3,60}})")


@cache
def _stop_re() -> re.Pattern[str]:
    words = "|".join(sorted(lexicon.words("role-stops")))
    return re.compile(rf"\s(?:{words}|and\s(?:his|her|the|a|an))\b")


@lru_cache(maxsize=2048)
def is_title(word: str) -> bool:
    """Tell whether a word says what somebody is: "President", "Gov.", "vice-chairman"; "Father", but not "father"."""
    if word in CLERICAL or (word.endswith(".") and len(word) > ABBREVIATED):
        return False
    word = word.lower().rstrip(".")
    titles = lexicon.words("titles")
    return word in titles or word.endswith(SCHOLARS) or ("-" in word and word.rsplit("-", 1)[1] in titles)


def _before(text: str, start: int, end: int, taken: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Give the title in front of a name, or set off by a comma: "its chief executive, Ann Lee,"."""
    left = max(text.rfind("\n", max(0, start - REACH), start) + 1, start - REACH, 0)
    last_word = text[left:start].rstrip().removesuffix(",").rsplit(None, 1)[-1:]
    if not last_word or not _may_end(last_word[0]):
        return
    words = list(WORD_RE.finditer(text, left, start))
    if left and words and words[0].start() == left and left == start - REACH:
        words = words[1:]  # it may be the end of a word
    comma = bool(words) and words[-1][0] == ","
    if comma:
        words.pop()
        if text[end : end + 1] not in {",", ".", ";", ")", ""}:
            return
    head = _head(words)
    if head is None:
        return
    last = words[-1] if words else None
    first = head
    while first and head - first < LONGEST:
        if _modifies(words[first - 1], taken):
            first -= 1
        elif _joins(words, first, taken):
            first -= 2
        else:
            break
    while first < head and not _opens(words[first][0]):
        first += 1
    if comma and not (first and _determines(words[first - 1][0])):
        return
    if last and words[first][0].lower().rstrip(".") not in ("mr", "mrs", "ms", "miss"):
        yield words[first].start(), last.end()


def _may_end(word: str) -> bool:
    """Tell whether a word before a name may be the last of a title; most are not, and need no other look."""
    return word[0].isupper() or is_title(word) or word in LINKS or not (word.isalpha() or MARKS.isdisjoint(word))


def _head(words: list[re.Match[str]]) -> int | None:
    """Find the title's head: the last word, or one before "of" or "for" and words in capitals."""
    if not words:
        return None
    if is_title(words[-1][0]):
        return len(words) - 1
    for index in range(len(words) - 1, max(-1, len(words) - 8), -1):
        word = words[index][0]
        if word in ("of", "for", "to"):
            return index - 1 if index and index < len(words) - 1 and is_title(words[index - 1][0]) else None
        if not (word[0].isupper() or word in LINKS):
            return None
    return None


def _modifies(match: re.Match[str], taken: frozenset[int]) -> bool:
    """Tell whether a word can stand in a title before its head."""
    word = match[0]
    if word in MARKS or match.end() in taken or word.endswith(("'s", "’s", "s'", "s’", ".)")):
        return False
    if word[0].isupper():
        if word.lower() in lexicon.table("weekdays") or word.lower() in lexicon.table("months"):
            return False
        return not word.endswith(".") or len(word) < 6 or "." in word[:-1]
    return not word.endswith(".") and (
        word in lexicon.words("title-modifiers")
        or is_title(word)
        or word in lexicon.words("nationalities")
        or word.startswith(("ex-", "pro-", "anti-", "co-", "vice-", "mid-", "then-"))
    )


def _joins(words: list[re.Match[str]], first: int, taken: frozenset[int]) -> bool:
    """Tell whether a small word joins two parts of a name in a title: "University of Leeds professor"."""
    if first < 2 or words[first - 1][0] not in ("of", "for") or not words[first][0][0].isupper():
        return False
    before = words[first - 2]
    return before[0][0].isupper() and not is_title(before[0]) and _modifies(before, taken)


def _opens(word: str) -> bool:
    """Tell whether a title can begin with a word: not with "The", "On" or "When" at the beginning of a sentence."""
    return word.lower() not in lexicon.words("role-openers")


def _determines(word: str) -> bool:
    return word.lower() in DETERMINERS or word.endswith(("'s", "’s", "s'", "s’"))


def _apposition(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Give the role in the words behind a comma, when they are a title and not the next part of the sentence."""
    end = _cut(text, start, end)
    stop = PREPOSITION_RE.search(text, start, end)
    words = list(WORD_RE.finditer(text, start, stop.start() if stop else end))
    if not words or len(words) > LONGEST or not is_title(words[-1][0]):
        return None
    first = 0
    for index, word in enumerate(words[:-1]):
        if _determines(word[0]):
            first = index + 1
        elif word[0].lower() in lexicon.words("role-openers"):
            return None
    if not first and not all(_modifies(word, frozenset()) for word in words[:-1]):
        return None  # "a retired bus driver", but not "bomb kills driver"
    return words[first].start(), end


def _cut(text: str, start: int, end: int) -> int:
    stop = _stop_re().search(text, start, end)
    if stop:
        end = stop.start()
    elif text[end : end + 1].isalnum():  # longer than what is looked at
        end = max(text.rfind(" ", start, end), start)
    return start + len(text[start:end].rstrip())
