"""`nwtool schema`: the JSON Schema of what the commands write."""

from __future__ import annotations

import json

import typer

HELP = """Print a JSON Schema (2020-12): of documents, rows, findings, or error records.

\b
  nwtool schema document >document.schema.json
  nwtool schema error | jq .properties"""


def schema(name: str = typer.Argument("document", metavar="[document|rows|finding|error]")) -> int:
    """Print the schema called `name`."""
    from nwtool.record.schema import schema as find_schema

    typer.echo(json.dumps(find_schema(name), indent=2))
    return 0
