"""Plants one error of a kind into a text, by a seed: how many of those does `nwtool check` find?

    python tests/inject.py ARTICLES.jsonl [ROUNDS [KIND...]]

prints for each kind how many were planted and which share the check found that it is for; of the kinds that are named,
also what was missed.
"""

from __future__ import annotations

import json
import random
import re
import sys
from calendar import day_name, month_name
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from nwtool.checks.config import CheckSettings
from nwtool.checks.run import find_all
from nwtool.checks.select import Plan, named
from nwtool.language import lexicon
from nwtool.record.document import Document, block_lines
from nwtool.stages.entities import entities_of

Planted = tuple[Document, int, int]  # the document with the error, and where in its text that stands


class Kind(NamedTuple):
    """One kind of error: which check is for it, and what plants it; None where a text has no place for it."""

    check: str
    plant: Callable[[Document, random.Random], Planted | None]


def replaced(doc: Document, start: int, end: int, words: str) -> Planted:
    """Give a document with some of its text replaced; layers go, since they no longer fit."""
    text = doc["text"]
    bare = {key: value for key, value in doc.items() if key in ("id", "created", "published")}
    return {**bare, "text": text[:start] + words + text[end:]}, start, start + len(words)  # type: ignore[typeddict-item]


QUOTED_RE = re.compile("[\"“”‘]|''")


def prose(text: str) -> list[tuple[int, int]]:
    """Give the lines of a text that are sentences."""
    return [
        (start, end)
        for start, end in block_lines(text)
        if end - start > 90 and text[end - 1] in '.!?”"' and "<" not in text[start:end]
    ]


def with_sentence(doc: Document, rng: random.Random, sentence: str) -> Planted | None:
    """Add a sentence to a random line of a document's prose."""
    lines = prose(doc["text"])
    if not lines:
        return None
    at = rng.choice(lines)[1]
    return replaced(doc, at, at, f" {sentence}")


def pick(doc: Document, rng: random.Random, pattern: str, quoted: bool = True) -> re.Match[str] | None:
    """Give a random match of a pattern in the sentences of a text; not `quoted`: in those without a quotation."""
    text = doc["text"]
    lines = [(start, end) for start, end in prose(text) if quoted or not QUOTED_RE.search(text, start, end)]
    found = [match for start, end in lines for match in re.compile(pattern).finditer(text, start, end)]
    return rng.choice(found) if found else None


def mojibake(doc: Document, rng: random.Random) -> Planted | None:
    """Read a mark or a letter of UTF-8 in the encoding of Windows or in Latin-1."""
    match = pick(doc, rng, r"[’“”—–é]|'(?=s)|(?<=[a-z])[eaou](?=[a-z])")
    if not match:
        return None
    meant = {"'": "’", "e": "é", "a": "á", "o": "ö", "u": "ü"}.get(match[0], match[0])
    raw = meant.encode()
    wrong = raw.decode("latin-1") if rng.random() < 0.3 else raw.decode("cp1252", "replace").replace("\ufffd", "\x9d")
    return replaced(doc, *match.span(), wrong)


def invisible(doc: Document, rng: random.Random) -> Planted | None:
    """Put an invisible character into a word."""
    match = pick(doc, rng, r"(?<=[a-z]{2})(?=[a-z]{2})")
    return replaced(doc, *match.span(), rng.choice("\u200b\u200e\xad\x08\x03\ufeff\ufffd")) if match else None


def markup(doc: Document, rng: random.Random) -> Planted | None:
    """Leave a tag or a reference in the text."""
    match = pick(doc, rng, r"\b[a-z]{4,}\b")
    return (
        replaced(doc, *match.span(), rng.choice(["<em>{}</em>", "<br />{}", "&nbsp;{}", "&quot;{}"]).format(match[0]))
        if match
        else None
    )


APPEALS = (
    "Follow us on Twitter and Facebook", "Read more: The town that lost its bridge", "Sign up for our newsletter",
    "Advertisement", "Share this article", "Related: What the vote means", "Click here to subscribe",
)  # fmt: skip


