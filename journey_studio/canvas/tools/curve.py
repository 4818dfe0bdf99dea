# SPDX-License-Identifier: Apache-2.0
"""Dragging a point of a curve up and down, or a new one out of an empty place.

The curve follows live: the tool shows the preview of the value the mouse stands for, and the
release carries out the same command. Since the words at the highest and lowest points take room in
the row, a value may lie elsewhere on each preview; the mouse stands for the value whose point is
nearest to it.
"""

from dataclasses import replace

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter

from journey_studio.canvas import points
from journey_studio.canvas.bubble import Bubble, beside, value_bubble
from journey_studio.canvas.selection import only
from journey_studio.canvas.tools.base import Canvas, Pointer
from journey_studio.canvas.tools.pull import Pull, on_body
from journey_studio.layout.curve_lanes import LevelsKey, PointKey
from journey_studio.layout.display import Board
from journey_studio.layout.geometry import Box
from journey_studio.layout.geometry import Point as Spot
from journey_studio.layout.hit import cell_box, find_placed, group_box, value_at
from journey_studio.layout.scene import Scene
from journey_studio.layout.theme import PersonaLook, faded
from journey_studio.model.commands.points import point_id
from journey_studio.model.records import Lane, Point
from journey_studio.paint.qt import pen

_TICK = 4.0  # view px, half the length of a mark on the scale


class PullPoint(Pull):
    """Sets the value of one point; `at` is the cell, and whose point it is."""

    cursor = Qt.CursorShape.SizeVerCursor

    def __init__(self, canvas: Canvas, at: tuple[str, str, str | None], start: Pointer) -> None:
        super().__init__(canvas, start)
        self._lane, self._step, self._persona = at
        self.id = point_id(*at)
        settled = canvas.showing.settled
        box, at_start = group_box(settled, self.id), on_body(canvas, start)
        # A point that is pressed beside its middle does not jump there.
        near = box is not None and abs(box.centre.x - at_start.x) <= box.w
        self._hold = at_start.y - box.centre.y if box is not None and near else 0.0
        snapshot = canvas.showing.snapshot
        self._before = points.at_step(snapshot, *at)
        self._new = points.new_at(snapshot, *at, 0.0)
        lane = snapshot.get(Lane, self._lane)
        self._kind = lane.kind if lane is not None else "curve"
        several = len(points.personas_in(snapshot, self._lane)) > 1
        told = several or (not self._before and self._persona)
        self._whose = points.whose(snapshot, self._persona) if told else ""
        self._heights: dict[float, float] = {}  # where a value lies on its own preview
        self._shown: float | None = None  # the value on the board on show
        self.value: float | None = self._before.value if self._before else None

    # The mouse

    def pull(self, pointer: Pointer) -> None:
        """Show the curve with the value the mouse stands for."""
        value = self._value_under(on_body(self.canvas, pointer).y - self._hold)
        if value is not None:
            self.value = value
            self._try(value)

    def _scroll_at(self) -> tuple[float, float]:
        """Only up and down: sideways there is nothing to set."""
        return self.canvas.view_size[0] / 2, self._at[1]

    def _value_under(self, y: float) -> float | None:
        """The value of the scale whose point lies nearest to a height, or any value near it."""
        guess = value_at(self.canvas.showing.settled, self._lane, y)
        if guess is None:
            return None
        best = points.snapped(guess)
        ends = _levels(self.canvas.showing.settled, self._lane)
        # Half a step away at most: no other value is nearer, and none has to be laid out.
        close = (ends[1] - ends[0]) * points.STEP / 4 if ends is not None else 0.0
        for by in (1, -1):
            if abs(self._height(best) - y) <= close:
                break
            other = points.stepped(best, by)
            while abs(self._height(other) - y) < abs(self._height(best) - y):
                best, other = other, points.stepped(other, by)
        if not self.free:
            return best
        self._try(best)
        exact = value_at(self.canvas.board, self._lane, y)
        half = points.STEP / 2
        return round(min(max(exact or 0.0, best - half), best + half), 2) + 0.0

    def _height(self, value: float) -> float:
        """Where on the board the point lies when it has a value."""
        found = self._heights.get(value)
        if found is None:
            self._try(value)
            box = group_box(self.canvas.board, self.id)
            found = self._heights[value] = box.centre.y if box is not None else 0.0
        return found

    def _try(self, value: float) -> None:
        """Show the board with this value, unless it does already."""
        if value == self._shown:
            return
        self._shown = value
        same = self._before is not None and self._before.value == value
        self.show(None if same else replace(self._new, value=value))

    def done(self) -> None:
        """The point stays selected, so that its words can be written."""
        self.canvas.select(only(self.id, (self._lane, self._step)))

    # What is seen

    def paint(self, painter: QPainter) -> None:
        """The scale along the column, and the value beside the point."""
        if self.value is None:
            return
        canvas = self.canvas
        placed = find_placed(canvas.board, self.id)
        key = placed.group.key if placed is not None else None
        if placed is None or not isinstance(key, PointKey):
            return
        painter.save()
        canvas.enter(painter, placed.box)
        self._paint_scale(painter, placed.box.centre.x, key.look)
        painter.restore()
        bubble = self.bubble(key.scene, key.look)
        bubble.paint(
            painter, canvas.frames.painter, canvas.showing.theme, *self.bubble_box(bubble)[:2]
        )

    def bubble(self, scene: Scene, look: PersonaLook) -> Bubble:
        """The value in words."""
        return value_bubble(scene, self._kind, self.value or 0.0, look, self._whose)

    def bubble_box(self, bubble: Bubble) -> Box:
        """Where the bubble is seen in the view."""
        canvas = self.canvas
        found = group_box(canvas.board, self.id)
        spot = canvas.view_box(found) if found is not None else Box(*self._at, 0, 0)
        view = Box(0, 0, *canvas.view_size)
        at = beside(bubble.w, bubble.h, spot, Spot(*self._at), view)
        return Box(at.x, at.y, bubble.w, bubble.h)

    def _paint_scale(self, painter: QPainter, x: float, look: PersonaLook) -> None:
        """A fine line through the point with a mark at each step of the scale."""
        ends = _levels(self.canvas.board, self._lane)
        if ends is None:
            return
        camera = self.canvas.camera
        top, bottom = camera.to_view(x, ends[0]), camera.to_view(x, ends[1])
        theme = self.canvas.showing.theme
        tint = theme.colours.arc if self._kind == "arc" else look.colour
        painter.setPen(pen(faded(tint, 0.4), 1))
        painter.drawLine(QPointF(*top), QPointF(*bottom))
        steps = round(2 / points.STEP)
        for n in range(steps + 1):
            y = top.y + (bottom.y - top.y) * n / steps
            half = _TICK if n % 2 == 0 else _TICK / 2
            painter.drawLine(QPointF(top.x - half, y), QPointF(top.x + half, y))


