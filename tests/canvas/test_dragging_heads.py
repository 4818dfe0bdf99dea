# SPDX-License-Identifier: Apache-2.0
"""Dragging stages, steps and lanes by their heads: what is shown on the way is what comes of it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QFocusEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from journey_studio.canvas.camera import Camera
from journey_studio.canvas.tools.move_heads import MoveHeads
from journey_studio.canvas.tools.select import Select
from journey_studio.layout.display import Board
from journey_studio.layout.geometry import Box
from journey_studio.layout.hit import group_box
from journey_studio.model.commands import Edit, Move
from journey_studio.model.records import Stage
from tests.canvas.conftest import OpenCanvas
from tests.canvas.hand import ALT, CONTROL, SHIFT, Hand, lanes, stages, steps
from tests.canvas.pixels import ROUNDING, farthest
from tests.hands import NONE, wait_until

FEW = 0.45  # the zoom at which the first stages and lanes are all in view


def places(board: Board) -> list[tuple[str, Box]]:
    """Where everything lies on a board."""
    return [(placed.group.id, placed.box) for placed in board.everything()]


def dragged(hand: Hand) -> MoveHeads:
    tool = hand.view.tool
    assert isinstance(tool, MoveHeads), "no head is being dragged"
    return tool


def right_part(hand: Hand, record: str) -> QPoint:
    box = hand.box(record)
    return QPoint(round(box.right - min(box.w / 4, 20)), round(box.centre.y))


def left_part(hand: Hand, record: str) -> QPoint:
    box = hand.box(record)
    return QPoint(round(box.x + min(box.w / 4, 20)), round(box.centre.y))


def lower_part(hand: Hand, record: str) -> QPoint:
    box = hand.box(record)
    return QPoint(round(box.x + 30), round(box.bottom - box.h / 5))


@pytest.fixture
def map_in_view(open_canvas: OpenCanvas) -> Hand:
    """The sample from a little further away, from its first stage and lane on."""
    found = open_canvas()
    found.view.look(Camera(0, 0, FEW))
    found.settle()
    return found


def test_a_stage_is_dragged_behind_another_with_all_its_steps(map_in_view: Hand) -> None:
    hand = map_in_view
    first, second, *rest = stages(hand)
    moved = hand.titled(Stage, first)
    inside = steps(hand, first)
    hand.take(moved)
    to = right_part(hand, hand.titled(Stage, second))
    hand.carry(to)
    assert hand.previewed()
    assert stages(hand) == [first, second, *rest], "nothing moves before it is let go"
    shown = hand.view.board
    hand.drop(to)
    assert stages(hand) == [second, first, *rest]
    assert steps(hand, first) == inside
    assert places(hand.view.board) == places(shown), "the drop does what was shown"
    assert hand.said[-1] == f"Move stage “{first}”"
    assert len(hand.session.document.history.done) == 1
    hand.session.document.undo()
    assert stages(hand) == [first, second, *rest]


def test_a_step_is_dragged_within_its_stage_and_into_another(map_in_view: Hand) -> None:
    hand = map_in_view
    home, other = stages(hand)[:2]
    one, two, *_ = steps(hand, home)
    moved = hand.step(one)
    hand.take(moved)
    to = right_part(hand, hand.step(two))
    hand.carry(to)
    shown = hand.view.board
    hand.drop(to)
    assert steps(hand, home)[:2] == [two, one]
    assert places(hand.view.board) == places(shown)
    hand.take(moved)
    to = right_part(hand, hand.step(steps(hand, other)[0]))
    hand.carry(to)
    shown = hand.view.board
    hand.drop(to)
    assert steps(hand, other)[1] == one
    assert one not in steps(hand, home)
    assert places(hand.view.board) == places(shown)


def test_a_lane_is_dragged_up_and_down_and_a_divider_is_a_lane(map_in_view: Hand) -> None:
    hand = map_in_view
    before = lanes(hand)
    divider = next(row for row in hand.view.board.rows if row.kind == "divider")
    index = next(n for n, row in enumerate(hand.view.board.rows) if row.lane == divider.lane)
    above = hand.view.board.rows[index - 1].lane
    for record, target in ((divider.lane, above), (above, divider.lane)):
        hand.view.look(Camera(0, divider.y - 400, 0.7))
        hand.settle()
        hand.take(record)
        box = hand.box(target)
        to = QPoint(40, round(box.y + box.h / 5))
        hand.carry(to)
        assert hand.previewed()
        shown = hand.view.board
        hand.drop(to)
        assert places(hand.view.board) == places(shown)
        order = [lane.id for lane in hand.snapshot.lanes(hand.view.showing.map_id)]
        assert order.index(record) + 1 == order.index(target)
    assert lanes(hand) == before


def test_several_selected_heads_of_a_kind_go_together(map_in_view: Hand) -> None:
    hand = map_in_view
    first, second, third, *rest = stages(hand)
    hand.click(hand.titled(Stage, third))
    hand.click(hand.titled(Stage, first), CONTROL)
    hand.take(hand.titled(Stage, first))
    to = right_part(hand, hand.titled(Stage, second))
    hand.carry(to)
    shown = hand.view.board
    hand.drop(to)
    assert stages(hand) == [second, first, third, *rest], "in the order they are read"
    assert places(hand.view.board) == places(shown)
    assert len(hand.session.document.history.done) == 1


def test_several_steps_of_two_stages_land_beside_each_other(map_in_view: Hand) -> None:
    hand = map_in_view
    home, other, third, *_ = stages(hand)
    one, two = steps(hand, home)[0], steps(hand, other)[0]
    hand.click(hand.step(one))
    hand.click(hand.step(two), CONTROL)
    to = left_part(hand, hand.step(steps(hand, third)[0]))
    hand.take(hand.step(two))
    hand.carry(to)
    shown = hand.view.board
    hand.drop(to)
    assert steps(hand, third)[:2] == [one, two]
    assert places(hand.view.board) == places(shown)


def test_a_head_that_is_not_selected_is_dragged_alone(map_in_view: Hand) -> None:
    hand = map_in_view
    first, second, *_ = (hand.titled(Stage, title) for title in stages(hand))
    hand.click(first)
    hand.take(second)
    assert dragged(hand).hidden == {second}
    hand.key(Qt.Key.Key_Escape)


def test_a_collapsed_stage_is_dragged_and_takes_steps_in(map_in_view: Hand) -> None:
    hand = map_in_view
    first, second, third, *_ = stages(hand)
    closed = hand.titled(Stage, second)
    hand.session.document.apply(Edit(id=closed, values={"collapsed": True}))
    hand.settle()
    step = steps(hand, first)[0]
    hand.take(hand.step(step))
    to = hand.middle(closed)
    hand.carry(to)
    assert dragged(hand).landing, "the stage that takes it is lit"
    shown = hand.view.board
    hand.drop(to)
    assert steps(hand, second)[-1] == step
    assert places(hand.view.board) == places(shown)
    hand.take(closed)
    to = right_part(hand, hand.titled(Stage, third))
    hand.carry(to)
    hand.drop(to)
    assert stages(hand)[:3] == [first, third, second]


def test_the_last_step_of_a_stage_may_leave_it_empty_and_come_back(map_in_view: Hand) -> None:
    hand = map_in_view
    home, other = stages(hand)[:2]
    kept, *rest = (hand.step(title) for title in steps(hand, home))
    for step in rest:
        hand.session.document.apply(Move(ids=(step,), under=(hand.titled(Stage, other),)))
    hand.settle()
    before = hand.hash
    hand.take(kept)
    away = right_part(hand, hand.step(steps(hand, other)[0]))
    hand.carry(away)
    back = hand.middle(hand.titled(Stage, home)) + QPoint(0, 30)
    hand.carry(back)
    hand.drop(back)
    assert hand.hash == before, "dragged away and back again, all is as it was"
    hand.take(kept)
    hand.carry(away)
    hand.drop(away)
    assert steps(hand, home) == []


def test_a_drop_where_it_was_changes_nothing(map_in_view: Hand) -> None:
    hand = map_in_view
    before = hand.hash
    for record in (
        hand.titled(Stage, stages(hand)[0]),
        hand.step(steps(hand, stages(hand)[0])[1]),
        hand.view.board.rows[1].lane,
    ):
        at = hand.middle(record)
        hand.take(record)
        hand.carry(at)
        hand.drop(at)
    assert hand.hash == before
    assert hand.session.document.history.done == []
    assert hand.said == []


def by_escape(hand: Hand) -> None:
    hand.key(Qt.Key.Key_Escape)


def by_the_right_button(hand: Hand) -> None:
    hand.press_mouse(QPoint(300, 300), Qt.MouseButton.RightButton)
    hand.release_mouse(QPoint(300, 300), Qt.MouseButton.RightButton)


def by_focus(hand: Hand) -> None:
    QApplication.sendEvent(hand.view, QFocusEvent(QEvent.Type.FocusOut))


def by_losing_the_mouse(hand: Hand) -> None:
    at, none = QPointF(300, 300), Qt.MouseButton.NoButton
    event = QMouseEvent(QEvent.Type.MouseMove, at, at, none, none, NONE)
    QApplication.sendEvent(hand.surface, event)


WAYS = [by_escape, by_the_right_button, by_focus, by_losing_the_mouse]


@pytest.mark.parametrize("kind", ["stage", "step", "lane"])
@pytest.mark.parametrize("give_up", WAYS)
def test_giving_up_leaves_everything_as_it_was(
    map_in_view: Hand, kind: str, give_up: Callable[[Hand], None]
) -> None:
    hand = map_in_view
    record, to = {
        "stage": lambda: (hand.view.board.columns[0].stage, QPoint(900, 20)),
        "step": lambda: (hand.view.board.columns[0].step, QPoint(700, 60)),
        "lane": lambda: (hand.view.board.rows[0].lane, QPoint(40, 500)),
    }[kind]()
    hand.click(record)
    hand.move_mouse(QPoint(700, 300))
    content, before, board = hand.hash, hand.picture(), hand.view.board
    hand.take(record)
    hand.carry(to)
    assert hand.previewed()
    give_up(hand)
    hand.drop(to)
    assert isinstance(hand.view.tool, Select)
    assert hand.hash == content
    assert hand.session.document.history.done == []
    assert hand.view.board is board
    hand.view.setFocus()
    hand.move_mouse(QPoint(700, 300))
    hand.settle()
    assert farthest(before, hand.picture()) <= ROUNDING


def test_a_change_from_elsewhere_ends_the_drag_and_is_shown(map_in_view: Hand) -> None:
    hand = map_in_view
    first, second = stages(hand)[:2]
    other = hand.titled(Stage, second)
    hand.take(hand.titled(Stage, first))
    to = right_part(hand, other)
    hand.carry(to)
    hand.session.document.apply(Edit(id=other, values={"title": "Pack"}))
    hand.settle()
    assert isinstance(hand.view.tool, Select)
    assert not hand.previewed()
    hand.drop(to)
    assert stages(hand)[:2] == [first, "Pack"]


def test_close_to_the_edge_the_map_scrolls_along_the_way_only(hand: Hand) -> None:
    step = hand.step("Choose a berth")
    hand.look_at(step)
    hand.take(step)
    start = hand.view.camera
    hand.move_mouse(QPoint(hand.surface.width() - 4, 40))
    wait_until(lambda: hand.view.camera.x > start.x + 150)
    assert hand.view.camera.y == start.y, "the heads at the top are no edge for a step"
    landing = dragged(hand).landing
    assert landing
    assert landing[0].right > hand.surface.width() - 450, "where it lands goes along"
    hand.key(Qt.Key.Key_Escape)


def test_the_mouse_may_stand_still_anywhere_and_nothing_flickers(map_in_view: Hand) -> None:
    hand = map_in_view
    record = hand.view.board.columns[1].step
    hand.take(record)
    for x in range(200, 1200, 37):
        at = QPoint(x, 70)
        hand.move_mouse(at)
        shown = hand.view.board
        for _ in range(3):
            hand.move_mouse(at, ALT)  # which means nothing to heads
        assert places(hand.view.board) == places(shown), x
    hand.key(Qt.Key.Key_Escape)


def test_the_head_is_lifted_its_slot_is_open_and_its_place_is_a_seam(map_in_view: Hand) -> None:
    hand = map_in_view
    stage = hand.titled(Stage, stages(hand)[0])
    hand.take(stage)
    to = right_part(hand, hand.titled(Stage, stages(hand)[2]))
    hand.carry(to)
    tool = dragged(hand)
    assert stage in tool.hidden
    (landing,) = tool.landing
    picture = hand.picture()
    rows = range(round(landing.y) + 20, min(round(landing.bottom), picture.height()) - 20)
    edge = [picture.pixelColor(round(landing.x + 1), y) for y in rows]
    blue = [colour for colour in edge if colour.blue() - colour.red() > 60]
    assert len(edge) / 4 < len(blue) < len(edge), "a dashed line around its columns"
    (seam,) = tool.seams
    assert seam == hand.view.board.head_width, "it was the first"
    head = group_box(hand.view.board, stage)
    assert head is not None
    assert tool.ghost_box.holds(to.x(), to.y())
    hand.key(Qt.Key.Key_Escape)


def test_a_map_that_may_not_be_changed_keeps_its_heads(open_canvas: OpenCanvas) -> None:
    hand = open_canvas(read_only=True)
    hand.view.look(Camera(0, 0, FEW))
    hand.take(hand.titled(Stage, stages(hand)[0]))
    assert isinstance(hand.view.tool, Select)
    assert len(hand.failed) == 1
    hand.drop(QPoint(600, 20))


def test_the_cursor_tells_what_can_be_taken(hand: Hand) -> None:
    shapes = Qt.CursorShape
    hand.move_mouse(hand.middle(hand.step("Pay")))
    assert hand.surface.cursor().shape() is shapes.OpenHandCursor
    hand.move_mouse(hand.bare((hand.lane("What they do"), hand.step("Pay"))))
    assert hand.surface.cursor().shape() is shapes.ArrowCursor
    hand.take(hand.step("Pay"))
    assert hand.surface.cursor().shape() is shapes.ClosedHandCursor
    hand.key(Qt.Key.Key_Escape)


def test_a_head_under_the_mouse_shows_that_it_can_be_taken(hand: Hand) -> None:
    for record in (hand.step("Pay"), hand.titled(Stage, "Book"), hand.lane("What they do")):
        box = hand.box(record)
        at = QPoint(round(box.right - 20), round(box.bottom))
        hand.move_mouse(hand.bare((hand.lane("What they do"), hand.step("Pay"))))
        hand.settle()
        before = hand.picture()
        hand.move_mouse(hand.middle(record))
        hand.settle()
        after = hand.picture()
        around = [QPoint(at.x(), at.y() + dy) for dy in (-2, -1, 0)]
        assert any(before.pixel(point) != after.pixel(point) for point in around), record


def test_a_range_chosen_with_shift_is_dragged_in_order(
    map_in_view: Hand,
) -> None:
    hand = map_in_view
    first, second, third, *rest = stages(hand)
    hand.click(hand.titled(Stage, first))
    hand.click(hand.titled(Stage, second), SHIFT)
    to = right_part(hand, hand.titled(Stage, third))
    hand.take(hand.titled(Stage, second))
    hand.carry(to)
    hand.drop(to)
    assert stages(hand) == [third, first, second, *rest]


def test_columns_and_rows_glide_to_make_room_unless_nothing_should_move(
    map_in_view: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = map_in_view
    stage, lane = hand.view.board.columns[0].stage, hand.view.board.rows[0].lane
    other = hand.titled(Stage, stages(hand)[1])
    for record, to in ((stage, right_part(hand, other)), (lane, QPoint(40, 420))):
        hand.take(record)
        hand.move_mouse(to)
        assert hand.moving
        on_the_way = hand.picture()
        hand.settle()
        arrived = hand.picture()
        assert farthest(on_the_way, arrived) > 40, "they came from elsewhere"
        hand.key(Qt.Key.Key_Escape)
        hand.drop(to)
    monkeypatch.setenv("JOURNEY_STUDIO_REDUCED_MOTION", "1")
    hand.take(stage)
    hand.move_mouse(right_part(hand, other))
    assert not hand.moving
    hand.key(Qt.Key.Key_Escape)


def test_what_glides_comes_from_where_it_was(map_in_view: Hand) -> None:
    hand = map_in_view
    stage = hand.view.board.columns[0].stage
    other = hand.titled(Stage, stages(hand)[1])
    home, lies = hand.view.board.columns[0].x, group_box(hand.view.board, other)
    assert lies is not None
    hand.take(stage)
    hand.move_mouse(right_part(hand, other))
    first = hand.view.board.columns[0]
    assert first.stage == other
    assert first.x == home
    strips = hand.view.strips.at(1)
    assert strips.way((first.step, "")) == lies.x - home
    hand.settle()
    assert hand.view.strips.left == 0
    hand.key(Qt.Key.Key_Escape)
