# SPDX-License-Identifier: Apache-2.0
"""Dragging something new onto the map: a card of a kind, a stage, a step, a lane of a kind.

Where it lies over the map, the map shows what it would become there; dropping it begins the writing
on just that. Nothing is stored before something is written.
"""

from dataclasses import replace
from typing import NamedTuple

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QPainter

from journey_studio.canvas import verbs, writing
from journey_studio.canvas.overlay import paint_gap
from journey_studio.canvas.tools.autoscroll import Autoscroll
from journey_studio.canvas.tools.base import Canvas, Pointer
from journey_studio.canvas.writing import Subject
from journey_studio.i18n import t
from journey_studio.layout.display import Board, Column
from journey_studio.layout.far_places import seen_box
from journey_studio.layout.geometry import Box
from journey_studio.layout.hit import column_at, gap_at, group_box, row_at
from journey_studio.model.commands import Add, CommandError
from journey_studio.model.ids import new_id
from journey_studio.model.kinds import CARD_KINDS, LANE_KINDS
from journey_studio.model.snapshot import Snapshot

FORMAT = "application/x-journey-studio-new"
_KINDS = {
    "card": CARD_KINDS,
    "stage": ("",),
    "step": ("",),
    "lane": LANE_KINDS,
}


class Item(NamedTuple):
    """Something new: the kind of record, and which kind of card or lane, "" for the others."""

    kind: str
    of: str = ""


def packed(item: Item) -> QMimeData:
    """The item as it is dragged."""
    mime = QMimeData()
    mime.setData(FORMAT, "/".join(item).encode())
    return mime


def item_in(mime: QMimeData) -> Item | None:
    """The item that is being dragged; None where it is something else."""
    if not mime.hasFormat(FORMAT):
        return None
    kind, _, of = bytes(mime.data(FORMAT).data()).decode(errors="replace").partition("/")
    return Item(kind, of) if of in _KINDS.get(kind, ()) else None


class Ids(NamedTuple):
    """The ids of what a drag makes, the same wherever it lands.

    A step that is dropped where there is no stage yet brings one along: then `stage` is written on.
    """

    new: str
    stage: str
    first: str


class Landing(NamedTuple):
    """Where an item would land, and the writing that begins there."""

    place: tuple[object, ...]
    subject: Subject


def landing_of(
    snapshot: Snapshot, board: Board, map_id: str, item: Item, ids: Ids, x: float, y: float
) -> Landing | None:
    """Where an item would land at a point of the document's own board; None where it cannot."""
    match item.kind:
        case "card":
            gap = gap_at(board, x, y, frozenset())
            if gap is None:
                return None
            cell = (gap.lane, gap.step)
            card = verbs.new_card(snapshot, cell, gap.index, item.of)  # type: ignore[arg-type]
            return _landing((*cell, gap.index), card, ids)
        case "lane":
            at = _lane_at(snapshot, board, map_id, y)
            lane = verbs.new_lane(snapshot, map_id, None, item.of)  # type: ignore[arg-type]
            return _landing((at,), replace(lane, at=at), ids)
        case "step":
            found = _step_at(snapshot, board, map_id, x)
            if found is not None:
                stage, place = found
                values = {"title": t("canvas.new.step")}
                step = Add(kind="step", under=(stage,), at=place, values=values)
                return _landing(found, step, ids)
    at = _stage_at(snapshot, board, map_id, x)
    stage_new, first = verbs.new_stage(snapshot, map_id, None)
    stage_new = replace(stage_new, at=at, id=ids.stage)
    first = replace(first, under=(ids.stage,), id=ids.first)
    return Landing((at,), writing.on_new_with(snapshot, stage_new, first))


def _landing(place: tuple[object, ...], added: Add, ids: Ids) -> Landing:
    return Landing(place, writing.on_new(replace(added, id=ids.new)))


def _behind(at: float, start: float, length: float) -> bool:
    return at > start + length / 2


def _lane_at(snapshot: Snapshot, board: Board, map_id: str, y: float) -> int:
    """Above the lane at this height or below it, whichever edge is nearer."""
    lanes = [lane.id for lane in snapshot.lanes(map_id)]
    row = row_at(board, y)
    if row < 0:
        return 0 if board.rows and y < board.rows[0].y else len(lanes)
    found = board.rows[row]
    if found.lane not in lanes:
        return len(lanes)
    return lanes.index(found.lane) + _behind(y, found.y, found.h)


