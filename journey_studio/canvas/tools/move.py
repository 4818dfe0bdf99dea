# SPDX-License-Identifier: Apache-2.0
"""Dragging cards to another place.

On every move the tool says what the drop would be as a command and shows the document's preview
of it; the release carries out the same command. The mouse itself changes nothing.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter

from journey_studio.canvas.overlay import Ghost, make_ghost, paint_gap, paint_home
from journey_studio.canvas.pixmaps import bleed_of
from journey_studio.canvas.selection import ids_of
from journey_studio.canvas.tools.autoscroll import Autoscroll
from journey_studio.canvas.tools.base import Canvas, Pointer, Tool
from journey_studio.layout.display import Board
from journey_studio.layout.geometry import Box
from journey_studio.layout.hit import Gap, column_at, find_group, gap_at, group_box, row_at
from journey_studio.model.commands import CommandError, Move


class MoveCards(Tool):
    """Drags the selected cards, held where `grabbed` was pressed."""

    cursor = Qt.CursorShape.ClosedHandCursor

    def __init__(self, canvas: Canvas, grabbed: str, start: Pointer) -> None:
        super().__init__(canvas)
        board = canvas.board
        self._ids = _in_order(board, set(ids_of(canvas.selection.ids, "card")))
        self._homes = {i: box for i in self._ids if (box := group_box(board, i)) is not None}
        self._grabbed = grabbed
        home = self._homes[grabbed]
        self._hold = (start.x - home.x, start.y - home.y)
        self._at = (start.view_x, start.view_y)
        self._place: tuple[str, str, int] | None = None
        self._command: Move | None = None
        group = find_group(board, grabbed)
        assert group is not None, "a card that was hit is on the board"
        self._group = group
        self._made: tuple[float, Ghost] | None = None
        self._autoscroll = Autoscroll(canvas, self._follow)
        self.hidden = frozenset(self._ids)

    @property
    def busy(self) -> bool:
        """A drag goes on until the button is let go."""
        return True

    def move(self, pointer: Pointer) -> None:
        """Show where the cards would land."""
        before = self.ghost_box
        self._at = (pointer.view_x, pointer.view_y)
        gap = self._gap(pointer)
        place = (gap.lane, gap.step, gap.index) if gap is not None else None
        if place != self._place:
            self._place = place
            self._show(gap)
        self.canvas.refresh(before.united(self.ghost_box))
        self._autoscroll.follow(*self._at)

    def camera_moved(self) -> None:
        """The board moves, the ghost stays with the mouse."""
        self._follow()

    def _follow(self) -> None:
        self.move(self.canvas.pointer_at(*self._at))

    def _gap(self, pointer: Pointer) -> Gap | None:
        """Where the cards would land, as the person sees the board.

        Where the preview has pushed rows aside and the mouse lies over none that takes cards, the
        document's own board decides; so the gap never flickers between two places.
        """
        showing = self.canvas.showing
        at = (pointer.x, pointer.y)
        gap = gap_at(showing.board, *at, self.hidden)
        if gap is None and showing.previewed:
            gap = gap_at(showing.settled, *at, self.hidden)
        return gap

    def _show(self, gap: Gap | None) -> None:
        self._command = None
        showing = self.canvas.showing
        before = showing.board
        showing.settle()
        if gap is not None:
            command = Move(ids=self._ids, under=(gap.lane, gap.step), at=gap.index)
            try:
                showing.preview(command)
                self._command = command
            except CommandError:
                showing.settle()  # no place to drop: the cards stay where they are
        self.canvas.glide(before)

    def release(self, pointer: Pointer) -> None:
        """Drop the cards where the gap is."""
        self.move(pointer)
        command = self._command
        self._end()  # before the command, which would interrupt the drag
        if command is not None:
            self.canvas.apply(command)

    def cancel(self) -> None:
        """Put everything back."""
        before = self.canvas.board
        self._end()
        self.canvas.glide(before)

    def interrupt(self) -> None:
        """Somebody else's change has come in meanwhile: the drag ends, nothing was moved."""
        self._end()

    def _end(self) -> None:
        self._autoscroll.stop()
        self.canvas.showing.settle()
        self.canvas.rest()

    def paint(self, painter: QPainter) -> None:
        """The place the cards left, the gap they will land in, and the cards under the mouse."""
        canvas = self.canvas
        theme, camera = canvas.showing.theme, canvas.camera
        painter.save()
        canvas.enter(painter, self._homes[self._grabbed])
        for record, box in self._homes.items():
            home = self._home(box)
            if home is not None:
                paint_home(painter, theme, camera, home)
            landing = group_box(canvas.board, record) if canvas.showing.previewed else None
            if landing is not None:
                opened = 1 - canvas.motion.left
                paint_gap(painter, theme, camera, landing._replace(h=landing.h * opened))
        painter.restore()
        self._ghost().paint(painter, *self._corner())

    def _home(self, box: Box) -> Box | None:
        """Where a card came from, on the board of now; None where that place is taken."""
        settled, board = self.canvas.showing.settled, self.canvas.board
        if board is settled:
            return box
        row = row_at(settled, box.y)
        column = column_at(settled, box.x)
        if row < 0 or column < 0 or row >= len(board.rows):
            return None
        home = box.moved(0, board.rows[row].y - settled.rows[row].y)
        if home.bottom > board.rows[row].y + board.rows[row].h:
            return None
        cell = board.cells.get((row, column))
        dx, dy = board.columns[column].x, board.rows[row].y
        groups = cell.groups if cell is not None else ()
        taken = any(group.box.moved(dx, dy).meets(home) for group in groups)
        return None if taken else home

    def _ghost(self) -> Ghost:
        """The grabbed card, as large as the board is seen now."""
        frame = self.canvas.view_frame
        if self._made is None or self._made[0] != frame.scale:
            card = self.canvas.frames.pixmaps.render(self._group, frame.scale)
            card.setDevicePixelRatio(frame.ratio)
            bleed = bleed_of(frame.scale) / frame.ratio
            ghost = make_ghost(self.canvas.showing.theme, card, bleed, len(self._ids))
            self._made = (frame.scale, ghost)
        return self._made[1]

    def _corner(self) -> tuple[float, float]:
        """Where the grabbed card's top left corner is in the view."""
        zoom = self.canvas.camera.zoom
        return self._at[0] - self._hold[0] * zoom, self._at[1] - self._hold[1] * zoom

    @property
    def ghost_box(self) -> Box:
        """Where the cards under the mouse are seen, in view px."""
        return self._ghost().box(*self._corner())

    def landing(self) -> Box | None:
        """Where the grabbed card will land, in board px; None where it will not."""
        if self._command is None:
            return None
        return group_box(self.canvas.board, self._grabbed)


def _in_order(board: Board, chosen: set[str]) -> tuple[str, ...]:
    """The chosen cards as they are read: lane by lane, step by step, from the top."""
    return tuple(
        group.id
        for row in range(len(board.rows))
        for column in range(len(board.columns))
        if (cell := board.cells.get((row, column))) is not None
        for group in cell.groups
        if group.id in chosen
    )
