# SPDX-License-Identifier: Apache-2.0
"""The merge: a snapshot and change sets in, the next snapshot out. Pure, total, order-free.

A register's heads are all its writes but those some change set says it replaced. That is a set
difference, so order, delay and repetition cannot matter. One head is agreed. Of several the latest
stamp shows and the others stay as contenders until somebody writes over all of them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from typing import Any, NamedTuple, Protocol

from journey_studio.model.change import Change
from journey_studio.model.ids import is_id, kind_of
from journey_studio.model.records import KINDS, Record
from journey_studio.model.registers import Register, find, registers
from journey_studio.model.snapshot import (
    Contender,
    Contested,
    HeadMap,
    ParentKey,
    RegisterKey,
    Snapshot,
    order_key,
    parent_key,
)
from journey_studio.model.word_merge import merge_heads

INVALID = object()  # a head whose value this version of the program cannot show


class Log(Protocol):
    """The change sets a document has, by hash."""

    def get(self, sha256: str, /) -> Change | None:
        """The change set, or None where it has not arrived."""


class Merged(NamedTuple):
    """The next snapshot and the ids of the records that changes touched."""

    snapshot: Snapshot
    touched: frozenset[str]


class _Merger:
    """Copies each mapping of the snapshot once and writes into the copies."""

    def __init__(self, snapshot: Snapshot, log: Log) -> None:
        self.log = log
        self.arrived: dict[str, Change] = {}
        self.records = dict(snapshot.records)
        self.heads = dict(snapshot.heads)
        self.contested = dict(snapshot.contested)
        self.dangling = dict(snapshot.dangling)
        self.children = dict(snapshot.children)
        self.values: dict[str, dict[str, Any]] = {}
        self.own_heads: dict[str, dict[str, tuple[str, ...]]] = {}

    def get(self, sha256: str) -> Change | None:
        return self.arrived.get(sha256) or self.log.get(sha256)

    def take(self, change: Change) -> None:
        if change.sha256 in self.arrived or self.log.get(change.sha256):
            return
        self.arrived[change.sha256] = change
        for (record, name), write in change.writes.items():
            register = find(kind_of(record), name) if is_id(record) else None
            if register is None:
                continue  # from a newer program: kept in the log, understood after an update
            key = (record, name)
            heads = self.write(key, change.sha256, write.replaces)
            self.heads_of(record)[name] = heads
            self.values.setdefault(record, {})[name] = self.show(key, register, heads)

    def heads_of(self, record: str) -> dict[str, tuple[str, ...]]:
        if record not in self.own_heads:
            self.own_heads[record] = dict(self.heads.get(record, {}))
        return self.own_heads[record]

    def write(self, key: RegisterKey, sha256: str, replaces: tuple[str, ...]) -> tuple[str, ...]:
        """The register's heads after this write, latest first."""
        heads = [head for head in self.heads_of(key[0]).get(key[1], ()) if head not in replaces]
        missing = self.dangling.get(key, frozenset())
        unseen = {head for head in replaces if self.get(head) is None}
        if sha256 not in missing:
            heads.append(sha256)
        waiting = (missing | unseen) - {sha256}
        if waiting:
            self.dangling[key] = waiting
        else:
            self.dangling.pop(key, None)
        if len(heads) > 1:
            heads.sort(key=self.order, reverse=True)
        return tuple(heads)

    def order(self, sha256: str) -> Any:
        change = self.get(sha256)
        assert change is not None, "a head's change set is always in the log"
        return change.order

    def value(self, key: RegisterKey, register: Register, sha256: str) -> Any:
        change = self.get(sha256)
        assert change is not None, "a head's change set is always in the log"
        try:
            return register.read(change.writes[key].value)
        except ValueError:
            return INVALID

    def show(self, key: RegisterKey, register: Register, heads: tuple[str, ...]) -> Any:
        """The value that shows, and the contenders noted where there are several."""
        self.contested.pop(key, None)
        found = [Contender(head, self.value(key, register, head)) for head in heads]
        valid = [contender for contender in found if contender.value is not INVALID]
        if not valid:
            return register.default
        if len(valid) == 1:
            return valid[0].value
        merged = merge_heads(self.get, key, valid, register.merges)
        self.contested[key] = Contested(tuple(valid), merged is not None)
        return valid[0].value if merged is None else merged.value

    def finish(self) -> Merged:
        self.heads.update(self.own_heads)
        settle(self.records, self.children, self.values)
        snapshot = Snapshot(self.records, self.heads, self.contested, self.dangling, self.children)
        return Merged(snapshot, frozenset(self.values))


