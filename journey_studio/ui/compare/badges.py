# SPDX-License-Identifier: Apache-2.0
"""The badges of differences as icons, the same as on the map."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from journey_studio.layout.difference_marks import ICONS
from journey_studio.layout.display import Rect
from journey_studio.layout.geometry import Box
from journey_studio.layout.icons import icon
from journey_studio.layout.scene import Way
from journey_studio.layout.theme import Theme
from journey_studio.paint.pictures import no_pictures
from journey_studio.paint.qt import BoardPainter

_SIZE = 16
_RATIO = 2  # pixels per px: sharp on every screen there is


def badge_icon(way: Way, theme: Theme) -> QIcon:
    """The badge of a way in which maps differ."""
    look = getattr(theme.differences, way)
    inner = _SIZE * 0.62
    at = (_SIZE - inner) / 2
    pixmap = QPixmap(_SIZE * _RATIO, _SIZE * _RATIO)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(_RATIO, _RATIO)
    disc = Rect(Box(0, 0, _SIZE, _SIZE), look.line, radius=_SIZE / 2)
    sign = icon(ICONS[way], at, at, inner, look.on, _SIZE / 9)
    BoardPainter(no_pictures).paint_items(painter, (disc, sign))
    painter.end()
    pixmap.setDevicePixelRatio(_RATIO)
    return QIcon(pixmap)
