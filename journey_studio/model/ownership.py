# SPDX-License-Identifier: Apache-2.0
"""Courtesy locks: what a change would touch that another department has asked to be left alone.

A lock stops nobody. It is a question before the change, and an answer in the history after it.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from journey_studio.model.commands.base import Command
from journey_studio.model.merge import make_record
from journey_studio.model.records import Comment, Connection, Record
from journey_studio.model.snapshot import RegisterKey, Snapshot
from journey_studio.model.whereabouts import keepers, owner_of, same_department

_ASIDE = (Comment, Connection)  # they only point at what is locked


class Lock(NamedTuple):
    """A locked stage, lane or card, the department that keeps it, and what it covers of a change.

    `owner` is "" where no department is named: then everybody is asked.
    """

    record: str
    owner: str
    covers: tuple[str, ...] = ()


def locked_for(snapshot: Snapshot, ids: Iterable[str], department: str) -> list[Lock]:
    """The locks of other departments on these records, or on the lanes and stages they lie in."""
    records = (snapshot.records.get(each) for each in dict.fromkeys(ids))
    return _locks(snapshot, (each for each in records if each is not None), department)


def locks_touched(snapshot: Snapshot, command: Command, department: str) -> list[Lock]:
    """The locks of other departments on what a command would change, add to or take from.

    Raises CommandError where `plan` does.
    """
    values = command.plan(snapshot).values
    return _locks(snapshot, _touched(snapshot, values), department)


def _touched(snapshot: Snapshot, values: Mapping[RegisterKey, Any]) -> Iterator[Record]:
    """The records a plan writes to, as they are and, where they move or are new, as they will be.

    A register that would keep its value is not touched.
    """
    changed: dict[str, dict[str, Any]] = {}
    for (record_id, name), value in values.items():
        record = snapshot.records.get(record_id)
        if record is None or getattr(record, name) != value:
            changed.setdefault(record_id, {})[name] = value
    for record_id, registers in changed.items():
        before = snapshot.records.get(record_id)
        if before is not None:
            yield before
        if before is None or "place" in registers:
            yield make_record(record_id, registers)


def _locks(snapshot: Snapshot, records: Iterable[Record], department: str) -> list[Lock]:
    covered: dict[str, dict[str, None]] = {}
    owners: dict[str, str] = {}
    for record in records:
        if isinstance(record, _ASIDE):
            continue
        for keeper in keepers(snapshot, record):
            owner = owner_of(snapshot, keeper)
            if keeper.locked and not (owner.strip() and same_department(owner, department)):
                owners[keeper.id] = owner
                covered.setdefault(keeper.id, {})[record.id] = None
    return [Lock(each, owners[each], tuple(covers)) for each, covers in covered.items()]
