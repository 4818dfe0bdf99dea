# SPDX-License-Identifier: Apache-2.0
"""Fields for numbers that look like the others: Qt's styles draw none without their arrows.

The wheel scrolls the panel they stand in and never changes them.
"""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QDoubleSpinBox, QSpinBox

_RADIUS, _HIGH = 6, 30  # px


class _Framed:
    """What both kinds of numbers share; Qt lets no class of its own come before theirs."""

    def __init__(self) -> None:
        super().__init__()
        spin = self._spin
        spin.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        spin.setFrame(False)
        spin.setFixedHeight(_HIGH)
        spin.setKeyboardTracking(False)

    @property
    def _spin(self) -> QAbstractSpinBox:
        assert isinstance(self, QAbstractSpinBox)
        return self

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The number is its line's, the frame is ours: accented where the keyboard is."""
        spin, role = self._spin, QPalette.ColorRole
        palette = spin.palette()
        painter = QPainter(spin)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(palette.color(role.Highlight if spin.hasFocus() else role.Mid), 1))
        painter.setBrush(palette.brush(role.Base))
        frame = QRectF(spin.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, _RADIUS, _RADIUS)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the frame to be seen around the line within."""
        super().resizeEvent(event)  # type: ignore[misc]
        self._spin.lineEdit().setGeometry(self._spin.rect().adjusted(6, 2, -6, -2))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave it to the panel."""
        event.ignore()


class WholeNumber(_Framed, QSpinBox):
    """A whole number."""


class Decimal(_Framed, QDoubleSpinBox):
    """A number with decimals."""
