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


# What becomes of one record: its registers, their heads, and the record itself. The last two are
# copies and written into: nobody else has seen them before the merge is done.
_Touched = tuple[Mapping[str, Register], dict[str, tuple[str, ...]], Record]
_Written = tuple[str, tuple[str, ...]]  # which change set wrote, and which ones it replaced
_UNSETTLED = ("",)  # in the place of heads that are still to be found out; equal to none there are


class _Later(NamedTuple):
    """The heads a register had, and the writes that are to be judged with them."""

    known: tuple[str, ...]
    writes: list[_Written]


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
        self.later: dict[RegisterKey, _Later] = {}
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
                    known, replaces = heads.get(name, ()), write.replaces
                    if known != replaces or (dangling and (record_id, name) in dangling):
                        if known is not _UNSETTLED:
                            later[record_id, name] = _Later(known, [])
                            heads[name] = _UNSETTLED
                        later[record_id, name].writes.append((sha256, replaces))
                        continue
                    heads[name] = alone
                    if len(replaces) > 1:
                        contested.pop((record_id, name), None)
                    try:
                        value = register.read(write.value)
                    except ValueError:  # this version of the program cannot show it
                        value = register.default
                    force_setattr(record, name, value)
                    if name in _STANDING:
                        moved.append(record_id)

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
        found = self.touched[record_id] = (registers, heads, record)
        return found

    def disputed(self) -> set[str]:
        """The change sets that what is left will look for."""
        found: set[str] = set()
        for known, writes in self.later.values():
            found.update(known, *(replaces for _, replaces in writes))
        return found - self.arrived.keys()

    def write(self, key: RegisterKey, known: Sequence[str], fresh: Sequence[_Written]) -> None:
        """The register's heads with these writes, and which replaced ones are still missing."""
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
        for key, (known, fresh) in self.later.items():
            self.write(key, known, fresh)
        self._several()
        before, records = self.before, self.records
        children = dict(before.children)
        _stand(records, children, {each: before.records.get(each) for each in self.moved})
        snapshot = Snapshot(records, self.heads, self.contested, self.dangling, children)
        return Merged(snapshot, frozenset(self.touched), tuple(self.arrived.values()))

    def _several(self) -> None:
        """What the rest comes to: the registers whose heads had to be looked at."""
        for key, unordered in self.several.items():
            record_id, name = key
            registers, heads, record = self.touched[record_id]
            ordered = in_order(self.get, unordered)
            heads[name] = tuple([change.sha256 for change in ordered])
            shown = show(self.get, key, registers[name], ordered)
            force_setattr(record, name, shown.value)
            if name in _STANDING:
                self.moved.append(record_id)
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

    groups: dict[ParentKey, tuple[list[str], list[OrderKey]]] = {}
    for record_id, before in moved.items():
        was, now = standing(before), standing(records[record_id])
        if was != now:
            if was is not None:
                groups.setdefault(was[0], ([], []))[0].append(record_id)
            if now is not None:
                groups.setdefault(now[0], ([], []))[1].append(now[1])
    for key, (left, come) in groups.items():
        stay = _without(children.get(key, ()), left)
        if len(come) == 1:  # one among thousands: sorting them all for each would take minutes
            (order,) = come
            stay.insert(bisect(stay, order, key=order_of), order[1])
        elif come:
            stay = sorted([*stay, *(record_id for _, record_id in come)], key=order_of)
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
