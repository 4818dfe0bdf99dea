# SPDX-License-Identifier: Apache-2.0
"""Which connections look for their way again when something has changed.

A connection makes room for those before it. So a change reaches those behind it that run in the
same gutter or strip, and what becomes of them those behind them; all others keep their course.
"""

from collections.abc import Iterable, Mapping, Sequence
from heapq import heappop, heappush
from itertools import zip_longest
from typing import NamedTuple

from journey_studio.layout.courses import Course
from journey_studio.layout.display import Column
from journey_studio.layout.links import LABEL_X, Link
from journey_studio.layout.routes import Closed, Place, Roads, Use
from journey_studio.layout.scene import Scene

_LABEL_GAP = 4.0


class Routed(NamedTuple):
    """A connection, its course, the x at which its label begins, and what it takes of the roads."""

    link: Link
    course: Course
    label: float
    uses: tuple[Use, ...]


Takers = Mapping[str, tuple[Use, ...]]  # what each connection takes of one place


class Routing(NamedTuple):
    """The connections of a board in order, its columns, and what closes the gutters of its rows."""

    routed: Mapping[str, Routed]
    columns: tuple[Column, ...]
    closed: tuple[Closed, ...]
    takers: Mapping[Place, Takers]


def route(
    scene: Scene,
    links: Sequence[Link],
    columns: tuple[Column, ...],
    closed: tuple[Closed, ...],
    before: Routing | None,
) -> Routing:
    """The courses of all connections; `before` is what was found last."""
    if before is None or _ends(before.columns) != _ends(columns):
        before = Routing({}, columns, (), {})  # nearly every way or label lies elsewhere
    return _Router(scene, links, columns, closed, before).routing()


def _ends(columns: Sequence[Column]) -> tuple[object, ...]:
    """How many columns there are, and where the board ends at the right."""
    return len(columns), columns[-1].x + columns[-1].w if columns else 0.0


class _Router:
    def __init__(
        self,
        scene: Scene,
        links: Sequence[Link],
        columns: tuple[Column, ...],
        closed: tuple[Closed, ...],
        before: Routing,
    ) -> None:
        self.scene = scene
        self.links = links
        self.before = before
        self.columns = columns
        self.order = {link.connection.id: number for number, link in enumerate(links)}
        self.routed = dict(before.routed)
        self.takers = dict(before.takers)
        self._own: dict[Place, dict[str, tuple[Use, ...]]] = {}  # those that may be written to
        self.roads = Roads(columns, closed, scene.theme.grid.cell_padding, self._earlier)
        self.now = 0  # the connection that looks for its way
        self.waiting: list[int] = []  # those that will, the first on top
        self._known: set[int] = set()

    def routing(self) -> Routing:
        """Find what has to be found, from the first connection to the last."""
        self._begin()
        while self.waiting:
            self.now = heappop(self.waiting)
            self._find(self.links[self.now])
        routed = {name: self.routed[name] for name in self.order}
        return Routing(routed, self.columns, tuple(self.roads.closed), self.takers)

    def _begin(self) -> None:
        known, others = self.before.routed, _others(self.before.closed, self.roads.closed)
        moved = _Moved(self.before.columns, self.columns)
        for number, link in enumerate(self.links):
            old = known.get(link.connection.id)
            if old is None or old.link is not link:
                self._wait(number)
                self._wake(old.uses if old else (), -1)
            elif (others and _passes(link, others)) or moved.minds(link):
                self._wait(number)
        for name in known.keys() - self.order.keys():
            self._leave(name, known[name].uses)
            self._wake(known[name].uses, -1)

    def _wait(self, number: int) -> None:
        if number not in self._known:
            self._known.add(number)
            heappush(self.waiting, number)

    def _wake(self, uses: Iterable[Use], behind: int) -> None:
        """Those behind a connection that have to mind what it takes or took look again."""
        if len(self._known) == len(self.links):
            return  # all of them do anyway
        for use in uses:
            for name, own in self.takers.get(use.place, {}).items():
                number = self.order.get(name, -1)
                if number <= behind or number in self._known:
                    continue
                if any(use.meets(other) for other in own):
                    self._wait(number)

    def _earlier(self, place: Place) -> list[Use]:
        """What the connections before this one take of a place."""
        order, now, there = self.order, self.now, self.takers.get(place)
        if there is None:
            return []
        return [use for name, own in there.items() if order.get(name, -1) < now for use in own]

    def _find(self, link: Link) -> None:
        name = link.connection.id
        old, made = self.routed.get(name), _routed(self.scene, link, self.roads)
        if old == made:
            return
        self.routed[name] = made
        before = old.uses if old else ()
        if before != made.uses:
            self._leave(name, before)
            for use in made.uses:
                there = self._there(use.place)
                there[name] = (*there.get(name, ()), use)
            self._wake((*before, *made.uses), self.now)

    def _leave(self, name: str, uses: Iterable[Use]) -> None:
        for place in {use.place for use in uses}:
            there = self._there(place)
            del there[name]
            if not there:
                del self.takers[place], self._own[place]

    def _there(self, place: Place) -> dict[str, tuple[Use, ...]]:
        """What is taken of a place, to be written to: that of the layout before stays as it is."""
        there = self._own.get(place)
        if there is None:
            there = self._own[place] = dict(self.takers.get(place, {}))
            self.takers[place] = there
        return there


class _Moved:
    """The columns from the first to the last that lie elsewhere than before.

    Which steps they stand for is nothing to ways.
    """

    def __init__(self, before: Sequence[Column], after: Sequence[Column]) -> None:
        pairs = enumerate(zip(before, after, strict=True))
        moved = [] if before is after else [n for n, (a, b) in pairs if a[2:] != b[2:]]
        self.first, self.last = (moved[0], moved[-1]) if moved else (len(after) + 1, -1)

    def minds(self, link: Link) -> bool:
        """Whether the way of a link runs there."""
        source, target = link.source, link.target
        behind = max(source.last, target.last) + 1
        return min(source.column, target.column) <= self.last and behind >= self.first


def _others(before: Sequence[Closed], after: Sequence[Closed]) -> dict[int, list[int]]:
    """The gutters that are closed elsewhere than before, and in which rows."""
    found: dict[int, list[int]] = {}
    nothing: Closed = {}
    for row, (old, new) in enumerate(zip_longest(before, after, fillvalue=nothing)):
        if old is not new:
            for gutter in old.keys() | new.keys():
                if old.get(gutter) != new.get(gutter):
                    found.setdefault(gutter, []).append(row)
    return found


def _passes(link: Link, others: Mapping[int, Sequence[int]]) -> bool:
    """Whether a connection may pass one of these rows along the gutter."""
    source, target = link.source, link.target
    first, last = sorted((source.row, target.row))
    gutters = (source.column, source.last + 1, target.column, target.last + 1)
    return any(first <= row <= last for gutter in gutters for row in others.get(gutter, ()))


def _routed(scene: Scene, link: Link, roads: Roads) -> Routed:
    course = roads.course(link)
    label = 0.0
    if link.label:
        width = link.label.width + 2 * LABEL_X
        least = scene.theme.grid.lane_head + _LABEL_GAP
        label = roads.label(link.boundary, course.label, width, least)
    return Routed(link, course, label, tuple(roads.uses))
