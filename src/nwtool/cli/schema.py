"""`nwtool schema`: the JSON Schema of what the commands write."""

from __future__ import annotations

import json

import typer

from nwtool.record.schema import NAMES, schema

HELP = """Print a JSON Schema (2020-12) of what the commands write.

\b
  nwtool schema document >document.schema.json
  nwtool schema error | jq .properties"""


def command(
    name: str = typer.Argument("document", metavar=f"[{'|'.join(NAMES)}]", autocompletion=lambda: list(NAMES)),
) -> int:
    """Print the schema called `name`."""
    typer.echo(json.dumps(schema(name), indent=2))
    return 0
