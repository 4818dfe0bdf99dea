# SPDX-License-Identifier: Apache-2.0
"""The parts of the window, each on its own."""

import json
import logging
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QSize, Qt, qWarning
from PySide6.QtGui import QColor, QIcon, QImage, QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from journey_studio.errors import JourneyError
from journey_studio.layout.theme import load_theme
from journey_studio.model.commands import Add
from journey_studio.model.document import Document, MemoryJournal
from journey_studio.model.snapshot import Snapshot
from journey_studio.store.recovery import LeftOpen
from journey_studio.ui.actions import plain
from journey_studio.ui.digits import digit_of
from journey_studio.ui.edit_deeds import names_of
from journey_studio.ui.guard import Guard, log_folder
from journey_studio.ui.icons import app_icon, qicon
from journey_studio.ui.keyboard import KeySheet
from journey_studio.ui.notices import Answer, Notices
from journey_studio.ui.preferences import (
    MOST_RECENT,
    Preferences,
    load_preferences,
    preferences_file,
)
from journey_studio.ui.recovery_dialog import RecoveryDialog
from journey_studio.ui.status import StatusLine
from journey_studio.ui.style import palette_for, sheet_for

LIGHT, DARK = load_theme("light"), load_theme("dark")


# Preferences


def test_preferences_come_back_as_they_were_saved() -> None:
    made = Preferences(look="dark", geometry="01ff", poster={"paper": "A1", "width": 900.0})
    for number in range(MOST_RECENT + 3):
        made.remember(Path(f"/maps/{number}.journey"))
    made.remember(Path("/maps/5.journey"))
    made.save()
    found = load_preferences()
    assert vars(found) == vars(made)
    assert found.recent[0] == str(Path("/maps/5.journey"))
    assert len(found.recent) == MOST_RECENT
    assert found.recent.count(str(Path("/maps/5.journey"))) == 1


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{", '{"look": "pink", "recent": 7, "geometry": null, "poster": []}', "\0\0"],
)
def test_odd_preferences_are_those_of_the_first_start(content: str) -> None:
    preferences_file().parent.mkdir(parents=True, exist_ok=True)
    preferences_file().write_text(content, encoding="utf-8")
    assert vars(load_preferences()) == vars(Preferences())


