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
    """Give all features of one word of a line."""
    words, style = line.words, line.style
    found = [
        name
        for distance in range(-REACH, REACH + 1)
        for name in word_features(words[index + distance], distance, style, codes)
    ]
    if is_first(words, index):
        found += first_features(words[index], style, codes)
    left, here, right = (pair_code(words[i], style, codes) for i in (index - 1, index, index + 1))
    return [*found, f"<{left},{here}", f">{here},{right}"]


def word_features(word: str, distance: int, style: str, codes: Words) -> list[str]:
    """Give what a word says about the word that stands `distance` words before it."""
    low, form = word.lower(), style + shape(word, style)
    known = codes.get(low)
    found = [f"{distance}|{low}", f"{distance}~{form}"]
    if distance == 0:
        found.append("0")
    if known is None:
        return [*found, f"{distance}?", f"{distance}?{form}"]
    return [
        *found,
        f"{distance}k{known.kind}",
        f"{distance}j{known.other}",
        f"{distance}b{known.broad}",
        f"{distance}b{known.broad}{form}",
        f"{distance}c{known.common}",
        f"{distance}c{known.common}{form}",
        f"{distance}g{known.group}",
        f"{distance}w{known.wide}",
    ]


def first_features(word: str, style: str, codes: Words) -> list[str]:
    """Give what the first word of a sentence says about itself: there its capital means less."""
    return ["i" + name for name in word_features(word, 0, style, codes)]


def is_first(words: list[str], index: int) -> bool:
    """Tell whether a word begins a sentence, so far as the two signs before it show."""
    before = words[index - 1]
    return before in ENDS or (before in OPENS and words[index - 2] in OPENS)


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
