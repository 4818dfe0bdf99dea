# SPDX-License-Identifier: Apache-2.0
"""What connections show: a line with round corners, an arrowhead, a label in a free strip."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from journey_studio.layout.blocks import Block
from journey_studio.layout.display import Column, Group, Item, Path, Rect, Row, Segment
from journey_studio.layout.geometry import Box, Point
from journey_studio.layout.links import LABEL_X, LABEL_Y, KnownEnd, Link
from journey_studio.layout.routes import Roads, Way
from journey_studio.layout.rows import RowPlan
from journey_studio.layout.scene import Scene
from journey_studio.model.records import Connection

_LABEL_GAP = 4.0


class LinkKey(NamedTuple):
    """Everything a connection's items depend on."""

    connection: Connection
    way: Way
    scene: Scene


@dataclass
class LinkCache:
    """The connections of the layout before, and what they were made from."""

    source: tuple[object, ...] = ()
    groups: tuple[Group, ...] = ()
    ends: dict[str, KnownEnd] = field(default_factory=dict)


def link_groups(
    scene: Scene,
    links: tuple[Link, ...],
    columns: tuple[Column, ...],
    rows: Sequence[Row],
    rooms: Sequence[float],
    plans: Sequence[RowPlan],
    kept: LinkCache,
) -> tuple[Group, ...]:
    """The connections of a board; `rooms` are what rows keep free at their bottom for labels."""
    spans = {row: plan.spans for row, plan in enumerate(plans) if plan.spans}
    places = [(row.y, row.h) for row in rows]
    source = (links, columns, places, list(rooms), spans, scene)
    if kept.source != source:
        roads = Roads(columns, rows, rooms, spans, scene.theme.grid.cell_padding)
        kept.groups = tuple(_groups(scene, links, roads))
        kept.source = source
    return kept.groups


def _groups(scene: Scene, links: Sequence[Link], roads: Roads) -> Iterator[Group]:
    """All lines, then all labels, so that no line runs through a label."""
    taken: dict[int, list[tuple[float, float]]] = {}
    labels: list[Group] = []
    for link in links:
        way = roads.way(link)
        yield _line(scene, link, way)
        if link.label:
            here = taken.setdefault(link.boundary, [])
            box = _label_box(scene, link.label, way, here, roads.gutter(len(roads.columns)))
            labels.append(_label(scene, link, link.label, box))
    yield from labels


def _label_box(
    scene: Scene, label: Block, way: Way, taken: list[tuple[float, float]], right: float
) -> Box:
    """Where a label stands: as near to its place on the way as the labels beside it allow.

    `taken` is what labels take of the strip, from x to x; `right` is where the map ends.
    """
    w, h = label.width + 2 * LABEL_X, label.height + 2 * LABEL_Y
    least, most = scene.theme.grid.lane_head + _LABEL_GAP, right - w - _LABEL_GAP
    wanted = max(min(way.label.x - w / 2, most), least)
    beside = [end + _LABEL_GAP for _, end in taken]
    beside += [start - w - _LABEL_GAP for start, _ in taken]
    free = [
        x
        for x in (wanted, *beside)
        if least <= x <= most and all(x + w <= a or b <= x for a, b in taken)
    ]
    x = min(free, key=lambda x: abs(x - wanted), default=wanted)
    taken.append((x, x + w))
    return Box(x, way.label.y - h / 2, w, h)


def _line(scene: Scene, link: Link, way: Way) -> Group:
    grid, colours = scene.theme.grid, scene.theme.colours
    points = way.points

    def make() -> tuple[Item, ...]:
        line = rounded(_shortened(points, grid.arrow * 0.8), grid.link_radius)
        head = arrowhead(points[-2], points[-1], grid.arrow)
        return (
            Path(line, line=colours.link, line_width=grid.link_width),
            Path(head, fill=colours.link),
        )

    xs, ys = [point.x for point in points], [point.y for point in points]
    box = Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
    box = box.inset(-grid.arrow / 2, -grid.arrow / 2)
    key = LinkKey(link.connection, way, scene)
    return Group(link.connection.id, "connection", box, key, make, colours.link)


def _label(scene: Scene, link: Link, label: Block, box: Box) -> Group:
    colours = scene.theme.colours

    def make() -> tuple[Item, ...]:
        plate = Rect(
            box.inset(0.5, 0.5), colours.band, colours.line, radius=scene.theme.grid.radius
        )
        return (plate, *label.at(box.x + LABEL_X, box.y + LABEL_Y, colours.text))

    return Group(link.connection.id, "label", box, (link.connection, scene), make)


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
