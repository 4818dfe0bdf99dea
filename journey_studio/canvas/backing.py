# SPDX-License-Identifier: Apache-2.0
"""The picture of the view, kept up to date with the least painting.

A pan moves it and paints the strip that comes into view; an edit paints what has changed; a zoom
that would take too long shows the last sharp picture larger or smaller, and the sharp one as soon
as the hands rest. What lies over the board (selection, ghost) is not in it.
"""

from collections.abc import Iterable, Iterator
from time import perf_counter
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter, QPixmap

from journey_studio.canvas.card_layer import Missing
from journey_studio.canvas.frame import NOTHING, FramePainter
from journey_studio.canvas.motion import STILL, Motion
from journey_studio.canvas.sticky import far_changes, slid_areas
from journey_studio.canvas.strips import RESTING, Strips, paint_strips
from journey_studio.canvas.zones import Area, Frame, Zone, dirty_areas, zones_of
from journey_studio.layout.changes import changes
from journey_studio.layout.geometry import Box
from journey_studio.layout.hit import group_box

_BUDGET = 0.008  # seconds a frame may spend on rendering what it meets for the first time
_SLICE = 0.005  # seconds of an idle moment
_REST = 0.08  # seconds without a zoom step after which the picture becomes sharp
_FEW = 3  # areas that are painted one by one
_AROUND = 256.0  # device px around the view in which cards are rendered ahead
_SMOOTH = 3_000_000  # device px: larger pictures are scaled roughly, or it would take too long
_OVERHANG = 6.0  # board px that a card's marks reach over its box


class Shot(NamedTuple):
    """What the picture shows: a frame, the cards left out of it, and what is on its way."""

    frame: Frame
    hidden: frozenset[str] = NOTHING
    motion: Motion = STILL


