# SPDX-License-Identifier: Apache-2.0
"""The icon set as outlines: lines and curves without a colour."""

import json
from collections.abc import Iterable
from functools import cache

from journey_studio import assets

# As in the display list, which a start page with a few icons does without.
Segment = tuple[str | float, ...]

_BOX = 24.0
_LENGTH = {"M": 2, "L": 2, "C": 6, "Z": 0}
FALLBACK = "touchpoint"


def _segments(data: str) -> tuple[Segment, ...]:
    tokens = data.split()
    found: list[Segment] = []
    at = 0
    while at < len(tokens):
        kind = tokens[at]
        numbers = tokens[at + 1 : at + 1 + _LENGTH[kind]]
        found.append((kind, *map(float, numbers)))
        at += 1 + len(numbers)
    return tuple(found)


@cache
def _icons() -> dict[str, list[str]]:
    listed = json.loads(assets.read_text("built/icons.json"))
    return {name: icon["paths"] for name, icon in listed.items()}


def icon_names() -> tuple[str, ...]:
    """The names of the set, in order."""
    return tuple(sorted(_icons()))


def moved(segments: tuple[Segment, ...], dx: float, dy: float, scale: float) -> tuple[Segment, ...]:
    """The segments scaled, then shifted."""
    return tuple(
        (
            segment[0],
            *(
                float(number) * scale + (dy if place % 2 else dx)
                for place, number in enumerate(segment[1:])
            ),
        )
        for segment in segments
    )


@cache
def _sized(name: str, size: float) -> tuple[Segment, ...]:
    icons = _icons()
    paths = icons.get(name) or icons[FALLBACK]
    return moved(tuple(each for data in paths for each in _segments(data)), 0, 0, size / _BOX)


def outline(name: str, x: float, y: float, size: float) -> "Moved":
    """The icon in a square of `size` px with its top left corner at (x, y).

    A name the set lacks (from a newer program, say) shows as the sign of a touchpoint.
    """
    return moved_by(_sized(name, size), x, y)


class Moved(tuple[Segment, ...]):  # noqa: SLOT001 - a tuple has no room for slots
    """The segments of a `shape` that stands in many places, moved `by` px.

    Whoever turns segments into something costly can do so once for the shape, and move that.
    """

    shape: tuple[Segment, ...]
    by: tuple[float, float]

    @classmethod
    def of(
        cls, shape: tuple[Segment, ...], dx: float, dy: float, segments: Iterable[Segment]
    ) -> "Moved":
        """These segments, known to be `shape` moved by (dx, dy)."""
        made = cls(segments)
        made.shape, made.by = shape, (dx, dy)
        return made


def moved_by(shape: tuple[Segment, ...], dx: float, dy: float) -> Moved:
    """A shape elsewhere: `moved` at scale 1, much quicker, for most cards have one."""
    found: list[Segment] = []
    for segment in shape:
        if len(segment) == 3:
            kind, a, b = segment
            found.append((kind, a + dx, b + dy))  # type: ignore[operator]
        elif len(segment) == 7:
            kind, a, b, c, d, e, f = segment
            found.append((kind, a + dx, b + dy, c + dx, d + dy, e + dx, f + dy))  # type: ignore[operator]
        else:
            found.append(segment)
    return Moved.of(shape, dx, dy, found)
