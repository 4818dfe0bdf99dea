# SPDX-License-Identifier: Apache-2.0
"""From a snapshot to the board of one map: the one way in to the layout."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import accumulate, zip_longest
from typing import NamedTuple, cast

from msgspec import structs

from journey_studio.collector import resting
from journey_studio.layout.cards import CardMaker
from journey_studio.layout.compared_cards import ComparedMaker
from journey_studio.layout.connections import Drawing, draw
from journey_studio.layout.courses import bases_of
from journey_studio.layout.difference_marks import column_tints, marked
from journey_studio.layout.display import Board, Cell, Colour, Group, Rect, Row
from journey_studio.layout.geometry import Box
from journey_studio.layout.grid import Columns, LayoutOptions
from journey_studio.layout.heads import Heads, corner_group, head_groups, heads_of, stage_rule
from journey_studio.layout.invitation import invitation
from journey_studio.layout.lane_heads import lane_head_group, levels_of
from journey_studio.layout.links import Joints, Link, joints_of, label_rooms
from journey_studio.layout.memory import Memory
from journey_studio.layout.routes import closed_by
from journey_studio.layout.routing import Routing, route
from journey_studio.layout.rows import RowPlan, RowPlanner, band_group, heights_of
from journey_studio.layout.scene import NO_MARKS
from journey_studio.layout.signs import in_scene, lost, on_heads
from journey_studio.layout.sources import Sources, sources_again, sources_of
from journey_studio.layout.theme import Theme
from journey_studio.model.snapshot import Snapshot

__all__ = ["LayoutCache", "LayoutOptions", "lay_out"]

_USUAL = LayoutOptions()


class LayoutCache:
    """What one layout leaves for the next of the same map: pass it to every `lay_out` of a view.

    It never changes what comes out, only how soon. Belongs to one thread.
    """

    def __init__(self) -> None:
        self.key: tuple[object, ...] = ()
        self.sources: Sources | None = None
        self.maker: CardMaker | None = None
        self.memory = Memory()

    def begin(
        self, snapshot: Snapshot, map_id: str, theme: Theme, options: LayoutOptions
    ) -> "_Layout":
        """The next layout, with everything forgotten that other cards were made of."""
        key = (map_id, theme, structs.replace(options, height=0))  # rows are stretched afterwards
        before = self.sources if self.key == key else None
        self.sources = None  # where this fails, the next one begins anew
        if before:
            sources = sources_again(before, snapshot, theme, options)
        else:
            sources = sources_of(snapshot, map_id, theme, options)
        if before is None or self.maker is None or self.maker.scene is not sources.scene:
            compared = sources.scene.shown.compared
            self.maker = (
                CardMaker(sources.scene)
                if compared is None
                else ComparedMaker(sources.scene, compared)
            )
            self.memory = Memory()
        elif before.lanes is not sources.lanes:
            self.memory.keep_lanes({lane.id for lane in sources.lanes})
        self.key, self.sources = key, sources
        same_marks = before is not None and before.marks is sources.marks
        same = before is not None and _same_columns(before.columns, sources.columns)
        planner = RowPlanner(
            sources, self.maker, self.memory, same=same and same_marks, same_marks=same_marks
        )
        return _Layout(sources, self.maker, options, self.memory, planner)


def _same_columns(before: Columns, after: Columns) -> bool:
    """Whether equal cards make equal cells, wherever they lie."""
    same = before[:3] == after[:3] and before.hidden == after.hidden
    return before is after or same


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
        return kept.begin(snapshot, map_id, theme, options).board()


class _Layout:
    """One run of the layout: what its parts share."""

    def __init__(
        self,
        sources: Sources,
        maker: CardMaker,
        options: LayoutOptions,
        memory: Memory,
        planner: RowPlanner,
    ) -> None:
        self.sources = sources
        self.map = sources.arrangement.map
        self.scene = maker.scene
        self.columns = sources.columns
        self.options = options
        self.memory = memory
        self.planner = planner

    def board(self) -> Board:
        """The whole board."""
        scene, columns, known = self.scene, self.columns, self.memory.value
        plans = self.planner.plans(self.options)
        moments = frozenset[int]().union(*(plan.stacked.moments for plan in plans))
        heads = self._heads(moments)
        links = self._links(plans)
        rooms = known("rooms", (links, len(plans)), lambda: label_rooms(links, len(plans), scene))
        heights = heights_of(plans, rooms, heads.height, self.options)
        tops = list(accumulate(heights, initial=heads.height))
        invited = invitation(scene, columns, self.sources.lanes, tops[-1])
        width = max(columns.right, scene.theme.grid.lane_head, invited.right if invited else 0)
        rows = tuple(
            Row(plan.lane.id, plan.lane.kind, y, h, self.planner.groups(plan, h - room, width))
            for plan, y, h, room in zip(plans, tops, heights, rooms, strict=False)
        )
        ground = [*self._ground(plans, rows, moments, width), *(invited.groups if invited else ())]
        marks = self.sources.marks
        return Board(
            map_id=self.map.id,
            title=self.map.title,
            language=self.map.language,
            width=width,
            height=max(tops[-1], invited.bottom if invited else 0),
            head_width=scene.theme.grid.lane_head,
            head_height=heads.height,
            ground_colour=scene.theme.colours.ground,
            columns=columns.columns,
            rows=rows,
            ground=tuple(ground),
            cells=self._cells(plans),
            links=self._differing(self._drawn(links, plans, rows, rooms)),
            heads=known(
                "heads", (heads, marks), lambda: self._differing(tuple(head_groups(heads, marks)))
            ),
            lane_heads=self._differing(tuple(map(self._lane_head, plans, rows, rooms))),
            corner=known("corner", (heads, marks), lambda: corner_group(heads, marks)),
            missing=self._missing(plans, links),
        )

    def _heads(self, moments: frozenset[int]) -> Heads:
        arrangement, columns = self.sources.arrangement, self.columns

        def make() -> Heads:
            steps = {step.id: step for step in arrangement.steps}
            return heads_of(self.scene, arrangement.map, columns, steps, moments)

        source = (arrangement.map, arrangement.stages, columns, moments)
        return self.memory.value("words of heads", source, make)

    def _links(self, plans: tuple[RowPlan, ...]) -> tuple[Link, ...]:
        """The connections to show, in order."""
        sources = self.sources

        def make() -> Joints:
            before = cast(Joints | None, self.memory.last("joints"))
            return joints_of(sources, self.scene, plans, before)

        return self.memory.value("joints", (plans, self.columns, sources.connections), make).links

    def _drawn(
        self,
        links: tuple[Link, ...],
        plans: Sequence[RowPlan],
        rows: Sequence[Row],
        rooms: Sequence[float],
    ) -> tuple[Group, ...]:
        """What connections show."""
        scene, columns, memory = self.scene, self.columns.columns, self.memory
        if not links:
            return ()
        closed = tuple(
            memory.value("closed", (plan.spans,), partial(closed_by, plan.spans), plan.lane.id)
            for plan in plans
        )

        def find() -> Routing:
            before = cast(Routing | None, memory.last("routes"))
            return route(scene, links, columns, closed, before)

        found = memory.value("routes", (links, columns, closed), find)
        bases = bases_of(rows, rooms, scene.theme.grid.cell_padding)
        before = cast(Drawing | None, memory.last("links"))
        known = self.sources.marks.items()
        torn = frozenset(i for i, marks in known if marks.conflict and i in found.routed)
        source = (found, bases, torn)
        drawing = memory.value("links", source, lambda: draw(scene, *source, before))
        return drawing.groups

    def _differing(self, groups: tuple[Group, ...]) -> tuple[Group, ...]:
        """The groups, those marked that differ from another map."""
        compared = self.scene.shown.compared
        if compared is None:
            return groups
        signs = compared.signs
        return tuple(
            marked(group, self.scene, signs[group.id]) if group.id in signs else group
            for group in groups
        )

    def _cells(self, plans: Sequence[RowPlan]) -> Mapping[tuple[int, int], Cell]:
        """The cells by row and column."""
        rows = tuple(plan.cells for plan in plans)
        before = cast(Cells | None, self.memory.last("cells"))
        return self.memory.value("cells", rows, lambda: _in_rows(rows, before)).cells

    def _ground(
        self,
        plans: Sequence[RowPlan],
        rows: Sequence[Row],
        moments: frozenset[int],
        width: float,
    ) -> Iterator[Group]:
        """Bands, columns that matter most, and the lines that part stages."""
        for plan, row in zip(plans, rows, strict=True):
            source = (plan.lane.id, plan.fill, Box(0, row.y, width, row.h))
            yield self.memory.value("band", source, partial(band_group, *source), plan.lane.id)
        if not rows:
            return
        top, bottom = rows[0].y, rows[-1].y + rows[-1].h
        along = (moments, self.columns, top, bottom)
        yield from self.memory.value("along", along, lambda: tuple(self._along(*along)))

    def _along(
        self, moments: frozenset[int], columns: Columns, top: float, bottom: float
    ) -> Iterator[Group]:
        """What runs along columns."""
        tint = self.scene.theme.colours.moment_tint
        tints = list(column_tints(self.scene, columns, top, bottom))
        for index in sorted(moments):
            column = columns.columns[index]
            tints.append(_tinted(Box(column.x, top, column.w, bottom - top), tint))
        yield from sorted(tints, key=lambda group: group.box.x)  # they are looked up by it
        for _, first, _ in columns.stages[1:]:
            yield stage_rule(self.scene, columns.columns[first].x, top, bottom)

    def _lane_head(self, plan: RowPlan, row: Row, room: float) -> Group:
        box = Box(0, row.y, self.scene.theme.grid.lane_head, row.h)
        known = self.sources.marks.get(plan.lane.id, NO_MARKS)
        levels = levels_of(plan.plot, plan.plot_height(row.h - room))
        source = (self.scene, plan.head, known, plan.fill, box, levels)
        make = partial(lane_head_group, *source)
        return self.memory.value("lane head", source, make, plan.lane.id)

    def _missing(self, plans: Sequence[RowPlan], links: tuple[Link, ...]) -> frozenset[str]:
        """The signs on the board that no face can draw."""
        scene, known = self.scene, self.memory.value
        shape = self.sources.arrangement
        labels = tuple(link.connection.label for link in links)
        return frozenset[str]().union(
            known("signs on heads", (shape.map, shape.stages), lambda: on_heads(shape, scene)),
            known("signs on labels", labels, lambda: lost(labels, scene.language)),
            known("signs in scene", (), lambda: in_scene(scene)),
            *(plan.missing for plan in plans),
        )


def _tinted(box: Box, colour: Colour) -> Group:
    tint = Rect(box, fill=colour)
    return Group("", "moment", box, tint, lambda: (tint,), colour)


class Cells(NamedTuple):
    """The cells of a board by row, and by row and column."""

    rows: tuple[Mapping[int, Cell], ...]
    cells: dict[tuple[int, int], Cell]


def _in_rows(rows: tuple[Mapping[int, Cell], ...], before: Cells | None) -> Cells:
    """Mostly the cells of the layout before, with a few put in their place."""
    known = before.rows if before else ()
    others = [row for row, (old, new) in enumerate(zip_longest(known, rows)) if old is not new]
    same = before and len(known) == len(rows)
    if before and same and all(known[row].keys() == rows[row].keys() for row in others):
        made = dict(before.cells)
    else:
        made, others = {}, list(range(len(rows)))
    for row in others:
        made.update(((row, column), cell) for column, cell in rows[row].items())
    return Cells(rows, made)
