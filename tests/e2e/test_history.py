# SPDX-License-Identifier: Apache-2.0
"""The past of a map in the window: sliding through it, and bringing things back."""

import time
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from journey_studio.model.canonical import map_hash
from journey_studio.model.commands import Add, Delete, Edit
from journey_studio.model.records import Card, Lane
from journey_studio.model.snapshot import Snapshot
from journey_studio.session import open_session
from journey_studio.ui.history.entries import MomentEntry
from tests.e2e.looking_back import (
    ANNA,
    DAY,
    FOUR,
    PAYS,
    Historian,
    Start,
    card,
    from_elsewhere,
    live_through,
)
from tests.e2e.pilot import Answers, settle
from tests.hands import LEFT, NONE, wait_until


@pytest.fixture
def lived(sample: Path) -> Path:
    """The sample after two people have worked on it."""
    return live_through(sample)


@pytest.fixture
def pilot(lived: Path, start: Start) -> Historian:
    found = start(lived)
    return Historian(found.desk, found.window)


def test_the_map_as_it_was_is_one_key_away_and_esc_leads_back(pilot: Historian) -> None:
    before, now = pilot.hash, pilot.canvas.board
    pays = card(pilot.snapshot, PAYS[:4])
    pilot.open_history()
    assert pilot.says[0] == "The map as it is now"
    assert "Jonas Weber" in pilot.says[1]
    assert pilot.at_keyboard == pilot.bar.slider
    pilot.back()
    assert FOUR in {text[: len(FOUR)] for text in texts(pilot.shown)}
    assert pilot.says == ("Edit card “Pays with the app”", pilot.says[1])
    assert pilot.says[1].startswith("Jonas Weber, Operations · ")
    pilot.back()
    assert pilot.text(pays) == "Pays with the app"
    pilot.press(Qt.Key.Key_Home)
    pilot.wait()
    assert pilot.canvas.presented
    pilot.press(Qt.Key.Key_Escape)
    assert looks_at_now(pilot)
    assert pilot.bar.isHidden()
    assert pilot.canvas.hasFocus()
    assert pilot.hash == before
    assert [row.lane for row in pilot.canvas.board.rows] == [row.lane for row in now.rows]


def looks_at_now(pilot: Historian) -> bool:
    return not pilot.canvas.presented


def texts(snapshot: Snapshot) -> set[str]:
    records = snapshot.records.values()
    return {each.text for each in records if isinstance(each, Card) and not each.deleted}


def test_nothing_is_done_to_the_past(pilot: Historian) -> None:
    pilot.open_history()
    pilot.back(2)
    before = pilot.hash
    for action in ("edit.undo", "insert.card", "insert.map", "edit.paste", "file.share"):
        assert not pilot.can(action), action
    pilot.click(card(pilot.shown, PAYS[:4]))
    for action in ("edit.delete", "edit.cut", "edit.duplicate", "edit.write", "edit.right"):
        assert not pilot.can(action), action
    assert pilot.can("edit.copy")
    pilot.type("x")
    pilot.press(Qt.Key.Key_Delete)
    assert pilot.hash == before
    assert "Go back to the map as it is now" in pilot.status
    assert pilot.window.panels is not None
    pilot.choose("view.palette")
    assert not pilot.window.panels.palette_panel.more.isEnabled()
    pilot.choose("view.inspector")
    inspector = pilot.window.panels.inspector
    assert inspector.form is not None
    assert not any(field.isEnabled() for field in inspector.form.fields)


def test_what_changed_at_the_moment_is_marked(pilot: Historian) -> None:
    pays = card(pilot.snapshot, PAYS[:4])
    pilot.open_history()
    pilot.back()
    assert pilot.canvas.touched == (pays,)
    pilot.press(Qt.Key.Key_End)
    pilot.wait()
    assert not pilot.canvas.touched


def test_the_slider_goes_by_days_and_versions_with_the_page_keys(pilot: Historian) -> None:
    pilot.open_history()
    last = pilot.bar.slider.maximum()
    places = []
    for _ in range(4):
        pilot.press(Qt.Key.Key_PageUp)
        places.append(pilot.bar.slider.value())
    starts = [mark.value for mark in pilot.bar.slider.days]
    named = [mark.value for mark in pilot.bar.slider.versions]
    assert len(starts) == 3
    assert [mark.name for mark in pilot.bar.slider.versions] == ["After the workshop"]
    assert places == sorted({*starts, *named}, reverse=True)
    for _ in range(4):
        pilot.press(Qt.Key.Key_PageDown)
    assert pilot.bar.slider.value() == last


