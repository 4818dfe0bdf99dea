# SPDX-License-Identifier: Apache-2.0
"""The ways connections take: along the gutters between columns and the strips between rows.

Cards keep a padding from the edges of their cell, so gutters and strips are free, but for cards
that span several columns, which close a gutter within their row. A way leaves a card at a side,
follows a gutter, a strip, a second gutter, and enters the other card at a side, at its top or at
its bottom. Lines that would run on top of one another keep beside one another.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

from journey_studio.layout.display import Column, Row
from journey_studio.layout.geometry import Box, Point
from journey_studio.layout.links import End, Link
from journey_studio.layout.stacks import Span

_PORT = 22.0  # how far below its top a high card is left and entered
_TRACKS = (0.0, 4.0, -4.0)
_TASTE = 200.0  # px a way may be longer to keep a better shape


class Way(NamedTuple):
    """The corners of a connection, from card to card, and where the middle of its label lies."""

    points: tuple[Point, ...]
    label: Point


class Shape(NamedTuple):
    """Which side is left (right: True), which is entered ("left", "right", "top", "bottom")."""

    out_right: bool
    enter: str
    strip: bool  # whether the way runs along a strip between rows


class Roads:
    """The free strips and gutters of a board, and who runs in them already."""

    def __init__(
        self,
        columns: Sequence[Column],
        rows: Sequence[Row],
        rooms: Sequence[float],
        spans: Mapping[int, Sequence[Span]],
        padding: float,
    ) -> None:
        self.columns = columns
        self.rows = rows
        self.rooms = rooms
        self.padding = padding
        self.closed: dict[int, list[tuple[float, float]]] = {}  # gutter -> from y to y
        for row, cards in spans.items():
            for first, last, box in cards:
                y = rows[row].y
                for gutter in range(first + 1, last + 1):
                    self.closed.setdefault(gutter, []).append((y + box.y, y + box.bottom))
        self.upright: dict[int, list[tuple[float, float, int]]] = {}
        self.level: dict[int, list[tuple[float, float, int]]] = {}
        self.ports: dict[tuple[Box, bool], int] = {}

    def gutter(self, index: int) -> float:
        """The x of the gutter left of column `index`; one past the last is the right edge."""
        columns = self.columns
        if index == 0:
            return columns[0].x + self.padding / 2
        if index == len(columns):
            return columns[-1].x + columns[-1].w - self.padding / 2
        return columns[index].x

    def strip(self, boundary: int) -> float:
        """The y of the middle of the strip above row `boundary`."""
        if boundary == 0:
            return self.rows[0].y + self.padding / 2
        room = self.rooms[boundary - 1]
        if boundary == len(self.rows):
            row = self.rows[-1]
            return row.y + row.h - (self.padding + room) / 2
        return self.rows[boundary].y - room / 2

    def box(self, end: End) -> Box:
        """The card's box on the board."""
        return end.box.moved(self.columns[end.column].x, self.rows[end.row].y)

    def way(self, link: Link) -> Way:
        """The way of a connection, around cards wherever there is one."""
        shapes = _shapes(link)
        best = next(shapes)
        if self.closed and self._crossings(link, best):
            shapes = chain((best,), shapes)
            costs = [
                (self._crossings(link, shape), _TASTE * place + self._length(link, shape), shape)
                for place, shape in enumerate(shapes)
            ]
            best = min(costs)[2]
        points = self._points(link, best)
        return Way(points, self._label(link, best, points))

    def _length(self, link: Link, shape: Shape) -> float:
        """About how long a way of this shape is."""
        g1, g2 = _gutters(link, shape)
        if shape.enter in ("top", "bottom"):
            column = self.columns[link.target.column]
            return abs(self.gutter(g1) - column.x - column.w / 2)
        return abs(self.gutter(g1) - self.gutter(g2))

    def _crossings(self, link: Link, shape: Shape) -> int:
        """How many cards that span columns close the gutters of a way."""
        level = self.strip(link.boundary)
        g1, g2 = _gutters(link, shape)
        start = link.source.box.centre.y + self.rows[link.source.row].y
        end = link.target.box.centre.y + self.rows[link.target.row].y
        if shape.enter in ("top", "bottom"):
            parts = [(g1, start, level)]
        elif shape.strip:
            parts = [(g1, start, level), (g2, level, end)]
        else:
            parts = [(g1, start, end)]
        return sum(
            top < max(a, b) and min(a, b) < bottom
            for gutter, a, b in parts
            for top, bottom in self.closed.get(gutter, ())
        )

    def _points(self, link: Link, shape: Shape) -> tuple[Point, ...]:
        source, target = self.box(link.source), self.box(link.target)
        start = self._port(source, right=shape.out_right)
        g1, g2 = _gutters(link, shape)
        level = self.strip(link.boundary)
        if shape.enter in ("top", "bottom"):
            x = self._track(self.upright, g1, self.gutter(g1), start.y, level)
            middle = target.centre.x
            y = self._track(self.level, link.boundary, level, x, middle)
            end = Point(middle, target.y if shape.enter == "top" else target.bottom)
            return _clean((start, Point(x, start.y), Point(x, y), Point(middle, y), end))
        end = self._port(target, right=shape.enter == "right")
        if not shape.strip:
            x = self._track(self.upright, g1, self.gutter(g1), start.y, end.y)
            return _clean((start, Point(x, start.y), Point(x, end.y), end))
        x1 = self._track(self.upright, g1, self.gutter(g1), start.y, level)
        x2 = self._track(self.upright, g2, self.gutter(g2), level, end.y)
        y = self._track(self.level, link.boundary, level, x1, x2)
        return _clean(
            (start, Point(x1, start.y), Point(x1, y), Point(x2, y), Point(x2, end.y), end)
        )

    def _port(self, box: Box, *, right: bool) -> Point:
        """Where a way leaves or enters a card; several ways at one side keep apart."""
        key = (box, right)
        number = self.ports.get(key, 0)
        self.ports[key] = number + 1
        middle = min(box.h / 2, _PORT)
        room = max(min(middle, box.h - middle) - 4, 0)
        shift = _TRACKS[number % len(_TRACKS)] * 2
        shift = max(min(shift, room), -room)
        return Point(box.right if right else box.x, box.y + middle + shift)

    def _track(
        self,
        taken: dict[int, list[tuple[float, float, int]]],
        index: int,
        middle: float,
        start: float,
        end: float,
    ) -> float:
        """Where in a gutter or strip a line runs from `start` to `end`: beside those there."""
        low, high = min(start, end) - 4, max(start, end) + 4
        here = taken.setdefault(index, [])
        used = {track for a, b, track in here if a < high and low < b}
        free = next((n for n in range(len(_TRACKS)) if n not in used), len(here) % len(_TRACKS))
        here.append((low, high, free))
        room = self.padding / 12 if index else self.padding / 24
        return middle + _TRACKS[free] * min(room, 1)

    def _label(self, link: Link, shape: Shape, points: Sequence[Point]) -> Point:
        """The middle of the part that runs along the strip, or where the way crosses it."""
        level = self.strip(link.boundary)
        if shape.strip or shape.enter in ("top", "bottom"):
            for a, b in pairwise(points[1:-1] if len(points) > 3 else points):
                if a.y == b.y and abs(a.y - level) <= max(_TRACKS):
                    return Point((a.x + b.x) / 2, level)
        return Point(points[len(points) // 2].x, level)


def _gutters(link: Link, shape: Shape) -> tuple[int, int]:
    """The gutter a way of this shape follows first, and the one it follows last."""
    return (
        link.source.last + 1 if shape.out_right else link.source.column,
        link.target.last + 1 if shape.enter == "right" else link.target.column,
    )


def _shapes(link: Link) -> Iterator[Shape]:
    """The shapes a way can have, the best first."""
    source, target, labelled = link.source, link.target, link.label is not None
    same_row = source.row == target.row
    if target.column > source.last:
        out_right, enter = True, "left"
        beside = target.column == source.last + 1
    elif target.last < source.column:
        out_right, enter = False, "right"
        beside = target.last + 1 == source.column
    else:  # the same column, or one above the other in part
        out_right, enter = True, "right"
        beside = target.last == source.last
    if source == target:  # once around
        yield Shape(True, "left", True)
        return
    strip = not beside
    if beside and same_row and labelled:
        if target.open_bottom and link.boundary == target.row + 1:
            yield Shape(out_right, "bottom", True)
        enter = "right" if enter == "left" else "left"
        strip = True
    yield Shape(out_right, enter, strip)
    for out in (out_right, not out_right):
        for side in ("left", "right"):
            shape = Shape(out, side, True)
            first, second = _gutters(link, shape)
            if first != second:  # down and up one gutter is no way
                yield shape
    if target.open_bottom and link.boundary == target.row + 1:
        yield Shape(out_right, "bottom", True)
    if target.open_top and link.boundary == target.row:
        yield Shape(out_right, "top", True)


def _clean(points: Sequence[Point]) -> tuple[Point, ...]:
    """The corners without those that are none."""
    kept: list[Point] = []
    for point in points:
        if kept and kept[-1] == point:
            continue
        if len(kept) > 1:
            a, b = kept[-2], kept[-1]
            if (a.x == b.x == point.x) or (a.y == b.y == point.y):
                kept[-1] = point
                continue
        kept.append(point)
    return tuple(kept)
