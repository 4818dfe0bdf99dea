# SPDX-License-Identifier: Apache-2.0
"""A map as a table that people read: looked up once, for pages and for slides.

Columns are steps, and stages that have none. A lane is one row, or several where cards that cover
steps would lie beside cards in those steps; whoever writes a table with merged cells can put every
unit of a row down as it comes.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from journey_studio.i18n import t
from journey_studio.layout.lane_heads import lane_title
from journey_studio.layout.metrics import amount, figure
from journey_studio.layout.plots import Line, lines_of
from journey_studio.layout.scene import Scene, plain_kind, scene_of
from journey_studio.layout.theme import PersonaLook, Theme
from journey_studio.model.arrangement import Arrangement, CellKey, arrange
from journey_studio.model.contents import contents
from journey_studio.model.fragments import LIBRARY_KINDS
from journey_studio.model.kinds import CURVE_KINDS, CardKind
from journey_studio.model.records import (
    Card,
    Lane,
    LibraryEntry,
    Map,
    Metric,
    Persona,
    Reading,
    Record,
    Stage,
    Step,
)
from journey_studio.model.snapshot import Snapshot


class Column(NamedTuple):
    """A step, or a stage that has none; `stage` counts the stages."""

    step: Step | None
    stage: int


class Head(NamedTuple):
    """A stage and the columns it stands over, `end` not included."""

    stage: Stage
    first: int
    end: int


class Unit(NamedTuple):
    """Cards that share a cell, the columns it covers, `last` included, and how many rows."""

    first: int
    last: int
    cards: tuple[Card, ...]
    deep: int = 1


@dataclass(frozen=True, slots=True)
class LaneView:
    """A lane: its rows of units, left to right, and the lines of its curves.

    Curves and dividers hold no cards, but one may have become a curve while somebody wrote.
    """

    lane: Lane
    title: str
    rows: tuple[tuple[Unit, ...], ...] = ()
    lines: tuple[Line, ...] = ()

    @property
    def is_curve(self) -> bool:
        """Whether it shows lines in place of cards."""
        return self.lane.kind in CURVE_KINDS

    @property
    def is_divider(self) -> bool:
        """Whether it is a line of a blueprint."""
        return self.lane.kind == "divider"

    def kind(self, card: Card) -> CardKind:
        """How a card of this lane looks."""
        return plain_kind(self.lane) if card.kind == "text" else card.kind


class Traveller(NamedTuple):
    """A persona of the map, the look of its curve, and its number among those of the project."""

    persona: Persona
    look: PersonaLook
    number: int


class Arrow(NamedTuple):
    """Where a connection leads, and what it says."""

    target: str
    label: str


@dataclass(frozen=True, slots=True)
class MapView:
    """Everything of one map that a page or a slide shows; `moments` are columns that matter most,
    `arrows` lead from the ids of cards to cards of the same map. `entries` are the insights,
    opportunities and solutions behind it, `metrics` those that they rest on and no card shows.
    """

    map: Map
    title: str
    scene: Scene
    stages: tuple[Head, ...]
    columns: tuple[Column, ...]
    lanes: tuple[LaneView, ...]
    travellers: tuple[Traveller, ...]
    moments: frozenset[int]
    arrows: Mapping[str, tuple[Arrow, ...]]
    entries: tuple[LibraryEntry, ...]
    metrics: tuple[Metric, ...]

    def cards(self) -> Iterator[Card]:
        """Every card, lane by lane."""
        for lane in self.lanes:
            for row in lane.rows:
                for unit in row:
                    yield from unit.cards

    def metric(self, card: Card) -> tuple[Metric, tuple[Reading, ...]] | None:
        """The metric a card shows, with its readings; None where it names none."""
        return self.scene.metrics.get(card.metric or "")


def view_of(snapshot: Snapshot, map_id: str, theme: Theme) -> MapView:
    """What there is to show of a live map; KeyError where there is none."""
    shape = arrange(snapshot, map_id)
    behind = [record for record in contents(snapshot, (map_id,)) if record.KIND in LIBRARY_KINDS]
    scene = scene_of(snapshot, theme, shape.map.language)
    stages, columns = _columns(shape)
    lanes = tuple(_lanes(snapshot, shape, scene, columns))
    cards = [card for found in shape.cells.values() for card in found]
    measured = {card.metric for card in cards}
    return MapView(
        map=shape.map,
        title=shape.map.title or t("exchange.page.untitled"),
        scene=scene,
        stages=stages,
        columns=columns,
        lanes=lanes,
        travellers=_travellers(shape, scene, behind),
        moments=_moments(lanes),
        arrows=_arrows(snapshot, {card.id for card in cards}),
        entries=tuple(one for one in behind if isinstance(one, LibraryEntry)),
        metrics=tuple(o for o in behind if isinstance(o, Metric) and o.id not in measured),
    )


def _columns(shape: Arrangement) -> tuple[tuple[Head, ...], tuple[Column, ...]]:
    heads: list[Head] = []
    columns: list[Column] = []
    for number, (stage, steps) in enumerate(shape.stages):
        first = len(columns)
        columns += [Column(step, number) for step in steps] or [Column(None, number)]
        heads.append(Head(stage, first, len(columns)))
    return tuple(heads), tuple(columns)


def _lanes(
    snapshot: Snapshot, shape: Arrangement, scene: Scene, columns: Sequence[Column]
) -> Iterator[LaneView]:
    places = {column.step.id: n for n, column in enumerate(columns) if column.step}
    for lane in shape.lanes:
        points = snapshot.points(lane.id) if lane.kind in CURVE_KINDS else []
        lines = lines_of(scene, points, places)
        yield LaneView(lane, lane_title(lane), _rows(lane, shape.cells, columns), lines)


def _rows(
    lane: Lane, cells: Mapping[CellKey, tuple[Card, ...]], columns: Sequence[Column]
) -> tuple[tuple[Unit, ...], ...]:
    """The units of a lane in as few rows as they need, each with room for what it covers."""
    rows: list[list[Unit]] = []
    for unit in _units(lane, cells, columns):
        for row in rows:
            if row[-1].last < unit.first:
                row.append(unit)
                break
        else:
            rows.append([unit])
    return tuple(
        tuple(unit._replace(deep=_depth(unit, rows[place + 1 :])) for unit in row)
        for place, row in enumerate(rows)
    )


def _depth(unit: Unit, below: Sequence[Sequence[Unit]]) -> int:
    """How many rows a unit can cover from its own on: those with nothing in its columns."""
    for deep, row in enumerate(below, 1):
        if any(other.first <= unit.last and unit.first <= other.last for other in row):
            return deep
    return len(below) + 1


def _units(
    lane: Lane, cells: Mapping[CellKey, tuple[Card, ...]], columns: Sequence[Column]
) -> Iterator[Unit]:
    last = max((n for n, column in enumerate(columns) if column.step), default=0)
    for n, column in enumerate(columns):
        alone: list[Card] = []
        for card in cells.get((lane.id, column.step.id), ()) if column.step else ():
            end = _covers(columns, n, card.span, last)
            if end == n:
                alone.append(card)
                continue
            if alone:
                yield Unit(n, n, tuple(alone))
                alone = []
            yield Unit(n, end, (card,))
        if alone:
            yield Unit(n, n, tuple(alone))


def _covers(columns: Sequence[Column], first: int, span: int, last: int) -> int:
    """The last column of a card that covers `span` steps; stages without steps do not count."""
    end = first
    while span > 1 and end < last:
        end += 1
        span -= columns[end].step is not None
    return end


def _travellers(
    shape: Arrangement, scene: Scene, behind: Iterable[Record]
) -> tuple[Traveller, ...]:
    """The personas of the map's lens in its order, then all others it tells of."""
    order = [*shape.map.personas, *(one.id for one in behind if one.KIND == "persona")]
    return tuple(
        Traveller(scene.personas[one][1], scene.theme.persona(index), index)
        for one in dict.fromkeys(order)
        if one in scene.personas
        for index in (scene.personas[one][0],)
    )


