# SPDX-License-Identifier: Apache-2.0
"""The project at one moment: every record, what its registers' heads are, and who lies in whom.

A snapshot never changes. The next one shares all but what a change touched.
"""

from abc import abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any, NamedTuple, TypeVar

from journey_studio.model.records import (
    Card,
    Connection,
    Lane,
    Map,
    Persona,
    Point,
    Project,
    Reading,
    Record,
    Stage,
    Step,
)

AnyRecord = TypeVar("AnyRecord", bound=Record)
ParentKey = tuple[str, ...]
OrderKey = tuple[str, str]
RegisterKey = tuple[str, str]  # record id, register name
_STRETCH = 128  # records that are compared at once


class Contender(NamedTuple):
    """One of several heads of a register: the change set that wrote it, and its typed value."""

    sha256: str
    value: Any


class Contested(NamedTuple):
    """A register several people wrote at once, latest first.

    `agreed` is true where no word is lost: all wrote the same, or their edits merged word by word.
    """

    heads: tuple[Contender, ...]
    agreed: bool


class LateHeads(Mapping[str, tuple[str, ...]]):
    """The heads of one record, for whoever has them in another form until somebody asks."""

    @abstractmethod
    def copy(self) -> dict[str, tuple[str, ...]]:
        """All of them, to write into."""


HeadMap = dict[str, tuple[str, ...]] | LateHeads


def parent_key(record: Record) -> ParentKey | None:
    """Under which key a live record is found in `Snapshot.children`; None where it has no home.

    A step or card whose place has not arrived, or cannot be read, is found under "".
    """
    home = _HOMES.get(record.KIND)
    return home(record) if home else (record.KIND,)


def _of_map(record: Any) -> ParentKey:
    return (record.KIND, record.place.map if record.place else "")


def _of_stage(record: Any) -> ParentKey:
    return ("step", record.place.stage if record.place else "")


def _of_cell(record: Any) -> ParentKey:
    place = record.place
    return ("card", place.lane, place.step) if place else ("card", "", "")


def _of_lane(record: Any) -> ParentKey | None:
    return ("point", record.lane) if record.lane and record.step else None


def _of_metric(record: Any) -> ParentKey | None:
    return ("reading", record.metric) if record.metric and record.day else None


def _of_target(record: Any) -> ParentKey | None:
    return ("comment", record.on) if record.on else None


_HOMES: dict[str, Callable[[Any], ParentKey | None]] = {
    "stage": _of_map, "lane": _of_map, "step": _of_stage, "card": _of_cell, "point": _of_lane,
    "reading": _of_metric, "comment": _of_target,
}  # fmt: skip


def order_key(record: Record) -> OrderKey:
    """What records under one parent are sorted by: something to sort by, and the id."""
    place = getattr(record, "place", None)
    if place:
        return (place.rank, record.id)
    return (record.day if isinstance(record, Reading) else "", record.id)


def standing(record: Record | None) -> tuple[ParentKey, OrderKey] | None:
    """Under which key a record is found among the children, and where; None where it is not."""
    if record is None or record.deleted:
        return None
    home = _HOMES.get(record.KIND)
    key = home(record) if home else (record.KIND,)
    return None if key is None else (key, order_key(record))


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Immutable; made by `merge`.

    `records` holds deleted records too; `children` only live ones, in order, by `parent_key`.
    `heads` names for each register written the change sets nobody has replaced, latest first.
    `dangling` names replaced change sets that have not arrived yet.
    """

    records: Mapping[str, Record] = field(default_factory=dict)
    heads: Mapping[str, HeadMap] = field(default_factory=dict)
    contested: Mapping[RegisterKey, Contested] = field(default_factory=dict)
    dangling: Mapping[RegisterKey, frozenset[str]] = field(default_factory=dict)
    children: Mapping[ParentKey, tuple[str, ...]] = field(default_factory=dict)

    def get(self, kind: type[AnyRecord], record_id: str | None) -> AnyRecord | None:
        """The live record of that id and kind, or None."""
        record = self.records.get(record_id) if record_id else None
        return record if isinstance(record, kind) and not record.deleted else None

    def under(self, kind: type[AnyRecord], *parents: str) -> Iterator[AnyRecord]:
        """The live records of `kind` under these parents, in order."""
        for record_id in self.children.get((kind.KIND, *parents), ()):
            yield self.records[record_id]  # type: ignore[misc]

    def project(self) -> Project | None:
        """The project's own record."""
        return next(self.under(Project), None)

    def maps(self) -> list[Map]:
        """The live maps in order."""
        return list(self.under(Map))

    def stages(self, map_id: str) -> list[Stage]:
        """The live stages of a map in order."""
        return list(self.under(Stage, map_id))

    def steps(self, stage_id: str) -> list[Step]:
        """The live steps of a stage in order."""
        return list(self.under(Step, stage_id))

    def steps_of_map(self, map_id: str) -> list[Step]:
        """The live steps of a map, stage by stage."""
        return [step for stage in self.stages(map_id) for step in self.steps(stage.id)]

    def lanes(self, map_id: str) -> list[Lane]:
        """The live lanes of a map in order."""
        return list(self.under(Lane, map_id))

    def cards(self, lane_id: str, step_id: str) -> list[Card]:
        """The live cards of a cell in order."""
        return list(self.under(Card, lane_id, step_id))

    def points(self, lane_id: str) -> list[Point]:
        """The live points of a curve or arc lane, gaps left out."""
        return [point for point in self.under(Point, lane_id) if point.value is not None]

    def personas(self) -> list[Persona]:
        """The live personas of the project in order."""
        return list(self.under(Persona))

    def connections(self) -> list[Connection]:
        """The live connections of the project."""
        return list(self.under(Connection))


def differing(before: Snapshot, after: Snapshot) -> Iterator[Record]:
    """The records, of both snapshots, that are not the same in both.

    Records never change and a snapshot takes over those of the one before in their order, so two
    that lie close are compared by walking along both at once. Of snapshots that have nothing to do
    with one another it may name records that are the same, too.
    """
    olds, news = list(before.records.values()), list(after.records.values())
    for start in range(0, max(len(olds), len(news)), _STRETCH):
        old, new = olds[start : start + _STRETCH], news[start : start + _STRETCH]
        if old != new:  # in most stretches all are the same objects, which costs next to nothing
            for one, other in zip_longest(old, new):
                if one is not other:
                    yield from (record for record in (one, other) if record is not None)
