# SPDX-License-Identifier: Apache-2.0
"""Where on the board the words of a record stand, and in what style: there they are written, too.

Read from what the layout has drawn, so that nothing jumps when the writing begins.
"""

from collections.abc import Iterable

from msgspec.structs import replace

from journey_studio.canvas.ground import blended
from journey_studio.canvas.loose_sheets import Sheet, label_sheet, note_sheet
from journey_studio.layout.cards import CardKey, CardMaker
from journey_studio.layout.connections import LinkKey
from journey_studio.layout.curve_lanes import PointKey
from journey_studio.layout.display import Board, Colour, Group, Item, Rect, TextLine
from journey_studio.layout.hit import find_placed
from journey_studio.layout.text import TextStyle
from journey_studio.layout.theme import Theme

_PROBE = "M"


def sheet_of(theme: Theme, board: Board, record_id: str) -> Sheet | None:
    """Where a record's words are written; None where the board does not show it."""
    placed = find_placed(board, record_id)
    if placed is None:
        return None
    group = placed.group
    if isinstance(group.key, PointKey):
        return note_sheet(board, record_id, placed, group.key)
    if isinstance(group.key, LinkKey):
        return label_sheet(board, record_id, group.key)
    sheet = _card(theme, group) if isinstance(group.key, CardKey) else _head(theme, board, group)
    return sheet._replace(
        x=sheet.x + placed.dx,
        baseline=sheet.baseline + placed.dy,
        box=sheet.box.moved(placed.dx, placed.dy),
    )


def _card(theme: Theme, group: Group) -> Sheet:
    """A card may be without words yet; with one letter on it, it shows where they would begin."""
    key = group.key
    assert isinstance(key, CardKey)
    style = theme.type.quote if key.kind == "quote" else theme.type.card
    probed = key._replace(card=replace(key.card, text=_PROBE))
    items = CardMaker(key.scene).draw(probed, group.box)
    line = next(i for i in items if isinstance(i, TextLine) and i.text == _PROBE)
    width = group.box.right - theme.grid.card_x - line.x
    look = theme.kinds[key.kind]
    fill = _fill_at(look.fill, items, line.x, line.y)
    words = _height(key.card.text, group.items, style)
    return Sheet(line.x, line.y, width, style, look.text, fill, group.box, words)


def _height(text: str, items: Iterable[Item], style: TextStyle) -> float:
    """How high the lines of a text are as they are drawn now."""
    lines, left = 0, text.lstrip()
    for item in items:
        if isinstance(item, TextLine) and item.text and left.startswith(item.text):
            lines, left = lines + 1, left[len(item.text) :].lstrip()
    return lines * style.leading


def _head(theme: Theme, board: Board, group: Group) -> Sheet:
    """The title is the first thing written on a head; one that is empty would be in the middle."""
    styles = _styles(theme, group.role)
    box = group.box
    room = theme.grid.head_x
    line = next((item for item in group.items if isinstance(item, TextLine)), None)
    style = next((one for one in styles if line and one.size == line.size), None)
    if line is None or style is None:
        style = styles[0]
        x, baseline = box.x + room, box.centre.y + style.size * 0.36
        colour = theme.colours.text
    else:
        x, baseline, colour = line.x, line.y, line.colour
    fill = _fill_at(board.ground_colour, group.items, x, baseline)
    return Sheet(x, baseline, box.right - room - x, style, colour, fill, box)


def _styles(theme: Theme, role: str) -> tuple[TextStyle, ...]:
    kinds = theme.type
    return {
        "stage": (kinds.stage, kinds.label),
        "step": (kinds.step,),
        "lane": (kinds.lane,),
    }.get(role, (kinds.title, kinds.stage, kinds.lane))


def _fill_at(under: Colour, items: Iterable[Item], x: float, y: float) -> Colour:
    """The solid colour behind the words."""
    for item in items:
        if isinstance(item, Rect) and item.fill is not None and item.box.holds(x, y):
            under = blended(under, item.fill).name()
    return under
