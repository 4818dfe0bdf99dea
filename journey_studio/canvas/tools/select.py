# SPDX-License-Identifier: Apache-2.0
"""The tool at rest: click to select, double-click to write, press and pull to move."""

from math import hypot

from PySide6.QtWidgets import QApplication

from journey_studio.canvas.selection import Selection, only
from journey_studio.canvas.tools.base import Canvas, Pointer, Tool
from journey_studio.canvas.tools.move import MoveCards
from journey_studio.layout.hit import Hit, hit

_EDITABLE = ("card", "stage", "step", "lane", "map")


class Select(Tool):
    """Waits for a press; becomes `MoveCards` when a pressed card is pulled."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._pressed: tuple[Pointer, Hit] | None = None
        self._let_go: str | None = None  # unselect this if the press turns out to be a click

    def press(self, pointer: Pointer) -> None:
        """Select what lies under the mouse; Ctrl or Shift adds to the selection."""
        under = hit(self.canvas.board, pointer.x, pointer.y)
        self._pressed = (pointer, under)
        self._let_go = None
        selection = self.canvas.selection
        cell = (under.lane, under.step) if under.lane and under.step else None
        if not under.id:
            self.canvas.select(Selection((), cell))
        elif pointer.control or pointer.shift:
            if under.id in selection.ids:
                self._let_go = under.id
            else:
                self.canvas.select(selection.toggled(under.id))
        elif under.id not in selection.ids:
            self.canvas.select(only(under.id, cell))
        else:
            self.canvas.select(Selection(selection.ids, cell))

    def double_press(self, pointer: Pointer) -> None:
        """Write on what lies there; in an empty place of a cell, on a new card."""
        under = hit(self.canvas.board, pointer.x, pointer.y)
        if under.role in _EDITABLE and under.id:
            self.canvas.select(only(under.id))
            self.canvas.edit(under.id)
        elif under.lane and under.step:
            self.canvas.add_card_at((under.lane, under.step))

    def move(self, pointer: Pointer) -> None:
        """Begin to drag once the mouse has really moved."""
        if self._pressed is None or not self.canvas.writable:
            return
        start, under = self._pressed
        away = hypot(pointer.view_x - start.view_x, pointer.view_y - start.view_y)
        if under.role == "card" and away >= QApplication.startDragDistance():
            self._pressed = None
            if under.id not in self.canvas.selection.ids:
                self.canvas.select(self.canvas.selection.toggled(under.id))
            tool = MoveCards(self.canvas, under.id, start)
            self.canvas.use(tool)
            tool.move(pointer)

    def release(self, pointer: Pointer) -> None:
        """A click on one of several selected cards leaves that one selected."""
        if self._pressed is None:
            return
        _, under = self._pressed
        self._pressed = None
        selection = self.canvas.selection
        if self._let_go is not None:
            self.canvas.select(selection.toggled(self._let_go))
        elif (
            under.id in selection.ids
            and len(selection.ids) > 1
            and not (pointer.control or pointer.shift)
        ):
            self.canvas.select(only(under.id, selection.cell))

    def cancel(self) -> None:
        """Select nothing."""
        self._pressed = None
        self.canvas.select(Selection((), self.canvas.selection.cell))
