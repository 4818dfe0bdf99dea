# SPDX-License-Identifier: Apache-2.0
"""Heads for a map seen from afar: their words at sizes of the screen, not of the board.

Where a stage title at its own size would be five pixels high, it takes the whole height of the
head; steps keep their titles where all of them can be read.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from journey_studio.layout.blocks import Block
from journey_studio.layout.card_frames import diamond
from journey_studio.layout.display import Board, Group, Item, Path, Rect
from journey_studio.layout.far_lanes import far_lanes
from journey_studio.layout.far_words import Room, all_at_once, fitted, together
from journey_studio.layout.geometry import Box
from journey_studio.layout.heads import MapKey, StageKey, StepKey

FAR = 0.75  # zoom below which heads are these

# Everything below is px of the screen.
_STAGE, _STAGE_ALONE = (13.0, 12.0, 11.0), (10.0, 9.0)
_STEP = (11.0, 10.5, 10.0)
_TITLE = (13.0, 12.0, 11.0, 10.0, 9.0)
_INSET = 6.0
_GAP = 1.0
_RADIUS = 4.0
_STAGE_LEAST = 20.0  # the height of a stage above its steps
_MARK = 9.0  # the diamond of a moment of truth
_MARK_ROOM = 13.0
_BAR = 2.5  # what is left of it where there is no room


class FarHeads(NamedTuple):
    """What takes the place of a board's heads. `lanes` are one for each row, in order."""

    corner: Group
    heads: tuple[Group, ...]
    lanes: tuple[Group, ...]


class FarKey(NamedTuple):
    """Everything the items of a head depend on besides its box; `px` is board px per screen px."""

    near: object  # the key of the head it takes the place of
    words: Block | None
    px: float


@lru_cache(maxsize=3)  # of boards: the one on show, a preview, the one before
def heads_far(board: Board, zoom: float) -> FarHeads:
    """The heads of `board` for a view at `zoom` (screen px per board px)."""
    px = 1 / zoom
    return FarHeads(_corner(board, px), tuple(_heads(board, px)), far_lanes(board, px))


def _corner(board: Board, px: float) -> Group:
    near = board.corner
    key = near.key
    assert isinstance(key, MapKey)
    box, colours = near.box, key.scene.theme.colours
    inset = min(_INSET * px, key.scene.theme.grid.lane_head_x)
    room = Room(key.map.title, key.scene.type.stage, box.w - 2 * inset, box.h - 2 * px)
    words = fitted(room, _TITLE, px)

    def make() -> tuple[Item, ...]:
        ground = Rect(box, fill=colours.ground)
        if words is None:
            return (ground,)
        return (ground, *words.at(inset, (box.h - words.height) / 2, colours.text))

    return Group(near.id, near.role, box, FarKey(key, words, px), make)


class _Plan(NamedTuple):
    """The stages' words, those of the steps where they are shown, and how high the stages are."""

    stages: Sequence[Block | None]
    steps: Sequence[Block] | None
    height: float


def _heads(board: Board, px: float) -> Iterator[Group]:
    stages = [group for group in board.heads if isinstance(group.key, StageKey)]
    steps = [group for group in board.heads if isinstance(group.key, StepKey)]
    plan = _plan(board, stages, steps, px)
    for group in board.heads:
        if group.role == "ground":
            yield group
    for group, words in zip(stages, plan.stages, strict=True):
        yield _stage(group, words, plan.height, px)
    if plan.steps is not None:
        for group, made in zip(steps, plan.steps, strict=True):
            yield _step(group, made, plan.height, board.head_height, px)
        return
    moments = [group for group in steps if _key(group).moment]
    for group in moments:
        yield _moment(group, board.head_height, px)


def _key(group: Group) -> StepKey:
    assert isinstance(group.key, StepKey)
    return group.key


def _plan(board: Board, stages: Sequence[Group], steps: Sequence[Group], px: float) -> _Plan:
    """Steps under stages where every one of them can be read, else stages alone."""
    height = board.head_height
    step_rooms = [_step_room(group, height - _STAGE_LEAST * px, px) for group in steps]
    words = all_at_once(step_rooms, _STEP, px) if steps else None
    if words is not None:
        below = max((made.height for made in words), default=0) + 2 * _GAP * px
        rooms = [_stage_room(group, height - below, px) for group in stages]
        above = all_at_once(rooms, _STAGE, px)
        if above is not None:
            return _Plan(above, words, height - below)
    rooms = [_stage_room(group, height, px) for group in stages]
    return _Plan(together(rooms, _STAGE, _STAGE_ALONE, px), None, height)


def _stage_room(group: Group, height: float, px: float) -> Room:
    key = group.key
    assert isinstance(key, StageKey)
    width = group.box.w - 2 * (_GAP + _INSET) * px
    return Room(key.stage.title, key.scene.type.stage, width, height - 2 * _GAP * px)


def _step_room(group: Group, height: float, px: float) -> Room:
    key = _key(group)
    inset = min(_INSET * px, key.scene.theme.grid.cell_padding)
    width = group.box.w - 2 * inset - (_MARK_ROOM * px if key.moment else 0)
    return Room(key.step.title, key.scene.type.step, width, height)


def _stage(near: Group, words: Block | None, height: float, px: float) -> Group:
    key = near.key
    assert isinstance(key, StageKey)
    box = near.box._replace(h=height)

    def make() -> tuple[Item, ...]:
        plate = Rect(box.inset(_GAP * px, _GAP * px), fill=key.hue.fill, radius=_RADIUS * px)
        if words is None:
            return (plate,)
        x, y = box.x + (_GAP + _INSET) * px, box.y + (box.h - words.height) / 2
        return (plate, *words.at(x, y, key.hue.text))

    return Group(near.id, near.role, box, FarKey(key, words, px), make, key.hue.fill)


def _step(near: Group, words: Block, top: float, bottom: float, px: float) -> Group:
    key = _key(near)
    box = near.box._replace(y=top, h=bottom - top)
    colours = key.scene.theme.colours

    def make() -> tuple[Item, ...]:
        x = box.x + min(_INSET * px, key.scene.theme.grid.cell_padding)
        y = top + _GAP * px
        items: list[Item] = []
        if key.moment:
            items.append(Rect(box, fill=colours.moment_tint))
            middle = y + words.style.leading / 2
            sign = diamond(x + _MARK / 2 * px, middle, _MARK * px)
            items.append(Path(sign, fill=colours.moment))
            x += _MARK_ROOM * px
        return (*items, *words.at(x, y, colours.text))

    return Group(near.id, near.role, box, FarKey(key, words, px), make)


def _moment(near: Group, bottom: float, px: float) -> Group:
    """The column of a moment of truth, marked at the lower edge of its stage."""
    colour = _key(near).scene.theme.colours.moment
    height = (_BAR + _GAP) * px
    box = Box(near.box.x + px, bottom - height, max(near.box.w - 2 * px, px), _BAR * px)

    def make() -> tuple[Item, ...]:
        middle = box.x + box.w / 2
        if box.w < _MARK * px:
            return (Rect(box, fill=colour),)
        sign = diamond(middle, bottom - (_MARK / 2 + 2 * _GAP) * px, _MARK * px)
        return (Path(sign, fill=colour),)

    around = box.united(Box(box.x, bottom - (_MARK + 2 * _GAP) * px, box.w, box.h))
    return Group("", "moment", around, FarKey(near.key, None, px), make)
