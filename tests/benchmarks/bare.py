# SPDX-License-Identifier: Apache-2.0
"""The tables of a project file through a bare connection: what writing is measured against."""

from functools import cache

from journey_studio.store import tables

# Those of a project file. What does not fit into the cache is written more than once.
SETTINGS = (
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


@cache
def put(table: tables.Table) -> str:
    """The statement that puts such a row in, or in the place of one with the same key."""
    marks = ", ".join("?" * len(table.names))
    return f"REPLACE INTO {tables.quoted(table.name)} ({_names(table)}) VALUES ({marks})"
