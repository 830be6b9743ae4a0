"""Blocks in, what is wrong with the lines of a text out: furniture between them, breaks inside of them, lost ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from nwtool.checks.check import Finding
from nwtool.checks.config import CheckSettings
from nwtool.language import lexicon
from nwtool.record.document import Block, Document
from nwtool.record.edits import Edit
from nwtool.stages.blocks.furniture import is_button_bar, is_furniture
from nwtool.stages.lines.hyphens import is_fragment

BREAKS_RE = re.compile(r"\n+")
NETWORKS = r"(?:Twitter|Facebook|Instagram|X|YouTube|TikTok|Telegram|WhatsApp|LinkedIn|Threads|Google\ News|@\w)"
APPEAL_RE = re.compile(
    rf"""[\W_]*(?:
        (?:follow|like|find|join|watch|contact|email)\b.{{0,60}}\b(?:on|via|at)\b.{{0,40}}\b{NETWORKS}
      | follow\ @\w
      | (?:read|see|view|watch)\ (?:more|next|also|all|the\ full\b.{{0,20}})\s?
            (?:[:.>»→…]|$|(?:on|from|about|stories|at)\b)
      | (?:also|must)[\ -](?:read|watch)\b | read:\s
      | related(?:\ (?:stories|articles?|links?|content|coverage|posts?|topics?))?\s?(?::|$)
      | (?:sign|signed)\ up\ (?:for|to|here|now|today)\b | subscribe\b(?:\ (?:to|now|here|today|for)\b|$)
      | (?:click|tap)\ here\b | (?:scroll|continue)\ (?:down\ )?(?:for|to|reading)\b.{{0,40}}$
      | (?:story|article)\ continues\ (?:below|after) | advertisement\b | sponsored\b.{{0,30}}$
      | skip\ (?:to|past)\b | download\ (?:our|the)\b.{{0,40}}\bapp\b | listen\ to\ this\ article
      | (?:share|tweet|print|email)\ (?:this(?:\ (?:article|story|post|page|video|on|via)\b|\W*$)|on\b|via\b)
      | get\ (?:the|our|more|all)\b.{{0,60}}\b(?:newsletters?|inbox|email|app|alerts?)\b
      | (?:trending|most\ (?:read|popular|viewed)|recommended|you\ (?:may|might)\ (?:also\ )?like)\b
      | all\ rights\ reserved | (?:copyright|©)\s
      | this\ (?:material|article|story)\ may\ not\ be\ (?:published|reproduced)
    )""",
    re.X | re.I,
)
MENU = 3  # items of a menu that make a page; one alone ("Education") may be a heading
SHORT = 60  # characters of a line that can be no sentence of the article
STOPS = tuple(".!?…,;\"”’'")
CUT_HEADS = 200  # characters of a line that an appeal must begin in

SPLIT_RE = re.compile(
    r"(?<![^\W\d_])(?P<left>[^\W\d_]{2,30})(?P<gap>-[ \t]{1,40})(?P<right>[^\W\d_A-Z]{2,30})(?![\w-])"
)
WORD_RE = re.compile(r"[^\W\d_]+")

MIN_BROKEN = 40  # characters of the half of a paragraph: shorter lines are those of verse, menus and tables
RUNS_ON_RE = re.compile(r"[^\W\d_,]$|,$")
GOES_ON_RE = re.compile(r"(?!https?:|www\.)[a-z]{2,30}(?![\w.)@])|a\s")
PROSE = ("paragraph", "caption")  # the halves of a paragraph look like captions
MIN_WORDS = 8
STOPPED = tuple(".!?…:;\"”’'»)]")
PUNCTUATED = 0.8  # of the paragraphs that end with a mark: who writes none loses none
OPEN_END_RE = re.compile(r"[^\W_]$|[,–—-]$")
SIGN_OFF_RE = re.compile(r"[.!?][\"”’'»)\]]*\s[-–—(\[*]{0,2}\s?(?:[A-Z0-9@][\w.'’&/-]*\s?){1,6}[)\]]?$")
SIGNED_RE = re.compile(
    r"""(?:[-–—(\[*]\s?[^.()]{2,80}[)\]]?|\b(?i:agenc(?:y|ies)|reuters|afp|ap|pti|ani|ians|dpa|xinhua|tass|upi)
        |https?://\S+|www\.\S+|\S+@\S+|[@#]\w+|\S+\.(?:com|org|net|co)\S*)$""",
    re.X,
)
REPORTED_RE = re.compile(r"[\W_]*(?:additional )?(?:report|edit|writ|compil)(?:ing|ed|ten)\b.{0,20}\bby\b", re.I)
NAMES_END_RE = re.compile(r"(?:\s[A-Z][\w.'’-]*){2,6}$")


