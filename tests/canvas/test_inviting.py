# SPDX-License-Identifier: Apache-2.0
"""Empty cells invite: under the mouse and under the keyboard, where something can be written."""

from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage

from journey_studio.canvas.inviting import empty_cell, place_in
from journey_studio.canvas.selection import Selection
from journey_studio.layout.geometry import Box
from journey_studio.layout.hit import cell_box
from tests.canvas.conftest import OpenCanvas
from tests.canvas.hand import Hand
from tests.canvas.pixels import farthest
from tests.hands import Cell


def place(hand: Hand, cell: Cell) -> Box:
    box = place_in(hand.view.board, hand.view.showing.theme, cell)
    assert box is not None
    hand.view.reveal(box)
    hand.settle()
    return hand.view.view_box(box)


def picture_of(hand: Hand, box: Box) -> QImage:
    hand.settle()
    x, y, w, h = (round(each) for each in box)
    return hand.view.viewport().grab().toImage().copy(x, y, w, h)


def test_an_empty_cell_invites_under_the_mouse_and_no_longer_when_it_leaves(hand: Hand) -> None:
    cell = (hand.lane("In their words"), hand.step("Pay"))
    box = place(hand, cell)
    before = picture_of(hand, box)
    hand.move_mouse(QPoint(round(box.centre.x), round(box.centre.y)))
    assert farthest(before, picture_of(hand, box)) > 60
    hand.move_mouse(QPoint(round(box.centre.x), round(box.centre.y) - 400))
    assert farthest(before, picture_of(hand, box)) == 0


def test_an_empty_cell_invites_to_type_when_the_keyboard_is_at_it(hand: Hand) -> None:
    cell = (hand.lane("In their words"), hand.step("Pay"))
    box = place(hand, cell)
    inner = box.inset(8, 8)
    before = picture_of(hand, inner)
    hand.view.select(Selection((), cell))
    assert farthest(before, picture_of(hand, inner)) > 60


def test_nothing_invites_where_nothing_can_be_written(open_canvas: OpenCanvas) -> None:
    hand = open_canvas(read_only=True)
    cell = (hand.lane("In their words"), hand.step("Pay"))
    box = place(hand, cell)
    before = picture_of(hand, box)
    hand.move_mouse(QPoint(round(box.centre.x), round(box.centre.y)))
    assert farthest(before, picture_of(hand, box)) == 0


def test_cells_with_cards_under_wide_cards_and_of_curves_are_not_empty(hand: Hand) -> None:
    board = hand.view.board
    assert not empty_cell(board, (hand.lane("In their words"), hand.step("Choose a berth")))
    wide = hand.lane("Channels"), hand.step("Compare with flying")
    assert wide not in {hand.cell_of(card.id) for card in hand.snapshot.cards(*wide)}
    assert not empty_cell(board, wide)
    assert not empty_cell(board, (hand.lane("Experience"), hand.step("Pay")))
    assert not empty_cell(board, None)
    assert empty_cell(board, (hand.lane("In their words"), hand.step("Pay")))
    assert cell_box(board, hand.lane("In their words"), hand.step("Pay")) is not None
