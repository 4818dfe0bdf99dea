# SPDX-License-Identifier: Apache-2.0
"""The canvas: a board to work on. It turns hands into commands and holds no state of the map."""

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from journey_studio.canvas import camera as cameras
from journey_studio.canvas import verbs, writing
from journey_studio.canvas.board_view import ZOOM_STEP, BoardView
from journey_studio.canvas.camera import Camera
from journey_studio.canvas.inline_edit import InlineEdit, Then
from journey_studio.canvas.keyboard import press_key
from journey_studio.canvas.selection import Selection, only, still_there
from journey_studio.canvas.showing import Showing
from journey_studio.canvas.tools.base import Pointer, Tool
from journey_studio.canvas.tools.pan import Pan
from journey_studio.canvas.tools.select import Select
from journey_studio.errors import JourneyError
from journey_studio.i18n import t
from journey_studio.layout.geometry import Box
from journey_studio.layout.hit import cell_box, group_box
from journey_studio.layout.theme import Theme
from journey_studio.model.commands import Batch, Command
from journey_studio.model.document import Delta, Document
from journey_studio.model.records import Card, Lane, LaneKind, Stage, Step
from journey_studio.paint.pictures import PictureSource


class CanvasView(BoardView):
    """One map of a document, to look at and, where `writable`, to work on.

    `announced` tells in words what was done, `failed` what could not be.
    """

    announced = Signal(str)
    failed = Signal(str)

    def __init__(
        self,
        document: Document,
        map_id: str,
        theme: Theme,
        pictures: PictureSource,
        *,
        writable: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(Showing(document, map_id, theme), pictures, parent)
        self.document = document
        self.writable = writable
        self.tool: Tool = Select(self)
        self._editor: InlineEdit | None = None
        self._editing = ""
        self._space = False
        self._unsubscribe = document.subscribe(self._on_delta)
        self.camera_changed.connect(self._place_editor)

    def close_view(self) -> None:
        """Stop listening to the document; a text being written is committed."""
        self.finish_writing()
        self._unsubscribe()

    def show_map(self, map_id: str) -> None:
        """Show another map of the project, all of it."""
        self.finish_writing()
        self.tool.cancel()
        self.showing.refresh(map_id=map_id)
        self.select(Selection())
        self.fit_map()

    def set_theme(self, theme: Theme) -> None:
        """Show the map in another theme."""
        self.finish_writing()
        self.showing.refresh(theme=theme)
        self.frames.forget()
        self.refresh()

    def _on_delta(self, delta: Delta) -> None:
        """The document has changed: by a command from here, an undo, or from elsewhere."""
        if all(each.id != self.showing.map_id for each in delta.after.maps()):
            return  # the map is gone; the window shows another
        self.tool.interrupt()
        self.showing.refresh()
        self.select(still_there(self.selection, delta.after, self.board))
        self.look(self.camera)
        self._place_editor()
        self.refresh()

    # Commands

    def apply(self, command: Command) -> bool:
        """Carry a command out; false where it failed, which the person has been told."""
        if not self.writable:
            self.failed.emit(t("canvas.read_only"))
            return False
        try:
            change = self.document.apply(command)
        except JourneyError as error:
            self.failed.emit(str(error))
            return False
        if change is not None:
            self.announced.emit(change.label.text)
        return True

    @property
    def _chosen(self) -> str | None:
        return self.selection.ids[-1] if self.selection.ids else None

    def add_card(self) -> None:
        """Add a card below the selected one, or to the cell the keyboard is at, and write on it."""
        card = self.document.snapshot.get(Card, self._chosen)
        if card is not None and card.place is not None:
            cell = (card.place.lane, card.place.step)
            siblings = self.document.snapshot.cards(*cell)
            self.add_card_at(cell, siblings.index(card) + 1)
        elif self.selection.cell is not None:
            self.add_card_at(self.selection.cell)
        else:
            self._add_card_anywhere()

    def _add_card_anywhere(self) -> None:
        """In the first cell that cards belong in."""
        snapshot = self.document.snapshot
        lanes = [row.lane for row in self.board.rows if verbs.takes_cards(snapshot, row.lane)]
        steps = [column.step for column in self.board.columns if column.step]
        if lanes and steps:
            self.add_card_at((lanes[0], steps[0]))
        else:
            self.failed.emit(t("canvas.no_cell"))

    def add_card_at(self, cell: tuple[str, str], at: int | None = None) -> None:
        """Add an empty card to a cell and start writing on it."""
        if not verbs.takes_cards(self.document.snapshot, cell[0]):
            self.failed.emit(t("canvas.no_cards_here"))
            return
        card = verbs.new_card(self.document.snapshot, cell, at)
        if self.apply(card):
            self.select(only(card.id, cell))
            self.edit(card.id)

    def add_stage(self) -> None:
        """Add a stage with its first step behind the selected one, and write its title."""
        snapshot = self.document.snapshot
        step = snapshot.get(Step, self._chosen)
        after = step.place.stage if step is not None and step.place else self._chosen
        stage, first = verbs.new_stage(snapshot, self.showing.map_id, after)
        if self.apply(Batch([stage, first], stage.plan(snapshot).label)):
            self.select(only(stage.id))
            self.edit(stage.id)

    def add_step(self) -> None:
        """Add a step behind the selected one, and write its title."""
        snapshot = self.document.snapshot
        cell = self.selection.cell
        chosen = snapshot.get(Step, self._chosen) or snapshot.get(Stage, self._chosen)
        after = chosen.id if chosen is not None else cell[1] if cell else None
        step = verbs.new_step(snapshot, self.showing.map_id, after)
        if step is None:
            self.add_stage()
        elif self.apply(step):
            self.select(only(step.id))
            self.edit(step.id)

    def add_lane(self, kind: LaneKind) -> None:
        """Add a lane of a kind below the selected one, and write its title."""
        snapshot = self.document.snapshot
        lane = snapshot.get(Lane, self._chosen)
        cell = self.selection.cell
        after = lane.id if lane is not None else cell[0] if cell else None
        added = verbs.new_lane(snapshot, self.showing.map_id, after, kind)
        if self.apply(added):
            self.select(only(added.id))
            self.edit(added.id)

    def delete_selection(self) -> None:
        """Delete what is selected."""
        command = verbs.deletion(self.selection.ids)
        if command is not None:
            self.apply(command)

    def move_selection(self, dx: int, dy: int) -> None:
        """Move what is selected by one place."""
        ids = self.selection.ids
        command = verbs.nudge(self.document.snapshot, self.showing.map_id, ids, dx, dy)
        if command is not None and self.apply(command):
            self.reveal(group_box(self.board, ids[-1]))

    # Writing

    def edit_selection(self) -> None:
        """Write on what is selected; on a new card where a cell is."""
        if self._chosen:
            self.edit(self._chosen)
        elif self.selection.cell:
            self.add_card_at(self.selection.cell)

    def edit(self, record_id: str, instead: str | None = None) -> None:
        """Start writing on a record; `instead` replaces its words at once."""
        self.finish_writing()
        box = group_box(self.board, record_id)
        if box is None or not writing.can_write_on(record_id):
            return
        if not self.writable:
            self.failed.emit(t("canvas.read_only"))
            return
        if box.x >= self.board.head_width and box.y >= self.board.head_height:
            self.reveal(box)
        words = writing.words_of(self.document.snapshot, record_id)
        text = words if instead is None else instead
        self._editing = record_id
        self._editor = writing.open_editor(
            self.viewport(), self.showing.theme, record_id, text, self._written, self._not_written
        )
        if instead is None:
            self._editor.selectAll()
        self._place_editor()
        self._editor.show()
        self._editor.setFocus()

    def finish_writing(self) -> None:
        """Commit a text being written."""
        if self._editor is not None:
            self._editor.finish()

    def _place_editor(self) -> None:
        box = group_box(self.board, self._editing) if self._editor is not None else None
        if self._editor is not None and box is not None:
            bounds = Box(0, 0, *self.view_size)
            self._editor.place(self.view_box(box), self.camera.zoom, bounds)

    def _close_editor(self) -> str:
        editor, self._editor = self._editor, None
        if editor is not None:
            editor.hide()
            editor.deleteLater()
        record, self._editing = self._editing, ""
        self.setFocus()
        return record

    def _not_written(self) -> None:
        self._close_editor()

    def _written(self, text: str, then: Then) -> None:
        record = self._close_editor()
        if record in self.document.snapshot.records:
            self.apply(writing.edit_command(record, text))
        if then is Then.ANOTHER:
            self.add_card()
        elif then is not Then.STAY:
            press_key(self, Qt.Key.Key_Tab if then is Then.NEXT else Qt.Key.Key_Backtab)
            self.edit_selection()

    # Hands

    def use(self, tool: Tool) -> None:
        """Go on with another tool."""
        self.tool = tool
        self.viewport().setCursor(tool.cursor)
        self.refresh()

    def rest(self) -> None:
        """Go back to the tool at rest."""
        self.use(Select(self))

    def _pointer(self, event: QMouseEvent) -> Pointer:
        at: QPointF = event.position()
        point = cameras.board_point(self.board, self.camera, *self.view_size, at.x(), at.y())
        return Pointer(at.x(), at.y(), point.x, point.y, event.modifiers())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The left button works, the middle one or the left with space moves the board."""
        self.setFocus()
        left = event.button() == Qt.MouseButton.LeftButton
        if event.button() == Qt.MouseButton.MiddleButton or (left and self._space):
            self.use(Pan(self, self.tool, self._pointer(event)))
        elif left:
            self.tool.press(self._pointer(event))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Write on what lies there."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.tool.double_press(self._pointer(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The tool follows."""
        self.tool.move(self._pointer(event))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The gesture ends."""
        self.tool.release(self._pointer(event))

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

    def event(self, event: QEvent) -> bool:
        """Pinches come as gestures of the system; Tab is ours and not the window's."""
        if isinstance(event, QNativeGestureEvent):
            return self._pinch(event) or super().event(event)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                return press_key(self, key)
        return super().event(event)

    def _pinch(self, event: QNativeGestureEvent) -> bool:
        if event.gestureType() != Qt.NativeGestureType.ZoomNativeGesture:
            return False
        at = event.position()
        zoom = self.camera.zoom * (1 + event.value())
        self.look(cameras.zoomed_at(self.camera, zoom, at.x(), at.y()))
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space readies the hand; the rest is the keyboard's."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = True
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        elif not press_key(self, event.key(), event.modifiers(), event.text()):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """The hand goes away with the space bar."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = False
            self.viewport().setCursor(self.tool.cursor)
        super().keyReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self.refresh()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A gesture does not outlive the focus."""
        super().focusOutEvent(event)
        self._space = False
        self.refresh()

    def reveal_cell(self, cell: tuple[str, str]) -> None:
        """Bring a cell into view."""
        self.reveal(cell_box(self.board, *cell))