class Backing:
    """The picture. `show` brings it up to date, `draw` copies it to the screen."""

    def __init__(self, frames: FramePainter) -> None:
        self._frames = frames
        self._pixmap = QPixmap()
        self._shot: Shot | None = None
        self._sharp: tuple[QPixmap, Frame] | None = None  # the picture before a zoom began
        self._spare = QPixmap()  # to paint the next one on
        self._rough = False  # some of it is plain or blurred
        self._rests_at = 0.0
        self._ahead: Iterator[Missing] | None = None  # cards that may come into view next

    def forget(self) -> None:
        """Paint everything anew the next time."""
        self._shot = None

    @property
    def wait(self) -> float | None:
        """In how many seconds `work` has something to do; None where nothing is left."""
        if self._rough:
            return max(self._rests_at - perf_counter(), 0.0)
        return 0.0 if self._ahead is not None else None

    @property
    def complete(self) -> bool:
        """Whether the picture shows everything, sharp."""
        return not self._rough

    def show(self, shot: Shot) -> None:
        """Bring the picture up to date."""
        before, self._shot = self._shot, shot
        frame = shot.frame
        if before == shot:
            return
        self._frames.cards.deadline = perf_counter() + _BUDGET
        self._ahead = self._frames.ahead(frame, _AROUND)
        whole = Area(0, 0, frame.width, frame.height)
        resized = (self._pixmap.width(), self._pixmap.height()) != (frame.width, frame.height)
        if before is None or resized or before.frame.ratio != frame.ratio:
            self._drop_sharp()
            if resized:  # else the memory is used again: so much of it takes long to get
                self._pixmap, self._spare = QPixmap(frame.width, frame.height), QPixmap()
            self._rough = False
            self._paint([whole])
        elif before.frame.camera.zoom != frame.camera.zoom:
            self._frames.keeping = False
            self._zoom(before, whole)
            self._frames.keeping = True
        else:
            moved = list(self._scroll(zones_of(before.frame), zones_of(frame)))
            moved += slid_areas(before.frame, frame)
            self._paint([*moved, *_merged(_changed(before, shot, whole))])

    def draw(self, painter: QPainter, part: QRectF, strips: Strips = RESTING) -> None:
        """Copy a part (view px) to the view, and over it all columns or rows on their way."""
        if self._shot is None:
            return
        ratio = self._shot.frame.ratio
        painter.save()
        painter.scale(1 / ratio, 1 / ratio)  # device pixels to device pixels
        pixels = QRectF(
            part.x() * ratio, part.y() * ratio, part.width() * ratio, part.height() * ratio
        ).toAlignedRect()
        painter.drawPixmap(pixels.topLeft(), self._pixmap, pixels)
        if strips.left:
            paint_strips(painter, self._pixmap, self._shot.frame, strips)
        painter.restore()

    def work(self) -> bool:
        """Go on with what was left plain, for some milliseconds; true once the picture is another.

        When it is complete, cards around it are rendered, so that a pan finds them ready.
        """
        if self._shot is None:
            return False
        until = perf_counter() + _SLICE
        self._frames.cards.set_scale(self._shot.frame)
        if not self._rough:
            if self._ahead is not None and self._render(self._ahead, until):
                self._ahead = None
            return False
        if not self._render(self._frames.cards.missing(self._shot.frame), until):
            return False
        self._rough = False
        self._drop_sharp()
        self._frames.cards.deadline = float("inf")
        frame = self._shot.frame
        self._paint([Area(0, 0, frame.width, frame.height)])
        return True

    def _render(self, missing: Iterator[Missing], until: float) -> bool:
        """Render what is missing; false where the time was up before all of it was."""
        for _, make in missing:
            make()
            if perf_counter() > until:
                return False
        return True

    def _paint(self, areas: Iterable[Area]) -> None:
        """Paint parts of the picture anew."""
        assert self._shot is not None, "there is something to show"
        frame, hidden, motion = self._shot
        painter = QPainter(self._pixmap)
        for area in areas:
            self._frames.paint(painter, frame, area, hidden, motion)
        painter.end()
        if self._frames.cards.rough:
            self._frames.cards.rough = False
            if not self._rough:
                self._rough, self._rests_at = True, 0.0

    def _scroll(self, before: Iterable[Zone], after: Iterable[Zone]) -> Iterator[Area]:
        """Move every zone along with the board; the result is what came into view."""
        pairs = list(zip(before, after, strict=True))
        if any(old.area != new.area for old, new in pairs):
            yield Area(0, 0, self._pixmap.width(), self._pixmap.height())
            return
        for old, new in pairs:
            dx, dy = int(new.left - old.left), int(new.top - old.top)
            area = new.area
            if area.empty or (not dx and not dy):
                continue
            if abs(dx) < area.w and abs(dy) < area.h:
                self._pixmap.scroll(dx, dy, QRect(*area))
            yield from area.without(area.moved(dx, dy))

    def _zoom(self, before: Shot, whole: Area) -> None:
        """Paint at another zoom, exactly where that is quick, else the last picture scaled."""
        assert self._shot is not None, "there is something to show"
        frame = self._shot.frame
        self._frames.cards.set_scale(frame)
        if self._affordable(frame):
            self._rough = False
            self._drop_sharp()
            self._paint([whole])
            return
        if self._sharp is None:
            self._sharp = (self._pixmap, before.frame)
            if self._spare.size() != self._pixmap.size():
                self._spare = QPixmap(whole.w, whole.h)
            self._pixmap = self._spare
        self._frames.cards.deadline = 0.0
        zones = zones_of(frame)
        covered, target, source = _scaled(zones_of(self._sharp[1]).body, zones.body)
        self._paint(zones.body.area.without(covered))
        self._paint([zone.area for zone in zones if zone is not zones.body])
        painter = QPainter(self._pixmap)
        smooth = whole.w * whole.h < _SMOOTH
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=smooth)
        painter.setClipRect(QRect(*covered))
        painter.drawPixmap(target, self._sharp[0], source)
        painter.end()
        self._rough, self._rests_at = True, perf_counter() + _REST

    def _drop_sharp(self) -> None:
        """The picture before the zoom is not needed any more; its memory may be, soon."""
        if self._sharp is not None:
            self._spare, self._sharp = self._sharp[0], None

    def _affordable(self, frame: Frame) -> bool:
        """Whether all cards of a frame can be rendered at once."""
        cost = 0.0
        for missing in self._frames.cards.missing(frame):
            cost += missing.cost
            if cost > _BUDGET:
                return False
        return True


def _scaled(old: Zone, new: Zone) -> tuple[Area, QRectF, QRectF]:
    """Where the picture of a zone goes when it is shown at another scale.

    The pixels it covers there, the rectangle it fills, and the rectangle it is taken from.
    """
    share = new.scale / old.scale
    left = new.left + (old.area.x - old.left) * share
    top = new.top + (old.area.y - old.top) * share
    target = QRectF(left, top, old.area.w * share, old.area.h * share)
    inner = target.adjusted(1, 1, -1, -1).toRect()
    covered = Area(inner.x(), inner.y(), max(inner.width(), 0), max(inner.height(), 0))
    return covered.common(new.area), target, QRectF(*old.area)


def _changed(before: Shot, after: Shot, whole: Area) -> list[Area]:
    """Where two shots of one camera look different."""
    old, new = before.frame.board, after.frame.board
    found = changes(old, new)
    if found is None:
        return [whole]
    boxes: list[Box] = list(found)
    if old is not new:
        boxes += far_changes(old, new, after.frame.camera.zoom)
    for record in before.hidden ^ after.hidden:
        for board in (old, new):
            box = group_box(board, record)
            if box is not None:
                boxes.append(box.inset(-_OVERHANG, -_OVERHANG))
    if before.motion != after.motion:
        boxes += [*before.motion.area, *after.motion.area]
    return dirty_areas(zones_of(after.frame), new, boxes)


def _merged(areas: list[Area]) -> list[Area]:
    """Few areas that hold all of these: each costs something to begin with."""
    if len(areas) <= _FEW:
        return areas
    around = areas[0]
    for area in areas[1:]:
        around = around.united(area)
    return [around]