def test_preferences_that_cannot_be_written_stop_nobody(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setattr(
        "journey_studio.ui.preferences.user_config_path", lambda *_, **__: tmp_path / "file"
    )
    Preferences(look="dark").save()
    assert vars(load_preferences()) == vars(Preferences())


# Looks


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_style_is_made_of_the_theme_alone(theme: object) -> None:
    sheet = sheet_for(theme)  # type: ignore[arg-type]
    assert "$" not in sheet
    assert re.findall(r"#[0-9A-Fa-f]{3,8}\b", sheet) == []
    palette = palette_for(theme)  # type: ignore[arg-type]
    assert palette.windowText().color() != palette.window().color()


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_icons_are_drawn_for_the_pixels_of_each_screen(ratio: float) -> None:
    icon = qicon("undo", LIGHT, ratios=(1.0, ratio))
    pixmap = icon.pixmap(QSize(18, 18), ratio)
    assert pixmap.width() == round(18 * ratio)
    faint = icon.pixmap(QSize(18, 18), ratio, QIcon.Mode.Disabled)
    assert _ink(pixmap.toImage()) > 1.8 * _ink(faint.toImage()) > 0
    assert not app_icon(DARK).isNull()


def _ink(image: QImage) -> int:
    places = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return sum(QColor(image.pixelColor(*place)).alpha() for place in places)


# Notices and the status line


def test_notices_stay_until_they_are_read_and_never_crowd(qtbot: QtBot) -> None:
    notices = Notices(LIGHT)
    qtbot.addWidget(notices)
    notices.show()
    for number in range(5):
        notices.tell(f"Notice {number}")
    assert [strip.text for strip in notices.strips()] == ["Notice 4", "Notice 3", "Notice 2"]
    notices.fail("Notice 3")
    assert [strip.text for strip in notices.strips()] == ["Notice 3", "Notice 4", "Notice 2"]
    notices.strips()[0].cross.click()
    assert [strip.text for strip in notices.strips()] == ["Notice 4", "Notice 2"]
    notices.set_theme(DARK)
    notices.clear()
    assert notices.strips() == []
    assert not notices.focus_first()


def test_an_answer_is_given_once(qtbot: QtBot) -> None:
    notices = Notices(LIGHT)
    qtbot.addWidget(notices)
    notices.show()
    said: list[str] = []
    strip = notices.tell("Save a copy?", Answer("Save", lambda: said.append("saved")))
    notices.focus_first()
    strip.findChildren(QPushButton)[0].click()
    assert said == ["saved"]
    assert notices.strips() == []


def test_the_status_line_shortens_a_long_reason_and_keeps_all_of_it_for_the_tool_tip(
    qtbot: QtBot,
) -> None:
    line = StatusLine()
    qtbot.addWidget(line)
    line.resize(500, 24)
    line.show()
    reason = "It is being edited in another window or by another program of yours; close it there."
    line.show_read_only(reason)
    assert line.saving.text().endswith("…")
    assert reason in line.saving.toolTip()
    assert reason in line.saving.accessibleName()
    line.show_saved()
    assert line.saving.text() == "Saved"
    line.say("Moved " + "far " * 200)
    assert line.happened.text().endswith("…")
    assert line.happened.whole.startswith("Moved far")


# Undo in words


def test_what_undo_left_alone_is_called_by_name() -> None:
    document = Document(Snapshot(), MemoryJournal(), "project-0")
    ids = []
    for title in ("Buy", "Use", "Repair", "Leave", ""):
        command = Add(kind="map", values={"title": title})
        document.apply(command)
        ids.append(command.id)
    one = names_of(document.snapshot, [(ids[0], "title"), (ids[0], "goal")])
    assert one == "“Buy”"
    many = names_of(document.snapshot, [(each, "title") for each in ids])
    assert many == "“Buy”, “Use”, “Repair” and 2 more"
    assert names_of(document.snapshot, [(ids[4], "title")]) == "something without a name"


# Keys


@given(st.integers(0, 9))
def test_a_digit_is_told_by_the_place_of_its_key(digit: int) -> None:
    place = 9 if digit == 0 else digit - 1
    event = QKeyEvent(
        QEvent.Type.KeyPress,
        Qt.Key.Key_Agrave,
        Qt.KeyboardModifier.ControlModifier,
        10 + place,
        0,
        0,
        "à",
    )
    assert digit_of(event, "linux") == str(digit)


def test_other_keys_are_no_digits() -> None:
    event = QKeyEvent(
        QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier, 38, 0, 0, "a"
    )
    assert digit_of(event, "linux") == ""
    assert digit_of(event, "win32") == ""
    assert digit_of(event, "darwin") == ""


def test_texts_of_actions_stand_plain_on_the_page() -> None:
    assert plain("Undo Edit card “Bed && breakfast”") == "Undo Edit card “Bed & breakfast”"
    assert plain("&File…") == "File"


def test_the_sheet_of_keys_shows_them_as_this_computer_writes_them(qtbot: QtBot) -> None:
    parent = QLabel()
    qtbot.addWidget(parent)
    sheet = KeySheet(parent)
    texts = [label.text() for label in sheet.findChildren(QLabel)]
    assert "Undo" in texts
    assert any("Ctrl+Z" in text for text in texts)
    assert "Drag a card" in texts


# What a crash left


def test_the_offer_after_a_crash_names_every_project(qtbot: QtBot) -> None:
    since = datetime(2026, 3, 4, 15, 30, tzinfo=UTC)
    left = [LeftOpen(Path(f"/maps/{name}.journey"), since, Path("note")) for name in "ab"]
    dialog = RecoveryDialog(left)
    qtbot.addWidget(dialog)
    words = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "these projects" in words
    assert dialog.chosen() == [each.path for each in left]


# Defects


@pytest.fixture
def guard(qapp: QApplication) -> Iterator[Guard]:
    assert qapp.instance() is not None
    found = Guard()
    before = sys.excepthook, threading.excepthook
    found.install()
    yield found
    found.remove()
    assert (sys.excepthook, threading.excepthook) == before
    logging.getLogger("journey_studio").propagate = True


def _log() -> str:
    return (log_folder() / "journey-studio.log").read_text(encoding="utf-8")


def test_a_defect_is_logged_and_told_without_its_traceback(guard: Guard, qtbot: QtBot) -> None:
    try:
        raise ZeroDivisionError("the answer to everything")
    except ZeroDivisionError as error:
        with qtbot.waitSignal(guard.happened) as told:
            sys.excepthook(ZeroDivisionError, error, error.__traceback__)
    text, details = told.args or ("", "")
    assert text == ""
    assert "Traceback" in details
    assert "the answer to everything" in _log()


@pytest.mark.usefixtures("guard")
def test_a_long_log_is_put_aside() -> None:
    log = logging.getLogger("journey_studio")
    log.error("long ago %s", "." * 600_000)
    log.error("just now")
    assert "long ago" not in _log()
    assert "just now" in _log()
    assert "long ago" in (log_folder() / "journey-studio.log.1").read_text(encoding="utf-8")


def test_an_error_for_people_is_told_in_its_own_words(guard: Guard, qtbot: QtBot) -> None:
    error = JourneyError("The disk is full.")
    with qtbot.waitSignal(guard.happened) as told:
        sys.excepthook(JourneyError, error, None)
    assert (told.args or [""])[0] == "The disk is full."


def test_a_defect_on_another_thread_is_told_on_the_first(guard: Guard, qtbot: QtBot) -> None:
    def fail() -> None:
        raise LookupError("lost on the way")

    heard_on: list[threading.Thread] = []
    guard.happened.connect(lambda *_: heard_on.append(threading.current_thread()))
    with qtbot.waitSignal(guard.happened) as told:
        threading.Thread(target=fail).start()
    assert "lost on the way" in str(told.args)
    qtbot.waitUntil(lambda: bool(heard_on))


@pytest.mark.usefixtures("guard")
def test_what_qt_says_goes_to_the_log_and_not_to_the_terminal(
    capfd: pytest.CaptureFixture[str],
) -> None:
    qWarning("a word from Qt")
    assert "Qt: a word from Qt" in _log()
    assert "a word from Qt" not in capfd.readouterr().err


def test_the_window_starts_without_what_only_posters_need() -> None:
    script = (
        "import json, sys, journey_studio.app, journey_studio.ui.windows, journey_studio.ui.guard\n"
        "print(json.dumps([m for m in ('reportlab', 'numpy', 'typer') if m in sys.modules]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) == []


def test_the_command_line_can_ask_for_the_editor_without_qt() -> None:
    script = "import sys; sys.modules['PySide6'] = None; import journey_studio.app"
    subprocess.run([sys.executable, "-c", script], check=True)
