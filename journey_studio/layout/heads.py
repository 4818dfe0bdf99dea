# SPDX-License-Identifier: Apache-2.0
"""The heads of stages and steps, and the corner with the title of the map."""

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from msgspec import Struct

from journey_studio.i18n import t
from journey_studio.layout.blocks import Block, block
from journey_studio.layout.card_frames import diamond
from journey_studio.layout.display import Column, Group, Item, Path, Rect
from journey_studio.layout.geometry import Box
from journey_studio.layout.grid import Columns
from journey_studio.layout.marks import record_marks
from journey_studio.layout.scene import NO_MARKS, Marks, Scene
from journey_studio.layout.text import TextStyle
from journey_studio.layout.theme import Hue
from journey_studio.model.records import Map, Stage, Step

_LINE_GAP = 2.0
_DIAMOND_ROOM = 14.0
_STATE_GAP = 4.0
_MOST_LINES = 3  # of a goal or a description: heads stay in view and must leave some of it


class Words(NamedTuple):
    """What stands in a head, one below the other; `more` tells that something is left out."""

    title: Block
    prose: Block  # the goal of a stage, what a step is about
    owner: Block
    more: bool

    @property
    def height(self) -> float:
        """All of it."""
        below = [part.height + _LINE_GAP for part in (self.prose, self.owner) if part.lines]
        return self.title.height + sum(below)


class StageKey(NamedTuple):
    """Everything a stage's items depend on."""

    stage: Stage
    words: Words
    hue: Hue
    known: Marks
    scene: Scene


class StepKey(NamedTuple):
    """Everything a step's items depend on; `moment` marks a column that matters most."""

    step: Step
    words: Words
    moment: bool
    known: Marks
    scene: Scene


class MapKey(NamedTuple):
    """Everything the corner's items depend on."""

    map: Map
    title: Block
    known: Marks
    scene: Scene


class Heads(Struct, frozen=True):
    """Everything above the lanes, broken for its widths. `moments` are columns that matter most."""

    scene: Scene
    columns: Columns
    stages: tuple[tuple[Stage, Words], ...]
    steps: tuple[tuple[Step | None, Words], ...]
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
        if slim:
            stages.append((stage, _words(scene, stage.title, style.label, "", "", room)))
        else:
            words = _words(scene, stage.title, style.stage, stage.goal, stage.owner, room)
            stages.append((stage, words))
    step_words = []
    for index, column in enumerate(columns.columns):
        step = steps.get(column.step)
        room = column.w - 2 * grid.cell_padding - (_DIAMOND_ROOM if index in moments else 0)
        title, prose = (step.title, step.description) if step else ("", "")
        step_words.append((step, _words(scene, title, style.step, prose, "", room)))
    stage_height = max((_stage_height(scene, words) for _, words in stages), default=0)
    stage_height = stage_height or grid.stage_head
    step_height = max((words.height + 2 * grid.head_y for _, words in step_words), default=0)
    height = stage_height + max(step_height, grid.step_head)
    state = block(t(f"layout.map.{the_map.state}"), style.label, _corner_room(scene))
    title_block = _title(scene, the_map, height - state.height - _STATE_GAP)
    corner = title_block.height + _STATE_GAP + state.height + 2 * grid.head_y
    return Heads(
        scene=scene,
        columns=columns,
        stages=tuple(stages),
        steps=tuple(step_words),
        moments=moments,
        title=title_block,
        state=state,
        map=the_map,
        stage_height=stage_height,
        height=max(height, corner),
    )


def _words(
    scene: Scene, title: str, style: TextStyle, prose: str, owner: str, room: float
) -> Words:
    """The words of a head; prose that would take too much of the view becomes a mark."""
    made = block(prose, scene.type.note, room)
    long = len(made.lines) > _MOST_LINES and not scene.shown.paper
    if long:
        made = made._replace(lines=())
    return Words(block(title, style, room), made, block(owner, scene.type.label, room), long)


def _stage_height(scene: Scene, words: Words) -> float:
    return max(words.height, scene.type.stage.leading) + _stage_padding(scene)


