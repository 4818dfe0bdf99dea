# SPDX-License-Identifier: Apache-2.0
"""What a reader found, as short as a person would tell it."""

from dataclasses import dataclass, field

from journey_studio.exchange.formats import Found
from journey_studio.model.records import Persona


@dataclass(frozen=True)
class OutlineStep:
    """A step and its values by the names of the personas; "" is everybody."""

    title: str
    points: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class OutlineStage:
    """A stage and its steps."""

    title: str
    steps: tuple[OutlineStep, ...] = ()


@dataclass(frozen=True)
class Outline:
    """A map with the one curve that some formats know."""

    title: str
    description: str
    stages: tuple[OutlineStage, ...]
    personas: tuple[str, ...]


def outlines(found: Found) -> list[Outline]:
    """The maps that were found."""
    snapshot = found.snapshot
    made = []
    for each in snapshot.maps():
        points: dict[str, dict[str, float]] = {}
        for lane in snapshot.lanes(each.id):
            for point in snapshot.points(lane.id):
                persona = snapshot.get(Persona, point.persona)
                who = persona.name if persona else ""
                points.setdefault(point.step or "", {})[who] = point.value or 0.0
        stages = tuple(
            OutlineStage(
                stage.title,
                tuple(
                    OutlineStep(step.title, points.get(step.id, {}))
                    for step in snapshot.steps(stage.id)
                ),
            )
            for stage in snapshot.stages(each.id)
        )
        lens = [snapshot.get(Persona, persona) for persona in each.personas]
        names = tuple(persona.name for persona in lens if persona)
        made.append(Outline(each.title, each.scenario, stages, names))
    return made
