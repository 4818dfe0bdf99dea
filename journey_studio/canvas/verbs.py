# SPDX-License-Identifier: Apache-2.0
"""What a person asks of the canvas by key or button, as commands for what is selected."""

from journey_studio.canvas.selection import CellKey
from journey_studio.i18n import t
from journey_studio.layout.scene import plain_kind
from journey_studio.model.commands import Add, Delete
from journey_studio.model.ids import kind_of
from journey_studio.model.kinds import CARDLESS, CardKind, LaneKind
from journey_studio.model.records import Lane, Step
from journey_studio.model.snapshot import Snapshot


def card_kind(snapshot: Snapshot, lane_id: str) -> CardKind:
    """The kind of a new card in this lane: that of the lane where there is one."""
    lane = snapshot.get(Lane, lane_id)
    return plain_kind(lane) if lane is not None else "text"


def takes_cards(snapshot: Snapshot, lane_id: str) -> bool:
    """Whether cards belong in this lane; dividers, curves and arcs have none."""
    lane = snapshot.get(Lane, lane_id)
    return lane is not None and lane.kind not in CARDLESS


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