def _stage_padding(scene: Scene) -> float:
    """The room above and below the words of a stage together."""
    return scene.theme.grid.stage_head - scene.type.stage.leading


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
    if not scene.shown.paper:
        yield from _hints(heads)
    for _, first, _ in columns.stages[1:]:
        x = columns.columns[first].x
        yield stage_rule(scene, x, heads.stage_height, heads.height)


def _hints(heads: Heads) -> Iterator[Group]:
    """What is said below stages that have no step yet."""
    for stage, first, _ in heads.columns.stages:
        column = heads.columns.columns[first]
        if not column.step and not stage.collapsed:
            yield _hint(heads, column)


def _hint(heads: Heads, column: Column) -> Group:
    scene = heads.scene
    grid, colour = scene.theme.grid, scene.theme.colours.quiet
    words = block(t("layout.empty.stage"), scene.type.note, column.w - 2 * grid.cell_padding)
    x, y = column.x + grid.cell_padding, heads.stage_height + grid.head_y
    y += (scene.type.step.leading - words.style.leading) / 2
    box = Box(column.x, heads.stage_height, column.w, heads.height - heads.stage_height)
    return Group("", "hint", box, (words, colour), lambda: tuple(words.at(x, y, colour)))


def stage_rule(scene: Scene, x: float, top: float, bottom: float) -> Group:
    """The line between two stages."""
    width, colour = scene.theme.grid.stage_line, scene.theme.colours.line
    rule = Rect(Box(x - width / 2, top, width, bottom - top), fill=colour)
    return Group("", "rule", rule.box, (rule,), lambda: (rule,), colour)


def _stage(heads: Heads, place: int, known: Marks, first: int, end: int) -> Group:
    scene, columns = heads.scene, heads.columns.columns
    grid, hue = scene.theme.grid, scene.theme.hue(place)
    stage, words = heads.stages[place]
    x, right = columns[first].x, columns[end - 1].x + columns[end - 1].w
    box = Box(x, 0, right - x, heads.stage_height)

    def make() -> tuple[Item, ...]:
        plate = box.inset(grid.stage_gap, grid.stage_gap)
        items: list[Item] = [Rect(plate, fill=hue.fill, radius=grid.radius)]
        # All titles begin at one height, whatever stands below them.
        y = _stage_padding(scene) / 2 + max(scene.type.stage.leading - words.title.height, 0) / 2
        left = x + grid.stage_gap + grid.head_x
        items += _draw_words(words, left, y, hue.text, hue.text)
        items += record_marks(
            scene, known, box=plate, locked=stage.locked, recheck=stage.recheck, more=words.more
        )
        return tuple(items)

    key = StageKey(stage, words, hue, known, scene)
    return Group(stage.id, "stage", box, key, make, hue.fill)


def _draw_words(words: Words, x: float, y: float, colour: str, quiet: str) -> list[Item]:
    items: list[Item] = [*words.title.at(x, y, colour)]
    y += words.title.height
    for part in (words.prose, words.owner):
        if part.lines:
            y += _LINE_GAP
            items += part.at(x, y, quiet)
            y += part.height
    return items


def _step(
    heads: Heads, column: Column, step: Step, words: Words, known: Marks, moment: bool
) -> Group:
    scene = heads.scene
    theme, grid = scene.theme, scene.theme.grid
    box = Box(column.x, heads.stage_height, column.w, heads.height - heads.stage_height)

    def make() -> tuple[Item, ...]:
        items: list[Item] = []
        x, y = column.x + grid.cell_padding, box.y + grid.head_y
        if moment:
            items.append(Rect(box, fill=theme.colours.moment_tint))
            middle = y + words.title.style.leading / 2
            sign = diamond(x + grid.mark / 2, middle, grid.mark + 1)
            items.append(Path(sign, fill=theme.colours.moment))
            x += _DIAMOND_ROOM
        items += _draw_words(words, x, y, theme.colours.text, theme.colours.quiet)
        items += record_marks(scene, known, box=box, more=words.more)
        return tuple(items)

    key = StepKey(step, words, moment, known, scene)
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
        items += record_marks(scene, known, box=box)
        return tuple(items)

    return Group(the_map.id, "map", box, MapKey(the_map, heads.title, known, scene), make)
