"""Faults, each tried many times on real processes: what is done, and whether every promise held.

A fault is a function that gives a line of what happened, and raises `AssertionError` with what went wrong. Never may
there be a traceback, a hang, a half-written record or file, or a record that is gone without a word.
"""

from __future__ import annotations

import contextlib
import gzip
import json
import os
import random
import resource
import signal
import subprocess
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from processes import NWTOOL, PATIENCE, TEXT, Done, check, children, ids, lines, run, started

LARGE = 1 << 30  # bytes of the large stream


def kill_while_writing(scratch: Path, chance: random.Random) -> str:
    """`kill -9` of the process at random moments while `-o` writes"""
    source, target = scratch / "in.jsonl", scratch / "out.jsonl"
    source.write_bytes(lines(3000))
    began = time.monotonic()
    assert run("sections", str(source), "-o", str(target)).status == 0
    whole, took = target.read_bytes(), time.monotonic() - began
    kept = 0
    for turn in range(40):
        target.write_bytes(b"old")
        with started("sections", str(source), "-o", str(target), *(["-j", "2"] if turn % 2 else [])) as process:
            time.sleep(chance.random() * took * 1.3)
            process.kill()
        content = target.read_bytes()
        assert content in (b"old", whole), f"{len(content)} bytes of {len(whole)}"
        kept += content == b"old"
        for part in scratch.glob(".out.jsonl.*"):
            part.unlink()
    return f"40 times: {kept} times the old file, {40 - kept} times the whole new one"


def kill_a_worker(scratch: Path, chance: random.Random) -> str:
    """`kill -9` of a worker of `-j 2` at random moments while `-o` writes"""
    source, target = scratch / "in.jsonl", scratch / "out.jsonl"
    source.write_bytes(lines(4000))
    whole = run("sections", str(source)).out
    noticed = 0
    for _ in range(20):
        with started("sections", "-j", "2", str(source), "-o", str(target)) as process:
            for _ in range(500):
                if len(children(process.pid)) == 3:
                    break
                time.sleep(0.002)
            time.sleep(chance.random() * 0.4)
            workers = children(process.pid)[1:]
            if workers:
                with contextlib.suppress(OSError):
                    os.kill(chance.choice(workers), signal.SIGKILL)
            _, told = process.communicate(timeout=PATIENCE)
            check(Done(process.returncode, b"", told))
            assert process.returncode in (0, 4)
            assert target.read_bytes() == whole
            assert (process.returncode == 4) == (b"a worker was killed by SIGKILL" in told)
            noticed += process.returncode == 4
    return f"20 times: told {noticed} times with status 4, done before it {20 - noticed} times; all records written"


def full_disk(scratch: Path, chance: random.Random) -> str:
    """A disk that is full, or a limit on the size of files"""
    source, target = scratch / "in.jsonl", scratch / "out.jsonl"
    source.write_bytes(lines(2000))
    target.write_bytes(b"old")
    for size in (0, 1, 4096, 100_000):
        for extra in ([], ["-j", "2"]):
            done = run("sections", str(source), "-o", str(target), *extra, limits={resource.RLIMIT_FSIZE: size})
            assert done.status == 2
            assert b"can't be written" in done.told
            assert done.told.count(b"\n") == 1
            assert target.read_bytes() == b"old"
            assert not list(scratch.glob(".out*"))
    with Path("/dev/full").open("wb") as full, started("sections", str(source), stdout=full) as process:
        _, told = process.communicate(timeout=PATIENCE)
        assert process.returncode == 2
        assert told.count(b"\n") == 1
    return "9 times: status 2, one line, the old file as it was, nothing left beside it"


