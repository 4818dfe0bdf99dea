# SPDX-License-Identifier: Apache-2.0
"""Deleted here, edited there: records that somebody deleted without knowing of an edit.

Whoever deletes a record writes down which heads of its other registers they knew, so that this does
not depend on anybody's clock. `Restore` answers it, and so does `LetGo`.
"""

from collections.abc import Iterator
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
    for record_id in sorted(unknown_edits(snapshot, log)):
        record = snapshot.records[record_id]
        edits = [_edited(record, name, change) for name, change in _unknown(snapshot, record, log)]
        ordered = sorted(edits, key=lambda each: (each.by.stamp, each.by.sha256), reverse=True)
        heads = heads_of(snapshot, record_id, "deleted")
        changes = filter(None, map(log.get, heads))
        found.append(Departed(record_id, tuple(map(_by, changes)), tuple(ordered)))
    return found


def unknown_edits(snapshot: Snapshot, log: Log) -> frozenset[str]:
    """The ids of these records alone."""
    gone = (record for record in snapshot.records.values() if record.deleted)
    return frozenset(each.id for each in gone if any(True for _ in _unknown(snapshot, each, log)))


def _unknown(snapshot: Snapshot, record: Record, log: Log) -> Iterator[tuple[str, Change]]:
    """The registers of a deleted record, and the heads that nobody who deleted it knew of."""
    heads = snapshot.heads.get(record.id, {})
    own = {head for name in KEPT_FROM_SIGHT for head in heads.get(name, ())}
    known = set(split_marks(record.deleted_after))
    for name in heads:
        for head in heads[name]:
            if head in own or head[:MARK] in known:
                continue
            change = log.get(head)
            if change is None or (not known and not _is_later(change, heads["deleted"], log)):
                continue
            yield name, change


def _is_later(change: Change, deletions: tuple[str, ...], log: Log) -> bool:
    """Whether a write has a later stamp than a deletion that does not say what it knew.

    Programs that wrote such deletions never wrote to a record they knew to be deleted.
    """
    found = [each for each in map(log.get, deletions) if each is not None]
    return all(change.order > each.order for each in found)


def _edited(record: Record, name: str, change: Change) -> Edited:
    register = find(kind_of(record.id), name)
    assert register is not None
    try:
        value = register.read(change.writes[record.id, name].value)
    except ValueError:  # of a newer version of the program
        value = getattr(record, name)
    return Edited(name, value, _by(change))


def _by(change: Change) -> By:
    return By(change.author, change.stamp, change.sha256)
