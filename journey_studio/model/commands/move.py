# SPDX-License-Identifier: Apache-2.0
"""Moving cards to another cell, and stages, steps, lanes and maps to another place."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from journey_studio.i18n import t
from journey_studio.model.commands.base import CommandError, Plan, Verb, label_for, live
from journey_studio.model.commands.placing import check_parents, map_of, places
from journey_studio.model.records import Id, Record, SomeIds
from journey_studio.model.registers import registers
from journey_studio.model.snapshot import Snapshot


@dataclass(frozen=True, kw_only=True)
class Move(Verb):
    """Put records of one kind, in this order, under new parents from index `at` on.

    `at` counts the siblings that stay where they are; None is the end.
    """

    do: Literal["move"] = "move"
    ids: SomeIds
    under: tuple[Id, ...] = ()
    at: int | None = None

    def plan(self, snapshot: Snapshot) -> Plan:
        """A new place for each record; nothing where all lie there already."""
        records = [live(snapshot, record_id) for record_id in dict.fromkeys(self.ids)]
        kinds = {record.KIND for record in records}
        kind = records[0].KIND
        if len(kinds) > 1 or "place" not in registers(kind):
            raise CommandError(t("model.command.move_mixed"))
        check_parents(snapshot, kind, self.under)
        self._check_map(snapshot, records)
        ids = [record.id for record in records]
        label = label_for("move", records)
        if self._lie_there(snapshot, kind, ids):
            return Plan(label, {})
        return Plan(label, places(snapshot, kind, self.under, self.at, ids))

    def _check_map(self, snapshot: Snapshot, records: Iterable[Record]) -> None:
        """A stage, step or lane stays in its map, where its cards are; a parked one may leave."""
        for record in records:
            home = map_of(snapshot, record.id)
            if home and self.under and home != map_of(snapshot, self.under[0]):
                raise CommandError(t("model.command.other_map", kind=record.KIND))

    def _lie_there(self, snapshot: Snapshot, kind: str, ids: list[str]) -> bool:
        there = list(snapshot.children.get((kind, *self.under), ()))
        if not set(ids) <= set(there):
            return False
        moving = set(ids)
        stay = [child for child in there if child not in moving]
        at = len(stay) if self.at is None else min(max(self.at, 0), len(stay))
        return [*stay[:at], *ids, *stay[at:]] == there
