# SPDX-License-Identifier: Apache-2.0
"""Two compared maps as one map to look at: as it is after, with what was removed at its old place.

The map is that of the side after. What was removed stands between the neighbours it had; where a
card was moved from, a mark of it is left. Nothing of this is ever written anywhere.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from msgspec.structs import replace

from journey_studio.model.compare import Comparison
from journey_studio.model.ids import derived_id
from journey_studio.model.records import (
    Card,
    CardPlace,
    Connection,
    Point,
    Record,
    StagePlace,
    StepPlace,
)
from journey_studio.model.same_things import same_library
from journey_studio.model.snapshot import ParentKey, Snapshot

LIBRARY = (
    "persona", "channel", "tag", "metric", "insight", "opportunity", "solution",
)  # fmt: skip


class Union(NamedTuple):
    """Both maps in one. `removed` are the ids of what only the side before has; `left` names, by
    the id of the mark at an old place, the card that was moved from there; `points` holds the
    points before of each lane, with the lanes, steps and personas of this map.
    """

    snapshot: Snapshot
    map_id: str
    removed: frozenset[str]
    left: Mapping[str, str]
    points: Mapping[str, tuple[Point, ...]]


def union(found: Comparison) -> Union:
    """Both sides of a comparison as one map."""
    return _Union(found).made()


def woven(after: Sequence[str], before: Sequence[str], anchors: Collection[str]) -> list[str]:
    """`after` with those of `before` it lacks, each behind the anchor that stood before it."""
    there = set(after)
    behind: dict[str, list[str]] = {}
    anchor = ""
    for each in before:
        if each not in there:
            behind.setdefault(anchor, []).append(each)
        elif each in anchors:
            anchor = each
    made = list(behind.get("", ()))
    for each in after:
        made += (each, *behind.get(each, ()))
    return made


@dataclass
class _Union:
    """One union on its way."""

    found: Comparison

    def __post_init__(self) -> None:
        self.before, self.after = self.found.before, self.found.after
        self.same = same_library(self.before.snapshot, self.after.snapshot)
        self.settled = set(self.found.pairs.values()) - {each.id for each in self.found.moved}
        self.records: dict[str, Record] = {}
        self.children: dict[ParentKey, tuple[str, ...]] = {}
        self.removed: set[str] = set()
        self.left: dict[str, str] = {}

    def made(self) -> Union:
        after = self.after
        self._put(("map",), [replace(after.shape.map)])
        self._library()
        self._stages()
        self._lanes()
        self._cells()
        points = self._points()
        self._connections()
        snapshot = Snapshot(records=self.records, children=self.children)
        return Union(snapshot, after.map_id, frozenset(self.removed), self.left, points)

    def _here(self, old: str) -> str:
        """The id in the union of a record before."""
        return self.found.pairs.get(old, old)

    def _put(self, key: ParentKey, records: Iterable[Record]) -> None:
        kept = list(records)
        if kept:
            self.records |= {record.id: record for record in kept}
            self.children[key] = tuple(record.id for record in kept)

    def _row(
        self, news: Iterable[Record], olds: Iterable[Record], ghost: Callable[[Record], Record]
    ) -> list[Record]:
        """Records side by side with those that were removed from among them."""
        known = {record.id: record for record in news}
        after, before = list(known), [self._here(record.id) for record in olds]
        for record, here in zip(olds, before, strict=True):
            if record.id not in self.found.pairs:
                known[here] = ghost(record)
                self.removed.add(here)
        kept = [each for each in before if each in known]
        return [known[each] for each in woven(after, kept, self.settled)]

    def _stages(self) -> None:
        map_id = self.after.map_id
        news = {stage.id: (stage, steps) for stage, steps in self.after.shape.stages}
        olds = {self._here(stage.id): (stage, steps) for stage, steps in self.before.shape.stages}

        def ghost(record: Record) -> Record:
            return replace(record, place=StagePlace(map_id, "V"))

        row = self._row(
            [stage for stage, _ in news.values()], [stage for stage, _ in olds.values()], ghost
        )
        self._put(("stage", map_id), [_open(stage) for stage in row])
        for stage in row:

            def step(record: Record, home: str = stage.id) -> Record:
                return replace(record, place=StepPlace(home, "V"))

            _, steps = news.get(stage.id, (None, ()))
            _, gone = olds.get(stage.id, (None, ()))
            self._put(("step", stage.id), self._row(steps, gone, step))

    def _lanes(self) -> None:
        map_id = self.after.map_id

        def ghost(record: Record) -> Record:
            return replace(record, place=StagePlace(map_id, "V"))

        row = self._row(self.after.shape.lanes, self.before.shape.lanes, ghost)
        self._put(("lane", map_id), [_open(lane) for lane in row])

    def _cells(self) -> None:
        """The cards of each cell, with those removed, and marks where others were moved from."""
        olds = {
            (self._here(lane), self._here(step)): cards
            for (lane, step), cards in self.before.shape.cells.items()
        }
        moved = {each.before.id: each.id for each in self.found.moved if each.before}
        news = self.after.shape.cells
        for cell in {**olds, **news}:
            own = {card.id: card for card in news.get(cell, ())}
            known: dict[str, Record] = dict(own)
            order: list[str] = []
            for card in olds.get(cell, ()):
                ghost = self._ghost(card, cell, moved.get(card.id, ""))
                order.append(ghost.id)
                known.setdefault(ghost.id, ghost)
            row = woven(list(own), order, self.settled)
            self._put(("card", *cell), [known[each] for each in row])

    def _ghost(self, card: Card, cell: tuple[str, str], moved: str) -> Card:
        """What stands in a cell for a card that lay there; one that still does, for its place."""
        here = replace(card, id=self._here(card.id), place=CardPlace(*cell, "V"))
        if card.id not in self.found.pairs:
            self.removed.add(here.id)
            return self._translated(here)
        if moved:
            mark = derived_id("card", "left", moved)
            self.left[mark] = moved
            return Card(id=mark, place=here.place, kind=card.kind, text=card.text)
        return here

    def _translated(self, card: Card) -> Card:
        """A card before that refers to the library of the union."""
        same = self.same
        return replace(
            card,
            channel=same(card.channel) if card.channel else None,
            metric=same(card.metric) if card.metric else None,
            personas=tuple(map(same, card.personas)),
            tags=tuple(map(same, card.tags)),
            refs=tuple(map(same, card.refs)),
        )

    def _library(self) -> None:
        """What cards refer to: all of the side after, and what only the side before has."""
        after, before = self.after.snapshot, self.before.snapshot
        for kind in LIBRARY:
            kept = [after.records[each] for each in after.children.get((kind,), ())]
            met = {record.id for record in kept}
            kept += [
                before.records[each]
                for each in before.children.get((kind,), ())
                if self.same(each) not in met
            ]
            self._put((kind,), kept)
            for record in kept:
                readings = after.children.get(("reading", record.id))
                side = before if readings is None else after
                own = side.children.get(("reading", record.id), ())
                self._put(("reading", record.id), [side.records[each] for each in own])

    def _points(self) -> dict[str, tuple[Point, ...]]:
        """The points after go into the union; those before come back, by its lanes."""
        for lane in self.after.shape.lanes:
            self._put(("point", lane.id), self.after.snapshot.points(lane.id))
        found: dict[str, tuple[Point, ...]] = {}
        for lane in self.before.shape.lanes:
            here = self._here(lane.id)
            points = self.before.snapshot.points(lane.id)
            if points:
                found[here] = tuple(self._point(point, here) for point in points)
        return found

    def _point(self, point: Point, lane: str) -> Point:
        step, persona = self._here(point.step or ""), point.persona
        who = None if persona is None else self.same(persona)
        made = derived_id("point", "before", lane, step, who or "")
        return replace(point, id=made, lane=lane, step=step, persona=who)

    def _connections(self) -> None:
        """The connections of both maps whose ends are here."""
        gone = {each.id for each in self.found.removed if each.kind == "connection"}
        kept: list[Record] = []
        for side in (self.after, self.before):
            for link in side.snapshot.under(Connection):
                if side is self.before and link.id not in gone:
                    continue
                ends = [
                    (each or "") if side is self.after else self._here(each or "")
                    for each in (link.source, link.target)
                ]
                if all(each in self.records for each in ends):
                    kept.append(replace(link, source=ends[0], target=ends[1]))
                    self.removed |= {link.id} if side is self.before else set()
        self._put(("connection",), kept)


def _open(record: Record) -> Record:
    """A stage or a lane that shows what is in it: a difference must not lie folded away."""
    return replace(record, collapsed=False) if getattr(record, "collapsed", False) else record
