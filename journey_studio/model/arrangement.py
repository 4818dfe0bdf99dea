# SPDX-License-Identifier: Apache-2.0
"""The shape of one map, with a home for every live record.

When one person deletes a stage while another adds a card to it, the card stays and its stage is
gone. Nothing is written to mend that: every replica sees the same orphans and shows them in the
same parking place, a last stage and a last lane that exist only while they are needed. Moving the
card out, or restoring what was deleted, ends it. Where the whole map is gone, what was put into it
meanwhile is parked in the first map there is.
"""

from collections.abc import Callable, Container, Iterable, Mapping

from msgspec import Struct, structs

from journey_studio.i18n import t
from journey_studio.model.ids import derived_id
from journey_studio.model.records import (
    Card,
    CardPlace,
    Lane,
    Map,
    Record,
    Stage,
    StagePlace,
    Step,
    StepPlace,
)
from journey_studio.model.snapshot import Snapshot, order_key

CellKey = tuple[str, str]  # lane id, step id
_LAST = "zzzz"  # ranks behind everything people make


class Arrangement(Struct, frozen=True):
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


def _stray_steps(snapshot: Snapshot, map_id: str, stages: Container[str]) -> list[Step]:
    """Live steps to be parked in this map: their stage or its map is gone or has not arrived."""
    strays: list[Step] = []
    for key, children in snapshot.children.items():
        if key[0] == "step" and key[1] not in stages and _map_for(snapshot, key[1]) == map_id:
            strays += [snapshot.records[child] for child in children]  # type: ignore[misc]
    strays.sort(key=order_key)  # the same on every replica, whatever came first
    park_stage, _, _ = parking_ids(map_id)
    return [
        step if step.place else structs.replace(step, place=StepPlace(park_stage, ""))
        for step in strays
    ]


def _map_for(snapshot: Snapshot, record_id: str) -> str | None:
    """The live map of a stage or lane, or the first map where its own is gone."""
    record = snapshot.records.get(record_id)
    home = record.place.map if isinstance(record, Stage | Lane) and record.place else None
    if snapshot.get(Map, home) is not None:
        return home
    return next(iter(snapshot.children.get(("map",), ())), None)


def _cells(
    snapshot: Snapshot, map_id: str, lanes: Container[str], steps: Container[str]
) -> dict[CellKey, tuple[Card, ...]]:
    """The cards of each cell. Where lane or step is not of this map, the parking place stands."""
    _, park_step, park_lane = parking_ids(map_id)
    find: Callable[[str], Card] = snapshot.records.__getitem__  # type: ignore[assignment]
    made: dict[CellKey, tuple[Card, ...]] = {}
    for key, children in snapshot.children.items():
        if key[0] != "card":
            continue
        _, lane, step = key
        if lane not in lanes:
            if _map_for(snapshot, lane) != map_id:
                continue
            lane = park_lane
        cell = (lane, step if step in steps else park_step)
        made[cell] = (*made.get(cell, ()), *map(find, children))
    for (lane, step), cards in made.items():
        if lane == park_lane or step == park_step:
            nowhere = CardPlace(lane, step, "")
            made[lane, step] = tuple(
                card if card.place else structs.replace(card, place=nowhere)
                for card in sorted(cards, key=order_key)
            )
    return made


