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
from functools import cache, lru_cache
from typing import Any, NamedTuple

from msgspec import Struct

from journey_studio.model.records import KINDS
from journey_studio.store.columns import stored_registers

APPLICATION_ID = 0x4A726E79
VERSION = 3
# Raise this when the projection of the same change sets becomes another one, with the same columns.
PROJECTION = 2


class Column(NamedTuple):
    """One column: its name, what it holds (str, int, float or bytes), and what SQLite is told."""

    name: str
    kind: type
    key: bool = False  # part of the primary key
    unique: bool = False
    optional: bool = False


class Table(Struct, frozen=True, eq=False):
    """One table. `rowid` says whether SQLite numbers its rows."""

    name: str
    columns: tuple[Column, ...]
    rowid: bool = False

    @property
    def names(self) -> list[str]:
        """The names of the columns, in order."""
        return [column.name for column in self.columns]


def _table(name: str, *columns: Column, rowid: bool = False) -> Table:
    return Table(name, columns, rowid)


change = _table(
    "change",
    Column("number", int, key=True),
    Column("sha256", bytes, unique=True),
    Column("version", int),
    Column("project", str),
    Column("time", int),
    Column("count", int),
    Column("replica", str),
    Column("author", str),
    Column("department", str),
    Column("device", str),
    Column("label", str),
    Column("checksum", int),
    Column("data", bytes),
    rowid=True,
)
picture = _table(
    "picture",
    Column("number", int, key=True),
    Column("sha256", bytes, unique=True),
    Column("media_type", str),
    Column("width", int),
    Column("height", int),
    Column("checksum", int),
    Column("data", bytes),
    rowid=True,
)
meta = _table("meta", Column("key", str, key=True), Column("value", str), Column("checksum", int))
contender = _table(
    "contender",
    Column("record", str, key=True),
    Column("register", str, key=True),
    Column("position", int, key=True),
    Column("change", int),
    Column("value", str),
    Column("agreed", int),
    Column("checksum", int),
)
dangling = _table(
    "dangling",
    Column("record", str, key=True),
    Column("register", str, key=True),
    Column("change", bytes, key=True),
    Column("checksum", int),
)


def _record_table(kind: str) -> Table:
    parts = [part for stored in stored_registers(kind) for part in stored.columns]
    return _table(
        kind,
        Column("id", str, key=True),
        *(Column(name, plain, optional=True) for name, plain in parts),
        Column("heads", str),
        Column("checksum", int),
    )


record_tables: dict[str, Table] = {kind: _record_table(kind) for kind in KINDS}

# What every version keeps as it is, so that an older program can still read the log.
LASTING = (change, picture, meta)
ALL = (*LASTING, contender, dangling, *record_tables.values())

# The exact schemas that versions of this program have written, by `user_version`: what a file may
# hold to be opened. A schema that is not the last of these needs a new VERSION.
SCHEMAS: dict[int, str] = {
    1: "8de7209124981226c38bd97a1b0e8e18e3e6d89186afdadeb3b280322a8946d3",
    2: "ba5388c9ea38d95376a2041b4cd8b0ba50e06c8a27454cbd6324d43337318d28",
    3: "570f9aec5a34adb35dd8922ef70920345a00731a10de28b0252fff8a523deda2",
}


@lru_cache(maxsize=256)  # an open project is looked at several times
def normalised(sql: str | None) -> str:
    """A statement of a schema without the differences that mean nothing."""
    text = re.sub(r"\s+", " ", sql or "")
    text = re.sub(r" ?([(),]) ?", r"\1", text).strip()
    return re.sub(r'"([a-z_]+)"', r"\1", text)


def schema_hash(rows: Iterable[Sequence[Any]]) -> str:
    """The SHA-256 of a schema, from the (type, name, tbl_name, sql) of `sqlite_master`."""
    lines = ["\t".join([kind, name, table, normalised(sql)]) for kind, name, table, sql in rows]
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def quoted(name: str) -> str:
    """A name of a table or column as it stands in a statement, also where SQL has it as a word."""
    return f'"{name}"'


def select(what: Iterable[str], table: Table) -> str:
    """The query for expressions over the rows of a table."""
    return " ".join(["SELECT", ", ".join(what), "FROM", quoted(table.name)])


@cache
def rows_of(table: Table) -> str:
    """The query for the rows of a table, the checksum last."""
    names = sorted(table.names, key=lambda name: name == "checksum")
    return select(map(quoted, names), table)


def form_of(mentioned: Iterable[bool]) -> str:
    """A row as text, with places for the values that are mentioned; the others are NULL."""
    return "\x1f".join("%s" if each else "None" for each in mentioned)


@cache
def _whole(count: int) -> str:
    return form_of([True] * count)


def checksum(values: Sequence[Any], form: str = "") -> int:
    """The CRC-32 of a row: its values as text, parted by U+001F, which no text may hold.

    `form` has a place for each, where those that are NULL are left out.
    """
    row = values if type(values) is tuple else tuple(values)
    return zlib.crc32(((form or _whole(len(row))) % row).encode())


def checksum_of(said: Iterable[str]) -> int:
    """The same of values that are texts already."""
    return zlib.crc32("\x1f".join(said).encode())
