# SPDX-License-Identifier: Apache-2.0
"""Cards rendered once for a zoom, so that a frame is mostly copying pixels.

A rendered card is copied many times faster than it is drawn. Pixmaps are in device pixels and
their card begins on a whole one, so it looks as crisp as if drawn in place.
"""

import math
from collections import OrderedDict
from time import perf_counter
from typing import NamedTuple

from PySide6.QtCore import QRect
from PySide6.QtGui import QPixmap, QTransform

from journey_studio.canvas.easel import Blanks, Easel, size_of
from journey_studio.canvas.zones import pixel
from journey_studio.layout.cards import CardGroup
from journey_studio.layout.display import Group
from journey_studio.paint.qt import BoardPainter, TextMode

TEXT_ZOOM = 0.4  # below it words are bars
FLAT_ZOOM = 0.16  # below it cards are plain rectangles

_VIEWS = 4  # how many views full of cards are kept
_BLANKS = 8  # the part of it that pictures of empty cards may take as well
_LARGEST = 1_000_000  # device px of a group that is kept as a pixmap
_BLEED = 6.0  # board px around a group for lines, marks and arrow tips that reach over its box
_FIRST_GUESS = 150e-6  # seconds it takes to render a card, until some have been


class _Made(NamedTuple):
    group: Group
    pixmap: QPixmap
    look: tuple[float, TextMode]


class GroupPixmaps:
    """A store of rendered groups for one scale at a time, the least used forgotten first.

    They are kept by record: a card that looks as before is not rendered again because the board
    was laid out anew. Those of other scales make way one by one as new ones are made: to let go of
    all at once would take longer than half a frame.
    """

    def __init__(self, painter: BoardPainter) -> None:
        self._painter = painter
        self._made: OrderedDict[str, _Made] = OrderedDict()
        self._bytes = 0
        self._most = 0
        self._look = (0.0, TextMode.FULL)
        self._easel = Easel()
        self._blanks = Blanks()
        self.cost = _FIRST_GUESS  # seconds, about what rendering one more takes

    def set_scale(self, scale: float, mode: TextMode, pixels: int) -> None:
        """Render at so many device px per board px from now on, for a view of so many px."""
        self._most = room_for(pixels)
        if (scale, mode) != self._look:
            self._look = scale, mode

    def clear(self) -> None:
        """Forget everything."""
        self._made.clear()
        self._blanks.clear()
        self._bytes = 0

    def fits(self, group: Group) -> bool:
        """Whether a pixmap of the group is worth keeping: not of decoration, nor of giants."""
        return bool(group.id) and group.box.w * group.box.h * self._look[0] ** 2 < _LARGEST

    def others(self) -> list[str]:
        """The records whose pictures are of another scale."""
        return [record for record, made in self._made.items() if made.look != self._look]

    def let_go(self, record: str) -> None:
        """Forget the picture of a record if it is of another scale."""
        made = self._made.get(record)
        if made is not None and made.look != self._look:
            del self._made[record]
            self._bytes -= size_of(made.pixmap)

    def find(self, group: Group) -> QPixmap | None:
        """The group as it was rendered for this scale; None where it has not been."""
        made = self._made.get(group.id)
        if made is None or made[2] != self._look:
            return None
        if made[0] is not group:
            before, now = made.group, group
            same_size = before.box.w == now.box.w and before.box.h == now.box.h
            if not same_size or before.key != now.key:
                return None
            self._made[group.id] = made._replace(group=group)
        if self._bytes > self._most // 2:  # soon it matters which was used last
            self._made.move_to_end(group.id)
        return made[1]

    def make(self, group: Group) -> QPixmap:
        """The group, rendered where it has not been."""
        return self.find(group) or self._render(group)

    def _render(self, group: Group) -> QPixmap:
        start = perf_counter()
        stale = self._made.pop(group.id, None)
        if stale is not None:
            self._bytes -= size_of(stale.pixmap)
        scale, mode = self._look
        pixmap = self.render(group, scale, mode if group.role == "card" else TextMode.FULL)
        self._made[group.id] = _Made(group, pixmap, self._look)
        self._bytes += size_of(pixmap)
        while self._bytes > self._most and len(self._made) > 1:
            self._bytes -= size_of(self._made.popitem(last=False)[1].pixmap)
        self.cost += (perf_counter() - start - self.cost) / 16
        return pixmap

    def render(self, group: Group, scale: float, mode: TextMode = TextMode.FULL) -> QPixmap:
        """A picture of the group on its own, with a little room around it, in device px."""
        bleed, box = bleed_of(scale), group.box
        width, height = math.ceil(box.w * scale) + 2 * bleed, math.ceil(box.h * scale) + 2 * bleed
        frame = group.frame if isinstance(group, CardGroup) else None
        under = None if frame is None else self._blanks.find(frame, scale)
        painter = self._easel.begin(width, height, under)
        dx, dy = bleed - box.x * scale, bleed - box.y * scale
        painter.setTransform(QTransform(scale, 0, 0, scale, dx, dy))
        items = group.items
        if frame is not None:
            if under is None:
                self._painter.paint_items(painter, items[: frame.items], mode)
                self._blanks.keep(frame, self._easel.picture(), self._most // _BLANKS)
            items = items[frame.items :]
        self._painter.paint_items(painter, items, mode)
        painter.end()
        return self._easel.picture()


def room_for(pixels: int) -> int:
    """How many bytes pictures for a view of so many device px may take."""
    return _VIEWS * 4 * pixels


def bleed_of(scale: float) -> int:
    """The room around a rendered group, in device px."""
    return math.ceil(_BLEED * scale)


def plain_rect(group: Group, x: float, y: float, scale: float) -> QRect:
    """The device pixels of a group whose origin lies at (x, y)."""
    box = group.box
    left, top = pixel(x + box.x * scale), pixel(y + box.y * scale)
    return QRect(
        left, top, pixel(x + box.right * scale) - left, pixel(y + box.bottom * scale) - top
    )
