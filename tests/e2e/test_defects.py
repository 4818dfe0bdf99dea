# SPDX-License-Identifier: Apache-2.0
"""Something in the program is wrong: the person is told, nothing is lost, the work goes on."""

import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from journey_studio.errors import JourneyError
from journey_studio.store.errors import NotSaved
from journey_studio.ui.guard import Guard
from tests.e2e.pilot import Pilot, button, settle

FRIEND = "Sees a friend's photo"


@pytest.fixture
def guarded(pilot: Pilot) -> Iterator[Pilot]:
    """The pilot's window, watched as the shipped program watches it."""
    guard = Guard()
    guard.install()
    guard.happened.connect(pilot.desk.tell_error)
    yield pilot
    guard.remove()


def _fail(error: Exception) -> None:
    """What Python does with an error that nobody caught."""
    try:
        raise error
    except type(error) as caught:
        sys.excepthook(type(caught), caught, caught.__traceback__)
    settle()


def test_a_defect_is_told_once_and_without_a_traceback(guarded: Pilot) -> None:
    for _ in range(3):
        _fail(RuntimeError("division of labour by zero"))
    assert len(guarded.notices) == 1
    assert guarded.notices[0].startswith("Something in the program went wrong. Your work is safe")
    assert "Traceback" not in guarded.notices[0]
    button(guarded.window.notices, "Copy details").click()
    assert "division of labour by zero" in QGuiApplication.clipboard().text()
    guarded.click(guarded.card(FRIEND))
    guarded.type("Goes on")
    guarded.press(Qt.Key.Key_Return)
    assert guarded.card("Goes on")


def test_an_error_for_people_is_told_in_its_words(guarded: Pilot) -> None:
    _fail(JourneyError("There is no room for this. Nothing was changed."))
    assert guarded.notices == ["There is no room for this. Nothing was changed."]


def test_an_edit_that_cannot_be_saved_is_not_made_and_said_so(
    pilot: Pilot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object) -> None:
        raise NotSaved("The disk is full, so the last edit was not saved and not made.")

    card = pilot.card(FRIEND)
    content = pilot.hash
    pilot.click(card)
    monkeypatch.setattr(pilot.session.project.journal, "append", refuse)
    pilot.press(Qt.Key.Key_Delete)
    assert pilot.notices == ["The disk is full, so the last edit was not saved and not made."]
    assert pilot.hash == content
    assert not pilot.can("edit.undo")
    monkeypatch.undo()
    pilot.press(Qt.Key.Key_Delete)
    assert pilot.cards(FRIEND) == []
    assert pilot.saving == "Saved"
