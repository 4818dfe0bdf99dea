# SPDX-License-Identifier: Apache-2.0
"""The ground of a board: lane bands and tinted columns, as plain fills of whole pixels.

A translucent tint over a whole view costs as much as all its cards, so its colour over each band
is worked out beforehand and filled like any other.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtGui import QColor, QPainter

from journey_studio.canvas.culling import index_of, meets
from journey_studio.canvas.zones import Zone, pixel
from journey_studio.layout.display import Board, Colour, Group, Placed
from journey_studio.layout.geometry import Box
from journey_studio.paint.qt import qt_colour

_MOST_FILLS = 400  # beyond that many the fills take longer than blending does


class Band(NamedTuple):
    """The ground of a lane, in board px."""

    top: float
    bottom: float
    colour: Colour


def bands_of(board: Board, seen: Box, shifts: Mapping[int, float]) -> Iterator[Band]:
    """The bands in view; `shifts` moves rows down by so much, and bands end where others begin."""
    bands = index_of(board).bands
    if not shifts:
        for row in index_of(board).rows(seen):
            yield Band(bands[row].box.y, bands[row].box.bottom, bands[row].tint)
        return
    for index, group in enumerate(bands):
        top = group.box.y + shifts.get(index, 0)
        bottom = group.box.bottom + shifts.get(index, 0)
        if index + 1 < len(bands):
            bottom = bands[index + 1].box.y + shifts.get(index + 1, 0)
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
    painter: QPainter, zone: Zone, board: Board, seen: Box, shifts: Mapping[int, float]
) -> list[Placed]:
    """Fill bands and tints, in device px; the result is what else lies on the ground."""
    index = index_of(board)
    bands = list(bands_of(board, seen, shifts))
    left, right = max(0.0, seen.x), min(board.width, seen.right)
    for band in bands:
        _fill(painter, zone, left, right, band, qt_colour(band.colour))
    tints = [group for group in index.tints if meets(group.box, seen)]
    many = len(tints) * len(bands) > _MOST_FILLS
    for group in tints:
        _tint(painter, zone, group, bands, many=many)
    return index.among(index.grounds, seen)


def _tint(painter: QPainter, zone: Zone, group: Group, bands: list[Band], *, many: bool) -> None:
    box = group.box
    if many:
        whole = Band(bands[0].top, bands[-1].bottom, "")
        _fill(painter, zone, box.x, box.right, whole, qt_colour(group.tint))
        return
    for band in bands:
        _fill(painter, zone, box.x, box.right, band, blended(band.colour, group.tint))


def _fill(
    painter: QPainter, zone: Zone, left: float, right: float, band: Band, colour: QColor
) -> None:
    x, y = pixel(left * zone.scale + zone.left), pixel(band.top * zone.scale + zone.top)
    end, bottom = pixel(right * zone.scale + zone.left), pixel(band.bottom * zone.scale + zone.top)
    # Far away coordinates do not fit Qt's integers; nothing beyond the view needs filling.
    x, end = max(x, zone.area.x), min(end, zone.area.right)
    y, bottom = max(y, zone.area.y), min(bottom, zone.area.bottom)
    if end > x and bottom > y:
        painter.fillRect(x, y, end - x, bottom - y, colour)
