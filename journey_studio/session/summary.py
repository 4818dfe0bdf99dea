# SPDX-License-Identifier: Apache-2.0
"""What a project holds, in figures and in outline."""

from dataclasses import dataclass
from typing import NamedTuple

from journey_studio.model.canonical import map_hashes, points_of
from journey_studio.model.records import Persona, Point
from journey_studio.model.snapshot import Snapshot
from journey_studio.model.walk import Walk, walk


class OutlinePoint(NamedTuple):
    """How a persona feels at a step, -1 to 1. An empty name: the persona without one."""

    persona: str
    value: float


class OutlineStep(NamedTuple):
    """A step and the values of all curve lanes at it."""

    title: str
    points: tuple[OutlinePoint, ...]


class OutlineStage(NamedTuple):
    """A stage and its steps in order."""

    stage: str
    steps: tuple[OutlineStep, ...]


@dataclass(frozen=True, slots=True)
class MapSummary:
    """One map: counts of its live records, and the hash of what it says.

    `personas` counts those the map refers to, `curve_points` the values of its experience curves.
    """

    id: str
    title: str
    stages: int
    steps: int
    lanes: int
    cards: int
    personas: int
    curve_points: int
    hash: str
    outline: tuple[OutlineStage, ...]


def summaries(snapshot: Snapshot) -> list[MapSummary]:
    """All live maps in order."""
    hashes = map_hashes(snapshot)
    return [_summary(snapshot, walk(snapshot, map_id), hashes[map_id]) for map_id in hashes]


def _summary(snapshot: Snapshot, own: Walk, sha256: str) -> MapSummary:
    shape = own.shape
    curves = [
        point
        for lane in shape.lanes
        if lane.kind == "curve"
        for point in points_of(snapshot, own, lane.id)
        if point.value is not None
    ]
    cards = [card for cells in own.cards.values() for _, found in cells for card in found]
    met = {*shape.map.personas, *(persona for card in cards for persona in card.personas)}
    for lane in shape.lanes:
        met |= {point.persona or "" for point in points_of(snapshot, own, lane.id)}
    return MapSummary(
        id=shape.map.id,
        title=shape.map.title,
        stages=sum(stage.id not in own.parking for stage, _ in shape.stages),
        steps=sum(step.id not in own.parking for step in shape.steps),
        lanes=sum(lane.id not in own.parking for lane in shape.lanes),
        cards=len(cards),
        personas=sum(snapshot.get(Persona, each) is not None for each in met),
        curve_points=len(curves),
        hash=sha256,
        outline=_outline(snapshot, own, curves),
    )


def _outline(snapshot: Snapshot, own: Walk, curves: list[Point]) -> tuple[OutlineStage, ...]:
    names = {persona.id: persona.name for persona in snapshot.personas()}
    order = {persona: number for number, persona in enumerate(names)}
    at: dict[str, list[Point]] = {}
    for point in sorted(curves, key=lambda point: order.get(point.persona or "", -1)):
        at.setdefault(point.step or "", []).append(point)
    return tuple(
        OutlineStage(
            stage.title,
            tuple(
                OutlineStep(
                    step.title,
                    tuple(
                        OutlinePoint(names.get(point.persona or "", ""), point.value or 0.0)
                        for point in at.get(step.id, ())
                    ),
                )
                for step in sorted(steps, key=lambda step: own.where[step.id])
            ),
        )
        for stage, steps in own.shape.stages
    )
