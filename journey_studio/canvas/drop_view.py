# SPDX-License-Identifier: Apache-2.0
"""A board that things are dragged onto from outside."""

from abc import abstractmethod
from collections.abc import Iterator
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
from journey_studio.canvas.hands import HandsView
from journey_studio.canvas.overlay import paint_target
from journey_studio.canvas.receiving import Target


class DropView(HandsView):
    """Shows which card or cell would take what is dragged over it, and takes it when it drops."""

    _target: Target | None = None

    @abstractmethod
    def receive(self, mime: QMimeData, target: Target) -> bool:
        """Put what is handed over on a card or in a cell."""

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome what a map can hold; the rest is for the window."""
        if self.writable and handed.welcome(event.mimeData()):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show which card or cell would take it."""
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
        self._aim_at_nothing()
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take it."""
        target = self._target_at(event.position())
        self._aim_at_nothing()
        if target is None:
            event.ignore()
            return
        self.finish_writing()
        event.acceptProposedAction()
        self.setFocus()
        self.receive(event.mimeData(), target)

    def _target_at(self, at: QPointF) -> Target | None:
        pointer = self.pointer_at(at.x(), at.y())
        snapshot = self.showing.document.snapshot
        return receiving.target_at(snapshot, self.board, pointer.x, pointer.y)

    def _aim_at_nothing(self) -> None:
        self._target = None
        self.refresh()

    def _paint_over(self, painter: QPainter) -> None:
        super()._paint_over(painter)
        box = self._target.box(self.board) if self._target is not None else None
        if box is not None:
            painter.save()
            self.enter(painter, box)
            paint_target(painter, self.showing.theme, self.camera, box)
            painter.restore()

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Show that something takes a moment."""
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            yield
        finally:
            QGuiApplication.restoreOverrideCursor()
