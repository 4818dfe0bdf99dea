# SPDX-License-Identifier: Apache-2.0
"""Deleting records with all that lies in them, and bringing them back."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from journey_studio.i18n import t
from journey_studio.model.commands.base import CommandError, Plan, Verb, label_for, live
from journey_studio.model.merge import heads_of
from journey_studio.model.records import (
    Card,
    Connection,
    Lane,
    Map,
    Metric,
    Persona,
    Point,
    Project,
    Reading,
    Record,
    SomeIds,
    Stage,
    Step,
)
from journey_studio.model.snapshot import Snapshot


class _Contents:
    """What lies directly in records and goes with them, looked up once for all lanes and steps."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    @cached_property
    def _cards(self) -> Mapping[str, list[str]]:
        """The cards of each lane and of each step."""
        found: dict[str, list[str]] = {}
        for key, children in self._snapshot.children.items():
            if key[0] == "card":
                for home in key[1:]:
                    found.setdefault(home, []).extend(children)
        return found

    @cached_property
    def _points(self) -> Mapping[str | None, list[Record]]:
        """The points of each step and of each persona."""
        found: dict[str | None, list[Record]] = {}
        for each in self._snapshot.records.values():
            if isinstance(each, Point) and not each.deleted:
                for home in (each.step, each.persona):
                    found.setdefault(home, []).append(each)
        return found

    def inside(self, record: Record) -> Iterator[Record]:
        """What lies in this one."""
        snapshot = self._snapshot
        match record:
            case Map():
                yield from snapshot.stages(record.id)
                yield from snapshot.lanes(record.id)
            case Stage():
                yield from snapshot.steps(record.id)
            case Metric():
                yield from snapshot.under(Reading, record.id)
            case Step() | Lane():
                yield from (snapshot.records[each] for each in self._cards.get(record.id, ()))
        if isinstance(record, Lane):
            yield from snapshot.under(Point, record.id)
        elif isinstance(record, Step | Persona):
            yield from self._points.get(record.id, ())


def with_contents(snapshot: Snapshot, ids: tuple[str, ...]) -> dict[str, Record]:
    """These live records and everything in them, with the connections that lose an end."""
    found: dict[str, Record] = {}
    contents = _Contents(snapshot)
    waiting = [live(snapshot, record_id) for record_id in reversed(ids)]
    while waiting:
        record = waiting.pop()
        if record.id not in found:
            found[record.id] = record
            waiting.extend(contents.inside(record))
    if any(isinstance(record, Card) for record in found.values()):
        for link in snapshot.under(Connection):
            if link.source in found or link.target in found:
                found[link.id] = link
    return found


@dataclass(frozen=True, kw_only=True)
class Delete(Verb):
    """Delete records and all that lies in them. Everything can be restored."""

    do: Literal["delete"] = "delete"
    ids: SomeIds

    def plan(self, snapshot: Snapshot) -> Plan:
        """A mark on each record; nothing is ever removed."""
        found = with_contents(snapshot, self.ids)
        if any(isinstance(record, Project) for record in found.values()):
            raise CommandError(t("model.command.delete_project"))
        named = [found[record_id] for record_id in dict.fromkeys(self.ids)]
        return Plan(label_for("delete", named), {(each, "deleted"): True for each in found})


@dataclass(frozen=True, kw_only=True)
class Restore(Verb):
    """Bring deleted records back, with what went in the same moment."""

    do: Literal["restore"] = "restore"
    ids: SomeIds

    def plan(self, snapshot: Snapshot) -> Plan:
        """Take the mark off the records and off all that the same change marked.

        What lies in something that somebody else has deleted as well comes back with that.
        """
        records = []
        changes: set[str] = set()
        for record_id in self.ids:
            record = snapshot.records.get(record_id)
            if record is None or not record.deleted:
                raise CommandError(t("model.command.not_deleted", id=record_id))
            records.append(record)
            changes.update(heads_of(snapshot, record_id, "deleted"))
        found = {record.id: record for record in records}
        for each in snapshot.records.values():
            if each.deleted and not changes.isdisjoint(heads_of(snapshot, each.id, "deleted")):
                found.setdefault(each.id, each)
        lost = _homeless(snapshot, found).difference(self.ids)
        values = {(each, "deleted"): False for each in found if each not in lost}
        return Plan(label_for("restore", records), values)


def _homeless(snapshot: Snapshot, found: Mapping[str, Record]) -> set[str]:
    """Those of the deleted records `found` that need something which would stay deleted."""
    lost: set[str] = set()
    while True:
        more = {
            each
            for each, record in found.items()
            if each not in lost
            and any(_stays(snapshot, home, found, lost) for home in homes(record))
        }
        if not more:
            return lost
        lost |= more


def _stays(
    snapshot: Snapshot, record_id: str, found: Mapping[str, Record], lost: Container[str]
) -> bool:
    record = snapshot.records.get(record_id)
    gone = record is not None and record.deleted
    return gone and (record_id not in found or record_id in lost)


def homes(record: Record) -> Iterator[str]:
    """The ids of what a record lies in, or hangs on."""
    held: tuple[str | None, ...] = ()
    match record:
        case Point():
            held = (record.lane, record.step, record.persona)
        case Connection():
            held = (record.source, record.target)
        case Reading():
            held = (record.metric,)
        case Stage() | Lane() | Step() | Card() if record.place:
            held = record.place[:-1]
    yield from (each for each in held if each)
