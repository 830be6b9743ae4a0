"""Texts that are made to be slow, and how the time of each command grows with their size.

A text is repeated until a command takes long enough to be measured, and then measured at 1, 2, 4 and 8 times that size:
processor time, the best of some rounds. The slope of time over size on logarithmic axes is 1 for work in linear time.
"""

from __future__ import annotations

import gc
import math
import sys
import time
from collections.abc import Callable

LONG_ENOUGH = 0.03  # seconds at the smallest size: below, what is measured is the clock
LARGEST = 10_000_000  # characters
SIZES = (1, 2, 4, 8)
ROUNDS = 3
MOST = 1.1

Make = Callable[[int], str]


def repeat(piece: str) -> Make:
    """The same piece again and again, and never a part of it: a last word of another shape may change what is done."""
    return lambda size: piece * (size // len(piece) + 1)


def numbered(piece: str) -> Make:
    """Pieces that differ in a number, so that nothing is remembered of the one before."""
    length = len(piece) + 5
    return lambda size: "".join(f"{piece.replace('#', str(number))}" for number in range(size // length + 1))


TEXTS: dict[str, Make] = {
    "one letter": repeat("a"),
    "quotation marks": repeat('"'),
    "opening quotes": repeat("“"),
    "single quotes": repeat("'a "),
    "capitals": repeat("A"),
    "words in capitals": repeat("Ab "),
    "spaces": repeat(" "),
    "line ends": repeat("\n"),
    "“said”": repeat("said "),
    "brackets": repeat("("),
    "tags and entities": repeat("<b>&amp;"),
    "digits": repeat("1"),
    "dates": repeat("May 3, 2021, "),
    "hyphens at line ends": repeat("ab-\n"),
    "short blocks": numbered("Ab #.\n"),
    "headings": numbered("WHAT # NEXT\n"),
    "near captions": numbered("Ana Ruiz waits in Oslo, May 3, 2021. AP/Bo Ek #\n"),
    "names": numbered("Ana Ruiz# met Bo Ek#. "),
    "quotes": numbered("“We wait #,” she said.\n"),
    "open quotes, a paragraph each": numbered("“We wait #.\n"),
    "cues without quotes": numbered("The mayor# said that he would. "),
}


def slope(stage: str, make: Make) -> tuple[float, int]:
    """Give the slope of a command on a text, and the largest size measured."""
    from nwtool.pipeline import run_document

    def seconds(size: int) -> float:
        best = math.inf
        for more in range(ROUNDS):
            # never the same text twice: a stage may remember the last one
            doc = {"text": make(size) + "\n" * more + "a" * more}
            gc.collect()
            began = time.process_time()
            run_document(doc, [stage])  # type: ignore[arg-type]
            best = min(best, time.process_time() - began)
            if best > 5:
                break
        return max(best, 1e-4)

    size = 4_000
    seconds(size)
    while seconds(size) < LONG_ENOUGH and size * 16 <= LARGEST:
        size *= 2
    sizes = [size * each for each in SIZES]
    points = [(math.log(size), math.log(seconds(size))) for size in sizes]
    mean_x, mean_y = (sum(axis) / len(points) for axis in zip(*points, strict=True))
    rise = sum((x - mean_x) * (y - mean_y) for x, y in points)
    return rise / sum((x - mean_x) ** 2 for x, _ in points), sizes[-1]


def main() -> None:
    """Print the slope of one command on one text; in a process of its own, since commands remember."""
    stage, name = sys.argv[1:]
    found = slope(stage, TEXTS[name])
    for _ in range(2):  # what is too steep may be noise; what is noise isn't there thrice
        if found[0] <= MOST:
            break
        found = min(found, slope(stage, TEXTS[name]))
    print(*found)


if __name__ == "__main__":
    main()
