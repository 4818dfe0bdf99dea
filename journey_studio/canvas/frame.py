# SPDX-License-Identifier: Apache-2.0
"""Paints what a camera sees of a board: culled by the grid, as detailed as the zoom asks for.

From afar cards are plain rectangles in their own colour, from lists kept for each lane; nearer,
rendered pixmaps with bars for words; near, with words. A frame never spends long on rendering
what it meets for the first time: it shows such a card plain and says so, and the view renders it
in idle moments.
"""

from collections.abc import Container, Iterable
from time import perf_counter

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from journey_studio.canvas.camera import Camera, sticking
from journey_studio.canvas.culling import index_of
from journey_studio.canvas.pixmaps import FLAT_ZOOM, TEXT_ZOOM, GroupPixmaps, plain_box
from journey_studio.layout.display import Board, Colour, Group, Placed
from journey_studio.layout.geometry import Box
from journey_studio.paint.qt import BoardPainter, TextMode, brush

_BUDGET = 0.008  # seconds a frame may spend on rendering what it meets for the first time
_NOTHING: frozenset[str] = frozenset()


class FramePainter:
    """Paints boards of one view; keeps what it rendered. `waiting` is what it left plain."""

    def __init__(self, painter: BoardPainter) -> None:
        self.painter = painter
        self.pixmaps = GroupPixmaps(painter)
        self.waiting: list[Group] = []
        self._flat: dict[int, tuple[object, dict[Colour, list[QRectF]]]] = {}

    def forget(self) -> None:
        """Forget everything rendered: the theme or the pictures have changed."""
        self.pixmaps.clear()
        self._flat.clear()

    def paint(
        self,
        painter: QPainter,
        board: Board,
        camera: Camera,
        size: tuple[float, float],
        area: Box,
        without: Container[str] = _NOTHING,
    ) -> None:
        """Paint the part `area` (view px) of a view of `size`, leaving out the cards `without`."""
        self.waiting = []
        self.pixmaps.set_scale(camera.zoom, painter.device().devicePixelRatioF())
        painter.fillRect(QRectF(*area), brush(board.ground_colour))
        top_left = camera.to_board(area.x, area.y)
        seen = Box(*top_left, area.w / camera.zoom, area.h / camera.zoom)
        self._paint_body(painter, board, camera, seen, without)
        self._paint_heads(painter, board, camera, size, area)

    def _paint_body(
        self, painter: QPainter, board: Board, camera: Camera, seen: Box, without: Container[str]
    ) -> None:
        index = index_of(board)
        mode = TextMode.FULL if camera.zoom >= TEXT_ZOOM else TextMode.NONE
        ground = (Placed(0, 0, group) for group in board.ground if group.box.meets(seen))
        links = (Placed(0, 0, group) for group in board.links if group.box.meets(seen))
        self._paint_plain(painter, camera, ground, mode)
        self._paint_plain(painter, camera, index.lane_groups(seen), mode)
        if camera.zoom < FLAT_ZOOM:
            self._paint_flat(painter, board, camera, index.rows(seen), without)
        else:
            self._paint_cards(painter, camera, index.cards(seen), without)
        self._paint_plain(painter, camera, links, mode)

    def _paint_plain(
        self, painter: QPainter, camera: Camera, groups: Iterable[Placed], mode: TextMode
    ) -> None:
        """Paint groups in place, not from pixmaps: they are few, or as large as the board."""
        painter.save()
        painter.scale(camera.zoom, camera.zoom)
        painter.translate(-camera.x, -camera.y)
        self.painter.paint_placed(painter, groups, mode)
        painter.restore()

    def _paint_cards(
        self,
        painter: QPainter,
        camera: Camera,
        cards: Iterable[Placed],
        without: Container[str],
    ) -> None:
        zoom = camera.zoom
        deadline = perf_counter() + _BUDGET
        for dx, dy, group in cards:
            if group.id in without:
                continue
            x, y = (dx - camera.x) * zoom, (dy - camera.y) * zoom
            if self.pixmaps.ready(group) or perf_counter() < deadline:
                self.pixmaps.draw(painter, x, y, group)
            else:
                self.waiting.append(group)
                painter.fillRect(plain_box(group, x, y, zoom), brush(group.tint or None))

    def _paint_flat(
        self,
        painter: QPainter,
        board: Board,
        camera: Camera,
        rows: Iterable[int],
        without: Container[str],
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.scale(camera.zoom, camera.zoom)
        painter.translate(-camera.x, -camera.y)
        for row in rows:
            for tint, boxes in self._flat_row(board, row, without).items():
                painter.setBrush(brush(tint))
                painter.drawRects(boxes)
        painter.restore()

    def _flat_row(
        self, board: Board, row: int, without: Container[str]
    ) -> dict[Colour, list[QRectF]]:
        """The rectangles of a lane's cards by colour, kept while its cells stay the same."""
        top = board.rows[row].y
        cells = [board.cells.get((row, column)) for column in range(len(board.columns))]
        key = (top, board.columns, tuple(map(id, cells)), without)
        kept = self._flat.get(row)
        if kept is not None and kept[0] == key:
            return kept[1]
        made: dict[Colour, list[QRectF]] = {}
        for column, cell in zip(board.columns, cells, strict=True):
            for group in cell.groups if cell is not None else ():
                if group.id not in without and group.tint:
                    box = QRectF(*group.box.moved(column.x, top))
                    made.setdefault(group.tint, []).append(box)
        self._flat[row] = (key, made)
        return made

    def _paint_heads(
        self,
        painter: QPainter,
        board: Board,
        camera: Camera,
        size: tuple[float, float],
        area: Box,
    ) -> None:
        dx, dy = sticking(board, camera, *size)
        lanes = Box(*camera.to_view(0, board.head_height), board.head_width * camera.zoom, 1e6)
        heads = Box(*camera.to_view(board.head_width, 0), 1e6, board.head_height * camera.zoom)
        corner = Box(*camera.to_view(0, 0), lanes.w, heads.h)
        self._paint_strip(
            painter, board, camera, (dx, 0), lanes.moved(dx, 0), board.lane_heads, area
        )
        self._paint_strip(painter, board, camera, (0, dy), heads.moved(0, dy), board.heads, area)
        self._paint_strip(
            painter, board, camera, (dx, dy), corner.moved(dx, dy), (board.corner,), area
        )

    def _paint_strip(
        self,
        painter: QPainter,
        board: Board,
        camera: Camera,
        shift: tuple[float, float],
        strip: Box,
        groups: Iterable[Group],
        area: Box,
    ) -> None:
        """Paint heads, moved by `shift` view px, over the body in their own strip."""
        if not strip.meets(area):
            return
        painter.save()
        clip = QRectF(*strip).intersected(QRectF(*area))
        painter.setClipRect(clip)
        painter.fillRect(clip, brush(board.ground_colour))
        painter.translate(*shift)
        painter.scale(camera.zoom, camera.zoom)
        painter.translate(-camera.x, -camera.y)
        seen = Box(
            *camera.to_board(clip.x() - shift[0], clip.y() - shift[1]),
            clip.width() / camera.zoom,
            clip.height() / camera.zoom,
        )
        mode = TextMode.FULL if camera.zoom >= FLAT_ZOOM else TextMode.BARS
        for group in groups:
            if group.box.meets(seen):
                self.painter.paint_group(painter, group, mode)
        painter.restore()
