# SPDX-License-Identifier: Apache-2.0
"""What a layout is made from: the part of a snapshot that one board shows.

Of two snapshots most is the same. What is equal to what the layout before was made from is the
same object, so that everything made from it can be recognised at a glance.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from journey_studio.layout.grid import Columns, LayoutOptions, columns_of, lanes_of
from journey_studio.layout.scene import Marks, Scene, marks_of, scene_of
from journey_studio.layout.theme import Theme
from journey_studio.model.arrangement import Arrangement, arrange, rearrange
from journey_studio.model.kinds import CURVE_KINDS
from journey_studio.model.records import Card, Connection, Lane, Point, Record
from journey_studio.model.snapshot import Snapshot, differing

CellCards = tuple[tuple[int, tuple[Card, ...]], ...]  # column, its cards; in order of column

_SCENERY = frozenset(
    ("channel", "persona", "tag", "metric", "reading", "insight", "opportunity", "solution")
)


class Sources(NamedTuple):
    """What one board shows; `cells` and `points` by lane."""

    snapshot: Snapshot
    arrangement: Arrangement
    scene: Scene
    marks: Mapping[str, Marks]
    columns: Columns
    lanes: tuple[Lane, ...]
    cells: Mapping[str, CellCards]
    points: Mapping[str, tuple[Point, ...]]
    connections: tuple[Connection, ...]


def sources_of(snapshot: Snapshot, map_id: str, theme: Theme, options: LayoutOptions) -> Sources:
    """What a board of the live map `map_id` shows; KeyError where there is none."""
    arrangement = arrange(snapshot, map_id)
    scene = scene_of(snapshot, theme, arrangement.map.language, options.shown)
    columns = columns_of(arrangement, scene, options)
    lanes = lanes_of(arrangement, options)
    return Sources(
        snapshot=snapshot,
        arrangement=arrangement,
        scene=scene,
        marks=marks_of(snapshot),
        columns=columns,
        lanes=lanes,
        cells={lane.id: _cells(arrangement, columns, lane.id) for lane in lanes},
        points=_points(snapshot, lanes),
        connections=tuple(snapshot.connections()),
    )


def sources_again(
    before: Sources, snapshot: Snapshot, theme: Theme, options: LayoutOptions
) -> Sources:
    """The same of another snapshot, theme and options being those of `before`."""
    found = tuple(differing(before.snapshot, snapshot))
    kinds = {record.KIND for record in found}
    arrangement = rearrange(before.arrangement, snapshot, found)
    scene, marks = before.scene, before.marks
    if kinds & _SCENERY or arrangement.map.language != scene.language:
        made = scene_of(snapshot, theme, arrangement.map.language, options.shown)
        scene = scene if scene == made else made
    if "comment" in kinds or snapshot.contested != before.snapshot.contested:
        known = marks_of(snapshot)
        marks = marks if marks == known else known
    connections = before.connections
    if "connection" in kinds:
        connections = tuple(snapshot.connections())
    columns = before.columns
    if arrangement.stages is not before.arrangement.stages or scene is not before.scene:
        columns = _sharing(before.columns, columns_of(arrangement, scene, options))
    lanes = lanes_of(arrangement, options)
    lanes = before.lanes if before.lanes == lanes else lanes
    cells = _cells_again(before, arrangement, columns, lanes, found)
    points = before.points
    if "point" in kinds or lanes is not before.lanes:
        points = _points(snapshot, lanes)
    return Sources(snapshot, arrangement, scene, marks, columns, lanes, cells, points, connections)


def _points(snapshot: Snapshot, lanes: Iterable[Lane]) -> dict[str, tuple[Point, ...]]:
    """The points of all lanes that show any."""
    return {lane.id: tuple(snapshot.points(lane.id)) for lane in lanes if lane.kind in CURVE_KINDS}


def _sharing(before: Columns, made: Columns) -> Columns:
    """The same columns; the objects of those before where steps lie where they lay."""
    if before[:2] != made[:2] or before.steps != made.steps or before.hidden != made.hidden:
        return made
    return before._replace(stages=made.stages)


def _cells_again(
    before: Sources,
    arrangement: Arrangement,
    columns: Columns,
    lanes: Iterable[Lane],
    differing: Iterable[Record],
) -> dict[str, CellCards]:
    shape = before.arrangement
    frame = arrangement.stages is shape.stages and arrangement.lanes is shape.lanes
    if frame and not arrangement.parking:
        touched = {
            record.place.lane for record in differing if isinstance(record, Card) and record.place
        }
    else:
        touched = {lane.id for lane in lanes}
    cells = {}
    for lane in lanes:
        kept = before.cells.get(lane.id)
        if kept is None or lane.id in touched:
            made = _cells(arrangement, columns, lane.id)
            kept = kept if kept == made else made
        cells[lane.id] = kept
    return cells


def _cells(arrangement: Arrangement, columns: Columns, lane: str) -> CellCards:
    """The cards of a lane by column; steps of collapsed stages show none."""
    cells, hidden = arrangement.cells, columns.hidden
    found: list[tuple[int, tuple[Card, ...]]] = []
    for step, column in columns.of_step.items():
        cards = cells.get((lane, step))
        if cards is not None and step not in hidden:
            found.append((column, cards))
    return tuple(found)
