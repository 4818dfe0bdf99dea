# SPDX-License-Identifier: Apache-2.0
"""Places of points: whose they are, in which lane, at which step."""

from typing import NamedTuple

from journey_studio.i18n import t
from journey_studio.model.records import Persona, Point
from journey_studio.model.snapshot import Snapshot


class At(NamedTuple):
    """Whose feeling, where: a lane of curves, a step, a persona or None for everybody."""

    lane: str
    step: str
    persona: str | None


def at_point(point: Point) -> At | None:
    """Where a point stands."""
    return At(point.lane, point.step, point.persona) if point.lane and point.step else None


def whose(snapshot: Snapshot, persona_id: str | None) -> str:
    """The name of a persona, or that it is everybody's."""
    if persona_id is None:
        return t("layout.curve.everybody")
    persona = snapshot.get(Persona, persona_id)
    return (persona.name if persona else "") or t("layout.persona.unnamed")
