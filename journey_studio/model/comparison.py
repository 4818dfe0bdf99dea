# SPDX-License-Identifier: Apache-2.0
"""What a comparison of two maps holds: records that differ, and the differences of their curves."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from journey_studio.model.records import Point, Record
from journey_studio.model.same_things import Side

Kind = Literal["stage", "step", "lane", "card", "connection"]
KINDS: tuple[Kind, ...] = ("stage", "step", "lane", "card", "connection")
# How a map is drawn, not what it says: told of, but no difference to look for.
LOOKS = frozenset(("collapsed", "height", "width"))


class Change(NamedTuple):
    """A register that differs: its values before and after, as records hold them."""

    register: str
    old: Any
    new: Any


class Place(NamedTuple):
    """Where something stands in its map: the ids of what it lies in (of a card its lane and its
    step, of a step its stage), and how many stand before it there.
    """

    parents: tuple[str, ...]
    number: int


@dataclass(frozen=True, slots=True)
class Difference:
    """One record that is not the same on both sides; None stands for a side that lacks it.

    `moved` where it lies elsewhere or in another order. Something can be moved and changed at once.
    """

    kind: Kind
    before: Record | None
    after: Record | None
    old_place: Place | None = None
    new_place: Place | None = None
    moved: bool = False
    changes: tuple[Change, ...] = ()

    @property
    def id(self) -> str:
        """Its id after, or before where it was removed."""
        record = self.after or self.before
        return record.id if record else ""

    @property
    def said(self) -> tuple[Change, ...]:
        """The changes of what it says, without those of how it is drawn."""
        return tuple(change for change in self.changes if change.register not in LOOKS)


@dataclass(frozen=True, slots=True)
class PointDifference:
    """One point of a curve; None where a side has no point there, or a gap."""

    before: Point | None
    after: Point | None

    @property
    def values(self) -> tuple[float | None, float | None]:
        """The values before and after, -1 to 1."""
        return (
            self.before.value if self.before else None,
            self.after.value if self.after else None,
        )

    @property
    def delta(self) -> float | None:
        """How much better (or, below 0, worse) it feels; None where one side has no answer."""
        old, new = self.values
        return None if old is None or new is None else new - old


@dataclass(frozen=True, slots=True)
class CurveDifference:
    """The curve of one persona in one lane: its ids before and after ("" where it is not there,
    None the persona without a name), the points that differ from left to right, and the mean of
    all its values, before and after, over the steps that have an answer on both sides.
    """

    lane: tuple[str, str]
    persona: tuple[str | None, str | None]
    points: tuple[PointDifference, ...]
    means: tuple[float, float] | None

    @property
    def delta(self) -> float | None:
        """How much higher the curve lies on the whole."""
        return None if self.means is None else self.means[1] - self.means[0]


class Counts(NamedTuple):
    """How many records differ in which way; what is only drawn differently is not counted."""

    added: int = 0
    removed: int = 0
    moved: int = 0
    changed: int = 0
    points: int = 0

    @property
    def total(self) -> int:
        """0 where both say the same."""
        return sum(self)


@dataclass(frozen=True, slots=True)
class Comparison:
    """All differences of two maps, each kind in the order of the map.

    `pairs` names the id after of every stage, step, lane and card that is on both sides, by its
    id before; `about` holds what differs of the maps themselves: title, scenario, goal.
    """

    before: Side = field(compare=False, repr=False)
    after: Side = field(compare=False, repr=False)
    pairs: Mapping[str, str] = field(compare=False, repr=False)
    added: tuple[Difference, ...]
    removed: tuple[Difference, ...]
    moved: tuple[Difference, ...]
    changed: tuple[Difference, ...]
    curves: tuple[CurveDifference, ...]
    about: tuple[Change, ...]

    @property
    def counts(self) -> Counts:
        """How much differs."""
        return Counts(
            len(self.added),
            len(self.removed),
            len(self.moved),
            sum(bool(each.said) for each in self.changed),
            sum(len(curve.points) for curve in self.curves),
        )

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs, not even how it is drawn."""
        return not (
            self.added or self.removed or self.moved or self.changed or self.curves or self.about
        )
