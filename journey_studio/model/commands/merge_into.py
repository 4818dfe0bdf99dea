# SPDX-License-Identifier: Apache-2.0
"""Merging a map from elsewhere into one that is there: what it adds and changes, as one step.

Which records are the same is told by likeness (`model.same_things`). A register that the found map
says something in takes its word; where it says nothing, what is there stays, since a file may have
no place for it. What only the map here has stays too, unless the person wants it to go.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from journey_studio.i18n import t
from journey_studio.model.change import Label
from journey_studio.model.commands.base import CommandError, Plan
from journey_studio.model.commands.placing import places
from journey_studio.model.commands.take_in import (
    known_library,
    registers_of,
    tied,
)
from journey_studio.model.contents import contents
from journey_studio.model.fragments import LIBRARY_KINDS
from journey_studio.model.ids import derived_id, kind_of, new_id
from journey_studio.model.rank import ranks_between
from journey_studio.model.records import (
    KEPT_FROM_SIGHT,
    Card,
    CardPlace,
    Comment,
    Connection,
    Map,
    Point,
    Record,
    StagePlace,
    StepPlace,
)
from journey_studio.model.registers import registers
from journey_studio.model.renaming import names_of, renamed
from journey_studio.model.same_things import Side, same_things
from journey_studio.model.snapshot import RegisterKey, Snapshot, order_key

_LABEL = 200
_PLACES: dict[str, type[Any]] = {
    "stage": StagePlace, "lane": StagePlace, "step": StepPlace, "card": CardPlace,
}  # fmt: skip

Parents = tuple[str, ...]


@dataclass(frozen=True)
class MergeInto:
    """Bring the map `found_map` of `found` into the map `into`, as one step.

    With `removing`, what of the map here is not in the found one is deleted. `pictures` are new
    names of pictures.
    """

    found: Snapshot
    found_map: str
    into: str
    removing: bool = False
    pictures: dict[str, str] = field(default_factory=dict)
    seed: str = field(default_factory=lambda: new_id("merged"))

    @property
    def map_ids(self) -> tuple[str, ...]:
        """The map that is changed."""
        return (self.into,)

    @property
    def label(self) -> Label:
        """What it is called in the history."""
        found = self.found.get(Map, self.found_map)
        return Label("model.label.import", {"name": found.title[:_LABEL] if found else ""})

    def wanted(self) -> list[Record]:
        """What of `found` belongs to the map."""
        return list(contents(self.found, (self.found_map,)))

    def names_in(self, snapshot: Snapshot) -> dict[str, str]:
        """The ids that the records of the file have or get in this project."""
        return _Merging(snapshot, self).names

    def plan(self, snapshot: Snapshot) -> Plan:
        """The registers of what is new and of what the found map says otherwise."""
        if snapshot.get(Map, self.into) is None:
            raise CommandError(t("model.command.no_record", id=self.into))
        return Plan(self.label, _Merging(snapshot, self).values())


class _Merging:
    """One merge, while it is worked out."""

    def __init__(self, snapshot: Snapshot, command: MergeInto) -> None:
        self.snapshot, self.command = snapshot, command
        self.here = Side(snapshot, command.into)
        self.there = Side(command.found, command.found_map)
        homes = self.there.ids
        self.taken = [
            record
            for record in contents(command.found, (command.found_map,))
            if not isinstance(record, Card) or set(self.there.cells.get(record.id, ())) <= homes
        ]  # of cards parked there nobody knows where they belong

    @cached_property
    def names(self) -> dict[str, str]:
        """The id here of each found record, whether it is there yet or not."""
        same = {new: old for old, new in same_things(self.here, self.there).items()}
        same |= dict(known_library(self.snapshot, self.taken))
        same[self.command.found_map] = self.command.into
        self._same_connections(same)
        names = {each.id: same.get(each.id) or self._new(each.id) for each in self.taken}
        self._same_comments(names)
        return names_of(self.taken, names.__getitem__)

    def _new(self, found_id: str) -> str:
        """The id of what is not here. In a copy of this very map it is the one it has there, so
        that merging the copy once more finds it.
        """
        before = self.snapshot.records.get(found_id)
        if self.command.found_map == self.command.into and (before is None or before.deleted):
            return found_id
        return derived_id(kind_of(found_id), self.command.seed, found_id)

    def _same_connections(self, same: dict[str, str]) -> None:
        """Those that lead between the same cards, first those that say the same."""
        for told in (True, False):
            free = {
                (each.source, each.target, each.label if told else ""): each.id
                for each in self.snapshot.connections()
                if each.id not in same.values()
            }
            for each in self.taken:
                if isinstance(each, Connection) and each.id not in same:
                    ends = (same.get(each.source or ""), same.get(each.target or ""))
                    found = free.pop((*ends, each.label if told else ""), None)
                    if found is not None:
                        same[each.id] = found

    def _same_comments(self, names: dict[str, str]) -> None:
        """Those on the same record with the same words."""
        free = {(each.on, each.text): each.id for each in self.snapshot.records.values()
                if isinstance(each, Comment) and not each.deleted}  # fmt: skip
        points = names_of(self.taken, lambda each: names[each])
        for each in self.taken:
            if isinstance(each, Comment):
                on = points.get(each.on or "") or names.get(each.on or "")
                names[each.id] = free.get((on, each.text), names[each.id])

    def values(self) -> dict[RegisterKey, Any]:
        made: dict[RegisterKey, Any] = {}
        new: list[Record] = []
        for record in self.taken:
            renewed = tied(renamed(record, self.names), record, self.names, self.snapshot)
            before = self.snapshot.records.get(renewed.id)
            if before is None or before.deleted:
                new.append(renewed)
                made |= registers_of(renewed)
            else:
                made |= dict(_differing(before, renewed))
        for kind in LIBRARY_KINDS:
            ids = [each.id for each in new if kind == each.KIND]
            made |= places(self.snapshot, kind, (), None, ids) if ids else {}
        gone = set(self._gone()) if self.command.removing else set()
        made |= {(each, "deleted"): True for each in gone}
        for parents, ids in self._groups():
            made |= self._placed(parents, ids, gone)
        for key, value in made.items():
            if key[1] in ("picture", "photo") and value in self.command.pictures:
                made[key] = self.command.pictures[value]
        return made

    def _gone(self) -> Iterator[str]:
        """What of the map here the found one has not."""
        kept = set(self.names.values())
        inside = [*self.here.ids]
        yield from (each for each in inside if each in self.snapshot.records and each not in kept)
        for lane in self.here.shape.lanes:
            for point in self.snapshot.under(Point, lane.id):
                if point.id not in kept and point.value is not None:
                    yield point.id
        for each in self.snapshot.connections():
            if each.source in inside and each.target in inside and each.id not in kept:
                yield each.id

    def _groups(self) -> Iterator[tuple[Parents, list[str]]]:
        """What lies under which parents here, in the order of the found map."""
        shape, names = self.there.shape, self.names
        known = self.there.ids & names.keys()
        map_id = self.command.into
        stages = [(stage, steps) for stage, steps in shape.stages if stage.id in known]
        yield ("stage", map_id), [names[stage.id] for stage, _ in stages]
        yield ("lane", map_id), [names[lane.id] for lane in shape.lanes if lane.id in known]
        for stage, steps in stages:
            yield ("step", names[stage.id]), [names[s.id] for s in steps if s.id in known]
        for cell, cards in shape.cells.items():
            if set(cell) <= known:
                ids = [names[card.id] for card in cards]
                yield ("card", names[cell[0]], names[cell[1]]), ids

    def _placed(
        self, parents: Parents, wanted: Sequence[str], gone: set[str]
    ) -> dict[RegisterKey, Any]:
        """The places of those that come, and of those whose order is another."""
        there = [each for each in self.snapshot.children.get(parents, ()) if each not in gone]
        known = set(there)
        stay = [each for each in wanted if each in known]
        if stay == [each for each in there if each in set(stay)]:
            order, settled = _with_new(there, wanted, known), known
        else:
            turns = iter(stay)
            turned = [next(turns) if each in set(stay) else each for each in there]
            order, settled = _with_new(turned, wanted, known), set()
        try:
            ranks = self._ranks(order, settled)
        except ValueError:  # no room is left between two of them
            ranks = dict(zip(order, ranks_between("", "", len(order)), strict=True))
        place = _PLACES[parents[0]]
        return {(each, "place"): place(*parents[1:], rank) for each, rank in ranks.items()}

    def _ranks(self, order: Sequence[str], settled: set[str]) -> dict[str, str]:
        """A rank for everybody who is not settled, between the neighbours who are."""
        made: dict[str, str] = {}
        low, run = "", list[str]()
        for each in (*order, ""):
            if each and each not in settled:
                run.append(each)
                continue
            high = order_key(self.snapshot.records[each])[0] if each else ""
            made |= dict(zip(run, ranks_between(low, high, len(run)), strict=True))
            low, run = high, []
        return made


def _differing(before: Record, after: Record) -> Iterable[tuple[RegisterKey, Any]]:
    """The registers in which the found record says something else than the one here."""
    for name, register in registers(before.KIND).items():
        value = getattr(after, name)
        hidden = name in KEPT_FROM_SIGHT or name == "place"
        if not hidden and value != register.default and value != getattr(before, name):
            yield (before.id, name), value


def _with_new(there: Sequence[str], wanted: Sequence[str], known: set[str]) -> list[str]:
    """Those that are there, and behind each of them those new ones that follow it in `wanted`."""
    behind: dict[str, list[str]] = {"": []}
    last = ""
    for each in wanted:
        if each in known:
            last = each
        else:
            behind.setdefault(last, []).append(each)
    order = list(behind[""])
    for each in there:
        order += [each, *behind.get(each, ())]
    return order