def settle(
    records: dict[str, Record],
    children: dict[ParentKey, tuple[str, ...]],
    values: Mapping[str, Mapping[str, Any]],
) -> None:
    """Write register values, by record id, into `records` and bring `children` up to date."""
    moved: dict[ParentKey, set[str]] = {}
    for record_id, changed in values.items():
        before = records.get(record_id)
        after = make_record(record_id, changed) if before is None else replace(before, **changed)
        records[record_id] = after
        for record in (before, after):
            key = None if record is None or record.deleted else parent_key(record)
            if key is not None:
                moved.setdefault(key, set()).add(record_id)
    for key, ids in moved.items():
        _place(records, children, key, ids)


def _place(
    records: Mapping[str, Record],
    children: dict[ParentKey, tuple[str, ...]],
    key: ParentKey,
    ids: set[str],
) -> None:
    stay = [child for child in children.get(key, ()) if child not in ids]
    for record_id in ids:
        record = records[record_id]
        if not record.deleted and parent_key(record) == key:
            stay.append(record_id)
    if stay:
        stay.sort(key=lambda child: order_key(records[child]))
        children[key] = tuple(stay)
    else:
        children.pop(key, None)


def make_record(record_id: str, values: Mapping[str, Any]) -> Record:
    """A record with these register values and the defaults for the rest."""
    return KINDS[kind_of(record_id)](id=record_id, **values)


def merge(snapshot: Snapshot, changes: Iterable[Change], log: Log) -> Merged:
    """The snapshot with `changes` merged in, and what they touched.

    `log` holds every change set the snapshot was made from; those among `changes` that it already
    has are passed over.
    """
    merger = _Merger(snapshot, log)
    for change in changes:
        merger.take(change)
    return merger.finish()


class _Nothing:
    def get(self, _sha256: str) -> None:
        return None


def rebuild(changes: Iterable[Change]) -> Snapshot:
    """The snapshot of a whole log, from nothing."""
    return merge(Snapshot(), changes, _Nothing()).snapshot


def index_children(records: Iterable[Record]) -> dict[ParentKey, tuple[str, ...]]:
    """`Snapshot.children` of these records, for whoever loads them from elsewhere."""
    found: dict[ParentKey, list[Record]] = {}
    for record in records:
        key = None if record.deleted else parent_key(record)
        if key is not None:
            found.setdefault(key, []).append(record)
    return {
        key: tuple(record.id for record in sorted(group, key=order_key))
        for key, group in found.items()
    }


def values_of(record: Record) -> dict[str, Any]:
    """The typed value of each register of a record."""
    return {
        entry.name: getattr(record, entry.name) for entry in fields(record) if entry.name != "id"
    }


def json_of(record: Record) -> dict[str, Any]:
    """The registers of a record that differ from their defaults, as JSON."""
    table = registers(record.KIND)
    return {
        name: table[name].write(value)
        for name, value in values_of(record).items()
        if value != table[name].default
    }


def heads_of(snapshot: Snapshot, record: str, register: str) -> tuple[str, ...]:
    """The change sets that hold this register's heads, latest first; () before the first write."""
    heads: HeadMap = snapshot.heads.get(record, {})
    return heads.get(register, ())
