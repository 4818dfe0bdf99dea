# SPDX-License-Identifier: Apache-2.0
"""Moving what is selected by one place, by key. Several things keep their order and their shape."""

from collections.abc import Sequence

from journey_studio.canvas import points
from journey_studio.canvas.verbs import takes_cards
from journey_studio.model.commands import Batch, Command, Move
from journey_studio.model.commands.base import label_for
from journey_studio.model.records import Card, Lane, Point, Record, Stage, Step
from journey_studio.model.snapshot import Snapshot


def nudge(
    snapshot: Snapshot, map_id: str, ids: tuple[str, ...], dx: int, dy: int
) -> Command | None:
    """Cards by cell, heads among theirs, points by a level; None where there is no such place."""
    record = snapshot.records.get(ids[-1]) if ids else None
    match record:
        case Card():
            return _nudge_cards(snapshot, map_id, ids, dx, dy)
        case Stage() if dx:
            return _shift(snapshot, ids, ("stage", map_id), dx)
        case Lane() if dy:
            return _shift(snapshot, ids, ("lane", map_id), dy)
        case Step() if dx:
            return _nudge_steps(snapshot, map_id, ids, dx)
        case Point() if dy:
            return points.raised(snapshot, ids, -dy)
    return None


def _shift(snapshot: Snapshot, ids: Sequence[str], key: tuple[str, ...], by: int) -> Move | None:
    """Those that lie there, together, one place further; None at the edge."""
    there = snapshot.children.get(key, ())
    wanted = set(ids)
    chosen = [child for child in there if child in wanted]
    if not chosen:
        return None
    edge = chosen[0] if by < 0 else chosen[-1]
    if not 0 <= there.index(edge) + by < len(there):
        return None
    return Move(ids=tuple(chosen), under=key[1:], at=there.index(chosen[0]) + by)


def _as_one(snapshot: Snapshot, ids: Sequence[str], moves: Sequence[Move]) -> Command:
    if len(moves) == 1:
        return moves[0]
    records: list[Record] = [snapshot.records[each] for each in ids]
    return Batch(moves, label_for("move", records))


def _nudge_steps(snapshot: Snapshot, map_id: str, ids: Sequence[str], by: int) -> Command | None:
    """Within their stages, and over the edge into the neighbouring one."""
    stages = [stage.id for stage in snapshot.stages(map_id)]
    moves: list[Move] = []
    for index in range(len(stages))[::-by]:  # what makes room goes first
        there = [step.id for step in snapshot.steps(stages[index])]
        chosen = tuple(step for step in there if step in ids)
        if not chosen:
            continue
        moved = _shift(snapshot, chosen, ("step", stages[index]), by)
        if moved is None:
            if not 0 <= index + by < len(stages):
                return None
            moved = Move(ids=chosen, under=(stages[index + by],), at=0 if by > 0 else None)
        moves.append(moved)
    return _as_one(snapshot, ids, moves) if moves else None


def _nudge_cards(
    snapshot: Snapshot, map_id: str, ids: tuple[str, ...], dx: int, dy: int
) -> Command | None:
    """Up and down within the cell and over its edge to the next lane; left and right by step."""
    steps = [step.id for step in snapshot.steps_of_map(map_id)]
    lanes = [each.id for each in snapshot.lanes(map_id) if takes_cards(snapshot, each.id)]
    cells: dict[tuple[int, int], tuple[str, ...]] = {}
    wanted = set(ids)
    for record in ids:
        card = snapshot.get(Card, record)
        place = card.place if card is not None else None
        if place is None or place.lane not in lanes or place.step not in steps:
            return None
        at = (lanes.index(place.lane), steps.index(place.step))
        if at not in cells:
            siblings = snapshot.cards(place.lane, place.step)
            cells[at] = tuple(each.id for each in siblings if each.id in wanted)
    if dy and len(cells) == 1:
        ((row, column),) = cells
        within = _shift(snapshot, ids, ("card", lanes[row], steps[column]), dy)
        if within is not None:
            return within
    moves = []
    for row, column in sorted(cells, reverse=dx > 0 or dy > 0):  # what makes room goes first
        to_row, to_column = row + dy, column + dx
        if not (0 <= to_row < len(lanes) and 0 <= to_column < len(steps)):
            return None
        under = (lanes[to_row], steps[to_column])
        moves.append(Move(ids=cells[row, column], under=under, at=0 if dy > 0 else None))
    return _as_one(snapshot, ids, moves)
