# SPDX-License-Identifier: Apache-2.0
"""A person with a computer: the member, the copy of the shared folder, and the rounds between."""

import random
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from journey_studio.sync.folder import SharedFolder, place_of
from journey_studio.sync.report import Report
from journey_studio.sync.round import exchange
from tests.sync.simulation.client import Client
from tests.sync.simulation.disk import PowerCut, failing, lying
from tests.sync.simulation.edits import PROJECT
from tests.sync.simulation.frames import safe
from tests.sync.simulation.member import Disk, Member
from tests.sync.simulation.oracle import Lost


class Person:
    """One computer. `app` is where the program keeps what it remembers of the folder."""

    def __init__(self, member: Member, client: Client, app: Path, checked: float) -> None:
        self.member = member
        self.client = client
        self.app = app
        self.checked = checked
        self.skew = 0  # ms that this computer's clock is wrong by
        self.left = False  # for good
        self.alarms = 0
        self.backup: Disk | None = None
        self.start()

    def start(self) -> None:
        """The program is started: all that it knows is what lies on the disk."""
        self.member.start()
        self._open()

    def _open(self) -> None:
        chosen = self.client.root
        self.folder = SharedFolder(
            place_of(chosen, PROJECT), PROJECT, "Simulation", self.app,
            now=lambda: self.member.now / 1000, chance=self.client.chance,
        )  # fmt: skip
        self.folder.path.mkdir(parents=True, exist_ok=True)

    def set_clock(self, time: int) -> None:
        """What the clock shows when it really is `time`, in ms."""
        self.member.now = max(0, time + self.skew)

    def round(self) -> bool:
        """Exchange with the folder; whether anything came or went."""
        report = self._watched()
        if report.trouble is not None:
            raise Lost(f"{self.member.name} was in trouble without a reason: {report.trouble}")
        self.alarms += len(report.alarms)
        return bool(report.sent + report.received + report.pictures_sent + report.pictures_received)

    def _watched(self) -> Report:
        """A round, most often under watch."""
        if self.client.chance.random() >= self.checked:
            return exchange(self.member, self.folder)
        with self._nothing_gone():
            return exchange(self.member, self.folder)

    @contextmanager
    def _nothing_gone(self) -> Iterator[None]:
        """What was safe in the folder before is there after it, and nobody else's file went."""
        before = self.client.local()
        yield
        after = self.client.local()
        if gone := safe(before.values()) - safe(after.values()):
            raise Lost(f"{self.member.name} removed the only copy of {len(gone)} edits")
        # Unfinished files bear the first half of the name of who writes them.
        own = self.folder.writer[:8]
        others = [path for path in before.keys() - after.keys() if own not in path]
        if others:
            raise Lost(f"{self.member.name} removed files of others: {others}")

    def refused(self, calls: int, chance: random.Random, error: int) -> None:
        """A round during which the disk refuses; it must not be more than told."""
        with self._nothing_gone(), failing(self.app.parent, calls, chance, error):
            exchange(self.member, self.folder)

    def lied_to(self, chance: random.Random) -> None:
        """A round during which the disk spoils what is put together."""
        with self._nothing_gone(), lying(chance):
            exchange(self.member, self.folder)

    def cut_short(self, calls: int, chance: random.Random) -> bool:
        """A round that ends with a power cut, and the start after it; whether it came to that."""
        cut = True
        with self._nothing_gone(), suppress(PowerCut), failing(self.app.parent, calls, chance):
            exchange(self.member, self.folder)
            cut = False
        self.start()
        return cut

    def become(self, other: "Person") -> None:
        """A copy of somebody's whole computer, as it runs."""
        for mine, theirs in ((self.app, other.app), (self.client.root, other.client.root)):
            shutil.rmtree(mine, ignore_errors=True)
            shutil.copytree(theirs, mine, dirs_exist_ok=True)
        self.skew = other.skew
        self.member.author = other.member.author
        self.start()
        clock, model = self.member.document.clock, other.member.document.clock
        clock._last, clock._replica = model._last, model._replica

    def back_up(self) -> None:
        """Keep a copy of the project file."""
        self.backup = self.member.disk.copy()

    def restore(self, pictures: Mapping[str, bytes]) -> None:
        """Put the copy back; the pictures of today are kept by whoever has them."""
        assert self.backup is not None
        kept = {name: data for name, data in self.member.disk.pictures.items() if name in pictures}
        self.member.disk = self.backup.copy()
        self.member.disk.pictures = kept
        self.start()

    def forget(self, old: bool) -> None:
        """The memory of the sync is deleted, or put back to what it was some time ago."""
        kept = self.app.with_name("app-old")
        if old and kept.is_dir():
            shutil.rmtree(self.app)
            shutil.copytree(kept, self.app)
        else:
            shutil.rmtree(kept, ignore_errors=True)
            if self.app.is_dir():
                shutil.copytree(self.app, kept)
            if not old:
                shutil.rmtree(self.app, ignore_errors=True)
        self.start()

    def move_folder(self) -> None:
        """The shared folder is copied to another place, which is used from now on."""
        target = self.client.root.with_name(self.client.root.name + "-copy")
        shutil.copytree(self.client.root, target)
        shutil.rmtree(self.client.root)
        self.client.root = target
        self.client.forget()
        self._open()
