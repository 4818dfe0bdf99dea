# SPDX-License-Identifier: Apache-2.0
"""The records as ordinary rows: what the change sets come to, kept step by step.

Nothing here is the truth. Rows whose checksum is wrong are made anew from the log.
"""

import json
import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import compress, repeat
from operator import ne
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec.structs import astuple

from journey_studio.model.ids import kind_of
from journey_studio.model.merge import index_children
from journey_studio.model.records import Record
from journey_studio.model.registers import registers
from journey_studio.model.snapshot import Contender, Contested, HeadMap, RegisterKey, Snapshot
from journey_studio.store import tables
from journey_studio.store.columns import stored_registers
from journey_studio.store.heads import StoredHeads, pack_heads
from journey_studio.store.loading import Columns, ProjectionDamaged, records_of

if TYPE_CHECKING:  # imported at the first edit
    from journey_studio.store.writing import Writer

_FEW = 20  # about as many registers as a record has


def pack_row(record: Record, heads: str) -> tuple[tuple[str, ...], tuple[Any, ...]]:
    """The row of a record: the columns that hold something, and what they hold; the checksum last.

    Most columns of most rows are empty. Python's driver takes longer over each NULL it is given
    than over the rest of the row, so they are not mentioned.
    """
    packing = _packing(record.KIND)
    held = astuple(record)
    used = tuple(compress(packing.numbers, map(ne, held, packing.defaults)))
    values: list[Any] = []
    for number in used:
        value = held[number]
        if type(value) is str:  # a text stands in its column as it is
            values.append(value)
        else:
            values += packing.packs[number](value)
    row = (*values, heads)
    shape = _shape(record.KIND, used)
    return shape.columns, (*row, tables.checksum(row, shape.form))


class _Packing(NamedTuple):
    """How records of a kind become rows: of the id, which comes first, and of each register the
    default and what makes columns of a value. An id has no default and is its column.
    """

    numbers: range
    defaults: list[Any]
    packs: list[Callable[[Any], tuple[Any, ...]]]


@cache
def _packing(kind: str) -> _Packing:
    stored = stored_registers(kind)
    defaults = [None, *(each.register.default for each in stored)]
    return _Packing(range(len(defaults)), defaults, [tuple, *(each.packer() for each in stored)])


class _Shape(NamedTuple):
    """The columns of rows in which the same registers say something, and how such a row reads."""

    columns: tuple[str, ...]
    form: str


@lru_cache(maxsize=4096)  # few of all the combinations occur
def _shape(kind: str, used: tuple[int, ...]) -> _Shape:
    """That of some registers, by number."""
    names, stored = tables.record_tables[kind].names, stored_registers(kind)
    said = {names[0], *(name for at in used[1:] for name, _ in stored[at - 1].columns), "heads"}
    columns = tuple(name for name in names if name in said)
    return _Shape((*columns, "checksum"), tables.form_of(name in said for name in names[:-1]))


class Fresh(NamedTuple):
    """The checksums of rows just written by record, which of these have rows of a dispute, and
    the sum of all checksums with them.
    """

    sums: dict[str, int]
    disputed: frozenset[str]
    total: int


