# SPDX-License-Identifier: Apache-2.0
"""Copies of a project for tests of the carrier: real change sets in memory, nothing else."""

import hashlib
import random
from collections.abc import Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import count
from pathlib import Path

from journey_studio.model.change import Author, Change, Clock, Label, Write, make_change
from journey_studio.sync.folder import SharedFolder
from journey_studio.sync.replica import State
from journey_studio.sync.report import Report
from journey_studio.sync.round import exchange

PROJECT = "project-test"
DAY = 86_400.0


class Copy:
    """One person's copy, its place in a shared folder and a clock that is set by hand."""

    def __init__(self, home: Path, name: str, shared: Path, project: str = PROJECT) -> None:
        self.project = project
        self.author = Author(name, "Care", f"{name}'s laptop")
        self.log: dict[str, Change] = {}
        self.kept: dict[str, bytes] = {}
        self.referred: set[str] = set()
        self.spoilt = ""  # what this copy wrongly makes of the same change sets
        self.time = 1_000_000.0
        self.home = home / name
        self.shared = shared
        self._clock = Clock(count(1).__next__)
        self._states: list[State] = []
        self.open()

    def open(self) -> None:
        """Open the folder as a program does that has just been started."""
        place = SharedFolder.at(self.shared, self.project, self.home, "Borrow a book").path
        self.folder = SharedFolder(
            place, self.project, "Borrow a book", self.home, lambda: self.time, random.Random(7)
        )

    def share(self) -> None:
        """Share the project in the folder."""
        SharedFolder.create(self.shared, self.project, "Borrow a book", self.home)

    def sync(self, *, repair: bool = False) -> Report:
        """One round."""
        return exchange(self, self.folder, repair=repair)

    def edit(self, text: str = "hello", times: int = 1) -> list[str]:
        """Write something down; the result is what the change sets are called."""
        made = []
        for number in range(times):
            writes = {(f"card-{len(self.log)}", "text"): Write(f"{text} {number}")}
            stamp = self._clock.next()
            change = make_change(self.project, stamp, self.author, Label("x"), writes)
            self.log[change.sha256] = change
            made.append(change.sha256)
        return made

    def picture_of(self, data: bytes) -> str:
        """Put a picture on the map."""
        name = hashlib.sha256(data).hexdigest()
        self.kept[name] = data
        self.referred.add(name)
        return name

    def names(self) -> AbstractSet[str]:
        return self.log.keys()

    def names_from(self, number: int) -> Sequence[str]:
        return list(self.log)[number:]

    def changes(self, names: Collection[str]) -> Iterator[tuple[str, bytes]]:
        return ((name, self.log[name].data) for name in names if name in self.log)

    def take(self, changes: Sequence[Change]) -> None:
        self.log.update((change.sha256, change) for change in changes)

    def pictures(self) -> AbstractSet[str]:
        return self.kept.keys()

    def wanted(self) -> AbstractSet[str]:
        return self.referred - self.kept.keys()

    def picture(self, name: str) -> bytes | None:
        return self.kept.get(name)

    def take_picture(self, name: str, data: bytes) -> None:
        self.kept[name] = data

    def states(self) -> Sequence[State]:
        names = hashlib.sha256("".join(sorted(self.log)).encode()).hexdigest()
        state = State(len(self.log), names, names + self.spoilt, "1")
        if not self._states or self._states[-1] != state:
            self._states.append(state)
        return self._states[-20:]
