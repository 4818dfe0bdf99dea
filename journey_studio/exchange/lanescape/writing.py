# SPDX-License-Identifier: Apache-2.0
"""Maps as Lanescape service journeys: a sub-stage for each step, a row for each lane."""

from collections.abc import Callable, Sequence
from typing import Any

from journey_studio.exchange.formats import Carries, Choices, Found, Written
from journey_studio.exchange.lanescape.words import BOXES, DIVIDER, LINES, ROW_TYPE, point_text
from journey_studio.exchange.read_back import unlike
from journey_studio.exchange.strict.html import as_blocks, as_html
from journey_studio.exchange.strict.json import dump
from journey_studio.model.arrangement import Arrangement, arrange
from journey_studio.model.kinds import CURVE_KINDS
from journey_studio.model.loss import Loss
from journey_studio.model.records import Card, Lane, Persona, Point, Stage, Step
from journey_studio.model.snapshot import Snapshot

CARRIES: Carries = {
    "map": frozenset(("title", "scenario")),
    "stage": frozenset(("title",)),
    "step": frozenset(("title",)),
    "lane": frozenset(("title", "kind", "line")),
    "card": frozenset(("text", "span")),
    "point": frozenset(("value", "note", "persona")),
    "persona": frozenset(("name",)),
}
_Read = Callable[[bytes, str, Choices], Found]
Columns = Sequence[Step | None]  # None for a stage without steps


def write(snapshot: Snapshot, map_ids: Sequence[str], read: _Read) -> Written:
    """Each map as a journey; what it does not say is found by reading it back."""
    journeys = [
        _journey(number, snapshot, arrange(snapshot, map_id))
        for number, map_id in enumerate(map_ids, 1)
    ]
    data = dump(
        {
            "type": "service-journey-mapper",
            "version": 1,
            "name": journeys[0]["title"] if journeys else "",
            "exportedAt": None,
            "lastSavedAt": None,
            "journeys": journeys,
        }
    )
    back = read(data, "", Choices()).snapshot
    losses: dict[tuple[str, str], Loss] = {}
    for map_id, there in zip(map_ids, back.maps(), strict=True):
        for loss in unlike(snapshot, map_id, back, there.id, CARRIES):
            losses[loss.record, loss.register] = loss
    return Written(data, tuple(losses.values()))


def _journey(number: int, snapshot: Snapshot, shape: Arrangement) -> dict[str, Any]:
    columns: list[Step | None] = []
    for _, steps in shape.stages:
        columns += steps or [None]
    stages = [_stage(n, stage, steps) for n, (stage, steps) in enumerate(shape.stages, 1)]
    rows = [_row(snapshot, shape, lane, columns) for lane in shape.lanes]
    return {
        "id": f"journey-{number}",
        "badge": "",
        "title": shape.map.title,
        "stageLabel": "",
        "stages": stages,
        "subJourneys": [{"title": shape.map.scenario, "rows": rows}],
    }


def _stage(number: int, stage: Stage, steps: Sequence[Step]) -> dict[str, Any]:
    plain = len(steps) == 0 or (len(steps) == 1 and not steps[0].title)
    subs = [] if plain else [{"title": step.title} for step in steps]
    return {"num": number, "title": stage.title, "subStages": subs}


def _row(snapshot: Snapshot, shape: Arrangement, lane: Lane, columns: Columns) -> dict[str, Any]:
    if lane.kind == "divider":
        (line,) = (line for line in LINES if line.name == lane.line)
        cell = {
            "mode": "text",
            "html": as_html(lane.title) if lane.title else "",
            "align": "center",
        }
        cell["colspan"] = max(len(columns), 1)  # type: ignore[assignment]
        return {"rowType": DIVIDER, "laneLabel": line.label, "cells": [cell]}
    if lane.kind in CURVE_KINDS:
        cells = _curve(snapshot, lane, columns)
    else:
        cells = _cells(shape, lane, columns)
    return {"rowType": ROW_TYPE[lane.kind], "laneLabel": lane.title, "cells": cells}


def _cells(shape: Arrangement, lane: Lane, columns: Columns) -> list[dict[str, Any]]:
    held = [shape.cells.get((lane.id, step.id), ()) if step else () for step in columns]
    mode = "boxes" if lane.kind in BOXES else "bullets"
    cells: list[dict[str, Any]] = []
    column = 0
    while column < len(columns):
        cards = held[column]
        span = _span(cards, held[column + 1 :])
        cell = {"mode": mode, "html": as_blocks(card.text for card in cards), "align": "left"}
        cells.append(cell | {"colspan": span} if span > 1 else cell)
        column += span
    return cells


def _span(cards: Sequence[Card], after: Sequence[Sequence[Card]]) -> int:
    """How many columns a cell spans: what all its cards span, where nothing else lies there."""
    spans = {card.span for card in cards}
    if len(spans) != 1:
        return 1
    (span,) = spans
    free = len(after) >= span - 1 and not any(after[: span - 1])
    return span if free else 1


def _curve(snapshot: Snapshot, lane: Lane, columns: Columns) -> list[dict[str, Any]]:
    people = snapshot.personas()
    points: dict[str, list[Point]] = {}
    for persona in (None, *(each.id for each in people)):
        for point in snapshot.points(lane.id):
            if point.persona == persona:
                points.setdefault(point.step or "", []).append(point)
    return [
        {
            "mode": "text" if len(points.get(step.id if step else "", ())) < 2 else "boxes",
            "html": as_blocks(_said(snapshot, p) for p in points.get(step.id if step else "", ())),
            "align": "center",
        }
        for step in columns
    ]


def _said(snapshot: Snapshot, point: Point) -> str:
    persona = snapshot.get(Persona, point.persona)
    return point_text(persona.name if persona else "", point.value or 0, point.note)
