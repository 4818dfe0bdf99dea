# SPDX-License-Identifier: Apache-2.0
"""In the shipped window: everything and nothing selected, the menu of a thing, looking by place."""

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from journey_studio.model.records import Card
from journey_studio.ui.context_menu import ContextMenu
from tests.e2e.pilot import Pilot, settle

SHIFT = Qt.KeyboardModifier.ShiftModifier


def menu(pilot: Pilot) -> ContextMenu:
    found = pilot.canvas.findChild(ContextMenu)
    assert isinstance(found, ContextMenu)
    return found


def entries(pilot: Pilot) -> list[str]:
    assert menu(pilot).isVisible()
    return [each.objectName() for each in menu(pilot).actions() if each.objectName()]


def right_click(pilot: Pilot, at: QPoint) -> None:
    QTest.mouseClick(pilot.view, Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, at)
    reason = QContextMenuEvent.Reason.Mouse
    event = QContextMenuEvent(reason, at, pilot.view.mapToGlobal(at))
    QApplication.sendEvent(pilot.view, event)
    settle()


def test_the_right_button_opens_what_can_be_done_with_a_card(pilot: Pilot) -> None:
    card = pilot.card("Pays by card")
    pilot.show_at_full_size(card)
    right_click(pilot, pilot.middle(card))
    assert pilot.canvas.selection.ids == (card,)
    assert {"edit.write", "edit.duplicate", "edit.delete", "insert.picture"} <= set(entries(pilot))
    delete = next(a for a in menu(pilot).actions() if a.objectName() == "edit.delete")
    menu(pilot).close()
    delete.trigger()
    settle()
    assert card not in [each.id for each in pilot.live(Card)]


def test_the_menu_key_opens_it_and_every_kind_has_its_own(pilot: Pilot) -> None:
    stage, lane = pilot.stage("Book"), pilot.lane("What they do")
    offered = []
    for record in (stage, lane, pilot.map_id):
        pilot.canvas.select(type(pilot.canvas.selection)((record,)))
        pilot.canvas.setFocus()
        pilot.press(Qt.Key.Key_F10, SHIFT)
        offered.append(set(entries(pilot)))
        menu(pilot).close()
    assert "edit.right" in offered[0]
    assert "edit.up" not in offered[0]
    assert "edit.up" in offered[1]
    assert "edit.title" in offered[2]


def test_all_cards_are_selected_by_menu_and_none_again(pilot: Pilot) -> None:
    pilot.choose("edit.select_all")
    assert len(pilot.canvas.selection.ids) == len(
        [p for p in pilot.canvas.board.body() if p.group.role == "card"]
    )
    pilot.choose("edit.select_none")
    assert pilot.canvas.selection.ids == ()


def test_in_a_text_all_means_the_text(pilot: Pilot) -> None:
    card = pilot.card("Pays by card")
    pilot.show_at_full_size(card)
    pilot.double_click(card)
    pilot.type("One two")
    pilot.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    editor = pilot.canvas.editor
    assert editor is not None, "the writing goes on"
    assert editor.textCursor().selectedText() == "One two"
    pilot.press(Qt.Key.Key_Escape)


def test_shift_with_the_digit_keys_fits_the_map_and_the_selection(pilot: Pilot) -> None:
    """On a French keyboard these keys say & and é, with Shift 1 and 2."""
    card = pilot.card("Pays by card")
    pilot.show_at_full_size(card)
    pilot.click(card)

    def press(place: int, key: Qt.Key, text: str) -> None:
        event = QKeyEvent(QEvent.Type.KeyPress, key, SHIFT, 10 + place, 0, 0, text)
        QApplication.sendEvent(pilot.canvas, event)
        settle()

    press(1, Qt.Key.Key_2, "2")
    assert pilot.canvas.camera.zoom == 2
    press(0, Qt.Key.Key_1, "1")
    assert pilot.canvas.camera.zoom < 0.6
    assert pilot.canvas.editor is None, "the sign was not typed"
