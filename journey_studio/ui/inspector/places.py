# SPDX-License-Identifier: Apache-2.0
"""Places of points: whose they are, in which lane, at which step."""

from typing import NamedTuple

from journey_studio.model.records import Point


class At(NamedTuple):
    """Whose feeling, where: a lane of curves, a step, a persona or None for everybody."""

    lane: str
    step: str
    persona: str | None


def at_point(point: Point) -> At | None:
    """Where a point stands."""
    return At(point.lane, point.step, point.persona) if point.lane and point.step else None
