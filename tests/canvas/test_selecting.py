# SPDX-License-Identifier: Apache-2.0
"""Choosing what to work on, with the mouse and by keys."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor

from journey_studio.canvas.camera import Camera
from journey_studio.model.records import Stage
from tests.canvas.hand import CONTROL, Hand

PAYS, GETS = "Pays by card", "Gets four PDF"


def accent(hand: Hand) -> QColor:
    return QColor(hand.view.showing.theme.colours.accent)


def test_a_click_selects_a_card_and_rings_it(hand: Hand) -> None:
    card = hand.card(PAYS)
    ring = hand.box(card)
    edge = QPoint(round(ring.x - 3), round(ring.centre.y))
    assert hand.colour_at(edge) != accent(hand)
    hand.click(card)
    assert hand.selected() == (card,)
    assert hand.view.selection.cell == hand.cell_of(card)
    assert hand.colour_at(edge) == accent(hand)


def test_control_adds_to_the_selection_and_takes_from_it(hand: Hand) -> None:
    pays, gets = hand.card(PAYS), hand.card(GETS)
    hand.click(pays)
    hand.click(gets, CONTROL)
    assert hand.selected() == (pays, gets)
    hand.click(pays, CONTROL)
    assert hand.selected() == (gets,)
    hand.click(pays, CONTROL)
    hand.click(gets)
    assert hand.selected() == (gets,), "a plain click leaves one of several"


def test_only_things_of_one_kind_are_selected_together(hand: Hand) -> None:
    hand.click(hand.card(PAYS))
    stage = hand.titled(Stage, "Book")
    hand.click(stage, CONTROL)
    assert hand.selected() == (stage,)


def test_stages_steps_lanes_and_the_map_are_selected_by_their_heads(hand: Hand) -> None:
    for record in (hand.titled(Stage, "Book"), hand.step("Pay"), hand.lane("Pain points")):
        hand.look_at(record)
        hand.click(record)
        assert hand.selected() == (record,)
    hand.click_at(QPoint(40, 20))
    assert hand.selected() == (hand.view.showing.map_id,)


def test_a_click_on_the_ground_selects_the_cell_for_the_keyboard(hand: Hand) -> None:
    cell = (hand.lane("What they think"), hand.step("Choose a berth"))
    hand.look_at_cell(cell)
    hand.click_at(hand.in_cell(cell))
    assert hand.selected() == ()
    assert hand.view.selection.cell == cell


def test_a_click_beside_the_map_and_escape_select_nothing(hand: Hand) -> None:
    card = hand.card(PAYS)
    hand.click(card)
    hand.key(Qt.Key.Key_Escape)
    assert hand.selected() == ()
    hand.click(card)
    hand.view.zoom_to(0.2)
    hand.settle()
    hand.click_at(QPoint(3, 3))
    assert hand.selected() == ()


def test_a_card_under_the_mouse_shows_that_it_can_be_taken(hand: Hand) -> None:
    card = hand.card(PAYS)
    box = hand.box(card)
    top = QPoint(round(box.centre.x), round(box.y))
    hand.move_mouse(QPoint(600, 20))
    before = hand.colour_at(top)
    hand.move_mouse(hand.middle(card))
    assert hand.colour_at(top) != before
    hand.move_mouse(QPoint(600, 20))
    assert hand.colour_at(top) == before


def test_what_is_deleted_elsewhere_is_not_selected_any_more(hand: Hand) -> None:
    from journey_studio.model.commands import Delete

    card = hand.card(PAYS)
    hand.click(card)
    heard: list[object] = []
    hand.view.selection_changed.connect(lambda: heard.append(hand.view.selection))
    hand.session.document.apply(Delete(ids=(card,)))
    hand.settle()
    assert hand.selected() == ()
    assert len(heard) == 1


def test_the_keyboard_walks_through_cards_and_cells(hand: Hand) -> None:
    pays = hand.card(PAYS)
    lane, _ = hand.cell_of(pays)
    hand.click(pays)
    hand.key(Qt.Key.Key_Right)
    assert hand.selected() == (hand.card(GETS),)
    hand.key(Qt.Key.Key_Down)
    assert hand.selected() == (hand.card("Adds the ticket"),), "down goes through the cell"
    hand.key(Qt.Key.Key_Up)
    hand.key(Qt.Key.Key_Left)
    assert hand.selected() == (pays,)
    hand.key(Qt.Key.Key_Home)
    assert hand.view.selection.cell == (lane, hand.step("Get the idea"))
    hand.key(Qt.Key.Key_End)
    assert hand.view.selection.cell == (lane, hand.step("Claim a refund for the delay"))
    hand.key(Qt.Key.Key_Home, CONTROL)
    assert hand.view.selection.cell == (hand.view.board.rows[0].lane, hand.step("Get the idea"))


def test_tab_goes_to_the_next_cell_and_backtab_back(hand: Hand) -> None:
    pays = hand.card(PAYS)
    hand.click(pays)
    hand.key(Qt.Key.Key_Tab)
    assert hand.selected() == (hand.card(GETS),)
    hand.key(Qt.Key.Key_Backtab)
    assert hand.selected() == (pays,)


def test_walking_brings_cells_into_view(hand: Hand) -> None:
    hand.click(hand.card(PAYS))
    for _ in range(6):
        hand.key(Qt.Key.Key_Right)
    cell = hand.view.selection.cell
    assert cell is not None
    at = hand.in_cell(cell)
    assert hand.surface.rect().contains(at)


def test_arrows_begin_at_the_first_cell(hand: Hand) -> None:
    hand.view.look(Camera(0, 0, 1))
    hand.key(Qt.Key.Key_Down)
    first = hand.view.board.rows[0].lane
    assert hand.view.selection.cell == (first, hand.step("Get the idea"))


@pytest.mark.parametrize("zoom", [0.1, 0.3])
def test_hundreds_of_cards_chosen_at_once_show_it(
    hand: Hand, monkeypatch: pytest.MonkeyPatch, zoom: float
) -> None:
    monkeypatch.setattr("journey_studio.canvas.rings._MANY", 5)
    card = hand.card(PAYS)
    hand.look_at_cell(hand.cell_of(card), zoom)
    hand.view.select_all()
    box, wanted = hand.box(card), accent(hand)
    edge = hand.colour_at(QPoint(round(box.x), round(box.centre.y)))
    if zoom < 0.16:
        assert edge.blue() - edge.red() > 60, "washed with the accent"
    else:
        assert edge.name() == wanted.name()
    hand.view.select_none()
    hand.settle()
    assert hand.colour_at(QPoint(round(box.x), round(box.centre.y))) != edge
