# SPDX-License-Identifier: Apache-2.0
"""Dragging with keys held: Alt takes a copy along, Shift keeps to the row or the column."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from journey_studio.canvas.tools.select import Select
from journey_studio.layout.display import Board
from journey_studio.layout.geometry import Box
from journey_studio.model.records import Card
from tests.canvas.hand import ALT, CONTROL, SHIFT, Hand

PAYS, GETS, ADDS = "Pays by card", "Gets four PDF", "Adds the ticket"


def there(hand: Hand) -> tuple[str, str]:
    return (hand.cell_of(hand.card(PAYS))[0], hand.step("Receive the ticket"))


def places(board: Board) -> list[tuple[str, Box]]:
    return [(placed.group.id, placed.box) for placed in board.everything()]


def drop_with(hand: Hand, at: QPoint, keys: Qt.KeyboardModifier) -> None:
    hand.release_mouse(at, keys=keys)
    hand.settle()


def copying(hand: Hand) -> bool:
    return hand.drag.copying


def test_with_alt_the_release_makes_a_copy_and_the_card_stays(hand: Hand) -> None:
    card = hand.card(PAYS)
    home, words, before = hand.cell_of(card), hand.text(card), len(hand.live(Card))
    cell = there(hand)
    point = hand.in_cell(cell)
    hand.take(card)
    hand.move_mouse(point, ALT)
    hand.settle()
    assert card not in hand.drag.hidden, "the original stays in sight"
    assert hand.drag.landing() is not None
    shown = hand.view.board
    drop_with(hand, point, ALT)
    assert places(hand.view.board) == places(shown)
    assert hand.cell_of(card) == home
    assert hand.texts_in(cell)[-1] == words
    assert len(hand.live(Card)) == before + 1
    assert hand.selected() == (hand.snapshot.cards(*cell)[-1].id,), "the copy is selected"
    assert hand.said[-1].startswith("Duplicate card")
    assert len(hand.session.document.history.done) == 1
    hand.session.document.undo()
    assert len(hand.live(Card)) == before


def test_alt_may_be_pressed_and_let_go_on_the_way(hand: Hand) -> None:
    card = hand.card(PAYS)
    point = hand.in_cell(there(hand))
    hand.take(card)
    hand.carry(point)
    moved = hand.view.board
    QTest.keyPress(hand.view, Qt.Key.Key_Alt)
    hand.settle()
    assert copying(hand)
    copied = hand.view.board
    assert len(places(copied)) > len(places(moved)), "one card more"
    assert any(placed.group.id == card for placed in copied.body())
    QTest.keyRelease(hand.view, Qt.Key.Key_Alt)
    hand.settle()
    assert not copying(hand)
    assert places(hand.view.board) == places(moved)
    hand.drop(point)
    assert hand.cell_of(card) == there(hand), "moved, since Alt was not held at the end"


def test_the_ghost_of_a_copy_wears_a_plus(hand: Hand) -> None:
    card = hand.card(PAYS)
    point = hand.in_cell(there(hand))
    hand.take(card)
    hand.carry(point)
    accent = hand.view.showing.theme.colours.accent.lower()

    def in_accent() -> int:
        box = hand.drag.ghost_box
        picture = hand.picture()
        return sum(
            picture.pixelColor(x, y).name() == accent
            for x in range(round(box.right) - 70, round(box.right) - 20)
            for y in range(round(box.y) + 20, round(box.y) + 70)
        )

    plain = in_accent()
    hand.move_mouse(point, ALT)
    hand.settle()
    assert in_accent() > plain + 80
    hand.key(Qt.Key.Key_Escape)


def test_several_cards_are_copied_in_their_order(hand: Hand) -> None:
    gets, adds, pays = hand.card(GETS), hand.card(ADDS), hand.card(PAYS)
    hand.click(adds)
    hand.click(gets, CONTROL)
    point = hand.in_cell(hand.cell_of(pays))
    hand.take(adds)
    hand.move_mouse(point, ALT)
    hand.settle()
    drop_with(hand, point, ALT)
    assert [text[:6] for text in hand.texts_in(hand.cell_of(pays))] == [
        PAYS[:6],
        GETS[:6],
        ADDS[:6],
    ]
    assert len(hand.selected()) == 2


def test_escape_leaves_no_copy_behind(hand: Hand) -> None:
    before, card = hand.hash, hand.card(PAYS)
    hand.click(card)
    point = hand.in_cell(there(hand))
    hand.take(card)
    hand.move_mouse(point, ALT)
    hand.key(Qt.Key.Key_Escape)
    assert isinstance(hand.view.tool, Select)
    drop_with(hand, point, ALT)
    assert hand.hash == before
    assert hand.session.document.history.done == []
    assert hand.selected() == (card,)


def test_a_copy_beside_its_original_is_a_copy(hand: Hand) -> None:
    card = hand.card(PAYS)
    cell = hand.cell_of(card)
    at = hand.middle(card)
    hand.take(card)
    hand.move_mouse(at + QPoint(3, 3), ALT)
    drop_with(hand, at + QPoint(3, 3), ALT)
    assert len(hand.texts_in(cell)) == 2


def test_shift_keeps_the_card_in_its_row(hand: Hand) -> None:
    card = hand.card(PAYS)
    box, (lane, _) = hand.box(card), hand.cell_of(card)
    step = hand.step("Hear about a change")
    hand.take(card)
    to = QPoint(hand.middle(hand.card("Reads that the train")).x(), round(box.bottom + 300))
    hand.move_mouse(to, SHIFT)
    hand.settle()
    assert abs(hand.drag.ghost_box.centre.y - box.centre.y) < 30, "the card stays on its line"
    drop_with(hand, to, SHIFT)
    assert hand.cell_of(card) == (lane, step)


def test_shift_keeps_the_card_in_its_column_where_the_mouse_goes_down(hand: Hand) -> None:
    card = hand.card(PAYS)
    step = hand.cell_of(card)[1]
    to = hand.in_cell((hand.lane("Channels"), step)) + QPoint(180, 0)
    hand.take(card)
    hand.move_mouse(to, SHIFT)
    hand.settle()
    drop_with(hand, to, SHIFT)
    assert hand.cell_of(card) == (hand.lane("Channels"), step)


def test_shift_may_be_pressed_on_the_way(hand: Hand) -> None:
    card = hand.card(PAYS)
    box = hand.box(card)
    hand.take(card)
    to = QPoint(round(box.centre.x + 300), round(box.centre.y + 160))
    hand.carry(to)
    free = hand.drag.ghost_box
    QTest.keyPress(hand.view, Qt.Key.Key_Shift)
    assert hand.drag.ghost_box.y < free.y - 100
    QTest.keyRelease(hand.view, Qt.Key.Key_Shift)
    assert hand.drag.ghost_box == free
    hand.key(Qt.Key.Key_Escape)
