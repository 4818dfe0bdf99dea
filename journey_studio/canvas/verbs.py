# SPDX-License-Identifier: Apache-2.0
"""What a person asks of the canvas by key or button, as commands for what is selected."""

from typing import get_args

from journey_studio.canvas import points
from journey_studio.i18n import t
from journey_studio.model.commands import Add, Command, Delete, Move
from journey_studio.model.ids import kind_of
from journey_studio.model.records import Card, CardKind, Lane, LaneKind, Point, Stage, Step
from journey_studio.model.snapshot import Snapshot

_CARD_KINDS = get_args(CardKind)
CellKey = tuple[str, str]


def card_kind(snapshot: Snapshot, lane_id: str) -> CardKind:
    """The kind of a new card in this lane: that of the lane where there is one."""
    lane = snapshot.get(Lane, lane_id)
    kind = lane.kind if lane is not None else "text"
    return kind if kind in _CARD_KINDS else "text"  # type: ignore[return-value]


def takes_cards(snapshot: Snapshot, lane_id: str) -> bool:
    """Whether cards belong in this lane; dividers, curves and arcs have none."""
    lane = snapshot.get(Lane, lane_id)
    return lane is not None and lane.kind not in ("divider", "curve", "arc")


def new_card(
    snapshot: Snapshot, cell: CellKey, at: int | None = None, kind: CardKind | None = None
) -> Add:
    """An empty card for a cell, of the kind of its lane or of another."""
    kind = kind or card_kind(snapshot, cell[0])
    values = {"kind": kind} if kind != "text" else {}
    return Add(kind="card", under=cell, at=at, values=values)


def new_stage(snapshot: Snapshot, map_id: str, after: str | None) -> tuple[Add, Add]:
    """A stage behind the stage `after`, or at the end, with its first step."""
    stages = [stage.id for stage in snapshot.stages(map_id)]
    at = stages.index(after) + 1 if after in stages else None
    stage = Add(kind="stage", under=(map_id,), at=at, values={"title": t("canvas.new.stage")})
    step = Add(kind="step", under=(stage.id,), values={"title": t("canvas.new.step")})
    return stage, step


def new_step(snapshot: Snapshot, map_id: str, after: str | None) -> Add | None:
    """A step behind the step or in the stage `after`, or in the last stage."""
    values = {"title": t("canvas.new.step")}
    step = snapshot.get(Step, after)
    if step is not None and step.place is not None:
        siblings = [each.id for each in snapshot.steps(step.place.stage)]
        at = siblings.index(step.id) + 1
        return Add(kind="step", under=(step.place.stage,), at=at, values=values)
    stages = [stage.id for stage in snapshot.stages(map_id)]
    if not stages:
        return None
    stage = after if after in stages else stages[-1]
    return Add(kind="step", under=(str(stage),), values=values)


def new_lane(snapshot: Snapshot, map_id: str, after: str | None, kind: LaneKind) -> Add:
    """A lane of a kind below the lane `after`, or at the bottom."""
    lanes = [lane.id for lane in snapshot.lanes(map_id)]
    at = lanes.index(after) + 1 if after in lanes else None
    values = {"title": t(f"canvas.lane.{kind}"), "kind": kind}
    return Add(kind="lane", under=(map_id,), at=at, values=values)


def deletion(ids: tuple[str, ...]) -> Delete | None:
    """Delete what is selected; maps are not deleted from the canvas."""
    chosen = tuple(i for i in ids if kind_of(i) != "map")
    return Delete(ids=chosen) if chosen else None


def nudge(
    snapshot: Snapshot, map_id: str, ids: tuple[str, ...], dx: int, dy: int
) -> Command | None:
    """Move what is selected by one place: cards by cell, heads among theirs, points by a level."""
    record = snapshot.records.get(ids[-1]) if ids else None
    match record:
        case Card():
            return _nudge_cards(snapshot, map_id, ids, dx, dy)
        case Stage() if dx:
            return _shift(snapshot, ids, ("stage", map_id), dx)
        case Lane() if dy:
            return _shift(snapshot, ids, ("lane", map_id), dy)
        case Step() if dx and record.place is not None:
            return _nudge_step(snapshot, map_id, record, dx)
        case Point() if dy:
            return points.raised(snapshot, ids, -dy)
    return None


def _shift(
    snapshot: Snapshot, ids: tuple[str, ...], key: tuple[str, str], by: int
) -> Command | None:
    there = snapshot.children.get(key, ())
    chosen = [child for child in there if child in ids]
    if not chosen:
        return None
    first = there.index(chosen[0]) + by
    return Move(ids=tuple(chosen), under=key[1:], at=first) if first >= 0 else None


def _nudge_step(snapshot: Snapshot, map_id: str, step: Step, by: int) -> Command | None:
    """Within its stage, and over its edge into the neighbouring stage."""
    assert step.place is not None, "the caller has checked"
    siblings = [each.id for each in snapshot.steps(step.place.stage)]
    at = siblings.index(step.id) + by
    if 0 <= at < len(siblings):
        return Move(ids=(step.id,), under=(step.place.stage,), at=at)
    stages = [stage.id for stage in snapshot.stages(map_id)]
    other = stages.index(step.place.stage) + by
    if not 0 <= other < len(stages):
        return None
    return Move(ids=(step.id,), under=(stages[other],), at=0 if by > 0 else None)


def _nudge_cards(
    snapshot: Snapshot, map_id: str, ids: tuple[str, ...], dx: int, dy: int
) -> Command | None:
    """Up and down within the cell and over its edge to the next lane; left and right by step."""
    card = snapshot.get(Card, ids[-1])
    if card is None or card.place is None:
        return None
    lane, step, _ = card.place
    steps = [s.id for stage in snapshot.stages(map_id) for s in snapshot.steps(stage.id)]
    lanes = [each.id for each in snapshot.lanes(map_id) if takes_cards(snapshot, each.id)]
    if step not in steps or lane not in lanes:
        return None
    if dy and len(ids) == 1:
        siblings = [each.id for each in snapshot.cards(lane, step)]
        at = siblings.index(card.id) + dy
        if 0 <= at < len(siblings):
            return Move(ids=ids, under=(lane, step), at=at)
    column, row = steps.index(step) + dx, lanes.index(lane) + dy
    if not (0 <= column < len(steps) and 0 <= row < len(lanes)):
        return None
    return Move(ids=ids, under=(lanes[row], steps[column]), at=0 if dy > 0 else None)
