# SPDX-License-Identifier: Apache-2.0
"""Where words stand that have no card or head of their own: at points and at connections.

Where there are none yet, this is where the layout would put them, so nothing jumps at the first
letter.
"""

from typing import NamedTuple

from journey_studio.layout.blocks import HALF_CAPITAL
from journey_studio.layout.connections import LinkKey
from journey_studio.layout.curve_lanes import LevelsKey, NoteKey, PointKey
from journey_studio.layout.display import Board, Colour, Group, Placed, Row
from journey_studio.layout.geometry import Box
from journey_studio.layout.hit import words_box
from journey_studio.layout.links import LABEL_X, LABEL_Y
from journey_studio.layout.text import TextStyle
from journey_studio.layout.theme import Theme

_LEAST = 48.0  # board px: the room that a label without a word begins with


class Sheet(NamedTuple):
    """The place to write on, in board px: the baseline of the first line, the room, the look.

    `box` is that of what is written on, `height` that of the lines that stand there now.
    """

    x: float
    baseline: float
    width: float
    style: TextStyle
    text: Colour
    fill: Colour
    box: Box
    height: float = 0.0


def _baseline(top: float, style: TextStyle) -> float:
    """Where the first line stands of words whose box begins at `top`."""
    return top + style.leading / 2 + style.size * HALF_CAPITAL


def _room(x: float, centre: float, most: float) -> float:
    """The width from `x` to the end of a room of `most` px around `centre`.

    Words that hug their longest line stand in the middle of the room. All their lines fit into
    this, and none takes a word more than in all of the room, so they break the same.
    """
    return centre + most / 2 - x


def note_sheet(board: Board, record_id: str, placed: Placed, key: PointKey) -> Sheet | None:
    """Where the words at a point are written: below its value, in the middle of its column."""
    theme, type_ = key.scene.theme, key.scene.type
    row = next((row for row in board.rows if row.lane == key.lane), None)
    column = next((column for column in board.columns if column.step == key.step), None)
    if row is None or column is None:
        return None
    own = next((g for g in row.groups if g.id == record_id and g.role == "note"), None)
    box = words_box(own) if own is not None else None
    room = column.w - 2 * theme.grid.cell_padding
    speaks = own is not None and isinstance(own.key, NoteKey) and own.key.words.extreme
    if box is None:
        x = placed.box.centre.x - _LEAST / 2
        box = Box(x, _below(theme, row, placed.box.centre.x), _LEAST, 2 * type_.note.leading)
    top = row.y + box.y + type_.label.leading
    return Sheet(
        x=box.x,
        baseline=_baseline(top, type_.note),
        width=_room(box.x, column.x + column.w / 2, room),
        style=type_.note,
        text=theme.colours.text if speaks else theme.colours.quiet,
        fill=_ground(board, row),
        box=Box(column.x + theme.grid.cell_padding, row.y + box.y, room, box.h),
    )


def _below(theme: Theme, row: Row, x: float) -> float:
    """How far below the top of a row the next words stand in the column around `x`."""
    levels = next((g.key for g in row.groups if isinstance(g.key, LevelsKey)), None)
    lowest = levels.levels[-1][0] if levels is not None else row.h
    there = [
        box
        for group in row.groups
        if (box := words_box(group)) is not None
        and box.x <= x <= box.right
        and isinstance(group.key, NoteKey)
        and not group.key.high
    ]
    if there:
        return max(box.bottom for box in there) + theme.curve.note_gap
    return lowest + theme.curve.plot_margin + theme.grid.cell_padding / 2


def label_sheet(board: Board, record_id: str, key: LinkKey) -> Sheet:
    """Where the label of a connection is written: on its plate, in the middle of its way."""
    theme, style = key.scene.theme, key.scene.type.label
    plate = next((g for g in board.links if g.id == record_id and g.role == "label"), None)
    if plate is not None:
        box = plate.box
    else:
        h = style.leading + 2 * LABEL_Y
        box = Box(key.way.label.x - _LEAST / 2, key.way.label.y - h / 2, _LEAST, h)
    return Sheet(
        x=box.x + LABEL_X,
        baseline=_baseline(box.y + LABEL_Y, style),
        width=_room(box.x + LABEL_X, box.centre.x, theme.grid.link_label),
        style=style,
        text=theme.colours.text,
        fill=theme.colours.band,
        box=box.inset(-max(theme.grid.link_label + 2 * LABEL_X - box.w, 0) / 2, 0),
    )


def _ground(board: Board, row: Row) -> Colour:
    """The colour of a lane."""
    bands: list[Group] = [g for g in board.ground if g.role == "band" and g.id == row.lane]
    return bands[0].tint if bands else board.ground_colour
