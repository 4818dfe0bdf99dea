# SPDX-License-Identifier: Apache-2.0
"""The picture of the view, kept up to date with the least painting.

A pan moves it and paints the strip that comes into view; an edit paints what has changed; a zoom
that would take too long shows the last sharp picture larger or smaller, and the sharp one as soon
as the hands rest. What lies over the board (selection, ghost) is not in it.
"""

from collections.abc import Iterable, Iterator
from functools import partial, reduce
from math import inf
from time import perf_counter
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter

from journey_studio.canvas.card_layer import DEVICE, OVERHANG, Missing
from journey_studio.canvas.frame import NOTHING, FramePainter
from journey_studio.canvas.margins import Margins, exposed
from journey_studio.canvas.motion import STILL, Motion
from journey_studio.canvas.rolled import RolledPicture
from journey_studio.canvas.sticky import far_changes, heads_in, slid_areas
from journey_studio.canvas.stretch import Stretched, stretched
from journey_studio.canvas.strips import RESTING, Strips, paint_strips
from journey_studio.canvas.zones import Area, Frame, dirty_areas, zones_of
from journey_studio.layout.changes import changes
from journey_studio.layout.geometry import Box
from journey_studio.layout.hit import group_box
from journey_studio.paint.qt import qt_colour

_BUDGET = 0.008  # seconds a frame may spend on rendering what it meets for the first time
_LARGE_BUDGET = 0.002  # the same where copying a picture alone takes half of a frame
_ZOOM_BUDGET = 0.004  # the same for a step of a zoom, in which everything is met anew
_LEAP_BUDGET = 0.001  # the same where another place is shown: its heads are new, too
_BARS_BUDGET = 0.002  # and such a step on finding out where the bars of plain cards are
_SLICE = 0.010  # seconds of an idle moment
_SHORT_SLICE = 0.004  # the same while a gesture goes on: its next step must not wait
_CALM = 0.04  # seconds without a step after which it does not
_REST = 0.05  # seconds without a zoom step after which the picture becomes sharp
_EARLY = 0.03  # seconds before that in which what it lacks begins to be rendered
_FEW = 3  # areas that are painted one by one
_MANY = 500  # changes: where more of them show is not found out one by one
_AROUND = 256.0  # device px around the view in which cards are rendered ahead
_LARGE = 3_000_000  # device px: larger pictures are always stretched, roughly, while a zoom lasts
_SHARED = 0.5  # of the smaller of two views: with less in common one is no zoom of the other
_SLACK = 256  # view px of the picture beyond the view: what a pan may find again
_AHEAD = 192  # device px that a strip is painted wider than it has to be

_SEAM = 2  # device px: what is thinner beside a stretched picture is rounding, and hardly seen

_PART = 1_000_000  # by which a ratio of pixels is told to a painter in whole numbers

_Part = tuple[int, Area]  # the number of a zone, and a part of it in device px


class Shot(NamedTuple):
    """What the picture shows: a frame, the cards left out of it, and what is on its way."""

    frame: Frame
    hidden: frozenset[str] = NOTHING
    motion: Motion = STILL


