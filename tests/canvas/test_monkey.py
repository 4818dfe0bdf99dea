# SPDX-License-Identifier: Apache-2.0
"""A monkey at the canvas: whatever it does, the map stays whole and can be taken back."""

import os
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from journey_studio.canvas.camera import Camera
from journey_studio.canvas.shaping import (
    collapse_selection,
    connect_selection,
    resize_selection,
)
from journey_studio.layout.display import Board
from journey_studio.layout.geometry import Point
from journey_studio.model.merge import rebuild
from tests.canvas.conftest import OpenCanvas
from tests.canvas.hand import ALT, CONTROL, SHIFT, Hand
from tests.hands import LEFT, MIDDLE, NONE

EXAMPLES = int(os.environ.get("MONKEY_EXAMPLES", "6"))
Deed = Callable[[Hand], object]

xs, ys = st.integers(0, 1280), st.integers(0, 840)
points = st.builds(QPoint, xs, ys)
keys = st.sampled_from([
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home,
    Qt.Key.Key_End, Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_F2, Qt.Key.Key_Delete,
    Qt.Key.Key_Escape, Qt.Key.Key_Backspace, Qt.Key.Key_Space, Qt.Key.Key_PageDown,
    Qt.Key.Key_Menu, Qt.Key.Key_Backtab,
])  # fmt: skip
held = st.sampled_from([NONE, CONTROL, SHIFT, ALT, CONTROL | SHIFT])
buttons = st.sampled_from([LEFT, LEFT, MIDDLE])
# Where the heads of stages, steps and lanes are seen.
heads = st.one_of(
    st.builds(QPoint, xs, st.integers(0, 110)), st.builds(QPoint, st.integers(0, 160), ys)
)


def clicks(at: QPoint, modifiers: Qt.KeyboardModifier) -> Deed:
    return lambda hand: QTest.mouseClick(hand.surface, LEFT, modifiers, at)


def double_clicks(at: QPoint) -> Deed:
    def deed(hand: Hand) -> None:
        QTest.mouseClick(hand.surface, LEFT, NONE, at)
        QTest.mouseDClick(hand.surface, LEFT, NONE, at)

    return deed


def drags(
    start: QPoint,
    end: QPoint,
    button: Qt.MouseButton,
    modifiers: Qt.KeyboardModifier,
    give_up: bool,
) -> Deed:
    def deed(hand: Hand) -> None:
        hand.press_mouse(start, button)
        hand.move_mouse(start + QPoint(12, 6))
        hand.move_mouse((start + end) / 2, modifiers)
        hand.move_mouse(end, modifiers)
        if give_up:
            QTest.keyClick(hand.view, Qt.Key.Key_Escape)
        hand.release_mouse(end, button, modifiers)

    return deed


def takes_hold(
    near: QPoint, end: QPoint, modifiers: Qt.KeyboardModifier, give_up: bool, twice: bool
) -> Deed:
    """Drag or double-click what can be taken hold of: the point, edge or dot next to a place."""

    def deed(hand: Hand) -> None:
        start = min(grips(hand), key=lambda spot: (spot - near).manhattanLength(), default=near)
        (double_clicks(start) if twice else drags(start, end, LEFT, modifiers, give_up))(hand)

    return deed


def grips(hand: Hand) -> list[QPoint]:
    """Points of curves, dots of cards, edges of heads, as far as they are in view."""
    board, view = hand.view.board, hand.view
    boxes = [group.box.moved(0, row.y) for row in board.rows for group in row.groups
             if group.role == "point"]  # fmt: skip
    found = [view.view_box(box).centre for box in boxes]
    for (row, column), cell in board.cells.items():
        at, along = board.rows[row], board.columns[column]
        seen = (view.view_box(group.box.moved(along.x, at.y)) for group in cell.groups)
        found += [Point(box.right, box.centre.y) for box in seen]
    for head in board.heads:
        box = view.view_box(head.box)
        found.append(Point(box.right - 1, box.centre.y))
    for head in board.lane_heads:
        box = view.view_box(head.box)
        found.append(Point(box.x + 20, box.bottom - 1))
    area = hand.surface.rect()
    spots = (QPoint(round(x), round(y)) for x, y in found)
    return [spot for spot in spots if area.contains(spot)]


