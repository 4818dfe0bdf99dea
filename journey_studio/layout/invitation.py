# SPDX-License-Identifier: Apache-2.0
"""What an empty map says: what to do first, in words, in the middle."""

from collections.abc import Sequence
from typing import NamedTuple

from journey_studio.i18n import t
from journey_studio.layout.blocks import block
from journey_studio.layout.display import Group, Item
from journey_studio.layout.geometry import Box
from journey_studio.layout.grid import Columns
from journey_studio.layout.scene import Scene
from journey_studio.model.records import Lane

_GAP = 8.0


class Invitation(NamedTuple):
    """The words, and how far the board must reach to hold them."""

    groups: tuple[Group, ...]
    right: float
    bottom: float


def invitation(
    scene: Scene, columns: Columns, lanes: Sequence[Lane], top: float
) -> Invitation | None:
    """What a map without stages or without lanes invites to; None where it has both."""
    if columns.columns and lanes:
        return None
    grid, style = scene.theme.grid, scene.type
    left = grid.lane_head
    width = max(grid.empty_width - left, columns.right - left)
    name = "lanes" if columns.columns else "stages" if lanes else "map"
    # A map with stages says in the room below them how to go on, an empty one in its middle.
    title = block(t(f"layout.empty.{name}.title"), style.title, grid.invitation)
    lines = [t(f"layout.empty.{name}.{line}") for line in ("first", "second", "third")]
    words = [block(line, style.card, grid.invitation) for line in lines if line]
    height = title.height + _GAP * 2 + sum(made.height + _GAP for made in words)
    room = max(grid.empty_height, height + 2 * grid.lane_head_x)
    x, y = left + (width - grid.invitation) / 2, top + (room - height) / 2
    colours = scene.theme.colours

    def make() -> tuple[Item, ...]:
        items: list[Item] = [*title.at(x, y, colours.text)]
        down = y + title.height + _GAP * 2
        for made in words:
            items += made.at(x, down, colours.quiet)
            down += made.height + _GAP
        return tuple(items)

    box = Box(x, y, grid.invitation, height)
    group = Group("", "invitation", box, (name, scene), make)
    return Invitation((group,), left + width, top + room)
