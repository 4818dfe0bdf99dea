# SPDX-License-Identifier: Apache-2.0
"""A person opens, makes, copies and closes projects, and is told what cannot be."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from journey_studio.model.commands import Add, Edit
from journey_studio.session import new_project, open_session
from journey_studio.ui.file_deeds import sample_file
from journey_studio.ui.windows import Windows
from tests.e2e.pilot import Answers, Pilot, button, settle

Start = Callable[[Path | None], Pilot]


def test_without_a_file_the_window_offers_five_things_in_words(start: Start) -> None:
    pilot = start(None)
    choices = [
        each.accessibleName()
        for each in pilot.window.welcome.findChildren(QPushButton)
        if each.isVisible() and each.property("role") == "choice"
    ]
    assert choices == [
        "Blank map",
        "Open a project",
        "Import a map",
        "Open a shared project",
        "Sample map",
    ]
    assert not pilot.can("file.export")
    assert not pilot.can("insert.card")
    assert pilot.can("file.new")


def test_a_new_project_begins_with_an_empty_map_and_its_first_stage(
    start: Start, answers: Answers, tmp_path: Path
) -> None:
    pilot = start(None)
    answers.save_as(tmp_path / "Pilgrimage")  # the ending is the program's business
    pilot.choose("file.new")
    assert pilot.session.path == tmp_path / "Pilgrimage.journey"
    assert [each.title for each in pilot.snapshot.maps()] == ["Pilgrimage"]
    assert not pilot.can("edit.undo")
    pilot.choose("insert.stage")
    pilot.type("Leave home")
    pilot.press(Qt.Key.Key_Return)
    assert pilot.stage("Leave home")
    assert pilot.saving == "Saved"


def test_a_new_project_never_replaces_a_file(start: Start, answers: Answers, sample: Path) -> None:
    pilot = start(None)
    before = sample.read_bytes()
    answers.save_as(sample)
    pilot.choose("file.new")
    assert pilot.window.session is None
    assert "exists already" in pilot.notices[0]
    assert sample.read_bytes() == before


def test_the_sample_is_the_persons_own_copy(start: Start) -> None:
    pilot = start(None)
    pilot.choose("file.sample")
    assert pilot.session.path == sample_file()
    assert pilot.session.read_only_reason is None
    assert pilot.card("Sees a friend's photo")
    pilot.choose("file.close")
    pilot.choose("file.sample")
    assert pilot.session.path == sample_file()


def test_a_project_is_opened_from_the_dialog_and_listed_as_recent(
    start: Start, answers: Answers, sample: Path
) -> None:
    pilot = start(None)
    answers.open(sample)
    pilot.choose("file.open")
    assert pilot.session.path == sample
    pilot.choose("file.close")
    recent = [
        each.accessibleName()
        for each in pilot.window.welcome.findChildren(QPushButton)
        if each.isVisible() and each.property("role") == "recent"
    ]
    assert recent == ["Night train"]


def test_save_answers_although_everything_is_saved(pilot: Pilot) -> None:
    pilot.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert pilot.status == "Saved · everything is already on disk"


def test_a_copy_is_saved_and_the_work_goes_on_in_the_original(
    pilot: Pilot, answers: Answers, sample: Path, tmp_path: Path
) -> None:
    content = pilot.hash
    answers.save_as(tmp_path / "Elsewhere.journey")
    pilot.choose("file.copy")
    assert pilot.session.path == sample
    assert pilot.notices[0].startswith("A copy was saved")
    button(pilot.window.notices, "Open the copy").click()
    settle()
    assert len(pilot.desk.windows) == 2
    other = Pilot(pilot.desk, pilot.desk.windows[1])
    assert other.session.path == tmp_path / "Elsewhere.journey"
    assert other.hash == content


def test_a_copy_never_replaces_a_project_that_is_open(
    pilot: Pilot, answers: Answers, sample: Path
) -> None:
    answers.save_as(sample)
    answers.press("Replace")
    pilot.choose("file.copy")
    assert "open for editing" in pilot.notices[0]


def test_a_project_is_shown_in_one_window_only(pilot: Pilot, sample: Path) -> None:
    pilot.desk.open(sample)
    assert len(pilot.desk.windows) == 1


def test_a_second_program_is_told_and_may_read(
    start: Start, answers: Answers, sample: Path
) -> None:
    with open_session(sample):
        answers.press("Open for reading")
        pilot = start(sample)
        assert answers.seen[0].startswith("Night train.journey is already being edited.")
        assert pilot.saving.startswith("Read only: It is being edited")
        pilot.show_at_full_size()
        card = pilot.card("Sees a friend's photo")
        for action in ("insert.card", "edit.delete", "edit.undo", "insert.picture", "edit.paste"):
            assert not pilot.can(action)
        content = pilot.hash
        pilot.double_click(card)
        pilot.type("x")
        pilot.drag(card, pilot.in_cell(pilot.cell_of(pilot.card("Finds that the nice"))))
        assert pilot.hash == content
        assert pilot.can("file.export")
        assert pilot.can("file.copy")
        pilot.choose("file.save")
        assert pilot.status == "Nothing to save · open for reading only"


def test_a_second_program_may_also_leave_it(start: Start, answers: Answers, sample: Path) -> None:
    with open_session(sample):
        answers.press("Cancel")
        pilot = start(sample)
        assert pilot.window.session is None


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere"
)
def test_a_folder_that_may_not_be_written_to_opens_for_reading(
    start: Start, sample: Path
) -> None:  # pragma: no cover
    sample.parent.chmod(0o500)
    try:
        pilot = start(sample)
        assert "Its folder may not be written to" in pilot.saving
        pilot.window.close()
    finally:
        sample.parent.chmod(0o700)


def test_what_is_no_project_is_refused_in_words(
    start: Start, answers: Answers, tmp_path: Path
) -> None:
    foreign = tmp_path / "notes.journey"
    foreign.write_text("a shopping list", encoding="utf-8")
    answers.press("Close")
    pilot = start(foreign)
    said = "notes.journey was not opened. notes.journey is not a Journey Studio project;"
    assert answers.seen[0].startswith(said)
    assert pilot.window.session is None
    assert foreign.read_text(encoding="utf-8") == "a shopping list"


def test_a_project_with_a_trigger_is_refused_and_nothing_runs(
    start: Start, answers: Answers, sample: Path
) -> None:
    connection = sqlite3.connect(sample)
    connection.execute("CREATE TRIGGER evil AFTER INSERT ON change BEGIN SELECT 1; END")
    connection.commit()
    connection.close()
    answers.press("Close")
    pilot = start(sample)
    assert "holds something no project has" in answers.seen[0]
    assert pilot.window.session is None


def test_a_damaged_project_is_restored_from_its_backup_when_asked(
    start: Start, answers: Answers, sample: Path
) -> None:
    with open_session(sample) as session:
        session.project.backups.make()
    data = bytearray(sample.read_bytes())
    data[8192:16384] = bytes(8192)
    sample.write_bytes(data)
    answers.do(lambda dialog: dialog.findChildren(QPushButton)[0].click())
    pilot = start(sample)
    assert "is damaged" in answers.seen[0]
    assert pilot.card("Sees a friend's photo")
    assert "as it was in its backup" in pilot.notices[0]


def test_a_project_without_a_map_offers_to_add_one(start: Start, tmp_path: Path) -> None:
    path = tmp_path / "Bare.journey"
    new_project(path).close()
    pilot = start(path)
    assert pilot.window.canvas is None
    choice = pilot.window.empty.findChildren(QPushButton)[0]
    choice.click()
    settle()
    pilot.type("First map")
    pilot.press(Qt.Key.Key_Return)
    assert [each.title for each in pilot.snapshot.maps()] == ["First map"]
    pilot.undo()
    pilot.undo()
    settle()
    assert pilot.window.canvas is None, "the map is gone, and the window says so"
    pilot.redo()
    settle()
    assert pilot.canvas.showing.map_id


def test_several_maps_are_chosen_from_the_bar(start: Start, tmp_path: Path) -> None:
    path = tmp_path / "Atlas.journey"
    with new_project(path) as session:
        for title in ("Buy", "Use & return", "Leave"):
            session.document.apply(Add(kind="map", values={"title": title}))
    pilot = start(path)
    menu = pilot.window.bar.maps.menu()
    assert [action.text() for action in menu.actions()] == ["Buy", "Use && return", "Leave"]
    menu.actions()[1].trigger()
    settle()
    assert pilot.snapshot.maps()[1].id == pilot.map_id
    pilot.choose("view.next_map")
    assert pilot.window.bar.maps.text().strip() == "Leave"
    pilot.choose("view.next_map")
    assert pilot.window.bar.maps.text().strip() == "Buy"


def test_undo_leaves_alone_what_somebody_else_has_changed_and_says_so(
    pilot: Pilot, sample: Path, tmp_path: Path
) -> None:
    """The colleague works on a copy; what they did comes in as it would from a shared folder."""
    colleague = Path(shutil.copy(sample, tmp_path / "colleague.journey"))
    card = pilot.card("Sees a friend's photo")
    pilot.click(card)
    pilot.type("Mine")
    pilot.press(Qt.Key.Key_Return)
    mine = [
        change
        for sha in pilot.session.project.journal.hashes
        if (change := pilot.session.project.journal.get(sha)) is not None
    ]
    with open_session(colleague) as other:
        other.document.receive(mine)
        change = other.document.apply(Edit(id=card, values={"text": "Theirs"}))
    assert change is not None
    pilot.session.document.receive([change])
    pilot.undo()
    assert pilot.snapshot.records[card].text == "Theirs"  # type: ignore[attr-defined]
    assert "somebody has changed “Theirs” since" in pilot.notices[0]
    assert pilot.status == pilot.notices[0]


def test_windows_are_dressed_light_and_dark(pilot: Pilot) -> None:
    light = pilot.window.grab().toImage()
    pilot.choose("view.dark")
    dark = pilot.window.grab().toImage()
    at = (pilot.window.width() - 20, pilot.window.height() - 60)
    assert light.pixelColor(*at).lightness() > 200
    assert dark.pixelColor(*at).lightness() < 60
    assert pilot.window.commands["view.dark"].isChecked()
    assert not pilot.window.commands["view.light"].isChecked()
    assert pilot.canvas.showing.theme.name == "dark"


def test_the_window_stands_where_it_stood(desk: Windows, start: Start) -> None:
    pilot = start(None)
    pilot.window.resize(700, 500)
    settle()
    pilot.window.close()
    settle()
    desk.start(None)
    settle()
    assert (desk.windows[-1].width(), desk.windows[-1].height()) == (700, 500)
