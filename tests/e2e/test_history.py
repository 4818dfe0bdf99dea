# SPDX-License-Identifier: Apache-2.0
"""The past of a map in the window: sliding through it, versions, what happened to each card, and
bringing things back.
"""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from journey_studio.canvas.selection import only
from journey_studio.model.canonical import map_hash
from journey_studio.model.change import Author, Change, Clock, Label, Write, make_change
from journey_studio.model.commands import Add, Command, Delete, Edit, Move, NameVersion
from journey_studio.model.merge import heads_of
from journey_studio.model.records import Card, Lane, Version
from journey_studio.model.snapshot import Snapshot
from journey_studio.session import Session, open_session
from journey_studio.ui.history.bar import HistoryBar
from journey_studio.ui.history.entries import MomentEntry, PastEntry, VersionEntry
from journey_studio.ui.history.naming import NamingDialog
from journey_studio.ui.history.room import History
from journey_studio.ui.history.tab import HistoryTab
from tests.e2e.pilot import Answers, Pilot, settle
from tests.hands import LEFT, NONE, wait_until

Start = Callable[[Path | None], Pilot]
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PAYS, FOUR = "Pays by card", "Gets four PDF"
ANNA = Author("Anna Berger", "Marketing")
JONAS = Author("Jonas Weber", "Operations")
DAY = 86_400_000


def card(snapshot: Snapshot, text: str) -> str:
    found = [c.id for c in snapshot.records.values() if isinstance(c, Card) and text in c.text]
    assert len(found) == 1, f"{len(found)} cards say {text!r}"
    return found[0]


def work(path: Path, author: Author, at: int, edits: Callable[[Session], Iterator[Command]]) -> int:
    """Somebody works on the project, a minute per edit; the result is when they stop."""
    now = [at]

    def tick() -> int:
        now[0] += 60_000
        return now[0]

    with open_session(path, author=author) as session:
        session.document.clock = Clock(tick)
        for edit in edits(session):
            assert session.document.apply(edit) is not None
    return now[0]


@pytest.fixture
def lived(sample: Path) -> Path:
    """The sample after two people have worked on it: three days ago, and yesterday."""
    pays, four = "Pays", "Gets four"

    def first(session: Session) -> Iterator[Command]:
        yield Edit(id=card(session.snapshot, pays), values={"text": "Pays with the app"})
        yield NameVersion(title="After the workshop", note="With the team of Vienna")
        yield Edit(id=card(session.snapshot, "with the app"), values={"evidence": "assumed"})

    def second(session: Session) -> Iterator[Command]:
        now = session.snapshot
        yield Edit(id=card(now, "with the app"), values={"text": "Pays with the app and waits"})
        yield Delete(ids=(card(now, four),))

    start = int(time.time() * 1000) + DAY
    work(sample, ANNA, start, first)
    work(sample, JONAS, start + 2 * DAY, second)
    return sample


class Historian(Pilot):
    """A pilot who looks at the past."""

    @property
    def history(self) -> History:
        assert self.window.panels is not None
        return self.window.panels.history

    @property
    def bar(self) -> HistoryBar:
        assert self.history.bar is not None, "nobody has opened the history"
        return self.history.bar

    @property
    def page(self) -> HistoryTab:
        assert self.window.panels is not None
        found = self.window.panels.team.page("history")
        assert isinstance(found, HistoryTab)
        return found

    @property
    def shown(self) -> Snapshot:
        return self.canvas.showing.snapshot

    @property
    def says(self) -> tuple[str, str]:
        return self.bar.what.whole, self.bar.more.whole

    def open_history(self) -> None:
        self.press(Qt.Key.Key_H, CONTROL | SHIFT)
        self.wait()

    def open_page(self) -> None:
        assert self.window.panels is not None
        self.window.panels.show_team("history")
        self.wait()

    def wait(self) -> None:
        """Until the log has been read and everything is said."""
        wait_until(lambda: self.history.looking.timeline is not None)
        settle()
        wait_until(lambda: not self.history.weighing)
        settle()

    def back(self, times: int = 1) -> None:
        for _ in range(times):
            self.press(Qt.Key.Key_Left)
        self.wait()

    def select(self, record: str) -> None:
        self.canvas.select(only(record))
        self.wait()

    def text(self, record: str) -> str:
        found = self.shown.records[record]
        assert isinstance(found, Card)
        return found.text


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


def from_elsewhere(session: Session, record: str, text: str, ahead: int = 30 * DAY) -> Change:
    """A change that a colleague has made, by a clock so many ms ahead."""
    heads = heads_of(session.snapshot, record, "text")
    label = Label("model.label.edit", {"kind": "card", "name": text})
    stamp = Clock(lambda: int(time.time() * 1000) + ahead).next()
    writes = [Write(record, "text", text, heads)]
    return make_change(session.document.project, stamp, JONAS, label, writes)


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
