# SPDX-License-Identifier: Apache-2.0
"""Where a record lies, and what people call it: for lists that speak of the whole project."""

from typing import NamedTuple

from journey_studio.i18n import t
from journey_studio.layout.lane_heads import lane_title
from journey_studio.model.commands.base import name_of
from journey_studio.model.records import (
    Card,
    Comment,
    Connection,
    Lane,
    Map,
    Point,
    Reading,
    Record,
    Stage,
    Step,
)
from journey_studio.model.snapshot import Snapshot

_DEEPEST = 4  # comments on comments


class Where(NamedTuple):
    """The map a record is on, "" where it is of the whole project, and the record shown for it."""

    map: str
    seen: str


def where(snapshot: Snapshot, record: Record) -> Where:
    """Where on which map one sees a record; deleted ones lie where they lay."""
    for _ in range(_DEEPEST):
        if not isinstance(record, Comment) or record.on is None:
            break
        record = snapshot.records.get(record.on, record)
    match record:
        case Map():
            return Where(record.id, record.id)
        case Stage() | Lane():
            return Where(record.place.map if record.place else "", record.id)
        case Step():
            return Where(_map_of(snapshot, record.place.stage if record.place else None), record.id)
        case Card():
            return Where(_map_of(snapshot, record.place.lane if record.place else None), record.id)
        case Point():
            return Where(_map_of(snapshot, record.lane), record.id)
        case Connection():
            card = snapshot.records.get(record.source or "")
            found = where(snapshot, card).map if isinstance(card, Card) else ""
            return Where(found, record.id)
    return Where("", record.id)


def _map_of(snapshot: Snapshot, holder: str | None) -> str:
    """The map that a lane or a stage is of."""
    record = snapshot.records.get(holder or "")
    if isinstance(record, Stage | Lane) and record.place is not None:
        return record.place.map
    return ""


def title_of(snapshot: Snapshot, record: Record) -> str:
    """What people call a record, never empty: by its words, else by where it lies."""
    match record:
        case Lane():
            return lane_title(record)
        case Point():
            return t("team.at", what=_whose(snapshot, record), where=_name(snapshot, record.step))
        case Connection() if not record.label:
            ends = (_name(snapshot, each) for each in (record.source, record.target))
            return t("team.connects", source=next(ends), target=next(ends))
        case Reading():
            return t("team.at", what=_name(snapshot, record.metric), where=record.day)
    return name_of(record) or t(f"team.unnamed.{record.KIND}")


def _whose(snapshot: Snapshot, point: Point) -> str:
    if point.persona is None:
        return t("layout.curve.everybody")
    return _name(snapshot, point.persona)


def _name(snapshot: Snapshot, record_id: str | None) -> str:
    record = snapshot.records.get(record_id or "")
    return title_of(snapshot, record) if record is not None else t("team.gone")


def named(snapshot: Snapshot, record_id: str | None) -> str:
    """What people call the record of an id; of one that has not arrived, that it has not."""
    return _name(snapshot, record_id)


def map_title(snapshot: Snapshot, map_id: str) -> str:
    """The title of a map, "" where there is none."""
    found = snapshot.records.get(map_id)
    return title_of(snapshot, found) if isinstance(found, Map) else ""


def place_in_words(snapshot: Snapshot, record: Record) -> str:
    """Where a record lies, in the words of the heads around it; "" where that says nothing."""
    parts: list[str] = []
    match record:
        case Card() if record.place is not None:
            parts = [named(snapshot, record.place.lane), named(snapshot, record.place.step)]
        case Point():
            parts = [named(snapshot, record.lane)]
        case Step() if record.place is not None:
            parts = [named(snapshot, record.place.stage)]
    return t("team.path").join(parts)
