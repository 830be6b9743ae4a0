"""Lines in, out how far to doubt that each is boilerplate: text that is lost is worse than a line that is left.

A page carries its furniture with it: menus, share bars, a footer. Where hardly any of it stands, a text is an article
as it was written, however short its lines or whatever its language, and the line model's word is not enough.
"""

from __future__ import annotations

from functools import cache

from nwtool.language import lexicon
from nwtool.language.patterns import late
from nwtool.stages.blocks.line_features import Glance

# lines of furniture that make a page: of 567 documents, each of the 146 pages has seven or more but one, the others
# have none or one
PAGE = 3
BUTTON = 40  # characters: a longer line is no item of a menu
MIN_SENTENCE = 4  # words
BARE = 25.0  # nats that boilerplate must be likelier in a text without furniture: beyond the beam of the decoder
NOTICE = 3.0  # nats for one worded as a notice there: an article may be about accounts and comments
SENTENCE = 2.5  # nats for a sentence amid the prose of a page, see training/cards/blocks.md, or worded as a link there
CLAIM_RE = late(r"(?i:copyright|\b(?:rights|inc|ltd|llc|limited)\b)|^\W*(?:19|20)\d\d\b")
GLUE_RE = late(r"(?<=[a-z])(?=[A-Z])")
EDGES = " \t*•+#›»|:·-–—>[]()"


@cache
def _furniture() -> frozenset[str]:
    return lexicon.words("furniture-lines")


def is_furniture(line: str) -> bool:
    """Tell whether a whole line is an item of a menu or a button.

    >>> is_furniture("* Sign in"), is_furniture("Sign in the park")
    (True, False)
    """
    return len(line) < BUTTON and line.strip(EDGES).lower() in _furniture()


def is_button_bar(line: str) -> bool:
    """Tell whether a line is several buttons glued together.

    >>> is_button_bar("ShareTweetEmail"), is_button_bar("Share")
    (True, False)
    """
    if not 6 <= len(line) < BUTTON or " " in line:
        return False
    words = GLUE_RE.split(line)
    return len(words) > 1 and all(word.lower() in _furniture() for word in words)


def is_claim(line: str) -> bool:
    """Tell whether a line that begins with a sign of copyright claims the page; others say who made a picture.

    >>> is_claim("© 2024 The Courier"), is_claim("© Ann Doe Boats off Marlow in May 2024")
    (True, False)
    """
    return CLAIM_RE.search(line) is not None


def is_sentence(line: Glance) -> bool:
    """Tell whether a line ends as a sentence does, or is as long as a paragraph."""
    return line.prose or (line.words >= MIN_SENTENCE and line.end[-1] in ".!?…")


def doubt(line: Glance, notice: bool, furnished: bool, amid: bool) -> float:
    """Give the nats by which boilerplate must be likelier than the model says for a line, amid the prose or not.

    `notice` says that it is worded as one.
    """
    if furnished and not (amid and is_sentence(line)):
        return 0.0
    if is_furniture(line.body):
        return 0.0
    if furnished:
        return 0.0 if notice else SENTENCE
    if line.head == "copyright":
        return 0.0 if is_claim(line.body) else BARE
    if line.head == "link":
        return SENTENCE if is_sentence(line) and not line.body.endswith(("...", "…")) else 0.0
    return NOTICE if notice else BARE
