# SPDX-License-Identifier: Apache-2.0
"""Answers to what a merge asks: which of several values stands, and what stays deleted."""

from dataclasses import dataclass
from typing import Any, Literal

from journey_studio.i18n import t
from journey_studio.model.commands.base import CommandError, Plan, Verb, label_for, typed
from journey_studio.model.commands.referring import check_references
from journey_studio.model.records import Id, Record, SomeIds
from journey_studio.model.snapshot import RegisterKey, Snapshot


@dataclass(frozen=True, kw_only=True)
class Settle(Verb):
    """Settle a register that several people wrote at once, for everybody.

    `head` is the change set whose value shall stand, or the beginning of its name; without it
    `value` stands. Places and deletions are settled by a head.
    """

    do: Literal["settle"] = "settle"
    id: Id
    register: str
    head: str = ""
    value: Any = None

    def plan(self, snapshot: Snapshot) -> Plan:
        """The value, written over all heads there are."""
        record, key = self._record(snapshot), (self.id, self.register)
        values = {key: self._chosen(snapshot, key)} if self.head else self._own(snapshot)
        return Plan(label_for("settle", [record]), values)

    def _record(self, snapshot: Snapshot) -> Record:
        record = snapshot.records.get(self.id)
        if record is None or (record.deleted and self.register != "deleted"):
            raise CommandError(t("model.command.no_record", id=self.id))
        if (self.id, self.register) not in snapshot.contested or self.register == "deleted_after":
            values = {"id": self.id, "register": self.register}
            raise CommandError(t("model.command.settled", **values))
        return record

    def _chosen(self, snapshot: Snapshot, key: RegisterKey) -> Any:
        heads = snapshot.contested[key].heads
        found = [each.value for each in heads if each.sha256.startswith(self.head)]
        if len(found) != 1:
            raise CommandError(t("model.command.no_head", head=self.head[:12]))
        return found[0]

    def _own(self, snapshot: Snapshot) -> dict[RegisterKey, Any]:
        values = typed(self.id, {self.register: self.value})
        check_references(snapshot, self.id, values)
        return values


@dataclass(frozen=True, kw_only=True)
class LetGo(Verb):
    """Leave deleted what was edited elsewhere when it was deleted: nobody is asked any more."""

    do: Literal["let_go"] = "let_go"
    ids: SomeIds

    def plan(self, snapshot: Snapshot) -> Plan:
        """Deleted once more, now knowing what was written. All of it stays in the history."""
        records = []
        for record_id in dict.fromkeys(self.ids):
            record = snapshot.records.get(record_id)
            if record is None or not record.deleted:
                raise CommandError(t("model.command.not_deleted", id=record_id))
            records.append(record)
        return Plan(label_for("let_go", records), {(each.id, "deleted"): True for each in records})
