# SPDX-License-Identifier: Apache-2.0
"""Which groups of a board meet a box: by bisecting rows and columns, never by looking at all."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache

from journey_studio.layout.display import Board, Cell, Placed
from journey_studio.layout.geometry import Box


class BoardIndex:
    """What is looked up in a board again and again; made once for each board."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self.tops = [row.y for row in board.rows]
        self.bottoms = [row.y + row.h for row in board.rows]
        self.lefts = [column.x for column in board.columns]
        self.rights = [column.x + column.w for column in board.columns]
        self.reaching: dict[int, list[tuple[int, float]]] = {}
        for (row, column), cell in board.cells.items():
            right = max((group.box.right for group in cell.groups), default=0.0)
            if right > board.columns[column].w:
                reach = (column, board.columns[column].x + right)
                self.reaching.setdefault(row, []).append(reach)

    def rows(self, box: Box) -> range:
        """The indices of the rows that meet the box."""
        return range(bisect_right(self.bottoms, box.y), bisect_left(self.tops, box.bottom))

    def columns(self, box: Box) -> range:
        """The indices of the columns that meet the box."""
        return range(bisect_right(self.rights, box.x), bisect_left(self.lefts, box.right))

    def cells(self, box: Box) -> Iterator[tuple[int, int, Cell]]:
        """Row, column and cell of all cells that meet the box or reach into it."""
        cells = self.board.cells
        columns = self.columns(box)
        for row in self.rows(box):
            for column, right in self.reaching.get(row, ()):
                if column < columns.start and right > box.x:
                    yield row, column, cells[row, column]
            for column in columns:
                cell = cells.get((row, column))
                if cell is not None:
                    yield row, column, cell

    def cards(self, box: Box) -> Iterator[Placed]:
        """The groups of those cells that meet the box."""
        board = self.board
        for row, column, cell in self.cells(box):
            dx, dy = board.columns[column].x, board.rows[row].y
            for group in cell.groups:
                placed = Placed(dx, dy, group)
                if placed.box.meets(box):
                    yield placed

    def lane_groups(self, box: Box) -> Iterator[Placed]:
        """The groups along lanes (curves, dividers) that meet the box."""
        for row in self.rows(box):
            top = self.tops[row]
            for group in self.board.rows[row].groups:
                placed = Placed(0, top, group)
                if placed.box.meets(box):
                    yield placed


@lru_cache(maxsize=8)
def index_of(board: Board) -> BoardIndex:
    """The index of a board, kept for the few that are shown at a time."""
    return BoardIndex(board)
