# SPDX-License-Identifier: Apache-2.0
"""Several commands as one undo step: a paste, an import, a new map with its first lanes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from journey_studio.model.change import Label
from journey_studio.model.commands.base import Command, Plan
from journey_studio.model.merge import settle
from journey_studio.model.snapshot import RegisterKey, Snapshot


@dataclass(frozen=True)
class Batch:
    """The commands, one after the other, as one change set under one name."""

    commands: Sequence[Command]
    label: Label

    def plan(self, snapshot: Snapshot) -> Plan:
        """Each command is planned on what the ones before it lead to.

        That snapshot is a draft that grows as it goes: copying it for each of ten thousand
        commands would take minutes.
        """
        records, children = dict(snapshot.records), dict(snapshot.children)
        draft = Snapshot(records, snapshot.heads, snapshot.contested, snapshot.dangling, children)
        values: dict[RegisterKey, Any] = {}
        for command in self.commands:
            planned = command.plan(draft).values
            by_record: dict[str, dict[str, Any]] = {}
            for (record, register), value in planned.items():
                by_record.setdefault(record, {})[register] = value
            settle(records, children, by_record)
            values.update(planned)
        return Plan(self.label, values)
