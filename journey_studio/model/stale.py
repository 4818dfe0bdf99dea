# SPDX-License-Identifier: Apache-2.0
"""What is to be looked at again: lanes, stages and cards whose re-check day has come."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from journey_studio.model.records import Kept
from journey_studio.model.snapshot import Snapshot
from journey_studio.model.whereabouts import map_of, owner_of


class Stale(NamedTuple):
    """A record, the map it is on, the department that keeps it ("" for nobody), and the day."""

    record: str
    map: str
    department: str
    day: str


def stale(snapshot: Snapshot, today: date) -> list[Stale]:
    """What was to be looked at again today or before, the oldest first."""
    found = [
        Stale(record.id, map_of(snapshot, record.id), owner_of(snapshot, record), record.recheck)
        for record in snapshot.records.values()
        if isinstance(record, Kept) and not record.deleted and _is_due(record, today)
    ]
    return sorted((each for each in found if each.map), key=lambda each: (each.day, each.record))


def _is_due(record: Kept, today: date) -> bool:
    return bool(record.recheck) and date.fromisoformat(record.recheck) <= today


def by_department(found: Iterable[Stale]) -> dict[str, list[Stale]]:
    """The same for each department, by name; what nobody keeps comes last."""
    groups: dict[str, list[Stale]] = {}
    for each in found:
        groups.setdefault(each.department, []).append(each)
    return dict(sorted(groups.items(), key=lambda entry: (not entry[0], entry[0].casefold())))
