# SPDX-License-Identifier: Apache-2.0
"""Deleted here, edited there: records that somebody deleted without knowing of an edit.

Whoever deletes a record writes down which heads of its other registers they knew, so that this does
not depend on anybody's clock. `Restore` answers it, and so does `LetGo`.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from journey_studio.model.change import Author, Change, Stamp
from journey_studio.model.ids import kind_of
from journey_studio.model.merge import Log, heads_of
from journey_studio.model.records import KEPT_FROM_SIGHT, MARK, Record
from journey_studio.model.registers import find
from journey_studio.model.snapshot import Snapshot
from journey_studio.model.versions import split_marks


class By(NamedTuple):
    """Who did something and when."""

    author: Author
    stamp: Stamp
    sha256: str


class Edited(NamedTuple):
    """A register that was written without whoever deleted the record knowing of it."""

    register: str
    value: Any
    by: By


class Departed(NamedTuple):
    """A deleted record, who deleted it, and what they did not know of, the latest first."""

    record: str
    deleted_by: tuple[By, ...]
    edits: tuple[Edited, ...]


def departed(snapshot: Snapshot, log: Log) -> list[Departed]:
    """All deleted records with edits that nobody who deleted them knew of, by id."""
    found = []
    for record in sorted(_gone(snapshot), key=lambda record: record.id):
        unknown = list(_unknown(snapshot, record, log))
        if unknown:
            edits = [_edited(record, name, change) for name, change in unknown]
            edits.sort(key=lambda each: (each.by.stamp, each.by.sha256), reverse=True)
            changes = _changes(log, heads_of(snapshot, record.id, "deleted"))
            found.append(Departed(record.id, tuple(map(_by, changes)), tuple(edits)))
    return found


def unknown_edits(snapshot: Snapshot, log: Log) -> frozenset[str]:
    """The ids of these records alone."""
    gone = _gone(snapshot)
    return frozenset(each.id for each in gone if any(True for _ in _unknown(snapshot, each, log)))


def _gone(snapshot: Snapshot) -> list[Record]:
    return [record for record in snapshot.records.values() if record.deleted]


def _unknown(snapshot: Snapshot, record: Record, log: Log) -> Iterator[tuple[str, Change]]:
    """The registers of a deleted record, and the heads that nobody who deleted it knew of."""
    heads = snapshot.heads.get(record.id, {})
    said, deletions = heads.get("deleted_after", ()), heads.get("deleted", ())
    own = {*said, *deletions}
    known = set(split_marks(record.deleted_after)) if _holds(said, deletions, log) else None
    for name in heads:
        for head in heads[name] if name not in KEPT_FROM_SIGHT else ():
            if head in own or (known is not None and head[:MARK] in known):
                continue
            change = log.get(head)
            if change is not None and (known is not None or _is_later(change, deletions, log)):
                yield name, change


def _holds(said: Sequence[str], deletions: Sequence[str], log: Log) -> bool:
    """Whether `deleted_after` is of these deletions, or of a letting go after them.

    Programs of the first version deleted without it, perhaps what had been deleted and restored.
    """
    if not said or not set(said).isdisjoint(deletions):
        return bool(said)
    written, deleted = _changes(log, said), _changes(log, deletions)
    return not deleted or max(each.order for each in written) > max(c.order for c in deleted)


def _is_later(change: Change, deletions: Sequence[str], log: Log) -> bool:
    """Whether a write has a later stamp than deletions that do not say what they knew.

    Programs that wrote such deletions never wrote to a record they knew to be deleted.
    """
    return all(change.order > each.order for each in _changes(log, deletions))


def _changes(log: Log, names: Sequence[str]) -> list[Change]:
    return [change for change in map(log.get, names) if change is not None]


def _edited(record: Record, name: str, change: Change) -> Edited:
    register, write = find(kind_of(record.id), name), change.write(record.id, name)
    assert register is not None
    assert write is not None
    try:
        value = register.read(write.value)
    except ValueError:  # of a newer version of the program
        value = getattr(record, name)
    return Edited(name, value, _by(change))


def _by(change: Change) -> By:
    return By(change.author, change.stamp, change.sha256)
