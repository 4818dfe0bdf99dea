# SPDX-License-Identifier: Apache-2.0
"""A facilitator draws a map from nothing, mostly with the keyboard, and finds it all again."""

from collections.abc import Callable
from itertools import chain
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from journey_studio.layout.hit import cell_box, group_box
from journey_studio.model.records import Card, Persona
from journey_studio.ui.recent_card import RecentCard
from journey_studio.ui.windows import Windows
from tests.e2e.inspecting import Inspecting
from tests.e2e.pilot import Pilot, settle
from tests.hands import LEFT, NONE

CONTROL = Qt.KeyboardModifier.ControlModifier
LANES = ("touchpoint", "curve", "pain", "opportunity", "quote", "picture")
JOURNEY = {
    "Dream and plan": ("See a photo", "Compare trains", "Pick a date"),
    "Buy the ticket": ("Choose a berth", "Pay", "Get the ticket"),
    "Night on board": ("Board at night", "Sleep", "Have breakfast"),
    "Arrive": ("Get off", "Find the hotel", "Tell friends"),
}
FEELINGS = (0.35, 0.5, 0.45, 0.7, 0.8, 0.4, 0.25, 0.35, 0.3, 0.55, 0.75, 0.2)


def write_all(pilot: Pilot, words: tuple[str, ...]) -> None:
    """Write one after the other where one is being written, each with Ctrl+Enter."""
    for text in words[:-1]:
        pilot.type(text)
        pilot.press(Qt.Key.Key_Return, CONTROL)
    pilot.type(words[-1])
    pilot.press(Qt.Key.Key_Return)


def put_feelings(pilot: Pilot, lower: float) -> None:
    """Double-click a height in every column of the curve."""
    lane = pilot.lane("Experience")
    for step, at in zip(chain.from_iterable(JOURNEY.values()), FEELINGS, strict=True):
        box = cell_box(pilot.canvas.board, lane, pilot.step(step))
        assert box is not None
        seen = pilot.canvas.view_box(box)
        height = seen.y + seen.h * (at + lower)
        point = QPoint(round(seen.centre.x), round(height))
        QTest.mouseDClick(pilot.view, LEFT, NONE, point)
        settle()


def draw_frame(pilot: Pilot) -> None:
    """The title, the stages with their steps, the lanes."""
    pilot.type("Night train from Vienna to Rome")
    pilot.press(Qt.Key.Key_Return)
    pilot.choose("insert.stage")
    write_all(pilot, tuple(JOURNEY))
    for stage, steps in JOURNEY.items():
        (first,) = pilot.snapshot.steps(pilot.stage(stage))
        pilot.canvas.reveal_head_or_body(group_box(pilot.canvas.board, first.id))
        settle()
        pilot.click(first.id)
        pilot.press(Qt.Key.Key_F2)
        write_all(pilot, steps)
    for kind in LANES:
        pilot.choose(f"insert.lane.{kind}")
        pilot.press(Qt.Key.Key_Return)


def test_a_map_is_drawn_from_nothing_and_found_again(
    start: Callable[[Path | None], Pilot], desk: Windows, tmp_path: Path
) -> None:
    desk.preferences.folder = str(tmp_path)
    pilot = start(None)
    pilot.choose("file.blank")
    draw_frame(pilot)
    found = {
        stage.title: tuple(step.title for step in pilot.snapshot.steps(stage.id))
        for stage in pilot.snapshot.stages(pilot.map_id)
    }
    assert found == JOURNEY
    assert [lane.kind for lane in pilot.snapshot.lanes(pilot.map_id)] == list(LANES)

    pilot.press(Qt.Key.Key_Home, CONTROL)
    for text in ("Sees a friend's photo", "Compares prices", "Asks when the trains run"):
        pilot.type(text)
        pilot.press(Qt.Key.Key_Tab)
    write_all(pilot, ("Looks for a lower berth", "Wants to sit together", "Sees the seat map"))
    pilot.press(Qt.Key.Key_Down)
    pilot.press(Qt.Key.Key_Down)
    write_all(pilot, ("The lower berths are gone", "The price jumps while she types"))
    cards = [each for each in pilot.snapshot.records.values() if isinstance(each, Card)]
    assert len(cards) == 8
    assert {each.kind for each in cards} == {"touchpoint", "pain"}

    clerk = Inspecting.at(pilot)
    clerk.canvas.select_none()
    clerk.click(clerk.map_id)
    for name in ("Paula", "Marco"):
        clerk.write_in("Add a persona by name", name)
        clerk.press(Qt.Key.Key_Return)
    clerk.canvas.setFocus()
    for panel in ("view.palette", "view.inspector"):
        clerk.choose(panel)
    clerk.canvas.fit_map()
    settle()
    put_feelings(clerk, 0)
    put_feelings(clerk, 0.08)
    personas = [each.id for each in clerk.snapshot.records.values() if isinstance(each, Persona)]
    points = clerk.snapshot.points(clerk.lane("Experience"))
    assert sorted(each.persona or "" for each in points) == sorted(personas * 12)
    assert clerk.notices == []

    content = clerk.hash
    for _ in range(10):
        clerk.undo()
    assert clerk.hash != content
    for _ in range(10):
        clerk.redo()
    assert clerk.hash == content
    clerk.choose("file.close")
    (card,) = clerk.window.findChildren(RecentCard)
    assert card.accessibleName() == "Night train from Vienna to Rome"
    card.click()
    settle()
    assert clerk.hash == content