def appeal(doc: Document, rng: random.Random) -> Planted | None:
    """Put a line of a page between two paragraphs."""
    lines = prose(doc["text"])
    if len(lines) < 3:
        return None
    start = rng.choice(lines[1:])[0]
    words = rng.choice(APPEALS)
    out, start, _ = replaced(doc, start, start, words + "\n")
    return out, start, start + len(words)


def placeholder(doc: Document, rng: random.Random) -> Planted | None:
    """Leave a place to fill in."""
    match = pick(doc, rng, r"(?<=[a-z] )[a-z]{3,}(?= [a-z])")
    return replaced(doc, *match.span(), rng.choice(["TK", "XXX", "[NAME]", "{{ name }}", "TKTK"])) if match else None


def split_word(doc: Document, rng: random.Random) -> Planted | None:
    """Break a word as at the end of a line."""
    known = lexicon.words("english-words")
    words = [match for match in re.finditer(r"\b[a-z]{7,}\b", doc["text"]) if match[0] in known]
    if not words:
        return None
    match = rng.choice(words)
    at = match.start() + rng.randint(3, len(match[0]) - 3)
    return replaced(
        doc, match.start(), match.end(), f"{match.string[match.start() : at]}- {match.string[at : match.end()]}"
    )


def broken(doc: Document, rng: random.Random) -> Planted | None:
    """Break a paragraph in the middle of a sentence."""
    match = pick(doc, rng, r"(?<=[a-z]) (?=[a-z]{3,} [a-z]+ )")
    if not match or match.start() - match.string.rfind("\n", 0, match.start()) < 50:
        return None
    return replaced(doc, *match.span(), "\n")


def truncated(doc: Document, rng: random.Random) -> Planted | None:
    """Cut the text off in the middle of its last sentence."""
    lines = prose(doc["text"])
    if len(lines) < 3:
        return None
    start, end = lines[-1]
    spaces = [
        match.start() for match in re.finditer(r"(?<=[a-z]) (?=[a-z])", doc["text"]) if start + 60 < match.start() < end
    ]
    if not spaces:
        return None
    at = rng.choice(spaces)
    out, _, _ = replaced(doc, at, len(doc["text"]), "")
    return out, at - 1, at


def again(doc: Document, rng: random.Random) -> Planted | None:
    """Put a paragraph in a second time."""
    lines = prose(doc["text"])
    if len(lines) < 3:
        return None
    start, end = rng.choice(lines[:-1])
    at = lines[-1][1]
    out, at, _ = replaced(doc, at, at, "\n" + doc["text"][start:end])
    return out, at + 1, at + 1 + end - start


def doubled(doc: Document, rng: random.Random) -> Planted | None:
    """Write a word twice."""
    match = pick(
        doc, rng, r"(?<=[ ])(?:the|of|to|a|and|for|was|with|his|by|from|this|[a-z]{5,})(?= [a-z])", quoted=False
    )
    return replaced(doc, *match.span(), f"{match[0]} {match[0]}") if match else None


def lost_mark(doc: Document, rng: random.Random) -> Planted | None:
    """Lose a quotation mark."""
    match = pick(doc, rng, '[“”"]')
    if not match:
        return None
    line = match.string.rfind("\n", 0, match.start()) + 1, match.string.find("\n", match.start())
    out, _, _ = replaced(doc, *match.span(), "")
    return out, line[0], (line[1] if line[1] > 0 else len(match.string)) - 1


def turned_mark(doc: Document, rng: random.Random) -> Planted | None:
    """Turn a curly quotation mark the wrong way."""
    match = pick(doc, rng, "(?<=[.,?!])”(?= )|(?<= )“(?=[A-Z])")
    return replaced(doc, *match.span(), "“" if match[0] == "”" else "”") if match else None


