# SPDX-License-Identifier: Apache-2.0
"""The ways connections take: along the gutters between columns and the strips between rows.

Cards keep a padding from the edges of their cell, so gutters and strips are free, but for cards
that span several columns, which close a gutter within their row. A way leaves a card at a side,
follows a gutter, a strip, a second gutter, and enters the other card at a side, at its top or at
its bottom. Lines that would run on top of one another keep beside one another.

A way is found before rows have their places: heights are counted from rows and from strips. So a
row that grows moves the ways below it, and leads none of them elsewhere.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

from journey_studio.layout.courses import Corner, Course, Height, in_row, strip_above
from journey_studio.layout.display import Column
from journey_studio.layout.links import End, Link
from journey_studio.layout.stacks import Span

_PORT = 22.0  # how far below its top a high card is left and entered
_TRACKS = (0.0, 4.0, -4.0)
_TASTE = 200.0  # px a way may be longer to keep a better shape
_BESIDE = 4.0  # px around a line in which no other runs on the same track
_LABEL_GAP = 4.0

Closed = Mapping[int, Sequence[tuple[float, float]]]  # what closes gutters of a row, from y to y


def closed_by(spans: Iterable[Span]) -> Closed:
    """The gutters that cards over several columns close in their row."""
    found: dict[int, list[tuple[float, float]]] = {}
    for first, last, box in spans:
        for gutter in range(first + 1, last + 1):
            found.setdefault(gutter, []).append((box.y, box.bottom))
    return found


class Shape(NamedTuple):
    """Which side is left (right: True), which is entered ("left", "right", "top", "bottom")."""

    out_right: bool
    enter: str
    strip: bool  # whether the way runs along a strip between rows


Place = tuple[Hashable, ...]  # "gutter" or "strip" with its number, or what else may be crowded


class Use(NamedTuple):
    """What a connection takes of a place: from where to where, and which track."""

    place: Place
    start: float | Height
    end: float | Height
    track: int

    def meets(self, other: "Use") -> bool:
        """Whether one has to mind the other. At sides of cards and among labels all do."""
        if self.place[0] not in ("gutter", "strip"):
            return True
        return self.start < other.end and other.start < self.end  # type: ignore[operator]


class Roads:
    """The free strips and gutters of a board.

    `closed` says for each row which gutters are closed there, `earlier` what the connections before
    the one that is looked at take of a place. `uses` is what it takes itself.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        closed: Sequence[Closed],
        padding: float,
        earlier: Callable[[Place], list[Use]],
    ) -> None:
        self.columns = columns
        self.closed = closed
        self.padding = padding
        self.earlier = earlier
        self.uses: list[Use] = []
        self._free = not any(closed)

    def _taken(self, place: Place) -> list[Use]:
        """What is taken of a place, in no order."""
        return self.earlier(place) + [use for use in self.uses if use.place == place]

    def _use(
        self, place: Place, start: float | Height, end: float | Height, track: int = 0
    ) -> None:
        self.uses.append(Use(place, start, end, track))

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
        self.uses = []
        shapes = _shapes(link)
        best = next(shapes)
        if not self._free and self._crossings(link, best):
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
        low, high = (a, b) if a < b else (b, a)
        closed, crossed = self.closed, 0
        for row in range(low.base // 2, (high.base + 1) // 2):
            for top, bottom in closed[row].get(gutter, ()):
                crossed += (2 * row + 1, top) < high and low < (2 * row + 1, bottom)
        return crossed

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
        place = ("side", end.row, end.column, box, right)
        number = len(self._taken(place))
        self._use(place, 0.0, 0.0, number)
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
        return self.gutter(gutter) + self._track("gutter", gutter, low, high)

    def _level(self, boundary: int, start: float, end: float) -> Height:
        """The height of a line along a strip from one x to another, beside those there."""
        low, high = min(start, end) - _BESIDE, max(start, end) + _BESIDE
        return Height(2 * boundary, self._track("strip", boundary, low, high))

    def _track(self, kind: str, index: int, low: float | Height, high: float | Height) -> float:
        """How far from the middle of a gutter or strip a line runs from `low` to `high`."""
        here = self._taken((kind, index))
        beside = [use.track for use in here if use.start < high and low < use.end]  # type: ignore[operator]
        free = min(range(len(_TRACKS)), key=beside.count) if beside else 0
        self._use((kind, index), low, high, free)
        room = self.padding / 12 if index else self.padding / 24
        return _TRACKS[free] * min(room, 1)

    def label(self, boundary: int, middle: float, width: float, least: float) -> float:
        """Where a label begins: as near to its place on the way as the labels beside it allow.

        It lies in the strip above row `boundary`, no further left than `least`.
        """
        place = ("label", boundary)
        taken = [(float(use.start), float(use.end)) for use in self._taken(place)]  # type: ignore[arg-type]
        most = self.gutter(len(self.columns)) - width - _LABEL_GAP
        wanted = max(min(middle - width / 2, most), least)
        beside = [end + _LABEL_GAP for _, end in taken]
        beside += [start - width - _LABEL_GAP for start, _ in taken]
        free = [
            x
            for x in (wanted, *beside)
            if least <= x <= most and all(x + width <= a or b <= x for a, b in taken)
        ]
        x = min(free, key=lambda x: (abs(x - wanted), x), default=wanted)
        self._use(place, x, x + width)
        return x


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
