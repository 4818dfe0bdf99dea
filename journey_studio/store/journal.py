# SPDX-License-Identifier: Apache-2.0
"""The log of change sets in a project file: read and checked at opening, appended to ever after."""

import json
import sqlite3
from binascii import unhexlify
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import count
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec.json import encode

from journey_studio.i18n import t
from journey_studio.model.change import Author, Change, Label, Stamp, Write, read_change
from journey_studio.model.merge import rebuild
from journey_studio.model.records import Seen
from journey_studio.model.snapshot import Snapshot
from journey_studio.model.versions import seen_of
from journey_studio.store import tables
from journey_studio.store.about import About
from journey_studio.store.database import Database
from journey_studio.store.errors import (
    ChangedElsewhere,
    damaged,
)
from journey_studio.store.heads import Numbers
from journey_studio.store.loading import ProjectionDamaged
from journey_studio.store.projection import Fresh, Rows

if TYPE_CHECKING:  # imported at the first edit
    from journey_studio.store.writing import Writer

_KEPT = 1024  # change sets kept at hand; the rest are read again when asked for
_AT_ONCE = 200  # change sets that one query asks for
_CHANGES = tables.rows_of(tables.change)
_BY_NUMBER = f"{_CHANGES} WHERE number = ?"
_BYTES = tables.select(("number", "sha256", "data"), tables.change)
_HOLDING = (
    f"{tables.select(('data',), tables.change)}"
    " WHERE number > ? AND number <= ? AND instr(data, ?) ORDER BY number"
)
_SEARCHED = 5_000  # change sets that one query looks into
_PORTION = 100  # rows made at once: the next are made where these were, which is near at hand
_stamp_of = attrgetter("stamp")


class _Writes(Mapping[str, Mapping[str, Write]]):
    """The writes of a stored change set by record, parsed when first looked at."""

    __slots__ = ("_data", "_found")

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._found: Mapping[str, Mapping[str, Write]] | None = None

    def _all(self) -> Mapping[str, Mapping[str, Write]]:
        if self._found is None:
            self._found = read_change(self._data).by_record
        return self._found

    def __getitem__(self, record: str) -> Mapping[str, Write]:
        return self._all()[record]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())


def _row(number: int, change: Change) -> tuple[Any, ...]:
    label, name = encode(change.label).decode(), unhexlify(change.sha256)
    version, project = change.version, change.project
    (time, count, replica), (author, department, device) = change.stamp, change.author
    front = (number, bytearray(name), version, project, time, count, replica)
    said = (str(number), str(name), str(version), project, str(time), str(count), replica)
    about = (author, department, device, label)
    # Python's driver is much quicker with what may be changed than with what may not.
    back = (tables.checksum_of(said + about), bytearray(change.data))
    return front + about + back


def _change(row: Sequence[Any]) -> Change:
    key, values = json.loads(row[10])
    return Change(
        sha256=row[1].hex(),
        data=row[11],
        project=row[3],
        stamp=Stamp(*row[4:7]),
        author=Author(*row[7:10]),
        label=Label(key, values),
        by_record=_Writes(row[11]),
        version=row[2],
    )


class _Entry(NamedTuple):
    """What a version has to know of a change set."""

    sha256: str
    stamp: Stamp


class Written(NamedTuple):
    """What this program has just written into a file: its log by name, and what it comes to."""

    names: Sequence[str]
    latest: tuple[int, int]
    rows: Rows
    snapshot: Snapshot


