# SPDX-License-Identifier: Apache-2.0
"""What stands at the left of a lane: its name, its owner, and whose curves it shows."""

from collections.abc import Sequence
from typing import NamedTuple

from msgspec import Struct

from journey_studio.i18n import t
from journey_studio.layout.blocks import Block, block
from journey_studio.layout.curve_lanes import face, legend_mark
from journey_studio.layout.display import Colour, Group, Item, Rect
from journey_studio.layout.geometry import Box
from journey_studio.layout.icons import icon
from journey_studio.layout.marks import record_marks
from journey_studio.layout.plots import LEVELS, Line, Plot
from journey_studio.layout.scene import Marks, Scene
from journey_studio.layout.theme import PersonaLook
from journey_studio.model.records import Lane

_ICON_GAP = 8.0
_LEGEND_MARK = 24.0
_LEGEND_GAP = 6.0
_OWNER_GAP = 2.0
_ICONS = {
    "curve": "curve",
    "arc": "drama",
    "picture": "image",
    "support": "layers",
    "channel": "send",
}


class LaneHead(Struct, frozen=True):
    """The head of a lane, broken for its width; `top` is what stands above the legend."""

    lane: Lane
    title: Block
    owner: Block
    legend: tuple[tuple[PersonaLook, Block], ...]
    top: float
    height: float
    slim: bool


class LaneHeadKey(NamedTuple):
    """Everything a lane head's items depend on; `levels` are those of its plot."""

    head: LaneHead
    levels: tuple[float, ...]
    known: Marks
    fill: Colour
    scene: Scene


def lane_title(lane: Lane) -> str:
    """The name of a lane; one without a name is called what it is."""
    if lane.title:
        return lane.title
    if lane.kind == "divider":
        return t(f"layout.divider.{lane.line}")
    return t(f"layout.lane.{lane.kind}")


def lane_icon(lane: Lane) -> str:
    """The name of the sign of a lane."""
    return _ICONS.get(lane.kind, lane.kind)


def lane_head(scene: Scene, lane: Lane, lines: Sequence[Line], *, slim: bool) -> LaneHead:
    """The head of `lane`. `lines` are the curves it shows, `slim` is a collapsed lane."""
    grid, style = scene.theme.grid, scene.type
    sign = grid.lane_head_icon + _ICON_GAP if lane.kind != "divider" else 0
    room = grid.lane_head - 2 * grid.lane_head_x - sign + (0 if lane.kind == "divider" else 4)
    title = block(lane_title(lane), style.lane, room)
    owner = block("" if slim else lane.owner, style.label, room)
    padding = (grid.lane_slim - style.lane.leading) / 2 if slim else grid.lane_head_y
    if lane.kind == "divider":
        padding = max((grid.divider - style.lane.leading) / 2, 0)
    top = padding + title.height + (owner.height + _OWNER_GAP if owner.lines else 0)
    legend = () if slim or lane.kind != "curve" else _legend(scene, lines)
    below = sum(max(name.height, style.label.leading) + _LEGEND_GAP for _, name in legend)
    return LaneHead(lane, title, owner, legend, top, top + below + padding, slim)


def _legend(scene: Scene, lines: Sequence[Line]) -> tuple[tuple[PersonaLook, Block], ...]:
    if all(line.persona is None for line in lines):
        return ()
    grid, sizes = scene.theme.grid, scene.theme.curve
    taken = grid.lane_head_x + _LEGEND_MARK + _LEGEND_GAP
    room = grid.lane_head - taken - sizes.face - grid.cell_padding - _LEGEND_GAP
    return tuple((line.look, block(_name(scene, line), scene.type.label, room)) for line in lines)


def _name(scene: Scene, line: Line) -> str:
    if line.persona is None:
        return t("layout.curve.everybody")
    return scene.personas[line.persona][1].name or t("layout.persona.unnamed")


def levels_of(plot: Plot | None, height: float) -> tuple[float, ...]:
    """How far below the top of a row the levels of its plot lie; none without a plot."""
    return tuple(plot.y(value, height) for value in LEVELS) if plot else ()


def lane_head_group(
    scene: Scene,
    head: LaneHead,
    known: Marks,
    fill: Colour,
    box: Box,
    levels: tuple[float, ...],
) -> Group:
    """The head in the box of its row; `levels` are where the faces of a curve stand."""

    def make() -> tuple[Item, ...]:
        items: list[Item] = [Rect(box, fill=fill)]
        items += _words(scene, head, box)
        y = box.y + max(head.top + _LEGEND_GAP, levels[0] - 7 if levels else 0)
        items += _draw_legend(scene, head, box.x + scene.theme.grid.lane_head_x, y)
        if head.lane.kind == "curve" and levels and scene.shown.faces:
            x = box.right - scene.theme.grid.cell_padding - scene.theme.curve.face / 2
            pairs = zip(LEVELS, levels, strict=True)
            items += [face(value, x, box.y + level, scene) for value, level in pairs]
        items += record_marks(
            scene, known, box=box, locked=head.lane.locked, recheck=head.lane.recheck
        )
        return tuple(items)

    key = LaneHeadKey(head, levels, known, fill, scene)
    return Group(head.lane.id, "lane", box, key, make, fill)


def _words(scene: Scene, head: LaneHead, box: Box) -> list[Item]:
    theme, lane = scene.theme, head.lane
    grid, colours = theme.grid, theme.colours
    x = box.x + grid.lane_head_x
    divider = lane.kind == "divider"
    y = box.y + head.top - head.title.height
    if head.owner.lines:
        y -= head.owner.height + _OWNER_GAP
    items: list[Item] = []
    if not divider:
        name = "chevron-right" if head.slim else lane_icon(lane)
        size = grid.lane_head_icon
        top = y + (scene.type.lane.leading - size) / 2
        items.append(icon(name, x, top, size, colours.quiet, grid.icon_stroke * 0.85))
        x += size + _ICON_GAP
    items += head.title.at(x, y, colours.quiet if divider else colours.text)
    items += head.owner.at(x, y + head.title.height + _OWNER_GAP, colours.quiet)
    return items


def _draw_legend(scene: Scene, head: LaneHead, x: float, y: float) -> list[Item]:
    items: list[Item] = []
    for look, name in head.legend:
        leading = name.style.leading
        items += legend_mark(look, x, y + leading / 2, scene)
        items += name.at(x + _LEGEND_MARK + _LEGEND_GAP, y, scene.theme.colours.text)
        y += max(name.height, leading) + _LEGEND_GAP
    return items
