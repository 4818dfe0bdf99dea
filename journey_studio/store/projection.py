# SPDX-License-Identifier: Apache-2.0
"""The records as ordinary rows: what the change sets come to, kept step by step.

Nothing here is the truth. Rows whose checksum is wrong are made anew from the log.
"""

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import repeat
from operator import itemgetter
from typing import Any, Protocol

from sqlalchemy import Connection, bindparam

from journey_studio.model.ids import kind_of
from journey_studio.model.merge import index_children
from journey_studio.model.records import KINDS, Record
from journey_studio.model.registers import find, registers
from journey_studio.model.snapshot import Contender, Contested, HeadMap, RegisterKey, Snapshot
from journey_studio.store import tables
from journey_studio.store.columns import stored_registers

Row = Sequence[Any]


class ProjectionDamaged(Exception):
    """Rows that are not what was written; they can be made anew."""


class Heads(Protocol):
    """What turns names of change sets into the short numbers that rows keep."""

    def number(self, sha256: str) -> int:
        """The number of a change set of the log."""

    def order(self, sha256: str) -> Any:
        """What decides which of several change sets is the latest."""


class StoredHeads(Mapping[str, tuple[str, ...]]):
    """The heads of one record, parsed when first looked at: most are never asked for."""

    __slots__ = ("_found", "_hashes", "_text")

    def __init__(self, text: str, hashes: Sequence[str]) -> None:
        self._text = text
        self._hashes = hashes
        self._found: dict[str, tuple[str, ...]] | None = None

    def _all(self) -> dict[str, tuple[str, ...]]:
        if self._found is None:
            found: dict[str, tuple[str, ...]] = {}
            for number, names in json.loads(self._text).items():
                head = self._hashes[int(number) - 1]
                for name in names:
                    found[name] = (*found.get(name, ()), head)
            self._found = found
        return self._found

    def __getitem__(self, register: str) -> tuple[str, ...]:
        return self._all()[register]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def __repr__(self) -> str:
        return repr(self._all())


def pack_heads(heads: HeadMap, log: Heads) -> str:
    """{number of a change set: the registers it is a head of} as JSON, the latest first where
    some register has several heads.
    """
    grouped: dict[str, list[str]] = {}
    several = False
    for register, names in heads.items():
        several = several or len(names) > 1
        for name in names:
            grouped.setdefault(name, []).append(register)
    ordered = (
        sorted(grouped, key=log.order, reverse=True) if several else sorted(grouped, key=log.number)
    )
    return json.dumps(
        {log.number(name): sorted(grouped[name]) for name in ordered}, separators=(",", ":")
    )


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


def update(connection: Connection, after: Snapshot, touched: Collection[str], log: Heads) -> None:
    """Bring the rows of the records `touched` to what `after` says."""
    if not touched:
        return
    rows: dict[str, list[tuple[Any, ...]]] = {}
    for record_id in touched:
        record = after.records[record_id]
        heads = pack_heads(after.heads[record_id], log)
        rows.setdefault(record.KIND, []).append(pack_row(record, heads))
    for kind, packed in rows.items():
        _put(connection, tables.record_tables[kind], packed)
    keys = [(record, name) for record in touched for name in registers(kind_of(record))]
    _update_contested(connection, after, touched, keys, log)


def _update_contested(
    connection: Connection,
    after: Snapshot,
    touched: Collection[str],
    keys: list[RegisterKey],
    log: Heads,
) -> None:
    for table in (tables.contender, tables.dangling):
        gone = table.delete().where(table.c.record == bindparam("touched"))
        connection.execute(gone, [{"touched": record} for record in touched])
    contended = [
        row for key in keys if key in after.contested for row in _contenders(after, key, log)
    ]
    missing = [row for key in keys if key in after.dangling for row in _dangling(after, key)]
    _put(connection, tables.contender, contended)
    _put(connection, tables.dangling, missing)


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


def replace_all(connection: Connection, snapshot: Snapshot, log: Heads) -> None:
    """Make all rows anew."""
    for table in (*tables.record_tables.values(), tables.contender, tables.dangling):
        connection.exec_driver_sql(str(table.delete()))
    update(connection, snapshot, snapshot.records.keys(), log)


def read(connection: Connection, hashes: Sequence[str]) -> Snapshot:
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
                heads.update(zip(ids, map(StoredHeads, columns[-2], repeat(hashes)), strict=True))
        contested = _read_contested(connection, hashes)
        dangling = _read_dangling(connection)
    except (ValueError, IndexError, KeyError, TypeError) as error:
        raise ProjectionDamaged(str(error)) from error
    return Snapshot(records, heads, contested, dangling, index_children(records.values()))


def checked_rows(connection: Connection, table: Any) -> list[tuple[Any, ...]]:
    """All rows of a table, the checksum last; raises ProjectionDamaged where one is wrong."""
    # The driver's own cursor: rows of SQLAlchemy cost as much again as reading them.
    cursor = connection.exec_driver_sql(tables.select_all(table)).cursor
    rows: list[tuple[Any, ...]] = list(cursor.fetchall())
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


def _read_contested(connection: Connection, hashes: Sequence[str]) -> dict[RegisterKey, Contested]:
    found: dict[RegisterKey, Contested] = {}
    rows = checked_rows(connection, tables.contender)
    for record, name, _, number, text, agreed, _ in sorted(rows, key=itemgetter(0, 1, 2)):
        register = find(kind_of(record), name)
        if register is None:
            raise ValueError(f"{name} is no register")
        head = Contender(hashes[number - 1], register.read(json.loads(text)))
        before = found.get((record, name))
        heads = (*before.heads, head) if before else (head,)
        found[record, name] = Contested(heads, bool(agreed))
    return found


def _read_dangling(connection: Connection) -> dict[RegisterKey, frozenset[str]]:
    found: dict[RegisterKey, frozenset[str]] = {}
    for record, name, change, _ in checked_rows(connection, tables.dangling):
        key = (record, name)
        found[key] = found.get(key, frozenset()) | {change.hex()}
    return found
