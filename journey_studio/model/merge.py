# SPDX-License-Identifier: Apache-2.0
"""The merge: a snapshot and change sets in, the next snapshot out. Pure, total, order-free.

A register's heads are all its writes but those some change set says it replaced. That is a set
difference, so order, delay and repetition cannot matter. One head is agreed. Of several the latest
stamp shows and the others stay as contenders until somebody writes over all of them.
"""

from bisect import bisect
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from msgspec.structs import force_setattr, replace

from journey_studio.model.agreement import in_order, show
from journey_studio.model.change import Change
from journey_studio.model.ids import is_id, kind_of
from journey_studio.model.records import KINDS, Record
from journey_studio.model.registers import Register
from journey_studio.model.registers import registers as registers_of
from journey_studio.model.snapshot import (
    HeadMap,
    OrderKey,
    ParentKey,
    RegisterKey,
    Snapshot,
    order_key,
    standing,
)


class Log(Protocol):
    """The change sets a document has, by hash."""

    def get(self, sha256: str, /) -> Change | None:
        """The change set, or None where it has not arrived."""


class Merged(NamedTuple):
    """The next snapshot, the ids of the records that changes touched, and those not known yet."""

    snapshot: Snapshot
    touched: frozenset[str]
    changes: tuple[Change, ...]


_NO_HEADS: dict[str, tuple[str, ...]] = {}
# What says where a record stands among others.
_STANDING = frozenset({"deleted", "place", "lane", "step", "metric", "day", "on"})


class _Touched(NamedTuple):
    """What becomes of one record: its registers, their heads, and the record itself.

    The last two are copies and written into: nobody else has seen them before the merge is done.
    """

    registers: Mapping[str, Register]
    heads: dict[str, tuple[str, ...]]
    record: Record


class _Merger:
    """Copies each mapping of the snapshot once and writes into the copies.

    Nearly every write replaces just the heads its register has, and is the only head then. All
    others wait until the change sets that are needed to judge them can be read at once.
    """

    def __init__(self, snapshot: Snapshot, log: Log) -> None:
        self.before = snapshot
        self.log = log
        self.records = dict(snapshot.records)
        self.heads = dict(snapshot.heads)
        self.arrived: dict[str, Change] = {}
        self.touched: dict[str, _Touched] = {}
        self.moved: list[str] = []
        self.later: dict[RegisterKey, list[tuple[str, tuple[str, ...]]]] = {}
        self.several: dict[RegisterKey, Collection[str]] = {}
        self.contested = dict(snapshot.contested)
        self.dangling = dict(snapshot.dangling)

    def get(self, sha256: str) -> Change | None:
        return self.arrived.get(sha256) or self.log.get(sha256)

    def take(self, changes: Iterable[Change]) -> None:
        arrived, later, moved = self.arrived, self.later, self.moved
        contested, dangling = self.contested, self.dangling
        touched, in_log = self.touched.get, self.log.get
        for change in changes:
            sha256 = change.sha256
            if sha256 in arrived or in_log(sha256) is not None:
                continue
            arrived[sha256] = change
            alone = (sha256,)
            for record_id, written in change.by_record.items():
                found = touched(record_id) or self.touch(record_id, written)
                if found is None:
                    continue  # of a newer program: understood later
                registers, heads, record = found
                for name, write in written.items():
                    register = registers.get(name)
                    if register is None:
                        continue
                    key, replaces = (record_id, name), write.replaces
                    if heads.get(name, ()) != replaces or key in later or key in dangling:
                        later.setdefault(key, []).append((sha256, replaces))
                        continue
                    heads[name] = alone
                    try:
                        value = register.read(write.value)
                    except ValueError:  # this version of the program cannot show it
                        value = register.default
                    force_setattr(record, name, value)
                    if name in _STANDING:
                        moved.append(record_id)
                    if contested:
                        contested.pop(key, None)

    def touch(self, record_id: str, written: Iterable[str]) -> _Touched | None:
        """Copies of the record and its heads; None where all registers are of a newer program."""
        before = self.before.records.get(record_id)
        kind = before.KIND if before is not None else _kind_of(record_id)
        registers = registers_of(kind) if kind else {}
        if registers.keys().isdisjoint(written):
            return None
        if before is None:
            self.moved.append(record_id)
        record = make_record(record_id, {}) if before is None else replace(before)
        heads = self.before.heads.get(record_id, _NO_HEADS).copy()
        self.records[record_id], self.heads[record_id] = record, heads
        found = self.touched[record_id] = _Touched(registers, heads, record)
        return found

    def disputed(self) -> set[str]:
        """The change sets that what is left will look for."""
        found: set[str] = set()
        for (record, name), writes in self.later.items():
            found.update(self.touched[record].heads.get(name, ()))
            for _, replaces in writes:
                found.update(replaces)
        return found - self.arrived.keys()

    def write(self, key: RegisterKey, fresh: Sequence[tuple[str, tuple[str, ...]]]) -> None:
        """The register's heads with these writes, and which replaced ones are still missing."""
        known = self.touched[key[0]].heads.get(key[1], ())
        missing = self.dangling.get(key, frozenset())
        came = {sha256 for sha256, _ in fresh}
        replaced = {head for _, replaces in fresh for head in replaces}
        self.several[key] = {*known, *came.difference(missing)} - replaced
        unseen = {head for head in replaced if head not in known and not self.wrote(key, head)}
        left = (missing | unseen) - came
        if left:
            self.dangling[key] = left
        elif missing:
            del self.dangling[key]

    def wrote(self, key: RegisterKey, sha256: str) -> bool:
        change = self.get(sha256)
        return change is not None and change.write(*key) is not None

    def finish(self) -> Merged:
        for key, fresh in self.later.items():
            self.write(key, fresh)
        self._several()
        before, records = self.before, self.records
        children = dict(before.children)
        _stand(records, children, {each: before.records.get(each) for each in self.moved})
        snapshot = Snapshot(records, self.heads, self.contested, self.dangling, children)
        return Merged(snapshot, frozenset(self.touched), tuple(self.arrived.values()))

    def _several(self) -> None:
        """What the rest comes to: the registers whose heads had to be looked at."""
        for key, unordered in self.several.items():
            record, name = key
            found = self.touched[record]
            ordered = in_order(self.get, unordered)
            found.heads[name] = tuple([change.sha256 for change in ordered])
            shown = show(self.get, key, found.registers[name], ordered)
            force_setattr(found.record, name, shown.value)
            if name in _STANDING:
                self.moved.append(record)
            self.contested.pop(key, None)
            if shown.contested is not None:
                self.contested[key] = shown.contested


