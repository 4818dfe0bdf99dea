# SPDX-License-Identifier: Apache-2.0
"""Making copies of cards, steps, stages and lanes, with all that lies in them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from msgspec.structs import replace

from journey_studio.i18n import t
from journey_studio.model.commands.base import CommandError, Plan, Verb, label_for, live
from journey_studio.model.commands.placing import PARENTS, check_parents, map_of, places
from journey_studio.model.commands.points import point_id
from journey_studio.model.ids import derived_id, kind_of, new_id
from journey_studio.model.records import (
    KEPT_FROM_SIGHT,
    Card,
    Connection,
    Id,
    Persona,
    Point,
    Record,
    SomeIds,
)
from journey_studio.model.snapshot import RegisterKey, Snapshot


def parents_of(record: Record) -> tuple[str, ...]:
    """The ids of what a record lies in: a card's lane and step, a step's stage, and so on."""
    place = getattr(record, "place", None)
    return tuple(place[:-1]) if place is not None else ()


@dataclass(frozen=True, kw_only=True)
class Duplicate(Verb):
    """Copy records of one kind, in this order, with their steps, cards, points and connections.

    `under` and `at` say where the copies go, as with `Move`; without `under` each goes beside its
    original, without both right behind it. Comments stay with what they were made on. The ids of
    all copies follow from `seed`, so that preview and result speak of the same records.
    """

    do: Literal["duplicate"] = "duplicate"
    ids: SomeIds
    under: tuple[Id, ...] | None = None
    at: int | None = None
    seed: Id = ""

    def __post_init__(self) -> None:
        """Give the copies their seed now."""
        if not self.seed:
            object.__setattr__(self, "seed", new_id("copy"))

    def copy_of(self, record_id: str) -> str:
        """The id the copy of a record has or will have; points are named after where they lie."""
        return derived_id(kind_of(record_id), self.seed, record_id)

    @property
    def copies(self) -> tuple[str, ...]:
        """The ids of the copies of `ids`, in order."""
        return tuple(self.copy_of(each) for each in dict.fromkeys(self.ids))

    def plan(self, snapshot: Snapshot) -> Plan:
        """The registers of every copy."""
        records = [live(snapshot, each) for each in dict.fromkeys(self.ids)]
        kind = records[0].KIND
        if kind not in PARENTS or any(kind != record.KIND for record in records):
            raise CommandError(t("model.command.duplicate_mixed"))
        if self.copies[0] in snapshot.records:
            raise CommandError(t("model.command.exists", id=self.copies[0]))
        self._check_map(snapshot, records)
        values: dict[RegisterKey, Any] = {}
        for record in records:
            values |= self._said(record)
        for under, group in self._groups(records).items():
            check_parents(snapshot, kind, under)
            made = [self.copy_of(record.id) for record in group]
            values |= places(snapshot, kind, under, self._index(snapshot, under, group), made)
        values |= self._contents(snapshot, records)
        return Plan(label_for("duplicate", records), values)

    def _check_map(self, snapshot: Snapshot, records: list[Record]) -> None:
        """What holds cards stays in the map where the other half of their cells is."""
        for record in records:
            if not isinstance(record, Card) and self.under:
                home = map_of(snapshot, record.id)
                if home and home != map_of(snapshot, self.under[0]):
                    raise CommandError(t("model.command.other_map", kind=record.KIND))

    def _groups(self, records: list[Record]) -> dict[tuple[str, ...], list[Record]]:
        """The originals by where their copies go."""
        groups: dict[tuple[str, ...], list[Record]] = {}
        for record in records:
            under = parents_of(record) if self.under is None else self.under
            groups.setdefault(under, []).append(record)
        return groups

    def _index(self, snapshot: Snapshot, under: tuple[str, ...], group: list[Record]) -> int | None:
        """`at`, or right behind the last of the originals that lie there."""
        if self.at is not None or self.under is not None:
            return self.at
        there = snapshot.children[(group[0].KIND, *under)]
        return max(there.index(record.id) for record in group) + 1

    def _said(self, record: Record) -> dict[RegisterKey, Any]:
        return _registers(record, self.copy_of(record.id))

    def _contents(self, snapshot: Snapshot, records: list[Record]) -> dict[RegisterKey, Any]:
        """Copies of what lies in the originals, and of the connections between copied cards."""
        values: dict[RegisterKey, Any] = {}
        copied = {record.id: self.copy_of(record.id) for record in records}

        def fill(kind: str, under: tuple[str, ...], inside: tuple[str, ...]) -> None:
            for each in inside:
                values.update(self._said(snapshot.records[each]))
                copied[each] = self.copy_of(each)
            at_home = tuple(copied.get(parent, parent) for parent in under)
            made = [copied[each] for each in inside]
            values.update(places(snapshot, kind, at_home, None, made))

        for record in records:
            steps = snapshot.children.get(("step", record.id), ())
            fill("step", (record.id,), steps)
        for cell, cards in _cells(snapshot, copied):
            fill("card", cell, cards)
        return values | _points(snapshot, copied) | self._connections(snapshot, copied)

    def _connections(self, snapshot: Snapshot, copied: Mapping[str, str]) -> dict[RegisterKey, Any]:
        values: dict[RegisterKey, Any] = {}
        for link in snapshot.under(Connection):
            source, target = copied.get(link.source or ""), copied.get(link.target or "")
            if source and target:
                made = self.copy_of(link.id)
                values |= self._said(link)
                values |= {(made, "source"): source, (made, "target"): target}
        return values


def _cells(
    snapshot: Snapshot, copied: Mapping[str, str]
) -> Iterator[tuple[tuple[str, str], tuple[str, ...]]]:
    """The cells in the copied lanes or steps, with their cards; parked cards are left out."""
    for key, cards in snapshot.children.items():
        if key[0] == "card" and (key[1] in copied or key[2] in copied):
            home = map_of(snapshot, key[1])
            if home is not None and home == map_of(snapshot, key[2]):
                yield (key[1], key[2]), cards


def _points(snapshot: Snapshot, copied: Mapping[str, str]) -> dict[RegisterKey, Any]:
    """The points in copied lanes or at copied steps, of personas that live, at the copies."""
    values: dict[RegisterKey, Any] = {}
    lanes = [key[1] for key in snapshot.children if key[0] == "point"]
    for point in (each for lane in lanes for each in snapshot.under(Point, lane)):
        lane, step = point.lane or "", point.step or ""
        if lane not in copied and step not in copied:
            continue
        lost = point.persona is not None and snapshot.get(Persona, point.persona) is None
        if lost or map_of(snapshot, lane) is None or map_of(snapshot, step) is None:
            continue
        lane, step = copied.get(lane, lane), copied.get(step, step)
        said = replace(point, id=point_id(lane, step, point.persona), lane=lane, step=step)
        values |= _registers(said, said.id)
    return values


def _registers(record: Record, made: str) -> dict[RegisterKey, Any]:
    """What a record says, as registers of the record `made`, which has no place yet."""
    left_out = KEPT_FROM_SIGHT | {"id", "place"}
    names = (name for name in record.__struct_fields__ if name not in left_out)
    return {(made, "deleted"): False, **{(made, name): getattr(record, name) for name in names}}
