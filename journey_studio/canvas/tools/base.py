# SPDX-License-Identifier: Apache-2.0
"""What every gesture is told, and what it may ask of the canvas."""

from collections.abc import Container
from typing import NamedTuple, Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter

from journey_studio.canvas.camera import Camera
from journey_studio.canvas.frame import FramePainter
from journey_studio.canvas.selection import Selection
from journey_studio.canvas.showing import Showing
from journey_studio.layout.display import Board
from journey_studio.model.commands import Command

NOTHING: frozenset[str] = frozenset()


class Pointer(NamedTuple):
    """The mouse: where in the view, where on the board, and what is held down."""

    view_x: float
    view_y: float
    x: float
    y: float
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier

    @property
    def control(self) -> bool:
        """Whether Ctrl is held."""
        return bool(self.modifiers & Qt.KeyboardModifier.ControlModifier)

    @property
    def shift(self) -> bool:
        """Whether Shift is held."""
        return bool(self.modifiers & Qt.KeyboardModifier.ShiftModifier)


class Canvas(Protocol):
    """What tools use of the view."""

    showing: Showing
    frames: FramePainter
    camera: Camera
    selection: Selection
    writable: bool

    @property
    def board(self) -> Board:
        """The board on show."""

    def select(self, selection: Selection) -> None:
        """Select, and tell everybody."""

    def apply(self, command: Command) -> bool:
        """Carry a command out; false where it failed, which the person has been told."""

    def look(self, camera: Camera) -> None:
        """Move the camera, kept on the board."""

    def use(self, tool: "Tool") -> None:
        """Go on with another tool."""

    def rest(self) -> None:
        """Go back to the tool at rest."""

    def edit(self, record_id: str) -> None:
        """Start writing on a record."""

    def add_card_at(self, cell: tuple[str, str], at: int | None = None) -> None:
        """Add an empty card to a cell and start writing on it."""

    def refresh(self) -> None:
        """Paint again."""


class Tool:
    """A gesture that does nothing yet; each tool overrides what it answers to."""

    cursor = Qt.CursorShape.ArrowCursor
    hidden: Container[str] = NOTHING  # cards the frame leaves out because the tool draws them

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas

    def press(self, pointer: Pointer, /) -> None:
        """The left button went down."""

    def double_press(self, pointer: Pointer, /) -> None:
        """The left button went down twice."""

    def move(self, pointer: Pointer, /) -> None:
        """The mouse moved."""

    def release(self, pointer: Pointer, /) -> None:
        """The button went up."""

    def cancel(self) -> None:
        """Esc, or the window lost the mouse: everything is as before the gesture."""

    def interrupt(self) -> None:
        """The document has changed under the gesture; end what can no longer be true."""

    def paint(self, painter: QPainter) -> None:
        """Draw over the board, in view px."""
