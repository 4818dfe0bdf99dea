# SPDX-License-Identifier: Apache-2.0
"""Paints what a camera sees of a board: culled by the grid, as detailed as the zoom asks for.

From afar cards are plain rectangles in their own colour; nearer, rendered pixmaps with bars for
words; near, with words. A frame never spends long on rendering what it meets for the first time:
it shows such a card plain and says so, and the view renders it in idle moments.
"""

from collections.abc import Collection, Iterable, Iterator
from math import floor
from time import perf_counter

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QTransform

from journey_studio.canvas.culling import among, index_of, meets
from journey_studio.canvas.far import FlatRows
from journey_studio.canvas.ground import bands_of, paint_ground
from journey_studio.canvas.long_paths import dashes, pieces
from journey_studio.canvas.motion import STILL, Motion
from journey_studio.canvas.pixmaps import FLAT_ZOOM, TEXT_ZOOM, GroupPixmaps, bleed_of, plain_rect
from journey_studio.canvas.sticky import heads_in, points_in, sliding
from journey_studio.canvas.zones import Area, Frame, Zone, pixel, zones_of
from journey_studio.layout.display import Board, Group, Path, Placed
from journey_studio.layout.far_points import FAR_POINTS
from journey_studio.layout.geometry import Box
from journey_studio.layout.theme import faded
from journey_studio.paint.qt import BoardPainter, TextMode, brush, pen, qt_colour, qt_path

NOTHING: frozenset[str] = frozenset()
_OVERHANG = 6.0  # board px that lines and marks reach over the box of their group
_BAR_STEP, _BAR, _BAR_INSET = 18.0, 6.0, 12.0  # board px, of the bars in place of words
_BAR_OPACITY = 0.18

# With these on, Qt copies a pixmap pixel by pixel, many times slower, even onto whole pixels.
_SLOW_HINTS = QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform


