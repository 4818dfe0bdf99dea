# SPDX-License-Identifier: Apache-2.0
"""The icon set as QIcons in the colours of the theme."""

from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from journey_studio.layout.display import Rect
from journey_studio.layout.geometry import Box
from journey_studio.layout.icons import icon
from journey_studio.layout.theme import Colour, Theme, faded
from journey_studio.paint.pictures import no_pictures
from journey_studio.paint.qt import BoardPainter

SIZE = 18
STROKE = 1.5
_RATIOS = (1.0, 1.25, 1.5, 1.75, 2.0, 3.0)  # of screens: each gets pixels of its own


@lru_cache(maxsize=1)
def _painter() -> BoardPainter:
    return BoardPainter(no_pictures)


def _pixmap(name: str, colour: Colour, size: int, ratio: float) -> QPixmap:
    pixels = round(size * ratio)
    pixmap = QPixmap(pixels, pixels)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    _painter().paint_items(painter, (icon(name, 0, 0, size, colour, STROKE * size / SIZE),))
    painter.end()
    return pixmap


@lru_cache(maxsize=512)
def qicon(name: str, theme: Theme, size: int = SIZE, colour: Colour | None = None) -> QIcon:
    """The icon of that name, in the colour of text or another, and fainter where disabled."""
    made = QIcon()
    own = colour or theme.colours.text
    for ratio in _RATIOS:
        made.addPixmap(_pixmap(name, own, size, ratio), QIcon.Mode.Normal)
        faint = faded(theme.colours.quiet, 0.5)
        made.addPixmap(_pixmap(name, faint, size, ratio), QIcon.Mode.Disabled)
    return made


def app_icon(theme: Theme) -> QIcon:
    """The sign of the program, in windows and task bars: a curve on a rounded square."""
    made = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        pixmap = QPixmap(size, size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        square = Rect(Box(0, 0, size, size), fill=theme.colours.accent, radius=size * 0.22)
        inset, inner = size * 0.18, size * 0.64
        stroke = max(inner / 9, 1.0)
        curve = icon("curve", inset, inset, inner, theme.colours.on_accent, stroke)
        _painter().paint_items(painter, (square, curve))
        painter.end()
        made.addPixmap(pixmap)
    return made
