# SPDX-License-Identifier: Apache-2.0
"""Versions, sittings, and what happened to each card: the page of the team panel."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from journey_studio.model.canonical import map_hash
from journey_studio.model.commands import Move
from journey_studio.model.records import Card, Version
from journey_studio.model.snapshot import Snapshot
from journey_studio.ui.history.entries import PastEntry, VersionEntry
from journey_studio.ui.history.naming import NamingDialog
from tests.e2e.looking_back import (
    CONTROL,
    DAY,
    FOUR,
    PAYS,
    SHIFT,
    Historian,
    Start,
    card,
    from_elsewhere,
    live_through,
)
from tests.e2e.pilot import Answers


@pytest.fixture
def lived(sample: Path) -> Path:
    """The sample after two people have worked on it."""
    return live_through(sample)


@pytest.fixture
def pilot(lived: Path, start: Start) -> Historian:
    found = start(lived)
    return Historian(found.desk, found.window)


# Versions


def test_what_is_on_show_gets_a_name(pilot: Historian, answers: Answers) -> None:
    def give(dialog: object) -> None:
        assert isinstance(dialog, NamingDialog)
        assert not dialog.answer.isEnabled()
        QTest.keyClicks(dialog.title, "Before summer")
        QTest.keyClicks(dialog.note, "For the board")
        dialog.answer.click()

    answers.do(give)
    pilot.press(Qt.Key.Key_B, CONTROL | SHIFT)
    version = next(v for v in pilot.live(Version) if getattr(v, "title", "") == "Before summer")
    assert getattr(version, "note", "") == "For the board"
    pilot.open_page()
    assert "Before summer" in [entry.way.words[0] for entry in pilot.page.entries]


def test_a_name_for_an_earlier_moment_names_that_moment(pilot: Historian, answers: Answers) -> None:
    pilot.open_history()
    pilot.back(2)
    seen = map_hash(pilot.shown, pilot.map_id)

    def give(dialog: object) -> None:
        assert isinstance(dialog, NamingDialog)
        QTest.keyClicks(dialog.title, "Half-way")
        QTest.keyClick(dialog.title, Qt.Key.Key_Return)

    answers.do(give)
    pilot.choose("file.name")
    pilot.press(Qt.Key.Key_Escape)
    pilot.open_page()
    entry = next(e for e in pilot.page.entries if e.way.words[0] == "Half-way")
    entry.way.click()
    pilot.wait()
    assert pilot.canvas.presented
    assert map_hash(pilot.shown, pilot.map_id) == seen
    assert pilot.says[0] == "Version “Half-way”"


def test_a_dialog_left_names_nothing(pilot: Historian, answers: Answers) -> None:
    before = len(pilot.session.project.journal.hashes)
    answers.press("Cancel")
    pilot.choose("file.name")
    assert len(pilot.session.project.journal.hashes) == before


def versions(pilot: Historian) -> list[VersionEntry]:
    return [entry for entry in pilot.page.entries if isinstance(entry, VersionEntry)]


def test_versions_are_renamed_and_deleted(pilot: Historian, answers: Answers) -> None:
    pilot.open_page()
    assert [entry.way.words[0] for entry in versions(pilot)] == ["After the workshop"]
    assert "With the team of Vienna" in versions(pilot)[0].way.words[1]

    def give(dialog: object) -> None:
        assert isinstance(dialog, NamingDialog)
        assert dialog.naming == ("After the workshop", "With the team of Vienna")
        QTest.keyClicks(dialog.title, "Workshop in May")
        dialog.answer.click()

    answers.do(give)
    versions(pilot)[0].rename.click()
    pilot.wait()
    assert [entry.way.words[0] for entry in versions(pilot)] == ["Workshop in May"]
    versions(pilot)[0].delete.click()
    pilot.wait()
    assert versions(pilot) == []
    pilot.undo()
    pilot.wait()
    assert [entry.way.words[0] for entry in versions(pilot)] == ["Workshop in May"]


def test_a_version_is_shown_as_it_was_named(pilot: Historian) -> None:
    """A change with an earlier stamp that arrives later is no part of it."""
    pilot.open_page()
    versions(pilot)[0].way.click()
    pilot.wait()
    seen = map_hash(pilot.shown, pilot.map_id)
    pilot.press(Qt.Key.Key_Escape)
    four = card_ever(pilot.snapshot, FOUR)
    pilot.session.document.receive([from_elsewhere(pilot.session, four, "From long ago", -9 * DAY)])
    pilot.wait()
    versions(pilot)[0].way.click()
    pilot.wait()
    assert map_hash(pilot.shown, pilot.map_id) == seen
    assert versions(pilot)[0].property("here")


def card_ever(snapshot: Snapshot, text: str) -> str:
    records = snapshot.records.values()
    return next(c.id for c in records if isinstance(c, Card) and c.text.startswith(text))


# The page


def test_the_page_tells_who_sat_down_when_and_a_click_goes_there(pilot: Historian) -> None:
    pilot.open_page()
    said = [e.way.words for e in pilot.page.entries if not isinstance(e, VersionEntry)]
    assert [who for who, _ in said[:2]] == ["Jonas Weber, Operations", "Anna Berger, Marketing"]
    assert said[0][1].endswith("2 changes")
    assert said[1][1].endswith("3 changes")
    sitting = next(e for e in pilot.page.entries if e.way.words[0].startswith("Anna"))
    sitting.way.click()
    pilot.wait()
    assert pilot.text(card(pilot.snapshot, PAYS[:4])) == "Pays with the app"
    assert not pilot.bar.isHidden()
    assert sitting.property("here")


def past(pilot: Historian) -> list[PastEntry]:
    return [entry for entry in pilot.page.entries if isinstance(entry, PastEntry)]


def test_what_happened_to_a_card_word_by_word(pilot: Historian) -> None:
    pays = card(pilot.snapshot, PAYS[:4])
    pilot.click(pays)
    pilot.choose("view.past")
    pilot.wait()
    entries = past(pilot)
    assert len(entries) == 4  # made, and three edits
    last = entries[0]
    assert last.lines[0][:3] == ("Text", "Pays with the app", "Pays with the app and waits")
    assert last.way.words[1].startswith("Jonas Weber, Operations")
    assert entries[1].lines[0].name == "Evidence"
    assert entries[1].lines[0].after == "Assumed"
    entries[2].way.click()
    pilot.wait()
    assert pilot.text(pays) == "Pays with the app"
    assert pilot.canvas.selection.ids == (pays,)
    assert entries[2].property("here")


def test_the_page_follows_the_selection(pilot: Historian) -> None:
    pilot.click(card(pilot.snapshot, PAYS[:4]))
    pilot.choose("view.past")
    pilot.wait()
    pilot.select(pilot.lane("What they do"))
    assert len(past(pilot)) == 1
    pilot.choose("edit.select_none")
    pilot.wait()
    assert past(pilot) == []


def test_a_card_moved_says_where_it_was(pilot: Historian) -> None:
    pays = card(pilot.snapshot, PAYS[:4])
    to = pilot.lane("What they think"), pilot.step("Pay")
    pilot.session.document.apply(Move(ids=(pays,), under=to))
    pilot.click(pays)
    pilot.choose("view.past")
    pilot.wait()
    line = past(pilot)[0].lines[0]
    assert line.name == "Place"
    assert "What they do" in line.before
    assert "What they think" in line.after


def test_the_inspector_leads_to_the_past_of_a_card(pilot: Historian) -> None:
    assert pilot.window.panels is not None
    pilot.click(card(pilot.snapshot, PAYS[:4]))
    pilot.window.panels.inspector.past.click()
    pilot.wait()
    assert pilot.page.about_selected
    assert len(past(pilot)) == 4


def test_entries_are_walked_with_the_arrow_keys(pilot: Historian) -> None:
    pilot.open_page()
    entries = pilot.page.entries
    assert pilot.at_keyboard is entries[0].way
    pilot.press(Qt.Key.Key_Down)
    assert pilot.at_keyboard is entries[1].way
    pilot.press(Qt.Key.Key_Return)
    pilot.wait()
    assert not pilot.canvas.presented  # the last sitting ends at now
    pilot.press(Qt.Key.Key_Down)
    pilot.press(Qt.Key.Key_Return)
    pilot.wait()
    assert pilot.says[1].startswith("Anna Berger")
