# SPDX-License-Identifier: Apache-2.0
"""From a snapshot to the board of one map: the one way in to the layout."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from operator import itemgetter

from journey_studio.collector import resting
from journey_studio.layout.cards import CardMaker
from journey_studio.layout.connections import LinkCache, link_groups
from journey_studio.layout.display import Board, Cell, Colour, Group, Rect, Row
from journey_studio.layout.fonts import missing
from journey_studio.layout.geometry import Box
from journey_studio.layout.grid import Columns, LayoutOptions, columns_of, lanes_of
from journey_studio.layout.heads import corner_group, head_groups, heads_of, stage_rule
from journey_studio.layout.invitation import invitation
from journey_studio.layout.lane_heads import lane_head_group, levels_of
from journey_studio.layout.links import Link, label_rooms, links_of
from journey_studio.layout.rows import (
    RowCache,
    RowPlan,
    RowPlanner,
    band_group,
    heights_of,
)
from journey_studio.layout.scene import NO_MARKS, Scene, marks_of, scene_of
from journey_studio.layout.stacks import CellCards, Stacker
from journey_studio.layout.theme import Theme
from journey_studio.model.arrangement import Arrangement, arrange
from journey_studio.model.records import Card
from journey_studio.model.snapshot import Snapshot

__all__ = ["LayoutCache", "LayoutOptions", "lay_out"]

_USUAL = LayoutOptions()


@dataclass
class LayoutCache:
    """What one layout leaves for the next of the same map: pass it to every `lay_out` of a view.

    It never changes what comes out, only how soon. Belongs to one thread.
    """

    key: tuple[object, ...] = ()
    maker: CardMaker | None = None
    columns: Columns | None = None
    rows: RowCache = field(default_factory=RowCache)
    links: LinkCache = field(default_factory=LinkCache)
    board: Board | None = None

    def maker_for(self, scene: Scene, options: LayoutOptions, map_id: str) -> CardMaker:
        """The card maker to use, with everything forgotten that other cards were made of."""
        key = (map_id, replace(options, height=0))  # rows are stretched afterwards
        if self.maker is None or self.maker.scene != scene or self.key != key:
            self.maker, self.key, self.rows = CardMaker(scene), key, RowCache()
        return self.maker


def lay_out(
    snapshot: Snapshot,
    map_id: str,
    theme: Theme,
    options: LayoutOptions = _USUAL,
    cache: LayoutCache | None = None,
) -> Board:
    """The board of the live map `map_id`; KeyError where there is none.

    The same arguments always give boards that look the same. With a `cache` groups that have not
    changed are the same objects as in the layout before.
    """
    kept = LayoutCache() if cache is None else cache
    with resting():
        arrangement = arrange(snapshot, map_id)
        scene = scene_of(snapshot, theme, arrangement.map.language, options.shown)
        maker = kept.maker_for(scene, options, map_id)
        layout = _Layout(snapshot, arrangement, maker, options, kept)
        board = layout.board()
    kept.board = board
    return board


class _Layout:
    """One run of the layout: what its parts share."""

    def __init__(
        self,
        snapshot: Snapshot,
        arrangement: Arrangement,
        maker: CardMaker,
        options: LayoutOptions,
        kept: LayoutCache,
    ) -> None:
        self.snapshot = snapshot
        self.arrangement = arrangement
        self.scene = maker.scene
        self.options = options
        self.kept = kept
        self.marks = marks_of(snapshot)
        columns = columns_of(arrangement, self.scene, options)
        # The same object as before compares in no time wherever columns are compared.
        self.columns = kept.columns if kept.columns == columns else columns
        kept.columns = self.columns
        self.lanes = lanes_of(arrangement, options)
        stacker = Stacker(maker, self.columns, self.marks, kept.rows.stacks)
        self.planner = RowPlanner(self.scene, self.columns, stacker, kept.rows)

    def board(self) -> Board:
        """The whole board."""
        plans = self._plans()
        moments = frozenset[int]().union(*(plan.stacked.moments for plan in plans))
        the_map, scene, columns = self.arrangement.map, self.scene, self.columns
        steps = {step.id: step for step in self.arrangement.steps}
        heads = heads_of(scene, the_map, columns, steps, moments)
        links = links_of(self.snapshot, scene, the_map.id, columns, plans, self.kept.links.ends)
        rooms = label_rooms(links, len(plans), scene)
        heights = heights_of(plans, rooms, heads.height, self.options)
        tops = list(accumulate(heights, initial=heads.height))
        invited = invitation(scene, columns, self.lanes, tops[-1])
        width = max(columns.right, scene.theme.grid.lane_head, invited.right if invited else 0)
        rows = tuple(
            Row(plan.lane.id, plan.lane.kind, y, h, self.planner.groups(plan, h - room, width))
            for plan, y, h, room in zip(plans, tops, heights, rooms, strict=False)
        )
        ground = [*self._ground(plans, rows, moments, width), *(invited.groups if invited else ())]
        return Board(
            map_id=the_map.id,
            title=the_map.title,
            language=the_map.language,
            width=width,
            height=max(tops[-1], invited.bottom if invited else 0),
            head_width=scene.theme.grid.lane_head,
            head_height=heads.height,
            ground_colour=scene.theme.colours.ground,
            columns=columns.columns,
            rows=rows,
            ground=tuple(ground),
            cells=_cells(plans),
            links=link_groups(scene, links, columns.columns, rows, rooms, plans, self.kept.links),
            heads=tuple(head_groups(heads, self.marks)),
            lane_heads=tuple(map(self._lane_head, plans, rows, rooms)),
            corner=corner_group(heads, self.marks),
            missing=self._missing(plans, links),
        )

    def _plans(self) -> list[RowPlan]:
        cells = self._cells_by_lane()
        plans: list[RowPlan] = []
        alternate = False
        for lane in self.lanes:
            slim = lane.collapsed and not self.options.expand
            points = self.snapshot.points(lane.id) if lane.kind in ("curve", "arc") else ()
            plans.append(
                self.planner.plan(
                    lane, cells.get(lane.id, ()), points, slim=slim, alternate=alternate
                )
            )
            alternate = not alternate if lane.kind != "divider" else False
        return plans

    def _cells_by_lane(self) -> dict[str, CellCards]:
        """The cards of each lane by column, in order."""
        shown = {lane.id for lane in self.lanes}
        of_step, hidden = self.columns.of_step, self.columns.hidden
        found: dict[str, list[tuple[int, tuple[Card, ...]]]] = {}
        for (lane, step), cards in self.arrangement.cells.items():
            if lane in shown and step not in hidden:
                column = of_step[step]
                found.setdefault(lane, []).append((column, cards))
        for cells in found.values():
            cells.sort(key=itemgetter(0))
        return dict(found)

    def _ground(
        self,
        plans: Sequence[RowPlan],
        rows: Sequence[Row],
        moments: frozenset[int],
        width: float,
    ) -> Iterator[Group]:
        """Bands, columns that matter most, and the lines that part stages."""
        for plan, row in zip(plans, rows, strict=True):
            yield band_group(plan, row.y, row.h, width)
        if not rows:
            return
        top, bottom = rows[0].y, rows[-1].y + rows[-1].h
        tint = self.scene.theme.colours.moment_tint
        for index in sorted(moments):
            column = self.columns.columns[index]
            yield _tinted(Box(column.x, top, column.w, bottom - top), tint)
        for _, first, _ in self.columns.stages[1:]:
            yield stage_rule(self.scene, self.columns.columns[first].x, top, bottom)

    def _lane_head(self, plan: RowPlan, row: Row, room: float) -> Group:
        box = Box(0, row.y, self.scene.theme.grid.lane_head, row.h)
        known = self.marks.get(plan.lane.id, NO_MARKS)
        levels = levels_of(plan.plot, plan.plot_height(row.h - room))
        return lane_head_group(self.scene, plan.head, known, plan.fill, box, levels)

    def _missing(self, plans: Sequence[RowPlan], links: Sequence[Link]) -> frozenset[str]:
        """The signs on the board that no face can draw."""
        arrangement, scene = self.arrangement, self.scene
        texts = [arrangement.map.title]
        for stage, steps in arrangement.stages:
            texts += [stage.title, stage.goal, stage.owner]
            texts += [text for step in steps for text in (step.title, step.description)]
        for plan in plans:
            texts += [plan.lane.title, plan.lane.owner]
            if plan.plot:
                texts += [point.note for line in plan.plot.lines for _, point in line.points]
        texts += [link.connection.label for link in links]
        texts += [channel.name for channel in scene.channels.values()]
        texts += [tag.name for tag in scene.tags.values()]
        texts += [persona.name for _, persona in scene.personas.values()]
        texts += [metric.name + metric.unit for metric, _ in scene.metrics.values()]
        texts += [entry.title for entry in scene.entries.values()]
        lost = [missing(text, scene.language) for text in texts if not text.isascii()]
        return frozenset[str]().union(*lost, *(plan.stacked.missing for plan in plans))


def _tinted(box: Box, colour: Colour) -> Group:
    tint = Rect(box, fill=colour)
    return Group("", "moment", box, tint, lambda: (tint,), colour)


def _cells(plans: Sequence[RowPlan]) -> dict[tuple[int, int], Cell]:
    return {
        (row, column): cell for row, plan in enumerate(plans) for column, cell in plan.cells.items()
    }
