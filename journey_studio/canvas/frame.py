# SPDX-License-Identifier: Apache-2.0
"""Paints what a camera sees of a board: culled by the grid, as detailed as the zoom asks for.

From afar cards are plain rectangles in their own colour; nearer, rendered pixmaps with bars for
words; near, with words. A frame never spends long on rendering what it meets for the first time:
it shows such a card plain and says so, and the view renders it in idle moments.
"""

from collections.abc import Collection, Iterable, Iterator
from functools import partial

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap, QTransform

from journey_studio.canvas.card_layer import DEVICE, OVERHANG, SLOW_HINTS, CardLayer, Missing
from journey_studio.canvas.culling import BoardIndex, index_of, meets, within
from journey_studio.canvas.far import FarLanes
from journey_studio.canvas.ground import Ground, bands_of
from journey_studio.canvas.long_paths import dashes, pieces
from journey_studio.canvas.motion import STILL, Motion
from journey_studio.canvas.pixmaps import FLAT_ZOOM, TEXT_ZOOM, bleed_of
from journey_studio.canvas.sticky import heads_in, points_in, sliding
from journey_studio.canvas.zones import Area, Frame, Zone, Zones, pixel, zones_of
from journey_studio.layout.display import Colour, Group, Path, Placed
from journey_studio.layout.far_heads import FarHeads
from journey_studio.layout.far_points import FAR_POINTS
from journey_studio.layout.far_room import FAR, reach_of
from journey_studio.layout.geometry import Box
from journey_studio.paint.qt import BoardPainter, TextMode, brush, pen, qt_colour, qt_path

NOTHING: frozenset[str] = frozenset()

_LEAST_CURVE = 1.8  # device px
_CUT = ("curve", "divider", "note")  # the roles of what has lines that a strip may cut