def lost_bracket(doc: Document, rng: random.Random) -> Planted | None:
    """Open a bracket and never close it, or the other way round."""
    match = pick(doc, rng, r"(?<=[a-z] )[a-z]{4,}(?= [a-z])")
    if not match:
        return None
    return replaced(doc, *match.span(), rng.choice(["({}", "{})"]).format(match[0]))


def spacing(doc: Document, rng: random.Random) -> Planted | None:
    """Put a blank before a mark, or none behind it, or write it twice."""
    match = pick(doc, rng, r"(?<=[a-z]{3})(?:, (?=[a-z]{3})|\. (?=[A-Z][a-z]{2,} ))")
    if not match:
        return None
    wrong = rng.choice([f" {match[0]}", match[0][0], f"{match[0][0]}. " if match[0][0] == "," else ".. "])
    return replaced(doc, *match.span(), wrong)


def wrong_weekday(doc: Document, rng: random.Random) -> Planted | None:
    """Give a date the wrong day of the week: with its year, or near to the day that the record was written."""
    day = date(rng.randint(1990, 2024), 1, 1) + timedelta(rng.randint(0, 364))
    wrong = day_name[(day.weekday() + rng.randint(1, 6)) % 7]
    form = rng.randint(0, 3)
    month = month_name[day.month]
    if form == 0:
        words = f"{wrong}, {month} {day.day}, {day.year}"
    elif form == 1:
        words = f"{wrong} {day.day} {month} {day.year}"
    elif form == 2 and len(month) > 4:
        words = f"{wrong}, {month[:3]}. {day.day}, {day.year}"
    else:
        words = f"{wrong}, {month} {day.day}"
        doc = {**doc, "created": str(day + timedelta(rng.randint(-20, 20)))}
    return with_sentence(doc, rng, f"The hearing is on {words}.")


def wrong_date(doc: Document, rng: random.Random) -> Planted | None:
    """Name a day or a time that there is not."""
    words = rng.choice(
        [
            "on June 31, 2021",
            "on 31 November 2019",
            "by February 30",
            "at 9:75 p.m.",
            "at 15 p.m. sharp",
            "on Feb. 29, 2023",
        ]
    )
    return with_sentence(doc, rng, f"It begins {words}.")


def backwards(doc: Document, rng: random.Random) -> Planted | None:
    """Turn a range of years."""
    year = rng.randint(1950, 2015)
    words = rng.choice(["from {} to {}", "between {} and {}", "({}-{})"]).format(year + rng.randint(1, 9), year)
    return with_sentence(doc, rng, f"She was in office {words}.")


def misspelt(doc: Document, rng: random.Random) -> Planted | None:
    """Misspell a second mention of a person's surname: a letter changed, lost, doubled, or swapped."""
    places: list[tuple[int, int]] = []
    for entity in entities_of(doc):
        surname = entity["name"].split()[-1]
        if entity["type"] != "PERSON" or " " not in entity["name"] or len(surname) < 5 or not surname.isalpha():
            continue
        for mention in entity["mentions"][1:]:
            if mention["text"].endswith(surname):
                places.append((mention["end"] - len(surname), mention["end"]))
    if not places:
        return None
    start, end = rng.choice(sorted(places))
    name = doc["text"][start:end]
    at = rng.randint(1, len(name) - 2)
    letter = rng.choice("aeiouylnrst")
    wrong = rng.choice([
        name[:at] + letter + name[at + 1 :], name[:at] + name[at + 1 :], name[:at] + name[at] + name[at:],
        name[:at] + name[at + 1] + name[at] + name[at + 2 :],
    ])  # fmt: skip
    return replaced(doc, start, end, wrong) if wrong != name else None


def wrong_article(doc: Document, rng: random.Random) -> Planted | None:
    """Put "a" for "an", or the other way round."""
    match = pick(doc, rng, r"(?<= )(?:an(?= [aeio][a-z]{2})|a(?= [bcdfgklmnprstvw][a-z]{2}))", quoted=False)
    return replaced(doc, *match.span(), "a" if match[0] == "an" else "an") if match else None


