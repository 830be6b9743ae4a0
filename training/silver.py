"""Label news with a spaCy pipeline: `python training/silver.py NEWS PIPELINE -o OUT`.

NEWS is JSON Lines with `id` and `text`; PIPELINE the folder of an unpacked pipeline (`en_core_web_md` 3.8, MIT).
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import spacy
from settle import settle

TYPES = {
    "PERSON": "PER",
    **dict.fromkeys(("GPE", "LOC", "FAC"), "LOC"),
    "ORG": "ORG",
    **dict.fromkeys(("NORP", "EVENT", "WORK_OF_ART", "PRODUCT", "LANGUAGE", "LAW"), "MISC"),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("news", type=Path)
    parser.add_argument("pipeline", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    label = spacy.load(options.pipeline, disable=["tagger", "parser", "attribute_ruler", "lemmatizer"])
    documents = [json.loads(row) for row in options.news.read_text(encoding="utf-8").splitlines()]
    with options.output.open("w", encoding="utf-8") as out:
        for document, found in zip(documents, label.pipe(d["text"] for d in documents), strict=True):
            entities = [
                {"start": e.start_char, "end": e.end_char, "type": TYPES[e.label_]}
                for e in found.ents
                if e.label_ in TYPES
            ]
            entities = settle(document["text"], entities)
            record = {"id": document["id"], "text": document["text"], "entities": entities}
            out.write(json.dumps(record, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
