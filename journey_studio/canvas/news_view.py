# SPDX-License-Identifier: Apache-2.0
"""Dots on what others have changed since somebody last looked, in sizes of the screen.

They are the view's own and no part of the board: so they cost no layout, are as large from across
the room as from near by, and never get on paper, into exports or into copies. From afar, where the
marks on cards cannot be made out, what people disagree about has a dot too.
"""

from collections.abc import Collection, Iterator, Sequence

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPainterPath

from journey_studio.canvas.connections import way_of
from journey_studio.canvas.frame import NOTHING
from journey_studio.canvas.pixmaps import TEXT_ZOOM
from journey_studio.canvas.present_view import PresentView
from journey_studio.canvas.rings import in_view
from journey_studio.layout.far_places import seen_box
from journey_studio.layout.geometry import Box
from journey_studio.layout.marks import NEWS_DOT, NEWS_RIM
from journey_studio.model.ids import kind_of
from journey_studio.paint.qt import brush

_INSIDE = 5.0  # px of the screen that a dot on a head stands within it, which others border on
_FAR = 0.75  # how large dots are where cards are


class NewsView(PresentView):
    """Shows dots on records: `news` was changed by others, `torn` is what people disagree about."""

    news: frozenset[str] = NOTHING
    torn: frozenset[str] = NOTHING

    def show_dots(self, news: frozenset[str], torn: frozenset[str]) -> None:
        """Show dots on these records from now on."""
        if (news, torn) != (self.news, self.torn):
            self.news, self.torn = news, torn
            self.refresh()

    def dots(self) -> list[tuple[str, bool]]:
        """The records with a dot that are on the board in view, and whether people disagree."""
        return [(record, torn) for record, torn, _ in self._placed()]

    def _placed(self) -> Iterator[tuple[str, bool, Box]]:
        far = self.camera.zoom < TEXT_ZOOM
        wanted = self.news | self.torn if far else self.news
        if not wanted or self.presented:
            return
        away = self.tool.hidden
        moving: Collection[str] = self.motion.cards
        for record, box in in_view(self.board, self._seen(), tuple(wanted)):
            if record not in away and record not in moving:
                yield record, far and record in self.torn, box

    def _seen(self) -> Box:
        width, height = self.view_size
        corner, far = self.camera.to_board(0, 0), self.camera.to_board(width, height)
        return Box(*corner, far.x - corner.x, far.y - corner.y)

    def _paint_over(self, painter: QPainter) -> None:
        clear: list[tuple[str, bool, Box]] = []  # of the heads: mostly all of them
        for each in self._placed():
            if self._on_head(each[2]):
                self._paint_dots(painter, [each])
            else:
                clear.append(each)
        if clear:
            self._paint_dots(painter, clear)
        super()._paint_over(painter)

    def _paint_dots(self, painter: QPainter, placed: Sequence[tuple[str, bool, Box]]) -> None:
        """Paint dots that stick alike."""
        colours = self.showing.theme.colours
        half = NEWS_DOT * (_FAR if self.camera.zoom < TEXT_ZOOM else 1) / 2
        rims, news, torn = QPainterPath(), QPainterPath(), QPainterPath()
        for path in (rims, news, torn):
            path.setFillRule(Qt.FillRule.WindingFill)  # dots may cover each other
        for record, disagreed, box in placed:
            spot = self._spot(record, box)
            rims.addEllipse(spot, half + NEWS_RIM, half + NEWS_RIM)
            (torn if disagreed else news).addEllipse(spot, half, half)
        painter.save()
        self.enter(painter, placed[0][2])
        for path, colour in (
            (rims, colours.ground),
            (news, colours.accent),
            (torn, colours.warning),
        ):
            painter.fillPath(path, brush(colour))
        painter.restore()

    def _on_head(self, box: Box) -> bool:
        board = self.board
        return box.x < board.head_width or box.y < board.head_height

    def _spot(self, record: str, box: Box) -> QPointF:
        """Where the dot of a record is seen: at its top left corner, or on the line it is."""
        way = way_of(self.board, record) if kind_of(record) == "connection" else ()
        if way:
            return QPointF(*self.camera.to_view(way[0].x, way[0].y))
        seen = self.camera.box_to_view(seen_box(self.board, self.camera.zoom, box))
        inside = min(_INSIDE, seen.w / 2, seen.h / 2) if self._on_head(box) else 0.0
        return QPointF(seen.x + inside, seen.y + inside)
