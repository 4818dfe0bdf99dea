# SPDX-License-Identifier: Apache-2.0
"""Pulling the edges of columns, rows and cards to another size.

Everything selected that has the same kind of edge gets the size the pulled edge shows. Sizes snap
to the grid and to those of the neighbours; with Alt held they do not.
"""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter

from journey_studio.canvas import sizing
from journey_studio.canvas.bubble import Bubble, beside, words_bubble
from journey_studio.canvas.camera import body_box
from journey_studio.canvas.overlay import paint_ring
from journey_studio.canvas.tools.base import Canvas, Pointer
from journey_studio.canvas.tools.pull import Pull, on_body
from journey_studio.i18n import t
from journey_studio.layout.display import Board
from journey_studio.layout.edges import Edge
from journey_studio.layout.geometry import Box, Point
from journey_studio.layout.hit import group_box
from journey_studio.model.commands import Edit
from journey_studio.model.commands.base import name_of
from journey_studio.model.records import Card
from journey_studio.paint.qt import pen

_REACH = 6.0  # view px within which the size of a neighbour is taken
_MARK = 3.5  # view px, half the height of the ends of a measure
_INSIDE = 6.0  # view px from the edge of the heads to a measure
_BESIDE = 10.0  # view px that the cursor covers on both sides of an edge
_SCROLL = 6.0  # view px from the edge of the body in which it scrolls
_SAME = 0.01


def _sizes(board: Board, *, across: bool) -> dict[str, tuple[float, float]]:
    """Where columns, or rows, begin, and how large they are; without collapsed stages."""
    if across:
        return {column.step: (column.x, column.w) for column in board.columns if column.step}
    return {row.lane: (row.y, row.h) for row in board.rows}


class Resize(Pull):
    """Pulls the right edge of a column or the bottom edge of a row."""

    glides = False  # what is pulled stays with the mouse

    def __init__(self, canvas: Canvas, edge: Edge, start: Pointer) -> None:
        super().__init__(canvas, start)
        snapshot, board = canvas.showing.snapshot, canvas.showing.settled
        self._across = edge.what == "column"
        shape = Qt.CursorShape
        self.cursor = shape.SplitHCursor if self._across else shape.SplitVCursor
        self._pulled = edge.id
        self._sizes = _sizes(board, across=self._across)
        chosen = sizing.together(snapshot, canvas.selection.ids, edge.id)
        self._ids = tuple(i for i in chosen if i in self._sizes)
        if not self._across:
            self._ids = tuple(i for i in self._ids if sizing.has_height(snapshot, i))
            self._needed = sizing.natural(canvas.showing, self._ids)
        begin, size = self._sizes[edge.id]
        end = begin + size
        # Those before the edge grow as well, and push it on.
        growing = [s for i in self._ids for b, s in (self._sizes[i],) if b <= begin]
        self._grow = max(len(growing), 1)
        self._fixed = end - sum(growing)
        self._hold = self._along(on_body(canvas, start)) - end

    def _along(self, point: Point) -> float:
        return point.x if self._across else point.y

    def pull(self, pointer: Pointer) -> None:
        """Show the columns or rows as large as the mouse says."""
        end = self._along(on_body(self.canvas, pointer)) - self._hold
        size = (end - self._fixed) / self._grow
        showing = self.canvas.showing
        if self.free:
            size = float(round(size))
        else:
            others = [s for i, (_, s) in self._sizes.items() if i not in self._ids]
            size = sizing.snapped(size, others, _REACH / self.canvas.camera.zoom)
        if self._across:
            width = sizing.width_for(size, showing.theme.grid)
            sizes = [(i, width) for i in self._ids]
        else:
            sizes = [(i, sizing.height_for(size, self._needed[i])) for i in self._ids]
        self.show(sizing.sized(showing.snapshot, sizes))

    def _scroll_at(self) -> tuple[float, float]:
        """Only along what is pulled, and only at the very edge: edges may lie close to it."""
        canvas = self.canvas
        body = body_box(canvas.board, canvas.camera, *canvas.view_size)
        inner, (x, y), (middle, centre) = body.inset(_SCROLL, _SCROLL), self._at, body.centre
        if self._across:
            return (middle if inner.x < x < inner.right else x), centre
        return middle, (centre if inner.y < y < inner.bottom else y)

    @property
    def seen(self) -> Box:
        """What is being pulled, on the board on show."""
        begin, size = _sizes(self.canvas.board, across=self._across)[self._pulled]
        if self._across:
            return Box(begin, 0, size, self.canvas.board.height)
        return Box(0, begin, self.canvas.board.width, size)

    def equals(self) -> list[str]:
        """The neighbours that are as large as what is pulled."""
        now = _sizes(self.canvas.board, across=self._across)
        size = now[self._pulled][1]
        return [i for i, (_, s) in now.items() if i not in self._ids and abs(s - size) < _SAME]

    # What is seen

    def paint(self, painter: QPainter) -> None:
        """A line along the edge through the whole map, measures, and the size in px."""
        canvas, theme = self.canvas, self.canvas.showing.theme
        width, height = canvas.view_size
        body = body_box(canvas.board, canvas.camera, width, height)
        at = self._edge()
        painter.setPen(pen(theme.colours.accent, 1.5))
        if self._across and at >= body.x:
            painter.drawLine(QPointF(at, 0), QPointF(at, height))
        elif not self._across and at >= body.y:
            painter.drawLine(QPointF(0, at), QPointF(width, at))
        for record in (self._pulled, *self.equals()):
            self._paint_measure(painter, record, body)
        bubble = self.bubble()
        box = self.bubble_box(bubble)
        bubble.paint(painter, canvas.frames.painter, theme, box.x, box.y)

    def _edge(self) -> float:
        """Where the edge is in the view."""
        corner = self.canvas.camera.to_view(self.seen.right, self.seen.bottom)
        return corner.x if self._across else corner.y

    def _paint_measure(self, painter: QPainter, record: str, body: Box) -> None:
        """A fine double arrow as long as a column or a row, in its head."""
        canvas = self.canvas
        begin, size = _sizes(canvas.board, across=self._across)[record]
        camera = canvas.camera
        if self._across:
            low, high = camera.to_view(begin, 0).x, camera.to_view(begin + size, 0).x
            low, high, level = max(low, body.x) + 3, high - 3, body.y - _INSIDE
        else:
            low, high = camera.to_view(0, begin).y, camera.to_view(0, begin + size).y
            low, high, level = max(low, body.y) + 3, high - 3, body.x - _INSIDE
        if high - low < 4 * _MARK or level < 0:
            return
        parts = [(low, level, high, level)]
        for end in (low, high):
            parts.append((end, level - _MARK, end, level + _MARK))
        theme = canvas.showing.theme
        painter.setPen(pen(theme.colours.accent, 1))
        for a, b, c, d in parts:
            ends = (
                (QPointF(a, b), QPointF(c, d)) if self._across else (QPointF(b, a), QPointF(d, c))
            )
            painter.drawLine(*ends)

    def bubble(self) -> Bubble:
        """The size in words: in px, and which neighbour has the same."""
        snapshot = self.canvas.showing.snapshot
        seen = self.seen
        size = round(seen.w if self._across else seen.h)
        title = t("canvas.bubble.size", count=size)
        more = ""
        same = self.equals()
        if same and self._command is not None:
            order = list(self._sizes)
            here = order.index(self._pulled)
            nearest = min(same, key=lambda i: abs(order.index(i) - here))
            record = snapshot.records.get(nearest)
            name = name_of(record) if record is not None else ""
            more = t("canvas.bubble.equal", name=name) if name else t("canvas.bubble.equal_unnamed")
        elif self._is_automatic():
            more = t("canvas.bubble.automatic")
        return words_bubble(self.canvas.showing.theme, title, more)

    def _is_automatic(self) -> bool:
        command = self._command
        if isinstance(command, Edit):
            return not command.values.get("width", command.values.get("height"))
        return False

    def bubble_box(self, bubble: Bubble) -> Box:
        """Where the bubble is seen in the view: beside the edge, off the names in the heads."""
        canvas, at = self.canvas, self._edge()
        body = body_box(canvas.board, canvas.camera, *canvas.view_size)
        x, y = self._at
        if self._across:
            spot = Box(at - _BESIDE, max(y, body.y + 2 * _BESIDE + _INSIDE), 2 * _BESIDE, 0)
        else:
            spot = Box(max(x - _BESIDE, body.x - _BESIDE), at, 2 * _BESIDE, 0)
        place = beside(bubble.w, bubble.h, spot, Point(x, y), Box(0, 0, *canvas.view_size))
        return Box(place.x, place.y, bubble.w, bubble.h)


