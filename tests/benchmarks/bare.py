# SPDX-License-Identifier: Apache-2.0
"""The tables of a project file through a bare connection: what writing is measured against."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from journey_studio.model.change import read_change
from journey_studio.store import tables
from journey_studio.store.writing import creates

Rows = Mapping[tables.Table, Sequence[tuple[Any, ...]]]

# Those of a project file. What does not fit into the cache is written more than once.
_SETTINGS = (
    *("trusted_schema=OFF", "cell_size_check=ON", "mmap_size=0", "foreign_keys=ON"),
    *("secure_delete=ON", "synchronous=FULL", "fullfsync=ON", "journal_mode=TRUNCATE"),
    "cache_size=-16384",
)


def _names(table: tables.Table) -> str:
    return ", ".join(map(tables.quoted, table.names))


@cache
def rows_of(table: tables.Table) -> str:
    """The query for the rows of a table, in the order of its columns."""
    return f"SELECT {_names(table)} FROM {tables.quoted(table.name)}"


def rows_since(path: Path, first: int) -> Rows:
    """The change sets of a project file from the number `first` on, and the cards they touched."""
    cards = tables.record_tables["card"]
    with closing(sqlite3.connect(path)) as connection:
        query = f"{rows_of(tables.change)} WHERE number >= ?"
        changes = connection.execute(query, (first,)).fetchall()
        ids = {record for row in changes for record in read_change(row[-1]).by_record}
        query = f"{rows_of(cards)} WHERE id IN ({', '.join('?' * len(ids))})"
        return {tables.change: changes, cards: connection.execute(query, tuple(ids)).fetchall()}


@contextmanager
def connected(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection with the settings of a project file."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for setting in _SETTINGS:
            connection.execute(f"PRAGMA {setting}")
        yield connection


def write(connection: sqlite3.Connection, rows: Rows, new: bool = False) -> None:
    """Put rows in, in one transaction; the tables of a `new` file are made first."""
    connection.execute("BEGIN IMMEDIATE")
    for table, found in rows.items():
        if new:
            connection.execute(creates(table))
        connection.executemany(_put(table), found)
    connection.execute("COMMIT")


@cache
def _put(table: tables.Table) -> str:
    """The statement that puts such a row in, or in the place of one with the same key."""
    marks = ", ".join("?" * len(table.names))
    return f"REPLACE INTO {tables.quoted(table.name)} ({_names(table)}) VALUES ({marks})"
