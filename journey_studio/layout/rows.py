# SPDX-License-Identifier: Apache-2.0
"""The rows of a map: how high each lane is, and what runs along it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from journey_studio.layout.curve_lanes import plot_groups
from journey_studio.layout.display import Cell, Colour, Group, Item, Path, Rect
from journey_studio.layout.geometry import Box
from journey_studio.layout.grid import Columns, LayoutOptions
from journey_studio.layout.lane_heads import LaneHead, lane_head
from journey_studio.layout.plots import Plot, lines_of, plot_of
from journey_studio.layout.scene import Marks, Scene
from journey_studio.layout.stacks import CellCards, Span, StackCache, StackedLane, Stacker
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


@dataclass
class RowCache:
    """What rows of an earlier layout can be used again for."""

    stacks: StackCache = field(default_factory=StackCache)
    plots: dict[str, tuple[tuple[object, ...], Plot, LaneHead]] = field(default_factory=dict)
    groups: dict[str, tuple[Plot, float, Mapping[str, Marks], tuple[Group, ...]]] = field(
        default_factory=dict
    )


class RowPlanner:
    """Plans the rows of one layout."""

    def __init__(self, scene: Scene, columns: Columns, stacker: Stacker, kept: RowCache) -> None:
        self.scene = scene
        self.columns = columns
        self.stacker = stacker
        self.kept = kept

    def plan(
        self, lane: Lane, cells: CellCards, points: Sequence[Point], *, slim: bool, alternate: bool
    ) -> RowPlan:
        """The plan of a lane; `slim` where it is collapsed."""
        grid, colours = self.scene.theme.grid, self.scene.theme.colours
        fill = colours.band_alt if alternate else colours.band
        if slim:
            head = lane_head(self.scene, lane, (), slim=True)
            stacked = self.stacker.lane(lane, cells, 0, slim=True)
            height = max(grid.lane_slim, head.height, stacked.height)
            return RowPlan(lane, head, stacked, None, 0, height, 0, fill)
        if lane.kind in ("curve", "arc"):
            return self._curves(lane, cells, points, fill)
        head = lane_head(self.scene, lane, (), slim=False)
        if lane.kind == "divider":
            stacked = self.stacker.lane(lane, cells, grid.divider, slim=False)
            height = max(grid.divider, head.height, stacked.height)
            return RowPlan(lane, head, stacked, None, grid.divider, height, 0, colours.ground)
        stacked = self.stacker.lane(lane, cells, 0, slim=False)
        height = max(grid.lane_least, lane.height, head.height, stacked.height)
        return RowPlan(lane, head, stacked, None, 0, height, height, fill)

    def _curves(
        self, lane: Lane, cells: CellCards, points: Sequence[Point], fill: Colour
    ) -> RowPlan:
        plot, head = self._plot(lane, points)
        legend = head.height - head.top
        margin = self.scene.theme.curve.plot_margin
        top = max(plot.height, plot.top + margin + legend)
        stacked = self.stacker.lane(lane, cells, top, slim=False)
        height = max(self.scene.theme.grid.lane_least, lane.height, top, stacked.height)
        growth = 0.0 if stacked.cells else _LOUD * height
        return RowPlan(lane, head, stacked, plot, top, height, growth, fill)

    def _plot(self, lane: Lane, points: Sequence[Point]) -> tuple[Plot, LaneHead]:
        columns = self.columns
        source = (lane, points, columns.columns, columns.steps, columns.hidden)
        known = self.kept.plots.get(lane.id)
        if known and known[0] == source:
            return known[1:]
        seen = {
            step: column for step, column in columns.of_step.items() if step not in columns.hidden
        }
        lines = lines_of(self.scene, points, seen)
        head = lane_head(self.scene, lane, lines, slim=False)
        plot = plot_of(self.scene, lane, lines, columns.columns, head.top)
        self.kept.plots[lane.id] = (source, plot, head)
        return plot, head

    def groups(self, plan: RowPlan, height: float, width: float) -> tuple[Group, ...]:
        """What runs along a lane, x on the board, y from the top of its row."""
        if plan.plot is not None:
            room = plan.plot_height(height)
            known = self.kept.groups.get(plan.lane.id)
            marks = self._marks_on(plan.plot)
            if known and known[0] is plan.plot and known[1:3] == (room, marks):
                return known[3]
            groups = plot_groups(plan.plot, room, marks)
            self.kept.groups[plan.lane.id] = (plan.plot, room, marks, groups)
            return groups
        if plan.lane.kind == "divider" and not plan.head.slim:
            return (_divider(self.scene, plan, width),)
        return ()

    def _marks_on(self, plot: Plot) -> Mapping[str, Marks]:
        """The marks of its points."""
        marks = self.stacker.marks
        if not marks:
            return {}
        points = (point.id for line in plot.lines for _, point in line.points)
        return {point: marks[point] for point in points if point in marks}


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


def _divider(scene: Scene, plan: RowPlan, width: float) -> Group:
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
    return Group(plan.lane.id, "divider", Box(x, y - 1, width - x, 2), line, lambda: (line,))


def band_group(plan: RowPlan, y: float, height: float, width: float) -> Group:
    """The ground of a lane across the whole board."""
    band = Rect(Box(0, y, width, height), fill=plan.fill)
    items: tuple[Item, ...] = (band,)
    return Group(plan.lane.id, "band", band.box, band, lambda: items, plan.fill)
