# SPDX-License-Identifier: Apache-2.0
"""Columns and rows on their way to another order.

The picture of the new board is cut into strips, one for each column or row, and each strip glides
from where it was; so heads, cards and curves move as one, at the cost of copying the picture.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from journey_studio.canvas.zones import Area, Frame, pixel, zones_of
from journey_studio.layout.display import Board, Column

Key = tuple[str, str]
Copy = Callable[[Area, int, int], None]


@dataclass(frozen=True)
class Strips:
    """How far columns (or rows, where `down`) are from where the board has them.

    `ways` are the whole ways in board px, `left` the share of them that is still to go.
    """

    ways: Mapping[Key, float] = field(default_factory=dict)
    down: bool = False
    left: float = 0.0

    def way(self, key: Key) -> float:
        """How far one is from its place now."""
        return self.ways.get(key, 0.0) * self.left

    def at(self, left: float) -> "Strips":
        """The same ways, with another share of them still to go."""
        return replace(self, left=left) if self.ways else self


RESTING = Strips()


def _column(column: Column) -> Key:
    return (column.step, "" if column.step else column.stage)


def _columns(board: Board) -> dict[Key, tuple[float, float]]:
    return {_column(each): (each.x, each.w) for each in board.columns}


def _rows(board: Board) -> dict[Key, tuple[float, float]]:
    return {(each.lane, ""): (each.y, each.h) for each in board.rows}


def strips_between(
    before: Board, after: Board, under_way: Strips, still: Iterable[str] = ()
) -> Strips:
    """How columns or rows get from their order on `before` to that on `after`.

    `under_way` is how far `before` itself had not come yet. `still` are stages, steps or lanes
    that do not glide: the others make room for them. Where the order is the same, or both orders
    are others, nothing glides.
    """
    if before.head_height != after.head_height:
        return RESTING
    across = before.columns is not after.columns and list(_columns(before)) != list(_columns(after))
    down = [row.lane for row in before.rows] != [row.lane for row in after.rows]
    if across == down:
        return RESTING
    places = _rows if down else _columns
    olds, news = places(before), places(after)
    kept = set(still)
    stages = {_column(each): each.stage for each in after.columns}
    known = under_way if under_way.down == down else RESTING
    ways: dict[Key, float] = {}
    for key, (place, _) in news.items():
        if key in olds and key[0] not in kept and stages.get(key, "") not in kept:
            way = olds[key][0] + known.way(key) - place
            if way:
                ways[key] = way
    return Strips(ways, down, 1.0) if ways else RESTING


def paint_strips(painter: QPainter, copy: Copy, frame: Frame, strips: Strips) -> None:
    """Lay the strips that are on their way over the picture of the frame (device px).

    `copy` copies a part of the picture to a place so many px away from its own.
    """
    body = zones_of(frame).body
    if strips.down:
        room = Area(0, body.area.y, frame.width, body.area.h)
        places, origin = _rows(frame.board), body.top
    else:
        room = Area(body.area.x, 0, body.area.w, frame.height)
        places, origin = _columns(frame.board), body.left
    painter.save()
    painter.setClipRect(QRect(*room))
    for key, (start, length) in places.items():
        way = strips.way(key)
        if way:
            first = pixel(start * frame.scale + origin)
            size = pixel((start + length) * frame.scale + origin) - first
            strip = (
                Area(room.x, first, room.w, size)
                if strips.down
                else Area(first, room.y, size, room.h)
            )
            seen = strip.common(room)
            by = pixel(way * frame.scale)
            copy(seen, *((0, by) if strips.down else (by, 0)))
    painter.restore()
