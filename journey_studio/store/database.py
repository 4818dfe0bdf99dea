# SPDX-License-Identifier: Apache-2.0
"""One connection to a project file, set up so that what is committed stays.

The rollback journal is truncated, not deleted, at each commit and everything is flushed
(`synchronous=FULL`): of 2,000 simulated power cuts none lost a committed edit. A write-ahead log is
not used: it could not be opened in a folder that may not be written to, and SQLite before 3.51.3
can damage it.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import RLock
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from journey_studio.i18n import t
from journey_studio.model.change import MAX_BYTES
from journey_studio.store.errors import NotSaved, ReadOnlyProject, code_of, reading

BUSY_SECONDS = 5.0
SQLITE_VERSION = sqlite3.sqlite_version
_CAREFUL = (
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "mmap_size=0",
    "foreign_keys=ON",
    "secure_delete=ON",
)
_DURABLE = ("synchronous=FULL", "fullfsync=ON", "journal_mode=TRUNCATE")


def uri(path: Path, options: str) -> str:
    """The SQLite name of a file, whatever characters or bytes its path holds."""
    text = quote(
        os.fsencode(path.absolute().as_posix())
    )  # a name of this kind has no relative form
    return f"file://{'' if text.startswith('/') else '/'}{text}?{options}"


def connect(path: Path, options: str) -> sqlite3.Connection:
    """A bare connection that runs nothing a file might hold. May be used by any thread in turn."""
    raw = sqlite3.connect(
        uri(path, options),
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=BUSY_SECONDS,
    )
    raw.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_BYTES + 4096)
    raw.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    for pragma in _CAREFUL:
        raw.execute(f"PRAGMA {pragma}")
    return raw


def _engine(path: Path, write: bool) -> Engine:
    def open_connection() -> sqlite3.Connection:
        raw = connect(path, "mode=rw" if write else "mode=ro")
        try:
            for pragma in _DURABLE if write else ():
                raw.execute(f"PRAGMA {pragma}")
        except sqlite3.Error:
            raw.close()
            raise
        return raw

    # One connection: closing a second one would drop the locks of the first.
    engine = create_engine("sqlite://", creator=open_connection, poolclass=StaticPool)

    # The driver's own transactions begin late and leave out changes of the schema.
    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine


class Database:
    """The one connection of an open project. Calls from several threads wait for one another."""

    def __init__(self, path: Path, read_only_reason: str | None = None) -> None:
        self.path = path
        self.read_only_reason = read_only_reason
        self._lock = RLock()
        self._in_doubt = False
        self._active: Connection | None = None
        self._engine: Engine | None = _engine(path, self.write)

    @property
    def write(self) -> bool:
        """Whether edits may be saved."""
        return self.read_only_reason is None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction in which everything read belongs together. Raises StoreErrors.

        While something is being saved it is that transaction.
        """
        with self._lock, reading(self.path):
            if self._active is not None:
                yield self._active
            else:
                with self._connected().begin() as connection:
                    yield connection

    @contextmanager
    def saving(self) -> Iterator[Connection]:
        """A transaction that is on the disk at its end. Raises ReadOnlyProject or NotSaved, and
        then nothing has happened.
        """
        if self.read_only_reason is not None:
            reason = self.read_only_reason
            raise ReadOnlyProject(t("store.read_only.edit", name=self.path.name, reason=reason))
        with self._lock:
            try:
                with self._connected().begin() as self._active:
                    yield self._active
            except DBAPIError as error:
                raise self._not_saved(error.orig) from error
            except sqlite3.Error as error:
                raise self._not_saved(error) from error
            finally:
                self._active = None

    def _not_saved(self, error: BaseException | None) -> NotSaved:
        primary = code_of(error) & 0xFF
        if primary == sqlite3.SQLITE_FULL:
            return NotSaved(t("store.no_room", name=self.path.name))
        # After an error of the disk nobody knows what a connection believes to be written.
        self._in_doubt = primary != sqlite3.SQLITE_BUSY
        return NotSaved(t("store.not_saved", name=self.path.name, reason=error))

    def _connected(self) -> Engine:
        if self._engine is None:
            raise NotSaved(t("store.closed", name=self.path.name))
        if self._in_doubt:
            self._engine.dispose()
            self._engine = _engine(self.path, self.write)
            self._in_doubt = False
        return self._engine

    def close(self) -> None:
        """Leave one plain file, with no journal beside it."""
        with self._lock:
            if self._engine is None:
                return
            # A reader elsewhere may hold the empty journal; it does no harm.
            with suppress(DBAPIError, sqlite3.Error):
                self._put_away(self._engine)
            self._engine.dispose()
            self._engine = None

    def _put_away(self, engine: Engine) -> None:
        if self.write:
            with engine.connect() as connection:
                raw = connection.connection.driver_connection
                assert isinstance(raw, sqlite3.Connection)
                raw.execute("PRAGMA journal_mode=DELETE").fetchall()
