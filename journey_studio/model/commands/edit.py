# SPDX-License-Identifier: Apache-2.0
"""Changing what a record says."""

from typing import Any, Literal

from journey_studio.i18n import t
from journey_studio.model.change import Label
from journey_studio.model.commands.base import CommandError, Plan, Verb, label_for, live, typed
from journey_studio.model.commands.referring import check_references
from journey_studio.model.records import Id
from journey_studio.model.snapshot import Snapshot

# What the derived id of a record is made of: another value would be another record.
_IDENTITY = {
    "point": frozenset({"lane", "step", "persona"}),
    "reading": frozenset({"metric", "day"}),
}


class Edit(Verb):
    """Write registers of a record; what they hold already is left alone."""

    do: Literal["edit"] = "edit"
    id: Id
    values: dict[str, Any]

    def plan(self, snapshot: Snapshot) -> Plan:
        """The values, validated."""
        record = live(snapshot, self.id)
        label: Label = label_for("edit", [record])
        identity = _IDENTITY.get(record.KIND, frozenset())
        if not identity.isdisjoint(self.values):
            raise CommandError(t("model.command.identity", kind=record.KIND))
        values = typed(self.id, self.values)
        check_references(snapshot, self.id, values)
        return Plan(label, values)
