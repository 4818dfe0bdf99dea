# SPDX-License-Identifier: Apache-2.0
"""The icon set as QIcons in the colours of the theme."""

from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap

from journey_studio.layout.outlines import outline
from journey_studio.layout.theme import Colour, Theme, faded
from journey_studio.paint.qt_pens import brush, pen, qt_path

SIZE = 18
STROKE = 1.5


def _ratios() -> tuple[float, ...]:
    """The scales of the screens there are: each gets pixels of its own."""
    return tuple(sorted({screen.devicePixelRatio() for screen in QGuiApplication.screens()}))


def _stroke(
    painter: QPainter, name: str, at: float, size: float, colour: Colour, width: float
) -> None:
    """Draw the icon `size` px wide, `at` px from the left and from the top."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen(colour, width, round_ends=True))
    painter.drawPath(qt_path(outline(name, at, at, size)))


def _pixmap(name: str, colour: Colour, size: int, ratio: float) -> QPixmap:
    pixels = round(size * ratio)
    pixmap = QPixmap(pixels, pixels)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    _stroke(painter, name, 0, size, colour, STROKE * size / SIZE)
    painter.end()
    return pixmap


def qicon(
    name: str,
    theme: Theme,
    size: int = SIZE,
    colour: Colour | None = None,
    ratios: tuple[float, ...] | None = None,
) -> QIcon:
    """The icon of that name, in the colour of text or another, and fainter where disabled.

    It has pixels for screens of these `ratios`, by default those there are.
    """
    return _qicon(name, theme, size, colour, ratios or _ratios())


@lru_cache(maxsize=512)
def _qicon(
    name: str, theme: Theme, size: int, colour: Colour | None, ratios: tuple[float, ...]
) -> QIcon:
    made = QIcon()
    own = colour or theme.colours.text
    for ratio in ratios:
        made.addPixmap(_pixmap(name, own, size, ratio), QIcon.Mode.Normal)
        faint = faded(theme.colours.quiet, 0.5)
        made.addPixmap(_pixmap(name, faint, size, ratio), QIcon.Mode.Disabled)
    return made


@lru_cache(maxsize=4)
def app_icon(theme: Theme) -> QIcon:
    """The sign of the program, in windows and task bars: a curve on a rounded square."""
    made = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        pixmap = QPixmap(size, size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(brush(theme.colours.accent))
        painter.drawRoundedRect(0, 0, size, size, size * 0.22, size * 0.22)
        inset, inner = size * 0.18, size * 0.64
        _stroke(painter, "curve", inset, inner, theme.colours.on_accent, max(inner / 9, 1.0))
        painter.end()
        made.addPixmap(pixmap)
    return made
