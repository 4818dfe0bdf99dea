# SPDX-License-Identifier: Apache-2.0
"""The walk through a map: a name for everything in it that says where it stands.

Ids are random, so two files with the same content differ in every one of them. In the walk a record
is called by its place: "step 0.2" is the third step of the first stage, "card 3/0.2/1" the second
card in the cell of the fourth lane and that step. docs/file-format.md lists the names.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeVar

from journey_studio.model.arrangement import Arrangement, arrange, parking_ids
from journey_studio.model.records import KEPT_FROM_SIGHT, Card, Point, Record
from journey_studio.model.references import REFERENCES
from journey_studio.model.registers import registers
from journey_studio.model.snapshot import Snapshot

AnyRecord = TypeVar("AnyRecord", bound=Record)
Where = tuple[int, ...]  # the numbers of a place: what walked records are sorted by


_CANONICAL = json.JSONEncoder(
    sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":")
)


def canonical_json(value: Any) -> str:
    """The one way to write a JSON value: sorted keys, no spaces, every character as itself."""
    return _CANONICAL.encode(value)


def number(value: Any) -> Any:
    """A value as JSON with whole numbers written without a fraction, so that 1.0 is 1."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, list | tuple):
        return [number(part) for part in value]
    return value


@cache
def _own(kind: str) -> list[tuple[str, Any, Callable[[Any], Any] | None]]:
    """The registers of a kind that say something by themselves: name, default, way to JSON."""
    hidden = {*KEPT_FROM_SIGHT, "place", *REFERENCES.get(kind, {})}
    return [
        (name, each.default, None if each.column in (str, bool, int) else each.write)
        for name, each in registers(kind).items()
        if name not in hidden
    ]


def plain(record: Record) -> dict[str, Any]:
    """What a record says by itself: registers that differ from their default, without ids."""
    made = {}
    for name, default, write in _own(record.KIND):
        value = getattr(record, name)
        if value != default:
            made[name] = value if write is None else number(write(value))
    return made


def by_content(records: Iterable[AnyRecord]) -> list[AnyRecord]:
    """Records that have no order of their own, in one that does not depend on ids."""
    return sorted(records, key=lambda record: canonical_json(plain(record)))


@dataclass(frozen=True, slots=True)
class Walk:
    """The places of one map. `names` holds the name of each id, `where` its numbers."""

    shape: Arrangement
    names: dict[str, str] = field(default_factory=dict)
    where: dict[str, Where] = field(default_factory=dict)
    cards: dict[str, list[tuple[str, list[Card]]]] = field(default_factory=dict)
    parking: frozenset[str] = frozenset()

    def point(self, point: Point, persona: int | None) -> str:
        """The name of a curve point, which stands where its lane, step and persona meet."""
        lane, step = self.where[point.lane or ""], self.where[point.step or ""]
        who = "-" if persona is None else persona
        return f"point {lane[0]}/{step[0]}.{step[1]}/{who}"


def walk(snapshot: Snapshot, map_id: str) -> Walk:
    """Walk a live map: stages, steps, lanes, then the cards of each cell, lane by lane.

    KeyError where there is no such map. Parked records come last and, having no order that all
    copies share, by content.
    """
    shape = arrange(snapshot, map_id)
    found = Walk(shape, {map_id: "map"}, {map_id: ()}, parking=frozenset(parking_ids(map_id)))
    for s, (stage, steps) in enumerate(shape.stages):
        found.names[stage.id], found.where[stage.id] = f"stage {s}", (s,)
        ordered = by_content(steps) if stage.id in found.parking else steps
        for i, step in enumerate(ordered):
            found.names[step.id], found.where[step.id] = f"step {s}.{i}", (s, i)
    for n, lane in enumerate(shape.lanes):
        found.names[lane.id], found.where[lane.id] = f"lane {n}", (n,)
    _walk_cells(found)
    return found


def _walk_cells(found: Walk) -> None:
    where = found.where
    for lane, step in sorted(found.shape.cells, key=lambda cell: (where[cell[0]], where[cell[1]])):
        cards = list(found.shape.cells[lane, step])
        if not found.parking.isdisjoint((lane, step)):
            cards = by_content(cards)
        found.cards.setdefault(lane, []).append((step, cards))
        (n,), (s, i) = where[lane], where[step]
        for c, card in enumerate(cards):
            found.names[card.id], where[card.id] = f"card {n}/{s}.{i}/{c}", (n, s, i, c)