class Stretch(Pull):
    """Pulls the right edge of a card over more or fewer steps."""

    cursor = Qt.CursorShape.SplitHCursor

    def __init__(self, canvas: Canvas, card: Card, edge: Edge, start: Pointer) -> None:
        super().__init__(canvas, start)
        self._card = card
        self._hold = on_body(canvas, start).x - edge.box.right
        self.span = card.span

    def pull(self, pointer: Pointer) -> None:
        """Show the card over the steps up to the mouse."""
        showing = self.canvas.showing
        x = on_body(self.canvas, pointer).x - self._hold
        span = sizing.span_to(showing.snapshot, showing.settled, self._card, x)
        if span == self.span:
            return
        self.span = span
        same = span == self._card.span
        self.show(None if same else Edit(id=self._card.id, values={"span": span}))

    def paint(self, painter: QPainter) -> None:
        """A ring around the card, and over how many steps it reaches."""
        canvas, theme = self.canvas, self.canvas.showing.theme
        box = group_box(canvas.board, self._card.id)
        if box is None:
            return
        painter.save()
        canvas.enter(painter, box)
        paint_ring(painter, theme, canvas.camera, box)
        painter.restore()
        bubble = words_bubble(theme, t("canvas.bubble.span", count=self.span))
        at = self.bubble_at(bubble)
        bubble.paint(painter, canvas.frames.painter, theme, at.x, at.y)

    def bubble_at(self, bubble: Bubble) -> Point:
        """Where the bubble is seen in the view."""
        spot = Box(self._at[0] - _BESIDE, self._at[1], 2 * _BESIDE, 0)
        view = Box(0, 0, *self.canvas.view_size)
        return beside(bubble.w, bubble.h, spot, Point(*self._at), view)


def reset(canvas: Canvas, edge: Edge) -> None:
    """Back to the automatic size: the width of the theme, the height of the content."""
    if not canvas.may_write():
        return
    snapshot = canvas.showing.snapshot
    if edge.what == "card":
        card = snapshot.get(Card, edge.id)
        if card is not None and card.span > 1:
            canvas.apply(Edit(id=card.id, values={"span": 1}))
        return
    chosen = sizing.together(snapshot, canvas.selection.ids, edge.id)
    command = sizing.sized(snapshot, [(i, 0.0) for i in chosen])
    if command is not None:
        canvas.apply(command)
