# SPDX-License-Identifier: Apache-2.0
"""The ways connections take: along the gutters between columns and the strips between rows.

Cards keep a padding from the edges of their cell, so gutters and strips are free, but for cards
that span several columns, which close a gutter within their row. A way leaves a card at a side,
follows a gutter, a strip, a second gutter, and enters the other card at a side, at its top or at
its bottom. Lines that would run on top of one another keep beside one another.

A way is found before rows have their places: heights are counted from rows and from strips. So a
row that grows moves the ways below it, and leads none of them elsewhere.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

from journey_studio.layout.display import Column, Row
from journey_studio.layout.geometry import Box, Point
from journey_studio.layout.links import End, Link
from journey_studio.layout.stacks import Span

_PORT = 22.0  # how far below its top a high card is left and entered
_TRACKS = (0.0, 4.0, -4.0)
_TASTE = 200.0  # px a way may be longer to keep a better shape
_BESIDE = 4.0  # px around a line in which no other runs on the same track


class Height(NamedTuple):
    """A height on the board before rows have their places: `dy` px below the base.

    Bases count from the top: base 2n is the strip above row n (below the last row for the one past
    it), base 2n + 1 the top of row n. So heights compare as they will lie.
    """

    base: int
    dy: float


class Corner(NamedTuple):
    """A corner of a way."""

    x: float
    height: Height


class Way(NamedTuple):
    """The corners of a connection on the board, and where the middle of its label lies."""

    points: tuple[Point, ...]
    label: Point


class Course(NamedTuple):
    """The corners of a connection from card to card, and where along its strip its label lies.

    The strip is that above row `boundary`; below the base `lowest` nothing has a say.
    """

    corners: tuple[Corner, ...]
    boundary: int
    label: float
    lowest: int

    def way(self, bases: Sequence[float]) -> Way:
        """The way on the board, where `bases` are the y of the bases."""
        points = tuple([Point(x, bases[base] + dy) for x, (base, dy) in self.corners])
        return Way(points, Point(self.label, bases[2 * self.boundary]))


class Shape(NamedTuple):
    """Which side is left (right: True), which is entered ("left", "right", "top", "bottom")."""

    out_right: bool
    enter: str
    strip: bool  # whether the way runs along a strip between rows


def strip_above(row: int) -> Height:
    """The middle of the strip above a row."""
    return Height(2 * row, 0.0)


def bases_of(rows: Sequence[Row], rooms: Sequence[float], padding: float) -> tuple[float, ...]:
    """Where the bases lie; `rooms` are what rows keep free at their bottom for labels."""
    if not rows:
        return ()
    bases = [rows[0].y + padding / 2]
    for row, room in zip(rows, rooms, strict=True):
        bases += (row.y, row.y + row.h - room / 2)
    bases[-1] -= padding / 2
    return tuple(bases)


def in_row(row: int, y: float) -> Height:
    """A height in a row."""
    return Height(2 * row + 1, y)


Taken = list[tuple[float | Height, float | Height, int]]  # from, to, on which track


class Roads:
    """The free strips and gutters of a board, and who runs in them already.

    `spans` are the cards of each row that cover several columns.
    """

    def __init__(
        self, columns: Sequence[Column], spans: Sequence[Sequence[Span]], padding: float
    ) -> None:
        self.columns = columns
        self.padding = padding
        self.closed = _closed(spans)
        self.upright: dict[int, Taken] = {}
        self.level: dict[int, Taken] = {}
        self.ports: dict[tuple[int, int, Box, bool], int] = {}

    def gutter(self, index: int) -> float:
        """The x of the gutter left of column `index`; one past the last is the right edge."""
        columns = self.columns
        if index == 0:
            return columns[0].x + self.padding / 2
        if index == len(columns):
            return columns[-1].x + columns[-1].w - self.padding / 2
        return columns[index].x

    def course(self, link: Link) -> Course:
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
        corners = self._corners(link, best)
        lowest = max(2 * link.boundary, *[corner.height.base for corner in corners])
        return Course(corners, link.boundary, _label(link, best, corners), lowest)

    def _length(self, link: Link, shape: Shape) -> float:
        """About how long a way of this shape is."""
        g1, g2 = _gutters(link, shape)
        if shape.enter in ("top", "bottom"):
            column = self.columns[link.target.column]
            return abs(self.gutter(g1) - column.x - column.w / 2)
        return abs(self.gutter(g1) - self.gutter(g2))

    def _crossings(self, link: Link, shape: Shape) -> int:
        """How many cards that span columns close the gutters of a way."""
        level = strip_above(link.boundary)
        g1, g2 = _gutters(link, shape)
        start = in_row(link.source.row, link.source.box.centre.y)
        end = in_row(link.target.row, link.target.box.centre.y)
        if shape.enter in ("top", "bottom"):
            return self._between(g1, start, level)
        if shape.strip:
            return self._between(g1, start, level) + self._between(g2, level, end)
        return self._between(g1, start, end)

    def _between(self, gutter: int, a: Height, b: Height) -> int:
        """How many cards close a gutter between two heights."""
        closed = self.closed.get(gutter)
        if closed is None:
            return 0
        tops, bottoms = closed
        low, high = (a, b) if a < b else (b, a)
        return bisect_left(tops, high) - bisect_right(bottoms, low)

    def _corners(self, link: Link, shape: Shape) -> tuple[Corner, ...]:
        source, target = link.source, link.target
        start = self._port(source, right=shape.out_right)
        g1, g2 = _gutters(link, shape)
        level = strip_above(link.boundary)
        if shape.enter in ("top", "bottom"):
            x = self._upright(g1, start.height, level)
            middle = self.columns[target.column].x + target.box.centre.x
            across = self._level(link.boundary, x, middle)
            edge = target.box.y if shape.enter == "top" else target.box.bottom
            end = Corner(middle, in_row(target.row, edge))
            corners = (Corner(x, start.height), Corner(x, across), Corner(middle, across))
            return _clean((start, *corners, end))
        end = self._port(target, right=shape.enter == "right")
        if not shape.strip:
            x = self._upright(g1, start.height, end.height)
            return _clean((start, Corner(x, start.height), Corner(x, end.height), end))
        x1 = self._upright(g1, start.height, level)
        x2 = self._upright(g2, level, end.height)
        across = self._level(link.boundary, x1, x2)
        out = (Corner(x1, start.height), Corner(x1, across))
        return _clean((start, *out, Corner(x2, across), Corner(x2, end.height), end))

    def _port(self, end: End, *, right: bool) -> Corner:
        """Where a way leaves or enters a card; several ways at one side keep apart."""
        box = end.box
        key = (end.row, end.column, box, right)
        number = self.ports.get(key, 0)
        self.ports[key] = number + 1
        middle = min(box.h / 2, _PORT)
        room = max(min(middle, box.h - middle) - 4, 0)
        shift = _TRACKS[number % len(_TRACKS)] * 2
        shift = max(min(shift, room), -room)
        x = self.columns[end.column].x + (box.right if right else box.x)
        return Corner(x, in_row(end.row, box.y + middle + shift))

    def _upright(self, gutter: int, start: Height, end: Height) -> float:
        """The x of a line along a gutter from one height to another, beside those there."""
        low, high = (start, end) if start < end else (end, start)
        low, high = Height(low.base, low.dy - _BESIDE), Height(high.base, high.dy + _BESIDE)
        shift = self._track(self.upright.setdefault(gutter, []), gutter, low, high)
        return self.gutter(gutter) + shift

    def _level(self, boundary: int, start: float, end: float) -> Height:
        """The height of a line along a strip from one x to another, beside those there."""
        low, high = min(start, end) - _BESIDE, max(start, end) + _BESIDE
        shift = self._track(self.level.setdefault(boundary, []), boundary, low, high)
        return Height(2 * boundary, shift)

    def _track(self, here: Taken, index: int, low: float | Height, high: float | Height) -> float:
        """How far from the middle of gutter or strip `index` a line runs from `low` to `high`."""
        used = {track for a, b, track in here if a < high and low < b}  # type: ignore[operator]
        free = next((n for n in range(len(_TRACKS)) if n not in used), len(here) % len(_TRACKS))
        here.append((low, high, free))
        room = self.padding / 12 if index else self.padding / 24
        return _TRACKS[free] * min(room, 1)


def _closed(spans: Sequence[Sequence[Span]]) -> dict[int, tuple[list[Height], list[Height]]]:
    """The tops and the bottoms, from above, of the cards that lie across each gutter."""
    found: dict[int, list[tuple[Height, Height]]] = {}
    for row, cards in enumerate(spans):
        for first, last, box in cards:
            part = (in_row(row, box.y), in_row(row, box.bottom))
            for gutter in range(first + 1, last + 1):
                found.setdefault(gutter, []).append(part)
    # Cards never overlap, so what is in order of tops is in order of bottoms.
    return {
        gutter: ([top for top, _ in sorted(parts)], [bottom for _, bottom in sorted(parts)])
        for gutter, parts in found.items()
    }


def _label(link: Link, shape: Shape, corners: Sequence[Corner]) -> float:
    """The middle of the part that runs along the strip, or where the way crosses it."""
    if shape.strip or shape.enter in ("top", "bottom"):
        for a, b in pairwise(corners[1:-1] if len(corners) > 3 else corners):
            if a.height == b.height and a.height.base == 2 * link.boundary:
                return (a.x + b.x) / 2
    return corners[len(corners) // 2].x


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


def _clean(corners: Sequence[Corner]) -> tuple[Corner, ...]:
    """The corners without those that are none."""
    kept: list[Corner] = []
    for corner in corners:
        if kept and kept[-1] == corner:
            continue
        if len(kept) > 1:
            a, b = kept[-2], kept[-1]
            if (a.x == b.x == corner.x) or (a.height == b.height == corner.height):
                kept[-1] = corner
                continue
        kept.append(corner)
    return tuple(kept)
