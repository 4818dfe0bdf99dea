# SPDX-License-Identifier: Apache-2.0
"""Adding cards, stages, steps and lanes where the hands are: each begins as words being written."""

from journey_studio.canvas import verbs, writing
from journey_studio.canvas.selection import CellKey, Selection
from journey_studio.canvas.writing import Subject
from journey_studio.errors import JourneyError
from journey_studio.i18n import t
from journey_studio.layout.display import Board
from journey_studio.model.kinds import CardKind, LaneKind
from journey_studio.model.records import Card, Lane, Stage, Step
from journey_studio.model.snapshot import Snapshot

Place = tuple[CellKey, int | None]


def _chosen(selection: Selection) -> str | None:
    return selection.ids[-1] if selection.ids else None


def place_for_card(snapshot: Snapshot, board: Board, selection: Selection) -> Place:
    """Below the selected card, at the end of the cell, or in the first cell cards belong in:
    of the selected stage, step or lane, or else of the map.

    Raises JourneyError where there is no such cell.
    """
    card = snapshot.get(Card, _chosen(selection))
    if card is not None and card.place is not None:
        cell = (card.place.lane, card.place.step)
        return cell, snapshot.cards(*cell).index(card) + 1
    if selection.cell is not None:
        return selection.cell, None
    lanes = [row.lane for row in board.rows if verbs.takes_cards(snapshot, row.lane)]
    columns = [column for column in board.columns if column.step]
    if not lanes or not columns:
        raise JourneyError(t("canvas.no_cell"))
    chosen = _chosen(selection)
    within = [each.step for each in columns if chosen in (each.step, each.stage)]
    lane = chosen if chosen in lanes else lanes[0]
    return (lane, within[0] if within else columns[0].step), None


def new_card(
    snapshot: Snapshot, cell: CellKey, at: int | None, kind: CardKind | None = None
) -> Subject:
    """Writing on a new card; JourneyError where its lane takes none."""
    if not verbs.takes_cards(snapshot, cell[0]):
        raise JourneyError(t("canvas.no_cards_here"))
    return writing.on_new(verbs.new_card(snapshot, cell, at, kind))


def new_stage(snapshot: Snapshot, map_id: str, selection: Selection) -> Subject:
    """Writing on a new stage behind the selected one."""
    chosen = _chosen(selection)
    step = snapshot.get(Step, chosen) or snapshot.get(Step, _step_of(selection))
    after = step.place.stage if step is not None and step.place else chosen
    return writing.on_new_stage(snapshot, map_id, after)


def new_step(snapshot: Snapshot, map_id: str, selection: Selection) -> Subject:
    """Writing on a new step behind the selected one; on a new stage where there is none."""
    chosen = snapshot.get(Step, _chosen(selection)) or snapshot.get(Stage, _chosen(selection))
    after = chosen.id if chosen is not None else _step_of(selection)
    step = verbs.new_step(snapshot, map_id, after)
    return new_stage(snapshot, map_id, selection) if step is None else writing.on_new(step)


def new_lane(snapshot: Snapshot, map_id: str, selection: Selection, kind: LaneKind) -> Subject:
    """Writing on a new lane of a kind below the selected one."""
    lane = snapshot.get(Lane, _chosen(selection))
    cell = selection.cell
    after = lane.id if lane is not None else cell[0] if cell else None
    return writing.on_new(verbs.new_lane(snapshot, map_id, after, kind))


def _step_of(selection: Selection) -> str | None:
    return selection.cell[1] if selection.cell else None
