# SPDX-License-Identifier: Apache-2.0
"""The open project: the one place where a command becomes a change, and a change a new snapshot.

Disk before screen: the journal makes a change durable before anybody hears of it. If that fails,
nothing happened.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from enum import Enum
from operator import attrgetter
from typing import NamedTuple, Protocol

from journey_studio.collector import resting
from journey_studio.model.change import Author, Change, Clock, make_change
from journey_studio.model.commands.base import Command, Plan, drafted, writes_of
from journey_studio.model.commands.name_version import NameVersion
from journey_studio.model.history import History, UndoResult
from journey_studio.model.merge import Log, Merged, merge
from journey_studio.model.records import Seen
from journey_studio.model.snapshot import Snapshot
from journey_studio.model.versions import seen_of


class Origin(Enum):
    """Where a change came from."""

    LOCAL = "local"
    REMOTE = "remote"


class Delta(NamedTuple):
    """What changed, told once to every subscriber."""

    before: Snapshot
    after: Snapshot
    changes: tuple[Change, ...]
    origin: Origin
    touched: frozenset[str]


class Journal(Log, Protocol):
    """Where change sets become durable."""

    def prepare(self, names: Collection[str], /) -> None:
        """Change sets of these names will be asked for one by one."""

    def append(
        self, changes: Sequence[Change], after: Snapshot, touched: Collection[str], /
    ) -> None:
        """Store the change sets and what they made of the records, all or nothing."""

    def seen(self) -> Seen:
        """Which change sets there are, as a version holds them."""


class MemoryJournal:
    """A journal that lasts as long as the process: for previews, imports and tests."""

    def __init__(self, changes: Iterable[Change] = ()) -> None:
        self.changes = {change.sha256: change for change in changes}

    def get(self, sha256: str) -> Change | None:
        """The change set of that name."""
        return self.changes.get(sha256)

    def prepare(self, _names: Collection[str], /) -> None:
        """They all are at hand."""

    def append(
        self, changes: Sequence[Change], _after: Snapshot, _touched: Collection[str], /
    ) -> None:
        """Keep the change sets."""
        self.changes.update(zip(map(_name_of, changes), changes, strict=True))

    def seen(self) -> Seen:
        """Which change sets there are."""
        return seen_of(self.changes.values())


_name_of = attrgetter("sha256")
_stamp_of = attrgetter("stamp")
Subscriber = Callable[[Delta], None]
NOBODY = Author()


class Document:
    """A project that can be edited. Belongs to one thread."""

    def __init__(
        self,
        snapshot: Snapshot,
        journal: Journal,
        project: str,
        author: Author = NOBODY,
        clock: Clock | None = None,
    ) -> None:
        self.snapshot = snapshot
        self.journal = journal
        self.project = project
        self.author = author
        self.clock = clock or Clock()
        self.history = History()
        self._subscribers: list[Subscriber] = []

    def subscribe(self, subscriber: Subscriber) -> Callable[[], None]:
        """Call `subscriber` with every delta from now on; the result ends that."""
        self._subscribers.append(subscriber)
        return lambda: self._subscribers.remove(subscriber)

    def preview(self, command: Command) -> Snapshot:
        """What `apply` would lead to. Changes nothing.

        Raises CommandError where `apply` would.
        """
        return drafted(self.snapshot, self._plan(command))

    def apply(self, command: Command) -> Change | None:
        """Carry the command out as one change set, durable when this returns.

        None where it would change nothing. Raises CommandError where the command does not fit the
        project, and what the journal raises where it cannot be stored; then nothing happened.
        """
        return self._carry_out(self._plan(command), self.history.did)

    def _plan(self, command: Command) -> Plan:
        if isinstance(command, NameVersion) and command.seen is None:
            command = replace(command, seen=self.journal.seen())
        return command.plan(self.snapshot)

    def undo(self) -> UndoResult | None:
        """Take back the last change of this run, as far as nobody has written over it since."""
        return self._step_back(self.history.done, self.history.undid)

    def redo(self) -> UndoResult | None:
        """Do again what was undone last."""
        return self._step_back(self.history.undone, self.history.redid)

    def _step_back(
        self, stack: list[Change], note: Callable[[Change, Change | None], None]
    ) -> UndoResult | None:
        if not stack:
            return None
        undone = stack[-1]
        self.journal.prepare({head for each in undone.writes.values() for head in each.replaces})
        plan, skipped = self.history.reverse(self.snapshot, self.journal, undone)
        change = self._carry_out(plan, lambda change: note(undone, change))
        if change is None:
            note(undone, None)
        return UndoResult(undone.label, skipped, change)

    def receive(self, changes: Iterable[Change]) -> Delta | None:
        """Merge change sets from elsewhere; None where all were known already.

        Those of another project are none of ours and are passed over, wherever they came from.
        """
        with resting(lasting=True):  # of thousands of changes and records none is in a ring
            project = self.project
            # All are read before any is merged: by turns, each would drive the other's code and
            # data out of the processor's caches.
            merged = self._merged([change for change in changes if change.project == project])
            if not merged.changes:
                return None
            self.clock.observe(max(map(_stamp_of, merged.changes)))
            self._store(merged)
            return self._publish(merged, Origin.REMOTE)

    def renew(self, snapshot: Snapshot) -> Delta:
        """Go on from a snapshot of the same change sets that was made anew.

        The old one was wrong. `journal` holds the rows of the new one already.
        """
        before, self.snapshot = self.snapshot, snapshot
        olds, news = before.records, snapshot.records
        touched = {i for i in {**olds, **news} if olds.get(i) != news.get(i)}
        was, now = before.contested, snapshot.contested
        touched |= {key[0] for key in {**was, **now} if was.get(key) != now.get(key)}
        return self._tell(Delta(before, snapshot, (), Origin.REMOTE, frozenset(touched)))

    def _carry_out(self, plan: Plan, note: Callable[[Change], None]) -> Change | None:
        writes = writes_of(self.snapshot, plan)
        if not writes:
            return None
        change = make_change(self.project, self.clock.next(), self.author, plan.label, writes)
        merged = self._merged((change,))
        self._store(merged)
        note(change)  # before anybody hears of it, so that undo is right when they ask
        self._publish(merged, Origin.LOCAL)
        return change

    def _merged(self, changes: Iterable[Change]) -> Merged:
        return merge(self.snapshot, changes, self.journal, self.journal.prepare)

    def _store(self, merged: Merged) -> None:
        self.journal.append(merged.changes, merged.snapshot, merged.touched)

    def _publish(self, merged: Merged, origin: Origin) -> Delta:
        before = self.snapshot
        delta = Delta(before, merged.snapshot, merged.changes, origin, merged.touched)
        self.snapshot = merged.snapshot
        return self._tell(delta)

    def _tell(self, delta: Delta) -> Delta:
        """Tell everybody, also where one of them fails: what happened has happened."""
        failures: list[Exception] = []
        for subscriber in list(self._subscribers):
            try:
                subscriber(delta)
            except Exception as error:  # noqa: BLE001 - raised when all have heard
                failures.append(error)
        if failures:
            raise failures[0]
        return delta
