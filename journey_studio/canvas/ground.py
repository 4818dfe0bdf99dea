# SPDX-License-Identifier: Apache-2.0
"""The ground of a board: lane bands and tinted columns, filled in one go.

A translucent tint over a whole view costs as much as all its cards, and a map may tint every
column. So each colour of band is mixed with the tints once, on a tile of some rows of pixels, and
bands are laid with that tile.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter, QPixmap

from journey_studio.canvas.culling import BoardIndex, among, index_of
from journey_studio.canvas.zones import Area, Zone, pixel
from journey_studio.layout.display import Board, Colour, Placed
from journey_studio.layout.geometry import Box
from journey_studio.paint.qt import qt_colour

_HEIGHT = 24  # device px of a tile


class Band(NamedTuple):
    """The ground of a lane, in board px."""

    top: float
    bottom: float
    colour: Colour


def bands_of(board: Board, seen: Box, shifts: Mapping[int, float]) -> Iterator[Band]:
    """The bands in view; `shifts` moves rows down by so much, and bands end where others begin."""
    index = index_of(board)
    bands = index.bands
    if not shifts:
        for row in index.rows(seen):
            yield Band(bands[row].box.y, bands[row].box.bottom, bands[row].tint)
        return
    for row, group in enumerate(bands):
        top = group.box.y + shifts.get(row, 0)
        bottom = group.box.bottom + shifts.get(row, 0)
        if row + 1 < len(bands):
            bottom = bands[row + 1].box.y + shifts.get(row + 1, 0)
        if top < seen.bottom and seen.y < bottom:
            yield Band(top, bottom, group.tint)


@lru_cache(maxsize=256)
def blended(under: Colour, over: Colour) -> QColor:
    """The solid colour of `over` on `under`."""
    below, above = qt_colour(under), qt_colour(over)
    part = above.alphaF()

    def mixed(b: float, a: float) -> float:
        return b + (a - b) * part

    return QColor.fromRgbF(
        mixed(below.redF(), above.redF()),
        mixed(below.greenF(), above.greenF()),
        mixed(below.blueF(), above.blueF()),
    )


class _Stripe(NamedTuple):
    """A tinted column: device px right of the board's left."""

    left: int
    width: int
    tint: Colour


class Ground:
    """Paints the ground; parts of one view share the tiles, and all of them their memory."""

    def __init__(self) -> None:
        self._look: tuple[Board | None, float] = (None, 0.0)
        self._reach: dict[Colour, tuple[int, int]] = {}  # of tiles of this look, as of stripes
        self._tiles: dict[Colour, QPixmap] = {}  # fresh memory would cost more than filling it

    def paint(
        self,
        painter: QPainter,
        zone: Zone,
        board: Board,
        part: Area,
        shifts: Mapping[int, float],
    ) -> list[Placed]:
        """Fill a part of a zone, all of it, in device px; the result is what else is on it."""
        index, seen = index_of(board), zone.seen(part)
        covered = self._fill_bands(painter, zone, index, part, shifts)
        ground = qt_colour(board.ground_colour)
        for bare in part.without(covered):
            painter.fillRect(QRect(*bare), ground)
        return among(index.grounds, seen.inset(-2, -2))

    def _fill_bands(
        self,
        painter: QPainter,
        zone: Zone,
        index: BoardIndex,
        part: Area,
        shifts: Mapping[int, float],
    ) -> Area:
        """Fill the bands; the result is what they cover."""
        board, seen, origin = index.board, zone.seen(part), int(zone.left)
        x, end = _clamped(0, board.width, zone.left, zone.scale, part.x, part.right)
        bands = list(bands_of(board, seen, shifts))
        if not bands or end <= x:
            return Area(part.x, part.y, 0, 0)
        start, stop = x - origin, end - origin
        stripes = _stripes(index, zone.scale, start, stop)
        covered = Area(x, part.y, end - x, 0)
        top = None
        for band in bands:
            y, bottom = _clamped(band.top, band.bottom, zone.top, zone.scale, part.y, part.bottom)
            tile, first = self._tile(board, zone.scale, band.colour, stripes, start, stop)
            _lay(painter, tile, start - first, Area(x, y, end - x, bottom - y))
            top = y if top is None else top
            covered = Area(x, top, end - x, bottom - top)
        return covered

    def _tile(
        self,
        board: Board,
        scale: float,
        colour: Colour,
        stripes: Sequence[_Stripe],
        start: int,
        end: int,
    ) -> tuple[QPixmap, int]:
        """Some rows of pixels of a band with these stripes, and where the tile starts."""
        before, made_at = self._look
        if before is not board or made_at != scale:
            self._look = board, scale
            self._reach.clear()
        first, last = self._reach.get(colour, (0, -1))
        tile = self._tiles.get(colour)
        if tile is None or not first <= start <= end <= last:
            width = end - start
            if tile is None or tile.width() < width:
                tile = self._tiles[colour] = QPixmap(width, _HEIGHT)
            first, _ = self._reach[colour] = start, end
            painter = QPainter(tile)
            painter.fillRect(0, 0, width, _HEIGHT, qt_colour(colour))
            for left, wide, tint in stripes:
                painter.fillRect(left - start, 0, wide, _HEIGHT, blended(colour, tint))
            painter.end()
        return tile, first


def _stripes(index: BoardIndex, scale: float, start: int, end: int) -> list[_Stripe]:
    """The tinted columns of a stretch of the board, in their order, both ends as of stripes."""
    found = []
    for group in index.tints_between(start / scale, end / scale):
        left = max(pixel(group.box.x * scale), start)
        width = min(pixel(group.box.right * scale), end) - left
        if width > 0:
            found.append(_Stripe(left, width, group.tint))
    return found


def _lay(painter: QPainter, tile: QPixmap, left: int, area: Area) -> None:
    """Fill rows of pixels; copying some at a time is much quicker than a brush of one row."""
    x, y, width, height = area
    for row in range(y, y + height, _HEIGHT):
        painter.drawPixmap(x, row, tile, left, 0, width, min(_HEIGHT, y + height - row))


def _clamped(
    low: float, high: float, origin: float, scale: float, least: int, most: int
) -> tuple[int, int]:
    """A stretch of the board in device px, within the part that is painted."""
    start, end = pixel(low * scale + origin), pixel(high * scale + origin)
    return min(max(start, least), most), min(max(end, least), most)
