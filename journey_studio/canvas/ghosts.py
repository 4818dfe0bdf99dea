# SPDX-License-Identifier: Apache-2.0
"""What is dragged, lifted off the board: turned a little, with the one soft shadow there is."""

import math
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFontMetricsF,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPixmap,
)

from journey_studio.canvas.shadows import paint_shadow
from journey_studio.layout.geometry import Box
from journey_studio.layout.theme import Theme
from journey_studio.paint.qt import brush, pen
from journey_studio.paint.qt import qt_colour as colour
from journey_studio.paint.qt_text import qt_font

_BADGE = 20.0  # view px, of the number on a pile
_PILE = 5.0  # view px by which the next card of a pile looks out
_RISE = 8.0  # view px that one end of something long is higher than the other at most
_WIDEST, _HIGHEST = 360.0, 120.0  # view px of a head: what is larger would hide where it lands
_HINT = 88.0  # view px of the column or row that is seen at its head


class Ghost(NamedTuple):
    """What is dragged, as one picture; `place` is where it lies from the thing's top left, in
    view px."""

    pixmap: QPixmap
    place: Box

    def box(self, x: float, y: float) -> Box:
        """The view px it covers when the thing's top left corner is at (x, y)."""
        return self.place.moved(x, y)

    def paint(self, painter: QPainter, x: float, y: float) -> None:
        """Draw it over the board."""
        painter.drawPixmap(QPointF(x + self.place.x, y + self.place.y), self.pixmap)


def _ghost_of(pixmap: QPixmap, room: float) -> Ghost:
    """The picture of a thing with room around it, in view px."""
    ratio = pixmap.devicePixelRatioF()
    return Ghost(pixmap, Box(-room, -room, pixmap.width() / ratio, pixmap.height() / ratio))


def make_ghost(theme: Theme, card: QPixmap, bleed: float, count: int, *, copy: bool) -> Ghost:
    """A card lifted.

    `card` is its picture with `bleed` view px of room around it. Several cards show as a pile with
    their number, copies with a plus.
    """
    ratio = card.devicePixelRatioF()
    width, height = card.width() / ratio, card.height() / ratio
    plate = QRectF(bleed, bleed, width - 2 * bleed, height - 2 * bleed)
    badge = _BADGE if copy or count > 1 else 0.0
    ghost, painter, room = _lift(theme, width, height, ratio, badge)
    paint_shadow(painter, theme, plate, theme.grid.radius)
    if count > 1:
        painter.setPen(pen(theme.colours.line_strong, 1))
        painter.setBrush(brush(theme.colours.band))
        radius = theme.grid.radius
        painter.drawRoundedRect(plate.translated(_PILE, _PILE), radius, radius)
    painter.drawPixmap(QPointF(0, 0), card)
    _paint_badge(painter, theme, plate.topRight(), count, copy=copy)
    painter.end()
    return _ghost_of(ghost, room + bleed)


def make_head_ghost(
    theme: Theme, head: QPixmap, bleed: float, count: int, *, across: bool
) -> Ghost:
    """The head of a column lifted with a hint of what is below it; of a row where `across`."""
    ratio = head.devicePixelRatioF()
    plate = QRectF(
        0,
        0,
        min(head.width() / ratio - 2 * bleed, _WIDEST),
        min(head.height() / ratio - 2 * bleed, _HIGHEST),
    )
    hint = plate.adjusted(0, 0, _HINT if across else 0, 0 if across else _HINT)
    ghost, painter, room = _lift(
        theme, hint.width(), hint.height(), ratio, _BADGE if count > 1 else 0.0
    )
    paint_shadow(painter, theme, plate, theme.grid.radius)
    _paint_hint(painter, theme, plate, hint, across=across)
    shape = QPainterPath()
    radius = theme.grid.radius
    shape.addRoundedRect(plate, radius, radius)
    painter.setPen(pen(theme.colours.line_strong, 1))
    painter.setBrush(brush(theme.colours.band))
    painter.drawPath(shape)
    painter.save()
    painter.setClipPath(shape)
    painter.drawPixmap(QPointF(-bleed, -bleed), head)
    painter.restore()
    painter.setPen(pen(theme.colours.line_strong, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(shape)
    _paint_badge(painter, theme, plate.topRight(), count, copy=False)
    painter.end()
    return _ghost_of(ghost, room)


def _lift(
    theme: Theme, width: float, height: float, ratio: float, badge: float
) -> tuple[QPixmap, QPainter, float]:
    """An empty picture with room around it, and a painter turned a little in it.

    What is long is turned by less. The room is for the shadow, for what turns out of the
    rectangle, and for `badge` px more: all of it is copied in every step of a drag.
    """
    touch, length = theme.touch, max(width, height)
    lean = min(math.radians(touch.lift_degrees), math.asin(min(_RISE / max(length, 1), 1)))
    room = float(
        math.ceil(touch.shadow_blur + touch.shadow_down + math.sin(lean) * length / 2 + badge)
    )
    pixmap = QPixmap(math.ceil((width + 2 * room) * ratio), math.ceil((height + 2 * room) * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHints(
        QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
    )
    painter.translate(room + width / 2, room + height / 2)
    painter.rotate(math.degrees(lean))
    painter.translate(-width / 2, -height / 2)
    return pixmap, painter, room


def _paint_hint(
    painter: QPainter, theme: Theme, plate: QRectF, hint: QRectF, *, across: bool
) -> None:
    """The column or row under the head, fading out."""
    gradient = QLinearGradient(plate.bottomRight(), hint.bottomRight())
    if across:
        gradient.setStart(plate.topRight())
        gradient.setFinalStop(hint.topRight())
    painter.setPen(Qt.PenStyle.NoPen)
    for tone, strength in ((theme.colours.band, 0.85), (theme.colours.accent, 0.22)):
        near, far = QColor(colour(tone)), QColor(colour(tone))
        near.setAlphaF(strength)
        far.setAlphaF(0.0)
        gradient.setColorAt(0, near)
        gradient.setColorAt(1, far)
        painter.setBrush(QBrush(gradient))
        painter.drawRoundedRect(hint, theme.grid.radius, theme.grid.radius)


def _paint_badge(
    painter: QPainter, theme: Theme, corner: QPointF, count: int, *, copy: bool
) -> None:
    """The number of cards in a pile; a plus where copies will land."""
    if count < 2 and not copy:
        return
    style = theme.type.label
    font = qt_font(style.weight, style.size)
    words = ("+" if copy else "") + (str(count) if count > 1 else "")
    width = max(QFontMetricsF(font).horizontalAdvance(words) + 14, _BADGE)
    badge = QRectF(corner.x() - width / 2, corner.y() - _BADGE / 2, width, _BADGE)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(brush(theme.colours.accent))
    painter.drawRoundedRect(badge, _BADGE / 2, _BADGE / 2)
    if words == "+":  # drawn, so that it stands in the very middle
        painter.setPen(pen(theme.colours.on_accent, 2, round_ends=True))
        middle = badge.center()
        for dx, dy in ((4.5, 0.0), (0.0, 4.5)):
            reach = QPointF(dx, dy)
            painter.drawLine(middle - reach, middle + reach)
        return
    painter.setFont(font)
    painter.setPen(colour(theme.colours.on_accent))
    painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, words)