def redundant(doc: Document, rng: random.Random) -> Planted | None:
    """Say a unit twice."""
    sentences = [
        "It cost $5 million dollars.",
        "It rose by 7% percent.",
        "It opens at 12 noon.",
        "It shut at 9 a.m. in the morning.",
    ]
    return with_sentence(doc, rng, rng.choice(sentences))


def mixed(doc: Document, rng: random.Random) -> Planted | None:
    """Spell a word of the text the way of the other country."""
    pairs = lexicon.table("spelling-pairs")
    other = {**pairs, **{british: american for american, british in pairs.items()}}
    found: dict[str, list[re.Match[str]]] = {}
    for start, end in prose(doc["text"]):
        if QUOTED_RE.search(doc["text"], start, end):
            continue
        for match in re.compile(r"(?<![\w'’-])[a-z]{4,}(?![\w'’-])").finditer(doc["text"], start, end):
            if match[0] in other:
                found.setdefault(match[0], []).append(match)
    twice = [matches for matches in found.values() if len(matches) > 1]
    if not twice:
        return None
    match = rng.choice(rng.choice(twice))
    out, _, _ = replaced(doc, *match.span(), other[match[0]])
    return out, 0, len(out["text"])  # which of the two spellings is wrong, nobody knows


KINDS = {
    "mojibake": Kind("NW101", mojibake),
    "invisible": Kind("NW102", invisible),
    "markup": Kind("NW103", markup),
    "appeal": Kind("NW104", appeal),
    "placeholder": Kind("NW105", placeholder),
    "split word": Kind("NW106", split_word),
    "broken paragraph": Kind("NW107", broken),
    "truncated end": Kind("NW108", truncated),
    "paragraph again": Kind("NW20", again),
    "doubled word": Kind("NW203", doubled),
    "lost quotation mark": Kind("NW301", lost_mark),
    "turned quotation mark": Kind("NW302", turned_mark),
    "lost bracket": Kind("NW303", lost_bracket),
    "spacing": Kind("NW304", spacing),
    "wrong weekday": Kind("NW401", wrong_weekday),
    "wrong date": Kind("NW402", wrong_date),
    "backwards": Kind("NW403", backwards),
    "misspelt name": Kind("NW404", misspelt),
    "mixed spelling": Kind("NW501", mixed),
    "wrong article": Kind("NW502", wrong_article),
    "redundant unit": Kind("NW503", redundant),
}


def is_found(kind: Kind, planted: Planted) -> bool:
    """Tell whether the check finds something where an error was planted."""
    doc, start, end = planted
    plan = Plan(tuple(named(kind.check, "kind")), CheckSettings(), {})
    return any(each.finding.start <= end and start <= each.finding.end for each in find_all(doc, plan))


def trials(docs: list[Document], name: str, rounds: int) -> Iterator[tuple[Planted, bool]]:
    """Plant errors of a kind into documents, `rounds` into each, and tell which were found."""
    for number, doc in enumerate(docs):
        for turn in range(rounds):
            planted = KINDS[name].plant(doc, random.Random(f"{name} {number} {turn}"))
            if planted is not None:
                yield planted, is_found(KINDS[name], planted)


def main(arguments: list[str]) -> int:
    lines = Path(arguments[0]).read_text(encoding="utf-8").splitlines()
    rounds = int(arguments[1]) if len(arguments) > 1 else 1
    names = arguments[2:] or list(KINDS)
    docs: list[Document] = [json.loads(line) for line in lines]
    docs = [{"text": doc["text"]} for doc in docs]
    for name in names:
        found = list(trials(docs, name, rounds))
        hits = sum(hit for _, hit in found)
        print(f"{name:22} {KINDS[name].check} {len(found):5} planted  {100 * hits / max(1, len(found)):5.1f} % found")
        if len(arguments) > 2:
            for (doc, start, end), hit in found:
                if not hit:
                    print(
                        "   missed:",
                        repr(doc["text"][max(0, start - 60) : start]),
                        repr(doc["text"][start:end]),
                        repr(doc["text"][end : end + 40]),
                    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
