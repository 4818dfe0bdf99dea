# SPDX-License-Identifier: Apache-2.0
"""Files of older versions: copied into a new file of this version, which then takes their place.

The log is the same in all versions and everything else follows from it, so there is one way up
from every version. The old file stays as a backup.
"""

import sqlite3
from pathlib import Path

from journey_studio.i18n import t
from journey_studio.store import tables
from journey_studio.store.about import About
from journey_studio.store.backups import Backups
from journey_studio.store.database import Database
from journey_studio.store.errors import damaged
from journey_studio.store.journal import StoreJournal
from journey_studio.store.making import new_file

_BATCH = 100


def upgrade(path: Path) -> None:
    """Bring the file to this version. The caller holds the right to write to it.

    Raises a StoreError where that fails; the file is then as it was.
    """
    old = Database(path, t("store.read_only.asked"))
    try:
        with old.reading() as source:
            if source.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
                raise damaged(path, t("store.damage.file"))
            about = About(old)
            about.load(source)
            StoreJournal(old, about).load(source)
            Backups(path, about.project_id).make()
            with new_file(path, about.project_id, replace=True) as new:
                _copy(source, new)
                _project(new)
    finally:
        old.close()


def _copy(source: sqlite3.Connection, new: Database) -> None:
    with new.saving() as writer:
        for table in tables.LASTING:
            rows = source.execute(tables.select(map(tables.quoted, table.names), table))
            while batch := rows.fetchmany(_BATCH):
                writer.put(table, batch)


def _project(new: Database) -> None:
    about = About(new)
    journal = StoreJournal(new, about)
    with new.reading() as connection:
        about.load(connection)
        journal.load(connection)
    journal.make_rows()
