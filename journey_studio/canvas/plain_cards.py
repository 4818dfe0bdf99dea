# SPDX-License-Identifier: Apache-2.0
"""Cards that are not rendered yet: their colour, and bars where words may be.

Most cards are of one width, so the bars of so many lines are painted once and copied.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPixmap

from journey_studio.canvas.pixmaps import plain_rect
from journey_studio.canvas.zones import pixel
from journey_studio.layout.display import Group
from journey_studio.layout.theme import Colour, faded
from journey_studio.paint.qt import brush, qt_colour

_BAR_STEP, _BAR, _BAR_INSET = 18.0, 6.0, 12.0  # board px, of the bars in place of words
_BAR_OPACITY = 0.18
_MOST_BARS = 8


class PlainCards:
    """Paints plain cards of one scale, in device px per board px; `bars` is the colour of bars."""

    def __init__(self, bars: Colour) -> None:
        self.bars = bars
        self._scale = 0.0
        self._made: dict[tuple[int, int], QPixmap] = {}  # by their width in device px, and lines

    def clear(self) -> None:
        """Forget all pictures."""
        self._made.clear()

    def paint(self, painter: QPainter, group: Group, x: float, y: float, scale: float) -> None:
        """Paint a card whose origin lies at (x, y) in device px."""
        if scale != self._scale:
            self._scale = scale
            self.clear()
        rect = plain_rect(group, x, y, scale)
        painter.fillRect(rect, brush(group.tint or None))
        width = rect.width() - 2 * pixel(_BAR_INSET * scale)
        lines = min(int((group.box.h - _BAR_INSET) // _BAR_STEP), _MOST_BARS)
        if width > 0 and lines > 0:
            bars = self._made.get((width, lines))
            if bars is None:
                bars = self._made[width, lines] = self._make(width, lines)
            inset = pixel(_BAR_INSET * scale)
            painter.drawPixmap(rect.left() + inset, rect.top() + inset, bars)

    def _make(self, width: int, lines: int) -> QPixmap:
        """Bars for so many lines, the last of them shorter."""
        step, thick = _BAR_STEP * self._scale, max(pixel(_BAR * self._scale), 1)
        picture = QPixmap(width, pixel((lines - 1) * step) + thick)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        colour = qt_colour(faded(self.bars, _BAR_OPACITY))
        for line in range(lines):
            long = width if line + 1 < lines else width * 2 // 3
            painter.fillRect(0, pixel(line * step), long, thick, colour)
        painter.end()
        return picture
