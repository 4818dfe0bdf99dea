# SPDX-License-Identifier: Apache-2.0
"""Groups rendered once for a zoom, so that a frame is mostly copying pixels.

A rendered card is copied eight times faster than it is drawn. Pixmaps are in device pixels and
placed on device pixels, so they look as if drawn in place.
"""

import math
from collections import OrderedDict

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from journey_studio.layout.display import Group
from journey_studio.layout.geometry import Box
from journey_studio.paint.qt import BoardPainter, TextMode

_BYTES = 96 * 1024 * 1024
_BLEED = 6.0  # board px around a group for lines, marks and arrow tips that reach over its box


class GroupPixmaps:
    """A store of rendered groups for one zoom at a time, the least used forgotten first."""

    def __init__(self, painter: BoardPainter) -> None:
        self._painter = painter
        self._made: OrderedDict[int, tuple[Group, QPixmap]] = OrderedDict()
        self._bytes = 0
        self._scale = (0.0, 0.0)

    def set_scale(self, zoom: float, ratio: float) -> None:
        """Render for this zoom and device pixel ratio from now on."""
        if (zoom, ratio) != self._scale:
            self._scale = (zoom, ratio)
            self.clear()

    def clear(self) -> None:
        """Forget everything."""
        self._made.clear()
        self._bytes = 0

    def ready(self, group: Group) -> bool:
        """Whether the group is rendered for this scale."""
        return id(group) in self._made

    def draw(self, painter: QPainter, x: float, y: float, group: Group) -> None:
        """Draw the group, whose origin lies at (x, y) in view px; renders it where it must."""
        pixmap = self._pixmap(group)
        zoom, ratio = self._scale
        left = math.floor((x + (group.box.x - _BLEED) * zoom) * ratio + 0.5) / ratio
        top = math.floor((y + (group.box.y - _BLEED) * zoom) * ratio + 0.5) / ratio
        painter.drawPixmap(QPointF(left, top), pixmap)

    def prepare(self, group: Group) -> None:
        """Render the group, for a frame to come."""
        self._pixmap(group)

    def _pixmap(self, group: Group) -> QPixmap:
        found = self._made.get(id(group))
        if found is not None:
            self._made.move_to_end(id(group))
            return found[1]
        pixmap = self.render(group, *self._scale)
        self._made[id(group)] = (group, pixmap)  # the group is held, so its id stays its own
        self._bytes += pixmap.width() * pixmap.height() * 4
        while self._bytes > _BYTES and len(self._made) > 1:
            _, (_, oldest) = self._made.popitem(last=False)
            self._bytes -= oldest.width() * oldest.height() * 4
        return pixmap

    def render(self, group: Group, zoom: float, ratio: float) -> QPixmap:
        """A picture of the group on its own, with a little room around it."""
        box: Box = group.box.inset(-_BLEED, -_BLEED)
        scale = zoom * ratio
        pixmap = QPixmap(max(math.ceil(box.w * scale), 1), max(math.ceil(box.h * scale), 1))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.scale(zoom, zoom)
        painter.translate(-box.x, -box.y)
        mode = TextMode.FULL if zoom >= TEXT_ZOOM else TextMode.BARS
        self._painter.paint_group(painter, group, mode)
        painter.end()
        return pixmap


TEXT_ZOOM = 0.4  # below it words are bars
FLAT_ZOOM = 0.16  # below it cards are plain rectangles


def plain_box(group: Group, x: float, y: float, zoom: float) -> QRectF:
    """Where a group lies in the view, as Qt's rectangle."""
    box = group.box
    return QRectF(x + box.x * zoom, y + box.y * zoom, box.w * zoom, box.h * zoom)
