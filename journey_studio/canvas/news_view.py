# SPDX-License-Identifier: Apache-2.0
"""Dots on what others have changed since somebody last looked, in sizes of the screen.

They are the view's own and no part of the board: so they cost no layout, are as large from across
the room as from near by, and never get on paper, into exports or into copies. From afar, where the
marks on cards cannot be made out, what people disagree about has a dot too.
"""

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPixmap

from journey_studio.canvas.connections import way_of
from journey_studio.canvas.frame import NOTHING
from journey_studio.canvas.pixmaps import TEXT_ZOOM
from journey_studio.canvas.present_view import PresentView
from journey_studio.canvas.rings import in_view
from journey_studio.layout.far_places import seen_box
from journey_studio.layout.geometry import Box, Point
from journey_studio.layout.marks import NEWS_DOT, NEWS_RIM
from journey_studio.model.ids import kind_of
from journey_studio.paint.qt import brush

_EVERYWHERE = Box(-1e9, -1e9, 2e9, 2e9)
_INSIDE = 5.0  # px of the screen that a dot on a head stands within it, which others border on
_FAR = 0.75  # how large dots are where cards are


class _Dot(NamedTuple):
    """A dot on the board: whose it is, where the corner it stands at lies, and in what box."""

    record: str
    torn: bool
    corner: Point
    box: Box


class NewsView(PresentView):
    """Shows dots on records: `news` was changed by others, `torn` is what people disagree about."""

    news: frozenset[str] = NOTHING
    torn: frozenset[str] = NOTHING
    _known: tuple[object, ...] = ()  # what the dots were found for
    _found: tuple[_Dot, ...] = ()

    def show_dots(self, news: frozenset[str], torn: frozenset[str]) -> None:
        """Show dots on these records from now on."""
        if (news, torn) != (self.news, self.torn):
            self.news, self.torn = news, torn
            self.refresh()

    def dots(self) -> list[tuple[str, bool]]:
        """The records with a dot on this board, and whether people disagree about them."""
        return [(dot.record, dot.torn) for dot in self._dots()]

    def _dots(self) -> Iterator[_Dot]:
        """The dots on the board: found once, for the camera moves much more often than it."""
        far = self.camera.zoom < TEXT_ZOOM
        wanted = self.news | self.torn if far else self.news
        if not wanted or self.presented:
            return
        known = (self.board, self.news, self.torn, far)
        if not self._known or any(a is not b for a, b in zip(known, self._known, strict=True)):
            self._known = known
            found = in_view(self.board, _EVERYWHERE, tuple(wanted))
            self._found = tuple(
                _Dot(record, far and record in self.torn, self._corner(record, box), box)
                for record, box in found
            )
        away, moving = self.tool.hidden, self.motion.cards
        for dot in self._found:
            if dot.record not in away and dot.record not in moving:
                yield dot

    def _corner(self, record: str, box: Box) -> Point:
        """The top left corner of a record, of a connection where it begins."""
        way = way_of(self.board, record) if kind_of(record) == "connection" else ()
        return way[0] if way else Point(box.x, box.y)

    def _paint_over(self, painter: QPainter) -> None:
        """The dots, and over them what else lies over the board."""
        size = NEWS_DOT * (_FAR if self.camera.zoom < TEXT_ZOOM else 1)
        clear: list[_Dot] = []  # of the heads: mostly all of them
        for dot in self._dots():
            if self._on_head(dot.box):
                self._paint_dots(painter, [dot], size)
            else:
                clear.append(dot)
        if clear:
            self._paint_dots(painter, clear, size)
        super()._paint_over(painter)

    def _paint_dots(self, painter: QPainter, dots: Sequence[_Dot], size: float) -> None:
        """Paint dots that stick alike, where they are in view."""
        colours, ratio = self.showing.theme.colours, self.viewport().devicePixelRatioF()
        news = _picture(colours.accent, colours.ground, size, ratio)
        torn = _picture(colours.warning, colours.ground, size, ratio)
        width, height = self.view_size
        half = size / 2 + NEWS_RIM + 0.5
        painter.save()
        self.enter(painter, dots[0].box)
        for dot in dots:
            x, y = self._spot(dot)
            if (-half < x < width + half and -half < y < height + half) or self._on_head(dot.box):
                painter.drawPixmap(QPointF(x - half, y - half), torn if dot.torn else news)
        painter.restore()

    def _on_head(self, box: Box) -> bool:
        return box.x < self.board.head_width or box.y < self.board.head_height

    def _spot(self, dot: _Dot) -> Point:
        """Where the middle of a dot is seen.

        On heads it stands within them, for others border on them: near by where their padding is,
        from afar at the other end than their words begin.
        """
        if not self._on_head(dot.box):
            return self.camera.to_view(*dot.corner)
        seen = self.camera.box_to_view(seen_box(self.board, self.camera.zoom, dot.box))
        inside = min(_INSIDE, seen.w / 2, seen.h / 2)
        x = seen.right - inside if self.camera.zoom < TEXT_ZOOM else seen.x + inside
        return Point(x, seen.y + inside)


@lru_cache(maxsize=16)
def _picture(colour: str, ground: str, size: float, ratio: float) -> QPixmap:
    """A dot on a rim of ground, to be painted often."""
    whole = size + 2 * NEWS_RIM + 1
    pixmap = QPixmap(math.ceil(whole * ratio), math.ceil(whole * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    middle = QPointF(whole / 2, whole / 2)
    for fill, half in ((ground, size / 2 + NEWS_RIM), (colour, size / 2)):
        painter.setBrush(brush(fill))
        painter.drawEllipse(middle, half, half)
    painter.end()
    return pixmap
