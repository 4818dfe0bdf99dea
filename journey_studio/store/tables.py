# SPDX-License-Identifier: Apache-2.0
"""The tables of a project file.

`change` is the truth: every change set, as written. One table per kind of record, `contender` and
`dangling` are its projection and can be made anew from it at any time. `picture` holds blobs by
hash, `meta` what the file says about itself.

A project file is an SQLite database with the application id 0x4A726E79 ("Jrny"); `user_version`
counts the versions of the schema. `checksum` is the CRC-32 of the other columns of a row (for
`change` and `picture` all but the bytes, whose SHA-256 is among them): SQLite itself misses nine
of ten flipped bits.
"""

import hashlib
import re
import zlib
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    REAL,
    Column,
    Integer,
    LargeBinary,
    MetaData,
    Select,
    Table,
    Text,
    insert,
    select,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateTable

from journey_studio.model.records import KINDS
from journey_studio.store.columns import stored_registers

APPLICATION_ID = 0x4A726E79
VERSION = 1
# Raise this when the projection of the same change sets becomes another one, with the same columns.
PROJECTION = 1

metadata = MetaData()
_TYPES: dict[type, Any] = {str: Text, int: Integer, float: REAL, bytes: LargeBinary}


def _column(name: str, kind: type, **options: Any) -> Column[Any]:
    return Column(name, _TYPES[kind], nullable=False, **options)


def _table(name: str, *columns: Column[Any], rowid: bool = False) -> Table:
    return Table(name, metadata, *columns, sqlite_strict=True, sqlite_with_rowid=rowid)


change = _table(
    "change",
    _column("number", int, primary_key=True),
    _column("sha256", bytes, unique=True),
    _column("version", int),
    _column("project", str),
    _column("time", int),
    _column("count", int),
    _column("replica", str),
    _column("author", str),
    _column("department", str),
    _column("device", str),
    _column("label", str),
    _column("checksum", int),
    _column("data", bytes),
    rowid=True,
)
picture = _table(
    "picture",
    _column("number", int, primary_key=True),
    _column("sha256", bytes, unique=True),
    _column("media_type", str),
    _column("width", int),
    _column("height", int),
    _column("checksum", int),
    _column("data", bytes),
    rowid=True,
)
meta = _table(
    "meta", _column("key", str, primary_key=True), _column("value", str), _column("checksum", int)
)
contender = _table(
    "contender",
    _column("record", str, primary_key=True),
    _column("register", str, primary_key=True),
    _column("position", int, primary_key=True),
    _column("change", int),
    _column("value", str),
    _column("agreed", int),
    _column("checksum", int),
)
dangling = _table(
    "dangling",
    _column("record", str, primary_key=True),
    _column("register", str, primary_key=True),
    _column("change", bytes, primary_key=True),
    _column("checksum", int),
)


def _record_table(kind: str) -> Table:
    parts = [part for stored in stored_registers(kind) for part in stored.columns]
    return _table(
        kind,
        _column("id", str, primary_key=True),
        *(Column(name, _TYPES[plain]) for name, plain in parts),
        _column("heads", str),
        _column("checksum", int),
    )


record_tables: dict[str, Table] = {kind: _record_table(kind) for kind in KINDS}

# The exact schemas that versions of this program have written, by `user_version`: what a file may
# hold to be opened. A schema that is not the last of these needs a new VERSION.
SCHEMAS: dict[int, str] = {
    1: "8de7209124981226c38bd97a1b0e8e18e3e6d89186afdadeb3b280322a8946d3",
}


def normalised(sql: str | None) -> str:
    """A statement of a schema without the differences that mean nothing."""
    text = re.sub(r"\s+", " ", sql or "")
    text = re.sub(r" ?([(),]) ?", r"\1", text).strip()
    return re.sub(r'"([a-z_]+)"', r"\1", text)


def schema_hash(rows: Iterable[Sequence[Any]]) -> str:
    """The SHA-256 of a schema, from the (type, name, tbl_name, sql) of `sqlite_master`."""
    lines = ["\t".join([kind, name, table, normalised(sql)]) for kind, name, table, sql in rows]
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


@cache
def rows_of(table: Table) -> Select[Any]:
    """The query for the rows of a table, the checksum last."""
    columns = sorted(table.columns, key=lambda column: column.name == "checksum")
    return select(*columns)


@cache
def insert_into(table: Table) -> str:
    """The statement that puts or replaces a row; takes the columns in their order."""
    return str(insert(table).prefix_with("OR REPLACE").compile(dialect=sqlite.dialect()))


@cache
def _form(count: int) -> str:
    return "\x1f".join(["%s"] * count)


def checksum(values: Sequence[Any]) -> int:
    """The CRC-32 of a row: its values as text, parted by U+001F, which no text may hold."""
    return zlib.crc32((_form(len(values)) % tuple(values)).encode())


# What every version keeps as it is, so that an older program can still read the log.
LASTING = (change, picture, meta)


@cache
def creates(table: Table) -> str:
    """The statement that makes a table."""
    return str(CreateTable(table).compile(dialect=sqlite.dialect()))
