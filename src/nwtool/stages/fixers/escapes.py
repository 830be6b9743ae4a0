"""Characters written in other characters in, edits out that give the one meant: entities, JSON, quoted-printable."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from nwtool.language.patterns import late
from nwtool.record.edits import Edit

ENTITY_RE = late(
    r"""(?P<url> (?: https?:// | www\. ) [^\s<>"'“”]+ )
      | &(?:amp;){0,8} (?: \#(?P<number> [0-9]{1,8} | [xX][0-9A-Fa-f]{1,6} ) (?: ; | (?<=[0-9]{4}) )
                         | (?P<name> [A-Za-z][A-Za-z0-9]{1,31} ) ;
                         | (?P<bare> nbsp | quot | [lr][sd]quo | [mn]dash | hellip ) (?![\w;=]) )""",
    re.X,
)
JSON_RE = late(r"\\(?:u([0-9A-Fa-f]{4})(?:\\u([dD][c-fC-F][0-9A-Fa-f]{2}))?|([\"/nrt]))")
BLANKS = {"n": "\n", "r": "\n", "t": " "}
UNICODE_ESCAPE_RE = late(r"\\u[0-9A-Fa-f]{4}")
QUOTED_PRINTABLE_RE = late(r"(?:=(?:\n|[0-9A-F]{2}))+")
SOFT_BREAK_RE = late(r"^[^\n]{50,75}=\n", re.M)
HIGH_BYTES_RE = late(r"=(?:C[2-9A-F]|D[0-9A-F]|E[0-9A-F]=(?:\n=)?[89AB][0-9A-F])=(?:\n=)?[89AB][0-9A-F]")


@cache
def _entities() -> dict[str, str]:
    from html.entities import html5

    return {name[:-1]: character for name, character in html5.items() if name.endswith(";")}


def fix_entities(text: str) -> Iterator[Edit]:
    """Decode character references, also those escaped twice, but none in a web address.

    >>> [edit.replacement for edit in fix_entities("it&#8217;s R&amp;amp;B &copy; &T; https://a.example/?a=1&amp;b=2")]
    ['’', '&', '©']
    """
    for match in ENTITY_RE.finditer(text):
        if match["url"]:
            continue
        character = _numbered(match["number"]) if match["number"] else _entities().get(match["name"] or match["bare"])
        if character is not None:
            yield Edit(*match.span(), character)


def _numbered(number: str) -> str:
    code = int(number[1:], 16) if number[0] in "xX" else int(number)
    if 0x80 <= code < 0xA0:  # written by people who took cp1252 for Unicode; browsers read them so
        return bytes([code]).decode("cp1252", "ignore")
    if code > 0x10FFFF or 0xD800 <= code < 0xE000 or not code:
        return "\ufffd"
    return " " if code < 0x20 else chr(code)


def fix_json(text: str) -> Iterator[Edit]:
    r"""Decode the escapes of JSON strings in a text that has one with a number.

    >>> [edit.replacement for edit in fix_json(r"isn\u2019t \"so\"")]
    ['’', '"', '"']
    >>> list(fix_json(r"C:\new\table.txt"))
    []
    """
    if not UNICODE_ESCAPE_RE.search(text):
        return
    for match in JSON_RE.finditer(text):
        first, second, plain = match.groups()
        if plain:
            yield Edit(*match.span(), BLANKS.get(plain, plain))
        elif second and first[0] in "dD" and first[1] in "89abAB":
            pair = 0x10000 + ((int(first, 16) - 0xD800) << 10) + int(second, 16) - 0xDC00
            yield Edit(*match.span(), chr(pair))
        else:
            units = [int(unit, 16) for unit in (first, second) if unit]
            yield Edit(*match.span(), "".join("\ufffd" if 0xD800 <= u < 0xE000 else chr(u) for u in units))


def fix_quoted_printable(text: str) -> Iterator[Edit]:
    """Decode what mail wrote as `=E2=80=99`, and join the lines that it broke with `=`.

    >>> [edit.replacement for edit in fix_quoted_printable("it=E2=80=99s =\\nso")]
    ['’', '']
    >>> list(fix_quoted_printable("x=20"))
    []
    """
    if not HIGH_BYTES_RE.search(text) and not SOFT_BREAK_RE.search(text):
        return
    for match in QUOTED_PRINTABLE_RE.finditer(text):
        raw = bytes.fromhex(match[0].replace("=", "").replace("\n", ""))
        try:
            yield Edit(*match.span(), raw.decode("utf-8"))
        except UnicodeDecodeError:
            yield Edit(*match.span(), raw.decode("cp1252", "replace"))