def reader_that_stops(scratch: Path, chance: random.Random) -> str:
    """A reader that stops reading, and goes away later"""
    source = scratch / "in.jsonl"
    source.write_bytes(lines(200_000))
    most = 0
    for extra in ([], ["-j", "2"]):
        with started("sections", str(source), *extra) as process:
            assert process.stdout
            process.stdout.readline()
            time.sleep(2)
            for pid in (process.pid, *children(process.pid)):
                status = Path(f"/proc/{pid}/status").read_text()
                most = max(most, int(status.split("VmHWM:")[1].split()[0]) // 1024)
            helpers = children(process.pid)
            process.stdout.close()
            assert process.wait(timeout=PATIENCE) == 141
            assert process.stderr
            assert process.stderr.read() == b""
            time.sleep(0.2)
            assert not any(Path(f"/proc/{pid}").exists() for pid in helpers)
    assert most < 120
    return f"twice: waits at {most} MB at most, and ends with 141 in silence when the reader goes"


def closed_output(scratch: Path, chance: random.Random) -> str:
    """Standard streams that are closed"""
    source = scratch / "in.jsonl"
    source.write_bytes(lines(10))
    for closed, status in ((">&-", 2), ("2>&-", 0), ("<&-", 0), (">&- 2>&-", 2)):
        for extra in ("", "-j 2"):
            shell = f"{' '.join(NWTOOL)} sections {source} {extra} {closed}"
            ended = subprocess.run(shell, shell=True, capture_output=True, timeout=PATIENCE, check=False)
            check(Done(ended.returncode, ended.stdout, ended.stderr))
            assert ended.returncode == status, f"{closed}: {ended.returncode}"
    return "8 times: status 2 where the output is closed, else 0"


def signals(scratch: Path, chance: random.Random) -> str:
    """SIGINT and SIGTERM at random moments"""
    source = scratch / "in.jsonl"
    source.write_bytes(lines(20_000))
    counts = {130: 0, 143: 0, 0: 0}
    for turn in range(40):
        number = (signal.SIGINT, signal.SIGTERM)[turn % 2]
        with started("sections", str(source), *(["-j", "2"] if turn % 4 > 1 else [])) as process:
            time.sleep(0.15 + chance.random() * 0.7)
            process.send_signal(number)
            out, told = process.communicate(timeout=PATIENCE)
            done = Done(process.returncode, out, told)
            # before the handlers stand, Python itself ends by the signal
            if process.returncode in (-signal.SIGINT, -signal.SIGTERM) or b"KeyboardInterrupt" in told:
                continue
            check(done)
            assert told == b"", told
            assert not out or out.endswith(b"}\n")
            assert ids(out) == list(range(len(out.splitlines())))
            counts[process.returncode] += 1
    return f"40 times: status 130 {counts[130]} times, 143 {counts[143]} times; whole records in order, no word"


def few_handles(scratch: Path, chance: random.Random) -> str:
    """Few file handles"""
    names = []
    for number in range(100):
        path = scratch / f"{number}.txt"
        path.write_text(TEXT)
        names.append(str(path))
    told = []
    for most in (5, 8, 12, 32):
        for extra in ([], ["-j", "2"], ["-j", "8"]):
            done = run("clean", *names, *extra, limits={resource.RLIMIT_NOFILE: most}, quiet=False)
            if b"Traceback" in done.told and most < 8:
                continue  # Python can't even load its own modules
            check(done)
            assert done.status in (0, 2, 4)
            assert done.status == 0 or done.told.count(b"\n") == 1, done.told
            assert done.status or len(done.out.splitlines()) == 100
            told.append(done.status)
    return f"{len(told)} times: {told.count(0)} times all is done, else one line and status 2 or 4"


def little_memory(scratch: Path, chance: random.Random) -> str:
    """Little memory"""
    small, large = lines(200), json.dumps({"text": "word " * 8_000_000}).encode() + b"\n"
    ends = []
    for megabytes in (60, 100, 150, 250):
        for given in (small, large):
            for extra in ([], ["-j", "2"]):
                done = run("sections", *extra, given=given, limits={resource.RLIMIT_AS: megabytes << 20})
                assert done.status in (0, 2, 3, 4)
                assert done.status == 0 or done.told.count(b"\n") >= 1
                ends.append(done.status)
    return f"{len(ends)} times: {ends.count(0)} times all is done, else a line that says so and status {_some(ends)}"


def _some(statuses: list[int]) -> str:
    return " or ".join(str(status) for status in sorted(set(statuses) - {0})) or "-"


def changing_file(scratch: Path, chance: random.Random) -> str:
    """A file that grows or shrinks while it is read"""
    path = scratch / "in.jsonl"
    ends = []
    for turn in range(10):
        path.write_bytes(lines(20_000))
        with started("sections", str(path), *(["-j", "2"] if turn % 2 else []), stdin=subprocess.DEVNULL) as process:
            time.sleep(0.15)
            if turn < 5:
                with path.open("ab") as file:
                    file.write(lines(100))
            else:
                os.truncate(path, chance.randrange(100_000, 1_000_000))
            out, told = process.communicate(timeout=PATIENCE)
            check(Done(process.returncode, out, told))
            assert process.returncode in (0, 3)
            for line in out.splitlines():
                json.loads(line)
            ends.append(process.returncode)
    return f"10 times: {ends.count(0)} times status 0, {ends.count(3)} times 3 with the line that was cut"


def truncated_gzip(scratch: Path, chance: random.Random) -> str:
    """A gzip file cut off anywhere, or with a bit flipped"""
    whole = gzip.compress(b"".join(lines(1, os.urandom(200).hex()) for _ in range(40)))
    for _ in range(30):
        cut = chance.randrange(len(whole))
        done = run("sections", given=whole[:cut])
        assert done.status in (0, 3), done
        assert done.status == 3 or cut < 2 or not done.out
        spoilt = bytearray(whole)
        spoilt[chance.randrange(10, len(spoilt))] ^= 1 << chance.randrange(8)
        done = run("sections", given=bytes(spoilt))
        assert done.status in (0, 3)
    return "60 times: what can be read is written, the place where it breaks is told, status 3"


def random_bytes(scratch: Path, chance: random.Random) -> str:
    """Random bytes, as a file, as a text, as the text of a record"""
    for turn in range(20):
        data = chance.randbytes(chance.randrange(1, 20_000))
        for extra in ([], ["--encoding", "latin-1"], ["--encoding", "utf-16"], ["--split", "line"]):
            done = run("run", *extra, given=data)
            assert done.status in (0, 3), done.told
        text = "".join(chr(chance.randrange(0x110000)) for _ in range(300 + turn))
        done = run("run", given=json.dumps({"text": text}).encode())
        assert (done.status, len(done.out.splitlines())) == (0, 1), done.told
    return "100 times: status 0 or 3, never a defect"


def every_byte(scratch: Path, chance: random.Random) -> str:
    """Every byte value: alone, in a text, in a record"""
    texts = b"".join(
        json.dumps({"text": f"A {chr(n)}{chr(n)} b, “{chr(n)}” said."}).encode() + b"\n" for n in range(256)
    )
    done = run("run", given=texts)
    assert (done.status, len(done.out.splitlines())) == (0, 256), done.told
    for number in range(256):
        path = scratch / f"{number}.txt"
        path.write_bytes(b"The " + bytes([number]) * 3 + b" council.")
    done = run("run", *(str(scratch / f"{number}.txt") for number in range(256)))
    told = done.told.count(b"is not UTF-8")
    assert done.status == 3
    assert len(done.out.splitlines()) == 128
    done = run("clean", given=b'{"text":"' + bytes(range(256)) + b'"}')
    assert done.status == 3
    return (
        f"513 records: each comes through or is told with the place of the byte ({min(told, 20)} lines, then a count)"
    )


def odd_json(scratch: Path, chance: random.Random) -> str:
    """JSON 10,000 deep, huge numbers, NUL in keys, lone surrogates, a key twice"""
    deep = b'{"text":"x","deep":' + b"[" * 10_000 + b"]" * 10_000 + b"}\n"
    kept = [
        b'{"text":"x","n":' + b"9" * 5000 + b"}",
        b'{"text":"x","n":1e400,"m":-0.000000000000000000000000000001}',
        b'{"text":"x","a\\u0000b":"\\u0000"}',
        b'{"text":"x \\ud83d y","alone":"\\udc00"}',
        b'{"text":"x","deep":' + b"[" * 700 + b"]" * 700 + b"}",
    ]
    for extra in ([], ["-j", "2"]):
        done = run("run", *extra, given=deep + b"\n".join(kept) + b'\n{"text":"a","text":"b"}\n')
        assert done.status == 3
        assert b"nested more than 1,000 levels deep" in done.told
        out = done.out.splitlines()
        assert len(out) == len(kept) + 1
        for line, written in zip(kept, out, strict=False):
            before, now = (json.loads(each, parse_int=Decimal, parse_float=Decimal) for each in (line, written))
            # the text is clean's to change
            assert all(now[key] == value for key, value in before.items() if key != "text"), line[:60]
    return "14 records: the deep one is refused, all else comes through as it was written"


def large_stream(scratch: Path, chance: random.Random) -> str:
    """A stream of 1 GB"""
    paragraph = " ".join([TEXT.replace("\n", " ")] * 4)
    # with blocks, so that the stream is what takes the time
    block = run("clean", given=lines(200, "\n".join([paragraph] * 15))).out
    turns = LARGE // len(block)
    told = []
    for extra in ([], ["-j", "2"]):
        with started("sections", *extra, stdout=subprocess.DEVNULL) as process:
            assert process.stdin
            peaks = []
            for turn in range(turns):
                process.stdin.write(block)
                if turn in (turns // 10, turns - 1):
                    pids = (process.pid, *children(process.pid))
                    peaks.append([_memory(pid) for pid in pids])
            process.stdin.close()
            assert process.wait(timeout=PATIENCE) == 0
        assert max(peaks[-1]) < 120
        assert sum(peaks[-1]) < 300
        assert sum(peaks[-1]) <= 1.15 * sum(peaks[0])
        told.append(f"{sum(peaks[0]):.0f} MB at a tenth, {sum(peaks[-1]):.0f} MB at the end")
    return f"one process: {told[0]}; `-j 2`, all together: {told[1]}"


def _memory(pid: int) -> float:
    """The resident memory of a process in MB, what is shared counted once for each that shares it."""
    with contextlib.suppress(OSError):
        return int(Path(f"/proc/{pid}/smaps_rollup").read_text().split("\nPss:")[1].split()[0]) / 1024
    return 0.0


FAULTS: tuple[Callable[[Path, random.Random], str], ...] = (
    kill_while_writing, kill_a_worker, full_disk, reader_that_stops, closed_output, signals, few_handles, little_memory,
    changing_file, truncated_gzip, random_bytes, every_byte, odd_json, large_stream,
)  # fmt: skip
