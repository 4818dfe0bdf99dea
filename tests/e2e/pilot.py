# SPDX-License-Identifier: Apache-2.0
"""A pilot: drives the shipped window with mouse and keys, and sees what a person would see."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QWidget,
)

from journey_studio.canvas.camera import Camera
from journey_studio.canvas.points import at_step
from journey_studio.canvas.view import CanvasView
from journey_studio.layout.hit import group_box
from journey_studio.model.records import Map, Point
from journey_studio.session import Session
from journey_studio.ui.main_window import MainWindow
from journey_studio.ui.windows import Windows
from tests.hands import LEFT, NONE, Eyes


def settle() -> None:
    """Let everything that is due happen."""
    for _ in range(5):
        QApplication.processEvents()


class Pilot(Eyes):
    """One window, in the user's words."""

    def __init__(self, desk: Windows, window: MainWindow) -> None:
        self.desk = desk
        self.window = window

    # What there is

    @property
    def session(self) -> Session:
        assert self.window.session is not None, "no project is open"
        return self.window.session

    @property
    def canvas(self) -> CanvasView:
        assert self.window.canvas is not None, "no map is on show"
        return self.window.canvas

    @property
    def map_id(self) -> str:
        return self.canvas.showing.map_id

    @property
    def status(self) -> str:
        return self.window.status.happened.whole

    @property
    def saving(self) -> str:
        return self.window.status.saving.accessibleName()

    @property
    def notices(self) -> list[str]:
        return [strip.text for strip in self.window.notices.strips()]

    def menu_text(self, action: str) -> str:
        return self.window.commands[action].text().replace("&&", "&")

    def can(self, action: str) -> bool:
        return self.window.commands[action].isEnabled()

    def lane(self, title: str) -> str:
        lanes = self.snapshot.lanes(self.map_id)
        return next(lane.id for lane in lanes if lane.title == title)

    def step(self, title: str) -> str:
        stages = self.snapshot.stages(self.map_id)
        steps = (step for stage in stages for step in self.snapshot.steps(stage.id))
        return next(step.id for step in steps if step.title == title)

    def stage(self, title: str) -> str:
        stages = self.snapshot.stages(self.map_id)
        return next(stage.id for stage in stages if stage.title == title)

    def point(self, step: str) -> Point:
        """The point of the curve that the first persona of the map has at a step."""
        the_map = self.snapshot.get(Map, self.map_id)
        assert the_map is not None
        lane, persona = self.lane("Experience"), the_map.personas[0]
        found = at_step(self.snapshot, lane, self.step(step), persona)
        assert found is not None
        return found

    # Where it is seen

    def show_at_full_size(self, record: str | None = None) -> None:
        """Zoom to 100 %, with this record in view."""
        self.canvas.look(Camera(0, 0, 1))
        if record is not None:
            self.canvas.reveal(group_box(self.canvas.board, record))
        settle()

    # Hands

    @property
    def view(self) -> QWidget:
        return self.canvas.viewport()

    def click(self, record: str, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.mouseClick(self.view, LEFT, modifiers, self.middle(record))
        settle()

    def click_at(self, point: QPoint) -> None:
        QTest.mouseClick(self.view, LEFT, NONE, point)
        settle()

    def double_click(self, record: str) -> None:
        self.click(record)
        QTest.mouseDClick(self.view, LEFT, NONE, self.middle(record))
        settle()

    def take(self, record: str) -> None:
        """Press on a record and begin to pull."""
        start = self.middle(record)
        QTest.mousePress(self.view, LEFT, NONE, start)
        QTest.mouseMove(self.view, start + QPoint(4, 4))
        QTest.mouseMove(self.view, start + QPoint(24, 14))
        settle()

    def carry(self, to: QPoint) -> None:
        QTest.mouseMove(self.view, to - QPoint(5, 0))
        QTest.mouseMove(self.view, to)
        settle()

    def drop(self, at: QPoint) -> None:
        QTest.mouseRelease(self.view, LEFT, NONE, at)
        settle()

    def drag(self, record: str, to: QPoint) -> None:
        self.take(record)
        self.carry(to)
        self.drop(to)

    @property
    def at_keyboard(self) -> QWidget:
        """What keys go to."""
        focus: QWidget | None = self.window.focusWidget()
        return self.window if focus is None else focus

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Press a key where the keyboard is."""
        QTest.keyClick(self.at_keyboard, key, modifiers)
        settle()

    def type(self, text: str) -> None:
        """Type where the keyboard is, sign by sign."""
        for sign in text:
            at = self.at_keyboard
            if sign.isascii():
                QTest.keyClicks(at, sign)
                continue
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):  # QTest knows ASCII only
                QApplication.sendEvent(at, QKeyEvent(kind, Qt.Key.Key_unknown, NONE, sign))
        settle()

    def choose(self, action: str) -> None:
        """Choose an entry of a menu."""
        assert self.can(action), f"{action} cannot be done now"
        self.window.commands[action].trigger()
        settle()

    def undo(self) -> None:
        self.choose("edit.undo")

    def redo(self) -> None:
        self.choose("edit.redo")


# Dialogs


class Answers:
    """What a person will answer to the dialogs that come next, one after the other."""

    def __init__(self, app: QApplication) -> None:
        self.seen: list[str] = []
        self.left: list[Callable[[QDialog], object]] = []
        self._timer = QTimer(app)
        self._timer.setInterval(10)
        self._timer.timeout.connect(self._look)
        self._timer.start()
        self._done: set[int] = set()

    def _look(self) -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog) or id(dialog) in self._done or not self.left:
            return
        if not dialog.isVisible():
            return
        self._done = {id(dialog)}
        self.seen.append(words_in(dialog))
        self.left.pop(0)(dialog)
        if not dialog.isVisible():
            self._done.clear()

    def press(self, text: str) -> None:
        """Press the button of this text in the next dialog."""
        self.left.append(lambda dialog: button(dialog, text).click())

    def save_as(self, path: Path) -> None:
        """Give a name in the next file dialog."""
        self.left.append(lambda dialog: _give_name(dialog, path))

    open = save_as

    def do(self, call: Callable[[QDialog], object]) -> None:
        """Do something else with the next dialog."""
        self.left.append(call)

    def stop(self) -> None:
        self._timer.stop()


def button(within: QWidget, text: str) -> QAbstractButton:
    """The button of this text."""
    found = [
        each
        for each in within.findChildren(QAbstractButton)
        if each.text().replace("&", "") == text and each.isVisible()
    ]
    assert found, f"there is no button {text!r}"
    return found[0]


def words_in(dialog: QDialog) -> str:
    """Everything a dialog says."""
    return " ".join(label.text() for label in dialog.findChildren(QLabel))


def _give_name(dialog: QDialog, path: Path) -> None:
    assert isinstance(dialog, QFileDialog)
    dialog.setDirectory(str(path.parent))
    dialog.selectFile(path.name)
    edit = dialog.findChild(QLineEdit)
    if isinstance(edit, QLineEdit):
        edit.setText(str(path))
    dialog.accept()
