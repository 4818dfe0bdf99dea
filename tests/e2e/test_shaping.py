# SPDX-License-Identifier: Apache-2.0
"""A person shapes the sample: pulls points, edges and arrows, and does the same by keys."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from journey_studio.layout.hit import group_box
from journey_studio.model.commands.points import point_id
from journey_studio.model.records import Card, Connection, Lane, Persona, Point, Step
from tests.e2e.pilot import Pilot, settle
from tests.hands import LEFT, NONE

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def pull(pilot: Pilot, start: QPoint, end: QPoint) -> None:
    """Press, and pull without letting go."""
    QTest.mousePress(pilot.view, LEFT, NONE, start)
    QTest.mouseMove(pilot.view, start + (end - start) / 2)
    QTest.mouseMove(pilot.view, end)
    settle()


def first_point(pilot: Pilot) -> Point:
    """A point of the curve that the first persona of the map has, in view at full size."""
    point = pilot.point("Pay")
    pilot.show_at_full_size(point.id)
    return point


def value(pilot: Pilot, point: str) -> float | None:
    found = pilot.snapshot.get(Point, point)
    return found.value if found is not None else None


def links(pilot: Pilot) -> set[tuple[str | None, str | None]]:
    return {(link.source, link.target) for link in pilot.snapshot.connections()}


def test_a_point_is_dragged_up_and_taken_back(pilot: Pilot) -> None:
    point, content = first_point(pilot), pilot.hash
    start = pilot.middle(point.id)
    before = pilot.view.grab().toImage()
    pull(pilot, start, start - QPoint(0, 40))
    assert pilot.canvas.showing.previewed
    assert pilot.view.grab().toImage() != before
    assert value(pilot, point.id) == point.value
    pilot.drop(start - QPoint(0, 40))
    assert value(pilot, point.id) == 0
    assert pilot.status == "Set experience at “Pay”"
    assert pilot.saving == "Saved"
    pilot.undo()
    assert pilot.hash == content


def test_escape_leaves_the_point_where_it_was(pilot: Pilot) -> None:
    point, content = first_point(pilot), pilot.hash
    start = pilot.middle(point.id)
    pull(pilot, start, start - QPoint(0, 40))
    pilot.press(Qt.Key.Key_Escape)
    pilot.drop(start - QPoint(0, 40))
    assert pilot.hash == content
    assert not pilot.can("edit.undo")


def test_the_menu_raises_a_point_and_deletes_it(pilot: Pilot) -> None:
    point = first_point(pilot)
    pilot.click(point.id)
    pilot.choose("edit.up")
    assert value(pilot, point.id) == -0.25
    pilot.choose("edit.delete")
    assert pilot.snapshot.get(Point, point.id) is None
    assert not pilot.can("edit.delete")
    pilot.undo()
    assert value(pilot, point.id) == -0.25


def test_words_are_written_at_a_point_with_keys_alone(pilot: Pilot) -> None:
    point = first_point(pilot)
    pilot.click(point.id)
    pilot.press(Qt.Key.Key_F2)
    pilot.type("Twice the price")
    pilot.press(Qt.Key.Key_Return)
    found = pilot.snapshot.get(Point, point.id)
    assert found is not None
    assert found.note == "Twice the price"


def test_an_empty_cell_of_a_curve_gets_a_point_with_enter(pilot: Pilot) -> None:
    point = first_point(pilot)
    personas = [persona.id for persona in pilot.snapshot.under(Persona)]
    lane, step = pilot.lane("Experience"), pilot.step("Pay")
    for persona in personas:
        pilot.canvas.select(type(pilot.canvas.selection)((point_id(lane, step, persona),)))
        pilot.choose("edit.delete")
    pilot.canvas.select(type(pilot.canvas.selection)((), (lane, step)))
    pilot.press(Qt.Key.Key_Return)
    assert value(pilot, point.id) == 0


def test_a_column_is_made_wider_by_its_edge_and_by_keys(pilot: Pilot) -> None:
    step = pilot.step("Pay")
    pilot.show_at_full_size(pilot.card("Packs night things"))
    box = pilot.box(step)
    edge = QPoint(round(box.right) - 1, round(box.centre.y))
    pull(pilot, edge, edge + QPoint(60, 0))
    pilot.drop(edge + QPoint(60, 0))
    record = pilot.snapshot.get(Step, step)
    assert record is not None
    assert record.width == 268
    pilot.click(step)
    pilot.press(Qt.Key.Key_Right, CONTROL | SHIFT)
    pilot.choose("edit.wider")
    record = pilot.snapshot.get(Step, step)
    assert record is not None
    assert record.width == 300
    for _ in range(3):
        pilot.undo()
    record = pilot.snapshot.get(Step, step)
    assert record is not None
    assert record.width == 0


def test_a_row_is_made_higher_and_lower_again(pilot: Pilot) -> None:
    lane = pilot.lane("What they do")
    pilot.show_at_full_size(pilot.card("Pays by card"))
    pilot.click(lane)
    before = pilot.box(lane).h
    pilot.choose("edit.higher")
    assert pilot.box(lane).h == before + 16
    pilot.choose("edit.lower")
    assert pilot.box(lane).h == before


def test_a_lane_and_a_stage_collapse_and_expand(pilot: Pilot) -> None:
    lane, card = pilot.lane("What they do"), pilot.card("Pays by card")
    pilot.show_at_full_size(card)
    pilot.click(card)
    pilot.choose("edit.collapse")
    record = pilot.snapshot.get(Lane, lane)
    assert record is not None
    assert record.collapsed
    pilot.choose("edit.collapse")
    pilot.click(pilot.step("Pay"))
    pilot.choose("edit.collapse")
    assert group_box(pilot.canvas.board, card) is None
    pilot.undo()
    assert group_box(pilot.canvas.board, card) is not None


def test_a_card_is_stretched_over_the_next_step(pilot: Pilot) -> None:
    card = pilot.card("Pays by card")
    pilot.show_at_full_size(card)
    box = pilot.box(card)
    edge = QPoint(round(box.right) - 1, round(box.y + 12))
    pull(pilot, edge, edge + QPoint(160, 0))
    pilot.drop(edge + QPoint(160, 0))
    record = pilot.snapshot.get(Card, card)
    assert record is not None
    assert record.span == 2


def test_an_arrow_is_drawn_from_card_to_card_and_named(pilot: Pilot) -> None:
    card, other = pilot.card("Pays by card"), pilot.card("Adds the ticket")
    pilot.show_at_full_size(other)
    box = pilot.box(card)
    dot = QPoint(round(box.right), round(box.centre.y))
    pull(pilot, dot, pilot.middle(other))
    pilot.drop(pilot.middle(other))
    assert (card, other) in links(pilot)
    pilot.type("when paid")
    pilot.press(Qt.Key.Key_Return)
    link = next(link for link in pilot.snapshot.connections() if link.target == other)
    assert link.label == "when paid"
    pilot.choose("edit.delete")
    assert (card, other) not in links(pilot)


def test_an_arrow_is_drawn_with_keys_alone(pilot: Pilot) -> None:
    card, other = pilot.card("Pays by card"), pilot.card("Adds the ticket")
    pilot.show_at_full_size(other)
    pilot.click(card)
    pilot.press(Qt.Key.Key_J, CONTROL | SHIFT)
    assert pilot.status == "Choose a card with the arrows, Enter connects, Esc cancels."
    pilot.press(Qt.Key.Key_Right)
    pilot.press(Qt.Key.Key_Down)
    pilot.press(Qt.Key.Key_Return)
    assert (card, other) in links(pilot)
    assert pilot.status == "Add connection"
    (link,) = pilot.canvas.selection.ids
    assert pilot.snapshot.get(Connection, link) is not None
