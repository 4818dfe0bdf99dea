# SPDX-License-Identifier: Apache-2.0
"""A sync service: a cloud, and on each computer a client that keeps a folder like it, in its way.

A client compares what is there with what it saw last, as all of them do: what changed here goes up,
what changed there comes down, what changed on both sides is kept twice. It carries some files now
and others later, in any order, and what comes down may be there in part before it is whole.
"""

import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.faults.tally import Tally
from tests.sync.simulation import faults
from tests.sync.simulation.frames import holds
from tests.sync.simulation.oracle import Lost

_PAST = 12  # states of the cloud that are kept to go back to
_Sign = tuple[int, int, int]


def _sign(found: os.stat_result) -> _Sign:
    return found.st_mtime_ns, found.st_size, found.st_ino


class Cloud:
    """What the service holds; it may be struck by faults, emptied or put back to an earlier day."""

    def __init__(self, tally: Tally) -> None:
        self.files: dict[str, bytes] = {}
        self.tally = tally
        self._past: list[dict[str, bytes]] = []

    def remember(self) -> None:
        """Keep a state to go back to."""
        self._past = [*self._past[1 - _PAST :], dict(self.files)]

    def strike(self, chance: random.Random) -> None:
        """One lasting fault."""
        if self.files:
            self.tally[faults.strike(self.files, chance)] += 1

    def go_back(self, chance: random.Random) -> None:
        """An administrator restores an earlier day: newer files go, deleted ones are back."""
        if self._past:
            self.files = dict(chance.choice(self._past))
            self.tally["rolled back"] += 1

    def bring_back(self, chance: random.Random) -> None:
        """Some files that were deleted long ago are there again."""
        if self._past:
            old = chance.choice(self._past)
            for path in chance.sample(list(old), min(len(old), 5)):
                self.files.setdefault(path, old[path])
            self.tally["deleted and restored"] += 1

    def wipe(self) -> None:
        """Somebody deletes everything."""
        self.files.clear()
        self.tally["wiped"] += 1


class Client:
    """Keeps one local folder like the cloud, sooner or later."""

    def __init__(self, root: Path, cloud: Cloud, chance: random.Random) -> None:
        self.root = root
        self.cloud = cloud
        self.chance = chance
        self.online = True
        self._agreed: dict[str, bytes] = {}  # what was the same here and there, when last seen
        self._here: dict[str, tuple[_Sign, bytes]] = {}
        self._coming: dict[str, bytes] = {}  # what lies here in part: the content it will have
        root.mkdir(parents=True, exist_ok=True)

    def local(self) -> dict[str, bytes]:
        """The files that lie here, by path; those that did not change are not read again."""
        found: dict[str, tuple[_Sign, bytes]] = {}
        for path, sign in self._signs(str(self.root), ""):
            known = self._here.get(path)
            if known is None or known[0] != sign:
                known = (sign, Path(self.root, path).read_bytes())
            found[path] = known
        self._here = found
        return {path: content for path, (_, content) in found.items()}

    def _signs(self, folder: str, prefix: str) -> Iterator[tuple[str, _Sign]]:
        with os.scandir(folder) as entries:
            for entry in sorted(entries, key=lambda each: each.name):
                if entry.is_dir(follow_symlinks=False):
                    yield from self._signs(entry.path, f"{prefix}{entry.name}/")
                elif entry.is_file(follow_symlinks=False):
                    yield prefix + entry.name, _sign(entry.stat(follow_symlinks=False))

    def carry(self, share: float = 1.0, trouble: float = 0.0) -> bool:
        """Bring about that share of the differences; whether there was any. `trouble` is how often
        a file that comes down is there in part at first.
        """
        if not self.online:
            return False
        here, there = self.local(), self.cloud.files
        paths = [
            path
            for path in sorted({**here, **there, **self._agreed})
            if not here.get(path) is there.get(path) is self._agreed.get(path)
        ]
        self.chance.shuffle(paths)
        for path in paths:
            if self.chance.random() < share:
                self._settle(path, here.get(path), there.get(path), trouble)
        return bool(paths)

    def _settle(self, path: str, here: bytes | None, there: bytes | None, trouble: float) -> None:
        agreed = self._agreed.get(path)
        unfinished = path in self._coming and here != agreed
        if here == there:
            self._agree(path, there)
        elif unfinished or here == agreed:
            self._bring_down(path, there, trouble)
        elif there == agreed:
            if agreed is not None and here is not None and holds(agreed) is not None:
                raise Lost(f"{path} was edited in place")  # one that is damaged may be put right
            self._send_up(path, here)
        elif here is None or there is None:  # changed here, deleted there, or the other way round
            self._send_up(path, here) if there is None else self._bring_down(path, there, trouble)
        else:
            self.cloud.files[faults.other_name(path, self.chance)] = here
            self.cloud.tally["conflicted copies"] += 1
            self._bring_down(path, there, trouble)

    def _agree(self, path: str, content: bytes | None) -> None:
        self._coming.pop(path, None)
        if content is None:
            self._agreed.pop(path, None)
        else:
            self._agreed[path] = content
            if path in self._here:  # the same object from now on, so that comparing is quick
                self._here[path] = (self._here[path][0], content)

    def _send_up(self, path: str, content: bytes | None) -> None:
        if content is None:
            self.cloud.files.pop(path, None)
        else:
            self.cloud.files[path] = content
        self._agree(path, content)

    def _bring_down(self, path: str, content: bytes | None, trouble: float) -> None:
        target = self.root / path
        if content is None:
            target.unlink(missing_ok=True)
            self._here.pop(path, None)
            self._agree(path, None)
            return
        if self.chance.random() < trouble:
            kind = self.chance.choice(list(faults.ON_THE_WAY))
            self.cloud.tally[kind] += 1
            self._write(path, faults.ON_THE_WAY[kind](content, self.chance))
            self._coming[path] = content
        else:
            self._write(path, content)
            self._agree(path, content)

    def _write(self, path: str, content: bytes) -> None:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        when = self.chance.randrange(2**31) * 1_000_000_000
        os.utime(target, ns=(when, when))  # services set times of their own
        self._here[path] = (_sign(target.stat()), content)

    def forget(self) -> None:
        """It is installed anew: whatever lies here and there is new to it."""
        self._agreed.clear()
        self._coming.clear()

    def damage(self, name: str, change: Callable[[bytes, random.Random], bytes]) -> None:
        """The disk of this computer spoils a file that the service takes for unchanged."""
        if paths := list(self.local()):
            path = self.chance.choice(paths)
            self._write(path, change(self._here[path][1], self.chance))
            self._agreed[path] = self.cloud.files[path] = self._here[path][1]
            self.cloud.tally[name] += 1
