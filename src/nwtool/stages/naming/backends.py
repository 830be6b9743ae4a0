"""The name of another model in, a function that finds names with it out: a spaCy pipeline or a GLiNER model.

They find the mentions in place of our tagger; what makes entities of mentions stays ours. Their packages are extras,
imported when they are asked for and not before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from typing import Any, TypeAlias

from nwtool.errors import UsageError
from nwtool.stages.naming.forms import Name

Find: TypeAlias = Callable[[str], Iterator[Name]]

# what models call names, in small letters, and what we call them; other labels (dates, amounts) are left to our rules
LABELS = {
    **dict.fromkeys(("person", "per"), "PER"),
    **dict.fromkeys(("gpe", "loc", "fac", "location", "country", "city", "facility"), "LOC"),
    **dict.fromkeys(("org", "organization", "organisation"), "ORG"),
    **dict.fromkeys(("norp", "nationality"), "NORP"),
    **dict.fromkeys(("misc", "event", "work_of_art", "work of art", "product", "language", "law"), "MISC"),
}
ASKED = ["person", "location", "organization", "nationality", "event", "work of art", "product", "law"]
SURE = 0.5  # GLiNER's own default
LONGEST = 1200  # characters that GLiNER reads at once; its models cut after some 300 words
KINDS = ("spacy", "gliner")


@cache
def load_backend(model: str) -> Find:
    """Give the function that finds names with `spacy:NAME` or `gliner:PATH`.

    Raises `UsageError` with what to install where the package or the model is missing.

    >>> load_backend("bert")
    Traceback (most recent call last):
        ...
    nwtool.errors.UsageError: --model: 'bert' is neither spacy:NAME nor gliner:PATH
    """
    kind, colon, name = model.partition(":")
    if kind not in KINDS or not colon or not name:
        raise UsageError(f"--model: {model!r} is neither spacy:NAME nor gliner:PATH")
    try:
        package = import_module(kind)
    except ImportError as error:
        raise UsageError(f"--model {kind}: needs the package {kind}; pip install 'nwtool[{kind}]'") from error
    return _load_spacy(package, name) if kind == "spacy" else _load_gliner(package, name)


def _load_spacy(spacy: Any, name: str) -> Find:
    try:
        pipeline = spacy.load(name, exclude=["lemmatizer"])
    except (OSError, ImportError, ValueError) as error:
        raise UsageError(
            f"--model spacy: no pipeline {name!r}; python -m spacy download {name}, or give the folder of one"
        ) from error

    def find(text: str) -> Iterator[Name]:
        # a lone surrogate is nothing that spaCy can hash; another sign in its place keeps the offsets
        pipeline.max_length = max(pipeline.max_length, len(text) + 1)
        for entity in pipeline(_valid(text)).ents:
            label = LABELS.get(entity.label_.lower())
            if label:
                yield Name(entity.start_char, entity.end_char, label)

    return find


def _load_gliner(gliner: Any, path: str) -> Find:
    try:
        model = gliner.GLiNER.from_pretrained(path, local_files_only=True)
    except Exception as error:  # its readers raise what theirs raise
        raise UsageError(f"--model gliner: no model at {path!r}; give the folder of a GLiNER model") from error

    def find(text: str) -> Iterator[Name]:
        behind = 0
        for start, end in _windows(text):
            found = model.predict_entities(_valid(text[start:end]), ASKED, threshold=SURE)
            for entity in sorted(found, key=lambda entity: (entity["start"], -entity["end"])):
                label = LABELS.get(entity["label"].lower())
                first = start + entity["start"]
                if label and first >= behind:
                    behind = start + entity["end"]
                    yield Name(first, behind, label)

    return find


def _valid(text: str) -> str:
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if _has_surrogate(text) else text


def _has_surrogate(text: str) -> bool:
    return any("\ud800" <= letter <= "\udfff" for letter in text) if not text.isascii() else False


def _windows(text: str) -> Iterator[tuple[int, int]]:
    """Give the lines of a text, long ones in pieces that end at a blank."""
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        while end - start > LONGEST:
            cut = text.rfind(" ", start, start + LONGEST) + 1 or start + LONGEST
            yield start, cut
            start = cut
        if text[start:end].strip():
            yield start, end
        start = end + 1
