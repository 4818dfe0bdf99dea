# SPDX-License-Identifier: Apache-2.0
"""Curves under the hands: points are pulled, set, raised, walked along, written on, taken away."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor

from journey_studio.canvas import points
from journey_studio.canvas.bubble import beside
from journey_studio.canvas.tools.curve import PullPoint
from journey_studio.canvas.tools.select import Select
from journey_studio.layout.curve_lanes import LevelsKey
from journey_studio.layout.display import Board, TextLine
from journey_studio.layout.geometry import Box
from journey_studio.layout.geometry import Point as Spot
from journey_studio.layout.hit import value_at
from journey_studio.model.commands import Delete, Edit, SetPoint
from journey_studio.model.commands.points import point_id
from journey_studio.model.records import Map, Persona, Point
from tests.canvas.conftest import OpenCanvas
from tests.canvas.hand import ALT, CONTROL, Hand
from tests.canvas.test_dragging import (
    by_escape,
    by_focus,
    by_hiding,
    by_letting_go_elsewhere,
)
from tests.hands import MIDDLE

AMINA, JONAS = "Amina Keller", "Jonas Lindqvist"


def whose(hand: Hand, name: str) -> str:
    return next(p.id for p in hand.live(Persona) if isinstance(p, Persona) and p.name == name)


def point(hand: Hand, step: str, name: str, lane: str = "Experience") -> str:
    """The point of a persona at a step; "" where there is a gap."""
    found = points.at_step(hand.snapshot, hand.lane(lane), hand.step(step), whose(hand, name))
    return found.id if found is not None else ""


def value(hand: Hand, point: str) -> float | None:
    found = hand.snapshot.get(Point, point)
    return found.value if found is not None else None


def height(hand: Hand, lane: str, value: float) -> int:
    """Where in the view a value of a lane is seen now."""
    board = hand.view.board
    row = next(row for row in board.rows if row.lane == lane)
    key = next(g.key for g in row.groups if isinstance(g.key, LevelsKey))
    (high, _), *_, (low, _) = key.levels
    y = row.y + high + (1 - value) / 2 * (low - high)
    return round(hand.view.view_box(Box(board.head_width, y, 0, 0)).y)


def pull(hand: Hand, start: QPoint, end: QPoint) -> None:
    """Press and pull without letting go."""
    hand.press_mouse(start)
    hand.move_mouse(start + QPoint(0, 5 if end.y() > start.y() else -5))
    hand.move_mouse((start + end) / 2)
    hand.move_mouse(end)
    hand.settle()


def tool(hand: Hand) -> PullPoint:
    found = hand.view.tool
    assert isinstance(found, PullPoint), "no point is being pulled"
    return found


def shown(board: Board) -> list[tuple[object, ...]]:
    return [(placed.group.id, placed.box, placed.group.key) for placed in board.everything()]


def said_in_bubble(hand: Hand) -> str:
    """The words on the plate beside the point."""
    found = tool(hand)
    placed = next(
        g for row in hand.view.board.rows for g in row.groups
        if g.id == found.id and g.role == "point"
    )  # fmt: skip
    bubble = found.bubble(placed.key.scene, placed.key.look)  # type: ignore[attr-defined]
    return " ".join(item.text for item in bubble.items if isinstance(item, TextLine))


def bubble_box(hand: Hand) -> Box:
    found = tool(hand)
    placed = next(
        g for row in hand.view.board.rows for g in row.groups
        if g.id == found.id and g.role == "point"
    )  # fmt: skip
    return found.bubble_box(found.bubble(placed.key.scene, placed.key.look))  # type: ignore[attr-defined]


@pytest.fixture
def at_curve(hand: Hand) -> Hand:
    """The lane Experience in view, around the step Pay."""
    hand.look_at_cell((hand.lane("Experience"), hand.step("Choose a berth")))
    return hand


def gap(hand: Hand) -> str:
    """The title of a step in view where nobody has said anything."""
    lane = hand.lane("Experience")
    hand.session.document.apply(Delete(ids=(point(hand, "Pay", AMINA), point(hand, "Pay", JONAS))))
    hand.settle()
    assert points.in_cell(hand.view.board, lane, hand.step("Pay")) == []
    hand.look_at_cell((lane, hand.step("Choose a berth")))
    return "Pay"


# Pulling


def test_a_point_is_pulled_to_the_next_level_and_the_curve_follows(at_curve: Hand) -> None:
    hand = at_curve
    pay = point(hand, "Pay", AMINA)
    before, start = value(hand, pay), hand.middle(pay)
    pull(hand, start, QPoint(start.x() + 3, start.y() - 40))
    assert hand.previewed()
    assert tool(hand).value == 0.0, "from -1 to 0, since a level is about 37 px high"
    assert abs(hand.middle(pay).y() - (start.y() - 40)) < 12, "it is where the mouse is"
    assert value(hand, pay) == before, "nothing is set before the button is let go"
    hand.drop(QPoint(start.x() + 3, start.y() - 40))
    assert value(hand, pay) == 0.0
    assert hand.selected() == (pay,)


def test_what_was_shown_is_what_is_set(at_curve: Hand) -> None:
    hand = at_curve
    pay = point(hand, "Pay", JONAS)
    start = hand.middle(pay)
    end = QPoint(start.x(), start.y() + 90)
    pull(hand, start, end)
    seen = shown(hand.view.board)
    hand.drop(end)
    assert not hand.previewed()
    assert shown(hand.view.board) == seen
    assert [change.label.text for change in hand.session.document.history.done] == [
        "Set experience at “Pay”"
    ]


def test_only_the_curve_of_the_persona_that_was_pressed_moves(at_curve: Hand) -> None:
    hand = at_curve
    amina, jonas = point(hand, "Pay", AMINA), point(hand, "Pay", JONAS)
    before = value(hand, amina)
    start = hand.middle(jonas)
    pull(hand, start, start + QPoint(0, -40))
    hand.drop(start + QPoint(0, -40))
    assert value(hand, jonas) == 1.0
    assert value(hand, amina) == before


def test_the_bubble_says_the_value_its_word_and_whose_it_is(at_curve: Hand) -> None:
    hand = at_curve
    start = hand.middle(point(hand, "Pay", JONAS))
    pull(hand, start, start + QPoint(0, -40))
    assert said_in_bubble(hand) == f"+2 Delightful {JONAS}"
    hand.move_mouse(start + QPoint(0, 56))
    assert said_in_bubble(hand) == f"−0.5 Slightly bad {JONAS}"
    hand.key(Qt.Key.Key_Escape)
    arc = hand.snapshot.points(hand.lane("Dramatic arc"))[0]
    hand.look_at(arc.id)
    start = hand.middle(arc.id)
    pull(hand, start, start + QPoint(0, -400))
    assert said_in_bubble(hand) == "5 Climax", "a dramatic arc is nobody's"
    hand.key(Qt.Key.Key_Escape)


@pytest.mark.parametrize("zoom", [0.5, 1.0, 2.0])
def test_the_bubble_is_in_view_and_never_under_the_cursor(at_curve: Hand, zoom: float) -> None:
    hand = at_curve
    pay = point(hand, "Pay", AMINA)
    for corner in (QPoint(200, 120), QPoint(1200, 800)):
        hand.look_at(pay, zoom)
        start = hand.middle(pay)
        pull(hand, start, corner)
        box, at = bubble_box(hand), hand.surface.mapFromGlobal(hand.surface.mapToGlobal(corner))
        assert not box.holds(at.x(), at.y())
        assert box.x >= 0
        assert box.y >= 0
        assert box.right <= hand.surface.width()
        assert box.bottom <= hand.surface.height()
        hand.key(Qt.Key.Key_Escape)
        hand.drop(corner)


sizes = st.floats(0, 80)


@given(
    w=st.floats(40, 220), h=st.floats(20, 80),
    spot=st.builds(Box, st.floats(-50, 1350), st.floats(-50, 900), sizes, sizes),
    cursor=st.builds(Spot, st.floats(0, 1300), st.floats(0, 860)),
    view=st.builds(Box, st.just(0.0), st.just(0.0), st.floats(540, 1300), st.floats(300, 860)),
)  # fmt: skip
def test_a_bubble_has_a_place_beside_any_cursor(
    w: float, h: float, spot: Box, cursor: Spot, view: Box
) -> None:
    assume(view.holds(*cursor))
    at = beside(w, h, spot, cursor, view)
    plate = Box(at.x, at.y, w, h)
    assert not plate.holds(*cursor)
    assert plate.x >= view.x
    assert plate.y >= view.y
    assert plate.right <= view.right
    assert plate.bottom <= view.bottom


def test_with_alt_any_value_can_be_set(at_curve: Hand) -> None:
    hand = at_curve
    pay = point(hand, "Pay", AMINA)
    start = hand.middle(pay)
    pull(hand, start, start + QPoint(0, -10))
    end = start + QPoint(0, -11)
    hand.move_mouse(end, ALT)
    free = tool(hand).value
    assert free is not None
    assert abs(free - points.snapped(free)) > 0.01
    wanted = value_at(
        hand.view.board, hand.lane("Experience"), hand.view.pointer_at(end.x(), end.y()).y
    )
    assert wanted is not None
    assert abs(free - wanted) < 0.02, "it lies under the mouse"
    hand.release_mouse(end, keys=ALT)
    hand.settle()
    assert value(hand, pay) == free


def test_alt_counts_while_the_mouse_stands_still(at_curve: Hand) -> None:
    hand = at_curve
    start = hand.middle(point(hand, "Pay", AMINA))
    pull(hand, start, start + QPoint(0, -12))
    snapped = tool(hand).value
    hand.view.tool.held(ALT)
    assert tool(hand).value != snapped
    hand.view.tool.held(Qt.KeyboardModifier.NoModifier)
    assert tool(hand).value == snapped
    hand.key(Qt.Key.Key_Escape)


@given(st.floats(-1, 1))
def test_values_snap_to_halves_of_a_level(free: float) -> None:
    value = points.snapped(free)
    assert (value / points.STEP).is_integer()
    assert -1 <= value <= 1
    assert abs(value - free) <= points.STEP / 2 + 1e-9
    up, down = points.stepped(free, 1), points.stepped(free, -1)
    assert down < free or free == -1
    assert up > free or free == 1
    assert (up / points.STEP).is_integer()
    assert up - down <= 2 * points.STEP + 1e-9


@settings(max_examples=15, suppress_health_check=list(HealthCheck), deadline=None)
@given(st.lists(st.tuples(st.integers(-120, 200), st.booleans()), min_size=1, max_size=4))
def test_wherever_it_is_let_go_the_result_is_the_preview(
    at_curve: Hand, ways: list[tuple[int, bool]]
) -> None:
    hand = at_curve
    hand.look_at_cell((hand.lane("Experience"), hand.step("Choose a berth")))
    pay = point(hand, "Pay", JONAS)
    start, done = hand.middle(pay), len(hand.session.document.history.done)
    before = value(hand, pay)
    hand.press_mouse(start)
    hand.move_mouse(start + QPoint(0, 12))
    end = start
    for dy, free in ways:
        end = start + QPoint(2, dy)
        hand.move_mouse(end, ALT if free else Qt.KeyboardModifier.NoModifier)
    last = ALT if ways[-1][1] else Qt.KeyboardModifier.NoModifier
    seen, wanted = shown(hand.view.board), tool(hand).value
    hand.release_mouse(end, keys=last)
    hand.settle()
    assert shown(hand.view.board) == seen
    assert value(hand, pay) == wanted
    steps = len(hand.session.document.history.done) - done
    assert steps == (0 if wanted == before else 1)
    if steps:  # the next try begins where this one did
        hand.session.document.undo()
        hand.settle()


@pytest.mark.parametrize("give_up", [by_escape, by_focus, by_letting_go_elsewhere, by_hiding])
def test_giving_up_leaves_the_curve_as_it_was(
    at_curve: Hand, give_up: Callable[[Hand], object]
) -> None:
    hand = at_curve
    content, board = hand.hash, hand.view.board
    start = hand.middle(point(hand, "Pay", AMINA))
    pull(hand, start, start + QPoint(0, 60))
    assert hand.previewed()
    give_up(hand)
    hand.drop(start + QPoint(0, 60))
    assert isinstance(hand.view.tool, Select)
    assert hand.hash == content
    assert hand.view.board is board
    assert hand.session.document.history.done == []


def test_a_change_from_elsewhere_ends_the_pull(at_curve: Hand) -> None:
    hand = at_curve
    pay, before = point(hand, "Pay", AMINA), value(hand, point(hand, "Pay", AMINA))
    start = hand.middle(pay)
    pull(hand, start, start + QPoint(0, 60))
    hand.session.document.apply(Edit(id=hand.lane("Experience"), values={"title": "Feeling"}))
    hand.settle()
    assert isinstance(hand.view.tool, Select)
    hand.drop(start + QPoint(0, 60))
    assert value(hand, pay) == before


def test_the_map_scrolls_zooms_and_pans_in_the_midst_of_a_pull(at_curve: Hand) -> None:
    hand = at_curve
    pay = point(hand, "Pay", AMINA)
    start = hand.middle(pay)
    at = start + QPoint(0, -40)
    pull(hand, start, at)
    assert tool(hand).value == 0.0
    hand.wheel(0, -120, at)
    hand.settle()
    lower = tool(hand).value
    assert lower is not None
    assert lower < 0.0, "the board has moved up under the mouse"
    hand.wheel(0, 120, at)
    hand.press_mouse(at, MIDDLE)
    hand.move_mouse(at + QPoint(30, 20))
    hand.release_mouse(at + QPoint(30, 20), MIDDLE)
    hand.wheel(0, 120, at, CONTROL)
    assert hand.view.camera.zoom > 1
    assert hand.previewed()
    hand.key(Qt.Key.Key_Escape)
    assert not hand.previewed()


def test_a_point_at_the_edge_of_the_view_is_pulled_beyond_it(at_curve: Hand) -> None:
    hand = at_curve
    pay = point(hand, "Pay", AMINA)
    lane = hand.lane("Experience")
    camera = hand.view.camera
    hand.view.look(camera._replace(y=camera.y + height(hand, lane, 0.25) - 130))
    start = hand.middle(pay)
    top = QPoint(start.x(), 4)
    pull(hand, start, top)
    from tests.hands import wait_until

    wait_until(lambda: tool(hand).value == 1.0)
    assert hand.view.camera.x == camera.x, "it scrolls only up and down"
    hand.key(Qt.Key.Key_Escape)


def test_a_point_can_be_taken_by_its_words(at_curve: Hand) -> None:
    hand = at_curve
    receive = point(hand, "Receive the ticket", JONAS)
    row = next(r for r in hand.view.board.rows if r.lane == hand.lane("Experience"))
    words = next(g for g in row.groups if g.role == "note" and g.id == receive)
    seen = hand.view.view_box(words.box.moved(0, row.y))
    at = QPoint(round(seen.centre.x), round(seen.y + 6))
    before = value(hand, receive)
    pull(hand, at, at + QPoint(0, 40))
    hand.drop(at + QPoint(0, 40))
    after = value(hand, receive)
    assert before is not None
    assert after is not None
    assert after < before


# New points


def test_pulling_in_an_empty_place_sets_a_point_of_the_persona_of_the_map(at_curve: Hand) -> None:
    hand = at_curve
    step = gap(hand)
    lane = hand.lane("Experience")
    found = hand.snapshot.get(Map, hand.view.showing.map_id)
    assert found is not None
    assert found.personas[0] == whose(hand, AMINA)
    cell = (lane, hand.step(step))
    x = hand.in_cell(cell).x() - 40
    start = QPoint(x, height(hand, lane, 0.5))
    end = QPoint(x, height(hand, lane, 0.75))
    pull(hand, start, end)
    assert AMINA in said_in_bubble(hand), "the bubble says whose it will be"
    seen = shown(hand.view.board)
    hand.drop(end)
    assert shown(hand.view.board) == seen
    new = point(hand, step, AMINA)
    assert value(hand, new) == 0.75
    assert hand.selected() == (new,)


def test_the_next_new_point_there_is_the_other_personas(at_curve: Hand) -> None:
    hand = at_curve
    step = gap(hand)
    lane = hand.lane("Experience")
    hand.session.document.apply(
        SetPoint(lane=lane, step=hand.step(step), persona=whose(hand, AMINA), value=0.5)
    )
    hand.settle()
    x = hand.in_cell((lane, hand.step(step))).x() - 60
    start = QPoint(x, height(hand, lane, -0.5))
    pull(hand, start, start + QPoint(0, 12))
    assert JONAS in said_in_bubble(hand)
    hand.drop(start + QPoint(0, 12))
    assert value(hand, point(hand, step, AMINA)) == 0.5
    assert point(hand, step, JONAS)


def test_a_new_point_is_that_of_the_persona_whose_point_is_selected(at_curve: Hand) -> None:
    hand = at_curve
    step = gap(hand)
    lane = hand.lane("Experience")
    hand.click(point(hand, "Receive the ticket", JONAS))
    x = hand.in_cell((lane, hand.step(step))).x() - 60
    start = QPoint(x, height(hand, lane, -0.5))
    pull(hand, start, start + QPoint(0, 12))
    assert JONAS in said_in_bubble(hand)
    hand.drop(start + QPoint(0, 12))
    assert point(hand, step, JONAS)
    assert not point(hand, step, AMINA)


def test_a_double_click_in_an_empty_place_sets_a_point_at_that_height(at_curve: Hand) -> None:
    hand = at_curve
    step = gap(hand)
    lane = hand.lane("Experience")
    x = hand.in_cell((lane, hand.step(step))).x()
    hand.double_click_at(QPoint(x - 30, height(hand, lane, -0.5) + 3))
    new = point(hand, step, AMINA)
    assert value(hand, new) == -0.5
    assert hand.selected() == (new,)
    assert hand.view.editor is None


def test_a_double_click_close_to_a_point_says_how_it_is_for_who_has_no_answer_there(
    at_curve: Hand,
) -> None:
    hand = at_curve
    step, lane = gap(hand), hand.lane("Experience")
    hand.session.document.apply(
        SetPoint(lane=lane, step=hand.step(step), persona=whose(hand, AMINA), value=0.5)
    )
    hand.look_at_cell((lane, hand.step(step)), 0.4)
    near = hand.middle(point(hand, step, AMINA)) + QPoint(0, 12)
    hand.double_click_at(near)
    assert not hand.failed
    assert hand.selected() == (point(hand, step, JONAS),)
    hand.double_click_at(near)
    assert not hand.failed
    assert hand.writing.isVisible(), "both have answered: it writes on the point beside the mouse"


def test_a_click_in_an_empty_place_only_selects_the_cell(at_curve: Hand) -> None:
    hand = at_curve
    step = gap(hand)
    content, lane = hand.hash, hand.lane("Experience")
    hand.click_at(QPoint(hand.in_cell((lane, hand.step(step))).x(), height(hand, lane, 0.6)))
    assert hand.hash == content
    assert hand.view.selection.cell == (lane, hand.step(step))
    assert hand.selected() == ()


def test_giving_up_a_new_point_leaves_the_gap(at_curve: Hand) -> None:
    hand = at_curve
    step = gap(hand)
    content, lane = hand.hash, hand.lane("Experience")
    start = QPoint(hand.in_cell((lane, hand.step(step))).x(), height(hand, lane, 0.6))
    pull(hand, start, start + QPoint(0, 40))
    assert hand.previewed()
    hand.key(Qt.Key.Key_Escape)
    hand.drop(start)
    assert hand.hash == content
    assert not point(hand, step, AMINA)


def test_a_point_set_where_one_was_deleted_brings_no_old_words_back(at_curve: Hand) -> None:
    hand = at_curve
    receive = point(hand, "Receive the ticket", JONAS)
    hand.click(receive)
    hand.key(Qt.Key.Key_Delete)
    hand.session.document.apply(
        points.new_at(
            hand.snapshot, hand.lane("Experience"), hand.step("Receive the ticket"),
            whose(hand, JONAS), 0.5,
        )
    )  # fmt: skip
    found = hand.snapshot.get(Point, receive)
    assert found is not None
    assert (found.note, found.evidence) == ("", "")


# Keys


def test_a_click_selects_a_point_and_rings_it(at_curve: Hand) -> None:
    hand = at_curve
    pay = point(hand, "Pay", AMINA)
    hand.click(pay)
    assert hand.selected() == (pay,)
    assert hand.view.selection.cell == (hand.lane("Experience"), hand.step("Pay"))
    accent = QColor(hand.view.showing.theme.colours.accent)
    middle, picture = hand.middle(pay), hand.picture()
    ring = [picture.pixelColor(middle + QPoint(0, dy)) for dy in range(5, 14)]
    assert accent in ring


def test_alt_with_up_and_down_changes_the_value_by_half_a_level(at_curve: Hand) -> None:
    hand = at_curve
    pay = point(hand, "Pay", AMINA)
    hand.click(pay)
    hand.key(Qt.Key.Key_Up, ALT)
    assert value(hand, pay) == -0.25
    assert hand.said[-1] == "Pay: −0.5, Slightly bad"
    hand.key(Qt.Key.Key_Down, ALT)
    hand.key(Qt.Key.Key_Down, ALT)
    assert value(hand, pay) == -0.75
    for _ in range(4):
        hand.key(Qt.Key.Key_Down, ALT)
    assert value(hand, pay) == -1
    assert len(hand.session.document.history.done) == 4, "at the end nothing happens any more"


def test_several_points_are_raised_together(at_curve: Hand) -> None:
    hand = at_curve
    amina, jonas = point(hand, "Pay", AMINA), point(hand, "Pay", JONAS)
    hand.click(amina)
    hand.click(jonas, CONTROL)
    hand.key(Qt.Key.Key_Up, ALT)
    assert (value(hand, amina), value(hand, jonas)) == (-0.25, 0.75)
    assert "Edit 2 points" in hand.said
    hand.session.document.undo()
    assert (value(hand, amina), value(hand, jonas)) == (-0.5, 0.5)


def test_delete_makes_a_gap_and_undo_closes_it(at_curve: Hand) -> None:
    hand = at_curve
    pay, before = point(hand, "Pay", AMINA), hand.hash
    hand.click(pay)
    hand.key(Qt.Key.Key_Delete)
    assert point(hand, "Pay", AMINA) == ""
    assert hand.selected() == ()
    assert hand.view.selection.cell == (hand.lane("Experience"), hand.step("Pay"))
    hand.session.document.undo()
    hand.settle()
    assert hand.hash == before


def test_left_and_right_go_along_the_curve_and_tab_to_the_other_persona(at_curve: Hand) -> None:
    hand = at_curve
    amina, jonas = point(hand, "Pay", AMINA), point(hand, "Pay", JONAS)
    hand.click(amina)
    hand.key(Qt.Key.Key_Right)
    assert hand.selected() == (point(hand, "Receive the ticket", AMINA),)
    hand.key(Qt.Key.Key_Left)
    hand.key(Qt.Key.Key_Tab)
    assert hand.selected() == (jonas,)
    hand.key(Qt.Key.Key_Backtab)
    assert hand.selected() == (amina,)
    hand.key(Qt.Key.Key_Down)
    assert hand.view.selection.cell == (hand.lane("Dramatic arc"), hand.step("Pay"))


def test_walking_into_a_curve_reaches_its_points(at_curve: Hand) -> None:
    hand = at_curve
    arc = hand.lane("Dramatic arc")
    hand.click(point(hand, "Pay", JONAS))
    hand.key(Qt.Key.Key_Down)
    assert hand.selected() == tuple(points.in_cell(hand.view.board, arc, hand.step("Pay")))
    hand.key(Qt.Key.Key_Up)
    assert hand.selected() == (point(hand, "Pay", JONAS),)


def test_enter_in_an_empty_cell_of_a_curve_sets_a_neutral_point(at_curve: Hand) -> None:
    hand = at_curve
    step = gap(hand)
    lane = hand.lane("Experience")
    hand.click_at(QPoint(hand.in_cell((lane, hand.step(step))).x(), height(hand, lane, 0.6)))
    hand.key(Qt.Key.Key_Return)
    new = point(hand, step, AMINA)
    assert value(hand, new) == 0
    assert hand.selected() == (new,)
    hand.key(Qt.Key.Key_Escape)
    hand.key(Qt.Key.Key_Return)
    assert value(hand, point(hand, step, JONAS)) == 0, "then that of the other persona"


@pytest.mark.parametrize("begin", ["enter", "f2", "type", "double-click"])
def test_words_are_written_at_the_point(at_curve: Hand, begin: str) -> None:
    hand = at_curve
    pay = point(hand, "Pay", AMINA)
    hand.click(pay)
    if begin == "double-click":
        hand.double_click(pay)
    elif begin != "type":
        hand.key({"enter": Qt.Key.Key_Return, "f2": Qt.Key.Key_F2}[begin])
    hand.type("Twice the price")
    assert hand.previewed()
    editor = hand.writing.view_box
    hand.key(Qt.Key.Key_Return)
    found = hand.snapshot.get(Point, pay)
    assert found is not None
    assert found.note == "Twice the price"
    row = next(r for r in hand.view.board.rows if r.lane == hand.lane("Experience"))
    words = next(g for g in row.groups if g.role == "note" and g.id == pay)
    line = next(i for i in words.items if isinstance(i, TextLine) and i.text == "Twice the price")
    seen = hand.view.view_box(Box(line.x, line.y + row.y, 0, 0))
    assert editor.inset(-2, -2).holds(seen.x, seen.y), "the words stand where they were written"


def test_tab_goes_on_writing_at_the_next_point_of_the_curve(at_curve: Hand) -> None:
    hand = at_curve
    pay = point(hand, "Pay", AMINA)
    hand.click(pay)
    hand.key(Qt.Key.Key_Return)
    hand.type("One")
    hand.key(Qt.Key.Key_Tab)
    hand.type("Two")
    hand.key(Qt.Key.Key_Return)
    following = hand.snapshot.get(Point, point(hand, "Receive the ticket", AMINA))
    assert following is not None
    assert following.note == "Two"


def test_escape_leaves_the_words_as_they_were(at_curve: Hand) -> None:
    hand = at_curve
    content = hand.hash
    hand.click(point(hand, "Pay", AMINA))
    hand.type("never")
    hand.key(Qt.Key.Key_Escape)
    assert hand.hash == content
    assert not hand.previewed()


def test_where_a_map_may_only_be_read_pulling_says_so(open_canvas: OpenCanvas) -> None:
    hand = open_canvas(read_only=True)
    hand.look_at_cell((hand.lane("Experience"), hand.step("Choose a berth")))
    start = hand.middle(point(hand, "Pay", AMINA))
    pull(hand, start, start + QPoint(0, 40))
    assert isinstance(hand.view.tool, Select)
    assert not hand.previewed()
    assert hand.failed == ["This project is open for reading only. Nothing was changed."]
    hand.release_mouse(start)


def test_the_point_ids_of_keys_and_hands_are_the_same(at_curve: Hand) -> None:
    lane, step = at_curve.lane("Experience"), at_curve.step("Pay")
    assert point(at_curve, "Pay", AMINA) == point_id(lane, step, whose(at_curve, AMINA))