class FramePainter:
    """Paints boards of one view; keeps what it rendered.

    `keeping` tells that this scale will last, so that heads are worth rendering; `hasty` that words
    in heads made for this scale may be bars for a moment, as those of cards are; `bars` is the
    colour of bars in place of words.
    """

    def __init__(self, painter: BoardPainter, bars: str) -> None:
        self.painter = painter
        self.cards = CardLayer(painter, bars)
        self.pixmaps = self.cards.pixmaps
        self.keeping = True
        self.hasty = False
        self._along = FarLanes()
        self._ground = Ground()

    def paint(
        self,
        painter: QPainter,
        frame: Frame,
        area: Area,
        hidden: Collection[str] = NOTHING,
        motion: Motion = STILL,
        shift: tuple[int, int] = (0, 0),
    ) -> None:
        """Paint the part `area` of a frame, leaving out the cards `hidden`.

        The painter is in device px; all is painted `shift` px away from where it is in the view.
        The painter's clip is another afterwards.
        """
        for at, zone in enumerate(zones_of(frame)):
            part = zone.area.common(area)
            if not part.empty:
                self.paint_zone(painter, frame, at, part, hidden, motion, shift)

    def paint_zone(
        self,
        painter: QPainter,
        frame: Frame,
        at: int,
        part: Area,
        hidden: Collection[str] = NOTHING,
        motion: Motion = STILL,
        shift: tuple[int, int] = (0, 0),
        *,
        bare: bool = False,
    ) -> None:
        """Paint a part of one zone, the one number `at`; it may lie beyond the view.

        `bare` leaves out what lies among the cards.
        """
        self.cards.set_scale(frame)
        zone, name = zones_of(frame)[at], Zones._fields[at]
        there, part = zone.moved(*shift), part.moved(*shift)
        self._begin(painter, part)
        if name == "body":
            self._paint_body(painter, frame, there, part, hidden, motion, bare=bare)
            return
        shown, seen = heads_in(frame), there.seen(part)
        if name == "corner":
            self._paint_heads(painter, frame, there, part, (shown.corner,), {})
        elif name == "heads":
            groups = sliding(within(shown.heads, seen), zone)
            self._paint_heads(painter, frame, there, part, groups, {})
        else:
            shifts = motion.row_shifts
            lanes = shown.lanes if shifts else within(shown.lanes, seen)
            self._paint_heads(painter, frame, there, part, lanes, shifts)

    def paint_plates(
        self, painter: QPainter, frame: Frame, at: int, part: Area, heads: FarHeads
    ) -> None:
        """Heads for a moment in which there is no time for their words and signs, nor to find out
        how large they are at this zoom: as those of another one, but up to the edge of the view.
        """
        zone, name, board = zones_of(frame)[at], Zones._fields[at], frame.board
        self._begin(painter, part)
        painter.fillRect(QRect(*part), qt_colour(board.ground_colour))
        if name == "corner":
            return
        left, top, across, down = zone.seen(part)
        edge = zone.seen(zone.area)
        if name == "lanes":
            groups = within(heads.lanes, Box(0, top, board.head_width, down))
        else:
            groups = within(heads.heads, Box(left, 0, across, board.head_height))
        plates: dict[Colour, list[QRect]] = {}
        for group in groups:
            if group.tint:
                x, y = (edge.x, group.box.y) if name == "lanes" else (group.box.x, edge.y)
                plate = zone.covering(Box(x, y, group.box.right - x, group.box.bottom - y))
                plates.setdefault(group.tint, []).append(QRect(*plate))
        painter.setPen(Qt.PenStyle.NoPen)
        for tint, rects in plates.items():
            painter.setBrush(brush(tint))
            painter.drawRects(rects)

    def ahead(self, frame: Frame, around: float) -> Iterator[Missing]:
        """What is worth doing before it is needed: heads in view and cards around it are rendered,
        plain cards further out made; at last what is left of other scales makes room.
        """
        zones, shown, pixmaps = zones_of(frame), heads_in(frame), self.pixmaps
        for zone, groups in ((zones.heads, shown.heads), (zones.lanes, shown.lanes)):
            seen = zone.seen(zone.area)
            for group in groups:
                if meets(group.box, seen) and pixmaps.fits(group) and pixmaps.find(group) is None:
                    yield Missing(pixmaps.cost, partial(pixmaps.make, group))
        yield from self.cards.missing(frame, around)
        yield from self.cards.plain_ahead(frame)
        yield from self.cards.letting_go()

    def _begin(self, painter: QPainter, part: Area) -> None:
        painter.setTransform(DEVICE)
        painter.setClipRect(QRect(*part))
        painter.setRenderHints(SLOW_HINTS, on=False)

    def _paint_body(
        self,
        painter: QPainter,
        frame: Frame,
        zone: Zone,
        part: Area,
        hidden: Collection[str],
        motion: Motion,
        *,
        bare: bool,
    ) -> None:
        board, zoom = frame.board, frame.camera.zoom
        near = zoom >= FLAT_ZOOM
        motion = motion if near else STILL
        shifts = motion.row_shifts
        seen = zone.seen(part).inset(-OVERHANG, -OVERHANG)
        mode = TextMode.FULL if zoom >= TEXT_ZOOM else TextMode.NONE
        index = index_of(board)
        # What is on its way is looked for where it comes from, too.
        wide = seen.united(seen.moved(0, -_farthest(motion)))
        wide = wide.united(seen.moved(0, _farthest(motion)))
        others = self._ground.paint(painter, zone, board, part, shifts)
        if bare:
            if near:  # from afar all rectangles of a lane are drawn at once, which takes too long
                self._enter(painter, zone)
                self.cards.paint_plain(painter, frame, seen, hidden)
            return
        self._enter(painter, zone)
        self.painter.paint_placed(painter, others, mode)
        if near:
            worded, along = zoom >= FAR_POINTS, index.lane_groups(wide)
            self._paint_lanes(painter, along, shifts, seen, mode, worded=worded)
        else:
            self._paint_far_lanes(painter, zone, index, seen)
        self.cards.paint(painter, frame, zone, wide, hidden, motion)
        self._enter(painter, zone)
        if near:
            links = index.links_in(seen)
            if mode is not TextMode.FULL:  # a label without its words only covers lines
                links = [placed for placed in links if placed.group.role != "label"]
            self.painter.paint_placed(painter, links, mode)
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
        worded: bool,
    ) -> None:
        """Curves, dividers and points, in place: they are few, or as long as the board."""
        for row, (dx, dy, group) in groups:
            if group.role == "note" and not worded:
                continue
            placed = Placed(dx, dy + shifts.get(row, 0), group)
            if group.role in _CUT:
                self.paint_cut(painter, placed, seen, mode)
            else:
                self.painter.paint_placed(painter, (placed,), mode)

    def paint_cut(self, painter: QPainter, placed: Placed, seen: Box, mode: TextMode) -> None:
        """Lines cut to what is seen of them; each dash where it is whatever is painted."""
        curve = placed.group.role == "curve"  # from afar, too, it is the loud line of a map
        least = _LEAST_CURVE / painter.worldTransform().m11() if curve else 0
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.save()
        painter.translate(placed.dx, placed.dy)
        for item in placed.group.items:
            if not isinstance(item, Path):
                self.painter.paint_items(painter, (item,), mode)
                continue
            item = item._replace(line_width=max(item.line_width, least))  # noqa: PLW2901
            for path, phase in pieces(item, seen.x - placed.dx, seen.right - placed.dx):
                if path.dash:
                    painter.setPen(Qt.PenStyle.NoPen)
                    painter.setBrush(brush(path.line))
                    for outline in dashes(path, phase):
                        painter.drawPath(outline)
                    continue
                painter.setPen(pen(path.line, path.line_width, round_ends=True))
                painter.setBrush(brush(path.fill))
                painter.drawPath(qt_path(path.segments))
        painter.restore()

    def _paint_far_lanes(self, painter: QPainter, zone: Zone, index: BoardIndex, seen: Box) -> None:
        """Curves and dividers from afar: rendered where that is worth it."""
        scale, bleed, rows = zone.scale, bleed_of(zone.scale), index.board.rows
        painter.setTransform(DEVICE)
        painter.setRenderHints(SLOW_HINTS, on=False)
        for number in index.rows(seen):
            row = rows[number]
            group = self._along.group(row)
            if group is None:
                continue
            pixmap = self._rendered(group)
            if pixmap is None:
                self._paint_in_place(painter, zone, [self._snapped(zone, row.y, group)])
                continue
            left, top = zone.left + group.box.x * scale, zone.top + (row.y + group.box.y) * scale
            painter.drawPixmap(pixel(left) - bleed, pixel(top) - bleed, pixmap)

    def _rendered(self, group: Group) -> QPixmap | None:
        """A group that stays, as a picture where it is worth it."""
        found = self.pixmaps.find(group)
        if found is None and self.keeping and self.pixmaps.fits(group):
            found = self.pixmaps.make(group)
        return found

    def _snapped(self, zone: Zone, dy: float, group: Group) -> Placed:
        """A group that lies `dy` down, on the very pixels where its picture would be."""
        if not self.pixmaps.fits(group):
            return Placed(0, dy, group)
        scale = zone.scale
        left, top = zone.left + group.box.x * scale, zone.top + (dy + group.box.y) * scale
        return Placed((pixel(left) - left) / scale, dy + (pixel(top) - top) / scale, group)

    def _paint_heads(
        self,
        painter: QPainter,
        frame: Frame,
        zone: Zone,
        part: Area,
        groups: Iterable[Group],
        shifts: dict[int, float],
    ) -> None:
        """Paint heads that are in view; with `shifts`, of which those that are will be found."""
        seen = zone.seen(part)
        painter.fillRect(QRect(*part), qt_colour(frame.board.ground_colour))
        if shifts:
            self._enter(painter, zone)
            left = reach_of(frame.board, frame.camera.zoom).x
            for top, bottom, colour in bands_of(frame.board, seen, shifts):
                box = Box(-left, top, frame.board.head_width + left, bottom - top)
                painter.fillRect(QRectF(*box), qt_colour(colour))
            painter.setTransform(DEVICE)
        scale, bleed = zone.scale, bleed_of(zone.scale)
        mode = TextMode.BARS if self.hasty and frame.camera.zoom < FAR else TextMode.FULL
        in_place: list[Placed] = []  # what is painted item by item, as many at a time as can be
        for index, group in enumerate(groups):
            down = shifts.get(index, 0)
            if shifts and not meets(group.box, seen, 0, down):
                continue
            pixmap = self._rendered(group)
            if pixmap is None:
                in_place.append(self._snapped(zone, down, group))
                continue
            self._paint_in_place(painter, zone, in_place, mode)
            in_place = []
            left, top = zone.left + group.box.x * scale, zone.top + (down + group.box.y) * scale
            painter.drawPixmap(pixel(left) - bleed, pixel(top) - bleed, pixmap)
        self._paint_in_place(painter, zone, in_place, mode)

    def _paint_in_place(
        self,
        painter: QPainter,
        zone: Zone,
        placed: list[Placed],
        mode: TextMode = TextMode.FULL,
    ) -> None:
        if placed:
            self._enter(painter, zone)
            self.painter.paint_placed(painter, placed, mode)
            painter.setTransform(DEVICE)
            painter.setRenderHints(SLOW_HINTS, on=False)


def _farthest(motion: Motion) -> float:
    """The longest way up or down that is still to go."""
    ways = [abs(dy) for _, dy in motion.cards.values()] + [abs(dy) for dy in motion.rows.values()]
    return max(ways, default=0.0) * motion.left
