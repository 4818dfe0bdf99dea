# SPDX-License-Identifier: Apache-2.0
"""The hands on the board: mouse, wheel, pinch and keys."""

from abc import abstractmethod

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from journey_studio.canvas import camera as cameras
from journey_studio.canvas.board_view import ZOOM_STEP, BoardView
from journey_studio.canvas.camera import Camera
from journey_studio.canvas.head_tips import tell_head
from journey_studio.canvas.showing import Showing
from journey_studio.canvas.tools.base import Pointer, Tool
from journey_studio.canvas.tools.pan import Pan
from journey_studio.canvas.tools.select import Select
from journey_studio.layout.geometry import Box
from journey_studio.layout.hit import cell_box, group_box
from journey_studio.model.commands import Command
from journey_studio.paint.pictures import PictureSource

_NONE = Qt.KeyboardModifier.NoModifier
_HELD = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr)


class HandsView(BoardView):
    """A board that hands work on; what they do there, the tools and the canvas say."""

    menu_wanted = Signal(QPoint)  # at this point of the screen, for what is selected

    def __init__(
        self, showing: Showing, pictures: PictureSource, parent: QWidget | None = None
    ) -> None:
        super().__init__(showing, pictures, parent)
        self.tool: Tool = Select(self)
        self._space = False
        self._no_menu = False  # the right button has ended a gesture instead
        self.camera_changed.connect(self._camera_moved)

    @abstractmethod
    def press_key(self, key: int, modifiers: Qt.KeyboardModifier = _NONE, text: str = "") -> bool:
        """Do what a key means; false where it means nothing here."""

    @abstractmethod
    def apply(self, command: Command) -> bool:
        """Carry a command out; false where it failed, which the person has been told."""

    @abstractmethod
    def may_write(self) -> bool:
        """Whether the map may be changed; where not, the person is told."""

    @abstractmethod
    def edit(self, record_id: str) -> None:
        """Start writing on a record."""

    @abstractmethod
    def add_card_at(self, cell: tuple[str, str], at: int | None = None) -> None:
        """Start writing on a new card in a cell."""

    @abstractmethod
    def say(self, text: str) -> None:
        """Tell the person what just happened, or what to do next."""

    @abstractmethod
    def walk(self, key: int, modifiers: Qt.KeyboardModifier) -> None:
        """Go with the keyboard to another cell or card."""

    @abstractmethod
    def press_clip_key(self, event: QKeyEvent) -> bool:
        """Copy, cut, paste or duplicate; false where the key means none of these."""

    @abstractmethod
    def finish_writing(self) -> None:
        """Commit a text being written."""

    # Tools

    def use(self, tool: Tool) -> None:
        """Go on with another tool."""
        self.tool = tool
        self.show_cursor()
        self.refresh()

    def rest(self) -> None:
        """Go back to the tool at rest."""
        self.use(Select(self))

    def _camera_moved(self) -> None:
        self.tool.camera_moved()

    def show_cursor(self) -> None:
        """Show the cursor of the tool, or of the hand that space readies."""
        hand = self._space and not self.tool.busy
        self.viewport().setCursor(Qt.CursorShape.OpenHandCursor if hand else self.tool.cursor)

    def _give_up(self) -> None:
        """The mouse or the keyboard belongs to somebody else now: a gesture ends undone."""
        self._space = False
        if self.tool.busy:
            self.tool.cancel()
        self.show_cursor()

    def pointer_at(self, x: float, y: float, modifiers: Qt.KeyboardModifier = _NONE) -> Pointer:
        """The mouse at a view point, as the camera looks now."""
        point = cameras.board_point(self.board, self.camera, *self.view_size, x, y)
        return Pointer(x, y, point.x, point.y, modifiers)

    def _pointer(self, event: QMouseEvent) -> Pointer:
        at: QPointF = event.position()
        return self.pointer_at(at.x(), at.y(), event.modifiers())

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The left button works, the middle one or the left with space moves the board.

        The right one asks for a menu; in the midst of a gesture it takes the gesture back.
        """
        self.finish_writing()
        self.setFocus()
        left = event.button() == Qt.MouseButton.LeftButton
        if event.button() == Qt.MouseButton.RightButton:
            self._no_menu = self.tool.busy
            if self.tool.busy:
                self._give_up()
            else:
                self.tool.menu_press(self._pointer(event))
        elif event.button() == Qt.MouseButton.MiddleButton or (left and self._space):
            if not isinstance(self.tool, Pan):
                self.use(Pan(self, self.tool, self._pointer(event)))
        elif left and not self.tool.busy:
            self.tool.press(self._pointer(event))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Write on what lies there."""
        if event.button() == Qt.MouseButton.LeftButton and not self._space:
            self.finish_writing()
            self.tool.double_press(self._pointer(event))
        else:
            self.mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The tool follows; where the button was let go out of sight, the gesture has ended."""
        if self.tool.busy and event.buttons() == Qt.MouseButton.NoButton:
            self._give_up()
        self.tool.move(self._pointer(event))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The gesture ends."""
        pulled = isinstance(self.tool, Pan) or event.button() == Qt.MouseButton.LeftButton
        if pulled:
            self.tool.release(self._pointer(event))
            self.show_cursor()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of what is selected, where the mouse or the keyboard is."""
        event.accept()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.ask_for_menu()
        elif not self._no_menu and not self.tool.busy:
            self.menu_wanted.emit(event.globalPos())

    def ask_for_menu(self) -> None:
        """Ask for a menu beside what is selected, or in the middle of the view."""
        selection = self.selection
        box = group_box(self.board, selection.ids[-1]) if selection.ids else None
        if box is None and selection.cell is not None:
            box = cell_box(self.board, *selection.cell)
        area = self.viewport().rect()
        at = area.center()
        if box is not None:
            seen = self.view_box(box)
            at = QPointF(seen.x + min(seen.w, 24), seen.y + min(seen.h, 24)).toPoint()
            at.setX(min(max(at.x(), area.left()), area.right()))
            at.setY(min(max(at.y(), area.top()), area.bottom()))
        self.menu_wanted.emit(self.viewport().mapToGlobal(at))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Up and down, with Shift left and right, with Ctrl nearer and further at the cursor."""
        modifiers, angle, pixels = event.modifiers(), event.angleDelta(), event.pixelDelta()
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            at = event.position()
            zoom = self.camera.zoom * ZOOM_STEP ** (angle.y() / 120)
            self.look(cameras.zoomed_at(self.camera, zoom, at.x(), at.y()))
        else:
            dx, dy = (pixels.x(), pixels.y()) if not pixels.isNull() else (angle.x(), angle.y())
            if modifiers & Qt.KeyboardModifier.ShiftModifier and not dx:
                dx, dy = dy, 0
            x, y, zoom = self.camera
            self.look(Camera(x - dx / zoom, y - dy / zoom, zoom))
        event.accept()

    # Keys and gestures

    def event(self, event: QEvent) -> bool:
        """Pinches come as gestures of the system; Tab is ours and not the window's."""
        if isinstance(event, QNativeGestureEvent):
            return self._pinch(event) or super().event(event)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                return self._handled(event)
        if self._overrides(event):
            event.accept()  # else letting go of Alt would take the keyboard to the menu bar
            return True
        return super().event(event)

    def _overrides(self, event: QEvent) -> bool:
        """Whether a key that a menu may want belongs to the gesture that goes on."""
        if not (isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride):
            return False
        return self.tool.busy and event.key() in _HELD

    def _pinch(self, event: QNativeGestureEvent) -> bool:
        if event.gestureType() != Qt.NativeGestureType.ZoomNativeGesture:
            return False
        at = event.position()
        zoom = self.camera.zoom * (1 + event.value())
        self.look(cameras.zoomed_at(self.camera, zoom, at.x(), at.y()))
        return True

    def viewportEvent(self, event: QEvent) -> bool:
        """Pinches are sent to what lies under the fingers; the mouse may rest, or leave."""
        if isinstance(event, QNativeGestureEvent) and self._pinch(event):
            return True
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            tell_head(self, event)
            return True
        if type(event) is QEvent and event.type() is QEvent.Type.Leave:
            self.tool.leave()
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space readies the hand; the rest is the keyboard's."""
        if event.key() in _HELD:
            self._hold(event)
        elif event.key() == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self._space = True
                self.show_cursor()
        elif self.press_clip_key(event):
            event.accept()
        elif not self._handled(event):
            super().keyPressEvent(event)

    def _handled(self, event: QKeyEvent) -> bool:
        """While the mouse is at work only Esc means something."""
        free = not self.tool.busy or event.key() == Qt.Key.Key_Escape
        return free and self.press_key(event.key(), event.modifiers(), event.text())

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """The hand goes away with the space bar."""
        if event.key() in _HELD:
            self._hold(event)
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = False
            self.show_cursor()
        super().keyReleaseEvent(event)

    def _hold(self, event: QKeyEvent) -> None:
        """Shift, Ctrl and Alt change what a gesture does, also while the mouse stands still."""
        if self.tool.busy and not event.isAutoRepeat():
            self.tool.held(_modifiers_after(event))
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self.refresh()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A gesture does not outlive the focus."""
        super().focusOutEvent(event)
        self._give_up()
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nor does it outlive the view."""
        self._give_up()
        super().hideEvent(event)

    def reveal_cell(self, cell: tuple[str, str]) -> None:
        """Bring a cell into view."""
        self.reveal(cell_box(self.board, *cell))

    def _reveal_along(self, box: Box, *, across: bool) -> None:
        """Bring a box into view in one direction only."""
        moved = cameras.revealing(self.board, self.camera, *self.view_size, box)
        x, y, zoom = self.camera
        self.look(Camera(moved.x, y, zoom) if across else Camera(x, moved.y, zoom))


def _modifiers_after(event: QKeyEvent) -> Qt.KeyboardModifier:
    """What is held once a key has gone down or up; systems differ on whether it counts already."""
    own = {
        Qt.Key.Key_Shift: Qt.KeyboardModifier.ShiftModifier,
        Qt.Key.Key_Control: Qt.KeyboardModifier.ControlModifier,
        Qt.Key.Key_Alt: Qt.KeyboardModifier.AltModifier,
    }.get(Qt.Key(event.key()), _NONE)
    if event.type() == QEvent.Type.KeyPress:
        return event.modifiers() | own
    return event.modifiers() & ~own
