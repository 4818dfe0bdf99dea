# SPDX-License-Identifier: Apache-2.0
"""A person copies, cuts, pastes and duplicates in the window, with keys and menus."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QGuiApplication

from journey_studio.model.commands import Add
from journey_studio.model.records import Card
from journey_studio.session import new_project
from tests.e2e.inspecting import Inspecting
from tests.e2e.pilot import Answers, Pilot
from tests.e2e.test_pictures import _drop as drop
from tests.hands import Cell

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
C, D, V, X = Qt.Key.Key_C, Qt.Key.Key_D, Qt.Key.Key_V, Qt.Key.Key_X
FRIEND = "Sees a friend's photo"
NICE = "Finds that the nice dates are sold out"


pytestmark = pytest.mark.usefixtures("fresh_clipboard")


def at_cell(pilot: Pilot, cell: Cell) -> None:
    """Click into a cell, below its cards."""
    pilot.click_at(pilot.in_cell(cell))


def here(pilot: Pilot, step: str, lane: str = "What they do") -> Cell:
    return pilot.lane(lane), pilot.step(step)


def test_a_card_is_copied_and_pasted_with_the_keyboard(pilot: Pilot) -> None:
    pilot.click(pilot.card(FRIEND))
    pilot.press(C, CONTROL)
    assert pilot.status.startswith("Copied card “Sees a friend")
    there = here(pilot, "Compare with flying")
    at_cell(pilot, there)
    pilot.press(V, CONTROL)
    assert any(text.startswith(FRIEND) for text in pilot.texts_in(there))
    assert pilot.menu_text("edit.undo").startswith("Undo Paste card “Sees a friend")
    assert pilot.saving == "Saved"
    pilot.undo()
    assert not any(text.startswith(FRIEND) for text in pilot.texts_in(there))


def test_a_card_is_cut_and_pasted_from_the_menu_and_each_is_one_step(pilot: Pilot) -> None:
    before = pilot.hash
    pilot.click(pilot.card(NICE))
    pilot.choose("edit.cut")
    assert pilot.menu_text("edit.undo").startswith("Undo Cut card “Finds that")
    pilot.choose("edit.paste")
    assert pilot.hash == before
    pilot.undo()
    pilot.undo()
    assert pilot.hash == before
    assert pilot.card(NICE)


def test_a_card_is_duplicated_and_the_copy_is_selected(pilot: Pilot) -> None:
    card = pilot.card(NICE)
    pilot.click(card)
    pilot.press(D, CONTROL)
    (copy,) = pilot.canvas.selection.ids
    assert copy != card
    assert pilot.cell_of(copy) == pilot.cell_of(card)
    assert pilot.menu_text("edit.undo").startswith("Undo Duplicate card “Finds that")
    pilot.press(Qt.Key.Key_Left, ALT)
    pilot.press(D, CONTROL)
    step = here(pilot, "Get the idea")[1]
    assert pilot.cell_of(pilot.canvas.selection.ids[0])[1] == step


def test_while_words_are_written_keys_and_menu_work_on_the_words(pilot: Pilot) -> None:
    card = pilot.card(NICE)
    cards = len(pilot.cards(NICE))
    pilot.click(card)
    pilot.press(Qt.Key.Key_F2)
    editor = pilot.canvas.editor
    assert editor is not None
    pilot.press(C, CONTROL)
    assert QGuiApplication.clipboard().text() == NICE
    pilot.choose("edit.cut")
    assert editor.toPlainText() == ""
    pilot.press(V, CONTROL)
    pilot.choose("edit.paste")
    pilot.press(V, CONTROL | SHIFT)
    assert pilot.canvas.editor is editor, "nobody ended the writing"
    assert editor.toPlainText() == NICE * 3
    pilot.press(Qt.Key.Key_Escape)
    assert len(pilot.cards(NICE)) == cards


def test_while_a_field_is_filled_in_the_menu_works_on_its_words(pilot: Pilot) -> None:
    clerk = Inspecting.at(pilot)
    clerk.select(clerk.card(NICE))
    before = clerk.hash
    clerk.write_in("Channel", "Letter")
    clerk.press(Qt.Key.Key_A, CONTROL)
    clerk.choose("edit.copy")
    assert QGuiApplication.clipboard().text() == "Letter"
    clerk.choose("edit.cut")
    assert clerk.hash == before, "the card is not what was cut"


def test_a_card_goes_to_another_project_in_another_window(
    pilot: Pilot, start: Callable[[Path | None], Pilot], tmp_path: Path
) -> None:
    pilot.click(pilot.card(FRIEND))
    pilot.press(C, CONTROL)
    path = tmp_path / "Other.journey"
    with new_project(path) as session:
        session.document.apply(Add(kind="map", values={"title": "Empty"}))
    other = start(path)
    other.choose("edit.paste")
    cards = [c for c in other.snapshot.records.values() if isinstance(c, Card) and not c.deleted]
    assert sum(card.text.startswith(FRIEND) for card in cards) == 1
    assert other.canvas.selection.ids


@pytest.mark.parametrize(
    ("answer", "made"), [("Fill cells", 4), ("New stages and lanes", 1), ("Cancel", 0)]
)
def test_a_table_that_does_not_fit_is_asked_about(
    pilot: Pilot, answers: Answers, answer: str, made: int
) -> None:
    lane, step = here(pilot, "Claim a refund for the delay", "Support systems")
    pilot.canvas.select(pilot.canvas.selection._replace(ids=(), cell=(lane, step)))
    pilot.canvas.reveal_cell((lane, step))
    before = _cards(pilot)
    QGuiApplication.clipboard().setText("a\tb\nc\td\n")
    answers.press(answer)
    pilot.press(V, CONTROL)
    assert "2 × 2" in answers.seen[0]
    assert _cards(pilot) - before == made
    if made:
        pilot.undo()
    assert _cards(pilot) == before


def _cards(pilot: Pilot) -> int:
    records = pilot.snapshot.records.values()
    return sum(isinstance(each, Card) and not each.deleted for each in records)


def test_a_picture_of_the_map_is_copied(pilot: Pilot) -> None:
    pilot.press(Qt.Key.Key_Escape)
    pilot.press(C, ALT | SHIFT)
    image = QGuiApplication.clipboard().image()
    assert image.width() > pilot.canvas.board.width
    assert pilot.status.startswith("Copied as a picture of")


def test_a_project_dropped_on_the_map_is_opened(pilot: Pilot, tmp_path: Path) -> None:
    path = tmp_path / "Other.journey"
    new_project(path).close()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    content = pilot.hash
    assert drop(pilot, mime, QPoint(500, 300))
    assert [w.session.path for w in pilot.desk.windows if w.session] == [pilot.session.path, path]
    assert pilot.hash == content