def arrange(snapshot: Snapshot, map_id: str) -> Arrangement:
    """The shape of the live map `map_id`; KeyError where there is none."""
    the_map = snapshot.get(Map, map_id)
    if the_map is None:
        raise KeyError(map_id)
    stages = [(stage, tuple(snapshot.steps(stage.id))) for stage in snapshot.stages(map_id)]
    lanes = snapshot.lanes(map_id)
    park_stage, park_step, park_lane = parking_ids(map_id)
    strays = _stray_steps(snapshot, map_id, {stage.id for stage, _ in stages})
    steps = {step.id for _, found in stages for step in found} | {step.id for step in strays}
    cells = _cells(snapshot, map_id, {lane.id for lane in lanes}, steps)
    if park_step not in steps and any(step == park_step for _, step in cells):
        strays.append(Step(id=park_step, place=StepPlace(park_stage, _LAST)))
    if strays:
        place, title = StagePlace(map_id, _LAST), t("model.parking.stage")
        stages.append((Stage(id=park_stage, place=place, title=title), tuple(strays)))
    lane_needed = all(lane.id != park_lane for lane in lanes) and any(
        lane == park_lane for lane, _ in cells
    )
    if lane_needed:
        place, title = StagePlace(map_id, _LAST), t("model.parking.lane")
        lanes.append(Lane(id=park_lane, place=place, title=title))
    parking = bool(strays or lane_needed)
    return Arrangement(the_map, tuple(stages), tuple(lanes), cells, parking)


def rearrange(before: Arrangement, snapshot: Snapshot, differing: Iterable[Record]) -> Arrangement:
    """What `arrange` makes of a snapshot, sharing with an arrangement of `before` what is equal.

    `differing` are the records, as they were and as they are, that are not the same in both.
    KeyError where the map is gone.
    """
    cards: set[CellKey] = set()
    lanes = {lane.id for lane in before.lanes}
    frame = anew = False
    for record in differing:
        if isinstance(record, Card):
            cards.add(record.place[:2] if record.place else ("", ""))
        elif isinstance(record, Stage | Step) or record.id in lanes:
            frame = True
        elif isinstance(record, Map | Lane):
            anew = True
    shape = None if anew or before.parking or not _all_in(before, cards) else before
    if shape and frame:
        shape = _framed_anew(shape, snapshot)
    if shape is None:
        return _sharing(before, arrange(snapshot, before.map.id))
    return structs.replace(shape, cells=_again(shape.cells, snapshot, cards)) if cards else shape


def _framed_anew(before: Arrangement, snapshot: Snapshot) -> Arrangement | None:
    """The same cells in stages, steps and lanes as they are now.

    None where other steps or lanes are among them: then cards may have lost or found their home.
    """
    map_id = before.map.id
    stages = tuple((stage, tuple(snapshot.steps(stage.id))) for stage in snapshot.stages(map_id))
    lanes = tuple(snapshot.lanes(map_id))
    made = structs.replace(
        before,
        stages=before.stages if before.stages == stages else stages,
        lanes=before.lanes if before.lanes == lanes else lanes,
    )
    same = _ids(made.lanes) == _ids(before.lanes) and _ids(made.steps) == _ids(before.steps)
    strays = _stray_steps(snapshot, map_id, {stage.id for stage, _ in stages})
    return made if same and not strays else None


def _ids(records: Iterable[Record]) -> set[str]:
    return {record.id for record in records}


def _all_in(shape: Arrangement, cells: Iterable[CellKey]) -> bool:
    lanes, steps = _ids(shape.lanes), _ids(shape.steps)
    return all(lane in lanes and step in steps for lane, step in cells)


def _again(
    before: Mapping[CellKey, tuple[Card, ...]], snapshot: Snapshot, differing: Iterable[CellKey]
) -> dict[CellKey, tuple[Card, ...]]:
    """The cells with those that differ looked up again."""
    cells = dict(before)
    for cell in differing:
        cards = tuple(snapshot.cards(*cell))
        if cards:
            cells[cell] = cards
        else:
            cells.pop(cell, None)
    return cells


def _sharing(before: Arrangement, made: Arrangement) -> Arrangement:
    """The same arrangement with the objects of the one before wherever they are equal."""
    kept = before.cells
    cells = {
        cell: kept[cell] if kept.get(cell) == cards else cards for cell, cards in made.cells.items()
    }
    return Arrangement(
        map=made.map,
        stages=before.stages if before.stages == made.stages else made.stages,
        lanes=before.lanes if before.lanes == made.lanes else made.lanes,
        cells=cells,
        parking=made.parking,
    )