class StoreJournal:
    """The `model.document.Journal` of a project file."""

    def __init__(self, database: Database, about: About) -> None:
        self._database = database
        self._about = about
        self._rows = Rows()
        self._at_hand: dict[str, Change] = {}
        self.on_append: Callable[[], None] = lambda: None
        self.hashes: list[str] = []
        self.numbers: dict[str, int] = {}
        self.latest = (0, 0)

    @property
    def _path(self) -> Path:
        return self._database.path

    def load(self, connection: sqlite3.Connection) -> None:
        """Read and check the whole log; raises DamagedProject at the first bad change set."""
        found = connection.execute(f"{_CHANGES} ORDER BY number")
        names: list[str] = []
        latest = (0, 0)
        for number, row in enumerate(found, 1):
            if row[0] != number:
                raise damaged(self._path, t("store.damage.missing_change", number=number))
            if not is_whole(row):
                raise damaged(self._path, t("store.damage.change", number=number))
            names.append(row[1].hex())
            latest = max(latest, row[4:6])
        self._know(names, latest)
        if len(self.hashes) < self._about.state[0]:
            number = len(self.hashes) + 1
            raise damaged(self._path, t("store.damage.missing_change", number=number))

    def written(self, snapshot: Snapshot) -> Written:
        """What has been appended, for whoever opens the file next."""
        return Written(self.hashes, self.latest, self._rows, snapshot)

    def believe(self, written: Written) -> bool:
        """Go on from what this program has written itself, without reading it all again.

        False where the file says that it holds something else.
        """
        if self._about.state != (len(written.names), written.rows.total):
            return False
        self._know(written.names, written.latest)
        self._rows = written.rows
        return True

    def read_rows(self, connection: sqlite3.Connection) -> Snapshot:
        """The snapshot in the rows; ProjectionDamaged where they are not those of the log."""
        snapshot = self._rows.read(connection, self.hashes)
        if self._about.state != (len(self.hashes), self._rows.total):
            raise ProjectionDamaged("state")
        return snapshot

    def make_rows(self) -> Snapshot:
        """The snapshot from the log, and the rows anew where that may be saved."""
        snapshot = rebuild(self.changes())
        if self._database.write:
            with self._database.saving() as writer:
                fresh = self._rows.replace_all(writer, snapshot, self.numbers)
                self._about.put(writer, "projection", str(tables.PROJECTION))
                self._put_state(writer, len(self.hashes), fresh)
            self._rows.keep(fresh)
        return snapshot

    def _put_state(self, writer: "Writer", count: int, fresh: Fresh) -> None:
        self._about.put(writer, "state", f"{count} {fresh.total}")

    def _know(self, names: Sequence[str], latest: tuple[int, int]) -> None:
        self.numbers.update(zip(names, count(len(self.hashes) + 1)))
        self.hashes.extend(names)
        self.latest = max(self.latest, latest)

    def get(self, sha256: str) -> Change | None:
        """The change set of that name, or None where it has not arrived."""
        number = self.numbers.get(sha256)
        if number is None:
            return None
        if sha256 not in self._at_hand:
            self._keep([self._fetch(number)])
        return self._at_hand[sha256]

    def prepare(self, names: Collection[str]) -> None:
        """Read at once what will be asked for one by one."""
        wanted = (self.numbers.get(name) for name in names if name not in self._at_hand)
        numbers = sorted(number for number in wanted if number is not None)[:_KEPT]
        if len(numbers) + len(self._at_hand) > _KEPT:
            self._at_hand.clear()
        for start in range(0, len(numbers), _AT_ONCE):
            few = numbers[start : start + _AT_ONCE]
            query = f"{_CHANGES} WHERE number IN ({', '.join('?' * len(few))})"
            with self._database.reading() as connection:
                rows = connection.execute(query, few).fetchall()
            for row in rows:
                if is_whole(row):  # what is not is told when it is asked for
                    self._keep([_change(row)])

    def _keep(self, changes: Sequence[Change]) -> None:
        if len(self._at_hand) + len(changes) > _KEPT:
            self._at_hand.clear()
        self._at_hand.update({each.sha256: each for each in changes})

    def _fetch(self, number: int) -> Change:
        with self._database.reading() as connection:
            row = connection.execute(_BY_NUMBER, (number,)).fetchone()
        if row is None or not is_whole(row):
            raise damaged(self._path, t("store.damage.change", number=number))
        return _change(row)

    def data_of(self, names: Collection[str]) -> Iterator[bytes]:
        """The bytes of those change sets that are here, the first to arrive first.

        For any thread: what the document keeps at hand is left alone, and no lock is held between
        two portions. Raises DamagedProject where bytes are not those of their name.
        """
        found = (self.numbers.get(name) for name in names)
        numbers = sorted(number for number in found if number is not None)
        for start in range(0, len(numbers), _AT_ONCE):
            few = numbers[start : start + _AT_ONCE]
            query = f"{_BYTES} WHERE number IN ({', '.join('?' * len(few))}) ORDER BY number"
            with self._database.reading() as connection:
                rows = connection.execute(query, few).fetchall()
            for number, name, data in rows:
                if sha256(data).digest() != name:
                    raise damaged(self._path, t("store.damage.change", number=number))
                yield data

    def data_with(self, words: bytes) -> Iterator[bytes]:
        """The bytes of the change sets in which these words stand. For any thread."""
        for start in range(0, len(self.hashes), _SEARCHED):
            with self._database.reading() as connection:
                found = connection.execute(_HOLDING, (start, start + _SEARCHED, words)).fetchall()
            yield from (row[0] for row in found)

    def changes(self) -> Iterator[Change]:
        """All change sets in the order they arrived here."""
        for number in range(1, len(self.hashes) + 1):
            yield self._fetch(number)

    def append(self, changes: Sequence[Change], after: Snapshot, touched: Collection[str]) -> None:
        """Store the change sets and what they made of the records, all or nothing.

        They are on the disk when this returns. Raises ReadOnlyProject or NotSaved.
        """
        fresh = [each for each in changes if each.sha256 not in self.numbers]
        if not fresh:
            return
        first, names = len(self.hashes) + 1, [each.sha256 for each in fresh]
        with self._database.saving() as writer:
            self._check_alone(writer)
            for at in range(0, len(fresh), _PORTION):
                few = fresh[at : at + _PORTION]
                writer.add(tables.change, list(map(_row, count(first + at), few)))
            numbers = Numbers(self.numbers, dict(zip(names, count(first))))
            rows = self._rows.update(writer, after, touched, numbers)
            self._put_state(writer, len(self.hashes) + len(fresh), rows)
        self._rows.keep(rows)
        self._know(names, max(map(_stamp_of, fresh))[:2])
        self._keep(fresh[-_KEPT:])
        self.on_append()

    def seen(self) -> Seen:
        """Which change sets there are, as a version holds them."""
        query = tables.select(("sha256", "time", '"count"', "replica"), tables.change)
        with self._database.reading() as connection:
            return seen_of(
                _Entry(row[0].hex(), Stamp(*row[1:])) for row in connection.execute(query)
            )

    def _check_alone(self, writer: "Writer") -> None:
        """Refuse to write after somebody else has: their change sets are not in our snapshot."""
        stored = writer.value("SELECT max(number) FROM change") or 0
        if stored != len(self.hashes):
            raise ChangedElsewhere(t("store.changed_elsewhere", name=self._path.name))


def is_whole(row: Sequence[Any]) -> bool:
    """Whether a row of `change` is what was written: its bytes are those its name says."""
    return bool(sha256(row[11]).digest() == row[1]) and tables.checksum(row[:11]) == row[12]
