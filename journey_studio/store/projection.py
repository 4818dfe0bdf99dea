# SPDX-License-Identifier: Apache-2.0
"""The records as ordinary rows: what the change sets come to, kept step by step.

Nothing here is the truth. Rows whose checksum is wrong are made anew from the log.
"""

import json
import re
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import repeat
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, bindparam

from journey_studio.model.ids import kind_of
from journey_studio.model.merge import index_children
from journey_studio.model.records import KINDS, Record
from journey_studio.model.registers import registers
from journey_studio.model.snapshot import Contender, Contested, HeadMap, RegisterKey, Snapshot
from journey_studio.store import tables
from journey_studio.store.columns import stored_registers
from journey_studio.store.heads import Heads, StoredHeads, pack_heads

Row = Sequence[Any]


class ProjectionDamaged(Exception):
    """Rows that are not what was written; they can be made anew."""


def pack_row(record: Record, heads: str) -> tuple[Any, ...]:
    """The row of a record."""
    values: list[Any] = [record.id]
    for stored in stored_registers(record.KIND):
        values.extend(stored.pack(getattr(record, stored.register.name)))
    values.append(heads)
    return (*values, tables.checksum(values))


def _put(connection: Connection, table: Any, rows: list[tuple[Any, ...]]) -> None:
    if rows:
        connection.exec_driver_sql(tables.insert_into(table), rows)


class Rows:
    """The rows of all records, and the sum of their checksums.

    The sum is kept with the number of change sets it belongs to. It tells when a whole page of the
    file is of another time than the rest, as after a lost journal.
    """

    def __init__(self) -> None:
        self._sums: dict[str, int] = {}
        self._total = 0

    def total(self, fresh: Mapping[str, int] | None = None) -> int:
        """The sum of all checksums, with the rows of some records replaced."""
        change = sum(new - self._sums.get(record, 0) for record, new in (fresh or {}).items())
        return self._total + change

    def keep(self, fresh: Mapping[str, int]) -> None:
        """What `update` wrote has become durable."""
        self._total = self.total(fresh)
        self._sums.update(fresh)

    def update(
        self, connection: Connection, after: Snapshot, touched: Collection[str], log: Heads
    ) -> dict[str, int]:
        """Bring the rows of the records `touched` to what `after` says; their new checksums."""
        rows: dict[str, list[tuple[Any, ...]]] = {}
        sums: dict[str, int] = {}
        for record_id in touched:
            record = after.records[record_id]
            row = pack_row(record, pack_heads(after.heads[record_id], log))
            rows.setdefault(record.KIND, []).append(row)
            sums[record_id] = row[-1]
        for kind, packed in rows.items():
            _put(connection, tables.record_tables[kind], packed)
        for row in _update_contested(connection, after, touched, log):
            sums[row[0]] += row[-1]
        return sums

    def replace_all(self, connection: Connection, snapshot: Snapshot, log: Heads) -> dict[str, int]:
        """Make all rows anew; their checksums."""
        for table in (*tables.record_tables.values(), tables.contender, tables.dangling):
            connection.execute(table.delete())
        self._sums, self._total = {}, 0
        return self.update(connection, snapshot, snapshot.records.keys(), log)

    def read(self, connection: Connection, hashes: Sequence[str]) -> Snapshot:
        """The snapshot the rows hold.

        Raises ProjectionDamaged where a row is not what was written.
        """
        records: dict[str, Record] = {}
        heads: dict[str, HeadMap] = {}
        try:
            for kind, table in tables.record_tables.items():
                rows = checked_rows(connection, table)
                if rows:
                    columns = list(zip(*rows, strict=True))
                    ids = columns[0]
                    records.update(zip(ids, _records(kind, columns), strict=True))
                    texts = map(StoredHeads, columns[-2], repeat(hashes))
                    heads.update(zip(ids, texts, strict=True))
                    self._sums.update(zip(ids, columns[-1], strict=True))
            contested = self._read_contested(connection, hashes)
            dangling = self._read_dangling(connection)
        except (ValueError, IndexError, KeyError, TypeError) as error:
            raise ProjectionDamaged(str(error)) from error
        self._total = sum(self._sums.values())
        return Snapshot(records, heads, contested, dangling, index_children(records.values()))

    def _read_contested(
        self, connection: Connection, hashes: Sequence[str]
    ) -> dict[RegisterKey, Contested]:
        found: dict[RegisterKey, Contested] = {}
        rows = checked_rows(connection, tables.contender)
        rows.sort(key=itemgetter(0, 1, 2))
        for record, name, _, number, text, agreed, checksum in rows:
            value = registers(kind_of(record))[name].read(json.loads(text))
            head = Contender(hashes[number - 1], value)
            before = found.get((record, name))
            heads = (*before.heads, head) if before else (head,)
            found[record, name] = Contested(heads, bool(agreed))
            self._sums[record] += checksum
        return found

    def _read_dangling(self, connection: Connection) -> dict[RegisterKey, frozenset[str]]:
        found: dict[RegisterKey, frozenset[str]] = {}
        for record, name, change, checksum in checked_rows(connection, tables.dangling):
            key = (record, name)
            found[key] = found.get(key, frozenset()) | {change.hex()}
            self._sums[record] += checksum
        return found


