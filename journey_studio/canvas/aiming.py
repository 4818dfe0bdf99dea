# SPDX-License-Identifier: Apache-2.0
"""Where a paste goes: never nowhere, as long as the map has a cell."""

from typing import TYPE_CHECKING

from journey_studio.canvas import verbs
from journey_studio.canvas.receiving import Target, index_in
from journey_studio.canvas.selection import CellKey, Selection
from journey_studio.layout.display import Board
from journey_studio.layout.geometry import Point
from journey_studio.model.commands import Spot
from journey_studio.model.records import Card, Lane, Stage, Step
from journey_studio.model.records import Point as CurvePoint
from journey_studio.model.snapshot import Snapshot

if TYPE_CHECKING:  # the clipboard's form is imported when it is used
    from journey_studio.model.fragments import Fragment


def aim(
    snapshot: Snapshot, board: Board, selection: Selection, touched: CellKey | None, middle: Point
) -> Target | None:
    """The card or cell a paste starts from, a curve's too; None where the map has no cell.

    What is selected; else the cell the keyboard is at or was `touched` last; else the one nearest
    to the `middle` of the view.
    """
    card = snapshot.get(Card, selection.ids[-1] if selection.ids else None)
    if card is not None and card.place is not None:
        return Target((card.place.lane, card.place.step), card.id)
    lanes = [row.lane for row in board.rows]
    steps = [column.step for column in board.columns if column.step]
    here = _selected(snapshot, selection, steps) or selection.cell or touched or ("", "")
    near = _nearest(board, middle)
    lane = here[0] if here[0] in lanes else near[0] if near else ""
    step = here[1] if here[1] in steps else near[1] if near else ""
    return Target((lane, step)) if lane and step else None


def _selected(snapshot: Snapshot, selection: Selection, steps: list[str]) -> CellKey | None:
    """The cell that a selected head or point stands for, "" for the side it says nothing of."""
    record = snapshot.records.get(selection.ids[-1]) if selection.ids else None
    match record:
        case Lane():
            return record.id, ""
        case Step():
            return "", record.id
        case Stage():
            inside = [step.id for step in snapshot.steps(record.id)]
            return "", next((step for step in inside if step in steps), "")
        case CurvePoint() if record.lane and record.step:
            return record.lane, record.step
    return None


def _nearest(board: Board, middle: Point) -> CellKey | None:
    rows, columns = board.rows, [column for column in board.columns if column.step]
    if not rows or not columns:
        return None
    row = min(rows, key=lambda one: _away(middle.y, one.y, one.h))
    column = min(columns, key=lambda one: _away(middle.x, one.x, one.w))
    return row.lane, column.step


def _away(at: float, start: float, length: float) -> float:
    return max(start - at, at - start - length, 0.0)


def for_cards(snapshot: Snapshot, map_id: str, target: Target) -> Target | None:
    """The target itself, or where its lane takes no cards the nearest lane that does."""
    lanes = snapshot.lanes(map_id)
    ids = [lane.id for lane in lanes]
    if target.cell[0] not in ids:
        return target if verbs.takes_cards(snapshot, target.cell[0]) else None
    at = ids.index(target.cell[0])
    around = sorted(range(len(ids)), key=lambda n: (abs(n - at), n < at))
    found = next((ids[n] for n in around if verbs.takes_cards(snapshot, ids[n])), None)
    if found is None or found == target.cell[0]:
        return target if found else None
    return Target((found, target.cell[1]))


def spot_of(
    snapshot: Snapshot, map_id: str, fragment: "Fragment", target: Target | None, chosen: str = ""
) -> Spot:
    """Where a fragment goes: behind what it was aimed at, at the end of a map without cells.

    `chosen` is what is selected: steps pasted on a stage go into it, stages behind it.
    """
    lane, step = target.cell if target is not None else ("", "")
    if fragment.kind == "card":
        found = for_cards(snapshot, map_id, target) if target is not None else None
        if found is None:
            return Spot(map_id, None, step or None)
        at = index_in(snapshot, found) if found.cell == (lane, step) else None
        return Spot(map_id, found.cell[0], step, at=at)
    if fragment.kind == "lane":
        return Spot(map_id, at=_behind([each.id for each in snapshot.lanes(map_id)], lane))
    stage, into = snapshot.get(Stage, chosen), None
    if stage is None:
        place = getattr(snapshot.get(Step, step), "place", None)
        stage = snapshot.get(Stage, place.stage if place else None)
        into = _behind([each.id for each in snapshot.steps(stage.id)], step) if stage else None
    if fragment.kind == "step":
        return Spot(map_id, stage=stage.id if stage else None, at=into)
    stages = [each.id for each in snapshot.stages(map_id)]
    return Spot(map_id, at=_behind(stages, stage.id if stage else ""))


def _behind(siblings: list[str], one: str) -> int | None:
    return siblings.index(one) + 1 if one in siblings else None
