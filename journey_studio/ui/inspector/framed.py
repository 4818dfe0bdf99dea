# SPDX-License-Identifier: Apache-2.0
"""The frame of a field for numbers: Qt's styles cannot draw one without arrows."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPalette, QPen
from PySide6.QtWidgets import QAbstractSpinBox

_RADIUS, _HIGH = 6, 30  # px


def frame(spin: QAbstractSpinBox) -> None:
    """Take the style's own frame and arrows away."""
    spin.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
    spin.setFrame(False)
    spin.setFixedHeight(_HIGH)
    spin.setKeyboardTracking(False)


def paint_frame(spin: QAbstractSpinBox) -> None:
    """Draw the frame, in the colour of what has the keyboard where it has."""
    palette, role = spin.palette(), QPalette.ColorRole
    painter = QPainter(spin)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(palette.color(role.Highlight if spin.hasFocus() else role.Mid), 1))
    painter.setBrush(palette.brush(role.Base))
    painter.drawRoundedRect(QRectF(spin.rect()).adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
    painter.end()
