# SPDX-License-Identifier: Apache-2.0
"""Writing in place: the words stand where they will stand, and none of them is lost."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from journey_studio.canvas.camera import Camera
from journey_studio.canvas.sheets import sheet_of
from journey_studio.layout.display import TextLine
from journey_studio.layout.hit import find_placed, group_box
from journey_studio.model.commands import Delete, Edit
from journey_studio.model.records import Card, Lane, Map, Stage
from tests.canvas.hand import CONTROL, SHIFT, Hand
from tests.canvas.pixels import share_apart

PAYS, GETS, ADDS = "Pays by card", "Gets four PDF", "Adds the ticket"


def first_line(hand: Hand, record: str) -> tuple[float, float]:
    """Where in the view the first line of a card's words begins, as the board draws it."""
    placed = find_placed(hand.view.board, record)
    assert placed is not None
    words = hand.text(record)
    line = next(
        i for i in placed.group.items if isinstance(i, TextLine) and words.startswith(i.text)
    )
    seen = hand.view.view_box(placed.box)
    zoom = hand.view.camera.zoom
    return (
        seen.x + (line.x - placed.group.box.x) * zoom,
        seen.y + (line.y - placed.group.box.y) * zoom,
    )


@pytest.mark.parametrize("key", [Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_a_key_starts_and_enter_commits_one_step(hand: Hand, key: Qt.Key) -> None:
    card = hand.card(PAYS)
    hand.click(card)
    hand.key(key)
    assert hand.writing.toPlainText().startswith(PAYS)
    hand.key(Qt.Key.Key_End, CONTROL)
    hand.type(" too")
    assert hand.text(card).endswith("basket"), "nothing is stored while somebody writes"
    hand.key(Qt.Key.Key_Return)
    assert hand.view.editor is None
    assert hand.text(card).endswith("basket too")
    assert len(hand.session.document.history.done) == 1
    assert hand.view.hasFocus()


@pytest.mark.parametrize(("kind", "signs"), [("quote", 0), ("quote", 19), ("pain", 6)])
def test_no_line_of_the_card_is_seen_below_the_words(hand: Hand, kind: str, signs: int) -> None:
    """A card makes room for the sign of its evidence, so its lines may be more."""
    card = hand.card(PAYS)
    said = (
        "He knelt down and told the children which bed was theirs. That was it, we were on holiday."
    )
    text = f"{'x' * signs} {said}".strip()
    values = {"text": text, "kind": kind, "evidence": "researched"}
    hand.session.document.apply(Edit(id=card, values=values))
    hand.click(card)
    hand.key(Qt.Key.Key_F2)
    placed = find_placed(hand.view.board, card)
    assert placed is not None
    lines = [
        each for each in placed.group.items if isinstance(each, TextLine) and each.text in text
    ]
    seen = hand.view.view_box(placed.box)
    last = seen.y + (max(each.y for each in lines) - placed.group.box.y) * hand.view.camera.zoom
    assert hand.writing.view_box.bottom > last


def test_a_double_click_starts_and_escape_leaves_everything(hand: Hand) -> None:
    before = hand.hash
    card = hand.card(PAYS)
    hand.double_click(card)
    hand.type("Something else entirely")
    assert hand.previewed()
    hand.key(Qt.Key.Key_Escape)
    assert hand.view.editor is None
    assert hand.hash == before
    assert not hand.previewed()
    assert hand.session.document.history.done == []


def test_typing_on_a_card_replaces_its_words(hand: Hand) -> None:
    card = hand.card(PAYS)
    hand.click(card)
    hand.type("Cash")
    assert hand.writing.toPlainText() == "Cash"
    hand.key(Qt.Key.Key_Return)
    assert hand.text(card) == "Cash"


def test_shift_enter_makes_a_new_line(hand: Hand) -> None:
    card = hand.card(PAYS)
    hand.click(card)
    hand.type("One")
    hand.key(Qt.Key.Key_Return, SHIFT)
    hand.type("Two")
    hand.key(Qt.Key.Key_Return)
    assert hand.text(card) == "One\nTwo"


def test_tab_commits_and_goes_on_to_the_next_cell_and_backtab_back(hand: Hand) -> None:
    card = hand.card(PAYS)
    hand.click(card)
    hand.type("Pays cash")
    hand.key(Qt.Key.Key_Tab)
    assert hand.text(card) == "Pays cash"
    assert hand.writing.toPlainText().startswith(GETS)
    hand.key(Qt.Key.Key_Backtab)
    assert hand.writing.toPlainText() == "Pays cash"
    hand.key(Qt.Key.Key_Escape)
    assert len(hand.session.document.history.done) == 1


def test_tab_past_empty_cells_leaves_no_empty_cards_behind(hand: Hand) -> None:
    before = hand.hash
    lane = hand.lane("What they think")
    first = next(card.id for card in hand.snapshot.cards(lane, hand.step("Get the idea")))
    hand.look_at(first)
    hand.click(first)
    hand.key(Qt.Key.Key_F2)
    for _ in range(30):
        hand.key(Qt.Key.Key_Tab)
        if hand.view.editor is None:
            break
    hand.key(Qt.Key.Key_Escape)
    assert hand.hash == before
    assert hand.failed == []


def test_control_enter_commits_and_writes_the_next_card_below(hand: Hand) -> None:
    card = hand.card(PAYS)
    cell = hand.cell_of(card)
    hand.click(card)
    hand.type("One")
    hand.key(Qt.Key.Key_Return, CONTROL)
    hand.type("Two")
    hand.key(Qt.Key.Key_Return, CONTROL)
    hand.key(Qt.Key.Key_Return, CONTROL)
    assert hand.view.editor is None, "after an empty card nothing more is asked for"
    assert hand.texts_in(cell) == ["One", "Two"]
    assert len(hand.session.document.history.done) == 2


def test_leaving_the_box_commits(hand: Hand) -> None:
    card, other = hand.card(PAYS), hand.card(GETS)
    hand.click(card)
    hand.type("Pays with shells")
    hand.click(other)
    assert hand.text(card) == "Pays with shells"
    assert hand.selected() == (other,)
    hand.click(card)
    hand.type("Pays with stones")
    hand.writing.clearFocus()
    assert hand.text(card) == "Pays with stones"


def test_the_same_words_make_no_change(hand: Hand) -> None:
    hand.click(hand.card(PAYS))
    hand.key(Qt.Key.Key_F2)
    hand.key(Qt.Key.Key_Return)
    assert hand.session.document.history.done == []
    assert hand.said == []


@pytest.mark.parametrize("zoom", [0.9, 1, 1.3, 2])
def test_the_words_stay_in_their_place_when_the_writing_begins(hand: Hand, zoom: float) -> None:
    card = hand.card(PAYS)
    hand.look_at(card, zoom)
    hand.click(card)
    x, y = first_line(hand, card)
    before = hand.picture()
    hand.key(Qt.Key.Key_F2)
    at = hand.writing.first_baseline()
    assert at.x() == pytest.approx(x, abs=1)
    assert at.y() == pytest.approx(y, abs=1)
    cursor = hand.writing.textCursor()
    cursor.clearSelection()
    hand.writing.setTextCursor(cursor)
    hand.writing.setCursorWidth(0)
    assert share_apart(before, hand.picture(), least=100) < 0.002, "every line, every letter"


def test_the_card_grows_with_its_words_and_pushes_the_others(hand: Hand) -> None:
    card, below = hand.card(GETS), hand.card(ADDS)
    hand.click(card)
    high, place = hand.box(card).h, hand.box(below).y
    hand.type("A sentence that goes on for long enough to need many more lines than before did")
    assert hand.box(card).h > high
    assert hand.box(below).y - place == hand.box(card).h - high
    editor = hand.writing.view_box
    assert hand.box(card).holds(editor.x + 8, editor.bottom - 4), "the box stays on the card"
    hand.key(Qt.Key.Key_Escape)
    assert hand.box(below).y == place


def test_zooming_takes_the_box_along(hand: Hand) -> None:
    card = hand.card(PAYS)
    hand.click(card)
    hand.key(Qt.Key.Key_F2)
    hand.view.zoom_to(1.6)
    hand.settle()
    x, y = first_line(hand, card)
    assert hand.writing.first_baseline().x() == pytest.approx(x, abs=1)
    assert hand.writing.first_baseline().y() == pytest.approx(y, abs=1)
    assert hand.writing.font().pointSizeF() * hand.writing.logicalDpiY() / 72 == pytest.approx(20.8)


def test_from_afar_the_box_is_readable_and_in_view(hand: Hand) -> None:
    card = hand.card(PAYS)
    hand.view.fit_map()
    hand.view.zoom_to(0.2)
    hand.settle()
    hand.click(card)
    hand.key(Qt.Key.Key_F2)
    size = hand.writing.font().pointSizeF() * hand.writing.logicalDpiY() / 72
    assert size == pytest.approx(11)
    box = hand.writing.view_box
    assert box.w >= 120
    assert box.x >= 0
    assert box.right <= hand.surface.width()
    assert hand.writing.floats


def test_a_text_longer_than_the_view_stays_within_it(hand: Hand) -> None:
    hand.click(hand.card(PAYS))
    hand.key(Qt.Key.Key_F2)
    hand.writing.setPlainText("word " * 900)
    hand.settle()
    assert hand.writing.height() <= hand.surface.height()
    hand.key(Qt.Key.Key_Escape)


def test_heads_are_written_where_they_stand(hand: Hand) -> None:
    for record, words in (
        (hand.titled(Stage, "Book"), "Book a berth"),
        (hand.step("Pay"), "Pay\tfor it"),
        (hand.lane("What they do"), "Deeds"),
    ):
        hand.look_at(record)
        hand.double_click(record)
        sheet = sheet_of(hand.view.showing.theme, hand.view.board, record)
        assert sheet is not None
        seen = hand.view.view_box(sheet.box)
        baseline = seen.y + sheet.baseline - sheet.box.y
        assert hand.writing.first_baseline().y() == pytest.approx(baseline, abs=1)
        hand.writing.setPlainText(words)
        hand.key(Qt.Key.Key_Return)
        title = getattr(hand.snapshot.records[record], "title", "")
        assert title == " ".join(words.split())
    hand.view.edit(hand.view.showing.map_id)
    hand.writing.setPlainText("Two\nlines")
    hand.key(Qt.Key.Key_Return)
    the_map = hand.snapshot.get(Map, hand.view.showing.map_id)
    assert the_map is not None
    assert the_map.title == "Two lines"


def test_tab_goes_from_head_to_head(hand: Hand) -> None:
    hand.click(hand.step("Pay"))
    hand.key(Qt.Key.Key_F2)
    hand.key(Qt.Key.Key_Tab)
    assert hand.writing.toPlainText() == "Receive the ticket"
    hand.key(Qt.Key.Key_Escape)


def test_an_undo_from_outside_keeps_what_is_being_written(hand: Hand) -> None:
    card, other = hand.card(PAYS), hand.card(GETS)
    hand.session.document.apply(Edit(id=other, values={"text": "Changed"}))
    hand.click(card)
    hand.type("Half a thought")
    hand.session.document.undo()
    hand.settle()
    assert hand.writing.toPlainText() == "Half a thought"
    assert hand.text(other).startswith(GETS)
    hand.type(", finished")
    hand.key(Qt.Key.Key_Return)
    assert hand.text(card) == "Half a thought, finished"


def test_a_change_from_elsewhere_to_the_same_card_is_written_over_only_on_commit(
    hand: Hand,
) -> None:
    card = hand.card(PAYS)
    hand.click(card)
    hand.type("Mine")
    hand.session.document.apply(Edit(id=card, values={"text": "Theirs"}))
    hand.settle()
    assert hand.writing.toPlainText() == "Mine"
    hand.key(Qt.Key.Key_Escape)
    assert hand.text(card) == "Theirs"


def test_words_on_a_card_that_is_deleted_meanwhile_are_not_lost(hand: Hand) -> None:
    card = hand.card(PAYS)
    hand.click(card)
    hand.type("Worth keeping")
    hand.session.document.apply(Delete(ids=(card,)))
    hand.settle()
    assert hand.view.editor is None
    assert QGuiApplication.clipboard().text() == "Worth keeping"
    assert "clipboard" in hand.failed[-1]


def test_words_that_are_refused_are_not_lost(hand: Hand) -> None:
    card = hand.card(PAYS)
    before = hand.hash
    hand.click(card)
    hand.key(Qt.Key.Key_F2)
    hand.writing.setPlainText("x" * 20_001)
    hand.key(Qt.Key.Key_Return)
    assert hand.hash == before
    assert len(QGuiApplication.clipboard().text()) == 20_001
    assert len(hand.failed) == 2
    assert not hand.previewed()


def test_closing_keeps_what_was_being_written(hand: Hand) -> None:
    card = hand.card(PAYS)
    hand.click(card)
    hand.type("Not yet finished")
    hand.view.close_view()
    assert hand.text(card) == "Not yet finished"
    hand.view._unsubscribe = lambda: None  # the fixture closes it again


def test_a_click_into_the_box_places_the_cursor_and_does_not_drag(hand: Hand) -> None:
    card = hand.card(PAYS)
    hand.double_click(card)
    widget = QApplication.widgetAt(hand.surface.mapToGlobal(hand.middle(card)))
    assert widget is not None
    assert hand.writing.isAncestorOf(widget) or widget is hand.writing
    hand.key(Qt.Key.Key_Escape)


def test_a_card_in_a_collapsed_lane_is_written_at_its_sign(hand: Hand) -> None:
    lane = hand.lane("What they do")
    card = hand.card(PAYS)
    hand.session.document.apply(Edit(id=lane, values={"collapsed": True}))
    hand.settle()
    assert group_box(hand.view.board, card) is not None
    hand.view.edit(card)
    hand.settle()
    assert hand.writing.width() >= 40
    hand.writing.setPlainText("Short")
    hand.key(Qt.Key.Key_Return)
    found = hand.snapshot.get(Card, card)
    assert found is not None
    assert found.text == "Short"
    assert hand.snapshot.get(Lane, lane) is not None


def test_the_ring_of_a_floating_box_is_around_the_box(hand: Hand) -> None:
    hand.view.look(Camera(0, 0, 0.3))
    hand.settle()
    hand.click(hand.card(PAYS))
    hand.key(Qt.Key.Key_F2)
    box = hand.writing.view_box
    accent = hand.view.showing.theme.colours.accent.lower()
    beside = QPoint(round(box.x - 3), round(box.centre.y))
    assert hand.colour_at(beside).name() == accent
    hand.key(Qt.Key.Key_Escape)
