# SPDX-License-Identifier: Apache-2.0
"""The slider through the moments of a map, with marks for days and for named versions."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPolygonF,
)
from PySide6.QtWidgets import QSlider, QToolTip

from journey_studio.i18n import t
from journey_studio.layout.theme import Colour, Theme
from journey_studio.paint.qt import brush, pen, qt_colour
from journey_studio.ui.tips import tip_of

_MARGIN = 12  # px on both sides of the way
_WAY = 17  # px from the top to the middle of the way
_THICK = 4.0
_HANDLE = 8.0  # px, the radius of the handle
_HEIGHT = 40
_NEAR = 7  # px from a mark, where the mouse still means it
_APART = 5  # px at least between two days that are marked
_GAP = 14  # px between two names of days


class Mark(NamedTuple):
    """Something worth stopping at: where on the slider, and what it is called."""

    value: int
    name: str


class LifeSlider(QSlider):
    """From the first moment of a map to now.

    The arrow keys step through the moments, Page Up and Page Down through the days and versions,
    Home and End go to the beginning and to now. A click goes where it is.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._theme = theme
        self._days: tuple[Mark, ...] = ()
        self._versions: tuple[Mark, ...] = ()
        self.setObjectName("life")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(t("history.slider"))
        self.setMinimumWidth(120)
        self.setFixedHeight(_HEIGHT)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        self.update()

    def show_marks(self, days: Sequence[Mark], versions: Sequence[Mark]) -> None:
        """Mark where days begin and where versions were named."""
        if (tuple(days), tuple(versions)) != (self._days, self._versions):
            self._days, self._versions = tuple(days), tuple(versions)
            self.update()

    @property
    def versions(self) -> tuple[Mark, ...]:
        """The versions that are marked."""
        return self._versions

    @property
    def days(self) -> tuple[Mark, ...]:
        """The days that are marked."""
        return self._days

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(480, _HEIGHT)

    # Where things are

    def x_of(self, value: int) -> float:
        """Where a value lies, px."""
        room = self.width() - 2 * _MARGIN
        return _MARGIN + (room * value / self.maximum() if self.maximum() else room)

    def value_at(self, x: float) -> int:
        """The value at a place, px."""
        room = max(self.width() - 2 * _MARGIN, 1)
        share = min(max((x - _MARGIN) / room, 0.0), 1.0)
        return round(share * self.maximum())

    def mark_at(self, x: float) -> Mark | None:
        """The version, or else the day, that the mouse means at a place."""
        for marks in (self._versions, self._days):
            near = [each for each in marks if abs(self.x_of(each.value) - x) <= _NEAR]
            if near:
                return min(near, key=lambda each: abs(self.x_of(each.value) - x))
        return None

    # Hands

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go there, and on with the mouse."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.setSliderDown(True)
            mark = self.mark_at(event.position().x())
            on_mark = mark is not None and mark in self._versions
            self.setValue(mark.value if mark and on_mark else self.value_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the mouse."""
        if self.isSliderDown():
            self.setValue(self.value_at(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Stay there."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step through the moments; what the slider does not know is the bar's."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.setValue(self._next_mark(forwards=key == Qt.Key.Key_PageDown))
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Down):
            self.setValue(self.value() - 1)
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Up):
            self.setValue(self.value() + 1)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.setValue(self.minimum() if key == Qt.Key.Key_Home else self.maximum())
        else:
            event.ignore()

    def _next_mark(self, *, forwards: bool) -> int:
        """The next day or version, or the end where there is none."""
        marks = {each.value for each in (*self._days, *self._versions)}
        places = sorted({*marks, self.minimum(), self.maximum()})
        if forwards:
            at = bisect_right(places, self.value())
            return places[min(at, len(places) - 1)]
        return places[max(bisect_left(places, self.value()) - 1, 0)]

    def event(self, event: QEvent) -> bool:
        """Say what a mark is called under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            mark = self.mark_at(event.pos().x())
            if mark is not None:
                QToolTip.showText(event.globalPos(), tip_of(mark.name), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The way, what lies behind, the marks and the handle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = self._theme.colours
        on = self.maximum() > 0
        here = self.x_of(self.value())
        self._paint_way(painter, _MARGIN, self.width() - _MARGIN, colours.line_strong)
        if on:
            self._paint_way(painter, _MARGIN, here, colours.accent)
        self._paint_days(painter)
        for mark in self._versions:
            self._paint_version(painter, self.x_of(mark.value))
        if on:
            self._paint_handle(painter, here)
        painter.end()

    def _paint_way(self, painter: QPainter, start: float, end: float, colour: Colour) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(brush(colour))
        box = QRectF(start - _THICK / 2, _WAY - _THICK / 2, end - start + _THICK, _THICK)
        painter.drawRoundedRect(box, _THICK / 2, _THICK / 2)

    def _paint_days(self, painter: QPainter) -> None:
        """A line where a day begins, with its name where there is room for it."""
        colours = self._theme.colours
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 0.85)
        painter.setFont(font)
        metrics = QFontMetrics(font)
        free, last = 0.0, -1e9
        for mark in self._days:
            x = self.x_of(mark.value)
            if x - last < _APART:
                continue
            last = x
            painter.setPen(pen(colours.line_strong, 1))
            painter.drawLine(QPointF(x, _WAY + 5), QPointF(x, _WAY + 10))
            wide = metrics.horizontalAdvance(mark.name)
            left = min(x - 2, self.width() - wide - 2.0)
            if left >= free:
                painter.setPen(qt_colour(colours.quiet))
                painter.drawText(QPointF(left, _HEIGHT - 3), mark.name)
                free = left + wide + _GAP

    def _paint_version(self, painter: QPainter, x: float) -> None:
        """A diamond on the way: filled, with an edge that parts it from the way."""
        colours, size = self._theme.colours, 6.0
        points = [
            QPointF(x, _WAY - size),
            QPointF(x + size, _WAY),
            QPointF(x, _WAY + size),
            QPointF(x - size, _WAY),
        ]
        painter.setPen(pen(colours.panel, 1.5))
        painter.setBrush(brush(colours.text))
        painter.drawPolygon(QPolygonF(points))

    def _paint_handle(self, painter: QPainter, x: float) -> None:
        colours = self._theme.colours
        middle = QPointF(x, _WAY)
        painter.setPen(pen(colours.accent, 2))
        painter.setBrush(brush(colours.panel))
        painter.drawEllipse(middle, _HANDLE - 1, _HANDLE - 1)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(middle, _HANDLE + 2.5, _HANDLE + 2.5)
