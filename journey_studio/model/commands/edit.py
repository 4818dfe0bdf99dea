# SPDX-License-Identifier: Apache-2.0
"""Changing what a record says."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from journey_studio.i18n import t
from journey_studio.model.change import Label
from journey_studio.model.commands.base import (
    CommandError,
    Plan,
    Verb,
    label_for,
    live,
    short,
    typed,
)
from journey_studio.model.commands.referring import check_references
from journey_studio.model.records import Id, Record
from journey_studio.model.snapshot import Snapshot

# What a record was made for, its derived id of it: another value would be another record.
_IDENTITY = {
    "point": frozenset({"lane", "step", "persona"}),
    "reading": frozenset({"metric", "day"}),
    "version": frozenset({"seen"}),
}
_NAMES = ("title", "name")
_SIZES = frozenset({"width", "height", "span"})


def verb_of(values: Mapping[str, Any]) -> str:
    """What writing these registers is called: people look for it in the history."""
    if values and _SIZES.issuperset(values):
        return "resize"
    if set(values) == {"collapsed"}:
        return "collapse" if values["collapsed"] else "expand"
    return "edit"


def _label(record: Record, values: Mapping[str, Any]) -> Label:
    """A new name is told as it is from now on; everything else by what it is done to."""
    name = next((values[register] for register in _NAMES if set(values) == {register}), None)
    if isinstance(name, str) and name.strip():
        return Label("model.label.rename", {"kind": record.KIND, "name": short(name)})
    return label_for(verb_of(values), [record])


@dataclass(frozen=True, kw_only=True)
class Edit(Verb):
    """Write registers of a record; what they hold already is left alone."""

    do: Literal["edit"] = "edit"
    id: Id
    values: dict[str, Any]

    def plan(self, snapshot: Snapshot) -> Plan:
        """The values, validated."""
        record = live(snapshot, self.id)
        identity = _IDENTITY.get(record.KIND, frozenset())
        if not identity.isdisjoint(self.values):
            raise CommandError(t("model.command.identity", kind=record.KIND))
        values = typed(self.id, self.values)
        check_references(snapshot, self.id, values)
        return Plan(_label(record, self.values), values)
