"""The one table of checks; selection, help, pages and formats follow from it."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from nwtool.checks.check import Check, Find

F = "nwtool.checks.finders"
CHECKS = (
    Check("NW001", "unused-suppression", "warning", "nwtool.checks.suppress:report_unused"),
    Check("NW101", "mojibake", "error", f"{F}.characters:find_mojibake", fix="safe"),
    Check("NW102", "invisible-char", "error", f"{F}.characters:find_invisible", fix="safe"),
    Check("NW103", "markup-residue", "error", f"{F}.residue:find_markup", fix="unsafe"),
    Check("NW104", "boilerplate-line", "warning", f"{F}.layout:find_boilerplate", ("blocks",), "unsafe"),
    Check("NW105", "placeholder", "error", f"{F}.residue:find_placeholder"),
    Check("NW106", "split-word", "warning", f"{F}.layout:find_split_word", fix="unsafe"),
    Check("NW107", "broken-paragraph", "warning", f"{F}.layout:find_broken_paragraph", ("blocks",), "unsafe"),
    Check("NW108", "truncated-end", "info", f"{F}.layout:find_truncated_end", ("blocks",), default="preview"),
    Check("NW201", "repeated-caption", "warning", f"{F}.repeats:find_repeated_caption", ("captions",), "safe"),
    Check("NW202", "repeated-paragraph", "warning", f"{F}.repeats:find_repeated_paragraph", ("blocks", "captions")),
    Check("NW203", "doubled-word", "warning", f"{F}.repeats:find_doubled_word", fix="safe", quoted=False),
    Check("NW301", "unbalanced-quotes", "warning", f"{F}.marks:find_unbalanced_quotes", ("blocks",)),
    Check("NW302", "wrong-way-quote", "warning", f"{F}.marks:find_wrong_way_quote", ("blocks",), "safe"),
    Check("NW303", "unbalanced-brackets", "warning", f"{F}.marks:find_unbalanced_brackets", ("blocks",)),
    Check("NW304", "punctuation-spacing", "warning", f"{F}.spacing:find_spacing", ("blocks",), "safe"),
    Check("NW401", "weekday-date", "error", f"{F}.dates:find_wrong_weekday", ("blocks",)),
    Check("NW402", "impossible-date", "error", f"{F}.dates:find_impossible_date"),
    Check("NW403", "reversed-range", "error", f"{F}.dates:find_reversed_range"),
    Check("NW404", "name-spelling", "warning", f"{F}.names:find_name_spelling", ("entities",), "unsafe"),
    Check("NW405", "expanded-twice", "info", f"{F}.acronyms:find_expanded_twice", ("blocks",)),
    Check("NW406", "quote-changed", "warning", f"{F}.quotes:find_changed_quote", default="preview"),
    Check("NW407", "name-role-conflict", "warning", f"{F}.roles:find_role_conflict", ("entities",), default="preview"),
    Check("NW408", "unknown-speaker", "info", f"{F}.quotes:find_unknown_speaker", ("quotes",), default="preview"),
    Check("NW409", "acronym-undefined", "info", f"{F}.acronyms:find_undefined_acronym", ("blocks",), default="preview"),
    Check("NW501", "mixed-spelling", "warning", f"{F}.house:find_mixed_spelling", fix="unsafe", quoted=False),
    Check("NW502", "wrong-article", "warning", f"{F}.house:find_wrong_article", fix="safe", quoted=False),
    Check("NW503", "redundant-unit", "warning", f"{F}.house:find_redundant_unit", fix="safe", quoted=False),
    Check("NW504", "banned-phrase", "warning", f"{F}.house:find_banned_phrase", fix="safe", quoted=False),
    Check(
        "NW505",
        "missing-credit",
        "warning",
        f"{F}.house:find_missing_credit",
        ("captions",),
        default="off",
        quoted=False,
    ),
)
CHECKS_BY_ID = {check.id: check for check in CHECKS}


@cache
def load_find(check_id: str) -> Find:
    """Import and give the finder of a check."""
    module, _, function = CHECKS_BY_ID[check_id].find.partition(":")
    find: Find = getattr(import_module(module), function)
    return find
