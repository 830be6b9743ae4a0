"""The words around a candidate in, what they say about it out: the features of the names model.

All but two features look at one word alone, so the model's scores for them can be remembered word by word.
"""

from __future__ import annotations

from nwtool.language.candidates import Line
from nwtool.language.wordcodes import Words

REACH = 2  # words looked at on each side
ENDS = frozenset("\n.?!:")
OPENS = frozenset("\n.?!:\"“‘'([-–—•*|")


def token_features(line: Line, index: int, codes: Words) -> list[str]:
    """Give all features of one word of a line.

    This is what training sees. `ner.py` scores the same features, put together from parts that it remembers.
    """
    words, style = line.words, line.style
    found = [
        name
        for distance in range(-REACH, REACH + 1)
        for name in word_features(words[index + distance], distance, style, codes)
    ]
    if is_first(words[index - 2], words[index - 1]):
        found += first_features(words[index], style, codes)
    left, here, right = (pair_code(words[i], style, codes) for i in (index - 1, index, index + 1))
    return [*found, f"<{left},{here}", f">{here},{right}"]


def word_features(word: str, distance: int, style: str, codes: Words) -> list[str]:
    """Give what a word says about the word that stands `distance` words before it."""
    first, second, *more = [f"{distance}{said}" for said in says(word, style, codes)]
    return [first, second, *(["0"] if distance == 0 else []), *more]


def says(word: str, style: str, codes: Words) -> list[str]:
    """Give what there is to say of a word, at any distance: itself, then what it has in common with others."""
    low, form = word.lower(), style + shape(word, style)
    known = codes.get(low)
    if known is None:
        return [f"|{low}", f"~{form}", "?", f"?{form}"]
    return [
        f"|{low}",
        f"~{form}",
        f"k{known.kind}",
        f"j{known.other}",
        f"b{known.broad}",
        f"b{known.broad}{form}",
        f"c{known.common}",
        f"c{known.common}{form}",
        f"g{known.group}",
        f"w{known.wide}",
    ]


def first_features(word: str, style: str, codes: Words) -> list[str]:
    """Give what the first word of a sentence says about itself: there its capital means less."""
    return ["i" + name for name in word_features(word, 0, style, codes)]


def is_first(far: str, before: str) -> bool:
    """Tell whether a word begins a sentence, so far as the two signs before it show."""
    return before in ENDS or (before in OPENS and far in OPENS)


def pair_code(word: str, style: str, codes: Words) -> str:
    """Give the form in which a word meets its neighbour in a feature."""
    low = word.lower()
    known = codes.get(low)
    if word == low:
        return f"_{known.wide}" if known else low
    return f"{known.broad if known else '?'}{style}{shape(word, style)}"


def shape(word: str, style: str = "") -> str:
    """Give the form of a word in a few letters; in a line of capitals, capitals say nothing.

    >>> [shape(word) for word in ("Rome", "UN", "U.S.", "iPhone", "of", "2014", ",")]
    ['Xx', 'XX', 'X.', 'xX', 'x', '9999', ',']
    """
    if word.isdecimal():
        return "9999" if len(word) == 4 else "9"
    if word.islower():
        return "x" if word.isalpha() else "x'"
    if word.isupper():
        return "X." if "." in word else "X" if style == "U" else "X" * min(len(word), 4)
    if word.istitle():
        return "Xx" if word.isalpha() else "Xx'"
    return ("XxX" if word[0].isupper() else "xX") if word[0].isalpha() else word[:1]
