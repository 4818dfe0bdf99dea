# SPDX-License-Identifier: Apache-2.0
"""The thorough look at a project file: every byte against its hash, every row against the log."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from journey_studio.i18n import t
from journey_studio.model.change import Change, ChangeError, read_change
from journey_studio.model.merge import rebuild
from journey_studio.model.records import Card, Persona
from journey_studio.model.snapshot import Snapshot
from journey_studio.store import tables
from journey_studio.store.about import About
from journey_studio.store.database import Database
from journey_studio.store.errors import DamagedProject, StoreError
from journey_studio.store.journal import is_whole
from journey_studio.store.loading import ProjectionDamaged
from journey_studio.store.pictures import is_whole_picture
from journey_studio.store.projection import Rows
from journey_studio.store.screen import look_again, screen

_MOST = 100  # findings of one sort; a file with more is simply damaged


def check(path: Path) -> list[str]:
    """What is wrong with a project file, in sentences; empty where nothing is.

    Reads the file and changes nothing, also while it is being edited.
    """
    path = Path(path).resolve()
    try:
        screened = screen(path)
        database = Database(path, t("store.read_only.asked"))
        try:
            with database.reading() as connection:
                look_again(connection, path)
                known = screened.version == tables.VERSION
                return _first(_findings(connection, About(database), rows=known))
        finally:
            database.close()
    except StoreError as error:
        return [str(error)]


def _first(findings: Iterator[str]) -> list[str]:
    return [finding for finding, _ in zip(findings, range(_MOST), strict=False)]


def _findings(connection: sqlite3.Connection, about: About, rows: bool) -> Iterator[str]:
    details = [row[0] for row in connection.execute(f"PRAGMA integrity_check({_MOST})")]
    if details != ["ok"]:
        yield from (t("store.check.file", detail=detail) for detail in details)
        return  # nothing that is read from such a file says anything
    try:
        about.load(connection)
    except DamagedProject as error:
        yield str(error)
    log = _Log(connection)
    yield from log.findings()
    yield from _pictures(connection, log.changes)
    if rows and log.whole:
        yield from _rows(connection, log, about.state)


class _Log:
    """Reads the log once; afterwards `changes` are those that can be read."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.changes: list[Change] = []
        self.hashes: list[str] = []
        self.whole = True

    def findings(self) -> Iterator[str]:
        query = f"{tables.rows_of(tables.change)} ORDER BY number"
        expected = 1
        for row in self._connection.execute(query):
            found, sha256, data = row[0], row[1], row[11]
            for number in range(expected, min(found, expected + _MOST)):
                yield self._bad(t("store.check.missing_change", number=number))
            expected = found + 1
            self.hashes.append(sha256.hex())
            if not is_whole(row):
                yield self._bad(t("store.check.change", number=found))
                continue
            try:
                self.changes.append(read_change(data))
            except ChangeError as error:
                finding = t("store.check.unreadable_change", number=found, detail=error)
                yield self._bad(finding)

    def _bad(self, finding: str) -> str:
        self.whole = False
        return finding


def _pictures(connection: sqlite3.Connection, changes: list[Change]) -> Iterator[str]:
    stored = set()
    for row in connection.execute(tables.rows_of(tables.picture)):
        name = row[1].hex()
        stored.add(name)
        if not is_whole_picture(row):
            yield t("store.check.picture", sha256=name[:12])
    for name in sorted(_used(rebuild(changes)) - stored):
        yield t("store.check.absent_picture", sha256=name[:12])


def _used(snapshot: Snapshot) -> set[str]:
    used = {
        record.picture if isinstance(record, Card) else record.photo
        for record in snapshot.records.values()
        if isinstance(record, Card | Persona) and not record.deleted
    }
    return used - {""}


def _rows(connection: sqlite3.Connection, log: _Log, state: tuple[int, int]) -> Iterator[str]:
    try:
        rows = Rows()
        kept = rows.read(connection, log.hashes)
    except ProjectionDamaged as error:
        yield t("store.check.row", table=error)
        return
    if (len(log.hashes), rows.total) != state:
        yield t("store.check.state")
    made = rebuild(log.changes)
    for record in sorted(set(_differing(kept, made))):
        yield t("store.check.differs", record=record)


def _differing(kept: Snapshot, made: Snapshot) -> Iterator[str]:
    """The ids of the records about which two snapshots differ."""
    pairs: list[tuple[Any, Any]] = [(kept.records, made.records), (kept.heads, made.heads)]
    for one, other in pairs:
        yield from (key for key in one.keys() | other.keys() if one.get(key) != other.get(key))
    registers: list[tuple[Any, Any]] = [
        (kept.contested, made.contested),
        (kept.dangling, made.dangling),
    ]
    for one, other in registers:
        yield from (key[0] for key in one.keys() | other.keys() if one.get(key) != other.get(key))
