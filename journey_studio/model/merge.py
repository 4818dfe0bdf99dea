# SPDX-License-Identifier: Apache-2.0
"""The merge: a snapshot and change sets in, the next snapshot out. Pure, total, order-free.

A register's heads are all its writes but those some change set says it replaced. That is a set
difference, so order, delay and repetition cannot matter. One head is agreed. Of several the latest
stamp shows and the others stay as contenders until somebody writes over all of them.
"""

from bisect import insort
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from msgspec.structs import replace

from journey_studio.model.agreement import in_order, show
from journey_studio.model.change import Change, Write
from journey_studio.model.ids import is_id, kind_of
from journey_studio.model.records import KINDS, Record
from journey_studio.model.registers import Register
from journey_studio.model.registers import registers as registers_of
from journey_studio.model.snapshot import (
    Contested,
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
    """The next snapshot, the ids of the records that changes touched, and those not known yet."""

    snapshot: Snapshot
    touched: frozenset[str]
    changes: tuple[Change, ...]


_NO_HEADS: HeadMap = {}
_made = tuple.__new__  # what a NamedTuple does, without its detour
# What says where a record stands among others.
_STANDING = frozenset({"deleted", "place", "lane", "step", "metric", "day", "on"})


class _Touched(NamedTuple):
    """What becomes of one record: its registers, their heads, and the writes that show as they are.

    `registers` is empty for what only a newer version of the program knows.
    """

    registers: Mapping[str, Register]
    heads: dict[str, tuple[str, ...]]
    writes: dict[str, Write]


class _Merger:
    """Copies each mapping of the snapshot once and writes into the copies.

    Nearly every write replaces just the heads its register has, and is the only head then. All
    others wait until the change sets that are needed to judge them can be read at once.
    """

    def __init__(self, snapshot: Snapshot, log: Log) -> None:
        self.before = snapshot
        self.log = log
        self.arrived: dict[str, Change] = {}
        self.touched: dict[str, _Touched] = {}
        self.later: dict[RegisterKey, list[tuple[str, tuple[str, ...]]]] = {}
        self.heads: dict[RegisterKey, Collection[str]] = {}
        self.dangling = dict(snapshot.dangling)

    def get(self, sha256: str) -> Change | None:
        return self.arrived.get(sha256) or self.log.get(sha256)

    def take(self, changes: Iterable[Change]) -> None:
        arrived, later, dangling = self.arrived, self.later, self.dangling
        touched, in_log = self.touched.get, self.log.get
        for change in changes:
            sha256 = change.sha256
            if sha256 in arrived or in_log(sha256) is not None:
                continue
            arrived[sha256] = change
            alone = (sha256,)
            for key, write in change.writes.items():
                record, name = key
                registers, heads, writes = touched(record) or self.touch(record)
                replaces = write.replaces
                if heads.get(name, ()) == replaces and key not in later and key not in dangling:
                    heads[name] = alone
                    writes[name] = write
                elif name in registers:  # else of a newer program: understood later
                    later.setdefault(key, []).append((sha256, replaces))
                    writes.pop(name, None)

    def touch(self, record_id: str) -> _Touched:
        record = self.before.records.get(record_id)
        registers = _registers_of(record, record_id)
        heads = self.before.heads.get(record_id, _NO_HEADS)
        found = _made(_Touched, (registers, _copied(heads), {}))
        self.touched[record_id] = found
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
        self.heads[key] = {*known, *came.difference(missing)} - replaced
        unseen = {head for head in replaced if head not in known and not self.wrote(key, head)}
        left = (missing | unseen) - came
        if left:
            self.dangling[key] = left
        elif missing:
            del self.dangling[key]

    def wrote(self, key: RegisterKey, sha256: str) -> bool:
        change = self.get(sha256)
        return change is not None and key in change.writes

    def finish(self) -> Merged:
        for key, fresh in self.later.items():
            self.write(key, fresh)
        before = self.before
        contested = dict(before.contested)
        values = self._alone(contested)
        self._several(contested, values)
        touched = self.touched
        heads = {**before.heads, **{record: touched[record].heads for record in values}}
        records, children = dict(before.records), dict(before.children)
        settle(records, children, values)
        snapshot = Snapshot(records, heads, contested, self.dangling, children)
        return Merged(snapshot, frozenset(values), tuple(self.arrived.values()))

    def _alone(self, contested: dict[RegisterKey, Contested]) -> dict[str, dict[str, Any]]:
        """The values of the registers that have one head now, by record."""
        values: dict[str, dict[str, Any]] = {}
        for record, (registers, heads, writes) in self.touched.items():
            found = {}
            for name, write in writes.items():
                register = registers.get(name)
                if register is None:  # of a newer program
                    del heads[name]
                    continue
                try:
                    found[name] = register.read(write.value)
                except ValueError:  # this version of the program cannot show it
                    found[name] = register.default
                if contested:
                    contested.pop((record, name), None)
            if found:
                values[record] = found
        return values

    def _several(
        self, contested: dict[RegisterKey, Contested], values: dict[str, dict[str, Any]]
    ) -> None:
        """What the rest comes to: the registers whose heads had to be looked at."""
        for key, unordered in self.heads.items():
            record, name = key
            registers, heads, _ = self.touched[record]
            heads[name] = ordered = in_order(self.get, unordered)
            shown = show(self.get, key, registers[name], ordered)
            values.setdefault(record, {})[name] = shown.value
            contested.pop(key, None)
            if shown.contested is not None:
                contested[key] = shown.contested


def _copied(heads: HeadMap) -> dict[str, tuple[str, ...]]:
    return heads.copy() if isinstance(heads, dict) else dict(heads.items())


def _registers_of(record: Record | None, record_id: str) -> Mapping[str, Register]:
    """The registers of a record; none for what this version of the program does not know."""
    if record is not None:
        return registers_of(record.KIND)
    kind = kind_of(record_id) if is_id(record_id) else ""
    return registers_of(kind) if kind in KINDS else {}


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
        after = make_record(record_id, changed) if before is None else replace(before, **changed)
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
        key = None if record.deleted else parent_key(record)
        if key is not None:
            group = found.get(key)
            if group is None:
                found[key] = [order_key(record)]
            else:
                group.append(order_key(record))
    for group in found.values():
        group.sort()
    return {key: tuple([record_id for _, record_id in group]) for key, group in found.items()}


def heads_of(snapshot: Snapshot, record: str, register: str) -> tuple[str, ...]:
    """The change sets that hold this register's heads, latest first; () before the first write."""
    heads: HeadMap = snapshot.heads.get(record, {})
    return heads.get(register, ())
