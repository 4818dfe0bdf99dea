# SPDX-License-Identifier: Apache-2.0
"""Dragging cards: what is shown on the way is what comes of it, and cancelling leaves nothing."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication

from journey_studio.canvas.tools.select import Select
from journey_studio.layout.display import Board
from journey_studio.layout.geometry import Box
from journey_studio.model.commands import Edit, Move
from tests.canvas.hand import CONTROL, Hand
from tests.canvas.pixels import ROUNDING, farthest
from tests.hands import MIDDLE, wait_until

PAYS, GETS, ADDS = "Pays by card", "Gets four PDF", "Adds the ticket"


def there(hand: Hand) -> tuple[str, str]:
    """The cell that cards are dragged to: one step further."""
    return (hand.cell_of(hand.card(PAYS))[0], hand.step("Receive the ticket"))


def places(board: Board) -> list[tuple[str, Box]]:
    """Where everything lies on a board."""
    return [(placed.group.id, placed.box) for placed in board.everything()]


def test_the_card_is_lifted_and_a_gap_opens_where_it_will_land(hand: Hand) -> None:
    card = hand.card(PAYS)
    home, cell = hand.cell_of(card), there(hand)
    place = hand.middle(card)
    paper = hand.colour_at(QPoint(round(hand.box(card).x) - 6, place.y()))
    hand.take(card)
    hand.carry(hand.in_cell(cell) - QPoint(95, 0))
    assert card in hand.drag.hidden
    landing = hand.drag.landing()
    assert landing is not None
    assert hand.cell_of(card) == home, "nothing moves before the card is let go"
    seen = hand.view.view_box(landing)
    assert seen.right > hand.drag.ghost_box.right, "some of it is beside the card under the mouse"
    in_gap = hand.colour_at(QPoint(round(seen.right - 4), round(seen.centre.y)))
    assert in_gap.blueF() - in_gap.redF() > 0.05, "the gap is washed with the accent"
    assert hand.colour_at(place) == paper, "its old place is empty"


def test_the_gap_takes_the_place_in_the_order_that_the_mouse_points_at(hand: Hand) -> None:
    card, first = hand.card(PAYS), hand.card(GETS)
    hand.take(card)
    top = hand.box(first)
    hand.carry(QPoint(round(top.centre.x), round(top.y + 4)))
    hand.drop(QPoint(round(top.centre.x), round(top.y + 4)))
    texts = hand.texts_in(there(hand))
    assert texts[0].startswith(PAYS)
    assert len(texts) == 3


def test_the_drop_does_exactly_what_was_shown(hand: Hand) -> None:
    card = hand.card(PAYS)
    point = hand.in_cell(there(hand))
    hand.take(card)
    hand.carry(point)
    assert hand.previewed()
    shown = hand.view.board
    hand.drop(point)
    assert not hand.previewed()
    assert places(hand.view.board) == places(shown)
    assert hand.said[-1].startswith("Move card “Pays by card")
    assert len(hand.session.document.history.done) == 1


def test_several_selected_cards_keep_their_order(hand: Hand) -> None:
    adds, gets, pays = hand.card(ADDS), hand.card(GETS), hand.card(PAYS)
    hand.click(adds)
    hand.click(gets, CONTROL)
    point = hand.in_cell(hand.cell_of(pays))
    hand.take(adds)
    hand.carry(point)
    hand.drop(point)
    texts = hand.texts_in(hand.cell_of(pays))
    assert [text[:8] for text in texts] == [PAYS[:8], GETS[:8], ADDS[:8]]
    assert len(hand.session.document.history.done) == 1


def test_a_card_that_is_not_selected_is_dragged_alone(hand: Hand) -> None:
    hand.click(hand.card(GETS))
    pays = hand.card(PAYS)
    hand.take(pays)
    hand.carry(hand.in_cell(there(hand)))
    assert hand.drag.hidden == {pays}
    hand.key(Qt.Key.Key_Escape)


def test_a_drop_on_its_own_place_changes_nothing(hand: Hand) -> None:
    before = hand.hash
    card = hand.card(PAYS)
    at = hand.middle(card)
    hand.take(card)
    hand.carry(at)
    hand.drop(at)
    assert hand.hash == before
    assert hand.session.document.history.done == []
    assert hand.said == []


def by_escape(hand: Hand) -> None:
    hand.key(Qt.Key.Key_Escape)


def by_focus(hand: Hand) -> None:
    QApplication.sendEvent(hand.view, QFocusEvent(QEvent.Type.FocusOut))


def by_letting_go_elsewhere(hand: Hand) -> None:
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QMouseEvent

    at = QPointF(300, 300)
    none = Qt.MouseButton.NoButton
    move = QMouseEvent(QEvent.Type.MouseMove, at, at, none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(hand.surface, move)


def by_hiding(hand: Hand) -> None:
    hand.view.hide()
    hand.view.show()
    QApplication.processEvents()


@pytest.mark.parametrize("give_up", [by_escape, by_focus, by_letting_go_elsewhere, by_hiding])
def test_giving_up_leaves_everything_as_it_was(hand: Hand, give_up: object) -> None:
    card = hand.card(PAYS)
    hand.click(card)
    hand.move_mouse(QPoint(700, 30))
    content, log = hand.hash, len(hand.session.document.history.done)
    before, camera, board = hand.picture(), hand.view.camera, hand.view.board
    hand.take(card)
    point = hand.in_cell(there(hand))
    hand.carry(point)
    assert hand.previewed()
    give_up(hand)  # type: ignore[operator]
    hand.drop(point)
    assert isinstance(hand.view.tool, Select)
    assert hand.hash == content
    assert len(hand.session.document.history.done) == log
    assert hand.view.board is board
    hand.view.look(camera)
    hand.view.setFocus()
    hand.move_mouse(QPoint(700, 30))
    hand.settle()
    assert farthest(before, hand.picture()) <= ROUNDING


def test_over_a_lane_without_cards_nothing_will_land(hand: Hand) -> None:
    card = hand.card(PAYS)
    before = hand.hash
    hand.take(card)
    hand.carry(hand.in_cell((hand.lane("Experience"), hand.step("Pay"))))
    assert hand.drag.landing() is None
    assert not hand.previewed()
    hand.drop(hand.in_cell((hand.lane("Experience"), hand.step("Pay"))))
    assert hand.hash == before


def test_close_to_the_edge_the_map_scrolls_by_itself(hand: Hand) -> None:
    card = hand.card(PAYS)
    hand.take(card)
    edge = QPoint(hand.surface.width() - 4, hand.middle(card).y())
    hand.move_mouse(edge)
    start = hand.view.camera
    wait_until(lambda: hand.view.camera.x > start.x + 200)
    assert hand.view.camera.y == start.y
    landing = hand.drag.landing()
    assert landing is not None
    assert hand.view.view_box(landing).meets(hand.drag.ghost_box), "the gap follows the mouse"
    hand.move_mouse(QPoint(500, 300))
    rested = hand.view.camera
    hand.settle()
    assert hand.view.camera == rested
    hand.key(Qt.Key.Key_Escape)


def test_the_wheel_scrolls_and_zooms_under_the_dragged_card(hand: Hand) -> None:
    card = hand.card(PAYS)
    hand.take(card)
    at = hand.in_cell(there(hand))
    hand.carry(at)
    first = hand.drag.landing()
    hand.wheel(0, 120, at, CONTROL)
    assert hand.view.camera.zoom > 1
    hand.wheel(-480, 0, at)
    hand.settle()
    second = hand.drag.landing()
    assert first is not None
    assert second is not None
    assert second.x > first.x, "another column lies under the mouse now"
    hand.drop(at)
    assert hand.cell_of(card) != there(hand)
    assert len(hand.session.document.history.done) == 1


def test_the_middle_button_pans_in_the_midst_of_a_drag(hand: Hand) -> None:
    card = hand.card(PAYS)
    hand.take(card)
    at = hand.in_cell(there(hand))
    hand.carry(at)
    camera = hand.view.camera
    hand.press_mouse(at, MIDDLE)
    hand.move_mouse(at - QPoint(208, 0))
    hand.release_mouse(at - QPoint(208, 0), MIDDLE)
    assert hand.view.camera.x == camera.x + 208
    assert hand.drag.landing() is not None
    hand.drop(at - QPoint(208, 0))
    assert hand.cell_of(card) == there(hand)


def test_a_change_from_elsewhere_ends_the_drag_and_is_shown(hand: Hand) -> None:
    card, other = hand.card(PAYS), hand.card(GETS)
    hand.take(card)
    hand.carry(hand.in_cell(there(hand)))
    hand.session.document.apply(Edit(id=other, values={"text": "Gets one file"}))
    hand.settle()
    assert isinstance(hand.view.tool, Select)
    assert not hand.previewed()
    hand.drop(hand.in_cell(there(hand)))
    assert hand.text(other) == "Gets one file"
    assert [change.label.text for change in hand.session.document.history.done] == [
        "Edit card “Gets four PDF files and prints them all”"
    ]


def test_the_landing_gap_glides_open_unless_nothing_should_move(
    hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = hand.card(PAYS)
    first = hand.box(hand.card(GETS))
    point = QPoint(round(first.centre.x), round(first.y + 4))
    hand.take(card)
    hand.move_mouse(point)
    assert hand.view.motion.left > 0, "cards are on their way"
    hand.settle()
    hand.key(Qt.Key.Key_Escape)
    hand.drop(point)
    monkeypatch.setenv("JOURNEY_STUDIO_REDUCED_MOTION", "1")
    hand.take(card)
    hand.move_mouse(point)
    assert hand.view.motion.left == 0
    hand.key(Qt.Key.Key_Escape)


def test_the_place_the_card_left_stays_as_an_outline(hand: Hand) -> None:
    card = hand.card(PAYS)
    home = hand.box(card)
    left = round(home.x)
    column = [QPoint(left, y) for y in range(round(home.y) + 8, round(home.bottom) - 8)]
    hand.take(card)
    hand.carry(hand.in_cell(there(hand)))
    picture = hand.picture()
    assert len({picture.pixel(point) for point in column}) > 1, "dashes alternate with ground"
    hand.key(Qt.Key.Key_Escape)


def test_undo_puts_a_dragged_card_back(hand: Hand) -> None:
    card, before = hand.card(PAYS), hand.hash
    hand.take(card)
    point = hand.in_cell(there(hand))
    hand.carry(point)
    hand.drop(point)
    assert hand.hash != before
    hand.session.document.undo()
    assert hand.hash == before


def test_the_same_move_as_a_command_leads_to_the_same_map(hand: Hand) -> None:
    card, cell = hand.card(PAYS), there(hand)
    hand.session.document.apply(Move(ids=(card,), under=cell, at=2))
    wanted = hand.hash
    hand.session.document.undo()
    hand.settle()
    point = hand.in_cell(cell)
    hand.take(card)
    hand.carry(point)
    hand.drop(point)
    assert hand.hash == wanted
