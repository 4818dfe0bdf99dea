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
from typing import TYPE_CHECKING
from urllib.parse import quote

from journey_studio.i18n import t
from journey_studio.model.change import MAX_BYTES
from journey_studio.store.errors import NotSaved, ReadOnlyProject, code_of, reading

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from journey_studio.store.writing import Writer

_STATEMENTS = 512  # kept compiled: rows of records come in two hundred forms
BUSY_SECONDS = 5.0
SQLITE_VERSION = sqlite3.sqlite_version
_CAREFUL = (
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "mmap_size=0",
    "foreign_keys=ON",
    "secure_delete=ON",
)
# A thousand changes at once touch more pages than are kept by default, and what does not fit is
# brought to the disk in the middle of the transaction.
_ROOM_TO_WRITE = "PRAGMA cache_size=-16384"
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
        cached_statements=_STATEMENTS,
    )
    raw.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_BYTES + 4096)
    raw.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    for pragma in _CAREFUL:
        raw.execute(f"PRAGMA {pragma}")
    return raw


def _open(path: Path, write: bool) -> sqlite3.Connection:
    raw = connect(path, "mode=rw" if write else "mode=ro")
    try:
        for pragma in _DURABLE if write else ():
            raw.execute(f"PRAGMA {pragma}")
    except sqlite3.Error:
        raw.close()
        raise
    return raw


class Database:
    """The one connection of an open project. Calls from several threads wait for one another."""

    def __init__(self, path: Path, read_only_reason: str | None = None) -> None:
        self.path = path
        self.read_only_reason = read_only_reason
        self._lock = RLock()
        self._in_doubt = False
        self._closed = False
        self._raw: sqlite3.Connection | None = None
        self._engine: Engine | None = None  # around that connection, from the first edit on
        self._saving = False

    @property
    def write(self) -> bool:
        """Whether edits may be saved."""
        return self.read_only_reason is None

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A transaction in which everything read belongs together. Raises StoreErrors.

        While something is being saved it is that transaction.
        """
        with self._lock, reading(self.path):
            raw = self._connected()
            if self._saving:
                yield raw
                return
            raw.execute("BEGIN IMMEDIATE" if self.write else "BEGIN")
            with raw:  # ends the transaction
                yield raw

    @contextmanager
    def saving(self) -> Iterator["Writer"]:
        """A transaction that is on the disk at its end. Raises ReadOnlyProject or NotSaved, and
        then nothing has happened.
        """
        if self.read_only_reason is not None:
            reason = self.read_only_reason
            raise ReadOnlyProject(t("store.read_only.edit", name=self.path.name, reason=reason))
        # Here, for a map is shown before anything is written.
        from journey_studio.store.writing import engine_on, transaction

        with self._lock:
            try:
                raw = self._connected()
                if self._engine is None:
                    raw.execute(_ROOM_TO_WRITE)
                    self._engine = engine_on(raw)
                with transaction(self._engine) as writer:
                    self._saving = True
                    yield writer
            except sqlite3.Error as error:
                raise self._not_saved(error) from error
            finally:
                self._saving = False

    def _not_saved(self, error: sqlite3.Error) -> NotSaved:
        primary = code_of(error) & 0xFF
        if primary == sqlite3.SQLITE_FULL:
            return NotSaved(t("store.no_room", name=self.path.name))
        # After an error of the disk nobody knows what a connection believes to be written.
        self._in_doubt = primary != sqlite3.SQLITE_BUSY
        return NotSaved(t("store.not_saved", name=self.path.name, reason=error))

    def _connected(self) -> sqlite3.Connection:
        if self._closed:
            raise NotSaved(t("store.closed", name=self.path.name))
        if self._in_doubt:
            self._let_go()
            self._in_doubt = False
        if self._raw is None:
            self._raw = _open(self.path, self.write)
        return self._raw

    def flush_later(self) -> None:
        """Leave it to whoever makes this file to bring it to the disk when it is finished."""
        with self._lock:
            raw = self._connected()
            raw.execute("PRAGMA synchronous=OFF")
            raw.execute("PRAGMA journal_mode=MEMORY").fetchall()

    def close(self) -> None:
        """Leave one plain file, with no journal beside it."""
        with self._lock:
            # A reader elsewhere may hold the empty journal; it does no harm.
            with suppress(sqlite3.Error):
                if self.write and self._raw is not None:
                    self._raw.execute("PRAGMA journal_mode=DELETE").fetchall()
            self._let_go()
            self._closed = True

    def _let_go(self) -> None:
        engine, self._engine = self._engine, None
        raw, self._raw = self._raw, None
        if engine is not None:
            engine.dispose()
        if raw is not None:
            raw.close()
