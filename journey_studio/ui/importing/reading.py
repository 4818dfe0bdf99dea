# SPDX-License-Identifier: Apache-2.0
"""Reading a foreign file while its dialog is open: again with every choice, the last one counts."""

from collections.abc import Callable
from threading import Event
from typing import NamedTuple, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from journey_studio.errors import JourneyError
from journey_studio.exchange.formats import Choices, Found
from journey_studio.model.loss import LossReport
from journey_studio.ui.beside import Work

_LOOK = 15  # ms between two looks at the reading


class Draft(Protocol):
    """What was found in a file, and what became of it; in which format by name."""

    @property
    def found(self) -> Found:
        """Its maps."""

    @property
    def report(self) -> LossReport:
        """What is in them, and what is not."""

    @property
    def format(self) -> str:
        """The name of the format."""


Read = Callable[[Choices, Callable[[], bool]], Draft]


class _Turn(NamedTuple):
    """One reading under way, and what stops it."""

    work: "Work[Draft]"
    stop: Event


class Reading(QObject):
    """Reads beside the window. `read` with a draft, `failed` with a sentence."""

    done = Signal(object)
    failed = Signal(str)

    def __init__(self, read: Read, parent: QObject) -> None:
        super().__init__(parent)
        self._read = read
        self._turn: _Turn | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK)
        self._timer.timeout.connect(self._look)

    @property
    def running(self) -> bool:
        """Whether it is reading."""
        return self._turn is not None

    def begin(self, choices: Choices) -> None:
        """Read with these; what was being read is given up."""
        self.stop()
        stop = Event()
        self._turn = _Turn(Work(lambda: self._read(choices, stop.is_set)), stop)
        self._timer.start()

    def stop(self) -> None:
        """Read no more."""
        self._timer.stop()
        if self._turn is not None:
            self._turn.stop.set()
            self._turn = None

    def _look(self) -> None:
        turn = self._turn
        if turn is None or turn.work.is_alive():
            return
        self.stop()
        try:
            draft = turn.work.result()
        except JourneyError as error:
            self.failed.emit(str(error))
        else:
            self.done.emit(draft)
