# SPDX-License-Identifier: Apache-2.0
"""Scroll bars that keep out of the way: a thin handle on the ground of the map.

They are painted with every step of a pan, so they have to be cheap, too.
"""

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QScrollBar, QStyleOptionSlider, QWidget

from journey_studio.canvas.zones import pixel
from journey_studio.layout.theme import Theme
from journey_studio.paint.qt import brush, qt_colour

_WIDTH = 12  # view px
_HANDLE = 6.0
_HANDLE_UNDER_MOUSE = 8.0
_STEP = 40  # view px


class SlimBar(QScrollBar):
    """A scroll bar in the colours of a theme."""

    def __init__(self, orientation: Qt.Orientation, theme: Theme, parent: QWidget) -> None:
        super().__init__(orientation, parent)
        self.theme = theme
        self._under_mouse = False
        self._way: tuple[tuple[object, ...], QRect, QRect] | None = None
        self.setSingleStep(_STEP)

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
        """Where the handle is. The style says so for both ends of the way, and is asked again only
        where that is another one: to ask takes as long as to paint.
        """
        least, most = self.minimum(), self.maximum()
        look = (least, most, self.pageStep(), self.size())
        if self._way is None or self._way[0] != look:
            self._way = look, *self._handle_at(least, most)
        _, first, last = self._way
        share = (self.sliderPosition() - least) / (most - least)
        x = first.x() + pixel((last.x() - first.x()) * share)
        y = first.y() + pixel((last.y() - first.y()) * share)
        inset = (_WIDTH - width) / 2
        if self.orientation() is Qt.Orientation.Horizontal:
            return QRectF(x + 2, y + inset, first.width() - 4, first.height() - 2 * inset)
        return QRectF(x + inset, y + 2, first.width() - 2 * inset, first.height() - 4)

    def _handle_at(self, least: int, most: int) -> tuple[QRect, QRect]:
        """Where the style would have the handle for two values."""
        from PySide6.QtWidgets import QStyle  # not for a map that is all in view

        option = QStyleOptionSlider()
        self.initStyleOption(option)
        control, part = QStyle.ComplexControl.CC_ScrollBar, QStyle.SubControl.SC_ScrollBarSlider
        option.sliderPosition, style = least, self.style()
        first = style.subControlRect(control, option, part, self)
        option.sliderPosition = most
        return first, style.subControlRect(control, option, part, self)

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
