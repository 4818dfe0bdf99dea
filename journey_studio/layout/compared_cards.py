# SPDX-License-Identifier: Apache-2.0
"""Cards of a board that compares two maps: what differs speaks up, all else steps back."""

from journey_studio.layout.blocks import Block, block
from journey_studio.layout.cards import CardGroup, CardKey, CardMaker
from journey_studio.layout.difference_marks import (
    card_badges,
    look_of,
    main_way,
    outline,
    strike,
    struck,
)
from journey_studio.layout.display import Group, Item, TextLine
from journey_studio.layout.geometry import Box
from journey_studio.layout.icons import icon
from journey_studio.layout.scene import Compared, Marks, Note, Scene, Sign
from journey_studio.layout.text import measure
from journey_studio.model.kinds import CardKind
from journey_studio.model.records import Card

_NOTE_GAP = 6.0
_LEFT_PAD, _LEFT_ICON = 5.0, 12.0
_ELLIPSIS = "\u2026"


class ComparedMaker(CardMaker):
    """Makes the cards of a compared board."""

    def __init__(self, scene: Scene, compared: Compared) -> None:
        super().__init__(scene)
        self._signs = compared.signs

    def height(self, card: Card, kind: CardKind, width: float) -> float:
        """How high a card is at `width` px, with what it was before."""
        sign = self._signs.get(card.id)
        if sign is None:
            return super().height(card, kind, width)
        if sign.ways[0] == "left":
            return self.scene.type.note.leading + 2 * _LEFT_PAD
        notes = self._notes(sign, width - self._insets[kind])
        below = sum(made.height + _NOTE_GAP for _, made in notes)
        return super().height(card, kind, width) + below

    def group(self, card: Card, kind: CardKind, known: Marks, box: Box) -> Group:
        """The group of a card that lies in `box`."""
        group = CardGroup(self, card, kind, known, box)
        sign = self._signs.get(card.id)
        look = look_of(self.scene, main_way(sign)) if sign else None
        group.tint = look.fill if look else self.scene.theme.differences.same
        return group

    def draw(self, key: CardKey, box: Box) -> tuple[Item, ...]:
        """The items of a card."""
        sign = self._signs.get(key.card.id)
        if sign is None:
            return tuple(self._quiet(key, box))
        if sign.ways[0] == "left":
            return self._left(key.card, sign, box)
        kind = key.kind
        notes = self._notes(sign, box.w - self._insets[kind])
        below = sum(made.height + _NOTE_GAP for _, made in notes)
        items = list(super().draw(key, box))
        items[0] = items[0]._replace(line=None, dash=())  # type: ignore[call-arg]
        if sign.ways[0] == "removed":
            items = list(struck(items, self.scene))
        x, y = box.x + self._indents[kind], box.bottom - self.scene.theme.grid.card_y - below
        for note, made in notes:
            items += self._noted(note, made, x, y + _NOTE_GAP)
            y += made.height + _NOTE_GAP
        return (*items, outline(self.scene, sign, box), *card_badges(self.scene, sign, box))

    def _quiet(self, key: CardKey, box: Box) -> list[Item]:
        """A card that is the same on both sides: its words make room for those that are not."""
        colour = self.scene.theme.colours.quiet
        return [
            item._replace(colour=colour) if isinstance(item, TextLine) else item
            for item in super().draw(key, box)
        ]

    def _notes(self, sign: Sign, inner: float) -> list[tuple[Note, Block]]:
        style = self.scene.type.note
        return [(note, block(note.text, style, inner)) for note in sign.notes]

    def _noted(self, note: Note, made: Block, x: float, y: float) -> list[Item]:
        lines = made.at(x, y, self.scene.theme.colours.quiet)
        if not note.struck:
            return [*lines]
        colour = self.scene.theme.differences.removed.line
        return [*lines, *(strike(line, colour) for line in lines)]

    def _left(self, card: Card, sign: Sign, box: Box) -> tuple[Item, ...]:
        """The mark at the place a card was moved from: its first words, and where it went."""
        style, look = self.scene.type.note, look_of(self.scene, "moved")
        grid = self.scene.theme.grid
        x = box.x + grid.card_x + _LEFT_ICON + 4
        room = box.right - x - grid.card_x
        text = sign.notes[0].text if sign.notes else card.text
        lines = block(text, style, room - measure(_ELLIPSIS, style)).lines
        first = lines[0][0].text if lines else ""
        shown = block(first + (_ELLIPSIS if len(lines) > 1 else ""), style, room)
        top = box.y + (box.h - _LEFT_ICON) / 2
        sign_item = icon("arrow-right", box.x + grid.card_x - 2, top, _LEFT_ICON, look.line, 1.4)
        words = shown.at(x, box.y + _LEFT_PAD, self.scene.theme.colours.quiet)
        return (outline(self.scene, sign, box), sign_item, *words)
