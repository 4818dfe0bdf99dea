# SPDX-License-Identifier: Apache-2.0
"""The grid of a map: which columns and which lanes it has."""

from collections.abc import Mapping
from typing import NamedTuple

from msgspec import Struct

from journey_studio.layout.display import Column
from journey_studio.layout.scene import USUAL, Scene, Shown
from journey_studio.layout.text import measure
from journey_studio.model.arrangement import Arrangement
from journey_studio.model.records import Lane, Stage


class LayoutOptions(Struct, frozen=True):
    """What a layout is for.

    `columns` is how many times as wide as usual the columns are; rows grow together until the
    board is `height` px high where they need less. `lanes` are the ids or kinds of the lanes to
    show, None all. `expand` shows what people have collapsed, `shown` says what else people chose.
    """

    columns: float = 1
    height: float = 0
    lanes: frozenset[str] | None = None
    expand: bool = False
    shown: Shown = USUAL


class Columns(NamedTuple):
    """The columns, the column of each step, and the stages with the columns they hold."""

    columns: tuple[Column, ...]
    of_step: Mapping[str, int]
    steps: tuple[str, ...]  # all steps in order, hidden ones too
    stages: tuple[tuple[Stage, int, int], ...]  # first column, and the one after the last
    hidden: frozenset[str]  # steps of collapsed stages

    @property
    def right(self) -> float:
        """The x of the right edge of the last one; 0 without columns."""
        return self.columns[-1].x + self.columns[-1].w if self.columns else 0.0


def columns_of(arrangement: Arrangement, scene: Scene, options: LayoutOptions) -> Columns:
    """A column for each step, and one for each stage that has none or is collapsed."""
    grid = scene.theme.grid
    x = grid.lane_head
    columns: list[Column] = []
    of_step: dict[str, int] = {}
    stages: list[tuple[Stage, int, int]] = []
    hidden: set[str] = set()
    for stage, steps in arrangement.stages:
        first = len(columns)
        if stage.collapsed and not options.expand:
            of_step |= {step.id: first for step in steps}
            hidden |= {step.id for step in steps}
            widths = [("", slim_width(stage, scene))]
        else:
            of_step |= {step.id: first + place for place, step in enumerate(steps)}
            widths = [
                (step.id, max(step.width or grid.column, grid.column_least)) for step in steps
            ]
        for step_id, width in widths or [("", grid.column)]:
            columns.append(Column(step_id, stage.id, x, round(width * options.columns, 2)))
            x += columns[-1].w
        stages.append((stage, first, len(columns)))
    return Columns(tuple(columns), of_step, tuple(of_step), tuple(stages), frozenset(hidden))


def slim_width(stage: Stage, scene: Scene) -> float:
    """The width of a collapsed stage: its longest word, within reason."""
    grid = scene.theme.grid
    words = [measure(word, scene.type.label) for word in stage.title.split()]
    wanted = max(words, default=0) * 1.01 + 2 * grid.head_x + 2 * grid.stage_gap
    return min(max(wanted, grid.column_slim), grid.column_slim_most)


def lanes_of(arrangement: Arrangement, options: LayoutOptions) -> tuple[Lane, ...]:
    """The lanes to show, in order."""
    if options.lanes is None:
        return arrangement.lanes
    wanted = options.lanes
    return tuple(lane for lane in arrangement.lanes if lane.id in wanted or lane.kind in wanted)
