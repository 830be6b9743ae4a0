"""The labels of all lines in, the same labels out with what can't be put right: what no line can tell by itself.

A document has one headline; headings stand above something; lines that say the same are of one kind.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from nwtool.language import lexicon
from nwtool.language.patterns import late
from nwtool.stages.blocks.features import Page
from nwtool.stages.blocks.furniture import BUTTON, is_button_bar
from nwtool.stages.blocks.line_cues import tail_cue
from nwtool.stages.blocks.line_features import PLAIN, REMEMBERED, Glance

HEADLINE = "headline"  # the model's label of a heading of level 1
ABOVE = ("byline", "dateline", "caption", "source")
RUN = 3  # lines with nothing between them that can't all be headings
TITLE = 14  # words: a first line as short as that, without a stop, is a headline
TIME_RE = late(r"(?i:(?:at )?\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?|\d{1,2} ?[ap]\.?m\.?)")
REPORTED = ("reporting by ", "additional reporting ", "writing by ", "editing by ")
COMMENTED = (" says:", " says", " said:", " wrote:")
SPEAKER = 5  # words of a line that names who comments
GLUED_RE = late(r"\b[A-Za-z]*[a-z]{2}[A-Z][a-z]{2}[a-z]*\b")
TEASED = 120  # characters in which a teaser's headline ends
TEASERS = 4  # lines: fewer may hold the names of firms
REPORTERS = "RrAaWwEe([—–-"  # how such a line begins
SUMMARIES = ("summary", "key points", "highlights", "in brief", "at a glance", "key takeaways")
YEAR_RE = late(r"\b(?:19|20)\d\d\b")
LAST_ENDS = ("; and", "; or")
ITEM_ENDS = (";", *LAST_ENDS)
CAPTION_RE = late(
    r"(?i:image|media|photo|picture|video)\s?(?i:caption)(?!s?\s[a-z])|FILE\s?(?:PHOTO\s?)?[-–—:]|Pictured[\s,:]"
)
LINK_RE = late(
    r"(?i:read(?: more| also| next)?|also read|see also|more"
    r"|related(?: stor(?:y|ies)| articles?| topics?| coverage| content)?)\s?:"
)
LINKED = "RrAaSsMm"
CAPTIONED = "IiMmPpVvF"  # how such a line begins
BULLETS = "-–*•‣▪●◦·"
TIMELY = 15  # characters: the longest of the lines that are looked up whole
REACH = 12  # lines below the headline
PLACE_WORDS = 3
DASHES = "—–-"


def agreed(lines: Sequence[str], labels: Sequence[str], page: Page) -> list[str]:
    """Give the labels after all rules."""
    out = list(labels)
    for rule in (
        _copies,
        _labelled,
        _links,
        _buttons,
        _comments,
        _teasers,
        _reported,
        _summary,
        _title,
        _one_headline,
        _lists,
        _enumerated,
        _heading_runs,
        _published,
        _time_or_place,
    ):
        for i, label in tuple(rule(lines, out, page)):
            out[i] = label
    return out


def _copies(lines: Sequence[str], labels: Sequence[str], page: Page) -> Iterator[tuple[int, str]]:
    """Name lines that say the same alike: copies side by side are captions, and so is the exact copy of a caption.

    On a page full of furniture, which says much twice, one of the copies must have a credit as well. A sentence amid
    the text may say again what stands above it, and a line of copyright is nobody's credit.
    """
    for i, others in page.repeats.items():
        if labels[i] in (HEADLINE, "caption"):
            continue
        captions = [j for j in others if labels[j] == "caption" and abs(i - j) == 1]
        copyright = page.seen[i].head == "copyright"
        if not page.tidy and (copyright or not any(_has_credit(lines[j]) for j in (i, *captions))):
            continue
        beside = any(abs(i - j) == 1 and labels[j] != HEADLINE for j in others)
        if beside:
            yield i, "caption"
        elif any(labels[j] == "caption" and lines[i] == lines[j] for j in others):
            told = labels[i] == "paragraph" and page.seen[i].prose and labels[i + 1 : i + 2] == ["paragraph"]
            if not told or _has_credit(lines[i]):
                yield i, "caption"


def _has_credit(line: str) -> bool:
    from nwtool.stages.credits import find_credit  # few texts need it

    return find_credit(line) is not None


@lru_cache(REMEMBERED)  # sites repeat their headings
def _is_credit(line: str) -> bool:
    from nwtool.stages.credits import find_credit

    credit = find_credit(line)
    return credit is not None and credit.caption_start >= credit.caption_end


def _labelled(lines: Sequence[str], labels: Sequence[str], page: Page) -> Iterator[tuple[int, str]]:
    """Name captions what says that it is one: by its first word, or by a labelled credit, up to the end of the text."""
    for i, (line, label) in enumerate(zip(lines, labels, strict=True)):
        if label == "caption" or (label == "boilerplate" and i >= page.zone[1]):
            continue
        named = False
        if label == "heading":
            named = page.seen[i].head == "label" or _is_credit(line)
        elif label == "boilerplate":
            named = not page.seen[i].mark and _is_credited(page.seen[i])
        if named or (line[0] in CAPTIONED and CAPTION_RE.match(line)):
            yield i, "caption"


def _is_credited(line: Glance) -> bool:
    """Tell whether a line ends in a credit with a label, or in brackets, behind what else it says."""
    if tail_cue(line.body, line.end) not in ("label", "bracket"):
        return False
    return _has_credit(line.body) and not _is_credit(line.body)


def _links(lines: Sequence[str], labels: Sequence[str], page: Page) -> Iterator[tuple[int, str]]:
    """A line that sends its reader on to another article is none of this one's."""
    for i, line in enumerate(page.seen):
        if line.words <= PLAIN and line.body[:1] in LINKED and labels[i] != "boilerplate" and LINK_RE.match(line.body):
            yield i, "boilerplate"


