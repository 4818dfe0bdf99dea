# SPDX-License-Identifier: Apache-2.0
"""The merge: a snapshot and change sets in, the next snapshot out. Pure, total, order-free.

A register's heads are all its writes but those some change set says it replaced. That is a set
difference, so order, delay and repetition cannot matter. One head is agreed. Of several the latest
stamp shows and the others stay as contenders until somebody writes over all of them.
"""

from bisect import insort
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple, Protocol

from journey_studio.model.agreement import alone, in_order, show
from journey_studio.model.change import Change
from journey_studio.model.ids import is_id, kind_of
from journey_studio.model.records import KINDS, Record
from journey_studio.model.registers import Register, find
from journey_studio.model.snapshot import (
    HeadMap,
    ParentKey,
    RegisterKey,
    Snapshot,
    order_key,
    parent_key,
)


class Log(Protocol):
    """The change sets a document has, by hash."""

    def get(self, sha256: str, /) -> Change | None:
        """The change set, or None where it has not arrived."""


class Merged(NamedTuple):
    """The next snapshot and the ids of the records that changes touched."""

    snapshot: Snapshot
    touched: frozenset[str]


_NO_HEADS: HeadMap = {}
# What says where a record stands among others.
_STANDING = frozenset({"deleted", "place", "lane", "step", "metric", "day", "on"})


class _Merger:
    """Copies each mapping of the snapshot once and writes into the copies."""

    def __init__(self, snapshot: Snapshot, log: Log) -> None:
        self.before = snapshot
        self.log = log
        self.arrived: dict[str, Change] = {}
        self.registers: dict[RegisterKey, Register | None] = {}
        self.heads: dict[RegisterKey, Collection[str]] = {}
        self.dangling = dict(snapshot.dangling)

    def get(self, sha256: str) -> Change | None:
        return self.arrived.get(sha256) or self.log.get(sha256)

    def take(self, change: Change) -> None:
        sha256 = change.sha256
        if self.get(sha256) is not None:
            return
        self.arrived[sha256] = change
        for key, write in change.writes.items():
            if key not in self.registers:
                self.registers[key] = self.register(key)
            if self.registers[key] is not None:  # else of a newer program: understood later
                self.write(key, sha256, write.replaces)

    def register(self, key: RegisterKey) -> Register | None:
        record = self.before.records.get(key[0])
        return _register(key) if record is None else find(record.KIND, key[1])

    def write(self, key: RegisterKey, sha256: str, replaces: tuple[str, ...]) -> None:
        """Bring the register's heads up to date, and which replaced writes are still missing."""
        known = self.heads.get(key)
        if known is None:
            known = heads_of(self.before, *key)
        missing = self.dangling.get(key, frozenset())
        if known == replaces and not missing:  # nearly always
            self.heads[key] = (sha256,)
            return
        heads = set(known)
        unseen = {head for head in replaces if head not in heads and not self.wrote(key, head)}
        heads.difference_update(replaces)
        if sha256 not in missing:
            heads.add(sha256)
        self.heads[key] = heads
        if missing or unseen:
            self.dangling[key] = (missing | unseen) - {sha256}
            if not self.dangling[key]:
                del self.dangling[key]

    def wrote(self, key: RegisterKey, sha256: str) -> bool:
        change = self.get(sha256)
        return change is not None and key in change.writes

    def finish(self) -> Merged:
        before = self.before
        contested = dict(before.contested)
        own: dict[str, dict[str, tuple[str, ...]]] = {}
        values: dict[str, dict[str, Any]] = {}
        for key, heads in self.heads.items():
            record, name = key
            if record not in own:
                own[record], values[record] = _copied(before.heads.get(record, _NO_HEADS)), {}
            register = self.registers[key]
            assert register is not None
            own[record][name] = ordered = in_order(self.get, heads)
            if contested:
                contested.pop(key, None)
            if len(ordered) == 1:  # nearly always
                values[record][name] = alone(self.get, key, register, ordered[0])
                continue
            shown = show(self.get, key, register, ordered)
            values[record][name] = shown.value
            if shown.contested is not None:
                contested[key] = shown.contested
        records, children = dict(before.records), dict(before.children)
        settle(records, children, values)
        snapshot = Snapshot(records, {**before.heads, **own}, contested, self.dangling, children)
        return Merged(snapshot, frozenset(values))


