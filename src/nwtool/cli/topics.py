"""`nwtool help`: what holds for every command."""

from __future__ import annotations

import typer

from nwtool.errors import UsageError

EXIT_CODES = """Exit status

  0    all records written
  1    clean --check, dedupe-captions --check: something would change
  2    the command can't run: bad option, missing or unreadable file, unknown stage
  3    ran to the end, but some records failed (each is reported on standard error)
  4    a defect in nwtool; the message says what to send
  130  ended by Ctrl-C
  141  ended by a closed pipe (… | head)
  143  ended by a request to terminate

If several hold, the highest of 1 to 4 wins. --exit-zero turns 1 into 0, and nothing else.
"""

FORMATS = """Input

  A stream whose first character that is no blank is { holds JSON Lines: one document a line, each with
  a "text". Any other stream is plain text: one document, or many with --split. Streams may be compressed
  (gzip, bzip2, xz; zstd with nwtool[zstd]). Text is UTF-8 unless --encoding says otherwise.

Output

  Documents are JSON Lines, in the order in which they came, with every key that they had.
  --rows writes the items of the command's own layer instead, each with its document's id.
  --format FORMAT writes rows as
    jsonl   one JSON object a line (the default in a pipe)
    csv     comma-separated, the first line names the columns, objects flattened one level (speaker.name)
    tsv     the same with tabs
    table   aligned for reading, cut to the terminal (the default on a terminal)
  --format text writes the texts of the documents, parted by form feeds (--split formfeed reads them back).
  -o FILE writes beside FILE and renames at the end; .gz, .bz2, .xz and .zst are compressed.

Errors

  A record that can't be processed is reported and left out. --errors FILE keeps it, one JSON object a line:
  jq -r .raw errors.jsonl | nwtool COMMAND tries again.
"""

TOPICS = {"exit-codes": EXIT_CODES, "formats": FORMATS}

HELP = """Explain what holds for every command: exit-codes, formats.

\b
  nwtool help exit-codes
  nwtool help formats"""


def help_topic(topic: str = typer.Argument("", metavar="[exit-codes|formats]", show_default=False)) -> int:
    """Print what is to be said about a topic."""
    if not topic:
        typer.echo("Topics: " + ", ".join(TOPICS) + ". nwtool COMMAND --help explains a command.")
        return 0
    if topic not in TOPICS:
        raise UsageError(f"no topic {topic!r}; there are {', '.join(TOPICS)} (nwtool COMMAND --help explains commands)")
    typer.echo(TOPICS[topic], nl=False)
    return 0
