# SPDX-License-Identifier: Apache-2.0
"""Foreign files, read in a process of their own: what comes back is checked word by word.

`read_foreign` waits for the answer; `start_reading` is for a window, which looks now and then. The
other process ends by itself when this one does, and is ended when it takes too long.
"""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, NamedTuple

from journey_studio.errors import JourneyError
from journey_studio.exchange.child import MOST_LOSSES, MOST_SECONDS, MOST_WARNINGS, blocks, put
from journey_studio.exchange.formats import Choices, Found, Offer
from journey_studio.exchange.interchange import read
from journey_studio.exchange.registry import by_name
from journey_studio.exchange.reporting import report_of_reading
from journey_studio.i18n import t
from journey_studio.model.loss import Loss, LossReport
from journey_studio.model.values import reader
from journey_studio.session.scripts import read_file

MOST_BYTES = 256 * 1024 * 1024  # of a foreign file
WORKER_WORD = "--reader-worker"  # a frozen program has no `-m`
_MOST_ANSWER = 512 * 1024 * 1024
_MOST_SENTENCE = 4_000
_PATIENCE = 2.0  # s, for a process that has been told to end


class CancelledReading(JourneyError):
    """The person does not want the file any more; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a file holds, before it is taken into a project.

    `report` says what of the file is in it; `format` is a name of the registry, and `called` the
    title for maps that have none.
    """

    found: Found
    report: LossReport
    format: str
    called: str = ""


