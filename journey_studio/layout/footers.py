# SPDX-License-Identifier: Apache-2.0
"""The foot of a card: who it is about, its tags, what it stands for, its links and its owner."""

from typing import NamedTuple

from journey_studio.layout.blocks import Block, hugging, one_line
from journey_studio.layout.display import Hyperlink, Item, Rect
from journey_studio.layout.geometry import Box
from journey_studio.layout.graphemes import graphemes
from journey_studio.layout.icons import icon
from journey_studio.layout.scene import Scene
from journey_studio.layout.theme import Colour, KindLook
from journey_studio.model.records import Card

_REF_ICONS = {"insight": "search", "opportunity": "opportunity", "solution": "solution"}
_ICON_GAP = 4.0


class Chip(NamedTuple):
    """A round sign with a persona's initials, or a tag: something small that flows in rows."""

    block: Block
    w: float
    h: float
    colour: Colour | None  # of a persona; None is a tag


class Note(NamedTuple):
    """A line of its own with an icon before it; leads somewhere where it has an address."""

    icon: str
    block: Block
    url: str = ""


class Footer(NamedTuple):
    """Everything below a card's text, placed: chips by x and y, notes by y."""

    chips: tuple[tuple[float, float, Chip], ...]
    notes: tuple[tuple[float, Note], ...]
    height: float


def initials(name: str) -> str:
    """The first signs of the first and the last word of a name, in capitals."""
    words = name.split()
    ends = words if len(words) < 2 else [words[0], words[-1]]
    return "".join(graphemes(word)[0] for word in ends).upper()


def has_footer(card: Card) -> bool:
    """Whether anything stands below the text of `card`."""
    return bool(card.tags or card.personas or card.refs or card.links or card.owner)


def _chips(scene: Scene, card: Card, width: float) -> list[Chip]:
    grid, style = scene.theme.grid, scene.type.label
    found = []
    for persona_id in card.personas:
        if persona_id in scene.personas:
            index, persona = scene.personas[persona_id]
            block = one_line(initials(persona.name), style)
            size = max(grid.chip, block.width + 2 * grid.tag_x)
            found.append(Chip(block, size, grid.chip, scene.theme.persona(index).colour))
    for tag_id in card.tags:
        if tag_id in scene.tags:
            block = hugging(scene.tags[tag_id].name, style, width - 2 * grid.tag_x)
            w, h = block.width + 2 * grid.tag_x, block.height + 2 * grid.tag_y
            found.append(Chip(block, w, max(h, style.leading + 2 * grid.tag_y), None))
    return found


def _notes(scene: Scene, card: Card, width: float) -> list[Note]:
    style = scene.type.label
    room = width - scene.theme.grid.icon - _ICON_GAP
    entries = [scene.entries[ref] for ref in card.refs if ref in scene.entries]
    found = [
        Note(_REF_ICONS[entry.KIND], hugging(entry.title, style, room))
        for entry in entries
        if entry.title
    ]
    for link in card.links:
        found.append(Note("link", hugging(link.title or link.url, style, room), link.url))
    if card.owner:
        found.append(Note("department", hugging(card.owner, style, room)))
    return found


def footer(scene: Scene, card: Card, width: float) -> Footer:
    """The foot of `card`, `width` px wide."""
    gap = scene.theme.grid.chip_gap
    x = y = row = 0.0
    chips = []
    for chip in _chips(scene, card, width):
        if x and x + chip.w > width:
            x, y, row = 0.0, y + row + gap, 0.0
        chips.append((x, y, chip))
        x += chip.w + gap
        row = max(row, chip.h)
    y += row
    notes = []
    for note in _notes(scene, card, width):
        y += gap if y else 0
        notes.append((y, note))
        y += note.block.height
    return Footer(tuple(chips), tuple(notes), y)


def draw_footer(scene: Scene, made: Footer, look: KindLook, x: float, y: float) -> list[Item]:
    """The footer with its top left corner at (x, y)."""
    items: list[Item] = []
    for dx, dy, chip in made.chips:
        items += _draw_chip(scene, chip, x + dx, y + dy)
    grid = scene.theme.grid
    for dy, note in made.notes:
        colour = scene.theme.colours.accent if note.url else look.label
        top = y + dy + (note.block.style.leading - grid.icon) / 2
        items.append(icon(note.icon, x, top, grid.icon, colour, grid.icon_stroke * 0.8))
        left = x + grid.icon + _ICON_GAP
        items += note.block.at(left, y + dy, colour)
        if note.url:
            w = grid.icon + _ICON_GAP + note.block.width
            items.append(Hyperlink(Box(x, y + dy, w, note.block.height), note.url))
    return items


def _draw_chip(scene: Scene, chip: Chip, x: float, y: float) -> list[Item]:
    grid, colours = scene.theme.grid, scene.theme.colours
    box = Box(x, y, chip.w, chip.h)
    if chip.colour is None:
        shape = Rect(box, fill=colours.chip, radius=grid.radius / 1.5)
        return [shape, *chip.block.at(x + grid.tag_x, y + grid.tag_y, colours.chip_text)]
    ring = Rect(
        box.inset(0.75, 0.75),
        fill=colours.band,
        line=chip.colour,
        line_width=1,
        radius=(chip.h - 1.5) / 2,
    )
    left = x + (chip.w - chip.block.width) / 2
    return [ring, *chip.block.at(left, y + (chip.h - chip.block.style.leading) / 2, chip.colour)]
