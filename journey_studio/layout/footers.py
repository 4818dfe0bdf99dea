# SPDX-License-Identifier: Apache-2.0
"""The foot of a card: who it is about, its tags, what it stands for, its links and its owner."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from journey_studio.layout.blocks import Block, height_of, hugging, one_line
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


@lru_cache(maxsize=1024)
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


def _note_texts(scene: Scene, card: Card) -> Iterator[tuple[str, str, str]]:
    """The icon, text and address of each note."""
    for ref in card.refs:
        entry = scene.entries.get(ref)
        if entry and entry.title:
            yield _REF_ICONS[entry.KIND], entry.title, ""
    for link in card.links:
        yield "link", link.title or link.url, link.url
    if card.owner:
        yield "department", card.owner, ""


def _placed_chips(
    scene: Scene, card: Card, width: float
) -> tuple[list[tuple[float, float, Chip]], float]:
    """The chips with their x and y, and how high their rows are together."""
    gap = scene.theme.grid.chip_gap
    x = y = row = 0.0
    chips = []
    for chip in _chips(scene, card, width):
        if x and x + chip.w > width:
            x, y, row = 0.0, y + row + gap, 0.0
        chips.append((x, y, chip))
        x += chip.w + gap
        row = max(row, chip.h)
    return chips, y + row


def footer(scene: Scene, card: Card, width: float) -> Footer:
    """The foot of `card`, `width` px wide."""
    gap, style = scene.theme.grid.chip_gap, scene.type.label
    room = width - scene.theme.grid.icon - _ICON_GAP
    chips, y = _placed_chips(scene, card, width)
    notes = []
    for name, text, url in _note_texts(scene, card):
        y += gap if y else 0
        note = Note(name, hugging(text, style, room), url)
        notes.append((y, note))
        y += note.block.height
    return Footer(tuple(chips), tuple(notes), y)


def footer_height(scene: Scene, card: Card, width: float) -> float:
    """The height of `footer`, without making what it shows: a layout asks this of many cards."""
    gap, style = scene.theme.grid.chip_gap, scene.type.label
    y = _placed_chips(scene, card, width)[1] if card.personas or card.tags else 0.0
    room = width - scene.theme.grid.icon - _ICON_GAP
    for _, text, _ in _note_texts(scene, card):
        y += gap if y else 0
        y += height_of(text, style, room)
    return y


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