def test_a_click_on_the_slider_goes_there(pilot: Historian) -> None:
    pilot.open_history()
    slider = pilot.bar.slider
    at = QPoint(round(slider.x_of(slider.maximum() - 2)), slider.height() // 2)
    QTest.mouseClick(slider, LEFT, NONE, at)
    pilot.wait()
    assert slider.value() == slider.maximum() - 2
    assert pilot.text(card(pilot.snapshot, PAYS[:4])) == "Pays with the app"


def test_dragging_shows_the_moment_it_ends_at_and_none_twice(pilot: Historian) -> None:
    pilot.open_history()
    slider = pilot.bar.slider
    shown: list[int] = []
    pilot.canvas.presented_changed.connect(lambda: shown.append(slider.value()))
    middle = slider.height() // 2
    QTest.mousePress(slider, LEFT, NONE, QPoint(round(slider.x_of(slider.maximum())), middle))
    for value in range(slider.maximum(), -1, -1):
        QTest.mouseMove(slider, QPoint(round(slider.x_of(value)), middle))
    QTest.mouseRelease(slider, LEFT, NONE, QPoint(round(slider.x_of(0)), middle))
    pilot.wait()
    assert slider.value() == 0
    assert shown[-1] == 0
    assert len(shown) == len(set(shown))
    assert pilot.says[1].endswith(f"1 of {slider.maximum() + 1}")


def test_it_plays_through_the_life_and_stops_at_now(pilot: Historian) -> None:
    pilot.open_history()
    pilot.press(Qt.Key.Key_Home)
    pilot.press(Qt.Key.Key_Space)
    assert pilot.bar.playing
    seen: set[str] = set()
    pilot.history.looking.moved.connect(lambda: seen.add(pilot.says[0]))
    wait_until(lambda: not pilot.bar.playing)
    pilot.wait()
    assert not pilot.canvas.presented
    assert "Edit card “Pays with the app”" in seen
    pilot.press(Qt.Key.Key_Space)  # from the beginning again
    assert pilot.bar.playing
    pilot.press(Qt.Key.Key_Space)
    assert not pilot.bar.playing


def test_a_moment_stays_on_show_while_others_go_on(pilot: Historian) -> None:
    pays = card(pilot.snapshot, PAYS[:4])
    pilot.open_history()
    pilot.back(2)
    place = pilot.bar.slider.value()
    pilot.session.document.receive([from_elsewhere(pilot.session, pays, "Late words")])
    settle()
    assert pilot.text(pays) == "Pays with the app"
    assert pilot.bar.slider.maximum() - place == 3
    pilot.press(Qt.Key.Key_End)
    pilot.wait()
    assert not pilot.canvas.presented
    assert "Late words" in pilot.text(pays)


def test_a_change_of_long_ago_moves_no_moment(pilot: Historian) -> None:
    """It takes a place before the moment on show, which stays what it was."""
    pilot.open_history()
    pilot.back(2)
    said = pilot.says[0]
    four = card(pilot.shown, FOUR)
    place = pilot.bar.slider.value()
    pilot.session.document.receive([from_elsewhere(pilot.session, four, "Old words", DAY // 2)])
    pilot.wait()
    assert pilot.says[0] == said
    assert pilot.bar.slider.value() == place + 1


# Bringing back


def test_a_card_is_brought_back_and_undo_takes_that_back(pilot: Historian) -> None:
    pays = card(pilot.snapshot, PAYS[:4])
    before, log = pilot.hash, len(pilot.session.project.journal.hashes)
    pilot.open_history()
    pilot.back(2)
    pilot.select(pays)
    assert pilot.bar.restore_chosen.text().strip() == "Restore “Pays with the app”"
    assert "nothing is taken out of the history" in pilot.bar.restore_chosen.toolTip()
    seen = pilot.shown.records[pays]
    pilot.bar.restore_chosen.click()
    pilot.wait()
    assert not pilot.canvas.presented
    assert pilot.snapshot.records[pays] == seen
    assert len(pilot.session.project.journal.hashes) == log + 1
    assert any("what it was" in notice for notice in pilot.notices)
    assert pilot.canvas.selection.ids == (pays,)
    assert "as of" in pilot.menu_text("edit.undo")
    pilot.undo()
    assert pilot.hash == before


def test_a_card_that_was_deleted_comes_back(pilot: Historian) -> None:
    pilot.open_history()
    pilot.back()
    four = card(pilot.shown, FOUR)
    pilot.select(four)
    pilot.bar.restore_chosen.click()
    settle()
    assert pilot.snapshot.get(Card, four) is not None


def test_the_whole_map_is_what_was_seen(pilot: Historian) -> None:
    """What is on show is what comes back, to the last word."""
    before = pilot.hash
    pilot.open_history()
    pilot.back(3)
    seen = map_hash(pilot.shown, pilot.map_id)
    pilot.bar.restore_map.click()
    settle()
    assert pilot.hash == seen != before
    pilot.undo()
    assert pilot.hash == before
    pilot.redo()
    assert pilot.hash == seen


def test_a_lane_comes_back_with_what_lay_in_it(pilot: Historian) -> None:
    lane = pilot.lane("What they do")
    held = [
        c.id for c in pilot.live(Card) if isinstance(c, Card) and c.place and c.place.lane == lane
    ]
    pilot.session.document.apply(Delete(ids=(lane,)))
    settle()
    pilot.open_history()
    pilot.back()
    pilot.select(lane)
    pilot.bar.restore_chosen.click()
    settle()
    assert pilot.snapshot.get(Lane, lane) is not None
    assert all(pilot.snapshot.get(Card, each) is not None for each in held)


def test_what_is_as_it_was_is_not_offered(pilot: Historian) -> None:
    pilot.open_history()
    assert not pilot.bar.restore_map.isEnabled()
    assert not pilot.bar.restore_chosen.isEnabled()
    pilot.back()
    pilot.select(card(pilot.shown, PAYS[:4]))
    assert not pilot.bar.restore_chosen.isEnabled()
    assert pilot.bar.restore_map.isEnabled()
    assert "is what it was" in pilot.bar.restore_chosen.toolTip()


def test_of_a_project_for_reading_only_nothing_is_brought_back(
    lived: Path, start: Start, answers: Answers
) -> None:
    with open_session(lived):  # the second to open a project may only read it
        answers.press("Open for reading")
        found = start(lived)
        pilot = Historian(found.desk, found.window)
        pilot.open_history()
        pilot.back(2)
        assert pilot.canvas.presented
        assert not pilot.bar.restore_map.isEnabled()
        assert not pilot.can("file.name")


# Leaving


def test_the_window_closes_with_the_past_on_show(pilot: Historian) -> None:
    path = pilot.session.path
    before = pilot.hash
    pilot.open_history()
    pilot.back(3)
    pilot.choose("file.close")
    assert pilot.window.session is None
    with open_session(path) as session:
        assert map_hash(session.snapshot, session.map_ids[0]) == before


def test_the_window_closes_while_the_log_is_read(pilot: Historian) -> None:
    pilot.choose("view.history")
    pilot.window.close()
    settle()
    assert pilot.desk.windows == []


def test_another_map_has_a_life_of_its_own(pilot: Historian) -> None:
    pilot.open_history()
    pilot.back(2)
    home = pilot.map_id
    other = Add(kind="map", values={"title": "Another"})
    pilot.session.document.apply(other)
    pilot.window.show_map(other.id)
    pilot.wait()
    assert not pilot.canvas.presented
    assert pilot.bar.slider.maximum() == 0
    pilot.window.show_map(home)
    pilot.wait()
    assert pilot.bar.slider.maximum() > 3


def test_the_map_on_show_may_be_deleted_meanwhile(pilot: Historian) -> None:
    home = pilot.map_id
    pilot.open_history()
    pilot.back(2)
    pilot.session.document.apply(Delete(ids=(home,)))
    pilot.wait()
    assert pilot.map_id in pilot.session.map_ids
    assert pilot.map_id != home
    assert not pilot.canvas.presented


def test_f6_goes_to_the_bar(pilot: Historian) -> None:
    pilot.open_history()
    pilot.canvas.setFocus()
    pilot.press(Qt.Key.Key_F6)
    assert pilot.at_keyboard == pilot.bar.slider


def test_esc_on_the_map_closes_the_bar_once_nothing_is_selected(pilot: Historian) -> None:
    pilot.open_history()
    pilot.back()
    pilot.click(card(pilot.shown, PAYS[:4]))
    shown = []
    for _ in range(2):
        pilot.press(Qt.Key.Key_Escape)
        shown.append(pilot.canvas.presented)
    assert shown == [True, False]
    assert pilot.bar.isHidden()


def test_a_text_being_written_is_kept_when_the_past_is_opened(pilot: Historian) -> None:
    pays = card(pilot.snapshot, PAYS[:4])
    pilot.show_at_full_size(pays)
    pilot.double_click(pays)
    pilot.type("New words")
    pilot.open_history()
    assert pilot.text(pays) == "New words"


def test_ten_thousand_changes_do_not_stop_the_window(lived: Path, start: Start) -> None:
    """While the log is read the event loop goes on turning, and so it does while sliding."""
    with open_session(lived, author=ANNA) as session:
        pays = card(session.snapshot, PAYS[:4])
        session.apply_all(
            [Edit(id=pays, values={"text": f"Pays for the {at}th time"}) for at in range(10_000)]
        )
    found = start(lived)
    pilot = Historian(found.desk, found.window)
    turns = 0
    pilot.choose("view.history")
    while pilot.history.looking.timeline is None:
        QApplication.processEvents()
        time.sleep(0.001)
        turns += 1
        assert turns < 100_000, "the log is never read"
    assert turns > 20
    pilot.wait()
    slider = pilot.bar.slider
    assert slider.maximum() > 10_000
    for value in range(0, slider.maximum(), 1_000):
        slider.setValue(value)
        QApplication.processEvents()
    pilot.wait()
    pilot.press(Qt.Key.Key_Home)
    pilot.wait()
    assert pilot.canvas.presented


def test_entries_speak(pilot: Historian) -> None:
    pilot.open_page()
    for entry in pilot.page.entries:
        assert isinstance(entry, MomentEntry)
        assert entry.way.accessibleName()
    pilot.open_history()
    bar = pilot.bar
    for part in (bar.slider, bar.previous, bar.play, bar.next, bar.cross, bar.name_version):
        assert part.accessibleName()
    assert "The map as it is now" in bar.slider.accessibleDescription()
