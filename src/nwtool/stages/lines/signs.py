"""A text in, out whether it could have been wrapped or quoted: the few signs that spare most texts all the rest."""

from __future__ import annotations

from nwtool.language.patterns import late

# One of these a wrapped or quoted text has: a line that begins with a small letter (or one of a script that has no
# others), with a mark of quoting, or in capitals, as all lines of old wires do; one that ends in a hyphen.
LINE_SIGN_RE = late(r"\n(?:[ \t]*(?:[^\W\dA-Z_]|>)|[^a-z\n]{24})")
HYPHEN_SIGN_RE = late(r"-[ \t]*\n")


def may_be_wrapped(text: str) -> bool:
    """Tell at little cost whether a text could have been wrapped or quoted as in mail.

    >>> may_be_wrapped("One block.\\nAnother one."), may_be_wrapped("One block,\\nwrapped.")
    (False, True)
    """
    return LINE_SIGN_RE.search(text) is not None or HYPHEN_SIGN_RE.search(text) is not None
