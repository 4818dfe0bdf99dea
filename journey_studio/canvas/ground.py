# SPDX-License-Identifier: Apache-2.0
"""The ground of a board: lane bands and tinted columns, filled in one go.

A translucent tint over a whole view costs as much as all its cards, and a map may tint every
column. So each colour of band is mixed with the tints once, on a tile of some rows of pixels, and
bands are laid with that tile.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from math import floor
from typing import NamedTuple

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter, QPixmap

from journey_studio.canvas.culling import BoardIndex, among, index_of
from journey_studio.canvas.zones import Area, Zone, pixel
from journey_studio.layout.display import Board, Colour, Group, Placed
from journey_studio.layout.geometry import Box
from journey_studio.paint.qt import qt_colour

_TILE = 48_000  # device px of a tile, about
_FEW = 16  # tints in all bands that are filled one by one
_LOW = 24  # the height a tile has at least


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


def paint_ground(
    painter: QPainter,
    zone: Zone,
    board: Board,
    part: Area,
    shifts: Mapping[int, float],
) -> list[Placed]:
    """Fill a part of a zone, all of it, in device px; the result is what else is on the ground."""
    index, seen = index_of(board), zone.seen(part)
    covered = _fill_bands(painter, zone, index, part, shifts)
    ground = qt_colour(board.ground_colour)
    for bare in part.without(covered):
        painter.fillRect(QRect(*bare), ground)
    return among(index.grounds, seen.inset(-2, -2))


def _fill_bands(
    painter: QPainter, zone: Zone, index: BoardIndex, part: Area, shifts: Mapping[int, float]
) -> Area:
    """Fill the bands; the result is what they cover."""
    board, seen = index.board, zone.seen(part)
    x, end = _clamped(0, board.width, zone.left, zone.scale, part.x, part.right)
    bands = list(bands_of(board, seen, shifts))
    if not bands or end <= x:
        return Area(part.x, part.y, 0, 0)
    tints = index.tints_between((x - zone.left) / zone.scale, (end - zone.left) / zone.scale)
    few = len(tints) * len(bands) <= _FEW
    tiles: dict[Colour, QPixmap] = {}
    covered = Area(x, part.y, end - x, 0)
    top = None
    for band in bands:
        y, bottom = _clamped(band.top, band.bottom, zone.top, zone.scale, part.y, part.bottom)
        if few:
            for left, width, colour in _spans(zone, tints, band.colour, x, end):
                painter.fillRect(x + left, y, width, bottom - y, colour)
        else:
            tile = tiles.get(band.colour)
            if tile is None:
                tile = tiles[band.colour] = _tile(_spans(zone, tints, band.colour, x, end))
            _lay(painter, tile, x, y, bottom)
        top = y if top is None else top
        covered = Area(x, top, end - x, bottom - top)
    return covered


def _lay(painter: QPainter, tile: QPixmap, x: int, y: int, bottom: int) -> None:
    """Fill rows of pixels; copying some at a time is much quicker than a brush of one row."""
    height = tile.height()
    for row in range(y, bottom, height):
        painter.drawPixmap(x, row, tile, 0, 0, tile.width(), min(height, bottom - row))


def _spans(
    zone: Zone, tints: Sequence[Group], colour: Colour, x: int, end: int
) -> list[tuple[int, int, QColor]]:
    """Where from `x` on, how wide and in which colour a band is filled, in this order."""
    scale, origin = zone.scale, zone.left - x + 0.5
    found = [(0, end - x, qt_colour(colour))]
    for group in tints:
        left = max(floor(group.box.x * scale + origin), 0)
        width = min(floor(group.box.right * scale + origin), end - x) - left
        if width > 0:
            found.append((left, width, blended(colour, group.tint)))
    return found


def _tile(spans: Sequence[tuple[int, int, QColor]]) -> QPixmap:
    """Some rows of pixels of a band, tints included."""
    _, across, _ = spans[0]
    height = max(_TILE // across, _LOW)
    tile = QPixmap(across, height)
    painter = QPainter(tile)
    for left, width, colour in spans:
        painter.fillRect(left, 0, width, height, colour)
    painter.end()
    return tile


def _clamped(
    low: float, high: float, origin: float, scale: float, least: int, most: int
) -> tuple[int, int]:
    """A stretch of the board in device px, within the part that is painted."""
    start, end = pixel(low * scale + origin), pixel(high * scale + origin)
    return min(max(start, least), most), min(max(end, least), most)
