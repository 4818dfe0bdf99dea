# SPDX-License-Identifier: Apache-2.0
"""Two people, two windows, one folder: what one does is there for the other, by itself."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QDialog, QPushButton

from journey_studio.model.commands import Edit
from journey_studio.model.records import Card
from journey_studio.session import Settings, load_settings, open_session, save_settings
from journey_studio.session.settings import settings_file
from journey_studio.store.working import working_folder
from journey_studio.ui.sharing.join_dialog import JoinDialog
from journey_studio.ui.sharing.share_dialog import ShareDialog
from journey_studio.ui.sharing.sheet import SharingSheet
from journey_studio.ui.sharing.who import WhoDialog
from journey_studio.ui.welcome import ChoiceButton
from journey_studio.ui.windows import Windows
from tests.e2e.pilot import Answers, Pilot, button, settle
from tests.e2e.test_crash import PROGRAM
from tests.hands import LEFT, NONE, wait_until

Start = Callable[[Path | None], Pilot]
ANOTHER = "Finds that the nice dates are sold out"
FRIEND = "Sees a friend's photo"


@pytest.fixture(autouse=True)
def _nobody_yet() -> Iterator[None]:
    """Each test begins and ends with a person who has not said who they are."""
    settings_file().unlink(missing_ok=True)
    yield
    settings_file().unlink(missing_ok=True)


@pytest.fixture
def team(tmp_path: Path) -> Path:
    """The folder that both have."""
    folder = tmp_path / "Team maps"
    folder.mkdir()
    return folder


def share(pilot: Pilot, answers: Answers, folder: Path, name: str = "Jane Miller") -> None:
    """Share the project of this window as a person would."""

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, ShareDialog)
        dialog.folder.path.setText(str(folder))
        dialog.who.name.setText(name)
        dialog.who.department.setText("Customer service")
        button(dialog, "Share").click()

    answers.do(fill)
    pilot.choose("file.share")
    wait_until(lambda: state(pilot) == "up_to_date")


def join(pilot: Pilot, desk: Windows, answers: Answers, folder: Path, file: Path) -> Pilot:
    """Open the shared project from the start page of a window."""

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, JoinDialog)
        if dialog.who is not None:
            dialog.who.name.setText("Omar Haddad")
            dialog.who.department.setText("Onboard services")
        dialog.folder.path.setText(str(folder))
        assert [dialog.list.item(at).text() for at in range(dialog.list.count())] == [
            "Night trains"
        ]
        dialog.file.setText(str(file))
        button(dialog, "Open").click()

    answers.do(fill)
    choices = pilot.window.welcome.findChildren(ChoiceButton)
    next(each for each in choices if each.accessibleName() == "Open a shared project").click()
    wait_until(lambda: any(w.session and w.session.place == file for w in desk.windows))
    window = next(w for w in desk.windows if w.session and w.session.place == file)
    window.resize(1280, 800)
    other = Pilot(desk, window)
    settle()
    other.show_at_full_size()
    wait_until(lambda: state(other) == "up_to_date")
    return other


def new_person(name: str, department: str) -> None:
    save_settings(Settings(name=name, department=department))


def state(pilot: Pilot) -> str:
    part = pilot.window.sharing_part
    standing = part.standing() if part is not None else None
    return standing.state if standing is not None else ""


def said(pilot: Pilot) -> str:
    """What the status line says of sharing."""
    part = pilot.window.sharing_part
    assert part is not None
    assert part.pill.isVisible()
    return part.pill.text().strip()


def sheet(pilot: Pilot) -> SharingSheet:
    """Open the sheet with a click on the status."""
    part = pilot.window.sharing_part
    assert part is not None
    part.pill.click()
    settle()
    assert part._sheet is not None
    assert part._sheet.isVisible()
    return part._sheet


def press_in_sheet(pilot: Pilot, text: str) -> None:
    button(sheet(pilot), text).click()
    settle()


def words_of(widget: SharingSheet) -> str:
    from PySide6.QtWidgets import QLabel

    return " ".join(label.accessibleName() or label.text() for label in widget.findChildren(QLabel))


def text_of(pilot: Pilot, card: str) -> str:
    record = pilot.snapshot.get(Card, card)
    assert record is not None
    return record.text


@pytest.fixture
def two(
    pilot: Pilot, desk: Windows, answers: Answers, team: Path, tmp_path: Path
) -> tuple[Pilot, Pilot]:
    """Jane has shared the sample, Omar has joined; both windows are open."""
    share(pilot, answers, team)
    new_person("Omar Haddad", "Onboard services")
    start = desk.new_window()
    start.show()
    settle()
    omar = join(Pilot(desk, start), desk, answers, team, tmp_path / "Omar.journey")
    wait_until(lambda: pilot.window.sharing.status.others)  # type: ignore[union-attr]
    return pilot, omar


def test_a_project_is_shared_from_the_menu(
    pilot: Pilot, answers: Answers, team: Path, desk: Windows
) -> None:
    assert not [strip for strip in pilot.notices if "shared" in strip]
    assert state(pilot) == ""
    share(pilot, answers, team)
    assert "everybody's changes travel through it by themselves" in answers.seen[0]
    assert [each.name[:8] for each in team.iterdir()] == ["journey-"]
    assert load_settings().name == "Jane Miller", "they are asked once"
    assert pilot.session.document.author.department == "Customer service"
    assert any("Open a shared project" in strip for strip in pilot.notices), "what others do now"
    assert said(pilot) == "Up to date"
    assert pilot.window.sharing is not None
    assert pilot.window.sharing.folder == team
    pilot.choose("file.close")
    again = desk.open(
        pilot.window.start._bench.desk.preferences.start_folder() / "Night train.journey"
    )
    assert again is not None
    wait_until(lambda: state(Pilot(desk, again)) == "up_to_date")


def test_nobody_shares_without_a_name_or_in_a_folder_that_does_not_suit(
    pilot: Pilot, answers: Answers, team: Path
) -> None:
    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, ShareDialog)
        able = button(dialog, "Share")
        assert not able.isEnabled()
        dialog.folder.path.setText(str(team))
        assert not able.isEnabled(), "who is it?"
        dialog.who.name.setText("Jane")
        assert able.isEnabled()
        dialog.folder.path.setText(str(working_folder().parent))
        working_folder().mkdir(parents=True, exist_ok=True)
        dialog.folder.path.setText(str(working_folder()))
        assert not able.isEnabled()
        assert "belongs to the program" in dialog.folder.said.label.text()
        dialog.folder.path.setText(str(team / "gone"))
        assert not able.isEnabled()
        assert "no such folder" in dialog.folder.said.label.text()
        button(dialog, "Cancel").click()

    answers.do(fill)
    pilot.choose("file.share")
    assert list(team.iterdir()) == []
    assert pilot.session.folder is None


def test_what_one_drags_is_seen_by_the_other_and_what_that_one_types_by_the_first(
    two: tuple[Pilot, Pilot],
) -> None:
    jane, omar = two
    assert jane.hash == omar.hash
    card = jane.card(ANOTHER)
    there = (jane.cell_of(card)[0], jane.step("Get the idea"))
    jane.window.raise_()
    jane.show_at_full_size(card)
    jane.drag(card, jane.in_cell(there))
    assert jane.cell_of(card) == there
    wait_until(lambda: omar.cell_of(card) == there)
    assert ANOTHER in omar.texts_in(there)

    friend = omar.card(FRIEND)
    omar.show_at_full_size(friend)
    omar.double_click(friend)
    omar.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    omar.type("Sees a photo and asks where")
    omar.press(Qt.Key.Key_Return)
    assert text_of(omar, friend) == "Sees a photo and asks where"
    wait_until(lambda: text_of(jane, friend) == "Sees a photo and asks where")
    wait_until(lambda: state(jane) == state(omar) == "up_to_date")
    assert jane.hash == omar.hash
    assert not omar.can("edit.redo")
    log = jane.session.project.journal
    authors = {log.get(name).author.name for name in log.hashes[-2:]}  # type: ignore[union-attr]
    assert authors == {"Jane Miller", "Omar Haddad"}


def test_both_edit_at_once_and_end_with_the_same_map(two: tuple[Pilot, Pilot]) -> None:
    jane, omar = two
    cards = [jane.card(ANOTHER), jane.card(FRIEND)]
    for number in range(3):
        for pilot, name in ((jane, "Jane"), (omar, "Omar")):
            card = cards[pilot is jane]
            pilot.session.document.apply(Edit(id=card, values={"text": f"{name} {number}"}))
        settle()
    jane.choose("insert.stage")
    jane.press(Qt.Key.Key_Return)
    omar.choose("insert.stage")
    omar.press(Qt.Key.Key_Return)
    wait_until(lambda: jane.hash == omar.hash)
    titles = [stage.title for stage in jane.snapshot.stages(jane.map_id)]
    assert titles.count("New stage") == 2


def test_pictures_arrive_with_the_project_and_afterwards(
    two: tuple[Pilot, Pilot], tmp_path: Path
) -> None:
    jane, omar = two
    assert omar.session.project.pictures.names() == jane.session.project.pictures.names()
    assert len(omar.session.project.pictures.names()) > 3, "the sample has a storyboard"
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkCyan)
    assert image.save(str(tmp_path / "photo.png"))
    picture = jane.session.add_picture((tmp_path / "photo.png").read_bytes())
    card = jane.card(FRIEND)
    jane.session.document.apply(Edit(id=card, values={"picture": picture}))
    wait_until(lambda: omar.session.picture(picture) is not None)
    record = omar.snapshot.get(Card, card)
    assert record is not None
    assert record.picture == picture


def test_offline_work_goes_on_and_everything_is_sent_when_the_folder_is_back(
    two: tuple[Pilot, Pilot], team: Path
) -> None:
    jane, omar = two
    away = team.with_name("Unplugged")
    team.rename(away)
    for pilot in two:
        assert pilot.window.sharing is not None
        pilot.window.sharing.sync_now()
    wait_until(lambda: state(jane) == state(omar) == "offline")
    assert "Offline" in said(jane)
    card = jane.card(FRIEND)
    jane.session.document.apply(Edit(id=card, values={"text": "Written on the train"}))
    omar.session.document.apply(Edit(id=omar.card(ANOTHER), values={"text": "And in the tunnel"}))
    assert jane.saving == "Saved"
    found = sheet(jane)
    assert "kept here and sent when the folder is back" in words_of(found)
    assert str(team) in words_of(found)
    assert "Omar Haddad · Onboard services" in words_of(found)
    found.close()
    away.rename(team)
    press_in_sheet(jane, "Sync now")
    press_in_sheet(omar, "Sync now")
    wait_until(lambda: text_of(omar, card) == "Written on the train")
    wait_until(lambda: jane.hash == omar.hash)
    wait_until(lambda: state(jane) == state(omar) == "up_to_date")


def test_a_project_whose_folder_is_missing_opens_offline_and_takes_another_folder(
    pilot: Pilot, answers: Answers, team: Path, desk: Windows, sample: Path
) -> None:
    share(pilot, answers, team)
    pilot.choose("file.close")
    moved = team.with_name("Moved")
    team.rename(moved)
    window = desk.open(sample)
    assert window is not None
    again = Pilot(desk, window)
    wait_until(lambda: state(again) == "offline")
    assert not [strip for strip in again.notices if "Team maps" in strip], "it is said quietly"

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, ShareDialog)
        dialog.folder.path.setText(str(moved))
        button(dialog, "Share").click()

    answers.do(fill)
    press_in_sheet(again, "Choose the folder…")
    wait_until(lambda: state(again) == "up_to_date")
    assert again.session.folder == moved
    assert len(list(moved.iterdir())) == 1, "it is the same share"


def test_a_conflict_needs_the_person_and_leads_to_its_panel(two: tuple[Pilot, Pilot]) -> None:
    jane, omar = two
    card = jane.card(FRIEND)
    for pilot in two:
        assert pilot.window.sharing is not None
    jane.session.document.apply(Edit(id=card, values={"kind": "pain"}))
    omar.session.document.apply(Edit(id=card, values={"kind": "quote"}))
    wait_until(lambda: state(jane) == state(omar) == "needs_you")
    assert said(jane) == "1 conflict to settle"
    press_in_sheet(jane, "Show conflicts")
    wait_until(lambda: jane.window.panels is not None and jane.window.panels.is_open("team"))


def test_sharing_is_stopped_here_and_the_copy_stays(
    pilot: Pilot, answers: Answers, team: Path
) -> None:
    share(pilot, answers, team)
    content = pilot.hash
    answers.press("Stop sharing")
    press_in_sheet(pilot, "Stop sharing here")
    wait_until(lambda: pilot.session.folder is None)
    assert state(pilot) == ""
    assert pilot.window.sharing is None
    assert pilot.hash == content
    assert len(list(team.iterdir())) == 1, "what others have stays theirs"


def test_who_one_is_can_be_said_anew(pilot: Pilot, answers: Answers) -> None:
    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, WhoDialog)
        dialog.form.name.setText("Jane M. Miller")
        dialog.form.department.setText("Digital")
        button(dialog, "Save").click()

    answers.do(fill)
    pilot.choose("file.who")
    assert pilot.session.document.author == ("Jane M. Miller", "Digital", "")
    assert load_settings().department == "Digital"


def test_joining_can_be_given_up_and_a_folder_without_projects_says_so(
    start: Start, answers: Answers, team: Path
) -> None:
    pilot = start(None)

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, JoinDialog)
        dialog.folder.path.setText(str(team))
        assert "No project is shared in this folder" in dialog._said.text()
        assert not button(dialog, "Open").isEnabled()
        button(dialog, "Cancel").click()

    answers.do(look)
    pilot.choose("file.join")
    assert pilot.window.session is None


def drop(pilot: Pilot, path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    copy = Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPoint(300, 300), copy, mime, LEFT, NONE)
    QApplication.sendEvent(pilot.window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(pilot.window, QDropEvent(QPointF(300, 300), copy, mime, LEFT, NONE))
    settle()


def test_a_shared_folder_is_dropped_and_opens_like_one_that_is_chosen(
    pilot: Pilot, answers: Answers, team: Path, tmp_path: Path
) -> None:
    share(pilot, answers, team)
    pilot.choose("file.close")
    (place,) = team.iterdir()

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, JoinDialog)
        assert dialog.list.count() == 1
        dialog.file.setText(str(tmp_path / "Dropped"))
        button(dialog, "Open").click()

    answers.do(fill)
    drop(pilot, place)
    wait_until(lambda: pilot.window.session is not None)
    assert pilot.session.place == tmp_path / "Dropped.journey"
    wait_until(lambda: state(pilot) == "up_to_date")


# Copies of one project


def test_another_copy_that_is_dropped_is_offered_to_be_merged(
    pilot: Pilot, answers: Answers, sample: Path, tmp_path: Path, desk: Windows
) -> None:
    copy = Path(shutil.copy(sample, tmp_path / "From a stick.journey"))
    card = pilot.card(FRIEND)
    with open_session(copy) as session:
        session.document.apply(Edit(id=card, values={"text": "From the stick"}))
    answers.press("Merge it")
    drop(pilot, copy)
    wait_until(lambda: "is a copy of this project" in " ".join(answers.seen))
    settle()
    record = pilot.snapshot.get(Card, card)
    assert record is not None
    assert record.text == "From the stick"
    assert any("1 change came from it" in strip for strip in pilot.notices)
    answers.open(copy)
    pilot.choose("file.merge")
    assert any("was here already" in strip for strip in pilot.notices)
    answers.press("Open it by itself")
    drop(pilot, copy)
    wait_until(lambda: len(desk.windows) == 2)


@pytest.fixture
def synced(tmp_path: Path, sample: Path) -> Path:
    """The sample where a program synchronises it."""
    folder = tmp_path / "Cloud"
    (folder / ".stfolder").mkdir(parents=True)
    return Path(shutil.copy(sample, folder / "Night train.journey"))


def test_a_project_in_a_synced_folder_is_a_working_copy_until_it_is_closed(
    start: Start, desk: Windows, synced: Path
) -> None:
    before = synced.read_bytes()
    pilot = start(synced)
    assert pilot.window.windowTitle() == "Night train"
    assert Path(pilot.window.windowFilePath()) == synced
    assert desk.preferences.recent == [str(synced)]
    (strip,) = pilot.notices
    assert "folder of Syncthing" in strip
    assert "copy on this computer" in strip
    assert button(pilot.window.notices, "Share the folder properly…").isVisible()
    assert said(pilot) == "Working copy · Syncthing"
    pilot.choose("insert.stage")
    pilot.press(Qt.Key.Key_Return)
    assert synced.read_bytes() == before
    pilot.choose("file.close")
    with open_session(synced, read_only=True) as session:
        stages = session.snapshot.stages(session.map_ids[0])
        assert "New stage" in [stage.title for stage in stages]
    assert pilot.notices == []
    assert [card.recent.path for card in pilot.window.welcome.gallery.cards] == [synced]


def test_the_strip_leads_to_sharing(
    start: Start, answers: Answers, synced: Path, team: Path
) -> None:
    pilot = start(synced)

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, ShareDialog)
        dialog.folder.path.setText(str(team))
        dialog.who.name.setText("Jane")
        button(dialog, "Share").click()

    answers.do(fill)
    found = button(pilot.window.notices, "Share the folder properly…")
    assert isinstance(found, QPushButton)
    found.click()
    wait_until(lambda: state(pilot) == "up_to_date")
    assert pilot.session.folder == team


def test_conflicted_copies_are_merged_told_of_and_put_away(start: Start, synced: Path) -> None:
    copy = synced.with_name("Night train (Omar's conflicted copy 2026-11-22).journey")
    shutil.copy(synced, copy)
    with open_session(copy) as session:
        session.document.apply(Edit(id=session.map_ids[0], values={"title": "Omar's title"}))
    pilot = start(synced)
    assert "Omar's title" in [each.title for each in pilot.snapshot.maps()]
    assert any(copy.name in strip and "merged" in strip for strip in pilot.notices)
    assert copy.exists()
    button(pilot.window.notices, "Put away among the backups").click()
    settle()
    assert not copy.exists()
    assert "put away" in pilot.status


def test_an_original_that_vanishes_is_told_of_and_nothing_is_lost(
    start: Start, desk: Windows, synced: Path
) -> None:
    pilot = start(synced)
    pilot.choose("insert.stage")
    pilot.press(Qt.Key.Key_Return)
    gone = synced.with_name("gone")
    synced.rename(gone)
    pilot.choose("file.close")
    (strip,) = pilot.notices
    assert "is not in" in strip
    assert str(working_folder()) in strip, "it says where everything is safe"
    window = desk.open(synced)
    assert window is not None, "the working copy can still be worked with"
    titles = [stage.title for stage in pilot.snapshot.stages(pilot.map_id)]
    assert "New stage" in titles
    wait_until(lambda: state(pilot) == "unwritten")
    gone.rename(synced)
    press_in_sheet(pilot, "Write back now")
    wait_until(lambda: state(pilot) == "working")
    pilot.choose("file.close")
    assert pilot.notices == []


def test_the_last_window_does_not_go_without_a_word(
    start: Start, answers: Answers, synced: Path
) -> None:
    pilot = start(synced)
    pilot.choose("insert.stage")
    pilot.press(Qt.Key.Key_Return)
    synced.unlink()
    answers.press("Close")
    pilot.window.close()
    settle()
    wait_until(lambda: answers.seen)
    assert "Not written back yet" in answers.seen[0]
    assert str(working_folder()) in answers.seen[0]


def test_saving_writes_the_original_back_at_once(start: Start, synced: Path) -> None:
    pilot = start(synced)
    before = synced.read_bytes()
    pilot.choose("insert.stage")
    pilot.press(Qt.Key.Key_Return)
    pilot.choose("file.save")
    wait_until(lambda: synced.read_bytes() != before)


def test_after_a_crash_the_original_is_offered_not_the_working_copy(
    start: Start, answers: Answers, synced: Path
) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(synced)], stdout=subprocess.PIPE, text=True,
        env=dict(os.environ),
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "edited\n"
    process.kill()
    process.communicate()
    answers.press("Open again")
    pilot = start(None)
    assert str(synced.parent) in answers.seen[0]
    assert str(working_folder()) not in answers.seen[0]
    assert pilot.session.place == synced
    assert "New stage" in [stage.title for stage in pilot.snapshot.stages(pilot.map_id)]
