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
from journey_studio.layout.plots import Line, Plot, lines_of, plot_of
from journey_studio.layout.scene import Scene
from journey_studio.layout.stacks import CellCards, Span, StackCache, Stacker
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
    cells: Mapping[int, Cell]
    plot: Plot | None
    top: float  # where its cards begin
    height: float
    growth: float  # its share of room to spare
    fill: Colour
    spans: tuple[Span, ...] = ()


@dataclass
class RowCache:
    """What rows of an earlier layout can be used again for."""

    stacks: StackCache = field(default_factory=dict)
    plots: dict[str, tuple[tuple[object, ...], Plot]] = field(default_factory=dict)


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
        lines = self._lines(lane, points)
        head = lane_head(self.scene, lane, lines, slim=slim)
        if slim:
            pills = self.stacker.pills(lane, cells)
            needed = [grid.lane_slim, head.height, *(cell.height for cell in pills.cells.values())]
            return RowPlan(lane, head, pills.cells, None, 0, max(needed), 0, fill)
        plot = None
        top = 0.0
        if lane.kind in ("curve", "arc"):
            plot = self._plot(lane, lines, head.top)
            legend = head.height - head.top
            top = max(plot.height, plot.top + plot.scene.theme.curve.plot_margin + legend)
        elif lane.kind == "divider":
            fill, top = colours.ground, grid.divider
        stacked = self.stacker.lane(lane, cells, top)
        needed = [head.height, top, *(cell.height for cell in stacked.cells.values())]
        if lane.kind == "divider":
            height, growth = max(needed), 0.0
            return RowPlan(
                lane, head, stacked.cells, None, top, height, growth, fill, stacked.spans
            )
        height = max(grid.lane_least, lane.height, *needed)
        growth = 0.0 if plot and stacked.cells else _LOUD if plot else 1.0
        growth *= height
        return RowPlan(lane, head, stacked.cells, plot, top, height, growth, fill, stacked.spans)

    def _lines(self, lane: Lane, points: Sequence[Point]) -> tuple[Line, ...]:
        if lane.kind not in ("curve", "arc"):
            return ()
        seen = {
            step: column
            for step, column in self.columns.of_step.items()
            if step not in self.columns.hidden
        }
        return lines_of(self.scene, points, seen)

    def _plot(self, lane: Lane, lines: tuple[Line, ...], title: float) -> Plot:
        source = (lane, lines, self.columns.columns, title)
        known = self.kept.plots.get(lane.id)
        if known and known[0] == source:
            return known[1]
        plot = plot_of(self.scene, lane, lines, self.columns.columns, title)
        self.kept.plots[lane.id] = (source, plot)
        return plot


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


def row_groups(scene: Scene, plan: RowPlan, height: float, width: float) -> tuple[Group, ...]:
    """What runs along a lane, x on the board, y from the top of its row."""
    if plan.plot is not None:
        # Cards below a curve leave it the height it was planned with.
        return plot_groups(plan.plot, plan.top if plan.cells else height)
    if plan.lane.kind == "divider" and not plan.head.slim:
        return (_divider(scene, plan, width),)
    return ()


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
