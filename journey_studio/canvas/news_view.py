# SPDX-License-Identifier: Apache-2.0
"""Dots on what others have changed since somebody last looked, in sizes of the screen.

They are the view's own and no part of the board: so they cost no layout, are as large from across
the room as from near by, and never get on paper, into exports or into copies. From afar, where the
marks on cards cannot be made out, what people disagree about has a dot too.
"""

import math
from collections.abc import Iterable, Iterator
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
_MANY = 200  # dots whose picture is kept while nothing moves


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
    _on_heads: tuple[_Dot, ...] = ()
    _clear: tuple[_Dot, ...] = ()  # of the heads: mostly all of them
    _drawn: tuple[tuple[object, ...], QPixmap] | None = None  # very many dots, as they were seen

    def show_dots(self, news: frozenset[str], torn: frozenset[str]) -> None:
        """Show dots on these records from now on."""
        if (news, torn) != (self.news, self.torn):
            self.news, self.torn = news, torn
            self.refresh()

    def dots(self) -> list[tuple[str, bool]]:
        """The records with a dot on this board, and whether people disagree about them."""
        return [(dot.record, dot.torn) for dot in self._dots()]

    def _dots(self) -> Iterator[_Dot]:
        """The dots on the board, but for those of what a gesture has in its hands."""
        self._find()
        away = self._away
        return (dot for dot in (*self._on_heads, *self._clear) if dot.record not in away)

    @property
    def _away(self) -> frozenset[str]:
        """What is on its way, and painted elsewhere."""
        return frozenset((*self.tool.hidden, *self.motion.cards))

    def _find(self) -> None:
        """Find the dots on the board once, for the camera moves much more often than it."""
        far = self.camera.zoom < TEXT_ZOOM
        wanted = self.news | self.torn if far else self.news
        if not wanted or self.presented:
            self._known, self._on_heads, self._clear, self._drawn = (), (), (), None
            return
        known = (self.board, self.news, self.torn, far)
        if self._known and all(a is b for a, b in zip(known, self._known, strict=True)):
            return
        found = (
            _Dot(record, far and record in self.torn, self._corner(record, box), box)
            for record, box in in_view(self.board, _EVERYWHERE, tuple(wanted))
        )
        on_heads: list[_Dot] = []
        clear: list[_Dot] = []
        for dot in found:
            (on_heads if self._on_head(dot.box) else clear).append(dot)
        self._known, self._on_heads, self._clear = known, tuple(on_heads), tuple(clear)
        self._drawn = None

    def _corner(self, record: str, box: Box) -> Point:
        """The top left corner of a record, of a connection where it begins."""
        way = way_of(self.board, record) if kind_of(record) == "connection" else ()
        return way[0] if way else Point(box.x, box.y)

    def _paint_over(self, painter: QPainter) -> None:
        """The dots, and over them what else lies over the board."""
        self._find()
        away = self._away
        size = NEWS_DOT * (_FAR if self.camera.zoom < TEXT_ZOOM else 1)
        for dot in self._on_heads:
            if dot.record not in away:
                painter.save()
                self.enter(painter, dot.box)
                self._paint_at(painter, [(dot.torn, self._spot(dot))], size)
                painter.restore()
        if self._clear:
            self._paint_clear(painter, size, away)
        super()._paint_over(painter)

    def _paint_clear(self, painter: QPainter, size: float, away: frozenset[str]) -> None:
        """The dots that stick nowhere. Very many are painted once for each place of the camera."""
        painter.save()
        self.enter(painter, self._clear[0].box)
        if len(self._clear) < _MANY:
            self._paint_at(painter, self._seen(size, away), size)
        else:
            painter.drawPixmap(0, 0, self._picture_of_many(size, away))
        painter.restore()

    def _picture_of_many(self, size: float, away: frozenset[str]) -> QPixmap:
        ratio, theme = self.viewport().devicePixelRatioF(), self.showing.theme.name
        seen_as = (self.camera, self.view_size, away, theme, ratio)
        if self._drawn is None or self._drawn[0] != seen_as:
            width, height = (math.ceil(each * ratio) for each in self.view_size)
            pixmap = QPixmap(width, height)
            pixmap.setDevicePixelRatio(ratio)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            self._paint_at(painter, self._seen(size, away), size)
            painter.end()
            self._drawn = (seen_as, pixmap)
        return self._drawn[1]

    def _seen(self, size: float, away: frozenset[str]) -> Iterator[tuple[bool, Point]]:
        """Which of the dots that stick nowhere are in view, and where."""
        left, top, zoom = self.camera
        width, height = self.view_size
        half = size / 2 + NEWS_RIM + 0.5
        for record, torn, corner, _ in self._clear:
            x = (corner[0] - left) * zoom
            if -half < x < width + half and record not in away:
                y = (corner[1] - top) * zoom
                if -half < y < height + half:
                    yield torn, Point(x, y)

    def _paint_at(
        self, painter: QPainter, spots: Iterable[tuple[bool, Point]], size: float
    ) -> None:
        """Paint dots around these points of the view, in the colours of what they say."""
        colours, ratio = self.showing.theme.colours, self.viewport().devicePixelRatioF()
        news = _picture(colours.accent, colours.ground, size, ratio)
        torn = _picture(colours.warning, colours.ground, size, ratio)
        half = size / 2 + NEWS_RIM + 0.5
        for is_torn, (x, y) in spots:
            painter.drawPixmap(QPointF(x - half, y - half), torn if is_torn else news)

    def _on_head(self, box: Box) -> bool:
        return box.x < self.board.head_width or box.y < self.board.head_height

    def _spot(self, dot: _Dot) -> Point:
        """Where the middle of a dot on a head is seen.

        It stands within it, for others border on it: near by where the padding is, from afar at
        the other end than the words begin.
        """
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
