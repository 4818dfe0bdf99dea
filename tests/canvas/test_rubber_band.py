# SPDX-License-Identifier: Apache-2.0
"""A band pulled over the ground takes all cards it touches, and Esc leaves what was selected."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from journey_studio.canvas.tools.rubber_band import RubberBand
from journey_studio.canvas.tools.select import Select
from journey_studio.layout.geometry import Box
from journey_studio.model.commands import Edit
from tests.canvas.hand import CONTROL, SHIFT, Hand
from tests.hands import NONE, wait_until

PAYS, GETS = "Pays by card", "Gets four PDF"


def ground(hand: Hand) -> QPoint:
    """A bare place of the cell where PAYS lies, below the card."""
    return hand.bare(hand.cell_of(hand.card(PAYS)))


def begin(hand: Hand, at: QPoint, keys: Qt.KeyboardModifier = NONE) -> None:
    hand.press_mouse(at, keys=keys)
    hand.move_mouse(at + QPoint(5, 5))
    assert not isinstance(hand.view.tool, RubberBand) or hand.view.tool.busy
    hand.move_mouse(at + QPoint(12, 8))


def pull(hand: Hand, at: QPoint, to: QPoint, keys: Qt.KeyboardModifier = NONE) -> None:
    begin(hand, at, keys)
    hand.move_mouse(to, keys)


def touched(hand: Hand, one: QPoint, other: QPoint) -> set[str]:
    """The cards whose box meets the rectangle between two points of the view."""
    band = Box(
        min(one.x(), other.x()),
        min(one.y(), other.y()),
        abs(one.x() - other.x()),
        abs(one.y() - other.y()),
    )
    body = (p.group for p in hand.view.board.body() if p.group.role == "card")
    return {group.id for group in body if hand.box(group.id).meets(band)}


def ringed(hand: Hand) -> tuple[str, ...]:
    """What the band would select."""
    return hand.view.tool.chosen or ()


def test_it_selects_every_card_it_touches(hand: Hand) -> None:
    start = ground(hand)
    box = hand.box(hand.card(GETS))
    end = QPoint(round(box.right) - 4, round(box.y) + 6)
    pull(hand, start, end)
    expected = touched(hand, start, end)
    assert len(expected) > 1
    assert set(hand.view.tool.chosen or ()) == expected
    assert hand.selected() == (), "nothing is selected before the button is let go"
    hand.drop(end)
    assert set(hand.selected()) == expected
    assert isinstance(hand.view.tool, Select)


def test_what_it_will_select_wears_its_ring_already(hand: Hand) -> None:
    card = hand.card(PAYS)
    ring = hand.box(card)
    edge = QPoint(round(ring.x - 3), round(ring.centre.y))
    accent = hand.view.showing.theme.colours.accent.lower()
    pull(hand, ground(hand), hand.middle(card))
    hand.settle()
    assert hand.colour_at(edge).name() == accent
    hand.key(Qt.Key.Key_Escape)
    assert hand.colour_at(edge).name() != accent


def test_shift_adds_and_control_takes_away_what_was_selected(hand: Hand) -> None:
    pays, gets = hand.card(PAYS), hand.card(GETS)
    hand.click(gets)
    pull(hand, ground(hand), hand.middle(pays), SHIFT)
    hand.release_mouse(hand.middle(pays), keys=SHIFT)
    assert hand.selected() == (gets, pays)
    pull(hand, ground(hand), hand.middle(pays), CONTROL)
    hand.release_mouse(hand.middle(pays), keys=CONTROL)
    assert hand.selected() == (gets,)
    pull(hand, ground(hand), hand.middle(pays), CONTROL)
    hand.release_mouse(hand.middle(pays), keys=CONTROL)
    assert hand.selected() == (gets, pays)
    pull(hand, ground(hand), hand.middle(pays))
    hand.drop(hand.middle(pays))
    assert hand.selected() == (pays,)


def test_shift_counts_from_the_moment_it_is_pressed(hand: Hand) -> None:
    pays, gets = hand.card(PAYS), hand.card(GETS)
    hand.click(gets)
    pull(hand, ground(hand), hand.middle(pays))
    assert ringed(hand) == (pays,)
    QTest.keyPress(hand.view, Qt.Key.Key_Shift)
    assert ringed(hand) == (gets, pays)
    QTest.keyRelease(hand.view, Qt.Key.Key_Shift)
    assert ringed(hand) == (pays,)
    hand.key(Qt.Key.Key_Escape)


def test_escape_gives_the_old_selection_back(hand: Hand) -> None:
    gets = hand.card(GETS)
    hand.click(gets)
    cell, heard = hand.view.selection.cell, []
    hand.view.selection_changed.connect(lambda: heard.append(True))
    pull(hand, ground(hand), hand.middle(hand.card(PAYS)))
    hand.key(Qt.Key.Key_Escape)
    assert isinstance(hand.view.tool, Select)
    hand.drop(hand.middle(hand.card(PAYS)))
    assert hand.selected() == (gets,)
    assert hand.view.selection.cell == cell
    assert heard == []


def test_the_right_button_and_a_change_from_elsewhere_end_it(hand: Hand) -> None:
    gets = hand.card(GETS)
    hand.click(gets)
    pull(hand, ground(hand), hand.middle(hand.card(PAYS)))
    hand.press_mouse(hand.middle(hand.card(PAYS)), Qt.MouseButton.RightButton)
    assert isinstance(hand.view.tool, Select)
    hand.drop(hand.middle(hand.card(PAYS)))
    pull(hand, ground(hand), hand.middle(hand.card(PAYS)))
    hand.session.document.apply(Edit(id=gets, values={"text": "Gets one file"}))
    assert isinstance(hand.view.tool, Select)
    hand.drop(hand.middle(hand.card(PAYS)))
    assert hand.selected() == (gets,)


def test_a_click_on_the_ground_still_selects_the_cell(hand: Hand) -> None:
    hand.click(hand.card(GETS))
    hand.click_at(ground(hand))
    assert hand.selected() == ()
    assert hand.view.selection.cell == hand.cell_of(hand.card(PAYS))


@pytest.mark.parametrize("zoom", [0.1, 0.3, 2])
def test_it_works_at_every_zoom(hand: Hand, zoom: float) -> None:
    card = hand.card(PAYS)
    hand.look_at_cell(hand.cell_of(card), zoom)
    start, end = ground(hand), hand.middle(card)
    if zoom < 1:
        start, end = QPoint(hand.surface.width() // 2, hand.surface.height() - 2), QPoint(260, 90)
    pull(hand, start, end)
    expected = touched(hand, start, end)
    hand.drop(end)
    assert set(hand.selected()) == expected
    assert expected


def test_at_the_edge_the_map_scrolls_and_the_band_grows(hand: Hand) -> None:
    start = ground(hand)
    held = hand.view.pointer_at(start.x(), start.y())
    pull(hand, start, QPoint(hand.surface.width() - 3, start.y() - 40))
    camera = hand.view.camera
    wait_until(lambda: hand.view.camera.x > camera.x + 250)
    tool = hand.view.tool
    assert isinstance(tool, RubberBand)
    assert (tool.box.x, tool.box.bottom) == pytest.approx((held.x, held.y), abs=13)
    assert tool.box.right > camera.to_board(hand.surface.width(), 0).x + 200
    hand.key(Qt.Key.Key_Escape)


def test_over_the_heads_the_band_ends_at_the_cells(hand: Hand) -> None:
    hand.look_at_cell((hand.lane("Pain points"), hand.step("Pay")))
    start = hand.bare((hand.lane("Pain points"), hand.step("Receive the ticket")))
    pointer = hand.view.pointer_at(start.x(), start.y())
    hand.press_mouse(start)
    hand.move_mouse(start - QPoint(20, 20))
    tool = hand.view.tool
    assert isinstance(tool, RubberBand)
    hand.move_mouse(QPoint(30, 20))
    corner = hand.view.camera.to_board(hand.view.board.head_width, hand.view.board.head_height)
    assert tool.box.x >= corner.x - 25
    assert tool.box.y >= corner.y - 25
    assert tool.box.right == pytest.approx(pointer.x, abs=1)
    hand.key(Qt.Key.Key_Escape)


def test_a_map_that_may_not_be_changed_can_be_selected_from(open_canvas: object) -> None:
    hand: Hand = open_canvas(read_only=True)  # type: ignore[operator]
    card = hand.card(PAYS)
    hand.look_at_cell(hand.cell_of(card))
    pull(hand, ground(hand), hand.middle(card))
    hand.drop(hand.middle(card))
    assert hand.selected() == (card,)
    assert hand.failed == []