def _buttons(lines: Sequence[str], labels: Sequence[str], _: Page) -> Iterator[tuple[int, str]]:
    """Buttons that were glued together say nothing else."""
    for i, line in enumerate(lines):
        if len(line) < BUTTON and labels[i] != "boilerplate" and is_button_bar(line):
            yield i, "boilerplate"


def _comments(lines: Sequence[str], labels: Sequence[str], page: Page) -> Iterator[tuple[int, str]]:
    """What readers say under an article: a name that "says:", the time, and so on to the end of the page."""
    if not page.furnished:
        return
    said = [
        i
        for i, (line, below) in enumerate(pairwise(page.seen))
        if line.words <= SPEAKER and below.head == "date" and line.body.endswith(COMMENTED)
    ]
    if len(said) > 1:
        yield from ((i, "boilerplate") for i in range(said[0], len(lines)))


def _teasers(_: Sequence[str], labels: Sequence[str], page: Page) -> Iterator[tuple[int, str]]:
    """Headlines of other articles, each glued to its text: several lines with a capital amid a word."""
    if not page.furnished:
        return
    glued = {
        i: GLUED_RE.findall(line.body[:TEASED])
        for i, line in enumerate(page.seen)
        if labels[i] == "paragraph" and line.words <= 3 * PLAIN
    }
    counted = Counter(word for words in glued.values() for word in set(words))
    found = [i for i, words in glued.items() if any(counted[word] == 1 for word in words)]
    if len(found) >= TEASERS:
        yield from ((i, "boilerplate") for i in found)


def _reported(lines: Sequence[str], labels: Sequence[str], _: Page) -> Iterator[tuple[int, str]]:
    """Who else worked on a story is a byline, with or without brackets."""
    for i, line in enumerate(lines):
        if line[0] in REPORTERS and line[:24].lstrip("([—– -").lower().startswith(REPORTED) and labels[i] != "byline":
            yield i, "byline"


def _title(_: Sequence[str], labels: Sequence[str], page: Page) -> Iterator[tuple[int, str]]:
    """A short first line without a stop, above a sentence, is the headline of a text without furniture."""
    if page.furnished or HEADLINE in labels:
        return
    kept = [i for i, label in enumerate(labels) if label != "boilerplate"]
    if len(kept) < 2 or labels[kept[0]] not in ("paragraph", "heading", "byline", "caption"):
        return
    if labels[kept[0]] == "caption" and (labels[kept[1]] != "caption" or kept[0] in page.repeats):
        return
    first, under = (page.seen[i] for i in kept[:2])
    above = under.end[-1] in ".!?…" or labels[kept[1]] in (*ABOVE, "list")
    if first.words <= TITLE and not first.head and not first.mark and first.end[-1] not in ".!?,;:…" and above:
        yield kept[0], HEADLINE


def _one_headline(_: Sequence[str], labels: Sequence[str], __: Page) -> Iterator[tuple[int, str]]:
    """Below the headline another one is a standfirst, or a cross-head when text stands between."""
    places = [i for i, label in enumerate(labels) if label == HEADLINE]
    for before, i in pairwise(places):
        between = labels[before + 1 : i]
        yield i, "heading" if any(label in ("paragraph", "list") for label in between) else "paragraph"


