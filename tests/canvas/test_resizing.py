# SPDX-License-Identifier: Apache-2.0
"""Columns, rows and cards are pulled to another size by their edges, or made so by keys."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt

from journey_studio.canvas import sizing
from journey_studio.canvas.shaping import collapse_selection, resize_selection
from journey_studio.canvas.tools.resize import Resize, Stretch
from journey_studio.canvas.tools.select import Select
from journey_studio.layout.display import Board, TextLine
from journey_studio.layout.geometry import Box
from journey_studio.layout.hit import group_box
from journey_studio.model.commands import Edit
from journey_studio.model.records import Card, Lane, Stage, Step
from tests.canvas.conftest import OpenCanvas
from tests.canvas.hand import ALT, CONTROL, SHIFT, Hand
from tests.canvas.test_dragging import by_escape, by_focus, by_hiding, by_letting_go_elsewhere
from tests.hands import MIDDLE

PAYS = "Pays by card"


def places(board: Board) -> list[tuple[str, Box]]:
    return [(placed.group.id, placed.box) for placed in board.everything()]


def width(hand: Hand, title: str) -> float:
    """How wide a step is seen, in board px."""
    step = hand.step(title)
    return next(column.w for column in hand.view.board.columns if column.step == step)


def height(hand: Hand, title: str) -> float:
    lane = hand.lane(title)
    return next(row.h for row in hand.view.board.rows if row.lane == lane)


def right_edge(hand: Hand, head: str) -> QPoint:
    """The edge of a head, in the view."""
    box = hand.box(head)
    return QPoint(round(box.right) - 1, round(box.centre.y))


def bottom_edge(hand: Hand, head: str) -> QPoint:
    box = hand.box(head)
    return QPoint(round(box.x + 40), round(box.bottom) - 1)


def pull(hand: Hand, start: QPoint, dx: int = 0, dy: int = 0) -> QPoint:
    """Press and pull without letting go; where the mouse is then."""
    end = start + QPoint(dx, dy)
    hand.press_mouse(start)
    hand.move_mouse(start + (end - start) / 2)
    hand.move_mouse(end)
    hand.settle()
    return end


def said(hand: Hand) -> str:
    """The words on the plate beside the mouse."""
    tool = hand.view.tool
    assert isinstance(tool, Resize)
    return " ".join(i.text for i in tool.bubble().items if isinstance(i, TextLine))


# Columns


def test_the_right_edge_of_a_step_makes_its_column_wider(hand: Hand) -> None:
    step = hand.step("Pay")
    end = pull(hand, right_edge(hand, step), dx=61)
    assert hand.previewed()
    assert width(hand, "Pay") == 268, "269 px on the grid of 4"
    seen = places(hand.view.board)
    record = hand.snapshot.get(Step, step)
    assert record is not None
    assert record.width == 0, "nothing is set before the button is let go"
    hand.drop(end)
    assert places(hand.view.board) == seen
    record = hand.snapshot.get(Step, step)
    assert record is not None
    assert record.width == 268
    assert len(hand.session.document.history.done) == 1


def test_the_edge_of_a_stage_is_that_of_its_last_step(hand: Hand) -> None:
    stage = hand.titled(Stage, "Book")
    end = pull(hand, right_edge(hand, stage) + QPoint(2, 0), dx=100)
    hand.drop(end)
    assert width(hand, "Receive the ticket") == 308
    assert width(hand, "Pay") == 208


def test_the_edge_keeps_its_cursor_at_every_zoom_and_presses_select_nothing(hand: Hand) -> None:
    step = hand.step("Pay")
    for zoom in (0.5, 1.0, 2.0):
        hand.look_at(step, zoom)
        for off in (-3, 2):
            hand.move_mouse(right_edge(hand, step) + QPoint(off, 0))
            assert hand.surface.cursor().shape() == Qt.CursorShape.SplitHCursor
        hand.move_mouse(right_edge(hand, step) + QPoint(-9, 0))
        assert hand.surface.cursor().shape() != Qt.CursorShape.SplitHCursor
    hand.click_at(right_edge(hand, step))
    assert hand.selected() == ()


def test_a_column_is_never_narrower_than_words_need(hand: Hand) -> None:
    step = hand.step("Pay")
    end = pull(hand, right_edge(hand, step), dx=-190)
    assert width(hand, "Pay") == hand.view.showing.theme.grid.column_least
    hand.drop(end)
    assert width(hand, "Pay") == hand.view.showing.theme.grid.column_least


def test_it_takes_the_width_of_a_neighbour_that_is_close_and_says_so(hand: Hand) -> None:
    wide, step = hand.step("Choose a berth"), hand.step("Pay")
    hand.session.document.apply(Edit(id=wide, values={"width": 250.0}))
    hand.settle()
    start = right_edge(hand, step)
    pull(hand, start, dx=39)
    assert width(hand, "Pay") == 250
    assert said(hand) == "250 px Like “Choose a berth”"
    hand.move_mouse(start + QPoint(39, 0), ALT)
    assert width(hand, "Pay") == 247, "with Alt it snaps to nothing"
    hand.key(Qt.Key.Key_Escape)


def test_selected_steps_get_the_same_width_and_the_edge_stays_under_the_mouse(hand: Hand) -> None:
    berth, pay = hand.step("Choose a berth"), hand.step("Pay")
    hand.click(berth)
    hand.click(pay, CONTROL)
    end = pull(hand, right_edge(hand, pay), dx=80)
    assert width(hand, "Choose a berth") == width(hand, "Pay") == 248
    assert abs(right_edge(hand, pay).x() - end.x()) <= 2
    hand.drop(end)
    assert hand.said[-1] == "Resize 2 steps"
    hand.session.document.undo()
    assert width(hand, "Pay") == 208


def test_a_selected_stage_resizes_all_its_steps(hand: Hand) -> None:
    stage = hand.titled(Stage, "Book")
    hand.click(stage)
    end = pull(hand, right_edge(hand, stage), dx=120)
    hand.drop(end)
    titles = ("Choose a berth", "Pay", "Receive the ticket")
    assert [width(hand, title) for title in titles] == [248, 248, 248]


def test_a_double_click_on_the_edge_gives_the_automatic_width_back(hand: Hand) -> None:
    step = hand.step("Pay")
    hand.session.document.apply(Edit(id=step, values={"width": 400.0}))
    hand.settle()
    hand.double_click_at(right_edge(hand, step))
    record = hand.snapshot.get(Step, step)
    assert record is not None
    assert record.width == 0
    assert hand.view.editor is None


def test_the_width_of_the_theme_is_the_automatic_one(hand: Hand) -> None:
    step = hand.step("Pay")
    hand.session.document.apply(Edit(id=step, values={"width": 300.0}))
    hand.settle()
    start = right_edge(hand, step)
    end = pull(hand, start, dx=-90)
    assert width(hand, "Pay") == 208
    hand.drop(end)
    record = hand.snapshot.get(Step, step)
    assert record is not None
    assert record.width == 0


def test_the_map_scrolls_and_pans_while_an_edge_is_pulled(hand: Hand) -> None:
    step = hand.step("Pay")
    end = pull(hand, right_edge(hand, step), dx=60)
    hand.wheel(-120, 0, end)
    hand.settle()
    assert width(hand, "Pay") > 300, "another place lies under the mouse"
    hand.press_mouse(end, MIDDLE)
    hand.move_mouse(end + QPoint(50, 0))
    hand.release_mouse(end + QPoint(50, 0), MIDDLE)
    assert hand.previewed()
    hand.key(Qt.Key.Key_Escape)
    assert width(hand, "Pay") == 208


@pytest.mark.parametrize("give_up", [by_escape, by_focus, by_letting_go_elsewhere, by_hiding])
@pytest.mark.parametrize("what", ["column", "row", "card"])
def test_giving_up_leaves_every_size_as_it_was(
    hand: Hand, give_up: Callable[[Hand], object], what: str
) -> None:
    content, board = hand.hash, hand.view.board
    start = {
        "column": lambda: right_edge(hand, hand.step("Pay")),
        "row": lambda: bottom_edge(hand, hand.lane("What they do")),
        "card": lambda: right_edge(hand, hand.card(PAYS)) - QPoint(0, 40),
    }[what]()
    end = pull(hand, start, dx=200, dy=60)
    assert hand.previewed()
    give_up(hand)
    hand.drop(end)
    assert isinstance(hand.view.tool, Select)
    assert hand.hash == content
    assert hand.view.board is board
    assert hand.session.document.history.done == []


def test_a_change_from_elsewhere_ends_the_pull(hand: Hand) -> None:
    end = pull(hand, right_edge(hand, hand.step("Pay")), dx=60)
    hand.session.document.apply(Edit(id=hand.card(PAYS), values={"text": "Pays"}))
    hand.settle()
    assert isinstance(hand.view.tool, Select)
    hand.drop(end)
    assert width(hand, "Pay") == 208


# Rows


def test_the_bottom_edge_of_a_lane_makes_its_row_higher(hand: Hand) -> None:
    lane, before = hand.lane("What they do"), height(hand, "What they do")
    end = pull(hand, bottom_edge(hand, lane), dy=60)
    tall = height(hand, "What they do")
    assert abs(tall - before - 60) <= 2 * sizing.UNIT
    seen = places(hand.view.board)
    hand.drop(end)
    assert places(hand.view.board) == seen
    assert height(hand, "What they do") == tall


def test_a_row_is_never_lower_than_its_content(hand: Hand) -> None:
    lane, before = hand.lane("What they do"), height(hand, "What they do")
    hand.drop(pull(hand, bottom_edge(hand, lane), dy=60))
    edge = bottom_edge(hand, lane)
    pull(hand, edge, dy=-200)
    assert height(hand, "What they do") == before
    assert "Automatic" in said(hand)
    hand.drop(edge + QPoint(0, -200))
    record = hand.snapshot.get(Lane, lane)
    assert record is not None
    assert record.height == 0, "as high as its content is automatic"


def test_a_double_click_on_the_edge_of_a_lane_gives_the_automatic_height_back(hand: Hand) -> None:
    lane, before = hand.lane("What they think"), height(hand, "What they think")
    hand.session.document.apply(Edit(id=lane, values={"height": 300.0}))
    hand.look_at(lane)
    hand.double_click_at(bottom_edge(hand, lane))
    assert height(hand, "What they think") == before
    assert hand.view.editor is None


def test_a_curve_grows_with_its_lane(hand: Hand) -> None:
    lane = hand.lane("Dramatic arc")
    hand.look_at(lane)
    before = height(hand, "Dramatic arc")
    hand.drop(pull(hand, bottom_edge(hand, lane), dy=80))
    assert height(hand, "Dramatic arc") > before + 70


# Cards


def test_the_right_edge_of_a_card_is_pulled_over_more_steps(hand: Hand) -> None:
    card = hand.card(PAYS)
    start = right_edge(hand, card) - QPoint(0, 40)
    end = pull(hand, start, dx=150)
    tool = hand.view.tool
    assert isinstance(tool, Stretch)
    assert tool.span == 2
    seen = places(hand.view.board)
    hand.drop(end)
    assert places(hand.view.board) == seen
    record = hand.snapshot.get(Card, card)
    assert record is not None
    assert record.span == 2
    start = right_edge(hand, card) - QPoint(0, 25)
    hand.drop(pull(hand, start, dx=-150))
    record = hand.snapshot.get(Card, card)
    assert record is not None
    assert record.span == 1


def test_a_card_can_be_pulled_over_a_collapsed_stage(hand: Hand) -> None:
    card, stage = hand.card(PAYS), hand.titled(Stage, "Prepare")
    hand.session.document.apply(Edit(id=stage, values={"collapsed": True}))
    hand.settle()
    start = right_edge(hand, card) - QPoint(0, 40)
    box = hand.box(stage)
    end = QPoint(round(box.centre.x) + 20, start.y())
    pull(hand, start, dx=end.x() - start.x())
    hand.drop(end)
    record = hand.snapshot.get(Card, card)
    assert record is not None
    assert record.span == 2 + len(hand.snapshot.steps(stage))


def test_keys_stretch_a_card_and_stop_at_the_last_step(hand: Hand) -> None:
    card = hand.card(PAYS)
    hand.click(card)
    resize_selection(hand.view, 1, 0)
    resize_selection(hand.view, 1, 0)
    record = hand.snapshot.get(Card, card)
    assert record is not None
    assert record.span == 3
    for _ in range(40):
        resize_selection(hand.view, 1, 0)
    record = hand.snapshot.get(Card, card)
    steps = [step.id for step in hand.snapshot.steps_of_map(hand.view.showing.map_id)]
    assert record is not None
    assert record.span == len(steps) - steps.index(hand.step("Pay"))
    for _ in range(40):
        resize_selection(hand.view, -1, 0)
    record = hand.snapshot.get(Card, card)
    assert record is not None
    assert record.span == 1


# Keys


def test_control_shift_and_arrows_size_the_selected_head(hand: Hand) -> None:
    both = CONTROL | SHIFT
    hand.click(hand.step("Pay"))
    hand.key(Qt.Key.Key_Right, both)
    assert width(hand, "Pay") == 224
    hand.key(Qt.Key.Key_Left, both)
    hand.key(Qt.Key.Key_Left, both)
    assert width(hand, "Pay") == 192
    hand.key(Qt.Key.Key_Left, both)
    hand.key(Qt.Key.Key_Left, both)
    assert width(hand, "Pay") == 176
    lane, before = hand.lane("What they do"), height(hand, "What they do")
    hand.click(lane)
    hand.key(Qt.Key.Key_Down, both)
    assert height(hand, "What they do") == before + 16
    hand.key(Qt.Key.Key_Up, both)
    hand.key(Qt.Key.Key_Up, both)
    assert height(hand, "What they do") == before
    record = hand.snapshot.get(Lane, lane)
    assert record is not None
    assert record.height == 0


def test_what_has_no_size_says_so(hand: Hand) -> None:
    hand.click(hand.card(PAYS))
    resize_selection(hand.view, 0, 1)
    assert hand.said == ["Select a step, a stage or a lane to make it larger or smaller."]


def test_lanes_and_stages_collapse_and_expand(hand: Hand) -> None:
    lane, stage = hand.lane("What they do"), hand.titled(Stage, "Book")
    before = hand.hash
    hand.click(lane)
    collapse_selection(hand.view)
    assert height(hand, "What they do") < 80
    collapse_selection(hand.view)
    hand.click(stage)
    collapse_selection(hand.view)
    assert group_box(hand.view.board, hand.card(PAYS)) is None
    collapse_selection(hand.view)
    assert group_box(hand.view.board, hand.card(PAYS)) is not None
    assert hand.hash == before


def test_a_card_stands_for_its_lane_and_a_step_for_its_stage(hand: Hand) -> None:
    hand.click(hand.card(PAYS))
    collapse_selection(hand.view)
    lane = hand.snapshot.get(Lane, hand.lane("What they do"))
    assert lane is not None
    assert lane.collapsed
    hand.session.document.undo()
    hand.settle()
    hand.click(hand.step("Pay"))
    collapse_selection(hand.view)
    stage = hand.snapshot.get(Stage, hand.titled(Stage, "Book"))
    assert stage is not None
    assert stage.collapsed


def test_where_a_map_may_only_be_read_pulling_an_edge_says_so(open_canvas: OpenCanvas) -> None:
    hand = open_canvas(read_only=True)
    hand.look_at(hand.step("Pay"))
    end = pull(hand, right_edge(hand, hand.step("Pay")), dx=60)
    assert not hand.previewed()
    assert hand.failed == ["This project is open for reading only. Nothing was changed."]
    hand.drop(end)
    hand.double_click_at(right_edge(hand, hand.step("Pay")))
    assert len(hand.failed) == 2


@given(
    st.floats(0, 4000),
    st.lists(st.floats(100, 2000), max_size=5),
    st.floats(0, 60),
)
def test_sizes_snap_to_neighbours_or_to_the_grid(
    size: float, others: list[float], reach: float
) -> None:
    found = sizing.snapped(size, others, reach)
    if found in others:
        assert abs(found - size) <= max(reach, sizing.UNIT / 2)
    else:
        assert (found / sizing.UNIT).is_integer()
        assert abs(found - size) <= sizing.UNIT / 2
        assert all(abs(other - size) > reach for other in others)
