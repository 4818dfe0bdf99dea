# SPDX-License-Identifier: Apache-2.0
"""One person's computer in the simulation: a document, its journal, a clock, a copy of the folder.

The journal, the pictures and the memory of the sync are on its disk and survive a crash. The
document, what can be undone, and what the sync holds while it runs do not.
"""

import hashlib
import random
from collections.abc import Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cache

from journey_studio.model import digest
from journey_studio.model.change import Author, Change, Clock, Stamp
from journey_studio.model.commands import Command, CommandError, Edit
from journey_studio.model.document import Delta, Document, MemoryJournal
from journey_studio.model.history import UndoResult
from journey_studio.model.snapshot import RegisterKey, Snapshot
from journey_studio.sync.replica import State
from tests.sync.simulation.edits import PROJECT, Hand
from tests.sync.simulation.oracle import Ledger, check_undo

_STATES = 16  # that a computer remembers of itself
_form = cache(digest.form)


class Disk(MemoryJournal):
    """A journal that also keeps what the change sets came to, as the file of a project does."""

    def __init__(self, ledger: Ledger) -> None:
        super().__init__()
        self.ledger = ledger
        self.snapshot = Snapshot()
        self.referred: set[str] = set()  # pictures that some change set names
        self.pictures: dict[str, bytes] = {}
        self.at_work = False  # while the change sets that come are those of the person here
        self.latest = (0, 0)  # of all stamps
        self.sum = 0  # of all names, so that the set has a name that does not depend on order
        self._seen: dict[str, Change] = {}  # by anybody: twenty of each would fill the memory

    def append(
        self, changes: Sequence[Change], after: Snapshot, touched: Collection[str], /
    ) -> None:
        """Keep the change sets and what they came to, all or nothing."""
        for change in changes:
            if change.sha256 not in self.changes:
                self.latest = max(self.latest, change.stamp[:2])
                self.sum ^= int(change.sha256, 16)
                if self.at_work:
                    self.ledger.make(change.sha256)
                self.referred.update(
                    write.value for (_, name), write in change.writes.items()
                    if name in ("picture", "photo") and isinstance(write.value, str) and write.value
                )  # fmt: skip
        super().append(list(map(self._once, changes)), after, touched)
        self.snapshot = after

    def _once(self, change: Change) -> Change:
        seen = self._seen.setdefault(change.sha256, change)
        return seen if seen.data == change.data else change

    def copy(self) -> "Disk":
        """A disk with the same on it."""
        other = Disk(self.ledger)
        other._seen = self._seen  # the same one
        other.changes = dict(self.changes)
        other.snapshot, other.sum, other.latest = self.snapshot, self.sum, self.latest
        other.referred, other.pictures = set(self.referred), dict(self.pictures)
        return other


class Member:
    """A person and the computer; the replica that `exchange` talks to."""

    project = PROJECT

    def __init__(self, name: str, chance: random.Random, disk: Disk) -> None:
        self.name = name
        self.author = Author(name, f"Department {len(name) % 3}", f"Computer of {name}")
        self.chance = chance
        self.disk = disk
        self.hand = Hand(name, chance)
        self.now = 0  # ms, what the clock on the wall of this computer shows
        self.start()

    def start(self) -> None:
        """The program is started on what the disk holds."""
        clock = Clock(lambda: self.now)
        clock.observe(Stamp(*self.disk.latest, ""))
        self.document = Document(self.disk.snapshot, self.disk, PROJECT, self.author, clock)
        self.own: set[str] = set()  # of this run
        self._states: list[State] = []
        self._summed = self.disk.snapshot
        self._content = digest.content(self._summed)
        self._written: set[RegisterKey] = set()
        self.document.subscribe(self._note)

    def _note(self, delta: Delta) -> None:
        for change in delta.changes:
            self._written.update(change.writes)

    @property
    def log(self) -> dict[str, bytes]:
        """Every change set on the disk."""
        return {sha256: change.data for sha256, change in self.disk.changes.items()}

    def edit(self, command: Command | None) -> Change | None:
        """Do something; what is acknowledged goes into the ledger."""
        self.disk.at_work = True
        try:
            change = None if command is None else self.document.apply(command)
        except CommandError:
            return None
        finally:
            self.disk.at_work = False
        return self._acknowledged(change)

    def _acknowledged(self, change: Change | None) -> Change | None:
        if change is not None:
            self.disk.ledger.acknowledge(change.sha256, change.data)
            self.own.add(change.sha256)
        return change

    def step_back(self, redo: bool = False) -> None:
        """Undo or redo, under the eyes of the oracle."""
        self.disk.at_work = True
        result: UndoResult | None = self.document.redo() if redo else self.document.undo()
        self.disk.at_work = False
        if result is not None and result.change is not None:
            check_undo(self.name, result.change.data, self.own)
            self._acknowledged(result.change)

    def settle(self) -> None:
        """Decide one of the open conflicts."""
        open_ones = [
            key for key, each in self.document.snapshot.contested.items() if not each.agreed
        ]
        if open_ones:
            record, register = self.chance.choice(open_ones)
            if register not in ("place", "deleted"):
                heads = self.document.snapshot.contested[record, register].heads
                self.edit(Edit(id=record, values={register: self.chance.choice(heads).value}))

    def add_picture(self) -> None:
        """Put a picture on a card."""
        data = self.chance.randbytes(self.chance.randint(50, 3000))
        name = hashlib.sha256(data).hexdigest()
        self.disk.pictures[name] = data
        cards = [i for i in self.document.snapshot.records if i.startswith("card-")]
        if self.edit(Edit(id=self.chance.choice(cards), values={"picture": name})):
            self.disk.ledger.pictures[name] = data

    # What the carrier asks for.

    def names(self) -> AbstractSet[str]:
        """All change sets here."""
        return self.disk.changes.keys()

    def names_from(self, number: int) -> Sequence[str]:
        """The same in order, without the first ones."""
        return list(self.disk.changes)[number:]

    def changes(self, names: Collection[str]) -> Iterator[tuple[str, bytes]]:
        """Those of these names."""
        return ((name, self.disk.changes[name].data) for name in sorted(names))

    def take(self, changes: Sequence[Change]) -> None:
        """Merge what came; it is durable afterwards."""
        self.document.receive(changes)

    def pictures(self) -> AbstractSet[str]:
        """Those that are here."""
        return self.disk.pictures.keys()

    def wanted(self) -> AbstractSet[str]:
        """Those that are referred to and are not here."""
        return self.disk.referred - self.disk.pictures.keys()

    def picture(self, name: str) -> bytes | None:
        """Its bytes."""
        return self.disk.pictures.get(name)

    def take_picture(self, name: str, data: bytes) -> None:
        """Keep a picture that came."""
        self.disk.pictures[name] = data

    def states(self) -> Sequence[State]:
        """The last states, the newest last."""
        after = self.document.snapshot
        self._content = digest.updated(self._content, self._summed, after, self._written)
        self._summed, self._written = after, set()
        now = State(len(self.disk.changes), f"{self.disk.sum:x}", f"{self._content:x}", _form())
        if now not in self._states[-1:]:
            self._states = [*self._states, now][-_STATES:]
        return self._states
