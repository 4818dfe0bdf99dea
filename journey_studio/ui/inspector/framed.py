# SPDX-License-Identifier: Apache-2.0
"""Fields for numbers that look like the others: Qt's styles draw none without their arrows.

The wheel scrolls the panel they stand in and never changes them.
"""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QDoubleSpinBox, QSpinBox

_RADIUS, _HIGH = 6, 30  # px


def _bare(spin: QAbstractSpinBox) -> None:
    """Take the style's own frame and arrows away."""
    spin.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
    spin.setFrame(False)
    spin.setFixedHeight(_HIGH)
    spin.setKeyboardTracking(False)


def _inset(spin: QAbstractSpinBox) -> None:
    """Leave the frame to be seen around the line within."""
    spin.lineEdit().setGeometry(spin.rect().adjusted(6, 2, -6, -2))


def _paint(spin: QAbstractSpinBox) -> None:
    """Draw the frame, in the colour of what has the keyboard where it has."""
    palette, role = spin.palette(), QPalette.ColorRole
    painter = QPainter(spin)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(palette.color(role.Highlight if spin.hasFocus() else role.Mid), 1))
    painter.setBrush(palette.brush(role.Base))
    painter.drawRoundedRect(QRectF(spin.rect()).adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
    painter.end()


class WholeNumber(QSpinBox):
    """A whole number."""

    def __init__(self) -> None:
        super().__init__()
        _bare(self)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The number is its line's, the frame is ours."""
        _paint(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make room for the frame."""
        super().resizeEvent(event)
        _inset(self)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave it to the panel."""
        event.ignore()


class Decimal(QDoubleSpinBox):
    """A number with decimals."""

    def __init__(self) -> None:
        super().__init__()
        _bare(self)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The number is its line's, the frame is ours."""
        _paint(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make room for the frame."""
        super().resizeEvent(event)
        _inset(self)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave it to the panel."""
        event.ignore()
