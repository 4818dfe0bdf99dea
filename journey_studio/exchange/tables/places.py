# SPDX-License-Identifier: Apache-2.0
"""The maps, stages, steps and lanes that the rows of a table name, each made when first named.

A row may call them by number, by name or by both. The number counts, as two steps may be called
the same; a name without a number means the first that is called so.
"""

from typing import NamedTuple

from journey_studio.exchange.tables.clipboard import TableError
from journey_studio.exchange.tables.columns import lane_kind_of
from journey_studio.i18n import t
from journey_studio.model.builder import Builder

MOST_MAPS = 200
MOST_STEPS = 2_000
MOST_LANES = 1_000
MOST_CARDS = 50_000

_Key = tuple[str, str, str]  # what it lies in, its number, its name


class Place(NamedTuple):
    """Where a row says it stands, as far as it does: numbers and names."""

    map_number: str = ""
    map: str = ""
    stage_number: str = ""
    stage: str = ""
    step_number: str = ""
    step: str = ""
    lane_number: str = ""
    lane: str = ""


class Places:
    """What was made so far, by numbers and by names."""

    def __init__(self, builder: Builder) -> None:
        self.builder = builder
        self.counts = dict.fromkeys(("map", "step", "lane", "card"), 0)
        self._made: dict[str, dict[_Key, str]] = {k: {} for k in ("map", "stage", "step", "lane")}
        self._sure: set[str] = set()  # those whose own row was read
        self._kinds: dict[str, str] = {}  # of lanes

    def map(self, place: Place, at: str, own: bool = False) -> str:
        """The map of a row; `own` where the row is about that map itself."""
        return self._get("map", "", place.map_number, place.map, at, own)

    def stage(self, place: Place, at: str, own: bool = False) -> str:
        """The stage of a row."""
        under = self.map(place, at)
        return self._get("stage", under, place.stage_number, place.stage, at, own)

    def step(self, place: Place, at: str, own: bool = False) -> str:
        """The step of a row."""
        under = self.stage(place, at)
        return self._get("step", under, place.step_number, place.step, at, own)

    def lane(self, place: Place, at: str, kind: str = "", own: bool = False) -> str:
        """The lane of a row, of a kind that its name speaks of where nothing else says one."""
        under = self.map(place, at)
        found = self._get("lane", under, place.lane_number, place.lane, at, own)
        if found not in self._kinds and not own:
            self.set_kind(found, kind or lane_kind_of(place.lane))
        return found

    def kind_of(self, lane: str) -> str:
        """The kind of a lane that was made."""
        return self._kinds.get(lane, "text")

    def set_kind(self, lane: str, kind: str) -> None:
        """Say of which kind a lane is."""
        self._kinds[lane] = kind
        if kind != "text":
            self.builder.set(lane, kind=kind)

    def maps(self) -> tuple[str, ...]:
        """The maps that were made, in order."""
        return tuple(dict.fromkeys(self._made["map"].values()))

    def card(self, lane: str, step: str, at: str) -> str:
        """A new card in that cell."""
        self._count("card")
        return self.builder.add("card", lane, step, at=at)

    def _get(self, kind: str, under: str, number: str, name: str, at: str, own: bool) -> str:
        made = self._made[kind]
        key: _Key = (under, number, "") if number else (under, "", name)
        found = made.get(key)
        if own and found in self._sure and not number:
            found = None  # a second row about one of that name is about another
        if found is None:
            found = self._new(kind, under, name, at)
            made[key] = found
        if number and name:
            made.setdefault((under, "", name), found)
        if own:
            self._sure.add(found)
        return found

    def _new(self, kind: str, under: str, name: str, at: str) -> str:
        self._count(kind)
        return self.builder.add(kind, *([under] if under else []), at=at, title=name)

    def _count(self, kind: str) -> None:
        if kind not in self.counts:
            return
        self.counts[kind] += 1
        most = {"map": MOST_MAPS, "step": MOST_STEPS, "lane": MOST_LANES, "card": MOST_CARDS}[kind]
        if self.counts[kind] > most:
            raise TableError(t(f"exchange.table.most_{kind}s", most=most))
