# SPDX-License-Identifier: Apache-2.0
"""Looking around with wheel, buttons and keys; heads stay in view."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from journey_studio.canvas.camera import Camera
from journey_studio.canvas.selection import only
from journey_studio.canvas.tools.select import Select
from journey_studio.layout.far_places import seen_box
from journey_studio.layout.geometry import Box
from journey_studio.layout.hit import group_box, hit
from journey_studio.model.records import Stage
from tests.canvas.hand import CONTROL, SHIFT, Hand
from tests.hands import LEFT, MIDDLE


def point_under(hand: Hand, at: QPoint) -> tuple[float, float]:
    """The board point under a view point."""
    return hand.view.camera.to_board(at.x(), at.y())


@pytest.mark.parametrize("turn", [120, -120, 360, 15])
def test_the_wheel_with_control_zooms_at_the_cursor(hand: Hand, turn: int) -> None:
    at = QPoint(700, 420)
    before, zoom = point_under(hand, at), hand.view.camera.zoom
    hand.wheel(0, turn, at, CONTROL)
    assert (hand.view.camera.zoom > zoom) == (turn > 0)
    after = point_under(hand, at)
    assert after == pytest.approx(before, abs=0.6 / hand.view.camera.zoom)


def test_the_wheel_pans_and_shift_turns_it(hand: Hand) -> None:
    camera, at = hand.view.camera, QPoint(700, 420)
    hand.wheel(0, -120, at)
    assert hand.view.camera == camera._replace(y=camera.y + 120)
    hand.wheel(0, -120, at, SHIFT)
    assert hand.view.camera == Camera(camera.x + 120, camera.y + 120, 1)


def test_the_middle_button_pulls_the_map_along(hand: Hand) -> None:
    at = QPoint(700, 420)
    before = point_under(hand, at)
    hand.press_mouse(at, MIDDLE)
    hand.move_mouse(at + QPoint(-90, -30))
    hand.release_mouse(at + QPoint(-90, -30), MIDDLE)
    assert point_under(hand, at + QPoint(-90, -30)) == pytest.approx(before)
    assert isinstance(hand.view.tool, Select)
    assert hand.selected() == ()


def test_space_and_the_left_button_pull_the_map_and_move_no_card(hand: Hand) -> None:
    card = hand.card("Pays by card")
    before, content = hand.view.camera, hand.hash
    at = hand.middle(card)
    QTest.keyPress(hand.view, Qt.Key.Key_Space)
    assert hand.surface.cursor().shape() is Qt.CursorShape.OpenHandCursor
    hand.press_mouse(at, LEFT)
    assert hand.surface.cursor().shape() is Qt.CursorShape.ClosedHandCursor
    hand.move_mouse(at + QPoint(-60, 0))
    hand.release_mouse(at + QPoint(-60, 0))
    QTest.keyRelease(hand.view, Qt.Key.Key_Space)
    assert hand.view.camera.x == before.x + 60
    assert hand.hash == content
    assert hand.surface.cursor().shape() is Qt.CursorShape.ArrowCursor


def test_escape_takes_a_pan_back(hand: Hand) -> None:
    before, at = hand.view.camera, QPoint(700, 420)
    hand.press_mouse(at, MIDDLE)
    hand.move_mouse(at + QPoint(-90, -30))
    hand.key(Qt.Key.Key_Escape)
    assert hand.view.camera == before
    hand.release_mouse(at, MIDDLE)
    assert hand.view.camera == before


def test_scroll_bars_and_camera_agree(hand: Hand) -> None:
    bar = hand.view.horizontalScrollBar()
    bar.setValue(bar.value() + 75)
    hand.settle()
    assert hand.view.camera.x == bar.value()
    hand.view.fit_map()
    hand.settle()
    assert bar.minimum() == bar.maximum(), "nothing to scroll where all is in view"


def test_heads_stay_in_view_and_can_be_clicked_there(hand: Hand) -> None:
    stage, lane = hand.titled(Stage, "Book"), hand.lane("What they do")
    hand.view.look(Camera(700, 250, 1))
    hand.settle()
    assert hand.box(stage).y == 0
    assert hand.box(lane).x == 0
    hand.click(stage)
    assert hand.selected() == (stage,)
    heads = hand.picture().copy(0, 0, hand.surface.width(), 30)
    hand.view.look(hand.view.camera._replace(y=hand.view.camera.y + 150))
    hand.settle()
    assert hand.picture().copy(0, 0, hand.surface.width(), 30) == heads


def test_fit_shows_the_map_and_the_selection(hand: Hand) -> None:
    hand.view.fit_map()
    hand.settle()
    size = hand.surface.size()
    for corner in (0.0, 0.0), (hand.view.board.width, hand.view.board.height):
        seen = hand.view.camera.to_view(*corner)
        assert 0 <= seen.x <= size.width()
        assert 0 <= seen.y <= size.height()
    card = hand.card("Pays by card")
    hand.click(card)
    hand.view.fit_selection()
    hand.settle()
    assert hand.view.camera.zoom == 2
    seen_card = hand.box(card)
    assert hand.surface.rect().contains(hand.middle(card))
    assert seen_card.w > 300


def test_zooming_by_keys_keeps_the_middle(hand: Hand) -> None:
    middle = hand.surface.rect().center()
    before = point_under(hand, middle)
    hand.view.zoom_in()
    hand.view.zoom_in()
    hand.view.zoom_out()
    assert hand.view.camera.zoom == pytest.approx(1.2)
    assert point_under(hand, middle) == pytest.approx(before, abs=2)


def test_zooming_by_keys_keeps_what_is_selected_in_view(hand: Hand) -> None:
    hand.view.fit_map()
    hand.settle()
    card = hand.card("Pays by card")
    hand.view.select(only(card))
    for zoom in (0.5, 1, 2, 4, 0.6):
        hand.view.zoom_to(zoom)
        hand.settle()
        assert hand.surface.rect().contains(hand.middle(card))
    hand.view.zoom_to(2)
    hand.settle()
    box = hand.box(card)
    view = Box(0, 0, *hand.view.view_size)
    assert view.holds(box.x, box.y)
    assert view.holds(box.right, box.bottom), "all of it, though it was close to the edge"


def test_what_is_clicked_is_what_is_seen(hand: Hand) -> None:
    for zoom in (0.4, 1, 2.5):
        hand.look_at(hand.card("Pays by card"), zoom)
        at = hand.middle(hand.card("Pays by card"))
        pointer = hand.view.pointer_at(at.x(), at.y())
        assert hit(hand.view.board, pointer.x, pointer.y).id == hand.card("Pays by card")


def test_a_smaller_window_keeps_the_map_in_view(hand: Hand) -> None:
    hand.view.look(Camera(5000, 5000, 1))
    hand.view.resize(400, 300)
    hand.settle()
    seen = hand.view.camera.to_view(hand.view.board.width, hand.view.board.height)
    assert seen.x > 0
    assert seen.y > 0


def test_another_map_and_another_theme_are_shown(hand: Hand) -> None:
    from journey_studio.layout.theme import load_theme

    other = hand.session.map_ids[1]
    light = hand.colour_at(QPoint(2, hand.surface.height() - 2))
    hand.view.set_theme(load_theme("dark"))
    hand.settle()
    dark = hand.colour_at(QPoint(2, hand.surface.height() - 2))
    assert dark.lightness() < 60 < light.lightness()
    hand.view.show_map(other)
    hand.settle()
    assert hand.view.board.map_id == other
    assert hand.selected() == ()


def test_a_closed_view_reads_no_more_pictures(hand: Hand, qtbot: QtBot) -> None:
    hand.view.fit_map()
    hand.view.close_view()
    hand.session.close()
    hand.view.frames.cards.forget()
    hand.view.refresh()
    qtbot.wait(100)  # an exception in a timer or a paint event fails the test
    hand.view._unsubscribe = lambda: None  # the fixture closes it again


def test_from_afar_the_ring_is_around_the_stage_as_it_is_seen(hand: Hand) -> None:
    hand.view.fit_map()
    stage = hand.titled(Stage, "Plan")
    board, zoom = hand.view.board, hand.view.camera.zoom
    near = group_box(board, stage)
    assert near is not None
    assert seen_box(board, 1, near) == near
    seen = seen_box(board, zoom, near)
    assert seen.y <= 0
    assert seen.bottom == pytest.approx(board.head_height)
    card = hand.card("Pays by card")
    box = group_box(board, card)
    assert box is not None
    assert seen_box(board, zoom, box) == box