class FramePainter:
    """Paints boards of one view; keeps what it rendered.

    `rough` becomes true where a card was left plain; `deadline` is the moment (of `perf_counter`)
    from which on nothing more is rendered; `keeping` tells that this scale will last, so that
    heads are worth rendering; `bars` is the colour of bars in place of words.
    """

    def __init__(self, painter: BoardPainter, bars: str) -> None:
        self.painter = painter
        self.pixmaps = GroupPixmaps(painter)
        self.rough = False
        self.keeping = True
        self.deadline = float("inf")
        self.bars = bars
        self._flat = FlatRows()

    def forget(self) -> None:
        """Forget everything rendered: the theme or the pictures have changed."""
        self.pixmaps.clear()

    def set_scale(self, frame: Frame) -> None:
        """Render cards for this frame from now on."""
        mode = TextMode.FULL if frame.camera.zoom >= TEXT_ZOOM else TextMode.BARS
        self.pixmaps.set_scale(frame.scale, mode)

    def paint(
        self,
        painter: QPainter,
        frame: Frame,
        area: Area,
        hidden: Collection[str] = NOTHING,
        motion: Motion = STILL,
    ) -> None:
        """Paint the part `area` of a frame, leaving out the cards `hidden`.

        The painter is in device px; its clip is another afterwards.
        """
        self.set_scale(frame)
        zones, shown = zones_of(frame), heads_in(frame)
        heads = (
            (zones.corner, (shown.corner,)),
            (zones.heads, tuple(sliding(shown.heads, zones.heads))),
            (zones.lanes, shown.lanes),
        )
        part = zones.body.area.common(area)
        if not part.empty:
            self._begin(painter, part)
            self._paint_body(painter, frame, zones.body, part, hidden, motion)
        for zone, groups in heads:
            part = zone.area.common(area)
            if not part.empty:
                self._begin(painter, part)
                shifts = motion.row_shifts if zone is zones.lanes else {}
                self._paint_heads(painter, frame, zone, part, groups, shifts)

    def cards(self, frame: Frame, around: float = 0) -> Iterator[Group]:
        """The cards of the frame, and of so many device px around it, that need pixmaps."""
        if frame.camera.zoom >= FLAT_ZOOM:
            body = zones_of(frame).body
            beyond = -_OVERHANG - around / frame.scale
            seen = body.seen(body.area).inset(beyond, beyond)
            yield from (placed.group for placed in index_of(frame.board).cards(seen))

    def ahead(self, frame: Frame, around: float) -> Iterator[Group]:
        """What is worth rendering before it is needed: heads in view, cards around it."""
        if frame.camera.zoom >= FLAT_ZOOM:
            zones, shown = zones_of(frame), heads_in(frame)
            for zone, groups in ((zones.heads, shown.heads), (zones.lanes, shown.lanes)):
                seen = zone.seen(zone.area)
                for group in groups:
                    if meets(group.box, seen) and self.pixmaps.fits(group):
                        yield group
            yield from self.cards(frame, around)

    def _begin(self, painter: QPainter, part: Area) -> None:
        painter.resetTransform()
        painter.setClipRect(QRect(*part))
        painter.setRenderHints(_SLOW_HINTS, on=False)

    def _paint_body(
        self,
        painter: QPainter,
        frame: Frame,
        zone: Zone,
        part: Area,
        hidden: Collection[str],
        motion: Motion,
    ) -> None:
        board, zoom = frame.board, frame.camera.zoom
        near = zoom >= FLAT_ZOOM
        motion = motion if near else STILL
        shifts = motion.row_shifts
        seen = zone.seen(part).inset(-_OVERHANG, -_OVERHANG)
        mode = TextMode.FULL if zoom >= TEXT_ZOOM else TextMode.NONE
        index = index_of(board)
        # What is on its way is looked for where it comes from, too.
        wide = seen.united(seen.moved(0, -_farthest(motion)))
        wide = wide.united(seen.moved(0, _farthest(motion)))
        others = paint_ground(painter, zone, board, part, shifts)
        self._enter(painter, zone)
        self.painter.paint_placed(painter, others, mode)
        worded, along = zoom >= FAR_POINTS, index.lane_groups(wide)
        self._paint_lanes(painter, along, shifts, seen, mode, near=near, worded=worded)
        if near:
            painter.resetTransform()
            painter.setRenderHints(_SLOW_HINTS, on=False)
            self._paint_cards(painter, zone, index.cards(wide), hidden, motion)
            self._enter(painter, zone)
        else:
            self._paint_flat(painter, board, index.rows(seen), hidden)
        if near:
            self.painter.paint_placed(painter, among(index.links, seen), mode)
        if not shifts:
            found = [each for each in points_in(frame) if meets(each.box, seen)]
            self.painter.paint_placed(painter, (Placed(0, 0, each) for each in found))

    def _enter(self, painter: QPainter, zone: Zone) -> None:
        scale = zone.scale
        painter.setTransform(QTransform(scale, 0, 0, scale, zone.left, zone.top))

    def _paint_lanes(
        self,
        painter: QPainter,
        groups: Iterable[tuple[int, Placed]],
        shifts: dict[int, float],
        seen: Box,
        mode: TextMode,
        *,
        near: bool,
        worded: bool,
    ) -> None:
        """Curves, dividers and points, in place: they are few, or as long as the board.

        From afar the words at points cannot be read, and then points are smaller than a pixel.
        """
        for row, (dx, dy, group) in groups:
            if (group.role == "note" and not worded) or (not near and group.role == "point"):
                continue
            placed = Placed(dx, dy + shifts.get(row, 0), group)
            if group.role == "curve":
                self._paint_curve(painter, placed, seen, near=near)
            else:
                self.painter.paint_placed(painter, (placed,), mode)

    def _paint_curve(
        self, painter: QPainter, placed: Placed, seen: Box, *, near: bool = True
    ) -> None:
        """A curve, cut to what is seen of it. From afar dashes would be smaller than a pixel."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.save()
        painter.translate(placed.dx, placed.dy)
        for item in placed.group.items:
            if not isinstance(item, Path):
                self.painter.paint_items(painter, (item,))
                continue
            for path, phase in pieces(item, seen.x - placed.dx, seen.right - placed.dx):
                if path.dash and near:
                    painter.setPen(Qt.PenStyle.NoPen)
                    painter.setBrush(brush(path.line))
                    painter.drawPath(dashes(path, phase))
                    continue
                painter.setPen(pen(path.line, path.line_width, round_ends=True))
                painter.setBrush(brush(path.fill))
                painter.drawPath(qt_path(path.segments))
        painter.restore()

    def _paint_cards(
        self,
        painter: QPainter,
        zone: Zone,
        cards: Iterable[Placed],
        hidden: Collection[str],
        motion: Motion,
    ) -> None:
        scale, left, top = zone.scale, zone.left, zone.top
        bleed = bleed_of(scale)
        find, moving, draw = self.pixmaps.find, motion.cards, painter.drawPixmap
        for dx, dy, group in cards:  # hundreds of them in every frame: this loop is kept lean
            if hidden and group.id in hidden:
                continue
            x, y = dx * scale + left, dy * scale + top
            if moving and group.id in moving:
                way = motion.shift(group.id)
                x, y = x + way[0] * scale, y + way[1] * scale
            pixmap = find(group)
            if pixmap is None:
                if perf_counter() >= self.deadline:
                    self.rough = True
                    self._paint_plain(painter, group, x, y, scale)
                    continue
                pixmap = self.pixmaps.make(group)
            box = group.box
            draw(
                floor(x + box[0] * scale + 0.5) - bleed,
                floor(y + box[1] * scale + 0.5) - bleed,
                pixmap,
            )

    def _paint_plain(
        self, painter: QPainter, group: Group, x: float, y: float, scale: float
    ) -> None:
        """A card that is not rendered yet: its colour, and bars where words may be."""
        rect = plain_rect(group, x, y, scale)
        painter.fillRect(rect, brush(group.tint or None))
        colour = qt_colour(faded(self.bars, _BAR_OPACITY))
        inset, height = pixel(_BAR_INSET * scale), max(pixel(_BAR * scale), 1)
        lines = int((group.box.h - _BAR_INSET) // _BAR_STEP)
        for line in range(min(lines, 8)):
            width = rect.width() - 2 * inset
            width = width if line + 1 < lines else width * 2 // 3
            top = rect.top() + pixel((_BAR_INSET + line * _BAR_STEP) * scale)
            painter.fillRect(rect.left() + inset, top, width, height, colour)

    def _paint_flat(
        self, painter: QPainter, board: Board, rows: range, hidden: Collection[str]
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setPen(Qt.PenStyle.NoPen)
        for flat in self._flat.rows(board, rows, hidden):
            for tint, boxes in flat.items():
                painter.setBrush(brush(tint))
                painter.drawRects(boxes)

    def _paint_heads(
        self,
        painter: QPainter,
        frame: Frame,
        zone: Zone,
        part: Area,
        groups: Iterable[Group],
        shifts: dict[int, float],
    ) -> None:
        seen = zone.seen(part)
        painter.fillRect(QRect(*part), qt_colour(frame.board.ground_colour))
        if shifts:
            self._enter(painter, zone)
            for top, bottom, colour in bands_of(frame.board, seen, shifts):
                box = Box(0, top, frame.board.head_width, bottom - top)
                painter.fillRect(QRectF(*box), qt_colour(colour))
            painter.resetTransform()
        scale, bleed = zone.scale, bleed_of(zone.scale)
        for index, group in enumerate(groups):
            down = shifts.get(index, 0)
            if meets(group.box, seen, 0, down):
                y = zone.top + down * scale
                pixmap = self.pixmaps.find(group)
                if pixmap is None and self.keeping and self.pixmaps.fits(group):
                    pixmap = self.pixmaps.make(group)
                if pixmap is not None:
                    painter.setRenderHints(_SLOW_HINTS, on=False)
                    left = pixel(zone.left + group.box.x * scale) - bleed
                    painter.drawPixmap(left, pixel(y + group.box.y * scale) - bleed, pixmap)
                else:
                    self._enter(painter, zone)
                    self.painter.paint_placed(painter, (Placed(0, down, group),))
                    painter.resetTransform()


def _farthest(motion: Motion) -> float:
    """The longest way up or down that is still to go."""
    ways = [abs(dy) for _, dy in motion.cards.values()] + [abs(dy) for dy in motion.rows.values()]
    return max(ways, default=0.0) * motion.left
