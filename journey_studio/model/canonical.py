# SPDX-License-Identifier: Apache-2.0
"""The content of a project as one canonical JSON value, and the hash of a map in it.

Two maps have the same hash when they say the same, whatever ids, ranks, authors and history they
have. So the hash tells whether a map came through an export, a merge or another program unchanged.
docs/file-format.md states the form in full.
"""

import hashlib
from collections.abc import Iterable
from functools import cache, cached_property
from typing import Any

from journey_studio.model.comment_threads import threads
from journey_studio.model.records import (
    Channel,
    Connection,
    Insight,
    Metric,
    Opportunity,
    Persona,
    Point,
    Reading,
    Record,
    Solution,
    Tag,
)
from journey_studio.model.references import REFERENCES
from journey_studio.model.snapshot import Snapshot
from journey_studio.model.walk import Walk, by_content, canonical_json, plain, walk

FORM = 1  # of the dump; a reader of another form must not compare hashes
LIBRARY: tuple[type[Record], ...] = (
    Persona, Channel, Tag, Metric, Insight, Opportunity, Solution,
)  # fmt: skip
_LIBRARY_KINDS = frozenset(kind.KIND for kind in LIBRARY)


@cache
def _resolved(kind: str) -> tuple[str, ...]:
    """The registers of a kind that name other records."""
    return tuple(name for name in REFERENCES.get(kind, {}) if name != "place")


class _Atlas:
    """The walks of all maps of a snapshot, made when somebody points into another map."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._walks: dict[str, Walk] = {}

    def walk(self, map_id: str) -> Walk:
        if map_id not in self._walks:
            self._walks[map_id] = walk(self.snapshot, map_id)
        return self._walks[map_id]

    @cached_property
    def _homes(self) -> dict[str, dict[str, Any]]:
        homes: dict[str, dict[str, Any]] = {}
        titles: list[str] = []
        for each in self.snapshot.maps():
            named = {"map": each.title, "nth": titles.count(each.title)}
            titles.append(each.title)
            for record, name in self.walk(each.id).names.items():
                homes.setdefault(record, {**named, "at": name})
        return homes

    def elsewhere(self, record_id: str) -> dict[str, Any] | None:
        """Where a record of another map stands, by that map's title; None where it does not."""
        return self._homes.get(record_id)


class _Part:
    """One part of the dump: a map with what it refers to, or the library by itself."""

    def __init__(self, atlas: _Atlas, own: Walk | None) -> None:
        self.atlas = atlas
        self.snapshot = atlas.snapshot
        self.walk = own
        self.names = dict(own.names) if own else {}
        self.numbers: dict[str, int] = {}  # of library records, within their kind
        self.library: dict[str, list[Record]] = {}

    def number(self, found: Iterable[Record]) -> None:
        """Give library records their names. Within a kind, the order given."""
        for record in found:
            group = self.library.setdefault(record.KIND, [])
            self.numbers[record.id] = len(group)
            self.names[record.id] = f"{record.KIND} {len(group)}"
            group.append(record)

    def name(self, record_id: str | None) -> Any:
        """How a live record is called from here; None for what is not there."""
        if not record_id:
            return None
        return self.names.get(record_id) or self.atlas.elsewhere(record_id)

    def body(self, record: Record) -> dict[str, Any]:
        """The record's registers, those that hold ids resolved."""
        made = plain(record)
        for register in _resolved(record.KIND):
            held = getattr(record, register)
            if not held:
                continue
            many = isinstance(held, tuple)
            named = [n for each in (held if many else (held,)) if (n := self.name(each))]
            if named:
                made[register] = named if many else named[0]
        if isinstance(record, Metric):
            readings = self.snapshot.under(Reading, record.id)
            made["readings"] = [plain(each) for each in readings if each.value is not None]
        return made

    def entries(self) -> dict[str, list[dict[str, Any]]]:
        """The library records of this part by kind."""
        return {kind: [self.body(each) for each in group] for kind, group in self.library.items()}


def _referred(snapshot: Snapshot, records: Iterable[Record]) -> dict[str, Record]:
    """The live library records that `records` refer to, and those that these refer to."""
    found: dict[str, Record] = {}
    waiting = list(records)
    while waiting:
        record = waiting.pop()
        for register in _resolved(record.KIND):
            held = getattr(record, register)
            for target_id in held if isinstance(held, tuple) else (held,):
                if target_id is None or target_id in found:
                    continue
                target = snapshot.records.get(target_id)
                if target and not target.deleted and target.KIND in _LIBRARY_KINDS:
                    found[target_id] = target
                    waiting.append(target)
    return found


def points_of(snapshot: Snapshot, own: Walk, lane_id: str) -> list[Point]:
    """The points of a lane that say something, at steps of this map, of personas that live."""
    return [
        point
        for point in snapshot.under(Point, lane_id)
        if point.step in own.where
        and len(own.where[point.step]) == 2
        and (point.persona is None or snapshot.get(Persona, point.persona))
        and plain(point)
    ]


