# SPDX-License-Identifier: Apache-2.0
"""Heads for a map seen from afar: their words at sizes of the screen, not of the board.

Where a stage title at its own size would be five pixels high, it takes the whole height of the
head, which is never lower than a line of words; steps keep their titles where all of them can be
read.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from journey_studio.layout.card_frames import diamond
from journey_studio.layout.display import Board, Group, Item, Path, Rect, Segment
from journey_studio.layout.far_lanes import FarLaneKey, far_lanes, inset_of
from journey_studio.layout.far_room import reach_of
from journey_studio.layout.far_words import Room, Title, all_at_once, fitted, together
from journey_studio.layout.geometry import Box
from journey_studio.layout.heads import MapKey, StageKey, StepKey
from journey_studio.layout.lane_heads import lane_title
from journey_studio.layout.marks import FAR_MARK_ROOM, far_marks

# Everything below is px of the screen.
_STAGE, _STAGE_ALONE = (13.0, 12.0, 11.0, 10.0), (9.0,)
_ABOVE_STEPS = (13.0, 12.0, 11.0)
_STEP = (11.0, 10.5, 10.0)
_TITLE = (13.0, 12.0, 11.0, 10.0, 9.0)
_INSET, _LEAST_INSET = 6.0, 3.0
_WIDE = 120.0  # a plate on which words stand as far in as they like
_GAP = 1.0
_CORNER = 3.0  # between the title of the map and the stages
_RADIUS = 4.0
_STAGE_LEAST = 20.0  # the height of a stage above its steps
_MARK = 9.0  # the diamond of a moment of truth
_MARK_ROOM = 13.0
_BAR = 2.5  # what is left of it where there is no room
_TOGETHER = 8  # moments of truth that are one group: a part of the heads paints few in vain
_HIGH = 40.0  # heads that have room for it below the titles of stages


class FarHeads(NamedTuple):
    """What takes the place of a board's heads. `lanes` are one for each row, in order."""

    corner: Group
    heads: tuple[Group, ...]
    lanes: tuple[Group, ...]


class FarKey(NamedTuple):
    """Everything the items of a head depend on besides its box; `px` is board px per screen px."""

    near: object  # the key of the head it takes the place of
    name: str
    words: Title | None
    px: float


def untold(group: Group) -> str:
    """The name of a head seen from afar that has no room for it; nothing where it can be read."""
    key = group.key
    if isinstance(key, FarLaneKey) and key.words is None:
        return lane_title(key.near.head.lane)
    if isinstance(key, FarKey) and key.words is None:
        return key.name
    return ""


class _Place(NamedTuple):
    """Where the heads of stages and steps lie, and how many board px one px of the screen is."""

    top: float
    bottom: float
    px: float


@lru_cache(maxsize=3)  # of boards: the one on show, a preview, the one before
def heads_far(board: Board, zoom: float) -> FarHeads:
    """The heads of `board` for a view at `zoom` (screen px per board px)."""
    px, (left, above) = 1 / zoom, reach_of(board, zoom)
    place = _Place(-above, board.head_height, px)
    corner = board.corner.box
    corner = Box(-left, -above, corner.w + left, corner.h + above)
    return FarHeads(
        _corner(board.corner, corner, px, grown=left > 0),
        tuple(_heads(board, place)),
        far_lanes(board, px, left),
    )


def _corner(near: Group, box: Box, px: float, *, grown: bool) -> Group:
    key = near.key
    assert isinstance(key, MapKey)
    colours = key.scene.theme.colours
    inset = inset_of(key.scene, px, grown=grown)
    room = Room(key.map.title, key.scene.type.stage, box.w - inset - _CORNER * px, box.h - 2 * px)
    words = fitted(room, _TITLE, px)

    def make() -> tuple[Item, ...]:
        ground = Rect(box, fill=colours.ground)
        if words is None:
            return (ground,)
        return (ground, *words.at(box.x + inset, box.y + (box.h - words.height) / 2, colours.text))

    return Group(near.id, near.role, box, FarKey(key, key.map.title, words, px), make)


class _Plan(NamedTuple):
    """The stages' words, those of the steps where they are shown, how high the stages are, and how
    much of that is left to the marks of moments of truth.
    """

    stages: Sequence[Title | None]
    steps: Sequence[Title] | None
    height: float
    marks: float = 0


def _heads(board: Board, place: _Place) -> Iterator[Group]:
    stages = [group for group in board.heads if isinstance(group.key, StageKey)]
    steps = [group for group in board.heads if isinstance(group.key, StepKey)]
    plan = _plan(stages, steps, place)
    for group in board.heads:
        if group.role == "ground":
            yield _ground(group, place)
    for group, words in zip(stages, plan.stages, strict=True):
        yield _stage(group, words, plan, place)
    if plan.steps is not None:
        for group, made in zip(steps, plan.steps, strict=True):
            yield _step(group, made, place.top + plan.height, place)
    elif plan.marks:
        moments = tuple(group for group in steps if _key(group).moment)
        for first in range(0, len(moments), _TOGETHER):
            yield _moments(moments[first : first + _TOGETHER], plan.marks, place)


def _ground(near: Group, place: _Place) -> Group:
    box = near.box._replace(y=place.top, h=place.bottom - place.top)
    rect = Rect(box, fill=near.tint)
    return Group("", near.role, box, (rect,), lambda: (rect,), near.tint)


