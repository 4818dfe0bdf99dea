# SPDX-License-Identifier: Apache-2.0
"""All cards of a part of a board, plain: what a gesture shows for a moment of what it meets.

To gather hundreds of them takes longer than to draw them. So they are kept as rectangles of the
board, some columns of a row together.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from math import inf
from time import perf_counter

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
        self._hidden: set[str] = set()
        self._plates: dict[_Block, _Rects] = {}
        self._bars: dict[_Block, _Rects] = {}

    def paint(
        self,
        painter: QPainter,
        board: Board,
        seen: Box,
        hidden: Collection[str],
        bars: Colour | None,
        until: float = inf,
    ) -> None:
        """Paint the cards that meet a box, and perhaps more; with bars for their words where these
        have a colour and, as there are many, are made before `until` (of perf_counter). The painter
        is in board px; its pen and brush are others afterwards.
        """
        self._begin(board, hidden)
        blocks = list(_blocks(index_of(board), seen))
        painter.setPen(Qt.PenStyle.NoPen)
        for tint, rects in _gathered(self._plates, board, blocks, hidden, _plate):
            painter.setBrush(blended(tint, tint))
            painter.drawRects(rects)
        words = _gathered(self._bars, board, blocks, hidden, bars_of, until) if bars else ()
        for tint, rects in words:
            painter.setBrush(blended(tint, faded(bars or tint, BAR_OPACITY)))
            painter.drawRects(rects)

    def missing(self, board: Board, seen: Box, *, bars: bool) -> Iterator[Callable[[], object]]:
        """What makes the blocks, none of their cards hidden, that are not kept yet."""
        for block in _blocks(index_of(board), seen):
            if board is not self._board or block not in (self._bars if bars else self._plates):
                yield partial(self._make, board, block, bars=bars)

    def _make(self, board: Board, block: _Block, *, bars: bool) -> None:
        self._begin(board, ())
        self._plates[block] = _make(board, block, (), _plate)
        if bars:
            self._bars[block] = _make(board, block, (), bars_of)

    def _begin(self, board: Board, hidden: Collection[str]) -> None:
        """Keep blocks of this board without these cards from now on."""
        if board is not self._board or set(hidden) != self._hidden:
            self._board, self._hidden = board, set(hidden)
            self._plates.clear()
            self._bars.clear()


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
    until: float = inf,
) -> Iterable[tuple[Colour, list[QRectF]]]:
    """The rectangles of some blocks by colour; what is not `made` yet is made before `until` only,
    and kept there.
    """
    found: _Rects = {}
    for block in blocks:
        rects = made.get(block)
        if rects is None:
            if perf_counter() > until:
                continue
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