def _moments(lanes: Iterable[LaneView]) -> frozenset[int]:
    return frozenset(
        unit.first
        for lane in lanes
        for row in lane.rows
        for unit in row
        if any(card.moment_of_truth for card in unit.cards)
    )


def _arrows(snapshot: Snapshot, shown: set[str]) -> dict[str, tuple[Arrow, ...]]:
    found: dict[str, tuple[Arrow, ...]] = {}
    for link in snapshot.connections():
        if link.source in shown and link.target in shown:
            arrow = Arrow(link.target or "", link.label)
            found[link.source or ""] = (*found.get(link.source or "", ()), arrow)
    return found


def metric_words(metric: Metric, readings: Sequence[Reading]) -> tuple[str, str]:
    """The latest value of a metric and its target as people read them; "" where there is none."""
    value = amount(readings[-1].value or 0, metric.unit) if readings else ""
    target = ""
    if metric.target is not None:
        key = "exchange.page.target." + metric.better
        target = t(key, value=amount(metric.target, metric.unit))
    return value, target


def reading_words(readings: Iterable[Reading]) -> str:
    """All readings in one line, the latest last."""
    return "; ".join(
        t("exchange.page.reading", day=one.day, value=figure(one.value or 0)) for one in readings
    )


def brief(text: str, most: int = 60) -> str:
    """The beginning of a text, to call something by."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
