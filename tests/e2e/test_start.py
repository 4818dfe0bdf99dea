# SPDX-License-Identifier: Apache-2.0
"""A person begins at the start page: a blank map at once, or what was open lately."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from journey_studio.ui.recent_card import RecentCard
from journey_studio.ui.windows import Windows
from tests.e2e.pilot import Pilot, settle
from tests.hands import LEFT, NONE, wait_until

Start = Callable[[Path | None], Pilot]

# What a start page needs none of. The names are those of the libraries' packages.
HEAVY = (
    *("sqlalchemy", "reportlab", "numpy", "pydantic", "uharfbuzz", "msgspec"),
    *("fontTools", "typer", "PIL"),
)


def cards(pilot: Pilot) -> list[RecentCard]:
    return [card for card in pilot.window.welcome.gallery.cards if card.isVisible()]


def names(pilot: Pilot) -> list[str]:
    return [card.accessibleName() for card in cards(pilot)]


def seen_lately(desk: Windows, sample: Path, *others: str) -> list[Path]:
    """Some projects that were open, the last one latest."""
    paths = [Path(shutil.copy(sample, sample.with_stem(name))) for name in others]
    for path in paths:
        desk.preferences.remember(path)
    return paths


def test_a_blank_map_is_there_at_once_with_its_title_under_the_cursor(
    start: Start, desk: Windows, tmp_path: Path
) -> None:
    desk.preferences.folder = str(tmp_path)
    pilot = start(None)
    choice = next(
        each
        for each in pilot.window.welcome.findChildren(type(pilot.window.welcome._choices[0]))
        if each.accessibleName() == "Blank map"
    )
    choice.click()
    settle()
    assert pilot.session.path == tmp_path / "New journey.journey"
    assert "New journey.journey lies in" in pilot.status
    pilot.type("Moving house")
    pilot.press(Qt.Key.Key_Return)
    assert [each.title for each in pilot.snapshot.maps()] == ["Moving house"]
    assert pilot.saving == "Saved"
    pilot.choose("file.close")
    pilot.choose("file.blank")
    assert pilot.session.path == tmp_path / "New journey 2.journey"


def test_a_project_that_was_shown_has_a_picture_and_says_when(start: Start, sample: Path) -> None:
    pilot = start(sample)
    pilot.choose("file.close")
    (card,) = cards(pilot)
    assert card.accessibleName() == "Night train"
    assert card.accessibleDescription().startswith("Just now · ")
    wait_until(lambda: card._image is not None)
    shown = card.grab().toImage()
    colours = {shown.pixelColor(x, y).name() for x in range(4, 200, 3) for y in range(4, 120, 3)}
    assert len(colours) > 30, "a map in its colours, not a placeholder"
    card.click()
    settle()
    assert pilot.session.path == sample


def test_a_blank_map_is_found_again_by_its_title(
    start: Start, desk: Windows, tmp_path: Path
) -> None:
    desk.preferences.folder = str(tmp_path)
    pilot = start(None)
    pilot.choose("file.blank")
    path = pilot.session.path
    pilot.type("To the sea by night")
    pilot.press(Qt.Key.Key_Return)
    desk.preferences.opened[str(path)] = "2026-01-05T08:00:00+00:00"
    pilot.choose("file.close")
    (card,) = cards(pilot)
    assert card.accessibleName() == "To the sea by night"
    assert card.accessibleDescription().startswith("Just now · "), "it was worked on until now"
    card.click()
    settle()
    assert pilot.session.path == path


def test_recent_projects_are_walked_and_opened_with_keys(
    start: Start, desk: Windows, sample: Path
) -> None:
    seen_lately(desk, sample, "One", "Two", "Three")
    pilot = start(None)
    assert names(pilot) == ["Three", "Two", "One"]
    assert pilot.at_keyboard is cards(pilot)[0], "the latest is at hand"
    pilot.press(Qt.Key.Key_Right)
    pilot.press(Qt.Key.Key_Right)
    pilot.press(Qt.Key.Key_Right)  # there is none beside the last
    assert pilot.at_keyboard is cards(pilot)[2]
    pilot.press(Qt.Key.Key_Left)
    pilot.press(Qt.Key.Key_Return)
    assert pilot.session.path.stem == "Two"


def test_arrows_up_and_down_keep_the_column(start: Start, desk: Windows, sample: Path) -> None:
    seen_lately(desk, sample, *"ABCDEFG")
    pilot = start(None)
    columns = sum(card.y() == 0 for card in cards(pilot))
    assert columns > 1
    pilot.press(Qt.Key.Key_Right)
    pilot.press(Qt.Key.Key_Down)
    assert pilot.at_keyboard is cards(pilot)[1 + columns]
    pilot.press(Qt.Key.Key_Up)
    assert pilot.at_keyboard is cards(pilot)[1]


def test_del_takes_a_project_off_the_list_and_leaves_its_file(
    start: Start, desk: Windows, sample: Path
) -> None:
    paths = seen_lately(desk, sample, "One", "Two")
    pilot = start(None)
    pilot.press(Qt.Key.Key_Delete)
    assert names(pilot) == ["One"]
    assert pilot.at_keyboard is cards(pilot)[0]
    assert paths[1].is_file()
    pilot.press(Qt.Key.Key_Delete)
    assert names(pilot) == []
    assert not pilot.window.welcome.gallery.isVisible()


def test_p_pins_a_project_to_the_front_and_again_lets_it_go(
    start: Start, desk: Windows, sample: Path
) -> None:
    seen_lately(desk, sample, "One", "Two", "Three")
    pilot = start(None)
    pilot.press(Qt.Key.Key_Right)
    pilot.press(Qt.Key.Key_Right)
    pilot.press(Qt.Key.Key_P)
    assert names(pilot) == ["One", "Three", "Two"]
    menu = cards(pilot)[0].make_menu()
    assert [action.text() for action in menu.actions() if action.text()] == [
        "Open",
        "Unpin",
        "Remove from this list",
    ]
    menu.actions()[1].trigger()
    settle()
    assert names(pilot) == ["Three", "Two", "One"]


def test_the_pin_on_a_card_is_there_for_the_mouse(
    start: Start, desk: Windows, sample: Path
) -> None:
    seen_lately(desk, sample, "One", "Two")
    pilot = start(None)
    last = cards(pilot)[1]
    QTest.mouseClick(last._pin, LEFT, NONE, QPoint(9, 9))
    settle()
    assert names(pilot) == ["One", "Two"]


def test_a_project_that_is_gone_says_so_and_can_be_taken_off(
    start: Start, desk: Windows, sample: Path
) -> None:
    (path,) = seen_lately(desk, sample, "Gone")
    path.unlink()
    pilot = start(None)
    (card,) = cards(pilot)
    assert card.accessibleDescription().startswith("Not found")
    card.click()
    settle()
    menu = QApplication.activePopupWidget()
    assert menu is not None
    menu.actions()[-1].trigger()
    menu.close()
    settle()
    assert names(pilot) == []


def test_a_project_dropped_on_the_start_page_opens(start: Start, sample: Path) -> None:
    pilot = start(None)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(sample))])
    copy = Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPoint(300, 300), copy, mime, LEFT, NONE)
    QApplication.sendEvent(pilot.window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(pilot.window, QDropEvent(QPointF(300, 300), copy, mime, LEFT, NONE))
    settle()
    assert pilot.session.path == sample


def test_the_page_fits_narrow_windows(start: Start, desk: Windows, sample: Path) -> None:
    seen_lately(desk, sample, "One", "Two", "Three")
    pilot = start(None)
    for width, height in ((1920, 1080), (1024, 640), (600, 480)):
        pilot.window.resize(width, height)
        settle()
        bar = pilot.window.welcome.horizontalScrollBar()
        assert bar.maximum() == 0, f"{width} px is too narrow for the page"
        boxes = [card.geometry() for card in cards(pilot)]
        assert not any(a.intersects(b) for i, a in enumerate(boxes) for b in boxes[:i])


def heavy_libraries(tmp_path: Path, *arguments: str) -> list[str]:
    """Which libraries the command `journey-studio` has imported when its window is painted.

    In a process of its own.
    """
    script = (
        "import json, os, sys\n"
        "from PySide6.QtWidgets import QApplication\n"
        "def look(*_):\n"
        "    for _ in range(6): QApplication.processEvents()\n"
        "    page = QApplication.topLevelWidgets()\n"
        "    assert any(each.isVisible() for each in page)\n"
        f"    print(json.dumps([name for name in {HEAVY!r} if name in sys.modules]), flush=True)\n"
        "    os._exit(0)\n"
        "QApplication.exec = look\n"
        "from journey_studio.cli import main\n"
        "main(sys.argv[1:])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        env={**os.environ, "XDG_STATE_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    found: list[str] = json.loads(done.stdout)
    return found


def test_the_painted_start_page_has_needed_no_heavy_library(tmp_path: Path) -> None:
    assert heavy_libraries(tmp_path) == []


def test_a_painted_map_has_needed_only_what_measures_its_words_and_holds_its_records(
    sample: Path, tmp_path: Path
) -> None:
    assert heavy_libraries(tmp_path, str(sample)) == ["uharfbuzz", "msgspec"]


def test_entries_of_a_menu_have_their_icons_when_it_opens(start: Start) -> None:
    pilot = start(None)
    assert pilot.window.commands["file.open"].icon().isNull(), "nobody has seen it yet"
    menu = pilot.window.menuBar().actions()[0].menu()
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    assert not pilot.window.commands["file.open"].icon().isNull()
    pilot.choose("view.dark")
    assert not pilot.window.commands["file.open"].icon().isNull()
