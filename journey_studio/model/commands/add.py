# SPDX-License-Identifier: Apache-2.0
"""Making a record."""

from dataclasses import dataclass, field
from typing import Any, Literal

from journey_studio.i18n import t
from journey_studio.model.commands.base import CommandError, Plan, Verb, label_for, typed
from journey_studio.model.commands.placing import check_parents, places
from journey_studio.model.commands.referring import check_references
from journey_studio.model.ids import kind_of, new_id
from journey_studio.model.merge import make_record
from journey_studio.model.records import Id
from journey_studio.model.registers import registers
from journey_studio.model.snapshot import Snapshot

AddedKind = Literal[
    "project", "map", "stage", "step", "lane", "card", "persona", "connection", "comment",
    "channel", "tag", "metric", "insight", "opportunity", "solution",
]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Add(Verb):
    """Add a record of `kind` under its parents (a card's are its lane and its step).

    `at` is the index among its siblings, None the end. `values` are its registers.
    """

    do: Literal["add"] = "add"
    kind: AddedKind
    id: Id = ""
    under: tuple[Id, ...] = ()
    at: int | None = None
    values: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Give the record its id now, so that preview and result speak of the same record."""
        if not self.id:
            object.__setattr__(self, "id", new_id(self.kind))
        if kind_of(self.id) != self.kind:
            raise ValueError(t("model.command.id_kind", id=self.id, kind=self.kind))

    def plan(self, snapshot: Snapshot) -> Plan:
        """The record's registers, first of all that it is not deleted."""
        if self.id in snapshot.records:
            raise CommandError(t("model.command.exists", id=self.id))
        if self.kind == "project" and (there := snapshot.project()):
            raise CommandError(t("model.command.exists", id=there.id))
        check_parents(snapshot, self.kind, self.under)
        values = {(self.id, "deleted"): False}
        if "place" in registers(self.kind):
            values |= places(snapshot, self.kind, self.under, self.at, [self.id])
        values |= typed(self.id, self.values)
        check_references(snapshot, self.id, values)
        record = make_record(self.id, {name: value for (_, name), value in values.items()})
        return Plan(label_for("add", [record]), values)
