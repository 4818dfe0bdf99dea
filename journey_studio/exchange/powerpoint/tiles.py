# SPDX-License-Identifier: Apache-2.0
"""Cards as cells of a native table: the paragraphs of each, and how high it is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from journey_studio.exchange.map_view import LaneView, MapView, brief, metric_words
from journey_studio.exchange.powerpoint.text import Para, height, parted
from journey_studio.i18n import t
from journey_studio.layout.text import TextStyle
from journey_studio.layout.theme import Marker
from journey_studio.model.kinds import CardKind
from journey_studio.model.records import Card, Persona

GLYPHS: Mapping[Marker, str] = {
    "circle": "\u25cf",
    "square": "\u25a0",
    "diamond": "\u25c6",
    "triangle": "\u25b2",
}
GAP = 4.0  # px around a tile: half of what lies between two
_PAD_X, _PAD_Y = 10.0, 9.0
_ICON = 16.0
_HATCH = 6.0
_QUOTE = 18.0
_WIDE, _BESIDE = 280.0, 104.0  # the least width for a picture beside words, and its height then


class Types(NamedTuple):
    """The type styles of slides: the theme's, a little larger, and times `scale`."""

    card: TextStyle
    quote: TextStyle
    label: TextStyle
    note: TextStyle
    value: TextStyle
    step: TextStyle
    lane: TextStyle
    stage: TextStyle
    scale: float


def types_of(view: MapView, scale: float) -> Types:
    """The styles for a map at a scale; 1 is 10.5 points for a card."""
    own = view.scene.type

    def sized(style: TextStyle, size: float) -> TextStyle:
        size = round(size * scale * 2) / 2
        return style._replace(size=size, leading=round(size * 1.3 * 2) / 2)

    return Types(
        card=sized(own.card, 14),
        quote=sized(own.quote, 14),
        label=sized(own.label, 12),
        note=sized(own.note, 12),
        value=sized(own.value, 21),
        step=sized(own.lane, 14),
        lane=sized(own.lane, 13),
        stage=sized(own.stage, 16),
        scale=scale,
    )


class Tile(NamedTuple):
    """A card in a table: the columns it covers, `last` included, and its paragraphs.

    `picture` is how high its picture is, above the words; where it stands `beside` them, that is
    how wide it is. `begun` tells that the card began on another slide.
    """

    card: Card
    kind: CardKind
    first: int
    last: int
    paras: tuple[Para, ...]
    width: float
    picture: float = 0.0
    beside: float = 0.0
    begun: bool = False

    @property
    def height(self) -> float:
        """How high its cell is at least."""
        inner = height(self.paras, self.width)
        if self.beside:
            return max(self.picture + 2 * GAP, inner + 2 * (_PAD_Y + GAP))
        pads = 2 * (_PAD_Y + GAP) - (_PAD_Y if self.picture and not self.paras else 0)
        return self.picture + inner + pads


