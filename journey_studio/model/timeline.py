# SPDX-License-Identifier: Apache-2.0
"""The life of a project: what it was after each of its changes.

Changes stand in the order of their stamps, the same on every copy. What the project was after the
first so many of them is a merge like any other, from the nearest milestone before: snapshots share
all that they have in common, so some of them are kept, and a slider moves either way in little
time. Nothing here is ever written.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from typing import Any, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from journey_studio.model.change import Author, Change, Label, Stamp
from journey_studio.model.merge import index_children, merge
from journey_studio.model.records import KEPT_FROM_SIGHT, Record, Version
from journey_studio.model.registers import find
from journey_studio.model.snapshot import RegisterKey, Snapshot
from journey_studio.model.versions import held

_MOST_MILESTONES = 128
_LEAST_BETWEEN = 32  # changes
_MOST_ENTRIES = 1_000_000  # records of all milestones together: about 150 MB
_STRIDE = 64  # changes between snapshots that are kept around where somebody looks
_MOST_NEAR = 24
_FEW = 2_000  # changes that are merged in a moment

_ByRegister = Mapping[RegisterKey, Any]


class Moment(NamedTuple):
    """One change in the life of a project: its name, when and by whom, and what it did."""

    sha256: str
    stamp: Stamp
    author: Author
    label: Label


class Deed(Struct, frozen=True):
    """What one change did to one register: the typed values that showed before and after it.

    `wrote` is what the change itself says: another value than `after` where somebody else's, of a
    later stamp, showed already. `index` is that of the moment.
    """

    index: int
    register: str
    before: Any
    after: Any
    wrote: Any
    moment: Moment


def _order(change: Change) -> tuple[Stamp, str]:
    return change.order


def _moment(change: Change) -> Moment:
    return Moment(change.sha256, change.stamp, change.author, change.label)


class _Part:
    """The log as far as it is part of a snapshot."""

    def __init__(self, changes: Mapping[str, Change]) -> None:
        self.changes = changes

    def get(self, sha256: str) -> Change | None:
        return self.changes.get(sha256)


class _First:
    """The first so many changes of a timeline, as a log."""

    def __init__(self, timeline: "Timeline", count: int) -> None:
        self._timeline = timeline
        self._count = count

    def get(self, sha256: str) -> Change | None:
        index = self._timeline.numbers.get(sha256)
        known = index is not None and index < self._count
        return self._timeline.changes[index] if known and index is not None else None


class Timeline:
    """Changes in the order of their stamps, and the snapshots they led to.

    `now` is the snapshot of all of them where it is at hand. Belongs to one thread at a time.
    """

    def __init__(self, changes: Iterable[Change], now: Snapshot | None = None) -> None:
        once = {change.sha256: change for change in changes}
        self.changes: Sequence[Change] = sorted(once.values(), key=_order)
        self.moments = tuple(map(_moment, self.changes))
        self.numbers = {change.sha256: index for index, change in enumerate(self.changes)}
        self._milestones: dict[int, Snapshot] = {0: Snapshot()}
        self._reached = 0
        self._near: dict[int, Snapshot] = {}
        self._now = now
        self._between = self._spacing(len(now.records) if now is not None else 0)

    def __len__(self) -> int:
        return len(self.changes)

    def _spacing(self, records: int) -> int:
        count = min(_MOST_MILESTONES, max(16, _MOST_ENTRIES // (records + 1)))
        return max(_LEAST_BETWEEN, -(-len(self) // count))

    def building(self) -> Iterator[float]:
        """Make the milestones, a part at a time: how much is done after each, from 0 to 1.

        A part takes some milliseconds. Whoever stops asking loses nothing; `at` makes what it
        lacks.
        """
        while self._reached + self._between <= len(self):
            start = self._reached
            snapshot = self._milestones[start]
            for stop in self._stops(start, start + self._between):
                snapshot = self._forward(snapshot, start, stop)
                start = stop
                if stop % self._between:
                    yield stop / len(self)
            self._milestones[start] = snapshot
            self._reached = start
            yield start / len(self)
        yield 1.0

    def _stops(self, start: int, end: int) -> Iterator[int]:
        """Where to pause on the way to `end`: at every stride, which do not depend on `start`."""
        yield from range((start // _STRIDE + 1) * _STRIDE, end, _STRIDE)
        yield end

    def at(self, count: int) -> Snapshot:
        """The project after its first `count` changes; IndexError where there are not so many."""
        if not 0 <= count <= len(self):
            raise IndexError(count)
        if self._now is not None and count == len(self):
            return self._now
        while self._reached + self._between <= count:
            self._make_next()
        milestone = count // self._between * self._between
        start = max(each for each in (milestone, *self._near) if milestone <= each <= count)
        snapshot = self._near.get(start) or self._milestones[milestone]
        if start < count:
            for stop in self._stops(start, count):
                snapshot = self._forward(snapshot, start, stop)
                self._keep(stop, snapshot)
                start = stop
        return snapshot

    def _make_next(self) -> None:
        """Make one milestone more."""
        reached = self._reached
        for _ in self.building():
            if self._reached > reached:
                return

    def _keep(self, count: int, snapshot: Snapshot) -> None:
        self._near.pop(count, None)
        self._near[count] = snapshot
        while len(self._near) > _MOST_NEAR:
            del self._near[next(iter(self._near))]

    def _forward(self, snapshot: Snapshot, start: int, stop: int) -> Snapshot:
        return merge(snapshot, self.changes[start:stop], _First(self, start)).snapshot

    def extended(self, changes: Iterable[Change], now: Snapshot | None = None) -> "Timeline":
        """The timeline with more changes, sharing what came before the earliest of them."""
        made = copy(self)
        made.extend(changes, now)
        return made

    def extend(self, changes: Iterable[Change], now: Snapshot | None = None) -> None:
        """Take in more changes; `now` is the snapshot with them."""
        once = {each.sha256: each for each in changes if each.sha256 not in self.numbers}
        fresh = sorted(once.values(), key=_order)
        same = bisect_left(self.changes, fresh[0].order, key=_order) if fresh else len(self)
        rest = sorted([*self.changes[same:], *fresh], key=_order)
        self._now = now
        self.changes = [*self.changes[:same], *rest]
        self.moments = (*self.moments[:same], *map(_moment, rest))
        self.numbers = {**self.numbers, **{each.sha256: at for at, each in enumerate(rest, same)}}
        self._near = {at: each for at, each in self._near.items() if at <= same}
        kept = {at: each for at, each in self._milestones.items() if at <= same}
        between = self._spacing(len(now.records) if now is not None else 0)
        if between > 2 * self._between:  # else milestones would become too many
            kept, self._between = {0: Snapshot()}, between
        self._milestones, self._reached = kept, max(kept)

    def of_record(self, record_id: str) -> list[Deed]:
        """What was done to one record, in the order of the moments."""
        deeds: list[Deed] = []
        snapshot = Snapshot()
        arrived: dict[str, Change] = {}
        for index, change in self._about([record_id]):
            before = snapshot.records.get(record_id)
            snapshot = merge(snapshot, [change], _Part(arrived)).snapshot
            arrived[change.sha256] = change
            after = snapshot.records.get(record_id)
            if after is not None:
                deeds.extend(self._deeds(index, change, before, after))
        return deeds

    def _deeds(
        self, index: int, change: Change, before: Record | None, after: Record
    ) -> Iterator[Deed]:
        for (_, name), write in change.writes.items():
            register = find(after.KIND, name)
            if register is None or name == "deleted_after":
                continue
            old = register.default if before is None else getattr(before, name)
            shown = getattr(after, name)
            try:
                wrote = register.read(write.value)
            except ValueError:  # of a newer version of the program
                continue
            yield Deed(index, name, old, shown, wrote, self.moments[index])

    def _about(
        self, records: Collection[str], names: Collection[str] | None = None
    ) -> Iterator[tuple[int, Change]]:
        """The changes that write to these records, with no other writes, and their numbers."""
        wanted = frozenset(records)
        marks = [f'"{record}"'.encode() for record in wanted]
        for index, change in enumerate(self.changes):
            if names is not None and change.sha256 not in names:
                continue
            # Most need not be parsed. Other programs may write an id with escaped signs.
            if any(mark in change.data for mark in marks) or b"\\u" in change.data:
                about = {key: each for key, each in change.by_record.items() if key in wanted}
                if about:
                    yield index, replace(change, by_record=about)

    def at_version(self, version: Version) -> Snapshot:
        """The project as it was named, exactly, though changes of earlier stamps came later."""
        if version.seen is None:
            return Snapshot()
        names = held(version.seen, self.changes).names
        if not names:
            return Snapshot()
        last = max(self.numbers[name] for name in names) + 1
        late = [change for change in self.changes[:last] if change.sha256 not in names]
        if not late:
            return self.at(last)
        first = self.numbers[late[0].sha256]
        if last - first <= _FEW:
            rest = [change for change in self.changes[first:last] if change.sha256 in names]
            return merge(self.at(first), rest, _First(self, first)).snapshot
        return self._without(self.at(last), late, names)

    def _without(
        self, snapshot: Snapshot, late: Iterable[Change], names: Collection[str]
    ) -> Snapshot:
        """The snapshot without some changes: the records they wrote to are made anew."""
        anew = {record for change in late for record in change.by_record}
        rest = [change for _, change in self._about(anew, names)]
        made = merge(Snapshot(), rest, _Part({})).snapshot

        def records(whole: Mapping[str, Any], part: Mapping[str, Any]) -> dict[str, Any]:
            return {**{key: each for key, each in whole.items() if key not in anew}, **part}

        def registers(whole: _ByRegister, part: _ByRegister) -> dict[RegisterKey, Any]:
            return {**{key: each for key, each in whole.items() if key[0] not in anew}, **part}

        found = records(snapshot.records, made.records)
        return Snapshot(
            found,
            records(snapshot.heads, made.heads),
            registers(snapshot.contested, made.contested),
            registers(snapshot.dangling, made.dangling),
            index_children(found.values()),
        )


def said_something(deed: Deed) -> bool:
    """Whether a deed is worth telling: it changed what shows, or lost to what somebody wrote."""
    return deed.before != deed.after or deed.wrote != deed.after or deed.register in KEPT_FROM_SIGHT
