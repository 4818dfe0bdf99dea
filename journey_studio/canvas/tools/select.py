# SPDX-License-Identifier: Apache-2.0
"""The tool at rest: click to select, double-click to write, press and pull to move."""

from math import hypot

from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication

from journey_studio.canvas.grips import Grip, grip_at, handle_box, paint_grips
from journey_studio.canvas.inviting import empty_cell, paint_invitation, place_in
from journey_studio.canvas.overlay import paint_hover
from journey_studio.canvas.ranges import extended
from journey_studio.canvas.selection import CellKey, Selection, only
from journey_studio.canvas.tools.base import Canvas, Pointer, Tool
from journey_studio.canvas.tools.pulling import cursor_for, gesture_for
from journey_studio.canvas.tools.shaping import (
    lies_beside,
    shaping_click,
    shaping_double_click,
)
from journey_studio.layout.far_places import seen_box
from journey_studio.layout.geometry import Box
from journey_studio.layout.hit import NEAR_LINE, Hit, group_box, hit

_EDITABLE = ("card", "stage", "step", "lane", "map", "point", "note", "connection")
_TAKEN = ("card", "stage", "step", "lane")  # what shows that it can be taken


class Select(Tool):
    """Waits for a press; becomes another tool when what was pressed is pulled."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._pressed: tuple[Pointer, Hit] | None = None
        self._let_go: str | None = None  # unselect this if the press turns out to be a click
        self._hovered = ""
        self._grip: Grip | None = None  # what the mouse is over, or has pressed
        self._inviting: CellKey | None = None  # the empty cell under the mouse

    def press(self, pointer: Pointer) -> None:
        """Select what lies under the mouse; Ctrl adds it or takes it away, Shift all up to it.

        On the ground that waits for the release: until then a band may be pulled there.
        """
        under = self._under(pointer)
        self._pressed = (pointer, under)
        self._let_go = None
        self._grip = grip_at(self.canvas, under, pointer)
        selection = self.canvas.selection
        if not under.id or lies_beside(self.canvas, self._grip):
            return
        if pointer.shift:
            self._extend(under, adding=pointer.control)
        elif pointer.control and under.id in selection.ids:
            self._let_go = under.id
        elif pointer.control:
            self.canvas.select(selection.toggled(under.id, _cell(under)))
        elif under.id not in selection.ids:
            self.canvas.select(only(under.id, _cell(under)))
        else:
            self.canvas.select(Selection(selection.ids, _cell(under)))

    def _extend(self, under: Hit, *, adding: bool) -> None:
        canvas = self.canvas
        canvas.select(
            extended(canvas.board, canvas.selection, under.id, _cell(under), adding=adding)
        )

    def _under(self, pointer: Pointer) -> Hit:
        """What lies under the mouse; thin lines are as easy to hit on screen at every zoom."""
        board, zoom = self.canvas.board, self.canvas.camera.zoom
        return hit(board, pointer.x, pointer.y, NEAR_LINE / min(zoom, 1.0))

    def menu_press(self, pointer: Pointer) -> None:
        """What is asked for a menu is selected, unless it is already."""
        under = self._under(pointer)
        if under.id not in self.canvas.selection.ids:
            self.canvas.select(Selection((under.id,) if under.id else (), _cell(under)))

    def double_press(self, pointer: Pointer) -> None:
        """Write on what lies there; in an empty place of a cell, on a new card."""
        under = self._under(pointer)
        self._pressed = None
        grip = grip_at(self.canvas, under, pointer)
        if grip is not None and shaping_double_click(self.canvas, grip, under, pointer):
            return
        if under.role in _EDITABLE and under.id:
            self.canvas.select(only(under.id, _cell(under)))
            self.canvas.edit(under.id)
        elif (cell := _cell(under)) is not None:
            self.canvas.add_card_at(cell)

    def move(self, pointer: Pointer) -> None:
        """Begin to drag once the mouse has really moved."""
        if self._pressed is None:
            self._hover(pointer)
            return
        start, under = self._pressed
        away = hypot(pointer.view_x - start.view_x, pointer.view_y - start.view_y)
        if away >= QApplication.startDragDistance():
            self._pressed = None
            tool = gesture_for(self.canvas, under, start)
            if tool is not None:
                self.canvas.use(tool)
                tool.move(pointer)

    def release(self, pointer: Pointer) -> None:
        """A click on the ground selects the cell; on one of several selected, that one."""
        if self._pressed is None:
            return
        _, under = self._pressed
        self._pressed = None
        selection = self.canvas.selection
        held = pointer.control or pointer.shift
        if self._grip is not None and lies_beside(self.canvas, self._grip):
            shaping_click(self.canvas, self._grip)
        elif not under.id and pointer.shift and _cell(under) is not None:
            self._extend(under, adding=pointer.control)
        elif not under.id:
            self.canvas.select(Selection(selection.ids if held else (), _cell(under)))
        elif self._let_go is not None:
            self.canvas.select(selection.toggled(self._let_go, _cell(under)))
        elif under.id in selection.ids and len(selection.ids) > 1 and not held:
            self.canvas.select(only(under.id, selection.cell))

    def cancel(self) -> None:
        """Select nothing."""
        self._pressed = None
        self.canvas.select(Selection((), self.canvas.selection.cell))

    def interrupt(self) -> None:
        """What was pressed may have gone."""
        self._pressed = None

    def _hover(self, pointer: Pointer) -> None:
        under = self._under(pointer)
        grip = grip_at(self.canvas, under, pointer)
        cursor = cursor_for(self.canvas, under, grip)
        if cursor != self.cursor:
            self.cursor = cursor
            self.canvas.show_cursor()
        self._invite(_cell(under) if under.role == "cell" and grip is None else None)
        hovered = under.id if under.role in _TAKEN else ""
        if grip is not None and grip.what == "connect":
            hovered = grip.id
        if hovered != self._hovered or _dot(grip) != _dot(self._grip):
            for record in (self._hovered, hovered):
                box = self._seen(record)
                if box is not None:
                    self.canvas.refresh(handle_box(box))
            self._hovered = hovered
            if "end" in (_what(grip), _what(self._grip)):
                self.canvas.refresh()
        self._grip = grip

    def leave(self) -> None:
        """Nothing lies under the mouse."""
        box = self._seen(self._hovered)
        self._hovered, self._grip = "", None
        self._invite(None)
        if box is not None:
            self.canvas.refresh(handle_box(box))

    def _invite(self, cell: CellKey | None) -> None:
        """Show in an empty cell how a card comes into it."""
        canvas = self.canvas
        cell = cell if canvas.writable and empty_cell(canvas.board, cell) else None
        if cell != self._inviting:
            for each in (self._inviting, cell):
                box = place_in(canvas.board, canvas.showing.theme, each) if each else None
                if box is not None:
                    canvas.refresh(canvas.view_box(box).inset(-2, -2))
            self._inviting = cell

    def _paint_invitation(self, painter: QPainter) -> None:
        canvas, theme = self.canvas, self.canvas.showing.theme
        cell = self._inviting
        if cell is None or cell == canvas.selection.cell or not empty_cell(canvas.board, cell):
            return
        box = place_in(canvas.board, theme, cell)
        if box is not None:
            painter.save()
            canvas.enter(painter, box)
            items = canvas.frames.painter
            paint_invitation(painter, items, theme, canvas.camera, box, typing=False)
            painter.restore()

    def _seen(self, record: str) -> Box | None:
        box = group_box(self.canvas.board, record) if record else None
        return self.canvas.view_box(box) if box is not None else None

    def paint(self, painter: QPainter) -> None:
        """The line around what lies under the mouse darkens: it can be taken."""
        self._paint_invitation(painter)
        box = group_box(self.canvas.board, self._hovered) if self._hovered else None
        if box is not None and self._hovered not in self.canvas.selection.ids:
            painter.save()
            self.canvas.enter(painter, box)
            camera = self.canvas.camera
            seen = seen_box(self.canvas.board, camera.zoom, box)
            paint_hover(painter, self.canvas.showing.theme, camera, seen)
            painter.restore()
        paint_grips(painter, self.canvas, self._hovered, self._grip)


def _what(grip: Grip | None) -> str:
    return grip.what if grip is not None else ""


def _dot(grip: Grip | None) -> str:
    """The dot that looks different under the mouse."""
    return grip.what + grip.end if grip is not None and grip.what in ("connect", "end") else ""


def _cell(under: Hit) -> CellKey | None:
    """The cell a point lies in."""
    return (under.lane, under.step) if under.lane and under.step else None