def _levels(board: Board, lane: str) -> tuple[float, float] | None:
    """Where on the board the highest and the lowest level of a lane lie."""
    row = points.row_of(board, lane)
    for group in row.groups if row is not None else ():
        if row is not None and isinstance(group.key, LevelsKey):
            (high, _), *_, (low, _) = group.key.levels
            return row.y + high, row.y + low
    return None


def pull_point(canvas: Canvas, point_of: str, start: Pointer) -> PullPoint | None:
    """The gesture on a point that is there; None where it has gone meanwhile."""
    point = canvas.showing.snapshot.get(Point, point_of)
    if point is None or point.lane is None or point.step is None:
        return None
    return PullPoint(canvas, (point.lane, point.step, point.persona), start)


def pull_new_point(canvas: Canvas, lane: str, step: str, start: Pointer) -> PullPoint:
    """The gesture at an empty place of a curve lane."""
    snapshot, map_id = canvas.showing.snapshot, canvas.showing.map_id
    persona = points.persona_for(snapshot, map_id, lane, step, canvas.selection)
    return PullPoint(canvas, (lane, step, persona), start)


def put_point(canvas: Canvas, lane: str, step: str, y: float | None = None) -> None:
    """Set a new point at a height of the board, or at the neutral level, and select it.

    Where nobody's point is missing, the first one is selected instead.
    """
    snapshot, map_id = canvas.showing.snapshot, canvas.showing.map_id
    persona = points.persona_for(snapshot, map_id, lane, step, canvas.selection)
    record_id = point_id(lane, step, persona)
    if points.at_step(snapshot, lane, step, persona) is None:
        if not canvas.may_write():
            return
        value = value_at(canvas.board, lane, y) if y is not None else None
        wanted = points.snapped(value) if value is not None else points.NEUTRAL
        if not canvas.apply(points.new_at(snapshot, lane, step, persona, wanted)):
            return
    if cell_box(canvas.board, lane, step) is not None:
        canvas.select(only(record_id, (lane, step)))
