# SPDX-License-Identifier: Apache-2.0
"""Errands for the thread of the document, run on behalf of another thread that waits for them."""

from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from queue import Empty, SimpleQueue
from threading import Lock
from typing import Any, TypeVar

Result = TypeVar("Result")
Deliver = Callable[[Callable[[], None]], object]


class Stopped(BaseException):
    """The document is being put away; whoever works for it ends, and no failure is to be told."""


def at_once(errand: Callable[[], None]) -> None:
    """The `deliver` of a program with one thread."""
    errand()


class Errands:
    """Hands calls over to the thread of the document.

    `deliver` makes that thread run something soon, as an event loop does. Whoever holds up that
    loop to wait for the other thread calls `run` meanwhile, and nobody waits for ever.
    """

    def __init__(self, deliver: Deliver) -> None:
        self._deliver = deliver
        self.alone = deliver is at_once  # one thread does everything: nobody waits meanwhile
        self._waiting: SimpleQueue[tuple[Callable[[], Any], Future[Any]]] = SimpleQueue()
        self._lock = Lock()
        self._ended = False

    def do(self, errand: Callable[[], Result]) -> Result:
        """Have it done and give the result; raises what it raises, and Stopped after `end`."""
        result: Future[Result] = Future()
        self._put(errand, result)
        try:
            return result.result()
        except CancelledError:
            raise Stopped from None

    def post(self, errand: Callable[[], object]) -> None:
        """Have it done soon, without waiting. After `end` nothing happens."""
        try:
            self._put(errand, Future())
        except Stopped:
            return

    def _put(self, errand: Callable[[], Any], result: "Future[Any]") -> None:
        with self._lock:
            if self._ended:
                raise Stopped
            self._waiting.put((errand, result))
        self._deliver(self.run)

    def run(self) -> None:
        """Do what waits, on the thread of the document."""
        while True:
            try:
                errand, result = self._waiting.get_nowait()
            except Empty:
                return
            if not result.set_running_or_notify_cancel():
                continue
            try:
                result.set_result(errand())
            except Exception as error:  # noqa: BLE001 - it belongs to whoever waits for it
                result.set_exception(error)
            except BaseException:  # Ctrl+C, or an end that was asked for, belongs to this thread
                result.set_exception(Stopped())
                raise

    def end(self) -> None:
        """Do nothing any more; whoever waits is told."""
        with self._lock:
            self._ended = True
        while True:
            try:
                self._waiting.get_nowait()[1].cancel()
            except Empty:
                return
