# SPDX-License-Identifier: Apache-2.0
"""What lies over the board and is never exported: selection rings, the landing gap, the ghost."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap, QRadialGradient

from journey_studio.canvas.camera import Camera
from journey_studio.layout.geometry import Box
from journey_studio.layout.theme import Theme
from journey_studio.paint.qt import brush, pen
from journey_studio.paint.qt import qt_colour as colour


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
    fill = QColor(colour(theme.colours.accent))
    fill.setAlphaF(0.1)
    painter.setPen(pen(theme.colours.accent, 1.5, (5.0, 3.0)))
    painter.setBrush(fill)
    radius = theme.grid.radius * camera.zoom
    painter.drawRoundedRect(_rect(camera.box_to_view(box)), radius, radius)


def paint_home(painter: QPainter, theme: Theme, camera: Camera, box: Box) -> None:
    """The place that what is dragged has left, as an outline."""
    painter.setPen(pen(theme.colours.ghost, 1, (3.0, 3.0)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    radius = theme.grid.radius * camera.zoom
    painter.drawRoundedRect(_rect(camera.box_to_view(box)), radius, radius)


def paint_ghost(
    painter: QPainter, theme: Theme, at: tuple[float, float], pixmap: QPixmap, count: int
) -> None:
    """What is dragged, lifted: turned a little, with the one soft shadow there is.

    `at` is the pixmap's top left in view px; a number says how many cards are dragged together.
    """
    ratio = pixmap.devicePixelRatioF()
    width, height = pixmap.width() / ratio, pixmap.height() / ratio
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.translate(QPointF(at[0] + width / 2, at[1] + height / 2))
    painter.rotate(theme.touch.lift_degrees)
    _paint_shadow(painter, theme, width, height)
    painter.setOpacity(0.92)
    painter.drawPixmap(QPointF(-width / 2, -height / 2), pixmap)
    if count > 1:
        painter.setOpacity(1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(brush(theme.colours.accent))
        badge = QRectF(width / 2 - 22, -height / 2 - 8, 28, 20)
        painter.drawRoundedRect(badge, 10, 10)
        painter.setPen(colour(theme.colours.on_accent))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, str(count))
    painter.restore()


def _paint_shadow(painter: QPainter, theme: Theme, width: float, height: float) -> None:
    """A soft dark ellipse under the card, cheaper than blurring and as calm."""
    touch = theme.touch
    painter.save()
    painter.translate(0, touch.shadow_down)
    painter.scale(width / 2 + touch.shadow_blur, height / 2 + touch.shadow_blur)
    gradient = QRadialGradient(QPointF(0, 0), 1)
    dark, clear = QColor(colour(theme.colours.shadow)), QColor(colour(theme.colours.shadow))
    clear.setAlpha(0)
    gradient.setColorAt(0.55, dark)
    gradient.setColorAt(1, clear)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(gradient)
    painter.drawEllipse(QPointF(0, 0), 1, 1)
    painter.restore()
