# SPDX-License-Identifier: Apache-2.0
"""The rows of a map: how high each lane is, and what runs along it."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple, cast

from journey_studio.layout.cards import CardMaker
from journey_studio.layout.compared_curves import compared_plot
from journey_studio.layout.curve_lanes import plot_groups
from journey_studio.layout.difference_marks import lane_ground
from journey_studio.layout.display import Cell, Colour, Group, Path, Rect
from journey_studio.layout.geometry import Box
from journey_studio.layout.grid import LayoutOptions
from journey_studio.layout.lane_heads import LaneHead, lane_head
from journey_studio.layout.memory import Memory
from journey_studio.layout.plots import Plot, lines_of, plot_of
from journey_studio.layout.scene import Marks, Scene
from journey_studio.layout.signs import lost
from journey_studio.layout.sources import CellCards, Sources
from journey_studio.layout.stacks import Span, StackedLane, Stacker
from journey_studio.model.kinds import CURVE_KINDS
from journey_studio.model.records import Lane, Point

_DIVIDER_DASHES: Mapping[str, tuple[float, ...]] = {
    "interaction": (),
    "visibility": (8, 6),
    "internal": (2, 5),
}
_LOUD = 2.0  # how much more of the room to spare a curve takes than other lanes


class RowPlan(NamedTuple):
    """A lane before it has its final height, which may be more than `height`."""

    lane: Lane
    head: LaneHead
    stacked: StackedLane
    plot: Plot | None
    top: float  # where its cards begin
    height: float
    growth: float  # its share of room to spare
    fill: Colour
    missing: frozenset[str] = frozenset()  # signs in it that no face can draw

    def plot_height(self, height: float) -> float:
        """How much of a row of `height` px its plot takes: cards below it leave it as it is."""
        return self.top if self.stacked.cells else height

    @property
    def cells(self) -> Mapping[int, Cell]:
        """The cells of the lane by column."""
        return self.stacked.cells

    @property
    def spans(self) -> tuple[Span, ...]:
        """The cards that cover several columns."""
        return self.stacked.spans


class RowPlanner:
    """Plans the rows of one layout, taking from `memory` what has not changed.

    `same` and `same_marks` say that columns and marks are those of the layout before.
    """

    def __init__(
        self,
        sources: Sources,
        maker: CardMaker,
        memory: Memory,
        *,
        same: bool,
        same_marks: bool,
    ) -> None:
        self.sources = sources
        self.scene = maker.scene
        self.columns = sources.columns
        self.stacker = Stacker(
            maker, sources.columns, sources.marks, same=same, same_marks=same_marks
        )
        self.memory = memory

    def plans(self, options: LayoutOptions) -> tuple[RowPlan, ...]:
        """The plans of all lanes, in order."""
        cells, points, columns = self.sources.cells, self.sources.points, self.columns
        plans: list[RowPlan] = []
        alternate = False
        for lane in self.sources.lanes:
            slim = lane.collapsed and not options.expand
            own = (lane, cells[lane.id], points.get(lane.id, ()), slim, alternate)
            source = (*own, columns.columns, columns.of_step, columns.hidden, self.sources.marks)
            make = partial(self._plan, *own)
            plans.append(self.memory.value("plan", source, make, lane.id))
            alternate = not alternate if lane.kind != "divider" else False
        return tuple(plans)

    def _plan(
        self, lane: Lane, cells: CellCards, points: Sequence[Point], slim: bool, alternate: bool
    ) -> RowPlan:
        """The plan of a lane; `slim` where it is collapsed."""
        grid, colours = self.scene.theme.grid, self.scene.theme.colours
        fill = colours.band_alt if alternate else colours.band
        fill = lane_ground(self.scene, lane.id, fill)
        if slim:
            head = self._head(lane, slim=True)
            stacked = self._stacked(lane, cells, 0, slim=True)
            height = max(grid.lane_slim, head.height, stacked.height)
            made = RowPlan(lane, head, stacked, None, 0, height, 0, fill)
        elif lane.kind in CURVE_KINDS:
            made = self._curves(lane, cells, points, fill)
        elif lane.kind == "divider":
            head = self._head(lane, slim=False)
            stacked = self._stacked(lane, cells, grid.divider, slim=False)
            height = max(grid.divider, head.height, stacked.height)
            made = RowPlan(lane, head, stacked, None, grid.divider, height, 0, colours.ground)
        else:
            head = self._head(lane, slim=False)
            stacked = self._stacked(lane, cells, 0, slim=False)
            height = max(grid.lane_least, lane.height, head.height, stacked.height)
            made = RowPlan(lane, head, stacked, None, 0, height, height, fill)
        return made._replace(missing=_missing(made, self.scene.language))

    def _head(self, lane: Lane, *, slim: bool) -> LaneHead:
        make = partial(lane_head, self.scene, lane, (), slim=slim)
        return self.memory.value("head", (lane, slim), make, lane.id)

    def _stacked(self, lane: Lane, cells: CellCards, top: float, *, slim: bool) -> StackedLane:
        before = cast(RowPlan | None, self.memory.last("plan", lane.id))
        return self.stacker.lane(lane, cells, top, before.stacked if before else None, slim=slim)

    def _curves(
        self, lane: Lane, cells: CellCards, points: Sequence[Point], fill: Colour
    ) -> RowPlan:
        columns = self.columns
        source = (lane, points, columns.columns, columns.of_step, columns.hidden)
        make = partial(self._plot, lane, points)
        plot, head = self.memory.value("plot", source, make, lane.id)
        legend = head.height - head.top
        margin = self.scene.theme.curve.plot_margin
        top = max(plot.height, plot.top + margin + legend)
        stacked = self._stacked(lane, cells, top, slim=False)
        height = max(self.scene.theme.grid.lane_least, lane.height, top, stacked.height)
        growth = 0.0 if stacked.cells else _LOUD * height
        return RowPlan(lane, head, stacked, plot, top, height, growth, fill)

    def _plot(self, lane: Lane, points: Sequence[Point]) -> tuple[Plot, LaneHead]:
        columns = self.columns
        seen = {
            step: column for step, column in columns.of_step.items() if step not in columns.hidden
        }
        lines = lines_of(self.scene, points, seen)
        compared = self.scene.shown.compared
        if compared is None:
            head = lane_head(self.scene, lane, lines, slim=False)
            return plot_of(self.scene, lane, lines, columns.columns, head.top), head
        before = lines_of(self.scene, compared.points.get(lane.id, ()), seen)
        met = {line.persona for line in lines}
        both = (*lines, *(line for line in before if line.persona not in met))
        head = lane_head(self.scene, lane, both, slim=False)
        plot = plot_of(self.scene, lane, lines, columns.columns, head.top)
        return compared_plot(plot, before, compared, head.top), head

    def groups(self, plan: RowPlan, height: float, width: float) -> tuple[Group, ...]:
        """What runs along a lane, x on the board, y from the top of its row."""
        lane, plot = plan.lane.id, plan.plot
        if plot is not None:
            own = (plot, plan.plot_height(height), self.sources.marks)
            return self.memory.value("groups", own, partial(_plot_groups, *own), lane)
        if plan.lane.kind == "divider" and not plan.head.slim:
            make = partial(_dividers, self.scene, plan, width)
            return self.memory.value("groups", (plan.head, width), make, lane)
        return ()


def _plot_groups(plot: Plot, height: float, marks: Mapping[str, Marks]) -> tuple[Group, ...]:
    """What a plot shows in a row, with the marks of its points."""
    points = (point.id for line in plot.lines for _, point in line.points if marks)
    known = {point: marks[point] for point in points if point in marks}
    return plot_groups(plot, height, known)


def _missing(plan: RowPlan, language: str) -> frozenset[str]:
    texts = [plan.lane.title, plan.lane.owner]
    if plan.plot:
        texts += [point.note for line in plan.plot.lines for _, point in line.points]
    return plan.stacked.missing | lost(texts, language)


def heights_of(
    plans: Sequence[RowPlan], rooms: Sequence[float], above: float, options: LayoutOptions
) -> list[float]:
    """The final heights: rows share what the board is to be higher than it needs.

    `rooms` is what each row keeps free at its bottom for labels, `above` the height of the heads.
    """
    heights = [plan.height + room for plan, room in zip(plans, rooms, strict=True)]
    spare = options.height - above - sum(heights)
    growth = sum(plan.growth for plan in plans)
    if spare <= 0 or not growth:
        return heights
    return [
        height + spare * plan.growth / growth for height, plan in zip(heights, plans, strict=True)
    ]


def _dividers(scene: Scene, plan: RowPlan, width: float) -> tuple[Group, ...]:
    theme = scene.theme
    y = max(plan.head.height, theme.grid.divider) / 2
    x = theme.grid.lane_head
    dash = _DIVIDER_DASHES[plan.lane.line]
    line = Path(
        (("M", x, y), ("L", width - theme.grid.cell_padding, y)),
        line=theme.colours.face,
        line_width=theme.grid.stage_line,
        dash=dash,
    )
    return (Group(plan.lane.id, "divider", Box(x, y - 1, width - x, 2), line, lambda: (line,)),)


def band_group(lane: str, fill: Colour, box: Box) -> Group:
    """The ground of a lane across the whole board."""
    band = Rect(box, fill=fill)
    return Group(lane, "band", box, band, lambda: (band,), fill)
