# SPDX-License-Identifier: Apache-2.0
"""What lies over the board and is never exported: selection rings, the landing gap, the ghost."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap

from journey_studio.canvas.camera import Camera
from journey_studio.layout.connections import arrowhead, rounded
from journey_studio.layout.geometry import Box, Point
from journey_studio.layout.theme import Theme
from journey_studio.paint.qt import brush, pen, qt_path
from journey_studio.paint.qt import qt_colour as colour
from journey_studio.paint.qt_text import qt_font

_BADGE = 20.0  # view px, of the number on a pile
_PILE = 5.0  # view px by which the next card of a pile looks out
_SHADES = 8
_WAY_EDGE = 9.0  # view px, of the soft edge of a selected connection
HANDLE = 8.0  # view px across, the dot a connection is pulled from


def _rect(box: Box) -> QRectF:
    return QRectF(*box)


def paint_ring(painter: QPainter, theme: Theme, camera: Camera, box: Box) -> None:
    """The accent ring around a selected box, a little off its edge."""
    touch = theme.touch
    off = touch.ring_off + touch.ring / 2
    seen = camera.box_to_view(box).inset(-off, -off)
    painter.setPen(pen(theme.colours.accent, touch.ring))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    radius = theme.grid.radius * camera.zoom + off
    painter.drawRoundedRect(_rect(seen), radius, radius)


def paint_cell(painter: QPainter, theme: Theme, camera: Camera, box: Box) -> None:
    """The cell the keyboard is at: a dashed line just inside it."""
    seen = camera.box_to_view(box).inset(4 * camera.zoom, 4 * camera.zoom)
    painter.setPen(pen(theme.colours.accent, 1.5, (4.0, 3.0)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    radius = theme.grid.radius * camera.zoom
    painter.drawRoundedRect(_rect(seen), radius, radius)


def paint_gap(painter: QPainter, theme: Theme, camera: Camera, box: Box) -> None:
    """The place where what is dragged will land."""
    painter.setPen(pen(theme.colours.accent, 1.5, (5.0, 3.0)))
    painter.setBrush(_washed(theme))
    radius = theme.grid.radius * camera.zoom
    painter.drawRoundedRect(_rect(camera.box_to_view(box)), radius, radius)


def paint_home(painter: QPainter, theme: Theme, camera: Camera, box: Box) -> None:
    """The place that what is dragged has left, as an outline."""
    painter.setPen(pen(theme.colours.ghost, 1, (3.0, 3.0)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    radius = theme.grid.radius * camera.zoom
    painter.drawRoundedRect(_rect(camera.box_to_view(box)), radius, radius)


def paint_hover(painter: QPainter, theme: Theme, camera: Camera, box: Box) -> None:
    """The card under the mouse: its line darkens, nothing moves."""
    painter.setPen(pen(theme.colours.line_strong, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    radius = theme.grid.radius * camera.zoom
    painter.drawRoundedRect(_rect(camera.box_to_view(box).inset(0.5, 0.5)), radius, radius)


def paint_target(painter: QPainter, theme: Theme, camera: Camera, box: Box) -> None:
    """The card or cell that takes what is dragged in from outside."""
    seen = camera.box_to_view(box).inset(1, 1)
    radius = theme.grid.radius * camera.zoom
    painter.setPen(pen(theme.colours.accent, theme.touch.ring))
    painter.setBrush(_washed(theme))
    painter.drawRoundedRect(_rect(seen), radius, radius)


def paint_band(painter: QPainter, theme: Theme, seen: Box) -> None:
    """A rubber band (view px)."""
    painter.setPen(pen(theme.colours.accent, 1))
    painter.setBrush(_washed(theme))
    painter.drawRect(QRectF(*seen))


def paint_way(painter: QPainter, theme: Theme, camera: Camera, way: Sequence[Point]) -> None:
    """A connection that is selected, or about to be: its way in the accent, with a soft edge."""
    grid = theme.grid
    line = qt_path(rounded(way, grid.link_radius))
    head = qt_path(arrowhead(way[-2], way[-1], grid.arrow))
    painter.save()
    painter.translate(-camera.x * camera.zoom, -camera.y * camera.zoom)
    painter.scale(camera.zoom, camera.zoom)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    soft = QColor(colour(theme.colours.accent))
    soft.setAlphaF(0.16)
    edge = QPen(soft, _WAY_EDGE / camera.zoom)
    edge.setCapStyle(Qt.PenCapStyle.RoundCap)
    edge.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(edge)
    painter.drawPath(line)
    width = max(grid.link_width + 0.5, theme.touch.ring / camera.zoom)
    painter.setPen(pen(theme.colours.accent, width, round_ends=True))
    painter.drawPath(line)
    painter.setBrush(colour(theme.colours.accent))
    painter.drawPath(head)
    painter.restore()


def paint_loose_arrow(
    painter: QPainter, theme: Theme, start: Point, end: Point, *, away: bool
) -> None:
    """An arrow that hangs at the mouse (view px): from a card, or to it where not `away`."""
    pull = max(abs(end.x - start.x) / 2, 32.0) * (1 if away else -1)
    path = QPainterPath(QPointF(*start))
    path.cubicTo(start.x + pull, start.y, end.x - pull, end.y, end.x, end.y)
    painter.setPen(pen(theme.colours.accent, theme.touch.ring, (6.0, 4.0)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)
    tip, back = (end, end.x - pull) if away else (start, start.x + pull)
    before = Point(tip.x - (6.0 if back < tip.x else -6.0), tip.y)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(theme.colours.accent))
    painter.drawPath(qt_path(arrowhead(before, tip, theme.grid.arrow + 2)))


def paint_handle(painter: QPainter, theme: Theme, at: Point, *, hot: bool) -> None:
    """The dot (view px) from which a connection is pulled; in the accent under the mouse."""
    colours = theme.colours
    radius = HANDLE / 2 + (1 if hot else 0)
    painter.setPen(pen(colours.accent if hot else colours.face, 1.5))
    painter.setBrush(colour(colours.accent if hot else colours.band))
    painter.drawEllipse(QPointF(*at), radius, radius)


def paint_round_ring(painter: QPainter, theme: Theme, camera: Camera, box: Box) -> None:
    """The accent ring around the point of a curve."""
    touch = theme.touch
    x, y = camera.to_view(*box.centre)
    # The box of a point is twice as wide as the point is seen.
    radius = max(box.w / 4 * camera.zoom, 3.0) + touch.ring_off + touch.ring
    painter.setPen(pen(theme.colours.accent, touch.ring))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPointF(x, y), radius, radius)


def _washed(theme: Theme) -> QColor:
    fill = QColor(colour(theme.colours.accent))
    fill.setAlphaF(0.1)
    return fill


class Ghost(NamedTuple):
    """What is dragged, lifted, as one picture; `corner` is its top left from that of the card."""

    pixmap: QPixmap
    corner: QPointF

    def box(self, x: float, y: float) -> Box:
        """The view px it covers when the card's top left corner is at (x, y)."""
        ratio = self.pixmap.devicePixelRatioF()
        left, top = x + self.corner.x(), y + self.corner.y()
        return Box(left, top, self.pixmap.width() / ratio, self.pixmap.height() / ratio)

    def paint(self, painter: QPainter, x: float, y: float) -> None:
        """Draw it over the board."""
        painter.drawPixmap(QPointF(x, y) + self.corner, self.pixmap)


