# SPDX-License-Identifier: Apache-2.0
"""All that belongs to some maps of a project: what lies in them, and what that refers to."""

from collections.abc import Iterable, Iterator

from journey_studio.model.fragments import LIBRARY_KINDS
from journey_studio.model.records import (
    KINDS,
    Card,
    Comment,
    Connection,
    Metric,
    Point,
    Reading,
    Record,
)
from journey_studio.model.references import REFERENCES
from journey_studio.model.snapshot import Snapshot
from journey_studio.model.walk import Walk, walk

# The registers of a kind that name records of the library.
_NAMING = {
    kind: tuple(name for name, kinds in named.items() if not set(LIBRARY_KINDS).isdisjoint(kinds))
    for kind, named in REFERENCES.items()
}


def lying_in(snapshot: Snapshot, map_id: str) -> Iterator[Record]:
    """The map and its stages, steps, lanes, cards and points, as one walks through it.

    Without the places where strays are parked, which are no records; what is parked there comes
    with the rest. KeyError where there is no such map.
    """
    found = walk(snapshot, map_id)
    yield found.shape.map
    for stage, steps in found.shape.stages:
        if stage.id not in found.parking:
            yield stage
        yield from (step for step in steps if step.id not in found.parking)
    yield from (lane for lane in found.shape.lanes if lane.id not in found.parking)
    for lane in found.shape.lanes:
        for _, cards in found.cards.get(lane.id, ()):
            yield from cards
        yield from _points(snapshot, found, lane.id)


def _points(snapshot: Snapshot, found: Walk, lane_id: str) -> list[Point]:
    """The points at steps of this map that say something, step by step."""
    order = {persona.id: n for n, persona in enumerate(snapshot.personas())}
    points = [
        point
        for point in snapshot.under(Point, lane_id)
        if len(found.where.get(point.step or "", ())) == 2
        and (point.persona is None or point.persona in order)
        and (point.value is not None or point.note or point.evidence)
    ]
    points.sort(key=lambda p: (found.where[p.step or ""], order.get(p.persona or "", -1)))
    return points


def referred_to(snapshot: Snapshot, records: Iterable[Record]) -> list[Record]:
    """The live library records that these refer to, and those that they refer to, in order."""
    found: set[str] = set()
    waiting = list(records)
    while waiting:
        record = waiting.pop()
        for name in _NAMING.get(record.KIND, ()):
            held = getattr(record, name)
            if not held:  # nearly always
                continue
            for each in held if isinstance(held, tuple) else (held,):
                target = snapshot.records.get(each) if each not in found else None
                if target and not target.deleted and target.KIND in LIBRARY_KINDS:
                    found.add(target.id)
                    waiting.append(target)
    return [each for each in library(snapshot) if each.id in found]


def library(snapshot: Snapshot) -> Iterator[Record]:
    """All live library records, kind by kind."""
    for kind in LIBRARY_KINDS:
        yield from snapshot.under(KINDS[kind])


def connections_of(snapshot: Snapshot, inside: frozenset[str]) -> Iterator[Connection]:
    """The live connections from a card inside to any live card."""
    for each in snapshot.connections():
        if each.source in inside and snapshot.get(Card, each.target) is not None:
            yield each


def comments_on(snapshot: Snapshot, ids: Iterable[str]) -> Iterator[Comment]:
    """The live comments on these records, and on those comments."""
    waiting = list(ids)
    seen = set(waiting)
    for each in waiting:
        for comment in snapshot.under(Comment, each):
            if comment.id not in seen:
                seen.add(comment.id)
                waiting.append(comment.id)
                yield comment


def contents(snapshot: Snapshot, map_ids: Iterable[str]) -> list[Record]:
    """Every live record that belongs to these maps, each once; comments last.

    KeyError where one of the maps is not there.
    """
    found: dict[str, Record] = {}
    for map_id in map_ids:
        found |= {record.id: record for record in lying_in(snapshot, map_id)}
    inside = frozenset(found)
    found |= {each.id: each for each in connections_of(snapshot, inside)}
    for record in referred_to(snapshot, list(found.values())):
        found[record.id] = record
        if isinstance(record, Metric):
            readings = snapshot.under(Reading, record.id)
            found |= {each.id: each for each in readings if each.value is not None}
    found |= {each.id: each for each in comments_on(snapshot, list(found))}
    return list(found.values())
