# SPDX-License-Identifier: Apache-2.0
"""A project file: made, opened, closed."""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from journey_studio.collector import resting
from journey_studio.i18n import t
from journey_studio.model.change import Change
from journey_studio.model.ids import new_id
from journey_studio.model.merge import rebuild
from journey_studio.model.snapshot import Snapshot
from journey_studio.store import locks, tables
from journey_studio.store.about import About
from journey_studio.store.backups import Backups
from journey_studio.store.database import Database
from journey_studio.store.errors import (
    UnreadableProject,
    damaged,
)
from journey_studio.store.journal import StoreJournal, Written
from journey_studio.store.loading import ProjectionDamaged
from journey_studio.store.making import new_file
from journey_studio.store.pictures import Pictures
from journey_studio.store.screen import look_again, screen
from journey_studio.store.upgrade import upgrade


class OpenProject:
    """An open project file. Ends with `close`; use it in a `with` statement.

    `snapshot` is what the file held when it was opened; what comes after is the document's.
    `read_only_reason` is None, or one sentence why nothing can be edited. `notice` is "", or one
    sentence about something put right while opening.
    """

    def __init__(
        self,
        database: Database,
        lock: locks.WriterLock | None,
        log_only: bool,
        written: Written | None = None,
    ) -> None:
        self.path = database.path
        self.read_only_reason = database.read_only_reason
        self.notice = ""
        self._database = database
        self._lock = lock
        self.about = About(database)
        self.journal = StoreJournal(database, self.about)
        self.pictures = Pictures(database)
        with resting(), database.reading() as connection:
            self._check(connection)
            self.about.load(connection)
            if written is not None and self.journal.believe(written):
                snapshot: Snapshot | None = written.snapshot
            else:
                self.journal.load(connection)
                snapshot = None if log_only else self._read(connection)
        self.snapshot = snapshot or self.journal.make_rows()
        self.backups = Backups(self.path, self.project_id)
        self.journal.on_append = self.backups.note_edit

    @property
    def project_id(self) -> str:
        """The identity that copies of the project share."""
        return self.about.project_id

    @property
    def change_count(self) -> int:
        """How many change sets the log holds."""
        return len(self.journal.hashes)

    def _check(self, connection: sqlite3.Connection) -> None:
        look_again(connection, self.path)
        if connection.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
            raise damaged(self.path, t("store.damage.file"))

    def _read(self, connection: sqlite3.Connection) -> Snapshot | None:
        """The snapshot in the rows; None where they are of another version or damaged."""
        if self.about.projection != tables.PROJECTION:
            return None
        try:
            return self.journal.read_rows(connection)
        except ProjectionDamaged:
            self.notice = t("store.notice.rebuilt", name=self.path.name)
            return None

    def close(self) -> None:
        """Make the last backup, put the journal away and give up the right to write."""
        if self._database.write:
            self.backups.close()
        self._database.close()
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_project(
    path: Path, read_only: bool = False, written: Written | None = None
) -> OpenProject:
    """Open a project file; `written` is what this program has put into it a moment ago.

    A project that another writer has open, or that may not be written to, opens for reading only;
    `read_only_reason` says why. Raises the StoreError that says what is wrong with the file; then
    nothing in it was run and nothing written.
    """
    path = _resolved(path)
    screened = screen(path)
    lock, reason = None, t("store.read_only.newer") if screened.newer else None
    if reason is None:
        lock, reason = _right_to_write(path, read_only)
    try:
        if screened.older and lock is not None:
            upgrade(path)
            lock.release()
            return open_project(path)
        return _opened(path, lock, reason, screened.version != tables.VERSION, written)
    except BaseException:
        if lock is not None:
            lock.release()
        raise


def _opened(
    path: Path,
    lock: locks.WriterLock | None,
    reason: str | None,
    log_only: bool,
    written: Written | None,
) -> OpenProject:
    database = Database(path, reason)
    try:
        return OpenProject(database, lock, log_only, written)
    except BaseException:
        database.close()
        raise


def _resolved(path: Path) -> Path:
    try:
        return Path(path).resolve()
    except (OSError, RuntimeError) as error:  # a link to itself
        raise UnreadableProject(
            t("store.unreadable", name=Path(path).name, reason=error)
        ) from error


def _right_to_write(path: Path, read_only: bool) -> tuple[locks.WriterLock | None, str | None]:
    """The writer's lock, or why there is none."""
    if read_only:
        return None, t("store.read_only.asked")
    if not os.access(path, os.W_OK):
        return None, t("store.read_only.file")
    if not os.access(path.parent, os.W_OK):
        return None, t("store.read_only.folder")
    try:
        lock = locks.take(path)
    except OSError as error:
        return None, t("store.read_only.no_lock", reason=error.strerror or error)
    return lock, None if lock else t("store.read_only.in_use")


def create_project(
    path: Path,
    project_id: str = "",
    changes: Iterable[Change] = (),
    pictures: Iterable[bytes] = (),
) -> OpenProject:
    """Make a new project file that holds `changes` and `pictures`, and open it.

    The file appears whole or not at all. Raises ProjectExists where there is something of that
    name already, PictureRefused, and StoreError where the file cannot be made.
    """
    with making_project(path, project_id or new_id("project")) as made:
        for picture in pictures:
            made.pictures.add(picture)
        made.write(list(changes))
    return open_project(path, written=made.written)


class NewProject:
    """A project file that is being made: pictures at any time, all change sets at once."""

    def __init__(self, database: Database) -> None:
        self.about = About(database)
        self.pictures = Pictures(database)
        self.written: Written | None = None
        self._database = database

    def write(self, log: Sequence[Change]) -> None:
        """Store the whole log and what it comes to. Raises NotSaved."""
        if log:
            snapshot = rebuild(log)
            journal = StoreJournal(self._database, self.about)
            journal.append(log, snapshot, snapshot.records.keys())
            self.written = journal.written(snapshot)


@contextmanager
def making_project(path: Path, project_id: str) -> Iterator[NewProject]:
    """A project file that becomes `path` at the end, or vanishes on any error.

    Raises ProjectExists where there is something of that name already, and StoreError where the
    file cannot be made.
    """
    with new_file(_resolved(path), project_id) as database:
        yield NewProject(database)
