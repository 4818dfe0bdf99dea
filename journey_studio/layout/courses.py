# SPDX-License-Identifier: Apache-2.0
"""Ways between cards, before and after the rows of a board have their places.

Heights are counted from rows and from the strips between them. So a row that grows moves the ways
below it, and leads none of them elsewhere.
"""

from collections.abc import Sequence
from typing import NamedTuple

from journey_studio.layout.display import Row
from journey_studio.layout.geometry import Point


class Height(NamedTuple):
    """A height on the board before rows have their places: `dy` px below the base.

    Bases count from the top: base 2n is the strip above row n (below the last row for the one past
    it), base 2n + 1 the top of row n. So heights compare as they will lie.
    """

    base: int
    dy: float


class Corner(NamedTuple):
    """A corner of a way."""

    x: float
    height: Height


class Way(NamedTuple):
    """The corners of a connection on the board, and where the middle of its label lies."""

    points: tuple[Point, ...]
    label: Point


class Course(NamedTuple):
    """The corners of a connection from card to card, and where along its strip its label lies.

    The strip is that above row `boundary`; below the base `lowest` nothing has a say.
    """

    corners: tuple[Corner, ...]
    boundary: int
    label: float
    lowest: int

    def way(self, bases: Sequence[float]) -> Way:
        """The way on the board, where `bases` are the y of the bases."""
        points = tuple([Point(x, bases[base] + dy) for x, (base, dy) in self.corners])
        return Way(points, Point(self.label, bases[2 * self.boundary]))


def strip_above(row: int) -> Height:
    """The middle of the strip above a row."""
    return Height(2 * row, 0.0)


def in_row(row: int, y: float) -> Height:
    """A height in a row."""
    return Height(2 * row + 1, y)


def bases_of(rows: Sequence[Row], rooms: Sequence[float], padding: float) -> tuple[float, ...]:
    """Where the bases lie; `rooms` are what rows keep free at their bottom for labels."""
    if not rows:
        return ()
    bases = [rows[0].y + padding / 2]
    for row, room in zip(rows, rooms, strict=True):
        bases += (row.y, row.y + row.h - room / 2)
    bases[-1] -= padding / 2
    return tuple(bases)
