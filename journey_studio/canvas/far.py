# SPDX-License-Identifier: Apache-2.0
"""Cards from afar: plain rectangles in their own colour, in lists kept for each lane."""

from collections.abc import Collection, Iterator

from PySide6.QtCore import QRectF

from journey_studio.layout.display import Board, Cell, Colour

Flat = dict[Colour, list[QRectF]]  # board px
_Cells = list[Cell | None]


class FlatRows:
    """The rectangles of a board's cards by lane and colour; a lane that stays is not made anew."""

    def __init__(self) -> None:
        self._board: Board | None = None
        self._hidden: Collection[str] = ()
        self._rows: dict[int, tuple[float, _Cells, Flat]] = {}

    def rows(self, board: Board, wanted: range, hidden: Collection[str]) -> Iterator[Flat]:
        """The rectangles of these rows, without the cards `hidden`."""
        same = board is self._board
        if hidden != self._hidden or (self._board and board.columns != self._board.columns):
            self._rows.clear()
            same = False
        self._board, self._hidden = board, hidden
        for row in wanted:
            kept = self._rows.get(row)
            if kept is None or not (same or _unchanged(board, row, kept)):
                kept = self._rows[row] = _make(board, row, hidden)
            yield kept[2]


def _cells(board: Board, row: int) -> _Cells:
    return [board.cells.get((row, column)) for column in range(len(board.columns))]


def _unchanged(board: Board, row: int, kept: tuple[float, _Cells, Flat]) -> bool:
    top, cells, _ = kept
    return top == board.rows[row].y and all(
        old is new for old, new in zip(cells, _cells(board, row), strict=True)
    )


def _make(board: Board, row: int, hidden: Collection[str]) -> tuple[float, _Cells, Flat]:
    top, cells = board.rows[row].y, _cells(board, row)
    made: Flat = {}
    for column, cell in zip(board.columns, cells, strict=True):
        for group in cell.groups if cell is not None else ():
            if group.tint and group.id not in hidden:
                box = QRectF(*group.box.moved(column.x, top))
                made.setdefault(group.tint, []).append(box)
    return top, cells, made
