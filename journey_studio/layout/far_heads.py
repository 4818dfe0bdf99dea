# SPDX-License-Identifier: Apache-2.0
"""Heads for a map seen from afar: their words at sizes of the screen, not of the board.

Where a stage title at its own size would be five pixels high, it takes the whole height of the
head; steps keep their titles where all of them can be read.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from journey_studio.layout.card_frames import diamond
from journey_studio.layout.display import Board, Group, Item, Path, Rect, Segment
from journey_studio.layout.far_lanes import far_lanes, inset_of
from journey_studio.layout.far_words import Room, Title, all_at_once, fitted, together
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
    words: Title | None
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
    inset = inset_of(key.scene, px)
    room = Room(key.map.title, key.scene.type.stage, box.w - inset - px, box.h - 2 * px)
    words = fitted(room, _TITLE, px)

    def make() -> tuple[Item, ...]:
        ground = Rect(box, fill=colours.ground)
        if words is None:
            return (ground,)
        return (ground, *words.at(inset, (box.h - words.height) / 2, colours.text))

    return Group(near.id, near.role, box, FarKey(key, words, px), make)


class _Plan(NamedTuple):
    """The stages' words, those of the steps where they are shown, and how high the stages are."""

    stages: Sequence[Title | None]
    steps: Sequence[Title] | None
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
    moments = tuple(group for group in steps if _key(group).moment)
    if moments:
        yield _moments(moments, board.head_height, px)


def _key(group: Group) -> StepKey:
    assert isinstance(group.key, StepKey)
    return group.key


def _plan(board: Board, stages: Sequence[Group], steps: Sequence[Group], px: float) -> _Plan:
    """Steps under stages where every one of them can be read, else stages alone."""
    height = board.head_height
    words = _step_words(steps, height - _STAGE_LEAST * px, px)
    if words is not None:
        below = max((made.height for made in words), default=0) + 2 * _GAP * px
        rooms = [_stage_room(group, height - below, px) for group in stages]
        above = all_at_once(rooms, _STAGE, px)
        if above is not None:
            return _Plan(above, words, height - below)
    rooms = [_stage_room(group, height, px) for group in stages]
    return _Plan(together(rooms, _STAGE, _STAGE_ALONE, px), None, height)


def _step_words(steps: Sequence[Group], height: float, px: float) -> Sequence[Title] | None:
    """The titles of steps where every one of them can be read; most often the first ones tell."""
    rooms = []
    for group in steps:
        rooms.append(_step_room(group, height, px))
        if fitted(rooms[-1], _STEP[-1:], px) is None:
            return None
    return all_at_once(rooms, _STEP, px) if rooms else None


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


def _stage(near: Group, words: Title | None, height: float, px: float) -> Group:
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


def _step(near: Group, words: Title, top: float, bottom: float, px: float) -> Group:
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


def _moments(near: tuple[Group, ...], bottom: float, px: float) -> Group:
    """The columns of moments of truth, marked at the lower edge of their stages."""
    colour = _key(near[0]).scene.theme.colours.moment
    columns = tuple((group.box.x, group.box.w) for group in near)
    high = (_MARK + 2 * _GAP) * px
    right = columns[-1][0] + columns[-1][1]
    box = Box(columns[0][0], bottom - high, right - columns[0][0], high)

    def make() -> tuple[Item, ...]:
        signs: list[Segment] = []
        for x, w in columns:
            if w >= _MARK * px:
                signs += diamond(x + w / 2, bottom - high / 2, _MARK * px)
            else:
                signs += _bar(x + px, bottom - (_BAR + _GAP) * px, max(w - 2 * px, px), _BAR * px)
        return (Path(tuple(signs), fill=colour),)

    return Group("", "moment", box, (columns, colour, px), make)


def _bar(x: float, y: float, w: float, h: float) -> tuple[Segment, ...]:
    return (("M", x, y), ("L", x + w, y), ("L", x + w, y + h), ("L", x, y + h), ("Z",))
