# SPDX-License-Identifier: Apache-2.0
"""The curve through points: monotone cubic interpolation, so that a line never claims a feeling
nobody gave.

F. N. Fritsch, R. E. Carlson, "Monotone Piecewise Cubic Interpolation", SIAM J. Numer. Anal. 17
(1980), with the slopes of F. N. Fritsch, J. Butland, SIAM J. Sci. Stat. Comput. 5 (1984). Between
two points the curve stays between their values; at peaks and valleys it is flat.
"""

from collections.abc import Sequence
from itertools import pairwise

from journey_studio.layout.display import Segment
from journey_studio.layout.geometry import Point


def tangents(points: Sequence[Point]) -> list[float]:
    """The slope of the curve at each point; x must rise from point to point."""
    if len(points) < 2:
        return [0.0] * len(points)
    steps = [b.x - a.x for a, b in pairwise(points)]
    slopes = [(b.y - a.y) / step for (a, b), step in zip(pairwise(points), steps, strict=True)]
    inner = [
        0.0 if left * right <= 0 else _inner(left, right, before, after)
        for (left, right), (before, after) in zip(pairwise(slopes), pairwise(steps), strict=True)
    ]
    return [slopes[0], *inner, slopes[-1]]


def _inner(left: float, right: float, before: float, after: float) -> float:
    """The harmonic mean of two slopes of one sign, weighted by how far each reaches.

    It is at most three times the smaller one, which is what keeps the curve monotone.
    """
    weight_left, weight_right = 2 * after + before, after + 2 * before
    return (weight_left + weight_right) / (weight_left / left + weight_right / right)


def curve(points: Sequence[Point]) -> tuple[Segment, ...]:
    """The curve through `points` from left to right, as cubic pieces; nothing for one point."""
    if len(points) < 2:
        return ()
    slopes = tangents(points)
    found: list[Segment] = [("M", *points[0])]
    for (a, b), (slope_a, slope_b) in zip(pairwise(points), pairwise(slopes), strict=True):
        third = (b.x - a.x) / 3
        found.append(
            ("C", a.x + third, a.y + slope_a * third, b.x - third, b.y - slope_b * third, b.x, b.y)
        )
    return tuple(found)


def between(upper: Sequence[Point], lower: Sequence[Point]) -> tuple[Segment, ...]:
    """The area between the curves through two rows of points with the same x."""
    there, back = curve(upper), curve(lower)
    if not there:
        return ()
    found: list[Segment] = [*there, ("L", *lower[-1])]
    ends = [piece[-2:] for piece in back]
    for start, piece in zip(reversed(ends[:-1]), reversed(back[1:]), strict=True):
        _, x1, y1, x2, y2, _, _ = piece
        found.append(("C", x2, y2, x1, y1, *start))
    return (*found, ("Z",))


def area(points: Sequence[Point], level: float) -> tuple[Segment, ...]:
    """The area between the curve through `points` and the horizontal line at y = `level`."""
    line = curve(points)
    if not line:
        return ()
    first, last = points[0], points[-1]
    return (
        *line,
        ("L", last.x, level),
        ("L", first.x, level),
        ("Z",),
    )
