# SPDX-License-Identifier: Apache-2.0
"""Draws the display list with QPainter: the canvas, the PNG poster, thumbnails.

The caller sets the painter's scale and clip; items are in px at 100 %.
"""

from collections.abc import Iterable
from enum import Enum
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QBrush, QColor, QPainter, QTransform

from journey_studio.layout.display import (
    Colour,
    Group,
    Hyperlink,
    Item,
    Path,
    Picture,
    Placed,
    Rect,
    TextLine,
)
from journey_studio.paint.pictures import PictureSource, placeholder, placement
from journey_studio.paint.qt_pens import NO_PEN, brush, pen, qt_colour, qt_path
from journey_studio.paint.qt_pictures import PictureCache
from journey_studio.paint.qt_text import TextCache

__all__ = ["BoardPainter", "TextMode", "brush", "pen", "qt_colour", "qt_path"]

_HINTS = QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform


class TextMode(Enum):
    """What is drawn of texts: themselves, bars in their places, or nothing."""

    FULL = "full"
    BARS = "bars"
    NONE = "none"


class BoardPainter:
    """Draws groups and keeps what is costly to make: laid out texts and decoded pictures.

    One for each view or export; used on one thread.
    """

    def __init__(
        self,
        pictures: PictureSource,
        texts: TextCache | None = None,
        picture_bytes: int = 96 << 20,
    ) -> None:
        """`picture_bytes` is how much memory decoded pictures may take."""
        self.texts = TextCache() if texts is None else texts
        self.pictures = PictureCache(pictures, picture_bytes)

    def paint_placed(
        self, painter: QPainter, placed: Iterable[Placed], text: TextMode = TextMode.FULL
    ) -> None:
        """Draw groups where they lie on the board."""
        origin = painter.worldTransform()
        for dx, dy, group in placed:
            if dx or dy:
                painter.translate(dx, dy)
                self.paint_items(painter, group.items, text)
                painter.setWorldTransform(origin)
            else:
                self.paint_items(painter, group.items, text)

    def paint_group(self, painter: QPainter, group: Group, text: TextMode = TextMode.FULL) -> None:
        """Draw one group; the painter's origin is the group's."""
        self.paint_items(painter, group.items, text)

    def paint_items(
        self, painter: QPainter, items: Iterable[Item], text: TextMode = TextMode.FULL
    ) -> None:
        """Draw items in their order; the painter's pen and brush are different afterwards."""
        painter.setRenderHints(_HINTS)
        texts: list[TextLine] = []
        for item in items:
            if isinstance(item, TextLine):
                if text is TextMode.FULL:
                    texts.append(item)
                elif text is TextMode.BARS:
                    _paint_bar(painter, item)
                continue
            if texts:
                self.texts.draw(painter, texts)
                texts = []
            if isinstance(item, Rect):
                _paint_rect(painter, item)
            elif isinstance(item, Path):
                painter.setPen(pen(item.line, item.line_width, item.dash, round_ends=True))
                painter.setBrush(brush(item.fill))
                painter.drawPath(qt_path(item.segments))
            elif isinstance(item, Picture):
                self._paint_picture(painter, item)
            else:
                assert isinstance(item, Hyperlink)  # an area, nothing to see
        if texts:
            self.texts.draw(painter, texts)

    def _paint_picture(self, painter: QPainter, item: Picture) -> None:
        zoom = abs(painter.deviceTransform().determinant()) ** 0.5
        image = self.pictures.image(item, zoom)
        if image is None:
            self.paint_items(painter, placeholder(item))
            return
        whole = placement(item, image.width(), image.height())
        texture = QBrush(image)
        scale = whole.w / image.width(), whole.h / image.height()
        texture.setTransform(QTransform(scale[0], 0, 0, scale[1], whole.x, whole.y))
        painter.setPen(NO_PEN)
        painter.setBrush(texture)  # a textured shape has smooth corners, a clip path has not
        painter.drawRoundedRect(QRectF(*item.box), item.radius, item.radius)


def _paint_rect(painter: QPainter, item: Rect) -> None:
    box, fill, line, line_width, radius, dash = item
    if line is None and not radius:
        if fill is not None:
            painter.fillRect(QRectF(*box), brush(fill))
        return
    painter.setPen(pen(line, line_width, dash))
    painter.setBrush(brush(fill))
    if radius:
        painter.drawRoundedRect(QRectF(*box), radius, radius)
    else:
        painter.drawRect(QRectF(*box))


@lru_cache(maxsize=256)
def _bar_brush(value: Colour) -> QBrush:
    faint = QColor(qt_colour(value))
    faint.setAlphaF(faint.alphaF() * 0.28)
    return QBrush(faint)


def _paint_bar(painter: QPainter, item: TextLine) -> None:
    """A bar as long as the line and as high as its small letters."""
    if item.runs:
        left = min(run.x for run in item.runs)
        right = max(run.x + run.width for run in item.runs)
        height = item.size * 0.5
        painter.fillRect(
            QRectF(QPointF(item.x + left, item.y - height), QPointF(item.x + right, item.y)),
            _bar_brush(item.colour),
        )
