# SPDX-License-Identifier: Apache-2.0
"""Quiet marks in the top right corner of a record: locks, comments, conflicts, days that came."""

from journey_studio.layout.display import Item, Rect
from journey_studio.layout.geometry import Box
from journey_studio.layout.icons import icon
from journey_studio.layout.scene import Marks, Scene

MIDDLE = 9.0  # the middle of a mark, from the top and from the right
STEP = 13.0

# px of the screen, for what is seen from afar
FAR_MARK_ROOM = 7.0
_DOT = 5.0
NEWS_DOT, NEWS_RIM = 8.0, 1.5  # of what others have changed, and the ground around it


def record_marks(
    scene: Scene,
    known: Marks,
    *,
    box: Box,
    x: float | None = None,
    locked: bool = False,
    recheck: str = "",
    more: bool = False,
) -> list[Item]:
    """The marks of a record in `box`, from `x` (the right end where None) to the left.

    `recheck` is the day to look again, `more` tells that there is more to read than is shown.
    """
    colours, size = scene.theme.colours, scene.theme.grid.mark + 1
    x, y = box.right - MIDDLE if x is None else x, box.y + MIDDLE
    items: list[Item] = []
    for name, shown, colour in (
        ("lock", locked, colours.quiet),
        ("comment", known.comments > 0, colours.quiet),
        ("branch", known.conflict, colours.warning),
        ("clock", scene.shown.due(recheck), colours.warning),
        ("text", more, colours.quiet),
    ):
        if shown:
            items.append(icon(name, x - size / 2, y - size / 2, size, colour, 1))
            x -= STEP
    return items


def far_marks(scene: Scene, known: Marks, box: Box, px: float) -> list[Item]:
    """A dot in the top right corner of a head seen from afar, where somebody said something about
    it; `px` is board px per px of the screen.
    """
    if not (known.comments or known.conflict):
        return []
    size, colours = min(_DOT * px, box.w, box.h), scene.theme.colours
    room = min(FAR_MARK_ROOM * px, box.w)
    dot = Box(box.right - (room + size) / 2, box.y + (room - size) / 2, size, size)
    colour = colours.warning if known.conflict else colours.quiet
    return [Rect(dot, fill=colour, radius=size / 2)]
