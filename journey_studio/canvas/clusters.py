# SPDX-License-Identifier: Apache-2.0
"""The cards of a cell rendered as one picture, for zooms at which they are many and small.

From afar a view shows hundreds of cards, and copying each on its own takes longer than all their
pixels. A cell never changes, so its picture is good as long as the board holds that very cell, or
one that looks the same.
"""

import math
from collections import OrderedDict
from time import perf_counter
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPixmap

from journey_studio.canvas.pixmaps import bleed_of, room_for
from journey_studio.canvas.zones import pixel
from journey_studio.layout.display import Cell
from journey_studio.paint.qt import BoardPainter, TextMode

_LARGEST = 1_000_000  # device px of a cell that is kept as one picture
_FIRST_GUESS = 50e-6  # seconds it takes to render a card with bars, until some have been


class CellPicture(NamedTuple):
    """A cell and its picture; the picture begins at (x, y) in device px from the cell's corner."""

    cell: Cell
    scale: float
    pixmap: QPixmap
    x: int
    y: int


class CellPixmaps:
    """A store of rendered cells for one scale at a time, the least used forgotten first.

    Those of other scales make way as `GroupPixmaps` says.
    """

    def __init__(self, painter: BoardPainter) -> None:
        self._painter = painter
        self._made: OrderedDict[str, CellPicture] = OrderedDict()
        self._bytes = 0
        self._most = 0
        self._scale = 0.0
        self._card_cost = _FIRST_GUESS

    def set_scale(self, scale: float, pixels: int) -> None:
        """Render at so many device px per board px from now on, for a view of so many px."""
        self._most = room_for(pixels)
        self._scale = scale

    def clear(self) -> None:
        """Forget everything."""
        self._made.clear()
        self._bytes = 0

    def others(self) -> list[str]:
        """The keys of pictures that are of another scale."""
        return [key for key, made in self._made.items() if made.scale != self._scale]

    def let_go(self, key: str) -> None:
        """Forget a picture if it is of another scale."""
        made = self._made.get(key)
        if made is not None and made.scale != self._scale:
            del self._made[key]
            self._bytes -= _size(made)

    def cost(self, cell: Cell) -> float:
        """About how many seconds it takes to render a cell."""
        return self._card_cost * len(cell.groups)

    def fits(self, cell: Cell) -> bool:
        """Whether a picture of the cell is worth keeping: not of decoration, nor of giants."""
        size = cell.right * cell.height * self._scale**2
        return size < _LARGEST and bool(cell.groups[0].id)

    def find(self, cell: Cell) -> CellPicture | None:
        """The cell as it was rendered for this scale; None where it has not been."""
        key = cell.groups[0].id
        made = self._made.get(key)
        if made is None or made.scale != self._scale:
            return None
        if made.cell is not cell:
            if not _alike(made.cell, cell):
                return None
            made = self._made[key] = made._replace(cell=cell)
        if self._bytes > self._most // 2:  # soon it matters which was used last
            self._made.move_to_end(key)
        return made

    def make(self, cell: Cell) -> CellPicture:
        """The cell, rendered where it has not been."""
        found = self.find(cell)
        if found is not None:
            return found
        start = perf_counter()
        key = cell.groups[0].id
        stale = self._made.pop(key, None)
        if stale is not None:
            self._bytes -= _size(stale)
        made = self._made[key] = self._render(cell)
        self._bytes += _size(made)
        while self._bytes > self._most and len(self._made) > 1:
            self._bytes -= _size(self._made.popitem(last=False)[1])
        spent = (perf_counter() - start) / len(cell.groups)
        self._card_cost += (spent - self._card_cost) / 16
        return made

    def _render(self, cell: Cell) -> CellPicture:
        scale, bleed = self._scale, bleed_of(self._scale)
        boxes = [group.box for group in cell.groups]
        x = min(pixel(box.x * scale) for box in boxes) - bleed
        y = min(pixel(box.y * scale) for box in boxes) - bleed
        right = max(math.ceil(box.right * scale) for box in boxes) + bleed + 1
        bottom = max(math.ceil(box.bottom * scale) for box in boxes) + bleed + 1
        pixmap = QPixmap(right - x, bottom - y)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        for group, box in zip(cell.groups, boxes, strict=True):
            painter.resetTransform()
            painter.translate(pixel(box.x * scale) - x, pixel(box.y * scale) - y)
            painter.scale(scale, scale)
            painter.translate(-box.x, -box.y)
            self._painter.paint_group(painter, group, TextMode.BARS)
        painter.end()
        return CellPicture(cell, scale, pixmap, x, y)


def _alike(one: Cell, other: Cell) -> bool:
    """Whether the pictures of two cells are the same."""
    return len(one.groups) == len(other.groups) and all(
        a.looks_like(b) for a, b in zip(one.groups, other.groups, strict=True)
    )


def _size(made: CellPicture) -> int:
    return made.pixmap.width() * made.pixmap.height() * 4
