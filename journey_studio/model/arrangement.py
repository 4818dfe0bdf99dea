# SPDX-License-Identifier: Apache-2.0
"""The shape of one map, with a home for every live record.

When one person deletes a stage while another adds a card to it, the card stays and its stage is
gone. Nothing is written to mend that: every replica sees the same orphans and shows them in the
same parking place, a last stage and a last lane that exist only while they are needed. Moving the
card out, or restoring what was deleted, ends it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from journey_studio.i18n import t
from journey_studio.model.ids import derived_id
from journey_studio.model.records import Card, Lane, Map, Stage, StagePlace, Step, StepPlace
from journey_studio.model.snapshot import Snapshot, order_key

CellKey = tuple[str, str]  # lane id, step id
_LAST = "zzzz"  # ranks behind everything people make


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Stages with their steps, lanes, and the cards of each cell that has any.

    `parking` is true where the last stage or the last lane is the parking place.
    """

    map: Map
    stages: tuple[tuple[Stage, tuple[Step, ...]], ...]
    lanes: tuple[Lane, ...]
    cells: Mapping[CellKey, tuple[Card, ...]]
    parking: bool = False

    @property
    def steps(self) -> tuple[Step, ...]:
        """All steps in order."""
        return tuple(step for _, steps in self.stages for step in steps)


def parking_ids(map_id: str) -> tuple[str, str, str]:
    """The ids of a map's parking stage, step and lane."""
    return (
        derived_id("stage", "parking", map_id),
        derived_id("step", "parking", map_id),
        derived_id("lane", "parking", map_id),
    )


def _stray_steps(snapshot: Snapshot, map_id: str) -> list[Step]:
    """Live steps of this map whose stage is deleted or has not arrived."""
    strays: list[Step] = []
    for key, children in snapshot.children.items():
        if key[0] == "step" and snapshot.get(Stage, key[1]) is None:
            stage = snapshot.records.get(key[1])
            home = stage.place.map if isinstance(stage, Stage) and stage.place else None
            if home == map_id or (home is None and _first_map(snapshot) == map_id):
                strays += [snapshot.records[child] for child in children]  # type: ignore[misc]
    return sorted(strays, key=order_key)  # the same on every replica, whatever came first


def _first_map(snapshot: Snapshot) -> str | None:
    maps = snapshot.children.get(("map",), ())
    return maps[0] if maps else None


def _map_of_lane(snapshot: Snapshot, lane_id: str) -> str | None:
    lane = snapshot.records.get(lane_id)
    home = lane.place.map if isinstance(lane, Lane) and lane.place else None
    return home if home and snapshot.get(Map, home) else _first_map(snapshot)


def arrange(snapshot: Snapshot, map_id: str) -> Arrangement:
    """The shape of the live map `map_id`; KeyError where there is none."""
    the_map = snapshot.get(Map, map_id)
    if the_map is None:
        raise KeyError(map_id)
    stages = [(stage, tuple(snapshot.steps(stage.id))) for stage in snapshot.stages(map_id)]
    lanes = snapshot.lanes(map_id)
    known_steps = {step.id for _, steps in stages for step in steps}
    known_lanes = {lane.id for lane in lanes}
    park_stage, park_step, park_lane = parking_ids(map_id)
    strays = _stray_steps(snapshot, map_id)
    known_steps |= {step.id for step in strays}
    cells: dict[CellKey, list[str]] = {}
    step_needed = lane_needed = False
    for key, children in snapshot.children.items():
        if key[0] != "card":
            continue
        lane, step = key[1], key[2]
        if lane not in known_lanes:
            if _map_of_lane(snapshot, lane) != map_id or snapshot.get(Lane, lane) is not None:
                continue
            lane, lane_needed = park_lane, True
        if step not in known_steps:
            step, step_needed = park_step, True
        cells.setdefault((lane, step), []).extend(children)
    for (lane, step), ids in cells.items():
        if lane == park_lane or step == park_step:
            ids.sort(key=lambda child: order_key(snapshot.records[child]))
    if strays or step_needed:
        extra = [Step(id=park_step, place=StepPlace(park_stage, _LAST))] if step_needed else []
        stage = Stage(
            id=park_stage, place=StagePlace(map_id, _LAST), title=t("model.parking.stage")
        )
        stages.append((stage, (*strays, *extra)))
    if lane_needed:
        lanes.append(
            Lane(id=park_lane, place=StagePlace(map_id, _LAST), title=t("model.parking.lane"))
        )
    find = snapshot.records.__getitem__
    return Arrangement(
        the_map,
        tuple(stages),
        tuple(lanes),
        {key: tuple(map(find, ids)) for key, ids in cells.items()},  # type: ignore[misc]
        parking=bool(strays or step_needed or lane_needed),
    )
