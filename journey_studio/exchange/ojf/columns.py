# SPDX-License-Identifier: Apache-2.0
"""The columns of an OpenJourney map, which knows stages but no steps.

A stage with one untitled step is a column of its name. Everything else is written as columns
called "Stage: Step", and `journeyStudio` beside the name says how they belong together. Where
somebody has renamed such a column since, its new name is the step's.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from journey_studio.exchange.strict.foreign_data import Item, Reading
from journey_studio.model.records import Stage, Step

KEY = "journeyStudio"


class Column(NamedTuple):
    """A column: its step, "" where its stage has none, and what it says of the curve there."""

    step: str
    override: float | None
    path: str


def named(stage: str, step: str) -> str:
    """What the column of a step is called."""
    return f"{stage}: {step}" if stage and step else stage or step


def write_columns(
    stages: Iterable[tuple[Stage, Sequence[Step]]],
) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """The columns of a map, and the id of the column of each step."""
    made: list[dict[str, Any]] = []
    ids: dict[str, str] = {}
    for number, (stage, steps) in enumerate(stages):
        for step in steps or (None,):
            title = step.title if step else ""
            column: dict[str, Any] = {"id": f"s{len(made) + 1}", "name": named(stage.title, title)}
            if len(steps) != 1 or title:
                column[KEY] = {"group": number, "stage": stage.title, "step": step and title}
            if step:
                ids[step.id] = column["id"]
            made.append(column)
    return made, ids


def read_columns(reading: Reading, items: Sequence[Item], map_id: str) -> dict[str, Column]:
    """The columns by id and by name, their stages and steps added to the map."""
    found: dict[str, Column] = {}
    group: Any = None
    stage = ""
    for item in items:
        own, name, override = (
            item.text("id"),
            item.text("name", "title"),
            item.number("overrideEmotion"),
        )
        ours = item.object(KEY)
        number, step_title = ours.peek("group"), ours.peek("step")
        title = ours.text("stage")
        known = isinstance(number, int) and isinstance(step_title, str | None)
        if known:
            ours.leave("group", "step")
        if known and named(title, step_title or "") != name:
            step_title = name if step_title is not None else None
            title = title if step_title is not None else name
        if not known:
            title, step_title = name, ""
        if not known or number != group or not stage:
            stage = reading.builder.add("stage", map_id, at=item.path, title=title)
        group = number if known else None
        step = ""
        if step_title is not None:
            step = reading.builder.add("step", stage, at=item.path, title=step_title)
        column = Column(step, override, item.path)
        found.setdefault(own or name, column)
        found.setdefault(name, column)
        ours.close()
        item.close()
    return found
