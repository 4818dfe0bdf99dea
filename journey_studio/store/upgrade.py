# SPDX-License-Identifier: Apache-2.0
"""Files of older versions: copied into a new file of this version, which then takes their place.

The log is the same in all versions and everything else follows from it, so there is one way up
from every version. The old file stays as a backup.
"""

from pathlib import Path

from sqlalchemy import Connection, select

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
            if source.exec_driver_sql("PRAGMA integrity_check(1)").scalar() != "ok":
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


def _copy(source: Connection, new: Database) -> None:
    with new.saving() as target:
        for table in tables.LASTING:
            rows = source.execute(select(*table.columns).execution_options(stream_results=True))
            while batch := rows.fetchmany(_BATCH):
                packed = [tuple(row) for row in batch]
                target.exec_driver_sql(tables.insert_into(table), packed)


def _project(new: Database) -> None:
    about = About(new)
    journal = StoreJournal(new, about)
    with new.reading() as connection:
        about.load(connection)
        journal.load(connection)
    journal.make_rows()
