"""How time grows with the size of a text: a share of two measurements, so that a slow machine fails nothing."""

from __future__ import annotations

import time
from collections.abc import Callable

ROUNDS = 3
ATTEMPTS = 3


def growth(run: Callable[[int], object], size: int, times: int = 4) -> float:
    """Give how many times as long `run(times * size)` takes as `run(size)`: the best of some rounds of each.

    Of work in linear time it gives about `times`, of work in square time its square. Processor time is counted, and
    never less than a millisecond: below that, what is measured is the clock.
    """
    run(size // 10)  # what is made on first use is made

    def best(measured: int) -> float:
        seconds = []
        for _ in range(ROUNDS):
            began = time.process_time()
            run(measured)
            seconds.append(time.process_time() - began)
        return max(min(seconds), 0.001)

    # A share that is far off is measured again: a machine with much to do may slow one size and not the other, but
    # work in square time is as far off each time.
    share = float("inf")
    for _ in range(ATTEMPTS):
        share = min(share, best(times * size) / best(size))
        if share < 2 * times:
            break
    return share
