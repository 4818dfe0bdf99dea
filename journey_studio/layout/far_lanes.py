# SPDX-License-Identifier: Apache-2.0
"""Lane heads for a map seen from afar: the name at a size that can be read, else its sign."""

from collections.abc import Sequence
from typing import NamedTuple

from journey_studio.i18n import t
from journey_studio.layout.curve_lanes import face
from journey_studio.layout.display import Board, Group, Item, Path, Rect
from journey_studio.layout.far_words import Room, Title, all_at_once, together
from journey_studio.layout.footers import initials
from journey_studio.layout.geometry import Box
from journey_studio.layout.icons import icon
from journey_studio.layout.lane_heads import LaneHeadKey, lane_icon, lane_title
from journey_studio.layout.markers import marker
from journey_studio.layout.marks import FAR_MARK_ROOM, far_marks
from journey_studio.layout.plots import LEVELS
from journey_studio.layout.scene import Scene
from journey_studio.layout.theme import PersonaLook

# px of the screen
_BESIDE = (12.0, 11.0, 10.5, 10.0)  # names beside their signs
_SIZES, _ALONE = (11.0, 10.5, 10.0, 9.5, 9.0), (8.5, 8.0)
_NAMES = (10.0, 9.0)
_INSET, _TIGHT = 4.0, 0.5
_NARROWED = 0.7  # how much of the usual inset is left
_SIGN, _LEAST_SIGN, _SIGN_GAP = 13.0, 7.0, 5.0
_LINE, _LINE_GAP = 14.0, 4.0
_BETWEEN = 3.0
_NAMED = 60.0  # heads in which names stand: signs without a name are in line with them
_LEAST_FACE = 7.0

Legend = tuple[tuple[PersonaLook, Title | None], ...]


class FarLaneKey(NamedTuple):
    """Everything the items of a head depend on besides its box; `px` is board px per screen px."""

    near: LaneHeadKey
    words: Title | None
    signed: bool
    legend: Legend
    px: float


def far_lanes(board: Board, px: float, reach: float = 0) -> tuple[Group, ...]:
    """A head for each row, `reach` board px wider to the left than near by.

    Signs stand beside names where all names have room beside them.
    """
    heads = [_widened(group, reach) for group in board.lane_heads]
    lanes = [group for group in heads if not _is_divider(group)]
    beside = _SIGN + _SIGN_GAP
    words = all_at_once([_room(group, px, beside) for group in lanes], _BESIDE, px)
    signed = words is not None
    known: dict[str, Title | None] = {}
    found = words or together([_room(group, px, 0) for group in lanes], _SIZES, _ALONE, px)
    known |= {group.id: one for group, one in zip(lanes, found, strict=True)}
    largest = max((title.style.size / px for title in found if title), default=_SIZES[0])
    dividers = [group for group in heads if _is_divider(group)]
    named = _divider_words(dividers, [size for size in _SIZES if size <= largest + 0.01], px)
    known |= {group.id: one for group, one in zip(dividers, named, strict=True)}
    return tuple(_lane(group, known[group.id], px, signed=signed) for group in heads)


def _widened(near: Group, reach: float) -> Group:
    """A head with the room it has from afar, as a place only."""
    x, y, w, h = near.box
    return Group(near.id, near.role, Box(x - reach, y, w + reach, h), near.key, tuple, near.tint)


def _is_divider(group: Group) -> bool:
    return _key(group).head.lane.kind == "divider"


def _divider_words(
    dividers: Sequence[Group], sizes: Sequence[float], px: float
) -> Sequence[Title | None]:
    """The names of the lines of a blueprint; without room for all, their names in brief."""
    rooms = [_room(group, px, 0) for group in dividers]
    made = all_at_once(rooms, sizes, px)
    if made is not None:
        return made
    for at, group in enumerate(dividers):
        lane = _key(group).head.lane
        if lane.title in ("", t(f"layout.divider.{lane.line}")):
            brief = t(f"layout.divider.{lane.line}.short")
            rooms[at] = rooms[at]._replace(text=brief)
    return together(rooms, sizes or _SIZES[-1:], _ALONE, px)


def _key(group: Group) -> LaneHeadKey:
    assert isinstance(group.key, LaneHeadKey)
    return group.key


def inset_of(scene: Scene, px: float, *, grown: bool = False) -> float:
    """How far words stand from the left edge of a lane head, and the title of the map.

    Where heads have `grown` beyond their natural place, all is measured on the screen.
    """
    usual = scene.theme.grid.lane_head_x
    if grown:
        return _INSET * px
    return min(max(_INSET * px, usual * _NARROWED), usual)


def _inset(box: Box, key: LaneHeadKey, px: float) -> float:
    return inset_of(key.scene, px, grown=box.x < 0)


