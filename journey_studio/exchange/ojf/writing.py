# SPDX-License-Identifier: Apache-2.0
"""Maps as OpenJourney files: each step a column, each lane a row, each card a node."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from journey_studio.exchange.formats import Carries, Choices, Found, Written
from journey_studio.exchange.ojf.columns import KEY, write_columns
from journey_studio.exchange.ojf.words import PURPOSE_OF, SCALE, severity_of
from journey_studio.exchange.read_back import unlike
from journey_studio.exchange.scales import SCALES
from journey_studio.exchange.single import one_of
from journey_studio.exchange.strict.json import dump
from journey_studio.model.arrangement import Arrangement, arrange
from journey_studio.model.kinds import CURVE_KINDS
from journey_studio.model.records import Card, Lane, Persona, Point, Tag
from journey_studio.model.snapshot import Snapshot
from journey_studio.model.walk import number

CARRIES: Carries = {
    "map": frozenset(("title", "scenario", "personas", "scale")),
    "stage": frozenset(("title",)),
    "step": frozenset(("title",)),
    "lane": frozenset(("title", "kind", "line")),
    "card": frozenset(("text", "kind", "tags", "moment_of_truth")),
    "point": frozenset(("value", "note", "persona")),
    "persona": frozenset(("name",)),
    "tag": frozenset(("name",)),
}
_VERSION = "1.0"
_METADATA_VERSION = "1.1.0"
_SCALE = SCALES[SCALE]
_Read = Callable[[bytes, str, Choices], Found]


def write(snapshot: Snapshot, map_ids: Sequence[str], choices: Choices, read: _Read) -> Written:
    """The first of these maps as a file; what it does not say is found by reading it back."""
    map_id, losses = one_of(snapshot, map_ids, CARRIES)
    data = dump(_document(snapshot, arrange(snapshot, map_id)))
    back = read(data, "", choices._replace(scale=SCALE)).snapshot
    losses += unlike(snapshot, map_id, back, back.maps()[0].id, CARRIES, losses)
    return Written(data, tuple(losses))


def _document(snapshot: Snapshot, shape: Arrangement) -> dict[str, Any]:
    personas = [snapshot.get(Persona, each) for each in shape.map.personas]
    names = [persona.name for persona in personas if persona]
    people = "; ".join(names)
    stages, columns = write_columns(shape.stages)
    curves = _points(snapshot, shape, columns)
    for stage in stages:
        for point in curves.get(_first_curve(shape), {}).get(stage["id"], ())[:1]:
            if point.value is not None:
                stage["overrideEmotion"] = number(_SCALE.number_of(point.value))
    return {
        "version": _VERSION,
        "metadata": {
            "title": shape.map.title,
            "persona": people,
            "pov": shape.map.scenario,
            "version": _METADATA_VERSION,
        },
        "persona": people,
        "pointOfView": shape.map.scenario,
        "stages": stages,
        "swimlanes": [_lane(n, lane) for n, lane in enumerate(shape.lanes, 1)],
        "nodes": [*_nodes(snapshot, shape, columns, curves)],
        KEY: {"personas": names, "scale": shape.map.scale},
    }


def _lane(place: int, lane: Lane) -> dict[str, Any]:
    made = {"id": f"l{place}", "name": lane.title, "type": lane.kind}
    return {**made, "line": lane.line} if lane.kind == "divider" else made


_Points = dict[str, dict[str, list[Point]]]  # by lane and column


def _points(snapshot: Snapshot, shape: Arrangement, columns: dict[str, str]) -> _Points:
    """The points of each curve in their columns, those of everybody and of the lens first."""
    order = [persona.id for persona in snapshot.personas()]
    order.sort(key=lambda each: _rank(shape.map.personas, each))
    found: _Points = {}
    for lane in shape.lanes:
        if lane.kind in CURVE_KINDS:
            points = [point for point in snapshot.under(Point, lane.id) if point.step in columns]
            known = [point for point in points if point.persona is None or point.persona in order]
            known.sort(key=lambda point: order.index(point.persona) if point.persona else -1)
            by_column = found.setdefault(lane.id, {})
            for point in known:
                if point.value is not None or point.note:
                    by_column.setdefault(columns[point.step or ""], []).append(point)
    return found


def _rank(lens: Sequence[str], persona: str) -> int:
    return lens.index(persona) if persona in lens else len(lens)


def _first_curve(shape: Arrangement) -> str:
    return next((lane.id for lane in shape.lanes if lane.kind in CURVE_KINDS), "")


def _nodes(
    snapshot: Snapshot, shape: Arrangement, columns: dict[str, str], curves: _Points
) -> Iterator[dict[str, Any]]:
    count = 0
    for lane_number, lane in enumerate(shape.lanes, 1):
        for step in shape.steps:
            column = columns[step.id]
            inside = [_card(snapshot, card) for card in shape.cells.get((lane.id, step.id), ())]
            inside += [_point(snapshot, p) for p in curves.get(lane.id, {}).get(column, ())]
            for node in inside:
                count += 1
                place = {"id": f"n{count}", "stageId": column, "swimlaneId": f"l{lane_number}"}
                yield {**place, **node}


def _card(snapshot: Snapshot, card: Card) -> dict[str, Any]:
    title, _, more = card.text.partition("\n")
    made: dict[str, Any] = {"title": title, "description": more}
    tags = [tag.name for each in card.tags if (tag := snapshot.get(Tag, each))]
    if tags and (severity := severity_of(tags[-1])):
        made["severity"] = severity
        tags.pop()
    if card.kind in PURPOSE_OF:
        made["purpose"] = PURPOSE_OF[card.kind]
    if card.moment_of_truth:
        made["isMomentOfTruth"] = True
    return {**made, "tags": tags}


def _point(snapshot: Snapshot, point: Point) -> dict[str, Any]:
    """A point as a node in the row of its curve; whose it is stands among the tags."""
    made: dict[str, Any] = {"title": "", "description": point.note}
    if point.value is not None:
        score = number(_SCALE.number_of(point.value))
        made |= {"title": f"{score:+g}", "score": score}
    persona = snapshot.get(Persona, point.persona)
    return {**made, "tags": [persona.name] if persona else []}