def _kind_of(record_id: str) -> str:
    """The kind of a new record; "" where this version of the program does not know it."""
    kind = kind_of(record_id) if is_id(record_id) else ""
    return kind if kind in KINDS else ""


def settle(
    records: dict[str, Record],
    children: dict[ParentKey, tuple[str, ...]],
    values: Mapping[str, Mapping[str, Any]],
) -> None:
    """Write register values, by record id, into `records` and bring `children` up to date."""
    moved: dict[str, Record | None] = {}
    for record_id, changed in values.items():
        before = records.get(record_id)
        after = make_record(record_id, changed) if before is None else replace(before, **changed)
        records[record_id] = after
        if before is None or not _STANDING.isdisjoint(changed):
            moved[record_id] = before
    _stand(records, children, moved)


def _stand(
    records: Mapping[str, Record],
    children: dict[ParentKey, tuple[str, ...]],
    moved: Mapping[str, Record | None],
) -> None:
    """Bring `children` up to date after records have `moved`, given as they were before."""

    def order_of(child: str) -> OrderKey:
        return order_key(records[child])

    left: dict[ParentKey, list[str]] = {}
    come: dict[ParentKey, list[OrderKey]] = {}
    for record_id, before in moved.items():
        was, now = standing(before), standing(records[record_id])
        if was != now:
            if was is not None:
                left.setdefault(was[0], []).append(record_id)
            if now is not None:
                come.setdefault(now[0], []).append(now[1])
    for key in {**left, **come}:
        stay = _without(children.get(key, ()), left.get(key, ()))
        fresh = come.get(key, ())
        if len(fresh) == 1:  # one among thousands: sorting them all for each would take minutes
            ((order, record_id),) = fresh
            stay.insert(bisect(stay, (order, record_id), key=order_of), record_id)
        elif fresh:
            stay = sorted([*stay, *(record_id for _, record_id in fresh)], key=order_of)
        if stay:
            children[key] = tuple(stay)
        else:
            children.pop(key, None)


def _without(there: Sequence[str], left: Sequence[str]) -> list[str]:
    stay = list(there)
    if len(left) == 1:
        stay.remove(left[0])
    elif left:
        gone = frozenset(left)
        stay = [child for child in stay if child not in gone]
    return stay


def make_record(record_id: str, values: Mapping[str, Any]) -> Record:
    """A record with these register values and the defaults for the rest."""
    return KINDS[kind_of(record_id)](id=record_id, **values)


def merge(
    snapshot: Snapshot,
    changes: Iterable[Change],
    log: Log,
    prepare: Callable[[Collection[str]], object] = lambda _: None,
) -> Merged:
    """The snapshot with `changes` merged in, and what they touched.

    `log` holds every change set the snapshot was made from; those among `changes` that it already
    has are passed over. `prepare` is told the names of some that it will be asked for.
    """
    merger = _Merger(snapshot, log)
    merger.take(changes)
    if not merger.arrived:
        return Merged(snapshot, frozenset(), ())
    if merger.later:
        prepare(merger.disputed())
    return merger.finish()


class _Nothing:
    def get(self, _sha256: str) -> None:
        return None


def rebuild(changes: Iterable[Change]) -> Snapshot:
    """The snapshot of a whole log, from nothing."""
    return merge(Snapshot(), changes, _Nothing()).snapshot


def index_children(records: Iterable[Record]) -> dict[ParentKey, tuple[str, ...]]:
    """`Snapshot.children` of these records, for whoever loads them from elsewhere."""
    found: dict[ParentKey, list[tuple[str, str]]] = {}
    for record in records:
        stands = standing(record)
        if stands is not None:
            key, order = stands
            group = found.get(key)
            if group is None:
                found[key] = [order]
            else:
                group.append(order)
    for group in found.values():
        group.sort()
    return {key: tuple([record_id for _, record_id in group]) for key, group in found.items()}


def heads_of(snapshot: Snapshot, record: str, register: str) -> tuple[str, ...]:
    """The change sets that hold this register's heads, latest first; () before the first write."""
    heads: HeadMap = snapshot.heads.get(record, {})
    return heads.get(register, ())
