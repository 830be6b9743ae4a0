"""`nwtool help`: what holds for every command."""

from __future__ import annotations

import typer

from nwtool.cli.names import COMMANDS
from nwtool.errors import UsageError

EXIT_CODES = """Exit status

  0    all records written; check: nothing at or above --fail-on
  1    check found something at or above --fail-on; clean --check, dedupe-captions --check: something would change
  2    the command can't run: bad option, bad settings, missing or unreadable file, unknown stage or check
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
  check writes findings as text (the default on a terminal), jsonl, csv, github (annotations) or sarif.
  --format text writes the texts of the documents, parted by form feeds (--split formfeed reads them back).
  --format conll, of entities, writes words with their tags: B-PERSON, I-PERSON, O.
  -o FILE writes beside FILE and renames at the end; .gz, .bz2, .xz and .zst are compressed.

Errors

  A record that can't be processed is reported and left out. --errors FILE keeps it, one JSON object a line:
  jq -r .raw errors.jsonl | nwtool COMMAND tries again.
"""

CONFIG = """Settings

  Options count for more than the environment (NWTOOL_CONFIG, NWTOOL_JOBS, NWTOOL_COLOR), and that for more than
  a file: --config FILE, else, for check alone, the nearest above the working directory of nwtool.toml and
  pyproject.toml, there under [tool.nwtool]. --no-config reads none. nwtool config shows what holds, and why.

  [check]
  select = ["all"]                        # ids, prefixes, names, all; by default the checks that are on
  extend-select = ["missing-credit"]      # beside those
  ignore = ["NW108", "NW5"]               # but not these
  preview = false                         # also checks that are being tried
  fail-on = "error"                       # or "warning", "info": what ends the command with status 1
  baseline = "nwtool-baseline.json"       # findings that are known, beside this file
  acronyms = ["EFSA"]                     # that need no explanation (NW409)

  [check.severity]
  NW404 = "error"                         # "warning", "info"; the narrowest key counts

  [check.per-file-ignores]
  "live/*" = ["NW202"]                    # paths as seen from the folder of this file

  [[check.phrases]]                       # what NW504 looks for
  phrase = "utilise"
  use = "use"                             # what is to stand there instead
  safe = true                             # --fix may put it in without being asked
  severity = "warning"
  message = "say use"
"""

TOPICS = {"exit-codes": EXIT_CODES, "formats": FORMATS, "config": CONFIG}

HELP = """Explain what holds for every command, or one of them.

\b
  nwtool help exit-codes
  nwtool help clean                   the same as nwtool clean --help"""


def command(
    topic: str = typer.Argument(
        "",
        metavar="[TOPIC|COMMAND]",
        help=f"One of {', '.join(TOPICS)}, or a command.",
        show_default=False,
        autocompletion=lambda: list(dict.fromkeys((*TOPICS, *COMMANDS))),
    ),
) -> int:
    """Print what is to be said about a topic, or the help of a command."""
    if not topic:
        typer.echo(f"Topics: {', '.join(TOPICS)}. nwtool COMMAND --help explains a command.")
        return 0
    if topic in TOPICS:
        typer.echo(TOPICS[topic], nl=False)
        return 0
    if topic not in COMMANDS:
        raise UsageError(f"{topic!r} is neither a command nor a topic; the topics are {', '.join(TOPICS)}")
    from nwtool.cli.app import app

    app([topic, "--help"], prog_name="nwtool", standalone_mode=False)
    return 0
