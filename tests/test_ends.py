"""The contract of the command line: how a run ends from outside, and which streams may be closed."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from commands import NWTOOL, RECORD, heed_signals, lines, listing


def test_a_closed_pipe_ends_at_once_and_in_silence():
    source = [sys.executable, "-c", 'while True: print(\'{"text":"x"}\')']
    with (
        subprocess.Popen(source, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as feed,
        subprocess.Popen(
            [*NWTOOL, "clean"], stdin=feed.stdout, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as process,
    ):
        assert feed.stdout and process.stdout and process.stderr
        feed.stdout.close()
        process.stdout.readline()
        process.stdout.close()
        assert process.wait(timeout=30) == 141
        assert process.stderr.read() == b""


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_signals_leave_whole_records(number: signal.Signals, status: int):
    source = [sys.executable, "-c", 'while True: print(\'{"text":"The council met on Monday."}\')']
    with (
        subprocess.Popen(source, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as feed,
        subprocess.Popen(
            [*NWTOOL, "clean"],
            stdin=feed.stdout,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            preexec_fn=heed_signals,
        ) as process,
    ):
        assert feed.stdout and process.stdout
        feed.stdout.close()
        process.stdout.read(1000)
        process.send_signal(number)
        out, told = process.communicate(timeout=60)
        feed.kill()
    assert (process.returncode, told) == (status, b"")
    assert out.endswith(b"}\n")


def test_interrupted_output_file_leaves_the_old_one(tmp_path: Path):
    target = tmp_path / "out.jsonl"
    target.write_text("old")
    with subprocess.Popen(
        [*NWTOOL, "clean", "-o", str(target)], stdin=subprocess.PIPE, preexec_fn=heed_signals
    ) as process:
        assert process.stdin
        process.stdin.write(lines(RECORD) * 1000)
        process.stdin.flush()
        while len(listing(tmp_path)) < 2:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        process.stdin.close()
        assert process.wait(timeout=60) == 130
    assert (target.read_text(), listing(tmp_path)) == ("old", ["out.jsonl"])


def test_a_full_disk_is_told(tmp_path: Path):
    with Path("/dev/full").open("wb") as full:
        command = [*NWTOOL, "clean"]
        out = subprocess.run(command, input=lines(RECORD), stdout=full, stderr=subprocess.PIPE, check=False)
    assert out.returncode == 2
    assert b"standard output: can't be written (No space left on device)" in out.stderr


def test_closed_standard_streams():
    command = " ".join(NWTOOL)
    no_output = subprocess.run(
        f"{command} clean >&-", shell=True, input=lines(RECORD), capture_output=True, check=False
    )
    assert no_output.returncode == 2
    assert b"standard output is closed" in no_output.stderr
    no_messages = subprocess.run(f"{command} clean 2>&-", shell=True, input=b"x\n{\n", capture_output=True, check=False)
    assert no_messages.returncode == 0
    no_input = subprocess.run(f"{command} clean <&-", shell=True, capture_output=True, check=False)
    assert no_input.returncode == 2
    assert b"standard input is closed" in no_input.stderr
