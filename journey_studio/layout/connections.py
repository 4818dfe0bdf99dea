# SPDX-License-Identifier: Apache-2.0
"""What connections show: a line with round corners, an arrowhead, a label in a free strip."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from journey_studio.layout.blocks import Block
from journey_studio.layout.display import Column, Group, Item, Path, Rect, Segment
from journey_studio.layout.geometry import Box, Point
from journey_studio.layout.links import LABEL_X, LABEL_Y, Link
from journey_studio.layout.routes import Course, Roads, Way
from journey_studio.layout.scene import Scene
from journey_studio.layout.stacks import Span
from journey_studio.model.records import Connection

_LABEL_GAP = 4.0


class LinkKey(NamedTuple):
    """Everything a connection's items depend on."""

    connection: Connection
    way: Way
    scene: Scene


class Routed(NamedTuple):
    """A connection, its course, and the x at which its label begins."""

    link: Link
    course: Course
    label: float


class Drawn(NamedTuple):
    """The line and the label of a connection, and what they were made from."""

    routed: Routed
    line: Group
    label: Group | None


class Drawing(NamedTuple):
    """The connections of a board, where its bases lie (see routes.Height), and all its groups."""

    bases: tuple[float, ...]
    drawn: Mapping[str, Drawn]
    groups: tuple[Group, ...]


def routed(
    scene: Scene,
    links: Sequence[Link],
    columns: Sequence[Column],
    spans: Sequence[Sequence[Span]],
    before: Sequence[Routed],
) -> tuple[Routed, ...]:
    """The courses of all connections; `spans` are the cards of each row over several columns.

    Those that are as `before` are the same objects.
    """
    roads = Roads(columns, spans, scene.theme.grid.cell_padding)
    known = {one.link.connection.id: one for one in before}
    taken: dict[int, list[tuple[float, float]]] = {}
    found = []
    for link in links:
        course = roads.course(link)
        label = 0.0
        if link.label:
            here = taken.setdefault(link.boundary, [])
            label = _label_x(scene, link.label, course.label, here, roads.gutter(len(columns)))
        made = Routed(link, course, label)
        old = known.get(link.connection.id)
        found.append(old if old is not None and old == made else made)
    return tuple(found)


def draw(
    scene: Scene, found: Sequence[Routed], bases: tuple[float, ...], before: Drawing | None
) -> Drawing:
    """All lines, then all labels, so that no line runs through a label."""
    kept = before.drawn if before else {}
    first = _first_moved(before.bases if before else (), bases)
    drawn: dict[str, Drawn] = {}
    for each in found:
        connection = each.link.connection.id
        old = kept.get(connection)
        if old is None or old.routed is not each or each.course.lowest >= first:
            way = each.course.way(bases)
            label = _label(scene, each, way) if each.link.label else None
            old = Drawn(each, LinkLine(scene, each.link.connection, way), label)
        drawn[connection] = old
    lines = [one.line for one in drawn.values()]
    labels = [one.label for one in drawn.values() if one.label]
    return Drawing(bases, drawn, (*lines, *labels))


def _first_moved(before: Sequence[float], after: Sequence[float]) -> int:
    """The first base that lies elsewhere; what is above it stays."""
    pairs = enumerate(zip(before, after, strict=False))
    both = min(len(before), len(after))
    return next((base for base, (old, new) in pairs if old != new), both)


def _label_x(
    scene: Scene, label: Block, middle: float, taken: list[tuple[float, float]], right: float
) -> float:
    """Where a label begins: as near to its place on the way as the labels beside it allow.

    `taken` is what labels take of the strip, from x to x; `right` is where the map ends.
    """
    w = label.width + 2 * LABEL_X
    least, most = scene.theme.grid.lane_head + _LABEL_GAP, right - w - _LABEL_GAP
    wanted = max(min(middle - w / 2, most), least)
    beside = [end + _LABEL_GAP for _, end in taken]
    beside += [start - w - _LABEL_GAP for start, _ in taken]
    free = [
        x
        for x in (wanted, *beside)
        if least <= x <= most and all(x + w <= a or b <= x for a, b in taken)
    ]
    x = min(free, key=lambda x: abs(x - wanted), default=wanted)
    taken.append((x, x + w))
    return x


class LinkLine(Group):
    """The line of a connection with its arrowhead; slim, since a row that grows moves many."""

    __slots__ = ("_connection", "_scene", "_way")
    role = "connection"

    def __init__(self, scene: Scene, connection: Connection, way: Way) -> None:
        xs, ys = [point.x for point in way.points], [point.y for point in way.points]
        left, top, over = min(xs), min(ys), scene.theme.grid.arrow
        self.id = connection.id
        self.box = Box(left - over / 2, top - over / 2, max(xs) - left + over, max(ys) - top + over)
        self.tint = scene.theme.colours.link
        self._items = None
        self._connection = connection
        self._scene = scene
        self._way = way

    @property
    def key(self) -> LinkKey:  # type: ignore[override]
        """Everything the items depend on."""
        return LinkKey(self._connection, self._way, self._scene)

    def _make(self) -> tuple[Item, ...]:
        grid, points = self._scene.theme.grid, self._way.points
        line = rounded(_shortened(points, grid.arrow * 0.8), grid.link_radius)
        head = arrowhead(points[-2], points[-1], grid.arrow)
        return (
            Path(line, line=self.tint, line_width=grid.link_width),
            Path(head, fill=self.tint),
        )


def _label(scene: Scene, each: Routed, way: Way) -> Group:
    label, connection = each.link.label, each.link.connection
    assert label is not None
    h = label.height + 2 * LABEL_Y
    box = Box(each.label, way.label.y - h / 2, label.width + 2 * LABEL_X, h)
    colours = scene.theme.colours

    def make() -> tuple[Item, ...]:
        plate = Rect(
            box.inset(0.5, 0.5), colours.band, colours.line, radius=scene.theme.grid.radius
        )
        return (plate, *label.at(box.x + LABEL_X, box.y + LABEL_Y, colours.text))

    return Group(connection.id, "label", box, (connection, scene), make)


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
