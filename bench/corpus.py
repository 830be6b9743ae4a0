"""A seed in, generated news articles out: with captions, quotes, cross-heads, and names that no list knows.

Templates and word lists are made up for this file. Names of people and places are put together of syllables, so that
no two articles share many of them: what a program remembers of words that come again is not to flatter it.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

FIRST = (
    "Ana", "Boris", "Chidi", "Dolores", "Elif", "Farid", "Greta", "Hanna", "Ivo", "José", "Kemi", "Lars",
    "Małgorzata", "Nadia", "Oleg", "Priya", "Rosa", "Søren", "Tomás", "Uma", "Viktor", "Wanda", "Xavier", "Yara",
    "Zoltán", "Agnes", "Bruno", "Clara", "Daniel", "Edith", "Felix", "Gloria", "Henry", "Irene", "James", "Karen",
    "Louis", "Maria",
)  # fmt: skip
ONSETS = (
    "b", "br", "ch", "d", "dr", "f", "g", "gr", "h", "j", "k", "kl", "l", "m", "n", "p", "pr", "r", "s", "sch",
    "sk", "st", "t", "tr", "v", "w", "z",
)  # fmt: skip
VOWELS = (
    "a", "e", "i", "o", "u", "ai", "ei", "ie", "ou", "á", "é", "í", "ö", "ü", "ø",
)  # fmt: skip
CODAS = (
    "ck", "d", "l", "ll", "m", "n", "nd", "ng", "r", "rg", "rt", "s", "sen", "sk", "son", "st", "t", "tz", "v", "w",
)  # fmt: skip
PLACE_ENDS = (
    "ville", "burg", "ton", "stad", "borg", "field", "ford", "minster", "wick", "haven",
)  # fmt: skip
ROLES = (
    "Mayor", "Transport Minister", "police chief", "union leader", "Professor", "Judge", "Senator", "coach", "Governor",
    "Finance Minister", "spokeswoman", "hospital director", "Chief Executive", "Councillor", "Bishop", "fire marshal",
)  # fmt: skip
BODY_KINDS = (
    "Water Board", "Ministry of Health", "Rail Agency", "Institute for Coastal Research", "Port Workers' Union",
    "Chamber of Commerce", "University", "Energy", "Shipping", "Savings Bank", "Teachers' Federation", "Police",
)  # fmt: skip
AGENCIES = ("Reuters", "AP Photo", "AFP via Getty Images", "EPA", "Handout via Reuters")
SUBJECTS = (
    "budget", "ferry", "harbour", "bridge", "tunnel", "hospital", "stadium", "harvest", "reservoir", "tariff",
    "election", "strike", "vaccine", "satellite", "refinery", "library", "curriculum", "pension", "orchestra",
    "runway", "turbine", "archive", "fishery", "tramway", "prison", "monastery", "aquifer", "merger", "subsidy",
    "embargo", "ceasefire", "referendum", "verdict", "inquest", "quarry", "vineyard", "observatory", "shipyard",
    "brewery", "dam",
)  # fmt: skip
VERBS = (
    "approved", "delayed", "rejected", "reviewed", "opened", "closed", "inspected", "repaired", "cancelled",
    "defended", "expanded", "questioned", "sold", "suspended", "financed", "abandoned", "renamed", "insured",
    "audited", "praised",
)  # fmt: skip
ADJECTIVES = (
    "new", "costly", "unpopular", "ambitious", "damaged", "regional", "temporary", "historic", "controversial",
    "overdue", "municipal", "private", "bankrupt", "flooded", "experimental", "provincial", "haunted", "secretive",
    "subsidised", "half-finished",
)  # fmt: skip
REASONS = (
    "after weeks of talks that had led nowhere",
    "because the money set aside last year had run out",
    "despite a warning from engineers who had studied the ground",
    "as neighbours held up signs outside the building",
    "in a vote that split the governing coalition",
    "while prices kept rising faster than wages",
    "following an inquiry into the accident in March",
    "although a court had yet to rule on the contract",
    "before any of the promised studies had been published",
    "with the help of volunteers from three neighbouring towns",
    "at a ceremony that few of its former workers attended",
    "once the last of the floodwater had been pumped out",
)
CUES = ("said", "told reporters", "said in a statement", "wrote", "added", "warned", "insisted", "said on Tuesday")
# how a text gets dirty: what stands in it, what comes of it
DIRT = (
    ("’", "â€™"), ("“", "â€œ"), ("é", "Ã©"), (" the ", "  the "), (" and ", " &amp; "), (", ", " , "),
    (" in ", "\u00a0in "), ("ment", "ment\u00ad"), (" to ", " to\u200b "),
)  # fmt: skip


def articles(count: int, seed: int = 1, dirty: float = 0.0) -> Iterator[dict[str, object]]:
    """Give `count` documents of 300 to 1,100 words, each with an id; `dirty` is the share of lines that are spoilt."""
    chance = random.Random(seed)
    for number in range(count):
        lines = article(chance)
        yield {
            "id": f"made-{number}",
            "text": "\n".join(_spoil(chance, line) if chance.random() < dirty else line for line in lines),
            "created": f"2024-{number % 12 + 1:02}-{number % 28 + 1:02}",
        }


def article(chance: random.Random) -> list[str]:
    """Give the lines of one article."""
    people = [(f"{chance.choice(FIRST)} {_name(chance)}", chance.choice(ROLES)) for _ in range(4)]
    bodies = [f"the {_name(chance)} {chance.choice(BODY_KINDS)}" for _ in range(3)]
    places = [_name(chance) + chance.choice(PLACE_ENDS) for _ in range(3)]
    curly = chance.random() < 0.5
    lines = [_caption(chance, places[0], people[0][0])] * chance.choice((1, 2, 2))
    for section in range(chance.randint(2, 5)):
        if section:
            lines.append(f"{chance.choice(ADJECTIVES)} {chance.choice(SUBJECTS)}".upper())
        lines += [_paragraph(chance, people, bodies, places, curly) for _ in range(chance.randint(3, 6))]
    return [*lines, f"Source(s): {chance.choice(AGENCIES).split()[0]}"]


def _name(chance: random.Random) -> str:
    syllables = [chance.choice(ONSETS) + chance.choice(VOWELS) for _ in range(chance.randint(1, 2))]
    return ("".join(syllables) + chance.choice(CODAS)).capitalize()


def _caption(chance: random.Random, place: str, name: str) -> str:
    thing, date = chance.choice(SUBJECTS), f"{chance.choice(('March', 'May', 'October'))} {chance.randint(1, 28)}, 2024"
    credit = f"{chance.choice(AGENCIES)}/{chance.choice(FIRST)} {_name(chance)}"
    return f"{name} walks past the {chance.choice(ADJECTIVES)} {thing} in {place}, {date}. {credit}"


def _sentence(chance: random.Random, bodies: list[str], places: list[str]) -> str:
    return (
        f"{chance.choice(bodies)} {chance.choice(VERBS)} the {chance.choice(ADJECTIVES)} {chance.choice(SUBJECTS)} "
        f"in {chance.choice(places)} {chance.choice(REASONS)}"
    )


def _paragraph(
    chance: random.Random, people: list[tuple[str, str]], bodies: list[str], places: list[str], curly: bool
) -> str:
    name, role = chance.choice(people)
    who = chance.choice((f"{role} {name}", name.split()[-1], "she", f"{name}, who lives in {places[0]},"))
    words = _sentence(chance, bodies, places)
    quoted = words[0].upper() + words[1:]
    left, right = ("“", "”") if curly else ('"', '"')
    kind = chance.random()
    if kind < 0.3:
        return f"{left}{quoted},{right} {who} {chance.choice(CUES)}."
    if kind < 0.45:
        return f"{who[0].upper()}{who[1:]} said that {words}."
    cost, share = chance.randint(2, 90), chance.randint(3, 60)
    tail = f" It will cost ${cost} million, {share} percent more than {places[0]} had planned."
    more = _sentence(chance, bodies, places)
    return f"{quoted}.{tail if kind < 0.7 else ''} {more[0].upper()}{more[1:]}."


def _spoil(chance: random.Random, line: str) -> str:
    """Do two things to a line that happen to lines on their way through the web."""
    for clean, dirty in chance.sample(DIRT, 2):
        line = line.replace(clean, dirty)
    return f"{line} " if chance.random() < 0.3 else line
