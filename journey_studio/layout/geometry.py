# SPDX-License-Identifier: Apache-2.0
"""Points and boxes on the board: px at 100 %, x to the right, y down."""

from typing import NamedTuple


class Point(NamedTuple):
    """A place on the board."""

    x: float
    y: float


class Box(NamedTuple):
    """A rectangle by its top left corner and size."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """The x of the right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """The y of the bottom edge."""
        return self.y + self.h

    @property
    def centre(self) -> Point:
        """The middle."""
        return Point(self.x + self.w / 2, self.y + self.h / 2)

    def moved(self, dx: float, dy: float) -> "Box":
        """The same size, `dx` further right and `dy` further down."""
        x, y, w, h = self
        return Box(x + dx, y + dy, w, h)

    def inset(self, dx: float, dy: float) -> "Box":
        """Smaller by `dx` left and right and by `dy` at top and bottom; larger where negative."""
        x, y, w, h = self
        return Box(x + dx, y + dy, w - 2 * dx, h - 2 * dy)

    def meets(self, other: "Box") -> bool:
        """Whether the two share any area."""
        return (
            self.x < other.right
            and other.x < self.right
            and self.y < other.bottom
            and other.y < self.bottom
        )

    def holds(self, x: float, y: float) -> bool:
        """Whether the point lies inside; the right and bottom edges lie outside."""
        return self.x <= x < self.right and self.y <= y < self.bottom

    def united(self, other: "Box") -> "Box":
        """The smallest box around both."""
        x, y = min(self.x, other.x), min(self.y, other.y)
        return Box(x, y, max(self.right, other.right) - x, max(self.bottom, other.bottom) - y)
