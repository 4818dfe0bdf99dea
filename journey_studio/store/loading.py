# SPDX-License-Identifier: Apache-2.0
"""Reading whole tables quickly: column by column, and only the columns somebody has used.

Ten thousand rows have two hundred thousand fields, of which most are empty. A first query counts
which columns hold anything, and only those are read, checked and turned into typed values.
"""

import re
import sqlite3
import zlib
from collections.abc import Sequence
from functools import cache
from itertools import repeat
from typing import Any

from msgspec.structs import force_setattr

from journey_studio.model.records import KINDS, Record
from journey_studio.store.columns import stored_registers
from journey_studio.store.tables import Table, quoted, select

Column = Sequence[Any]


class ProjectionDamaged(Exception):
    """Rows that are not what was written; they can be made anew."""


class Columns:
    """The rows of a table as columns, the checksums right. False where the table is empty."""

    def __init__(self, connection: sqlite3.Connection, table: Table) -> None:
        """Read the table; raises ProjectionDamaged where a row is not what was written."""
        used = _used(connection, table)
        form = _form(table, used)
        names = [name for name in _names(table) if name in used]
        try:
            rows = connection.execute(select(map(quoted, names), table)).fetchall()
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise ProjectionDamaged(table.name) from error
        if [zlib.crc32((form % row).encode()) for row in rows] != [row[-1] for row in rows]:
            raise ProjectionDamaged(table.name)
        self.count = len(rows)
        self._columns: dict[str, Column] = dict(zip(names, zip(*rows, strict=True), strict=False))
        self._empty = (None,) * self.count

    def __bool__(self) -> bool:
        return self.count > 0

    def __getitem__(self, name: str) -> Column:
        return self._columns.get(name, self._empty)

    def holds(self, name: str) -> bool:
        """Whether any row has a value there."""
        return name in self._columns


def _names(table: Table) -> list[str]:
    """The names of the columns, the checksum last."""
    return [*(name for name in table.names if name != "checksum"), "checksum"]


def _used(connection: sqlite3.Connection, table: Table) -> frozenset[str]:
    """The columns that hold a value in some row."""
    optional = [column.name for column in table.columns if column.optional]
    always = frozenset(_names(table)) - set(optional)
    if not optional:
        return always
    query = select([f"count({quoted(name)})" for name in optional], table)
    counts = connection.execute(query).fetchone()
    return always | {name for name, count in zip(optional, counts, strict=True) if count}


@cache
def _form(table: Table, used: frozenset[str]) -> str:
    """What `tables.checksum` is taken of, the empty columns filled in and the checksum left out."""
    names = _names(table)[:-1]
    return "\x1f".join("%s" if name in used else "None" for name in names) + "%.0s"


@cache
def _ids_of(kind: str) -> re.Pattern[str]:
    """Ids of one kind, one a line: a single match instead of a call for each."""
    one = re.escape(kind) + "-[0-9a-z_]{1,64}"
    return re.compile(f"{one}(?:\n{one})*")


def records_of(kind: str, columns: Columns) -> list[Record]:
    """Records, made empty and filled column by column, of which few hold anything.

    Raises ValueError where a value does not fit.
    """
    ids = columns["id"]
    if not _ids_of(kind).fullmatch("\n".join(ids)):
        raise ValueError(f"{kind}: an id of another kind")
    cls = KINDS[kind]
    made = [cls(id=each) for each in ids]
    for stored in stored_registers(kind):
        names = [name for name, _ in stored.columns]
        if any(map(columns.holds, names)):
            values = stored.unpack([columns[name] for name in names])
            # Nobody has seen them yet: they are being made.
            for _ in map(force_setattr, made, repeat(stored.register.name), values):
                pass
    return made
