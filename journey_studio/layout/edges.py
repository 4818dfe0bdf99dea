# SPDX-License-Identifier: Apache-2.0
"""The edges by which columns, rows and cards are pulled to another size."""

from itertools import zip_longest
from typing import Literal, NamedTuple

from journey_studio.layout.display import Board, Placed
from journey_studio.layout.geometry import Box
from journey_studio.layout.hit import column_at, row_at

# What has no height of its own: a divider is as high as its words.
_FIXED = frozenset(("divider",))
_SHARE = 0.25  # of a head that may be taken for its edge: the rest is there to be clicked


class Edge(NamedTuple):
    """An edge under the mouse: of the step ("column"), the lane ("row") or the card `id`.

    `box` is what it is the right or the bottom edge of, on the board: a column from the heads
    down, a row from its head to the right, a card.
    """

    what: Literal["column", "row", "card"]
    id: str
    box: Box


def edge_at(board: Board, x: float, y: float, slack: float) -> Edge | None:
    """The edge of a head within `slack` board px of a point; None where there is none.

    The right edge of a stage is that of its last step. Collapsed stages have no width of their
    own.
    """
    if y < board.head_height and x >= board.head_width:
        for column, after in zip_longest(board.columns, board.columns[1:]):
            room = column.w if after is None or x <= after.x else after.w
            if abs(x - column.x - column.w) <= min(slack, room * _SHARE) and column.step:
                height = board.height
                return Edge("column", column.step, Box(column.x, 0, column.w, height))
    if x < board.head_width and y >= board.head_height:
        for row, below in zip_longest(board.rows, board.rows[1:]):
            room = row.h if below is None or y <= below.y else below.h
            if abs(y - row.y - row.h) <= min(slack, room * _SHARE) and row.kind not in _FIXED:
                return Edge("row", row.lane, Box(0, row.y, board.width, row.h))
    return None


def card_edge_at(board: Board, x: float, y: float, slack: float) -> Edge | None:
    """The card whose right edge lies within `slack` board px of a point of the body."""
    row = row_at(board, y)
    for column in dict.fromkeys((column_at(board, x - slack), column_at(board, x + slack))):
        if row < 0 or column < 0:
            continue
        for placed in _reaching(board, row, column):
            box = placed.box
            if abs(x - box.right) <= slack and box.y <= y < box.bottom:
                return Edge("card", placed.group.id, box)
    return None


def _reaching(board: Board, row: int, column: int) -> list[Placed]:
    """The cards of a cell, and those from further left that may end in it."""
    found = []
    for other in range(column, -1, -1):
        cell = board.cells.get((row, other))
        if cell is not None and board.columns[other].x + cell.right >= board.columns[column].x:
            dx, dy = board.columns[other].x, board.rows[row].y
            found += [Placed(dx, dy, group) for group in cell.groups]
    return found
