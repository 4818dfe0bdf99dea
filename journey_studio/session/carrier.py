# SPDX-License-Identifier: Apache-2.0
"""One program that carries the changes of one project file to and from its shared folder."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from journey_studio.store.locks import try_lock
from journey_studio.store.places import path_key, sharing_folder
from journey_studio.sync.errors import FolderGone, SyncError
from journey_studio.sync.folder import SharedFolder
from journey_studio.sync.replica import Replica
from journey_studio.sync.report import Report
from journey_studio.sync.round import exchange
from journey_studio.sync.working import Progress

_MOST_AT_ONCE = 16  # programs of one person that share one project file at the same time
Stopped = Callable[[], bool]


class Carrier:
    """Exchanges with a folder, again and again. Ends with `close`.

    What is remembered of the folder belongs to the path of the project file, and to one program
    at a time: a second one that runs meanwhile has a memory and a name in the folder of its own.
    """

    def __init__(self, replica: Replica, project_file: Path, chosen: Path, title: str = "") -> None:
        self.chosen = chosen
        self._replica = replica
        self._title = title
        self._memory, self._lock = _memory_for(project_file)
        self._folder: SharedFolder | None = None

    @property
    def place(self) -> Path:
        """Where the project lies in the folder."""
        return SharedFolder.at(self.chosen, self._replica.project, self._memory).path

    def create(self) -> None:
        """Share the project in the folder, unless it is shared there. Raises SyncError."""
        project = self._replica.project
        self._folder = SharedFolder.create(self.chosen, project, self._title, self._memory)

    def exchange(
        self,
        progress: Progress | None = None,
        stopped: Stopped | None = None,
        repair: bool = False,
    ) -> Report:
        """One round. Raises SyncError where the project is not found in the folder."""
        try:
            if self._folder is None:
                self._open(repair)
            assert self._folder is not None
            report = exchange(
                self._replica, self._folder, progress=progress, stopped=stopped, repair=repair
            )
        except BaseException:
            self._folder = None  # looked up anew: it may have been moved, or another one put there
            raise
        if isinstance(report.trouble, FolderGone):
            self._look_anew()
        elif report.trouble is not None and not isinstance(report.trouble, SyncError):
            self._folder = None
        return report

    def _open(self, repair: bool) -> None:
        if repair:
            self.create()
        else:
            self._folder = SharedFolder.open(self.chosen, self._replica.project, self._memory)

    def _look_anew(self) -> None:
        """The next round is with the share as it is called now, where it was renamed."""
        with suppress(SyncError):
            self._open(repair=False)

    def close(self) -> None:
        """Let another program use the memory."""
        if self._lock is not None:
            self._lock.close()


@contextmanager
def carrying(
    replica: Replica, project_file: Path, chosen: Path, title: str = ""
) -> Iterator[Carrier]:
    """A carrier for the length of a `with` statement."""
    carrier = Carrier(replica, project_file, chosen, title)
    try:
        yield carrier
    finally:
        carrier.close()


@contextmanager
def memory_of(project_file: Path) -> Iterator[Path]:
    """The folder of what is remembered for a project file, as long as this program may use it."""
    home, lock = _memory_for(project_file)
    try:
        yield home
    finally:
        if lock is not None:
            lock.close()


def _memory_for(project_file: Path) -> tuple[Path, IO[str] | None]:
    """A folder for what is remembered, and the lock that makes it this program's."""
    key = path_key(project_file)
    for number in range(1, _MOST_AT_ONCE + 1):
        home = sharing_folder() / (key if number == 1 else f"{key}-{number}")
        try:
            home.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock = try_lock(home / "lock", make=True)
        except OSError:
            break  # nothing can be kept on this computer: every round reads everything
        if lock is not None:
            return home, lock
    return sharing_folder() / f"{key}-0", None
