# SPDX-License-Identifier: Apache-2.0
"""The last sharp picture shown larger or smaller while a zoom goes on."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter, QPixmap

from journey_studio.canvas.rolled import Span
from journey_studio.canvas.zones import Area, Zone, Zones

Spans = Callable[[int, Area], Iterable[Span]]  # where a part of a zone lies in the picture


class Piece(NamedTuple):
    """A part of the picture: the view px it may cover, the rectangle it fills, and its source."""

    covered: Area
    target: QRectF
    source: QRectF


class Stretched(NamedTuple):
    """How a picture is shown at another zoom; `beside` is what of which zones it does not reach."""

    pieces: tuple[Piece, ...]
    beside: tuple[tuple[int, Area], ...]
    smooth: bool

    def draw(self, painter: QPainter, picture: QPixmap, part: Area) -> None:
        """Draw a part of the view, in device px, from the picture."""
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=self.smooth)
        for covered, target, source in self.pieces:
            inner = covered.common(part)
            if not inner.empty:
                painter.setClipRect(QRect(*inner))
                painter.drawPixmap(target, picture, source)


def stretched(old: Zones, new: Zones, spans: Spans, *, heads: bool, smooth: bool) -> Stretched:
    """The picture of the zones `old`, which lie in it as `spans` says, as that of `new`.

    Heads are stretched too only where `heads` says so: that is quicker, but their words change
    size for a moment.
    """
    body = len(Zones._fields) - 1
    pieces: list[Piece] = []
    beside: list[tuple[int, Area]] = []
    for at in (body, *range(body)):
        if at == body or heads:
            covered = _covered(old[at], new[at])
            pieces += _pieces(old[at], new[at], covered, spans(at, old[at].area))
            beside += [(at, area) for area in new[at].area.without(covered)]
        else:
            beside.append((at, new[at].area))
    return Stretched(tuple(pieces), tuple(part for part in beside if not part[1].empty), smooth)


def _placed(old: Zone, new: Zone, area: Area) -> QRectF:
    """Where a part of a zone lies at another scale."""
    share = new.scale / old.scale
    left = new.left + (area.x - old.left) * share
    top = new.top + (area.y - old.top) * share
    return QRectF(left, top, area.w * share, area.h * share)


def _covered(old: Zone, new: Zone) -> Area:
    """What a zone at another scale covers for certain."""
    inner = _placed(old, new, old.area).adjusted(1, 1, -1, -1).toRect()
    covered = Area(inner.x(), inner.y(), max(inner.width(), 0), max(inner.height(), 0))
    return covered.common(new.area)


def _pieces(old: Zone, new: Zone, covered: Area, spans: Iterable[Span]) -> Iterator[Piece]:
    for area, shift in spans:
        yield Piece(covered, _placed(old, new, area), QRectF(*area.moved(*shift)))
