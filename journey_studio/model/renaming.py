# SPDX-License-Identifier: Apache-2.0
"""Records under other ids, with all that refers to them following."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from msgspec.structs import replace

from journey_studio.model.commands.points import point_id, reading_id
from journey_studio.model.ids import kind_of
from journey_studio.model.merge import index_children
from journey_studio.model.records import CardPlace, Point, Reading, Record, StagePlace, StepPlace
from journey_studio.model.references import REFERENCES
from journey_studio.model.snapshot import Snapshot

DERIVED = frozenset(("point", "reading"))  # kinds whose ids follow from what they stand for

Names = Mapping[str, str]


@cache
def _referring(kind: str) -> tuple[str, ...]:
    return tuple(name for name in REFERENCES.get(kind, ()) if name != "place")


def names_of(records: Iterable[Record], name: Callable[[str], str]) -> dict[str, str]:
    """A new id for each of these records, by its old one: as `name` says, or derived from those."""
    found = list(records)
    names = {each.id: name(each.id) for each in found if each.KIND not in DERIVED}
    for each in found:
        if isinstance(each, Point):
            who = names.get(each.persona, each.persona) if each.persona else None
            lane, step = (names.get(one or "", one or "") for one in (each.lane, each.step))
            names[each.id] = point_id(lane, step, who)
        elif isinstance(each, Reading):
            metric = each.metric or ""
            names[each.id] = reading_id(names.get(metric, metric), each.day)
    return names


def renamed(record: Record, names: Names) -> Record:
    """The record under its new id, with the new ids in it; others stay as they are."""
    changes: dict[str, Any] = {"id": names.get(record.id, record.id)}
    place = getattr(record, "place", None)
    if isinstance(place, StagePlace):
        changes["place"] = place._replace(map=names.get(place.map, place.map))
    elif isinstance(place, StepPlace):
        changes["place"] = place._replace(stage=names.get(place.stage, place.stage))
    elif isinstance(place, CardPlace):
        lane, step = (names.get(each, each) for each in (place.lane, place.step))
        changes["place"] = place._replace(lane=lane, step=step)
    for register in _referring(record.KIND):
        held = getattr(record, register)
        if isinstance(held, tuple):
            changes[register] = tuple(dict.fromkeys(names.get(each, each) for each in held))
        elif held is not None:
            changes[register] = names.get(held, held)
    return replace(record, **changes)


def with_other_ids(snapshot: Snapshot, name: Callable[[str], str]) -> Snapshot:
    """The same content under other ids; its history stays behind."""
    names = names_of(snapshot.records.values(), name)
    made = [renamed(record, names) for record in snapshot.records.values()]
    assert all(kind_of(each.id) == each.KIND for each in made)
    return Snapshot({each.id: each for each in made}, children=index_children(made))
