# SPDX-License-Identifier: Apache-2.0
"""Dragging cards to another place.

On every move the tool says what the drop would be as a command and shows the document's preview
of it; the release carries out the same command. The mouse itself changes nothing.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter

from journey_studio.canvas.overlay import paint_gap, paint_ghost, paint_home
from journey_studio.canvas.selection import ids_of
from journey_studio.canvas.tools.base import Canvas, Pointer, Tool
from journey_studio.layout.geometry import Box
from journey_studio.layout.hit import Gap, find_group, gap_at, group_box
from journey_studio.model.commands import CommandError, Move


class MoveCards(Tool):
    """Drags the selected cards, held where `grabbed` was pressed."""

    cursor = Qt.CursorShape.ClosedHandCursor

    def __init__(self, canvas: Canvas, grabbed: str, start: Pointer) -> None:
        super().__init__(canvas)
        board = canvas.board
        chosen = set(ids_of(canvas.selection.ids, "card"))
        self._ids = tuple(
            group.id
            for row in range(len(board.rows))
            for column in range(len(board.columns))
            if (cell := board.cells.get((row, column))) is not None
            for group in cell.groups
            if group.id in chosen
        )
        self._homes = {i: box for i in self._ids if (box := group_box(board, i)) is not None}
        self._grabbed = grabbed
        home = self._homes[grabbed]
        self._hold = (start.x - home.x, start.y - home.y)
        self._at = (start.view_x, start.view_y)
        self._gap: Gap | None = None
        self._command: Move | None = None
        group = find_group(board, grabbed)
        assert group is not None, "a card that was hit is on the board"
        ratio = 1.0
        self._picture = canvas.frames.pixmaps.render(group, canvas.camera.zoom, ratio)
        self.hidden: frozenset[str] = frozenset(self._ids)

    def move(self, pointer: Pointer) -> None:
        """Show where the cards would land."""
        self._at = (pointer.view_x, pointer.view_y)
        gap = gap_at(self.canvas.showing.settled, pointer.x, pointer.y, self.hidden)
        if gap != self._gap:
            self._gap = gap
            self._show(gap)
        self.canvas.refresh()

    def _show(self, gap: Gap | None) -> None:
        self._command = None
        self.canvas.showing.settle()
        if gap is None:
            return
        command = Move(ids=self._ids, under=(gap.lane, gap.step), at=gap.index)
        try:
            self.canvas.showing.preview(command)
        except CommandError:
            return  # no place to drop: the cards stay where they are
        self._command = command

    def release(self, pointer: Pointer) -> None:
        """Drop the cards where the gap is."""
        self.move(pointer)
        command = self._command
        self._end()  # before the command, which would interrupt the drag
        if command is not None:
            self.canvas.apply(command)

    def cancel(self) -> None:
        """Put everything back."""
        self._end()

    def interrupt(self) -> None:
        """Somebody else's change has come in meanwhile: the drag ends, nothing was moved."""
        self._end()

    def _end(self) -> None:
        self.canvas.showing.settle()
        self.canvas.rest()

    def paint(self, painter: QPainter) -> None:
        """The place the cards left, the gap they will land in, and the cards under the mouse."""
        canvas = self.canvas
        theme, camera = canvas.showing.theme, canvas.camera
        if canvas.showing.previewed:
            for record in self._ids:
                box = group_box(canvas.board, record)
                if box is not None:
                    paint_gap(painter, theme, camera, box)
        else:
            for box in self._homes.values():
                paint_home(painter, theme, camera, box)
        paint_ghost(painter, theme, self._corner(), self._picture, len(self._ids))

    def _corner(self) -> tuple[float, float]:
        zoom = self.canvas.camera.zoom
        return (self._at[0] - self._hold[0] * zoom, self._at[1] - self._hold[1] * zoom)

    def landing(self) -> Box | None:
        """Where the grabbed card will land, in board px; None where it will not."""
        if self._command is None:
            return None
        return group_box(self.canvas.board, self._grabbed)
