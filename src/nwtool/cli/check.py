"""`nwtool check`: its options, its settings, and what it tells of checks; `checkrun.py` is the run itself."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

from nwtool.checks.check import SEVERITIES, Severity
from nwtool.checks.config import CheckSettings
from nwtool.checks.select import Choice, Plan, make_plan, named
from nwtool.checks.settings import parse_settings
from nwtool.cli.options import SHARED, Option, Options, read_values
from nwtool.cli.signature import as_function
from nwtool.errors import UsageError
from nwtool.streams.settings import SettingsFile, find_settings, load_settings

CheckFormat = Literal["text", "jsonl", "csv", "github", "sarif"]

HELP = """Find mistakes in copy; status 1 says that there are any.

\b
  nwtool check --exit-zero article.txt            what is wrong, and where
  nwtool check --explain doubled-word             what a check is about"""

# by the field of CheckOptions that each sets
OWN: Mapping[str, Option] = {
    "select": Option(("--select",), "Run these: ids, prefixes, names, all.", None, "CHECKS", many=True),
    "extend_select": Option(("--extend-select",), "Run these as well.", None, "CHECKS", many=True),
    "ignore": Option(("--ignore",), "Don't run these.", None, "CHECKS", many=True),
    "preview": Option(("--preview",), "Also run checks that are being tried."),
    "fail_on": Option(("--fail-on",), "Status 1 from this on.  [default: error]", None, "LEVEL", SEVERITIES),
    "exit_zero": Option(("--exit-zero",), "Status 0 whatever is found."),
    "fix": Option(("--fix",), "Mend what can be mended safely, in place."),
    "unsafe_fixes": Option(("--unsafe-fixes",), "With --fix, --diff: mend all that can be."),
    "diff": Option(("--diff",), "Show what --fix would mend; change nothing."),
    "baseline": Option(("--baseline",), "Report only what FILE doesn't have.", None, "FILE"),
    "write_baseline": Option(("--write-baseline",), "Take down all findings in FILE.", None, "FILE"),
    "config": Option(("--config",), "Read the settings in FILE.", None, "FILE", env="NWTOOL_CONFIG"),
    "no_config": Option(("--no-config",), "Read no settings."),
    "list": Option(("--list",), "List the checks."),
    "explain": Option(("--explain",), "Tell what a check is about.", None, "CHECK"),
    "format": Option(
        ("--format",), "text, jsonl, csv, github or sarif.", None, "FORMAT", choices=get_args(CheckFormat)
    ),
}
SHARED_NAMES = (
    "output", "jobs", "files_from", "null", "split", "encoding", "errors", "quiet", "verbose", "color",
    "no_progress",
)  # fmt: skip
OPTIONS: Mapping[str, Option] = {**OWN, **{name: SHARED[name] for name in SHARED_NAMES}}


class CheckOptions(NamedTuple):
    """What the command can be told beside what all commands can."""

    select: str | None
    extend_select: str | None
    ignore: str | None
    preview: bool
    fail_on: Severity | None
    exit_zero: bool
    fix: bool
    unsafe_fixes: bool
    diff: bool
    baseline: str | None
    write_baseline: str | None
    config: str | None
    no_config: bool
    list: bool
    explain: str | None
    format: CheckFormat | None
    shared: Options


def call(files: list[str], given: Mapping[str, str | bool]) -> int:
    """Run the command with what stood on its command line."""
    values: dict[str, Any] = read_values(OPTIONS, given)
    own = {name: values.pop(name) for name in OWN}
    shared = Options(
        files=files,
        rows=False,
        format=None,
        on_error="skip",
        max_errors=None,
        line_buffered=False,
        csv_safe=False,
        **values,
    )
    options = CheckOptions(**own, shared=shared)
    check_options(options)
    if options.explain is not None:
        return _explain(options.explain, shared.output)
    file = read_file(options)
    plan = plan_of(options, file)
    if options.list:
        return _list(options, plan)
    from nwtool.cli.checkrun import CheckRun

    return CheckRun(options, plan, str(file.folder) if file else None).run()


def check_options(options: CheckOptions) -> None:
    """Raise `UsageError` where one option says what another takes back, or would do nothing."""
    mends = options.fix or options.diff
    shared = options.shared
    for wrong, reason in (
        (options.list and options.explain is not None, "--list and --explain are two kinds of help; choose one"),
        (
            (options.list or options.explain is not None) and (shared.files or shared.files_from),
            "--list and --explain tell of checks and read no files",
        ),
        (options.explain is not None and options.format not in (None, "text"), "--explain writes text"),
        (options.list and options.format not in (None, "text", "jsonl", "csv"), "--list writes text, jsonl or csv"),
        (options.unsafe_fixes and not mends, "--unsafe-fixes goes with --fix or --diff"),
        (options.diff and options.format, "--diff writes a difference, so --format has no effect"),
        (mends and shared.split, "--split makes many documents of a file; --fix and --diff take it as one"),
        (mends and shared.encoding != "utf-8", "--fix and --diff read and write UTF-8 only"),
        (options.write_baseline and mends, "--write-baseline takes down what is found; mend first"),
        (options.write_baseline and options.baseline, "--write-baseline takes down all, known or not"),
        (shared.null and shared.files_from is None, "-0 goes with --files-from"),
        (shared.quiet and shared.verbose, "-q and -v exclude each other"),
    ):
        if wrong:
            raise UsageError(reason)


def read_file(options: CheckOptions) -> SettingsFile | None:
    """Give the file of settings: the one that is named, or the nearest one above the working directory."""
    if options.no_config:
        return None
    return load_settings(options.config) if options.config else find_settings(Path.cwd())


def plan_of(options: CheckOptions, file: SettingsFile | None) -> Plan:
    """Give what the settings and the command line lead to."""
    where = file.where if file else ""
    settings = parse_settings(file.table, where) if file else CheckSettings()
    if options.preview:
        settings = settings._replace(preview=True)
    if options.fail_on:
        settings = settings._replace(fail_on=options.fail_on)
    if options.baseline:
        settings = settings._replace(baseline=options.baseline)
    elif settings.baseline and file:
        settings = settings._replace(baseline=str(file.folder / settings.baseline))
    select = _tokens(options.select) if options.select is not None else None
    if select is not None:
        # the command line begins anew: what the settings choose would only be in its way
        settings = settings._replace(select=None, extend_select=(), ignore=())
    more = Choice("--", select, _tokens(options.extend_select), _tokens(options.ignore))
    return make_plan(settings, f"{where}check.", more)


def _tokens(words: str | None) -> list[str]:
    return [word for word in (part.strip() for part in (words or "").split(",")) if word]


def _explain(token: str, output: str | None) -> int:
    """Write the pages of the checks that a word means."""
    from nwtool.checks.pages import format_text, page
    from nwtool.streams.sinks import open_sink

    sink = open_sink(output)
    sink.write("\n".join(format_text(page(check)) for check in named(token, "--explain")).encode())
    sink.commit()
    return 0


def _list(options: CheckOptions, plan: Plan) -> int:
    """Write one row for each check: what it is, and whether it runs as things stand."""
    from nwtool.checks import CHECKS
    from nwtool.checks.pages import page
    from nwtool.streams.output import formatter
    from nwtool.streams.sinks import open_sink

    running = {check.id for check in plan.checks}
    rows = [
        {
            "id": check.id,
            "name": check.name,
            "severity": plan.severities.get(check.id, check.severity),
            "runs": check.id in running,
            "default": check.default,
            "fix": check.fix,
            "summary": page(check).summary,
        }
        for check in CHECKS
    ]
    sink = open_sink(options.shared.output)
    if options.format in ("jsonl", "csv"):
        for data in formatter(options.format, 0, False, False)(rows):
            sink.write(data)
    else:
        for row in rows:
            state = "" if row["default"] == "on" else f" ({row['default']})"
            line = (
                f"{row['id']} {row['name']:<20} {row['severity']:<8} {row['fix'] or '-':<7} {row['summary']}{state}\n"
            )
            sink.write(line.encode())
    sink.commit()
    return 0


command = as_function(OPTIONS, call, "[FILE|DIR]...")
