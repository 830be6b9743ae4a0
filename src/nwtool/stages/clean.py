"""A document of any text in, the same document with characters and lines put right and its blocks named out.

Characters are mended first, then lines joined, then spaces cleared away; what one fixer mends may lay open what another
looks for, so they run until nothing changes. Blocks are named last, and boilerplate is cut out with its lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from nwtool.config import Settings
from nwtool.language.patterns import late
from nwtool.record import edits
from nwtool.record.document import Block, Document, block_lines, text_of
from nwtool.record.edits import Edit
from nwtool.stages.blocks.find import find_blocks
from nwtool.stages.changes import Change, compose, edits_of, name_edits
from nwtool.stages.fixers.spaces import fix_spaces, has_loose_spaces
from nwtool.stages.lines.signs import may_be_wrapped

if TYPE_CHECKING:
    from nwtool.stages.fixers.table import Fixer

# News as it should be is ASCII with curly marks and a few accents. One search for anything else spares all the others.
SUSPICIOUS_RE = late(r"[^\n -%'-;>-\[\]-~‘’“”–—…£€©°éèáíóúñüöç](?:(?<!=)|(?=\n|[89A-F][0-9A-F]))")
MARKS_RE = late(r"(?:#{1,6}[^\S\n]+)+(?=\S)")
BEFORE, BEHIND = 1, 7
"""How far around a suspicious character a fixer's sign can reach."""
RARE = 16
"""Characters of which one at most is suspicious, for it to pay to look at those alone."""
ROUNDS = 8
"""How often the fixers may run again: what is escaped or misread more often than this stays so."""


def clean(doc: Document, settings: Settings) -> Document:
    """Give the document with its text put right, one block a line, and the layer `blocks`.

    Blocks that a document has already keep their kinds, as long as they are its lines.

    >>> clean({"text": "It&#8217;s  on.\\r\\n\\r\\nTwo."}, Settings())["text"]
    'It’s on.\\nTwo.'
    """
    _, doc = _put_right(doc, settings)
    return doc if settings.keep_boilerplate else edits.apply(doc, _cuts(doc["text"], doc["blocks"]))


def rows(doc: Document, settings: Settings) -> Iterator[dict[str, Any]]:
    """Give one row for each block."""
    text = text_of(doc)
    for block in doc.get("blocks") or []:
        start, end = block["start"], block["end"]
        yield {
            "id": doc.get("id"),
            "kind": block["kind"],
            "level": block.get("level"),
            "start": start,
            "end": end,
            "text": text[start:end],
        }


def explain(doc: Document, settings: Settings) -> Iterator[dict[str, Any]]:
    """Give one row for each change that `clean` makes, in order: where, by which fixer, from what to what.

    Offsets are those of the text as it came: made together, the changes give the text that `clean` gives. What several
    fixers did to the same characters is one change, with their names joined by `+`.

    >>> list(explain({"text": "It&#8217;s"}, Settings()))
    [{'id': None, 'fixer': 'entities', 'start': 2, 'end': 9, 'old': '&#8217;', 'new': '’'}]
    """
    text = text_of(doc)
    changes, cleaned = _put_right(doc, settings)
    if not settings.keep_boilerplate:
        cuts = list(name_edits(cleaned["text"], _cuts(cleaned["text"], cleaned["blocks"]), "boilerplate"))
        changes = compose(changes, cleaned["text"], cuts)
    for start, end, replacement, fixer in changes:
        yield {
            "id": doc.get("id"),
            "fixer": fixer,
            "start": start,
            "end": end,
            "old": text[start:end],
            "new": replacement,
        }


def notes(doc: Document, settings: Settings) -> Iterator[str]:
    """Give what `clean -v` tells of a document: how many blocks were taken out of it."""
    _, cleaned = _put_right(doc, settings)
    count = sum(block["kind"] == "boilerplate" for block in cleaned["blocks"])
    if count and not settings.keep_boilerplate and count < len(cleaned["blocks"]):
        yield f"{count} of {len(cleaned['blocks'])} blocks are boilerplate and were taken out"


def _put_right(doc: Document, settings: Settings) -> tuple[list[Change], Document]:
    """Give the changes to a document's characters and lines, and the document with them and with its blocks."""
    text = text_of(doc)
    known = _are_lines(doc.get("blocks"), text)
    changes = find_changes(text, settings, wrapped=not known)
    doc = edits.apply(doc, edits_of(changes))
    doc = {**doc, "blocks": _blocks(doc, known)}
    marks = list(name_edits(doc["text"], _marks(doc["text"], doc["blocks"]), "headings"))
    return compose(changes, doc["text"], marks), edits.apply(doc, edits_of(marks))


