# SPDX-License-Identifier: Apache-2.0
"""A person saves a map for another program, and brings posters and files back."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QListWidgetItem

from journey_studio.exchange.formats import Found
from journey_studio.exchange.registry import FORMATS
from journey_studio.i18n import t
from journey_studio.model.canonical import map_hash
from journey_studio.model.records import Card
from journey_studio.ui.exporting.dialog import ExportDialog
from journey_studio.ui.exporting.kinds import FIELDS, kinds
from tests.e2e.pilot import Answers, Pilot, button, settle
from tests.e2e.test_importing import drop, read_in
from tests.hands import wait_until
from tests.session.test_reading import is_gone
from tests.session.test_writing import large

Start = Callable[[Path | None], Pilot]


def _wanted(name: str) -> Callable[[QDialog], ExportDialog]:
    """Choose a kind and wait until it can be saved."""

    def choose(dialog: QDialog) -> ExportDialog:
        assert isinstance(dialog, ExportDialog)
        dialog.choose(name)
        export = button(dialog, "Export…")
        wait_until(lambda: export.isEnabled() and (dialog.made or dialog.report) is not None, 60)
        return dialog

    return choose


def _export(pilot: Pilot, answers: Answers, name: str, path: Path) -> None:
    choose = _wanted(name)
    answers.do(lambda dialog: button(choose(dialog), "Export…").click())
    answers.save_as(path)
    pilot.choose("file.export")
    wait_until(lambda: not pilot.window.notices.running(), 60)


def test_a_file_is_saved_and_says_what_stays_behind(
    pilot: Pilot, answers: Answers, tmp_path: Path
) -> None:
    out, seen = tmp_path / "night.ojf", []

    def look(dialog: QDialog) -> None:
        asked = _wanted("ojf")(dialog)
        seen.append(asked.file.fate.text())
        assert not out.exists(), "looking writes nothing"
        button(dialog, "Export…").click()

    answers.do(look)
    answers.save_as(out)
    pilot.choose("file.export")
    assert out.read_bytes().lstrip().startswith(b"{")
    assert "stay behind" in seen[0]
    assert pilot.notices[0].startswith("night.ojf is saved.")
    assert "stay behind" in pilot.notices[0]


def test_the_last_choice_is_remembered(pilot: Pilot, answers: Answers, tmp_path: Path) -> None:
    _export(pilot, answers, "csv", tmp_path / "night.csv")
    seen: list[str] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, ExportDialog)
        seen.append(dialog.kind.name)
        dialog.reject()

    answers.do(look)
    pilot.choose("file.export")
    assert seen == ["csv"]


def test_kinds_are_walked_with_arrows_and_enter_exports(pilot: Pilot, answers: Answers) -> None:
    pilot.desk.preferences.poster = {"format": "svg"}
    seen: list[str] = []

    def walk(dialog: QDialog) -> None:
        assert isinstance(dialog, ExportDialog)
        assert dialog.focusWidget() is dialog.list
        QTest.keyClick(dialog.list, Qt.Key.Key_Down)
        seen.append(dialog.kind.group)
        QTest.keyClick(dialog.list, Qt.Key.Key_Up)
        seen.append(dialog.kind.name)
        wait_until(lambda: dialog.report is not None, 60)
        QTest.keyClick(dialog.list, Qt.Key.Key_Return)

    answers.do(walk)
    answers.do(lambda dialog: dialog.reject())
    pilot.choose("file.export")
    assert seen == ["present", "svg"]


def test_the_report_can_be_copied_to_be_sent_to_somebody(pilot: Pilot, answers: Answers) -> None:
    def look(dialog: QDialog) -> None:
        asked = _wanted("ojf")(dialog)
        asked.file.losses.copy.click()
        dialog.reject()

    answers.do(look)
    pilot.choose("file.export")
    text = QGuiApplication.clipboard().text()
    assert "Left behind:" in text
    assert "- Stages: Kept by (Plan, Book" in text


@pytest.mark.parametrize("ending", ["pdf", "svg", "html", "json"])
def test_a_poster_comes_back_as_the_map_it_shows(
    pilot: Pilot, answers: Answers, tmp_path: Path, ending: str
) -> None:
    out = tmp_path / f"poster.{ending}"
    was = pilot.map_id
    before = map_hash(pilot.snapshot, was)
    _export(pilot, answers, "journey" if ending == "json" else ending, out)
    answers.do(lambda dialog: read_in(dialog).accept_button.click())
    assert drop(pilot.window, out)
    settle()
    assert pilot.map_id != was
    assert map_hash(pilot.snapshot, pilot.map_id) == before


def test_a_picture_that_carries_a_map_is_asked_about(
    start: Start, sample: Path, answers: Answers, tmp_path: Path
) -> None:
    pilot, out = start(sample), tmp_path / "poster.png"
    pilot.desk.preferences.poster = {"paper": "A4", "dots": 72}
    before = map_hash(pilot.snapshot, pilot.map_id)
    _export(pilot, answers, "png", out)
    answers.press("Bring back the map")
    answers.do(lambda dialog: read_in(dialog).accept_button.click())
    assert drop(pilot.window, out, over=pilot.view)
    settle()
    assert map_hash(pilot.snapshot, pilot.map_id) == before
    pilot.undo()
    done = len(pilot.session.document.history.done)
    pilot.show_at_full_size()
    room = pilot.view.rect().adjusted(150, 150, -150, -150)
    snapshot, map_id = pilot.snapshot, pilot.map_id
    steps, lanes = snapshot.steps_of_map(map_id), snapshot.lanes(map_id)
    cards = [each for s in steps for n in lanes for each in snapshot.cards(n.id, s.id)]
    bare = (each.id for each in cards if not each.picture)
    card = next(each for each in bare if room.contains(pilot.middle(each)))
    answers.press("Use it as a picture")
    at = pilot.view.mapTo(pilot.window, pilot.middle(card))
    drop(pilot.window, out, over=pilot.view, at=QPointF(at))
    settle()
    assert len(pilot.session.document.history.done) == done + 1
    taken = pilot.snapshot.get(Card, card)
    assert taken is not None
    assert taken.picture, "it lies where it was let go"


def test_a_poster_for_outsiders_does_not_carry_the_map(
    pilot: Pilot, answers: Answers, tmp_path: Path
) -> None:
    out = tmp_path / "poster.svg"

    def without(dialog: QDialog) -> None:
        asked = _wanted("svg")(dialog)
        asked.form.source.setChecked(False)
        wait_until(lambda: asked.report is not None, 60)
        button(dialog, "Export…").click()

    answers.do(without)
    answers.save_as(out)
    pilot.choose("file.export")
    wait_until(lambda: not pilot.window.notices.running(), 60)
    seen: list[str] = []

    def look(dialog: QDialog) -> None:
        asked = read_in(dialog)
        seen.append(asked.preview.words)
        dialog.reject()

    answers.do(look)
    drop(pilot.window, out)
    settle()
    assert "does not hold it" in seen[0]


def test_an_import_goes_into_the_open_map_as_changes(
    pilot: Pilot, answers: Answers, tmp_path: Path
) -> None:
    out = tmp_path / "night.json"
    _export(pilot, answers, "journey", out)
    was = pilot.map_id
    stage = pilot.snapshot.stages(was)[0]
    text = out.read_text(encoding="utf-8")
    assert f'"{stage.title}"' in text
    out.write_text(text.replace(f'"{stage.title}"', '"Dream of the sea"', 1), encoding="utf-8")
    before, seen = pilot.snapshot, []

    def merge(dialog: QDialog) -> None:
        asked = read_in(dialog)
        asked.place.way.choose("into")
        asked.place.way.activated.emit(asked.place.way.currentIndex())
        settle()
        seen.append(asked.place.said.whole)
        assert asked.preview.board is not None
        assert asked.preview.board.title == pilot.canvas.board.title, "the map as it would be"
        asked.accept_button.click()

    answers.do(merge)
    drop(pilot.window, out)
    settle()
    assert seen[0].startswith("1 changed, as shown above; nothing is removed.")
    assert pilot.map_id == was
    assert pilot.snapshot.stages(was)[0].title == "Dream of the sea"
    assert len(pilot.snapshot.maps()) == len(before.maps())
    pilot.undo()
    assert map_hash(pilot.snapshot, was) == map_hash(before, was)


def test_every_format_has_a_line_that_says_what_it_carries(pilot: Pilot, answers: Answers) -> None:
    found = kinds()
    written = {each.name for each in FORMATS if each.writes and ".only_" not in each.module}
    assert {kind.name for kind in found} == written | {"pdf", "png", "svg"}
    for kind in found:
        assert kind.line != t("transfer.carries.other"), kind.name
    assert set(FIELDS) <= written
    seen: list[str] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, ExportDialog)
        items: list[QListWidgetItem] = [dialog.list.item(n) for n in range(dialog.list.count())]
        seen.extend(item.text() for item in items)
        dialog.reject()

    answers.do(look)
    pilot.choose("file.export")
    for head in ("Poster", "Present", "Edit elsewhere", "Archive"):
        assert head in seen


def test_every_format_that_is_written_can_be_saved_from_the_window(
    pilot: Pilot, answers: Answers, tmp_path: Path
) -> None:
    for kind in kinds():
        if kind.format is None:
            continue
        out = tmp_path / f"{kind.name}{kind.ending}"
        _export(pilot, answers, kind.name, out)
        assert out.stat().st_size > 0, kind.name


@pytest.fixture
def long_one(pilot: Pilot) -> Pilot:
    """A map is open whose presentation takes seconds to make."""
    found, _ = large()
    taken = pilot.session.take_in(Found(found))
    pilot.window.show_map(taken.map_ids[0])
    settle()
    return pilot


def _making(dialog: QDialog) -> ExportDialog:
    """Choose the presentation, and wait until it is being made."""
    assert isinstance(dialog, ExportDialog)
    dialog.choose("pptx")
    wait_until(lambda: dialog.file.job is not None and dialog.file.bar.isVisible(), 60)
    assert not button(dialog, "Export…").isEnabled()
    return dialog


def test_the_window_turns_while_a_long_file_is_made_and_says_how_far_it_is(
    long_one: Pilot, answers: Answers, tmp_path: Path
) -> None:
    out, seen, gaps = tmp_path / "long.pptx", set[int](), list[float]()

    def follow(dialog: QDialog) -> None:
        asked = _making(dialog)
        beat, last = QTimer(dialog), [time.monotonic()]

        def look() -> None:
            now = time.monotonic()
            gaps.append(now - last[0])
            last[0] = now
            if asked.file.bar.maximum():
                seen.add(asked.file.bar.value())

        beat.timeout.connect(look)
        beat.start(5)
        wait_until(lambda: asked.made is not None, 120)
        beat.stop()
        assert not asked.file.bar.isVisible()
        button(dialog, "Export…").click()

    answers.do(follow)
    answers.save_as(out)
    long_one.choose("file.export")
    assert len(seen) > 2
    assert len(gaps) > 10, "the window went on turning"
    assert out.read_bytes().startswith(b"PK")
    assert long_one.notices[0].startswith("long.pptx is saved.")


def test_esc_while_a_file_is_made_leaves_nothing(
    long_one: Pilot, answers: Answers, tmp_path: Path
) -> None:
    before, pids = long_one.snapshot, list[int]()

    def leave(dialog: QDialog) -> None:
        asked = _making(dialog)
        assert asked.file.job is not None
        pids.append(asked.file.job.pid)
        QTest.keyClick(dialog, Qt.Key.Key_Escape)

    answers.do(leave)
    files = sorted(tmp_path.iterdir())
    long_one.choose("file.export")
    assert is_gone(pids[0])
    assert sorted(tmp_path.iterdir()) == files
    assert long_one.snapshot is before
    assert long_one.notices == []


def test_another_choice_stops_the_file_that_is_being_made(
    long_one: Pilot, answers: Answers
) -> None:
    def turn(dialog: QDialog) -> None:
        asked = _making(dialog)
        job = asked.file.job
        assert job is not None
        asked.choose("csv")
        assert is_gone(job.pid)
        wait_until(lambda: asked.made is not None, 60)
        assert asked.made is not None
        assert not asked.made.data.startswith(b"PK")
        dialog.reject()

    answers.do(turn)
    long_one.choose("file.export")


def test_a_file_is_made_once_and_kept_while_the_dialog_is_open(
    pilot: Pilot, answers: Answers
) -> None:
    def walk(dialog: QDialog) -> None:
        first = _wanted("csv")(dialog).made
        _wanted("ojf")(dialog)
        assert isinstance(dialog, ExportDialog)
        dialog.choose("csv")
        assert dialog.made is first, "at once, and the same"
        assert dialog.file.job is None
        dialog.reject()

    answers.do(walk)
    pilot.choose("file.export")


def test_where_a_file_cannot_be_saved_that_is_told_and_nothing_is_left(
    pilot: Pilot, answers: Answers, tmp_path: Path
) -> None:
    choose = _wanted("csv")
    answers.do(lambda dialog: button(choose(dialog), "Export…").click())
    answers.save_as(tmp_path / "nowhere" / "night.csv")
    pilot.choose("file.export")
    wait_until(lambda: pilot.notices != [], 20)
    assert "nowhere" in pilot.notices[0]
    assert not (tmp_path / "nowhere").exists()
