# SPDX-License-Identifier: Apache-2.0
"""All cards of a part of a board, plain: what a gesture shows for a moment of what it meets.

To gather hundreds of them takes longer than to draw them. So they are kept as rectangles of the
board, some columns of a row together.
"""

from collections.abc import Callable, Collection, Iterable, Iterator

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from journey_studio.canvas.culling import BoardIndex, index_of
from journey_studio.canvas.ground import blended
from journey_studio.canvas.plain_cards import BAR_OPACITY, bars_of
from journey_studio.layout.display import Board, Colour
from journey_studio.layout.geometry import Box
from journey_studio.layout.theme import faded

_COLUMNS = 4  # of a block

_Block = tuple[int, int]  # a row, and which columns of it
_Parts = Callable[[float, float, float, float], list[QRectF]]  # of the box of a card
_Rects = dict[Colour, list[QRectF]]  # by the colour of their cards


class PlainBlocks:
    """The blocks of one board at a time, made when they are first seen."""

    def __init__(self) -> None:
        self._board: Board | None = None
        self._hidden: Collection[str] = ()
        self._plates: dict[_Block, _Rects] = {}
        self._bars: dict[_Block, _Rects] = {}

    def paint(
        self,
        painter: QPainter,
        board: Board,
        seen: Box,
        hidden: Collection[str],
        bars: Colour | None,
    ) -> None:
        """Paint the cards that meet a box, and perhaps more; with bars for their words where these
        have a colour. The painter is in board px; its pen and brush are others afterwards.
        """
        if board is not self._board or hidden != self._hidden:
            self._board, self._hidden = board, hidden
            self._plates.clear()
            self._bars.clear()
        blocks = list(_blocks(index_of(board), seen))
        painter.setPen(Qt.PenStyle.NoPen)
        for tint, rects in _gathered(self._plates, board, blocks, hidden, _plate):
            painter.setBrush(blended(tint, tint))
            painter.drawRects(rects)
        for tint, rects in _gathered(self._bars, board, blocks, hidden, bars_of) if bars else ():
            painter.setBrush(blended(tint, faded(bars or tint, BAR_OPACITY)))
            painter.drawRects(rects)


def _blocks(index: BoardIndex, seen: Box) -> Iterator[_Block]:
    """Row and number of the blocks that meet a box or reach into it."""
    columns = index.columns(seen)
    found = set(range(columns.start // _COLUMNS, -(-columns.stop // _COLUMNS)))
    for row in index.rows(seen):
        reaching = {at // _COLUMNS for at, right in index.reaching(row) if right > seen.x}
        for block in sorted(
            found | {block for block in reaching if block * _COLUMNS < columns.stop}
        ):
            yield row, block


def _plate(x: float, y: float, w: float, h: float) -> list[QRectF]:
    return [QRectF(x, y, w, h)]


def _gathered(
    made: dict[_Block, _Rects],
    board: Board,
    blocks: Iterable[_Block],
    hidden: Collection[str],
    parts: _Parts,
) -> Iterable[tuple[Colour, list[QRectF]]]:
    """The rectangles of some blocks by colour, those that are not `made` yet kept there."""
    found: _Rects = {}
    for block in blocks:
        rects = made.get(block)
        if rects is None:
            rects = made[block] = _make(board, block, hidden, parts)
        for tint, some in rects.items():
            found.setdefault(tint, []).extend(some)
    return found.items()


def _make(board: Board, block: _Block, hidden: Collection[str], parts: _Parts) -> _Rects:
    """The parts of all cards of a block."""
    found: _Rects = {}
    row, number = block
    top = board.rows[row].y
    for at in range(number * _COLUMNS, min((number + 1) * _COLUMNS, len(board.columns))):
        cell, left = board.cells.get((row, at)), board.columns[at].x
        for group in cell.groups if cell is not None else ():
            if group.tint and group.id not in hidden:
                x, y, w, h = group.box
                rects = found.setdefault(group.tint, [])
                rects += parts(left + x, top + y, w, h)
    return found
