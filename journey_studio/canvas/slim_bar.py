# SPDX-License-Identifier: Apache-2.0
"""Scroll bars that keep out of the way: a thin handle on the ground of the map.

They are painted with every step of a pan, so they have to be cheap, too.
"""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QScrollBar, QStyleOptionSlider, QWidget

from journey_studio.layout.theme import Theme
from journey_studio.paint.qt import brush, qt_colour

_WIDTH = 12  # view px
_HANDLE = 6.0
_HANDLE_UNDER_MOUSE = 8.0


class SlimBar(QScrollBar):
    """A scroll bar in the colours of a theme."""

    def __init__(self, orientation: Qt.Orientation, theme: Theme, parent: QWidget) -> None:
        super().__init__(orientation, parent)
        self.theme = theme
        self._under_mouse = False

    def showEvent(self, event: QShowEvent) -> None:
        """Styles make scroll bars translucent; then everything below them is painted as well."""
        super().showEvent(event)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def sizeHint(self) -> QSize:
        """As wide as a finger needs to find it with the mouse."""
        return QSize(_WIDTH, _WIDTH)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The ground, and the handle where there is something to scroll."""
        painter = QPainter(self)
        colours = self.theme.colours
        painter.fillRect(self.rect(), qt_colour(colours.ground))
        if self.maximum() > self.minimum():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            busy = self._under_mouse or self.isSliderDown()
            painter.setBrush(brush(colours.face if busy else colours.line_strong))
            handle = self._handle(_HANDLE_UNDER_MOUSE if busy else _HANDLE)
            radius = min(handle.width(), handle.height()) / 2
            painter.drawRoundedRect(handle, radius, radius)
        painter.end()

    def _handle(self, width: float) -> QRectF:
        from PySide6.QtWidgets import QStyle  # not for a map that is all in view

        option = QStyleOptionSlider()
        self.initStyleOption(option)
        rect = QRectF(
            self.style().subControlRect(
                QStyle.ComplexControl.CC_ScrollBar,
                option,
                QStyle.SubControl.SC_ScrollBarSlider,
                self,
            )
        )
        inset = (_WIDTH - width) / 2
        if self.orientation() is Qt.Orientation.Horizontal:
            return rect.adjusted(2, inset, -2, -inset)
        return rect.adjusted(inset, 2, -inset, -2)

    def enterEvent(self, event: QEnterEvent) -> None:
        """The handle grows a little under the mouse."""
        super().enterEvent(event)
        self._under_mouse = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """And shrinks again."""
        super().leaveEvent(event)
        self._under_mouse = False
        self.update()
