# SPDX-License-Identifier: Apache-2.0
"""What lies under a point, where cards land, and the way of the arrow keys."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journey_studio.layout.display import Board
from journey_studio.layout.hit import (
    Hit,
    cell_box,
    find_group,
    gap_at,
    group_box,
    hit,
    value_at,
)
from journey_studio.layout.neighbours import Stop, first_stop, neighbour
from journey_studio.model.records import Card
from tests.layout.maps import Draft, cards_of, drafts


def at(board: Board, record_id: str) -> Hit:
    """What is hit in the middle of what shows a record."""
    box = group_box(board, record_id)
    assert box is not None
    return hit(board, *box.centre)


@settings(max_examples=80)
@given(drafts())
def test_what_is_drawn_is_hit(draft: Draft) -> None:
    board = draft.board()
    for placed in cards_of(board):
        found = hit(board, *placed.box.centre)
        assert (found.role, found.id, found.box) == ("card", placed.group.id, placed.box)
    for group in (*board.heads, *board.lane_heads, board.corner):
        if group.id:
            found = hit(board, *group.box.centre)
            assert (found.role, found.id) == (group.role, group.id)


@settings(max_examples=60)
@given(drafts(), st.floats(-50, 3000), st.floats(-50, 3000))
def test_every_point_has_an_answer(draft: Draft, x: float, y: float) -> None:
    board = draft.board()
    found = hit(board, x, y)
    gap = gap_at(board, x, y, frozenset())
    if found.role in ("card", "cell", "point", "connection", "note"):
        assert found.lane in {row.lane for row in board.rows} | {""}
    if gap is not None:
        assert gap.step in {column.step for column in board.columns}
        cell = cell_box(board, gap.lane, gap.step)
        assert cell is not None
        assert cell.y <= gap.box.y <= cell.bottom


def small() -> tuple[Draft, list[Card]]:
    """One lane, two steps; two cards in the first cell, one in the second."""
    draft = Draft()
    draft.stage("Stage", "One", "Two")
    lane = draft.lane()
    first, second = draft.steps
    cards = [draft.card(lane, first, "a"), draft.card(lane, first, "b"), draft.card(lane, second)]
    return draft, cards


def test_an_empty_cell_says_which() -> None:
    draft, _ = small()
    lane = draft.lane("pain")
    board = draft.board()
    box = cell_box(board, lane.id, draft.steps[1].id)
    assert box is not None
    assert hit(board, *box.centre) == Hit("cell", "", box, lane.id, draft.steps[1].id)


def test_beside_the_map_is_nothing() -> None:
    draft, _ = small()
    board = draft.board()
    assert hit(board, board.width + 5, board.height + 5).role == ""
    assert cell_box(board, "lane-nowhere", draft.steps[0].id) is None
    assert group_box(board, "card-nowhere") is None
    assert find_group(board, "card-nowhere") is None


def test_the_corner_is_the_map() -> None:
    draft, _ = small()
    assert at(draft.board(), draft.map.id).role == "map"


def test_a_card_that_spans_is_hit_in_each_of_its_columns() -> None:
    draft = Draft()
    draft.stage("Stage", "One", "Two", "Three")
    lane = draft.lane()
    wide = draft.card(lane, draft.steps[0], span=3)
    board = draft.board()
    box = group_box(board, wide.id)
    assert box is not None
    for column in board.columns:
        found = hit(board, column.x + column.w / 2, box.centre.y)
        assert (found.id, found.step) == (wide.id, draft.steps[0].id)


def test_a_curve_point_says_whose_it_is() -> None:
    draft, _ = small()
    lane = draft.lane("curve")
    persona = draft.persona("Amira")
    point = draft.point(lane, draft.steps[1], 0.4, persona.id)
    board = draft.board()
    found = at(board, point.id)
    assert (found.role, found.id, found.lane) == ("point", point.id, lane.id)
    assert (found.step, found.persona) == (draft.steps[1].id, persona.id)
    assert value_at(board, lane.id, found.box.centre.y) == pytest.approx(0.4)
    assert value_at(board, lane.id, 0) == 1
    assert value_at(board, lane.id, 10_000) == -1
    assert value_at(board, "lane-other", 0) is None


def test_a_connection_is_hit_along_its_way_and_on_its_label() -> None:
    draft, cards = small()
    connection = draft.connect(cards[0], cards[2], "then")
    board = draft.board()
    line, label = board.links
    assert hit(board, *label.box.centre).id == connection.id
    on_way = hit(board, board.columns[1].x, board.rows[0].y + 60)
    assert (line.role, on_way.role) == ("connection", "connection")


def test_a_gap_opens_before_between_and_after() -> None:
    draft, cards = small()
    board = draft.board()
    lane, step = board.rows[0].lane, draft.steps[0].id
    boxes = [group_box(board, card.id) for card in cards[:2]]
    x = board.columns[0].x + 50
    seen = []
    for y in (board.rows[0].y + 2, boxes[0].bottom, boxes[1].bottom + 10):  # type: ignore[union-attr]
        gap = gap_at(board, x, y, frozenset())
        assert gap is not None
        assert (gap.lane, gap.step) == (lane, step)
        seen.append((gap.index, gap.box.y))
    assert [index for index, _ in seen] == [0, 1, 2]
    assert seen[0][1] < boxes[0].y  # type: ignore[union-attr]
    assert boxes[0].bottom < seen[1][1] < boxes[1].y  # type: ignore[union-attr]
    assert seen[2][1] > boxes[1].bottom  # type: ignore[union-attr]


def test_the_index_of_a_gap_counts_the_cards_that_stay() -> None:
    draft, cards = small()
    board = draft.board()
    bottom = board.rows[0].y + board.rows[0].h - 2
    last = gap_at(board, board.columns[0].x + 50, bottom, {cards[0].id})
    assert last is not None
    assert last.index == 1
    alone = gap_at(board, board.columns[1].x + 50, board.rows[0].y + 5, {cards[2].id})
    assert alone is not None
    assert alone.index == 0


@pytest.mark.parametrize("kind", ["curve", "arc", "divider"])
def test_no_card_lands_in_a_lane_that_holds_none(kind: str) -> None:
    draft, _ = small()
    draft.lane(kind)
    board = draft.board()
    row = board.rows[1]
    assert gap_at(board, board.columns[0].x + 50, row.y + 10, frozenset()) is None


def test_no_card_lands_in_a_stage_without_steps() -> None:
    draft, _ = small()
    draft.stage("Without")
    board = draft.board()
    column = board.columns[-1]
    assert gap_at(board, column.x + 50, board.rows[0].y + 10, frozenset()) is None


def test_arrow_keys_go_through_cards_and_empty_cells() -> None:
    draft, cards = small()
    empty = draft.lane("pain")
    board = draft.board()
    lane = board.rows[0].lane
    one, two = (step.id for step in draft.steps)
    start = first_stop(board)
    assert start == Stop(lane, one, cards[0].id)
    down = neighbour(board, start, "down")
    assert down == Stop(lane, one, cards[1].id)
    below = neighbour(board, down, "down")
    assert below == Stop(empty.id, one)
    assert neighbour(board, below, "down") is None
    assert neighbour(board, below, "up") == down
    assert neighbour(board, below, "right") == Stop(empty.id, two)
    assert neighbour(board, down, "right") == Stop(lane, two, cards[2].id)
    assert neighbour(board, start, "left") is None
    assert neighbour(board, Stop("lane-gone", one), "left") is None


def test_arrow_keys_pass_over_stages_without_steps() -> None:
    draft = Draft()
    draft.stage("First", "One")
    draft.stage("Without")
    draft.stage("Last", "Two")
    lane = draft.lane()
    board = draft.board()
    start = Stop(lane.id, draft.steps[0].id)
    assert neighbour(board, start, "right") == Stop(lane.id, draft.steps[1].id)
    assert first_stop(Draft().board()) is None


@settings(max_examples=60)
@given(drafts(), st.sampled_from(["left", "right", "up", "down"]))
def test_whoever_leaves_a_row_or_column_can_come_back(draft: Draft, direction: str) -> None:
    board = draft.board()
    opposite = {"left": "right", "right": "left", "up": "down", "down": "up"}[direction]
    stop = first_stop(board)
    while stop is not None:
        following = neighbour(board, stop, direction)  # type: ignore[arg-type]
        if following is None:
            break
        back = neighbour(board, following, opposite)  # type: ignore[arg-type]
        assert back is not None
        assert back[:2] == stop[:2]
        stop = following
