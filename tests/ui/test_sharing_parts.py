# SPDX-License-Identifier: Apache-2.0
"""The parts of sharing, each on its own: the status, the sheet, the fields of the dialogs."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from journey_studio.layout.theme import load_theme
from journey_studio.model.change import Author
from journey_studio.session import load_settings
from journey_studio.session.settings import settings_file
from journey_studio.session.suiting import suit_of
from journey_studio.store.lying import Facts, Mount
from journey_studio.store.working import working_folder
from journey_studio.sync.seen import Other
from journey_studio.ui.sharing import sheet as sheets
from journey_studio.ui.sharing.parts import FolderField
from journey_studio.ui.sharing.pill import SharingPill, Standing
from journey_studio.ui.sharing.sheet import Deed, SharingSheet, seen_in_words
from journey_studio.ui.sharing.who import WhoForm

LIGHT, DARK = load_theme("light"), load_theme("dark")
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def other(name: str, department: str = "", minutes: float = 0, device: str = "") -> Other:
    moment = int((NOW.timestamp() - minutes * 60) * 1000)
    return Other("0" * 16, Author(name, department, device), (), 1, moment)


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a screen reader is told."""
    found: list[str] = []

    def note(event: object) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            found.append(event.message())

    monkeypatch.setattr(QAccessible, "updateAccessibility", note)
    return found


# The status


def test_the_status_says_in_words_and_by_a_sign_how_it_stands(qtbot: QtBot) -> None:
    pill = SharingPill(LIGHT)
    qtbot.addWidget(pill)
    assert pill.isHidden()
    pictures = set()
    for state in ("up_to_date", "sending", "receiving", "offline", "needs_you", "working"):
        pill.show_standing(Standing(state, f"It is {state}", "All of it"))
        assert not pill.isHidden()
        assert pill.text().strip() == f"It is {state}"
        assert pill.accessibleName() == f"Sharing: It is {state}"
        assert "All of it" in pill.toolTip()
        image = pill.icon().pixmap(14, 14).toImage()
        pictures.add(bytes(image.constBits()))
    assert len(pictures) == 6, "each state has a sign of its own, not a colour alone"
    pill.show_standing(None)
    assert pill.isHidden()


def test_screen_readers_hear_what_matters_and_no_more(qtbot: QtBot, heard: list[str]) -> None:
    pill = SharingPill(LIGHT)
    qtbot.addWidget(pill)
    for state in ("receiving", "up_to_date", "sending", "up_to_date", "sending", "up_to_date"):
        pill.show_standing(Standing(state, state, state))
    assert heard == [], "coming and going is nothing to talk about"
    for state in ("offline", "offline", "up_to_date", "sending", "needs_you"):
        pill.show_standing(Standing(state, state, state))
    assert heard == ["offline", "up_to_date", "needs_you"]


# The sheet


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    found = QWidget()
    found.resize(900, 600)
    qtbot.addWidget(found)
    found.show()
    return found


def facts(**more: object) -> sheets.Facts:
    return sheets.Facts("Up to date", Path("/team/maps"), **more)  # type: ignore[arg-type]


def words(sheet: SharingSheet) -> list[str]:
    labels = sheet.findChildren(QLabel)
    return [each.accessibleName() or each.text() for each in labels if each.isVisible()]


def test_the_sheet_tells_of_colleagues_and_what_is_wrong(window: QWidget) -> None:
    anchor = QWidget(window)
    anchor.setGeometry(700, 570, 120, 24)
    anchor.show()
    sheet = SharingSheet(window, LIGHT)
    people = (
        other("Jane Miller", "Customer service", 3),
        other("", "", 60 * 26),
        other("Omar & Söhne", "Onboard", 0, "Laptop"),
    )
    called: list[str] = []
    sheet.show_facts(
        facts(
            others=people,
            problems=("One frame could not be read.",),
            urgent=(Deed("Choose the folder…", lambda: called.append("choose")),),
            deeds=(Deed("Sync now", lambda: called.append("sync")),),
        )
    )
    sheet.pop_up(anchor)
    said = words(sheet)
    assert "Up to date" in said
    assert str(Path("/team/maps")) in said
    assert "Jane Miller · Customer service" in said
    assert "Omar & Söhne · Onboard · Laptop" in said
    assert "Somebody without a name" in said
    assert "One frame could not be read." in said
    assert said.index("Omar & Söhne · Onboard · Laptop") < said.index("Somebody without a name")
    assert sheet.geometry().bottom() < anchor.y()
    assert sheet._scroll.verticalScrollBar().maximum() == 0, "all of it is seen"
    assert window.rect().contains(sheet.geometry())
    focus = QApplication.focusWidget()
    assert focus is None or isinstance(focus, QPushButton)
    for button in sheet.findChildren(QPushButton):
        button.click()
    assert called == ["choose", "sync"]


