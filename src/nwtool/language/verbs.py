"""A word in, out whether it can be a verb that a clause hangs on."""

from __future__ import annotations

from nwtool.language import lexicon


def is_finite(word: str) -> bool:
    """Tell by its form whether a word can be the verb of a clause; some plurals and participles look the same.

    >>> [is_finite(word) for word in ("said", "is", "argued", "says", "saying", "mayor", "houses")]
    [True, True, True, True, False, False, True]
    """
    return (
        word in lexicon.words("finite-verbs") or word.endswith(("ed", "es")) or word in lexicon.table("irregular-verbs")
    )
