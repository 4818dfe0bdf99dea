# SPDX-License-Identifier: Apache-2.0
"""Everybody, the service between them, and one seed that decides what happens next."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from journey_studio.model.merge import rebuild
from tests.faults.tally import Tally
from tests.sync.simulation import oracle
from tests.sync.simulation.chance import repeatable
from tests.sync.simulation.client import Client, Cloud
from tests.sync.simulation.edits import first_commands
from tests.sync.simulation.member import Disk, Member
from tests.sync.simulation.person import Person

HOUR = 3_600_000  # ms
DAY = 24 * HOUR
START = 1_790_000_000_000  # in September 2026
MOST_ROUNDS = 20  # of exchanging and carrying until all must have all


class World:
    """Replicas, the cloud between them, and a ledger of what was acknowledged.

    `checked` is the share of rounds around which the folder is read, to see that nothing that was
    safe in there is not any more. `busy` is how many edits somebody makes in a go at most.
    """

    def __init__(
        self, place: Path, seed: int, people: int = 4, checked: float = 1.0, busy: int = 6
    ) -> None:
        self.place = place
        self.chance = random.Random(seed)
        self.tally = Tally()
        self.ledger = oracle.Ledger()
        self.cloud = Cloud(self.tally)
        self.time = START
        self.checked = checked
        self.busy = busy
        self.people: list[Person] = []
        self.first = people  # so many there were in the beginning
        self._names = 0
        with repeatable(self.chance):
            disk = Disk(self.ledger)
            first = Member("lib", self.chance, disk)
            first.now = self.time
            for command in first_commands():
                first.edit(command)
            for _ in range(people):
                self.arrive(disk.copy())

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Everything by chance inside this block comes from the seed."""
        with repeatable(self.chance):
            yield

    def arrive(self, disk: Disk) -> Person:
        """One more computer, with this on its disk."""
        self._names += 1
        name = f"p{self._names}"
        home = self.place / name
        client = Client(home / "folder", self.cloud, self.chance)
        person = Person(Member(name, self.chance, disk), client, home / "app", self.checked)
        self.people.append(person)
        person.set_clock(self.time)
        return person

    @property
    def present(self) -> list[Person]:
        """Those who have not left for good."""
        return [person for person in self.people if not person.left]

    def someone(self) -> Person:
        """Any of those who are there."""
        return self.chance.choice(self.present)

    def wait(self, most: int) -> None:
        """Time passes, the same for all, whatever their clocks show."""
        self.time += self.chance.randint(1, most)
        for person in self.people:
            person.set_clock(self.time)

    def finish(self) -> int:
        """No more faults: let everything arrive, and say how many rounds that took.

        Raises oracle.Lost where anything is not as it must be.
        """
        for person in self.present:
            person.client.online = True
        for number in range(1, MOST_ROUNDS + 1):
            busy = False
            for person in self.present:
                busy |= person.client.carry()
                busy |= person.round()
                busy |= person.client.carry()
            self.wait(8 * HOUR)
            if self._all_have_all() and not busy:
                self.check()
                return number
        self.check()
        raise oracle.Lost(f"still something to carry after {MOST_ROUNDS} rounds")

    def _all_have_all(self) -> bool:
        wanted = self.ledger.acknowledged.keys()
        pictures = self.ledger.pictures.keys()
        return all(
            wanted <= person.member.disk.changes.keys()
            and pictures <= person.member.disk.pictures.keys()
            for person in self.present
        )

    def check(self) -> None:
        """What the oracle asks of every copy."""
        shown = {}
        for person in self.present:
            member = person.member
            self.ledger.check_log(member.name, member.log)
            self.ledger.check_pictures(member.name, member.disk.pictures)
            shown[member.name] = member.document.snapshot
        oracle.check_alike(shown)
        first = self.present[0].member
        oracle.check_snapshot(first.name, first.document.snapshot, first.log)
        if rebuild(first.disk.changes.values()) != first.document.snapshot:
            raise oracle.Lost("what was kept step by step differs from the log read anew")
        for person in self.present:
            if person.alarms:
                raise oracle.Lost(f"{person.member.name} was alarmed without a reason")

    def lost(self) -> int:
        """How many acknowledged edits some copy lacks."""
        return len({each for p in self.present for each in self.ledger.lost(p.member.log)})
