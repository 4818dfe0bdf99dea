# SPDX-License-Identifier: Apache-2.0
"""What is kept painted of a map beyond the edges of its view.

A strip that comes into view costs nearly as much as a whole view, however thin it is. So a pan
paints wider ones, and most of its steps find everything painted.
"""

from collections.abc import Iterator
from typing import NamedTuple

from journey_studio.canvas.zones import Area, Zones


class Margins(NamedTuple):
    """How many device px more than the view: of what is painted, or of what there is room for.

    A side below zero says how much of the view itself is lacking there.
    """

    left: int = 0
    top: int = 0
    right: int = 0
    bottom: int = 0

    def moved(self, dx: int, dy: int) -> "Margins":
        """The margins of the same picture once it has moved under the view."""
        return Margins(self.left - dx, self.top - dy, self.right + dx, self.bottom + dy)

    def filled(self, ahead: int) -> "Margins":
        """Nothing lacking, and so much ahead on the first side where some of the view was.

        One at a time, so that the sides of a slanting pan take turns.
        """
        sides = list(self)
        for at, side in enumerate(sides):
            if side < 0:
                sides[at], ahead = ahead, 0
        return Margins(*sides)

    def within(self, room: int) -> "Margins":
        """No more on both sides together than there is room for: the larger one gives way."""
        left, right = _sharing(self.left, self.right, room)
        top, bottom = _sharing(self.top, self.bottom, room)
        return Margins(left, top, right, bottom)

    def clear_of(self, part: Area, view: Area) -> "Margins":
        """Without the sides on which a part reaches beyond the view."""
        return Margins(
            0 if part.x < view.x else self.left,
            0 if part.y < view.y else self.top,
            0 if part.right > view.right else self.right,
            0 if part.bottom > view.bottom else self.bottom,
        )

    def around(self, area: Area) -> Area:
        """An area with these margins."""
        x, y, w, h = area
        return Area(
            x - self.left, y - self.top, w + self.left + self.right, h + self.top + self.bottom
        )


def exposed(zones: Zones, painted: Margins, wanted: Margins, dx: int) -> Iterator[tuple[int, Area]]:
    """What is not painted yet once the picture has moved by `dx` px to the right: which zone, and
    which part of it and of its surroundings.

    Words in the heads slide along at the left edge. What has gone out there is painted anew when
    it comes back: it may hold words where they were once.
    """
    kept = _per_zone(painted._replace(left=min(-dx, 0)), painted)
    news = _per_zone(wanted._replace(left=0), wanted)
    for at, (zone, old, new) in enumerate(zip(zones, kept, news, strict=True)):
        if not zone.area.empty:
            for part in new.around(zone.area).without(old.around(zone.area)):
                yield at, part


def _per_zone(heads: Margins, body: Margins) -> tuple[Margins, ...]:
    """The margins of each zone: heads move one way only, the corner not at all."""
    return Margins(), heads._replace(top=0, bottom=0), body._replace(left=0, right=0), body


def _sharing(one: int, other: int, room: int) -> tuple[int, int]:
    """Two sides that have so much room together."""
    if one > other:
        return min(one, room - other), other
    return one, min(other, room - one)