def _column(board: Board, x: float) -> Column | None:
    """The column at an x, the first or the last one beside the map."""
    if not board.columns:
        return None
    at = column_at(board, x)
    if at < 0:
        at = 0 if x < board.columns[0].x else -1
    return board.columns[at]


def _step_at(
    snapshot: Snapshot, board: Board, map_id: str, x: float
) -> tuple[str, int | None] | None:
    """The stage and the place in it for a new step; None where there is no stage yet."""
    stages = [stage.id for stage in snapshot.stages(map_id)]
    column = _column(board, x)
    if column is None or column.stage not in stages:
        return (stages[-1], None) if stages else None
    steps = [step.id for step in snapshot.steps(column.stage)]
    if column.step not in steps:
        return column.stage, None
    return column.stage, steps.index(column.step) + _behind(x, column.x, column.w)


def _stage_at(snapshot: Snapshot, board: Board, map_id: str, x: float) -> int:
    """Before the stage at an x or behind it, whichever edge is nearer."""
    stages = [stage.id for stage in snapshot.stages(map_id)]
    column = _column(board, x)
    if column is None or column.stage not in stages:
        return len(stages)
    own = [each for each in board.columns if each.stage == column.stage]
    start, end = own[0].x, own[-1].x + own[-1].w
    return stages.index(column.stage) + _behind(x, start, end - start)


class Dropping:
    """An item on its way over one canvas."""

    def __init__(self, canvas: Canvas, item: Item) -> None:
        self.item = item
        self._canvas = canvas
        self._ids = Ids(new_id(item.kind), new_id("stage"), new_id("step"))
        self._landing: Landing | None = None
        self._at = (0.0, 0.0)
        self._autoscroll = Autoscroll(canvas, self._follow)

    @property
    def lands(self) -> bool:
        """Whether it would land where it is."""
        return self._landing is not None

    def move(self, pointer: Pointer) -> None:
        """Show what it would become here."""
        self._at = (pointer.view_x, pointer.view_y)
        showing = self._canvas.showing
        found = landing_of(
            showing.snapshot,
            showing.settled,
            showing.map_id,
            self.item,
            self._ids,
            pointer.x,
            pointer.y,
        )
        before, shown = self._landing, showing.previewed
        same = before is not None and found is not None and before.place == found.place
        if not same or not shown:
            self._landing = found
            self._show()
        self._autoscroll.follow(*self._scroll_at())

    def _scroll_at(self) -> tuple[float, float]:
        """Columns scroll the map sideways only, rows up and down only."""
        wide, high = self._canvas.view_size
        match self.item.kind:
            case "stage" | "step":
                return self._at[0], high / 2
            case "lane":
                return wide / 2, self._at[1]
        return self._at

    def _follow(self) -> None:
        self.move(self._canvas.pointer_at(*self._at))

    def _show(self) -> None:
        showing = self._canvas.showing
        before = showing.board
        showing.settle()
        if self._landing is not None:
            subject = self._landing.subject
            try:
                showing.preview(subject.command(subject.words))
            except CommandError:
                self._landing = None
                showing.settle()
        self._canvas.glide(before)

    def leave(self) -> Subject | None:
        """It goes elsewhere, or it was dropped: the map is as it was, the result what to write."""
        self._autoscroll.stop()
        before = self._canvas.board
        self._canvas.showing.settle()
        self._canvas.glide(before)
        landing, self._landing = self._landing, None
        return landing.subject if landing is not None else None

    def boxes(self) -> list[Box]:
        """What would be new, in board px: a card, or the head and the body of the rest."""
        if self._landing is None:
            return []
        board, new = self._canvas.board, self._landing.subject.record
        head = group_box(board, new)
        if head is None or self.item.kind == "card":
            return [] if head is None else [head]
        if self.item.kind == "lane":
            rows = [row for row in board.rows if row.lane == new]
            wide = board.width - board.head_width
            return [head, *(Box(board.head_width, row.y, wide, row.h) for row in rows)]
        columns = [each for each in board.columns if new in (each.step, each.stage)]
        high = board.height - board.head_height
        return [head, *(Box(each.x, board.head_height, each.w, high) for each in columns)]

    def paint(self, painter: QPainter) -> None:
        """The place that has opened."""
        canvas = self._canvas
        for box in self.boxes():
            painter.save()
            canvas.enter(painter, box)
            seen = seen_box(canvas.board, canvas.camera.zoom, box)
            paint_gap(painter, canvas.showing.theme, canvas.camera, seen)
            painter.restore()
