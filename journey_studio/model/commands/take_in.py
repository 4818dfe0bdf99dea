# SPDX-License-Identifier: Apache-2.0
"""Taking maps from elsewhere into a project: the one command that an import comes to.

Everything gets new ids. Personas, channels and so on that the project knows by their names are
those of the project, which stay as they are; the others come along.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from msgspec.structs import replace

from journey_studio.i18n import t
from journey_studio.model.change import Label
from journey_studio.model.commands.base import CommandError, Plan
from journey_studio.model.commands.placing import places
from journey_studio.model.contents import contents
from journey_studio.model.fragments import LIBRARY_KINDS
from journey_studio.model.ids import derived_id, kind_of, new_id
from journey_studio.model.records import (
    KEPT_FROM_SIGHT,
    KINDS,
    LONG_TEXT,
    Map,
    Project,
    Reading,
    Record,
    Version,
)
from journey_studio.model.references import REFERENCES
from journey_studio.model.registers import registers
from journey_studio.model.renaming import names_of, renamed
from journey_studio.model.same_things import library_name
from journey_studio.model.snapshot import RegisterKey, Snapshot

_LABEL = 200


@dataclass(frozen=True)
class TakeIn:
    """Add what was found elsewhere, as one step.

    `maps` are the ids in `found` of those to take; without any, all of `found` is taken, its
    library too. `called` is the title of maps that have none. `pictures` are new names of pictures.
    """

    found: Snapshot
    maps: tuple[str, ...] = ()
    called: str = ""
    pictures: dict[str, str] = field(default_factory=dict)
    seed: str = field(default_factory=lambda: new_id("taken"))

    @cached_property
    def map_ids(self) -> tuple[str, ...]:
        """The ids of the maps, as they will be."""
        return tuple(self.id_of(each) for each in self.maps or map(_id, self.found.maps()))

    def id_of(self, found_id: str) -> str:
        """The id that a record will have that is not known to the project."""
        return derived_id(kind_of(found_id), self.seed, found_id)

    @property
    def label(self) -> Label:
        """What it is called in the history."""
        ids = self.maps or tuple(map(_id, self.found.maps()))
        first = self.found.get(Map, ids[0]) if ids else None
        name = self.called or (first.title if first else "")
        return Label("model.label.import", {"name": name[:_LABEL]})

    def plan(self, snapshot: Snapshot) -> Plan:
        """The registers of all new records."""
        taken = self.wanted()
        known = dict(known_library(snapshot, taken))
        names = self.names_in(snapshot)
        values: dict[RegisterKey, Any] = {}
        new = [r for r in taken if r.id not in known and not _is_known_reading(r, known)]
        for record in new:
            values |= registers_of(tied(renamed(record, names), record, names, snapshot))
        for kind in ("map", *LIBRARY_KINDS):
            ids = [names[each.id] for each in new if kind == each.KIND]
            values |= places(snapshot, kind, (), None, ids) if ids else {}
        self._name_maps(new, names, values)
        self._rename_pictures(values)
        if not values:
            known_all = "model.command.all_known" if taken else "model.command.nothing_to_take"
            raise CommandError(t(known_all))
        return Plan(self.label, values)

    def names_in(self, snapshot: Snapshot) -> dict[str, str]:
        """The ids that the records of the file have or get in this project."""
        taken = self.wanted()
        known = dict(known_library(snapshot, taken))
        names = {each.id: known.get(each.id) or self.id_of(each.id) for each in taken}
        names = names_of(taken, names.__getitem__)
        project, found_project = snapshot.project(), self.found.project()
        if project and found_project:
            names[found_project.id] = project.id
        return names

    def wanted(self) -> list[Record]:
        """What of `found` is taken: all, or what belongs to the chosen maps.

        What lies in something that was deleted is parked, and so it has to know where it lay.
        """
        live = [each for each in self.found.records.values() if not each.deleted]
        taken = contents(self.found, self.maps) if self.maps else live
        homes = {each for record in taken for each in getattr(record, "place", None) or ()}
        gone = [each for each in self.found.records.values() if each.deleted and each.id in homes]
        return [each for each in (*taken, *gone) if not isinstance(each, Project | Version)]

    def _name_maps(
        self, new: Iterable[Record], names: dict[str, str], values: dict[RegisterKey, Any]
    ) -> None:
        """Give those a title that have none."""
        number = 0
        for each in new:
            if isinstance(each, Map):
                number += 1
                if not each.title and self.called:
                    title = self.called if number == 1 else f"{self.called} {number}"
                    values[names[each.id], "title"] = title[:LONG_TEXT]

    def _rename_pictures(self, values: dict[RegisterKey, Any]) -> None:
        for key, value in values.items():
            if key[1] in ("picture", "photo") and value in self.pictures:
                values[key] = self.pictures[value]


def _id(record: Record) -> str:
    return record.id


def known_library(snapshot: Snapshot, taken: Iterable[Record]) -> Iterable[tuple[str, str]]:
    """Library records that the project has, by id or else by name: the id here by the id there."""
    named: dict[tuple[str, str], str] = {}
    for kind in LIBRARY_KINDS:
        for each in snapshot.under(KINDS[kind]):
            named.setdefault((kind, library_name(snapshot, each.id).strip()), each.id)
    for record in taken:
        if record.KIND in LIBRARY_KINDS and not record.deleted:
            name = str(getattr(record, "name", "") or getattr(record, "title", "")).strip()
            here = named.get((record.KIND, name)) if name else None
            if snapshot.get(type(record), record.id) is not None:
                here = record.id
            if here is not None:
                yield record.id, here


def _is_known_reading(record: Record, known: dict[str, str]) -> bool:
    """Whether it belongs to a metric of the project, whose readings stay as they are."""
    return isinstance(record, Reading) and record.metric in known


def tied(made: Record, before: Record, names: dict[str, str], snapshot: Snapshot) -> Record:
    """The record with those references alone that lead to something: taken too, or here."""
    changes: dict[str, Any] = {}
    for register, kinds in REFERENCES.get(before.KIND, {}).items():
        held = getattr(before, register)
        if register == "place" or not held:
            continue

        def leads(each: str, kinds: tuple[str, ...] = kinds) -> bool:
            there = snapshot.records.get(each)
            return each in names or (
                there is not None and not there.deleted and (not kinds or there.KIND in kinds)
            )

        if isinstance(held, tuple):
            ids = (names.get(each, each) for each in held if leads(each))
            changes[register] = tuple(dict.fromkeys(ids))
        elif not leads(held):
            changes[register] = None
    return replace(made, **changes) if changes else made


def registers_of(record: Record) -> dict[RegisterKey, Any]:
    """What makes the record: that it is there, or is gone, and all that it says."""
    values: dict[RegisterKey, Any] = {(record.id, "deleted"): record.deleted}
    for name, register in registers(record.KIND).items():
        value = getattr(record, name)
        if name not in KEPT_FROM_SIGHT and value != register.default:
            values[record.id, name] = value
    return values
