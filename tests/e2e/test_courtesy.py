# SPDX-License-Identifier: Apache-2.0
"""What another department has locked is asked about once, however somebody sets about it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from journey_studio.canvas.selection import only
from journey_studio.model.change import Author
from journey_studio.model.commands import Edit
from journey_studio.model.records import Card, Lane
from journey_studio.ui.notices import Strip
from tests.e2e.inspecting import Inspecting
from tests.e2e.pilot import Pilot, button, settle
from tests.hands import LEFT, wait_until

TEXT = "Reads that the train leaves"


@pytest.fixture
def sales(pilot: Pilot) -> Inspecting:
    """Somebody of Sales, in a project where Marketing has locked what customers do."""
    found = Inspecting.at(pilot)
    lane = found.lane("What they do")
    values = {"owner": "Marketing", "locked": True}
    assert found.canvas.apply(Edit(id=lane, values=values))
    found.session.document.author = Author("Sam", "Sales", "Desk")
    settle()
    return found


def questions(pilot: Pilot) -> list[Strip]:
    strips = pilot.window.notices.strips()
    return [strip for strip in strips if "belongs to Marketing and is locked" in strip.text]


def insist(pilot: Pilot) -> None:
    settle()
    (strip,) = questions(pilot)
    QTest.mouseClick(button(strip, "Edit anyway"), LEFT)
    settle()


def drag(pilot: Inspecting, card: str) -> None:
    pilot.drag(card, pilot.middle(card) + QPoint(210, 0))


def move_by_keys(pilot: Inspecting, card: str) -> None:
    pilot.click(card)
    pilot.press(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)


def delete(pilot: Inspecting, card: str) -> None:
    pilot.click(card)
    pilot.choose("edit.delete")


def duplicate(pilot: Inspecting, card: str) -> None:
    pilot.click(card)
    pilot.choose("edit.duplicate")


def paste(pilot: Inspecting, card: str) -> None:
    pilot.click(card)
    pilot.choose("edit.copy")
    pilot.choose("edit.paste")


WAYS = [drag, move_by_keys, delete, duplicate, paste]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_every_way_asks_and_changes_nothing_until_somebody_insists(
    sales: Inspecting, way: Callable[[Inspecting, str], None]
) -> None:
    card = sales.card(TEXT)
    sales.show_at_full_size(card)
    before = sales.hash
    way(sales, card)
    assert len(questions(sales)) == 1
    assert sales.hash == before
    insist(sales)
    assert sales.hash != before
    assert questions(sales) == []


def test_typing_asks_before_the_first_letter(sales: Inspecting) -> None:
    card = sales.card(TEXT)
    sales.show_at_full_size(card)
    sales.double_click(card)
    before = sales.canvas.editor
    insist(sales)
    assert before is None, "it was asked before there was anything to write in"
    assert sales.canvas.editor is not None
    sales.type("Hears of it")
    sales.press(Qt.Key.Key_Return)
    found = sales.snapshot.get(Card, card)
    assert found is not None
    assert found.text == "Hears of it"


def test_the_inspector_asks_and_keeps_what_was_typed(sales: Inspecting) -> None:
    card = sales.card(TEXT)
    sales.select(card)
    before = sales.hash
    editor = sales.inspector.form.field("text").editor  # type: ignore[union-attr]
    editor.setFocus()
    editor.selectAll()
    sales.type("Hears of it")
    sales.press(Qt.Key.Key_Return)
    assert sales.hash == before
    assert editor.text() == "Hears of it"
    assert len(questions(sales)) == 1
    insist(sales)
    found = sales.snapshot.get(Card, card)
    assert found is not None
    assert found.text == "Hears of it"
    assert not sales.inspector.form.field("text").problem.isVisible()  # type: ignore[union-attr]


def test_one_answer_is_enough_for_all_that_belongs_to_them(sales: Inspecting) -> None:
    card = sales.card(TEXT)
    sales.show_at_full_size(card)
    move_by_keys(sales, card)
    insist(sales)
    delete(sales, card)
    assert questions(sales) == []
    assert sales.snapshot.get(Card, card) is None


def test_nobody_is_asked_about_what_is_of_their_own_department(sales: Inspecting) -> None:
    sales.session.document.author = Author("Mia", " marketing ", "Desk")
    card = sales.card(TEXT)
    sales.show_at_full_size(card)
    delete(sales, card)
    assert questions(sales) == []
    assert sales.snapshot.get(Card, card) is None


def test_nobody_is_asked_about_what_nobody_has_locked(sales: Inspecting) -> None:
    lane = sales.lane("Frontstage")
    assert sales.canvas.apply(Edit(id=lane, values={"title": "On stage"}))
    assert questions(sales) == []


def test_the_question_goes_when_something_else_is_done(sales: Inspecting) -> None:
    card = sales.card(TEXT)
    sales.show_at_full_size(card)
    move_by_keys(sales, card)
    assert len(questions(sales)) == 1
    assert sales.canvas.apply(Edit(id=sales.lane("Frontstage"), values={"title": "On stage"}))
    settle()
    assert questions(sales) == []


def test_a_lock_can_be_taken_off_by_whoever_insists(sales: Inspecting) -> None:
    lane = sales.lane("What they do")
    assert not sales.canvas.apply(Edit(id=lane, values={"locked": False}))
    insist(sales)
    found = sales.snapshot.get(Lane, lane)
    assert found is not None
    assert not found.locked


def test_bringing_something_back_from_the_history_asks_as_well(sales: Inspecting) -> None:
    card, sam = sales.card(TEXT), sales.session.document.author
    then = sales.snapshot.records[card]
    sales.session.document.author = Author("Mia", "Marketing", "Desk")
    assert sales.canvas.apply(Edit(id=card, values={"text": "Hears of it"}))
    sales.session.document.author = sam
    history = sales.window.panels.history  # type: ignore[union-attr]
    sales.canvas.setFocus()
    sales.choose("view.history")
    wait_until(lambda: history.looking.timeline is not None)
    settle()
    sales.press(Qt.Key.Key_Left)
    sales.canvas.select(only(card))
    wait_until(lambda: not history.weighing)
    history.restore("chosen")
    settle()
    assert sales.canvas.document.snapshot.records[card] != then
    insist(sales)
    assert sales.canvas.document.snapshot.records[card] == then
