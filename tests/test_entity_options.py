"""The options of `nwtool entities`: rows of mentions, rows of some types, words with tags."""

from __future__ import annotations

import json
import subprocess
import sys

TEXT = "Ann Lee of the World Bank met Bo Ek in Oslo. Lee said it cost $3 million."


def run(*arguments: str, command: str = "entities") -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "nwtool", command, *arguments], input=TEXT, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout, done.stderr


def test_one_row_a_mention() -> None:
    status, out, _ = run("--mentions", "--types", "PERSON")
    rows = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert [(row["entity"], row["name"], row["text"]) for row in rows if row["name"] == "Ann Lee"] == [
        (0, "Ann Lee", "Ann Lee"),
        (0, "Ann Lee", "Lee"),
    ]
    assert all(TEXT[row["start"] : row["end"]] == row["text"] for row in rows)
    assert {row["type"] for row in rows} == {"PERSON"}


def test_rows_of_some_types() -> None:
    status, out, _ = run("--rows", "--types", "org,money")
    assert status == 0
    assert [json.loads(line)["name"] for line in out.splitlines()] == ["World Bank", "$3 million"]


def test_an_unknown_type_is_told_in_one_line() -> None:
    status, out, err = run("--rows", "--types", "PERSON,COUNTRY")
    assert (status, out) == (2, "")
    assert "'COUNTRY' is not one of PERSON" in err
    assert err.count("\n") == 1


def test_types_without_rows_would_do_nothing() -> None:
    assert run("--types", "PERSON")[0] == 2


def test_words_with_their_tags() -> None:
    status, out, _ = run("--format", "conll", "--types", "PERSON,ORG")
    assert status == 0
    assert out.startswith("-DOCSTART-\tO\n\nAnn\tB-PERSON\nLee\tI-PERSON\nof\tO\nthe\tO\nWorld\tB-ORG\nBank\tI-ORG\n")
    assert ".\tO\n\nLee\tB-PERSON\n" in out
    assert all(line.count("\t") == 1 for line in out.split("\n") if line)


def test_only_entities_have_words_with_tags() -> None:
    status, _, err = run("--format", "conll", command="sections")
    assert status == 2
    assert "--format conll is for entities" in err


def test_a_model_that_is_not_there() -> None:
    status, out, err = run("--model", "gliner:nowhere")
    assert (status, out) == (2, "")
    assert "--model gliner" in err
    assert err.count("\n") == 1
