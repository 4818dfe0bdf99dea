# SPDX-License-Identifier: Apache-2.0
"""The records as ordinary rows: what the change sets come to, kept step by step.

Nothing here is the truth. Rows whose checksum is wrong are made anew from the log.
"""

import json
import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from journey_studio.model.ids import kind_of
from journey_studio.model.merge import index_children
from journey_studio.model.records import Record
from journey_studio.model.registers import registers
from journey_studio.model.snapshot import Contender, Contested, HeadMap, RegisterKey, Snapshot
from journey_studio.store import tables
from journey_studio.store.columns import stored_registers
from journey_studio.store.heads import Heads, StoredHeads, pack_heads
from journey_studio.store.loading import Columns, ProjectionDamaged, records_of

if TYPE_CHECKING:  # imported at the first edit
    from journey_studio.store.writing import Writer


def pack_row(record: Record, heads: str) -> tuple[Any, ...]:
    """The row of a record."""
    values: list[Any] = [record.id]
    for stored in stored_registers(record.KIND):
        values.extend(stored.pack(getattr(record, stored.register.name)))
    values.append(heads)
    return (*values, tables.checksum(values))


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
        self, writer: "Writer", after: Snapshot, touched: Collection[str], log: Heads
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
            writer.put(tables.record_tables[kind], packed)
        for row in _update_contested(writer, after, touched, log):
            sums[row[0]] += row[-1]
        return sums

    def replace_all(self, writer: "Writer", snapshot: Snapshot, log: Heads) -> dict[str, int]:
        """Make all rows anew; their checksums."""
        for table in (*tables.record_tables.values(), tables.contender, tables.dangling):
            writer.clear(table)
        self._sums, self._total = {}, 0
        return self.update(writer, snapshot, snapshot.records.keys(), log)

    def read(self, connection: sqlite3.Connection, hashes: Sequence[str]) -> Snapshot:
        """The snapshot the rows hold.

        Raises ProjectionDamaged where a row is not what was written.
        """
        records: dict[str, Record] = {}
        heads: dict[str, HeadMap] = {}
        try:
            for kind, table in tables.record_tables.items():
                if columns := Columns(connection, table):
                    ids, texts = columns["id"], columns["heads"]
                    records.update(zip(ids, records_of(kind, columns), strict=True))
                    distinct = {text: StoredHeads(text, hashes) for text in set(texts)}
                    heads.update(zip(ids, map(distinct.__getitem__, texts), strict=True))
                    self._sums.update(zip(ids, columns["checksum"], strict=True))
            contested = self._read_contested(connection, hashes)
            dangling = self._read_dangling(connection)
        except (ValueError, IndexError, KeyError, TypeError) as error:
            raise ProjectionDamaged(str(error)) from error
        self._total = sum(self._sums.values())
        return Snapshot(records, heads, contested, dangling, index_children(records.values()))

    def _read_contested(
        self, connection: sqlite3.Connection, hashes: Sequence[str]
    ) -> dict[RegisterKey, Contested]:
        found: dict[RegisterKey, Contested] = {}
        for record, name, _, number, text, agreed, checksum in _sorted(
            connection, tables.contender
        ):
            value = registers(kind_of(record))[name].read(json.loads(text))
            head = Contender(hashes[number - 1], value)
            before = found.get((record, name))
            heads = (*before.heads, head) if before else (head,)
            found[record, name] = Contested(heads, bool(agreed))
            self._sums[record] += checksum
        return found

    def _read_dangling(self, connection: sqlite3.Connection) -> dict[RegisterKey, frozenset[str]]:
        found: dict[RegisterKey, frozenset[str]] = {}
        for record, name, change, checksum in _sorted(connection, tables.dangling):
            key = (record, name)
            found[key] = found.get(key, frozenset()) | {change.hex()}
            self._sums[record] += checksum
        return found


def _update_contested(
    writer: "Writer", after: Snapshot, touched: Collection[str], log: Heads
) -> list[tuple[Any, ...]]:
    """Replace the rows about contested registers of the records `touched`; the new rows."""
    for table in (tables.contender, tables.dangling):
        writer.forget(table, touched)
    keys = [(record, name) for record in touched for name in registers(kind_of(record))]
    contended = [
        row for key in keys if key in after.contested for row in _contenders(after, key, log)
    ]
    missing = [row for key in keys if key in after.dangling for row in _dangling(after, key)]
    writer.put(tables.contender, contended)
    writer.put(tables.dangling, missing)
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


def _sorted(connection: sqlite3.Connection, table: tables.Table) -> list[tuple[Any, ...]]:
    """The rows of a table in order, the checksum last."""
    columns = Columns(connection, table)
    return sorted(zip(*(columns[name] for name in table.names), strict=True))
