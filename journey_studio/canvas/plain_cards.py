# SPDX-License-Identifier: Apache-2.0
"""Cards that are not rendered yet: their colour, and bars where words may be.

A frame that meets a place for the first time shows hundreds of them, so they are gathered and
painted with one call for each colour.
"""

from collections.abc import Iterable

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter

from journey_studio.canvas.ground import blended
from journey_studio.canvas.pixmaps import plain_rect
from journey_studio.canvas.zones import pixel
from journey_studio.layout.display import Group
from journey_studio.layout.theme import Colour, faded

_BAR_STEP, _BAR, _BAR_INSET = 18.0, 6.0, 12.0  # board px, of the bars in place of words
BAR_OPACITY = 0.18
_MOST_BARS = 8
_DOWNS = tuple(line * _BAR_STEP for line in range(_MOST_BARS))

Plain = tuple[Group, float, float]  # a card and where its origin lies, in device px


class PlainCards:
    """Paints plain cards; `bars` is the colour of bars."""

    def __init__(self, bars: Colour) -> None:
        self.bars = bars

    def paint(
        self, painter: QPainter, cards: Iterable[Plain], scale: float, *, words: bool = True
    ) -> None:
        """Paint cards at so many device px per board px, with bars where they have `words`.

        The painter's pen and brush are others afterwards.
        """
        plates: dict[Colour, list[QRect]] = {}
        bars: dict[Colour, list[QRect]] = {}
        step, inset = _BAR_STEP * scale, pixel(_BAR_INSET * scale)
        thick = max(pixel(_BAR * scale), 1)
        downs = [inset + pixel(line * step) for line in range(_MOST_BARS)]
        for group, x, y in cards:
            if not group.tint:
                continue
            rect = plain_rect(group, x, y, scale)
            plates.setdefault(group.tint, []).append(rect)
            if not words:
                continue
            width = rect.width() - 2 * inset
            lines = min(int((group.box.h - _BAR_INSET) // _BAR_STEP), _MOST_BARS)
            if width > 0 and lines > 0:
                left, top = rect.left() + inset, rect.top()
                made = bars.setdefault(group.tint, [])
                made += [QRect(left, top + down, width, thick) for down in downs[: lines - 1]]
                made.append(QRect(left, top + downs[lines - 1], width * 2 // 3, thick))
        over = faded(self.bars, BAR_OPACITY)
        painter.setPen(Qt.PenStyle.NoPen)
        for tint, rects in plates.items():
            painter.setBrush(blended(tint, tint))
            painter.drawRects(rects)
        for tint, rects in bars.items():
            painter.setBrush(blended(tint, over))
            painter.drawRects(rects)


def bars_of(x: float, y: float, w: float, h: float) -> list[QRectF]:
    """The bars of a card in place of words, in board px."""
    left, top, width = x + _BAR_INSET, y + _BAR_INSET, w - 2 * _BAR_INSET
    last = min(int((h - _BAR_INSET) // _BAR_STEP), _MOST_BARS) - 1
    if width <= 0 or last < 0:
        return []
    found = [QRectF(left, top + down, width, _BAR) for down in _DOWNS[:last]]
    found.append(QRectF(left, top + _DOWNS[last], width * 2 / 3, _BAR))
    return found
