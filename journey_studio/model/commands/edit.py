# SPDX-License-Identifier: Apache-2.0
"""Changing what a record says."""

from typing import Any, Literal

from journey_studio.model.change import Label
from journey_studio.model.commands.base import Plan, Verb, label_for, live, typed
from journey_studio.model.records import Id
from journey_studio.model.snapshot import Snapshot


class Edit(Verb):
    """Write registers of a record; what they hold already is left alone."""

    do: Literal["edit"] = "edit"
    id: Id
    values: dict[str, Any]

    def plan(self, snapshot: Snapshot) -> Plan:
        """The values, validated."""
        record = live(snapshot, self.id)
        label: Label = label_for("edit", [record])
        return Plan(label, typed(self.id, self.values))