class ReadingState(NamedTuple):
    """How far a reading is: over where it has a draft or an error."""

    draft: Draft | None = None
    error: JourneyError | None = None

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen."""
        return self.draft is not None or self.error is not None


class ReadingJob:
    """A file that is being read. Ask `poll` now and then, from the thread that made it."""

    def __init__(self, data: bytes, name: str, format: str, choices: Choices) -> None:  # noqa: A002
        self._called = Path(name).stem.encode("utf-8", "replace").decode()
        self._state = ReadingState()
        self._answers: SimpleQueue[tuple[bytes, bytes] | None] = SimpleQueue()
        self._ends = time.monotonic() + MOST_SECONDS
        self._process = _started()
        told = Path(name).name.encode("utf-8", "replace").decode()
        head = json.dumps({"name": told, "format": format, "choices": choices}).encode()
        self._threads = [
            threading.Thread(target=_feed, args=(self._process, head, data), daemon=True),
            threading.Thread(target=_listen, args=(self._process, self._answers), daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    @property
    def pid(self) -> int:
        """The number of the other process."""
        return self._process.pid

    def poll(self) -> ReadingState:
        """How far the reading is; returns at once."""
        return self._look(0.0)

    def wait(self) -> ReadingState:
        """Wait until the reading is over."""
        while not self._state.is_over:
            self._look(max(self._ends - time.monotonic(), 0.01))
        return self._state

    def cancel(self) -> None:
        """Stop the reading; returns when the other process is gone."""
        if not self._state.is_over:
            self._process.kill()
            self._end(ReadingState(error=CancelledReading(t("session.import.cancelled"))))

    def _look(self, seconds: float) -> ReadingState:
        if self._state.is_over:
            return self._state
        try:
            answer = self._answers.get(timeout=seconds) if seconds else self._answers.get_nowait()
        except Empty:
            if time.monotonic() >= self._ends:
                self._process.kill()
                slow = t("session.import.slow", seconds=MOST_SECONDS)
                self._end(ReadingState(error=JourneyError(slow)))
            return self._state
        self._end(_state_of(answer, self._called))
        return self._state

    def _end(self, state: ReadingState) -> None:
        if self._process.stdin:
            with suppress(OSError, ValueError):  # of what was not read in time
                self._process.stdin.close()
        try:
            self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        for thread in self._threads:
            thread.join()
        if self._process.stdout:
            self._process.stdout.close()
        self._state = state


def start_reading(
    source: Path | bytes,
    format: str = "",  # noqa: A002
    choices: Choices | None = None,
    name: str = "",
) -> ReadingJob:
    """Begin to read a foreign file, or bytes that would be in one of that name.

    Raises JourneyError where the file cannot be read or the format is none.
    """
    if format:
        by_name(format).reader()
    data = read_file(source, MOST_BYTES) if isinstance(source, Path) else source
    name = name or (source.name if isinstance(source, Path) else "")
    return ReadingJob(data, name, format, choices or Choices())


def read_foreign(
    source: Path | bytes,
    format: str = "",  # noqa: A002
    choices: Choices | None = None,
    name: str = "",
) -> Draft:
    """Read a foreign file and wait for it. Raises JourneyError where it cannot be read."""
    job = start_reading(source, format, choices, name)
    try:
        state = job.wait()
    finally:
        job.cancel()
    if state.error is not None:
        raise state.error
    assert state.draft is not None
    return state.draft


def _started() -> subprocess.Popen[bytes]:
    """The other process, with pipes to and from it and without a screen."""
    frozen = getattr(sys, "frozen", False)
    how = [WORKER_WORD] if frozen else ["-m", "journey_studio.exchange.child"]
    # It must find the package where this process has found it.
    package = str(Path(__file__).resolve().parents[2])
    paths = [package, *filter(None, [os.environ.get("PYTHONPATH")])]
    surroundings = os.environ | {"PYTHONPATH": os.pathsep.join(paths)}
    try:
        return subprocess.Popen(  # noqa: S603 - this program itself
            [sys.executable, *how],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=surroundings,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        raise JourneyError(t("session.import.not_started", reason=error.strerror)) from error


def _feed(process: subprocess.Popen[bytes], head: bytes, data: bytes) -> None:
    """Hand the file over, and keep the pipe open: its end tells the process to stop."""
    assert process.stdin
    with suppress(OSError, ValueError):  # where it is gone, the end of its answers says so
        put(process.stdin, head, data)


def _listen(
    process: subprocess.Popen[bytes], answers: "SimpleQueue[tuple[bytes, bytes] | None]"
) -> None:
    assert process.stdout
    try:
        head, body = blocks(process.stdout, 2, _MOST_ANSWER)
    except (OSError, ValueError):
        answers.put(None)
    else:
        answers.put((head, body))


def _state_of(answer: tuple[bytes, bytes] | None, called: str) -> ReadingState:
    if answer is None:
        return ReadingState(error=JourneyError(t("session.import.stopped")))
    try:
        head = json.loads(answer[0])
        if isinstance(head, dict) and isinstance(head.get("error"), str):
            return ReadingState(error=JourneyError(_plain(head["error"])))
        return ReadingState(_draft(head, answer[1], called))
    except (ValueError, KeyError, TypeError, RecursionError, JourneyError):
        # What answers may have been taken over by what it read: nothing it says is believed.
        return ReadingState(error=JourneyError(t("session.import.stopped")))


def _draft(head: Mapping[str, Any], body: bytes, called: str) -> Draft:
    """The draft that an answer holds; an error of any kind where a word of it is not as agreed."""
    losses = reader(tuple[Loss, ...])(head["losses"])
    warnings = reader(tuple[str, ...])(head["warnings"])
    offer = reader(Offer)(head["offer"])
    if len(losses) > MOST_LOSSES * 2 or len(warnings) > MOST_WARNINGS + 2:
        raise ValueError(len(losses))
    found = replace(
        read(body, "", Choices()),
        losses=tuple(_plain_loss(each) for each in losses),
        warnings=tuple(map(_plain, warnings)),
        offer=offer,
    )
    return Draft(found, report_of_reading(found), by_name(str(head["format"])).name, called)


def _plain_loss(loss: Loss) -> Loss:
    what, place, reason = map(_plain, (loss.what, loss.place, loss.reason))
    return Loss(loss.fate, what, place, reason)


def _plain(sentence: str) -> str:
    """A sentence on one line, without anything that a terminal or a window would obey."""
    words = " ".join(sentence[:_MOST_SENTENCE].split())
    return (
        words if words.isprintable() else "".join(s if s.isprintable() else "\ufffd" for s in words)
    )
