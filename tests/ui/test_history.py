# SPDX-License-Identifier: Apache-2.0
"""The parts of the history: the slider, the bar, whose sitting it was, what became of words."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from journey_studio.layout.theme import load_theme
from journey_studio.model.change import Author, Label, Stamp
from journey_studio.model.timeline import Moment
from journey_studio.ui.history.bar import HistoryBar
from journey_studio.ui.history.moments import by_day, day_of, day_starts, sittings
from journey_studio.ui.history.naming import Naming, NamingDialog
from journey_studio.ui.history.restoring import no_offer
from journey_studio.ui.history.slider import LifeSlider, Mark
from journey_studio.ui.history.strikes import stretches, struck
from journey_studio.ui.history.words import day_words
from tests.hands import LEFT, NONE

ANNA, JONAS = Author("Anna", "Marketing", "laptop"), Author("Jonas", "Operations", "tower")
MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
NOON = int(datetime(2026, 3, 3, 12).astimezone().timestamp() * 1000)
LIGHT = load_theme("light")


def moments(*made: tuple[int, Author]) -> list[Moment]:
    """Moments, so many ms after noon each, by somebody."""
    return [
        Moment(f"{at:064x}", Stamp(NOON + after, 0, "ab"), author, Label("model.label.unknown"))
        for at, (after, author) in enumerate(made)
    ]


# Who worked on it when


def test_a_sitting_is_one_person_in_one_go() -> None:
    found = moments((0, ANNA), (MINUTE, JONAS), (2 * MINUTE, ANNA), (3 * HOUR, ANNA))
    told = [(s.author.name, s.first, s.last, s.number) for s in sittings(found, [1, 2, 3, 4])]
    assert told == [("Anna", 4, 4, 1), ("Anna", 1, 3, 2), ("Jonas", 2, 2, 1)]


def test_midnight_ends_a_sitting() -> None:
    found = moments((12 * HOUR - MINUTE, ANNA), (12 * HOUR + MINUTE, ANNA))
    assert [s.number for s in sittings(found, [1, 2])] == [1, 1]
    assert len(by_day(found, sittings(found, [1, 2]))) == 2


def test_another_computer_is_the_same_person() -> None:
    found = moments((0, ANNA), (MINUTE, ANNA._replace(device="phone")))
    assert [s.number for s in sittings(found, [1, 2])] == [2]


@given(st.lists(st.tuples(st.integers(0, 40 * HOUR), st.sampled_from([ANNA, JONAS])), max_size=40))
def test_every_moment_is_in_one_sitting(made: Sequence[tuple[int, Author]]) -> None:
    found = moments(*sorted(made, key=lambda each: each[0]))
    told = sittings(found, range(1, len(found) + 1))
    assert sum(each.number for each in told) == len(found)
    assert [each.last for each in told] == sorted({e.last for e in told}, reverse=True)
    assert all(1 <= each.first <= each.last <= len(found) for each in told)


def test_days_begin_where_they_do() -> None:
    found = moments((0, ANNA), (MINUTE, ANNA), (DAY, ANNA), (DAY + 1, ANNA), (5 * DAY, JONAS))
    starts = day_starts(found, [1, 2, 3, 4, 5])
    assert [place for place, _ in starts] == [0, 2, 4]
    assert starts[0][1] == date(2026, 3, 3)


def test_a_stamp_that_no_calendar_knows_has_no_day() -> None:
    assert day_of(Stamp(2**48 - 1, 0, "")) is None
    assert day_words(None) == "at an unknown time"
    assert day_words(date(2026, 3, 3), date(2026, 3, 3)) == "Today"
    assert day_words(date(2026, 3, 2), date(2026, 3, 3)) == "Yesterday"
    assert (
        day_of(Stamp(NOON, 0, "")) == datetime.fromtimestamp(NOON / 1000, UTC).astimezone().date()
    )


# The slider


@pytest.fixture
def slider(qtbot: QtBot) -> LifeSlider:
    found = LifeSlider(LIGHT)
    qtbot.addWidget(found)
    found.resize(400, found.height())
    found.setRange(0, 10)
    found.show_marks([Mark(0, "1 Mar"), Mark(6, "2 Mar")], [Mark(4, "After the workshop")])
    found.show()
    return found


@pytest.mark.parametrize(
    ("start", "key", "end"),
    [
        (5, Qt.Key.Key_Left, 4),
        (5, Qt.Key.Key_Down, 4),
        (5, Qt.Key.Key_Right, 6),
        (5, Qt.Key.Key_Up, 6),
        (5, Qt.Key.Key_Home, 0),
        (5, Qt.Key.Key_End, 10),
        (5, Qt.Key.Key_PageUp, 4),
        (5, Qt.Key.Key_PageDown, 6),
        (8, Qt.Key.Key_PageUp, 6),
        (8, Qt.Key.Key_PageDown, 10),
        (0, Qt.Key.Key_PageUp, 0),
        (0, Qt.Key.Key_Left, 0),
        (10, Qt.Key.Key_PageDown, 10),
    ],
)
def test_keys_go_through_the_moments(slider: LifeSlider, start: int, key: Qt.Key, end: int) -> None:
    slider.setValue(start)
    QTest.keyClick(slider, key)
    assert slider.value() == end


def test_the_mouse_goes_where_it_is(slider: LifeSlider) -> None:
    for value in (0, 3, 10):
        at = QPoint(round(slider.x_of(value)), 10)
        QTest.mouseClick(slider, LEFT, NONE, at)
        assert slider.value() == value
    near = round(slider.x_of(4)) + 5  # as near as a hand comes
    QTest.mouseClick(slider, LEFT, NONE, QPoint(near, 10))
    assert slider.value() == 4
    mark = slider.mark_at(near)
    assert mark is not None
    assert mark.name == "After the workshop"


def test_a_life_of_one_moment_is_a_plain_line(slider: LifeSlider) -> None:
    slider.show_marks([], [])
    slider.setRange(0, 0)
    QTest.keyClick(slider, Qt.Key.Key_Left)
    QTest.mouseClick(slider, LEFT, NONE, QPoint(200, 10))
    assert slider.value() == 0
    assert not slider.grab().isNull()


@pytest.mark.usefixtures("qapp")
@given(width=st.integers(120, 2000), last=st.integers(1, 100_000), share=st.floats(0, 1))
def test_what_is_shown_at_a_place_is_what_is_meant_there(
    width: int, last: int, share: float
) -> None:
    slider = LifeSlider(LIGHT)
    slider.resize(width, slider.height())
    slider.setRange(0, last)
    value = round(share * last)
    assert abs(slider.value_at(slider.x_of(value)) - value) <= 1
    slider.deleteLater()


# The bar


@pytest.fixture
def bar(qtbot: QtBot) -> HistoryBar:
    found = HistoryBar(LIGHT)
    qtbot.addWidget(found)
    found.resize(1200, found.sizeHint().height())
    found.show_place(5, 5)
    found.show()
    return found


def test_a_place_is_asked_for_once_however_many_are_passed(bar: HistoryBar, qtbot: QtBot) -> None:
    wanted: list[int] = []
    bar.wanted.connect(wanted.append)
    for value in (4, 3, 2, 1):
        bar.slider.setValue(value)
    qtbot.waitUntil(lambda: bool(wanted))
    assert wanted == [1]


def test_saying_where_it_stands_asks_for_nothing(bar: HistoryBar, qtbot: QtBot) -> None:
    wanted: list[int] = []
    bar.wanted.connect(wanted.append)
    bar.show_place(2, 9)
    qtbot.wait(20)
    assert wanted == []
    assert (bar.slider.value(), bar.slider.maximum()) == (2, 9)


def plays(bar: HistoryBar) -> bool:
    return bar.playing


def test_playing_ends_at_the_end_and_when_the_slider_is_taken(
    bar: HistoryBar,
) -> None:
    bar.wanted.connect(lambda place: bar.show_place(place, 5))
    bar.turn_playing()
    assert plays(bar)
    assert bar.play.accessibleName() == "Stop playing"
    QTest.mousePress(bar.slider, LEFT, NONE, QPoint(200, 10))
    assert not plays(bar)
    QTest.mouseRelease(bar.slider, LEFT, NONE, QPoint(200, 10))


def test_space_plays_and_esc_closes_wherever_the_keyboard_is(bar: HistoryBar) -> None:
    closing: list[bool] = []
    bar.closing.connect(lambda: closing.append(True))
    bar.focus_first()
    QTest.keyClick(bar.slider, Qt.Key.Key_Space)
    assert plays(bar)
    QTest.keyClick(bar.slider, Qt.Key.Key_Space)
    assert not plays(bar)
    QTest.keyClick(bar.restore_map, Qt.Key.Key_Escape)
    assert closing == [True]


@pytest.mark.parametrize("width", [520, 760, 1079, 1080, 1900])
def test_words_keep_their_room_at_every_width(bar: HistoryBar, width: int, qtbot: QtBot) -> None:
    bar.say("Edit card “Pays by card and waits for the confirmation”", "Anna · yesterday")
    bar.resize(width, bar.sizeHint().height())
    qtbot.wait(1)
    bar.resize(width, bar.sizeHint().height())
    assert bar.what.width() >= width * 0.3
    parts: list[QWidget] = [bar.slider, bar.restore_chosen, bar.restore_map, bar.cross]
    for part in parts:
        corner = part.mapTo(bar, part.rect().bottomRight())
        assert bar.rect().contains(corner)
    assert no_offer("map").command is None


# Naming


def test_a_version_needs_a_name(qtbot: QtBot) -> None:
    dialog = NamingDialog(None, "Head", "More", "Name it")
    qtbot.addWidget(dialog)
    assert not dialog.answer.isEnabled()
    dialog.title.setText("   ")
    assert not dialog.answer.isEnabled()
    dialog.title.setText("  After   the workshop ")
    dialog.note.setPlainText(" Two\nlines ")
    assert dialog.answer.isEnabled()
    assert dialog.naming == Naming("After the workshop", "Two\nlines")


# What became of words


@given(st.text("ab c.\n", max_size=60), st.text("ab c.\n", max_size=60))
def test_what_stayed_and_went_is_the_old_text_and_what_stayed_and_came_the_new(
    before: str, after: str
) -> None:
    found = stretches(before, after)
    old = "".join(each.text for each in found if each.state != "come")
    new = "".join(each.text for each in found if each.state != "gone")
    assert "".join(old.split()) == "".join(before.split())
    assert "".join(new.split()) == "".join(after.split())


def test_phrases_change_as_a_whole() -> None:
    found = stretches("Pays by card today", "Pays with an app today")
    assert [(each.text, each.state) for each in found] == [
        ("Pays ", "kept"),
        ("by card", "gone"),
        ("with an app", "come"),
        (" today", "kept"),
    ]


def test_words_of_people_are_never_markup() -> None:
    assert "<b>" not in struck("<b>old</b>", "<b>new</b>", "#123456", "#654321")
    shown = struck("He hears of it", "He reads of it", "#123456", "#654321")
    assert re.sub("<[^>]*>", "", shown) == "He hears reads of it"
