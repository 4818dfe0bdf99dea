# SPDX-License-Identifier: Apache-2.0
"""Comparing in the window: choose two sides, see what differs, walk through it, go back."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from journey_studio.model.commands import Add, Delete, Edit, Move, NameVersion
from journey_studio.session import open_session
from journey_studio.ui.compare.bar import CompareBar
from journey_studio.ui.compare.chooser import Chooser
from journey_studio.ui.compare.details import Details
from journey_studio.ui.compare.room import Comparing
from tests.e2e.pilot import Answers, Pilot, settle

LANE = "What they do"


def _cards(pilot: Pilot) -> list[str]:
    lane = pilot.lane(LANE)
    steps = pilot.snapshot.steps_of_map(pilot.map_id)
    return [card.id for step in steps for card in pilot.snapshot.cards(lane, step.id)]


def _work(pilot: Pilot) -> tuple[str, str, str]:
    """After a version was named: rewrite a card, move one, delete one."""
    document = pilot.session.document
    linked = {end for link in pilot.snapshot.connections() for end in (link.source, link.target)}
    changed, moved, gone, *_ = [card for card in _cards(pilot) if card not in linked]
    document.apply(NameVersion(title="After the workshop"))
    document.apply(Edit(id=changed, values={"text": "Sees a photo from the train"}))
    last = pilot.snapshot.steps_of_map(pilot.map_id)[-1]
    document.apply(Move(ids=(moved,), under=(pilot.lane(LANE), last.id)))
    document.apply(Delete(ids=(gone,)))
    settle()
    return changed, moved, gone


def _room(pilot: Pilot) -> Comparing:
    assert pilot.window.panels is not None
    return pilot.window.panels.comparing


def _bar(pilot: Pilot) -> CompareBar:
    bar = _room(pilot).bar
    assert bar is not None
    assert bar.isVisible()
    return bar


def _details(pilot: Pilot) -> Details:
    found = _room(pilot).details
    assert found is not None
    return found


def _said(pilot: Pilot) -> str:
    return _details(pilot).body.toPlainText()


def _counts(pilot: Pilot) -> list[str]:
    return [each.accessibleName() for each in _bar(pilot).counts.values() if each.isVisible()]


@pytest.fixture
def compared(pilot: Pilot, answers: Answers) -> tuple[str, str, str]:
    """The version and now are compared, as the dialog proposes."""
    ids = _work(pilot)
    answers.press("Compare")
    pilot.choose("view.compare")
    return ids


@pytest.mark.usefixtures("compared")
def test_a_version_is_compared_with_now_as_the_dialog_proposes(pilot: Pilot) -> None:
    assert pilot.canvas.presented
    assert _bar(pilot).what.whole == "Version “After the workshop” → Now"
    assert _counts(pilot) == ["1 removed", "1 moved", "1 changed"]


def test_the_removed_card_is_there_again_and_nothing_can_be_edited(
    pilot: Pilot, compared: tuple[str, str, str]
) -> None:
    _, _, gone = compared
    pilot.show_at_full_size(gone)
    pilot.click(gone)
    assert pilot.canvas.selection.ids == (gone,)
    assert _details(pilot).head.whole.endswith("removed")
    assert not pilot.can("edit.delete")
    assert not pilot.can("insert.card")


def test_clicking_a_changed_card_says_what_it_was_and_what_it_is(
    pilot: Pilot, compared: tuple[str, str, str]
) -> None:
    changed, _, _ = compared
    pilot.show_at_full_size(changed)
    pilot.click(changed)
    assert "Sees a friend's photo from the train window" in _said(pilot)
    assert "Sees a photo from the train" in _said(pilot)
    assert "line-through" in _details(pilot).body.toHtml()


def test_the_mark_at_an_old_place_tells_of_the_card_that_lay_there(
    pilot: Pilot, compared: tuple[str, str, str]
) -> None:
    _, moved, _ = compared
    both = _room(pilot).both
    assert both is not None
    (mark,) = both.left
    pilot.show_at_full_size(mark)
    pilot.click(mark)
    here = _room(pilot).here
    assert here is not None
    assert here.id == moved
    assert "at “Claim a refund for the delay”" in _said(pilot)


def test_counts_and_keys_walk_from_difference_to_difference(
    pilot: Pilot, compared: tuple[str, str, str]
) -> None:
    changed, moved, gone = compared
    pilot.canvas.setFocus()
    seen = []
    for _ in range(3):
        pilot.choose("view.next_difference")
        seen.append(pilot.canvas.selection.ids[0])
    assert sorted(seen) == sorted((changed, moved, gone))
    pilot.choose("view.next_difference")
    assert pilot.canvas.selection.ids[0] == seen[0]  # round and round
    pilot.choose("view.previous_difference")
    assert pilot.canvas.selection.ids[0] == seen[2]
    QTest.mouseClick(_bar(pilot).counts["moved"], Qt.MouseButton.LeftButton)
    settle()
    assert pilot.canvas.selection.ids == (moved,)
    assert _details(pilot).more.whole.endswith(" of 3")


def test_what_was_selected_before_is_told_of_at_once(pilot: Pilot, answers: Answers) -> None:
    changed, _, _ = _work(pilot)
    pilot.show_at_full_size(changed)
    pilot.click(changed)
    answers.press("Compare")
    pilot.choose("view.compare")
    assert pilot.canvas.selection.ids == (changed,)
    assert "Sees a photo from the train" in _said(pilot)


@pytest.mark.usefixtures("compared")
def test_swapping_turns_removed_into_added(pilot: Pilot) -> None:
    _bar(pilot).swap.click()
    settle()
    assert _bar(pilot).what.whole == "Now → Version “After the workshop”"
    assert _counts(pilot) == ["1 added", "1 moved", "1 changed"]


def test_escape_goes_back_to_the_map_as_it_was_seen(
    pilot: Pilot, compared: tuple[str, str, str]
) -> None:
    bar = _bar(pilot)
    pilot.canvas.setFocus()
    pilot.press(Qt.Key.Key_Escape)
    assert not pilot.canvas.presented
    assert not bar.isVisible()
    assert not _details(pilot).isVisible()
    assert compared[2] not in [i for cell in pilot.canvas.board.cells.values() for i in cell.ids]
    pilot.choose("edit.undo")  # the map can be worked on again
    assert compared[2] in _cards(pilot)


def test_what_a_colleague_changes_meanwhile_is_compared_too(
    pilot: Pilot, compared: tuple[str, str, str]
) -> None:
    step = pilot.session.snapshot.steps_of_map(pilot.session.map_ids[0])[0]
    lanes = pilot.session.snapshot.lanes(pilot.session.map_ids[0])
    lane = next(lane for lane in lanes if lane.title == LANE)
    add = Add(kind="card", under=(lane.id, step.id), values={"text": "From afar"})
    pilot.session.document.apply(add)
    QTest.qWait(500)
    assert _counts(pilot) == ["1 added", "1 removed", "1 moved", "1 changed"]
    assert len(compared) == 3


def test_another_file_is_compared_card_by_card(
    start: Callable[[Path | None], Pilot], sample: Path, tmp_path: Path, answers: Answers
) -> None:
    other = Path(shutil.copy(sample, tmp_path / "Other.journey"))
    with open_session(other) as session:
        map_id = session.map_ids[0]
        stage = session.snapshot.stages(map_id)[0]
        session.document.apply(Edit(id=stage.id, values={"title": "Dream"}))
    pilot = start(sample)

    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, Chooser)
        box = dialog.before.source
        box.setCurrentIndex(box.count() - 1)  # another file…
        QTimer.singleShot(0, box, lambda: box.activated.emit(box.count() - 1))

    answers.do(choose)
    answers.open(other)
    answers.press("Compare")
    pilot.choose("view.compare")
    assert _counts(pilot) == ["1 changed"]
    assert _bar(pilot).what.whole == "Other.journey → Now"


def test_the_same_on_both_sides_is_not_offered(pilot: Pilot, answers: Answers) -> None:
    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, Chooser)
        dialog.before.map.setCurrentIndex(dialog.after.map.currentIndex())
        dialog.before.map.activated.emit(0)
        assert not dialog.compare.isEnabled()
        assert dialog.said.text().startswith("Both sides are the same")
        dialog.reject()

    answers.do(look)
    pilot.choose("view.compare")
    assert not pilot.canvas.presented


@pytest.mark.usefixtures("compared")
def test_a_poster_of_the_comparison_is_made(pilot: Pilot, answers: Answers, tmp_path: Path) -> None:
    answers.press("Export…")
    answers.save_as(tmp_path / "compared.pdf")
    _bar(pilot).export.click()
    running = pilot.window.notices.running()
    assert running
    for _ in range(400):
        if not pilot.window.notices.running():
            break
        QTest.qWait(50)
    assert (tmp_path / "compared.pdf").read_bytes().startswith(b"%PDF")