@dataclass(frozen=True)
class Tiler:
    """Makes the tiles of a map in columns `column` px wide."""

    view: MapView
    types: Types
    column: float
    pictures: frozenset[str] = field(default_factory=frozenset)  # those that can be drawn

    @cached_property
    def _texts(self) -> dict[str, str]:
        return {card.id: card.text for card in self.view.cards()} if self.view.arrows else {}

    def tile(self, lane: LaneView, card: Card, first: int, last: int) -> Tile:
        """The card as a cell over these columns."""
        kind = lane.kind(card)
        look = self.view.scene.theme.kinds[kind]
        whole = (last - first + 1) * self.column
        width = whole - 2 * (GAP + _PAD_X) - (_HATCH if look.edge == "hatch" else 0)
        width -= marks_room(card)
        picture = beside = 0.0
        paras = tuple(self._paras(lane, card, kind))
        if card.picture in self.pictures:
            ratio = self.view.scene.theme.grid.picture_ratio
            picture = round((whole - 2 * GAP) * ratio)
            if whole > _WIDE and paras:
                picture = min(picture, round(_BESIDE * self.types.scale))
                beside = round(picture / ratio)
                width -= beside
            else:
                picture = min(picture, round(_WIDE * ratio))
        return Tile(card, kind, first, last, paras, width, picture, beside)

    def _paras(self, lane: LaneView, card: Card, kind: CardKind) -> Iterator[Para]:
        """What stands on a card, from the top."""
        scene, types = self.view.scene, self.types
        look = scene.theme.kinds[kind]
        if kind not in ("text", lane.lane.kind):
            yield Para(t(f"exchange.page.kind.{kind}"), types.label, look.mark)
        channel = scene.channels.get(card.channel or "")
        if channel is not None:
            name = channel.name or t("layout.channel.unnamed")
            style = types.lane if kind == "channel" else types.label
            indent = (_ICON + 4) * types.scale
            colour = look.text if kind == "channel" else look.label
            yield Para(name, style, colour, 2, indent=indent)
        known = self.view.metric(card)
        if known is not None:
            value, target = metric_words(*known)
            yield Para(known[0].name, types.label, look.label, 2)
            yield Para(value or t("layout.metric.none"), types.value, look.text)
            if target:
                yield Para(target, types.label, look.label)
        if card.text.strip():
            style = types.quote if kind == "quote" else types.card
            indent = _QUOTE * types.scale if kind == "quote" else 0.0
            yield Para(card.text.strip(), style, look.text, 3, indent=indent)
        yield from self._foot(card, look.label)

    def _foot(self, card: Card, colour: str) -> Iterator[Para]:
        """Whose it is, its tags, what it stands for, its links, its owner, where it leads."""
        scene, types = self.view.scene, self.types
        for one in card.personas:
            if one in scene.personas:
                number, persona = scene.personas[one]
                look = scene.theme.persona(number)
                words = f"{GLYPHS[look.marker]}  {named(persona)}"
                yield Para(words, types.label, look.colour, 3)
        tags = "  ".join(f"#{scene.tags[tag].name}" for tag in card.tags if tag in scene.tags)
        if tags:
            yield Para(tags, types.label, colour, 3)
        for ref in card.refs:
            entry = scene.entries.get(ref)
            if entry and entry.title:
                kind = t(f"exchange.page.entry.{entry.KIND}")
                words = t("exchange.slides.labelled", label=kind, text=entry.title)
                yield Para(words, types.note, colour, 3)
        for link in card.links:
            accent = scene.theme.colours.accent
            yield Para(link.title or link.url, types.note, accent, 3, link.url)
        if card.owner:
            words = t("exchange.slides.labelled", label=t("exchange.page.owner"), text=card.owner)
            yield Para(words, types.note, colour, 3)
        for arrow in self.view.arrows.get(card.id, ()):
            goal = brief(self._texts[arrow.target]) or t("exchange.page.a_card")
            labelled = f"{arrow.label}: {goal}" if arrow.label else goal
            yield Para(f"\u2192 {labelled}", types.note, colour, 3)


def marks_room(card: Card) -> float:
    """How much narrower the words of a card are for the marks in its corner."""
    return 13.0 * card.moment_of_truth + 9.0 * (card.evidence not in ("", "assumed"))


def named(persona: Persona) -> str:
    """What a persona is called."""
    return persona.name or t("layout.persona.unnamed")


def split(tile: Tile, room: float, types: Types, colour: str) -> tuple[Tile | None, Tile | None]:
    """A tile in `room` px, and what is left of it for the next slide."""
    if tile.height <= room:
        return tile, None
    inner = room - (0 if tile.beside else tile.picture) - 2 * (_PAD_Y + GAP)
    if inner < 2 * types.card.leading:
        return None, tile
    kept, rest = parted(tile.paras, tile.width, inner)
    if not rest:
        return tile._replace(paras=tuple(kept)), None
    again = Para(t("exchange.slides.continued"), types.label, colour)
    follow = tile._replace(paras=(again, *rest), picture=0.0, beside=0.0, begun=True)
    return tile._replace(paras=tuple(kept)), follow
