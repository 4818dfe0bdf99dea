# SPDX-License-Identifier: Apache-2.0
"""A map that travelled in the remark of a text, and what somebody changed of the text by hand.

Three are compared: the whole map, its text as it was written, and the text as it is. What differs
between the two texts was changed by a person and is done to the map; all else of it stays. What lay
at a step that is gone waits in the parking place.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from msgspec.structs import replace

from journey_studio.exchange.formats import Carries
from journey_studio.model.arrangement import arrange
from journey_studio.model.commands.points import point_id
from journey_studio.model.merge import index_children
from journey_studio.model.records import (
    Card,
    CardPlace,
    Channel,
    Lane,
    Map,
    Persona,
    Point,
    Record,
    StagePlace,
    StepPlace,
)
from journey_studio.model.references import REFERENCES
from journey_studio.model.renaming import renamed, with_other_ids
from journey_studio.model.same_things import Side, library_name, same_things
from journey_studio.model.snapshot import Snapshot

_LIBRARY: tuple[type[Record], ...] = (Persona, Channel)


@dataclass(frozen=True)
class Shown:
    """What a text shows: a snapshot with its one map."""

    snapshot: Snapshot
    map_id: str


def edited(
    whole: Snapshot,
    map_id: str,
    written: Shown,
    now: Shown,
    twins: Mapping[str, str],
    shows: Carries,
) -> Snapshot:
    """The whole map with the changes that lead from the text as `written` to the text as it is
    `now`.

    `twins` gives the records of the whole map by the ids of those that `written` shows, `shows`
    the registers a text of that format has.
    """
    other = with_other_ids(now.snapshot, lambda each: each.replace("-", "-edited", 1))
    now = Shown(other, now.map_id.replace("-", "-edited", 1))
    return _Edit(whole, map_id, written, now, twins, shows).made()


class _Edit:
    """One map in the making. `names` gives its ids by those of the text as it is now."""

    def __init__(
        self,
        whole: Snapshot,
        map_id: str,
        written: Shown,
        now: Shown,
        twins: Mapping[str, str],
        shows: Carries,
    ) -> None:
        self.whole, self.map_id = whole, map_id
        self.written, self.now = written, now
        self.twins, self.shows = twins, shows
        before = same_things(Side(written.snapshot, written.map_id), Side(now.snapshot, now.map_id))
        before |= {written.map_id: now.map_id}
        for kind in _LIBRARY:
            before |= _same_names(written.snapshot, now.snapshot, kind)
        self.old = {new: old for old, new in before.items()}
        self.names = {new: twins[old] for old, new in before.items() if old in twins}
        self.records: dict[str, Record] = dict(whole.records)

    def made(self) -> Snapshot:
        """The whole map, changed."""
        self._take_away()
        for record in self.now.snapshot.records.values():
            if not isinstance(record, Point):
                self._put(record)
        self._put_in_order()
        for point in self._points():
            self.records[point.id] = point
        return Snapshot(self.records, children=index_children(self.records.values()))

    def _name(self, record_id: str | None) -> str:
        return self.names.get(record_id or "", record_id or "")

    def _take_away(self) -> None:
        """Drop what the text has no more."""
        kept = set(self.old.values())
        for each, record in self.written.snapshot.records.items():
            gone = each not in kept and not isinstance(record, (Point, Lane, Map, *_LIBRARY))
            if gone and each in self.twins:
                self.records.pop(self.twins[each], None)

    def _put(self, record: Record) -> None:
        """Take over a record of the text: as a new one, or what of it differs."""
        mine = self.records.get(self.names.get(record.id, ""))
        before = self.written.snapshot.records.get(self.old.get(record.id, ""))
        if mine is None or before is None:
            new = renamed(record, self.names)
            self.records[new.id] = _at_the_end(new) if isinstance(new, Lane | Card) else new
            return
        changes = dict(self._changes(record, before))
        if isinstance(record, Card) and isinstance(before, Card):
            moved = self._cell(record)
            if moved != self._cell_before(before):
                changes["place"] = CardPlace(*moved, "zy")
        self.records[mine.id] = replace(mine, **changes)

    def _changes(self, record: Record, before: Record) -> Iterator[tuple[str, Any]]:
        references = REFERENCES.get(record.KIND, {})
        for register in self.shows.get(record.KIND, ()):
            was, held = getattr(before, register), getattr(record, register)
            if register in references:
                was = _each(was, lambda one: self.twins.get(one, one))
                held = _each(held, self._name)
            if held != was:
                yield register, held

    def _cell(self, card: Card) -> tuple[str, str]:
        assert card.place
        return self._name(card.place.lane), self._name(card.place.step)

    def _cell_before(self, card: Card) -> tuple[str, str]:
        assert card.place
        lane, step = card.place.lane, card.place.step
        return self.twins.get(lane, lane), self.twins.get(step, step)

    def _put_in_order(self) -> None:
        """Stages and steps as they stand in the text."""
        for s, (stage, steps) in enumerate(arrange(self.now.snapshot, self.now.map_id).stages):
            mine = self._name(stage.id)
            place: Any = StagePlace(self.map_id, _rank(s))
            self.records[mine] = replace(self.records[mine], place=place)
            for n, step in enumerate(steps):
                each = self._name(step.id)
                place = StepPlace(mine, _rank(n))
                self.records[each] = replace(self.records[each], place=place)

    def _points(self) -> Iterator[Point]:
        """The points that the text shows otherwise; those it has no more are dropped."""
        before = {
            self._key(p, lambda each: self.twins.get(each or "", each or "")): p
            for p in _points_of(self.written.snapshot)
        }
        after = {self._key(p, self._name): p for p in _points_of(self.now.snapshot)}
        for key in before.keys() - after.keys():
            self.records.pop(point_id(*key), None)
        for key, point in after.items():
            was, mine = before.get(key), self.records.get(point_id(*key))
            registers = self.shows.get("point", frozenset()) - {"persona"}
            said = {each: getattr(point, each) for each in registers}
            if was:
                said = {name: value for name, value in said.items() if value != getattr(was, name)}
            if isinstance(mine, Point):
                yield replace(mine, **said)
            else:
                lane, step, persona = key
                yield Point(id=point_id(*key), lane=lane, step=step, persona=persona, **said)

    def _key(self, point: Point, name: Callable[[str | None], str]) -> tuple[str, str, str | None]:
        return name(point.lane), name(point.step), name(point.persona) if point.persona else None


def _points_of(snapshot: Snapshot) -> list[Point]:
    return [each for each in snapshot.records.values() if isinstance(each, Point)]


def _each(held: Any, name: Callable[[str], str]) -> Any:
    if isinstance(held, tuple):
        return tuple(map(name, held))
    return name(held) if held else held


def _same_names(before: Snapshot, after: Snapshot, kind: type[Record]) -> dict[str, str]:
    """Who is who by name. Where one name went and one came, somebody was renamed."""
    olds = {library_name(before, each.id): each.id for each in before.under(kind)}
    news = {library_name(after, each.id): each.id for each in after.under(kind)}
    found = {olds[name]: news[name] for name in olds.keys() & news.keys()}
    gone, come = olds.keys() - news.keys(), news.keys() - olds.keys()
    if len(gone) == len(come) == 1:
        found[olds[gone.pop()]] = news[come.pop()]
    return found


def _rank(number: int) -> str:
    return f"K{number + 1:07d}V"


def _at_the_end(record: Lane | Card) -> Record:
    """A new lane or card, behind those that are there."""
    place: Any = record.place
    return replace(record, place=place._replace(rank=f"zy{place.rank}")) if place else record
