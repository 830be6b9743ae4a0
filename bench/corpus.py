"""A seed in, generated news articles out: with captions, quotes, cross-heads and names that are not plain ASCII."""

from __future__ import annotations

import random
from collections.abc import Iterator

FIRST = [
    "Ana",
    "Boris",
    "Chidi",
    "Dolores",
    "Elif",
    "Farid",
    "Greta",
    "Hanna",
    "Ivo",
    "José",
    "Kemi",
    "Lars",
    "Małgorzata",
    "Nadia",
    "Oleg",
    "Priya",
    "Rosa",
    "Søren",
    "Tomás",
    "Uma",
]
LAST = [
    "Adeyemi",
    "Berg",
    "Castellanos",
    "Dvořák",
    "Ekström",
    "Fischer",
    "Grabowski",
    "Haddad",
    "Ibarra",
    "Jansen",
    "Kovács",
    "Lindqvist",
    "Moreau",
    "Nakamura",
    "Okafor",
    "Petrov",
    "Quiroga",
    "Rahman",
    "Silva",
    "Tanaka",
]
PLACES = [
    "Lisbon",
    "Oslo",
    "Nairobi",
    "Manila",
    "Warsaw",
    "Quito",
    "Ottawa",
    "Dakar",
    "Hanoi",
    "Lima",
    "Vienna",
    "Accra",
    "Tunis",
    "Riga",
    "Perth",
    "Izmir",
]
ROLES = ("Mayor", "Transport Minister", "police chief", "union leader", "Professor", "Judge", "Senator", "coach")
BODIES = (
    "the Port Workers' Union",
    "the National Water Board",
    "the Ministry of Health",
    "Halden Shipping",
    "the European Rail Agency (ERA)",
    "the Institute for Coastal Research",
    "Brightwater Energy",
    "the city council",
)
AGENCIES = ("Reuters", "AP Photo", "AFP via Getty Images", "EPA", "Handout via Reuters")
SUBJECTS = [
    "budget",
    "ferry",
    "harbour",
    "bridge",
    "tunnel",
    "hospital",
    "stadium",
    "harvest",
    "reservoir",
    "tariff",
    "election",
    "strike",
    "vaccine",
    "satellite",
]
VERBS = [
    "approved",
    "delayed",
    "rejected",
    "reviewed",
    "opened",
    "closed",
    "inspected",
    "repaired",
    "cancelled",
    "defended",
]
ADJECTIVES = [
    "new",
    "costly",
    "unpopular",
    "ambitious",
    "damaged",
    "regional",
    "temporary",
    "historic",
    "controversial",
    "overdue",
]
REASONS = (
    "after weeks of talks that had led nowhere",
    "because the money set aside last year had run out",
    "despite a warning from engineers who had studied the ground",
    "as neighbours held up signs outside the building",
    "in a vote that split the governing coalition",
    "while prices kept rising faster than wages",
    "following an inquiry into the accident in March",
    "although a court had yet to rule on the contract",
)
CUES = ("said", "told reporters", "said in a statement", "wrote", "added", "warned", "insisted")


def articles(count: int, seed: int = 1) -> Iterator[dict[str, object]]:
    """Give `count` documents of 300 to 1,100 words, each with an id."""
    chance = random.Random(seed)
    for number in range(count):
        yield {
            "id": f"made-{number}",
            "text": article(chance),
            "created": f"2024-{number % 12 + 1:02}-{number % 28 + 1:02}",
        }


def article(chance: random.Random) -> str:
    """Give the text of one article, one block a line."""
    people = [(f"{chance.choice(FIRST)} {chance.choice(LAST)}", chance.choice(ROLES)) for _ in range(4)]
    curly = chance.random() < 0.5
    place = chance.choice(PLACES)
    caption = _caption(chance, place, people[0][0])
    lines = [caption] * chance.choice((1, 2, 2))
    for section in range(chance.randint(2, 5)):
        if section:
            lines.append(f"{chance.choice(ADJECTIVES)} {chance.choice(SUBJECTS)}".upper())
        for _ in range(chance.randint(3, 6)):
            lines.append(_paragraph(chance, people, place, curly))
    lines.append(f"Source(s): {chance.choice(AGENCIES).split()[0]}")
    return "\n".join(lines)


def _caption(chance: random.Random, place: str, name: str) -> str:
    thing, date = chance.choice(SUBJECTS), f"{chance.choice(('March', 'May', 'October'))} {chance.randint(1, 28)}, 2024"
    credit = f"{chance.choice(AGENCIES)}/{chance.choice(FIRST)} {chance.choice(LAST)}"
    return f"{name} walks past the {chance.choice(ADJECTIVES)} {thing} in {place}, {date}. {credit}"


def _sentence(chance: random.Random, place: str) -> str:
    return (
        f"{chance.choice(BODIES)} {chance.choice(VERBS)} the {chance.choice(ADJECTIVES)} {chance.choice(SUBJECTS)} "
        f"in {chance.choice((place, *PLACES))} {chance.choice(REASONS)}"
    )


def _paragraph(chance: random.Random, people: list[tuple[str, str]], place: str, curly: bool) -> str:
    name, role = chance.choice(people)
    who = chance.choice((f"{role} {name}", name.split()[-1], "she", f"{name}, who lives in {place},"))
    words = _sentence(chance, place)
    quoted = words[0].upper() + words[1:]
    left, right = ("“", "”") if curly else ('"', '"')
    kind = chance.random()
    if kind < 0.3:
        return f"{left}{quoted},{right} {who} {chance.choice(CUES)}."
    if kind < 0.45:
        return f"{who[0].upper()}{who[1:]} said that {words}."
    cost, share = chance.randint(2, 90), chance.randint(3, 60)
    tail = f" It will cost ${cost} million, {share} percent more than {place} had planned."
    more = _sentence(chance, place)
    return f"{quoted}.{tail if kind < 0.7 else ''} {more[0].upper()}{more[1:]}."