def find_boilerplate(doc: Document, settings: CheckSettings) -> Iterator[Finding]:
    r"""A line of the page's furniture stands in the text.

    “Follow us on Twitter”, “Read more: …”, sign-up lines and buttons belong to a page, not to an article, and go out
    with it to everyone who reads the feed. Flagged are lines that are worded so and that the layer `blocks` holds for
    boilerplate, or that are too short for a sentence; a run of them is one finding. Sentences that begin alike are left
    alone.

    Flags:
        Council shuts library\nThe council shut the library on Monday, and staff wept.\nRead more: Why libraries shut
        Two hurt\nTwo men were hurt in a fire on Elm Street, police said.\nFollow us on Twitter and Facebook
    Leaves alone:
        Council shuts library\nThe council shut the library on Monday.\nRead more books, the mayor told the angry crowd.
        Plea\nPolice asked for help on Monday.\nShare this information, please, with all whom you know, they said.
    Sure: 39 of 40 findings read were right; a line that leads to a film was not.
    """
    text = doc["text"]
    lines = [(block, text[block["start"] : block["end"]]) for block in doc["blocks"]]
    menu = sum(block["kind"] == "boilerplate" and is_furniture(line) for block, line in lines) >= MENU
    run: list[Block] = []
    for block, line in lines:
        known = block["kind"] == "boilerplate"
        if _appeals(line, known) or (known and menu and (is_furniture(line) or is_button_bar(line))):
            run.append(block)
        elif run:
            yield _furniture(run, text)
            run = []
    if run:
        yield _furniture(run, text)


def _appeals(line: str, known: bool) -> bool:
    """Tell whether a line is worded as pages speak to their readers; a longer one must be `known` to be boilerplate."""
    short = len(line) <= SHORT and line[-1:] not in STOPS and "©" not in line  # that of a picture may be a credit
    return (known or short) and APPEAL_RE.match(line[:CUT_HEADS]) is not None


def _furniture(run: list[Block], text: str) -> Finding:
    start, end = run[0]["start"], run[-1]["end"]
    what = "a line" if len(run) == 1 else f"{len(run)} lines"
    return Finding(start, end, f"{what} of the page, not of the article", (Edit(*cut_bounds(text, start, end), ""),))


def cut_bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """Give what is to go with some whole lines: the line breaks behind them, or before them at the end of the text.

    >>> cut_bounds("One.\\nTwo.\\nThree.", 5, 9), cut_bounds("One.\\nTwo.", 5, 9)
    ((5, 10), (4, 9))
    """
    behind = BREAKS_RE.match(text, end)
    if behind and behind.end() < len(text):
        return start, behind.end()
    return len(text[:start].rstrip("\n")), behind.end() if behind else end


def find_split_word(doc: Document, settings: CheckSettings) -> Iterator[Finding]:
    r"""A hyphen and a blank split a word.

    “dif- ferent” is what is left of a word that was broken at the end of a line. Flagged where the halves make a word
    of the text or of the lexicon, and one of them is none alone. Hyphens that wait for their word are left alone:
    “pre- and post-war”.

    Flags:
        It is a dif- ferent matter, she said.
        The govern- ment fell on Monday.
    Leaves alone:
        Both pre- and post-war houses burned.
        The vote was first- ever, he said.
    Sure: 24 of 24 findings were right, all of them in one text.
    """
    text = doc["text"]
    if "- " not in text and "-\t" not in text:
        return
    own: frozenset[str] | None = None
    for match in SPLIT_RE.finditer(text):
        left, right = match["left"].lower(), match["right"]
        if right in ("and", "or", "to", "nor", "but"):
            continue
        if own is None:
            own = frozenset(WORD_RE.findall(text.lower()))
        if not is_fragment(left, right) and left + right not in own:
            continue
        edit = Edit(*match.span("gap"), "")
        yield Finding(*match.span(), f"one word: “{match['left']}{right}”", (edit,))


