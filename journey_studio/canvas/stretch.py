# SPDX-License-Identifier: Apache-2.0
"""The last sharp picture shown larger or smaller while a zoom goes on."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter, QPixmap

from journey_studio.canvas.zones import Area, Zone, Zones


class Piece(NamedTuple):
    """A zone of the picture: the view px it covers, the rectangle it fills, and its source."""

    covered: Area
    target: QRectF
    source: QRectF


class Stretched(NamedTuple):
    """How a picture is shown at another zoom; `beside` is what it does not reach, in view px."""

    pieces: tuple[Piece, ...]
    beside: tuple[Area, ...]
    smooth: bool

    def draw(self, painter: QPainter, picture: QPixmap, beside: QPixmap, part: Area) -> None:
        """Draw a part of the view, in device px, from the picture and what was painted beside."""
        for area in self.beside:
            inner = area.common(part)
            if not inner.empty:
                painter.drawPixmap(inner.x, inner.y, beside, *inner)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=self.smooth)
        for covered, target, source in self.pieces:
            inner = covered.common(part)
            if not inner.empty:
                painter.setClipRect(QRect(*inner))
                painter.drawPixmap(target, picture, source)


def stretched(
    old: Zones, new: Zones, offsets: Sequence[tuple[int, int]], *, heads: bool, smooth: bool
) -> Stretched:
    """The picture of the zones `old` as that of `new`.

    In the picture each zone lies some px away from its place (`offsets`). Heads are stretched too
    only where `heads` says so: that is quicker, but their words change size for a moment.
    """
    pieces = [_piece(old.body, new.body, offsets[3])]
    if heads:
        pieces += [_piece(old[at], new[at], offsets[at]) for at in (0, 1, 2)]
    beside = list(new.body.area.without(pieces[0].covered))
    for at in (0, 1, 2):
        area = new[at].area
        if not area.empty:
            beside += area.without(pieces[1 + at].covered) if heads else (area,)
    return Stretched(tuple(pieces), tuple(beside), smooth)


def _piece(old: Zone, new: Zone, offset: tuple[int, int]) -> Piece:
    """A zone at another scale."""
    share = new.scale / old.scale
    left = new.left + (old.area.x - old.left) * share
    top = new.top + (old.area.y - old.top) * share
    target = QRectF(left, top, old.area.w * share, old.area.h * share)
    inner = target.adjusted(1, 1, -1, -1).toRect()
    covered = Area(inner.x(), inner.y(), max(inner.width(), 0), max(inner.height(), 0))
    return Piece(covered.common(new.area), target, QRectF(*old.area.moved(*offset)))
