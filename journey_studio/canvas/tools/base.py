# SPDX-License-Identifier: Apache-2.0
"""What every gesture is told, and what it may ask of the canvas."""

from typing import NamedTuple, Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from journey_studio.canvas.camera import Camera
from journey_studio.canvas.frame import NOTHING, FramePainter
from journey_studio.canvas.motion import Motion
from journey_studio.canvas.selection import Selection
from journey_studio.canvas.showing import Showing
from journey_studio.canvas.zones import Frame
from journey_studio.layout.display import Board
from journey_studio.layout.geometry import Box
from journey_studio.model.commands import Command


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

    @property
    def alt(self) -> bool:
        """Whether Alt is held."""
        return bool(self.modifiers & Qt.KeyboardModifier.AltModifier)


class Canvas(Protocol):
    """What tools use of the view."""

    showing: Showing
    frames: FramePainter
    camera: Camera
    selection: Selection
    motion: Motion

    @property
    def writable(self) -> bool:
        """Whether what is on show can be changed."""

    @property
    def board(self) -> Board:
        """The board on show."""

    @property
    def view_frame(self) -> Frame:
        """What is seen now."""

    @property
    def view_size(self) -> tuple[float, float]:
        """Width and height of the view in px."""

    def viewport(self) -> QWidget:
        """The widget the board is painted on."""

    def pointer_at(
        self, x: float, y: float, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> "Pointer":
        """The mouse at a view point, as the camera looks now."""

    def enter(self, painter: QPainter, box: Box) -> None:
        """Stick with the heads where the box is one of them; keep clear of them where not."""

    def view_box(self, box: Box) -> Box:
        """Where a board box is seen in the view, heads where they stick."""

    def show_cursor(self) -> None:
        """Show the cursor that the tool has now."""

    def select(self, selection: Selection) -> None:
        """Select, and tell everybody."""

    def apply(self, command: Command) -> bool:
        """Carry a command out; false where it failed, which the person has been told."""

    def may_write(self) -> bool:
        """Whether the map may be changed; where not, the person is told."""

    def look(self, camera: Camera) -> None:
        """Move the camera, kept on the board."""

    def use(self, tool: "Tool") -> None:
        """Go on with another tool."""

    def rest(self) -> None:
        """Go back to the tool at rest."""

    def edit(self, record_id: str) -> None:
        """Start writing on a record."""

    def add_card_at(self, cell: tuple[str, str], at: int | None = None) -> None:
        """Start writing on a new card in a cell."""

    def glide(self, before: Board) -> None:
        """Let what lies elsewhere than on the board `before` move there."""

    def refresh(self, part: Box | None = None) -> None:
        """Paint again, all or a part (view px)."""

    def say(self, text: str) -> None:
        """Tell the person what just happened, or what to do next."""

    def walk(self, key: int, modifiers: Qt.KeyboardModifier) -> None:
        """Go with the keyboard to another cell or card."""


class Tool:
    """A gesture that does nothing yet; each tool overrides what it answers to.

    `hidden` is what the frame leaves out because the tool draws it. `chosen` is what the gesture
    would select; it is ringed in place of the selection where it is not None.
    """

    cursor = Qt.CursorShape.ArrowCursor
    hidden: frozenset[str] = NOTHING
    chosen: tuple[str, ...] | None = None

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas

    def press(self, pointer: Pointer, /) -> None:
        """The left button went down."""

    def double_press(self, pointer: Pointer, /) -> None:
        """The left button went down twice."""

    def menu_press(self, pointer: Pointer, /) -> None:
        """A menu was asked for with the right button."""

    def move(self, pointer: Pointer, /) -> None:
        """The mouse moved."""

    def release(self, pointer: Pointer, /) -> None:
        """The button went up."""

    def held(self, modifiers: Qt.KeyboardModifier, /) -> None:
        """Shift, Ctrl or Alt went down or up while the mouse stood still."""

    def press_key(self, _key: int, _modifiers: Qt.KeyboardModifier, _text: str, /) -> bool:
        """A key was pressed; false where it means nothing to the tool."""
        return False

    @property
    def busy(self) -> bool:
        """Whether a gesture is going on that has to be ended or cancelled."""
        return False

    def cancel(self) -> None:
        """Esc, or the window lost the mouse: everything is as before the gesture."""

    def interrupt(self) -> None:
        """The document has changed under the gesture; end what can no longer be true."""

    def camera_moved(self) -> None:
        """Another part of the board lies under the mouse now."""

    def leave(self) -> None:
        """The mouse has left the view."""

    def paint(self, painter: QPainter) -> None:
        """Draw over the board, in view px."""