def _update_contested(
    connection: Connection, after: Snapshot, touched: Collection[str], log: Heads
) -> list[tuple[Any, ...]]:
    """Replace the rows about contested registers of the records `touched`; the new rows."""
    if not touched:
        return []
    for table in (tables.contender, tables.dangling):
        gone = table.delete().where(table.c.record == bindparam("touched"))
        connection.execute(gone, [{"touched": record} for record in touched])
    keys = [(record, name) for record in touched for name in registers(kind_of(record))]
    contended = [
        row for key in keys if key in after.contested for row in _contenders(after, key, log)
    ]
    missing = [row for key in keys if key in after.dangling for row in _dangling(after, key)]
    _put(connection, tables.contender, contended)
    _put(connection, tables.dangling, missing)
    return contended + missing


def _contenders(after: Snapshot, key: RegisterKey, log: Heads) -> Iterator[tuple[Any, ...]]:
    contested = after.contested[key]
    register = registers(kind_of(key[0]))[key[1]]
    for position, head in enumerate(contested.heads):
        value = json.dumps(register.write(head.value), ensure_ascii=False)
        row = (*key, position, log.number(head.sha256), value, int(contested.agreed))
        yield (*row, tables.checksum(row))


def _dangling(after: Snapshot, key: RegisterKey) -> Iterator[tuple[Any, ...]]:
    for name in sorted(after.dangling[key]):
        row = (*key, bytes.fromhex(name))
        yield (*row, tables.checksum(row))


def checked_rows(connection: Connection, table: Any) -> list[tuple[Any, ...]]:
    """All rows of a table, the checksum last; raises ProjectionDamaged where one is wrong."""
    try:
        # The driver's own cursor: rows of SQLAlchemy cost as much again as reading them.
        cursor = connection.exec_driver_sql(tables.select_all(table)).cursor
        rows: list[tuple[Any, ...]] = list(cursor.fetchall())
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise ProjectionDamaged(table.name) from error
    checksum = tables.checksum
    for row in rows:
        if checksum(row[:-1]) != row[-1]:
            raise ProjectionDamaged(table.name)
    return rows


@cache
def _ids_of(kind: str) -> re.Pattern[str]:
    """Ids of one kind, one a line: a single match instead of a call for each."""
    one = re.escape(kind) + "-[0-9a-z_]{1,64}"
    return re.compile(f"{one}(?:\n{one})*")


def _records(kind: str, columns: Sequence[Sequence[Any]]) -> list[Record]:
    """Records from columns, filled field by field: half the time of calling the class for each."""
    ids = columns[0]
    if not _ids_of(kind).fullmatch("\n".join(ids)):
        raise ValueError(f"{kind}: an id of another kind")
    cls = KINDS[kind]
    made: list[Record] = list(map(object.__new__, repeat(cls, len(ids))))
    _fill(cls, "id", made, ids)
    at = 1
    for stored in stored_registers(kind):
        raw = columns[at : at + len(stored.columns)]
        _fill(cls, stored.register.name, made, stored.unpack(raw))
        at += len(stored.columns)
    return made


def _fill(cls: type[Record], name: str, records: list[Record], values: Iterable[Any]) -> None:
    put: Callable[[Record, Any], None] = getattr(cls, name).__set__
    for _ in map(put, records, values):
        pass
