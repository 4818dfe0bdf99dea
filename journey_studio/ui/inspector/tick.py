# SPDX-License-Identifier: Apache-2.0
"""A box to tick that can be seen in every theme."""

from typing import Protocol

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton

from journey_studio.layout.theme import Theme
from journey_studio.paint.qt import brush, pen
from journey_studio.paint.qt import qt_colour as colour
from journey_studio.ui.icons import qicon

_SIDE, _GAP = 16, 8  # px


class Coloured(Protocol):
    """Whatever knows the colours of now."""

    @property
    def theme(self) -> Theme:
        """The theme."""


class Tick(QCheckBox):
    """The box, perhaps an icon, and the words. Return ticks like the space bar."""

    def __init__(self, look: Coloured, text: str = "") -> None:
        super().__init__(text)
        self._look = look

    def sizeHint(self) -> QSize:
        """Room for all of it."""
        wide = self.fontMetrics().horizontalAdvance(self.text())
        icon = 0 if self.icon().isNull() else self.iconSize().width() + 6
        return QSize(_SIDE + _GAP + icon + wide + 4, max(super().sizeHint().height(), 24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it in the colours of the theme."""
        theme, colours = self._look.theme, self._look.theme.colours
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = (self.height() - _SIDE) / 2
        state = self.checkState()
        ticked, usable = state != Qt.CheckState.Unchecked, self.isEnabled()
        fill = colours.accent if usable else colours.face
        line = fill if ticked else colours.face
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        painter.setPen(pen(colours.accent if focused and not ticked else line, 1))
        painter.setBrush(brush(fill if ticked else colours.field))
        painter.drawRoundedRect(QRectF(1.5, top + 0.5, _SIDE - 1, _SIDE - 1), 4, 4)
        if focused and ticked:
            painter.setPen(pen(colours.text, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(0.5, top - 0.5, _SIDE + 1, _SIDE + 1), 5, 5)
        if ticked:
            name = "check" if state == Qt.CheckState.Checked else "minus"
            sign = qicon(name, theme, 12, colours.on_accent)
            sign.paint(painter, 3, round(top) + 2, 12, 12)
        left = _SIDE + _GAP
        if not self.icon().isNull():
            size = self.iconSize().width()
            self.icon().paint(painter, left, (self.height() - size) // 2, size, size)
            left += size + 6
        painter.setPen(colour(colours.text if usable else colours.quiet))
        room = self.rect().adjusted(left, 0, 0, 0)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic
        painter.drawText(room, int(flags), self.text())
        painter.end()

    def hitButton(self, pos: object) -> bool:
        """All of it can be clicked."""
        return self.rect().contains(pos)  # type: ignore[call-overload, no-any-return]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)
