# SPDX-License-Identifier: Apache-2.0
"""A person takes hold of the sample with everything hands have: mouse, wheel, touchpad and keys."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QNativeGestureEvent,
    QPointingDevice,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from journey_studio.canvas.inline_edit import InlineEdit
from journey_studio.model.records import Card
from tests.e2e.pilot import Pilot, settle
from tests.hands import LEFT, NONE

MIDDLE = Qt.MouseButton.MiddleButton
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
CARD = "Pays by card"


def under(pilot: Pilot, at: QPoint) -> tuple[float, float]:
    """The point of the board below a point of the view."""
    return tuple(pilot.canvas.camera.to_board(at.x(), at.y()))  # type: ignore[return-value]


def turn(pilot: Pilot, at: QPoint, by: QPoint, keys: Qt.KeyboardModifier = NONE) -> None:
    """Turn the wheel; 120 is a notch."""
    where, phase = QPointF(at), Qt.ScrollPhase.NoScrollPhase
    none = Qt.MouseButton.NoButton
    event = QWheelEvent(where, where, QPoint(), by, none, keys, phase, False)
    QApplication.sendEvent(pilot.view, event)
    settle()


def pinch(pilot: Pilot, at: QPoint, by: float) -> None:
    """Spread two fingers on a touchpad; 0.1 is a tenth larger."""
    where = QPointF(at)
    fingers = QPointingDevice.primaryPointingDevice()
    kind = Qt.NativeGestureType.ZoomNativeGesture
    event = QNativeGestureEvent(kind, fingers, 2, where, where, where, by, QPointF(0, 0))
    QApplication.sendEvent(pilot.view, event)
    settle()


def titles(pilot: Pilot, kind: str) -> list[str]:
    """What stages, steps or lanes are called, in order."""
    stages = pilot.snapshot.stages(pilot.map_id)
    if kind == "lane":
        return [lane.title for lane in pilot.snapshot.lanes(pilot.map_id)]
    if kind == "stage":
        return [stage.title for stage in stages]
    return [step.title for stage in stages for step in pilot.snapshot.steps(stage.id)]


@pytest.mark.parametrize(
    ("kind", "taken", "over"),
    [
        ("stage", "Book", "Plan"),
        ("step", "Compare with flying", "Get the idea"),
        ("lane", "What they do", "Storyboard"),
    ],
)
def test_a_head_is_dragged_before_another_and_taken_back(
    pilot: Pilot, kind: str, taken: str, over: str
) -> None:
    pilot.canvas.fit_map()
    if kind == "step":  # from afar a plate is the stage's alone
        pilot.show_at_full_size()
    before, content = titles(pilot, kind), pilot.hash
    find = {"stage": pilot.stage, "step": pilot.step, "lane": pilot.lane}[kind]
    box = pilot.box(find(over))
    place = QPoint(round(box.x + 3), round(box.y + 3))
    pilot.take(find(taken))
    pilot.carry(place)
    shown = pilot.canvas.board
    assert pilot.hash == content, "nothing is moved before it is let go"
    pilot.drop(place)
    after = titles(pilot, kind)
    assert after.index(taken) < after.index(over)
    assert [each for each in after if each != taken] == [each for each in before if each != taken]
    there = pilot.canvas.board
    assert [row.lane for row in shown.rows] == [row.lane for row in there.rows]
    assert [column.step for column in shown.columns] == [column.step for column in there.columns]
    pilot.undo()
    assert pilot.hash == content


@pytest.mark.parametrize("kind", ["stage", "step", "lane"])
def test_escape_puts_a_dragged_head_back(pilot: Pilot, kind: str) -> None:
    pilot.canvas.fit_map()
    if kind == "step":
        pilot.show_at_full_size()
    content = pilot.hash
    first, second = titles(pilot, kind)[:2]
    find = {"stage": pilot.stage, "step": pilot.step, "lane": pilot.lane}[kind]
    box = pilot.box(find(first))
    pilot.take(find(second))
    pilot.carry(QPoint(round(box.x + 3), round(box.y + 3)))
    pilot.press(Qt.Key.Key_Escape)
    pilot.drop(pilot.middle(find(first)))
    assert pilot.hash == content
    assert not pilot.can("edit.undo")
    assert not pilot.canvas.showing.previewed


def test_a_band_pulled_over_empty_ground_selects_the_cards_it_touches(pilot: Pilot) -> None:
    first, second = pilot.card("Pays by card"), pilot.card("Gets four PDF files")
    pilot.show_at_full_size(first)
    start = QPoint(round(pilot.box(first).x - 6), round(pilot.box(first).y - 4))
    end = pilot.middle(second)
    QTest.mousePress(pilot.view, LEFT, NONE, start)
    for at in (start + QPoint(20, 10), (start + end) / 2, end):
        QTest.mouseMove(pilot.view, at)
    settle()
    assert pilot.canvas.selection.ids == (), "a band selects when it is let go"
    pilot.drop(end)
    assert set(pilot.canvas.selection.ids) == {first, second}


def test_ctrl_adds_single_cards_and_shift_all_up_to_there(pilot: Pilot) -> None:
    cards = [pilot.card(text) for text in (CARD, "Gets four PDF files", "Adds the ticket")]
    pilot.show_at_full_size(cards[0])
    pilot.click(cards[0])
    pilot.click(cards[1], CONTROL)
    assert set(pilot.canvas.selection.ids) == set(cards[:2])
    pilot.click(cards[1], CONTROL)
    assert pilot.canvas.selection.ids == (cards[0],)
    pilot.click(cards[0])
    pilot.click(cards[2], SHIFT)
    assert set(pilot.canvas.selection.ids) == set(cards)


def test_ctrl_and_the_wheel_zoom_where_the_mouse_is(pilot: Pilot) -> None:
    pilot.show_at_full_size(pilot.card(CARD))
    at = QPoint(600, 420)
    point = under(pilot, at)
    for by in (120, 120, -120):
        turn(pilot, at, QPoint(0, by), CONTROL)
    assert pilot.canvas.camera.zoom > 1
    assert under(pilot, at) == pytest.approx(point, abs=1.5)


def test_two_fingers_zoom_where_they_are(pilot: Pilot) -> None:
    pilot.show_at_full_size(pilot.card(CARD))
    at = QPoint(640, 400)
    point = under(pilot, at)
    sizes = []
    for _ in range(4):
        pinch(pilot, at, 0.08)
        sizes.append(pilot.canvas.camera.zoom)
    assert all(smaller < larger for smaller, larger in pairwise(sizes))
    assert under(pilot, at) == pytest.approx(point, abs=1.5)
    for _ in range(4):
        pinch(pilot, at, -0.08)
    assert pilot.canvas.camera.zoom < sizes[0]


def test_the_wheel_the_middle_button_and_the_space_bar_pan(pilot: Pilot) -> None:
    pilot.show_at_full_size(pilot.card(CARD))
    at = QPoint(600, 420)
    start = pilot.canvas.camera
    turn(pilot, at, QPoint(0, -120))
    assert pilot.canvas.camera.y > start.y
    turn(pilot, at, QPoint(0, -120), SHIFT)
    assert pilot.canvas.camera.x > start.x

    for button, keys in ((MIDDLE, False), (LEFT, True)):
        point = under(pilot, at)
        if keys:
            QTest.keyPress(pilot.canvas, Qt.Key.Key_Space)
        QTest.mousePress(pilot.view, button, NONE, at)
        QTest.mouseMove(pilot.view, at - QPoint(20, 10))
        QTest.mouseMove(pilot.view, at - QPoint(60, 40))
        QTest.mouseRelease(pilot.view, button, NONE, at - QPoint(60, 40))
        if keys:
            QTest.keyRelease(pilot.canvas, Qt.Key.Key_Space)
        settle()
        assert under(pilot, at - QPoint(60, 40)) == pytest.approx(point, abs=1.5)
    assert not pilot.can("edit.undo"), "looking around changes nothing"


def test_the_map_and_the_selection_are_fitted_into_the_view(pilot: Pilot) -> None:
    card = pilot.card(CARD)
    pilot.canvas.fit_map()
    whole = pilot.canvas.camera.zoom
    pilot.click(card)
    pilot.choose("view.fit_selection")
    assert pilot.canvas.camera.zoom > whole
    width, height = pilot.canvas.view_size
    box = pilot.box(card)
    assert 0 <= box.x < box.right <= width
    assert 0 <= box.y < box.bottom <= height
    pilot.choose("view.fit")
    assert pilot.canvas.camera.zoom == whole


def test_a_text_is_written_with_the_keys_of_every_office(pilot: Pilot) -> None:
    card = pilot.card(CARD)
    pilot.show_at_full_size(card)
    pilot.click(card)
    pilot.press(Qt.Key.Key_Return)
    pilot.type("Pays")
    pilot.press(Qt.Key.Key_Return, SHIFT)
    pilot.type("twice")
    pilot.press(Qt.Key.Key_Tab)
    kept = pilot.snapshot.get(Card, card)
    assert kept is not None
    assert kept.text == "Pays\ntwice"
    assert isinstance(pilot.at_keyboard, InlineEdit), "Tab goes on to write in the next cell"
    pilot.type("nothing")
    pilot.press(Qt.Key.Key_Escape)
    assert pilot.canvas.hasFocus()
    assert pilot.cards("nothing") == []


def test_a_text_dropped_from_outside_becomes_a_card_where_it_is_let_go(pilot: Pilot) -> None:
    cell = (pilot.lane("What they do"), pilot.step("Pay"))
    pilot.show_at_full_size(pilot.card(CARD))
    at, copy = pilot.in_cell(cell), Qt.DropAction.CopyAction
    mime = QMimeData()
    mime.setText("Asks for a receipt")
    enter = QDragEnterEvent(at, copy, mime, LEFT, NONE)
    QApplication.sendEvent(pilot.view, enter)
    assert enter.isAccepted()
    before = pilot.view.grab().toImage()
    QApplication.sendEvent(pilot.view, QDragMoveEvent(at, copy, mime, LEFT, NONE))
    settle()
    assert pilot.view.grab().toImage() != before, "the place it will land is shown"
    QApplication.sendEvent(pilot.view, QDropEvent(QPointF(at), copy, mime, LEFT, NONE))
    settle()
    assert pilot.texts_in(cell)[-1] == "Asks for a receipt"
    pilot.undo()
    assert pilot.cards("Asks for a receipt") == []