def _lane(part: _Part, own: Walk, lane: Record) -> dict[str, Any]:
    made: dict[str, Any] = {"parking": True} if lane.id in own.parking else part.body(lane)
    made["cells"] = [
        {"step": own.names[step], "cards": [part.body(card) for card in cards]}
        for step, cards in own.cards.get(lane.id, [])
    ]
    points = []
    for point in points_of(part.snapshot, own, lane.id):
        body = part.body(point)
        del body["lane"]
        number = part.numbers.get(point.persona, -1) if point.persona else -1
        points.append((own.where[point.step or ""], number, canonical_json(body), body))
        part.names[point.id] = own.point(point, None if number < 0 else number)
    made["points"] = [body for *_, body in sorted(points, key=lambda entry: entry[:3])]
    return made


def _connections(part: _Part, own: Walk) -> list[dict[str, Any]]:
    """The connections that start in this map and end at a live card, sorted by what they say."""
    made: list[tuple[str, str, dict[str, Any]]] = []
    for record in part.snapshot.under(Connection):
        body = part.body(record)
        if record.source in own.names and "source" in body and "target" in body:
            made.append((canonical_json(body), record.id, body))
    made.sort(key=lambda entry: entry[:2])
    first: dict[str, int] = {}  # those that say the same share a name: nothing tells them apart
    for number, (said, record_id, _) in enumerate(made):
        part.names[record_id] = f"connection {first.setdefault(said, number)}"
    return [body for *_, body in made]


def _stages(part: _Part, own: Walk) -> list[dict[str, Any]]:
    stages = []
    for stage, steps in own.shape.stages:
        body: dict[str, Any] = {"parking": True} if stage.id in own.parking else part.body(stage)
        body["steps"] = [
            {"parking": True} if step.id in own.parking else part.body(step)
            for step in sorted(steps, key=lambda step: own.where[step.id])
        ]
        stages.append(body)
    return stages


def _map_part(atlas: _Atlas, map_id: str) -> tuple[dict[str, Any], _Part]:
    own = atlas.walk(map_id)
    part = _Part(atlas, own)
    snapshot = atlas.snapshot
    walked: list[Record] = [own.shape.map]
    for lane in own.shape.lanes:
        walked += points_of(snapshot, own, lane.id)
    for cells in own.cards.values():
        walked += [card for _, cards in cells for card in cards]
    part.number(by_content(_in_order(snapshot, _referred(snapshot, walked))))
    made = part.body(own.shape.map)
    made["stages"] = _stages(part, own)
    made["lanes"] = [_lane(part, own, lane) for lane in own.shape.lanes]
    made["connections"] = _connections(part, own)
    here = {i: name for i, name in part.names.items() if i not in part.numbers}
    made["comments"] = threads(snapshot, here)
    made["library"] = part.entries()
    return made, part


def _in_order(snapshot: Snapshot, found: dict[str, Record]) -> list[Record]:
    """Library records as the project orders them, kind by kind."""
    return [
        found[record_id]
        for kind in LIBRARY
        for record_id in snapshot.children.get((kind.KIND,), ())
        if record_id in found
    ]


def map_part(snapshot: Snapshot, map_id: str) -> dict[str, Any]:
    """What one live map says, with the library records and personas it refers to.

    KeyError where there is no such map.
    """
    return _map_part(_Atlas(snapshot), map_id)[0]


def map_hash(snapshot: Snapshot, map_id: str) -> str:
    """The SHA-256, in hex, of the map's part of the dump in canonical JSON."""
    return _hash(map_part(snapshot, map_id))


def map_hashes(snapshot: Snapshot) -> dict[str, str]:
    """The hash of every live map, by id."""
    atlas = _Atlas(snapshot)
    return {each.id: _hash(_map_part(atlas, each.id)[0]) for each in snapshot.maps()}


def _hash(part: dict[str, Any]) -> str:
    return hashlib.sha256(canonical_json(part).encode()).hexdigest()


def dump(snapshot: Snapshot) -> dict[str, Any]:
    """The whole live content of a project: its maps in order, and its library."""
    atlas = _Atlas(snapshot)
    part = _Part(atlas, None)
    everything = {record.id: record for kind in LIBRARY for record in snapshot.under(kind)}
    part.number(_in_order(snapshot, everything))
    project = snapshot.project()
    named = dict(part.names)
    if project is not None:
        named[project.id] = "project"
    return {
        "dump": FORM,
        "project": plain(project) if project else {},
        "maps": [_map_part(atlas, each.id)[0] for each in snapshot.maps()],
        "library": part.entries(),
        "comments": threads(snapshot, named),
    }


def names(snapshot: Snapshot, map_id: str) -> dict[str, str]:
    """The id of every record of a map by the name it has in the map's part."""
    _, part = _map_part(_Atlas(snapshot), map_id)
    own = part.walk
    assert own is not None
    return {
        name: record_id for record_id, name in part.names.items() if record_id not in own.parking
    }
