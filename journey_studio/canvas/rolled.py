# SPDX-License-Identifier: Apache-2.0
"""A picture of a view that scrolls without being copied.

To move a picture takes as long as to show it. So what scrolls in a zone is rolled up: what comes
into view at one side is painted where that was which has gone out at the other, and a pan only
counts how far. Around the view there is some room (`slack`) for what lies beside it.
"""

from collections.abc import Iterator
from typing import NamedTuple, Protocol

from PySide6.QtGui import QPainter, QPixmap

from journey_studio.canvas.zones import Area, Zones

_STRIP = 320  # device px: pans hardly ever paint wider ones


class Paint(Protocol):
    """Paints a part of a zone so many px away from its place in the view."""

    def __call__(self, painter: QPainter, *, shift: tuple[int, int]) -> None:
        """To this painter."""


class Span(NamedTuple):
    """A part of the view, and how far from it, in device px, it lies in the picture."""

    area: Area
    shift: tuple[int, int]


class RolledPicture:
    """The picture of four zones: heads roll across, lanes down, the body both ways."""

    def __init__(self) -> None:
        self.pixmap = QPixmap()
        self.slack = 0
        self._rooms: tuple[Area, ...] = ()  # of the zones
        self._moved = (0, 0)
        self._asides: tuple[QPixmap, ...] = ()  # to paint strips on

    def lay_out(self, zones: Zones, slack: int) -> None:
        """Begin a picture of such zones; nothing is painted."""
        body = zones.body.area
        width, height = body.right + slack, body.bottom + slack
        if (self.pixmap.width(), self.pixmap.height()) != (width, height):
            self.pixmap = QPixmap(width, height)
            self._asides = QPixmap(_STRIP, height), QPixmap(width, _STRIP)
            for pixmap in self._asides:
                pixmap.fill()  # memory costs most when it is first touched
        more = _per_zone(slack, slack)
        self._rooms = tuple(
            Area(x, y, w + wide, h + high)
            for ((x, y, w, h), *_), (wide, high) in zip(zones, more, strict=True)
        )
        self.slack, self._moved = slack, (0, 0)

    def move(self, dx: int, dy: int) -> None:
        """Scroll everything by so many px to the right and down."""
        x, y = self._moved
        self._moved = x + dx, y + dy

    def spans(self, zone: int, part: Area) -> Iterator[Span]:
        """Where a part of the zone number `zone` lies: in up to four pieces."""
        room, moved = self._rooms[zone], _per_zone(*self._moved)[zone]
        for top, height, down in _unrolled(part.y, part.h, room.y, room.h, moved[1]):
            for left, width, right in _unrolled(part.x, part.w, room.x, room.w, moved[0]):
                yield Span(Area(left, top, width, height), (right, down))

    def copy(self, painter: QPainter, zone: int, part: Area, dx: int = 0, dy: int = 0) -> None:
        """Copy a part of a zone to a painter, so many px away from its place."""
        for area, shift in self.spans(zone, part):
            painter.drawPixmap(area.x + dx, area.y + dy, self.pixmap, *area.moved(*shift))

    def paint(self, painter: QPainter, zone: int, part: Area, paint: Paint) -> None:
        """Have a part of a zone painted; `painter` is one of the pixmap."""
        spans = [*self.spans(zone, part)]
        if len(spans) == 1:
            paint(painter, shift=spans[0].shift)
            return
        # To paint it in pieces would take a multiple of the time: most of that is in beginning.
        whole = self._aside(part.w, part.h)
        aside = QPainter(whole)
        paint(aside, shift=(-part.x, -part.y))
        aside.end()
        painter.resetTransform()
        painter.setClipping(False)
        for area, shift in spans:
            there = area.moved(*shift)
            painter.drawPixmap(there.x, there.y, whole, *area.moved(-part.x, -part.y))

    def _aside(self, width: int, height: int) -> QPixmap:
        """A pixmap of at least this size for a moment.

        Those for strips are kept: fresh memory would cost more than what is painted on it.
        """
        for pixmap in self._asides:
            if width <= pixmap.width() and height <= pixmap.height():
                return pixmap
        return QPixmap(width, height)


def _per_zone(x: int, y: int) -> tuple[tuple[int, int], ...]:
    """What a way is for each zone: heads move one way only, the corner none."""
    return (0, 0), (x, 0), (0, y), (x, y)


def _unrolled(
    start: int, length: int, begin: int, room: int, moved: int
) -> Iterator[tuple[int, int, int]]:
    """Where a stretch lies in a room that it is rolled up in: where its pieces start, how long they
    are, how far they are away."""
    if length <= 0:
        return
    at = (start - begin - moved) % room
    first = min(length, room - at)
    yield start, first, begin + at - start
    if first < length:
        yield start + first, length - first, begin - start - first
