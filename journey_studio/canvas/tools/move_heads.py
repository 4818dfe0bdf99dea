# SPDX-License-Identifier: Apache-2.0
"""Dragging stages, steps and lanes by their heads.

The board shows at once what would come of it, whole columns or rows at their new place; the ghost
is only the head. Several selected heads of one kind go together.
"""

from collections.abc import Callable, Collection

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from journey_studio.canvas.camera import body_box
from journey_studio.canvas.ghosts import Ghost, make_head_ghost
from journey_studio.canvas.overlay import paint_landing, paint_seam
from journey_studio.canvas.pixmaps import bleed_of
from journey_studio.canvas.ranges import heads_like
from journey_studio.canvas.tools.base import Canvas, Pointer
from journey_studio.canvas.tools.pull import Pull
from journey_studio.layout import landing
from journey_studio.layout.display import Board
from journey_studio.layout.far_heads import heads_far
from journey_studio.layout.far_room import FAR
from journey_studio.layout.geometry import Box
from journey_studio.layout.hit import find_group, group_box
from journey_studio.layout.landing import Landing, Span
from journey_studio.model.commands import Move
from journey_studio.model.ids import kind_of

_LANDINGS: dict[str, Callable[[Board, float, Collection[str]], Landing | None]] = {
    "stage": landing.stage_landing,
    "step": landing.step_landing,
    "lane": landing.lane_landing,
}
_SPANS: dict[str, Callable[[Board], list[Span]]] = {
    "stage": landing.stages_of,
    "step": landing.steps_of,
    "lane": landing.lanes_of,
}
_BEYOND = 40.0  # view px that a line goes on beyond the view: nobody sees where it ends


