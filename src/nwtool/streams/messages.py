"""What people are told on standard error: one line a message, no flood, and a line of progress."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections import Counter

MOST_OF_A_KIND = 20
PROGRESS_AFTER = 2.0  # seconds
PROGRESS_EVERY = 0.2


def wants_colour(choice: str, descriptor: int) -> bool:
    """Tell whether to colour what goes to a descriptor: `always`, `never`, or `auto` as NO_COLOR and TERM say."""
    if choice != "auto":
        return choice == "always"
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb" and is_terminal(descriptor)


def is_terminal(descriptor: int) -> bool:
    """Tell whether a descriptor is a terminal; a closed one is none."""
    try:
        return os.isatty(descriptor)
    except OSError:
        return False


class Messages:
    """Standard error of one run of one command."""

    def __init__(self, command: str, quiet: bool = False, verbose: bool = False, colour: str = "auto") -> None:
        self.command = command
        self.quiet = quiet
        self.verbose = verbose
        self.colour = wants_colour(colour, 2)
        self.counts: Counter[str] = Counter()
        self.progress_shown = False

    def error(self, message: str, kind: str | None = None) -> None:
        """Tell of something wrong. Of a kind the first 20 are told, the others counted."""
        if kind is not None:
            self.counts[kind] += 1
            if self.counts[kind] > MOST_OF_A_KIND:
                return
        name = f"nwtool {self.command}:".replace(" :", ":")
        self._write(name, message, "\x1b[31m")

    def note(self, message: str) -> None:
        """Tell of something that isn't wrong."""
        if not self.quiet:
            self._write(f"nwtool {self.command}:", message)

    def detail(self, message: str) -> None:
        """Tell what only `-v` wants to know."""
        if self.verbose:
            self.note(message)

    def finish(self) -> None:
        """Tell how many messages of each kind were held back."""
        self.clear()
        for kind, count in self.counts.items():
            if count > MOST_OF_A_KIND:
                self.error(f"{count - MOST_OF_A_KIND} more: {kind}")

    def progress(self, line: str) -> None:
        """Show a line in place of the last such line."""
        self.progress_shown = True
        self._raw(f"\r\x1b[K{line}")

    def clear(self) -> None:
        """Take the progress line away."""
        if self.progress_shown:
            self.progress_shown = False
            self._raw("\r\x1b[K")

    def _write(self, name: str, message: str, colour: str = "") -> None:
        self.clear()
        # nothing that a file name or a record holds may move the terminal's cursor
        message = "".join(c if c.isprintable() else "\ufffd" for c in message)
        self._raw(f"{colour}{name}\x1b[0m {message}\n" if colour and self.colour else f"{name} {message}\n")

    def _raw(self, text: str) -> None:
        # nobody may be there to read, or nothing to write to; the records matter more
        with contextlib.suppress(OSError, ValueError, AttributeError):
            sys.stderr.buffer.write(text.encode("utf-8", "replace"))
            sys.stderr.buffer.flush()


class Progress:
    """Tells, on a terminal and not before two seconds, how far a run is."""

    def __init__(self, messages: Messages, wanted: bool, total: int | None) -> None:
        self.messages = messages
        self.wanted = wanted and not messages.quiet and is_terminal(2)
        self.total = total
        self.next = time.monotonic() + PROGRESS_AFTER

    def show(self, records: int, read: int) -> None:
        """Call after each record; shows something five times a second at most."""
        if not self.wanted or time.monotonic() < self.next:
            return
        self.next = time.monotonic() + PROGRESS_EVERY
        size = f"{read / 1e6:,.1f} MB"
        if self.total:
            size += f" of {self.total / 1e6:,.1f} MB ({min(100, 100 * read // self.total)} %)"
        self.messages.progress(f"{records:,} records, {size}")
