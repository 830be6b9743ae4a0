"""A model's labels of a news text in, the same labels at peace with one another out.

A tagger that reads sentence by sentence takes a surname for a company in one line and misses it in the next. What one
text says of a name holds for the whole text: the last word of a person's full name is that person wherever it stands
alone, a name has the type that it has most often, and a name found twice is one wherever it stands.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

SURNAME = re.compile(r"(?<=\s)[^\W\d_](?:[\w-]|['’](?!s\b)){2,}$")
Entity = dict[str, Any]


def settle(text: str, entities: Sequence[Entity]) -> list[Entity]:
    """Give the entities of a text, settled.

    >>> text = "Ann Nole left. Nole said so. Nole's car is gone."
    >>> found = settle(text, [{"start": 0, "end": 8, "type": "PER"}, {"start": 29, "end": 33, "type": "ORG"}])
    >>> [(text[e["start"] : e["end"]], e["type"]) for e in found]
    [('Ann Nole', 'PER'), ('Nole', 'PER'), ('Nole', 'PER')]
    """
    small = set(re.findall(r"(?<!\w)[^\W\d_]+", text))
    types: dict[str, Counter[str]] = defaultdict(Counter)
    for e in entities:
        types[text[e["start"] : e["end"]]][e["type"]] += 1
    surnames = {
        match[0]
        for name, seen in types.items()
        if seen.most_common(1)[0][0] == "PER" and (match := SURNAME.search(name)) and match[0][0].isupper()
    }
    kinds = {name: sorted(seen.items(), key=lambda row: (-row[1], row[0]))[0][0] for name, seen in types.items()}
    known = {name for name, seen in types.items() if seen.total() > 1}
    kinds |= dict.fromkeys(surnames, "PER")
    settled = [{**e, "type": kinds[text[e["start"] : e["end"]]]} for e in entities]
    free = [True] * (len(text) + 1)
    for e in settled:
        free[e["start"] : e["end"]] = [False] * (e["end"] - e["start"])
    for name in sorted((known | surnames), key=lambda name: (-len(name), name)):
        if not name[:1].isupper() or len(name) < 3 or name.lower() in small:
            continue
        for match in re.finditer(rf"(?<!\w)(?<!\w[-’']){re.escape(name)}(?![\w-])", text):
            start, end = match.span()
            if all(free[start:end]) and not beside_capital(text, start, end):
                settled.append({"start": start, "end": end, "type": kinds[name]})
                free[start:end] = [False] * (end - start)
    return sorted(settled, key=lambda e: e["start"])


def beside_capital(text: str, start: int, end: int) -> bool:
    """Tell whether a capitalised word follows: then the place may be a part of another name."""
    return bool(re.match(r" [^\W\d_a-z]", text[end : end + 2])) and text[end + 1].isupper()
