# SPDX-License-Identifier: Apache-2.0
"""The edges that columns, rows and cards are pulled by."""

from hypothesis import given, settings
from hypothesis import strategies as st

from journey_studio.layout.edges import card_edge_at, edge_at
from journey_studio.layout.hit import hit
from tests.layout.maps import Draft, cards_of, drafts

slacks = st.floats(-3.9, 3.9)


@settings(max_examples=60)
@given(drafts(), slacks)
def test_every_column_is_taken_by_the_edge_of_its_heads(draft: Draft, off: float) -> None:
    board = draft.board()
    for column in board.columns:
        for y in (4.0, board.head_height - 4):
            edge = edge_at(board, column.x + column.w + off, y, 4)
            if not column.step:
                assert edge is None or edge.id != "", "a collapsed stage has no width of its own"
            else:
                assert edge is not None
                assert (edge.what, edge.id) == ("column", column.step)
                assert (edge.box.x, edge.box.w) == (column.x, column.w)


@settings(max_examples=60)
@given(drafts(), slacks)
def test_every_row_but_a_divider_is_taken_by_the_edge_of_its_head(draft: Draft, off: float) -> None:
    board = draft.board()
    for row in board.rows:
        edge = edge_at(board, 20, row.y + row.h + off, 4)
        if row.kind == "divider":
            assert edge is None or edge.id != row.lane
        else:
            assert edge is not None
            assert (edge.what, edge.id) == ("row", row.lane)


@settings(max_examples=60)
@given(drafts(), st.floats(-50, 3000), st.floats(-50, 3000))
def test_away_from_edges_there_is_none(draft: Draft, x: float, y: float) -> None:
    board = draft.board()
    edge = edge_at(board, x, y, 4)
    if edge is not None and edge.what == "column":
        assert y < board.head_height
        assert abs(x - edge.box.right) <= 4
    elif edge is not None:
        assert x < board.head_width
        assert abs(y - edge.box.bottom) <= 4
    card = card_edge_at(board, x, y, 4)
    if card is not None:
        assert abs(x - card.box.right) <= 4
        assert card.box.y <= y < card.box.bottom


@settings(max_examples=60)
@given(drafts(), slacks)
def test_every_card_is_taken_by_its_right_edge(draft: Draft, off: float) -> None:
    board = draft.board()
    for placed in cards_of(board):
        box = placed.box
        edge = card_edge_at(board, box.right + off, box.centre.y, 4)
        assert edge is not None
        beside = [
            other.group.id
            for other in cards_of(board)
            if abs(other.box.right - box.right - off) <= 4
            and other.box.y <= box.centre.y < other.box.bottom
        ]
        assert edge.id in beside
        assert placed.group.id in beside


def test_words_at_a_point_are_hit_but_not_the_empty_place_beside_the_line_to_them() -> None:
    draft = Draft()
    draft.stage("One", "a", "b")
    lane = draft.lane("curve")
    high = draft.point(lane, draft.steps[0], 0.0, note="Quite a few words that stand above")
    draft.point(lane, draft.steps[1], -0.2)
    board = draft.board()
    row = board.rows[0]
    box = next(g.box for g in row.groups if g.role == "note" and g.id == high.id).moved(0, row.y)
    words = hit(board, box.x + 3, box.y + 3)
    assert (words.role, words.id) == ("note", high.id)
    assert words.box.h < box.h
    assert hit(board, box.x + 3, box.bottom - 20).role == "cell"
