"""`--jobs`: the same bytes as with one process, whatever comes in and whoever dies."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
import warnings
from pathlib import Path
from typing import Any

import pytest
from commands import heed_signals, lines, run_nwtool, started
from hypothesis import given, settings
from hypothesis import strategies as st

import nwtool
from nwtool.config import DEFAULTS
from nwtool.errors import RecordError
from nwtool.pool import Pool
from nwtool.streams.items import Item
from nwtool.work import Outcome, Work

STORY = "Police closed the road.\n“We are ready,” Mayor Ana Ruiz said on Monday.\nIt rained  all day."
# a nwtool in which the stage `sections` does to some texts what no stage should do
BROKEN = """
import os, signal, sys, time
import nwtool.stages.sections as module
from nwtool.cli import main
once, sections = {once!r}, module.sections
def broken(doc, settings):
    if doc["text"] == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if doc["text"] == "kill once" and not os.path.exists(once):
        open(once, "w").close()
        os.kill(os.getpid(), signal.SIGKILL)
    if doc["text"] == "exit":
        os._exit(7)
    if doc["text"] == "wait":
        time.sleep(60)
    return sections(doc, settings)
module.sections = broken
sys.exit(main())
"""


def broken(tmp_path: Path, *arguments: str, given: bytes) -> Any:
    script = BROKEN.format(once=str(tmp_path / "once"))
    command = [sys.executable, "-c", script, "sections", *arguments]
    return subprocess.run(command, input=given, capture_output=True, timeout=60, check=False)


def children(pid: int) -> list[int]:
    """The processes that a process has started and that still run, in the order of their numbers."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            number, rest = path.read_text().split(" (", 1)
            state, parent, *_ = rest.rpartition(") ")[2].split()
            found += [int(number)] if int(parent) == pid and state != "Z" else []
    return sorted(found)


def helpers_of(process: subprocess.Popen[bytes]) -> list[int]:
    """Wait until the one that reads and two workers are there; give them in this order."""
    for _ in range(1000):
        if len(found := children(process.pid)) == 3:
            return found
        time.sleep(0.01)
    pytest.fail("the workers did not start")


def are_gone(pids: list[int]) -> bool:
    """Wait a little for processes to end."""
    for _ in range(100):
        if not any(Path(f"/proc/{pid}").exists() for pid in pids):
            return True
        time.sleep(0.05)
    return False


# ---------------------------------------------------------------------------------------------- the same bytes


MIXED = lines(*({"id": n, "text": f"{STORY} {n}" * (n % 24)} for n in range(120))).replace(
    b'{"id": 77,', b'not json\n{"id": 77,'
)


@pytest.mark.parametrize(
    "arguments",
    [
        ["clean"],
        ["clean", "--explain"],
        ["clean", "--check"],
        ["clean", "--format", "text"],
        ["clean", "-v"],
        ["sections", "--rows"],
        ["sections", "--format", "csv"],
        ["sections", "--format", "table"],
        ["sections", "--split", "line"],
        ["sections", "--on-error", "stop"],
        ["sections", "--errors", "-"],
        ["dedupe-captions", "--format", "tsv"],
    ],
    ids=" ".join,
)
def test_output_messages_and_status_are_those_of_one_process(arguments: list[str]):
    one = run_nwtool(*arguments, given=MIXED)
    many = run_nwtool(*arguments, "-j", "3", given=MIXED)
    assert (many.returncode, many.stderr) == (one.returncode, one.stderr)
    assert many.stdout == one.stdout


def test_the_whole_pipeline_over_many_files(tmp_path: Path, samples: list[Path]):
    names = [str(path) for path in samples] * 3
    one = run_nwtool("run", *names, "-o", str(tmp_path / "one.jsonl.gz"))
    many = run_nwtool("run", *names, "-o", str(tmp_path / "many.jsonl.gz"), "-j", "2")
    assert (one.returncode, many.returncode, many.stderr) == (0, 0, b"")
    assert (tmp_path / "one.jsonl.gz").read_bytes() == (tmp_path / "many.jsonl.gz").read_bytes()


def test_error_files_are_the_same(tmp_path: Path):
    given = b"x\n".join(MIXED.splitlines(keepends=True)[:50])
    kept = []
    for jobs in ("1", "2"):
        path = tmp_path / jobs
        assert run_nwtool("sections", "-j", jobs, "--errors", str(path), given=given).returncode == 3
        kept.append(path.read_bytes())
    assert kept[0] == kept[1]
    assert kept[0].count(b"\n") == 49


def test_jobs_come_from_the_environment_and_0_is_every_core():
    out = run_nwtool("sections", given=lines({"text": "a"}), env={"NWTOOL_JOBS": "2"})
    assert (out.returncode, out.stderr, out.stdout.count(b"\n")) == (0, b"", 1)
    assert run_nwtool("sections", "-j0", given=lines({"text": "a"})).stdout == out.stdout
    bad = run_nwtool("sections", given=b"", env={"NWTOOL_JOBS": "many"})
    assert bad.returncode == 2
    assert b"NWTOOL_JOBS: 'many' is not a whole number" in bad.stderr


def test_more_jobs_than_a_machine_can_bear_are_refused():
    out = run_nwtool("sections", "-j", "1000000", given=lines({"text": "a"}))
    assert (out.returncode, out.stdout) == (2, b"")
    assert b"--jobs: 1000000 is more than 512" in out.stderr
    out = run_nwtool("check", given=lines({"text": "a"}), env={"NWTOOL_JOBS": "513"})
    assert out.returncode == 2
    assert b"NWTOOL_JOBS: 513 is more than 512" in out.stderr
    for jobs in (-1, 513):
        with pytest.raises(nwtool.UsageError, match=f"jobs: {jobs} is not a number from 0 to 512"):
            nwtool.run([{"text": "a"}], ["sections"], jobs=jobs)


@pytest.mark.parametrize("given", [b"", b"\n\n", b"{"])
def test_next_to_nothing(given: bytes):
    one, many = run_nwtool("clean", given=given), run_nwtool("clean", "-j", "4", given=given)
    assert (one.returncode, one.stdout, one.stderr) == (many.returncode, many.stdout, many.stderr)


def test_a_record_larger_than_any_pipe():
    given = lines({"text": "word " * 1_000_000}, {"text": "b"})
    assert run_nwtool("sections", "-j", "2", given=given).stdout == run_nwtool("sections", given=given).stdout


class Echo(Work):
    """Work that gives its line back, sooner or later."""

    def __call__(self, item: Item) -> Outcome:
        time.sleep(item.raw[0] / 50_000)
        return Outcome(item.raw)

    def warm_up(self) -> None:
        pass


@given(chunks=st.lists(st.lists(st.binary(min_size=1, max_size=300), min_size=1, max_size=5), max_size=30))
@settings(max_examples=15)
def test_order_is_kept_whoever_is_done_first(chunks: list[list[bytes]]) -> None:
    got = []
    with Pool(Echo(("sections",), DEFAULTS), 3, pytest.fail) as pool:
        for chunk in chunks:
            pool.put([Item("-", 1, raw) for raw in chunk])
            while pool.full:
                pool.wait()
                got += [outcome.data for _, outcome in pool.ready()]
        while pool.busy:
            pool.wait()
            got += [outcome.data for _, outcome in pool.ready()]
    assert got == [raw for chunk in chunks for raw in chunk]


# ---------------------------------------------------------------------------------------------- slow ends


def test_a_record_is_out_before_the_next_is_read():
    with started("clean", "-j", "2") as process:
        for number in range(3):
            process.stdin.write(lines({"id": number, "text": STORY}))
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == number
        # half a line behind a whole one doesn't hold that one back
        process.stdin.write(lines({"id": 3, "text": STORY}) + b'{"id": 4, ')
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["id"] == 3
        process.stdin.write(b'"text": ""}\n')
        process.stdin.close()
        assert json.loads(process.stdout.readline())["id"] == 4
        assert process.wait(timeout=30) == 0


def test_memory_is_bounded_when_nobody_reads():
    """Of endless input only so much is taken as is on its way."""
    endless = [sys.executable, "-c", "import sys\nwhile True: sys.stdout.write('{\"text\":\"%s\"}\\n' % ('x' * 50000))"]
    with (
        subprocess.Popen(endless, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as feed,
        started("sections", "-j", "2", stdin=feed.stdout) as process,
    ):
        time.sleep(2)
        status = Path(f"/proc/{process.pid}/status").read_text()
        assert int(status.split("VmHWM:")[1].split()[0]) < 100_000  # kB
        process.terminate()
        feed.kill()


# ---------------------------------------------------------------------------------------------- how a run ends


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize("whole_group", [False, True])
def test_signals_end_all_processes(number: signal.Signals, status: int, whole_group: bool):
    endless = [sys.executable, "-c", 'while True: print(\'{"text":"The council met on Monday."}\')']
    with (
        subprocess.Popen(endless, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as feed,
        started("sections", "-j", "2", stdin=feed.stdout, preexec_fn=heed_signals, process_group=0) as process,
    ):
        assert feed.stdout
        feed.stdout.close()
        process.stdout.read(1000)
        helpers = helpers_of(process)
        os.killpg(process.pid, number) if whole_group else process.send_signal(number)
        out, told = process.communicate(timeout=30)
        feed.kill()
    assert (process.returncode, told) == (status, b"")
    assert out.endswith(b"}\n")
    assert are_gone(helpers)


def test_a_closed_pipe_ends_all_processes():
    with started("sections", "-j", "2") as process:
        process.stdin.write(lines({"text": "a"}))
        process.stdin.flush()
        process.stdout.readline()
        helpers = helpers_of(process)
        process.stdout.close()
        process.stdin.write(lines({"text": "b"}))
        process.stdin.flush()
        assert process.wait(timeout=30) == 141
        assert process.stderr.read() == b""
        assert are_gone(helpers)
        process.stdin.close()


def test_no_process_outlives_one_that_is_killed(tmp_path: Path):
    target = tmp_path / "out.jsonl"
    target.write_text("old")
    with started("sections", "-j", "2", "-o", str(target)) as process:
        process.stdin.write(lines({"text": "a"}) * 100)
        process.stdin.flush()
        helpers = helpers_of(process)
        process.kill()
        process.wait()
        assert are_gone(helpers)
        process.stdin.close()
    assert target.read_text() == "old"


# ---------------------------------------------------------------------------------------------- workers that die


def numbered(*texts: str) -> bytes:
    return lines(*({"id": number, "text": text} for number, text in enumerate(texts)))


def ids(out: bytes) -> list[int]:
    return [json.loads(line)["id"] for line in out.splitlines()]


def test_a_killed_worker_is_told_and_nothing_is_lost(tmp_path: Path):
    out = broken(tmp_path, "-j", "2", given=numbered(*["a"] * 50, "kill once", *["b"] * 50))
    assert out.returncode == 4
    assert ids(out.stdout) == list(range(101))
    assert b"a worker was killed by SIGKILL at standard input:" in out.stderr
    assert b"tried again one by one" in out.stderr
    assert out.stderr.count(b"\n") == 1


@pytest.mark.parametrize(("deed", "told"), [("kill", "was killed by SIGKILL"), ("exit", "ended with status 7")])
def test_the_record_that_kills_its_worker_is_found_and_kept(tmp_path: Path, deed: str, told: str):
    kept = tmp_path / "errors.jsonl"
    given = numbered(*["a"] * 9, deed, *["b"] * 9, deed, *["c"] * 9)
    out = broken(tmp_path, "-j", "2", "--errors", str(kept), given=given)
    assert out.returncode == 4
    assert ids(out.stdout) == [number for number in range(29) if number not in (9, 19)]
    errors = [json.loads(line) for line in kept.read_bytes().splitlines()]
    assert [error["error"]["line"] for error in errors] == [10, 20]
    assert {error["error"]["code"] for error in errors} == {"stage-failed"}
    assert all(told in error["error"]["message"] for error in errors)
    assert [json.loads(error["raw"])["text"] for error in errors] == [deed, deed]


def test_a_worker_killed_from_outside_is_noticed():
    with started("sections", "-j", "2") as process:
        process.stdin.write(numbered("a"))
        process.stdin.flush()
        process.stdout.readline()
        for helper in helpers_of(process)[1:]:
            os.kill(helper, signal.SIGKILL)
        out, told = process.communicate(numbered("b", "c"), timeout=30)
    assert process.returncode == 4
    assert ids(out) == [0, 1]
    assert told.count(b"a worker was killed by SIGKILL") == 2


def test_a_killed_reader_is_an_error_and_no_file_is_written(tmp_path: Path):
    target = tmp_path / "out.jsonl"
    with started("sections", "-j", "2", "-o", str(target)) as process:
        process.stdin.write(numbered("a"))
        process.stdin.flush()
        os.kill(helpers_of(process)[0], signal.SIGKILL)
        _, told = process.communicate(timeout=30)
    assert process.returncode == 4
    assert b"the process that reads was killed by SIGKILL; not all input was read" in told
    assert list(tmp_path.iterdir()) == []


# ---------------------------------------------------------------------------------------------- in Python


def test_python_gives_the_same_documents_in_order():
    docs = [{"id": number, "text": f"{STORY} {number}"} for number in range(50)]
    assert list(nwtool.run(iter(docs), ["clean", "sections"], jobs=2)) == list(nwtool.run(docs, ["clean", "sections"]))
    assert list(nwtool.run([], jobs=2)) == []


def test_python_raises_at_the_record_that_fails():
    got = []
    with pytest.raises(RecordError, match='no "text" key'):
        for doc in nwtool.run([{"text": "a"}, {"title": "b"}, {"text": "c"}], ["sections"], jobs=2):  # type: ignore[list-item,typeddict-unknown-key]
            got.append(doc["text"])
    assert got == ["a"]


def test_python_warns_of_a_worker_that_was_lost(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    import nwtool.stages.sections as module

    sections, once = module.sections, tmp_path / "once"

    def killed(doc: Any, chosen: Any) -> Any:
        if doc["text"] == "kill" and not once.exists():
            once.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return sections(doc, chosen)

    monkeypatch.setattr(module, "sections", killed)
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        out = list(nwtool.run([{"text": "a"}, {"text": "kill"}, {"text": "b"}], ["sections"], jobs=2))
    assert [doc["text"] for doc in out] == ["a", "kill", "b"]
    assert ["a worker was killed by SIGKILL" in str(warning.message) for warning in told] == [True]
