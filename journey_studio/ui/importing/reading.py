# SPDX-License-Identifier: Apache-2.0
"""Reading a foreign file while its dialog is open: again with every choice, the last one counts."""

from collections.abc import Callable
from threading import Event
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from journey_studio.errors import JourneyError
from journey_studio.exchange.formats import Choices
from journey_studio.session.reading import Draft
from journey_studio.ui.beside import Work

_LOOK = 15  # ms between two looks at the reading


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
