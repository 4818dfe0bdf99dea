# SPDX-License-Identifier: Apache-2.0
"""The one soft shadow there is, below what is lifted off the map."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from journey_studio.layout.theme import Theme
from journey_studio.paint.qt_pens import qt_colour

_SHADES = 8


def paint_shadow(
    painter: QPainter, theme: Theme, plate: QRectF, radius: float, *, lifted: float = 1.0
) -> None:
    """A soft edge around and below a plate: rounded rectangles over one another, fading.

    `lifted` is how much of the theme's blur and offset it has.
    """
    touch = theme.touch
    shade = QColor(qt_colour(theme.colours.shadow))
    strength = shade.alphaF() / _SHADES
    below = plate.translated(0, touch.shadow_down * lifted)
    painter.setPen(Qt.PenStyle.NoPen)
    for step in range(_SHADES):
        reach = touch.shadow_blur * lifted * (1 - (step + 0.5) / _SHADES)
        shade.setAlphaF(strength * 2 * (step + 1) / (_SHADES + 1))
        painter.setBrush(shade)
        grown = below.adjusted(-reach, -reach, reach, reach)
        painter.drawRoundedRect(grown, radius + reach, radius + reach)
