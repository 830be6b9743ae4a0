"""Records in, their outcomes out in the same order, with the work shared among processes."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence

from nwtool.config import MOST_JOBS, Settings
from nwtool.errors import RecordError, UsageError
from nwtool.pool import Pool
from nwtool.record import codec
from nwtool.record.document import Document
from nwtool.streams.feed import CHUNK, Feed
from nwtool.streams.items import STDIN, Item
from nwtool.streams.sources import Reading
from nwtool.work import Job, Outcome, Work


def count_of(jobs: int) -> int:
    """Give the number of workers for `--jobs`; 0 means all cores that this process may use.

    Raises `UsageError` where there can't be so many.
    """
    if not 0 <= jobs <= MOST_JOBS:
        raise UsageError(f"jobs: {jobs} is not a number from 0 to {MOST_JOBS}")
    if jobs:
        return jobs
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, MOST_JOBS)


def process_items(
    paths: Sequence[str], reading: Reading, work: Job, jobs: int, died: Callable[[str], None]
) -> Iterator[tuple[Item, Outcome]]:
    """Read paths and process their records in `jobs` processes.

    `died` is told of workers that were lost. `reading.idle` is called before this process waits.
    """
    with Feed(paths, reading) as feed, Pool(work, jobs, died, (feed.descriptor,)) as pool:
        while pool.busy or not feed.ended:
            for chunk in pool.wait(feed, reading.idle):
                pool.put(chunk)
            yield from pool.ready()


def process_documents(
    docs: Iterable[Document], stages: Sequence[str], settings: Settings, jobs: int
) -> Iterator[Document]:
    """Process documents in `jobs` processes; raise the `RecordError` of the first that fails.

    A worker that was lost is a warning; its records are tried again.
    """

    def died(message: str) -> None:
        warnings.warn(message, RuntimeWarning, stacklevel=2)

    with Pool(Work(tuple(stages), settings), jobs, died) as pool:
        for items in _chunks(docs):
            pool.put(items)
            while pool.full:
                pool.wait()
                yield from _documents(pool)
        while pool.busy:
            pool.wait()
            yield from _documents(pool)


def _documents(pool: Pool) -> Iterator[Document]:
    for _, outcome in pool.ready():
        if outcome.failure is not None:
            raise RecordError(outcome.failure.code, outcome.failure.message)
        yield codec.loads(outcome.data)


def _chunks(docs: Iterable[Document]) -> Iterator[list[Item]]:
    items: list[Item] = []
    size = 0
    for number, doc in enumerate(docs, 1):
        items.append(Item(STDIN, number, codec.dumps(doc)))
        size += len(items[-1].raw)
        if size >= CHUNK:
            yield items
            items, size = [], 0
    if items:
        yield items