class Backing:
    """The picture. `show` brings it up to date, `draw` copies it to the screen.

    `_margins` say how much of the room around the view is painted.
    """

    def __init__(self, frames: FramePainter) -> None:
        self._frames = frames
        self._picture = RolledPicture()
        self._margins = Margins()
        self._shot: Shot | None = None
        self._sharp: Frame | None = None  # what the picture shows while a zoom stretches it
        self._stretched: Stretched | None = None
        self._rough = False  # some of it is plain or blurred
        self._plain: list[Area] | None = None  # where, in device px of the board; None: anywhere
        self._rests_at = 0.0
        self._moved_at = 0.0  # when a pan or a zoom took its last step
        self._missing: Iterator[Missing] = iter(())  # what is plain and has to be rendered
        self._lacks = False  # some of that is not rendered yet
        self._ahead: Iterator[Missing] | None = None  # cards that may come into view next

    def forget(self) -> None:
        """Paint everything anew the next time."""
        self._shot = None

    @property
    def wait(self) -> float | None:
        """In how many seconds `work` has something to do; None where nothing is left."""
        if self._rough:
            due = self._rests_at - _EARLY if self._lacks else self._rests_at
            return max(due - perf_counter(), 0.0)
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
        if before is not None and before.frame.camera != frame.camera:
            self._moved_at = perf_counter()
        cards = self._frames.cards
        large = frame.width * frame.height > _LARGE
        cards.deadline = perf_counter() + (_LARGE_BUDGET if large else _BUDGET)
        self._lacks = True
        self._missing, self._ahead = cards.missing(frame), self._frames.ahead(frame, _AROUND)
        if before is None or before.frame[2:] != frame[2:]:
            self._paint_whole()
            return
        zooms = before.frame.camera.zoom != frame.camera.zoom
        if zooms or self._sharp is not None:
            same = before == shot._replace(frame=frame._replace(camera=before.frame.camera))
            cards.set_scale(frame)
            leaps = _leaps(before.frame, frame)
            if not same or self._affordable(frame, _LEAP_BUDGET if leaps else _ZOOM_BUDGET):
                self._paint_whole()
            elif leaps:
                self._paint_leap()
            else:
                self._stretch(before.frame)
        else:
            same = before.frame.board is frame.board and before[1:] == shot[1:]
            moved = [*self._scroll(before.frame, further=same)]
            self._margins = self._margins if same else Margins()
            whole = Area(0, 0, frame.width, frame.height)
            changed = self._parts(_merged(_changed(before, shot, whole)))
            self._paint([*moved, *self._slid(before.frame), *changed])

    def draw(self, painter: QPainter, part: QRectF, strips: Strips = RESTING) -> None:
        """Copy a part (view px) to the view, and over it all columns or rows on their way."""
        if self._shot is None:
            return
        ratio = self._shot.frame.ratio
        painter.save()
        painter.setViewport(0, 0, _PART, _PART)
        painter.setWindow(0, 0, round(_PART * ratio), round(_PART * ratio))  # in device pixels
        x, y, right, bottom = part.x(), part.y(), part.right(), part.bottom()
        pixels = QRectF(x * ratio, y * ratio, (right - x) * ratio, (bottom - y) * ratio)
        found = pixels.toAlignedRect()
        area = Area(found.x(), found.y(), found.width(), found.height())
        if self._stretched is not None:
            beside = ((at, part.common(area)) for at, part in self._stretched.beside)
            self._paint_beside(painter, beside)
            painter.setTransform(DEVICE)
            self._stretched.draw(painter, self._picture.pixmap, area)
        else:
            self._copy(painter, area, 0, 0)
            if strips.left:
                paint_strips(painter, partial(self._copy, painter), self._shot.frame, strips)
        painter.restore()

    def _copy(self, painter: QPainter, area: Area, dx: int, dy: int) -> None:
        """Copy a part of the view, in device px, to a place so far away from its own."""
        for zone, inner in self._parts([area]):
            self._picture.copy(painter, zone, inner, dx, dy)

    def work(self) -> bool:
        """Go on with what was left plain, for some milliseconds; true once the picture is another.

        When it is complete, cards around it are rendered, so that a pan finds them ready.
        """
        if self._shot is None:
            return False
        now = perf_counter()
        until = now + (_SHORT_SLICE if now < self._moved_at + _CALM else _SLICE)
        self._frames.cards.set_scale(self._shot.frame)
        if not self._rough:
            if self._ahead is not None and self._render(self._ahead, until):
                self._ahead = None
            return False
        self._lacks = self._lacks and not self._render(self._missing, until)
        if self._lacks or self.wait:
            return False
        self._frames.cards.deadline = float("inf")
        if self._plain is None or self._stretched is not None:
            self._paint_whole()
        else:
            self._paint_rendered(self._plain)
        return True

    def _paint_rendered(self, plain: list[Area]) -> None:
        """Paint what was plain as it is rendered now; what lies beyond the view is let go."""
        assert self._shot is not None, "there is something to show"
        body = zones_of(self._shot.frame).body
        parts = [part.moved(int(body.left), int(body.top)) for part in plain]
        for part in parts:
            self._margins = self._margins.clear_of(part, body.area)
        self._rough, self._plain = False, []
        self._paint(self._parts(part.common(body.area) for part in parts))

    def _render(self, missing: Iterator[Missing], until: float) -> bool:
        """Render what is missing; false where the time was up before all of it was."""
        for _, make in missing:
            make()
            if perf_counter() > until:
                return False
        return True

    def _parts(self, areas: Iterable[Area]) -> Iterator[_Part]:
        """Areas of the view cut along its zones."""
        assert self._shot is not None, "there is something to show"
        zones = zones_of(self._shot.frame)
        for area in areas:
            if zones.body.area.common(area) == area:  # mostly
                yield 3, area
                continue
            for at, zone in enumerate(zones):
                part = zone.area.common(area)
                if not part.empty:
                    yield at, part

    def _paint_whole(self, *, bare: bool = False) -> None:
        """Paint everything anew, sharp unless the time for it runs out; `bare` as frames say."""
        assert self._shot is not None, "there is something to show"
        self._sharp, self._stretched = None, None
        self._rough, self._plain = False, []
        self._paint(self._anew(), bare=bare)

    def _anew(self) -> Iterator[_Part]:
        """Begin the picture of a frame again; the result is all that has to be painted."""
        assert self._shot is not None, "there is something to show"
        frame = self._shot.frame
        self._picture.lay_out(zones_of(frame), round(_SLACK * frame.ratio))
        self._margins = Margins()
        yield from self._parts([Area(0, 0, frame.width, frame.height)])

    def _paint(self, parts: Iterable[_Part], *, bare: bool = False) -> None:
        """Paint parts of the picture anew."""
        assert self._shot is not None, "there is something to show"
        frame, hidden, motion = self._shot
        picture, paint_zone = self._picture, self._frames.paint_zone
        parts = list(parts)
        painter = QPainter(picture.pixmap)
        for zone, part in parts:
            paint = partial(paint_zone, frame=frame, at=zone, part=part, hidden=hidden)
            picture.paint(painter, zone, part, partial(paint, motion=motion, bare=bare))
            if self._frames.cards.rough:
                self._frames.cards.rough = False
                self._note_plain(part)
        painter.end()

    def _note_plain(self, part: Area) -> None:
        """A part of the body is to be painted again once its cards are rendered."""
        assert self._shot is not None, "there is something to show"
        if not self._rough:
            self._rough, self._rests_at = True, 0.0
        if self._plain is not None:
            body = zones_of(self._shot.frame).body
            self._plain = _merged([*self._plain, part.moved(-int(body.left), -int(body.top))])

    def _scroll(self, before: Frame, *, further: bool) -> Iterator[_Part]:
        """Move every zone along with the board; the result is what has to be painted for it.

        `further`: where something is lacking, more of it.
        """
        assert self._shot is not None, "there is something to show"
        frame = self._shot.frame
        olds, news = zones_of(before), zones_of(frame)
        dx, dy = int(news.body.left - olds.body.left), int(news.body.top - olds.body.top)
        stays = all(old.area == new.area for old, new in zip(olds, news, strict=True))
        if not (stays and abs(dx) < news.body.area.w and abs(dy) < news.body.area.h):
            yield from self._anew()
            return
        self._picture.move(dx, dy)
        ahead = _AHEAD if further else 0
        painted = self._margins.moved(dx, dy)
        self._margins = painted.filled(ahead).within(self._picture.slack)
        yield from exposed(news, painted, self._margins, dx)

    def _slid(self, before: Frame) -> Iterator[_Part]:
        """The words in the heads that slide along at the edge of the view."""
        assert self._shot is not None, "there is something to show"
        areas = list(slid_areas(before, self._shot.frame))
        if areas:  # a stage and a step of it, one below the other: painted at once
            area = reduce(Area.united, areas)
            further = self._margins.right if area.right == self._shot.frame.width else 0
            yield 1, area._replace(w=area.w + further)

    def _paint_leap(self) -> None:
        """Show another place at once, plain; nothing goes on that its rendering would disturb."""
        self._frames.cards.deadline, self._frames.keeping = 0.0, False
        self._frames.hasty = True
        self._paint_whole(bare=True)
        self._frames.keeping, self._frames.hasty = True, False
        self._rough, self._plain, self._rests_at = True, None, 0.0

    def _stretch(self, before: Frame) -> None:
        """Show the last sharp picture at another zoom."""
        assert self._shot is not None, "there is something to show"
        frame = self._shot.frame
        if self._sharp is None:
            self._sharp = before
        old, new = zones_of(self._sharp), zones_of(frame)
        rough = frame.width * frame.height > _LARGE
        spans = self._picture.spans
        self._stretched = stretched(old, new, spans, heads=rough, smooth=not rough)
        self._rough, self._rests_at = True, perf_counter() + _REST

    def _paint_beside(self, painter: QPainter, parts: Iterable[_Part]) -> None:
        """Paint parts of the view that the stretched picture does not reach, to the view itself: a
        picture of them would be as large as the other one, and good for one frame.
        """
        assert self._shot is not None, "there is something to show"
        frame, hidden, motion = self._shot
        frames, large = self._frames, frame.width * frame.height > _LARGE
        plates = heads_in(self._sharp) if large and self._sharp is not None else None
        frames.cards.deadline, frames.keeping = 0.0, False
        frames.cards.bars_until = perf_counter() + _BARS_BUDGET
        parts = [(at, part) for at, part in parts if not part.empty]
        ground = qt_colour(frame.board.ground_colour)
        for _, part in parts:
            if min(part.w, part.h) <= _SEAM:
                painter.fillRect(QRect(*part), ground)
        for at, part in parts:
            if min(part.w, part.h) <= _SEAM:
                continue
            if plates is not None and at < len(plates):
                frames.paint_plates(painter, frame, at, part, plates)
            else:
                frames.paint_zone(painter, frame, at, part, hidden, motion, bare=True)
        frames.keeping, frames.cards.rough, frames.cards.bars_until = True, False, inf

    def _affordable(self, frame: Frame, budget: float) -> bool:
        """Whether a frame can be painted at once, all its cards rendered in so many seconds."""
        if frame.width * frame.height > _LARGE:
            return False
        cost = 0.0
        for missing in self._frames.cards.missing(frame):
            cost += missing.cost
            if cost > budget:
                return False
        return True


def _leaps(before: Frame, after: Frame) -> bool:
    """Whether two frames show different places: a zoom keeps at least what lies at the cursor."""
    old, new = (zone.seen(zone.area) for zone in (zones_of(before).body, zones_of(after).body))
    across = min(old.right, new.right) - max(old.x, new.x)
    down = min(old.bottom, new.bottom) - max(old.y, new.y)
    least = min(old.w * old.h, new.w * new.h) * _SHARED
    return across <= 0 or down <= 0 or across * down < least


def _changed(before: Shot, after: Shot, whole: Area) -> list[Area]:
    """Where two shots of one camera look different."""
    old, new = before.frame.board, after.frame.board
    found = changes(old, new)
    lifted = before.hidden ^ after.hidden
    if found is None or len(found) + len(lifted) > _MANY:
        return [whole]
    boxes: list[Box] = list(found)
    if old is not new:
        boxes += far_changes(old, new, after.frame.camera.zoom)
    for record in lifted:
        for board in (old, new):
            box = group_box(board, record)
            if box is not None:
                boxes.append(box.inset(-OVERHANG, -OVERHANG))
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
