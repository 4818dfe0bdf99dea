# SPDX-License-Identifier: Apache-2.0
"""The shipped window on a copy of the large project, and hands at it."""

import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from journey_studio.canvas.camera import Camera
from journey_studio.canvas.view import CanvasView
from journey_studio.layout.geometry import Box
from journey_studio.layout.hit import group_box
from journey_studio.model.snapshot import Snapshot
from journey_studio.ui.main_window import MainWindow
from journey_studio.ui.preferences import Preferences
from journey_studio.ui.style import prepare
from journey_studio.ui.windows import Windows
from tests.benchmarks.floor import visible
from tests.benchmarks.measure import cpu, wall
from tests.benchmarks.project import project_file

WIDTH, HEIGHT = 1600, 1000  # of the canvas in its window
_AT_REST = 2500  # ms after which the program has surely begun to make itself ready for edits
LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def painted() -> None:
    """Let what has been asked to be painted again be painted, and nothing else happen."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.UpdateRequest.value)


class Hands:
    """One window with an open project. Events are what the system sends, each sent at once."""

    def __init__(self, window: MainWindow) -> None:
        assert window.canvas is not None
        self.window = window
        self.view: CanvasView = window.canvas
        self.surface = self.view.viewport()
        self.pressed_at = QPoint()

    @property
    def snapshot(self) -> Snapshot:
        """The map as it is now."""
        return self.view.document.snapshot

    def settle(self) -> None:
        """Let everything that is due happen."""
        QApplication.processEvents()
        while not self.view.complete or self.view.motion.left or self.view.strips.left:
            QApplication.processEvents()
        QApplication.processEvents()

    def complete(self) -> None:
        """Let the picture become whole, and nothing happen that is not due before it is seen."""
        while not self.view.complete:
            QApplication.processEvents()
        painted()

    def fit(self) -> None:
        """Show all of the map."""
        self.view.fit_map()
        self.settle()

    def look_at_the_middle(self, zoom: float) -> None:
        """Show the middle of the map."""
        board = self.view.board
        self.view.look(Camera(board.width / 2, board.height / 2, zoom))
        self.settle()

    def paint_all(self) -> None:
        """Paint a whole frame anew."""
        self.view._backing.forget()
        self.view.refresh()
        painted()

    def wheel(self, dx: int, dy: int, keys: Qt.KeyboardModifier = NONE) -> None:
        """Turn the wheel over the middle by so many px (with Ctrl: eighths of a degree)."""
        at = self.surface.rect().center()
        turned = QPoint(dx, dy)
        pixels = QPoint() if keys else turned
        phase, button = Qt.ScrollPhase.NoScrollPhase, Qt.MouseButton.NoButton
        globally = QPointF(self.surface.mapToGlobal(at))
        event = QWheelEvent(QPointF(at), globally, pixels, turned, button, keys, phase, False)
        QApplication.sendEvent(self.surface, event)

    def mouse(self, kind: QEvent.Type, at: QPoint, button: Qt.MouseButton = LEFT) -> None:
        """Press, move (with the left button held) or release."""
        held = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseButtonRelease else LEFT
        changed = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseMove else button
        globally = QPointF(self.surface.mapToGlobal(at))
        event = QMouseEvent(kind, QPointF(at), globally, changed, held, NONE)
        QApplication.sendEvent(self.surface, event)

    def press(self, at: QPoint) -> None:
        """The left button goes down."""
        self.pressed_at = at
        self.mouse(QEvent.Type.MouseButtonPress, at)

    def move(self, at: QPoint) -> None:
        """The mouse moves with the left button held."""
        self.mouse(QEvent.Type.MouseMove, at)

    def release(self, at: QPoint) -> None:
        """The left button goes up."""
        self.mouse(QEvent.Type.MouseButtonRelease, at)

    def some_card(self) -> str:
        """A small card well within the view."""
        within = Box(0, 0, *self.view.view_size).inset(400, 250)
        for placed in visible(self.view):
            seen = self.view.view_box(placed.box)
            if placed.group.box.h < 200 and within.meets(Box(*seen.centre, 1, 1)):
                return placed.group.id
        raise LookupError("no card is small enough")

    def middle(self, record: str) -> QPoint:
        """Where a record is seen."""
        box = group_box(self.view.board, record)
        assert box is not None
        return QPoint(*(round(value) for value in self.view.view_box(box).centre))


class Opened:
    """A window, and the seconds it took from the file to its first picture."""

    def __init__(self, hands: Hands, cpu: float, wall: float) -> None:
        self.hands = hands
        self.cpu = cpu
        self.wall = wall


@contextmanager
def opened_window() -> Iterator[Opened]:
    """The project of 10,000 cards in a window of the program, on a copy of its file."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    prepare(app)
    with tempfile.TemporaryDirectory(prefix="journey-studio-bench-") as folder:
        path = Path(shutil.copy(project_file(10_000), folder))
        desk = Windows(app, Preferences(look="light"))

        def start() -> None:
            desk.start(path)
            while desk.windows[-1].canvas is None or not _has_painted(desk.windows[-1]):
                QApplication.processEvents()

        spent: list[float] = []
        seconds = wall(lambda: spent.append(cpu(start)))
        window = desk.windows[-1]
        hands = Hands(window)
        for _ in range(3):  # panels and bars take their room first
            QApplication.processEvents()
            size = hands.surface.size()
            window.resize(
                window.width() + WIDTH - size.width(), window.height() + HEIGHT - size.height()
            )
        hands.settle()
        QTest.qWait(_AT_REST)  # what the program imports aside then is no part of a frame
        for thread in threading.enumerate():
            if thread.name == "make ready":
                thread.join()
        hands.settle()
        yield Opened(hands, spent[0], seconds)
        desk.leave()
        QApplication.processEvents()


def _has_painted(window: MainWindow) -> bool:
    return window.canvas is not None and window.canvas._backing._shot is not None
