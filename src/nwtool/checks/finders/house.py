"""Text in, what a house doesn't want to read out: spellings of two countries, wrong articles, its own list."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache

from nwtool.checks.check import Finding
from nwtool.checks.config import CheckSettings, Phrase
from nwtool.checks.speech import Speech
from nwtool.language import lexicon
from nwtool.record.document import Document
from nwtool.record.edits import Edit

SMALL_RE = re.compile(r"(?<![\w'’./@#-])[a-z]{4,20}(?![\w@]|\.[a-z]|['’][a-rt-z])")

ARTICLE_RE = re.compile(r"(?<![\w'’.&/-])(?P<article>[Aa]n?)(?P<gap>[ \t\xa0])(?P<word>[a-z]{2,30})(?![\w@]|\.\w)")
# Before a vowel that is heard: "an hour", "a union", "a European", "a one-off".
VOWEL_RE = re.compile(
    r"""[aei](?!u|we) | eu(?!r|l|p|c|g|t|n) | o(?!ne|nce|ui) | hours?$|hourly$|hourlong$|honest|hono(?:u?r)|heir
      | u(?:p|m|l[tc]|g[lh]|t[tm]|r[gbn]|sh|dd|n(?!i|a(?:nimous|nimity)|e?s?$)
           |ni(?:n(?!g)|m(?:a|p)|d(?!i)|ll))""",
    re.X,
)
CONSONANT_RE = re.compile(
    r"""[bcdfgjklmnpqrstvwyz] | eu(?:ro|log|phe) | one(?:-|$|s$) | once$ | ubiq
      | uni(?:que|form|vers|ted|ty|on|fy|fied|t|lateral|corn|cycle|sex) | us(?:e|able|age|ual|er|urp) | ut(?:il|ens|op)
      | h(?!our|onest|ono|eir|erb|istor|otel|abit|ero|yster|orr|ilar|eredit|omage|allucin|armon|umble|ospit|yp)""",
    re.X,
)
LETTERS = frozenset({"mp", "ms", "st", "th", "rd", "nd", "mm", "km"})  # said letter by letter

UNIT_RE = re.compile(
    r"""(?P<money>[$£€]\s?\d[\d.,]{0,20}(?:[ -]?(?:thousand|million|billion|trillion|m|bn|k))?
          (?P<unit>\s(?:dollars?|pounds?|euros?)\b))
      | (?P<percent>\d\s?%(?P<words>\s?(?:per\s?cent|percent)\b))
      | (?<![\d:.,])(?P<clock>12\s)(?P<hour>noon|midnight)\b
      | \d\s?[ap]\.?m\.?(?P<day>\s(?:in\ the\ (?:morning|afternoon|evening)|at\ night)\b)""",
    re.X | re.I,
)
UNIT_SIGN_RE = re.compile(r"[$£€]|%|12 [nm]|\d\s?[ap]\.?m", re.I)
OF = {"$": "dollar", "£": "pound", "€": "euro"}


def find_mixed_spelling(doc: Document, settings: CheckSettings) -> Iterator[Finding]:
    r"""One word is spelled the American and the British way.

    *defense* and *defence* in one text: whichever is right here, both are not. The rarer form is flagged. Names
    (words in capitals) and quoted speech are left alone, and so are words that British English itself spells in two
    ways, such as *license* and *licence*.

    Flags:
        The defense of the town failed. Its defence had cost millions, and the defense was thin.
        They organized a march. The march was organised in May.
    Leaves alone:
        The Department of Defense said that the town’s defence failed.
        The town’s defence failed. “Our defense was thin,” he said.
    Sure: 2 of 2 findings were right, and 5 of 6 in fresh texts.
    """
    text = doc["text"]
    pairs = _pairs()
    forms: dict[str, dict[str, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
    for match in SMALL_RE.finditer(text):
        word = match[0]
        pair = pairs.get(word)
        if pair:
            forms[pair[0]][word].append(match.span())
    mixed = [found for found in forms.values() if len(found) > 1]
    if not mixed:
        return
    speech = Speech(doc)
    for found in mixed:
        unquoted = {word: [at for at in spans if not speech.covers(*at)] for word, spans in found.items()}
        ranked = sorted((word for word in unquoted if unquoted[word]), key=lambda word: _rank(unquoted[word]))
        if len(ranked) < 2:
            continue
        for span in unquoted[ranked[1]]:
            yield Finding(*span, f"also spelled {ranked[0]} here", (Edit(*span, ranked[0]),))


def _rank(spans: list[tuple[int, int]]) -> tuple[int, int]:
    return -len(spans), spans[0][0]


@cache
def _pairs() -> dict[str, tuple[str, str]]:
    """Give for each word that has two spellings both of them, the American one first."""
    pairs: dict[str, tuple[str, str]] = {}
    for american, british in lexicon.table("spelling-pairs").items():
        pairs[american] = pairs[british] = american, british
    return pairs


def find_wrong_article(doc: Document, settings: CheckSettings) -> Iterator[Finding]:
    r"""“a” stands where “an” belongs, or the other way round.

    What counts is how the next word sounds: an hour, a union. Letters that are names (“Plan A into”), words in
    capitals, numbers and words that are said in two ways (“an historic”) are left alone, and so is quoted speech.

    Flags:
        It was a accident, police said.
        He took an wage cut and waited for a hour.
        A uninsured driver had an useful idea.
    Leaves alone:
        It took an hour and a half to form a union with a European partner.
        The move from Plan A into an historic vote took a one-time effort.
        It was an MRI, not a U-turn.
    Sure: 3 of 3 findings were right, and 6 of 6 in fresh texts.
    """
    text = doc["text"]
    known = lexicon.words("english-words")
    small = lexicon.words("function-words") | lexicon.words("prepositions") | {"another"}
    for match in ARTICLE_RE.finditer(text):
        article, word = match["article"], match["word"]
        wants_n = VOWEL_RE.match(word) is not None
        if wants_n == (len(article) == 2) or word in small or word in LETTERS or word not in known:
            continue
        if not wants_n and CONSONANT_RE.match(word) is None:
            continue
        if article == "A" and not _begins(text, match.start()):
            continue
        meant = "an" if wants_n else "a"
        meant = meant.capitalize() if article[0] == "A" else meant
        edit = Edit(*match.span("article"), meant)
        yield Finding(*match.span(), f"“{meant} {word}” is meant", (edit,), safe=True)


def _begins(text: str, start: int) -> bool:
    """Tell whether a sentence may begin here."""
    before = text[max(0, start - 3) : start].rstrip(" ")
    return not before or before[-1] in '.!?:\n“"—–'


def find_redundant_unit(doc: Document, settings: CheckSettings) -> Iterator[Finding]:
    r"""A unit is said twice.

    “$5 million dollars”, “5% percent”, “12 noon”, “9 a.m. in the morning”: the sign or the word is enough. Other
    currencies behind a sign (“the $5 pound note”) and quoted speech are left alone.

    Flags:
        It cost $5 million dollars.
        Doors open at 12 noon. Prices rose by 5% percent.
        The shop opens at 9 a.m. in the morning.
    Leaves alone:
        It cost $5 million. Doors open at noon, and 12 night shifts follow.
        It cost $5, a pound more than the £4 euro sceptics paid.
    Sure: 4 of 4 findings were right.
    """
    text = doc["text"]
    if not UNIT_SIGN_RE.search(text):
        return
    for match in UNIT_RE.finditer(text):
        group = match.lastgroup or ""
        if match["money"]:
            if OF[match["money"][0]] != match["unit"].strip().lower().rstrip("s"):
                continue
            group = "unit"
        elif match["percent"]:
            group = "words"
        elif match["clock"]:
            group = "clock"
        edit = Edit(*match.span(group), "")
        yield Finding(*match.span(), "said twice", (edit,), safe=True)


def find_banned_phrase(doc: Document, settings: CheckSettings) -> Iterator[Finding]:
    r"""A phrase stands on the house's own list.

    Nothing is flagged until the setting `phrases` names what a house doesn't want to read. Whole words count, in any
    case; `use` is what is to stand there instead, put in without asking if `safe` is true. Quoted speech is left alone.

    Flags:
        They utilise the bridge.
        Utilise the ferry instead.
    Leaves alone:
        The utilised ferry is new.
        “We utilise the bridge,” she said.
    With:
        phrases = [{phrase = "utilise", use = "use"}]
    Sure: it finds what the list says.
    """
    if not settings.phrases:
        return
    pattern, phrases = _phrases(settings.phrases)
    for match in pattern.finditer(doc["text"]):
        phrase = phrases[" ".join(match[0].casefold().split())]
        use = phrase.use
        if use and match[0][0].isupper():
            use = use[0].upper() + use[1:]
        message = phrase.message or (f"use “{phrase.use}”" if phrase.use else "not used here")
        edits = () if use is None else (Edit(*match.span(), use),)
        yield Finding(*match.span(), message, edits, safe=phrase.safe, severity=phrase.severity)


@lru_cache(maxsize=4)
def _phrases(listed: tuple[Phrase, ...]) -> tuple[re.Pattern[str], dict[str, Phrase]]:
    by_words = {" ".join(phrase.phrase.casefold().split()): phrase for phrase in listed if phrase.phrase.strip()}
    longest_first = sorted(by_words, key=lambda words: (-len(words), words))
    either = "|".join(r"\s".join(map(re.escape, words.split())) for words in longest_first)
    return re.compile(rf"(?<!\w)(?:{either or '(?!)'})(?!\w)", re.I), by_words


def find_missing_credit(doc: Document, settings: CheckSettings) -> Iterator[Finding]:
    r"""A caption says nothing of who made the picture.

    Off unless a house asks for it. Captions and their credits are those of the layer `captions`.

    Flags:
        {"text": "A dog.\nIt rains.", "captions": [{"start": 0, "end": 6, "text": "A dog.", "credit": null}]}
        {"text": "Fog.\nIt rains.", "captions": [{"start": 0, "end": 4, "text": "Fog.", "credit": null}]}
    Leaves alone:
        A ferry at dawn. Photo: Ann Doe\nThe ferry was late on Monday, its owner said.
        The ferry was late on Monday, its owner said.
    Sure: as sure as the layer `captions`; what is no caption there is none here.
    """
    for caption in doc["captions"]:
        if caption.get("credit") is None:
            yield Finding(caption["start"], caption["end"], "a caption without a credit")
