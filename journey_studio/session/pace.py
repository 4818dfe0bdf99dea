# SPDX-License-Identifier: Apache-2.0
"""When to look into a shared folder again: after edits, at a hint, at the latest every few seconds.

Waiting times are the only thing clocks decide in sharing, and this is where they are measured.
"""

from collections.abc import Callable
from math import inf
from threading import Condition
from time import monotonic

REST, LATEST = 1.0, 5.0  # s after the last edit, and after the first one that was not sent
_GATHER = 0.2  # s that a hint waits for others
_FIRST_RETRY, _LONGEST_RETRY = 2.0, 15.0  # s after a round that failed


class Pace:
    """Says when the next round is due. Edits and hints come from any thread, one other waits."""

    def __init__(self, poll: float, now: Callable[[], float] = monotonic) -> None:
        self.poll = poll
        self._now = now
        self._something = Condition()
        self._first: float | None = None
        self._last = 0.0
        self._due = now()  # whatever happens
        self._hinted = self._asked = inf
        self._retry = 0.0
        self._ended = False

    @property
    def ended(self) -> bool:
        """Whether nobody wants another round."""
        return self._ended

    @property
    def unsent(self) -> bool:
        """Whether something was edited since the last round began."""
        return self._first is not None

    def edited(self) -> None:
        """An edit has been made: a round is due when no other follows for a moment."""
        self._last = self._now()
        if self._first is None:  # else whoever waits finds out when it looks
            with self._something:
                self._first = self._last
                self._something.notify()

    def hinted(self) -> None:
        """Something may have come; a round that failed is tried again no sooner for it."""
        with self._something:
            if not self._retry:
                self._hinted = min(self._hinted, self._now() + _GATHER)
                self._something.notify()

    def asked(self) -> None:
        """A person wants a round at once."""
        with self._something:
            self._asked = self._now()
            self._something.notify()

    def end(self) -> None:
        """No more rounds."""
        with self._something:
            self._ended = True
            self._something.notify()

    def wait(self) -> bool:
        """Wait until a round is due; False where there is to be none any more."""
        with self._something:
            while not self._ended and (left := self.left()) > 0:
                self._something.wait(left)
            if not self._ended:
                # What is told from here on may come too late for this round: it is for the next.
                self._first, self._hinted, self._asked = None, inf, inf
            return not self._ended

    def left(self) -> float:
        """How many seconds are left until a round is due; 0 or less where it is."""
        due = min(self._due, self._hinted, self._asked)
        if self._first is not None and not self._retry:
            due = min(due, self._last + REST, self._first + LATEST)
        return due - self._now()

    def done(self, well: bool) -> None:
        """A round has ended: the next one is due after a while, later and later where it failed."""
        with self._something:
            grown = min(max(2 * self._retry, _FIRST_RETRY), _LONGEST_RETRY)
            self._retry = 0.0 if well else grown
            if not well:
                self._hinted = inf
            self._due = self._now() + (self._retry or self.poll)