def find_changes(text: str, settings: Settings, wrapped: bool = True) -> list[Change]:
    """Find what is to change in the characters and, where the text may be `wrapped`, in the lines of a text."""
    changes: list[Change] = []
    fixers: list[Fixer] = []
    if settings.straighten or SUSPICIOUS_RE.search(text):
        from nwtool.stages.fixers.table import FIXERS, SPACES, STRAIGHTEN  # a clean text needs none of them

        fixers = [*FIXERS, STRAIGHTEN] if settings.straighten else [*FIXERS]
        changes, text = _mend(changes, text, fixers)
        fixers.append(SPACES)
    before = text
    if wrapped and may_be_wrapped(text):
        from nwtool.stages.lines.join import fix_quoting, fix_wraps

        changes, text = _then(changes, text, fix_quoting(text), "quoting")
        changes, text = _then(changes, text, fix_wraps(text), "wraps")
    if has_loose_spaces(text):
        changes, text = _then(changes, text, fix_spaces(text), "spaces")
    if fixers and text != before:  # lines that were joined may have brought together what belongs together
        changes, text = _mend(changes, text, fixers)
    return changes


def _mend(changes: list[Change], text: str, fixers: Sequence[Fixer]) -> tuple[list[Change], str]:
    """Run fixers over a text until they change nothing more."""
    from nwtool.stages.fixers.table import ANY_SIGN_RE

    for _ in range(ROUNDS):
        before = text
        looked = suspects = ""
        for fixer in fixers:
            if not fixer.everywhere and looked != text:
                looked, suspects = text, _suspects(text)
                if not ANY_SIGN_RE.search(suspects):
                    suspects = ""  # letters of other languages, mostly
            where = text if fixer.everywhere else suspects
            if where and fixer.sign(where):
                changes, text = _then(changes, text, fixer.find(text), fixer.name)
        if text == before:
            break
    return changes, text


def _suspects(text: str) -> str:
    """Give the parts of a text in which fixers could find their signs; all of it where there are many."""
    limit = len(text) // RARE + 1
    found = [match.start() for match in islice(SUSPICIOUS_RE.finditer(text), limit)]
    if len(found) == limit:
        return text
    return "".join([text[max(0, start - BEFORE) : start + BEHIND] for start in found])


def _then(changes: list[Change], text: str, found: Iterable[Edit], name: str) -> tuple[list[Change], str]:
    named = list(name_edits(text, found, name))
    return (compose(changes, text, named), edits.replace(text, edits_of(named))) if named else (changes, text)


def _are_lines(blocks: object, text: str) -> bool:
    """Tell whether a layer holds one block for each line of a text."""
    if not isinstance(blocks, list) or not blocks:
        return False
    return [(block.get("start"), block.get("end")) for block in blocks] == list(block_lines(text))


def _blocks(doc: Document, known: bool) -> list[Block]:
    """Give the blocks of a document: those it has where they are still its lines, those found elsewhere."""
    text = text_of(doc)
    if known and _are_lines(doc.get("blocks"), text):
        return doc["blocks"]
    found = find_blocks(text)
    if not known:
        return found
    kept = {(block["start"], block["end"]): block for block in doc["blocks"]}
    return [kept.get((block["start"], block["end"]), block) for block in found]


def _marks(text: str, blocks: Sequence[Block]) -> Iterator[Edit]:
    """Give the edits that take the marks of Markdown off headings: the blocks say what they said.

    Two signs and a blank are such a mark before any line: pages set their standfirst as a heading, too.
    """
    for block in blocks:
        if text.startswith("#" if block["kind"] == "heading" else "##", block["start"]):
            match = MARKS_RE.match(text, block["start"], block["end"])
            if match:
                yield Edit(match.start(), match.end(), "")


def _cuts(text: str, blocks: Sequence[Block]) -> Iterator[Edit]:
    """Give the edits that cut out boilerplate, each run of blocks with one line break.

    A text of nothing but boilerplate is left as it is: there is no article that it stands around.
    """
    if all(block["kind"] == "boilerplate" for block in blocks):
        return
    kept_end = 0
    cut_end: int | None = None
    for block in blocks:
        if block["kind"] == "boilerplate":
            cut_end = block["end"]
            continue
        if cut_end is not None:
            yield Edit(kept_end, cut_end, "") if kept_end else Edit(0, block["start"], "")
        kept_end, cut_end = block["end"], None
    if cut_end is not None:
        yield Edit(kept_end, len(text), "")
