# SPDX-License-Identifier: Apache-2.0
"""What lies over the board and is never exported: selection rings, the landing gap, the ghost."""

from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

from journey_studio.canvas.camera import Camera
from journey_studio.canvas.pixmaps import FLAT_ZOOM
from journey_studio.layout.connections import arrowhead, rounded
from journey_studio.layout.geometry import Box, Point
from journey_studio.layout.theme import Theme
from journey_studio.paint.qt import pen, qt_path
from journey_studio.paint.qt import qt_colour as colour

_TINY = 0.55  # how much of the accent covers a card too small for a ring
_SEAM = 3.0  # view px to both sides of a place that has closed
_WAY_EDGE = 9.0  # view px, of the soft edge of a selected connection
HANDLE = 8.0  # view px across, the dot a connection is pulled from
_AROUND = QPointF(2, 2)  # view px of room for a line that is drawn on an edge


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


def paint_many_rings(
    painter: QPainter, theme: Theme, camera: Camera, rects: Sequence[QRectF]
) -> None:
    """Rings around hundreds of cards (board px), plain; where cards are tiny, in the accent."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.scale(camera.zoom, camera.zoom)
    painter.translate(-camera.x, -camera.y)
    if camera.zoom < FLAT_ZOOM:
        wash = QColor(colour(theme.colours.accent))
        wash.setAlphaF(_TINY)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(wash)
    else:
        line = QPen(colour(theme.colours.accent), theme.touch.ring)
        line.setCosmetic(True)
        painter.setPen(line)
        painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRects(rects)


def paint_cell(painter: QPainter, theme: Theme, camera: Camera, box: Box) -> None:
    """The cell the keyboard is at: a dashed line just inside it."""
    seen = camera.box_to_view(box).inset(4 * camera.zoom, 4 * camera.zoom)
    painter.setPen(pen(theme.colours.accent, 1.5, (4.0, 3.0)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    radius = theme.grid.radius * camera.zoom
    painter.drawRoundedRect(_rect(seen), radius, radius)


def paint_gap(painter: QPainter, theme: Theme, camera: Camera, box: Box) -> None:
    """The place where what is dragged will land."""
    ratio = painter.device().devicePixelRatioF()
    x, y, width, height = camera.box_to_view(box)
    size = QSize(max(round(width * ratio), 1), max(round(height * ratio), 1))
    stamp = _gap(
        size.width(), size.height(), ratio, theme.colours.accent, theme.grid.radius * camera.zoom
    )
    painter.drawPixmap(QPointF(round(x * ratio) / ratio, round(y * ratio) / ratio) - _AROUND, stamp)


@lru_cache(maxsize=4)
def _gap(width: int, height: int, ratio: float, accent: str, radius: float) -> QPixmap:
    """The gap of a size in device px, with room for its line: dashes take long to draw."""
    room = 2 * _AROUND.x() * ratio
    stamp = QPixmap(round(width + room), round(height + room))
    stamp.setDevicePixelRatio(ratio)
    stamp.fill(Qt.GlobalColor.transparent)
    painter = QPainter(stamp)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen(accent, 1.5, (5.0, 3.0)))
    painter.setBrush(_washed(accent))
    painter.drawRoundedRect(
        QRectF(_AROUND.x(), _AROUND.y(), width / ratio, height / ratio), radius, radius
    )
    painter.end()
    return stamp


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


def paint_touched(painter: QPainter, theme: Theme, camera: Camera, box: Box) -> None:
    """What has changed at the moment on show: a soft wash with a line around it."""
    line = QColor(colour(theme.colours.accent))
    line.setAlphaF(_TINY)
    painter.setPen(QPen(line, 1.5))
    painter.setBrush(_washed(theme.colours.accent))
    radius = theme.grid.radius * camera.zoom
    painter.drawRoundedRect(_rect(camera.box_to_view(box).inset(-1, -1)), radius, radius)


def paint_target(painter: QPainter, theme: Theme, camera: Camera, box: Box) -> None:
    """The card or cell that takes what is dragged in from outside."""
    seen = camera.box_to_view(box).inset(1, 1)
    radius = theme.grid.radius * camera.zoom
    painter.setPen(pen(theme.colours.accent, theme.touch.ring))
    painter.setBrush(_washed(theme.colours.accent))
    painter.drawRoundedRect(_rect(seen), radius, radius)


def paint_cell_target(painter: QPainter, theme: Theme, camera: Camera, cell: Box, gap: Box) -> None:
    """The cell that takes what is dragged in from outside, and the bar where it lands."""
    radius = theme.grid.radius * camera.zoom
    painter.setPen(pen(theme.colours.accent, theme.touch.ring))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(_rect(camera.box_to_view(cell).inset(1, 1)), radius, radius)
    bar = _rect(camera.box_to_view(gap))
    bar.setHeight(max(bar.height(), theme.touch.ring))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(theme.colours.accent))
    painter.drawRoundedRect(bar, bar.height() / 2, bar.height() / 2)


def paint_band(painter: QPainter, theme: Theme, seen: Box) -> None:
    """A rubber band (view px)."""
    painter.setPen(pen(theme.colours.accent, 1))
    painter.setBrush(_washed(theme.colours.accent))
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


def paint_edge(painter: QPainter, theme: Theme, camera: Camera, box: Box) -> None:
    """The edge of a plate that belongs to what is selected."""
    painter.setPen(pen(theme.colours.accent, 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    radius = theme.grid.radius * camera.zoom
    painter.drawRoundedRect(_rect(camera.box_to_view(box).inset(0.5, 0.5)), radius, radius)


def paint_sheet(painter: QPainter, theme: Theme, seen: Box) -> None:
    """The place (view px) where words are being written that have no card of their own."""
    painter.setPen(pen(theme.colours.accent, 1, (3.0, 3.0)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(_rect(seen), theme.grid.radius, theme.grid.radius)


def paint_round_ring(painter: QPainter, theme: Theme, camera: Camera, box: Box) -> None:
    """The accent ring around the point of a curve."""
    touch = theme.touch
    x, y = camera.to_view(*box.centre)
    radius = max(theme.curve.point / 2 * camera.zoom, 3.0) + touch.ring_off + touch.ring
    painter.setPen(pen(theme.colours.accent, touch.ring))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPointF(x, y), radius, radius)


def paint_landing(painter: QPainter, theme: Theme, camera: Camera, seen: Box) -> None:
    """Where columns or rows that are dragged will be (view px)."""
    painter.setPen(pen(theme.colours.accent, 1.5, (5.0, 3.0)))
    painter.setBrush(_washed(theme.colours.accent))
    radius = theme.grid.radius * camera.zoom
    painter.drawRoundedRect(_rect(seen.inset(1, 1)), radius, radius)


def paint_seam(painter: QPainter, theme: Theme, seen: Box) -> None:
    """The place that columns or rows have left (view px): the others have closed up over it."""
    painter.setPen(pen(theme.colours.ghost, 1, (3.0, 3.0)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    x, y = (_SEAM, 0.0) if not seen.w else (0.0, _SEAM)
    painter.drawRoundedRect(_rect(seen.inset(-x, -y)), _SEAM, _SEAM)


def _washed(accent: str) -> QColor:
    fill = QColor(colour(accent))
    fill.setAlphaF(0.1)
    return fill
