# SPDX-License-Identifier: Apache-2.0
"""What connections show: a line with round corners, an arrowhead, a label in a free strip.

One that people disagree about carries the mark for that: on the corner of its label, or on its
longest part where it has none.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from journey_studio.layout.courses import Way
from journey_studio.layout.display import Group, Item, Path, Rect, Segment
from journey_studio.layout.geometry import Box, Point
from journey_studio.layout.icons import icon
from journey_studio.layout.links import LABEL_X, LABEL_Y
from journey_studio.layout.routing import Routed, Routing
from journey_studio.layout.scene import Scene
from journey_studio.model.records import Connection

_LABEL_GAP = 4.0
_SIGN, _PLATE = 9.0, 14.0  # the mark of disagreement and the round ground it stands on


class LinkKey(NamedTuple):
    """Everything a connection's items depend on."""

    connection: Connection
    way: Way
    scene: Scene
    torn: bool = False


class Drawn(NamedTuple):
    """The line and the label of a connection, and what they were made from."""

    routed: Routed
    line: Group
    label: Group | None
    torn: bool


class Drawing(NamedTuple):
    """The connections of a board, where its bases lie (see routes.Height), and all its groups."""

    bases: tuple[float, ...]
    drawn: Mapping[str, Drawn]
    groups: tuple[Group, ...]


def draw(
    scene: Scene,
    found: Routing,
    bases: tuple[float, ...],
    torn: frozenset[str],
    before: Drawing | None,
) -> Drawing:
    """All lines, then all labels, so that no line runs through a label.

    `torn` are the ids of those that people disagree about.
    """
    kept = before.drawn if before else {}
    first = _first_moved(before.bases if before else (), bases)
    drawn: dict[str, Drawn] = {}
    for connection, each in found.routed.items():
        old = kept.get(connection)
        marked = connection in torn
        moved = old is None or old.routed is not each or each.course.lowest >= first
        if old is None or moved or old.torn != marked:
            way = each.course.way(bases)
            label = _label(scene, each, way, torn=marked) if each.link.label else None
            line = LinkLine(scene, each.link.connection, way, torn=marked and label is None)
            old = Drawn(each, line, label, marked)
        drawn[connection] = old
    lines = [one.line for one in drawn.values()]
    labels = [one.label for one in drawn.values() if one.label]
    return Drawing(bases, drawn, (*lines, *labels))


def _first_moved(before: Sequence[float], after: Sequence[float]) -> int:
    """The first base that lies elsewhere; what is above it stays."""
    pairs = enumerate(zip(before, after, strict=False))
    both = min(len(before), len(after))
    return next((base for base, (old, new) in pairs if old != new), both)


class LinkLine(Group):
    """The line of a connection with its arrowhead; slim, since a row that grows moves many."""

    __slots__ = ("_connection", "_scene", "_torn", "_way")
    role = "connection"

    def __init__(self, scene: Scene, connection: Connection, way: Way, *, torn: bool) -> None:
        xs, ys = [point.x for point in way.points], [point.y for point in way.points]
        left, top, over = min(xs), min(ys), scene.theme.grid.arrow
        over = max(over, _PLATE) if torn else over
        self.id = connection.id
        self.box = Box(left - over / 2, top - over / 2, max(xs) - left + over, max(ys) - top + over)
        self.tint = scene.theme.colours.link
        self._items = None
        self._connection = connection
        self._scene = scene
        self._torn = torn
        self._way = way

    @property
    def key(self) -> LinkKey:  # type: ignore[override]
        """Everything the items depend on."""
        return LinkKey(self._connection, self._way, self._scene, self._torn)

    def _make(self) -> tuple[Item, ...]:
        grid, points = self._scene.theme.grid, self._way.points
        line = rounded(_shortened(points, grid.arrow * 0.8), grid.link_radius)
        head = arrowhead(points[-2], points[-1], grid.arrow)
        return (
            Path(line, line=self.tint, line_width=grid.link_width),
            Path(head, fill=self.tint),
            *(torn_sign(self._scene, _middle(points)) if self._torn else ()),
        )


def torn_sign(scene: Scene, at: Point) -> tuple[Item, ...]:
    """The mark of what people disagree about, on a ground of its own that no line runs into."""
    colours, half = scene.theme.colours, _PLATE / 2
    plate = Box(at.x - half, at.y - half, _PLATE, _PLATE)
    sign = icon("branch", at.x - _SIGN / 2, at.y - _SIGN / 2, _SIGN, colours.warning, 1)
    return (Rect(plate, colours.band, colours.warning, radius=half), sign)


def _middle(points: Sequence[Point]) -> Point:
    """The middle of the longest part of a way."""
    parts = list(pairwise(points))
    a, b = max(parts, key=lambda part: abs(part[1].x - part[0].x) + abs(part[1].y - part[0].y))
    return Point((a.x + b.x) / 2, (a.y + b.y) / 2)


def _label(scene: Scene, each: Routed, way: Way, *, torn: bool) -> Group:
    label, connection = each.link.label, each.link.connection
    assert label is not None
    h = label.height + 2 * LABEL_Y
    box = Box(each.label, way.label.y - h / 2, label.width + 2 * LABEL_X, h)
    colours = scene.theme.colours

    def make() -> tuple[Item, ...]:
        plate = Rect(
            box.inset(0.5, 0.5), colours.band, colours.line, radius=scene.theme.grid.radius
        )
        sign = torn_sign(scene, Point(box.right, box.y)) if torn else ()
        return (plate, *label.at(box.x + LABEL_X, box.y + LABEL_Y, colours.text), *sign)

    return Group(connection.id, "label", box, (connection, scene, torn), make)


def _towards(a: Point, b: Point, length: float) -> Point:
    """The point `length` px from `a` on the way to `b`."""
    whole = abs(b.x - a.x) + abs(b.y - a.y)  # ways are upright or level
    part = length / whole if whole else 0
    return Point(a.x + (b.x - a.x) * part, a.y + (b.y - a.y) * part)


def _shortened(points: Sequence[Point], length: float) -> tuple[Point, ...]:
    """The way without its last `length` px, where the arrowhead is."""
    last, before = points[-1], points[-2]
    whole = abs(last.x - before.x) + abs(last.y - before.y)
    return (*points[:-1], _towards(last, before, min(length, whole)))


def rounded(points: Sequence[Point], radius: float) -> tuple[Segment, ...]:
    """The way through `points` with corners rounded as far as the parts between them allow."""
    found: list[Segment] = [("M", *points[0])]
    for place in range(1, len(points) - 1):
        before, corner, after = points[place - 1 : place + 2]
        shorter = min(
            abs(corner.x - before.x) + abs(corner.y - before.y),
            abs(after.x - corner.x) + abs(after.y - corner.y),
        )
        bend = min(radius, shorter / 2)
        start, end = _towards(corner, before, bend), _towards(corner, after, bend)
        pull_in, pull_out = (
            _towards(corner, before, bend * 0.45),
            _towards(corner, after, bend * 0.45),
        )
        found += [("L", *start), ("C", *pull_in, *pull_out, *end)]
    found.append(("L", *points[-1]))
    return tuple(found)


def arrowhead(before: Point, tip: Point, size: float) -> tuple[Segment, ...]:
    """A triangle that ends at `tip` and comes from `before`."""
    base = _towards(tip, before, size)
    across_x, across_y = (tip.y - base.y) * 0.45, (tip.x - base.x) * 0.45
    return (
        ("M", *tip),
        ("L", base.x + across_x, base.y - across_y),
        ("L", base.x - across_x, base.y + across_y),
        ("Z",),
    )
