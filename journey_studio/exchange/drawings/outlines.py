# SPDX-License-Identifier: Apache-2.0
"""Curved outlines as plain ones, for programs that know straight lines only."""

from collections.abc import Sequence

from journey_studio.layout.display import Path, Segment

Points = list[tuple[float, float]]

_PIECES = 12  # of one curve of a long line
_FEW = 4  # of one curve of something small
_SMALL = 24.0  # px


def outlines(path: Path) -> list[Points]:
    """The lines of a path, each from point to point.

    Parts of one filled shape are one line, with a way there and back from part to part, so that
    holes stay holes; a line around it would show that way and is left to shapes without holes.
    """
    rings: list[Points] = []
    for kind, *values in path.segments:
        numbers = [float(value) for value in values]
        if kind == "M" or not rings:
            rings.append([(numbers[0], numbers[1])])
        elif kind == "L":
            rings[-1].append((numbers[0], numbers[1]))
        elif kind == "C":
            rings[-1] += _curve(rings[-1][-1], numbers)
        else:
            rings[-1].append(rings[-1][0])
    rings = [ring for ring in rings if len(ring) > 1]
    if path.fill is None or len(rings) < 2 or path.line is not None:
        return [_closed(ring) if path.fill else ring for ring in rings]
    start = rings[0][0]
    whole = _closed(rings[0])
    for ring in rings[1:]:
        whole += [*_closed(ring), start]
    return [whole]


def _closed(ring: Points) -> Points:
    return ring if ring[0] == ring[-1] else [*ring, ring[0]]


def _curve(start: tuple[float, float], numbers: list[float]) -> Points:
    """Points on a cubic curve, its start left out."""
    x0, y0 = start
    x1, y1, x2, y2, x3, y3 = numbers
    small = abs(x3 - x0) + abs(y3 - y0) < _SMALL
    count = _FEW if small else _PIECES
    found = []
    for step in range(1, count + 1):
        s = step / count
        a, b, c, d = (1 - s) ** 3, 3 * s * (1 - s) ** 2, 3 * s * s * (1 - s), s**3
        found.append((a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3))
    return found


def is_plain(segments: Sequence[Segment]) -> bool:
    """Whether these are straight lines in one go."""
    return len(segments) > 1 and all(
        segment[0] == ("M" if place == 0 else "L") for place, segment in enumerate(segments)
    )
