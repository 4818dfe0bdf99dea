# SPDX-License-Identifier: Apache-2.0
"""The look at a file before it is opened: nothing in it runs, nothing beside it is written.

The schema must be, statement by statement, one that a version of this program writes. So there is
no trigger, view, virtual table, computed column or index that could run. The look itself goes
through SQLite, never through `open()`: closing a file drops the locks that another connection of
this process holds on it.
"""

import sqlite3
import stat
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from msgspec import Struct

from journey_studio.i18n import t
from journey_studio.store import tables
from journey_studio.store.database import connect
from journey_studio.store.errors import (
    HostileProject,
    MissingProject,
    NewerProject,
    NotAProject,
    TooLarge,
    damaged,
    reading,
)

MAX_FILE = 4 * 1024**3
# The last bytes of a journal that names further files for SQLite to delete; ours never do.
_SUPER_JOURNAL = bytes.fromhex("d9d505f920a163d7")
_LOOKS, _PAUSE = 4, 0.02
_READS = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_PRAGMA}

Schema = list[tuple[str, str, str, str | None]]


class Screened(Struct, frozen=True):
    """What a file turned out to be: the version of its schema, of those that can be read.

    Of an older or newer one only the log is read, which is the same in all.
    """

    version: int

    @property
    def newer(self) -> bool:
        """Whether a later version of the program made it."""
        return self.version > tables.VERSION

    @property
    def older(self) -> bool:
        """Whether it has to be brought to this version before it can be edited."""
        return self.version < tables.VERSION


def _only_reads(action: int, *_: Any) -> int:
    return sqlite3.SQLITE_OK if action in _READS else sqlite3.SQLITE_DENY


def _look(connection: sqlite3.Connection) -> tuple[int, int, Schema]:
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
    return application, version, rows


def screen(path: Path) -> Screened:
    """Look at the file, or raise the StoreError that says what is wrong with it."""
    _check_file(path)
    with reading(path):
        screened = judge(path, *_look_without_lock(path))
        _check_journal(path)
    return screened


def _look_without_lock(path: Path) -> tuple[int, int, Schema]:
    """`immutable` takes no lock and ignores a journal: what is asked here no edit ever changes.

    But an edit by another program makes the file longer in the middle of the look now and then,
    which reads as damage; so damage is believed only when it stays.
    """
    for _ in range(_LOOKS - 1):
        try:
            return _immutable_look(path)
        except (sqlite3.Error, UnicodeDecodeError):
            time.sleep(_PAUSE)
    return _immutable_look(path)


def _immutable_look(path: Path) -> tuple[int, int, Schema]:
    with closing(connect(path, "mode=ro&immutable=1")) as connection:
        connection.set_authorizer(_only_reads)
        return _look(connection)


def _check_file(path: Path) -> None:
    with reading(path):
        try:
            found = path.stat()
        except (FileNotFoundError, NotADirectoryError) as error:
            raise MissingProject(t("store.missing", path=path)) from error
    if not stat.S_ISREG(found.st_mode):
        raise NotAProject(t("store.not_a_project", name=path.name))
    if found.st_size > MAX_FILE:
        raise TooLarge(t("store.too_large", name=path.name))


def _check_journal(path: Path) -> None:
    """Refuse journals that this program does not leave behind."""
    if path.with_name(path.name + "-wal").exists():
        raise HostileProject(t("store.hostile", name=path.name, what=f"{path.name}-wal"))
    try:
        # No wal here: without shared locks SQLite can only open files that do not need one.
        with closing(connect(path, "mode=ro&nolock=1")) as connection:
            connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_CANTOPEN:
            raise HostileProject(t("store.hostile", name=path.name, what="wal")) from error
        if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_BUSY):
            raise
    journal = path.with_name(path.name + "-journal")
    if journal.is_file() and _tail(journal) == _SUPER_JOURNAL:
        raise HostileProject(t("store.hostile", name=path.name, what=journal.name))


def _tail(journal: Path) -> bytes:
    try:
        with journal.open("rb") as file:
            file.seek(max(0, file.seek(0, 2) - len(_SUPER_JOURNAL)))
            return file.read()
    except FileNotFoundError:  # its writer has just finished
        return b""


def judge(path: Path, application: int, version: int, schema: Schema) -> Screened:
    """What these facts of a file mean, or the StoreError that says what is wrong."""
    if application != tables.APPLICATION_ID:
        raise NotAProject(t("store.not_a_project", name=path.name))
    if version > tables.VERSION:
        _judge_newer(path, version, schema)
        return Screened(version)
    if tables.SCHEMAS.get(version) == tables.schema_hash(schema):
        return Screened(version)
    raise _foreign(path, schema)


def _judge_newer(path: Path, version: int, schema: Schema) -> None:
    """A newer file can be read where its log is as we know it, whatever tables it has besides."""
    if any(_runs(entry) for entry in schema):
        raise _foreign(path, schema)
    from journey_studio.store.writing import creates  # which few files need

    ours = {tables.normalised(creates(table)) for table in tables.LASTING}
    theirs = {tables.normalised(sql) for kind, _, _, sql in schema if kind == "table"}
    if not ours <= theirs:
        raise NewerProject(t("store.newer", name=path.name, found=version, known=tables.VERSION))


def _runs(entry: Sequence[str | None]) -> bool:
    """Whether part of a schema could run something, or is not a plain table or index."""
    kind, _, _, sql = entry
    if kind == "index":
        return sql is not None
    return kind != "table" or not (sql or "").startswith("CREATE TABLE ")


def _foreign(path: Path, schema: Schema) -> Exception:
    """The error for a schema that is not ours, naming the first part that does not belong."""
    from journey_studio.store.writing import creates

    known = {tables.normalised(creates(table)) for table in tables.ALL}
    for kind, name, _, sql in schema:
        if sql is not None and tables.normalised(sql) not in known:
            what = f"{kind} {name[:40]}"
            return HostileProject(t("store.hostile", name=path.name, what=what))
    return damaged(path, t("store.damage.cut"))


def look_again(connection: sqlite3.Connection, path: Path) -> Screened:
    """The same look through the connection that stays, after SQLite put right what a crash left."""
    return judge(path, *_look(connection))