def test_the_sheet_never_outgrows_its_window(window: QWidget) -> None:
    anchor = QWidget(window)
    anchor.setGeometry(700, 570, 120, 24)
    sheet = SharingSheet(window, DARK)
    problems = tuple(f"{number}: something is wrong, in many words. " * 4 for number in range(20))
    sheet.show_facts(facts(problems=problems, others=tuple(other(f"P{n}") for n in range(40))))
    sheet.pop_up(anchor)
    assert window.rect().contains(sheet.geometry())
    assert "and 28 more" in words(sheet)
    assert sheet._scroll.verticalScrollBar().maximum() > 0


def test_esc_and_a_press_elsewhere_close_the_sheet(window: QWidget) -> None:
    anchor = QWidget(window)
    anchor.setGeometry(700, 570, 120, 24)
    sheet = SharingSheet(window, LIGHT)
    sheet.show_facts(facts())
    sheet.pop_up(anchor)
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert sheet.isHidden()
    sheet.pop_up(anchor)
    QTest.mouseClick(sheet, Qt.MouseButton.LeftButton)
    assert sheet.isVisible()
    QTest.mouseClick(window, Qt.MouseButton.LeftButton)
    assert sheet.isHidden()


@pytest.mark.parametrize(
    ("minutes", "text"),
    [(0.5, "seen just now"), (5, "seen 5 minutes ago"), (60 * 24 * 3, "seen 3 days ago"),
     (-60 * 24 * 400, "seen lately")],
)  # fmt: skip
def test_when_a_colleague_was_seen_is_said_as_people_say_it(minutes: float, text: str) -> None:
    assert seen_in_words(other("Jane", minutes=minutes), NOW) == text


def test_a_colleague_whose_clock_says_nothing_is_shown_all_the_same() -> None:
    strange = other("Jane")._replace(time=2**52)
    assert seen_in_words(strange, NOW) in {"", "seen lately"}


# Folders


def test_a_folder_is_judged_before_anything_is_written(tmp_path: Path) -> None:
    plain = Facts("linux", str(tmp_path), {}, lambda: [Mount("/", "ext4")], lambda _: 0,
                  lambda _: [], lambda _: "")  # fmt: skip
    team = tmp_path / "team"
    team.mkdir()
    assert suit_of(team, plain).usable
    assert "synchronises" in suit_of(team, plain).words
    assert not suit_of(team / "gone", plain).usable
    working_folder().mkdir(parents=True, exist_ok=True)
    assert not suit_of(working_folder(), plain).usable
    assert "belongs to the program" in suit_of(working_folder(), plain).words
    net = Facts("linux", "/x", {}, lambda: [Mount("/", "nfs4", "server:/")], lambda _: 0,
                lambda _: [], lambda _: "")  # fmt: skip
    assert "server" in suit_of(team, net).words
    (team / ".stfolder").mkdir()
    assert "Syncthing" in suit_of(team).words
    assert not suit_of(team).doubtful
    assert suit_of(Path.home()).doubtful
    assert list(team.iterdir()) == [team / ".stfolder"]


def test_the_field_says_what_it_thinks_of_a_folder(qtbot: QtBot, tmp_path: Path) -> None:
    field = FolderField(LIGHT, "Shared folder", tmp_path)
    qtbot.addWidget(field)
    assert field.said.isHidden()
    found = []
    for folder in (None, tmp_path / "gone", tmp_path):
        field.show_folder(folder)
        found.append((field.folder, field.suit.usable, "no such folder" in field.suit.words))
    gone = tmp_path / "gone"
    assert found == [(None, False, False), (gone, False, True), (tmp_path, True, False)]
    assert field.said.label.text() == field.suit.words


# Who one is


def test_who_one_is_is_kept_for_the_next_time(qtbot: QtBot) -> None:
    settings_file().unlink(missing_ok=True)
    form = WhoForm()
    qtbot.addWidget(form)
    before = form.complete, form.save()
    form.name.setText("  Jane Miller ")
    form.department.setText("Customer service")
    assert (before, form.complete, form.save()) == ((False, False), True, True)
    again = WhoForm()
    qtbot.addWidget(again)
    assert again.name.text() == "Jane Miller"
    assert load_settings().department == "Customer service"
    assert not again.save(), "it is the same"
    settings_file().unlink()
