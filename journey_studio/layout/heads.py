# SPDX-License-Identifier: Apache-2.0
"""The heads of stages and steps, and the corner with the title of the map."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from journey_studio.i18n import t
from journey_studio.layout.blocks import Block, block
from journey_studio.layout.card_frames import diamond
from journey_studio.layout.display import Column, Group, Item, Path, Rect
from journey_studio.layout.geometry import Box
from journey_studio.layout.grid import Columns
from journey_studio.layout.marks import record_marks
from journey_studio.layout.scene import NO_MARKS, Marks, Scene
from journey_studio.model.records import Map, Stage, Step

_OWNER_GAP = 2.0
_DIAMOND_ROOM = 14.0
_STATE_GAP = 4.0


@dataclass(frozen=True, slots=True)
class Heads:
    """Everything above the lanes, broken for its widths. `moments` are columns that matter most."""

    scene: Scene
    columns: Columns
    stages: tuple[tuple[Stage, Block, Block], ...]
    steps: tuple[tuple[Step | None, Block], ...]
    moments: Collection[int]
    title: Block
    state: Block
    map: Map
    stage_height: float
    height: float


def heads_of(
    scene: Scene,
    the_map: Map,
    columns: Columns,
    steps: Mapping[str, Step],
    moments: Collection[int],
) -> Heads:
    """Break every head for its width and find the height they share."""
    grid, style = scene.theme.grid, scene.type
    stages = []
    for stage, first, end in columns.stages:
        last = columns.columns[end - 1]
        room = last.x + last.w - columns.columns[first].x - 2 * (grid.stage_gap + grid.head_x)
        slim = stage.collapsed and not columns.columns[first].step
        title = block(stage.title, style.label if slim else style.stage, room)
        stages.append((stage, title, block("" if slim else stage.owner, style.label, room)))
    step_blocks = []
    for index, column in enumerate(columns.columns):
        step = steps.get(column.step)
        room = column.w - 2 * grid.cell_padding - (_DIAMOND_ROOM if index in moments else 0)
        step_blocks.append((step, block(step.title if step else "", style.step, room)))
    stage_height = max(
        (_stage_height(scene, title, owner) for _, title, owner in stages), default=grid.stage_head
    )
    step_height = max((made.height + 2 * grid.head_y for _, made in step_blocks), default=0)
    height = stage_height + max(step_height, grid.step_head)
    state = block(t(f"layout.map.{the_map.state}"), style.label, _corner_room(scene))
    title = _title(scene, the_map, height - state.height - _STATE_GAP)
    corner = title.height + _STATE_GAP + state.height + 2 * grid.head_y
    return Heads(
        scene=scene,
        columns=columns,
        stages=tuple(stages),
        steps=tuple(step_blocks),
        moments=moments,
        title=title,
        state=state,
        map=the_map,
        stage_height=stage_height,
        height=max(height, corner),
    )


def _stage_height(scene: Scene, title: Block, owner: Block) -> float:
    grid = scene.theme.grid
    padding = grid.stage_head - scene.type.stage.leading
    words = max(title.height, scene.type.stage.leading)
    return words + padding + (owner.height + _OWNER_GAP if owner.lines else 0)


def _corner_room(scene: Scene) -> float:
    grid = scene.theme.grid
    return grid.lane_head - 2 * grid.lane_head_x


def _title(scene: Scene, the_map: Map, height: float) -> Block:
    """The title of the map, as large as the corner lets it be."""
    made = None
    for style in (scene.type.title, scene.type.stage, scene.type.lane):
        made = block(the_map.title, style, _corner_room(scene))
        if made.height + 2 * scene.theme.grid.head_y <= height:
            break
    assert made is not None
    return made


def head_groups(heads: Heads, marks: Mapping[str, Marks]) -> Iterator[Group]:
    """The ground of the heads, the stages, the steps, and the lines that part stages."""
    scene, columns = heads.scene, heads.columns
    theme = scene.theme
    left = theme.grid.lane_head
    width = max(columns.right - left, 0)
    ground = Rect(Box(left, 0, width, heads.height), fill=theme.colours.ground)
    yield Group("", "ground", ground.box, (ground,), lambda: (ground,), theme.colours.ground)
    for place, (stage, first, end) in enumerate(columns.stages):
        yield _stage(heads, place, marks.get(stage.id, NO_MARKS), first, end)
    for index, column in enumerate(columns.columns):
        step = heads.steps[index][0]
        if step:
            known = marks.get(step.id, NO_MARKS)
            yield _step(heads, column, step, heads.steps[index][1], known, index in heads.moments)
    for _, first, _ in columns.stages[1:]:
        x = columns.columns[first].x
        yield stage_rule(scene, x, heads.stage_height, heads.height)


def stage_rule(scene: Scene, x: float, top: float, bottom: float) -> Group:
    """The line between two stages."""
    width, colour = scene.theme.grid.stage_line, scene.theme.colours.line
    rule = Rect(Box(x - width / 2, top, width, bottom - top), fill=colour)
    return Group("", "rule", rule.box, (rule,), lambda: (rule,), colour)


def _stage(heads: Heads, place: int, known: Marks, first: int, end: int) -> Group:
    scene, columns = heads.scene, heads.columns.columns
    grid, hue = scene.theme.grid, scene.theme.hue(place)
    stage, title, owner = heads.stages[place]
    x, right = columns[first].x, columns[end - 1].x + columns[end - 1].w
    box = Box(x, 0, right - x, heads.stage_height)

    def make() -> tuple[Item, ...]:
        plate = box.inset(grid.stage_gap, grid.stage_gap)
        items: list[Item] = [Rect(plate, fill=hue.fill, radius=grid.radius)]
        words = title.height + (owner.height + _OWNER_GAP if owner.lines else 0)
        y = (box.h - words) / 2
        left = x + grid.stage_gap + grid.head_x
        items += title.at(left, y, hue.text)
        items += owner.at(left, y + title.height + _OWNER_GAP, hue.text)
        items += record_marks(scene, known, locked=stage.locked, box=plate)
        return tuple(items)

    key = (stage, title, hue, known, scene)
    return Group(stage.id, "stage", box, key, make, hue.fill)


def _step(
    heads: Heads, column: Column, step: Step, title: Block, known: Marks, moment: bool
) -> Group:
    scene = heads.scene
    theme, grid = scene.theme, scene.theme.grid
    box = Box(column.x, heads.stage_height, column.w, heads.height - heads.stage_height)

    def make() -> tuple[Item, ...]:
        items: list[Item] = []
        x, y = column.x + grid.cell_padding, box.y + grid.head_y
        if moment:
            items.append(Rect(box, fill=theme.colours.moment_tint))
            middle = y + title.style.leading / 2
            sign = diamond(x + grid.mark / 2, middle, grid.mark + 1)
            items.append(Path(sign, fill=theme.colours.moment))
            x += _DIAMOND_ROOM
        items += title.at(x, y, theme.colours.text)
        items += record_marks(scene, known, locked=False, box=box)
        return tuple(items)

    key = (step, title, moment, known, scene)
    return Group(step.id, "step", box, key, make)


def corner_group(heads: Heads, marks: Mapping[str, Marks]) -> Group:
    """The title of the map, in the corner that stays in view."""
    scene, the_map = heads.scene, heads.map
    grid, colours = scene.theme.grid, scene.theme.colours
    box = Box(0, 0, grid.lane_head, heads.height)
    known = marks.get(the_map.id, NO_MARKS)

    def make() -> tuple[Item, ...]:
        items: list[Item] = [Rect(box, fill=colours.ground)]
        x, y = grid.lane_head_x, grid.head_y + grid.stage_gap
        items += heads.title.at(x, y, colours.text)
        y += heads.title.height + (_STATE_GAP if heads.title.lines else 0)
        items += heads.state.at(x, y, colours.quiet)
        items += record_marks(scene, known, locked=False, box=box)
        return tuple(items)

    return Group(the_map.id, "map", box, (the_map, heads.title, known, scene), make)
