# SPDX-License-Identifier: Apache-2.0
"""What keys and the writing ask of the canvas, beyond what tools do."""

from typing import Protocol

from PySide6.QtGui import QPainter

from journey_studio.canvas.selection import CellKey
from journey_studio.canvas.tools.base import Canvas, Tool
from journey_studio.layout.geometry import Box
from journey_studio.model.document import Document


class Workplace(Canvas, Protocol):
    """A canvas with a keyboard at it."""

    document: Document
    tool: Tool
    written_on: str  # the record whose ring is not the selection's to draw
    asked: bool  # whether the last command waits for an answer of the person

    def fail(self, text: str) -> None:
        """Tell the person what could not be done, and why."""

    def setFocus(self) -> None:
        """Take the keyboard."""

    def reveal(self, box: Box | None) -> None:
        """Bring a box of the body into view."""

    def reveal_cell(self, cell: CellKey) -> None:
        """Bring a cell into view."""

    def reveal_head_or_body(self, box: Box | None) -> None:
        """Bring a box into view; heads stick, so only one direction counts for them."""

    def paint_ring_of(self, painter: QPainter, record: str) -> None:
        """Ring a record."""

    def edit(self, record_id: str, instead: str | None = None) -> None:
        """Start writing on a record; `instead` replaces its words at once."""

    def edit_selection(self) -> None:
        """Write on what is selected; on a new card where a cell is."""

    def add_card_at(self, cell: CellKey, at: int | None = None, instead: str | None = None) -> None:
        """Write on a new card in a cell, `instead` being its first letters."""

    def finish_writing(self) -> None:
        """Commit a text being written."""

    def delete_selection(self) -> None:
        """Delete what is selected."""

    def move_selection(self, dx: int, dy: int) -> None:
        """Move what is selected by one place."""

    def ask_for_menu(self) -> None:
        """Ask for a menu beside what is selected, or in the middle of the view."""