def find_broken_paragraph(doc: Document, settings: CheckSettings) -> Iterator[Finding]:
    r"""A line break stands in the middle of a sentence.

    A paragraph stops without a mark and the next one goes on in lower case: a picture, an advertisement or a bad copy
    tore it apart. Headings, captions, items of lists and short lines are left alone.

    Flags:
        It rained.\nThe council voted on Monday to shut the old town library and to\n\nsell the house.\nStaff wept.
        She won.\nShe told the court on Monday that she had never met the man and that\n\nhe had lied.\nHe wept.
    Leaves alone:
        The recipe needs:\nflour, eggs and a little milk.
        The council met on Monday.\niPhone sales rose.
    Sure: 4 of 4 findings were right, and 6 of 6 in fresh news; in chat and mail it is wrong.
    """
    text = doc["text"]
    blocks = [block for block in doc["blocks"] if block["kind"] != "boilerplate"]
    if not _ends_sentences(text, blocks):
        return
    for one, other in pairwise(blocks):
        if one["kind"] not in PROSE or other["kind"] not in PROSE or one["end"] - one["start"] < MIN_BROKEN:
            continue
        if not RUNS_ON_RE.search(text, max(one["start"], one["end"] - 1), one["end"]):
            continue
        if GOES_ON_RE.match(text, other["start"], other["end"]):
            gap = (one["end"], other["start"])
            yield Finding(one["end"] - 1, other["start"] + 1, "a sentence is broken in two", (Edit(*gap, " "),))


def _ends_sentences(text: str, blocks: Sequence[Block]) -> bool:
    """Tell whether a text ends its paragraphs as sentences end, so that one that doesn't is remarkable."""
    ends = [text[block["end"] - 1 : block["end"]] in STOPPED for block in blocks if block["kind"] == "paragraph"]
    return len(ends) > 1 and sum(ends) >= PUNCTUATED * (len(ends) - 1)


def find_truncated_end(doc: Document, settings: CheckSettings) -> Iterator[Finding]:
    r"""The text stops in the middle of a sentence.

    The last paragraph has no mark at its end: something was cut off. Sign-offs of agencies, credits, contacts, names
    and headings at the end are left alone.

    Flags:
        The library is shut.\nStaff wept.\nThe council voted on Monday to shut the old library and to sell the
        It rained.\nAll fled.\nThe river rose by four feet in the night, and by the morning the lower town was
    Leaves alone:
        The library is shut.\nThe council voted on Monday to shut the old library. — Reuters
        The library is shut.\nJane Doe is a writer.\nReporting by Jane Doe in Leeds and by John Roe in the town of York
    Sure: in preview. It never fired in news; in chat and reviews, 10 of 10 findings were wrong.
    """
    text = doc["text"]
    blocks = [block for block in doc["blocks"] if block["kind"] != "boilerplate"]
    if not _ends_sentences(text, blocks[:-1]) or blocks[-1]["kind"] != "paragraph" or blocks[-2]["kind"] != "paragraph":
        return
    last = blocks[-1]
    line = text[max(last["start"], last["end"] - 2000) : last["end"]]
    if len(line.split()) < MIN_WORDS or not OPEN_END_RE.search(line[-1:]) or _is_notice(line):
        return
    if SIGN_OFF_RE.search(line[-60:]) or SIGNED_RE.search(line[-100:]) or NAMES_END_RE.search(line[-100:]):
        return
    yield Finding(last["end"] - len(line.split()[-1]), last["end"], "the text stops in the middle of a sentence")


def _is_notice(line: str) -> bool:
    """Tell whether a line is worded as a credit, a contact or a list of facts, which end without a stop."""
    first = WORD_RE.search(line)
    if first and first[0].lower() in lexicon.words("notice-openers"):
        return True
    return REPORTED_RE.match(line) is not None
