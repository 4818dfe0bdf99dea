# SPDX-License-Identifier: Apache-2.0
"""The cards of a frame: plain rectangles from afar, cells with bars for words nearer, cards near.

What is met for the first time is rendered until `deadline`; what is left then is shown plain, and
rendered in idle moments.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from math import floor, inf
from time import perf_counter
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QTransform

from journey_studio.canvas.clusters import CellPixmaps
from journey_studio.canvas.culling import BoardIndex, index_of
from journey_studio.canvas.far import FlatRows
from journey_studio.canvas.motion import Motion
from journey_studio.canvas.pixmaps import FLAT_ZOOM, TEXT_ZOOM, GroupPixmaps, bleed_of
from journey_studio.canvas.plain_blocks import PlainBlocks
from journey_studio.canvas.plain_cards import Plain, PlainCards
from journey_studio.canvas.zones import Frame, Zone, zones_of
from journey_studio.layout.display import Board, Cell, Placed
from journey_studio.layout.geometry import Box
from journey_studio.paint.qt import BoardPainter, TextMode, brush

OVERHANG = 6.0  # board px that lines and marks reach over the box of their group

# With these on, Qt copies a pixmap pixel by pixel, many times slower, even onto whole pixels.
SLOW_HINTS = QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform


# Of painters in device px. `resetTransform` would forget how those of a widget get there, too.
DEVICE = QTransform()


class Missing(NamedTuple):
    """Something that is not rendered yet: what makes it, and about how many seconds that takes."""

    cost: float
    make: Callable[[], object]


class CardLayer:
    """Paints the cards of boards of one view; keeps what it rendered.

    `rough` becomes true where a card was left `plain`.
    """

    def __init__(self, painter: BoardPainter, bars: str) -> None:
        self.pixmaps = GroupPixmaps(painter)
        self.rough = False
        self.deadline = inf  # of perf_counter; nothing is rendered after it
        self.bars_until = inf  # nor is it found out after this where bars of plain cards are
        self.plain = PlainCards(bars)
        self._cells = CellPixmaps(painter)
        self._flat = FlatRows()
        self._blocks = PlainBlocks()

    def forget(self) -> None:
        """Forget everything rendered: the theme or the pictures have changed."""
        self.pixmaps.clear()
        self._cells.clear()

    def set_scale(self, frame: Frame) -> None:
        """Render for this frame from now on."""
        mode = TextMode.FULL if frame.camera.zoom >= TEXT_ZOOM else TextMode.BARS
        pixels = frame.width * frame.height
        self.pixmaps.set_scale(frame.scale, mode, pixels)
        self._cells.set_scale(frame.scale, pixels)

    def missing(self, frame: Frame, around: float = 0) -> Iterator[Missing]:
        """What is not rendered of a frame, and of so many device px around it."""
        zoom = frame.camera.zoom
        if zoom < FLAT_ZOOM:
            return
        body = zones_of(frame).body
        beyond = -OVERHANG - around / frame.scale
        seen = body.seen(body.area).inset(beyond, beyond)
        index, pixmaps, cells = index_of(frame.board), self.pixmaps, self._cells
        if zoom >= TEXT_ZOOM:
            for _, _, group in index.cards(seen):
                if pixmaps.find(group) is None:
                    yield Missing(pixmaps.cost, partial(pixmaps.make, group))
            return
        for _, _, cell in index.cells(seen):
            if cells.fits(cell) and cells.find(cell) is None:
                yield Missing(cells.cost(cell), partial(cells.make, cell))

    def plain_ahead(self, frame: Frame) -> Iterator[Missing]:
        """What a zoom out would show plain beside the picture of this frame."""
        body = zones_of(frame).body
        seen = body.seen(body.area)
        seen = seen.inset(-seen.w / 2, -seen.h / 2)
        bars = frame.camera.zoom >= TEXT_ZOOM
        if frame.camera.zoom >= FLAT_ZOOM:
            for make in self._blocks.missing(frame.board, seen, bars=bars):
                yield Missing(0, make)

    def letting_go(self) -> Iterator[Missing]:
        """What is left of other scales, to be forgotten bit by bit."""
        for store in (self.pixmaps, self._cells):
            for key in store.others():
                yield Missing(0, partial(store.let_go, key))

    def paint(
        self,
        painter: QPainter,
        frame: Frame,
        zone: Zone,
        seen: Box,
        hidden: Collection[str],
        motion: Motion,
    ) -> None:
        """Paint the cards that meet a box of the board, in a zone, without those `hidden`.

        The painter's transform and hints are others afterwards.
        """
        painter.setTransform(DEVICE)
        painter.setRenderHints(SLOW_HINTS, on=False)
        index, zoom = index_of(frame.board), frame.camera.zoom
        if zoom < FLAT_ZOOM:
            self._paint_flat(painter, frame.board, index.rows(seen), zone, hidden)
        elif zoom < TEXT_ZOOM:
            self._paint_cells(painter, zone, index, seen, hidden, motion)
        else:
            self._paint_cards(painter, zone, index.cards(seen), hidden, motion)

    def paint_plain(
        self, painter: QPainter, frame: Frame, seen: Box, hidden: Collection[str]
    ) -> None:
        """Paint all cards that meet a box of the board plain; the painter is in board px."""
        bars = self.plain.bars if frame.camera.zoom >= TEXT_ZOOM else None
        self._blocks.paint(painter, frame.board, seen, hidden, bars, self.bars_until)
        self.rough = True

    def _paint_flat(
        self,
        painter: QPainter,
        board: Board,
        rows: range,
        zone: Zone,
        hidden: Collection[str],
    ) -> None:
        painter.setTransform(QTransform(zone.scale, 0, 0, zone.scale, zone.left, zone.top))
        painter.setPen(Qt.PenStyle.NoPen)
        for flat in self._flat.rows(board, rows, hidden):
            for tint, boxes in flat.items():
                painter.setBrush(brush(tint))
                painter.drawRects(boxes)

    def _paint_cells(
        self,
        painter: QPainter,
        zone: Zone,
        index: BoardIndex,
        seen: Box,
        hidden: Collection[str],
        motion: Motion,
    ) -> None:
        scale, left, top = zone.scale, zone.left, zone.top
        columns, rows = index.board.columns, index.board.rows
        plain: list[Plain] = []
        for row, column, cell in index.cells(seen):
            way = _common_way(cell, hidden, motion) if hidden or motion.cards else (0.0, 0.0)
            dx, dy = way or (0.0, 0.0)
            at_x = floor((columns[column].x + dx) * scale + left + 0.5)
            at_y = floor((rows[row].y + dy) * scale + top + 0.5)
            picture = self._cells.find(cell) if way is not None else None
            if picture is None and (way is None or not self._cells.fits(cell)):
                placed = (Placed(0, 0, group) for group in cell.groups)
                corner = zone._replace(left=at_x, top=at_y)
                self._paint_cards(painter, corner, placed, hidden, motion)
                continue
            if picture is None:
                if perf_counter() >= self.deadline:
                    plain += [(group, at_x, at_y) for group in cell.groups]
                    continue
                picture = self._cells.make(cell)
            painter.drawPixmap(at_x + picture.x, at_y + picture.y, picture.pixmap)
        if plain:
            self.rough = True
            self.plain.paint(painter, plain, scale, words=False)

    def _paint_cards(
        self,
        painter: QPainter,
        zone: Zone,
        cards: Iterable[Placed],
        hidden: Collection[str],
        motion: Motion,
    ) -> None:
        scale, left, top = zone.scale, zone.left, zone.top
        bleed = bleed_of(scale)
        find, moving, draw = self.pixmaps.find, motion.cards, painter.drawPixmap
        plain: list[Plain] = []
        for dx, dy, group in cards:  # dozens of them in every frame: this loop is kept lean
            if hidden and group.id in hidden:
                continue
            x, y = dx * scale + left, dy * scale + top
            if moving and group.id in moving:
                way = motion.shift(group.id)
                x, y = x + way[0] * scale, y + way[1] * scale
            pixmap = find(group)
            if pixmap is None:
                if perf_counter() >= self.deadline:
                    plain.append((group, x, y))
                    continue
                pixmap = self.pixmaps.make(group)
            box = group.box
            draw(
                floor(x + box[0] * scale + 0.5) - bleed,
                floor(y + box[1] * scale + 0.5) - bleed,
                pixmap,
            )
        if plain:
            self.rough = True
            self.plain.paint(painter, plain, scale)


def _common_way(cell: Cell, hidden: Collection[str], motion: Motion) -> tuple[float, float] | None:
    """How far all cards of a cell are from their places; None where they do not move as one."""
    ids = [group.id for group in cell.groups]
    if hidden and any(record in hidden for record in ids):
        return None
    ways = {motion.cards.get(record) for record in ids}
    return motion.shift(ids[0]) if len(ways) == 1 else None
