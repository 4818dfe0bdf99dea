# SPDX-License-Identifier: Apache-2.0
"""A monkey at the window: clicks, drags, types, undoes, saves and reopens; nothing breaks."""

import os
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from journey_studio.layout.display import Board
from journey_studio.model.canonical import map_hashes
from journey_studio.model.merge import rebuild
from journey_studio.ui.actions import EDIT, INSERT, VIEW
from tests.e2e.pilot import Pilot, settle
from tests.hands import LEFT, NONE
from tests.layout.maps import extent, lines_of

EXAMPLES = int(os.environ.get("MONKEY_EXAMPLES", "4"))
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
SLACK = 0.6  # px that signs may lean out of their line
Start = Callable[[Path | None], Pilot]
Deed = Callable[[Pilot], object]

# What asks in a dialog, or leaves the window.
_ASIDE = {"insert.lane", "insert.picture", "view.full_screen"}
ACTIONS = [row.id for row in (*EDIT, *INSERT, *VIEW) if row.id not in _ASIDE]

points = st.builds(QPoint, st.integers(0, 1240), st.integers(0, 700))
held = st.sampled_from([NONE, CONTROL, SHIFT, ALT])
keys = st.sampled_from([
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home,
    Qt.Key.Key_End, Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_F2, Qt.Key.Key_Delete,
    Qt.Key.Key_Escape, Qt.Key.Key_Backspace, Qt.Key.Key_PageDown,
])  # fmt: skip


def clicks(at: QPoint, modifiers: Qt.KeyboardModifier) -> Deed:
    return lambda pilot: QTest.mouseClick(pilot.view, LEFT, modifiers, at)


def double_clicks(at: QPoint) -> Deed:
    def deed(pilot: Pilot) -> None:
        QTest.mouseClick(pilot.view, LEFT, NONE, at)
        QTest.mouseDClick(pilot.view, LEFT, NONE, at)

    return deed


def drags(start: QPoint, end: QPoint, modifiers: Qt.KeyboardModifier, give_up: bool) -> Deed:
    def deed(pilot: Pilot) -> None:
        QTest.mousePress(pilot.view, LEFT, modifiers, start)
        for at in (start + QPoint(12, 6), (start + end) / 2, end):
            QTest.mouseMove(pilot.view, at)
        if give_up:
            pilot.press(Qt.Key.Key_Escape)
        QTest.mouseRelease(pilot.view, LEFT, modifiers, end)

    return deed


def drops(text: str, at: QPoint) -> Deed:
    def deed(pilot: Pilot) -> None:
        mime = QMimeData()
        mime.setText(text)
        copy = Qt.DropAction.CopyAction
        enter = QDragEnterEvent(at, copy, mime, LEFT, NONE)
        QApplication.sendEvent(pilot.view, enter)
        if enter.isAccepted():
            QApplication.sendEvent(pilot.view, QDropEvent(QPointF(at), copy, mime, LEFT, NONE))

    return deed


def presses(key: Qt.Key, modifiers: Qt.KeyboardModifier) -> Deed:
    return lambda pilot: pilot.press(key, modifiers)


def types(text: str) -> Deed:
    return lambda pilot: pilot.type(text)


def chooses(action: str) -> Deed:
    return lambda pilot: pilot.choose(action) if pilot.can(action) else None


def looks(zoom: float) -> Deed:
    return lambda pilot: pilot.canvas.zoom_to(zoom)


deeds = st.lists(
    st.one_of(
        st.builds(clicks, points, held),
        st.builds(double_clicks, points),
        st.builds(drags, points, points, held, st.booleans()),
        st.builds(drags, points, points, st.just(NONE), st.just(False)),
        st.builds(drops, st.sampled_from(["a word", "two\nlines", "1,5"]), points),
        st.builds(presses, keys, held),
        st.builds(types, st.text(alphabet="ab .é", min_size=1, max_size=8)),
        st.builds(looks, st.floats(0.1, 3)),
        st.builds(chooses, st.sampled_from(ACTIONS)),
    ),
    min_size=5,
    max_size=30,
)


def check(board: Board) -> None:
    """No card lies over another, and no text leaves what it stands on."""
    for number, row in enumerate(board.rows):
        boxes = [
            group.box.moved(column.x, row.y).inset(0.01, 0.01)
            for index, column in enumerate(board.columns)
            if (cell := board.cells.get((number, index))) is not None
            for group in cell.groups
        ]
        for index, box in enumerate(boxes):
            assert not any(box.meets(other) for other in boxes[index + 1 :]), "cards overlap"
    for placed in board.everything():
        box = placed.group.box
        for line in lines_of([placed.group]):
            left, right = extent(line)
            assert left >= box.x - SLACK, (placed.group.role, line.text)
            assert right <= box.right + SLACK, (placed.group.role, line.text)
            assert line.y <= box.bottom + SLACK, (placed.group.role, line.text)


@settings(
    max_examples=EXAMPLES,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(runs=st.lists(deeds, min_size=1, max_size=2))
def test_whatever_is_done_can_be_reopened_and_taken_back(
    start: Start, sample: Path, runs: list[list[Deed]]
) -> None:
    pilot = start(sample)
    for done in runs:
        before = map_hashes(pilot.snapshot)
        for deed in done:
            deed(pilot)
            settle()
            if pilot.window.canvas is None:  # every map was deleted
                pilot.undo()
            check(pilot.canvas.board)
            assert all(record in pilot.snapshot.records for record in pilot.canvas.selection.ids)
        pilot.canvas.finish_writing()
        pilot.canvas.tool.cancel()
        settle()
        assert not pilot.canvas.showing.previewed
        assert rebuild(pilot.session.project.journal.changes()).records == pilot.snapshot.records
        after = map_hashes(pilot.snapshot)
        pilot.choose("file.save")

        history = pilot.session.document.history
        taken_back = len(history.undone)  # by the deeds themselves
        while pilot.can("edit.undo"):
            pilot.undo()
        assert map_hashes(pilot.snapshot) == before, "everything was taken back"
        while len(history.undone) > taken_back:
            pilot.redo()
        assert map_hashes(pilot.snapshot) == after, "and done again"

        pilot.choose("file.close")
        pilot.desk.open(sample)
        settle()
        assert map_hashes(pilot.snapshot) == after, "the file holds what was on the screen"
    pilot.choose("file.close")
    pilot.window.close()
    settle()
