"""The names of a text in, the groups of those that name one person, place or organisation out.

Work is done on forms, the different wordings of names, not on mentions: a text of 10,000 names has few forms that
touch. A form becomes part of the longest form that it can be short for. Where it could be short for several, each of
its mentions goes to the one named most so far.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from nwtool.language import lexicon
from nwtool.stages.naming.bodies import link_bodies
from nwtool.stages.naming.forms import Form, Name, collect_forms
from nwtool.stages.naming.people import link_people

HONORIFIC_RE = re.compile(r"\b(?:(?P<f>Mrs|Ms|Miss)|(?P<m>Mr))\.?\s$")


class Group(NamedTuple):
    """Names of one entity, as indices into the names of the text, and its label."""

    label: str
    members: list[int]


def group_names(text: str, names: Sequence[Name], pairs: Iterable[tuple[int, int]] = ()) -> list[Group]:
    """Group names by who they name; `pairs` are indices of a name and of the acronym that a bracket gives it.

    >>> text = "Antony Blinken met Sergei Lavrov. Blinken told Sergei that NATO was strong."
    >>> spans = [(0, 14), (19, 32), (34, 41), (47, 53)]
    >>> groups = group_names(text, [Name(start, end, "PER") for start, end in spans])
    >>> [group.members for group in groups]
    [[0, 2], [1, 3]]
    """
    forms = collect_forms(text, names)
    link_people(form for form in forms if form.label == "PER")
    link_bodies(form for form in forms if form.label not in ("PER", "NORP", "LANGUAGE", "PRODUCT"))
    of_name = {index: form for form in forms for index in form.members}
    for long, short in pairs:
        _define(of_name[long].root(), of_name[short])
    groups: dict[tuple[str, str], Group] = {}
    named: dict[str, int] = {}  # by root: how often it was named in full so far
    for index in range(len(names)):
        form = of_name[index]
        root = form.root()
        if root.choices:
            # gum_clusters, aliases: the one named most .797, the one named first .794, the one named last .748
            choices = _of_gender(text, names[index].start, [choice.root() for choice in root.choices])
            chosen = max(choices, key=lambda choice: named.get(choice.key, 0))
            root = chosen if chosen.key in named else root
        elif form.label != "PER" or len(form.tokens) > 1:
            named[root.key] = named.get(root.key, 0) + 1
        group = groups.get((root.label, root.key))
        if group is None:
            group = groups[root.label, root.key] = Group(root.label, [])
        group.members.append(index)
    return list(groups.values())


def _of_gender(text: str, start: int, choices: list[Form]) -> list[Form]:
    """Give those of some people whom "Mr." or "Mrs." before a surname can mean; all of them where it says nothing."""
    match = HONORIFIC_RE.search(text, max(0, start - 6), start)
    if not match:
        return choices
    given = lexicon.table("given-names")
    fitting = [choice for choice in choices if given.get(choice.surface.split()[0]) == match.lastgroup]
    return fitting or choices


def _define(long: Form, short: Form) -> None:
    """Make an acronym in brackets short for the name before it."""
    if long is not short.root():
        short.target, short.choices, short.label = long, [], long.label
