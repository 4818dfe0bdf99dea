# SPDX-License-Identifier: Apache-2.0
"""What is kept of a board seen from afar: cards as plain rectangles, curves in one piece."""

from collections.abc import Collection, Iterable, Iterator

from PySide6.QtCore import QRectF

from journey_studio.layout.display import Board, Cell, Colour, Group, Item, Path, Row, TextLine

Flat = dict[Colour, list[QRectF]]  # board px
_Cells = list[Cell | None]
_TINY = ("point", "note")


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


class FarLanes:
    """What runs along lanes as one group for each lane, so that it can be rendered once.

    Points and their words are left out, and dashes: they would be smaller than a pixel.
    """

    def __init__(self) -> None:
        self._made: dict[str, tuple[tuple[Group, ...], Group]] = {}

    def group(self, row: Row) -> Group | None:
        """What is seen of the groups of a row, relative to its top; None where that is nothing."""
        kept = self._made.get(row.lane)
        if kept is not None and kept[0] == row.groups:
            return kept[1]
        groups = [group for group in row.groups if group.role not in _TINY]
        if not groups:
            return None
        box = groups[0].box
        for group in groups[1:]:
            box = box.united(group.box)
        one = Group(f"along {row.lane}", "along", box, object(), lambda: tuple(_plain(groups)))
        self._made[row.lane] = row.groups, one
        return one


def _plain(groups: Iterable[Group]) -> Iterator[Item]:
    for group in groups:
        for item in group.items:
            if isinstance(item, Path) and item.dash and group.role == "curve":
                yield item._replace(dash=())
            elif not isinstance(item, TextLine):
                yield item
