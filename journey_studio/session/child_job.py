# SPDX-License-Identifier: Apache-2.0
"""A file that is read or written in a process of its own (`exchange.child`), asked now and then.

The other process ends by itself when this one does, and is ended when it takes too long or nobody
wants its answer any more. What an answer means is for `session.reading` and `session.writing`.
"""

import json
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import Generic, NamedTuple, TypeVar

from journey_studio import processes
from journey_studio.errors import JourneyError
from journey_studio.exchange.child import DONE, blocks, put
from journey_studio.i18n import t

WORKER_WORD = "--reader-worker"  # a frozen program has no `-m`
_MOST_ANSWER = 512 * 1024 * 1024

Result = TypeVar("Result")
Answer = tuple[bytes, bytes]


class CancelledJob(JourneyError):
    """The person does not want it any more; nothing was changed."""


class ChildState(NamedTuple, Generic[Result]):
    """How far it is: over where there is a result or an error."""

    result: Result | None = None
    error: JourneyError | None = None
    done: float | None = None  # how much of it, 0 to 1, where that is known

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen."""
        return self.result is not None or self.error is not None


class Words(NamedTuple):
    """What is said where there is no answer."""

    cancelled: JourneyError
    slow: JourneyError
    stopped: JourneyError


class ChildJob(Generic[Result]):
    """A request under way. Ask `poll` now and then, from the thread that made it.

    `parts` makes the blocks of the request, on another thread; `understood` turns an answer into
    what it means. `seconds` is how long it may take, None for as long as somebody waits.
    `tells` is whether the other process says how far it is before it answers.
    """

    def __init__(
        self,
        parts: Callable[[], Sequence[bytes]],
        understood: Callable[[Answer], ChildState[Result]],
        words: Words,
        seconds: float | None = None,
        *,
        tells: bool = False,
    ) -> None:
        self._understood, self._words = understood, words
        self._state: ChildState[Result] = ChildState()
        self._answers: SimpleQueue[Answer | float | None] = SimpleQueue()
        self._ends = float("inf") if seconds is None else time.monotonic() + seconds
        self._process = _started()
        self._threads = [
            threading.Thread(target=_feed, args=(self._process, parts), daemon=True),
            threading.Thread(
                target=_listen, args=(self._process, self._answers, tells), daemon=True
            ),
        ]
        for thread in self._threads:
            thread.start()

    @property
    def pid(self) -> int:
        """The number of the other process."""
        return self._process.pid

    def poll(self) -> ChildState[Result]:
        """How far it is; returns at once."""
        return self._look(0.0)

    def wait(self) -> ChildState[Result]:
        """Wait until it is over."""
        while not self._state.is_over:
            self._look(min(max(self._ends - time.monotonic(), 0.01), 3600.0))
        return self._state

    def cancel(self) -> None:
        """Stop it; returns when the other process is gone."""
        if not self._state.is_over:
            self._process.kill()
            self._end(ChildState(error=self._words.cancelled))

    def _look(self, seconds: float) -> ChildState[Result]:
        if self._state.is_over:
            return self._state
        try:
            answer = self._answers.get(timeout=seconds) if seconds else self._answers.get_nowait()
            while isinstance(answer, float):
                self._state = ChildState(done=answer)
                answer = self._answers.get_nowait()
        except Empty:
            if time.monotonic() >= self._ends:
                self._process.kill()
                self._end(ChildState(error=self._words.slow))
            return self._state
        if answer is None:
            self._end(ChildState(error=self._words.stopped))
        else:
            self._end(self._understood(answer))
        return self._state

    def _end(self, state: ChildState[Result]) -> None:
        processes.end(self._process, self._threads)
        self._state = state


def _started() -> subprocess.Popen[bytes]:
    try:
        return processes.begin("journey_studio.exchange.child", WORKER_WORD)
    except OSError as error:
        raise JourneyError(t("session.import.not_started", reason=error.strerror)) from error


def _feed(process: subprocess.Popen[bytes], parts: Callable[[], Sequence[bytes]]) -> None:
    """Hand the request over, and keep the pipe open: its end tells the process to stop."""
    assert process.stdin
    with suppress(OSError, ValueError):  # where it is gone, the end of its answers says so
        put(process.stdin, *parts())


def _listen(
    process: subprocess.Popen[bytes],
    answers: "SimpleQueue[Answer | float | None]",
    tells: bool,
) -> None:
    assert process.stdout
    try:
        head, body = blocks(process.stdout, 2, _MOST_ANSWER)
        while tells and not body and DONE in (said := json.loads(head)):
            answers.put(float(said[DONE]))
            head, body = blocks(process.stdout, 2, _MOST_ANSWER)
    except (OSError, ValueError):
        answers.put(None)
    else:
        answers.put((head, body))
