# SPDX-License-Identifier: Apache-2.0
"""Keeps a working copy and its original together while the project is open, beside the work."""

import time
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TooLate
from threading import Event, Thread
from typing import TypeVar

from journey_studio.errors import JourneyError
from journey_studio.i18n import t
from journey_studio.session.working_copy import Look, NotBroughtBack, Taken, WorkingCopy

_LOOK = 10.0  # s between two looks at the original
_REST = 45.0  # s without an edit after which it is written back
_MOST = 240.0  # s, however busy: every writing sends the whole file through somebody's network
_SLOWEST = 20.0  # s that closing waits for a folder that does not answer
_ROUNDS = 5

Deliver = Callable[[Callable[[], object]], object]
Told = Callable[[Taken, str], object]
T = TypeVar("T")


class Keeper:
    """`deliver` runs a call on the thread of the document, some time; `told` is called there with
    what came from the original, and with a sentence where something is in the way, "" again later.
    """

    def __init__(
        self, working: WorkingCopy, deliver: Deliver, told: Told, look_every: float = _LOOK
    ) -> None:
        self._working = working
        self._deliver = deliver
        self._told = told
        self._look_every = look_every
        self._stopped, self._awake = Event(), Event()
        self._edited = self._first = 0.0
        self._at_once = False
        self._problem = working.blocked
        self._thread = Thread(target=self._run, name="keeper", daemon=True)

    def start(self) -> None:
        """Begin; what a crash left unwritten goes back soon."""
        if self._working.unwritten:
            self.note_edit()
        self._thread.start()

    def note_edit(self) -> None:
        """Something was edited."""
        self._edited = time.monotonic()
        self._first = self._first or self._edited

    def write_soon(self) -> None:
        """Write the original back without waiting for a rest."""
        self.note_edit()
        self._at_once = True
        self._awake.set()

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._awake.wait(self._look_every)
            self._awake.clear()
            if not self._stopped.is_set():
                self._round()

    def _round(self) -> None:
        try:
            look = self._working.look()
            if look is not None and not self._take(look):
                return
            if self._due():
                edited = self._edited
                if not self._working.put():
                    return  # something came between: it is merged with the next look
                self._first = self._edited
                if self._edited == edited:  # else it was edited while that was written
                    self._edited = self._first = 0.0
                    self._at_once = False
            self._say(self._working.blocked)
        except JourneyError as error:
            self._say(str(error))
        except Exception as error:  # noqa: BLE001 - it is told, and looked at again later
            self._say(self._working.not_written(error))

    def _due(self) -> bool:
        now = time.monotonic()
        waited = now - self._edited > _REST or now - self._first > _MOST
        return bool(self._edited) and (waited or self._at_once)

    def _take(self, look: Look) -> bool:
        """Have it merged on the thread of the document; false where that ends before."""
        done: Future[Taken] = Future()

        def take() -> None:
            if not self._stopped.is_set() and done.set_running_or_notify_cancel():
                try:
                    taken = self._working.take(look)
                except Exception as error:  # noqa: BLE001 - it belongs to whoever waits for it
                    done.set_exception(error)
                    return
                done.set_result(taken)
                if any(taken):
                    self._told(taken, "")

        self._deliver(take)
        while not self._stopped.is_set():
            try:
                done.result(0.1)
            except TooLate:
                continue
            return True
        done.cancel()
        return False

    def _say(self, problem: str) -> None:
        if problem != self._problem:
            self._problem = problem
            self._deliver(lambda: self._told(Taken(), problem))

    def close(self, seconds: float = _SLOWEST) -> str:
        """Merge and write back for the last time, on the thread of the document.

        The result is "", or a sentence about what is still to be done; the work is safe anyhow.
        """
        end = time.monotonic() + seconds
        self._stopped.set()
        self._awake.set()
        if self._thread.is_alive():
            self._thread.join(seconds)
        try:
            if self._thread.is_alive():
                raise TooLate
            for _ in range(_ROUNDS):
                look = _within(self._working.look, end)
                if look is not None:
                    self._working.take(look)
                if _within(lambda: self._working.put(over_damaged=True), end):
                    return ""
            raise NotBroughtBack(self._working.not_written(t("sharing.working.changing")))
        except TooLate:
            return self._working.not_written(t("sharing.working.no_answer"))
        except JourneyError as error:
            return str(error)


def _within(call: Callable[[], T], end: float) -> T:
    """The result of a call on a thread of its own. Raises TimeoutError where it takes longer."""
    done: Future[T] = Future()

    def work() -> None:
        try:
            done.set_result(call())
        except BaseException as error:  # noqa: BLE001 - it is raised where it was asked for
            done.set_exception(error)

    Thread(target=work, name="keeper's last look", daemon=True).start()
    return done.result(max(end - time.monotonic(), 0.1))