class MoveHeads(Pull):
    """Drags the selected heads of one kind, held where `grabbed` was pressed."""

    cursor = Qt.CursorShape.ClosedHandCursor

    def __init__(self, canvas: Canvas, grabbed: str, start: Pointer) -> None:
        super().__init__(canvas, start)
        self.kind = kind_of(grabbed)
        board = canvas.board
        chosen = {*canvas.selection.ids, grabbed}
        self._ids = tuple(i for i in heads_like(board, self.kind) if i in chosen)
        self.hidden = frozenset(self._ids)
        group = find_group(board, grabbed)
        assert group is not None, "a head that was hit is on the board"
        self._group = group
        seen = canvas.view_box(group.box)
        self._hold = (start.view_x - seen.x, start.view_y - seen.y)
        self._zoom = canvas.camera.zoom
        self._place: Landing | None = None
        self._made: tuple[float, Ghost] | None = None

    @property
    def _down(self) -> bool:
        """Whether it goes up and down, as lanes do."""
        return self.kind == "lane"

    def move(self, pointer: Pointer) -> None:
        """Show what a release would do now; where that is the same, only the ghost has moved."""
        before, ghost = self.canvas.board, self.ghost_box
        self._at, self._modifiers = (pointer.view_x, pointer.view_y), pointer.modifiers
        self.pull(pointer)
        if self.canvas.board is not before:
            self.canvas.glide(before)
        else:
            self.canvas.refresh(ghost.united(self.ghost_box))
        self._autoscroll.follow(*self._scroll_at())

    def pull(self, pointer: Pointer) -> None:
        """Show the heads where the mouse is, or the map as it is where they cannot go."""
        canvas = self.canvas
        body = body_box(canvas.board, canvas.camera, *canvas.view_size)
        x = min(max(pointer.view_x, body.x), body.right - 1)
        y = min(max(pointer.view_y, body.y), body.bottom - 1)
        at = canvas.camera.to_board(x, y)
        showing = canvas.showing
        # In a collapsed stage they are not seen, and the others have closed up under the mouse.
        seen = group_box(showing.board, self._ids[0]) is not None
        board = showing.board if seen else showing.settled
        place = _LANDINGS[self.kind](board, at.y if self._down else at.x, self._ids)
        if place is not None and place != self._place:
            self._place = place
            self.show(Move(ids=self._ids, under=place.under, at=place.at))

    def _scroll_at(self) -> tuple[float, float]:
        """Only along the way they can go: columns do not lie above one another."""
        canvas = self.canvas
        middle = body_box(canvas.board, canvas.camera, *canvas.view_size).centre
        return (middle.x, self._at[1]) if self._down else (self._at[0], middle.y)

    @property
    def landing(self) -> tuple[Box, ...]:
        """What is washed with the accent, in view px: where the columns or rows will be."""
        board = self.canvas.board
        boxes = [box for i in self._ids if (box := group_box(board, i)) is not None]
        if not boxes and self._place is not None:  # in a collapsed stage, which takes them in
            taking = group_box(board, self._place.under[0])
            boxes = [taking] if taking is not None else []
        return tuple(map(self._whole, boxes))

    def _whole(self, head: Box) -> Box:
        """A head in the view, with its column or row."""
        canvas = self.canvas
        seen, zoom = canvas.view_box(head), canvas.camera.zoom
        width, height = (length + _BEYOND for length in canvas.view_size)
        if self._down:
            right = min((canvas.board.width - canvas.camera.x) * zoom, width)
            return Box(seen.x, seen.y, max(right - seen.x, seen.w), seen.h)
        bottom = min((canvas.board.height - canvas.camera.y) * zoom, height)
        return Box(seen.x, seen.y, seen.w, max(bottom - seen.y, seen.h))

    @property
    def seams(self) -> list[float]:
        """Where they have left, in board px along their way; none while they lie there."""
        showing, spans = self.canvas.showing, _SPANS[self.kind]
        if not showing.previewed:
            return []
        now = spans(showing.board)
        ends = {edge for span in now if span.id in self.hidden for edge in (span.start, span.end)}
        found = landing.seams(spans(showing.settled), now, self.hidden)
        return [at for at in found if at not in ends]

    def paint(self, painter: QPainter) -> None:
        """Where the heads were, where they will be, and the head under the mouse."""
        canvas = self.canvas
        theme, camera = canvas.showing.theme, canvas.camera
        body = body_box(canvas.board, camera, *canvas.view_size)
        painter.save()
        # Heads pass behind the corner, and so does what is drawn over them.
        part = body._replace(x=0.0, w=body.right) if self._down else body._replace(y=0.0)
        painter.setClipRect(QRectF(*part._replace(h=canvas.view_size[1] - part.y)))
        for box in self.landing:
            paint_landing(painter, theme, camera, box)
        for at in self.seams:
            whole = self._whole(self._group.box)
            if self._down:
                y = (at - camera.y) * camera.zoom
                paint_seam(painter, theme, Box(whole.x, y, whole.w, 0))
            else:
                x = (at - camera.x) * camera.zoom
                paint_seam(painter, theme, Box(x, whole.y, 0, whole.h))
        painter.restore()
        self._ghost().paint(painter, *self._corner())

    def _ghost(self) -> Ghost:
        """The grabbed head, as large as the board is seen now."""
        canvas = self.canvas
        frame = canvas.view_frame
        if self._made is None or self._made[0] != frame.scale:
            group = self._group
            if frame.camera.zoom < FAR:
                groups = heads_far(canvas.showing.settled, frame.camera.zoom)
                heads = groups.lanes if self._down else groups.heads
                group = next((each for each in heads if each.id == group.id), group)
            head = canvas.frames.pixmaps.render(group, frame.scale)
            head.setDevicePixelRatio(frame.ratio)
            bleed = bleed_of(frame.scale) / frame.ratio
            theme, count = canvas.showing.theme, len(self._ids)
            ghost = make_head_ghost(theme, head, bleed, count, across=self._down)
            self._made = (frame.scale, ghost)
        return self._made[1]

    def _corner(self) -> tuple[float, float]:
        """Where the head's top left corner is in the view; a large one is held further in."""
        grown = self.canvas.camera.zoom / self._zoom
        x, y = self._hold
        box = self._ghost().box(0, 0)
        return (
            self._at[0] - min(x * grown, max(box.right - 24, 0)),
            self._at[1] - min(y * grown, max(box.bottom - 24, 0)),
        )

    @property
    def ghost_box(self) -> Box:
        """Where the head under the mouse is seen, in view px."""
        return self._ghost().box(*self._corner())