def make_ghost(theme: Theme, card: QPixmap, bleed: float, count: int) -> Ghost:
    """A card lifted: turned a little, with the one soft shadow there is.

    `card` is its picture with `bleed` view px of room around it. Several cards show as a pile with
    their number.
    """
    ratio, touch = card.devicePixelRatioF(), theme.touch
    width, height = card.width() / ratio, card.height() / ratio
    lean = math.sin(math.radians(touch.lift_degrees)) * max(width, height)
    room = touch.shadow_blur + touch.shadow_down + lean + _BADGE
    pixmap = QPixmap(math.ceil((width + 2 * room) * ratio), math.ceil((height + 2 * room) * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHints(
        QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
    )
    painter.translate(room + width / 2, room + height / 2)
    painter.rotate(touch.lift_degrees)
    plate = QRectF(bleed - width / 2, bleed - height / 2, width - 2 * bleed, height - 2 * bleed)
    _paint_shadow(painter, theme, plate)
    if count > 1:
        painter.setPen(pen(theme.colours.line_strong, 1))
        painter.setBrush(brush(theme.colours.band))
        radius = theme.grid.radius
        painter.drawRoundedRect(plate.translated(_PILE, _PILE), radius, radius)
    painter.drawPixmap(QPointF(-width / 2, -height / 2), card)
    if count > 1:
        _paint_count(painter, theme, plate.topRight(), count)
    painter.end()
    return Ghost(pixmap, QPointF(-room - bleed, -room - bleed))


def _paint_count(painter: QPainter, theme: Theme, corner: QPointF, count: int) -> None:
    style = theme.type.label
    font = qt_font(style.weight, style.size)
    words = str(count)
    width = max(QFontMetricsF(font).horizontalAdvance(words) + 14, _BADGE)
    badge = QRectF(corner.x() - width / 2, corner.y() - _BADGE / 2, width, _BADGE)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(brush(theme.colours.accent))
    painter.drawRoundedRect(badge, _BADGE / 2, _BADGE / 2)
    painter.setFont(font)
    painter.setPen(colour(theme.colours.on_accent))
    painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, words)


def _paint_shadow(painter: QPainter, theme: Theme, card: QRectF) -> None:
    """A soft edge around and below the card: rounded rectangles over one another, fading."""
    touch = theme.touch
    shade = QColor(colour(theme.colours.shadow))
    painter.setPen(Qt.PenStyle.NoPen)
    below = card.translated(0, touch.shadow_down)
    strength = shade.alphaF() / _SHADES
    for step in range(_SHADES):
        reach = touch.shadow_blur * (1 - (step + 0.5) / _SHADES)
        shade.setAlphaF(strength * 2 * (step + 1) / (_SHADES + 1))
        painter.setBrush(shade)
        radius = theme.grid.radius + reach
        painter.drawRoundedRect(below.adjusted(-reach, -reach, reach, reach), radius, radius)
