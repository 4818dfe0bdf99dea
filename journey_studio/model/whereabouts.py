# SPDX-License-Identifier: Apache-2.0
"""On which map a record is found, and which department keeps it."""

from collections.abc import Iterator

from journey_studio.model.records import (
    Card,
    Comment,
    Connection,
    Kept,
    Lane,
    Map,
    Point,
    Record,
    Stage,
    Step,
)
from journey_studio.model.snapshot import Snapshot

_DEEPEST = 50  # answers to answers


def map_of(snapshot: Snapshot, record_id: str | None) -> str:
    """The live map on which a record is shown; "" for what is on none, as the library.

    Deleted records are on the map they were on. What has lost its place is parked on its own map
    where that is live, else on the first one.
    """
    for _ in range(_DEEPEST):
        record = snapshot.records.get(record_id or "")
        if isinstance(record, Map):
            return "" if record.deleted else record.id
        if not isinstance(record, _ON_A_MAP):
            return ""
        record_id = _above(snapshot, record)
        if record_id is None:
            return next(iter(snapshot.children.get(("map",), ())), "")
    return ""


_ON_A_MAP = (Stage, Step, Lane, Card, Point, Connection, Comment)


def _above(snapshot: Snapshot, record: Record) -> str | None:
    """What a record lies in or is on, the way to its map; None where there is none."""
    match record:
        case Stage() | Lane():
            home = record.place.map if record.place else ""
            return home if snapshot.get(Map, home) is not None else None
        case Step():
            return _known(snapshot, record.place.stage if record.place else None)
        case Card():
            return _known(snapshot, record.place.lane if record.place else None)
        case Point():
            return _known(snapshot, record.lane)
        case Connection():
            return record.source or ""
        case Comment():
            return record.on or record.reply_to or ""
    return ""


def _known(snapshot: Snapshot, record_id: str | None) -> str | None:
    return record_id if record_id in snapshot.records else None


def keepers(snapshot: Snapshot, record: Record) -> Iterator[Kept]:
    """The stages, lanes and cards whose department keeps a record, the nearest first."""
    if isinstance(record, Kept):
        yield record
    lane = step = None
    match record:
        case Card() if record.place:
            lane, step = record.place.lane, record.place.step
        case Point():
            lane, step = record.lane, record.step
    found_lane = snapshot.get(Lane, lane)
    if found_lane is not None:
        yield found_lane
    at = record if isinstance(record, Step) else snapshot.get(Step, step)
    stage = snapshot.get(Stage, at.place.stage) if at is not None and at.place else None
    if stage is not None:
        yield stage


def owner_of(snapshot: Snapshot, record: Record) -> str:
    """The department that keeps a record: its own owner, else that of its lane, of its stage."""
    return next((each.owner for each in keepers(snapshot, record) if each.owner.strip()), "")


def same_department(one: str, other: str) -> bool:
    """Whether two people wrote the same department, however they spell it."""
    return one.strip().casefold() == other.strip().casefold()
