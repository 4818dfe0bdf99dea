# SPDX-License-Identifier: Apache-2.0
"""Writing to a project file: the tables as SQLAlchemy knows them, and one transaction at a time.

Reading needs none of this. So a map is on the screen before this module, and SQLAlchemy with it,
is imported: by `Database.saving` and by what names the statements of the schema.
"""

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, lru_cache
from typing import Any, Literal

from sqlalchemy import (
    REAL,
    Column,
    Connection,
    Delete,
    Engine,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    bindparam,
    create_engine,
    event,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool
from sqlalchemy.schema import CreateTable

from journey_studio.store import tables

_METADATA = MetaData()
_TYPES: dict[type, Any] = {str: Text, int: Integer, float: REAL, bytes: LargeBinary}


def _column(column: tables.Column) -> Column[Any]:
    return Column(
        column.name,
        _TYPES[column.kind],
        nullable=column.optional,
        primary_key=column.key,
        unique=column.unique or None,
    )


def _table(table: tables.Table) -> Table:
    return Table(
        table.name,
        _METADATA,
        *map(_column, table.columns),
        sqlite_strict=True,
        sqlite_with_rowid=table.rowid,
    )


_MADE = {table: _table(table) for table in tables.ALL}


@cache
def creates(table: tables.Table) -> str:
    """The statement that makes a table."""
    return str(CreateTable(_MADE[table]).compile(dialect=sqlite.dialect()))


@lru_cache(maxsize=4096)
def _insert(verb: str, table: tables.Table, columns: tuple[str, ...]) -> str:
    names, marks = ", ".join(map(tables.quoted, columns)), ", ".join("?" * len(columns))
    into = " ".join([verb, "INTO", tables.quoted(table.name)])
    return f"{into} ({names}) VALUES ({marks})"


@cache
def _forget(table: tables.Table) -> Delete:
    made = _MADE[table]
    return made.delete().where(made.c.record == bindparam("touched"))


class Writer:
    """What can be done within a transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        # The driver itself: rows of records come in many small groups.
        self._driver: Any = connection.connection.driver_connection

    def run(self, statement: str) -> None:
        """Carry out a statement that gives nothing back."""
        self._connection.exec_driver_sql(statement)

    def value(self, query: str, values: tuple[Any, ...] = ()) -> Any:
        """The first value of the first row; None where there is none."""
        return self._connection.exec_driver_sql(query, values).scalar()

    def make_tables(self) -> None:
        """Make all tables, in a file that has none."""
        for table in tables.ALL:
            self._connection.execute(CreateTable(_MADE[table]))

    def put(
        self,
        table: tables.Table,
        rows: Sequence[tuple[Any, ...]],
        columns: tuple[str, ...] = (),
    ) -> None:
        """Put rows in, or in the place of those with the same key.

        `columns` says which columns the values are of, where not of all; the others are NULL then.
        """
        self._write("REPLACE", table, rows, columns or tuple(table.names))

    def add(self, table: tables.Table, rows: Sequence[tuple[Any, ...]]) -> None:
        """Put rows in that are new; raises IntegrityError where there is one with the same key."""
        self._write("INSERT", table, rows, tuple(table.names))

    def _write(
        self,
        verb: Literal["INSERT", "REPLACE"],
        table: tables.Table,
        rows: Sequence[tuple[Any, ...]],
        columns: tuple[str, ...],
    ) -> None:
        if rows:
            self._driver.executemany(_insert(verb, table, columns), rows)

    def clear(self, table: tables.Table) -> None:
        """Take all rows out."""
        self._connection.execute(_MADE[table].delete())

    def forget(self, table: tables.Table, records: Collection[str]) -> None:
        """Take out the rows about these records."""
        if records:
            found = [{"touched": record} for record in records]
            self._connection.execute(_forget(table), found)


def engine_on(raw: sqlite3.Connection) -> Engine:
    """An engine that writes through a connection that is there already.

    A second connection to the file would, when it is closed, drop the locks of the first.
    """
    engine = create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool)

    # The driver's own transactions begin late and leave out changes of the schema.
    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


@contextmanager
def transaction(engine: Engine) -> Iterator[Writer]:
    """A transaction that is on the disk at its end, or has not happened; raises sqlite3.Error."""
    try:
        with engine.begin() as connection:
            yield Writer(connection)
    except DBAPIError as error:
        if isinstance(error.orig, sqlite3.Error):
            raise error.orig from None  # it caused the other, and must not seem caused by it
        raise sqlite3.Error(str(error)) from error