def _heading_runs(_: Sequence[str], labels: Sequence[str], page: Page) -> Iterator[tuple[int, str]]:
    """Headings that stand above nothing but each other are the items of a list, or lines of verse."""
    if labels.count("heading") < RUN:
        return
    start = 0
    for i in range(len(labels) + 1):
        if i < len(labels) and labels[i] == "heading":
            continue
        if i - start >= RUN:
            for j in range(start, i):
                yield j, "list" if page.seen[j].mark else "paragraph"
        start = i + 1


def _lists(_: Sequence[str], labels: Sequence[str], page: Page) -> Iterator[tuple[int, str]]:
    """Short lines with the same mark, several in a row, are a list."""
    if sum([line.mark != "" for line in page.seen]) < RUN:
        return
    start = 0
    for i in range(1, len(labels) + 1):
        if i < len(labels) and _item(page.seen[i]) and _item(page.seen[i]) == _item(page.seen[i - 1]):
            continue
        if i - start >= RUN and _item(page.seen[start]):
            yield from ((j, "list") for j in range(start, i) if labels[j] in ("paragraph", "heading"))
        start = i


def _enumerated(lines: Sequence[str], labels: Sequence[str], _: Page) -> Iterator[tuple[int, str]]:
    """Lines in a row that end in a semicolon are a list, and so is the line behind "; and"."""
    if not [line for line in lines if line.endswith(ITEM_ENDS)]:
        return
    start = 0
    for i in range(len(lines) + 1):
        if i < len(lines) and lines[i].endswith(ITEM_ENDS):
            continue
        end = min(len(lines), i + (i > start and lines[i - 1].endswith(LAST_ENDS)))
        if end - start > 1:
            yield from ((j, "list") for j in range(start, end) if labels[j] in ("paragraph", "heading", "caption"))
        start = i + 1


def _item(line: Glance) -> str:
    """Give the sign of a list before a line, "1" for any number, or nothing."""
    if not line.mark or line.words > PLAIN:
        return ""
    return "1" if line.mark[0].isdigit() else line.mark[0] if line.mark[0] in BULLETS else ""


def _summary(lines: Sequence[str], labels: Sequence[str], page: Page) -> Iterator[tuple[int, str]]:
    """Lines without a stop below the word "Summary" are a list."""
    for i, line in enumerate(lines):
        if len(line) > TIMELY or labels[i] == "boilerplate" or line.removesuffix(":").lower() not in SUMMARIES:
            continue
        end = i + 1
        while end < min(len(lines), i + REACH) and page.seen[end].end[-1] not in ".!?…" and not page.seen[end].head:
            end += 1
        if end - i > RUN - 1 and end < len(lines):
            yield from ((j, "list") for j in range(i, end) if labels[j] != "caption")
            return


def _published(lines: Sequence[str], labels: Sequence[str], page: Page) -> Iterator[tuple[int, str]]:
    """Give the line between headline and text back that says when the article was published."""
    if HEADLINE not in labels or "dateline" in labels:
        return
    for i in range(labels.index(HEADLINE) + 1, min(len(labels), labels.index(HEADLINE) + REACH)):
        if labels[i] in ("paragraph", "list"):
            return
        if labels[i] == "boilerplate" and page.seen[i].head == "published" and YEAR_RE.search(lines[i]):
            yield i, "dateline"
            return


def _time_or_place(lines: Sequence[str], labels: Sequence[str], page: Page) -> Iterator[tuple[int, str]]:
    """A line that is only a time of day is a dateline, and so is a place with a dash, or above the first paragraph."""
    for i, line in enumerate(lines):
        timed = len(line) <= TIMELY and labels[i] not in ("boilerplate", "dateline") and TIME_RE.fullmatch(line)
        if timed or (line[-1] in DASHES and labels[i] == "heading" and page.seen[i].head == "place"):
            yield i, "dateline"
    for i, label in enumerate(labels):
        if label in ("boilerplate", HEADLINE) or page.seen[i].words > PLACE_WORDS:
            if label in ("paragraph", "list"):
                return
            continue
        alone = 0 < i < len(labels) - 1 and labels[i + 1] == "paragraph" and label != "dateline"
        if alone and lines[i].lower() in lexicon.words("places"):
            yield i, "dateline"