class Rows:
    """The rows of all records, and the sum of their checksums.

    The sum is kept with the number of change sets it belongs to. It tells when a whole page of the
    file is of another time than the rest, as after a lost journal.
    """

    def __init__(self) -> None:
        self._sums: dict[str, int] = {}
        self._total = 0
        self._disputed: set[str] = set()

    @property
    def total(self) -> int:
        """The sum of all checksums."""
        return self._total

    def keep(self, fresh: Fresh) -> None:
        """What `update` wrote has become durable."""
        self._total = fresh.total
        self._sums.update(fresh.sums)
        self._disputed.difference_update(fresh.sums)
        self._disputed |= fresh.disputed

    def update(
        self,
        writer: "Writer",
        after: Snapshot,
        touched: Collection[str],
        numbers: Mapping[str, int],
    ) -> Fresh:
        """Bring the rows of the records `touched` to what `after` says.

        `numbers` are those of the change sets by name.
        """
        rows: dict[tuple[str, tuple[str, ...]], list[tuple[Any, ...]]] = {}
        sums: dict[str, int] = {}
        ordered = sorted(touched)  # as they lie in the file: pages are met once
        heads = [pack_heads(after.heads[record_id], numbers) for record_id in ordered]
        for record_id, packed_heads in zip(ordered, heads, strict=True):
            record = after.records[record_id]
            columns, values = pack_row(record, packed_heads)
            rows.setdefault((record.KIND, columns), []).append(values)
            sums[record_id] = values[-1]
        for (kind, columns), packed in rows.items():
            writer.put(tables.record_tables[kind], packed, columns)
        before = self._disputed.intersection(sums)
        for table in (tables.contender, tables.dangling):
            writer.forget(table, before)
        disputed = _put_disputes(writer, after, touched, numbers)
        for about in disputed:
            sums[about[0]] += about[-1]
        before_sums = sum(map(self._sums.get, sums, repeat(0)))
        total = self._total + sum(sums.values()) - before_sums
        return Fresh(sums, frozenset(about[0] for about in disputed), total)

    def replace_all(
        self, writer: "Writer", snapshot: Snapshot, numbers: Mapping[str, int]
    ) -> Fresh:
        """Make all rows anew."""
        for table in (*tables.record_tables.values(), tables.contender, tables.dangling):
            writer.clear(table)
        self._sums, self._total, self._disputed = {}, 0, set()
        return self.update(writer, snapshot, snapshot.records.keys(), numbers)

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
            self._disputed.add(record)
        return found

    def _read_dangling(self, connection: sqlite3.Connection) -> dict[RegisterKey, frozenset[str]]:
        found: dict[RegisterKey, frozenset[str]] = {}
        for record, name, change, checksum in _sorted(connection, tables.dangling):
            key = (record, name)
            found[key] = found.get(key, frozenset()) | {change.hex()}
            self._sums[record] += checksum
            self._disputed.add(record)
        return found


def _put_disputes(
    writer: "Writer", after: Snapshot, touched: Collection[str], numbers: Mapping[str, int]
) -> list[tuple[Any, ...]]:
    """Put in the rows about contested registers of the records `touched`, and give them."""
    contended = [
        row for key in _among(after.contested, touched) for row in _contenders(after, key, numbers)
    ]
    missing = [row for key in _among(after.dangling, touched) for row in _dangling(after, key)]
    writer.put(tables.contender, contended)
    writer.put(tables.dangling, missing)
    return contended + missing


def _among(keys: Collection[RegisterKey], records: Collection[str]) -> list[RegisterKey]:
    """Those of the keys that are of these records; whichever are fewer are gone through."""
    if len(keys) < _FEW * len(records):
        chosen = frozenset(records)
        return [key for key in keys if key[0] in chosen]
    every = ((record, name) for record in records for name in registers(kind_of(record)))
    return [key for key in every if key in keys]


def _contenders(
    after: Snapshot, key: RegisterKey, numbers: Mapping[str, int]
) -> Iterator[tuple[Any, ...]]:
    contested = after.contested[key]
    register = registers(kind_of(key[0]))[key[1]]
    for position, head in enumerate(contested.heads):
        value = json.dumps(register.write(head.value), ensure_ascii=False)
        row = (*key, position, numbers[head.sha256], value, int(contested.agreed))
        yield (*row, tables.checksum(row))


def _dangling(after: Snapshot, key: RegisterKey) -> Iterator[tuple[Any, ...]]:
    for name in sorted(after.dangling[key]):
        row = (*key, bytes.fromhex(name))
        yield (*row, tables.checksum(row))


def _sorted(connection: sqlite3.Connection, table: tables.Table) -> list[tuple[Any, ...]]:
    """The rows of a table in order, the checksum last."""
    columns = Columns(connection, table)
    return sorted(zip(*(columns[name] for name in table.names), strict=True))
