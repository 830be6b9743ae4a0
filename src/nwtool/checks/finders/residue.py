"""Text in, what the making of a page left in it out: tags, codes, styles, scripts, placeholders."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nwtool.checks.check import Finding
from nwtool.checks.config import CheckSettings
from nwtool.record.document import Document
from nwtool.record.edits import Edit
from nwtool.stages.fixers.table import FIXERS

MARKUP = tuple(fixer for fixer in FIXERS if fixer.name in ("markup", "entities", "json", "quoted-printable"))
SHORTCODE_RE = re.compile(
    r"""\[/?(?:caption|gallery|embed|audio|video|playlist|youtube|vimeo|twitter|tweet|instagram|facebook|soundcloud
              |pullquote|blockquote|column|button|su_\w{1,30}|vc_\w{1,30}|et_pb_\w{1,30}|wp_\w{1,30}|fusion_\w{1,30})
         (?:\s[^\[\]\n]{0,400}|=[^\[\]\n]{0,400})?\]""",
    re.X,
)
STYLE_RE = re.compile(
    r"""(?<![\w{])(?:@media[^{}\n]{0,200}|[.\#]?[a-zA-Z][\w.\#>:, -]{0,120}?)\{\s*
        (?:[a-z-]{2,30}\s*:[^{}\[\];\n]{1,200};?\s*){1,30}\}""",
    re.X,
)
SCRIPT_RE = re.compile(
    r"""\b(?:googletag\.cmd\.push|window\.\w{1,40}\s?=|document\.(?:write|getElementById|createElement|querySelector)\(
          |addEventListener\(|(?:var|let|const)\s\w{1,40}\s?=\s?(?:document|window|new|function|\{|\[)
          |function\s?\w{0,40}\(\w{0,40}(?:,\s?\w{1,40}){0,8}\)\s?\{|dataLayer\.push|jQuery\(|\$\(document\))""",
    re.X,
)
BRACE_RE = re.compile(r"[{\[(]")

# A placeholder in capitals; "TK Maxx", "Super Bowl XXX" and "flight TK 1980" are names.
TK_RE = re.compile(r"(?<![\w.&-])(?:TK){1,9}(?![\w&-]|\.\w|\s[A-Z0-9])")
NUMBERED_RE = re.compile(
    r"\b(?:Bowl|Olympi(?:ad|cs?)|Games|WrestleMania|Chapter|Part|Vol(?:ume|\.)|Psalm|Canto|Book)\s$"
)
XXX_RE = re.compile(r"(?<![\w$£€.-])(?:X{3}|X{4,40})(?![\w-]|\s[A-Z0-9])")
SLOT_RE = re.compile(
    r"""\[\s?(?:(?:INSERT|ADD|FILL\ IN|CHECK|CONFIRM|TO\ COME|TBC|TBD|TK|XX+)\b[^\[\]\n]{0,60}
           |[Ii]nsert\s[a-z][^\[\]\n]{0,60}
           |(?:(?:FIRST|LAST|FULL|YOUR|COMPANY|CITY|PLACE|REPORTER)\ )?
            (?:NAME|DATE|TIME|PLACE|CITY|TOWN|TITLE|COMPANY|NUMBER|AMOUNT|AGE|LINK|URL|QUOTE|SOURCE|HEADLINE|CAPTION)S?
         )\s?\]""",
    re.X,
)
LOREM_RE = re.compile(r"\blorem ipsum\b|\bdolor sit amet\b", re.I)
TEMPLATE_RE = re.compile(r"\{\{[^{}\n]{0,80}\}\}|\{%[^{}\n]{0,80}%\}|<%=?[^<>\n]{0,80}%>|\$\{[\w.]{1,40}\}")


def find_markup(doc: Document, settings: CheckSettings) -> Iterator[Finding]:
    r"""Code of a page stands in the text.

    Tags, character references, shortcodes, styles and scripts that nothing turned into a page are seen by readers as
    they are. A web address may hold what looks like a reference; it is left alone, and so are signs that are no tags.

    Flags:
        The vote is <strong>final</strong>.
        Marks &amp; Spencer opened a shop.
        [caption id="7" align="left"]The new bridge[/caption]
        .byline { color: red; } The council met.
    Leaves alone:
        See https://news.example/?a=1&amp;b=2 for more.
        We <3 it, since 1 < 2 and 3 > 2.
        He said the caption [sic] was wrong.
    Sure: 16 of 16 findings in 1,067 articles were right.
    """
    text = doc["text"]
    for start, end, edits in _merged(text):
        yield Finding(start, end, "code of a page, not text", edits)


def _merged(text: str) -> Iterator[tuple[int, int, tuple[Edit, ...]]]:
    """Give what is no text, in order, without overlap, and the edits that take it out."""
    found = [edit for fixer in MARKUP if fixer.sign(text) for edit in fixer.find(text)]
    if BRACE_RE.search(text):
        for pattern in (SHORTCODE_RE, STYLE_RE):
            found += [Edit(*match.span(), "") for match in pattern.finditer(text)]
        found += [Edit(*match.span(), match[0]) for match in SCRIPT_RE.finditer(text)]
    last = 0
    for edit in sorted(found):
        if edit.start >= last:
            last = edit.end
            yield edit.start, edit.end, () if edit.replacement == text[edit.start : edit.end] else (edit,)


def find_placeholder(doc: Document, settings: CheckSettings) -> Iterator[Finding]:
    r"""Something was to be filled in.

    `TK`, `XXX`, `[NAME]`, `{{title}}` and “lorem ipsum” are what writers and templates put where the words are still to
    come. Names that look like them are left alone: TK Maxx, Super Bowl XXX; so is what editors put into brackets.

    Flags:
        The mayor, who is TK years old, resigned.
        The fair takes place on [DATE] in the park.
        Dear {{first_name}}, the council met.
    Leaves alone:
        TK Maxx opened a shop on the day of Super Bowl XXX.
        “They [INAUDIBLE] it,” he said, and [the mayor] agreed.
    Sure: it never fired in 1,067 articles; it rests on its definition.
    """
    text = doc["text"]
    if "TK" in text:
        yield from map(_slot, TK_RE.finditer(text))
    if "XXX" in text:
        for match in XXX_RE.finditer(text):
            if not NUMBERED_RE.search(text, max(0, match.start() - 20), match.start()):
                yield _slot(match)
    if "[" in text:
        yield from map(_slot, SLOT_RE.finditer(text))
    if "{" in text or "<%" in text:
        yield from map(_slot, TEMPLATE_RE.finditer(text))
    yield from map(_slot, LOREM_RE.finditer(text))


def _slot(match: re.Match[str]) -> Finding:
    return Finding(*match.span(), "still to be filled in")
