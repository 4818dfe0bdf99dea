# SPDX-License-Identifier: Apache-2.0
"""A board that things are dragged onto from outside."""

from abc import abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QPainter,
)

from journey_studio.canvas import handed, receiving
from journey_studio.canvas.dropping import Dropping, Item, item_in
from journey_studio.canvas.hands import HandsView
from journey_studio.canvas.overlay import paint_cell_target, paint_target
from journey_studio.canvas.receiving import Target
from journey_studio.canvas.writing import Subject


class DropView(HandsView):
    """Shows which card or cell would take what is dragged over it, and takes it when it drops."""

    _target: Target | None = None
    _on_cards = True  # whether what is dragged belongs on the card it is let go over
    _new: Dropping | None = None

    # Whether it is more than a map can hold: a window puts its own answer here.
    is_for_window: Callable[[QMimeData], bool] = staticmethod(lambda _mime: False)

    @abstractmethod
    def begin(self, subject: Callable[[], Subject], instead: str | None = None) -> None:
        """Start writing on what `subject` finds out."""

    @abstractmethod
    def receive(self, mime: QMimeData, target: Target) -> bool:
        """Put what is handed over on a card or in a cell."""

    def takes(self, mime: QMimeData) -> bool:
        """Whether a map can hold what is handed over, and the window does not want it first."""
        return self.writable and handed.welcome(mime) and not self.is_for_window(mime)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome what a map can hold; the rest is for the window."""
        item = item_in(event.mimeData())
        if item is not None:
            self._welcome_new(event, item)
        elif self.takes(event.mimeData()):
            self._on_cards = handed.is_for_a_card(event.mimeData())
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show which card or cell would take it, or what it would become."""
        if self._new is not None:
            at = event.position()
            self._new.move(self.pointer_at(at.x(), at.y()))
            event.setAccepted(self._new.lands)
            return
        target = self._target_at(event.position())
        if target != self._target:
            self._target = target
            self.refresh()
        if target is not None:
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """It goes elsewhere."""
        self._leave_new()
        self._aim_at_nothing()
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take it."""
        if self._new is not None:
            self._drop_new(event)
            return
        target = self._target_at(event.position())
        self._aim_at_nothing()
        if target is None:
            event.ignore()
            return
        self.finish_writing()
        event.acceptProposedAction()
        self.setFocus()
        self.receive(event.mimeData(), target)

    def hand_at(self, mime: QMimeData, at: QPointF) -> bool:
        """Put what somebody has let go at a view point there; false where nothing takes it."""
        self._on_cards = handed.is_for_a_card(mime)
        target = self._target_at(at) if self.writable else None
        return target is not None and self.receive(mime, target)

    # What is new

    def _welcome_new(self, event: QDragEnterEvent, item: Item) -> None:
        """Something of the palette has come over the map."""
        self._leave_new()
        if not self.writable:
            event.ignore()
            return
        self.finish_writing()
        self.tool.interrupt()
        self._new = Dropping(self, item)
        event.acceptProposedAction()

    def _leave_new(self) -> Subject | None:
        new, self._new = self._new, None
        return new.leave() if new is not None else None

    def _drop_new(self, event: QDropEvent) -> None:
        """Begin to write on it where it lies."""
        subject = self._leave_new()
        if subject is None:
            event.ignore()
            return
        event.acceptProposedAction()
        self.setFocus()
        self.begin(lambda: subject)

    def _target_at(self, at: QPointF) -> Target | None:
        pointer = self.pointer_at(at.x(), at.y())
        snapshot = self.showing.snapshot
        x, y, on_cards = pointer.x, pointer.y, self._on_cards
        return receiving.target_at(snapshot, self.board, x, y, on_cards=on_cards)

    def _aim_at_nothing(self) -> None:
        self._target = None
        self.refresh()

    def _paint_over(self, painter: QPainter) -> None:
        super()._paint_over(painter)
        if self._new is not None:
            self._new.paint(painter)
        if self._target is not None:
            self._paint_target(painter, self._target)

    def _paint_target(self, painter: QPainter, target: Target) -> None:
        """The card or cell that would take what is dragged, and where in it."""
        theme, box = self.showing.theme, target.box(self.board)
        if box is not None:
            painter.save()
            self.enter(painter, box)
            if target.gap is not None:
                paint_cell_target(painter, theme, self.camera, box, target.gap)
            else:
                paint_target(painter, theme, self.camera, box)
            painter.restore()

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Show that something takes a moment."""
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            yield
        finally:
            QGuiApplication.restoreOverrideCursor()