def _room(group: Group, px: float, sign: float) -> Room:
    """The room for a name beside a sign that takes `sign` px of the screen."""
    key = _key(group)
    left = _inset(group.box, key, px) + sign * px
    if key.known.comments or key.known.conflict:
        left += FAR_MARK_ROOM * px
    width, height = group.box.w - left - _TIGHT * px, group.box.h - px
    return Room(lane_title(key.head.lane), key.scene.type.lane, width, height)


def _lane(near: Group, words: Title | None, px: float, *, signed: bool) -> Group:
    box, key = near.box, _key(near)
    top = _top(key, words, box, px)
    below = top + (words.height if words else 0) + _BETWEEN * px
    faces = key.scene.theme.curve.face >= _LEAST_FACE * px and key.scene.shown.faces
    faces = faces and key.head.lane.kind == "curve" and bool(key.levels)
    legend = _legend(key, box, box.h - below, px, faces=faces) if words else ()

    def make() -> tuple[Item, ...]:
        items: list[Item] = [Rect(box, fill=key.fill)]
        items += _draw_words(key, words, box, top, px, signed=signed)
        items += _draw_legend(key, legend, box, box.y + below, px)
        items += far_marks(key.scene, key.known, box, px)
        if faces:
            grid, size = key.scene.theme.grid, key.scene.theme.curve.face
            x = box.right - grid.cell_padding - size / 2
            pairs = zip(LEVELS, key.levels, strict=True)
            items += [face(value, x, box.y + level, key.scene) for value, level in pairs]
        return tuple(items)

    return Group(
        near.id, near.role, box, FarLaneKey(key, words, signed, legend, px), make, key.fill
    )


def _top(key: LaneHeadKey, words: Title | None, box: Box, px: float) -> float:
    """How far below the top of its row a name begins: where it does near by, if there is room."""
    height = words.height if words else _SIGN * px
    middle = max((box.h - height) / 2, 0)
    if key.head.lane.kind == "divider" or key.head.slim:
        return middle
    return min(key.scene.theme.grid.lane_head_y, middle)


def _draw_words(
    key: LaneHeadKey, words: Title | None, box: Box, top: float, px: float, *, signed: bool
) -> list[Item]:
    lane, colours = key.head.lane, key.scene.theme.colours
    divider = lane.kind == "divider"
    x, y = box.x + _inset(box, key, px), box.y + top
    items: list[Item] = []
    if not divider and (signed or words is None):
        room = min(_SIGN * px, box.h, box.w - 2 * _TIGHT * px)
        if room >= _LEAST_SIGN * px:
            beside = words is not None or box.w >= _NAMED * px
            left = x if beside else box.x + (box.w - room) / 2
            down = y + ((words.style.leading if words else min(_SIGN * px, box.h)) - room) / 2
            items.append(icon(lane_icon(lane), left, down, room, colours.quiet, 1.2 * px))
        x += (_SIGN + _SIGN_GAP) * px
    if words:
        items += words.at(x, y, colours.quiet if divider else colours.text)
    return items


def _legend(key: LaneHeadKey, box: Box, height: float, px: float, *, faces: bool) -> Legend:
    """Whose curves they are: names, where they have no room initials, else nothing."""
    scene = key.scene
    if not key.head.legend:
        return ()
    taken = _inset(box, key, px) + (_LINE + _LINE_GAP + _TIGHT) * px
    if faces:
        taken += scene.theme.curve.face + scene.theme.grid.cell_padding
    names = [" ".join(line.text for line, _ in name.lines) for _, name in key.head.legend]
    each = height / len(names) - _BETWEEN * px
    looks = [look for look, _ in key.head.legend]
    for texts in (names, [initials(name) for name in names]):
        rooms = [Room(text, scene.type.label, box.w - taken, each) for text in texts]
        made = all_at_once(rooms, _NAMES, px)
        if made is not None:
            return tuple(zip(looks, made, strict=True))
    return ()


def _draw_legend(key: LaneHeadKey, legend: Legend, box: Box, y: float, px: float) -> list[Item]:
    items: list[Item] = []
    theme = key.scene.theme
    x = box.x + _inset(box, key, px)
    for look, name in legend:
        assert name is not None
        middle = y + name.style.leading / 2
        line = (("M", x, middle), ("L", x + _LINE * px, middle))
        sign = marker(look.marker, x + _LINE / 2 * px, middle, 6.5 * px)
        items += [Path(line, line=look.colour, line_width=1.8 * px), Path(sign, fill=look.colour)]
        items += name.at(x + (_LINE + _LINE_GAP) * px, y, theme.colours.text)
        y += name.height + _BETWEEN * px
    return items
