# SPDX-License-Identifier: Apache-2.0
"""A computer that dies, or a disk that refuses, at a chosen call of the operating system.

While it is in force, every call that touches files counts. At the last of the count either the
computer loses power (`PowerCut`: what was written and not synced is torn) or the call fails as it
does on a disk that is full, read-only, or was unplugged.
"""

import builtins
import errno
import io
import os
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from journey_studio.sync import gathering, sending
from journey_studio.sync.packing import Named
from journey_studio.sync.working import Round
from tests.sync.simulation.faults import zero

_CALLS = [
    *("replace", "rename", "link", "unlink", "remove", "mkdir", "fsync", "scandir", "listdir"),
    *("open", "read", "lstat"),
]
REFUSALS = {
    "disk full": errno.ENOSPC,
    "disk read-only": errno.EROFS,
    "disk unplugged": errno.EIO,
    "access denied": errno.EACCES,
    "file gone": errno.ENOENT,
}


class PowerCut(BaseException):
    """The computer is off from one moment to the next; no code of the program runs any more."""


class _Watch:
    def __init__(self, place: Path, calls: int, chance: random.Random, refusal: int | None) -> None:
        self.place = str(place)
        self.left = calls
        self.chance = chance
        self.refusal = refusal
        self.dirty: set[str] = set()  # written, and not synced since

    def count(self, what: object) -> None:
        """One call, if it is about a file of this computer."""
        if isinstance(what, str | Path) and not str(what).startswith(self.place):
            return
        self.left -= 1
        if self.left > 0:
            return
        if self.refusal is None:
            raise PowerCut
        if self.left > -4 or self.refusal != errno.EACCES:  # what is denied may be allowed later
            raise OSError(self.refusal, os.strerror(self.refusal))

    def tear(self) -> None:
        """What had not reached the disk is there in part, as zeros, or not at all."""
        for path in sorted(self.dirty):
            if not Path(path).is_file():
                continue
            data = Path(path).read_bytes()
            kept = self.chance.randint(0, len(data))
            torn = data[:kept] + bytes(self.chance.choice([0, len(data) - kept]))
            Path(path).write_bytes(torn)


@contextmanager
def failing(
    place: Path, calls: int, chance: random.Random, refusal: int | None = None
) -> Iterator[None]:
    """Let the computer whose files lie in `place` die at that call, or refuse it and those after
    with this error.
    """
    watch = _Watch(place, calls, chance, refusal)
    with pytest.MonkeyPatch.context() as patch:
        for name in _CALLS:
            patch.setattr(os, name, _counted(getattr(os, name), name, watch))
        opened = _opening(builtins.open, watch)
        patch.setattr(builtins, "open", opened)
        patch.setattr(io, "open", opened)
        patch.setattr(time, "sleep", lambda _: None)
        try:
            yield
        except PowerCut:
            patch.undo()
            watch.tear()
            raise


def _counted(call: Callable[..., Any], name: str, watch: _Watch) -> Callable[..., Any]:
    def counted(*arguments: Any, **options: Any) -> Any:
        watch.count(arguments[0] if arguments else None)
        if name == "fsync":
            file = arguments[0] if isinstance(arguments[0], int) else arguments[0].fileno()
            watch.dirty.discard(str(Path(f"/proc/self/fd/{file}").readlink()))
        result = call(*arguments, **options)
        if name in ("replace", "rename") and str(arguments[0]) in watch.dirty:
            watch.dirty.discard(str(arguments[0]))
            watch.dirty.add(str(arguments[1]))
        return result

    return counted


def _opening(call: Callable[..., Any], watch: _Watch) -> Callable[..., Any]:
    def opening(file: Any, mode: str = "r", *arguments: Any, **options: Any) -> Any:
        writes = isinstance(file, str | Path) and any(letter in mode for letter in "wxa+")
        watch.count(file)
        if writes:
            watch.dirty.add(str(file))
        return call(file, mode, *arguments, **options)

    return opening


@contextmanager
def lying(chance: random.Random) -> Iterator[None]:
    """Let the disk spoil each pack that loose files are put into, and not say so."""
    send = sending.send_group

    def spoilt(work: Round, group: list[Named], level: int) -> str:
        path = send(work, group, level)
        file = work.folder.path.parent / path
        found = file.stat()
        file.write_bytes(zero(file.read_bytes(), chance))
        os.utime(file, ns=(found.st_atime_ns, found.st_mtime_ns))
        return path

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gathering, "send_group", spoilt)
        yield
