# SPDX-License-Identifier: Apache-2.0
"""Values along the journey: curve points, and the dated readings of a metric."""

from dataclasses import dataclass
from typing import Any, Literal

from journey_studio.i18n import t
from journey_studio.model.change import Label
from journey_studio.model.commands.base import (
    CommandError,
    Plan,
    Verb,
    live,
    name_of,
    typed,
)
from journey_studio.model.ids import derived_id
from journey_studio.model.kinds import CURVE_KINDS
from journey_studio.model.records import Day, Evidence, Id, Lane, Metric, Persona, Prose, Step
from journey_studio.model.snapshot import RegisterKey, Snapshot


def point_id(lane: str, step: str, persona: str | None) -> str:
    """The id of the point of a persona at a step in a lane, the same on every replica."""
    return derived_id("point", lane, step, persona or "")


def reading_id(metric: str, day: str) -> str:
    """The id of the reading of a metric on a day, the same on every replica."""
    return derived_id("reading", metric, day)


def _revive(snapshot: Snapshot, record_id: str, values: dict[RegisterKey, Any]) -> None:
    record = snapshot.records.get(record_id)
    if record is None or record.deleted:
        values[record_id, "deleted"] = False


@dataclass(frozen=True, kw_only=True)
class SetPoint(Verb):
    """Say how a persona feels at a step, -1 to 1; None leaves a gap."""

    do: Literal["set_point"] = "set_point"
    lane: Id
    step: Id
    persona: Id | None = None
    value: float | None
    evidence: Evidence | None = None
    note: Prose | None = None

    def plan(self, snapshot: Snapshot) -> Plan:
        """The point's registers."""
        lane, step = live(snapshot, self.lane), live(snapshot, self.step)
        if not isinstance(lane, Lane) or lane.kind not in CURVE_KINDS:
            raise CommandError(t("model.command.no_curve", id=self.lane))
        if not isinstance(step, Step):
            raise CommandError(t("model.command.no_record", id=self.step))
        if self.persona is not None and not isinstance(live(snapshot, self.persona), Persona):
            raise CommandError(t("model.command.no_record", id=self.persona))
        record_id = point_id(self.lane, self.step, self.persona)
        values: dict[RegisterKey, Any] = {}
        _revive(snapshot, record_id, values)
        given = {"lane": self.lane, "step": self.step, "value": self.value}
        optional = {"persona": self.persona, "evidence": self.evidence, "note": self.note}
        given |= {name: value for name, value in optional.items() if value is not None}
        values |= typed(record_id, given)
        return Plan(Label("model.label.set_point", {"name": name_of(step)}), values)


@dataclass(frozen=True, kw_only=True)
class SetReading(Verb):
    """Note what a metric was on a day; None takes the note back."""

    do: Literal["set_reading"] = "set_reading"
    metric: Id
    day: Day
    value: float | None

    def plan(self, snapshot: Snapshot) -> Plan:
        """The reading's registers."""
        metric = live(snapshot, self.metric)
        if not isinstance(metric, Metric) or not self.day:
            raise CommandError(t("model.command.no_record", id=self.metric))
        record_id = reading_id(self.metric, self.day)
        values: dict[RegisterKey, Any] = {}
        _revive(snapshot, record_id, values)
        values |= typed(record_id, {"metric": self.metric, "day": self.day, "value": self.value})
        return Plan(Label("model.label.set_reading", {"name": name_of(metric)}), values)