def _copied(heads: HeadMap) -> dict[str, tuple[str, ...]]:
    return heads.copy() if isinstance(heads, dict) else dict(heads.items())


def _register(key: RegisterKey) -> Register | None:
    """The register, or None for what this version of the program does not know."""
    record, name = key
    return find(kind_of(record), name) if is_id(record) else None


def settle(
    records: dict[str, Record],
    children: dict[ParentKey, tuple[str, ...]],
    values: Mapping[str, Mapping[str, Any]],
) -> None:
    """Write register values, by record id, into `records` and bring `children` up to date."""
    left: dict[ParentKey, set[str]] = {}
    come: dict[ParentKey, list[str]] = {}
    for record_id, changed in values.items():
        before = records.get(record_id)
        after = make_record(record_id, changed) if before is None else _changed(before, changed)
        records[record_id] = after
        if before is not None and _STANDING.isdisjoint(changed):
            continue
        was, now = _standing(before), _standing(after)
        if was != now:
            if was is not None:
                left.setdefault(was[0], set()).add(record_id)
            if now is not None:
                come.setdefault(now[0], []).append(record_id)
    for key in {**left, **come}:
        _place(records, children, key, left.get(key, set()), come.get(key, []))


def _changed(record: Record, values: Mapping[str, Any]) -> Record:
    """`dataclasses.replace`, which checks what has been checked, in a fraction of its time."""
    take, puts, put_by_name = _fields(record.KIND)
    made: Record = object.__new__(type(record))
    for put, value in zip(puts, take(record), strict=True):
        put(made, value)
    for name, value in values.items():
        put_by_name[name](made, value)
    return made


_Put = Callable[[Record, Any], None]


@cache
def _fields(kind: str) -> tuple[Callable[[Record], Any], tuple[_Put, ...], dict[str, _Put]]:
    """What takes all fields out of a record, and what puts each into a new one."""
    names = [field.name for field in fields(KINDS[kind])]
    puts = {name: getattr(KINDS[kind], name).__set__ for name in names}
    return attrgetter(*names), tuple(puts.values()), puts


def _standing(record: Record | None) -> tuple[ParentKey, tuple[str, str]] | None:
    """Under which key a record is found among the children, and where; None where it is not."""
    key = None if record is None or record.deleted else parent_key(record)
    return None if key is None or record is None else (key, order_key(record))


def _place(
    records: Mapping[str, Record],
    children: dict[ParentKey, tuple[str, ...]],
    key: ParentKey,
    left: set[str],
    come: list[str],
) -> None:
    def order(child: str) -> tuple[str, str]:
        return order_key(records[child])

    there = children.get(key, ())
    stay = [child for child in there if child not in left] if left else list(there)
    if len(come) == 1:  # one more among thousands: sorting them all for each would take minutes
        insort(stay, come[0], key=order)
    elif come:
        stay = sorted([*stay, *come], key=order)
    if stay:
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


def disputed(snapshot: Snapshot, changes: Iterable[Change]) -> set[str]:
    """The change sets that a merge of these will look for: of registers others have written too."""
    found: set[str] = set()
    for change in changes:
        for key, write in change.writes.items():
            heads = heads_of(snapshot, *key)
            if heads != write.replaces:
                found.update(heads, write.replaces)
    return found


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


def heads_of(snapshot: Snapshot, record: str, register: str) -> tuple[str, ...]:
    """The change sets that hold this register's heads, latest first; () before the first write."""
    heads: HeadMap = snapshot.heads.get(record, {})
    return heads.get(register, ())