def presses(key: Qt.Key, modifiers: Qt.KeyboardModifier) -> Deed:
    return lambda hand: QTest.keyClick(hand.view.editor or hand.view, key, modifiers)


def types(text: str) -> Deed:
    return lambda hand: QTest.keyClicks(hand.view.editor or hand.view, text)


def looks(x: float, y: float, zoom: float) -> Deed:
    return lambda hand: hand.view.look(Camera(x, y, zoom))


def turns(by: int, at: QPoint, modifiers: Qt.KeyboardModifier) -> Deed:
    return lambda hand: hand.wheel(0, by, at, modifiers)


ADDS: list[Deed] = [
    lambda hand: hand.view.add_card(),
    lambda hand: hand.view.add_stage(),
    lambda hand: hand.view.add_step(),
    lambda hand: hand.view.add_lane("pain"),
    lambda hand: hand.session.document.undo(),
    lambda hand: hand.session.document.redo(),
    lambda hand: hand.view.finish_writing(),
    lambda hand: hand.view.fit_map(),
    lambda hand: hand.view.select_all(),
]

SHAPES: list[Deed] = [
    lambda hand: connect_selection(hand.view),
    lambda hand: collapse_selection(hand.view),
    lambda hand: resize_selection(hand.view, 1, 0),
    lambda hand: resize_selection(hand.view, 0, 1),
    lambda hand: resize_selection(hand.view, -1, 0),
    lambda hand: resize_selection(hand.view, 0, -1),
]

CLIPS: list[Deed] = [
    lambda hand: hand.view.copy(),
    lambda hand: hand.view.cut(),
    lambda hand: hand.view.paste(),
    lambda hand: hand.view.paste(plain=True),
    lambda hand: hand.view.duplicate_selection(),
]

deeds = st.lists(
    st.one_of(
        st.builds(clicks, points, held),
        st.builds(double_clicks, points),
        st.builds(drags, points, points, buttons, held, st.booleans()),
        st.builds(drags, heads, points, st.just(LEFT), held, st.booleans()),
        st.builds(takes_hold, points, points, held, st.booleans(), st.booleans()),
        st.builds(presses, keys, held),
        st.builds(types, st.text(alphabet="abc .", min_size=1, max_size=8)),
        st.builds(looks, st.floats(0, 2500), st.floats(0, 1500), st.floats(0.1, 3)),
        st.builds(turns, st.sampled_from([-240, 120]), points, held),
        st.sampled_from(ADDS),
        st.sampled_from(SHAPES),
        st.sampled_from(CLIPS),
    ),
    min_size=5,
    max_size=40,
)


def overlapping(board: Board) -> list[tuple[str, str]]:
    """Cards of one lane that lie over one another."""
    found = []
    for row in range(len(board.rows)):
        boxes = [
            (group.id, group.box.moved(board.columns[column].x, 0))
            for column in range(len(board.columns))
            if (cell := board.cells.get((row, column))) is not None
            for group in cell.groups
        ]
        for index, (name, box) in enumerate(boxes):
            found += [
                (name, other)
                for other, under in boxes[index + 1 :]
                if box.inset(0.01, 0.01).meets(under)
            ]
    return found


@pytest.fixture
def cage(open_canvas: OpenCanvas, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Hand]:
    monkeypatch.setenv("JOURNEY_STUDIO_REDUCED_MOTION", "1")

    def begin() -> Hand:
        hand = open_canvas()
        hand.look_at_cell((hand.lane("What they do"), hand.step("Choose a berth")))
        return hand

    return begin


@settings(
    max_examples=EXAMPLES,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(deeds)
def test_whatever_is_done_the_map_stays_whole(cage: Callable[[], Hand], done: list[Deed]) -> None:
    hand = cage()
    start = hand.hash
    for deed in done:
        deed(hand)
        QApplication.processEvents()
        assert overlapping(hand.view.board) == []
        assert all(i in hand.snapshot.records for i in hand.selected())
    hand.view.finish_writing()
    hand.view.tool.cancel()
    hand.settle()
    assert not hand.previewed()
    document = hand.session.document
    from_log = rebuild(hand.session.project.journal.changes())
    assert from_log.records == document.snapshot.records
    assert from_log.children == document.snapshot.children
    while document.history.done:
        document.undo()
    hand.settle()
    assert hand.hash == start
