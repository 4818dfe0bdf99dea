# SPDX-License-Identifier: Apache-2.0
"""A band pulled over the ground: all cards it touches are selected when it is let go.

The band is held on the board, so it grows when the view scrolls. Shift adds what it touches to
what was selected, Ctrl adds what was not and takes away what was. Until the end nothing has been
selected; what will be wears its ring already.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter

from journey_studio.canvas.camera import body_box
from journey_studio.canvas.culling import index_of
from journey_studio.canvas.overlay import paint_band
from journey_studio.canvas.selection import CellKey, Selection, ids_of
from journey_studio.canvas.tools.base import Canvas, Pointer
from journey_studio.canvas.tools.drag import Drag
from journey_studio.layout.geometry import Box, Point


class RubberBand(Drag):
    """Pulled from `start`; `cell` is where the keyboard will be."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, canvas: Canvas, start: Pointer, cell: CellKey | None) -> None:
        super().__init__(canvas, start)
        self._cell = cell
        self._start = self._end = self._point()
        self._touched: tuple[str, ...] = ()
        self._choose()

    def move(self, pointer: Pointer) -> None:
        """Pull the band to the mouse."""
        self._at, self._modifiers = (pointer.view_x, pointer.view_y), pointer.modifiers
        before = self.canvas.camera.box_to_view(self.box)
        chosen = self.chosen
        self._end = self._point()
        self._choose()
        if self.chosen != chosen:
            self.canvas.refresh()
        else:
            seen = before.united(self.canvas.camera.box_to_view(self.box))
            self.canvas.refresh(seen.inset(-2, -2))
        self._autoscroll.follow(*self._at)

    def _point(self) -> Point:
        """The point of the body under the mouse, or the nearest to it."""
        canvas = self.canvas
        body = body_box(canvas.board, canvas.camera, *canvas.view_size)
        x, y = min(max(self._at[0], body.x), body.right), min(max(self._at[1], body.y), body.bottom)
        return canvas.camera.to_board(x, y)

    @property
    def box(self) -> Box:
        """What the band spans, in board px."""
        (x, y), (end, bottom) = self._start, self._end
        return Box(min(x, end), min(y, bottom), abs(end - x), abs(bottom - y))

    def _choose(self) -> None:
        touched = tuple(placed.group.id for placed in index_of(self.canvas.board).cards(self.box))
        before = ids_of(self.canvas.selection.ids, "card")
        if self._modifiers & Qt.KeyboardModifier.ControlModifier:
            apart = set(touched) & set(before)
            self.chosen = tuple(i for i in (*before, *touched) if i not in apart)
        elif self._modifiers & Qt.KeyboardModifier.ShiftModifier:
            self.chosen = tuple(dict.fromkeys((*before, *touched)))
        else:
            self.chosen = touched

    def release(self, pointer: Pointer) -> None:
        """Select what the band touches."""
        self.move(pointer)
        chosen = self.chosen or ()
        self._stop()
        self.canvas.select(Selection(chosen, self._cell))

    def cancel(self) -> None:
        """Select what was selected before."""
        self._stop()

    def interrupt(self) -> None:
        """The map has changed: the cards that were touched may lie elsewhere now."""
        self._stop()

    def _stop(self) -> None:
        self._autoscroll.stop()
        self.canvas.rest()

    def paint(self, painter: QPainter) -> None:
        """The band, washed with the accent."""
        canvas = self.canvas
        painter.save()
        canvas.enter(painter, Box(canvas.board.head_width, canvas.board.head_height, 1, 1))
        paint_band(painter, canvas.showing.theme, canvas.camera.box_to_view(self.box))
        painter.restore()
