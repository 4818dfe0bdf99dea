# SPDX-License-Identifier: Apache-2.0
"""Naming what the project is now."""

from dataclasses import dataclass, field
from typing import Literal

from journey_studio.i18n import t
from journey_studio.model.change import Label
from journey_studio.model.commands.base import CommandError, Plan, Verb, short, typed
from journey_studio.model.ids import kind_of, new_id
from journey_studio.model.records import Id, Prose, Seen, Word
from journey_studio.model.registers import find
from journey_studio.model.snapshot import Snapshot


@dataclass(frozen=True, kw_only=True)
class NameVersion(Verb):
    """Give the project as it is now a name: "after the workshop".

    `seen` says which change sets there are. That is no part of a snapshot, so the document fills
    it in when it is carried out; it cannot be part of a batch.
    """

    do: Literal["name_version"] = "name_version"
    title: Word
    note: Prose = ""
    id: Id = field(default_factory=lambda: new_id("version"))
    seen: Seen | None = None

    def __post_init__(self) -> None:
        """The id is one of a version."""
        if kind_of(self.id) != "version":
            raise ValueError(t("model.command.id_kind", id=self.id, kind="version"))

    def plan(self, snapshot: Snapshot) -> Plan:
        """The version's registers."""
        if self.id in snapshot.records:
            raise CommandError(t("model.command.exists", id=self.id))
        title = self.title.strip()
        if not title:
            raise CommandError(t("model.command.needed", kind="version", register="title"))
        if self.seen is None:
            raise CommandError(t("model.command.version_alone"))
        register = find("version", "seen")
        assert register is not None
        seen = register.read(list(self.seen))
        values = {(self.id, "deleted"): False, (self.id, "seen"): seen}
        values |= typed(self.id, {"title": title, "note": self.note})
        return Plan(Label("model.label.name_version", {"name": short(title)}), values)