def _key(group: Group) -> StepKey:
    assert isinstance(group.key, StepKey)
    return group.key


def _plan(stages: Sequence[Group], steps: Sequence[Group], place: _Place) -> _Plan:
    """Steps under stages where every one of them can be read, else stages alone."""
    height, px = place.bottom - place.top, place.px
    words = _step_words(steps, height - _STAGE_LEAST * px, px)
    if words is not None:
        below = max((made.height for made in words), default=0) + 2 * _GAP * px
        above = _above_steps(stages, height - below, px)
        if above is not None:
            return _Plan(above, words, height - below)
    marks = 0.0
    if any(_key(group).moment for group in steps):
        marks = ((_MARK if height >= _HIGH * px else _BAR) + 2 * _GAP) * px
    rooms = [_stage_room(group, height - marks, px) for group in stages]
    return _Plan(together(rooms, _STAGE, _STAGE_ALONE, px), None, height, marks)


def _above_steps(
    stages: Sequence[Group], height: float, px: float
) -> Sequence[Title | None] | None:
    """The titles of stages where all can be read; narrow collapsed ones may be without theirs."""
    rooms = [_stage_room(group, height, px) for group in stages]
    opened = [not _is_collapsed(group) for group in stages]
    made = all_at_once(
        [r for r, is_open in zip(rooms, opened, strict=True) if is_open], _ABOVE_STEPS, px
    )
    if made is None:
        return None
    sizes = [size for size in _STAGE if not made or size * px <= made[0].style.size + 0.01]
    found = iter(made)
    return [
        next(found) if is_open else fitted(room, (*sizes, *_STAGE_ALONE), px)
        for room, is_open in zip(rooms, opened, strict=True)
    ]


def _is_collapsed(group: Group) -> bool:
    assert isinstance(group.key, StageKey)
    return group.key.stage.collapsed


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
    width = group.box.w - 2 * _stage_inset(group, px)
    if key.known.comments or key.known.conflict:
        width -= FAR_MARK_ROOM * px
    return Room(key.stage.title, key.scene.type.stage, width, height - 2 * _GAP * px)


def _stage_inset(group: Group, px: float) -> float:
    """How far the words of a stage stand from its edge: less on a narrow plate."""
    share = min(group.box.w / (_WIDE * px), 1.0)
    return (_GAP + max(_INSET * share, _LEAST_INSET)) * px


def _step_room(group: Group, height: float, px: float) -> Room:
    key = _key(group)
    inset = min(_INSET * px, key.scene.theme.grid.cell_padding)
    width = group.box.w - 2 * inset - (_MARK_ROOM * px if key.moment else 0)
    if key.known.comments or key.known.conflict:
        width -= FAR_MARK_ROOM * px
    return Room(key.step.title, key.scene.type.step, width, height)


def _stage(near: Group, words: Title | None, plan: _Plan, place: _Place) -> Group:
    key, px = near.key, place.px
    assert isinstance(key, StageKey)
    box = near.box._replace(y=place.top, h=plan.height)
    marks = plan.marks

    def make() -> tuple[Item, ...]:
        plate = box.inset(_GAP * px, _GAP * px)
        items: list[Item] = [Rect(plate, fill=key.hue.fill, radius=_RADIUS * px)]
        if words is not None:
            x = box.x + _stage_inset(near, px)
            y = box.y + (box.h - marks - words.height) / 2
            items += words.at(x, y, key.hue.text)
        return (*items, *far_marks(key.scene, key.known, plate, px))

    seen = FarKey((key, marks), key.stage.title, words, px)
    return Group(near.id, near.role, box, seen, make, key.hue.fill)


def _step(near: Group, words: Title, top: float, place: _Place) -> Group:
    key, px = _key(near), place.px
    box = near.box._replace(y=top, h=place.bottom - top)
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
        items += words.at(x, y, colours.text)
        return (*items, *far_marks(key.scene, key.known, box, px))

    return Group(near.id, near.role, box, FarKey(key, key.step.title, words, px), make)


def _moments(near: tuple[Group, ...], high: float, place: _Place) -> Group:
    """Some columns of moments of truth, marked at the lower edge of their stages, below titles."""
    colour = _key(near[0]).scene.theme.colours.moment
    columns = tuple((group.box.x, group.box.w) for group in near)
    px, bottom = place.px, place.bottom
    right = columns[-1][0] + columns[-1][1]
    box = Box(columns[0][0], bottom - high, right - columns[0][0], high)
    signed = high >= _MARK * px

    def make() -> tuple[Item, ...]:
        signs: list[Segment] = []
        for x, w in columns:
            if signed and w >= _MARK * px:
                signs += diamond(x + w / 2, bottom - high / 2, _MARK * px)
            else:
                signs += _bar(x + px, bottom - (_BAR + _GAP) * px, max(w - 2 * px, px), _BAR * px)
        return (Path(tuple(signs), fill=colour),)

    return Group("", "moment", box, (columns, colour, px), make)


def _bar(x: float, y: float, w: float, h: float) -> tuple[Segment, ...]:
    return (("M", x, y), ("L", x + w, y), ("L", x + w, y + h), ("L", x, y + h), ("Z",))
