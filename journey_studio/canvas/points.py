# SPDX-License-Identifier: Apache-2.0
"""Points of curves as hands and keys mean them: whose they are, and which values they take.

Values are those of the model, -1 to 1. People read a feeling from -2 to +2 and a dramatic arc from
1 to 5, so half a level of either is a quarter here.
"""

from collections.abc import Iterable
from dataclasses import replace

from journey_studio.canvas.selection import Selection
from journey_studio.i18n import t
from journey_studio.layout.curve_lanes import PointKey
from journey_studio.layout.display import Board, Row
from journey_studio.model.change import Label
from journey_studio.model.commands import Batch, Command, SetPoint
from journey_studio.model.commands.points import point_id
from journey_studio.model.kinds import CURVE_KINDS
from journey_studio.model.records import Lane, Map, Persona, Point
from journey_studio.model.snapshot import Snapshot

STEP = 0.25
NEUTRAL = 0.0
_CLOSE = 1e-6


def snapped(value: float, step: float = STEP) -> float:
    """The nearest value of the scale."""
    return _within(round(value / step) * step)


def stepped(value: float, by: int, step: float = STEP) -> float:
    """The next value of the scale, upwards where `by` is positive."""
    place = value / step
    at = int((place + _CLOSE) // 1) + by if by > 0 else -int((-place + _CLOSE) // 1) + by
    return _within(at * step)


def _within(value: float) -> float:
    return round(min(max(value, -1.0), 1.0), 4) + 0.0


def is_curve(snapshot: Snapshot, lane_id: str) -> bool:
    """Whether a lane holds curves instead of cards."""
    lane = snapshot.get(Lane, lane_id)
    return lane is not None and lane.kind in CURVE_KINDS


def at_step(snapshot: Snapshot, lane: str, step: str, persona: str | None) -> Point | None:
    """The point a persona has there; None for a gap."""
    point = snapshot.get(Point, point_id(lane, step, persona))
    return point if point is not None and point.value is not None else None


def personas_in(snapshot: Snapshot, lane: str) -> list[str | None]:
    """Whose curves a lane shows, everybody's first, then in the order of the project."""
    found = {point.persona for point in snapshot.points(lane)}
    order = [None, *(persona.id for persona in snapshot.personas())]
    return [persona for persona in order if persona in found]


def whose(snapshot: Snapshot, persona_id: str | None) -> str:
    """The name of the persona a point is of, or that it is everybody's."""
    if persona_id is None:
        return t("layout.curve.everybody")
    persona = snapshot.get(Persona, persona_id)
    return (persona.name if persona else "") or t("layout.persona.unnamed")


def persona_for(
    snapshot: Snapshot, map_id: str, lane: str, step: str, selection: Selection
) -> str | None:
    """Whose point comes into being at an empty place of a lane; None is everybody's.

    The persona of the selected point, else the lane's only one, else the first the map is about.
    Where they have a point at this step already, the first of the others who has none.
    """
    here = personas_in(snapshot, lane)
    lane_record = snapshot.get(Lane, lane)
    if here == [None] or (lane_record is not None and lane_record.kind == "arc"):
        return None
    the_map = snapshot.get(Map, map_id)
    lens: list[str | None] = [
        persona for persona in (the_map.personas if the_map else ())
        if snapshot.get(Persona, persona)
    ]  # fmt: skip
    first = here if len(here) == 1 else [*lens, *here]
    known = list(dict.fromkeys([*_chosen(snapshot, lane, selection), *first, *lens]))
    if not known:
        return None
    free = (persona for persona in known if at_step(snapshot, lane, step, persona) is None)
    return next(free, known[0])


def _chosen(snapshot: Snapshot, lane: str, selection: Selection) -> list[str | None]:
    """The persona whose point in this lane is selected, or who is selected themself."""
    chosen = selection.ids[-1] if selection.ids else ""
    if snapshot.get(Persona, chosen):
        return [chosen]
    point = snapshot.get(Point, chosen)
    return [point.persona] if point is not None and point.lane == lane else []


def new_at(snapshot: Snapshot, lane: str, step: str, persona: str | None, value: float) -> SetPoint:
    """The command that sets a point where there may be a gap; what stood there once is gone."""
    record_id = point_id(lane, step, persona)
    command = SetPoint(lane=lane, step=step, persona=persona, value=value)
    if record_id in snapshot.records and at_step(snapshot, lane, step, persona) is None:
        return replace(command, note="", evidence="")
    return command


def set_to(point: Point, value: float) -> SetPoint:
    """The command that moves a point to a value."""
    assert point.lane is not None, "a point on the board lies in a lane"
    assert point.step is not None, "a point on the board lies at a step"
    return SetPoint(lane=point.lane, step=point.step, persona=point.persona, value=value)


def raised(snapshot: Snapshot, ids: Iterable[str], by: int, step: float = STEP) -> Command | None:
    """Each of these points on the next value of its scale; None where none can go further."""
    commands: list[Command] = [
        set_to(point, value)
        for i in ids
        if (point := snapshot.get(Point, i)) is not None
        and point.value is not None
        and (value := stepped(point.value, by, step)) != point.value
    ]
    if len(commands) < 2:
        return commands[0] if commands else None
    return Batch(commands, Label("model.label.edit_many", _counted(len(commands))))


def _counted(number: int) -> dict[str, str]:
    return {"kind": "point", "number": str(number)}


def row_of(board: Board, lane: str) -> Row | None:
    """The row of a lane."""
    return next((row for row in board.rows if row.lane == lane), None)


def keys_in(row: Row) -> list[tuple[str, PointKey]]:
    """The points that a row shows, each with its id, curve by curve from left to right."""
    keys = ((group.id, group.key) for group in row.groups)
    return [(i, key) for i, key in keys if isinstance(key, PointKey)]


def in_cell(board: Board, lane: str, step: str) -> list[str]:
    """The points shown at a step of a lane, one for each persona, in their order."""
    row = row_of(board, lane)
    return [i for i, key in keys_in(row) if key.step == step] if row is not None else []


def neighbour(board: Board, point: Point, by: int) -> str | None:
    """The next point of the same curve to the right, or to the left where `by` is negative."""
    row = row_of(board, point.lane or "")
    if row is None:
        return None
    curve = [i for i, key in keys_in(row) if key.persona == point.persona]
    at = curve.index(point.id) + by if point.id in curve else -1
    return curve[at] if 0 <= at < len(curve) else None


def other_persona(board: Board, point: Point, by: int) -> str | None:
    """The point of the next persona at the same step."""
    here = in_cell(board, point.lane or "", point.step or "")
    at = here.index(point.id) + by if point.id in here else -1
    return here[at] if 0 <= at < len(here) else None


def level_word(kind: str, value: float) -> str:
    """A value in a word: a feeling, or how tense the story is."""
    level = round(abs(value) * 4 + _CLOSE)
    if kind == "arc":
        return t(f"canvas.tension.{round(value * 2 - _CLOSE) + 3}")
    if not level:
        return t("canvas.feeling.neutral")
    return t(f"canvas.feeling.{'good' if value > 0 else 'bad'}.{level}")
