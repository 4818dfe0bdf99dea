# SPDX-License-Identifier: Apache-2.0
"""What differs between two maps: two moments of one, two maps of a project, maps of two files.

Two moments of one map are compared by ids, so that what comes out is what people did. Where the
maps are two, `same_things` says which records are the same. Nothing depends on which copy asks;
swapping the sides swaps what was added and what was removed.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from journey_studio.model.comparison import (
    KINDS,
    LOOKS,
    Change,
    Comparison,
    Counts,
    CurveDifference,
    Difference,
    Kind,
    Place,
    PointDifference,
)
from journey_studio.model.likeness import Pairs
from journey_studio.model.records import Card, Connection, Persona, Point, Record
from journey_studio.model.references import REFERENCES
from journey_studio.model.registers import registers
from journey_studio.model.same_things import Side, same_library, same_things
from journey_studio.model.snapshot import Snapshot
from journey_studio.model.steadiness import Placed, steady, tie_name
from journey_studio.model.walk import canonical_json, plain

__all__ = [
    "KINDS",
    "LOOKS",
    "Change",
    "Comparison",
    "Counts",
    "CurveDifference",
    "Difference",
    "Kind",
    "Place",
    "PointDifference",
    "compare",
]

_NOT_SAID = frozenset(("deleted", "deleted_after", "place"))


def compare(before: Snapshot, map_before: str, after: Snapshot, map_after: str) -> Comparison:
    """What differs between two live maps; KeyError where one is not there."""
    sides = (Side(before, map_before), Side(after, map_after))
    pairs = same_things(*sides)
    return _Comparer(*sides, pairs).comparison()


class _Comparer:
    """One comparison on its way."""

    def __init__(self, before: Side, after: Side, pairs: Pairs) -> None:
        self.before, self.after, self.pairs = before, after, pairs
        self.same = same_library(before.snapshot, after.snapshot)

    def comparison(self) -> Comparison:
        found = [*self._records(), *self._connections()]
        order = {kind: number for number, kind in enumerate(KINDS)}
        found.sort(key=lambda each: order[each.kind])
        return Comparison(
            before=self.before,
            after=self.after,
            pairs=self.pairs,
            added=tuple(each for each in found if each.before is None),
            removed=tuple(each for each in found if each.after is None),
            moved=tuple(each for each in found if each.moved),
            changed=tuple(each for each in found if each.changes),
            curves=tuple(self._curves()),
            about=self._about(),
        )

    def _records(self) -> Iterator[Difference]:
        """Stages, steps, lanes and cards that differ, in their order after; removed ones last."""
        olds, news = _placed(self.before), _placed(self.after)
        steady_ones = self._steady(olds, news)
        back = {new: old for old, new in self.pairs.items()}
        for new_id, (record, place) in news.items():
            kind: Kind = record.KIND  # type: ignore[assignment]
            if new_id not in back:
                yield Difference(kind, None, record, None, place)
                continue
            old, old_place = olds[back[new_id]]
            moved = new_id not in steady_ones
            changes = self.changes(old, record)
            if moved or changes:
                yield Difference(kind, old, record, old_place, place, moved, changes)
        for old_id, (record, place) in olds.items():
            if old_id not in self.pairs:
                yield Difference(record.KIND, record, None, place, None)  # type: ignore[arg-type]

    def _steady(self, olds: "_PlacedRecords", news: "_PlacedRecords") -> set[str]:
        """The ids after of what lies in the same as before, in the same order."""
        rows: dict[tuple[str, tuple[str, ...]], list[tuple[int, int, str, str]]] = {}
        for old_id, (record, place) in olds.items():
            new_id = self.pairs.get(old_id)
            if new_id is None:
                continue
            new_place = news[new_id][1]
            if tuple(self.pairs.get(each) for each in place.parents) == new_place.parents:
                one = (place.number, new_place.number, old_id, new_id)
                rows.setdefault((record.KIND, new_place.parents), []).append(one)
        found: set[str] = set()
        for row in rows.values():
            row.sort()
            if all(one[1] < other[1] for one, other in pairwise(row)):  # most are in order
                found.update(one[3] for one in row)
                continue
            placed = [
                self._weighed(before, after, olds[old][0], news[new][0])
                for before, after, old, new in row
            ]
            found.update(row[at][3] for at in steady(placed))
        return found

    def _weighed(self, before: int, after: int, old: Record, new: Record) -> Placed:
        """Something of a row in another order, with what settles which of them has moved."""
        kept = getattr(old, "place", None) == getattr(new, "place", None)
        said = tie_name(_said(self.before, old), _said(self.after, new))
        return Placed(before, after, kept, said, tie_name(old.id, new.id))

    def changes(self, old: Record, new: Record) -> tuple[Change, ...]:
        """The registers that differ, in the order of the class; ids of the library by what they
        stand for.
        """
        references = REFERENCES.get(new.KIND, {})
        found = []
        for name in registers(new.KIND):
            one, other = getattr(old, name), getattr(new, name)
            if one == other or name in _NOT_SAID:
                continue
            if name not in references or self._referred(one) != other:
                found.append(Change(name, one, other))
        return tuple(found)

    def _referred(self, held: Any) -> Any:
        """Ids before as they are called after."""
        if isinstance(held, tuple):
            return tuple(self.same(each) for each in held)
        return None if held is None else self.same(held)

    def _about(self) -> tuple[Change, ...]:
        old, new = self.before.shape.map, self.after.shape.map
        apart = self.before.map_id != self.after.map_id
        return tuple(
            change
            for change in self.changes(old, new)
            if not (apart and change.register == "parent_step")
        )

    def _connections(self) -> Iterator[Difference]:
        """Connections within the maps, the same where both ends are; by id, by label, or alone."""
        olds, news = _connections(self.before), _connections(self.after)
        waiting: dict[tuple[str, str], list[Connection]] = {}
        own = {each.id: each for each in news}
        for each in news:
            waiting.setdefault((each.source or "", each.target or ""), []).append(each)
        gone: list[Connection] = []
        left: list[Connection] = []
        for old in olds:
            ends = (self.pairs.get(old.source or "", ""), self.pairs.get(old.target or "", ""))
            new = own.get(old.id)
            if new is not None and new in waiting.get(ends, ()):
                waiting[ends].remove(new)
                yield from self._connected(old, new)
            else:
                left.append(old)
        for old in left:
            ends = (self.pairs.get(old.source or "", ""), self.pairs.get(old.target or "", ""))
            there = waiting.get(ends, [])
            same = next((each for each in there if each.label == old.label), None)
            new = same or (there[0] if len(there) == 1 else None)
            if new is None:
                gone.append(old)
            else:
                there.remove(new)
                yield from self._connected(old, new)
        remaining = {each.id for group in waiting.values() for each in group}
        yield from (Difference("connection", None, each) for each in news if each.id in remaining)
        yield from (Difference("connection", each, None) for each in gone)

    def _connected(self, old: Connection, new: Connection) -> Iterator[Difference]:
        if old.label != new.label:
            change = Change("label", old.label, new.label)
            yield Difference("connection", old, new, changes=(change,))

    def _curves(self) -> Iterator[CurveDifference]:
        back = {new: old for old, new in self.pairs.items()}
        olds, news = _curves_of(self.before), _curves_of(self.after)
        keys = {(self.pairs.get(lane, ""), lane, self._who(who)): (lane, who) for lane, who in olds}
        for lane, who in news:
            keys.setdefault((lane, back.get(lane, ""), who), (back.get(lane, ""), who))
        for (new_lane, old_lane, who), (_, old_who) in keys.items():
            old = olds.get((old_lane, old_who), {})
            new = news.get((new_lane, who), {})
            made = self._curve(old, new)
            if made[0]:
                persona = (old_who if old else "", who if new else "")
                yield CurveDifference((old_lane, new_lane), persona, *made)

    def _who(self, persona: str | None) -> str | None:
        return None if persona is None else self.same(persona)

    def _curve(
        self, old: Mapping[str, Point], new: Mapping[str, Point]
    ) -> tuple[tuple[PointDifference, ...], tuple[float, float] | None]:
        """The points that differ from left to right, and the means where both sides answer."""
        places = {step.id: place for place, step in enumerate(self.after.shape.steps)}
        pairs: list[tuple[Point | None, Point | None]] = []
        for step, point in old.items():
            pairs.append((point, new.get(self.pairs.get(step, ""))))
        met = {self.pairs.get(step, "") for step in old}
        pairs += [(None, point) for step, point in new.items() if step not in met]
        both = [(a.value or 0.0, b.value or 0.0) for a, b in pairs if a and b]
        means = None
        if both:
            means = (
                sum(a for a, _ in both) / len(both),
                sum(b for _, b in both) / len(both),
            )

        def place(pair: tuple[Point | None, Point | None]) -> int:
            before, after = pair
            step = (
                after.step if after else self.pairs.get((before.step if before else "") or "", "")
            )
            return places.get(step or "", len(places))

        pairs.sort(key=place)
        return tuple(PointDifference(a, b) for a, b in pairs if _felt(a) != _felt(b)), means


_PlacedRecords = dict[str, tuple[Record, Place]]


def _said(side: Side, record: Record) -> str:
    """All that a record says, whatever the ids."""
    return side.said(record) if isinstance(record, Card) else canonical_json(plain(record))


def _felt(point: Point | None) -> tuple[object, ...] | None:
    return (point.value, point.evidence, point.note) if point else None


def _placed(side: Side) -> _PlacedRecords:
    """Everything in a map with where it stands, as it is read."""
    shape = side.shape
    found: _PlacedRecords = {}
    for number, (stage, steps) in enumerate(shape.stages):
        found[stage.id] = (stage, Place((), number))
        for place, step in enumerate(steps):
            found[step.id] = (step, Place((stage.id,), place))
    for number, lane in enumerate(shape.lanes):
        found[lane.id] = (lane, Place((), number))
    order: Sequence[str] = [step.id for step in shape.steps]
    for lane in shape.lanes:
        for step_id in order:
            for place, card in enumerate(shape.cells.get((lane.id, step_id), ())):
                found[card.id] = (card, Place((lane.id, step_id), place))
    return found


def _connections(side: Side) -> list[Connection]:
    """The connections of a map, by where their ends lie and what they say."""
    place = {card: number for number, card in enumerate(side.cards)}
    found = [
        each
        for each in side.snapshot.under(Connection)
        if each.source in place and each.target in place
    ]
    found.sort(
        key=lambda each: (place[each.source or ""], place[each.target or ""], each.label, each.id)
    )
    return found


def _curves_of(side: Side) -> dict[tuple[str, str | None], dict[str, Point]]:
    """The points of each curve by step, by lane and persona, as they are drawn."""
    steps = {step.id for step in side.shape.steps}
    personas: list[str | None] = [None, *(each.id for each in side.snapshot.under(Persona))]
    found: dict[tuple[str, str | None], dict[str, Point]] = {}
    for lane in side.shape.lanes:
        points = [point for point in side.snapshot.points(lane.id) if point.step in steps]
        for persona in personas:
            own = {point.step or "": point for point in points if point.persona == persona}
            if own:
                found[lane.id, persona] = own
    return found
