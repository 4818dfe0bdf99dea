# SPDX-License-Identifier: Apache-2.0
"""The icon set as outlines: lines and curves without a colour."""

import json
from collections.abc import Iterator, Sequence
from functools import cache
from typing import overload

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
    return Moved(_sized(name, size), x, y)


class Moved(Sequence[Segment]):
    """The segments of a `shape` that stands in many places, moved `by` px.

    Whoever turns segments into something costly can do so once for the shape, and move that: then
    they are never made here. Most cards of a view have one.
    """

    __slots__ = ("_made", "by", "shape")

    def __init__(self, shape: tuple[Segment, ...], dx: float, dy: float) -> None:
        self.shape = shape
        self.by = dx, dy
        self._made: tuple[Segment, ...] | None = None

    @property
    def _segments(self) -> tuple[Segment, ...]:
        if self._made is None:
            self._made = moved(self.shape, *self.by, 1)
        return self._made

    @overload
    def __getitem__(self, at: int) -> Segment: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Segment, ...]: ...

    def __getitem__(self, at: int | slice) -> Segment | tuple[Segment, ...]:
        return self._segments[at]

    def __len__(self) -> int:
        return len(self.shape)

    def __iter__(self) -> Iterator[Segment]:
        return iter(self._segments)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, (Moved, tuple)) and self._segments == tuple(other)

    def __hash__(self) -> int:
        return hash(self._segments)
