# SPDX-License-Identifier: Apache-2.0
"""A person brings in files of other programs: looks at the map first, then takes it, or not."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from journey_studio.ui.importing.dialog import ImportDialog
from journey_studio.ui.inspector.choices import Combo
from journey_studio.ui.windows import Windows
from tests.e2e.pilot import Answers, Pilot, button, settle
from tests.hands import LEFT, NONE, wait_until

Start = Callable[[Path | None], Pilot]
_SOMEWHERE = QPointF(300, 300)

MERMAID = """journey
  title Moving house
  section Look
    Read adverts: 3: Ana
    Visit flats: 2: Ana, Bo
  section Move
    Carry boxes: 1: Bo
"""


@pytest.fixture
def mermaid(tmp_path: Path) -> Path:
    """A journey as another program writes it."""
    path = tmp_path / "moving.mmd"
    path.write_text(MERMAID, encoding="utf-8")
    return path


def read_in(dialog: QDialog) -> ImportDialog:
    """The dialog, once the file has been read."""
    assert isinstance(dialog, ImportDialog)
    wait_until(lambda: not dialog.reading, 30)
    return dialog


def _handed(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def drop(
    window: QWidget, *paths: Path, over: QWidget | None = None, at: QPointF = _SOMEWHERE
) -> bool:
    """Drag files over a window, or a part of it, and let them go at a point of the window; whether
    they were welcome.
    """
    mime = _handed(*paths)
    copy = Qt.DropAction.CopyAction
    enter = QDragEnterEvent(at.toPoint(), copy, mime, LEFT, NONE)
    QApplication.sendEvent(over or window, enter)  # goes up until somebody takes it
    if enter.isAccepted():
        QApplication.sendEvent(window, QDropEvent(at, copy, mime, LEFT, NONE))
        settle()
    return enter.isAccepted()


def test_a_file_is_seen_before_it_becomes_a_map_and_undo_takes_it_back(
    pilot: Pilot, answers: Answers, mermaid: Path
) -> None:
    before = pilot.snapshot
    seen: list[str] = []

    def look(dialog: QDialog) -> None:
        asked = read_in(dialog)
        assert pilot.snapshot is before, "looking changes nothing"
        assert asked.preview.board is not None
        assert asked.preview.board.title == "Moving house"
        seen.extend((asked.said.whole, asked.place.way.currentText(), asked.fate.text()))
        assert dialog.focusWidget() is asked.accept_button
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)

    answers.open(mermaid)
    answers.do(look)
    pilot.choose("file.import")
    assert seen[0].startswith("Mermaid · 2 stages, 3 steps, 1 lane")
    assert "2 personas" in seen[0]
    assert seen[1] == "New map in “Night train”"
    titles = [each.title for each in pilot.snapshot.maps()]
    assert titles[-1] == "Moving house"
    assert pilot.canvas.board.title == "Moving house", "it is on show"
    assert pilot.notices[0].startswith("“moving.mmd” is a new map here.")
    pilot.undo()
    assert [each.title for each in pilot.snapshot.maps()] == titles[:-1]
    pilot.redo()
    assert [each.title for each in pilot.snapshot.maps()] == titles


def test_esc_leaves_everything_as_it_was(pilot: Pilot, answers: Answers, mermaid: Path) -> None:
    before = pilot.snapshot

    def leave(dialog: QDialog) -> None:
        QTest.keyClick(read_in(dialog), Qt.Key.Key_Escape)

    answers.open(mermaid)
    answers.do(leave)
    pilot.choose("file.import")
    assert pilot.snapshot is before
    assert pilot.notices == []


def test_esc_while_it_is_being_read_stops_the_reading(
    pilot: Pilot, answers: Answers, mermaid: Path
) -> None:
    before = pilot.snapshot
    answers.open(mermaid)
    answers.do(lambda dialog: QTest.keyClick(dialog, Qt.Key.Key_Escape))
    pilot.choose("file.import")
    assert pilot.snapshot is before


def test_a_notice_takes_the_import_back_as_long_as_nothing_else_was_done(
    pilot: Pilot, answers: Answers, mermaid: Path
) -> None:
    before = len(pilot.snapshot.maps())

    def take() -> None:
        answers.open(mermaid)
        answers.do(lambda dialog: read_in(dialog).accept_button.click())
        pilot.choose("file.import")

    take()
    button(pilot.window, "Take it back").click()
    settle()
    assert len(pilot.snapshot.maps()) == before
    take()
    pilot.choose("insert.stage")
    pilot.type("Arrive")
    pilot.press(Qt.Key.Key_Return)
    button(pilot.window, "Take it back").click()
    settle()
    assert len(pilot.snapshot.maps()) == before + 1, "another edit is not taken back for it"
    assert "Other things were done since" in pilot.notices[0]


def test_a_file_dropped_on_the_map_is_looked_at_first(
    pilot: Pilot, answers: Answers, mermaid: Path
) -> None:
    answers.do(lambda dialog: read_in(dialog).accept_button.click())
    assert not pilot.canvas.takes(_handed(mermaid)), "the map leaves it to the window"
    assert drop(pilot.window, mermaid, over=pilot.view)
    settle()
    assert pilot.canvas.board.title == "Moving house"


def test_a_file_dropped_on_the_start_page_becomes_a_project(
    start: Start, desk: Windows, answers: Answers, mermaid: Path, tmp_path: Path
) -> None:
    desk.preferences.folder = str(tmp_path)
    pilot = start(None)
    seen: list[str] = []

    def look(dialog: QDialog) -> None:
        asked = read_in(dialog)
        seen.append(asked.place.way.currentText())
        asked.accept_button.click()

    answers.do(look)
    assert drop(pilot.window, mermaid)
    settle()
    assert seen == ["Project of its own"]
    assert pilot.session.path == tmp_path / "moving.journey"
    assert [each.title for each in pilot.snapshot.maps()] == ["Moving house"]
    assert not pilot.can("edit.undo"), "a new project begins with its map"


def test_the_program_started_with_a_foreign_file_shows_what_it_would_become(
    start: Start, desk: Windows, answers: Answers, mermaid: Path, tmp_path: Path
) -> None:
    desk.preferences.folder = str(tmp_path)
    answers.do(lambda dialog: read_in(dialog).accept_button.click())
    pilot = start(mermaid)
    settle()
    assert [each.title for each in pilot.snapshot.maps()] == ["Moving house"]


def test_opening_a_foreign_file_like_a_project_is_importing_it(
    pilot: Pilot, answers: Answers, mermaid: Path
) -> None:
    answers.open(mermaid)
    answers.do(lambda dialog: read_in(dialog).accept_button.click())
    pilot.choose("file.open")
    assert pilot.canvas.board.title == "Moving house"


def test_a_file_nobody_can_read_is_told_in_words_and_cannot_be_imported(
    pilot: Pilot, answers: Answers, tmp_path: Path
) -> None:
    path = tmp_path / "broken.mmd"
    path.write_text("journey\n  section One\n    no score here\n", encoding="utf-8")
    before, seen = pilot.snapshot, []

    def look(dialog: QDialog) -> None:
        asked = read_in(dialog)
        seen.append(asked.preview.words)
        assert not asked.accept_button.isEnabled()
        dialog.reject()

    answers.open(path)
    answers.do(look)
    pilot.choose("file.import")
    assert "3" in seen[0], "the line is named"
    assert pilot.snapshot is before


@pytest.mark.parametrize("size", [(560, 400), (900, 600), (1366, 768)])
def test_the_dialog_fits_its_window(
    pilot: Pilot, answers: Answers, mermaid: Path, size: tuple[int, int]
) -> None:
    pilot.window.resize(*size)
    settle()
    found: list[tuple[bool, bool]] = []

    def look(dialog: QDialog) -> None:
        asked = read_in(dialog)
        box = dialog.rect()
        parts = (asked.accept_button, asked.place.way, asked.preview, asked.map)
        whole = all(
            box.contains(part.mapTo(dialog, part.rect().topLeft()))
            and box.contains(part.mapTo(dialog, part.rect().bottomRight()))
            for part in parts
            if part.isVisible()
        )
        fits = dialog.width() <= max(size[0], 560) and dialog.height() <= max(size[1], 400)
        found.append((whole, fits))
        dialog.reject()

    answers.open(mermaid)
    answers.do(look)
    pilot.choose("file.import")
    assert found == [(True, True)]


def test_the_preview_can_be_looked_around_in_with_keys(
    pilot: Pilot, answers: Answers, mermaid: Path
) -> None:
    seen: list[bytes] = []

    def picture(asked: ImportDialog) -> bytes:
        image = asked.preview.grab().toImage()
        return bytes(image.constBits())

    def look(dialog: QDialog) -> None:
        asked = read_in(dialog)
        asked.preview.setFocus()
        settle()
        for key in (Qt.Key.Key_F4, Qt.Key.Key_Plus, Qt.Key.Key_Right, Qt.Key.Key_F4):
            QTest.keyClick(asked.preview, key)
            settle()
            seen.append(picture(asked))
        QTest.keyClick(asked.preview, Qt.Key.Key_Escape)

    answers.open(mermaid)
    answers.do(look)
    pilot.choose("file.import")
    assert seen[0] == seen[3]
    assert len({*seen}) == 3


def _choose(dialog: ImportDialog, combo: Combo, value: str) -> None:
    """Choose in a list as a person does, and wait for what comes of it."""
    combo.setCurrentIndex(combo.findData(value))
    combo.activated.emit(combo.currentIndex())
    wait_until(lambda: not dialog.reading, 30)


def test_columns_nobody_knows_can_be_told_what_they_hold(
    pilot: Pilot, answers: Answers, tmp_path: Path
) -> None:
    path = tmp_path / "notes.csv"
    path.write_text("qx;zz\n3,5;Slow at the till\n1;No seat\n", encoding="utf-8")
    seen: list[str] = []

    def tell(dialog: QDialog) -> None:
        asked = read_in(dialog)
        seen.append(asked.preview.words)
        assert not asked.accept_button.isEnabled()
        _choose(asked, asked.form.columns[1], "text")
        assert asked.preview.board is not None, "now there is a map to see"
        seen.append(asked.said.whole)
        asked.accept_button.click()

    answers.open(path)
    answers.do(tell)
    pilot.choose("file.import")
    assert "Choose what it holds" in seen[0]
    assert "2 cards" in seen[1]
    assert pilot.cards("Slow at the till")


def test_another_scale_moves_the_curve_before_it_is_imported(
    pilot: Pilot, answers: Answers, tmp_path: Path
) -> None:
    path = tmp_path / "scores.csv"
    rows = "stage,step,score\nBuy,Look,1\nBuy,Pay,3\nBuy,Leave,5\n"
    path.write_text(rows, encoding="utf-8")
    values: list[list[float]] = []

    def curve(asked: ImportDialog) -> list[float]:
        assert asked.draft is not None
        found = asked.draft.found.snapshot
        (the_map,) = found.maps()
        points = [p for lane in found.lanes(the_map.id) for p in found.points(lane.id)]
        return sorted(point.value or 0.0 for point in points)

    def rescale(dialog: QDialog) -> None:
        asked = read_in(dialog)
        scale = asked.form.field("scale")
        assert scale is not None
        _choose(asked, scale, "1-5")
        values.append(curve(asked))
        scale = asked.form.field("scale")
        assert scale is not None
        _choose(asked, scale, "0-10")
        values.append(curve(asked))
        asked.accept_button.click()

    answers.open(path)
    answers.do(rescale)
    pilot.choose("file.import")
    assert values[0] == [-1.0, 0.0, 1.0]
    assert values[1] == pytest.approx([-0.8, -0.4, 0.0])
    taken = pilot.snapshot.maps()[-1]
    assert taken.scale == "0-10", "the map keeps the scale it came in"


def test_only_some_of_the_maps_of_a_file_can_be_taken(
    pilot: Pilot, answers: Answers, tmp_path: Path
) -> None:
    path = tmp_path / "two.md"
    path.write_text(
        "```mermaid\njourney\n title One\n section A\n  Go: 3: Me\n```\n\n"
        "```mermaid\njourney\n title Two\n section B\n  Come: 4: Me\n```\n",
        encoding="utf-8",
    )
    before = [each.title for each in pilot.snapshot.maps()]

    def second(dialog: QDialog) -> None:
        asked = read_in(dialog)
        assert asked.map.isVisible()
        asked.map.setCurrentIndex(1)
        asked.map.activated.emit(1)
        asked.place.maps.setCurrentIndex(1)
        asked.place.maps.activated.emit(1)
        settle()
        assert asked.place.maps.currentText() == "Only “Two”"
        asked.accept_button.click()

    answers.open(path)
    answers.do(second)
    pilot.choose("file.import")
    assert [each.title for each in pilot.snapshot.maps()] == [*before, "Two"]


INSIGHTS = """{"format": "THEYDO_INSIGHTS_V1", "insights": [
  {"importKey": "1", "title": "Fees surprise"},
  {"importKey": "2", "title": "Seats are hard to find"},
  {"importKey": "3", "title": "Night staff is liked"}]}"""


def test_what_maps_are_made_of_goes_to_the_library(
    pilot: Pilot, answers: Answers, tmp_path: Path
) -> None:
    path = tmp_path / "insights.json"
    path.write_text(INSIGHTS, encoding="utf-8")
    before, maps = pilot.snapshot, pilot.snapshot.maps()
    seen: list[str] = []

    def look(dialog: QDialog) -> None:
        asked = read_in(dialog)
        ways = [asked.place.way.itemText(at) for at in range(asked.place.way.count())]
        seen.extend((asked.said.whole, asked.preview.words, *ways))
        asked.accept_button.click()

    answers.open(path)
    answers.do(look)
    pilot.choose("file.import")
    assert seen[0] == "TheyDo · 3 insights for the library"
    assert seen[1].startswith("3 insights for the library.")
    assert seen[2:] == ["Library of “Night train”", "Project of its own"]
    new = set(pilot.snapshot.records) - set(before.records)
    assert sorted(pilot.snapshot.records[each].title for each in new) == [  # type: ignore[attr-defined]
        "Fees surprise",
        "Night staff is liked",
        "Seats are hard to find",
    ]
    assert pilot.snapshot.maps() == maps
    assert pilot.notices[0].startswith("3 insights from “insights.json” went to the library")
    answers.open(path)
    answers.do(lambda dialog: read_in(dialog).accept_button.click())
    pilot.choose("file.import")
    assert any("knows all of it already" in each for each in pilot.notices)
    pilot.undo()
    assert all(pilot.snapshot.records[each].deleted for each in new)


def test_several_files_are_looked_at_one_after_the_other(
    pilot: Pilot, answers: Answers, mermaid: Path, tmp_path: Path
) -> None:
    paths = [mermaid]
    for name in ("second", "third"):
        paths.append(tmp_path / f"{name}.mmd")
        paths[-1].write_text(MERMAID.replace("Moving house", name), encoding="utf-8")
    before = [each.title for each in pilot.snapshot.maps()]
    seen: list[tuple[str, str]] = []

    def answer(press: Callable[[ImportDialog], None]) -> Callable[[QDialog], None]:
        def look(dialog: QDialog) -> None:
            asked = read_in(dialog)
            seen.append((dialog.windowTitle(), asked.name.whole))
            press(asked)

        return look

    answers.do(answer(lambda asked: asked.accept_button.click()))
    answers.do(answer(lambda asked: asked.skip.click()))
    answers.do(answer(lambda asked: asked.accept_button.click()))
    assert drop(pilot.window, *paths)
    settle()
    assert seen == [
        ("Import – file 1 of 3", "moving.mmd"),
        ("Import – file 2 of 3", "second.mmd"),
        ("Import – file 3 of 3", "third.mmd"),
    ]
    assert [each.title for each in pilot.snapshot.maps()] == [*before, "Moving house", "third"]
    pilot.undo()
    assert [each.title for each in pilot.snapshot.maps()] == [*before, "Moving house"]


def test_cancel_leaves_out_the_files_that_are_left(
    pilot: Pilot, answers: Answers, mermaid: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.mmd"
    other.write_text(MERMAID, encoding="utf-8")
    before = pilot.snapshot
    answers.do(lambda dialog: read_in(dialog).reject())
    assert drop(pilot.window, mermaid, other)
    settle()
    assert pilot.snapshot is before


def test_several_files_on_the_start_page_come_into_one_project(
    start: Start, desk: Windows, answers: Answers, mermaid: Path, tmp_path: Path
) -> None:
    desk.preferences.folder = str(tmp_path)
    other = tmp_path / "other.mmd"
    other.write_text(MERMAID.replace("Moving house", "Other"), encoding="utf-8")
    pilot = start(None)
    for _ in range(2):
        answers.do(lambda dialog: read_in(dialog).accept_button.click())
    assert drop(pilot.window, mermaid, other)
    settle()
    assert len(desk.windows) == 1
    assert [each.title for each in pilot.snapshot.maps()] == ["Moving house", "Other"]


def test_a_drawing_without_a_map_is_refused_in_words(
    pilot: Pilot, answers: Answers, tmp_path: Path
) -> None:
    logo = tmp_path / "logo.svg"
    logo.write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8")
    before = pilot.snapshot
    seen: list[str] = []

    def leave(dialog: QDialog) -> None:
        asked = read_in(dialog)
        seen.append(asked.preview.words)
        assert not asked.accept_button.isEnabled()
        QTest.keyClick(asked, Qt.Key.Key_Escape)

    answers.do(leave)
    assert drop(pilot.window, logo, over=pilot.view)
    assert "holds no journey map" in seen[0]
    assert pilot.snapshot is before
