# SPDX-License-Identifier: Apache-2.0
"""Backups: whole copies of a project, outside it, every five minutes of work, kept a week.

A copy is made by SQLite through a connection of its own, so it is right while the project is being
edited. Copies lie in `backups/<project>/<path>/<time>.journey`; each is an ordinary project file.
"""

import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

from journey_studio.model.ids import is_id
from journey_studio.store.backup_files import NAME_FORM, backups_of, newest_first
from journey_studio.store.database import connect
from journey_studio.store.places import backups_folder, path_key, sync_folder

EVERY = 5 * 60.0
KEPT = 7 * 24 * 3600.0
_PAGES = 4096  # copied at a time; between two portions an edit can be saved


def copy_project(source: Path, target: Path) -> None:
    """A whole copy of a project, also of one that is being edited; replaces `target`."""
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    with closing(connect(source, "mode=ro")) as live, closing(sqlite3.connect(part)) as copy:
        copy.execute("PRAGMA journal_mode=OFF")
        copy.execute("PRAGMA synchronous=OFF")
        live.backup(copy, pages=_PAGES, sleep=0.01)
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    part.replace(target)
    sync_folder(target.parent)


class Backups:
    """Decides when an open project is due for a backup, and makes it beside the work."""

    def __init__(
        self, project: Path, project_id: str, now: Callable[[], float] = time.time
    ) -> None:
        self._project = project
        # The id comes from the file: it names a folder only where it has the form of an id.
        name = project_id if is_id(project_id) else "project"
        self._folder = backups_folder() / name / path_key(project)
        self._now = now
        self._edited = False
        self._worker: Thread | None = None
        newest = backups_of(project)
        self._opened = now()
        self._last = newest[0].made.timestamp() if newest else 0.0
        self.failure: OSError | sqlite3.Error | None = None

    def note_edit(self) -> None:
        """An edit was saved; makes a backup on a thread of its own when one is due."""
        self._edited = True
        if self.due() and (self._worker is None or not self._worker.is_alive()):
            self._worker = Thread(target=self.make, name="backup")
            self._worker.start()

    def due(self) -> bool:
        """Whether there are edits without a backup and the last one is five minutes old."""
        return self._edited and self._now() - max(self._last, self._opened) >= EVERY

    def make(self) -> Path | None:
        """Make a backup now and drop those older than a week.

        A backup that cannot be made never disturbs the work: `failure` then says why.
        """
        moment = self._now()
        target = self._folder / f"{datetime.fromtimestamp(moment, UTC).strftime(NAME_FORM)}.journey"
        self._edited, self._last = False, moment
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            copy_project(self._project, target)
        except (OSError, sqlite3.Error) as error:
            self.failure = error
            return None
        self.failure = None
        self._drop_old(moment)
        return target

    def _drop_old(self, moment: float) -> None:
        """The newest stays whatever its age."""
        for backup in newest_first(self._folder.glob("*.journey"))[1:]:
            if moment - backup.made.timestamp() > KEPT:
                with suppress(OSError):
                    backup.path.unlink()

    def close(self) -> None:
        """Wait for a backup under way; make the last one, unless one was made just before."""
        if self._worker is not None:
            self._worker.join()
        if self._edited and self._now() - self._last >= EVERY:
            self.make()
