# SPDX-License-Identifier: Apache-2.0
"""Work beside a window: it turns meanwhile, and whoever does not want to wait need not."""

from threading import Event

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from journey_studio.ui.beside import Meanwhile, beside


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def test_the_result_is_what_the_call_gives(parent: QWidget) -> None:
    assert beside(parent, "Counting", lambda: 42) == 42


def test_the_window_turns_while_it_lasts(parent: QWidget) -> None:
    asked = Event()
    QTimer.singleShot(0, asked.set)  # only an event loop does it
    assert beside(parent, "Waiting", lambda: asked.wait(20)) is True


def test_what_goes_wrong_is_told_to_whoever_asked(parent: QWidget) -> None:
    with pytest.raises(ZeroDivisionError):
        beside(parent, "Dividing", lambda: 1 // 0)


def test_who_does_not_want_to_wait_gets_nothing(parent: QWidget) -> None:
    enough = Event()
    look = QTimer()

    def cancel() -> None:
        found = QApplication.activeModalWidget()
        if isinstance(found, Meanwhile):
            look.stop()
            found.reject()

    look.timeout.connect(cancel)
    look.start(5)
    try:
        assert beside(parent, "Waiting", lambda: enough.wait(20)) is None
    finally:
        enough.set()
