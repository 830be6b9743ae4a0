"""The line of a caption in, what it says out: its words without credit, label ("Image:") and the ends of buttons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from nwtool.record.document import Block
from nwtool.stages.credits import Credit, find_credit


class Copy(NamedTuple):
    """One caption: its line, and what that says."""

    block: Block
    line: str
    core: str
    """What stands between label and credit."""
    words: tuple[str, ...]
    """The words of the core, case folded."""
    cut: bool
    credit: Credit | None
    number: str
    """Which picture of a gallery it says that it is, as "2" of "2 of 4"; empty where it doesn't."""

    @property
    def is_credit(self) -> bool:
        """Whether the line is nothing but a credit."""
        return self.credit is not None and not self.words

    @property
    def is_short(self) -> bool:
        """Whether the line is no longer than captions are: what it says may be compared again and again."""
        return len(self.line) <= LONGEST


LABEL_RE = re.compile(
    r"""\[?(?:(?P<number>\d+)\s*(?:of|/)\s*\d+\s*[|:.–—-]?\s*)?
        (?:(?:Image|Media|Photo|Picture|File|Video)?\s*captions?\s*[:,]?\s*
          |(?:FILE\s+PHOTO|Images?|Photos?|Pictures?|Videos?|File|Gallery)\s*[:–—-]\s*)?""",
    re.I | re.X,
)
WORD_RE = re.compile(r"\w+")
LONGEST = 2000  # characters
BUTTON = 40  # characters at the end of a caption in which a button may stand
CUT_RE = re.compile(r"(?:\.\.\.|…)\s*(?:more|less|\[\+\])?\W*$|\b(?:more|less)$")
ON_RE = re.compile(r",?\s+\w")


def words_of(line: str) -> tuple[str, ...]:
    """Give the words of a line, case folded."""
    return tuple(WORD_RE.findall(line.casefold()))


def read_copies(text: str, blocks: Iterable[Block]) -> list[Copy]:
    """Read the captions that stand in some blocks; lines that come again are read once."""
    read: dict[str, Copy] = {}
    copies: list[Copy] = []
    for block in blocks:
        line = text[block["start"] : block["end"]]
        same = read.get(line)
        if same is None:
            copies.append(read_copy(line, block))
            read[line] = copies[-1]
        else:
            copies.append(same._replace(block=block))
    return copies


def read_copy(line: str, block: Block) -> Copy:
    """Read the caption that stands in a block, whose line is given."""
    credit = find_credit(line)
    body = line[credit.caption_start : credit.caption_end] if credit else line
    label = LABEL_RE.match(body)
    end = body[-BUTTON:]
    may_be_cut = "..." in end or "…" in end or "more" in end or "less" in end
    cut = CUT_RE.search(body, max(0, len(body) - BUTTON)) if may_be_cut else None
    core = body[label.end() if label else 0 : cut.start() if cut else len(body)]
    is_cut = cut is not None or line.endswith(("...", "…"))
    number = (label["number"] or "") if label else ""
    return Copy(block, line, core, words_of(core), is_cut, credit, number)


def goes_on(long: Copy, short: Copy) -> bool:
    """Tell whether one caption goes on where the other one has come to a full stop: they are two sentences.

    >>> hall, stage = (read_copy(line, {"start": 0, "end": len(line), "kind": "caption"})
    ...     for line in ("The hall is open after a year of work.", "The hall is open."))
    >>> goes_on(hall, stage)
    True
    """
    core = short.core.rstrip()
    if short.cut or core[-1:] not in ".!?" or not long.is_short:
        return False
    core = core.rstrip(".!?").casefold()
    folded = long.core.casefold()
    place = folded.find(core)
    return place >= 0 and ON_RE.match(folded, place + len(core)) is not None


def is_cut_in_word(long: Copy, short: Copy) -> bool:
    """Tell whether one caption is the other one's beginning, cut short within a word.

    >>> long, short = (read_copy(line, {"start": 0, "end": len(line), "kind": "caption"})
    ...     for line in ("Guards stand before the cathedral.", "Guards stand before the cathed"))
    >>> is_cut_in_word(long, short)
    True
    """
    return long.is_short and short.core[-1:].isalpha() and " ".join(long.words).startswith(" ".join(short.words))


def says(words: Sequence[str], part: Sequence[str]) -> bool:
    """Tell whether some words hold others, in one piece."""
    return f" {' '.join(part)} " in f" {' '.join(words)} "


def find_echoes(text: str, blocks: Sequence[Block], copies: Sequence[Copy]) -> Iterator[int]:
    """Give the numbers of the last blocks of a text that are no captions, but say the same as captions above them.

    A gallery behind the article repeats its captions, and what stands there may have been taken for paragraphs. Amid
    the article, a paragraph that a caption repeats is a paragraph.
    """
    known = {copy.words for copy in copies if len(copy.words) >= MIN_ECHO}
    openings = {words[:MIN_ECHO] for words in known}
    for i in range(len(blocks) - 1, 0, -1):
        block = blocks[i]
        if block["kind"] in ("caption", "boilerplate"):
            continue
        label = LABEL_RE.match(text, block["start"], block["end"])
        start = label.end() if label else block["start"]
        opening = words_of(text[start : min(block["end"], start + OPENING)])[:MIN_ECHO]
        if opening not in openings or read_copy(text[block["start"] : block["end"]], block).words not in known:
            return
        yield i


MIN_ECHO = 4  # words: fewer may be a name, or a heading
OPENING = 80  # characters in which those stand
