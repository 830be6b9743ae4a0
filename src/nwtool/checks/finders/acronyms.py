"""Text and blocks in, acronyms that are explained twice, or not at all, out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nwtool.checks.check import Finding
from nwtool.checks.config import CheckSettings
from nwtool.language import lexicon
from nwtool.record.document import Block, Document
from nwtool.stages.naming.acronyms import BRACKET_RE, REACH, RUN_RE, in_order

ACRONYM_RE = re.compile(r"(?<![\w.&/@#$-])(?P<acronym>[A-Z]{3,6})(?:s|['’]s)?(?![\w&/@:-]|\.\w)")
INSIDE_RE = re.compile(r"[(\[][^()\[\]\n]{3,60}[)\]]")
BEFORE_RE = re.compile(r"\b(?P<acronym>[A-Z]{3,6}),?\s[(\[]")
LONG_RE = re.compile(r"\b[A-Z][\w’'-]*(?:\s(?:(?:of|the|for|and|in|on|to|&|de|du|des)\s){0,2}[A-Z][\w’'-]*){1,8}")
CAPITAL_RE = re.compile(r"\b[A-Z]")
ROMAN_RE = re.compile(r"[IVXLCDM]+")
SHOUTED_RE = re.compile(r"[A-Z]{2,}\W{1,3}$")
SHOUTS_RE = re.compile(r"\W{1,3}[A-Z]{2,}")
BEFORE = 24
MIN_MENTIONS = 2  # one mention of an acronym is mostly a name in passing: of a prize, a model, a station


def find_expanded_twice(doc: Document, settings: CheckSettings) -> Iterator[Finding]:
    r"""An acronym is explained a second time.

    “World Health Organization (WHO)” says once what the letters mean; after that they stand alone. A second time often
    means that two texts were joined. Only paragraphs count: captions and summaries are read by themselves.

    Flags:
        The World Health Organization (WHO) met. In May the World Health Organization (WHO) met again.
        Data of the Bureau of Labor Statistics (BLS) differ. The Bureau of Labor Statistics (BLS) knows.
    Leaves alone:
        The World Health Organization (WHO) met. In May the WHO met again.
        Paul Ryan (R-WI) and Ron Kind (D-WI) voted with Ann Lee (R-WI).
    Sure: 1 of 1 findings was right, and 4 of 4 in fresh texts.
    """
    text = doc["text"]
    if text.count("(") < 2:
        return
    seen: set[tuple[str, str]] = set()
    for block in _paragraphs(doc):
        for match in BRACKET_RE.finditer(text, block["start"], block["end"]):
            acronym = match["acronym"]
            start = _long_start(text, acronym, max(block["start"], match.start() - REACH), match.start())
            if start is None:
                continue
            key = acronym, text[start : match.start()].casefold()
            if key in seen:
                yield Finding(start, match.end(), f"{acronym} is explained above")
            seen.add(key)


def _long_start(text: str, acronym: str, reach: int, end: int) -> int | None:
    """Give where the name begins that an acronym behind it is short for: the shortest run of words that spells it."""
    run = RUN_RE.search(text, reach, end) if len(acronym) > 1 and acronym.isupper() else None
    if run is None:
        return None
    starts = [match.start() for match in CAPITAL_RE.finditer(text, run.start(), end)]
    return next((start for start in reversed(starts) if in_order(acronym, text[start:end])), None)


def find_undefined_acronym(doc: Document, settings: CheckSettings) -> Iterator[Finding]:
    r"""An acronym is never explained.

    Letters that a text uses twice or more without saying what they stand for. Those that need no explanation (`UN`,
    `NATO`, `FBI`) are left alone; the setting `acronyms` adds to them. So are Roman numbers, words in capitals, and
    acronyms whose letters begin the words of a name in the text.

    Flags:
        The QRZA met on Monday. Nobody knows what the QRZA did.
        A report by the ZBTW was leaked, and the ZBTW denied it.
    Leaves alone:
        NATO met on Monday, and NATO will meet again.
        The Quiet Rivers Association met, and the QRA voted. The QRA is new.
    Sure: in preview: 13 of 16 findings were right, 8 of 19 in fresh texts; the others were names of firms.
    """
    text = doc["text"]
    first: dict[str, tuple[int, int]] = {}
    counts: dict[str, int] = {}
    for block in _paragraphs(doc):
        for match in ACRONYM_RE.finditer(text, block["start"], block["end"]):
            acronym = match["acronym"]
            if _is_shouted(match, block):
                continue
            first.setdefault(acronym, match.span("acronym"))
            counts[acronym] = counts.get(acronym, 0) + 1
    known = lexicon.words("known-acronyms") | set(settings.acronyms)
    unknown = [
        acronym
        for acronym, count in counts.items()
        if count >= MIN_MENTIONS and acronym not in known and not ROMAN_RE.fullmatch(acronym) and not _is_word(acronym)
    ]
    if not unknown:
        return
    explained = _initials(text) | _bracketed(text)
    for acronym in unknown:
        if acronym not in explained:
            yield Finding(*first[acronym], f"{acronym} is never explained")


def _paragraphs(doc: Document) -> Iterator[Block]:
    return (block for block in doc["blocks"] if block["kind"] in ("paragraph", "list"))


def _is_word(acronym: str) -> bool:
    lowered = acronym.lower()
    return lowered in lexicon.words("english-words") or lowered in lexicon.words("agencies")


def _is_shouted(match: re.Match[str], block: Block) -> bool:
    """Tell whether a word stands among others in capitals: a dateline, a shout, a heading."""
    text, start, end = match.string, *match.span()
    before = SHOUTED_RE.search(text, max(block["start"], start - BEFORE), start)
    return before is not None or SHOUTS_RE.match(text, end, block["end"]) is not None


def _initials(text: str) -> set[str]:
    """Give what the names in a text could be shortened to, with their small words and without them."""
    found: set[str] = set()
    for match in LONG_RE.finditer(text):
        words = match[0].replace("-", " ").split()
        large = [word[0] for word in words if word[0].isupper()]
        for i in range(len(large) - 1):
            for j in range(i + 2, min(len(large), i + 6) + 1):
                found.add("".join(large[i:j]))
        found.add("".join(word[0] for word in words).upper())
    return found


def _bracketed(text: str) -> set[str]:
    """Give the acronyms that brackets explain, or that explain what stands in them: "(QRZA)", "QRZA (an office)"."""
    inside = (match for bracket in INSIDE_RE.finditer(text) for match in ACRONYM_RE.finditer(bracket[0]))
    return {match["acronym"] for match in (*inside, *BEFORE_RE.finditer(text))}
